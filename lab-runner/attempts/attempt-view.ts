import type { Lab } from '../catalogue/catalogue.ts';
import type { Attempt } from '../contract/api.ts';
import type { Score } from '../contract/attempt.ts';
import type { CanarySummary } from '../contract/canary.ts';
import type { SandboxPlan } from '../sandbox/plan.ts';
import type { StoredSandbox } from '../sandbox/sandbox-store.ts';
import type { AttemptRow, AttemptStore } from './attempt-store.ts';
import type { Live } from './live.ts';

/** The attempt as its learner sees it: nothing secret, hints only those taken. */
export async function viewAttempt(options: {
  row: AttemptRow;
  lab: Lab | null;
  sandbox: StoredSandbox | null;
  plan: SandboxPlan | null;
  live: Live;
  store: AttemptStore;
  idleMs: number;
  canary: CanarySummary | null;
}): Promise<Attempt> {
  const { row, lab, sandbox, plan, live, store } = options;
  const [hints, answers, last] = await Promise.all([store.hints(row.id), store.answers(row.id), store.lastSubmission(row.id)]);
  const state = stateOf(row, sandbox, live);
  return {
    id: row.id,
    lab: row.lab,
    state,
    problem: live.startProblem || sandbox?.problem || '',
    stages: [...live.stages.values()].sort((a, b) => a.step - b.step),
    hosts: plan?.hosts.map(({ name, address, fqdn }) => ({ name, address, fqdn })) ?? [],
    gateway: sandbox?.gateway ?? '',
    parameters: plan?.shown ?? {},
    createdAt: row.createdAt,
    expiresAt: state === 'ready' ? new Date(Date.parse(row.seenAt) + options.idleMs).toISOString() : null,
    hints: hints.flatMap(({ task, level }) => {
      const text = lab?.definition.hints[task]?.[level - 1];
      return text ? [{ task, level, text }] : [];
    }),
    answers,
    score: row.bestJson ? (JSON.parse(row.bestJson) as Score) : null,
    lastSubmission: live.submission ?? last,
    checkedAt: row.checkedAt,
    provedAt: row.provedAt,
    revealed: row.revealedAt !== null,
    canary: options.canary,
  };
}

function stateOf(row: AttemptRow, sandbox: StoredSandbox | null, live: Live): Attempt['state'] {
  if (row.endedAt) return 'ended';
  if (live.startProblem) return 'failed';
  if (live.starting || !sandbox) return 'starting';
  switch (sandbox.state) {
    case 'creating':
      return 'starting';
    case 'removing':
      return 'ended';
    default:
      return sandbox.state;
  }
}
