import { expect, test } from 'vitest';
import { availabilityOf, burnRate, downtime, exhaustedIn, nines } from './model.ts';

test('the known table: 99.9 % is 8 h 45 min 36 s a year and 43 min 48 s a month, 99.99 % is 52 min 33.6 s', () => {
  expect(downtime(0.999, 'year')).toBeCloseTo(8 * 3600 + 45 * 60 + 36, 6);
  expect(downtime(0.999, 'month')).toBeCloseTo(43 * 60 + 48, 6);
  expect(downtime(0.9999, 'year')).toBeCloseTo(52 * 60 + 33.6, 6);
});

test('nines', () => {
  expect(nines(0.999)).toBeCloseTo(3, 10);
  expect(nines(0.995)).toBeCloseTo(2.301, 3);
  expect(nines(1)).toBe(Infinity);
});

test('mending faster counts as much as failing less: 1000 h and 1 h are the same as 500 h and half an hour', () => {
  expect(availabilityOf(1000, 1)).toBeCloseTo(availabilityOf(500, 0.5), 12);
});

test('1 % failures at 99.9 % burn the budget ten times too fast: a month’s is gone after three days', () => {
  expect(burnRate(10, 1000, 0.999)).toBeCloseTo(10, 10);
  expect(exhaustedIn(10, 1, 'month') / 86_400).toBeCloseTo(3.04, 2);
  expect(burnRate(0, 0, 0.999)).toBe(0);
  expect(exhaustedIn(0, 1, 'month')).toBe(Infinity);
});
