import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readSecrets } from '../lab-runner/config.ts';
import { type Engine, labelOf } from '../lab-runner/engine/engine.ts';
import { findEngine } from '../lab-runner/engine/find-engine.ts';
import { removeInstance } from '../lab-runner/main.ts';
import { Browser, refusal } from './support/browser.ts';
import { ChildServer, freePort } from './support/child-server.ts';
import { tagOf } from './support/image-tags.ts';
import { leftOvers } from './support/left-overs.ts';

/** `postlab up` as a process of its own, killed in the worst moments. The tests follow one another. */
const data = mkdtempSync(join(tmpdir(), 'postlab-killed-'));
const { instance } = readSecrets(data);
let engine: Engine;
let server: ChildServer;
let ann: Browser;
let attempt: string;

beforeAll(async () => {
  engine = await findEngine(process.env);
  server = new ChildServer(data, await freePort());
  await server.start();
  ann = new Browser(server.url);
});
afterAll(async () => {
  await server?.end('SIGKILL');
  if (engine) await removeInstance(engine, instance);
  rmSync(data, { recursive: true, force: true });
});

const hosts = async () => (await engine.containers({ [labelOf.instance]: instance, [labelOf.kind]: 'host' })).map((c) => `${c.id} ${c.startedAt}`);
const stateInDatabase = (submission: string) => {
  const db = new DatabaseSync(join(data, 'postlab.db'), { readOnly: true });
  const row = db.prepare('select state from submission where id = ?').get(submission);
  db.close();
  return row?.['state'];
};

test('killed in the middle of a start: the half-made sandbox goes, the attempt starts again', async () => {
  const { id } = await ann.start('hello-smtp');
  await ann.events(id, (e) => e.type === 'stage' && e.stage.id === 'boot:client');
  await server.end('SIGKILL');
  const half = await hosts();
  expect(half).toHaveLength(1);
  await server.start();
  expect(await leftOvers(engine, instance)).toEqual([]);
  attempt = (await ann.start('hello-smtp')).id;
  expect(attempt).toBe(id);
  expect((await ann.ready(attempt)).id).toBe(id);
  expect(await hosts()).not.toEqual(half);
});

test('killed in the middle of a check: the submission is interrupted, the attempt goes on, nothing is leaked', async () => {
  const screen = ann.terminal(attempt, 'client');
  await screen.shows(/# /);
  screen.type('echo "typed-$((6*7))"\r');
  await screen.shows(/typed-42/);
  const before = await hosts();
  const submission = await ann.check(attempt);
  await server.end('SIGKILL');
  await screen.ended();
  expect(stateInDatabase(submission.id)).toBe('running');
  await server.start();
  expect(await ann.submission(submission.id)).toMatchObject({ state: 'interrupted', score: null, results: [] });
  const again = await ann.attempt(attempt);
  expect([again.state, again.score, again.lastSubmission?.state]).toEqual(['ready', null, 'interrupted']);
  expect(await hosts()).toEqual(before);
  const back = ann.terminal(attempt, 'client');
  await back.shows(/typed-42/);
  await back.drop();
  const next = await ann.judged(attempt);
  expect([next.state, next.results.map((r) => r.result.verdict)]).toEqual(['done', ['fail', 'fail', 'fail', 'fail']]);
});

test('killed in the middle of a proof, while the hosts are down: they come back, the submission is interrupted', async () => {
  const proof = (await ann.call('POST', `/api/attempts/${attempt}/proofs`)).body as { id: string };
  await ann.events(attempt, (e) => e.type === 'attempt' && e.attempt.state === 'rebooting');
  await server.end('SIGKILL');
  // As if the kill had come a moment later.
  for (const c of await engine.containers({ [labelOf.instance]: instance, [labelOf.kind]: 'host' })) await engine.stop(c.id, 5);
  await server.start();
  await ann.ready(attempt);
  await expect.poll(async () => (await engine.containers({ [labelOf.instance]: instance, [labelOf.kind]: 'host' })).map((c) => c.running)).toEqual([true]);
  await ann.ready(attempt);
  expect(await ann.submission(proof.id)).toMatchObject({ state: 'interrupted', score: null });
  const screen = ann.terminal(attempt, 'client');
  await screen.shows(/# /);
  await screen.drop();
});

test('a second server in the same folder is refused, and so is "down" while one runs', async () => {
  const second = await server.postlab(['up']);
  expect([second.code, second.stderr]).toEqual([2, expect.stringMatching(/already runs here.*\n.*Ctrl-C/)]);
  const down = await server.postlab(['down']);
  expect([down.code, down.stderr]).toEqual([2, expect.stringMatching(/is running.*\n.*Ctrl-C/)]);
  expect(refusal(await ann.call('GET', '/api/attempts/none'))).toEqual([404, 'unknown-attempt']);
});

test('Ctrl-C keeps the sandboxes; "down" removes all of this instance and nothing else', async () => {
  // Somebody else's Postlab, and a container whose name looks like ours.
  const other = { [labelOf.instance]: `${instance}0`, [labelOf.kind]: 'host', [labelOf.sandbox]: 'x' };
  const spec = { image: tagOf('base'), command: ['/usr/bin/sleep', 'infinity'], network: 'none', networkMode: 'none' as const, capabilities: [] };
  const bystanders = await Promise.all([
    engine.createService({ ...spec, name: `postlab-${instance}0-client`, labels: other }),
    engine.createService({ ...spec, name: `postlab-${instance}-look-alike`, labels: {} }),
  ]);
  for (const id of bystanders) await engine.start(id);
  const before = await hosts();
  await server.end('SIGINT');
  expect(await hosts()).toEqual(before);
  const down = await server.postlab(['down']);
  expect([down.code, down.stdout, down.stderr]).toEqual([0, expect.stringMatching(/^Removed \d+ containers/), '']);
  const mine = { [labelOf.instance]: instance };
  expect([await engine.containers(mine), await engine.networks(mine), await engine.volumes(mine)]).toEqual([[], [], []]);
  for (const id of bystanders) {
    expect((await engine.inspect(id))?.running).toBe(true);
    await engine.remove(id);
  }
  expect((await server.postlab(['down'])).stdout).toBe('Nothing of Postlab was running.\n');
});
