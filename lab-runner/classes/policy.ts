import { PostlabError } from '../errors.ts';
import type { ClassStore } from './class-store.ts';
import { labsOf, settingsOf } from './classes.ts';

/** What the classes of a learner allow in a lab. A lab that is in none of them is nobody's business. */
export class ClassPolicy {
  readonly #store: ClassStore;
  readonly #now: () => Date;

  constructor(store: ClassStore, now: () => Date) {
    this.#store = store;
    this.#now = now;
  }

  /** Throws PostlabError 403 `hints-off` or `solutions-off`, 409 `not-open-yet`. The strictest of the classes counts. */
  async allow(learner: string, lab: string, act: 'start' | 'hint' | 'solution'): Promise<void> {
    const now = this.#now().toISOString();
    for (const row of await this.#store.of(learner)) {
      const entry = row.endedAt === null ? labsOf(row).find((l) => l.lab === lab) : undefined;
      if (!entry || row.role !== 'learner') continue;
      const settings = settingsOf(row);
      if (act === 'hint' && !settings.hints)
        throw new PostlabError({
          code: 'hints-off',
          status: 403,
          message: `Hints are off in "${row.name}".`,
          hint: 'Raise your hand: the button is above the lab.',
        });
      if (act === 'solution' && !settings.solutions)
        throw new PostlabError({
          code: 'solutions-off',
          status: 403,
          message: `Solutions are not shown in "${row.name}".`,
          hint: 'Raise your hand: the button is above the lab.',
        });
      if (act === 'start' && entry.opensAt !== null && entry.opensAt > now)
        throw new PostlabError({
          code: 'not-open-yet',
          status: 409,
          message: `In "${row.name}" this lab opens at ${entry.opensAt}.`,
          hint: 'Read its lesson meanwhile.',
        });
    }
  }

  /** Are this learner's terminals in that lab recorded? */
  async recorded(learner: string, lab: string): Promise<boolean> {
    return (await this.#store.of(learner)).some((row) => row.endedAt === null && settingsOf(row).recordTerminals && labsOf(row).some((l) => l.lab === lab));
  }

  /** Classes with a webhook in which that learner has that lab. */
  async listening(learner: string, lab: string): Promise<{ class: string; studentNumber: string | null }[]> {
    const found: { class: string; studentNumber: string | null }[] = [];
    for (const row of await this.#store.of(learner)) {
      if (!row.webhookUrl || row.endedAt !== null || !labsOf(row).some((l) => l.lab === lab)) continue;
      const who = (await this.#store.enrolled(row.id)).find((e) => e.person === learner);
      found.push({ class: row.id, studentNumber: who?.studentNumber ?? null });
    }
    return found;
  }
}
