import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inlineScripts } from './csp.ts';
import { testServer } from './test-server.ts';

const dist = mkdtempSync(join(tmpdir(), 'postlab-pages-'));
const page = '<!doctype html><script>theme()</script><script type="application/json">{}</script><script src="/_astro/a.1.js"></script>';
const files: Record<string, string> = {
  'index.html': page,
  '404.html': '<p>no such page</p>',
  'labs/index.html': '<p>labs</p>',
  'instructor/index.html': '<p>board</p>',
  'zh-cn/404/index.html': '<p>没有</p>',
  '_astro/a.1.js': 'x()',
  '.digest': 'secret',
};

let server: Awaited<ReturnType<typeof testServer>>;
beforeAll(async () => {
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(dist, name)), { recursive: true });
    writeFileSync(join(dist, name), content);
  }
  writeFileSync(join(dist, 'index.html.br'), brotliCompressSync(page));
  server = await testServer({ dist });
});
afterAll(async () => {
  await server.app.close();
  rmSync(dist, { recursive: true });
});

const get = (url: string, headers: Record<string, string> = {}) => server.app.inject({ url, headers: { host: 'localhost', ...headers } });

test('a page is asked for again each time and says when it has not changed', async () => {
  const answer = await get('/');
  expect([answer.statusCode, answer.body, answer.headers['cache-control']]).toEqual([200, page, 'no-cache']);
  expect((await get('/', { 'if-none-match': String(answer.headers.etag) })).statusCode).toBe(304);
});

test('what was compressed beforehand is sent so', async () => {
  const answer = await get('/', { 'accept-encoding': 'gzip, br' });
  expect(answer.headers).toMatchObject({ 'content-encoding': 'br', 'content-type': 'text/html; charset=utf-8' });
  expect(answer.headers.vary).toContain('accept-encoding');
  expect(brotliDecompressSync(answer.rawPayload).toString()).toBe(page);
  expect(answer.headers['content-security-policy']).toContain("'sha256-");
});

test('hashed files are kept for ever', async () => {
  expect((await get('/_astro/a.1.js')).headers['cache-control']).toBe('public, max-age=31536000, immutable');
});

test('a folder without its slash goes to the one with it', async () => {
  const answer = await get('/labs');
  expect([answer.statusCode, answer.headers.location]).toEqual([301, '/labs/']);
  expect((await get('/labs/', { 'accept-encoding': 'br' })).body).toBe('<p>labs</p>');
  expect((await get('/instructor/')).body).toBe('<p>board</p>');
});

test('a page that is not there is 404 in the reader’s language', async () => {
  const answer = await get('/nothing/');
  expect([answer.statusCode, answer.body]).toEqual([404, '<p>no such page</p>']);
  expect((await get('/zh-cn/nothing')).body).toBe('<p>没有</p>');
  expect((await get('/.digest')).statusCode).toBe(404);
  expect((await get('/..%2f..%2fetc/passwd')).body).not.toContain('root:');
});

test('pages are not posted to', async () => {
  const answer = await server.app.inject({ method: 'POST', url: '/labs/', headers: { host: 'localhost' } });
  expect([answer.statusCode, answer.headers.allow]).toEqual([405, 'GET, HEAD']);
});

test('a page may run its own inline scripts and no others', async () => {
  const policy = String((await get('/')).headers['content-security-policy']);
  const [script] = /script-src [^;]*/.exec(policy) ?? [];
  expect(script).not.toContain('unsafe-inline');
  // printf 'theme()' | openssl dgst -sha256 -binary | base64
  const hash = "'sha256-Rfr3GgHZFiXm+TmNr+li+0sZ4J9FGllo8jsXcJF5XZ8='";
  expect(inlineScripts(page)).toEqual([hash]);
  expect(script).toContain(hash);
});
