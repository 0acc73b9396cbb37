import { expect, test } from 'vitest';
import type { Submission } from '../../lab-runner/contract/attempt.ts';
import { stateOf, summaryOf } from './states.ts';

const running: Submission = {
  id: 's',
  attempt: 'a',
  kind: 'check',
  state: 'running',
  createdAt: '2026-11-24T12:00:00Z',
  finishedAt: null,
  results: [
    { id: 'one', kind: 'task', took: 1, result: { verdict: 'fail', expected: { en: 'a', 'zh-cn': 'a' }, observed: { en: 'b', 'zh-cn': 'b' }, evidence: [] } },
  ],
  score: null,
};

test('an item without a result is being looked at only while the check runs', () => {
  expect(stateOf('one', running, 'task')).toBe('fail');
  expect(stateOf('two', running, 'task')).toBe('looking');
  expect(stateOf('two', { ...running, state: 'done' }, 'task')).toBe('open');
  expect(stateOf('one', null, 'task')).toBe('open');
});

test('what was cut off counts for nothing', () => {
  expect(stateOf('one', { ...running, state: 'interrupted' }, 'task')).toBe('open');
});

test('the score overrules the bare result: an event stays met', () => {
  const score = {
    points: 30,
    max: 100,
    solved: false,
    couldNotLook: false,
    tasks: [{ id: 'one', verdict: 'pass' as const, points: 30, max: 30, hintCost: 0, brokenInvariants: [] }],
  };
  const done: Submission = { ...running, state: 'done', score };
  expect(stateOf('one', done, 'task')).toBe('pass');
  expect(summaryOf(done)).toEqual({ points: 30, max: 100, met: 1, tasks: 1 });
  expect(summaryOf(running)).toBeNull();
});
