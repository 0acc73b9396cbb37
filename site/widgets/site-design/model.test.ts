import { expect, test } from 'vitest';
import { capacity, cost, type Design, disasters, gigabytes, impossible, outcome, read, roundTrip, write } from './model.ts';

const base: Design = {
  at: { A: ['mx', 'store', 'dns', 'vote'], B: ['mx'], C: [] },
  copy: 'async',
  failover: 'manual',
  rate: 6000,
  outage: 8,
  lag: 30,
  human: 45,
  km: { B: 50, C: 1000 },
};
const all = ['mx', 'store', 'dns', 'vote'] as const;

test('one store: a second MX keeps what arrives, a fire leaves last night’s backup', () => {
  const power = outcome(base, 'power');
  // No DNS answers: the names of the MX cannot be looked up, so the senders keep it.
  expect(power).toMatchObject({ down: 480, lost: 0, waits: 'senders', returned: false, reason: 'waits', active: 'A' });
  const twoDns = { ...base, at: { ...base.at, B: ['mx', 'dns'] as const } };
  expect(outcome(twoDns, 'power')).toMatchObject({ waits: 'own-queue', backlog: 6000 * 480 });
  expect(outcome(base, 'fire')).toMatchObject({ reason: 'backup', down: 1440, active: null, lost: 6000 * 1440 + 100 });
  expect(outcome({ ...twoDns, outage: 120, at: { ...twoDns.at, B: [] } }, 'power').returned).toBe(true);
});

test('a copy that follows 30 seconds later loses 30 seconds, a copy made first loses none; the queue is on one disk in both', () => {
  const two: Design = { ...base, at: { A: all, B: all, C: [] } };
  expect(outcome(two, 'fire')).toMatchObject({ down: 45, active: 'B', lost: 100 * 30 + 100, reason: 'by-hand' });
  expect(outcome({ ...two, copy: 'sync' }, 'fire').lost).toBe(100);
  // The site comes back: what it had is late, not lost.
  expect(outcome(two, 'power')).toMatchObject({ lost: 0, late: 3000 });
  // Moved after 45 minutes, but no MX is left to be reached: the senders wait for the site.
  const noMx: Design = { ...two, at: { A: all, B: ['store', 'dns'], C: [] } };
  expect(outcome(noMx, 'power')).toMatchObject({ down: 45, waits: 'senders', backlog: 6000 * 480 });
  // Both in one city.
  expect(outcome({ ...two, copy: 'sync' }, 'city')).toMatchObject({ active: null, reason: 'backup', waits: 'senders' });
});

test('a cut line: two sites without votes split, two votes stop both, three go on', () => {
  const two: Design = { ...base, failover: 'automatic', at: { A: ['mx', 'store', 'dns'], B: [], C: ['mx', 'store', 'dns'] } };
  expect(outcome(two, 'cut')).toMatchObject({ reason: 'split', split: 6000 * 480, down: 0 });
  expect(outcome({ ...two, at: { ...two.at, A: all, C: all } }, 'cut')).toMatchObject({ reason: 'no-majority', split: 0, down: 45 });
  expect(outcome({ ...two, at: { A: all, B: ['vote'], C: all } }, 'cut')).toMatchObject({ reason: 'moved', active: 'C', down: 1, split: 0 });
  expect(outcome({ ...two, failover: 'manual' }, 'cut')).toMatchObject({ reason: 'unharmed', split: 0, down: 0 });
  // One vote, at A, is a majority of one.
  expect(outcome({ ...two, at: { ...two.at, A: all } }, 'cut')).toMatchObject({ reason: 'unharmed', active: 'A' });
});

test('after the loss of a city nobody has a majority: people decide', () => {
  const three: Design = { ...base, failover: 'automatic', copy: 'sync', at: { A: all, B: ['vote'], C: all } };
  expect(outcome(three, 'fire')).toMatchObject({ reason: 'moved', active: 'C', down: 1, lost: 100 });
  expect(outcome(three, 'city')).toMatchObject({ reason: 'no-majority', active: 'C', down: 45, lost: 100 });
  expect(cost(three)).toBe(28.5);
});

test('a copy is only as close as the nearest store: the far one is behind even when the near one is not', () => {
  const three: Design = { ...base, copy: 'sync', at: { A: all, B: all, C: all } };
  expect(outcome(three, 'fire').lost).toBeLessThan(100);
  expect(outcome(three, 'city').lost).toBe(3000 + Math.round((200 * 2) / 3));
});

test('distance costs time: 1,000 km are 10.5 ms, four times a delivery', () => {
  expect(roundTrip(base, 'A', 'C')).toBeCloseTo(10.5);
  const far: Design = { ...base, copy: 'sync', at: { A: all, B: [], C: all } };
  expect(capacity(far, 'A')).toBeCloseTo((20 / 52) * 60_000);
  expect(capacity({ ...far, copy: 'async' }, 'A')).toBe(120_000);
  expect(impossible(far)).toBeNull();
  expect(impossible({ ...far, rate: 24_000 })).toBe('too-slow');
  // The survivor writes no copy, and is fast again.
  expect(outcome(far, 'fire').drain).toBeCloseTo((6000 * 45) / (120_000 - 6000));
});

test('says what cannot work at all', () => {
  expect(impossible({ ...base, at: { A: ['mx', 'dns'], B: [], C: [] } })).toBe('no-store');
  expect(impossible({ ...base, at: { A: ['store', 'dns'], B: [], C: [] } })).toBe('no-mx');
  expect(impossible({ ...base, at: { A: ['store', 'mx'], B: [], C: [] } })).toBe('no-dns');
  expect(impossible(base)).toBeNull();
});

test('comes back from the address as it went', () => {
  for (const design of [base, { ...base, copy: 'sync' as const, failover: 'automatic' as const, at: { A: all, B: ['vote'] as const, C: all } }]) {
    const back = read(write(design));
    expect(back?.copy).toBe(design.copy);
    expect(back && write(back)).toBe(write(design));
  }
  for (const bad of ['', 'fff', 'zzzsa', 'fffxx', 'fffsaa']) expect(read(bad)).toBeNull();
  expect(gigabytes(1_000_000)).toBe(75);
  for (const disaster of disasters) expect(outcome(base, disaster).down).toBeGreaterThanOrEqual(0);
});
