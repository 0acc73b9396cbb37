import { type ActionId, actionIds, actions } from './actions.ts';
import { type Case, type CaseId, type CauseId, caseIds, cases, causeIds } from './cases.ts';

/** What somebody did in one case: questions in order, and the causes named, the last one counts. */
export interface Attempt {
  path: ActionId[];
  named: CauseId[];
}

/** A wrong name costs what acting on it costs: change, look, take it back. */
export const wrongMinutes = 15;

export interface Outcome {
  right: boolean;
  /** Whether evidence for the cause had been seen before it was named. */
  supported: boolean;
  /** Whether the restart came before the evidence and took it away. */
  evidenceLost: boolean;
  /** Minutes: the fault running unseen, finding the cause, mending it. Together: time to recovery. */
  detect: number;
  diagnose: number;
  repair: number;
  total: number;
  expert: number;
}

const cost = (path: readonly ActionId[]): number => path.reduce((sum, id) => sum + actions[id].minutes, 0);

/** Whether an answer can still be had: a restart takes some away for good. */
export function isGone(one: Case, path: readonly ActionId[], action: ActionId): boolean {
  const restart = path.indexOf('restart');
  const asked = path.indexOf(action);
  return restart !== -1 && one.gone.includes(action) && (asked === -1 || asked > restart);
}

export function judge(id: CaseId, attempt: Attempt): Outcome {
  const one = cases[id];
  const last = attempt.named.at(-1);
  const right = last === one.cause;
  const wrong = attempt.named.length - (right ? 1 : 0);
  const seen = attempt.path.filter((action) => one.evidence.includes(action) && !isGone(one, attempt.path, action));
  const diagnose = cost(attempt.path) + wrong * wrongMinutes;
  return {
    right,
    supported: seen.length > 0,
    evidenceLost: seen.length === 0 && one.evidence.some((action) => isGone(one, attempt.path, action)),
    detect: one.detect,
    diagnose,
    repair: one.repair,
    total: one.detect + diagnose + one.repair,
    expert: cost(one.expert),
  };
}

/** Mean times over solved cases, in minutes; null when there is none. */
export function board(solved: readonly Outcome[]): { cases: number; diagnose: number; expert: number; recovery: number; detectShare: number } | null {
  if (solved.length === 0) return null;
  const mean = (of: (o: Outcome) => number) => solved.reduce((sum, o) => sum + of(o), 0) / solved.length;
  return {
    cases: solved.length,
    diagnose: mean((o) => o.diagnose),
    expert: mean((o) => o.expert),
    recovery: mean((o) => o.total),
    detectShare: mean((o) => o.detect) / mean((o) => o.total),
  };
}

const actionLetters = 'abcdefghijkl';

/** `disk-full.ac.storage`: a case, the questions as letters, the causes named. */
export function writeAttempt(id: CaseId, attempt: Attempt): string {
  return [id, attempt.path.map((a) => actionLetters[actionIds.indexOf(a)]).join(''), attempt.named.join('-')].join('.').replace(/\.+$/, '');
}

/** Reads an address; null for a case that does not exist. What cannot be used of the rest is left out and counted. */
export function readAttempt(text: string): { id: CaseId; attempt: Attempt; left: number } | null {
  const [id, letters = '', names = ''] = text.split('.');
  if (!caseIds.includes(id as CaseId)) return null;
  const asked = [...letters].map((letter) => actionIds[actionLetters.indexOf(letter)]);
  const path = asked.filter((a, i): a is ActionId => a !== undefined && asked.indexOf(a) === i);
  const given = names === '' ? [] : names.split('-');
  const named = given.filter((name): name is CauseId => causeIds.includes(name as CauseId));
  return { id: id as CaseId, attempt: { path, named }, left: asked.length - path.length + given.length - named.length };
}
