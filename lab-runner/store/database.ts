import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { Kysely, SqliteDialect } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { messageOf, PostlabError } from '../errors.ts';
import * as first from './migrations/0001-first.ts';
import * as canary from './migrations/0002-canary.ts';
import type { Schema } from './schema.ts';

/** A migration is never edited once released: add the next file and its line here. */
const migrations: Record<string, Migration> = { '0001-first': first, '0002-canary': canary };

// node:sqlite takes spread parameters; Kysely's SQLite driver wants arrays and a `reader` flag.
const adapt = (raw: DatabaseSync) => ({
  close: () => raw.close(),
  prepare(sql: string) {
    const statement = raw.prepare(sql);
    const args = (p: readonly unknown[]) => p as SQLInputValue[];
    return {
      reader: statement.columns().length > 0,
      all: (p: readonly unknown[]) => statement.all(...args(p)),
      run: (p: readonly unknown[]) => statement.run(...args(p)),
      iterate: (p: readonly unknown[]) => statement.iterate(...args(p)),
    };
  },
});

export type Database = Kysely<Schema>;

/**
 * Opens (or makes) the database and brings it to the newest schema.
 * Throws PostlabError `database-unusable`: read-only, full, newer than this program, not a database.
 */
export async function openDatabase(path: string): Promise<Database> {
  let raw: DatabaseSync | undefined;
  try {
    raw = new DatabaseSync(path, { timeout: 5000 });
    raw.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON');
    const db = new Kysely<Schema>({ dialect: new SqliteDialect({ database: adapt(raw) }) });
    const { error } = await new Migrator({ db, provider: { getMigrations: async () => migrations } }).migrateToLatest();
    if (error) throw error;
    return db;
  } catch (error) {
    raw?.close();
    throw new PostlabError({
      code: 'database-unusable',
      message: `The database ${path} should open and be writable; it said: ${messageOf(error)}.`,
      hint: 'Check that the folder is writable and the disk is not full. A database made by a newer Postlab needs that version; a damaged one can be replaced by a backup copy.',
      cause: error,
    });
  }
}
