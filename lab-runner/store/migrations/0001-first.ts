import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  const text = 'text' as const;
  await db.schema
    .createTable('sandbox')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('lab', text, (c) => c.notNull())
    .addColumn('seed', text, (c) => c.notNull())
    .addColumn('fixedJson', text, (c) => c.notNull())
    .addColumn('purpose', text, (c) => c.notNull())
    .addColumn('state', text, (c) => c.notNull())
    .addColumn('subnet', text, (c) => c.notNull())
    .addColumn('gateway', text, (c) => c.notNull())
    .addColumn('world', text)
    .addColumn('network', text)
    .addColumn('hostsJson', text, (c) => c.notNull())
    .addColumn('problem', text, (c) => c.notNull())
    .addColumn('createdAt', text, (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('attempt')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('learner', text, (c) => c.notNull())
    .addColumn('lab', text, (c) => c.notNull())
    .addColumn('sandbox', text)
    .addColumn('createdAt', text, (c) => c.notNull())
    .addColumn('seenAt', text, (c) => c.notNull())
    .addColumn('endedAt', text)
    .addColumn('checkedAt', text)
    .addColumn('provedAt', text)
    .addColumn('revealedAt', text)
    .addColumn('bestJson', text)
    .execute();
  await db.schema.createIndex('attemptByLearner').on('attempt').columns(['learner', 'lab']).execute();
  await db.schema
    .createTable('submission')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('attempt', text, (c) => c.notNull().references('attempt.id').onDelete('cascade'))
    .addColumn('kind', text, (c) => c.notNull())
    .addColumn('state', text, (c) => c.notNull())
    .addColumn('createdAt', text, (c) => c.notNull())
    .addColumn('finishedAt', text)
    .addColumn('resultsJson', text, (c) => c.notNull())
    .addColumn('scoreJson', text)
    .execute();
  await db.schema.createIndex('submissionByAttempt').on('submission').columns(['attempt', 'createdAt']).execute();
  await db.schema
    .createTable('keptEvent')
    .addColumn('attempt', text, (c) => c.notNull().references('attempt.id').onDelete('cascade'))
    .addColumn('task', text, (c) => c.notNull())
    .addColumn('at', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('keptEventKey', ['attempt', 'task'])
    .execute();
  await db.schema
    .createTable('hint')
    .addColumn('attempt', text, (c) => c.notNull().references('attempt.id').onDelete('cascade'))
    .addColumn('task', text, (c) => c.notNull())
    .addColumn('level', 'integer', (c) => c.notNull())
    .addColumn('at', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('hintKey', ['attempt', 'task', 'level'])
    .execute();
  await db.schema
    .createTable('answer')
    .addColumn('attempt', text, (c) => c.notNull().references('attempt.id').onDelete('cascade'))
    .addColumn('task', text, (c) => c.notNull())
    .addColumn('answer', text, (c) => c.notNull())
    .addColumn('at', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('answerKey', ['attempt', 'task'])
    .execute();
  await db.schema
    .createTable('objection')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('attempt', text, (c) => c.notNull().references('attempt.id').onDelete('cascade'))
    .addColumn('task', text, (c) => c.notNull())
    .addColumn('note', text, (c) => c.notNull())
    .addColumn('submission', text)
    .addColumn('at', text, (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('worldMessage')
    .addColumn('epoch', text, (c) => c.notNull())
    .addColumn('seq', 'integer', (c) => c.notNull())
    .addColumn('sandbox', text, (c) => c.notNull())
    .addColumn('json', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('worldMessageKey', ['epoch', 'seq'])
    .execute();
  await db.schema.createIndex('worldMessageBySandbox').on('worldMessage').column('sandbox').execute();
}
