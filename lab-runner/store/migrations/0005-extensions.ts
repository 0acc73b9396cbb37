import type { Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('extension')
    .addColumn('id', 'integer', (c) => c.primaryKey().autoIncrement())
    .addColumn('class', 'text', (c) => c.notNull().references('class.id').onDelete('cascade'))
    .addColumn('person', 'text', (c) => c.notNull().references('person.id').onDelete('cascade'))
    .addColumn('lab', 'text', (c) => c.notNull())
    .addColumn('dueAt', 'text')
    .addColumn('reason', 'text', (c) => c.notNull())
    .addColumn('by', 'text', (c) => c.notNull())
    .addColumn('at', 'text', (c) => c.notNull())
    .execute();
}
