import type { Answer, DecodedPacket } from 'dns-packet';
import { describe, expect, test } from 'vitest';
import { rcode } from './dns-answer.ts';
import type { ServerReply } from './dns-ask.ts';
import { DnsDesk } from './dns-desk.ts';
import { longestCached, Resolver } from './dns-resolver.ts';
import { dnsView } from './dns-view.ts';
import { testSandbox } from './test-sandbox.ts';

const reply = (answers: Answer[], more: { authoritative?: boolean; rcode?: number; authorities?: Answer[]; additionals?: Answer[] } = {}): ServerReply => ({
  rcode: more.rcode ?? rcode.NOERROR,
  authoritative: more.authoritative ?? true,
  packet: { type: 'response', answers, authorities: more.authorities ?? [], additionals: more.additionals ?? [] } as unknown as DecodedPacket,
});

/** A resolver whose learner's servers say what `server` says, by address. */
function resolver(server: (address: string, name: string, type: string) => ServerReply | null) {
  const view = dnsView(testSandbox());
  const clock = { now: 0 };
  const asked: string[] = [];
  const made = new Resolver({
    view: () => view,
    hosts: ['198.18.7.248', '198.18.7.249'],
    now: () => clock.now,
    ask: async (address, name, type) => {
      asked.push(`${address} ${name} ${type}`);
      return server(address, name, type);
    },
  });
  return { resolver: made, clock, asked };
}

const a = (name: string, ttl: number, data = '198.18.7.249'): Answer => ({ name, type: 'A', ttl, data });

describe('a zone of the learner', () => {
  test("is asked for at the learner's server and kept as long as its TTL says", async () => {
    const { resolver: r, clock, asked } = resolver((_, name) => reply([a(name, 20)]));
    expect((await r.resolve('mail.k3f9.test', 'A', { fresh: false })).answers).toMatchObject([{ ttl: 20 }]);
    clock.now = 15_000;
    expect((await r.resolve('mail.k3f9.test', 'A', { fresh: false })).answers).toMatchObject([{ ttl: 5 }]);
    expect(asked).toEqual(['198.18.7.248 mail.k3f9.test A']);
    clock.now = 20_001;
    await r.resolve('mail.k3f9.test', 'A', { fresh: false });
    expect(asked).toHaveLength(2);
  });

  test('is kept for a minute at most, and never for the grader', async () => {
    const { resolver: r, clock, asked } = resolver((_, name) => reply([a(name, 86_400)]));
    await r.resolve('mail.k3f9.test', 'A', { fresh: false });
    await r.resolve('mail.k3f9.test', 'A', { fresh: true });
    expect(asked).toHaveLength(2);
    clock.now = longestCached * 1000 + 1;
    await r.resolve('mail.k3f9.test', 'A', { fresh: false });
    expect(asked).toHaveLength(3);
  });

  test.each([
    ['dead', null],
    ['lame', reply([a('mail.k3f9.test', 60)], { authoritative: false })],
    ['refusing', reply([], { rcode: rcode.REFUSED, authoritative: false })],
  ])('gives SERVFAIL when its server is %s, and is asked for again at once', async (_, said) => {
    const { resolver: r, asked } = resolver(() => said);
    expect((await r.resolve('mail.k3f9.test', 'A', { fresh: false })).rcode).toBe(rcode.SERVFAIL);
    await r.resolve('mail.k3f9.test', 'A', { fresh: false });
    expect(asked).toHaveLength(2);
  });

  test('may not speak for others', async () => {
    const { resolver: r } = resolver((_, name) => reply([a(name, 60), a('mx.peer.example', 60, '198.18.7.248')]));
    expect((await r.resolve('mail.k3f9.test', 'A', { fresh: true })).answers).toHaveLength(1);
  });

  test('may be delegated further to a host of the learner, to nobody else', async () => {
    const refer = (to: string) =>
      reply([], {
        authoritative: false,
        authorities: [{ name: 'sub.k3f9.test', type: 'NS', ttl: 60, data: 'ns.sub.k3f9.test' }],
        additionals: [a('ns.sub.k3f9.test', 60, to)],
      });
    const inside = resolver((address, name) => (address === '198.18.7.248' ? refer('198.18.7.249') : reply([a(name, 60)])));
    expect((await inside.resolver.resolve('x.sub.k3f9.test', 'A', { fresh: true })).rcode).toBe(rcode.NOERROR);
    const outside = resolver(() => refer('10.0.0.1'));
    expect((await outside.resolver.resolve('x.sub.k3f9.test', 'A', { fresh: true })).rcode).toBe(rcode.SERVFAIL);
    expect(outside.asked).toHaveLength(1);
  });
});

