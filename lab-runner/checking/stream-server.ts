import type { Duplex } from 'node:stream';
import { messageOf } from '../errors.ts';
import { type FromWorker, portWindow, type ToWorker } from './messages.ts';

/** The runner's ends of the byte streams of one worker: neither side may be sent more than it takes. */
export class StreamServer {
  readonly #post: (message: ToWorker) => void;
  readonly #streams = new Map<number, { stream: Duplex; untaken: number }>();

  constructor(post: (message: ToWorker) => void) {
    this.#post = post;
  }

  close(): void {
    for (const { stream } of this.#streams.values()) stream.destroy();
    this.#streams.clear();
  }

  carry(id: number, stream: Duplex): void {
    const entry = { stream, untaken: 0 };
    this.#streams.set(id, entry);
    let problem = '';
    stream.on('data', (chunk: Buffer) => {
      entry.untaken += chunk.length;
      if (entry.untaken > portWindow) stream.pause();
      this.#post({ t: 'data', stream: id, chunk: new Uint8Array(chunk) });
    });
    stream.on('end', () => this.#post({ t: 'ended', stream: id }));
    stream.on('error', (error) => {
      problem = messageOf(error);
    });
    stream.on('close', () => {
      this.#streams.delete(id);
      this.#post({ t: 'closed', stream: id, error: problem });
    });
  }

  hear(message: Extract<FromWorker, { t: 'write' | 'taken' | 'end' | 'destroy' }>): void {
    const entry = this.#streams.get(message.stream);
    switch (message.t) {
      case 'write': {
        // Also when it broke or is gone: the worker hears of that by "closed" and must not wait for this.
        const written = () => this.#post({ t: 'written', stream: message.stream });
        if (entry?.stream.writable) entry.stream.write(message.chunk, written);
        else written();
        break;
      }
      case 'taken':
        if (!entry) break;
        entry.untaken -= message.bytes;
        if (entry.untaken <= portWindow / 2) entry.stream.resume();
        break;
      case 'end':
        entry?.stream.end();
        break;
      case 'destroy':
        entry?.stream.destroy();
        break;
    }
  }
}
