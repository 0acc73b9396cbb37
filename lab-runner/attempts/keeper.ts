import { type Engine, labelOf } from '../engine/engine.ts';
import { messageOf } from '../errors.ts';
import type { Log } from '../sandbox/log.ts';
import type { SandboxStore } from '../sandbox/sandbox-store.ts';
import type { Sandboxes } from '../sandbox/sandboxes.ts';
import type { AttemptStore } from './attempt-store.ts';
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
  limits: LifeLimits;
  now: () => Date;
  log: Log;
}

/** Adopts what a former runner left running, removes what has no owner, watches hosts, stops the idle. */
export class Keeper {
  readonly #o: KeeperOptions;
  readonly #abort = new AbortController();
  #timer: NodeJS.Timeout | undefined;

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
          if (sandbox.state === 'rebooting') {
            sandbox.state = 'ready';
            await sandboxes.startHosts(sandbox);
            await sandboxStore.save(sandbox);
          }
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
          .hostDied(sandbox, host)
          .catch((error: unknown) => log('a host that stopped could not be started again', { sandbox, host, error: messageOf(error) }));
      },
      this.#abort.signal,
    );
    this.#timer = setInterval(() => void this.tick().catch((error: unknown) => log("the keeper's round failed", { error: messageOf(error) })), 20_000);
    this.#timer.unref();
  }

  async tick(): Promise<void> {
    const { store, sandboxStore, sandboxes, service, pool, limits, now, log } = this.#o;
    for (const row of await store.allRunning()) {
      const sandbox = row.sandbox ? await sandboxStore.find(row.sandbox) : null;
      if (!sandbox) continue;
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
        await service.notice(row.id, {
          en: `Nobody has typed here for a while: the hosts are put to sleep in ${minutes} minutes. They are kept, and start again when you return.`,
          'zh-cn': `这里有一阵子没有人操作了：主机将在 ${minutes} 分钟后休眠。内容会保留，您回来时会重新启动。`,
        });
      } else if (decision === 'stop') await service.stopSandbox(sandbox.id);
      else if (decision === 'remove') await service.end({ role: 'instructor' }, row.id);
    }
    await pool.expire(now());
    const owned = new Set((await store.allRunning()).map((r) => r.sandbox));
    for (const sandbox of await sandboxStore.all()) {
      if (sandbox.state !== 'removing' || owned.has(sandbox.id)) continue;
      await sandboxes.remove(sandbox).catch((error: unknown) => log('a sandbox still cannot be removed', { sandbox: sandbox.id, error: messageOf(error) }));
    }
  }

  close(): void {
    this.#abort.abort();
    clearInterval(this.#timer);
  }
}