test('a CNAME is followed from one zone into another', async () => {
  const { resolver: r } = resolver((_, name) => reply([a(name, 60)]));
  const found = await r.resolve('www.shop.test', 'A', { fresh: true });
  expect(found.answers.map((x) => `${x.name} ${x.type}`)).toEqual(['www.shop.test CNAME', 'web.k3f9.test A']);
  expect(found.authoritative).toBe(false);
});

describe('what a check changes', () => {
  const desk = new DnsDesk(testSandbox());
  const ask = async (name: string, type = 'A') => {
    const found = await desk.answerer('198.18.7.249', '203.0.113.53', false)({ name, type, recursive: true });
    return found?.answers.map((r) => ('data' in r ? String(r.data) : ''));
  };

  test('an address is listed and taken off again', async () => {
    desk.do({ do: 'publish', name: '9.2.0.192.bl.example', type: 'A', records: ['60 127.0.0.4'], seconds: 60 });
    expect(await ask('9.2.0.192.bl.example')).toEqual(['127.0.0.4']);
    desk.do({ do: 'publish', name: '9.2.0.192.bl.example', type: 'A', records: null, seconds: 60 });
    expect(await ask('9.2.0.192.bl.example')).toEqual([]);
  });

  test('what the lab lists is hidden for a while', async () => {
    desk.do({ do: 'publish', name: '2.0.0.127.bl.example', type: 'A', records: [], seconds: 60 });
    expect(await ask('2.0.0.127.bl.example')).toEqual([]);
    desk.do({ do: 'publish', name: '2.0.0.127.bl.example', type: 'A', records: null, seconds: 60 });
    expect(await ask('2.0.0.127.bl.example')).toEqual(['127.0.0.2']);
  });

  test("a zone is not the learner's, and exists", () => {
    expect(() => desk.do({ do: 'publish', name: 'x.k3f9.test', type: 'A', records: [], seconds: 60 })).toThrow(/zone that world serves/);
    expect(() => desk.do({ do: 'manner', zone: 'nowhere.example', manner: 'silent', seconds: 60 })).toThrow(/zone of this sandbox/);
  });

  test('a zone fails when it should', async () => {
    desk.do({ do: 'manner', zone: 'bl.example', manner: 'servfail', seconds: 60 });
    const found = await desk.answerer('198.18.7.249', '203.0.113.53', false)({ name: '2.0.0.127.bl.example', type: 'A', recursive: true });
    expect(found?.rcode).toBe(rcode.SERVFAIL);
  });

  test('one name fails, its neighbours do not', async () => {
    desk.do({ do: 'manner', zone: 'bl.example', manner: null, seconds: 60 });
    desk.do({ do: 'manner', zone: '7.2.0.192.bl.example', manner: 'servfail', seconds: 60 });
    const code = async (name: string) => (await desk.answerer('198.18.7.249', '203.0.113.53', false)({ name, type: 'A', recursive: true }))?.rcode;
    expect(await code('7.2.0.192.bl.example')).toBe(rcode.SERVFAIL);
    expect(await code('8.2.0.192.bl.example')).toBe(rcode.NXDOMAIN);
  });

  test('what hosts asked is known, what the grader asked is not', async () => {
    await desk.answerer('198.18.7.249', '203.0.113.53', false)({ name: 'counted.peer.example', type: 'A', recursive: true });
    await desk.answerer('203.0.113.25', '203.0.113.53', true)({ name: 'counted.peer.example', type: 'A', recursive: true });
    expect(desk.do({ do: 'queries', since: 0 }).filter((q) => q.name === 'counted.peer.example')).toMatchObject([{ from: '198.18.7.249', type: 'A' }]);
  });
});
