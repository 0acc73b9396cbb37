import { createSocket } from 'node:dgram';
import type { Socket } from 'node:net';
import { type Answer, decode, encode, type Packet, type StringAnswer, streamDecode, streamEncode } from 'dns-packet';
import type { StandIn } from './facts.ts';

/** Authoritative for everything: every name exists and points here; or refuses. */
function answerTo(query: Packet, standIn: StandIn): Packet {
  const question = query.questions?.[0];
  // Flags of a response with authority; 5 is REFUSED.
  const flags = standIn.yes ? 0x0400 : 5;
  return { type: 'response', id: query.id ?? 0, flags, questions: query.questions ?? [], answers: question && standIn.yes ? answers(question, standIn) : [] };
}

function answers(question: { name: string; type: string }, standIn: StandIn): Answer[] {
  const base = { name: question.name, ttl: 60, class: 'IN' as const };
  switch (question.type) {
    case 'A':
      return [{ ...base, type: 'A', data: standIn.address }];
    case 'MX':
      return [{ ...base, type: 'MX', data: { preference: 10, exchange: standIn.name } }];
    case 'TXT':
      return [{ ...base, type: 'TXT', data: 'v=spf1 +all' }];
    case 'NS':
    case 'PTR':
    case 'CNAME':
      return [{ ...base, type: question.type, data: standIn.name } as StringAnswer];
    case 'SOA':
      return [
        { ...base, type: 'SOA', data: { mname: standIn.name, rname: `root.${standIn.name}`, serial: 1, refresh: 60, retry: 60, expire: 600, minimum: 60 } },
      ];
    default:
      return [];
  }
}

export function dnsOverUdp(port: number, standIn: StandIn): void {
  const socket = createSocket('udp4');
  socket.on('message', (message, from) => {
    const reply = readable(() => encode(answerTo(decode(message), standIn)));
    if (reply) socket.send(reply, from.port, from.address);
  });
  socket.bind(port);
}

export function dnsOverTcp(socket: Socket, standIn: StandIn): void {
  let pending = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    pending = Buffer.concat([pending, chunk]);
    if (pending.length < 2 || pending.length < 2 + pending.readUInt16BE(0)) return;
    const reply = readable(() => streamEncode(answerTo(streamDecode(pending), standIn)));
    if (reply) socket.end(reply);
    else socket.destroy();
  });
}

/** Null for bytes that are no DNS. */
function readable<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}
