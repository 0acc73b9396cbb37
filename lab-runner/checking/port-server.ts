import type { Readable } from 'node:stream';
import type { MessagePort, Worker } from 'node:worker_threads';
import { ProbeFailure } from '../contract/check.ts';
import type { WorldLink } from '../contract/world-link.ts';
import type { Engine } from '../engine/engine.ts';
import { messageOf, PostlabError } from '../errors.ts';
import { wholeArchive } from './archive.ts';
import type { CanarySource, FromWorker, MessageSource, ToWorker } from './messages.ts';
import { StreamServer } from './stream-server.ts';

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
  onResult: (message: Extract<FromWorker, { t: 'again' | 'result' | 'broken' }>) => void;
}

/** Answers what a worker asks, for one sandbox and nothing else. */
export class PortServer {
  readonly #o: PortServerOptions;
  readonly #streams: StreamServer;
  readonly #archives = new Set<Readable>();
  /** The connection over which the checks began to look; null when there was none. */
  readonly #begun: Promise<WorldLink | null>;

  constructor(options: PortServerOptions) {
    this.#o = options;
    this.#streams = new StreamServer((message) => this.#post(message));
    this.#begun = options.link().catch(() => null);
    options.port.on('message', (message: FromWorker) => this.#receive(message));
  }

  close(): void {
    this.#streams.close();
    for (const tar of this.#archives) tar.destroy();
  }

  #post(message: ToWorker, transfer: ArrayBuffer[] = []): void {
    this.#o.port.postMessage(message, transfer);
  }

  #receive(message: FromWorker): void {
    switch (message.t) {
      case 'dial':
        this.#answer(message.call, async () => {
          await this.#mustBeOn(message.options.to);
          const stream = await (await this.#o.link()).dial({ sandbox: this.#o.sandbox, ...message.options });
          this.#streams.carry(message.stream, stream);
        });
        break;
      case 'write':
      case 'taken':
      case 'end':
      case 'destroy':
        this.#streams.hear(message);
        break;
      case 'archive':
        this.#answer(message.call, async () => {
          if (!this.#o.hosts.some((h) => h.container === message.container)) throw new Error('not a host of this sandbox');
          const tar = await this.#o.engine.getArchive(message.container, message.path);
          return tar && (await this.#read(tar, message.path));
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
        this.#answer(message.call, () => this.#fairness());
        break;
      case 'again':
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

  async #read(tar: Readable, path: string): Promise<Uint8Array> {
    this.#archives.add(tar);
    try {
      return await wholeArchive(tar, path);
    } finally {
      this.#archives.delete(tar);
    }
  }

  /** World's lag in milliseconds. Rejects when world went away since the checks began: what it missed meanwhile must not count as missing. */
  async #fairness(): Promise<number> {
    const [begun, now] = await Promise.all([this.#begun, this.#o.link()]);
    if (begun === now) return now.lag();
    throw new PostlabError({
      code: 'world-interrupted',
      status: 503,
      message: 'The Internet of this sandbox was interrupted while this was checked.',
      hint: 'Press Check again.',
    });
  }

  #answer(call: number, work: () => Promise<unknown>): void {
    work().then(
      (value) => this.#post({ t: 'answer', call, value }, value instanceof Uint8Array && value.buffer instanceof ArrayBuffer ? [value.buffer] : []),
      (error: unknown) => {
        if (error instanceof ProbeFailure)
          this.#post({ t: 'failed', call, problem: { kind: 'probe', observed: error.observed, ...(error.expected && { expected: error.expected }) } });
        else if (error instanceof PostlabError)
          this.#post({ t: 'failed', call, problem: { kind: 'error', code: error.code, message: error.message, hint: error.hint } });
        else this.#post({ t: 'failed', call, problem: { kind: 'error', code: 'could-not-look', message: messageOf(error), hint: '' } });
      },
    );
  }
}
