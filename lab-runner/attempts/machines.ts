import type { Canaries } from '../canary/canaries.ts';
import type { Lab } from '../catalogue/catalogue.ts';
import type { Attempt } from '../contract/api.ts';
import type { LocalizedText } from '../contract/text.ts';
import { messageOf, PostlabError } from '../errors.ts';
import type { Log } from '../sandbox/log.ts';
import type { SandboxStore, StoredSandbox } from '../sandbox/sandbox-store.ts';
import type { Sandboxes } from '../sandbox/sandboxes.ts';
import type { AttemptRow, AttemptStore } from './attempt-store.ts';
import type { AttemptDesk } from './desk.ts';
import { stoppedByInstructor } from './objections.ts';
import { untilKept } from './persist.ts';
import type { Pool } from './pool.ts';
import { notFound } from './refusals.ts';

export interface MachinesOptions {
  store: AttemptStore;
  sandboxStore: SandboxStore;
  sandboxes: Sandboxes;
  pool: Pool;
  canaries: Canaries;
  lab: (slug: string) => Lab;
  log: Log;
}

/** An attempt's hosts: how they come, sleep, reboot and go, and that the learner sees it. */
export class AttemptMachines {
  readonly #o: MachinesOptions;
  readonly #desk: AttemptDesk;
  readonly #removals = new Set<Promise<void>>();

  constructor(options: MachinesOptions, desk: AttemptDesk) {
    this.#o = options;
    this.#desk = desk;
  }

