import { encode } from 'uqr';
import { expect, test } from 'vitest';
import type { Board, BoardRow } from '../../lab-runner/contract/class.ts';
import { boardAfter } from './useBoard.ts';

const row = (person: string, name: string): BoardRow => ({ person, name, joined: true, hand: null, queued: null, labs: {} });
const board: Board = { class: 'c', at: 't', rows: [row('a', 'Ann'), row('b', 'Bo')], launches: [] };

test('events make the board', () => {
  expect(boardAfter(null, { type: 'row', row: row('a', 'x') })).toBeNull();
  expect(boardAfter(null, { type: 'board', board })).toBe(board);
  expect(boardAfter(board, { type: 'row', row: row('b', 'Bea') })?.rows.map((r) => r.name)).toEqual(['Ann', 'Bea']);
  expect(boardAfter(board, { type: 'gone', reason: '' })).toBe(board);
});

test('an address fits a small QR code', () => expect(encode('http://192.168.100.200:4321/join/?code=abcd-efgh', { ecc: 'M' }).version).toBeLessThanOrEqual(4));
