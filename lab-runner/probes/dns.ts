import { randomInt } from 'node:crypto';
import type { Duplex } from 'node:stream';
import { type DecodedPacket, decode, encode, type Packet, RECURSION_DESIRED, type RecordType } from 'dns-packet';
import { type DnsProbe, ProbeFailure } from '../contract/check.ts';
import { Connection, PeerClosed } from './connection.ts';
import type { Recorder } from './dialogue.ts';
import { rcodeName, recordText } from './dns-text.ts';
import { brokenStream, noReply, notTheProtocol } from './failure.ts';
import { type Network, probeFor } from './network.ts';

/** Milliseconds for each of two UDP tries, and for a TCP answer. */
export interface DnsLimits {
  udp: number;
  tcp: number;
}

const mostTransferred = 5_000;

type Answer = Awaited<ReturnType<DnsProbe['query']>>;

export class Dns implements DnsProbe {
  readonly #network: Network;
  readonly #limits: DnsLimits;

  constructor(network: Network, limits: DnsLimits = { udp: 3_000, tcp: 8_000 }) {
    this.#network = network;
    this.#limits = limits;
  }

  /** One question with recursion desired and EDNS of 1232 bytes. Throws ProbeFailure when nothing answers. */
  async query(options: Parameters<DnsProbe['query']>[0]): Promise<Answer> {
    const recorder = this.#network.begin('dns', `${options.server}:53`, options.from ?? probeFor(options.server));
    return told(recorder, await this.ask(recorder, options));
  }

  /** The packet that answers, written down in a dialogue of the caller's. */
  async ask(recorder: Recorder, options: Parameters<DnsProbe['query']>[0]): Promise<DecodedPacket> {
    const type = options.type.toUpperCase();
    const packet: Packet = {
      type: 'query',
      id: randomInt(1, 65536),
      flags: RECURSION_DESIRED,
      questions: [{ type: type as RecordType, name: options.name.replace(/\.$/, '') }],
      additionals: [{ type: 'OPT', name: '.', udpPayloadSize: 1232, extendedRcode: 0, ednsVersion: 0, flags: 0, flag_do: false, options: [] }],
    };
    if (!options.tcp) {
      const answer = await this.#overUdp(recorder, options, packet, type);
      if (!answer.flag_tc) return answer;
      recorder.note({ en: '(cut short: asking again over TCP)', 'zh-cn': '（回答被截断：改用 TCP 再问一次）' });
    }
    return this.#overTcp(recorder, options, packet, type);
  }

