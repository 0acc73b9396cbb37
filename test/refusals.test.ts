import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { lockData } from '../lab-runner/lock.ts';
import { freePort, postlab } from './support/child-server.ts';

/** What a person sees who starts Postlab wrongly: one sentence on what is, one on what to do, at once and without a stack. */
let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'postlab-refusals-'));
});
afterEach(() => rmSync(data, { recursive: true, force: true }));

async function start(env: Record<string, string>, args = ['up']) {
  const { code, stdout, stderr } = await postlab(args, { POSTLAB_DATA: data, ...env });
  expect(stderr).not.toMatch(/\n {4}at /);
  return { code, stdout, stderr };
}

test.each([
  [{ PORT: 'http' }, /PORT: expected a whole number from 0 to 65535, found "http"\.\nSet PORT/],
  [{ POSTLAB_TLS_CERT: 'cert.pem' }, /found only POSTLAB_TLS_CERT\.\nSet both/],
  [{ POSTLAB_PROXY: 'my proxy' }, /POSTLAB_PROXY: expected addresses or networks/],
  [{ POSTLAB_POOL: '-1' }, /POSTLAB_POOL: expected a whole number from 0 to 500, found "-1"\.\nSet POSTLAB_POOL/],
  [{ POSTLAB_IDLE: '5' }, /no setting POSTLAB_IDLE; there are .*POSTLAB_IDLE_MINUTES/],
])('settings %j are wrong usage', async (env, said) => {
  expect(await start(env)).toEqual({ code: 64, stdout: '', stderr: expect.stringMatching(said) });
});

test('a taken port is said before anything is built', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => other.once('listening', resolve));
  const { port } = other.address() as { port: number };
  const done = await start({ HOST: '127.0.0.1', PORT: String(port) });
  other.close();
  expect(done).toEqual({
    code: 2,
    stdout: '',
    stderr: expect.stringMatching(new RegExp(`Port ${port} on 127\\.0\\.0\\.1 is taken.*\\n.*PORT=${port + 1} npm start`)),
  });
});

test('a data folder in which somebody else works is left to them, by every command that would change it', async () => {
  const lock = lockData(data);
  lock.serves('http://localhost:1');
  const port = String(await freePort());
  for (const args of [['up'], ['down']]) {
    expect(await start({ PORT: port }, args)).toEqual({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(new RegExp(`process ${process.pid}.*\\n.*Ctrl-C`)),
    });
  }
  // A server that holds the folder but does not answer is not taken for none.
  const graded = await start({ PORT: port }, ['grade', 'hello-smtp', '--solution', 'labs/hello-smtp/solutions/swaks.sh']);
  expect(graded).toEqual({ code: 2, stdout: '', stderr: expect.stringMatching(/should answer at http:\/\/localhost:1; it did not/) });
  lock.release();
});

test('an unknown command and an unknown option are wrong usage', async () => {
  expect(await start({}, ['launch'])).toMatchObject({ code: 64 });
  expect(await start({}, ['up', '--fast'])).toMatchObject({ code: 64, stderr: expect.stringMatching(/unknown option '--fast'/) });
});
