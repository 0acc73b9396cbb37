import type { Attempt, AttemptEvent } from '../contract/api.ts';
import type { LocalizedText } from '../contract/text.ts';

/** What classes need of attempts. */
export interface ClassAttempts {
  /** Resumes the learner's running attempt of that lab or starts one; returns at once. */
  start(learner: string, lab: string, options: { fresh: boolean }): Promise<Attempt>;
  get(viewer: { role: 'instructor' }, attempt: string): Promise<Attempt>;
  end(viewer: { role: 'instructor' }, attempt: string): Promise<Attempt>;
  /** Stops the hosts and keeps them; the learner is told who did it. False when they were not running. */
  pause(attempt: string): Promise<boolean>;
  /** Postpones the idle stop. */
  touch(attempt: string): void;
  notice(attempt: string, text: LocalizedText): void;
  /** Every event of every attempt. */
  watch(watcher: (attempt: string, event: AttemptEvent) => void): () => void;
  /** Who owns it; null when it does not exist. */
  ownerOf(attempt: string): Promise<{ learner: string; lab: string } | null>;
  /** The learner's attempt of that lab that has not ended. */
  runningOf(learner: string, lab: string): Promise<string | null>;
}

/** What classes need of a lab. */
export interface ClassLabFacts {
  slug: string;
  tasks: readonly { id: string; points: number }[];
  /** Sum of its hosts' memory limits, bytes. */
  limitBytes: number;
  hosts: readonly string[];
}

/** The machine on which sandboxes run. */
export interface ClassMachine {
  /** Throws PostlabError while the images of that lab are not ready, or there is no such lab. */
  ready(lab: string): void;
  /** Memory that can still be had, bytes. */
  freeBytes(): Promise<number>;
  /** Bytes in use by each running sandbox of that lab. */
  usedBy(lab: string): Promise<number[]>;
  /** Makes warm sandboxes until there are so many. */
  warm(lab: string, count: number): void;
  warmth(lab: string): { warm: number; warming: number };
  concurrentStarts: number;
}