  async transfer(options: Parameters<DnsProbe['transfer']>[0]): ReturnType<DnsProbe['transfer']> {
    const recorder = this.#network.begin('dns', `${options.server}:53`, options.from ?? probeFor(options.server));
    const stream = await this.#network.stream(recorder, { host: options.server, port: 53, from: options.from, timeout: this.#limits.tcp });
    const connection = new Connection(stream, recorder, { timeout: this.#limits.tcp, protocol: 'DNS' });
    const question = `AXFR ${options.zone}?`;
    const packet: Packet = { type: 'query', id: randomInt(1, 65536), flags: 0, questions: [{ type: 'AXFR', name: options.zone.replace(/\.$/, '') }] };
    try {
      recorder.sent(`${question} (TCP)`);
      connection.send(framed(packet));
      const records: Answer['answers'] = [];
      // One SOA begins the zone, the same one ends it (RFC 5936 §2.2).
      while (records.filter((r) => r.type === 'SOA').length < 2) {
        const answer = await this.#message(connection, packet, question);
        const rcode = rcodeName(answer);
        const found = recordsOf(answer);
        if (rcode !== 'NOERROR' || found.length === 0) {
          const line = recorder.received(`${rcode}, ${found.length} answers`);
          return { rcode: rcode === 'NOERROR' ? 'EMPTY' : rcode, records: [], decide: () => line.decide() };
        }
        records.push(...found);
        if (records.length > mostTransferred) break;
      }
      const line = recorder.received(`NOERROR, ${records.length} records`);
      for (const r of records) recorder.received(`${r.name} ${r.ttl} ${r.type} ${r.data}`);
      return { rcode: 'NOERROR', records, decide: () => line.decide() };
    } catch (error) {
      if (!(error instanceof PeerClosed)) throw error;
      const line = recorder.note(error.observed);
      return { rcode: 'CLOSED', records: [], decide: () => line.decide() };
    } finally {
      connection.close();
    }
  }

  async #message(connection: Connection, packet: Packet, question: string): Promise<DecodedPacket> {
    const length = (await connection.bytes(2, question)).readUInt16BE();
    const bytes = await connection.bytes(length, question);
    const answer = answerTo(packet, bytes);
    if (!answer) throw connection.fail(notTheProtocol(connection.to, 'DNS', bytes.toString('latin1')));
    return answer;
  }

  async #overUdp(recorder: Recorder, options: { server: string; name: string; from?: string }, packet: Packet, type: string): Promise<DecodedPacket> {
    const stream = await this.#network.stream(recorder, { host: options.server, port: 53, from: options.from, protocol: 'udp', timeout: this.#limits.udp });
    try {
      for (let tries = 1; tries <= 2; tries++) {
        recorder.sent(`${type} ${options.name}? (UDP)`);
        stream.write(encode(packet));
        const answer = await datagramFor(stream, packet, this.#limits.udp, recorder.to);
        if (answer) return answer;
      }
      throw noReply(recorder.to, `${type} ${options.name}?`, 2 * this.#limits.udp);
    } catch (error) {
      if (error instanceof ProbeFailure) recorder.note(error.observed).decide();
      throw error;
    } finally {
      stream.destroy();
    }
  }

  /** Two octets of length before each message (RFC 1035 §4.2.2). */
  async #overTcp(recorder: Recorder, options: { server: string; name: string; from?: string }, packet: Packet, type: string): Promise<DecodedPacket> {
    const stream = await this.#network.stream(recorder, { host: options.server, port: 53, from: options.from, timeout: this.#limits.tcp });
    const connection = new Connection(stream, recorder, { timeout: this.#limits.tcp, protocol: 'DNS' });
    try {
      const question = `${type} ${options.name}?`;
      recorder.sent(`${question} (TCP)`);
      connection.send(framed(packet));
      return await this.#message(connection, packet, question);
    } finally {
      connection.close();
    }
  }
}

/** The datagram that answers; null when none came in time. Others, such as late or forged ones, are passed over. */
function datagramFor(stream: Duplex, packet: Packet, limit: number, to: string): Promise<DecodedPacket | null> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => done(null), limit);
    const done = (answer: DecodedPacket | null, error?: Error) => {
      clearTimeout(timer);
      stream.off('data', data).off('error', failed).off('close', closed);
      if (error) reject(error);
      else resolve(answer);
    };
    const data = (datagram: Buffer) => {
      const answer = answerTo(packet, datagram);
      if (answer) done(answer);
    };
    const failed = (error: Error) => done(null, brokenStream(error, to, ''));
    const closed = () => done(null, brokenStream(new Error('it was closed'), to, ''));
    stream.on('data', data).on('error', failed).on('close', closed);
  });
}

/** Null when it is not a well-formed answer to this question. */
function answerTo(packet: Packet, bytes: Buffer): DecodedPacket | null {
  try {
    const answer = decode(bytes);
    return answer.type === 'response' && answer.id === packet.id ? answer : null;
  } catch {
    // dns-packet throws RangeError and Error alike on malformed bytes: whatever it is, it is no answer.
    return null;
  }
}

/** Two octets of length before the message. */
function framed(packet: Packet): Buffer {
  const body = encode(packet);
  const head = Buffer.alloc(2);
  head.writeUInt16BE(body.length);
  return Buffer.concat([head, body]);
}

function recordsOf(packet: DecodedPacket): Answer['answers'] {
  return (packet.answers ?? []).flatMap((record) =>
    record.type === 'OPT' ? [] : [{ name: record.name, type: record.type, ttl: 'ttl' in record ? (record.ttl ?? 0) : 0, data: recordText(record) }],
  );
}

function told(recorder: Recorder, packet: DecodedPacket): Answer {
  const rcode = rcodeName(packet);
  const authoritative = packet.flag_aa;
  const answers = recordsOf(packet);
  const head = recorder.received(`${rcode}${authoritative ? ', authoritative' : ''}, ${answers.length} ${answers.length === 1 ? 'answer' : 'answers'}`);
  let last = head;
  for (const a of answers) last = recorder.received(`${a.name} ${a.ttl} ${a.type} ${a.data}`);
  return { rcode, answers, authoritative, decide: () => last.decide() };
}
