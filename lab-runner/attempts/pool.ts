import type { Lab } from '../catalogue/catalogue.ts';
import { messageOf } from '../errors.ts';
import type { Log } from '../sandbox/log.ts';
import type { SandboxStore, StoredSandbox } from '../sandbox/sandbox-store.ts';
import type { Sandboxes } from '../sandbox/sandboxes.ts';

export interface PoolOptions {
  sandboxes: Sandboxes;
  store: SandboxStore;
  /** Warm sandboxes in all that are made because somebody opened a lab's page, at most one a lab. */
  size: number;
  /** Milliseconds an unclaimed sandbox is kept. */
  keep: number;
  log: Log;
}

/**
 * Booted sandboxes that nobody owns yet. Opening a lab's page asks for one; *Start lab* claims it.
 * Only `ready` ones are handed out: a half-made one is not a fast start.
 */
export class Pool {
  readonly #o: PoolOptions;
  /** By lab, oldest first. */
  readonly #ready = new Map<string, StoredSandbox[]>();
  readonly #making = new Map<string, number>();
  /** How many of a lab a class wants; learners claim them one by one. */
  readonly #wanted = new Map<string, number>();

  constructor(options: PoolOptions) {
    this.#o = options;
  }

  /** Makes a warm sandbox of that lab in the background unless there is one, or no room. */
  want(lab: Lab): void {
    const { warm, warming } = this.warmth(lab.slug);
    if (warm + warming > 0 || this.#all() >= this.#o.size) return;
    this.#make(lab);
  }

  /**
   * Makes warm sandboxes of that lab until there are `count`, however small the pool is otherwise: a class is about to begin.
   * One at a time, so that somebody who starts a lab now does not queue behind all of them.
   */
  fill(lab: Lab, count: number): void {
    this.#wanted.set(lab.slug, count);
    this.#fillOn(lab);
  }

  #fillOn(lab: Lab): void {
    // What is wanted counts as warming for others; here only what is being made holds the next one back.
    if (this.#making.has(lab.slug) || this.warmth(lab.slug).warming === 0) return;
    this.#make(lab, (made) => {
      // One that cannot be made now will not be made by trying at once again.
      if (made) this.#fillOn(lab);
      else this.#wanted.delete(lab.slug);
    });
  }

  /** How many of that lab are warm, and how many are being made or are still wanted. */
  warmth(slug: string): { warm: number; warming: number } {
    const warm = this.#ready.get(slug)?.length ?? 0;
    return { warm, warming: Math.max(this.#making.get(slug) ?? 0, (this.#wanted.get(slug) ?? 0) - warm) };
  }

  #make(lab: Lab, then: (made: boolean) => void = () => undefined): void {
    this.#count(lab.slug, 1);
    this.#o.sandboxes
      .create({ lab, purpose: 'pool' })
      .then((sandbox) => {
        this.#keep(sandbox);
        return true;
      })
      .catch((error: unknown) => {
        this.#o.log('a warm sandbox could not be made', { lab: lab.slug, error: messageOf(error) });
        return false;
      })
      .then((made) => {
        this.#count(lab.slug, -1);
        then(made);
      });
  }

  #count(slug: string, change: number): void {
    const making = (this.#making.get(slug) ?? 0) + change;
    if (making > 0) this.#making.set(slug, making);
    else this.#making.delete(slug);
  }

  #keep(sandbox: StoredSandbox): void {
    this.#ready.set(sandbox.lab, [...(this.#ready.get(sandbox.lab) ?? []), sandbox]);
  }

  #all(): number {
    const sum = (counts: Iterable<number>) => [...counts].reduce((a, b) => a + b, 0);
    return sum([...this.#ready.values()].map((list) => list.length)) + sum(this.#making.values());
  }

  /** Hands out a warm sandbox of that lab whose hosts still run. */
  async claim(slug: string): Promise<StoredSandbox | null> {
    const wanted = this.#wanted.get(slug) ?? 0;
    for (;;) {
      const sandbox = this.#ready.get(slug)?.shift();
      if (!sandbox) return null;
      // What has been claimed is not made anew: it was for this learner.
      if (wanted > 1) this.#wanted.set(slug, wanted - 1);
      else this.#wanted.delete(slug);
      const facts = await Promise.all(sandbox.hosts.map((host) => (host.container ? this.#o.sandboxes.engine.inspect(host.container) : null)));
      if (!facts.every((f) => f?.running)) {
        await this.#o.sandboxes.remove(sandbox);
        continue;
      }
      sandbox.purpose = 'attempt';
      await this.#o.store.save(sandbox);
      return sandbox;
    }
  }

  /** After a restart of the runner. */
  adopt(sandbox: StoredSandbox): boolean {
    if (this.#all() >= this.#o.size) return false;
    this.#keep(sandbox);
    return true;
  }

  async expire(now: Date): Promise<void> {
    for (const [slug, list] of this.#ready) {
      const old = list.filter((sandbox) => now.getTime() - Date.parse(sandbox.createdAt) >= this.#o.keep);
      this.#ready.set(
        slug,
        list.filter((sandbox) => !old.includes(sandbox)),
      );
      if (old.length > 0) this.#wanted.delete(slug);
      for (const sandbox of old) await this.#o.sandboxes.remove(sandbox);
    }
  }
}
