import { expect, test } from 'vitest';
import { assess, facts, type Rating, type Threat } from './model.ts';

const ratings: Record<Threat, Rating> = { read: { severity: 3, likelihood: 3 }, change: { severity: 2, likelihood: 2 }, loss: { severity: 1, likelihood: 4 } };
const judge = (chosen: string[], taken: string[] = []) => assess(new Set(chosen), ratings, new Set(taken));

test('all nine criteria of WP 248 and all five items of Art. 55 are there, each once', () => {
  expect(facts.flatMap((one) => one.eu ?? []).sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(facts.flatMap((one) => one.cn ?? []).sort()).toEqual([1, 2, 3, 4, 5]);
});

test('Europe: from two criteria on; China: one item is enough', () => {
  expect(judge(['weak']).eu).toEqual({ met: [7], due: false, always: false });
  expect(judge(['weak', 'watch']).eu).toEqual({ met: [3, 7], due: true, always: false });
  expect(judge(['others'])).toMatchObject({ eu: { due: false }, cn: { met: [3], due: true } });
  expect(judge(['sensitive', 'large']).eu.always).toBe(true);
  expect(judge([])).toMatchObject({ eu: { due: false }, cn: { due: false } });
});

test('scores are products, and grades follow them', () => {
  expect(judge([]).before).toMatchObject({ read: { score: 9, grade: 'high' }, change: { score: 4, grade: 'medium' }, loss: { score: 4, grade: 'medium' } });
  expect(judge([]).remains).toBe('high');
});

test('measures take down what they act on, never below one', () => {
  const all = judge([], ['mfa', 'roles', 'pseudonyms', 'short', 'chain', 'restore']);
  expect(all.after).toMatchObject({ read: { severity: 1, likelihood: 1 }, change: { severity: 1, likelihood: 1 }, loss: { severity: 1, likelihood: 3 } });
  expect(all.remains).toBe('low');
  expect(judge([], ['restore']).after.read).toEqual(judge([]).before.read);
  expect(judge([], ['mfa']).after.read).toMatchObject({ score: 6, grade: 'medium' });
});
