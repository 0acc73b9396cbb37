import { PostlabError } from '../errors.ts';

export interface GuessRule {
  /** So many wrong ones cost nothing. */
  free: number;
  /** Milliseconds of waiting after the next one; doubled by each further one. */
  wait: number;
  /** Milliseconds at most. */
  longest: number;
  /** Milliseconds without a wrong one after which the count begins anew. */
  forget: number;
}

interface Count {
  wrong: number;
  lastAt: number;
}

/** How long somebody must wait after so many wrong ones. Pure. */
export function waitAfter(rule: GuessRule, wrong: number): number {
  return wrong <= rule.free ? 0 : Math.min(rule.longest, rule.wait * 2 ** (wrong - rule.free - 1));
}

/**
 * Slows down guessing of codes and passwords. Counted by address and by what is guessed at. In memory: a restart forgets,
 * which a guesser cannot bring about.
 */
export class Guessing {
  readonly #rule: GuessRule;
  readonly #now: () => number;
  readonly #counts = new Map<string, Count>();

  constructor(rule: GuessRule, now: () => number) {
    this.#rule = rule;
    this.#now = now;
  }

  /** Throws PostlabError `too-many-guesses` (429) while this key must wait. */
  allow(key: string): void {
    const count = this.#fresh(key);
    const left = count.lastAt + waitAfter(this.#rule, count.wrong) - this.#now();
    if (count.wrong === 0 || left <= 0) return;
    const seconds = Math.ceil(left / 1000);
    throw new PostlabError({
      code: 'too-many-guesses',
      status: 429,
      message: `Too many wrong ones: wait ${seconds} ${seconds === 1 ? 'second' : 'seconds'}, then try again.`,
      hint: 'Read it again letter by letter; your instructor can give you a new one.',
    });
  }

  wrong(key: string): void {
    const count = this.#fresh(key);
    this.#counts.set(key, { wrong: count.wrong + 1, lastAt: this.#now() });
    if (this.#counts.size > 10_000) this.#sweep();
  }

  right(key: string): void {
    this.#counts.delete(key);
  }

  #fresh(key: string): Count {
    const count = this.#counts.get(key);
    return count && this.#now() - count.lastAt < this.#rule.forget ? count : { wrong: 0, lastAt: 0 };
  }

  #sweep(): void {
    for (const [key, count] of this.#counts) if (this.#now() - count.lastAt >= this.#rule.forget) this.#counts.delete(key);
  }
}
