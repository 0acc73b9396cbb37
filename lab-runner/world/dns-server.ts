import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { createServer, type Server } from 'node:net';
import type { Duplex } from 'node:stream';
import { answerQuery } from './dns-answer.ts';
import type { DnsView } from './dns-view.ts';
import type { Log } from './log.ts';
import { plainAddress } from './subnet.ts';

const idleLimit = 10_000;

/**
 * DNS on one Internet address, UDP and TCP. One socket an address: a reply from a socket on 0.0.0.0
 * would leave from the interface's own address, and the asker would drop it.
 */
export class DnsServer {
  readonly #viewFor: (source: string) => DnsView | null;
  readonly #log: Log;
  #udp: UdpSocket | null = null;
  #tcp: Server | null = null;

  constructor(options: { viewFor: (source: string) => DnsView | null; log: Log }) {
    this.#viewFor = options.viewFor;
    this.#log = options.log;
  }

  /** Resolves when both sockets are bound. */
  async listen(address: string, port = 53): Promise<void> {
    if (this.#udp) return;
    const udp = createSocket('udp4');
    udp.on('message', (query, peer) => {
      const reply = answerQuery(query, this.#viewFor(peer.address), 'udp');
      if (reply) udp.send(reply, peer.port, peer.address, (error) => error && this.#log('dns reply not sent', { to: peer.address, why: error.message }));
    });
    await new Promise<void>((resolve, reject) => {
      udp.once('error', reject);
      udp.bind(port, address, () => {
        udp.off('error', reject);
        udp.on('error', (error) => this.#log('dns socket', { why: error.message }));
        resolve();
      });
    });
    this.#udp = udp;
    const tcp = createServer((socket) => {
      socket.setTimeout(idleLimit, () => socket.destroy());
      socket.on('error', (error) => this.#log('dns connection', { why: error.message }));
      serveDnsStream(socket, this.#viewFor(plainAddress(socket.remoteAddress)));
    });
    tcp.maxConnections = 256;
    await new Promise<void>((resolve, reject) => {
      tcp.once('error', reject);
      tcp.listen(port, address, resolve);
    });
    this.#tcp = tcp;
  }

  close(): void {
    this.#udp?.close();
    this.#tcp?.close();
    this.#udp = null;
    this.#tcp = null;
  }
}

/** DNS over a byte stream: each message is preceded by its length in two bytes (RFC 7766 §8). */
export function serveDnsStream(stream: Duplex, view: DnsView | null): void {
  let pending = Buffer.alloc(0);
  stream.on('data', (chunk: Buffer) => {
    pending = Buffer.concat([pending, chunk]);
    while (pending.length >= 2 && pending.length >= 2 + pending.readUInt16BE(0)) {
      const end = 2 + pending.readUInt16BE(0);
      const reply = answerQuery(pending.subarray(2, end), view, 'tcp');
      pending = pending.subarray(end);
      if (!reply) continue;
      const length = Buffer.alloc(2);
      length.writeUInt16BE(reply.length);
      stream.write(Buffer.concat([length, reply]));
    }
  });
  stream.on('end', () => stream.end());
}

/** DNS over a datagram stream of the runner's link: one chunk in, one chunk out. */
export function serveDnsDatagrams(stream: Duplex, view: DnsView | null): void {
  stream.on('data', (query: Buffer) => {
    const reply = answerQuery(query, view, 'udp');
    if (reply) stream.write(reply);
  });
  stream.on('end', () => stream.end());
}
