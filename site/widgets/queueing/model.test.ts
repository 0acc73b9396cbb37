import { expect, test } from 'vitest';
import { littlesLaw, queueFacts, serversFor } from './model.ts';

test('M/M/1 with 2 arrivals and 3 services a second: L = 2, W = 1 s (textbook)', () => {
  const q = queueFacts({ arrivals: 2, service: 3, servers: 1 });
  expect(q.utilization).toBeCloseTo(2 / 3, 10);
  expect(q.waits).toBeCloseTo(2 / 3, 10);
  expect(q.total).toBeCloseTo(1, 10);
  expect(q.queueLength).toBeCloseTo(4 / 3, 10);
  expect(littlesLaw(2, q.total)).toBeCloseTo(2, 10);
});

test('M/M/2 with 3 arrivals and 2 services a second: Erlang C is 9/14', () => {
  const q = queueFacts({ arrivals: 3, service: 2, servers: 2 });
  expect(q.waits).toBeCloseTo(9 / 14, 10);
  expect(q.wait).toBeCloseTo(9 / 14, 10);
});

test('the wait of M/M/1 is exponential: 95 of 100 wait no longer than ln(rho/0.05)/(mu-lambda)', () => {
  expect(queueFacts({ arrivals: 2, service: 3, servers: 1 }).waitP95).toBeCloseTo(Math.log(2 / 3 / 0.05), 10);
});

test('a hundred servers do not overflow, and hardly anybody waits at half load', () => {
  const q = queueFacts({ arrivals: 50, service: 1, servers: 100 });
  expect(q.waits).toBeGreaterThan(0);
  expect(q.waits).toBeLessThan(1e-8);
  expect(q.waitP95).toBe(0);
});

test('an overloaded queue grows without end', () => {
  expect(queueFacts({ arrivals: 4, service: 2, servers: 2 }).wait).toBe(Infinity);
});

test('one fast server beats two of half its speed in total time', () => {
  expect(queueFacts({ arrivals: 3, service: 4, servers: 1 }).total).toBeLessThan(queueFacts({ arrivals: 3, service: 2, servers: 2 }).total);
});

test('servers for a wanted wait', () => {
  const n = serversFor(10, 1, 0.1);
  expect(queueFacts({ arrivals: 10, service: 1, servers: n }).wait).toBeLessThanOrEqual(0.1);
  expect(queueFacts({ arrivals: 10, service: 1, servers: n - 1 }).wait).toBeGreaterThan(0.1);
});
