import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Lab } from '../catalogue/catalogue.ts';
import type { ItemResult } from '../contract/attempt.ts';
import type { WorldLink } from '../contract/world-link.ts';
import type { Engine } from '../engine/engine.ts';
import type { CanarySource, MessageSource, SandboxView, WorkerJob } from './messages.ts';
import { PortServer } from './port-server.ts';

export interface CheckRunnerOptions {
  messages: MessageSource;
  canary: CanarySource;
  /** Milliseconds for one check whose task names no deadline of its own; a check that does not end is `error`. */
  deadline?: number;
  /** Milliseconds beyond the deadlines until the worker itself is ended: a check that never yields cannot be told to stop. */
  grace?: number;
  concurrency?: number;
  /** Milliseconds that a world which was too busy to be a fair witness has to become quick again. */
  calm?: number;
  /** Mebibytes of the worker's heap: one lab's checks must not take the server's memory. */
  heap?: number;
  /** Folder where Node keeps compiled modules from one worker to the next; none is kept when not given. */
  compiled?: string;
}

export interface CheckJob {
  lab: Lab;
  sandbox: SandboxView;
  engine: Engine;
  link: () => Promise<WorldLink>;
  answers: Record<string, string>;
  onResult?: (result: ItemResult) => void;
  signal?: AbortSignal;
}

/**
 * Runs all checks of a lab once, in a worker thread. A check that waits for ever costs its own result; one that never
 * yields costs those that had not ended yet, and no other learner's. Never rejects: what could not be run is `error`.
 */
export class CheckRunner {
  readonly #o: Required<Omit<CheckRunnerOptions, 'compiled'>> & Pick<CheckRunnerOptions, 'compiled'>;

  constructor(options: CheckRunnerOptions) {
    this.#o = { deadline: 120_000, grace: 10_000, concurrency: 4, calm: 30_000, heap: 512, ...options };
  }

  async run(job: CheckJob): Promise<ItemResult[]> {
    const { lab, sandbox } = job;
    const items = [
      ...lab.definition.tasks.map((t) => ({ id: t.id, kind: 'task' as const, deadline: t.deadline ? t.deadline * 1000 : this.#o.deadline })),
      ...lab.definition.invariants.map((i) => ({ id: i.id, kind: 'invariant' as const, deadline: this.#o.deadline })),
    ];
    const results = new Map<string, ItemResult>();
    const data: WorkerJob = {
      checksFile: join(lab.folder, 'checks.ts'),
      items,
      answers: job.answers,
      concurrency: this.#o.concurrency,
      calm: this.#o.calm,
      sandbox,
      ...(this.#o.compiled && { compiled: this.#o.compiled }),
    };
    // A small young generation: at the limit Node lets the heap grow by a little once and stops the worker; a large one, promoted
    // whole, jumps over that little, and then V8 ends the process: the server, with everybody's sandboxes (seen in 11 of 60 tries).
    const resourceLimits = { maxOldGenerationSizeMb: this.#o.heap, maxYoungGenerationSizeMb: 4 };
    const worker = new Worker(new URL('./worker-entry.ts', import.meta.url), { workerData: data, resourceLimits });
    let cause = 'the check was ended before it had a result';
    let server: PortServer | undefined;
    await new Promise<void>((resolve) => {
      const rounds = Math.ceil(items.length / this.#o.concurrency);
      let end = performance.now() + Math.max(...items.map((item) => item.deadline)) * rounds + this.#o.grace;
      let timer: NodeJS.Timeout;
      const watch = () => {
        timer = setTimeout(() => {
          if (performance.now() < end) return watch();
          cause = 'the checks did not end in time and were ended';
          resolve();
        }, end - performance.now());
      };
      watch();
      const done = () => {
        clearTimeout(timer);
        resolve();
      };
      job.signal?.addEventListener('abort', done, { once: true });
      worker.on('error', (error) => {
        cause = `the checks of this lab broke: ${error.message}`;
        done();
      });
      worker.on('exit', done);
      server = new PortServer({
        port: worker,
        sandbox: sandbox.id,
        hosts: sandbox.hosts,
        volumes: new Set(Object.values(sandbox.volumes).flatMap((v) => Object.values(v))),
        link: job.link,
        engine: job.engine,
        messages: this.#o.messages,
        canary: this.#o.canary,
        onResult: (message) => {
          if (message.t === 'broken') {
            cause = `the checks of this lab broke: ${message.cause}`;
            done();
            return;
          }
          if (message.t === 'again') {
            end += message.more;
            return;
          }
          results.set(message.result.id, message.result);
          job.onResult?.(message.result);
          if (results.size === items.length) done();
        },
      });
    });
    server?.close();
    await worker.terminate();
    return items.map((item) => results.get(item.id) ?? { id: item.id, kind: item.kind, result: { verdict: 'error', cause, evidence: [] }, took: 0 });
  }
}
