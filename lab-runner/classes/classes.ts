import { randomBytes } from 'node:crypto';
import type { Accounts, Actor } from '../accounts/accounts.ts';
import { newCode, newSecret, plainCode } from '../accounts/secrets.ts';
import {
  type ClassLab,
  type ClassSettings,
  type ClassView,
  classLab,
  classSettings,
  type EnrolmentRow,
  type MyClass,
  type RosterReport,
  type WebhookView,
} from '../contract/class.ts';
import { PostlabError } from '../errors.ts';
import type { ClassRow, ClassStore, Enrolled } from './class-store.ts';
import { dueFor } from './due.ts';
import { readRoster, samePerson } from './roster.ts';

export interface ClassesOptions {
  store: ClassStore;
  accounts: Accounts;
  /** Throws PostlabError when there is no such lab. */
  lab: (slug: string) => unknown;
  now: () => Date;
  /** Something of this class is different now; `removed`: the class is. */
  /** Something of one learner: their hand, a note. */
  onPerson: (id: string, person: string) => void;
  onChange: (id: string, what: 'people' | 'settings' | 'removed') => void;
}

export interface JoinRequest {
  code: string;
  name: string;
  email?: string | undefined;
  studentNumber?: string | undefined;
}

/** Classes and who is in them. Rights are the caller's matter (`mayRead`, `mayManage`). */
export class Classes {
  readonly #o: ClassesOptions;

  constructor(options: ClassesOptions) {
    this.#o = options;
  }

