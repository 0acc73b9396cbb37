import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { Kysely, SqliteDialect } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import { messageOf, PostlabError } from '../errors.ts';
import * as first from './migrations/0001-first.ts';
import * as canary from './migrations/0002-canary.ts';
import * as lessons from './migrations/0003-lessons.ts';
import * as classes from './migrations/0004-classes.ts';
import * as extensions from './migrations/0005-extensions.ts';
import * as canaryTook from './migrations/0006-canary-took.ts';
import type { Schema } from './schema.ts';

/** A migration is never edited once released: add the next file and its line here. */
const migrations: Record<string, Migration> = {
  '0001-first': first,
  '0002-canary': canary,
  '0003-lessons': lessons,
  '0004-classes': classes,
  '0005-extensions': extensions,
  '0006-canary-took': canaryTook,
};

/** Primary result codes of SQLite (sqlite.org/rescode.html). */
const code = { busy: 5, readOnly: 8, ioError: 10, full: 13 } as const;

/** What the database could not do, as an error a person can act on; anything else is a mistake of ours and passes unchanged. */
function storeError(path: string, error: unknown): unknown {
  const found = (error as { errcode?: number } | null)?.errcode;
  if (found === undefined) return error;
  const primary = found & 0xff;
  const problem = (code: string, status: number, hint: string) =>
    new PostlabError({ code, status, message: `Postlab could not write its database ${path}: ${messageOf(error)}.`, hint, cause: error });
  if (primary === code.full) return problem('database-full', 507, 'Free some space on that disk, then try again. Nothing that was kept is lost.');
  if (primary === code.readOnly || primary === code.ioError)
    return problem('database-unwritable', 503, 'Make the folder writable again (a disk that fails is often remounted read-only), then try again.');
  if (primary === code.busy) return problem('database-busy', 503, 'Another program holds it; try again in a moment.');
  return error;
}

// node:sqlite takes spread parameters; Kysely's SQLite driver wants arrays and a `reader` flag.
const adapt = (raw: DatabaseSync, path: string) => {
  const told = <T>(work: () => T): T => {
    try {
      return work();
    } catch (error) {
      throw storeError(path, error);
    }
  };
  return {
    close: () => raw.close(),
    prepare(sql: string) {
      const statement = told(() => raw.prepare(sql));
      const args = (p: readonly unknown[]) => p as SQLInputValue[];
      return {
        reader: statement.columns().length > 0,
        all: (p: readonly unknown[]) => told(() => statement.all(...args(p))),
        run: (p: readonly unknown[]) => {
          // SQLite itself has rolled back when the disk was full: asking again would be the error that is seen, instead of that one.
          if (/^rollback$/i.test(sql) && !raw.isTransaction) return { changes: 0, lastInsertRowid: 0 };
          return told(() => statement.run(...args(p)));
        },
        iterate: (p: readonly unknown[]) => statement.iterate(...args(p)),
      };
    },
  };
};

export type Database = Kysely<Schema>;

/**
 * Opens (or makes) the database and brings it to the newest schema.
 * Throws PostlabError `database-unusable`: read-only, full, newer than this program, not a database.
 */
export async function openDatabase(path: string): Promise<Database> {
  let raw: DatabaseSync | undefined;
  try {
    raw = new DatabaseSync(path, { timeout: 5000 });
    // secure_delete: what somebody deletes is overwritten, not left in a free page of the file.
    raw.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON');
    const db = new Kysely<Schema>({ dialect: new SqliteDialect({ database: adapt(raw, path) }) });
    const { error } = await new Migrator({ db, provider: { getMigrations: async () => migrations } }).migrateToLatest();
    if (error) throw error;
    // A read-only database opens without complaint and fails at the first press of a button.
    raw.exec('BEGIN IMMEDIATE; ROLLBACK');
    return db;
  } catch (error) {
    raw?.close();
    if (error instanceof PostlabError) throw error;
    throw new PostlabError({
      code: 'database-unusable',
      message: `The database ${path} should open and be writable; it said: ${messageOf(error)}.`,
      hint: 'Check that the folder is writable and the disk is not full. A database made by a newer Postlab needs that version; a damaged one can be replaced by a backup copy.',
      cause: error,
    });
  }
}
