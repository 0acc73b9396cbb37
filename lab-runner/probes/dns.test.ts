import { createSocket } from 'node:dgram';
import type { AddressInfo } from 'node:net';
import { type Answer, AUTHORITATIVE_ANSWER, decode, encode, type Packet, TRUNCATED_RESPONSE } from 'dns-packet';
import { describe, expect, it } from 'vitest';
import { Dns } from './dns.ts';
import type { Dial } from './network.ts';
import { loopbackDial, loopbackNetwork, script, serve, udpDial } from './test-network.ts';

const records: Answer[] = [
  { type: 'A', name: 'mail.k3f9.test', ttl: 300, data: '198.18.7.242' },
  { type: 'AAAA', name: 'mail.k3f9.test', ttl: 300, data: 'fd00::1' },
  { type: 'MX', name: 'k3f9.test', ttl: 300, data: { preference: 10, exchange: 'mail.k3f9.test' } },
  { type: 'TXT', name: 'k3f9.test', ttl: 60, data: ['v=spf1 ', 'mx -all'] },
  { type: 'SRV', name: '_imaps._tcp.k3f9.test', ttl: 60, data: { priority: 1, weight: 2, port: 993, target: 'mail.k3f9.test' } },
  { type: 'CAA', name: 'k3f9.test', ttl: 60, data: { flags: 0, tag: 'issue', value: 'ca.test' } },
  { type: 'TLSA', name: '_25._tcp.mail.k3f9.test', ttl: 60, data: { usage: 3, selector: 1, matchingType: 1, certificate: Buffer.from('ab12', 'hex') } },
  { type: 'PTR', name: '242.7.18.198.in-addr.arpa', ttl: 60, data: 'mail.k3f9.test' },
  {
    type: 'SOA',
    name: 'k3f9.test',
    ttl: 60,
    data: { mname: 'ns.k3f9.test', rname: 'hostmaster.k3f9.test', serial: 7, refresh: 1, retry: 2, expire: 3, minimum: 4 },
  },
];

/** A name server over UDP and TCP on one port each. `reply` may change or replace what is sent over UDP. */
async function nameServer(reply: (packet: Packet, query: Packet) => Packet | Buffer | null = (packet) => packet) {
  const answer = (query: Packet): Packet => {
    const question = query.questions?.[0];
    const answers = records.filter((r) => r.name === question?.name && r.type === question.type);
    const rcode = records.some((r) => r.name === question?.name) ? 0 : 3;
    return { type: 'response', id: query.id, flags: AUTHORITATIVE_ANSWER | rcode, questions: query.questions, answers };
  };
  const udp = createSocket('udp4');
  udp.on('message', (datagram, from) => {
    const query = decode(datagram);
    const sent = reply(answer(query), query);
    if (sent) udp.send(Buffer.isBuffer(sent) ? sent : encode(sent), from.port, from.address);
  });
  await new Promise<void>((resolve) => udp.bind(0, '127.0.0.1', resolve));
  const tcp = await serve((socket) => {
    socket.on('data', (chunk: Buffer) => {
      const body = encode(answer(decode(chunk.subarray(2))));
      const head = Buffer.alloc(2);
      head.writeUInt16BE(body.length);
      // In two pieces, as it may happen.
      socket.write(Buffer.concat([head, body.subarray(0, 5)]));
      setTimeout(() => socket.write(body.subarray(5)), 5);
    });
  });
  const dial: Dial = (o) => (o.protocol === 'udp' ? udpDial({ ...o, port: (udp.address() as AddressInfo).port }) : loopbackDial({ ...o, port: tcp.port }));
  const { network, dialogues } = loopbackNetwork('', dial);
  return {
    dns: new Dns(network),
    /** Gives up soon, for what is never answered. */
    hasty: new Dns(network, { udp: 100, tcp: 1000 }),
    lines: () => script(dialogues),
    async [Symbol.asyncDispose]() {
      udp.close();
      await tcp[Symbol.asyncDispose]();
    },
  };
}

