import type { Lab } from '../catalogue/catalogue.ts';
import type { CheckRunner } from '../checking/check-runner.ts';
import type { SandboxView } from '../checking/messages.ts';
import type { ItemResult, Score, Submission } from '../contract/attempt.ts';
import type { Engine } from '../engine/engine.ts';
import { messageOf } from '../errors.ts';
import { betterScore, scoreOf } from '../grading/score.ts';
import type { SandboxPlan } from '../sandbox/plan.ts';
import type { StoredSandbox } from '../sandbox/sandbox-store.ts';
import type { Sandboxes } from '../sandbox/sandboxes.ts';
import type { AttemptRow, AttemptStore } from './attempt-store.ts';
import { untilKept } from './persist.ts';

/** The probes' view of a sandbox. Volume names follow `Sandboxes`. */
export function sandboxView(sandbox: StoredSandbox, plan: SandboxPlan, ca: string, partnerKey: SandboxView['partnerKey']): SandboxView {
  return {
    id: sandbox.id,
    parameters: { ...plan.parameters },
    hosts: sandbox.hosts.map((h) => ({ name: h.name, address: h.address, container: h.container ?? '' })),
    personas: plan.personas.map(({ name, address, domain, mx }) => ({ name, address, domain, mx })),
    partnerKey: { selector: partnerKey.selector, privatePem: partnerKey.privatePem },
    ca,
    volumes: Object.fromEntries(
      plan.hosts.map((h) => [h.name, Object.fromEntries(Object.keys(h.spec.volumes).map((path) => [path, volumeName(sandbox.id, h.name, path)]))]),
    ),
  };
}

export function volumeName(sandbox: string, host: string, path: string): string {
  return `postlab-${sandbox}-${host}${path.replaceAll('/', '-')}`;
}

/** All checks of a lab, once, on a running sandbox. */
export async function runChecks(options: {
  checks: CheckRunner;
  sandboxes: Sandboxes;
  engine: Engine;
  lab: Lab;
  sandbox: StoredSandbox;
  answers: Record<string, string>;
  onResult?: (result: ItemResult) => void;
  signal?: AbortSignal;
}): Promise<ItemResult[]> {
  const { checks, sandboxes, engine, lab, sandbox, answers } = options;
  return checks.run({
    lab,
    sandbox: sandboxView(sandbox, sandboxes.plan(sandbox), sandboxes.caPem, sandboxes.partnerKey),
    engine,
    link: () => sandboxes.link(sandbox),
    answers,
    ...(options.onResult && { onResult: options.onResult }),
    ...(options.signal && { signal: options.signal }),
  });
}

export interface SubmissionOptions {
  row: AttemptRow;
  lab: Lab;
  sandbox: StoredSandbox;
  submission: Submission;
  store: AttemptStore;
  now: () => Date;
  check: (onResult: (result: ItemResult) => void) => Promise<ItemResult[]>;
  /** `proof`: reboots the learner's hosts first; throws when they do not come up. */
  before: () => Promise<void>;
  tell: (submission: Submission) => void;
  persistence: Parameters<typeof untilKept>[2];
}

/** Carries one submission from running to done, telling of each result as it comes. Stays `running` until the results are kept. */
export async function carryOut(o: SubmissionOptions): Promise<Submission> {
  const { submission, lab } = o;
  const results = new Map<string, ItemResult>();
  const add = (result: ItemResult) => {
    results.set(result.id, result);
    submission.results = ordered(lab, results);
    o.tell({ ...submission });
  };
  try {
    await o.before();
    for (const result of await o.check(add)) results.set(result.id, result);
  } catch (error) {
    for (const item of [...lab.definition.tasks, ...lab.definition.invariants]) {
      if (!results.has(item.id))
        results.set(item.id, {
          id: item.id,
          kind: lab.definition.tasks.some((t) => t.id === item.id) ? 'task' : 'invariant',
          result: { verdict: 'error', cause: messageOf(error), evidence: [] },
          took: 0,
        });
    }
  }
  submission.results = ordered(lab, results);
  await untilKept('the results of a check', () => conclude(o), o.persistence);
  o.tell({ ...submission });
  return submission;
}

/** Score, kept events and best result: computed from what is stored, and stored, at one time. */
async function conclude({ submission, lab, row, store, now }: SubmissionOptions): Promise<void> {
  const [kept, hints, fresh] = await Promise.all([store.kept(row.id), store.hints(row.id), store.find(row.id)]);
  const levels = new Map<string, number>();
  for (const h of hints) levels.set(h.task, Math.max(levels.get(h.task) ?? 0, h.level));
  const revealed = fresh?.revealedAt != null;
  const score = scoreOf(lab.definition, submission.results, { kept, hintLevels: levels, revealed });
  const newlyKept = lab.definition.tasks.filter((t) => t.proof === 'event' && score.tasks.find((s) => s.id === t.id)?.verdict === 'pass').map((t) => t.id);
  const best = betterScore(fresh?.bestJson ? (JSON.parse(fresh.bestJson) as Score) : null, score);
  const at = now().toISOString();
  const solved = score.solved && !revealed;
  await store.closeSubmission({
    submission: submission.id,
    attempt: row.id,
    results: submission.results,
    score,
    kept: newlyKept,
    change: {
      bestJson: JSON.stringify(best),
      ...(solved && !fresh?.checkedAt && { checkedAt: at }),
      ...(solved && submission.kind === 'proof' && !fresh?.provedAt && { provedAt: at }),
    },
  });
  submission.score = score;
  submission.state = 'done';
  submission.finishedAt = at;
}

function ordered(lab: Lab, results: ReadonlyMap<string, ItemResult>): ItemResult[] {
  return [...lab.definition.tasks, ...lab.definition.invariants].flatMap((item) => results.get(item.id) ?? []);
}
