import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { createServer, type Server } from 'node:net';
import type { Duplex } from 'node:stream';
import { internetAddresses } from '../contract/topology.ts';
import { type Answerer, answerQuery } from './dns-wire.ts';
import type { Log } from './log.ts';
import { plainAddress } from './subnet.ts';

const idleLimit = 10_000;
/** TCP connections of one sandbox at the same time, over all addresses: none may take what its neighbours need. */
const mostConnections = 50;

export interface DnsServerOptions {
  answererFor: (source: string, server: string) => Answerer | null;
  /** The sandbox that speaks from this address. */
  ownerOf: (source: string) => string | undefined;
  log: Log;
}

/**
 * DNS on a number of Internet addresses, UDP and TCP. One socket an address: a reply from a socket on 0.0.0.0
 * would leave from the interface's own address, and the asker would drop it.
 */
export class DnsServer {
  readonly #answererFor: DnsServerOptions['answererFor'];
  readonly #ownerOf: DnsServerOptions['ownerOf'];
  readonly #log: Log;
  readonly #sockets = new Map<string, { udp: UdpSocket; tcp: Server }>();
  /** Open TCP connections of each sandbox. */
  readonly #connections = new Map<string, number>();

  constructor(options: DnsServerOptions) {
    this.#answererFor = options.answererFor;
    this.#ownerOf = options.ownerOf;
    this.#log = options.log;
  }

  /** Resolves when both sockets of the address are bound. Idempotent. */
  async listen(address: string, port = 53): Promise<void> {
    if (this.#sockets.has(address)) return;
    const recursion = recursionOn(address);
    const udp = createSocket('udp4');
    udp.on('message', (query, peer) => {
      // Nobody can be answered at port 0, which whoever makes their own packets may put there; Node throws at it.
      if (peer.port === 0) return;
      answerQuery(query, this.#answererFor(peer.address, address), 'udp', recursion)
        .then((reply) => {
          if (reply && this.#sockets.get(address)?.udp === udp)
            udp.send(reply, peer.port, peer.address, (error) => error && this.#log('dns reply not sent', { to: peer.address, why: error.message }));
        })
        .catch(this.#broke);
    });
    await new Promise<void>((resolve, reject) => {
      udp.once('error', reject);
      udp.bind(port, address, () => {
        udp.off('error', reject);
        udp.on('error', (error) => this.#log('dns socket', { why: error.message }));
        resolve();
      });
    });
    const tcp = createServer((socket) => {
      const source = plainAddress(socket.remoteAddress);
      const owner = this.#ownerOf(source);
      const open = this.#connections.get(owner ?? '') ?? 0;
      socket.on('error', (error) => this.#log('dns connection', { why: error.message }));
      if (owner === undefined || open >= mostConnections) return void socket.resetAndDestroy();
      this.#connections.set(owner, open + 1);
      socket.once('close', () => {
        const left = (this.#connections.get(owner) ?? 1) - 1;
        if (left > 0) this.#connections.set(owner, left);
        else this.#connections.delete(owner);
      });
      socket.setTimeout(idleLimit, () => socket.destroy());
      serveDnsStream(socket, this.#answererFor(source, address), recursion, this.#broke);
    });
    this.#sockets.set(address, { udp, tcp });
    await new Promise<void>((resolve, reject) => {
      tcp.once('error', reject);
      tcp.listen(port, address, () => {
        tcp.off('error', reject);
        tcp.on('error', (error) => this.#log('dns listener', { why: error.message }));
        resolve();
      });
    });
  }

  close(): void {
    for (const { udp, tcp } of this.#sockets.values()) {
      udp.close();
      tcp.close();
    }
    this.#sockets.clear();
  }

  readonly #broke = (error: unknown): void => this.#log('dns question', { why: error instanceof Error ? error.message : String(error) });
}

export function recursionOn(server: string): { recursionAvailable: boolean } {
  return { recursionAvailable: server === internetAddresses.resolver };
}

/** DNS over a byte stream: each message is preceded by its length in two bytes (RFC 7766 §8). Answers come as they are ready. */
export function serveDnsStream(stream: Duplex, answerer: Answerer | null, recursion: { recursionAvailable: boolean }, broke: (error: unknown) => void): void {
  let pending = Buffer.alloc(0);
  let open = 0;
  let ended = false;
  const close = () => ended && open === 0 && stream.end();
  stream.on('data', (chunk: Buffer) => {
    pending = Buffer.concat([pending, chunk]);
    while (pending.length >= 2 && pending.length >= 2 + pending.readUInt16BE(0)) {
      const end = 2 + pending.readUInt16BE(0);
      const query = pending.subarray(2, end);
      pending = pending.subarray(end);
      open += 1;
      answerQuery(query, answerer, 'tcp', recursion)
        .then((reply) => {
          if (!reply || !stream.writable) return;
          const length = Buffer.alloc(2);
          length.writeUInt16BE(reply.length);
          stream.write(Buffer.concat([length, reply]));
        })
        .catch(broke)
        .finally(() => {
          open -= 1;
          close();
        });
    }
  });
  stream.on('end', () => {
    ended = true;
    close();
  });
}

/** DNS over a datagram stream of the runner's link: one chunk in, one chunk out. */
export function serveDnsDatagrams(
  stream: Duplex,
  answerer: Answerer | null,
  recursion: { recursionAvailable: boolean },
  broke: (error: unknown) => void,
): void {
  stream.on('data', (query: Buffer) => {
    answerQuery(query, answerer, 'udp', recursion)
      .then((reply) => {
        if (reply && stream.writable) stream.write(reply);
      })
      .catch(broke);
  });
  stream.on('end', () => stream.end());
}
