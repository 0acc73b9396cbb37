import Docker from 'dockerode';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { DockerEngine, engineFacts } from '../lab-runner/engine/docker-engine.ts';
import { type Engine, labelOf } from '../lab-runner/engine/engine.ts';
import { findEngine } from '../lab-runner/engine/find-engine.ts';
import { Browser } from './support/browser.ts';
import { TestInstance } from './support/instance.ts';
import { patience } from './support/patience.ts';
import { SocketProxy } from './support/socket-proxy.ts';

/** A runner whose way to the engine is cut in the worst moments and mended again. The tests follow one another. */
let near: Engine;
let proxy: SocketProxy;
let instance: TestInstance;
let ann: Browser;
let attempt: string;
const lab = 'hello-smtp';

beforeAll(async () => {
  near = await findEngine(process.env);
  proxy = await SocketProxy.open(process.env);
  const docker = new Docker(proxy.options);
  instance = await (await TestInstance.make({ engine: new DockerEngine(docker, await engineFacts(docker)) })).start();
  ann = new Browser(instance.url);
});
afterAll(async () => {
  await instance?.destroy(near);
  await proxy?.close();
});

const hosts = () => near.containers({ [labelOf.instance]: instance.secrets.instance, [labelOf.kind]: 'host' });
const inHost = async (line: string) => (await near.run((await hosts())[0]?.id as string, ['/bin/sh', '-c', line], { timeout: 60_000 })).stdout;

test.each(['world', 'boot:client'])('the engine goes during "%s": the start fails and says so, what was made is removed when it is back', async (stage) => {
  const { id } = await ann.start(lab);
  await ann.events(id, (e) => e.type === 'stage' && e.stage.id === stage);
  await proxy.cut();
  const failed = await ann.events(id, (e) => e.type === 'attempt' && e.attempt.state === 'failed');
  const last = failed.at(-1);
  expect(last?.type === 'attempt' && last.attempt.problem).toMatch(/The Docker engine did not answer.* Start Docker .*try again/);
  // Another press while it is away fails as clearly, and is no second attempt.
  expect((await ann.start(lab)).id).toBe(id);
  await vi.waitFor(async () => expect(await ann.attempt(id)).toMatchObject({ state: 'failed', problem: expect.stringMatching(/did not answer/) }), patience);
  await proxy.mend();
  await instance.runner.keeper.tick();
  await instance.empty();
  expect(await instance.runner.sandboxStore.all()).toEqual([]);
  attempt = id;
});

test('after that the same attempt starts', async () => {
  expect((await ann.start(lab)).id).toBe(attempt);
  await ann.ready(attempt);
  expect(await hosts()).toHaveLength(1);
});

test('the engine goes in the middle of a check: errors, no fail, and the next check is complete', async () => {
  const submission = await ann.check(attempt);
  await proxy.cut();
  const done = await ann.finished(attempt, submission.id);
  const verdicts = done.results.map((r) => r.result.verdict);
  // What had been looked at before may stand: this lab's tasks are not done.
  expect(verdicts).toContain('error');
  expect(done.score?.couldNotLook).toBe(true);
  await proxy.mend();
  await vi.waitFor(
    async () => {
      const again = await ann.finished(attempt, (await ann.check(attempt)).id);
      expect(again.results.map((r) => r.result.verdict)).toEqual(['fail', 'fail', 'fail', 'fail']);
    },
    { timeout: 120_000, interval: 1000 },
  );
});

test('a host that dies while nobody hears the engine is found by the next round, and comes back with what was on it', async () => {
  await inHost('echo kept > /root/note');
  const [host] = await hosts();
  await proxy.cut();
  await near.stop(host?.id as string, 5);
  await proxy.mend();
  expect((await hosts())[0]?.running).toBe(false);
  await instance.runner.keeper.tick();
  await ann.ready(attempt);
  expect(await inHost('cat /root/note')).toBe('kept\n');
  const screen = ann.terminal(attempt, 'client');
  await screen.shows(/# /);
  await screen.drop();
});

test('a world that was removed is replaced by the next round, and the sandbox has its Internet again', async () => {
  const [world] = await near.containers({ [labelOf.instance]: instance.secrets.instance, [labelOf.kind]: 'world' });
  await near.remove(world?.id as string);
  const { peer } = (await ann.attempt(attempt)).parameters;
  expect(await inHost(`dig +short +time=1 +tries=1 MX ${peer} | grep -v '^;'`)).toBe('');
  await instance.runner.keeper.tick();
  await vi.waitFor(async () => expect(await inHost(`dig +short +time=1 +tries=1 MX ${peer}`)).toMatch(/^\d+ \S+\.$/m), { timeout: 120_000, interval: 500 });
  const done = await ann.judged(attempt);
  expect(done.results.map((r) => r.result.verdict)).toEqual(['fail', 'fail', 'fail', 'fail']);
});

test('an attempt that ends while the engine is away is ended at once; its sandbox goes when the engine is back', async () => {
  await proxy.cut();
  expect(await ann.call('DELETE', `/api/attempts/${attempt}`)).toMatchObject({ status: 200, body: { state: 'ended' } });
  await instance.runner.attempts.settled();
  // Its terminals are told that there is nothing to wait for.
  expect(await ann.terminal(attempt, 'client').ended()).toBe(4404);
  await proxy.mend();
  await instance.runner.keeper.tick();
  await instance.empty();
  expect(await instance.runner.sandboxStore.all()).toEqual([]);
});
