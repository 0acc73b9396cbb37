import { type ContainerFacts, type Engine, labelOf } from '../engine/engine.ts';
import { holderKind } from '../engine/volumes.ts';
import { messageOf } from '../errors.ts';
import type { Log } from '../sandbox/log.ts';
import type { SandboxStore } from '../sandbox/sandbox-store.ts';
import type { Sandboxes } from '../sandbox/sandboxes.ts';
import type { AttemptRow, AttemptStore } from './attempt-store.ts';
import type { DiskKeeper } from './disk-keeper.ts';
import { decideLife, type LifeLimits } from './life.ts';
import type { Pool } from './pool.ts';
import type { AttemptService } from './service.ts';

export interface KeeperOptions {
  engine: Engine;
  instance: string;
  sandboxes: Sandboxes;
  sandboxStore: SandboxStore;
  store: AttemptStore;
  service: AttemptService;
  pool: Pool;
  disk: DiskKeeper;
  limits: LifeLimits;
  now: () => Date;
  log: Log;
}

/** Adopts what a former runner left running, removes what has no owner, watches hosts, stops the idle. */
export class Keeper {
  readonly #o: KeeperOptions;
  readonly #abort = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<void> | null = null;

  constructor(options: KeeperOptions) {
    this.#o = options;
  }

  /** Once, before the first request: the database and the engine are made to agree. */
  async adoptAll(): Promise<{ adopted: number; removed: number }> {
    const { sandboxStore, sandboxes, store, pool, service, log } = this.#o;
    await store.interruptSubmissions();
    let adopted = 0;
    let removed = 0;
    for (const sandbox of await sandboxStore.all()) {
      const owner = await store.bySandbox(sandbox.id);
      const keep = sandbox.state !== 'creating' && sandbox.state !== 'removing' && (owner !== undefined || sandbox.purpose === 'pool');
      try {
        if (keep && (await sandboxes.adopt(sandbox))) {
          // Its hosts may be anywhere between down and up: what does not run is started below, beside everything else.
          if (sandbox.state === 'rebooting') await sandboxStore.change(sandbox.id, { state: 'ready' });
          if (owner) await service.adopt(owner);
          else if (!pool.adopt(sandbox)) {
            await sandboxes.remove(sandbox);
            removed++;
            continue;
          }
          adopted++;
          continue;
        }
        if (owner) await store.update(owner.id, { sandbox: null });
        await sandboxes.remove(sandbox);
        removed++;
      } catch (error) {
        log('a sandbox of the former run could be neither adopted nor removed; it will be tried again', { sandbox: sandbox.id, error: messageOf(error) });
      }
    }
    removed += await this.reap();
    // The machine itself may have been restarted: then no host runs.
    await this.#try('hosts and worlds', {}, () => this.#whatEventsMissed());
    return { adopted, removed };
  }

  /** Removes containers, volumes and networks with our label whose sandbox is in no row. Never by name. */
  async reap(): Promise<number> {
    const { engine, instance, sandboxStore, sandboxes } = this.#o;
    const known = new Set((await sandboxStore.all()).map((s) => s.id));
    const mine = { [labelOf.instance]: instance };
    const found = new Set<string>();
    for (const item of [...(await engine.containers(mine)), ...(await engine.volumes(mine)), ...(await engine.networks(mine))]) {
      const sandbox = item.labels[labelOf.sandbox];
      if (sandbox && !known.has(sandbox)) found.add(sandbox);
    }
    for (const id of found) {
      await sandboxes.removeResources(id);
      for (const network of await engine.networks({ ...mine, [labelOf.sandbox]: id })) {
        for (const world of await engine.containers({ ...mine, [labelOf.kind]: 'world' })) await engine.disconnect(network.id, world.id);
        await engine.removeNetwork(network.id);
      }
    }
    return found.size;
  }

  watch(): void {
    const { engine, instance, service, log } = this.#o;
    engine.watch(
      { [labelOf.instance]: instance },
      (event) => {
        const sandbox = event.labels[labelOf.sandbox];
        const host = event.labels[labelOf.host];
        if (event.action !== 'die' || !sandbox || !host) return;
        service
          .hostsDied(sandbox, [host])
          .catch((error: unknown) => log('a host that stopped could not be started again', { sandbox, host, error: messageOf(error) }));
      },
      this.#abort.signal,
    );
    this.#timer = setInterval(() => void this.tick().catch((error: unknown) => log("the keeper's round failed", { error: messageOf(error) })), 20_000);
    this.#timer.unref();
  }

