import { describe, expect, it } from 'vitest';
import type { CanaryItem } from '../contract/canary.ts';
import type { WorldMessage } from '../contract/world.ts';
import { bouncedTokens, mayComeTwice, mostNumbers, nextNumberAt, nextTryAt, outcomeOf, summaryOf } from './decide.ts';

const item = (over: Partial<CanaryItem>): CanaryItem => ({
  flow: 'orders',
  direction: 'inbound',
  number: 1,
  token: 'pl-aa',
  from: 'a@b.example',
  to: 'c@d.test',
  begunAt: new Date(0),
  state: 'waiting',
  attempts: 0,
  endedAt: null,
  took: null,
  target: null,
  lastReply: '',
  uncertain: false,
  attack: false,
  ...over,
});
const message = (mailFrom: string, text: string, at = 0) =>
  ({ mailFrom, at: new Date(at).toISOString(), raw: Buffer.from(text).toString('base64') }) as WorldMessage;

describe('when', () => {
  it('the first number is due at once, the next by its interval, more slowly after sixty, none after the limit', () => {
    expect(nextNumberAt({ every: 10 }, 0, null, 5)).toBe(5);
    expect(nextNumberAt({ every: 10 }, 1, 1000, 5)).toBe(11_000);
    expect(nextNumberAt({ every: 10 }, 60, 1000, 5)).toBe(61_000);
    expect(nextNumberAt({ every: 10 }, mostNumbers, 1000, 5)).toBeNull();
  });
  it('tries grow apart up to a limit', () => {
    expect([1, 2, 3, 4, 9].map((n) => nextTryAt({ retry: 3 }, n, 0))).toEqual([3000, 6000, 12_000, 15_000, 15_000]);
  });
});

describe('what a reply means', () => {
  it.each([
    ['inbound', 'data', 250, 'accepted'],
    ['inbound', 'rcpt', 452, 'waiting'],
    ['inbound', 'rcpt', 550, 'rejected'],
    ['inbound', 'data', 554, 'rejected'],
    ['inbound', 'mail', 0, 'waiting'],
    ['inbound', 'greeting', 554, 'waiting'],
    ['inbound', 'greeting', 421, 'waiting'],
    ['outbound', 'auth', 535, 'waiting'],
    ['outbound', 'rcpt', 550, 'waiting'],
    ['outbound', 'data', 250, 'accepted'],
  ] as const)('%s, %s, %i → %s', (direction, stage, code, wanted) => expect(outcomeOf(direction, stage, code)).toBe(wanted));
});

describe('summary', () => {
  it('tells bounced and refused from arrived and waiting; outbound mail has arrived when the partner has it', () => {
    const items = [
      item({ token: 'pl-1', state: 'accepted' }),
      item({ token: 'pl-2', state: 'accepted' }),
      item({ token: 'pl-3', state: 'rejected' }),
      item({ token: 'pl-4' }),
      item({ token: 'pl-5', state: 'accepted', direction: 'outbound' }),
      item({ token: 'pl-6', state: 'accepted', direction: 'outbound' }),
      item({ token: 'pl-7', state: 'accepted', direction: 'outbound', attack: true }),
    ];
    const messages = [message('', 'Undelivered… pl-2 …'), message('x@y.test', 'offer pl-5')];
    expect(bouncedTokens(messages, items)).toEqual(new Set(['pl-2']));
    expect(summaryOf({ items, relayed: [] }, messages, 0)).toEqual({ sent: 6, arrived: 2, waiting: 2, late: 0, lost: 2, relayed: false });
    expect(summaryOf({ items: [], relayed: [{ at: new Date(0), to: 'x', reply: '250' }] }, [], 0).relayed).toBe(true);
  });

  it('counts what was late, and what still is, beside the rest; what is lost is not late as well', () => {
    const target = 5_000;
    const items = [
      item({ token: 'pl-1', target, state: 'accepted', attempts: 1, took: 900, endedAt: new Date(900) }),
      item({ token: 'pl-2', target, state: 'accepted', attempts: 1, took: 9_000, endedAt: new Date(9_000) }),
      item({ token: 'pl-3', target, attempts: 2 }),
      item({ token: 'pl-4', target, state: 'rejected', attempts: 1, endedAt: new Date(9_000) }),
      item({ token: 'pl-5', target, state: 'accepted', direction: 'outbound', attempts: 1, took: 100, endedAt: new Date(100) }),
      item({ token: 'pl-6', target, state: 'accepted', direction: 'outbound', attempts: 1, took: 100, endedAt: new Date(100) }),
      item({ token: 'pl-7', target, state: 'accepted', direction: 'outbound', attempts: 1, took: 100, endedAt: new Date(100) }),
    ];
    const messages = [message('x@y.test', 'pl-5', 2_000), message('x@y.test', 'pl-6', 8_000)];
    expect(summaryOf({ items, relayed: [] }, messages, 20_000)).toEqual({ sent: 7, arrived: 4, waiting: 2, late: 4, lost: 1, relayed: false });
  });
});

it('what was accepted shortly before the hosts were stopped, or while they were, may come twice; nothing else', () => {
  const twice = (over: Partial<CanaryItem>) => mayComeTwice(item({ state: 'accepted', ...over }), 100_000);
  expect(twice({ endedAt: new Date(69_000) })).toBe(false);
  expect(twice({ endedAt: new Date(71_000) })).toBe(true);
  expect(twice({ endedAt: new Date(105_000) })).toBe(true);
  expect(twice({ state: 'waiting' })).toBe(false);
  expect(twice({ state: 'rejected', endedAt: new Date(99_000) })).toBe(false);
});
