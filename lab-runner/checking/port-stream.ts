import { Duplex } from 'node:stream';
import type { FromWorker } from './messages.ts';

/** The worker's end of a byte stream that the runner carries. */
export class PortStream extends Duplex {
  readonly #post: (message: FromWorker) => void;
  readonly #id: number;
  /** Bytes that arrived and for which there is no room: told as taken when somebody reads. */
  #owed = 0;
  #written: (() => void) | null = null;
  #ended = false;

  constructor(post: (message: FromWorker) => void, id: number, datagrams: boolean) {
    super({ allowHalfOpen: true, readableObjectMode: datagrams });
    this.#post = post;
    this.#id = id;
  }

  arrived(chunk: Uint8Array): void {
    this.#owed += chunk.length;
    if (this.push(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length))) this.#took();
  }

  /** The other side has written all it will. */
  ended(): void {
    this.#ended = true;
    this.push(null);
  }

  /** The stream is gone on the other side; '' when nothing went wrong. What arrived before is still read. */
  gone(error: string): void {
    this.written();
    if (error) this.destroy(new Error(error));
    else if (this.#ended && !this.readableEnded && !this.destroyed) this.once('end', () => this.destroy());
    else this.destroy();
  }

  /** What was written last has been taken by the other side. */
  written(): void {
    const done = this.#written;
    this.#written = null;
    done?.();
  }

  #took(): void {
    if (this.#owed === 0) return;
    this.#post({ t: 'taken', stream: this.#id, bytes: this.#owed });
    this.#owed = 0;
  }

  override _read(): void {
    this.#took();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.#written = done;
    this.#post({ t: 'write', stream: this.#id, chunk: new Uint8Array(chunk) });
  }

  override _final(done: () => void): void {
    this.#post({ t: 'end', stream: this.#id });
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#post({ t: 'destroy', stream: this.#id });
    done(error);
  }
}
