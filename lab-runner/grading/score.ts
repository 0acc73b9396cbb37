import type { ItemResult, Score, TaskScore } from '../contract/attempt.ts';
import type { LabDefinition } from '../contract/lab.ts';

/** What the score of an attempt depends on besides the results of one submission. */
export interface GradingFacts {
  /** `event` tasks done once: they stay met. */
  kept: ReadonlySet<string>;
  /** Highest hint level taken, by task. */
  hintLevels: ReadonlyMap<string, number>;
  /** A solution was shown before: nothing scores. */
  revealed: boolean;
}

/** Of an attempt in which nothing has happened before. */
export const noHistory = (): GradingFacts => ({ kept: new Set(), hintLevels: new Map(), revealed: false });

/** Each hint costs this share of its task. */
export const hintShare = 0.1;

/**
 * Score of one submission. A task is met when its own check passed (or, for `event` tasks, once did)
 * and none of the invariants it needs is broken. `error` is "we could not look": the task is neither
 * met nor failed, and `couldNotLook` tells the caller not to count this submission against anybody.
 */
export function scoreOf(lab: Pick<LabDefinition, 'tasks'>, results: readonly ItemResult[], facts: GradingFacts): Score {
  const verdicts = new Map(results.map((r) => [r.id, r.result.verdict]));
  const tasks = lab.tasks.map((task): TaskScore => {
    const own = task.proof === 'event' && facts.kept.has(task.id) ? 'pass' : (verdicts.get(task.id) ?? 'error');
    const brokenInvariants = task.needs.filter((need) => verdicts.get(need) === 'fail');
    const unseenInvariants = task.needs.filter((need) => (verdicts.get(need) ?? 'error') === 'error');
    const verdict = own === 'fail' || brokenInvariants.length > 0 ? 'fail' : own === 'error' || unseenInvariants.length > 0 ? 'error' : 'pass';
    const hintCost = round(task.points * hintShare * (facts.hintLevels.get(task.id) ?? 0));
    const points = verdict === 'pass' && !facts.revealed ? round(task.points - hintCost) : 0;
    return { id: task.id, verdict, points, max: task.points, hintCost, brokenInvariants };
  });
  return scoreFrom(tasks);
}

/** The whole of judged tasks. */
export function scoreFrom(tasks: TaskScore[]): Score {
  return {
    points: round(tasks.reduce((n, t) => n + t.points, 0)),
    max: tasks.reduce((n, t) => n + t.max, 0),
    tasks,
    solved: tasks.every((t) => t.verdict === 'pass'),
    couldNotLook: tasks.some((t) => t.verdict === 'error'),
  };
}

/** The better of two scores; one in which we could not look never replaces a complete one. */
export function betterScore(before: Score | null, after: Score): Score {
  if (!before) return after;
  if (after.couldNotLook && !before.couldNotLook) return before;
  return after.points > before.points || (after.solved && !before.solved) ? after : before;
}

/** Points have two decimals. */
export const round = (n: number): number => Math.round(n * 100) / 100;
