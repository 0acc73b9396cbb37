import type { Canaries } from '../canary/canaries.ts';
import { summaryOf } from '../canary/decide.ts';
import type { Lab } from '../catalogue/catalogue.ts';
import type { Attempt } from '../contract/api.ts';
import type { CanaryReport, CanarySummary } from '../contract/canary.ts';
import type { LocalizedText } from '../contract/text.ts';
import { messageOf, PostlabError } from '../errors.ts';
import type { Log } from '../sandbox/log.ts';
import type { SandboxStore, StoredSandbox } from '../sandbox/sandbox-store.ts';
import type { Sandboxes } from '../sandbox/sandboxes.ts';
import type { AttemptRow, AttemptStore } from './attempt-store.ts';
import { viewAttempt } from './attempt-view.ts';
import type { Viewer } from './attempts.ts';
import { LiveAttempts } from './live.ts';
import { notFound, notReady } from './refusals.ts';

export interface DeskOptions {
  store: AttemptStore;
  sandboxStore: SandboxStore;
  sandboxes: Sandboxes;
  canaries: Canaries;
  lab: (slug: string) => Lab;
  idleMs: number;
  log: Log;
}

/** Finds attempts for those who may see them, shows them, and tells their learners what changed. */
export class AttemptDesk {
  readonly live = new LiveAttempts();
  readonly #o: DeskOptions;
  readonly #closing = new AbortController();

  constructor(options: DeskOptions) {
    this.#o = options;
  }

  /** This process ends: nothing more is written. */
  close(): void {
    this.#closing.abort();
  }

  /** The attempt, or `unknown-attempt` (404): also when it is somebody else's. */
  async row(viewer: Viewer, attempt: string): Promise<AttemptRow> {
    const row = await this.#o.store.find(attempt);
    if (!row || (viewer.role === 'learner' && row.learner !== viewer.learner)) throw notFound('attempt', attempt);
    return row;
  }

  /** Null for a lab that was taken out of the catalogue, or broken: its attempts and sandboxes can still be listed. */
  knownLab(slug: string): Lab | null {
    try {
      return this.#o.lab(slug);
    } catch (error) {
      if (error instanceof PostlabError) return null;
      throw error;
    }
  }

  taskOf(row: AttemptRow, task: string) {
    const spec = this.#o.lab(row.lab).definition.tasks.find((t) => t.id === task);
    if (!spec) throw notFound('task', task);
    return spec;
  }

  async sandboxOf(row: AttemptRow): Promise<StoredSandbox | null> {
    return row.sandbox ? this.#o.sandboxStore.find(row.sandbox) : null;
  }

  /** Its running sandbox, or `wrong-state` (409). */
  async readySandbox(row: AttemptRow): Promise<StoredSandbox> {
    const sandbox = await this.sandboxOf(row);
    if (sandbox?.state === 'ready') return sandbox;
    throw notReady(row.endedAt ? 'ended' : (sandbox?.state ?? 'starting'));
  }

  async view(row: AttemptRow): Promise<Attempt> {
    const sandbox = await this.sandboxOf(row);
    const lab = this.knownLab(row.lab);
    return viewAttempt({
      row,
      lab,
      sandbox,
      plan: sandbox && lab ? this.#o.sandboxes.plan(sandbox) : null,
      live: this.live.of(row.id),
      store: this.#o.store,
      idleMs: this.#o.idleMs,
      canary: await this.#canaryOf(sandbox, lab),
    });
  }

  /** Tells everybody who follows the attempt how it is now. */
  async changed(attempt: string): Promise<void> {
    const row = await this.#o.store.find(attempt);
    if (row) this.live.tell(attempt, { type: 'attempt', attempt: await this.view(row) });
  }

  notice(attempt: string, text: LocalizedText): void {
    this.live.tell(attempt, { type: 'notice', level: 'warning', text });
  }

  /** The numbered mail of a sandbox moved on. */
  async canaryMoved(sandbox: string, report: CanaryReport): Promise<void> {
    const row = await this.#o.store.bySandbox(sandbox);
    if (row) this.live.tell(row.id, { type: 'canary', canary: summaryOf(report, await this.#o.store.messages(sandbox), Date.now()) });
  }

  async #canaryOf(sandbox: StoredSandbox | null, lab: Lab | null): Promise<CanarySummary | null> {
    if (!sandbox || !lab?.definition.canary || sandbox.state === 'creating' || sandbox.state === 'removing') return null;
    return summaryOf(await this.#o.canaries.report(sandbox.id, false), await this.#o.store.messages(sandbox.id), Date.now());
  }

  /** How something of an attempt is kept that must not be lost; its learner is told when that has to wait. */
  persistence(attempt: string) {
    const onTrouble = (error: unknown) =>
      this.notice(attempt, {
        en: `Something cannot be saved at the moment: ${messageOf(error)} Nothing is lost: it is kept in memory and saved as soon as that is possible.`,
        'zh-cn': `暂时无法保存：${messageOf(error)} 内容没有丢失：先留在内存中，一旦可以就会保存。`,
      });
    return { signal: this.#closing.signal, log: this.#o.log, onTrouble };
  }
}
