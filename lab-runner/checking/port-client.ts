import type { Duplex } from 'node:stream';
import type { MessagePort } from 'node:worker_threads';
import { ProbeFailure } from '../contract/check.ts';
import { PostlabError } from '../errors.ts';
import type { FromWorker, ToWorker } from './messages.ts';
import { PortStream } from './port-stream.ts';

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
    const duplex = new PortStream((message) => this.post(message), stream, options.protocol === 'udp');
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
          ?.reject(p.kind === 'probe' ? new ProbeFailure(p.observed, p.expected) : new PostlabError({ code: p.code, message: p.message, hint: p.hint }));
        this.#calls.delete(message.call);
        break;
      }
      case 'data':
        this.#streams.get(message.stream)?.arrived(message.chunk);
        break;
      case 'written':
        this.#streams.get(message.stream)?.written();
        break;
      case 'ended':
        this.#streams.get(message.stream)?.ended();
        break;
      case 'closed':
        this.#streams.get(message.stream)?.gone(message.error);
        break;
    }
  }
}
