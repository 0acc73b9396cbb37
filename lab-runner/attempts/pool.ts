import type { Lab } from '../catalogue/catalogue.ts';
import { messageOf } from '../errors.ts';
import type { Log } from '../sandbox/log.ts';
import type { SandboxStore, StoredSandbox } from '../sandbox/sandbox-store.ts';
import type { Sandboxes } from '../sandbox/sandboxes.ts';

export interface PoolOptions {
  sandboxes: Sandboxes;
  store: SandboxStore;
  /** Warm sandboxes in all, at most one a lab. */
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
  readonly #ready = new Map<string, StoredSandbox>();
  readonly #making = new Set<string>();

  constructor(options: PoolOptions) {
    this.#o = options;
  }

  /** Makes a warm sandbox of that lab in the background unless there is one, or no room. */
  want(lab: Lab): void {
    if (this.#ready.has(lab.slug) || this.#making.has(lab.slug) || this.#ready.size + this.#making.size >= this.#o.size) return;
    this.#making.add(lab.slug);
    this.#o.sandboxes
      .create({ lab, purpose: 'pool' })
      .then((sandbox) => this.#ready.set(lab.slug, sandbox))
      .catch((error: unknown) => this.#o.log('a warm sandbox could not be made', { lab: lab.slug, error: messageOf(error) }))
      .finally(() => this.#making.delete(lab.slug));
  }

  /** Hands out the warm sandbox of that lab, if its hosts still run. */
  async claim(slug: string): Promise<StoredSandbox | null> {
    const sandbox = this.#ready.get(slug);
    if (!sandbox) return null;
    this.#ready.delete(slug);
    for (const host of sandbox.hosts) {
      const facts = host.container ? await this.#o.sandboxes.engine.inspect(host.container) : null;
      if (!facts?.running) {
        await this.#o.sandboxes.remove(sandbox);
        return null;
      }
    }
    sandbox.purpose = 'attempt';
    await this.#o.store.save(sandbox);
    return sandbox;
  }

  /** After a restart of the runner. */
  adopt(sandbox: StoredSandbox): boolean {
    if (this.#ready.has(sandbox.lab) || this.#ready.size >= this.#o.size) return false;
    this.#ready.set(sandbox.lab, sandbox);
    return true;
  }

  async expire(now: Date): Promise<void> {
    for (const [slug, sandbox] of this.#ready) {
      if (now.getTime() - Date.parse(sandbox.createdAt) < this.#o.keep) continue;
      this.#ready.delete(slug);
      await this.#o.sandboxes.remove(sandbox);
    }
  }
}
