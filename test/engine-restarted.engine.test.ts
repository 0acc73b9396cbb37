import Docker from 'dockerode';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Lab, labOf } from '../lab-runner/catalogue/catalogue.ts';
import { DockerEngine, engineFacts } from '../lab-runner/engine/docker-engine.ts';
import { type Engine, labelOf } from '../lab-runner/engine/engine.ts';
import { findEngine } from '../lab-runner/engine/find-engine.ts';
import { Browser } from './support/browser.ts';
import { TestInstance } from './support/instance.ts';
import { SocketProxy } from './support/socket-proxy.ts';

/**
 * What a restart of Docker does, done to this instance alone (the engine is everybody's): the way to the engine is cut, all
 * containers end at once, those with a restart policy come back, the way is mended.
 */
let near: Engine;
let proxy: SocketProxy;
let instance: TestInstance;
let ann: Browser;
let attempt: string;

beforeAll(async () => {
  near = await findEngine(process.env);
  proxy = await SocketProxy.open(process.env);
  const docker = new Docker(proxy.options);
  instance = await (await TestInstance.make({ engine: new DockerEngine(docker, await engineFacts(docker)) })).start();
  // Until a lab of this kind is needed for its own sake: the same lab with a disk of four mebibytes.
  const lab = structuredClone({ ...labOf(instance.runner.catalogue, 'hello-smtp') });
  const client = lab.definition.topology.hosts['client'];
  if (client) client.volumes = { '/srv/disk': '4m' };
  (instance.runner.catalogue.labs as Map<string, Lab>).set('hello-smtp', lab);
  ann = new Browser(instance.url);
  attempt = (await ann.start('hello-smtp')).id;
  await ann.ready(attempt);
});
afterAll(async () => {
  await instance?.destroy(near);
  await proxy?.close();
});

const mine = () => near.containers({ [labelOf.instance]: instance.secrets.instance });
const inHost = async (line: string) => {
  const host = (await mine()).find((c) => c.labels[labelOf.kind] === 'host');
  return (await near.run(host?.id as string, ['/bin/bash', '-c', line], { timeout: 60_000 })).stdout;
};

test('a reboot of the host keeps what is on its small disk, and the disk is really full when it is', async () => {
  expect(await inHost('echo kept > /srv/disk/note; head -c 8M /dev/zero 2>/dev/null > /srv/disk/fill; df --output=size,pcent -k /srv/disk | tail -1')).toMatch(
    / 4096 +100%/,
  );
  const begun = async () => (await mine()).find((c) => c.labels[labelOf.kind] === 'host')?.startedAt;
  const before = await begun();
  await ann.call('POST', `/api/attempts/${attempt}/hosts/client/reboot`);
  await expect.poll(begun).not.toBe(before);
  await ann.ready(attempt);
  expect(await inHost('cat /srv/disk/note; rm /srv/disk/fill')).toBe('kept\n');
});

test('after the restart the lab comes back by itself: hosts, Internet, terminals, checks; what was on the small disk is gone, and that is said', async () => {
  await inHost('echo here > /root/note');
  await proxy.cut();
  const all = await mine();
  await Promise.all(all.map((c) => near.stop(c.id, 0)));
  for (const c of all) if (c.labels[labelOf.kind] !== 'host') await near.start(c.id);
  await proxy.mend();
  await instance.runner.keeper.tick();
  await ann.ready(attempt);
  const { peer } = (await ann.attempt(attempt)).parameters;
  await vi.waitFor(async () => expect(await inHost(`dig +short +time=1 +tries=1 MX ${peer}`)).toMatch(/^\d+ \S+\.$/m), { timeout: 120_000, interval: 500 });
  expect(await inHost('cat /root/note; ls /srv/disk')).toBe('here\n');
  const screen = ann.terminal(attempt, 'client');
  await screen.shows(/# /);
  await screen.drop();
  const told = ann.events(attempt, (e) => e.type === 'notice');
  await expect.poll(() => instance.runner.attempts.live.of(attempt).listeners.size).toBeGreaterThan(0);
  await instance.runner.keeper.tick();
  expect((await told).at(-1)).toMatchObject({ text: { en: expect.stringMatching(/engine was restarted.* empty now/) } });
  expect((await ann.attempt(attempt)).problem).toMatch(/Reset the lab/);
  await vi.waitFor(
    async () => {
      const done = await ann.finished(attempt, (await ann.check(attempt)).id);
      expect(done.results.map((r) => r.result.verdict)).toEqual(['fail', 'fail', 'fail', 'fail']);
    },
    { timeout: 120_000, interval: 1000 },
  );
});
