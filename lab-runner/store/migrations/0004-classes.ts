import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  const text = 'text' as const;
  await db.schema
    .createTable('person')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('role', text, (c) => c.notNull())
    .addColumn('name', text, (c) => c.notNull())
    .addColumn('email', text)
    .addColumn('studentNumber', text)
    .addColumn('passwordHash', text)
    .addColumn('passcodeHash', text, (c) => c.unique())
    .addColumn('createdAt', text, (c) => c.notNull())
    .addColumn('seenAt', text)
    .execute();
  await db.schema
    .createTable('session')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('person', text, (c) => c.notNull().references('person.id').onDelete('cascade'))
    .addColumn('createdAt', text, (c) => c.notNull())
    .addColumn('seenAt', text, (c) => c.notNull())
    .addColumn('expiresAt', text, (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('signInLink')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('person', text, (c) => c.notNull().references('person.id').onDelete('cascade'))
    .addColumn('createdAt', text, (c) => c.notNull())
    .addColumn('expiresAt', text, (c) => c.notNull())
    .addColumn('usedAt', text)
    .execute();
  await db.schema
    .createTable('apiToken')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('hash', text, (c) => c.notNull().unique())
    .addColumn('name', text, (c) => c.notNull())
    .addColumn('scopesJson', text, (c) => c.notNull())
    .addColumn('createdAt', text, (c) => c.notNull())
    .addColumn('expiresAt', text, (c) => c.notNull())
    .addColumn('lastUsedAt', text)
    .execute();
  await db.schema
    .createTable('auditEntry')
    .addColumn('id', 'integer', (c) => c.primaryKey().autoIncrement())
    .addColumn('at', text, (c) => c.notNull())
    .addColumn('who', text, (c) => c.notNull())
    .addColumn('act', text, (c) => c.notNull())
    .addColumn('subject', text, (c) => c.notNull())
    .addColumn('detail', text, (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('class')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('name', text, (c) => c.notNull())
    .addColumn('code', text, (c) => c.notNull().unique())
    .addColumn('joinOpen', 'integer', (c) => c.notNull())
    .addColumn('createdAt', text, (c) => c.notNull())
    .addColumn('endedAt', text)
    .addColumn('revision', 'integer', (c) => c.notNull())
    .addColumn('path', text)
    .addColumn('labsJson', text, (c) => c.notNull())
    .addColumn('settingsJson', text, (c) => c.notNull())
    .addColumn('webhookUrl', text)
    .addColumn('webhookSecret', text)
    .execute();
  await db.schema
    .createTable('enrolment')
    .addColumn('class', text, (c) => c.notNull().references('class.id').onDelete('cascade'))
    .addColumn('person', text, (c) => c.notNull().references('person.id').onDelete('cascade'))
    .addColumn('role', text, (c) => c.notNull())
    .addColumn('addedAt', text, (c) => c.notNull())
    .addColumn('joinedAt', text)
    .addPrimaryKeyConstraint('enrolmentKey', ['class', 'person'])
    .execute();
  await db.schema.createIndex('enrolmentByPerson').on('enrolment').column('person').execute();
  await db.schema
    .createTable('launch')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('class', text, (c) => c.notNull().references('class.id').onDelete('cascade'))
    .addColumn('lab', text, (c) => c.notNull())
    .addColumn('at', text, (c) => c.notNull())
    .addColumn('state', text, (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('seat')
    .addColumn('launch', text, (c) => c.notNull().references('launch.id').onDelete('cascade'))
    .addColumn('person', text, (c) => c.notNull().references('person.id').onDelete('cascade'))
    .addColumn('place', 'integer', (c) => c.notNull())
    .addColumn('state', text, (c) => c.notNull())
    .addColumn('attempt', text)
    .addColumn('problem', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('seatKey', ['launch', 'person'])
    .execute();
  await db.schema
    .createTable('hand')
    .addColumn('class', text, (c) => c.notNull().references('class.id').onDelete('cascade'))
    .addColumn('person', text, (c) => c.notNull().references('person.id').onDelete('cascade'))
    .addColumn('at', text, (c) => c.notNull())
    .addColumn('text', text, (c) => c.notNull())
    .addPrimaryKeyConstraint('handKey', ['class', 'person'])
    .execute();
  await db.schema
    .createTable('classNote')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('class', text, (c) => c.notNull().references('class.id').onDelete('cascade'))
    .addColumn('person', text, (c) => c.notNull().references('person.id').onDelete('cascade'))
    .addColumn('at', text, (c) => c.notNull())
    .addColumn('by', text, (c) => c.notNull())
    .addColumn('text', text, (c) => c.notNull())
    .addColumn('toLearner', 'integer', (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('gradeOverride')
    .addColumn('id', 'integer', (c) => c.primaryKey().autoIncrement())
    .addColumn('class', text, (c) => c.notNull().references('class.id').onDelete('cascade'))
    .addColumn('person', text, (c) => c.notNull().references('person.id').onDelete('cascade'))
    .addColumn('lab', text, (c) => c.notNull())
    .addColumn('points', 'real')
    .addColumn('reason', text, (c) => c.notNull())
    .addColumn('by', text, (c) => c.notNull())
    .addColumn('at', text, (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('regrade')
    .addColumn('id', 'integer', (c) => c.primaryKey().autoIncrement())
    .addColumn('class', text, (c) => c.notNull().references('class.id').onDelete('cascade'))
    .addColumn('lab', text, (c) => c.notNull())
    .addColumn('task', text, (c) => c.notNull())
    .addColumn('treat', text, (c) => c.notNull())
    .addColumn('reason', text, (c) => c.notNull())
    .addColumn('by', text, (c) => c.notNull())
    .addColumn('at', text, (c) => c.notNull())
    .execute();
  await db.schema
    .createTable('delivery')
    .addColumn('id', text, (c) => c.primaryKey())
    .addColumn('class', text, (c) => c.notNull().references('class.id').onDelete('cascade'))
    .addColumn('json', text, (c) => c.notNull())
    .addColumn('createdAt', text, (c) => c.notNull())
    .addColumn('tries', 'integer', (c) => c.notNull())
    .addColumn('nextAt', text, (c) => c.notNull())
    .addColumn('doneAt', text)
    .addColumn('problem', text, (c) => c.notNull())
    .execute();
}
