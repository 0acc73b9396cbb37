import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  const text = 'text' as const;
  // No learner, no time of day, no address: the token's hash is all that ties a row to whoever wrote it.
  await db.schema
    .createTable('feedback')
    .addColumn('tokenHash', text, (c) => c.primaryKey())
    .addColumn('lesson', text, (c) => c.notNull())
    .addColumn('language', text, (c) => c.notNull())
    .addColumn('day', text, (c) => c.notNull())
    .addColumn('rating', 'integer', (c) => c.notNull())
    .addColumn('unclearJson', text, (c) => c.notNull())
    .addColumn('text', text, (c) => c.notNull())
    .execute();
  await db.schema.createIndex('feedbackByLesson').on('feedback').columns(['lesson', 'day']).execute();
  await db.schema
    .createTable('lessonProgress')
    .addColumn('learner', text, (c) => c.notNull())
    .addColumn('lesson', text, (c) => c.notNull())
    .addColumn('readAt', text)
    .addColumn('bestJson', text)
    .addColumn('passedAt', text)
    .addPrimaryKeyConstraint('lessonProgressKey', ['learner', 'lesson'])
    .execute();
}