  /** One round; the one under way when there is one. What fails for one sandbox is logged and holds up no other. */
  tick(): Promise<void> {
    this.#round ??= this.#look().finally(() => {
      this.#round = null;
    });
    return this.#round;
  }

  async #look(): Promise<void> {
    const { store, pool, disk, now } = this.#o;
    for (const row of await store.allRunning()) await this.#try('the time of a sandbox', { attempt: row.id }, () => this.#idle(row));
    await this.#try('the pool', {}, () => pool.expire(now()));
    await this.#try('hosts and worlds', {}, () => this.#whatEventsMissed());
    await this.#try('the size of hosts', {}, () => disk.round());
    await this.#removeLeftOvers();
  }

  async #try(what: string, detail: Record<string, unknown>, work: () => Promise<void>): Promise<void> {
    await work().catch((error: unknown) => this.#o.log(`the keeper could not look after ${what}`, { ...detail, error: messageOf(error) }));
  }

  async #idle(row: AttemptRow): Promise<void> {
    const { sandboxStore, service, limits, now } = this.#o;
    const sandbox = row.sandbox ? await sandboxStore.find(row.sandbox) : null;
    if (!sandbox) return;
    const live = service.live.of(row.id);
    const decision = decideLife(
      {
        state: sandbox.state,
        idle: now().getTime() - Date.parse(row.seenAt),
        busy: live.submission !== null || live.rebooting.size > 0,
        warned: live.warned,
      },
      limits,
    );
    if (decision === 'warn') {
      live.warned = true;
      const minutes = Math.round(limits.warnMs / 60_000);
      service.notice(row.id, {
        en: `Nobody has typed here for a while: the hosts are put to sleep in ${minutes} minutes. They are kept, and start again when you return.`,
        'zh-cn': `这里有一阵子没有人操作了：主机将在 ${minutes} 分钟后休眠。内容会保留，您回来时会重新启动。`,
      });
    } else if (decision === 'stop') await service.stopSandbox(sandbox.id, 'keeper');
    else if (decision === 'remove') await service.end({ role: 'instructor' }, row.id);
  }

  /**
   * The engine tells once when a container ends, and nobody while its stream is broken: what should run and does not is
   * found here. Also after a restart of the engine, which stops every host.
   */
  async #whatEventsMissed(): Promise<void> {
    const { engine, instance, sandboxes, sandboxStore, service } = this.#o;
    const mine = { [labelOf.instance]: instance };
    const [hosts, worlds, holders] = await Promise.all([
      engine.containers({ ...mine, [labelOf.kind]: 'host' }),
      engine.containers({ ...mine, [labelOf.kind]: 'world' }),
      engine.containers({ ...mine, [labelOf.kind]: holderKind }),
    ]);
    const emptied = new Set(holders.filter((holder) => restarted(holder, hosts)).map((c) => c.labels[labelOf.sandbox]));
    for (const sandbox of await sandboxStore.all()) {
      if (sandbox.state !== 'ready') continue;
      await this.#try('a sandbox', { sandbox: sandbox.id }, async () => {
        if (sandbox.world && !worlds.some((w) => w.id === sandbox.world)) await sandboxes.adopt(sandbox);
        const down = sandbox.hosts.filter((h) => hosts.some((c) => c.id === h.container && !c.running)).map((h) => h.name);
        if (down.length > 0) await service.hostsDied(sandbox.id, down);
        else if (emptied.has(sandbox.id) && sandbox.problem === '') await service.disksEmptied(sandbox.id);
      });
    }
  }

  async #removeLeftOvers(): Promise<void> {
    const { store, sandboxStore, sandboxes } = this.#o;
    const owned = new Set((await store.allRunning()).map((r) => r.sandbox));
    const stored = (await sandboxStore.all()).filter((s) => s.state === 'removing' && !owned.has(s.id));
    const left = new Map([...stored, ...sandboxes.unremoved()].map((s) => [s.id, s]));
    for (const sandbox of left.values()) await this.#try('the removal of a sandbox', { sandbox: sandbox.id }, () => sandboxes.remove(sandbox));
  }

  close(): void {
    this.#abort.abort();
    clearInterval(this.#timer);
  }
}

/** What holds a volume is started before the hosts are made: a later start means that the engine dropped it, and the volume's content. */
function restarted(holder: ContainerFacts, hosts: readonly ContainerFacts[]): boolean {
  const made = hosts.filter((h) => h.labels[labelOf.sandbox] === holder.labels[labelOf.sandbox]).map((h) => Date.parse(h.createdAt));
  return holder.running && made.length > 0 && Date.parse(holder.startedAt) > Math.max(...made);
}
