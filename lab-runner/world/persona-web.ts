import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecure, type Server as SecureServer } from 'node:https';
import type { Socket } from 'node:net';
import { type Page, pageOf } from './website.ts';

export const webPorts = { plain: 80, secure: 443 } as const;
const idleLimit = 30_000;

/** One partner's web server as one sandbox sees it. As its mail server, it does not listen: `accept` is given connections. Made when the first one comes. */
export class PersonaWeb {
  readonly #partner: Parameters<typeof pageOf>[0];
  readonly #certificate: { certificate: string; key: string };
  readonly #sockets = new Set<Socket>();
  #plain: Server | null = null;
  #secure: SecureServer | null = null;

  constructor(options: { partner: Parameters<typeof pageOf>[0]; certificate: { certificate: string; key: string } }) {
    this.#partner = options.partner;
    this.#certificate = options.certificate;
  }

  get connections(): number {
    return this.#sockets.size;
  }

  accept(socket: Socket, port: number): void {
    this.#sockets.add(socket);
    socket.once('close', () => this.#sockets.delete(socket));
    socket.setTimeout(idleLimit, () => socket.destroy());
    if (port === webPorts.secure) {
      this.#secure ??= this.#limited(createSecure({ cert: this.#certificate.certificate, key: this.#certificate.key }, (q, a) => this.#answer(q, a, true)));
      this.#secure.emit('connection', socket);
      return;
    }
    this.#plain ??= this.#limited(createServer((q, a) => this.#answer(q, a, false)));
    this.#plain.emit('connection', socket);
  }

  /** Ends every connection at once. */
  close(): void {
    for (const socket of this.#sockets) socket.destroy();
    this.#plain?.close();
    this.#secure?.close();
  }

  #limited<T extends Server | SecureServer>(server: T): T {
    server.keepAliveTimeout = 5_000;
    server.requestTimeout = idleLimit;
    server.maxRequestsPerSocket = 100;
    return server;
  }

  #answer(request: IncomingMessage, reply: ServerResponse, secure: boolean): void {
    request.resume();
    const get = request.method === 'GET' || request.method === 'HEAD';
    const page: Page = get
      ? pageOf(this.#partner, { host: request.headers.host ?? '', path: request.url ?? '/', secure, now: new Date() })
      : { status: 405, type: 'text/plain; charset=utf-8', body: 'GET only.\r\n' };
    reply.writeHead(page.status, {
      'content-type': page.type,
      'content-length': Buffer.byteLength(page.body),
      ...(page.location && { location: page.location }),
      ...(!get && { allow: 'GET, HEAD' }),
    });
    reply.end(request.method === 'HEAD' ? undefined : page.body);
  }
}
