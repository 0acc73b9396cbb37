import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { FeedbackBody } from '../contract/lessons.ts';
import { noRecord, recordOf } from '../contract/progress.ts';
import { type Database, openDatabase } from '../store/database.ts';
import { LessonStore } from './lesson-store.ts';

let folder: string;
let db: Database;
let now: Date;
let store: LessonStore;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'postlab-lessons-'));
  db = await openDatabase(join(folder, 'postlab.db'));
  now = new Date('2026-11-25T08:15:00.000Z');
  store = new LessonStore({ db, now: () => now, keptDays: 30, lessons: ['S01', 'S02'] });
});
afterEach(async () => {
  await db.destroy();
  rmSync(folder, { recursive: true, force: true });
});

const body = (rating: number, text = ''): FeedbackBody => ({ language: 'en', rating, unclear: ['The idea', 'The idea'], text });
const give = async (...ratings: number[]) => {
  for (const rating of ratings) await store.give('S02', body(rating));
};
/** Every byte of the database, its journal too. */
const onDisk = () =>
  readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'latin1'))
    .join('');

test('numbers are told from five answers on, and not again below', async () => {
  await give(5, 4, 4, 1);
  expect(await store.summary('S02')).toEqual({ keptDays: 30, fewest: 5, counts: null });
  const { token } = await store.give('S02', body(5));
  expect((await store.summary('S02')).counts).toEqual({ answers: 5, ratings: [1, 0, 0, 2, 2] });
  expect((await store.summary('S01')).counts).toBeNull();
  await store.withdraw(token);
  expect((await store.summary('S02')).counts).toBeNull();
});

test('nothing of the writer is stored: the day, not the time, and only a hash of the token', async () => {
  const kept = await store.give('S02', body(3, ' too long '));
  expect(kept).toMatchObject({ day: '2026-11-25', keptUntil: '2026-12-25' });
  const row = await db.selectFrom('feedback').selectAll().executeTakeFirstOrThrow();
  expect(Object.keys(row).sort()).toEqual(['day', 'language', 'lesson', 'rating', 'text', 'tokenHash', 'unclearJson']);
  expect(row).toMatchObject({ day: '2026-11-25', text: 'too long', unclearJson: '["The idea"]' });
  expect(onDisk()).not.toContain(kept.token);
});

test('what its writer deletes is gone from the file, too', async () => {
  const { token } = await store.give('S02', body(2, 'a sentence that nobody else would write'));
  expect(onDisk()).toContain('a sentence that nobody');
  await expect(store.withdraw('x'.repeat(32))).rejects.toMatchObject({ code: 'unknown-feedback', status: 404 });
  await store.withdraw(token);
  expect(await store.feedback()).toEqual([]);
  expect(onDisk()).not.toContain('a sentence that nobody');
  await expect(store.withdraw(token)).rejects.toMatchObject({ code: 'unknown-feedback' });
});

test('answers are removed when their time is over, not a day before', async () => {
  await store.give('S02', body(5, 'the old one'));
  now = new Date('2026-12-25T23:59:00.000Z');
  await store.give('S02', body(4, 'the new one'));
  expect((await store.feedback()).map((row) => row.text)).toEqual(['the new one', 'the old one']);
  now = new Date('2026-12-26T00:01:00.000Z');
  expect((await store.feedback()).map((row) => row.text)).toEqual(['the new one']);
  expect(onDisk()).not.toContain('the old one');
});

test('a lesson of another course and the thousand-and-first answer are refused', async () => {
  await expect(store.give('S77', body(5))).rejects.toMatchObject({ code: 'unknown-lesson', status: 404 });
  await expect(store.merge('ann', { S77: noRecord })).rejects.toMatchObject({ code: 'unknown-lesson' });
  await db
    .insertInto('feedback')
    .values(
      Array.from({ length: 1000 }, (_, i) => ({ tokenHash: `${i}`, lesson: 'S02', language: 'en', day: '2026-11-25', rating: 3, unclearJson: '[]', text: '' })),
    )
    .execute();
  await expect(store.give('S02', body(5))).rejects.toMatchObject({ code: 'feedback-full', status: 429 });
});

test('progress of two browsers is merged, also when both tell at once; each learner has their own', async () => {
  const passed = recordOf({ right: 8, total: 8, at: '2026-11-20T08:00:00.000Z' });
  const failed = recordOf({ right: 1, total: 8, at: '2026-11-24T08:00:00.000Z' });
  const read = { ...noRecord, readAt: '2026-11-21T08:00:00.000Z' };
  await Promise.all([store.merge('ann', { S02: passed }), store.merge('ann', { S02: read, S01: failed }), store.merge('ann', { S02: failed })]);
  expect(await store.progress('ann')).toEqual({ S02: { ...passed, readAt: read.readAt }, S01: failed });
  expect(await store.progress('ben')).toEqual({});
  await store.forget('ann');
  expect(await store.progress('ann')).toEqual({});
});
