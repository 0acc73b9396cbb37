import { describe, expect, it } from 'vitest';
import type { ItemResult } from '../contract/attempt.ts';
import type { CheckResult } from '../contract/check.ts';
import { betterScore, type GradingFacts, scoreOf } from './score.ts';

const t = { en: 'x', 'zh-cn': 'x' };
const verdicts: Record<string, CheckResult> = {
  pass: { verdict: 'pass', evidence: [] },
  fail: { verdict: 'fail', expected: t, observed: t, evidence: [] },
  error: { verdict: 'error', cause: 'world gone', evidence: [] },
};
const lab = {
  tasks: [
    { id: 'a', title: t, points: 40, proof: 'state' as const, needs: ['keep'] },
    { id: 'b', title: t, points: 60, proof: 'event' as const, needs: [] },
  ],
};
const facts: GradingFacts = { kept: new Set(), hintLevels: new Map(), revealed: false };
const results = (a: string, b: string, keep: string): ItemResult[] => [
  { id: 'a', kind: 'task', result: verdicts[a] as CheckResult, took: 1 },
  { id: 'b', kind: 'task', result: verdicts[b] as CheckResult, took: 1 },
  { id: 'keep', kind: 'invariant', result: verdicts[keep] as CheckResult, took: 1 },
];

describe('scoreOf', () => {
  it.each([
    // own a, own b, invariant, points, solved, couldNotLook
    ['pass', 'pass', 'pass', 100, true, false],
    ['pass', 'pass', 'fail', 60, false, false],
    ['pass', 'pass', 'error', 60, false, true],
    ['fail', 'pass', 'error', 60, false, false],
    ['error', 'fail', 'pass', 0, false, true],
    ['fail', 'fail', 'fail', 0, false, false],
  ])('a %s, b %s, invariant %s → %d points, solved %s, could not look %s', (a, b, keep, points, solved, couldNotLook) => {
    expect(scoreOf(lab, results(a, b, keep), facts)).toMatchObject({ points, solved, couldNotLook, max: 100 });
  });

  it('keeps an event that was once met, whatever is seen now', () => {
    expect(scoreOf(lab, results('pass', 'fail', 'pass'), { ...facts, kept: new Set(['b']) }).solved).toBe(true);
  });

  it('never keeps a state', () => {
    expect(scoreOf(lab, results('fail', 'pass', 'pass'), { ...facts, kept: new Set(['a']) }).points).toBe(60);
  });

  it('takes 10 % of the task for each hint, also from the other tasks nothing', () => {
    const score = scoreOf(lab, results('pass', 'pass', 'pass'), { ...facts, hintLevels: new Map([['a', 2]]) });
    expect(score.points).toBe(92);
    expect(score.solved).toBe(true);
  });

  it('scores nothing once a solution was shown', () => {
    expect(scoreOf(lab, results('pass', 'pass', 'pass'), { ...facts, revealed: true }).points).toBe(0);
  });

  it('treats a missing result as "could not look"', () => {
    expect(scoreOf(lab, [], facts)).toMatchObject({ points: 0, couldNotLook: true });
  });
});

describe('betterScore', () => {
  const good = scoreOf(lab, results('pass', 'fail', 'pass'), facts);
  const unseen = scoreOf(lab, results('error', 'pass', 'pass'), facts);
  const none = scoreOf(lab, results('fail', 'fail', 'pass'), facts);
  it('never lets an unseen or a worse one replace a complete one', () => {
    expect(betterScore(good, unseen)).toBe(good);
    expect(betterScore(good, none)).toBe(good);
    expect(betterScore(null, none)).toBe(none);
    expect(betterScore(none, good)).toBe(good);
  });
});