  /** Resolves when every removal under way has ended. */
  async settled(): Promise<void> {
    await Promise.all(this.#removals);
  }

  /** Gives the attempt a sandbox: a warm one at once, or one whose start is told stage by stage. Resolves when that has begun. */
  async begin(row: AttemptRow, lab: Lab, fixed: Record<string, string>, seed?: string): Promise<void> {
    const live = this.#desk.live.of(row.id);
    const plain = Object.keys(fixed).length === 0 && !seed;
    const warm = plain ? await this.#o.pool.claim(lab.slug) : null;
    if (warm) {
      await this.#o.store.update(row.id, { sandbox: warm.id }).catch((error: unknown) => {
        void this.remove(warm);
        throw error;
      });
      this.#o.canaries.start(warm);
      return;
    }
    const abort = new AbortController();
    live.starting = abort;
    live.startProblem = '';
    live.stages.clear();
    void this.#o.sandboxes
      .create({
        lab,
        purpose: 'attempt',
        fixed,
        ...(seed && { seed }),
        signal: abort.signal,
        onStage: (stage) => {
          live.stages.set(stage.id, stage);
          this.#desk.live.tell(row.id, { type: 'stage', stage });
        },
      })
      .then(async (sandbox) => {
        try {
          abort.signal.throwIfAborted();
          await this.#o.store.update(row.id, { sandbox: sandbox.id });
        } catch (error) {
          // Given up, or the row could not be written: a sandbox that no attempt knows of must not stay.
          await this.remove(sandbox);
          throw error;
        }
        live.starting = null;
        this.#o.canaries.start(sandbox);
      })
      .catch((error: unknown) => {
        live.starting = null;
        if (abort.signal.aborted) return;
        live.startProblem = error instanceof PostlabError ? `${error.message} ${error.hint}` : messageOf(error);
        this.#o.log('a lab could not be started', { lab: lab.slug, attempt: row.id, error: live.startProblem });
      })
      .then(() => this.#desk.changed(row.id))
      .catch((error: unknown) => this.#o.log('the state of an attempt could not be told', { attempt: row.id, error: messageOf(error) }));
  }

  /** Brings a stopped or failed attempt back; a running one is returned as it is. */
  async resume(row: AttemptRow): Promise<Attempt> {
    const live = this.#desk.live.of(row.id);
    const sandbox = await this.#desk.sandboxOf(row);
    if (!sandbox && !live.starting) await this.begin(row, this.#o.lab(row.lab), {});
    else if (sandbox?.state === 'stopped') this.#background(row.id, sandbox, () => this.#o.sandboxes.startHosts(sandbox));
    return this.#desk.view((await this.#o.store.find(row.id)) as AttemptRow);
  }

  /** Runs something that takes the hosts away for a while; the state says so meanwhile. */
  #background(attempt: string, sandbox: StoredSandbox, work: () => Promise<void>): void {
    const begun = Date.now();
    const live = this.#desk.live.of(attempt);
    live.rebooting = new Set(sandbox.hosts.map((h) => h.name));
    sandbox.state = 'rebooting';
    void this.#o.sandboxStore
      .change(sandbox.id, { state: 'rebooting' })
      .then(() => this.#desk.changed(attempt))
      .then(work)
      .then(() => '')
      .catch((error: unknown) => messageOf(error))
      .then((problem) => this.#backAgain(attempt, sandbox, begun, problem))
      .catch((error: unknown) => this.#o.log('the state of an attempt could not be told', { attempt, error: messageOf(error) }));
  }

  /** The hosts are up again, or as far up as they come. */
  async #backAgain(attempt: string, sandbox: StoredSandbox, begun: number, problem: string): Promise<void> {
    await this.#o.canaries
      .interrupted(sandbox.id, begun)
      .catch((error: unknown) => this.#o.log('the numbered mail could not be told of a reboot', { sandbox: sandbox.id, error: messageOf(error) }));
    this.#desk.live.of(attempt).rebooting.clear();
    sandbox.state = 'ready';
    sandbox.problem = problem;
    await untilKept('the state of a sandbox', () => this.#o.sandboxStore.change(sandbox.id, { state: 'ready', problem }), this.#desk.persistence(attempt));
    await this.#desk.changed(attempt);
  }

  /** Reboots every host. Rejects when one does not come up; the attempt is usable again in any case. */
  async rebootAll(attempt: string, sandbox: StoredSandbox): Promise<void> {
    const begun = Date.now();
    const live = this.#desk.live.of(attempt);
    live.rebooting = new Set(sandbox.hosts.map((h) => h.name));
    sandbox.state = 'rebooting';
    try {
      await this.#o.sandboxStore.change(sandbox.id, { state: 'rebooting' });
      await this.#desk.changed(attempt);
      await this.#o.sandboxes.reboot(sandbox);
    } finally {
      await this.#backAgain(attempt, sandbox, begun, '');
    }
  }

  /** Reboots one host in the background. */
  reboot(attempt: string, sandbox: StoredSandbox, host: string): void {
    this.#background(attempt, sandbox, () => this.#o.sandboxes.reboot(sandbox, [host]));
  }

  /** Hosts that went down by themselves (`reboot`, `poweroff`, a crash) are started again. */
  async hostsDied(sandboxId: string, hosts: readonly string[]): Promise<void> {
    const row = await this.#o.store.bySandbox(sandboxId);
    const sandbox = await this.#o.sandboxStore.find(sandboxId);
    if (!row || sandbox?.state !== 'ready' || this.#desk.live.of(row.id).rebooting.size > 0) return;
    this.#background(row.id, sandbox, () => this.#o.sandboxes.startHosts(sandbox, hosts));
  }

  /** The engine was restarted and dropped the sandbox's size-limited disks, which are in memory. */
  async disksEmptied(sandboxId: string): Promise<void> {
    const row = await this.#o.store.bySandbox(sandboxId);
    if (!row) return;
    await this.#o.sandboxStore.change(sandboxId, { problem: disksEmptied.en });
    this.#desk.notice(row.id, disksEmptied);
    await this.#desk.changed(row.id);
  }

  /** @param why what the learner finds when they come back, and is told now */
  async stopSandbox(id: string, by: 'instructor' | 'keeper', why?: { problem: string; notice: LocalizedText }): Promise<void> {
    const sandbox = await this.#o.sandboxStore.find(id);
    if (!sandbox) throw notFound('sandbox', id);
    if (sandbox.state !== 'ready')
      throw new PostlabError({
        code: 'wrong-state',
        status: 409,
        message: `This sandbox is ${sandbox.state}; only a ready one can be stopped.`,
        hint: 'Wait a moment and look again.',
      });
    await this.#o.sandboxStore.change(id, { state: 'stopped', ...(why && { problem: why.problem }) });
    await this.#o.sandboxes.stopHosts(sandbox);
    const row = await this.#o.store.bySandbox(id);
    if (!row) return;
    await this.#desk.changed(row.id);
    const notice = by === 'instructor' ? stoppedByInstructor : why?.notice;
    if (notice) this.#desk.notice(row.id, notice);
  }

  /** Never rejects: what cannot be removed now is tried again by the keeper. */
  remove(sandbox: StoredSandbox): Promise<void> {
    const removal = this.#o.sandboxes
      .remove(sandbox)
      .catch((error: unknown) => this.#o.log('a sandbox could not be removed; it will be tried again', { sandbox: sandbox.id, error: messageOf(error) }))
      .finally(() => this.#removals.delete(removal));
    this.#removals.add(removal);
    return removal;
  }
}

const disksEmptied: LocalizedText = {
  en: 'The Docker engine was restarted, and the small disks of this lab, which it keeps in memory, are empty now. Reset the lab: its disks are made anew.',
  'zh-cn': 'Docker 引擎重新启动过，本实验的小容量磁盘保存在内存中，现在已被清空。请重置实验，磁盘会重新建立。',
};
