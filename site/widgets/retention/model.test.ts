import { expect, test } from 'vitest';
import { judge, type RetentionRule } from './model.ts';

const rule = (id: string, change: Partial<RetentionRule>): RetentionRule => ({
  id,
  jurisdiction: 'x',
  dataClass: 'log',
  minDays: 0,
  maxDays: null,
  noLongerThanNeeded: false,
  hold: false,
  ...change,
});

test('the longest minimum and the shortest maximum bind, and say who set them', () => {
  const answer = judge([rule('a', { minDays: 60 }), rule('b', { minDays: 180 }), rule('c', { maxDays: 365 }), rule('d', { maxDays: 730 })], 200);
  expect(answer).toMatchObject({ minDays: 180, maxDays: 365, setBy: { min: ['b'], max: ['c'] }, verdict: 'ok', conflict: false });
});

test('too short, too long', () => {
  expect(judge([rule('a', { minDays: 60 })], 59).verdict).toBe('too-short');
  expect(judge([rule('a', { minDays: 60 })], 60).verdict).toBe('ok');
  expect(judge([rule('a', { maxDays: 30 })], 31).verdict).toBe('too-long');
});

test('a minimum above a maximum is a conflict that no number of days solves', () => {
  expect(judge([rule('keep', { minDays: 180 }), rule('erase', { maxDays: 30 })], 100)).toMatchObject({ conflict: true, verdict: 'conflict' });
});

test('a hold comes before everything', () => {
  expect(judge([rule('keep', { minDays: 60 }), rule('hold', { hold: true })], 10)).toMatchObject({ verdict: 'held', held: ['hold'] });
});

test('a minimum beside “no longer than needed” is kept to the day', () => {
  expect(judge([rule('keep', { minDays: 60 }), rule('gdpr', { noLongerThanNeeded: true })], 60)).toMatchObject({ narrow: true, verdict: 'ok' });
});

test('without any rule nothing binds', () => {
  expect(judge([], 10)).toMatchObject({ minDays: 0, maxDays: null, verdict: 'ok' });
});
