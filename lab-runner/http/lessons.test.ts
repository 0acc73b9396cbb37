import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { InjectOptions } from 'fastify';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { apiError } from '../contract/api.ts';
import { LessonStore } from '../lessons/lesson-store.ts';
import { type Database, openDatabase } from '../store/database.ts';
import { ann, ben, keys, testServer } from './test-server.ts';

let folder: string;
let db: Database;
let now: number;
let server: Awaited<ReturnType<typeof testServer>>;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'postlab-http-lessons-'));
  db = await openDatabase(join(folder, 'postlab.db'));
  now = Date.parse('2026-11-25T08:15:00.000Z');
  const lessons = new LessonStore({ db, now: () => new Date(now), keptDays: 180, lessons: ['S01', 'S02'] });
  server = await testServer({ lessons, now: () => now });
});
afterEach(async () => {
  await server.app.close();
  await db.destroy();
  rmSync(folder, { recursive: true, force: true });
});

const inject = (options: InjectOptions) => server.app.inject({ ...options, headers: { host: 'localhost:80', ...options.headers } });
const bearer = (key: string) => ({ authorization: `Bearer ${key}` });
const answer = { language: 'en', rating: 4, unclear: ['The idea'], text: 'More examples.' };
const give = (payload: object = answer, cookies = {}) => inject({ method: 'POST', url: '/api/lessons/S02/feedback', payload, cookies });
const record = { readAt: '2026-11-24T08:00:00.000Z', best: { right: 7, total: 8, at: '2026-11-24T08:00:00.000Z' }, passedAt: '2026-11-24T08:00:00.000Z' };
const post = (lessons: object, cookies = {}) => inject({ method: 'POST', url: '/api/lessons/progress', payload: { lessons }, cookies });

test('an answer is anonymous: the learner’s cookie is neither made nor looked at', async () => {
  const first = await give();
  expect([first.statusCode, first.headers['set-cookie']]).toEqual([201, undefined]);
  const { token, keptUntil } = first.json();
  expect([token.length, keptUntil]).toEqual([32, '2027-05-24']);
  await give(answer, ann);
  const rows = await db.selectFrom('feedback').selectAll().execute();
  expect(new Set(rows.map(({ tokenHash: _, ...row }) => JSON.stringify(row))).size).toBe(1);
});

test('its writer deletes it with the token, nobody else, and the numbers appear from the fifth on', async () => {
  const { token } = (await give()).json();
  for (let i = 0; i < 3; i++) await give();
  const numbers = async () => (await inject({ url: '/api/lessons/S02/feedback' })).json();
  expect(await numbers()).toEqual({ keptDays: 180, fewest: 5, counts: null });
  await give();
  expect((await numbers()).counts).toEqual({ answers: 5, ratings: [0, 0, 0, 5, 0] });

  const withdraw = async (headers = {}) => {
    const reply = await inject({ method: 'DELETE', url: '/api/feedback', headers });
    return [reply.statusCode, reply.statusCode === 200 ? reply.json() : apiError.parse(reply.json()).error.code];
  };
  expect(await withdraw()).toEqual([401, 'no-token']);
  expect(await withdraw(bearer('x'.repeat(32)))).toEqual([404, 'unknown-feedback']);
  expect(await withdraw(bearer(token))).toEqual([200, { ok: true }]);
  expect(await withdraw(bearer(token))).toEqual([404, 'unknown-feedback']);
  expect((await numbers()).counts).toBeNull();
});

test('the texts are the instructor’s to read, nobody else’s', async () => {
  await give();
  expect((await inject({ url: '/api/instructor/feedback', cookies: ann })).statusCode).toBe(401);
  const rows = (await inject({ url: '/api/instructor/feedback', headers: bearer(keys.instructor) })).json();
  expect(rows).toEqual([{ ...answer, lesson: 'S02', day: '2026-11-25' }]);
});

test.each([
  [{ ...answer, rating: 6 }, 'body.rating: expected at most 5, found 6.'],
  [{ ...answer, rating: 2.5 }, 'body.rating: expected int, found 2.5.'],
  [{ ...answer, text: 'x'.repeat(2001) }, 'body.text: expected at most 2000 characters, found a string of 2001 characters.'],
  [{ ...answer, learner: 'me' }, 'body: expected no field "learner", found an object.'],
  [{ ...answer, language: 'fr' }, /^body\.language: expected something else/],
])('a bad answer is refused with what was expected: %j', async (payload, message) => {
  const reply = await give(payload);
  expect(reply.statusCode).toBe(400);
  expect(apiError.parse(reply.json()).error.message).toMatch(message);
});

test('a lesson that does not exist is 404', async () => {
  expect((await inject({ url: '/api/lessons/S99/feedback' })).json().error.code).toBe('unknown-lesson');
});

test('sixty come through at once, then one a minute, and it is said when', async () => {
  for (let i = 0; i < 60; i++) expect((await give()).statusCode).toBe(201);
  const refused = await give();
  expect([refused.statusCode, refused.headers['retry-after'], apiError.parse(refused.json()).error.code]).toEqual([429, '60', 'too-often']);
  now += 60_000;
  expect((await give()).statusCode).toBe(201);
  expect((await give()).statusCode).toBe(429);
});

test('progress: a browser that only looks gets no cookie; one that tells gets one, and what two tell is merged', async () => {
  const look = await inject({ url: '/api/lessons/progress' });
  expect([look.json(), look.headers['set-cookie']]).toEqual([{ lessons: {} }, undefined]);
  const told = await post({ S02: record });
  expect(told.cookies).toHaveLength(1);
  expect(told.json()).toEqual({ lessons: { S02: record } });

  await post({ S02: record }, ann);
  const worse = { readAt: null, best: { right: 1, total: 8, at: '2026-11-25T08:00:00.000Z' }, passedAt: null };
  expect((await post({ S02: worse, S01: worse }, ann)).json().lessons).toEqual({ S01: worse, S02: record });
  expect((await inject({ url: '/api/lessons/progress', cookies: ben })).json().lessons).toEqual({});
  expect((await inject({ method: 'DELETE', url: '/api/lessons/progress', cookies: ann })).json()).toEqual({ ok: true });
  expect((await inject({ url: '/api/lessons/progress', cookies: ann })).json().lessons).toEqual({});
});

test.each([
  ['a lesson', { 'S02; drop': record }],
  ['a time', { S02: { ...record, readAt: 'yesterday' } }],
  ['more right than asked', { S02: { ...record, best: { right: 9, total: 8, at: record.readAt } } }],
])('progress with nonsense is refused: %s', async (_what, lessons) => {
  const reply = await post(lessons, ann);
  expect([reply.statusCode, apiError.parse(reply.json()).error.code]).toEqual([400, 'bad-request']);
});

test('without a database the lessons say why', async () => {
  const off = await testServer();
  const reply = await off.app.inject({ url: '/api/lessons/progress', headers: { host: 'localhost' } });
  expect([reply.statusCode, reply.json().error.code]).toEqual([503, 'lessons-unavailable']);
  await off.app.close();
});

test('the OpenAPI document can be made with these calls', async () => {
  const spec = (await inject({ url: '/api/openapi.json' })).json();
  expect(Object.keys(spec.paths)).toEqual(expect.arrayContaining(['/api/lessons/{lesson}/feedback', '/api/feedback', '/api/lessons/progress']));
});
