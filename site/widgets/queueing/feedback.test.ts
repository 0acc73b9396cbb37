import { expect, test } from 'vitest';
import dead from '../../content/transcripts/S12/dead.txt?raw';
import { feedback, rounds } from './feedback.ts';
import { recordedWindows } from './recorded.ts';

const defaults = { initial: 5, limit: 20, cohortLimit: 1 };

test('what Postfix 3.10 logged lies between replies at once and replies spread out', () => {
  const atOnce = rounds(defaults, 5, 0, true).windows;
  const spread = rounds(defaults, 5, 0, false).windows;
  expect(recordedWindows).toHaveLength(6);
  recordedWindows.forEach((window, i) => {
    expect(window).toBeGreaterThanOrEqual(atOnce[i] as number);
    expect(window).toBeLessThanOrEqual(spread[i] as number);
  });
});

test('a destination that refuses connections dies after three, as Postfix 3.10 logged it', () => {
  const logged = [...dead.matchAll(/window (\d+) .*fail_cohorts ([\d.]+)/g)].map((m) => [Number(m[1]), Number(m[2])]);
  expect(logged.length).toBe(3);
  let now = { window: 5, failedCohorts: 0, credit: 0 };
  for (const [window, cohorts] of logged) {
    now = feedback(defaults, now, false, now.window);
    expect(now.window).toBe(window);
    expect(now.failedCohorts).toBeCloseTo(cohorts as number, 2);
  }
  expect(now.window).toBe(0);
});

test('a success between failures forgets the failed cohorts', () => {
  const failed = feedback(defaults, { window: 10, failedCohorts: 0, credit: 0 }, false, 10);
  expect(failed.window).toBe(8);
  expect(feedback(defaults, failed, true, 7)).toEqual({ window: 9, failedCohorts: 0, credit: 0 });
});

test('without a cohort limit nothing dies, and the window stays at 1', () => {
  expect(rounds({ ...defaults, cohortLimit: 0 }, 8, 1, false).windows.at(-1)).toBe(1);
});

test('the limit is never passed', () => {
  expect(Math.max(...rounds(defaults, 20, 0, false).windows)).toBe(20);
  expect(rounds({ ...defaults, limit: 3 }, 3, 0, false).windows).toEqual([3, 3, 3, 3]);
});
