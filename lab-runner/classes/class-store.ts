import type { Selectable, Transaction } from 'kysely';
import type { ItemResult, Score } from '../contract/attempt.ts';
import type { Database } from '../store/database.ts';
import type { Schema } from '../store/schema.ts';

export type ClassRow = Selectable<Schema['class']>;
export type LaunchRow = Selectable<Schema['launch']>;
export type SeatRow = Selectable<Schema['seat']>;
export interface Enrolled {
  person: string;
  name: string;
  email: string | null;
  studentNumber: string | null;
  role: string;
  addedAt: string;
  joinedAt: string | null;
}
/** An attempt with what a board and a gradebook need of it. */
export interface AttemptFacts {
  id: string;
  learner: string;
  lab: string;
  createdAt: string;
  seenAt: string;
  endedAt: string | null;
  checkedAt: string | null;
  provedAt: string | null;
  revealedAt: string | null;
  hints: { task: string; level: number; at: string }[];
  checks: { id: string; kind: string; state: string; createdAt: string; finishedAt: string | null; results: ItemResult[]; score: Score | null }[];
}

/** Rows of classes and what belongs to them. Every method is one statement or one transaction, but for `attempts`, which only reads. */
export class ClassStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  async add(row: ClassRow): Promise<void> {
    await this.#db.insertInto('class').values(row).execute();
  }

  find(id: string): Promise<ClassRow | undefined> {
    return this.#db.selectFrom('class').selectAll().where('id', '=', id).executeTakeFirst();
  }

  byCode(code: string): Promise<ClassRow | undefined> {
    return this.#db.selectFrom('class').selectAll().where('code', '=', code).executeTakeFirst();
  }

  all(): Promise<ClassRow[]> {
    return this.#db.selectFrom('class').selectAll().orderBy('createdAt', 'desc').execute();
  }

  of(person: string): Promise<(ClassRow & { role: string })[]> {
    return this.#db
      .selectFrom('class')
      .innerJoin('enrolment', 'enrolment.class', 'class.id')
      .selectAll('class')
      .select('enrolment.role')
      .where('enrolment.person', '=', person)
      .where('enrolment.joinedAt', 'is not', null)
      .orderBy('class.createdAt', 'desc')
      .execute();
  }

  /** False when somebody else changed it since `revision`. */
  async change(id: string, revision: number, change: Partial<Omit<ClassRow, 'id' | 'revision'>>): Promise<boolean> {
    const done = await this.#db
      .updateTable('class')
      .set({ ...change, revision: revision + 1 })
      .where('id', '=', id)
      .where('revision', '=', revision)
      .executeTakeFirst();
    return Number(done.numUpdatedRows) === 1;
  }

  async remove(id: string): Promise<void> {
    await this.#db.deleteFrom('class').where('id', '=', id).execute();
  }

  enrolled(id: string): Promise<Enrolled[]> {
    return this.#db
      .selectFrom('enrolment')
      .innerJoin('person', 'person.id', 'enrolment.person')
      .select(['enrolment.person', 'person.name', 'person.email', 'person.studentNumber', 'enrolment.role', 'enrolment.addedAt', 'enrolment.joinedAt'])
      .where('enrolment.class', '=', id)
      .orderBy('person.name')
      .execute();
  }

  async learners(id: string): Promise<number> {
    const row = await this.#db
      .selectFrom('enrolment')
      .select((e) => e.fn.countAll<number>().as('n'))
      .where('class', '=', id)
      .where('role', '=', 'learner')
      .executeTakeFirstOrThrow();
    return Number(row.n);
  }

  async enrol(row: Selectable<Schema['enrolment']>): Promise<void> {
    await this.#db
      .insertInto('enrolment')
      .values(row)
      .onConflict((c) => c.columns(['class', 'person']).doUpdateSet({ joinedAt: row.joinedAt, role: row.role }))
      .execute();
  }

  async leave(id: string, person: string): Promise<void> {
    await this.#db.deleteFrom('enrolment').where('class', '=', id).where('person', '=', person).execute();
  }

  /** Classes of a person beside those in which they are only on the roster. */
  async classesOf(person: string): Promise<string[]> {
    return (await this.#db.selectFrom('enrolment').select('class').where('person', '=', person).execute()).map((r) => r.class);
  }

  async addLaunch(row: LaunchRow, people: readonly string[]): Promise<void> {
    await this.#db.transaction().execute(async (t) => {
      await t.insertInto('launch').values(row).execute();
      for (const [place, person] of people.entries())
        await t.insertInto('seat').values({ launch: row.id, person, place, state: 'queued', attempt: null, problem: '' }).execute();
    });
  }

  async addSeat(launch: string, person: string, place: number): Promise<void> {
    await this.#db
      .insertInto('seat')
      .values({ launch, person, place, state: 'queued', attempt: null, problem: '' })
      .onConflict((c) => c.doNothing())
      .execute();
  }

  launches(id: string): Promise<LaunchRow[]> {
    return this.#db.selectFrom('launch').selectAll().where('class', '=', id).orderBy('at', 'desc').execute();
  }

  launch(id: string): Promise<LaunchRow | undefined> {
    return this.#db.selectFrom('launch').selectAll().where('id', '=', id).executeTakeFirst();
  }

  /** Launches that are not over, oldest first: who was promised a sandbox first gets it first. */
  openLaunches(): Promise<LaunchRow[]> {
    return this.#db.selectFrom('launch').selectAll().where('state', '!=', 'ended').orderBy('at').execute();
  }

  async changeLaunch(id: string, state: LaunchRow['state']): Promise<void> {
    await this.#db.updateTable('launch').set({ state }).where('id', '=', id).execute();
  }

  seats(launch: string): Promise<SeatRow[]> {
    return this.#db.selectFrom('seat').selectAll().where('launch', '=', launch).orderBy('place').execute();
  }

  async seatsOf(attempt: string): Promise<SeatRow[]> {
    return this.#db.selectFrom('seat').selectAll().where('attempt', '=', attempt).execute();
  }

  async changeSeat(launch: string, person: string, change: Partial<Pick<SeatRow, 'state' | 'attempt' | 'problem'>>): Promise<void> {
    await this.#db.updateTable('seat').set(change).where('launch', '=', launch).where('person', '=', person).execute();
  }

  hands(id: string): Promise<Selectable<Schema['hand']>[]> {
    return this.#db.selectFrom('hand').selectAll().where('class', '=', id).execute();
  }

  raise(id: string, person: string, at: string, text: string): Promise<boolean> {
    return this.#whileIn(id, person, (t) =>
      t
        .insertInto('hand')
        .values({ class: id, person, at, text })
        .onConflict((c) => c.columns(['class', 'person']).doUpdateSet({ text }))
        .execute(),
    );
  }

  async lower(id: string, person: string): Promise<void> {
    await this.#db.deleteFrom('hand').where('class', '=', id).where('person', '=', person).execute();
  }

  addNote(row: Selectable<Schema['classNote']>): Promise<boolean> {
    return this.#whileIn(row.class, row.person, (t) => t.insertInto('classNote').values(row).execute());
  }

  notes(id: string, person: string): Promise<Selectable<Schema['classNote']>[]> {
    return this.#db.selectFrom('classNote').selectAll().where('class', '=', id).where('person', '=', person).orderBy('at', 'desc').execute();
  }

  addOverride(row: Omit<Selectable<Schema['gradeOverride']>, 'id'>): Promise<boolean> {
    return this.#whileIn(row.class, row.person, (t) => t.insertInto('gradeOverride').values(row).execute());
  }

  /** Oldest first. */
  overrides(id: string): Promise<Selectable<Schema['gradeOverride']>[]> {
    return this.#db.selectFrom('gradeOverride').selectAll().where('class', '=', id).orderBy('id').execute();
  }

  addExtension(row: Omit<Selectable<Schema['extension']>, 'id'>): Promise<boolean> {
    return this.#whileIn(row.class, row.person, (t) => t.insertInto('extension').values(row).execute());
  }

  /** For who is in the class at that moment; false, and nothing is done, when the class or the person has gone meanwhile. */
  #whileIn(id: string, person: string, work: (t: Transaction<Schema>) => Promise<unknown>): Promise<boolean> {
    return this.#db.transaction().execute(async (t) => {
      const there = await t.selectFrom('enrolment').select('person').where('class', '=', id).where('person', '=', person).executeTakeFirst();
      if (!there) return false;
      await work(t);
      return true;
    });
  }

  /** Oldest first; of one person, or of all. */
  extensions(id: string, person: string | null = null): Promise<Selectable<Schema['extension']>[]> {
    const all = this.#db.selectFrom('extension').selectAll().where('class', '=', id).orderBy('id');
    return (person === null ? all : all.where('person', '=', person)).execute();
  }

  /** @param seen how many rulings the class should have; false when there are others. Null: however many. */
  addRegrade(row: { class: string; lab: string; task: string; treat: string; reason: string; by: string; at: string }, seen: number | null): Promise<boolean> {
    return this.#db.transaction().execute(async (t) => {
      const rows = await t.selectFrom('regrade').select('id').where('class', '=', row.class).execute();
      if (seen !== null && rows.length !== seen) return false;
      if (!(await t.selectFrom('class').select('id').where('id', '=', row.class).executeTakeFirst())) return false;
      await t.insertInto('regrade').values(row).execute();
      return true;
    });
  }

  /** Oldest first. */
  regrades(id: string): Promise<Selectable<Schema['regrade']>[]> {
    return this.#db.selectFrom('regrade').selectAll().where('class', '=', id).orderBy('id').execute();
  }

  /** Every attempt of these people in these labs, oldest first, with checks and hints. */
  async attempts(people: readonly string[], labs: readonly string[]): Promise<AttemptFacts[]> {
    if (people.length === 0 || labs.length === 0) return [];
    const rows = await this.#db
      .selectFrom('attempt')
      .select(['id', 'learner', 'lab', 'createdAt', 'seenAt', 'endedAt', 'checkedAt', 'provedAt', 'revealedAt'])
      .where('learner', 'in', people)
      .where('lab', 'in', labs)
      .orderBy('createdAt')
      .execute();
    if (rows.length === 0) return [];
    const ids = rows.map((r) => r.id);
    const [hints, checks] = await Promise.all([
      this.#db.selectFrom('hint').selectAll().where('attempt', 'in', ids).orderBy('at').execute(),
      this.#db.selectFrom('submission').selectAll().where('attempt', 'in', ids).orderBy('createdAt').execute(),
    ]);
    return rows.map((row) => ({
      ...row,
      hints: hints.filter((h) => h.attempt === row.id).map(({ task, level, at }) => ({ task, level, at })),
      checks: checks
        .filter((c) => c.attempt === row.id)
        .map((c) => ({
          id: c.id,
          kind: c.kind,
          state: c.state,
          createdAt: c.createdAt,
          finishedAt: c.finishedAt,
          results: JSON.parse(c.resultsJson) as ItemResult[],
          score: c.scoreJson ? (JSON.parse(c.scoreJson) as Score) : null,
        })),
    }));
  }

  /** Attempts, submissions, hints, answers and objections of a person, for their export. */
  async everythingOf(person: string): Promise<Record<string, unknown[]>> {
    const db = this.#db;
    const attempts = await db.selectFrom('attempt').selectAll().where('learner', '=', person).execute();
    const ids = ['', ...attempts.map((a) => a.id)];
    const [submissions, hints, answers, objections, enrolments, notes, hands, overrides, extensions, lessons, sessions] = await Promise.all([
      db.selectFrom('submission').selectAll().where('attempt', 'in', ids).execute(),
      db.selectFrom('hint').selectAll().where('attempt', 'in', ids).execute(),
      db.selectFrom('answer').selectAll().where('attempt', 'in', ids).execute(),
      db.selectFrom('objection').selectAll().where('attempt', 'in', ids).execute(),
      db.selectFrom('enrolment').selectAll().where('person', '=', person).execute(),
      db.selectFrom('classNote').selectAll().where('person', '=', person).execute(),
      db.selectFrom('hand').selectAll().where('person', '=', person).execute(),
      db.selectFrom('gradeOverride').selectAll().where('person', '=', person).execute(),
      db.selectFrom('extension').selectAll().where('person', '=', person).execute(),
      db.selectFrom('lessonProgress').selectAll().where('learner', '=', person).execute(),
      db.selectFrom('session').select(['createdAt', 'seenAt', 'expiresAt']).where('person', '=', person).execute(),
    ]);
    return { attempts, submissions, hints, answers, objections, enrolments, notes, hands, overrides, extensions, lessons, sessions };
  }

  /** Attempts with all that hangs on them, and progress with lessons. Sandboxes are the caller's matter: end the attempts first. Returns the number of attempts. */
  eraseWorkOf(person: string): Promise<number> {
    return this.#db.transaction().execute(async (t) => {
      await t.deleteFrom('lessonProgress').where('learner', '=', person).execute();
      // Calls to a webhook hold results too, those that have not gone out included. The id is of our making: hexadecimal digits.
      await t.deleteFrom('delivery').where('json', 'like', `%"person":"${person}"%`).execute();
      return Number((await t.deleteFrom('attempt').where('learner', '=', person).executeTakeFirst()).numDeletedRows);
    });
  }

  /** Once for each id, and only while the class is there; false otherwise. */
  async addDelivery(row: Selectable<Schema['delivery']>): Promise<boolean> {
    return this.#db.transaction().execute(async (t) => {
      if (!(await t.selectFrom('class').select('id').where('id', '=', row.class).executeTakeFirst())) return false;
      const done = await t
        .insertInto('delivery')
        .values(row)
        .onConflict((c) => c.doNothing())
        .executeTakeFirst();
      return Number(done.numInsertedOrUpdatedRows) > 0;
    });
  }

  dueDeliveries(now: string, most: number): Promise<(Selectable<Schema['delivery']> & { webhookUrl: string | null; webhookSecret: string | null })[]> {
    return this.#db
      .selectFrom('delivery')
      .innerJoin('class', 'class.id', 'delivery.class')
      .selectAll('delivery')
      .select(['class.webhookUrl', 'class.webhookSecret'])
      .where('delivery.doneAt', 'is', null)
      .where('delivery.nextAt', '<=', now)
      .orderBy('delivery.nextAt')
      .limit(most)
      .execute();
  }

  async changeDelivery(id: string, change: Partial<Omit<Selectable<Schema['delivery']>, 'id'>>): Promise<void> {
    await this.#db.updateTable('delivery').set(change).where('id', '=', id).execute();
  }

  lastDeliveries(id: string, most: number): Promise<Selectable<Schema['delivery']>[]> {
    return this.#db.selectFrom('delivery').selectAll().where('class', '=', id).orderBy('createdAt', 'desc').limit(most).execute();
  }

  /** Those that are over. */
  async dropOldDeliveries(before: string): Promise<void> {
    await this.#db.deleteFrom('delivery').where('doneAt', '<', before).execute();
  }

  async deliveries(id: string): Promise<{ waiting: number; lastProblem: string }> {
    const rows = await this.#db
      .selectFrom('delivery')
      .select(['problem', 'createdAt'])
      .where('class', '=', id)
      .where('doneAt', 'is', null)
      .orderBy('createdAt', 'desc')
      .execute();
    return { waiting: rows.length, lastProblem: rows.find((r) => r.problem !== '')?.problem ?? '' };
  }

  async dropDeliveries(id: string): Promise<void> {
    await this.#db.deleteFrom('delivery').where('class', '=', id).where('doneAt', 'is', null).execute();
  }
}
