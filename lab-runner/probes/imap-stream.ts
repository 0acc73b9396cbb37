import { Duplex } from 'node:stream';
import type { ImapTap } from './imap-tap.ts';

/**
 * What imapflow is given as its socket: our own connection, with the greeting that has been read already put back
 * in front, and everything that passes shown to a tap.
 */
export class ImapStream extends Duplex {
  readonly #inner: Duplex;
  readonly #tap: ImapTap;
  /** `performance.now()` of the last bytes from the server. */
  lastHeard = performance.now();
  /** What broke the connection underneath. */
  failure: Error | null = null;
  /** The server has ended the connection. */
  over = false;

  constructor(inner: Duplex, first: Buffer, tap: ImapTap) {
    super({ allowHalfOpen: false });
    this.#inner = inner;
    this.#tap = tap;
    this.push(first);
    inner.on('data', (chunk: Buffer) => {
      this.lastHeard = performance.now();
      tap.received(chunk);
      if (!this.push(chunk)) inner.pause();
    });
    inner.on('end', () => {
      this.over = true;
      this.push(null);
    });
    inner.on('error', (error: Error) => {
      this.failure = error;
      this.over = true;
      this.destroy(error);
    });
    inner.on('close', () => {
      this.over = true;
      this.destroy();
    });
    inner.pause();
  }

  /** As that of `net.Socket`, but without effect: the session has a watch of its own, which knows when the machine stood still. */
  setTimeout(): this {
    return this;
  }

  override _read(): void {
    this.#inner.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.#tap.sent(chunk);
    this.#inner.write(chunk, () => done());
  }

  override _final(done: () => void): void {
    this.#inner.end();
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#inner.destroy();
    done(error);
  }
}
