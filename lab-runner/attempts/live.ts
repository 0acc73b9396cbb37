import type { AttemptEvent, Visitor } from '../contract/api.ts';
import type { Submission } from '../contract/attempt.ts';
import type { StartStage } from '../contract/sandbox.ts';

/** What is known of an attempt only while this process runs. */
export interface Live {
  stages: Map<string, StartStage>;
  /** Aborts a start that is under way. */
  starting: AbortController | null;
  startProblem: string;
  submission: Submission | null;
  /** Hosts being rebooted by us: their end is not a crash. */
  rebooting: Set<string>;
  warned: boolean;
  /** Staff who look at a terminal of it. */
  visitors: Visitor[];
  listeners: Set<(event: AttemptEvent) => void>;
}

export class LiveAttempts {
  readonly #live = new Map<string, Live>();
  /** Who wants to know of every attempt: boards of classes. */
  readonly #watchers = new Set<(attempt: string, event: AttemptEvent) => void>();

  of(attempt: string): Live {
    const known = this.#live.get(attempt);
    if (known) return known;
    const fresh: Live = {
      stages: new Map(),
      starting: null,
      startProblem: '',
      submission: null,
      rebooting: new Set(),
      warned: false,
      visitors: [],
      listeners: new Set(),
    };
    this.#live.set(attempt, fresh);
    return fresh;
  }

  tell(attempt: string, event: AttemptEvent): void {
    for (const listener of this.#live.get(attempt)?.listeners ?? []) listener(event);
    for (const watcher of this.#watchers) watcher(attempt, event);
  }

  /** Every event of every attempt from now on. Returns an unsubscribe function. */
  watch(watcher: (attempt: string, event: AttemptEvent) => void): () => void {
    this.#watchers.add(watcher);
    return () => void this.#watchers.delete(watcher);
  }

  /** Forgets an ended attempt, unless somebody still listens. */
  forget(attempt: string): void {
    if (this.#live.get(attempt)?.listeners.size === 0) this.#live.delete(attempt);
  }

  running(): Live[] {
    return [...this.#live.values()];
  }
}
