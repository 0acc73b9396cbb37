import type { InjectOptions } from 'fastify';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { unavailableAttempts } from '../attempts/unavailable.ts';
import { apiError } from '../contract/api.ts';
import { ann, ben, keys, lab, listen, talk, testServer } from './test-server.ts';

let server: Awaited<ReturnType<typeof testServer>>;
beforeEach(async () => {
  server = await testServer();
});
afterEach(() => server.app.close());

const origin = { origin: 'http://localhost:80' };
const inject = (options: InjectOptions) => server.app.inject({ cookies: ann, ...options, headers: { host: 'localhost:80', ...options.headers } });
const bearer = (key: string) => ({ authorization: `Bearer ${key}` });

test('the plain questions', async () => {
  expect((await inject({ url: '/api/health' })).json()).toEqual({ ok: true });
  expect((await inject({ url: '/api/status' })).json()).toEqual({ version: 'test', labsUnavailable: null, images: [] });
  expect((await inject({ url: '/api/labs' })).json()).toEqual([lab]);
  expect((await inject({ url: '/api/labs/first-mta' })).json()).toEqual(lab);
  expect((await inject({ url: '/api/labs/other' })).json().error).toMatchObject({ code: 'unknown-lab' });
});

test.each([
  ['GET', '/api/attempts', 200],
  ['GET', '/api/attempts/at1', 200],
  ['DELETE', '/api/attempts/at1', 200],
  ['POST', '/api/attempts/at1/cancel', 200],
  ['POST', '/api/attempts/at1/reset', 202],
  ['POST', '/api/attempts/at1/checks', 202],
  ['POST', '/api/attempts/at1/proofs', 202],
  ['POST', '/api/attempts/at1/solution', 200],
  ['GET', '/api/attempts/at1/why', 200],
  ['POST', '/api/attempts/at1/hosts/mx/reboot', 202],
  ['GET', '/api/submissions/s-at1', 200],
  ['GET', '/api/progress', 200],
  ['POST', '/api/labs/first-mta/prewarm', 202],
  ['POST', '/api/labs/first-mta/attempts', 202],
] as const)('%s %s → %i', async (method, url, status) => {
  const answer = await inject({ method, url });
  expect(answer.statusCode).toBe(status);
  expect(answer.headers['cache-control']).toBe('no-store');
});

test('bodies reach the attempts', async () => {
  expect((await inject({ method: 'POST', url: '/api/attempts/at1/hints', payload: { task: 'deliver' } })).json()).toMatchObject({ task: 'deliver', level: 1 });
  expect((await inject({ method: 'PUT', url: '/api/attempts/at1/answers', payload: { task: 'deliver', answer: '42' } })).json().answers).toEqual({
    deliver: '42',
  });
  expect((await inject({ method: 'POST', url: '/api/attempts/at1/objections', payload: { task: 'deliver', note: 'no' } })).statusCode).toBe(201);
  expect(server.attempts.notes).toEqual(['deliver: no']);
  await inject({ method: 'POST', url: '/api/labs/first-mta/attempts', payload: { fresh: true } });
  await inject({ method: 'POST', url: '/api/labs/first-mta/attempts', headers: { 'content-type': 'application/json' } });
  expect(server.attempts.calls).toEqual(['start true', 'start false']);
});

test('a new browser gets its cookie with its first attempt, not before', async () => {
  const look = await inject({ url: '/api/attempts', cookies: {} });
  expect(look.json()).toEqual([]);
  expect(look.headers['set-cookie']).toBeUndefined();
  const start = await inject({ method: 'POST', url: '/api/labs/first-mta/attempts', cookies: {} });
  const [cookie] = start.cookies;
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/' });
  const again = await inject({ url: '/api/attempts', cookies: { [cookie?.name ?? '']: cookie?.value ?? '' } });
  expect(again.json()).toHaveLength(1);
});

test('a stranger learns nothing of an attempt; the keys see it; a wrong key is refused', async () => {
  expect((await inject({ url: '/api/attempts/at1', cookies: ben })).statusCode).toBe(404);
  expect((await inject({ url: '/api/attempts/at1', cookies: {} })).statusCode).toBe(404);
  expect((await inject({ url: '/api/attempts/at1', cookies: {}, headers: bearer(keys.instructor) })).statusCode).toBe(200);
  expect((await inject({ url: '/api/attempts/at1', headers: bearer('wrong') })).statusCode).toBe(401);
});