  #stamp(): string {
    return this.#o.now().toISOString();
  }

  async create(body: { name: string; labs: ClassLab[]; path: string | null; settings: Partial<ClassSettings> }): Promise<ClassView> {
    this.#refuseUnknown(body.labs);
    const row: ClassRow = {
      id: randomBytes(8).toString('hex'),
      name: body.name,
      code: plainCode(newCode(2)),
      joinOpen: 1,
      createdAt: this.#stamp(),
      endedAt: null,
      revision: 1,
      path: body.path,
      labsJson: JSON.stringify(body.labs),
      settingsJson: JSON.stringify(classSettings.parse(body.settings)),
      webhookUrl: null,
      webhookSecret: null,
    };
    await this.#o.store.add(row);
    return this.#view(row);
  }

  async row(id: string): Promise<ClassRow> {
    const row = await this.#o.store.find(id);
    if (row) return row;
    throw unknownClass();
  }

  async get(id: string): Promise<ClassView> {
    return this.#view(await this.row(id));
  }

  async list(actor: Actor): Promise<ClassView[]> {
    const rows = await this.#o.store.all();
    const seen = await Promise.all(rows.map((row) => this.mayRead(actor, row.id)));
    return Promise.all(rows.filter((_, i) => seen[i]).map((row) => this.#view(row)));
  }

  /** Throws `changed-meanwhile` (409) when somebody else changed it since `revision`. */
  async change(
    id: string,
    change: {
      revision: number;
      name?: string | undefined;
      labs?: ClassLab[] | undefined;
      path?: string | null | undefined;
      settings?: Partial<ClassSettings> | undefined;
      open?: boolean | undefined;
    },
  ): Promise<ClassView> {
    const row = await this.row(id);
    if (change.labs) this.#refuseUnknown(change.labs);
    const kept = await this.#o.store.change(id, change.revision, {
      ...(change.name !== undefined && { name: change.name }),
      ...(change.labs !== undefined && { labsJson: JSON.stringify(change.labs) }),
      ...(change.path !== undefined && { path: change.path }),
      ...(change.settings !== undefined && { settingsJson: JSON.stringify(classSettings.parse({ ...settingsOf(row), ...change.settings })) }),
      ...(change.open !== undefined && { joinOpen: change.open ? 1 : 0 }),
    });
    if (!kept)
      throw new PostlabError({
        code: 'changed-meanwhile',
        status: 409,
        message: `"${row.name}" was changed by somebody else meanwhile (revision ${(await this.row(id)).revision}, yours was ${change.revision}).`,
        hint: 'Load the class again, look at what is different, then make your change.',
      });
    this.#o.onChange(id, 'settings');
    return this.get(id);
  }

  async newClassCode(id: string): Promise<ClassView> {
    await this.#set(id, () => ({ code: plainCode(newCode(2)), joinOpen: 1 }));
    this.#o.onChange(id, 'settings');
    return this.get(id);
  }

  /** Nobody joins any more and nothing is launched; grades stay. */
  async end(id: string): Promise<ClassView> {
    await this.#set(id, (row) => (row.endedAt === null ? { endedAt: this.#stamp(), joinOpen: 0 } : null));
    this.#o.onChange(id, 'settings');
    return this.get(id);
  }

  async remove(id: string): Promise<Enrolled[]> {
    const people = await this.#o.store.enrolled(id);
    await this.#o.store.remove(id);
    this.#o.onChange(id, 'removed');
    return people;
  }

  /** The class of a code. Guessing is slowed down. */
  async byCode(code: string, address: string): Promise<ClassRow> {
    const row = await this.#o.accounts.guess(
      address,
      () => this.#o.store.byCode(plainCode(code)),
      () =>
        new PostlabError({
          code: 'wrong-code',
          status: 404,
          message: 'No class has this code.',
          hint: 'It is two groups of four letters and digits on your instructor’s screen; 0, 1, o, i and l do not occur.',
        }),
    );
    if (row.endedAt !== null || row.joinOpen === 0)
      throw new PostlabError({
        code: 'joining-closed',
        status: 409,
        message: row.endedAt === null ? `Joining "${row.name}" is closed.` : `"${row.name}" has ended.`,
        hint: 'If you were in it before, come back with your passcode; otherwise ask your instructor.',
      });
    return row;
  }

  /** Enrols who is known already, claims a line of the roster, or makes a learner. The passcode is null for who was known. */
  async join(request: JoinRequest, actor: Actor, address: string): Promise<{ class: { id: string; name: string }; person: string; passcode: string | null }> {
    const row = await this.byCode(request.code, address);
    const done = (person: string, passcode: string | null) => {
      this.#o.onChange(row.id, 'people');
      return { class: { id: row.id, name: row.name }, person, passcode };
    };
    const enrol = (person: string) => this.#o.store.enrol({ class: row.id, person, role: 'learner', addedAt: this.#stamp(), joinedAt: this.#stamp() });
    if (actor.kind === 'person') {
      await enrol(actor.id);
      return done(actor.id, null);
    }
    const enrolled = await this.#o.store.enrolled(row.id);
    const same = samePerson(enrolled, request);
    if (same?.joinedAt)
      throw new PostlabError({
        code: 'already-joined',
        status: 409,
        message: `${same.name} is in this class already.`,
        hint: 'If that is you, come back with your passcode (your instructor can give you a new one). If not, give your student number or e-mail address too.',
      });
    if (same) {
      await enrol(same.person);
      return done(same.person, await this.#o.accounts.newPasscode(same.person));
    }
    const { person, passcode } = await this.#o.accounts.addLearner(request);
    await enrol(person);
    return done(person, passcode);
  }

  /** Every good line becomes a learner that has not joined yet; the report says what came of each. */
  async importRoster(id: string, csv: string): Promise<RosterReport> {
    await this.row(id);
    const report: RosterReport = { added: 0, known: 0, refused: 0, lines: [] };
    for (const finding of readRoster(csv)) {
      if (!('entry' in finding)) {
        report.refused++;
        report.lines.push({ line: finding.line, outcome: 'refused', name: finding.name, why: finding.why });
        continue;
      }
      const { entry } = finding;
      const same = samePerson(await this.#o.store.enrolled(id), entry);
      if (same) {
        report.known++;
        report.lines.push({ line: entry.line, outcome: 'known', name: entry.name, why: `is on the roster already${same.joinedAt ? ', and has joined' : ''}` });
        continue;
      }
      const { person } = await this.#o.accounts.addLearner({
        name: entry.name,
        ...(entry.email && { email: entry.email }),
        ...(entry.studentNumber && { studentNumber: entry.studentNumber }),
      });
      await this.#o.store.enrol({ class: id, person, role: 'learner', addedAt: this.#stamp(), joinedAt: null });
      report.added++;
      report.lines.push({ line: entry.line, outcome: 'added', name: entry.name, why: '' });
    }
    this.#o.onChange(id, 'people');
    return report;
  }

  async roster(id: string): Promise<EnrolmentRow[]> {
    await this.row(id);
    return (await this.#o.store.enrolled(id)).map(({ addedAt: _, role, ...row }) => ({ ...row, role: role as EnrolmentRow['role'] }));
  }

  async enrolment(id: string, person: string): Promise<EnrolmentRow> {
    const row = (await this.roster(id)).find((r) => r.person === person);
    if (row) return row;
    throw new PostlabError({
      code: 'unknown-learner',
      status: 404,
      message: 'There is no such learner in this class.',
      hint: 'Look at the roster of the class.',
    });
  }

  /** Something is written for a learner; `unknown-learner` (404) when the class or they had gone by then, and nothing was written. */
  async keepFor(id: string, person: string, written: Promise<boolean>): Promise<void> {
    if (!(await written)) await this.enrolment(id, person);
  }

  /** A lab of the class, or `not-in-class` (404). */
  async labOf(id: string, lab: string): Promise<ClassLab> {
    const labs = labsOf(await this.row(id));
    const entry = labs.find((l) => l.lab === lab);
    if (entry) return entry;
    throw new PostlabError({
      code: 'not-in-class',
      status: 404,
      message: `"${lab.slice(0, 60)}" is not one of the labs of this class.`,
      hint: labs.length > 0 ? `They are ${labs.map((l) => l.lab).join(', ')}.` : 'The class has none yet: add some first.',
    });
  }

  async addAssistant(id: string, person: string): Promise<void> {
    await this.#o.store.enrol({ class: id, person, role: 'assistant', addedAt: this.#stamp(), joinedAt: this.#stamp() });
  }

  async leave(id: string, person: string): Promise<void> {
    await this.enrolment(id, person);
    await this.#o.store.leave(id, person);
    this.#o.onChange(id, 'people');
  }

  async mayRead(actor: Actor, id: string): Promise<boolean> {
    if (actor.kind === 'token') return actor.scopes.includes('read') || actor.scopes.includes('manage');
    if (actor.kind !== 'person' || actor.role === 'learner') return false;
    if (actor.role !== 'assistant') return true;
    return (await this.#o.store.enrolled(id)).some((e) => e.person === actor.id && e.role === 'assistant');
  }

  mayManage(actor: Actor): boolean {
    return actor.kind === 'token' ? actor.scopes.includes('manage') : actor.kind === 'person' && (actor.role === 'instructor' || actor.role === 'admin');
  }

  async setWebhook(id: string, url: string | null): Promise<ClassRow> {
    await this.#set(id, (row) => ({ webhookUrl: url, webhookSecret: url === null ? null : (row.webhookSecret ?? newSecret()) }));
    if (url === null) await this.#o.store.dropDeliveries(id);
    return this.row(id);
  }

  /** Classes in which this person has joined, with their role. */
  joinedBy(person: string): Promise<(ClassRow & { role: string })[]> {
    return this.#o.store.of(person);
  }

  classesOf(person: string): Promise<string[]> {
    return this.#o.store.classesOf(person);
  }

  /** What a learner sees of the class, without its launches. */
  async mine(row: ClassRow, person: string): Promise<Omit<MyClass, 'launches'>> {
    const [hands, notes, extensions] = await Promise.all([
      this.#o.store.hands(row.id),
      this.#o.store.notes(row.id, person),
      this.#o.store.extensions(row.id, person),
    ]);
    const settings = settingsOf(row);
    return {
      id: row.id,
      name: row.name,
      endedAt: row.endedAt,
      path: row.path,
      labs: labsOf(row).map((entry) => {
        const due = dueFor(
          entry.dueAt,
          extensions.filter((e) => e.lab === entry.lab),
        );
        return { ...entry, dueAt: due.dueAt, extended: due.extendedTo !== null };
      }),
      hints: settings.hints,
      recordTerminals: settings.recordTerminals,
      handRaised: hands.some((h) => h.person === person),
      notes: notes.filter((n) => n.toLearner === 1).map(({ at, text }) => ({ at, text })),
    };
  }

  async raiseHand(id: string, person: string, text: string): Promise<void> {
    await this.keepFor(id, person, this.#o.store.raise(id, person, this.#stamp(), text));
    this.#o.onPerson(id, person);
  }

  async lowerHand(id: string, person: string): Promise<void> {
    await this.#o.store.lower(id, person);
    this.#o.onPerson(id, person);
  }

  async note(id: string, person: string, by: string, note: { text: string; toLearner: boolean }): Promise<void> {
    await this.keepFor(
      id,
      person,
      this.#o.store.addNote({
        id: randomBytes(8).toString('hex'),
        class: id,
        person,
        at: this.#stamp(),
        by,
        text: note.text,
        toLearner: note.toLearner ? 1 : 0,
      }),
    );
    this.#o.onPerson(id, person);
  }

  async webhook(id: string): Promise<WebhookView> {
    const row = await this.row(id);
    const deliveries = (await this.#o.store.lastDeliveries(id, 20)).map(({ id: of, json, createdAt, tries, doneAt, nextAt, problem }) => ({
      ...{ id: of, createdAt, tries, doneAt, nextAt, problem },
      type: (JSON.parse(json) as { type: WebhookView['deliveries'][number]['type'] }).type,
    }));
    return { url: row.webhookUrl, secret: row.webhookSecret, ...(await this.#o.store.deliveries(id)), deliveries };
  }

  /** A change that does not depend on what others change meanwhile: made on whatever the class is by then. Null: nothing is to be done. */
  async #set(id: string, change: (row: ClassRow) => Partial<Omit<ClassRow, 'id' | 'revision'>> | null): Promise<void> {
    for (;;) {
      const row = await this.row(id);
      const wanted = change(row);
      if (wanted === null || (await this.#o.store.change(id, row.revision, wanted))) return;
    }
  }

  #refuseUnknown(labs: readonly ClassLab[]): void {
    const seen = new Set<string>();
    for (const { lab, opensAt, dueAt } of labs) {
      this.#o.lab(lab);
      if (seen.has(lab)) throw badLabs(`"${lab}" is in the list twice`);
      seen.add(lab);
      if (opensAt !== null && dueAt !== null && opensAt >= dueAt)
        throw badLabs(`"${lab}" should be due after it opens; it opens at ${opensAt} and is due at ${dueAt}`);
    }
  }

  async #view(row: ClassRow): Promise<ClassView> {
    return {
      id: row.id,
      name: row.name,
      code: row.joinOpen && row.endedAt === null ? `${row.code.slice(0, 4)}-${row.code.slice(4)}` : null,
      createdAt: row.createdAt,
      endedAt: row.endedAt,
      revision: row.revision,
      path: row.path,
      labs: labsOf(row),
      settings: settingsOf(row),
      learners: await this.#o.store.learners(row.id),
    };
  }
}

export const labsOf = (row: Pick<ClassRow, 'labsJson'>): ClassLab[] => classLab.array().parse(JSON.parse(row.labsJson));
export const settingsOf = (row: Pick<ClassRow, 'settingsJson'>): ClassSettings => classSettings.parse(JSON.parse(row.settingsJson));

function badLabs(what: string): PostlabError {
  return new PostlabError({
    code: 'bad-labs',
    status: 400,
    message: `The labs of a class: ${what}.`,
    hint: 'Correct that entry; GET /api/labs lists all labs.',
  });
}

/** Also for who may not see it: a class is not confirmed to strangers. */
export function unknownClass(): PostlabError {
  return new PostlabError({
    code: 'unknown-class',
    status: 404,
    message: 'There is no such class here.',
    hint: 'It may have been deleted; look at the list of classes.',
  });
}
