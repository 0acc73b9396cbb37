import { describe, expect, test } from 'vitest';
import { defaults, faults, goals, type Journey, type JourneyInput, readJourney, trace, vias } from './model.ts';

const journey = (change: Partial<JourneyInput>): Journey => {
  const { journey, problems } = readJourney({ ...defaults, ...change } as JourneyInput);
  if (!journey) throw new Error(JSON.stringify(problems));
  return journey;
};
const kinds = (change: Partial<JourneyInput>) => trace(journey(change)).hops.map((hop) => hop.kind);

test('the plain way', () => {
  const { hops, outcome, bounce } = trace(journey({}));
  expect(hops.map((hop) => hop.kind)).toEqual(['submit', 'lookup', 'transfer', 'store', 'read']);
  expect(hops.map((hop) => hop.holder)).toEqual(['origin', 'origin', 'destination', 'mailbox', 'mailbox']);
  expect([outcome, bounce]).toEqual(['read', null]);
});

test('each server adds its trace on top, and the bytes are those of the message shown', () => {
  const { hops } = trace(journey({ via: 'forward' }));
  const last = hops.at(-1)?.message ?? '';
  expect([...last.matchAll(/^\tby (\S+)/gm)].map((m) => m[1])).toEqual(['mx1.post.example', 'mx1.haibo.example', 'mail.k3f9.test']);
  for (const hop of hops) {
    expect(hop.bytes).toBe(Buffer.byteLength(hop.message));
    expect(hop.message).not.toMatch(/[^\r]\n/);
  }
  expect(hops.map((hop) => hop.bytes)).toEqual(hops.map((hop) => hop.bytes).toSorted((a, b) => a - b));
});

test('a local recipient never sees port 25', () => {
  expect(kinds({ to: 'k3f9.test' })).toEqual(['submit', 'local', 'store', 'read']);
  expect(trace(journey({ to: 'k3f9.test', fault: 'mx-refuses' })).bounce?.writer).toBe('mail.k3f9.test');
});

describe('a broken hop: who tries again, who bounces', () => {
  test('submission: nobody has the message but the mail program', () => {
    const { hops, outcome } = trace(journey({ fault: 'submission-down' }));
    expect(outcome).toBe('not-sent');
    expect(hops.at(-1)).toMatchObject({ holder: 'sender', queue: 'none' });
  });

  test('the MX: the sender’s server keeps it and tries again, as the recorded Postfix did', () => {
    const { hops, outcome } = trace(journey({ fault: 'mx-down', minutes: '15' }));
    const failed = hops.filter((hop) => hop.kind === 'attempt-failed');
    expect(failed.map((hop) => hop.queue)).toEqual(['deferred', 'deferred']);
    expect(failed.map((hop) => (hop.next ?? 0) - hop.at)).toEqual([571, 600]);
    expect(outcome).toBe('read');
  });

  test('longer than five days: the sender’s server gives up and says so', () => {
    const { hops, bounce } = trace(journey({ fault: 'mx-down', minutes: '7300' }));
    expect(hops.at(-1)?.at).toBeGreaterThan(5 * 86_400);
    expect(bounce).toEqual({ writer: 'mail.k3f9.test', to: 'lin@k3f9.test' });
    expect(trace(journey({ fault: 'mx-down', minutes: '7000' })).outcome).toBe('read');
  });

  test('refused at RCPT: the sender’s server writes the bounce; after acceptance: the server that accepted', () => {
    expect(trace(journey({ fault: 'mx-refuses' })).bounce?.writer).toBe('mail.k3f9.test');
    expect(trace(journey({ fault: 'mailbox-full' })).bounce?.writer).toBe('mx1.haibo.example');
    expect(trace(journey({ via: 'forward', fault: 'onward-refuses' })).bounce?.writer).toBe('mx1.haibo.example');
    expect(trace(journey({ via: 'forward', fault: 'mailbox-full' })).bounce?.writer).toBe('mx1.post.example');
  });

  test('a list takes the bounces itself; a forward leaves them to the author', () => {
    expect(trace(journey({ via: 'list', fault: 'onward-refuses' })).bounce?.to).toBe('all-bounces@haibo.example');
    expect(trace(journey({ via: 'forward', fault: 'onward-refuses' })).bounce?.to).toBe('lin@k3f9.test');
  });

  test('a bounce has the null sender', () => {
    const last = trace(journey({ fault: 'mx-refuses' })).hops.at(-1);
    expect(last?.envelope.from).toBe('');
    expect(last?.message).toContain('Return-Path: <>');
  });

  test('IMAP down: stored, no bounce, read when it is back', () => {
    const { hops, outcome } = trace(journey({ fault: 'imap-down', minutes: '60' }));
    expect(hops.map((hop) => hop.kind)).toContain('read-failed');
    expect(hops.at(-1)).toMatchObject({ kind: 'read', at: 3600, holder: 'mailbox' });
    expect(outcome).toBe('read');
  });
});

test('every choice ends, with time that never runs back', () => {
  for (const via of vias)
    for (const fault of faults)
      for (const minutes of ['1', '20', '20000']) {
        const { hops } = trace(journey({ via, fault, minutes }));
        const times = hops.map((hop) => hop.at);
        expect(times).toEqual(times.toSorted((a, b) => a - b));
        expect(['read', 'bounce', 'submit-failed']).toContain(hops.at(-1)?.kind);
      }
});

test('goals', () => {
  const reached = (change: Partial<JourneyInput>) => goals(journey(change), trace(journey(change)));
  expect(reached({})).toEqual({ customerBounces: false, authorNotTold: false });
  expect(reached({ fault: 'mx-refuses' })).toEqual({ customerBounces: false, authorNotTold: false });
  expect(reached({ fault: 'mailbox-full' })).toEqual({ customerBounces: true, authorNotTold: false });
  expect(reached({ via: 'list', fault: 'onward-down', minutes: '20000' })).toEqual({ customerBounces: true, authorNotTold: true });
});

test('what cannot be a journey is said, per field', () => {
  const { problems } = readJourney({ ...defaults, from: 'lin@k3f9.test', to: '', via: 'forward', onward: '海.test', fault: 'mx-down', minutes: '1.5' });
  expect(Object.keys(problems ?? {})).toEqual(['from', 'to', 'onward', 'minutes']);
  expect(readJourney({ ...defaults, via: 'nonsense', fault: 'onward-down', minutes: '' }).journey).toMatchObject({ via: 'direct', fault: 'none' });
});
