import { expect, test } from 'vitest';
import { RateLimit } from './rate-limit.ts';

test('so many at once, then one in every while; each key for itself; what is full again is forgotten', () => {
  const limit = new RateLimit({ capacity: 2, refillMs: 1000 });
  expect([limit.take('a', 0), limit.take('a', 0), limit.take('a', 0), limit.take('a', 400)]).toEqual([0, 0, 1000, 600]);
  expect(limit.take('b', 400)).toBe(0);
  expect([limit.take('a', 1000), limit.take('a', 1000)]).toEqual([0, 1000]);
  expect(limit.size).toBe(2);
  expect(limit.take('c', 60_000)).toBe(0);
  expect(limit.size).toBe(1);
});

test('a clock that is set back neither locks out nor gives more', () => {
  const limit = new RateLimit({ capacity: 1, refillMs: 1000 });
  expect(limit.take('a', 50_000)).toBe(0);
  expect(limit.take('a', 10_000)).toBe(1000);
  expect(limit.take('a', 51_000)).toBe(0);
});