test('foreign host, origin and content type', async () => {
  expect((await inject({ url: '/api/health', headers: { host: 'evil.example' } })).statusCode).toBe(421);
  expect((await inject({ url: '/', headers: { host: 'localhost.evil.example:80' } })).statusCode).toBe(421);
  expect((await inject({ url: '/api/health', headers: { host: '[::1]:4321' } })).statusCode).toBe(200);
  const post = { method: 'POST', url: '/api/attempts/at1/checks' } as const;
  for (const bad of ['http://evil.example', 'null', 'http://localhost:81', 'http://localhost:80.evil.example']) {
    const answer = await inject({ ...post, headers: { origin: bad } });
    expect([bad, answer.statusCode, answer.json().error.code]).toEqual([bad, 403, 'foreign-origin']);
  }
  expect((await inject({ ...post, headers: origin })).statusCode).toBe(202);
  expect((await inject({ ...post, headers: { 'content-type': 'text/plain' }, payload: '{}' })).statusCode).toBe(415);
  expect((await inject({ ...post, headers: { 'content-type': 'application/jsonp' }, payload: '{}' })).statusCode).toBe(415);
  expect((await inject({ ...post, headers: { 'content-type': 'application/json; charset=utf-8' }, payload: '{}' })).statusCode).toBe(202);
});

test('a body without length and type is refused too', async () => {
  const url = await listen(server.app);
  const host = new URL(url).host;
  const answer = await talk(url, `POST /api/attempts/at1/checks HTTP/1.1\r\nHost: ${host}\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n`, /}}/);
  expect(answer).toMatch(/^HTTP\/1.1 415 /);
});

test('too much is 413, nonsense is 400, and both say what was expected and found', async () => {
  const post = (payload: string | object) =>
    inject({ method: 'POST', url: '/api/attempts/at1/objections', headers: { 'content-type': 'application/json' }, payload });
  expect((await post(JSON.stringify({ note: 'x'.repeat(1024 * 1024) }))).statusCode).toBe(413);
  expect((await post('{')).statusCode).toBe(400);
  expect((await post('{"__proto__": {"a": 1}}')).statusCode).toBe(400);
  const message = async (payload: object) => (await post(payload)).json().error.message as string;
  expect(await message({ task: 3, note: 'n' })).toBe('body.task: expected string, found 3.');
  expect(await message({ note: 'n' })).toBe('body.task: expected string, found nothing.');
  expect(await message({ task: 't', note: '' })).toBe('body.note: expected at least 1 character, found "".');
  expect(await message({ task: 't', note: 'x'.repeat(4001) })).toBe('body.note: expected at most 4000 characters, found a string of 4001 characters.');
  expect(await message({ task: 't', note: 'n', extra: 1 })).toBe('body: expected no field "extra", found an object.');
  expect(await message([])).toBe('body: expected object, found an array.');
});

test('unknown paths and wrong methods', async () => {
  const answer = await inject({ url: '/api/nothing' });
  expect([answer.statusCode, answer.json().error.code]).toEqual([404, 'unknown-path']);
  const wrong = await inject({ method: 'POST', url: '/api/attempts/at1/why' });
  expect([wrong.statusCode, wrong.headers.allow]).toEqual([405, 'GET, HEAD']);
  expect((await inject({ method: 'PATCH', url: '/api/attempts/at1' })).headers.allow).toBe('DELETE, GET, HEAD');
  expect((await inject({ url: '/api/attempts/at1/terminals/mx/1' })).statusCode).toBe(426);
  expect((await inject({ url: '/nothing', headers: {} })).headers['content-type']).toContain('text/html');
});

test('what we did not foresee is logged and not shown', async () => {
  server.attempts.failWith = new Error('secret detail');
  const answer = await inject({ url: '/api/attempts/at1' });
  expect(answer.statusCode).toBe(500);
  expect(answer.body).not.toContain('secret detail');
  expect(answer.body).not.toContain('.ts:');
  expect(apiError.safeParse(answer.json()).success).toBe(true);
  expect(server.logged[0]?.detail).toMatchObject({ error: 'secret detail' });
});

test('every answer carries the security headers', async () => {
  for (const url of ['/api/health', '/api/nothing', '/nothing']) {
    const { headers } = await inject({ url });
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers['referrer-policy']).toBe('same-origin');
  }
});

test('while there is no engine everything about labs is 503 with the reason, and the rest works', async () => {
  const off = await testServer({ attempts: () => unavailableAttempts(() => ({ message: 'No engine.', hint: 'Install one.' })) });
  const answer = await off.app.inject({ url: '/api/attempts', headers: { host: 'localhost' } });
  expect([answer.statusCode, answer.json()]).toEqual([503, { error: { code: 'labs-unavailable', message: 'No engine.', hint: 'Install one.' } }]);
  expect((await off.app.inject({ url: '/api/labs', headers: { host: 'localhost' } })).statusCode).toBe(200);
  await off.app.close();
});

test('the OpenAPI document names every call, its problems and who needs a key', async () => {
  const spec = (await inject({ url: '/api/openapi.json' })).json();
  expect(Object.keys(spec.paths)).toEqual(
    expect.arrayContaining([
      '/api/health',
      '/api/attempts/{id}/events',
      '/api/attempts/{id}/hosts/{host}/reboot',
      '/api/attempts/{id}/terminals/{host}/{tab}',
      '/api/grade',
    ]),
  );
  expect(spec.paths['/api/grade'].post.security).toEqual([{ key: [] }]);
  expect(spec.paths['/api/attempts/{id}'].get.responses['4XX']).toBeDefined();
});
