import type { Attempt, AttemptEvent } from '../contract/api.ts';
import type { LocalizedText } from '../contract/text.ts';
import { PostlabError } from '../errors.ts';
import type { ClassAttempts, ClassMachine } from './ports.ts';

type Watcher = (attempt: string, event: AttemptEvent) => void;

/** Classes exist before labs can run, and when they cannot at all: this stands in until the runner is there. */
export class LabsRelay implements ClassAttempts, ClassMachine {
  readonly #why: () => { message: string; hint: string };
  readonly #watchers = new Set<Watcher>();
  #attempts: ClassAttempts | null = null;
  #machine: ClassMachine | null = null;

  /** @param why labs do not run */
  constructor(why: () => { message: string; hint: string }) {
    this.#why = why;
  }

  connect(attempts: ClassAttempts, machine: ClassMachine): void {
    this.#attempts = attempts;
    this.#machine = machine;
    attempts.watch((attempt, event) => {
      for (const watcher of this.#watchers) watcher(attempt, event);
    });
  }

  get connected(): boolean {
    return this.#attempts !== null;
  }

  #must(): ClassAttempts {
    if (this.#attempts) return this.#attempts;
    throw new PostlabError({ code: 'labs-unavailable', status: 503, ...this.#why() });
  }

  start(learner: string, lab: string, options: { fresh: boolean }): Promise<Attempt> {
    return this.#must().start(learner, lab, options);
  }
  get(viewer: { role: 'instructor' }, attempt: string): Promise<Attempt> {
    return this.#must().get(viewer, attempt);
  }
  end(viewer: { role: 'instructor' }, attempt: string): Promise<Attempt> {
    return this.#must().end(viewer, attempt);
  }
  pause(attempt: string): Promise<boolean> {
    return this.#must().pause(attempt);
  }
  touch(attempt: string): void {
    this.#must().touch(attempt);
  }
  notice(attempt: string, text: LocalizedText): void {
    this.#must().notice(attempt, text);
  }
  async ownerOf(attempt: string): Promise<{ learner: string; lab: string } | null> {
    return this.#must().ownerOf(attempt);
  }
  async runningOf(learner: string, lab: string): Promise<string | null> {
    return this.#must().runningOf(learner, lab);
  }
  watch(watcher: Watcher): () => void {
    this.#watchers.add(watcher);
    return () => void this.#watchers.delete(watcher);
  }

  ready(lab: string): void {
    this.#must();
    this.#machine?.ready(lab);
  }
  async freeBytes(): Promise<number> {
    return (await this.#machine?.freeBytes()) ?? 0;
  }
  async usedBy(lab: string): Promise<number[]> {
    return (await this.#machine?.usedBy(lab)) ?? [];
  }
  warm(lab: string, count: number): void {
    this.#must();
    this.#machine?.warm(lab, count);
  }
  warmth(lab: string): { warm: number; warming: number } {
    return this.#machine?.warmth(lab) ?? { warm: 0, warming: 0 };
  }
  get concurrentStarts(): number {
    return this.#machine?.concurrentStarts ?? 1;
  }
}
