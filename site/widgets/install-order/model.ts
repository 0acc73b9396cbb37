import { type Need, needs } from './needs.ts';
import { type StepId, stepIds } from './steps.ts';

/**
 * The planner: runs a plan step by step and says what each missing step does.
 * `stops`: the command fails at once, nothing after it is done. `later`: the step itself succeeds, and somebody gets an error afterwards.
 */
export interface Event {
  step: StepId;
  /** 1, 2, … */
  place: number;
  result: 'done' | 'trap' | 'stops' | 'not reached';
  /** The needs that were not met. For `stops` the one that decided, for `trap` all that come back later. */
  unmet: Need[];
}
export interface Run {
  events: Event[];
  /** Whether every step was done, with nothing coming back later. */
  clean: boolean;
  stoppedAt: StepId | null;
  missing: StepId[];
}

/** Runs a plan of different steps; it need not be complete. */
export function execute(plan: readonly StepId[]): Run {
  const done = new Set<StepId>();
  const events: Event[] = [];
  let stoppedAt: StepId | null = null;
  for (const [i, step] of plan.entries()) {
    const place = i + 1;
    if (stoppedAt) {
      events.push({ step, place, result: 'not reached', unmet: [] });
      continue;
    }
    const unmet = needs.filter((need) => need.step === step && !done.has(need.needs));
    const hard = unmet.find((need) => need.how === 'cannot') ?? unmet.find((need) => need.how === 'stops');
    if (hard) {
      stoppedAt = step;
      events.push({ step, place, result: 'stops', unmet: [hard] });
      continue;
    }
    done.add(step);
    events.push({ step, place, result: unmet.length > 0 ? 'trap' : 'done', unmet });
  }
  const missing = stepIds.filter((id) => !plan.includes(id));
  return { events, stoppedAt, missing, clean: missing.length === 0 && events.every((event) => event.result === 'done') };
}

/**
 * In how many orders all needs are met: linear extensions of the graph, counted over the sets of steps already done
 * (at most 2^14 of them). `edges` are [before, after] by index.
 */
export function countOrders(size: number, edges: readonly (readonly [number, number])[]): number {
  const before = new Array<number>(size).fill(0);
  for (const [a, b] of edges) before[b] = (before[b] ?? 0) | (1 << a);
  const ways = new Float64Array(1 << size);
  ways[0] = 1;
  for (let set = 0; set < 1 << size; set++) {
    const here = ways[set] ?? 0;
    if (here === 0) continue;
    for (let next = 0; next < size; next++) {
      const bit = 1 << next;
      const needed = before[next] ?? 0;
      if ((set & bit) === 0 && (set & needed) === needed) ways[set | bit] = (ways[set | bit] ?? 0) + here;
    }
  }
  return ways[(1 << size) - 1] ?? 0;
}

/** The number of right orders of the fourteen steps. */
export function rightOrders(): number {
  return countOrders(
    stepIds.length,
    needs.map((need) => [stepIds.indexOf(need.needs), stepIds.indexOf(need.step)] as const),
  );
}

const letters = 'abcdefghijklmn';

/** A plan as the address keeps it: a letter a step, `a` the first of `stepIds`. */
export const writePlan = (plan: readonly StepId[]): string => plan.map((id) => letters[stepIds.indexOf(id)]).join('');

export type PlanProblem = { kind: 'unknown'; found: string } | { kind: 'twice'; found: StepId };

/** Reads a plan; what cannot be used is left out and named. */
export function readPlan(text: string): { plan: StepId[]; problems: PlanProblem[] } {
  const plan: StepId[] = [];
  const problems: PlanProblem[] = [];
  for (const letter of text.toLowerCase()) {
    const id = stepIds[letters.indexOf(letter)];
    if (id === undefined) problems.push({ kind: 'unknown', found: letter });
    else if (plan.includes(id)) problems.push({ kind: 'twice', found: id });
    else plan.push(id);
  }
  return { plan, problems };
}
