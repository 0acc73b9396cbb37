import type { Duplex } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { MessagePort, Worker } from 'node:worker_threads';
import { ProbeFailure } from '../contract/check.ts';
import type { WorldLink } from '../contract/world-link.ts';
import type { Engine } from '../engine/engine.ts';
import { messageOf, PostlabError } from '../errors.ts';
import type { CanarySource, FromWorker, MessageSource, ToWorker } from './messages.ts';

export interface PortServerOptions {
  port: Worker | MessagePort;
  sandbox: string;
  /** Only these hosts' containers, and these volumes, may be asked about. */
  hosts: readonly { name: string; address: string; container: string }[];
  volumes: ReadonlySet<string>;
  link: () => Promise<WorldLink>;
  engine: Engine;
  messages: MessageSource;
  canary: CanarySource;
  onResult: (message: Extract<FromWorker, { t: 'result' | 'broken' }>) => void;
}

/** Answers what a worker asks, for one sandbox and nothing else. */
export class PortServer {
  readonly #o: PortServerOptions;
  readonly #streams = new Map<number, Duplex>();

  constructor(options: PortServerOptions) {
    this.#o = options;
    options.port.on('message', (message: FromWorker) => this.#receive(message));
  }

  close(): void {
    for (const stream of this.#streams.values()) stream.destroy();
    this.#streams.clear();
  }

  #post(message: ToWorker): void {
    this.#o.port.postMessage(message);
  }

  #receive(message: FromWorker): void {
    switch (message.t) {
      case 'dial':
        this.#answer(message.call, async () => {
          await this.#mustBeOn(message.options.to);
          const stream = await (await this.#o.link()).dial({ sandbox: this.#o.sandbox, ...message.options });
          this.#carry(message.stream, stream);
        });
        break;
      case 'write':
        this.#streams.get(message.stream)?.write(message.chunk);
        break;
      case 'end':
        this.#streams.get(message.stream)?.end();
        break;
      case 'destroy':
        this.#streams.get(message.stream)?.destroy();
        break;
      case 'archive':
        this.#answer(message.call, async () => {
          if (!this.#o.hosts.some((h) => h.container === message.container)) throw new Error('not a host of this sandbox');
          const tar = await this.#o.engine.getArchive(message.container, message.path);
          return tar ? await buffer(tar) : null;
        });
        break;
      case 'usage':
        this.#answer(message.call, () => {
          if (!this.#o.volumes.has(message.volume)) throw new Error('not a volume of this sandbox');
          return this.#o.engine.volumeUsage(message.volume);
        });
        break;
      case 'messages':
        this.#answer(message.call, () => this.#o.messages(this.#o.sandbox));
        break;
      case 'canary':
        this.#answer(message.call, () => this.#o.canary(this.#o.sandbox, message.now));
        break;
      case 'internet':
        this.#answer(message.call, async () => (await this.#o.link()).internet(this.#o.sandbox, message.what));
        break;
      case 'lag':
        this.#answer(message.call, async () => (await this.#o.link()).lag());
        break;
      case 'result':
      case 'broken':
        this.#o.onResult(message);
        break;
    }
  }

  /** A host that is switched off cannot answer: said at once, instead of waiting for silence. */
  async #mustBeOn(address: string): Promise<void> {
    const host = this.#o.hosts.find((h) => h.address === address);
    if (host && (await this.#o.engine.inspect(host.container))?.running === false)
      throw new ProbeFailure({ en: `${host.name} is switched off.`, 'zh-cn': `主机 ${host.name} 已关机。` });
  }

  #carry(id: number, stream: Duplex): void {
    this.#streams.set(id, stream);
    let problem = '';
    stream.on('data', (chunk: Buffer) => this.#post({ t: 'data', stream: id, chunk: new Uint8Array(chunk) }));
    stream.on('end', () => this.#post({ t: 'ended', stream: id }));
    stream.on('error', (error) => {
      problem = messageOf(error);
    });
    stream.on('close', () => {
      this.#streams.delete(id);
      this.#post({ t: 'closed', stream: id, error: problem });
    });
  }

  #answer(call: number, work: () => Promise<unknown>): void {
    work().then(
      (value) => this.#post({ t: 'answer', call, value }),
      (error: unknown) => {
        if (error instanceof ProbeFailure) this.#post({ t: 'failed', call, problem: { kind: 'probe', observed: error.observed } });
        else if (error instanceof PostlabError)
          this.#post({ t: 'failed', call, problem: { kind: 'error', code: error.code, message: error.message, hint: error.hint } });
        else this.#post({ t: 'failed', call, problem: { kind: 'error', code: 'could-not-look', message: messageOf(error), hint: '' } });
      },
    );
  }
}
