import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  const text = 'text' as const;
  await db.schema
    .createTable('canary')
    .addColumn('sandbox', text, (c) => c.notNull())
    .addColumn('flow', text, (c) => c.notNull())
    .addColumn('number', 'integer', (c) => c.notNull())
    .addColumn('token', text, (c) => c.notNull())
    .addColumn('begunAt', text, (c) => c.notNull())
    .addColumn('state', text, (c) => c.notNull())
    .addColumn('attempts', 'integer', (c) => c.notNull())
    .addColumn('triedAt', text)
    .addColumn('endedAt', text)
    .addColumn('lastReply', text, (c) => c.notNull())
    .addColumn('uncertain', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('canaryKey', ['sandbox', 'flow', 'number'])
    .execute();
  await db.schema
    .createTable('relayAccepted')
    .addColumn('sandbox', text, (c) => c.notNull())
    .addColumn('at', text, (c) => c.notNull())
    .addColumn('to', text, (c) => c.notNull())
    .addColumn('reply', text, (c) => c.notNull())
    .execute();
  await db.schema.createIndex('relayAcceptedBySandbox').on('relayAccepted').column('sandbox').execute();
}
