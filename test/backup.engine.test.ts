import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readSecrets } from '../lab-runner/config.ts';
import type { Engine } from '../lab-runner/engine/engine.ts';
import { findEngine } from '../lab-runner/engine/find-engine.ts';
import { removeInstance } from '../lab-runner/main.ts';
import { Browser } from './support/browser.ts';
import { ChildServer, freePort, postlab } from './support/child-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'postlab-backup-'));
const [first, second] = [join(folder, 'first'), join(folder, 'second')];
const archive = join(folder, 'backup.tar.gz');
const { instance } = readSecrets(first);
let engine: Engine;
let server: ChildServer | null = null;

beforeAll(async () => {
  engine = await findEngine(process.env);
});
afterAll(async () => {
  await server?.end('SIGKILL');
  if (engine) await removeInstance(engine, instance);
  rmSync(folder, { recursive: true, force: true });
});

test('a backup made while learners work brings the class back on another machine, results and passcodes and all', async () => {
  server = new ChildServer(first, await freePort());
  await server.start();
  expect((await server.postlab(['class', 'create', 'Kept', '--lab', 'hello-smtp'])).code).toBe(0);
  const code =
    /code (\S+),/.exec((await server.postlab(['class', 'list'])).stdout)?.[1] ??
    /\b([a-z2-9]{4}-[a-z2-9]{4})\b/.exec((await server.postlab(['class', 'list'])).stdout)?.[1];
  const lin = new Browser(server.url);
  const joined = (await lin.call('POST', '/api/join', { code, name: 'Lin' })).body as { passcode: string };
  const { id } = await lin.start('hello-smtp');
  await lin.ready(id);
  await lin.finished(id, (await lin.check(id)).id);

  const made = await server.postlab(['backup', archive]);
  expect([made.code, made.stdout, statSync(archive).mode & 0o777]).toEqual([0, expect.stringContaining('MiB'), 0o600]);
  expect((await server.postlab(['backup', archive])).stderr).toContain('is there already');
  expect((await server.postlab(['restore', archive])).stderr).toContain('Postlab runs in');

  // The machine is lost.
  await server.end('SIGKILL');
  await removeInstance(engine, instance);
  rmSync(first, { recursive: true });

  expect((await postlab(['restore', archive], { POSTLAB_DATA: second })).code).toBe(0);
  server = new ChildServer(second, await freePort());
  await server.start();
  const back = new Browser(server.url);
  expect((await back.call('POST', '/api/resume', { passcode: joined.passcode })).status).toBe(200);
  expect((await back.call('GET', '/api/progress')).body).toMatchObject([{ lab: 'hello-smtp', attempts: 1 }]);
  expect((await back.attempt(id)).lastSubmission?.state).toBe('done');
  // Its machines are gone; the same attempt gets fresh ones.
  const again = await back.start('hello-smtp');
  expect((await back.ready(again.id)).hosts.map((h) => h.name)).toEqual(['client']);
  expect((await server.postlab(['class', 'grades', 'Kept'])).stdout).toContain('Lin');
});

test('what is no backup is refused and changes nothing; an instance that is there is moved aside, never deleted', async () => {
  await server?.end('SIGKILL');
  const before = readdirSync(second).sort();
  for (const [name, bytes, why] of [
    ['text', 'hello', 'reading it said'],
    ['none', null, 'there is no such file'],
  ] as const) {
    const file = join(folder, name);
    if (bytes !== null) writeFileSync(file, bytes);
    const refused = await postlab(['restore', file, '--replace'], { POSTLAB_DATA: second });
    expect([refused.code, refused.stderr]).toEqual([64, expect.stringContaining(why)]);
  }
  expect((await postlab(['restore', archive], { POSTLAB_DATA: second })).stderr).toContain('holds an instance already');
  expect(readdirSync(second).sort()).toEqual(before);
  const replaced = await postlab(['restore', archive, '--replace'], { POSTLAB_DATA: second });
  expect(replaced.code).toBe(0);
  const aside = readdirSync(second).find((name) => name.startsWith('replaced-')) ?? '';
  expect(existsSync(join(second, aside, 'postlab.db'))).toBe(true);
});