describe('query', () => {
  it('gives each type as a zone file would', async () => {
    await using server = await nameServer();
    const ask = async (name: string, type: string) => (await server.dns.query({ server: 'mx', name, type })).answers.map((a) => a.data);
    expect(await ask('mail.k3f9.test', 'A')).toEqual(['198.18.7.242']);
    expect(await ask('mail.k3f9.test.', 'aaaa')).toEqual(['fd00::1']);
    expect(await ask('k3f9.test', 'MX')).toEqual(['10 mail.k3f9.test']);
    expect(await ask('k3f9.test', 'TXT')).toEqual(['v=spf1 mx -all']);
    expect(await ask('_imaps._tcp.k3f9.test', 'SRV')).toEqual(['1 2 993 mail.k3f9.test']);
    expect(await ask('k3f9.test', 'CAA')).toEqual(['0 issue "ca.test"']);
    expect(await ask('_25._tcp.mail.k3f9.test', 'TLSA')).toEqual(['3 1 1 ab12']);
    expect(await ask('242.7.18.198.in-addr.arpa', 'PTR')).toEqual(['mail.k3f9.test']);
    expect(await ask('k3f9.test', 'SOA')).toEqual(['ns.k3f9.test hostmaster.k3f9.test 7 1 2 3 4']);
  });

  it('tells NXDOMAIN from an empty answer, and who is authoritative', async () => {
    await using server = await nameServer();
    expect(await server.dns.query({ server: 'mx', name: 'gone.k3f9.test', type: 'A' })).toMatchObject({ rcode: 'NXDOMAIN', answers: [], authoritative: true });
    const empty = await server.dns.query({ server: 'mx', name: 'k3f9.test', type: 'A', tcp: true });
    expect(empty).toMatchObject({ rcode: 'NOERROR', answers: [] });
    empty.decide();
    expect(server.lines().slice(-2)).toEqual(['> A k3f9.test? (TCP)', '*< NOERROR, authoritative, 0 answers']);
  });

  it('goes to TCP when the answer is cut short', async () => {
    await using server = await nameServer((packet) => ({ ...packet, flags: (packet.flags ?? 0) | TRUNCATED_RESPONSE, answers: [] }));
    expect((await server.dns.query({ server: 'mx', name: 'k3f9.test', type: 'MX' })).answers).toHaveLength(1);
    expect(server.lines()).toContain('- (cut short: asking again over TCP)');
  });

  it('passes over datagrams that are no answer to it, and asks again when one is lost', async () => {
    let asked = 0;
    await using server = await nameServer((packet, query) => {
      asked++;
      if (asked === 1) return null;
      return asked === 2 ? { ...packet, id: ((query.id ?? 0) + 1) % 65536 } : packet;
    });
    // The second try gets an answer with a foreign id: nothing may be made of it.
    await expect(server.hasty.query({ server: 'mx', name: 'k3f9.test', type: 'MX' })).rejects.toMatchObject({
      observed: { en: 'mx:53 sent no reply to "MX k3f9.test?" within 0.2 s.' },
    });
    expect((await server.dns.query({ server: 'mx', name: 'k3f9.test', type: 'MX' })).answers).toHaveLength(1);
  });

  it('malformed datagrams are no answers, a closed port is refused', async () => {
    await using server = await nameServer((packet, query) => (query.questions?.[0]?.type === 'A' ? Buffer.from('junk') : packet));
    await expect(server.hasty.query({ server: 'mx', name: 'mail.k3f9.test', type: 'A' })).rejects.toThrow(/no reply/);
    const closed = createSocket('udp4');
    await new Promise<void>((resolve) => closed.bind(0, '127.0.0.1', resolve));
    const { port } = closed.address();
    await new Promise<void>((resolve) => closed.close(() => resolve()));
    const { network } = loopbackNetwork('', (o) => udpDial({ ...o, port }));
    await expect(new Dns(network).query({ server: 'mx', name: 'a.test', type: 'A' })).rejects.toMatchObject({
      observed: { en: 'mx:53 refused: nothing listens there.' },
    });
  });
});
