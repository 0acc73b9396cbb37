import type { Case } from './reports.ts';

export const accounts = ['lin', 'news', 'shopform', 'sun', 'zhao', 'nobody'] as const;
/** Mailboxes of ours; `nobody`: the message never passed our server. */
export type Account = (typeof accounts)[number];
export const actions = ['close', 'warn', 'suppress', 'none'] as const;
/** Close the account; talk to its owner; take the complainer off the list; nothing but a note. */
export type Action = (typeof actions)[number];

/** Minutes that a step takes, the length of the shift, and by when a report should have been acted on and answered. */
export const minutes = { look: 2, act: 2, answer: 1, shift: 45, due: 30 } as const;
/** What the stolen ones send a minute, until they are closed. */
export const stolen: Partial<Record<Account, number>> = { zhao: 40, shopform: 10 };

export type Move =
  | { kind: 'look'; id: string }
  | { kind: 'answer'; id: string }
  | { kind: 'act'; id: string; account: Account; action: Action }
  | { kind: 'wait' };

export interface Desk {
  minute: number;
  looked: string[];
  acted: Record<string, { account: Account; action: Action; at: number }>;
  answered: Record<string, number>;
  /** When an account was closed. */
  closed: Partial<Record<Account, number>>;
  over: boolean;
}
export const opening: Desk = { minute: 0, looked: [], acted: {}, answered: {}, closed: {}, over: false };

export const arrived = (cases: readonly Case[], minute: number): Case[] => cases.filter(({ at }) => at <= minute);

/** The desk after one more step; a step that cannot be done (twice, too early, after the shift) changes nothing. */
export function step(cases: readonly Case[], desk: Desk, move: Move): Desk {
  if (desk.over) return desk;
  const done = (next: Desk): Desk => {
    const minute = Math.min(next.minute, minutes.shift);
    return { ...next, minute, over: minute >= minutes.shift || cases.every(({ id }) => next.acted[id] && next.answered[id] !== undefined) };
  };
  if (move.kind === 'wait') {
    const next = cases.map(({ at }) => at).filter((at) => at > desk.minute);
    return done({ ...desk, minute: next.length > 0 ? Math.min(...next) : minutes.shift });
  }
  if (!arrived(cases, desk.minute).some(({ id }) => id === move.id)) return desk;
  if (move.kind === 'look')
    return desk.looked.includes(move.id) ? desk : done({ ...desk, minute: desk.minute + minutes.look, looked: [...desk.looked, move.id] });
  if (move.kind === 'answer')
    return desk.answered[move.id] !== undefined
      ? desk
      : done({ ...desk, minute: desk.minute + minutes.answer, answered: { ...desk.answered, [move.id]: desk.minute + minutes.answer } });
  if (desk.acted[move.id]) return desk;
  const at = desk.minute + minutes.act;
  const closes = move.action === 'close' && move.account !== 'nobody' && desk.closed[move.account] === undefined;
  return done({
    ...desk,
    minute: at,
    acted: { ...desk.acted, [move.id]: { account: move.account, action: move.action, at } },
    closed: closes ? { ...desk.closed, [move.account]: at } : desk.closed,
  });
}

export const play = (cases: readonly Case[], moves: readonly Move[]): Desk => moves.reduce((desk, move) => step(cases, desk, move), opening);

export interface Verdict {
  /** Messages that stolen accounts sent after the first complaint about them had arrived. */
  harm: number;
  /** With every stolen account left open to the end of the shift. */
  harmAtMost: number;
  falselyClosed: Account[];
  wrong: string[];
  /** Not acted on, or not answered, in time. */
  late: string[];
  score: number;
}

/** Of 100 points the harm takes up to 50, each honest account closed 15, each report judged wrongly or not at all 5, each late one 2. */
export function judge(cases: readonly Case[], desk: Desk): Verdict {
  const firstOf = (account: Account) => Math.min(...cases.filter(({ right }) => right.account === account).map(({ at }) => at));
  const thieves = Object.entries(stolen) as [Account, number][];
  const harmTo = (end: (account: Account) => number) => thieves.reduce((sum, [account, rate]) => sum + rate * Math.max(0, end(account) - firstOf(account)), 0);
  const harm = harmTo((account) => desk.closed[account] ?? minutes.shift);
  const harmAtMost = harmTo(() => minutes.shift);
  const falselyClosed = (Object.keys(desk.closed) as Account[]).filter((account) => stolen[account] === undefined);
  const wrong = cases
    .filter(({ id, right }) => desk.acted[id] && (desk.acted[id].account !== right.account || desk.acted[id].action !== right.action))
    .map(({ id }) => id);
  const late = cases
    .filter(
      ({ id, at }) =>
        !((desk.acted[id]?.at ?? Number.POSITIVE_INFINITY) <= at + minutes.due && (desk.answered[id] ?? Number.POSITIVE_INFINITY) <= at + minutes.due),
    )
    .map(({ id }) => id);
  const untouched = cases.filter(({ id }) => !desk.acted[id]).length;
  const score = Math.max(0, Math.round(100 - (50 * harm) / harmAtMost - 15 * falselyClosed.length - 5 * (wrong.length + untouched) - 2 * late.length));
  return { harm, harmAtMost, falselyClosed, wrong, late, score };
}

/** The steps in the page's address: `l3.a3-zhao-close.r3.w`, a digit for the case's place. */
export function toText(cases: readonly Case[], moves: readonly Move[]): string {
  const place = (id: string) => cases.findIndex((one) => one.id === id);
  return moves
    .map((move) => {
      if (move.kind === 'wait') return 'w';
      if (move.kind === 'act') return `a${place(move.id)}-${move.account}-${move.action}`;
      return `${move.kind === 'look' ? 'l' : 'r'}${place(move.id)}`;
    })
    .join('.');
}
export function fromText(cases: readonly Case[], text: string): Move[] {
  return text.split('.').flatMap((word): Move[] => {
    if (word === 'w') return [{ kind: 'wait' }];
    const match = /^([lra])(\d+)(?:-(\w+)-(\w+))?$/.exec(word);
    const id = cases[Number(match?.[2])]?.id;
    if (!match || id === undefined) return [];
    if (match[1] !== 'a') return [{ kind: match[1] === 'l' ? 'look' : 'answer', id }];
    const [account, action] = [match[3] as Account, match[4] as Action];
    return accounts.includes(account) && actions.includes(action) ? [{ kind: 'act', id, account, action }] : [];
  });
}
