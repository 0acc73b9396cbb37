import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { patience } from '../../test/support/patience.ts';
import { keys, listen, talk, testServer } from './test-server.ts';

let server: Awaited<ReturnType<typeof testServer>>;
beforeEach(async () => {
  server = await testServer();
});
afterEach(() => server.app.close());

const ask = (method: 'GET' | 'POST', url: string, key: string | null, payload?: object) =>
  server.app.inject({ method, url, headers: { host: 'localhost', ...(key && { authorization: `Bearer ${key}` }) }, ...(payload && { payload }) });
const solution = { lab: 'first-mta', solution: 'true', seed: 'x' };

test('the board wants the instructor’s or the admin key', async () => {
  for (const key of [keys.instructor, keys.admin]) expect((await ask('GET', '/api/instructor/sandboxes', key)).json()).toHaveLength(1);
  for (const key of [null, 'wrong', '']) expect((await ask('GET', '/api/instructor/sandboxes', key)).statusCode).toBe(401);
  expect((await ask('POST', '/api/instructor/sandboxes/sb1/stop', null)).statusCode).toBe(401);
  expect((await ask('POST', '/api/instructor/sandboxes/sb1/stop', keys.instructor)).statusCode).toBe(202);
  expect((await ask('POST', '/api/instructor/sandboxes/sb1/reset', keys.instructor)).statusCode).toBe(202);
  expect(server.attempts.calls).toEqual(['stop sb1', 'reset sb1']);
});

test('grading wants the admin token, before anything else is looked at', async () => {
  for (const key of [null, 'wrong', keys.instructor]) expect((await ask('POST', '/api/grade', key, { nonsense: true })).statusCode).toBe(401);
  expect((await ask('POST', '/api/grade', keys.admin, solution)).json()).toMatchObject({ outcome: 'not solved', seed: 'x' });
  expect((await ask('POST', '/api/grade', keys.admin, { attempt: 'at1' })).statusCode).toBe(200);
  expect(server.attempts.calls).toEqual(['grade at1']);
});

test('a script of a million characters is taken, more is told apart from a wrong shape', async () => {
  expect((await ask('POST', '/api/grade', keys.admin, { ...solution, solution: '"'.repeat(1_000_000) })).statusCode).toBe(200);
  expect((await ask('POST', '/api/grade', keys.admin, { ...solution, solution: '"'.repeat(1_100_000) })).statusCode).toBe(413);
  const wrong = await ask('POST', '/api/grade', keys.admin, { lab: 'first-mta' });
  expect([wrong.statusCode, wrong.json().error.message]).toEqual([400, 'body.solution: expected string, found nothing.']);
});

test('a client that leaves takes its grading with it', async () => {
  server.attempts.grading = new Promise(() => undefined);
  const url = await listen(server.app);
  const abort = new AbortController();
  const asked = fetch(`${url}/api/grade`, {
    method: 'POST',
    signal: abort.signal,
    headers: { authorization: `Bearer ${keys.admin}`, 'content-type': 'application/json' },
    body: JSON.stringify(solution),
  });
  await vi.waitFor(() => expect(server.attempts.gradeSignal).not.toBeNull(), patience);
  expect(server.attempts.gradeSignal?.aborted).toBe(false);
  abort.abort();
  await expect(asked).rejects.toThrow();
  await vi.waitFor(() => expect(server.attempts.gradeSignal?.aborted).toBe(true), patience);
});

test('a long grading says each minute that it goes on', async () => {
  let finish: () => void = () => undefined;
  server.attempts.grading = new Promise((_resolve, reject) => {
    finish = () => reject(new Error('enough'));
  });
  const url = await listen(server.app);
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  try {
    const body = JSON.stringify(solution);
    const head = [
      'POST /api/grade HTTP/1.1',
      'Host: localhost',
      `Authorization: Bearer ${keys.admin}`,
      'Content-Type: application/json',
      `Content-Length: ${body.length}`,
    ];
    const answer = talk(url, `${head.join('\r\n')}\r\n\r\n${body}`, /HTTP\/1.1 500 .*}}/s);
    while (server.attempts.gradeSignal === null) await new Promise((resolve) => setImmediate(resolve));
    vi.advanceTimersByTime(120_000);
    finish();
    expect((await answer).match(/HTTP\/1.1 \d+/g)).toEqual(['HTTP/1.1 102', 'HTTP/1.1 102', 'HTTP/1.1 500']);
  } finally {
    vi.useRealTimers();
  }
});
