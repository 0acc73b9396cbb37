import { expect, test } from 'vitest';
import { deviation, leaks, mean, meanInterval, readAnswers, shareInterval, shown, student, tally, unansweredBounds } from './model.ts';

test('mean, deviation and interval of a sample worked by hand', () => {
  // 5 4 4 3 4: mean 4, squares 1 + 0 + 0 + 1 + 0 = 2, / 4 = 0.5.
  const counts = tally([5, 4, 4, 3, 4]);
  expect(counts).toEqual([0, 0, 1, 3, 1]);
  expect(mean(counts)).toBe(4);
  expect(deviation(counts)).toBeCloseTo(Math.SQRT1_2);
  const [low, high] = meanInterval(counts);
  expect(low).toBeCloseTo(4 - (2.776 * Math.SQRT1_2) / Math.sqrt(5), 4);
  expect(high).toBeCloseTo(4.878, 3);
});

test('Student’s t: printed values, and the wider one between rows', () => {
  expect(student(4)).toBe(2.776);
  expect(student(13)).toBe(2.179);
  expect(student(1e6)).toBe(1.96);
  expect(student(0)).toBe(Number.POSITIVE_INFINITY);
});

test('one answer says nothing; equal ones make the formula too sure, cut to the scale', () => {
  expect(meanInterval(tally([5]))).toEqual([1, 5]);
  expect(meanInterval(tally([5, 5, 5]))).toEqual([5, 5]);
  expect(meanInterval(tally([5, 5, 4]))[1]).toBe(5);
});

test('Wilson’s interval: values from Newcombe (1998), and no certainty at the ends', () => {
  // Table I there: 81/263, 15/148, 0/20, 1/29.
  for (const [yes, n, low, high] of [
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ] as const) {
    const interval = shareInterval(yes, n);
    expect(interval[0]).toBeCloseTo(low, 3);
    expect(interval[1]).toBeCloseTo(high, 3);
  }
  expect(shareInterval(5, 5)[0]).toBeLessThan(0.6);
  expect(shareInterval(0, 0)).toEqual([0, 1]);
});

test('who did not answer may think anything', () => {
  // 10 of 40 answered, all 5: between 2 and 5.
  expect(unansweredBounds(tally(Array.from({ length: 10 }, () => 5)), 40)).toEqual([2, 5]);
  expect(unansweredBounds(tally([4]), 1)).toEqual([4, 4]);
  expect(unansweredBounds(tally([4, 4]), 1)).toEqual([4, 4]);
});

test('nothing is shown under k; then all, or in steps', () => {
  const answers = [4, 5, 3, 4, 2, 5, 1];
  expect(shown(answers.slice(0, 4), { k: 5, step: 1 })).toBeNull();
  expect(shown(answers.slice(0, 5), { k: 5, step: 1 })).toEqual([0, 1, 1, 2, 1]);
  expect(shown(answers, { k: 5, step: 1 })).toEqual(tally(answers));
  expect(shown(answers, { k: 5, step: 5 })).toEqual(tally(answers.slice(0, 5)));
});

test('what a watcher learns', () => {
  // k = 1: the first alone, each other by difference.
  expect(leaks([4, 2], { k: 1, step: 1 })).toEqual([
    { answer: 1, kind: 'alone', rating: 4 },
    { answer: 2, kind: 'difference', rating: 2 },
  ]);
  // k = 5 hides the first five, and gives away the sixth to whoever looked before.
  expect(leaks([4, 5, 3, 4, 2, 1], { k: 5, step: 1 })).toEqual([{ answer: 6, kind: 'difference', rating: 1 }]);
  // In steps of five nothing.
  expect(leaks([4, 5, 3, 4, 2, 1, 1, 1, 1, 1], { k: 5, step: 5 })).toEqual([]);
  // Five equal answers: k does not help, since there is nothing to tell apart.
  expect(leaks([1, 1, 1, 1, 1], { k: 5, step: 5 })).toEqual([{ answer: null, kind: 'same', rating: 1 }]);
});

test('reads what was typed', () => {
  expect(readAnswers(' 4, 5 3、４ 2')).toEqual([4, 5, 3, 4, 2]);
  for (const bad of ['', '6', '45a', '4.5', '1'.repeat(201)]) expect(readAnswers(bad)).toBeNull();
});
