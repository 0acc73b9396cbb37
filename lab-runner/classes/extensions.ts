import { PostlabError } from '../errors.ts';
import type { ClassStore } from './class-store.ts';
import { type Classes, labsOf } from './classes.ts';

/**
 * The due date of one learner: the class's, or a later one that was given. No due date is never taken away by an extension,
 * and one that the class has meanwhile moved beyond counts no more. Pure.
 * @param extensions of this learner and lab, oldest first
 */
export function dueFor(dueAt: string | null, extensions: readonly { dueAt: string | null }[]): { dueAt: string | null; extendedTo: string | null } {
  const given = extensions.at(-1)?.dueAt ?? null;
  if (dueAt === null || given === null || Date.parse(given) <= Date.parse(dueAt)) return { dueAt, extendedTo: null };
  return { dueAt: given, extendedTo: given };
}

export interface ExtensionsOptions {
  store: ClassStore;
  classes: Classes;
  now: () => Date;
  onPerson: (id: string, person: string) => void;
}

/** More time for one learner in one lab, with a reason; appended to, so that two instructors at once lose nothing. */
export class Extensions {
  readonly #o: ExtensionsOptions;

  constructor(options: ExtensionsOptions) {
    this.#o = options;
  }

  /** Throws PostlabError `unknown-class`, `unknown-learner`, `not-in-class`, `no-due-date` (409) or `not-later` (400). */
  async give(id: string, person: string, lab: string, body: { dueAt: string | null; reason: string }, by: string): Promise<void> {
    const entries = labsOf(await this.#o.classes.row(id));
    await this.#o.classes.enrolment(id, person);
    const entry = entries.find((l) => l.lab === lab);
    if (!entry)
      throw new PostlabError({
        code: 'not-in-class',
        status: 404,
        message: `"${lab.slice(0, 60)}" is not one of the labs of this class.`,
        hint: entries.length > 0 ? `They are ${entries.map((l) => l.lab).join(', ')}.` : 'The class has none yet: add some first.',
      });
    if (body.dueAt !== null && entry.dueAt === null)
      throw new PostlabError({
        code: 'no-due-date',
        status: 409,
        message: `"${lab}" has no due date in this class, so nobody can be late there.`,
        hint: 'Give the lab a due date first.',
      });
    if (body.dueAt !== null && entry.dueAt !== null && Date.parse(body.dueAt) <= Date.parse(entry.dueAt))
      throw new PostlabError({
        code: 'not-later',
        status: 400,
        message: `An extension should end after the due date of the class, ${entry.dueAt}; found ${body.dueAt}.`,
        hint: 'Give a later time. To go back to the date of the class, send null.',
      });
    const kept = await this.#o.store.addExtension({ class: id, person, lab, ...body, by, at: this.#o.now().toISOString() });
    // Taken out of the class, or the class deleted, between the looks above and now.
    if (!kept) await this.#o.classes.enrolment(id, person);
    this.#o.onPerson(id, person);
  }
}
