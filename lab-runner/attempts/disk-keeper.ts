import type { LocalizedText } from '../contract/text.ts';
import { type Engine, type LayerSize, labelOf } from '../engine/engine.ts';
import type { Log } from '../sandbox/log.ts';
import type { SandboxStore } from '../sandbox/sandbox-store.ts';
import type { Sandboxes } from '../sandbox/sandboxes.ts';
import type { AttemptStore } from './attempt-store.ts';
import type { AttemptService } from './service.ts';

export interface DiskKeeperOptions {
  engine: Engine;
  instance: string;
  sandboxes: Sandboxes;
  sandboxStore: SandboxStore;
  store: AttemptStore;
  service: Pick<AttemptService, 'notice' | 'stopSandbox'>;
  /** Bytes that the files of one host may take beyond its image. */
  limit: number;
  now: () => Date;
  log: Log;
}

/** From this share of the limit on the learner is warned. */
const warnShare = 0.8;
/** Milliseconds after a start in which a host that was stopped for its size may be tidied up, as long as it does not grow on. */
const tidyTime = 10 * 60_000;
const tidyRoom = 64 * 1024 * 1024;

/**
 * What a learner writes outside the volumes of a lab goes onto the engine's own disk, which has no quota on most engines.
 * So each round looks how large the hosts have become: a host over the limit is stopped, with its sandbox, and its learner told.
 */
export class DiskKeeper {
  readonly #o: DiskKeeperOptions;
  readonly #warned = new Set<string>();
  /** Containers that were stopped, and how large they were. */
  readonly #stopped = new Map<string, number>();

  constructor(options: DiskKeeperOptions) {
    this.#o = options;
  }

  async round(): Promise<void> {
    const { engine, instance, limit } = this.#o;
    const sizes = await engine.layerSizes({ [labelOf.instance]: instance, [labelOf.kind]: 'host' });
    for (const size of sizes) {
      if (size.bytes > limit) await this.#tooLarge(size);
      else if (size.bytes > limit * warnShare) await this.#warn(size);
      else {
        this.#warned.delete(size.container);
        this.#stopped.delete(size.container);
      }
    }
    for (const known of [this.#warned, this.#stopped]) for (const id of known.keys()) if (!sizes.some((s) => s.container === id)) known.delete(id);
  }

  async #warn(size: LayerSize): Promise<void> {
    if (this.#warned.has(size.container)) return;
    this.#warned.add(size.container);
    const { host, taken, allowed } = this.#words(size);
    const row = await this.#o.store.bySandbox(size.labels[labelOf.sandbox] ?? '');
    if (!row) return;
    this.#o.service.notice(row.id, {
      en: `The files on ${host} take ${taken}; at ${allowed} the lab is stopped. Delete what you do not need ("du -xh / | sort -h | tail" shows the largest).`,
      'zh-cn': `${host} 上的文件已占用 ${taken}，达到 ${allowed} 时实验将被停止。请删除不需要的文件（“du -xh / | sort -h | tail”可列出最大的目录）。`,
    });
  }

  async #tooLarge(size: LayerSize): Promise<void> {
    const { engine, sandboxes, sandboxStore, store, service, now, log } = this.#o;
    const before = this.#stopped.get(size.container);
    const facts = await engine.inspect(size.container);
    if (!facts?.running) return;
    const tidying = before !== undefined && now().getTime() - Date.parse(facts.startedAt) < tidyTime && size.bytes < before + tidyRoom;
    if (tidying) return;
    const sandbox = await sandboxStore.find(size.labels[labelOf.sandbox] ?? '');
    if (!sandbox) return;
    this.#stopped.set(size.container, size.bytes);
    log('a host takes too much of the disk and is stopped', { sandbox: sandbox.id, host: size.labels[labelOf.host], bytes: size.bytes, limit: this.#o.limit });
    const row = await store.bySandbox(sandbox.id);
    if (!row) return sandboxes.stopHosts(sandbox);
    // While it reboots or stops: the next round looks again.
    if (sandbox.state !== 'ready') return;
    const why = this.#why(size);
    await service.stopSandbox(sandbox.id, 'keeper', { problem: why.en, notice: why });
  }

  #why(size: LayerSize): LocalizedText {
    const { host, taken, allowed } = this.#words(size);
    const minutes = tidyTime / 60_000;
    return {
      en: `The files on ${host} took ${taken}, and ${allowed} is the most that a host may take: the lab was stopped. Start it again and delete what you do not need within ${minutes} minutes, or reset the lab.`,
      'zh-cn': `${host} 上的文件占用了 ${taken}，而每台主机最多 ${allowed}，因此实验已停止。请重新启动，并在 ${minutes} 分钟内删除不需要的文件，或者重置实验。`,
    };
  }

  #words(size: LayerSize): { host: string; taken: string; allowed: string } {
    const shown = (bytes: number) => `${Math.round(bytes / 1024 / 1024)} MiB`;
    return { host: size.labels[labelOf.host] ?? '?', taken: shown(size.bytes), allowed: shown(this.#o.limit) };
  }
}
