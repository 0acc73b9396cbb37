import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { ItemResult, Score, Submission } from '../contract/attempt.ts';
import type { WorldMessage } from '../contract/world.ts';
import type { Database } from '../store/database.ts';
import type { Schema } from '../store/schema.ts';

export type AttemptRow = Selectable<Schema['attempt']>;

/** Rows of attempts, submissions and what belongs to them. Every method is one statement or one transaction. */
export class AttemptStore {
  readonly #db: Database;
  readonly #now: () => Date;

  constructor(db: Database, now: () => Date) {
    this.#db = db;
    this.#now = now;
  }

  #stamp(): string {
    return this.#now().toISOString();
  }

  async create(learner: string, lab: string): Promise<AttemptRow> {
    const at = this.#stamp();
    const row: AttemptRow = {
      id: randomUUID(),
      learner,
      lab,
      sandbox: null,
      createdAt: at,
      seenAt: at,
      endedAt: null,
      checkedAt: null,
      provedAt: null,
      revealedAt: null,
      bestJson: null,
    };
    await this.#db.insertInto('attempt').values(row).execute();
    return row;
  }

  find(id: string): Promise<AttemptRow | undefined> {
    return this.#db.selectFrom('attempt').selectAll().where('id', '=', id).executeTakeFirst();
  }

  running(learner: string, lab: string): Promise<AttemptRow | undefined> {
    return this.#db
      .selectFrom('attempt')
      .selectAll()
      .where('learner', '=', learner)
      .where('lab', '=', lab)
      .where('endedAt', 'is', null)
      .orderBy('createdAt', 'desc')
      .executeTakeFirst();
  }

  ofLearner(learner: string): Promise<AttemptRow[]> {
    return this.#db.selectFrom('attempt').selectAll().where('learner', '=', learner).orderBy('createdAt', 'desc').execute();
  }

  allRunning(): Promise<AttemptRow[]> {
    return this.#db.selectFrom('attempt').selectAll().where('endedAt', 'is', null).execute();
  }

  bySandbox(sandbox: string): Promise<AttemptRow | undefined> {
    return this.#db.selectFrom('attempt').selectAll().where('sandbox', '=', sandbox).where('endedAt', 'is', null).executeTakeFirst();
  }

  async update(id: string, change: Partial<Omit<AttemptRow, 'id'>>): Promise<void> {
    await this.#db.updateTable('attempt').set(change).where('id', '=', id).execute();
  }

  async seen(id: string): Promise<void> {
    await this.update(id, { seenAt: this.#stamp() });
  }

  async end(id: string): Promise<void> {
    await this.update(id, { endedAt: this.#stamp(), sandbox: null });
  }

  async openSubmission(attempt: string, kind: Submission['kind']): Promise<Submission> {
    const submission: Submission = { id: randomUUID(), attempt, kind, state: 'running', createdAt: this.#stamp(), finishedAt: null, results: [], score: null };
    await this.#db
      .insertInto('submission')
      .values({ id: submission.id, attempt, kind, state: 'running', createdAt: submission.createdAt, finishedAt: null, resultsJson: '[]', scoreJson: null })
      .execute();
    return submission;
  }

  /** The submission, the kept events and the attempt's best score and dates: all or nothing. */
  async closeSubmission(done: {
    submission: string;
    attempt: string;
    results: ItemResult[];
    score: Score;
    kept: string[];
    change: Partial<Pick<AttemptRow, 'bestJson' | 'checkedAt' | 'provedAt'>>;
  }): Promise<void> {
    const at = this.#stamp();
    await this.#db.transaction().execute(async (t) => {
      await t
        .updateTable('submission')
        .set({ state: 'done', finishedAt: at, resultsJson: JSON.stringify(done.results), scoreJson: JSON.stringify(done.score) })
        .where('id', '=', done.submission)
        .execute();
      for (const task of done.kept)
        await t
          .insertInto('keptEvent')
          .values({ attempt: done.attempt, task, at })
          .onConflict((c) => c.doNothing())
          .execute();
      if (Object.keys(done.change).length > 0) await t.updateTable('attempt').set(done.change).where('id', '=', done.attempt).execute();
    });
  }

  /** Submissions that a killed runner left behind: interrupted, nothing counted. */
  async interruptSubmissions(): Promise<void> {
    await this.#db.updateTable('submission').set({ state: 'interrupted', finishedAt: this.#stamp() }).where('state', '=', 'running').execute();
  }

  async submission(id: string): Promise<Submission | null> {
    const row = await this.#db.selectFrom('submission').selectAll().where('id', '=', id).executeTakeFirst();
    return row ? asSubmission(row) : null;
  }

  async lastSubmission(attempt: string): Promise<Submission | null> {
    const row = await this.#db.selectFrom('submission').selectAll().where('attempt', '=', attempt).orderBy('createdAt', 'desc').limit(1).executeTakeFirst();
    return row ? asSubmission(row) : null;
  }

  async kept(attempt: string): Promise<Set<string>> {
    return new Set((await this.#db.selectFrom('keptEvent').select('task').where('attempt', '=', attempt).execute()).map((r) => r.task));
  }

  hints(attempt: string): Promise<{ task: string; level: number }[]> {
    return this.#db.selectFrom('hint').select(['task', 'level']).where('attempt', '=', attempt).orderBy('at').execute();
  }

  async takeHint(attempt: string, task: string, level: number): Promise<void> {
    await this.#db
      .insertInto('hint')
      .values({ attempt, task, level, at: this.#stamp() })
      .onConflict((c) => c.doNothing())
      .execute();
  }

  async answers(attempt: string): Promise<Record<string, string>> {
    const rows = await this.#db.selectFrom('answer').select(['task', 'answer']).where('attempt', '=', attempt).execute();
    return Object.fromEntries(rows.map((r) => [r.task, r.answer]));
  }

  async answer(attempt: string, task: string, answer: string): Promise<void> {
    const at = this.#stamp();
    await this.#db
      .insertInto('answer')
      .values({ attempt, task, answer, at })
      .onConflict((c) => c.columns(['attempt', 'task']).doUpdateSet({ answer, at }))
      .execute();
  }

  async object(attempt: string, task: string, note: string, submission: string | null): Promise<void> {
    await this.#db.insertInto('objection').values({ id: randomUUID(), attempt, task, note, submission, at: this.#stamp() }).execute();
  }

  /** How staff are told whose attempt it is: the name of somebody in a class, else the beginning of the id. */
  async ownerName(learner: string): Promise<string> {
    const person = await this.#db.selectFrom('person').select('name').where('id', '=', learner).executeTakeFirst();
    return person?.name ?? learner.slice(0, 8);
  }

  /** Newest first, with whose attempt of which lab it was. */
  objections(most: number): Promise<{ id: string; task: string; note: string; submission: string | null; at: string; learner: string; lab: string }[]> {
    return this.#db
      .selectFrom('objection')
      .innerJoin('attempt', 'attempt.id', 'objection.attempt')
      .select(['objection.id', 'objection.task', 'objection.note', 'objection.submission', 'objection.at', 'attempt.learner', 'attempt.lab'])
      .orderBy('objection.at', 'desc')
      .limit(most)
      .execute();
  }

  /** Idempotent by (epoch, seq). */
  async keepMessage(message: WorldMessage): Promise<void> {
    await this.#db
      .insertInto('worldMessage')
      .values({ epoch: message.epoch, seq: message.seq, sandbox: message.sandbox, json: JSON.stringify(message) })
      .onConflict((c) => c.doNothing())
      .execute();
  }

  async messages(sandbox: string): Promise<WorldMessage[]> {
    const rows = await this.#db.selectFrom('worldMessage').select('json').where('sandbox', '=', sandbox).execute();
    return rows.map((r) => JSON.parse(r.json) as WorldMessage).sort((a, b) => a.at.localeCompare(b.at) || a.seq - b.seq);
  }
}

function asSubmission(row: Selectable<Schema['submission']>): Submission {
  return {
    id: row.id,
    attempt: row.attempt,
    kind: row.kind as Submission['kind'],
    state: row.state as Submission['state'],
    createdAt: row.createdAt,
    finishedAt: row.finishedAt,
    results: JSON.parse(row.resultsJson) as ItemResult[],
    score: row.scoreJson ? (JSON.parse(row.scoreJson) as Score) : null,
  };
}
