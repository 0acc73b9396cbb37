import { createServer, type Server, type Socket } from 'node:net';
import type { Log } from './log.ts';
import { plainAddress } from './subnet.ts';

/** Listeners on some ports of every persona address, shared by all sandboxes. */
export class Listeners {
  readonly #servers = new Map<string, Server[]>();
  readonly #ports: readonly number[];
  readonly #accept: (socket: Socket, source: string, address: string, port: number) => void;
  readonly #log: Log;

  constructor(options: { ports: readonly number[]; accept: (socket: Socket, source: string, address: string, port: number) => void; log: Log }) {
    this.#ports = options.ports;
    this.#accept = options.accept;
    this.#log = options.log;
  }

  /** Idempotent; resolves when every port of the address answers. */
  async listen(address: string): Promise<void> {
    if (this.#servers.has(address)) return;
    const servers: Server[] = [];
    this.#servers.set(address, servers);
    try {
      for (const port of this.#ports) servers.push(await this.#one(address, port));
    } catch (error) {
      this.close(address);
      throw error;
    }
  }

  close(address: string): void {
    for (const server of this.#servers.get(address) ?? []) server.close();
    this.#servers.delete(address);
  }

  async #one(address: string, port: number): Promise<Server> {
    const server = createServer((socket) => this.#accept(socket, plainAddress(socket.remoteAddress), address, port));
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen({ host: address, port }, resolve);
    });
    server.removeAllListeners('error');
    server.on('error', (error) => this.#log('listener', { address, port, why: error.message }));
    return server;
  }
}
