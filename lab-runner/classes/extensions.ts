import { PostlabError } from '../errors.ts';
import type { ClassStore } from './class-store.ts';
import type { Classes } from './classes.ts';

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
    await this.#o.classes.row(id);
    await this.#o.classes.enrolment(id, person);
    const entry = await this.#o.classes.labOf(id, lab);
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
    await this.#o.classes.keepFor(id, person, this.#o.store.addExtension({ class: id, person, lab, ...body, by, at: this.#o.now().toISOString() }));
    this.#o.onPerson(id, person);
  }
}
