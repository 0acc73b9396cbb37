import { createHash, randomBytes } from 'node:crypto';
import { type Selectable, sql } from 'kysely';
import { type FeedbackBody, type FeedbackKept, type FeedbackRow, type FeedbackSummary, fewestShown, quizResult } from '../contract/lessons.ts';
import { type LessonRecord, type LessonRecords, mergeRecords, noRecord } from '../contract/progress.ts';
import { PostlabError } from '../errors.ts';
import type { Database } from '../store/database.ts';
import type { Schema } from '../store/schema.ts';
import type { Lessons } from './lessons.ts';

/** Answers kept for one lesson at most: a class gives dozens, a script would give millions. */
const mostAnswers = 1000;
/** Answers that an instructor is shown at once. */
const mostShown = 500;
const dayMs = 24 * 3_600_000;

const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10);
const hashOf = (token: string) => createHash('sha256').update(`feedback|${token}`).digest('hex');

export interface LessonStoreOptions {
  db: Database;
  now: () => Date;
  /** Days that feedback is kept. */
  keptDays: number;
  /** Ids of the course's lessons. */
  lessons: readonly string[];
}

export class LessonStore implements Lessons {
  readonly #o: LessonStoreOptions;

  constructor(options: LessonStoreOptions) {
    this.#o = options;
  }

  async summary(lesson: string): Promise<FeedbackSummary> {
    this.#know(lesson);
    await this.removeOld();
    const rows = await this.#o.db
      .selectFrom('feedback')
      .select((e) => ['rating', e.fn.countAll<number>().as('count')])
      .where('lesson', '=', lesson)
      .groupBy('rating')
      .execute();
    const answers = rows.reduce((sum, row) => sum + row.count, 0);
    const ratings = [1, 2, 3, 4, 5].map((rating) => rows.find((row) => row.rating === rating)?.count ?? 0);
    return { keptDays: this.#o.keptDays, fewest: fewestShown, counts: answers < fewestShown ? null : { answers, ratings } };
  }

  async give(lesson: string, body: FeedbackBody): Promise<FeedbackKept> {
    this.#know(lesson);
    await this.removeOld();
    const { db, now, keptDays } = this.#o;
    const token = randomBytes(24).toString('base64url');
    const day = dayOf(now().getTime());
    await db.transaction().execute(async (t) => {
      const { count } = await t
        .selectFrom('feedback')
        .select((e) => e.fn.countAll<number>().as('count'))
        .where('lesson', '=', lesson)
        .executeTakeFirstOrThrow();
      if (count >= mostAnswers)
        throw new PostlabError({
          code: 'feedback-full',
          status: 429,
          message: `This lesson has ${count} answers, the most that are kept.`,
          hint: `Answers are removed after ${keptDays} days; try again later.`,
        });
      const row = { tokenHash: hashOf(token), lesson, language: body.language, day, rating: body.rating };
      await t
        .insertInto('feedback')
        .values({ ...row, unclearJson: JSON.stringify([...new Set(body.unclear)]), text: body.text.trim() })
        .execute();
    });
    return { token, day, keptUntil: dayOf(Date.parse(day) + keptDays * dayMs) };
  }

  async withdraw(token: string): Promise<void> {
    const { numDeletedRows } = await this.#o.db.deleteFrom('feedback').where('tokenHash', '=', hashOf(token)).executeTakeFirstOrThrow();
    if (numDeletedRows === 0n)
      throw new PostlabError({
        code: 'unknown-feedback',
        status: 404,
        message: 'There is no answer with this token any more.',
        hint: 'It was deleted before, or its time was over.',
      });
    await this.#wipe();
  }

  async feedback(): Promise<FeedbackRow[]> {
    await this.removeOld();
    // Within a day the order is that of the tokens' hashes: as good as drawn by lot.
    const rows = await this.#o.db.selectFrom('feedback').selectAll().orderBy('day', 'desc').orderBy('tokenHash').limit(mostShown).execute();
    return rows.map(({ lesson, language, day, rating, unclearJson, text }) => ({
      lesson,
      language: language as FeedbackRow['language'],
      day,
      rating,
      unclear: JSON.parse(unclearJson) as string[],
      text,
    }));
  }

  /** Removes answers whose time is over. */
  async removeOld(): Promise<void> {
    const oldest = dayOf(this.#o.now().getTime() - this.#o.keptDays * dayMs);
    const { numDeletedRows } = await this.#o.db.deleteFrom('feedback').where('day', '<', oldest).executeTakeFirstOrThrow();
    if (numDeletedRows > 0n) await this.#wipe();
  }

  async progress(learner: string): Promise<LessonRecords> {
    const rows = await this.#o.db.selectFrom('lessonProgress').selectAll().where('learner', '=', learner).execute();
    return Object.fromEntries(rows.map((row) => [row.lesson, asRecord(row)]));
  }

  async merge(learner: string, known: LessonRecords): Promise<LessonRecords> {
    for (const lesson of Object.keys(known)) this.#know(lesson);
    // Read and written in one transaction: two browsers that tell at the same time both count.
    await this.#o.db.transaction().execute(async (t) => {
      for (const [lesson, record] of Object.entries(known)) {
        const kept = await t.selectFrom('lessonProgress').selectAll().where('learner', '=', learner).where('lesson', '=', lesson).executeTakeFirst();
        const { readAt, best, passedAt } = mergeRecords(kept ? asRecord(kept) : noRecord, record);
        const change = { readAt, bestJson: best && JSON.stringify(best), passedAt };
        await t
          .insertInto('lessonProgress')
          .values({ learner, lesson, ...change })
          .onConflict((c) => c.columns(['learner', 'lesson']).doUpdateSet(change))
          .execute();
      }
    });
    return this.progress(learner);
  }

  async forget(learner: string): Promise<void> {
    await this.#o.db.deleteFrom('lessonProgress').where('learner', '=', learner).execute();
    await this.#wipe();
  }

  /** What was deleted is overwritten in the file at the next checkpoint: made now, so that the journal keeps no copy either. */
  async #wipe(): Promise<void> {
    await sql`PRAGMA wal_checkpoint(TRUNCATE)`.execute(this.#o.db);
  }

  #know(lesson: string): void {
    if (this.#o.lessons.includes(lesson)) return;
    throw new PostlabError({
      code: 'unknown-lesson',
      status: 404,
      message: `There is no lesson "${lesson.slice(0, 20)}" in this course.`,
      hint: 'Lessons are named S01 to S29 and B1 to B8.',
    });
  }
}

function asRecord(row: Selectable<Schema['lessonProgress']>): LessonRecord {
  return { readAt: row.readAt, best: row.bestJson ? quizResult.parse(JSON.parse(row.bestJson)) : null, passedAt: row.passedAt };
}
