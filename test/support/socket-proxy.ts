import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { enginePlaces, findEngine } from '../../lab-runner/engine/find-engine.ts';

/** A socket in front of the Docker engine's own, which a test can cut: to its users the engine is then gone. */
export class SocketProxy {
  readonly #folder = mkdtempSync(join(tmpdir(), 'postlab-proxy-'));
  readonly #open = new Set<Socket>();
  readonly #dial: () => Socket;
  #server: Server | null = null;

  private constructor(dial: () => Socket) {
    this.#dial = dial;
  }

  static async open(env: Record<string, string | undefined>): Promise<SocketProxy> {
    // The place that answers, and no other.
    await findEngine(env);
    for (const { options } of enginePlaces(env)) {
      const { socketPath, host, port, protocol } = options;
      if (!socketPath && protocol !== 'http') continue;
      const proxy = new SocketProxy(() => (socketPath ? connect(socketPath) : connect(Number(port), String(host))));
      await proxy.mend();
      return proxy;
    }
    throw new Error('the engine is reached neither by a socket nor by plain TCP: it cannot be put behind a proxy here');
  }

  get path(): string {
    return join(this.#folder, 'docker.sock');
  }

  get options(): { socketPath: string } {
    return { socketPath: this.path };
  }

  /** The engine is back. */
  async mend(): Promise<void> {
    const server = createServer((near) => {
      const far = this.#dial();
      for (const [socket, other] of [
        [near, far],
        [far, near],
      ] as const) {
        this.#open.add(socket);
        socket.pipe(other);
        socket.on('error', () => other.destroy());
        socket.on('close', () => this.#open.delete(socket));
      }
    });
    server.listen(this.path);
    await once(server, 'listening');
    this.#server = server;
  }

  /** The engine is gone, in the middle of whatever is being said. */
  async cut(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    if (!server) return;
    server.close();
    for (const socket of this.#open) socket.destroy();
    await once(server, 'close');
  }

  async close(): Promise<void> {
    await this.cut();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
