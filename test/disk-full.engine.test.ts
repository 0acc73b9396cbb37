import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { readSecrets } from '../lab-runner/config.ts';
import type { Engine } from '../lab-runner/engine/engine.ts';
import { findEngine } from '../lab-runner/engine/find-engine.ts';
import { removeInstance } from '../lab-runner/main.ts';
import { Browser, refusal } from './support/browser.ts';
import { ChildServer, freePort, postlab } from './support/child-server.ts';
import { smallDisk, whyNoSmallDisk } from './support/small-disk.ts';

/** The disk below the data folder fills up, and is made free again. The tests follow one another. */
const lab = 'hello-smtp';
const data = mkdtempSync(join(tmpdir(), 'postlab-disk-'));
const skipped = whyNoSmallDisk();
let engine: Engine;
let server: ChildServer;
let ann: Browser;
let attempt: string;
let instance: string;

const inside = () => `/proc/${server.pid}/root${data}`;
/** Until not one more byte fits. */
function fill(): void {
  for (const size of [1024 * 1024, 4096, 1])
    for (;;)
      try {
        writeFileSync(join(inside(), 'fill'), Buffer.alloc(size), { flag: 'a' });
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
        break;
      }
}
const free = () => rmSync(join(inside(), 'fill'));
const note = () => ann.call('POST', `/api/attempts/${attempt}/objections`, { task: 'two-recipients', note: 'x'.repeat(4000) });
/** What fits into the pages that the database has already is still taken; then it is full. */
async function untilRefused(): Promise<[number, string]> {
  for (let i = 0; i < 2000; i++) {
    const answer = await note();
    if (answer.status !== 201) return refusal(answer);
  }
  throw new Error('2000 notes went onto a full disk');
}

describe.skipIf(skipped !== '')('a small disk', () => {
  beforeAll(async () => {
    engine = await findEngine(process.env);
    server = new ChildServer(data, await freePort(), smallDisk(data, '24m'));
    await server.start();
    instance = readSecrets(inside()).instance;
    ann = new Browser(server.url);
    attempt = (await ann.start(lab)).id;
    await ann.ready(attempt);
  });
  afterAll(async () => {
    await server?.end('SIGKILL');
    if (instance) await removeInstance(engine, instance);
    rmSync(data, { recursive: true, force: true });
  });

  test('when it is full, whatever must be kept is refused with the reason, and the lab goes on', async () => {
    fill();
    expect(await untilRefused()).toEqual([507, 'database-full']);
    expect(refusal(await ann.call('POST', `/api/attempts/${attempt}/checks`))).toEqual([507, 'database-full']);
    expect(refusal(await ann.call('POST', `/api/attempts/${attempt}/reset`))).toEqual([507, 'database-full']);
    expect((await ann.attempt(attempt)).state).toBe('ready');
    const screen = ann.terminal(attempt, 'client');
    await screen.shows(/# /);
    screen.type('echo "typed-$((6*7))"\r');
    await screen.shows(/typed-42/);
    await screen.drop();
  });

  test('when there is room again, everything is as before and goes on', async () => {
    free();
    expect((await note()).status).toBe(201);
    const done = await ann.judged(attempt);
    expect([done.state, done.results.map((r) => r.result.verdict)]).toEqual(['done', ['fail', 'fail', 'fail', 'fail']]);
  });

  test('results of a check that ends on a full disk are not lost: they wait, the learner is told, and they are saved', async () => {
    const before = await ann.attempt(attempt);
    const proof = (await ann.call('POST', `/api/attempts/${attempt}/proofs`)).body as { id: string };
    await ann.events(attempt, (e) => e.type === 'attempt' && e.attempt.state === 'rebooting');
    const told = ann.events(attempt, (e) => e.type === 'notice');
    fill();
    await vi.waitFor(() => expect(server.output).toMatch(/could not be kept; it is tried until it can/), { timeout: 60_000, interval: 100 });
    expect((await ann.submission(proof.id)).state).toBe('running');
    expect((await told).at(-1)).toMatchObject({ level: 'warning', text: { en: expect.stringMatching(/full.*Nothing is lost/s) } });
    free();
    const done = await ann.finished(attempt, proof.id);
    expect([done.state, done.results.map((r) => r.result.verdict)]).toEqual(['done', ['fail', 'fail', 'fail', 'fail']]);
    const after = await ann.attempt(attempt);
    expect([after.state, after.lastSubmission?.id, after.parameters]).toEqual(['ready', proof.id, before.parameters]);
  });

  test('a lab that is given up on a full disk leaves nothing on the engine', async () => {
    fill();
    await untilRefused();
    free();
    expect((await ann.call('DELETE', `/api/attempts/${attempt}`)).status).toBe(200);
    fill();
    await vi.waitFor(async () => expect(await engine.containers({ 'org.postlab.instance': instance, 'org.postlab.kind': 'host' })).toEqual([]), {
      timeout: 60_000,
      interval: 300,
    });
    free();
    expect((await ann.attempt(attempt)).state).toBe('ended');
  });
});

describe.skipIf(skipped !== '')('a data folder that cannot be written', () => {
  const folder = join(tmpdir(), `postlab-unwritable-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each([
    ['full', 'cat /dev/zero > "$folder/fill" 2>/dev/null || true;', /must be able to write there; it found: ENOSPC.*\nFree some space/],
    ['read-only', 'mount -o remount,ro "$folder";', /must be able to write there; it found: EROFS.*\nMake the folder writable.*POSTLAB_DATA=/],
  ])('%s: the start ends at once, with what to do', async (_what, then, said) => {
    const env = { POSTLAB_DATA: folder, HOST: '127.0.0.1', PORT: String(await freePort()) };
    for (const command of [['up'], ['grade', lab, '--solution', 'labs/hello-smtp/solutions/swaks.sh']]) {
      const { code, stderr } = await postlab(command, env, smallDisk(folder, '1m', then));
      expect([code, stderr]).toEqual([2, expect.stringMatching(said)]);
      expect(stderr).not.toMatch(/\n {4}at /);
    }
  });
});
