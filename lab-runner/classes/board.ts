import type { ItemResult, Score } from '../contract/attempt.ts';
import type { BoardCell, TaskStatistics } from '../contract/class.ts';

/** Milliseconds without a newly met task after which a learner who is there counts as stuck (curriculum E.5). */
export const stuckAfter = 8 * 60_000;
/** Milliseconds since the last sign of the learner; who went for lunch is not stuck. */
const presentFor = 5 * 60_000;

export interface CheckFacts {
  id: string;
  createdAt: string;
  finishedAt: string | null;
  state: string;
  score: Score | null;
  results: readonly ItemResult[];
}

/** Verdict of each task in the newest check that could look at it. */
export function taskStates(tasks: readonly string[], checks: readonly CheckFacts[]): Record<string, BoardCell['tasks'][string]> {
  const done = checks.filter((c) => c.score).sort((a, b) => a.createdAt.localeCompare(b.createdAt));
  const last = done.at(-1);
  const verdict = (task: string) => {
    const now = last?.score?.tasks.find((t) => t.id === task)?.verdict;
    if (now !== 'error') return now ?? 'open';
    for (const check of [...done].reverse()) {
      const seen = check.score?.tasks.find((t) => t.id === task)?.verdict;
      if (seen === 'pass' || seen === 'fail') return seen;
    }
    return 'error';
  };
  return Object.fromEntries(tasks.map((task) => [task, verdict(task)]));
}

/** When a task was met for the first time, newest such time; the start when none was. */
export function lastProgress(startedAt: string, checks: readonly CheckFacts[]): string {
  const met = new Set<string>();
  let at = startedAt;
  for (const check of [...checks].sort((a, b) => a.createdAt.localeCompare(b.createdAt)))
    for (const task of check.score?.tasks ?? [])
      if (task.verdict === 'pass' && !met.has(task.id)) {
        met.add(task.id);
        at = check.finishedAt ?? check.createdAt;
      }
  return at;
}

export function isStuck(cell: Pick<BoardCell, 'state' | 'solved' | 'revealed' | 'seenAt' | 'noProgressSince'>, now: Date): boolean {
  if (cell.state !== 'ready' || cell.solved || cell.revealed) return false;
  const since = (at: string) => now.getTime() - Date.parse(at);
  return since(cell.noProgressSince) > stuckAfter && since(cell.seenAt) < presentFor;
}

export interface LearnerChecks {
  person: string;
  startedAt: string;
  hints: readonly { task: string }[];
  checks: readonly CheckFacts[];
}

/** How a class did in one task. `said` turns the text of a failed check into one line. Pure. */
export function statisticsOf(lab: string, task: string, learners: readonly LearnerChecks[], said: (result: ItemResult) => string | null): TaskStatistics {
  const seconds: number[] = [];
  const failures = new Map<string, number>();
  const people = new Set<string>();
  const passed = new Set<string>();
  let hints = 0;
  for (const { person, startedAt, checks, hints: taken } of learners) {
    people.add(person);
    hints += taken.filter((h) => h.task === task).length;
    const ordered = [...checks].sort((a, b) => a.createdAt.localeCompare(b.createdAt));
    const first = ordered.find((c) => c.score?.tasks.some((t) => t.id === task && t.verdict === 'pass'));
    if (first && !passed.has(person)) {
      passed.add(person);
      seconds.push((Date.parse(first.createdAt) - Date.parse(startedAt)) / 1000);
    }
    for (const check of ordered) {
      const result = check.results.find((r) => r.id === task);
      const text = result?.result.verdict === 'fail' ? said(result) : null;
      if (text) failures.set(text, (failures.get(text) ?? 0) + 1);
    }
  }
  seconds.sort((a, b) => a - b);
  const middle = seconds.length >> 1;
  const median = seconds.length === 0 ? null : seconds.length % 2 === 1 ? seconds[middle] : ((seconds[middle - 1] as number) + (seconds[middle] as number)) / 2;
  const commonest = [...failures].reduce<[string, number] | null>((best, entry) => (best === null || entry[1] > best[1] ? entry : best), null);
  return { lab, task, learners: people.size, passed: passed.size, medianSeconds: median ?? null, hints, commonestFailure: commonest?.[0] ?? null };
}
