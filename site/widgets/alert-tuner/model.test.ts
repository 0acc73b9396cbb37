import { expect, test } from 'vitest';
import { judge, type Rule } from './model.ts';
import { days, type Month, makeMonth, signals, stepMinutes } from './series.ts';

const month = makeMonth();
const none = Object.fromEntries(signals.map((s) => [s, []])) as unknown as Month['values'];
const small: Month = {
  values: { ...none, roundTrip: [4, 90, 4, 90, 90, 90, 4, 4, 4, 4, 4, 4, 4, 90, 4] },
  incidents: [{ id: 'x', from: 3, until: 6, shows: { roundTrip: [3, 6] } }],
};

test('a threshold alone: three pages by hand, of which the first two are one call, and one of two calls is right', () => {
  const verdict = judge(small, [{ signal: 'roundTrip', threshold: 60, forMinutes: 0 }]);
  expect(verdict.pages.map((p) => p.at)).toEqual([1, 13]);
  expect(verdict.precision).toBe(0.5);
  expect(verdict.recall).toBe(1);
  expect(verdict.found.x).toEqual({ minutes: 0, signal: 'roundTrip' });
  expect(verdict.pagesPerWeek).toBeCloseTo((2 * 7) / days, 10);
});

test('held for ten minutes: the single samples are quiet, and the page is ten minutes later', () => {
  const verdict = judge(small, [{ signal: 'roundTrip', threshold: 60, forMinutes: 10 }]);
  expect(verdict.pages).toEqual([{ at: 5, signals: ['roundTrip'], incident: 'x' }]);
  expect(verdict.found.x?.minutes).toBe(2 * stepMinutes);
  expect(verdict.precision).toBe(1);
});

test('no rule, no page: recall 0, and precision is no number', () => {
  expect(judge(month, [])).toMatchObject({ precision: null, recall: 0, pagesPerWeek: 0 });
});

test('the month is the same each time, whole, and has seven incidents that show somewhere', () => {
  expect(makeMonth()).toEqual(month);
  for (const signal of signals) {
    expect(month.values[signal]).toHaveLength((days * 24 * 60) / stepMinutes);
    expect(month.values[signal].every((v) => Number.isFinite(v) && v >= 0)).toBe(true);
  }
  expect(month.incidents).toHaveLength(7);
  expect(month.incidents.every((i) => Object.keys(i.shows).length > 0)).toBe(true);
});

const usual: Rule[] = [
  { signal: 'cpu', threshold: 80, forMinutes: 0 },
  { signal: 'disk', threshold: 75, forMinutes: 0 },
  { signal: 'length', threshold: 300, forMinutes: 0 },
];

test('what everybody sets first: dozens of false alarms, and most incidents are missed', () => {
  const verdict = judge(month, usual);
  expect(verdict.precision).toBeLessThan(0.25);
  expect(verdict.recall).toBeLessThan(0.6);
  expect(verdict.pagesPerWeek).toBeGreaterThan(7);
});

test('no single signal finds all seven', () => {
  for (const signal of signals)
    for (const threshold of [0.01, 0.5, 1, 2, 5, 10, 20, 40, 60, 80, 90, 95, 100, 200, 500, 1000])
      for (const forMinutes of [0, 10, 20])
        expect(judge(month, [{ signal, threshold, forMinutes }]).recall, `${signal} ${threshold} ${forMinutes}`).toBeLessThan(1);
});

test('the task can be done: all seven, precision 0.9, at most 2.5 pages a week', () => {
  const verdict = judge(month, [
    { signal: 'roundTrip', threshold: 60, forMinutes: 20 },
    { signal: 'delay', threshold: 5, forMinutes: 30 },
    { signal: 'disk', threshold: 85, forMinutes: 0 },
    { signal: 'cert', threshold: 10, forMinutes: 0 },
  ]);
  expect(verdict.recall).toBe(1);
  expect(verdict.precision).toBeGreaterThanOrEqual(0.9);
  expect(verdict.pagesPerWeek).toBeLessThanOrEqual(2.5);
});
