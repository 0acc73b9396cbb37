import { afterAll, beforeAll, expect, test } from 'vitest';
import { Browser } from './support/browser.ts';
import { TestInstance } from './support/instance.ts';

/** A learner fills the disk of a host. The engine's disk is everybody's, so there is a limit. The tests follow one another. */
let instance: TestInstance;
let ann: Browser;
let ben: Browser;
let attempt: string;
let other: string;
let filled: string;

beforeAll(async () => {
  instance = await (await TestInstance.make({ settings: { POSTLAB_DISK_MB: '100' } })).start();
  ann = new Browser(instance.url);
  ben = new Browser(instance.url);
  attempt = (await ann.start('hello-smtp')).id;
  await ann.ready(attempt);
  [filled] = (await instance.hosts()) as [string];
  other = (await ben.start('hello-smtp')).id;
  await ben.ready(other);
});
afterAll(() => instance?.destroy());

const sh = async (line: string) => (await instance.engine.run(filled, ['/bin/bash', '-c', line], { timeout: 60_000 })).stdout;
const round = () => instance.runner.keeper.tick();
const notice = (look: RegExp) => ann.events(attempt, (e) => e.type === 'notice' && look.test(e.text.en));

test('below the limit nothing happens, near it the learner is warned once', async () => {
  await round();
  expect((await ann.attempt(attempt)).state).toBe('ready');
  await sh('head -c 85M /dev/urandom > /root/mine');
  const told = notice(/The files on client take \d+ MiB; at 100 MiB the lab is stopped/);
  await expect.poll(() => instance.runner.attempts.live.of(attempt).listeners.size).toBeGreaterThan(0);
  await round();
  const warned = (await told).filter((e) => e.type === 'notice');
  expect(warned).toHaveLength(1);
  expect((await ann.attempt(attempt)).state).toBe('ready');
});

test('over it the sandbox is stopped and says why; the neighbour’s is not touched', async () => {
  await sh('head -c 40M /dev/urandom > /root/more');
  const told = notice(/took \d+ MiB, and 100 MiB is the most/);
  await expect.poll(() => instance.runner.attempts.live.of(attempt).listeners.size).toBeGreaterThan(0);
  await round();
  await told;
  expect(await ann.attempt(attempt)).toMatchObject({ state: 'stopped', problem: expect.stringMatching(/delete what you do not need within 10 minutes/) });
  expect((await instance.engine.inspect(filled))?.running).toBe(false);
  expect((await ben.attempt(other)).state).toBe('ready');
});

test('started again there is time to tidy up, and then all is well', async () => {
  await ann.start('hello-smtp');
  await ann.ready(attempt);
  await round();
  expect((await ann.attempt(attempt)).state).toBe('ready');
  expect(await sh('rm /root/more; ls /root/mine')).toBe('/root/mine\n');
  await sh('rm /root/mine');
  await round();
  await sh('head -c 60M /dev/urandom > /root/less');
  await round();
  expect(await ann.attempt(attempt)).toMatchObject({ state: 'ready', problem: '' });
});

test('who goes on filling instead is stopped again', async () => {
  await sh('head -c 50M /dev/urandom > /root/more');
  await round();
  expect((await ann.attempt(attempt)).state).toBe('stopped');
  await ann.start('hello-smtp');
  await ann.ready(attempt);
  await sh('head -c 80M /dev/urandom > /root/evenmore');
  await round();
  expect((await ann.attempt(attempt)).state).toBe('stopped');
});

test('a host whose small disks are full can still be used, checked and rebooted', async () => {
  const host = (await instance.hosts()).find((id) => id !== filled) as string;
  const before = (await instance.engine.inspect(host))?.startedAt;
  await instance.engine.run(host, ['/bin/bash', '-c', 'for d in /run /run/lock /dev/shm; do cat /dev/zero > $d/fill; done 2>/dev/null; true'], {
    timeout: 60_000,
  });
  const screen = ben.terminal(other, 'client');
  await screen.shows(/# /);
  screen.type('echo x > /run/x; df --output=pcent /run | tail -1; echo "typed-$((6*7))"\r');
  await screen.shows(/No space left on device[\s\S]*100%[\s\S]*typed-42/);
  await screen.drop();
  const done = await ben.judged(other);
  expect(done.results.map((r) => r.result.verdict)).toEqual(['fail', 'fail', 'fail', 'fail']);
  expect((await ben.call('POST', `/api/attempts/${other}/hosts/client/reboot`)).status).toBe(202);
  await expect.poll(async () => (await instance.engine.inspect(host))?.startedAt).not.toBe(before);
  await ben.ready(other);
});
