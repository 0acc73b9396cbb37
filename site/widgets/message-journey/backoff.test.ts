import { expect, test } from 'vitest';
import { nextAttempt, postfixDefaults, schedule } from './backoff.ts';

test('reproduces a recorded Postfix 3.10 (docs/runs/S02): message 29 s after the queue manager started, server back after a quarter of an hour', () => {
  // delay=0.01, delay=571, delay=1171 in the log; the first queue run came 271 s after the message.
  expect(schedule(900, postfixDefaults, 271)).toEqual({ attempts: [0, 571, 1171], outcome: 'delivered' });
});

test('waits as long as the message is old, between the two limits, until the next queue run', () => {
  expect(nextAttempt(0, postfixDefaults, 0)).toBe(300);
  expect(nextAttempt(0, postfixDefaults, 299)).toBe(599);
  expect(nextAttempt(600, postfixDefaults, 0)).toBe(1200);
  expect(nextAttempt(50_000, postfixDefaults, 0)).toBe(54_000);
  expect(nextAttempt(50_001, postfixDefaults, 0)).toBe(54_300);
});

test('a server that is up gets it at once; one that never comes back is given up after the lifetime, not before', () => {
  expect(schedule(0)).toEqual({ attempts: [0], outcome: 'delivered' });
  const { attempts, outcome } = schedule(Number.POSITIVE_INFINITY);
  expect(outcome).toBe('expired');
  expect(attempts.at(-1)).toBeGreaterThanOrEqual(432_000);
  expect(attempts.at(-2)).toBeLessThan(432_000);
});
