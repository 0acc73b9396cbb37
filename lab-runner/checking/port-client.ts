import { Duplex } from 'node:stream';
import type { MessagePort } from 'node:worker_threads';
import { ProbeFailure } from '../contract/check.ts';
import { PostlabError } from '../errors.ts';
import type { FromWorker, ToWorker } from './messages.ts';

/** The worker's only way out: asks the runner over its port and carries byte streams over it. */
export class PortClient {
  readonly #port: MessagePort;
  readonly #calls = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  readonly #streams = new Map<number, PortStream>();
  #next = 1;

  constructor(port: MessagePort) {
    this.#port = port;
    port.on('message', (message: ToWorker) => this.#receive(message));
  }

  post(message: FromWorker): void {
    this.#port.postMessage(message);
  }

  call<T>(build: (call: number) => FromWorker): Promise<T> {
    const call = this.#next++;
    return new Promise<T>((resolve, reject) => {
      this.#calls.set(call, { resolve: resolve as (value: unknown) => void, reject });
      this.post(build(call));
    });
  }

  async dial(options: { from: string; to: string; port: number; protocol?: 'tcp' | 'udp'; timeout?: number; signal?: AbortSignal }): Promise<Duplex> {
    const stream = this.#next++;
    const duplex = new PortStream(this, stream, options.protocol === 'udp');
    this.#streams.set(stream, duplex);
    duplex.once('close', () => this.#streams.delete(stream));
    const { signal, ...plain } = options;
    try {
      await this.call((call) => ({ t: 'dial', call, stream, options: plain }));
    } catch (error) {
      this.#streams.delete(stream);
      throw error;
    }
    signal?.addEventListener('abort', () => duplex.destroy(), { once: true });
    return duplex;
  }

  #receive(message: ToWorker): void {
    switch (message.t) {
      case 'answer':
        this.#calls.get(message.call)?.resolve(message.value);
        this.#calls.delete(message.call);
        break;
      case 'failed': {
        const p = message.problem;
        this.#calls
          .get(message.call)
          ?.reject(p.kind === 'probe' ? new ProbeFailure(p.observed) : new PostlabError({ code: p.code, message: p.message, hint: p.hint }));
        this.#calls.delete(message.call);
        break;
      }
      case 'data':
        this.#streams.get(message.stream)?.push(Buffer.from(message.chunk));
        break;
      case 'ended':
        this.#streams.get(message.stream)?.push(null);
        break;
      case 'closed': {
        const stream = this.#streams.get(message.stream);
        if (message.error) stream?.destroy(new Error(message.error));
        else stream?.destroy();
        break;
      }
    }
  }
}

class PortStream extends Duplex {
  readonly #client: PortClient;
  readonly #id: number;

  constructor(client: PortClient, id: number, datagrams: boolean) {
    super({ allowHalfOpen: true, readableObjectMode: datagrams });
    this.#client = client;
    this.#id = id;
  }

  override _read(): void {
    // The runner pushes; dialogues are small.
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.#client.post({ t: 'write', stream: this.#id, chunk: new Uint8Array(chunk) });
    done();
  }

  override _final(done: () => void): void {
    this.#client.post({ t: 'end', stream: this.#id });
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#client.post({ t: 'destroy', stream: this.#id });
    done(error);
  }
}
