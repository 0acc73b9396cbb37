import { randomInt } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { connect } from 'node:net';
import { AUTHORITATIVE_ANSWER, type DecodedPacket, decode, encode, type Packet, type RecordType } from 'dns-packet';
import { internetAddresses } from '../contract/topology.ts';
import { canonical } from './dns-records.ts';

/** Milliseconds for each of two UDP tries, and for TCP. */
export interface AskLimits {
  udp: number;
  tcp: number;
}
export const askLimits: AskLimits = { udp: 1_500, tcp: 3_000 };

export interface ServerReply {
  rcode: number;
  authoritative: boolean;
  packet: DecodedPacket;
}

/** Asks one name server one question, as a resolver does: no recursion wanted, UDP, TCP when cut short. Null when it gives no usable reply. */
export async function askServer(
  address: string,
  name: string,
  type: string,
  options: { from?: string; port?: number; limits?: AskLimits } = {},
): Promise<ServerReply | null> {
  const { from = internetAddresses.resolver, port = 53, limits = askLimits } = options;
  const packet: Packet = {
    type: 'query',
    id: randomInt(1, 65_536),
    flags: 0,
    questions: [{ type: type as RecordType, name: name || '.' }],
    additionals: [{ type: 'OPT', name: '.', udpPayloadSize: 1232, extendedRcode: 0, ednsVersion: 0, flags: 0, flag_do: false, options: [] }],
  };
  const query = encode(packet);
  for (let tries = 0; tries < 2; tries++) {
    const bytes = await overUdp(query, { address, port, from, limit: limits.udp });
    if (bytes === 'refused') return null;
    const reply = bytes && replyTo(packet, bytes);
    if (!reply) continue;
    if (!reply.packet.flag_tc) return reply;
    const whole = await overTcp(query, { address, port, from, limit: limits.tcp });
    return whole && replyTo(packet, whole);
  }
  return null;
}

interface Target {
  address: string;
  port: number;
  from: string;
  limit: number;
}

function overUdp(query: Buffer, target: Target): Promise<Buffer | null | 'refused'> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4');
    const done = (result: Buffer | null | 'refused') => {
      clearTimeout(timer);
      socket.removeAllListeners();
      socket.on('error', () => undefined);
      socket.close();
      resolve(result);
    };
    const timer = setTimeout(() => done(null), target.limit);
    // A closed port answers with ICMP, which the kernel reports on a connected socket.
    socket.on('error', () => done('refused'));
    socket.on('message', (bytes) => {
      // Late answers of an earlier question, or forged ones, are passed over.
      if (bytes.length >= 2 && bytes.readUInt16BE(0) === query.readUInt16BE(0)) done(bytes);
    });
    // Node gives an error to the callback, too: the network of a sandbox may be gone by now, and a send without a peer would throw.
    const connected = (error?: Error) => (error ? done('refused') : socket.send(query));
    socket.bind(0, target.from, () => socket.connect(target.port, target.address, connected));
  });
}

function overTcp(query: Buffer, target: Target): Promise<Buffer | null> {
  return new Promise((resolve) => {
    const socket = connect({ host: target.address, port: target.port, localAddress: target.from });
    let pending = Buffer.alloc(0);
    const done = (result: Buffer | null) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(result);
    };
    const timer = setTimeout(() => done(null), target.limit);
    socket.on('error', () => done(null));
    socket.on('close', () => done(null));
    socket.on('connect', () => {
      const head = Buffer.alloc(2);
      head.writeUInt16BE(query.length);
      socket.write(Buffer.concat([head, query]));
    });
    socket.on('data', (chunk: Buffer) => {
      pending = Buffer.concat([pending, chunk]);
      if (pending.length >= 2 && pending.length >= 2 + pending.readUInt16BE(0)) done(pending.subarray(2, 2 + pending.readUInt16BE(0)));
    });
  });
}

/** Null when it is not a well-formed answer to this question. */
function replyTo(asked: Packet, bytes: Buffer): ServerReply | null {
  try {
    const packet = decode(bytes);
    const [mine] = asked.questions ?? [];
    const [theirs] = packet.questions ?? [];
    if (packet.type !== 'response' || packet.id !== asked.id) return null;
    if (theirs && (canonical(theirs.name) !== canonical(mine?.name ?? '') || theirs.type !== mine?.type)) return null;
    const flags = bytes.readUInt16BE(2);
    return { rcode: flags & 0xf, authoritative: (flags & AUTHORITATIVE_ANSWER) !== 0, packet };
  } catch {
    return null;
  }
}
