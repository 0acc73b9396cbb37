import type { Socket } from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';
import type { StandIn } from './facts.ts';

/** One client of a line protocol. `onLine` gets each line without its end, one after the other. */
export class Lines {
  #socket: Socket;
  #buffer = Buffer.alloc(0);
  #counted: { bytes: number; take: (data: Buffer) => void } | null = null;
  readonly #standIn: StandIn;
  readonly #onLine: (line: string) => void;

  constructor(socket: Socket, standIn: StandIn, onLine: (line: string) => void) {
    this.#standIn = standIn;
    this.#onLine = onLine;
    this.#socket = socket;
    this.#listen();
  }

  say(...lines: string[]): void {
    this.#socket.write(lines.map((line) => `${line}\r\n`).join(''));
  }

  write(data: Buffer): void {
    this.#socket.write(data);
  }

  /** The next `bytes` bytes are no lines (an IMAP literal). */
  count(bytes: number, take: (data: Buffer) => void): void {
    this.#counted = { bytes, take };
  }

  end(): void {
    this.#socket.end();
  }

  /** Goes on in TLS, as after STARTTLS. */
  secure(): void {
    const { certificate, key } = this.#standIn;
    this.#socket.removeAllListeners('data');
    this.#buffer = Buffer.alloc(0);
    this.#socket = new TLSSocket(this.#socket, { isServer: true, secureContext: createSecureContext({ cert: certificate, key }) });
    this.#listen();
  }

  #listen(): void {
    // A client that goes away is none of our concern.
    this.#socket.on('error', () => undefined);
    this.#socket.on('data', (chunk: Buffer) => {
      this.#buffer = Buffer.concat([this.#buffer, chunk]);
      while (this.#next());
    });
  }

  #next(): boolean {
    if (this.#counted) {
      const { bytes, take } = this.#counted;
      if (this.#buffer.length < bytes) return false;
      const data = this.#buffer.subarray(0, bytes);
      this.#buffer = this.#buffer.subarray(bytes);
      this.#counted = null;
      take(data);
      return true;
    }
    const end = this.#buffer.indexOf('\n');
    if (end < 0) return false;
    const line = this.#buffer.subarray(0, end).toString('latin1').replace(/\r$/, '');
    this.#buffer = this.#buffer.subarray(end + 1);
    this.#onLine(line);
    return true;
  }
}
