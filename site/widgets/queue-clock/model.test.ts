import { describe, expect, test } from 'vitest';
import { defaults, problems, readTime, schedule, showTime, window } from './model.ts';
// What a real Postfix 3.10 did with shortened times: docs/runs/B7.
import recorded from './recorded.json' with { type: 'json' };

const never = { firstScan: 300, acceptsAt: null, tryTakes: 0 };

describe('against a real Postfix', () => {
  const s = recorded.settings;
  const settings = {
    queueRunDelay: s.queue_run_delay,
    minimalBackoff: s.minimal_backoff_time,
    maximalBackoff: s.maximal_backoff_time,
    lifetime: s.maximal_queue_lifetime,
    delayWarning: 0,
  };
  // The log gives the end of each try. Between it and the next lie the wait of the rule and, at most, one scan and what a busy machine adds.
  const pairs = recorded.tries.slice(1).map((next, i) => [recorded.tries[i] ?? 0, next] as const);
  const fits = (wait: (age: number, i: number) => number) =>
    pairs.every(([age, next], i) => next >= age + wait(age, i) - 2 && next <= age + wait(age, i) + settings.queueRunDelay + 2);
  test('the wait after every recorded try is its age, within the limits', () => {
    expect(recorded.tries.length).toBeGreaterThanOrEqual(5);
    expect(fits((age) => Math.max(Math.min(age, settings.maximalBackoff), settings.minimalBackoff))).toBe(true);
  });
  test('other rules that people believe in do not fit the recording', () => {
    expect(fits(() => settings.minimalBackoff)).toBe(false); // always the minimum
    expect(fits(() => settings.queueRunDelay)).toBe(false); // at every scan
    expect(fits((_, i) => Math.min(settings.minimalBackoff * 2 ** i, settings.maximalBackoff))).toBe(false); // doubling, whatever the age
  });
  test('the schedule of the model has as many tries as the recording, and ends as it did', () => {
    const { tries, end } = schedule(settings, { firstScan: 4, acceptsAt: null, tryTakes: 0 });
    expect(Math.abs(tries.length - recorded.tries.length)).toBeLessThanOrEqual(1);
    expect(end.result).toBe('returned');
    // Both end with the first failed try past the lifetime, which one backoff and one scan bound.
    for (const at of [end.at, recorded.expired]) {
      expect(at).toBeGreaterThanOrEqual(settings.lifetime);
      expect(at).toBeLessThanOrEqual(settings.lifetime + settings.maximalBackoff + settings.queueRunDelay);
    }
  });
  test('the recorded waits grow, are never under the minimum, and never over the maximum and a scan', () => {
    const waits = recorded.tries.slice(1).map((at, i) => at - (recorded.tries[i] ?? 0));
    for (const wait of waits) {
      expect(wait).toBeGreaterThanOrEqual(s.minimal_backoff_time - 1);
      expect(wait).toBeLessThanOrEqual(s.maximal_backoff_time + s.queue_run_delay + 1.6);
    }
    expect(waits.at(-1)).toBeGreaterThan(waits[0] ?? 0);
  });
});

describe('the rule, by hand', () => {
  test('defaults, scans on the beat: 0, 300, 600, 1200, 2400, 4800, then at most 4000 s and a scan apart', () => {
    const at = schedule(defaults, never).tries.map((t) => t.at);
    expect(at.slice(0, 7)).toEqual([0, 300, 600, 1200, 2400, 4800, 9000]);
    for (const [i, t] of at.slice(6, -1).entries()) expect((at[i + 7] ?? 0) - t).toBeLessThanOrEqual(4300);
  });
  test('returned at the first failed try after five days, not at five days', () => {
    const { end, tries } = schedule(defaults, never);
    expect(end.result).toBe('returned');
    expect(end.at).toBeGreaterThanOrEqual(432_000);
    expect(end.at).toBeLessThan(432_000 + 4300);
    expect(tries.length).toBeGreaterThan(100);
    expect(tries.length).toBeLessThan(115);
  });
  test('a lifetime of 0 tries once', () => {
    expect(schedule({ ...defaults, lifetime: 0 }, never)).toMatchObject({ tries: [{ at: 0, result: 'returned' }], end: { at: 0 } });
  });
  test('the time a try takes counts as age', () => {
    expect(schedule(defaults, { ...never, tryTakes: 30 }).tries[1]?.at).toBe(600);
  });
  test('the minimum wins over the maximum', () => {
    expect(schedule({ ...defaults, minimalBackoff: 5000, maximalBackoff: 400 }, never).tries[0]?.due).toBe(5000);
  });
  test('the warning goes out with a failed try, once', () => {
    expect(schedule({ ...defaults, delayWarning: 14_400 }, never).warnedAt).toBe(17_400);
    expect(schedule(defaults, never).warnedAt).toBeNull();
  });
  test('delivered at the first try after the destination is back', () => {
    expect(schedule(defaults, { ...never, acceptsAt: 301 }).end).toEqual({ result: 'delivered', at: 600 });
    expect(schedule(defaults, { ...never, acceptsAt: 0 }).tries).toHaveLength(1);
  });
  test('the window holds every phase', () => {
    const { best, worst } = window(defaults, 301, 0);
    expect(best).toBeLessThanOrEqual(600);
    expect(worst).toBeGreaterThanOrEqual(600);
    expect(worst).toBeLessThanOrEqual(301 + 600);
  });
});

test('times as in main.cf', () => {
  expect(readTime('300', 's')).toBe(300);
  expect(readTime('5', 'd')).toBe(432_000);
  expect(readTime('4h', 's')).toBe(14_400);
  expect(readTime(' 1W ', 's')).toBe(604_800);
  expect(readTime('5 days', 'd')).toBeNull();
  expect(readTime('', 's')).toBeNull();
  expect(readTime('1.5h', 's')).toBeNull();
  expect([0, 59, 300, 94_380, 432_000].map(showTime)).toEqual(['0s', '59s', '5m', '1d 2h 13m', '5d']);
});

test('settings that are wrong or unwise are named', () => {
  expect(problems(defaults)).toEqual([]);
  expect(problems({ ...defaults, queueRunDelay: 0 })).toContain('run-zero');
  expect(problems({ ...defaults, minimalBackoff: 5000 })).toEqual(['min-over-max']);
  expect(problems({ ...defaults, minimalBackoff: 60 })).toEqual(['min-under-run']);
  expect(problems({ ...defaults, lifetime: 86_400 })).toEqual(['lifetime-short']);
  expect(problems({ ...defaults, queueRunDelay: 1, minimalBackoff: 1, maximalBackoff: 1 })).toContain('too-many');
});
