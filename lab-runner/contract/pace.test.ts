import { describe, expect, it } from 'vitest';
import type { CanaryItem } from './canary.ts';
import { paceOf, underWay } from './pace.ts';

const target = 5_000;
const now = 100_000;
const at = (ms: number) => new Date(ms);
const item = (over: Partial<CanaryItem>): Parameters<typeof paceOf>[0] => ({
  direction: 'inbound',
  state: 'accepted',
  begunAt: at(0),
  endedAt: at(1_000),
  attempts: 1,
  took: 1_000,
  target,
  ...over,
});
const outbound = { direction: 'outbound' as const };

describe('how long a number has been under way, and what that says', () => {
  it.each<[string, Partial<CanaryItem>, number | null, number | null, ReturnType<typeof paceOf>]>([
    ['accepted at once', {}, null, 1_000, 'prompt'],
    ['the server took its time', { took: 5_001, endedAt: at(5_001) }, null, 5_001, 'late'],
    ['exactly the target', { took: 5_000, endedAt: at(5_000) }, null, 5_000, 'prompt'],
    ['its sender came late to it, the server did not', { took: 800, endedAt: at(30_000) }, null, 800, 'prompt'],
    ['put off once, accepted in time', { attempts: 2, took: 200, endedAt: at(4_000) }, null, 4_000, 'prompt'],
    ['put off until it was too late', { attempts: 3, took: 200, endedAt: at(20_000) }, null, 20_000, 'late'],
    ['kept by an earlier version, which took no times', { took: null, endedAt: at(2_000) }, null, 2_000, 'prompt'],
    ['not tried yet', { state: 'waiting', attempts: 0, endedAt: null, took: null }, null, null, null],
    ['put off, time left', { state: 'waiting', endedAt: null, took: null, begunAt: at(97_000) }, null, 3_000, 'open'],
    ['put off, no time left', { state: 'waiting', endedAt: null, took: null, begunAt: at(90_000) }, null, 10_000, 'late'],
    ['refused for good', { state: 'rejected' }, null, null, null],
    ['outbound, with the partner', outbound, 3_000, 3_000, 'prompt'],
    ['outbound, with the partner too late', outbound, 6_500, 6_500, 'late'],
    ['outbound, still in the queue, time left', { ...outbound, begunAt: at(98_000), endedAt: at(99_000) }, null, 2_000, 'open'],
    ['outbound, still in the queue, no time left', outbound, null, 100_000, 'late'],
    ['outbound, by a clock that is behind', outbound, 500, 1_000, 'prompt'],
    ['a flow without a target', { target: null, took: 60_000 }, null, 60_000, null],
  ])('%s', (_what, over, arrivedAt, time, pace) => {
    expect([underWay(item(over), arrivedAt, now), paceOf(item(over), arrivedAt, now)]).toEqual([time, pace]);
  });
});
