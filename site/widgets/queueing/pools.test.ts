import { expect, test } from 'vitest';
import { queueFacts } from './model.ts';
import { activeFullAfter, apart, shared, type Traffic } from './pools.ts';

const t: Traffic = { fastArrivals: 10, fastSeconds: 0.5, slowArrivals: 13, slowSeconds: 10, processes: 100, slowDomains: 6, concurrencyLimit: 20 };

test('as recorded: six slow domains take all hundred processes, and quick mail waits without end', () => {
  const { fast, slow, slowCap } = shared(t);
  expect(slowCap).toBe(100);
  expect(fast.wait).toBe(Infinity);
  // 100 processes of 10 s finish 10 a second; 13 come.
  expect(slow.growth).toBeCloseTo(3, 10);
  expect(activeFullAfter({ fast, slow, slowCap })).toBeCloseTo(20_000 / 13, 6);
});

test('a transport of its own: quick mail waits for nobody, slow mail still queues', () => {
  const { fast, slow } = apart(t, 20);
  expect(fast.wait).toBeLessThan(1e-6);
  expect(slow.growth).toBeCloseTo(11, 10);
});

test('one domain at its limit leaves the other 80 processes alone', () => {
  const { fast, slowCap } = shared({ ...t, slowDomains: 1 });
  expect(slowCap).toBe(20);
  expect(fast.wait).toBeCloseTo(queueFacts({ arrivals: 10, service: 2, servers: 80 }).wait, 12);
});

test('equal service times give M/M/c exactly; unequal ones wait longer by (1 + c²)/2', () => {
  const even = shared({ ...t, fastArrivals: 4, fastSeconds: 1, slowArrivals: 4, slowSeconds: 1, processes: 10 });
  expect(even.fast.wait).toBeCloseTo(queueFacts({ arrivals: 8, service: 1, servers: 10 }).wait, 12);
  const uneven = shared({ ...t, fastArrivals: 7.2, fastSeconds: 0.5, slowArrivals: 0.8, slowSeconds: 5.5, processes: 10 });
  // Mean 1 s; E[S²] = 2 (0.9 · 0.25 + 0.1 · 30.25) = 6.5, c² = 5.5.
  expect(uneven.fast.wait).toBeCloseTo(even.fast.wait * 3.25, 10);
});

test('a shared pool that is overloaded by both splits the growth between them', () => {
  const { fast, slow } = shared({ ...t, fastArrivals: 30, fastSeconds: 1, slowArrivals: 10, slowSeconds: 1, processes: 20 });
  expect(fast.growth + slow.growth).toBeCloseTo(20, 10);
  expect(fast.growth).toBeCloseTo(15, 10);
});

test('nothing to deliver is no error, and no process at all is for ever', () => {
  expect(shared({ ...t, fastArrivals: 0, slowArrivals: 0 }).fast.wait).toBe(0);
  expect(activeFullAfter(shared({ ...t, slowArrivals: 0 }))).toBe(Infinity);
});
