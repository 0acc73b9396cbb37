import type { Submission } from '../../lab-runner/contract/attempt.ts';

/** How a task or invariant stands, as the page shows it. */
export type ItemState = 'open' | 'looking' | 'pass' | 'fail' | 'error';

/** States differ by shape, not only by colour. */
export const marks: Record<ItemState, string> = { open: '○', looking: '◌', pass: '✓', fail: '✗', error: '?' };

/**
 * While a submission runs, an item without a result is being looked at; afterwards the score knows better than the bare
 * result (an event that was kept, an invariant that broke).
 */
export function stateOf(id: string, submission: Submission | null, kind: 'task' | 'invariant'): ItemState {
  if (!submission || submission.state === 'interrupted') return 'open';
  const scored = kind === 'task' ? submission.score?.tasks.find((t) => t.id === id)?.verdict : undefined;
  const verdict = scored ?? submission.results.find((r) => r.id === id)?.result.verdict;
  if (verdict) return verdict;
  return submission.state === 'running' ? 'looking' : 'open';
}

/** Points so far, and how many tasks are met: for one sentence after a check. */
export function summaryOf(submission: Submission): { points: number; max: number; met: number; tasks: number } | null {
  const { score } = submission;
  if (!score || submission.state !== 'done') return null;
  return { points: score.points, max: score.max, met: score.tasks.filter((t) => t.verdict === 'pass').length, tasks: score.tasks.length };
}
