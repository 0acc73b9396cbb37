import type { Accounts } from '../accounts/accounts.ts';
import { messageOf, PostlabError } from '../errors.ts';
import type { ClassStore } from './class-store.ts';
import { settingsOf } from './classes.ts';
import type { ClassAttempts } from './ports.ts';

export interface PersonalDataOptions {
  store: ClassStore;
  accounts: Accounts;
  attempts: ClassAttempts;
  /** Removes what is kept in files: recordings of that person's attempts. */
  removeFiles: (attempts: readonly string[]) => Promise<void>;
  now: () => Date;
  log: (message: string, detail?: Record<string, unknown>) => void;
}

const day = 24 * 3_600_000;
const lookEvery = 3_600_000;
/** Milliseconds a webhook call that is over is kept to be looked at: results are in it. */
const callsKept = 30 * day;

/** What is known of a learner: given to them or their instructor, and erased (GDPR Art. 15 and 17; PIPL Art. 45 and 47). */
export class PersonalData {
  readonly #o: PersonalDataOptions;
  readonly #timer: NodeJS.Timeout;

  constructor(options: PersonalDataOptions) {
    this.#o = options;
    this.#timer = setInterval(
      () => void this.eraseOld().catch((error: unknown) => options.log('old personal data could not be erased', { error: messageOf(error) })),
      lookEvery,
    );
    this.#timer.unref();
  }

  close(): void {
    clearInterval(this.#timer);
  }

  /** Everything that is kept of one person, without what proves who they are (hashes of passcode and password). */
  async export(person: string): Promise<Record<string, unknown>> {
    const row = await this.#must(person);
    const { passcodeHash: _code, passwordHash: _password, ...kept } = row;
    return { version: 1, at: this.#o.now().toISOString(), person: kept, ...(await this.#o.store.everythingOf(person)) };
  }

  /** Ends what runs, then forgets: attempts with their results, name, address, number, notes, sessions. Cannot be undone. */
  async erase(person: string): Promise<{ attempts: number }> {
    await this.#must(person);
    const { attempts = [] } = (await this.#o.store.everythingOf(person)) as { attempts?: { id: string; endedAt: string | null }[] };
    for (const { id, endedAt } of attempts) if (endedAt === null) await this.#o.attempts.end({ role: 'instructor' }, id);
    await this.#o.removeFiles(attempts.map((a) => a.id));
    const erased = await this.#o.store.eraseWorkOf(person);
    await this.#o.accounts.erase(person);
    return { attempts: erased };
  }

  /** Learners all of whose classes ended longer ago than these classes keep. */
  async eraseOld(): Promise<number> {
    await this.#o.store.dropOldDeliveries(new Date(this.#o.now().getTime() - callsKept).toISOString());
    const over = new Set<string>();
    const rows = await this.#o.store.all();
    for (const row of rows) if (row.endedAt !== null && this.#o.now().getTime() - Date.parse(row.endedAt) > settingsOf(row).keepDays * day) over.add(row.id);
    let count = 0;
    for (const id of over)
      for (const who of await this.#o.store.enrolled(id)) {
        if (who.role !== 'learner' || !(await this.#o.store.classesOf(who.person)).every((c) => over.has(c))) continue;
        await this.erase(who.person);
        count++;
      }
    return count;
  }

  async #must(person: string) {
    const row = await this.#o.accounts.find(person);
    if (row?.role === 'learner') return row;
    throw new PostlabError({ code: 'unknown-learner', status: 404, message: 'There is no such learner here.', hint: 'They may have been erased already.' });
  }
}
