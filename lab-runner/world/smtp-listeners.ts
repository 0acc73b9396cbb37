import { createServer, type Server, type Socket } from 'node:net';
import type { Log } from './log.ts';
import { plainAddress } from './subnet.ts';

/** One listener on port 25 of every persona address, shared by all sandboxes. */
export class SmtpListeners {
  readonly #servers = new Map<string, Server>();
  readonly #accept: (socket: Socket, source: string, address: string) => void;
  readonly #log: Log;

  constructor(options: { accept: (socket: Socket, source: string, address: string) => void; log: Log }) {
    this.#accept = options.accept;
    this.#log = options.log;
  }

  /** Idempotent; resolves when the address answers. */
  async listen(address: string): Promise<void> {
    if (this.#servers.has(address)) return;
    const server = createServer((socket) => this.#accept(socket, plainAddress(socket.remoteAddress), address));
    this.#servers.set(address, server);
    await new Promise<void>((resolve, reject) => {
      server.once('error', (error) => {
        this.#servers.delete(address);
        reject(error);
      });
      server.listen({ host: address, port: 25 }, resolve);
    });
    server.removeAllListeners('error');
    server.on('error', (error) => this.#log('smtp listener', { address, why: error.message }));
  }

  close(address: string): void {
    this.#servers.get(address)?.close();
    this.#servers.delete(address);
  }
}
