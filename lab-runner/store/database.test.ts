import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { PostlabError } from '../errors.ts';
import { type Database, openDatabase } from './database.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'postlab-db-'));
  path = join(folder, 'postlab.db');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function failure(work: Promise<unknown>): Promise<PostlabError> {
  const error = await work.then(
    () => new Error('it should have failed'),
    (e: unknown) => e,
  );
  if (error instanceof PostlabError && error.hint !== '') return error;
  throw error;
}

const note = (db: Database, id: string) =>
  db
    .insertInto('objection')
    .values({ id, attempt: 'a', task: 't', note: 'x'.repeat(3000), submission: null, at: '2026-01-05T08:00:00Z' })
    .execute();
const attempt = (db: Database) =>
  db
    .insertInto('attempt')
    .values({
      id: 'a',
      learner: 'l',
      lab: 'x',
      sandbox: null,
      createdAt: '',
      seenAt: '',
      endedAt: null,
      checkedAt: null,
      provedAt: null,
      revealedAt: null,
      bestJson: null,
    })
    .execute();
const notes = async (db: Database) => (await db.selectFrom('objection').select('id').execute()).length;

test('what was written is there after it was closed and opened again', async () => {
  const db = await openDatabase(path);
  await attempt(db);
  await note(db, '1');
  await db.destroy();
  const again = await openDatabase(path);
  expect(await notes(again)).toBe(1);
  await again.destroy();
});

test('a full disk is said, loses nothing, and is over when there is room again', async () => {
  const db = await openDatabase(path);
  await attempt(db);
  const pages = await sql<{ page_count: number }>`PRAGMA page_count`.execute(db);
  await sql`PRAGMA max_page_count = ${sql.raw(String((pages.rows[0]?.page_count ?? 0) + 3))}`.execute(db);
  let kept = 0;
  const writing = (async () => {
    for (;;) {
      await note(db, String(kept));
      kept++;
    }
  })();
  const error = await failure(writing);
  expect([error.code, error.status]).toEqual(['database-full', 507]);
  expect(error.message).toContain(path);
  expect(kept).toBeGreaterThan(0);
  expect(await notes(db)).toBe(kept);
  // All or nothing.
  const both = db.transaction().execute(async (t) => {
    await t.updateTable('attempt').set({ lab: 'other' }).execute();
    await t
      .insertInto('objection')
      .values({ id: 'z', attempt: 'a', task: 't', note: 'x'.repeat(100_000), submission: null, at: '' })
      .execute();
  });
  expect((await failure(both)).code).toBe('database-full');
  expect(await db.selectFrom('attempt').select('lab').executeTakeFirst()).toEqual({ lab: 'x' });
  await sql`PRAGMA max_page_count = 100000`.execute(db);
  await note(db, 'again');
  expect(await notes(db)).toBe(kept + 1);
  await db.destroy();
});

test('a database that became read-only is said', async () => {
  const db = await openDatabase(path);
  await sql`PRAGMA query_only = ON`.execute(db);
  const error = await failure(attempt(db));
  expect([error.code, error.status]).toEqual(['database-unwritable', 503]);
  await db.destroy();
});

test('another program that holds it is said', async () => {
  const db = await openDatabase(path);
  await sql`PRAGMA busy_timeout = 50`.execute(db);
  const other = new DatabaseSync(path);
  other.exec('BEGIN IMMEDIATE');
  expect((await failure(attempt(db))).code).toBe('database-busy');
  other.exec('ROLLBACK');
  await attempt(db);
  other.close();
  await db.destroy();
});

test.each([
  ['not a database', () => writeFileSync(path, 'x'.repeat(5000))],
  ['a folder', () => mkdirSync(path)],
  [
    'from a newer Postlab',
    async () => {
      const db = await openDatabase(path);
      await sql`INSERT INTO kysely_migration (name, timestamp) VALUES ('9999-future', '2030-01-01T00:00:00Z')`.execute(db);
      await db.destroy();
    },
  ],
])('a file that is %s is refused and left alone', async (_what, make) => {
  await make();
  const error = await failure(openDatabase(path));
  expect([error.code, error.message]).toEqual(['database-unusable', expect.stringContaining(path)]);
});
