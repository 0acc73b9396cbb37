import { expect, test } from 'vitest';
import type { BoardCell, BoardRow } from '../../lab-runner/contract/class.ts';
import { arrange, overrideOf } from './board-order.ts';

const cell = (change: Partial<BoardCell>): BoardCell => ({
  ...{ attempt: 'a', state: 'ready', problem: '', tasks: {}, points: 0, max: 100, checks: 0, hints: 0, solved: false, checkedAt: null, provedAt: null },
  ...{ revealed: false, startedAt: '2', seenAt: '2', noProgressSince: '2', stuck: false },
  ...change,
});
const row = (name: string, hand: string | null, change: Partial<BoardCell> | null): BoardRow => ({
  ...{ person: name, name, joined: true, hand: hand ? { at: hand, text: '' } : null, queued: null },
  labs: change ? { lab: cell(change) } : {},
});
const rows = [
  row('Ann', null, { points: 50 }),
  row('Bo', null, { stuck: true, noProgressSince: '1' }),
  row('Cy', '2026-01-01T10:05', { points: 100, solved: true }),
  row('Di', '2026-01-01T10:01', null),
  row('Ed', null, { state: 'failed' }),
  row('Flo', null, { stuck: true, noProgressSince: '0' }),
];
const names = (...options: [Parameters<typeof arrange>[2], Parameters<typeof arrange>[3]]) => arrange(rows, 'lab', ...options).map((r) => r.name);

test('who needs help comes first, the longest wait before the others', () => {
  expect(names('help', 'everybody')).toEqual(['Di', 'Cy', 'Ed', 'Flo', 'Bo', 'Ann']);
  expect(names('name', 'needHelp')).toEqual(['Bo', 'Cy', 'Di', 'Ed', 'Flo']);
});
test('by points; who has not begun is last', () => expect(names('points', 'everybody')).toEqual(['Cy', 'Ann', 'Bo', 'Ed', 'Flo', 'Di']));
test('at work', () => expect(names('name', 'working')).toEqual(['Ann', 'Bo', 'Cy', 'Flo']));

test.each([
  ['85 power cut', { points: 85, reason: 'power cut' }],
  ['85,5：停电了', { points: 85.5, reason: '停电了' }],
  ['- was a mistake', { points: null, reason: 'was a mistake' }],
  ['85', null],
  ['2000 too much', null],
  ['power cut', null],
])('%s', (text, result) => expect(overrideOf(text)).toEqual(result));
