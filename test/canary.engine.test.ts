import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { CanaryReport } from '../lab-runner/contract/canary.ts';
import { Browser } from './support/browser.ts';
import { TestInstance } from './support/instance.ts';

/** The numbered mail of a real lab, over a restart of the runner. The tests follow one another. */
let instance: TestInstance;
let ann: Browser;
let attempt: string;
const lab = 'fault-mailbox-full';

beforeAll(async () => {
  instance = await (await TestInstance.make()).start();
  ann = new Browser(instance.url);
});
afterAll(() => instance?.destroy());

const report = async (): Promise<CanaryReport> => instance.runner.canaries.report(await instance.runner.attempts.sandboxOf(attempt), false);

test('flows from the start by itself: one mailbox is full, so its mail waits with the sender; the rest arrives; the page is told', async () => {
  attempt = (await ann.start(lab)).id;
  await ann.ready(attempt);
  const events = await ann.events(attempt, (e) => e.type === 'canary' && e.canary.sent >= 3);
  expect(events.some((e) => e.type === 'canary')).toBe(true);
  await vi.waitFor(
    async () => {
      const { canary } = await ann.attempt(attempt);
      expect(canary).toMatchObject({ lost: 0, relayed: false });
      expect(canary?.waiting).toBeGreaterThanOrEqual(1);
      expect(canary?.arrived).toBeGreaterThanOrEqual(2);
    },
    { timeout: 240_000, interval: 500 },
  );
  const waiting = (await report()).items.find((i) => i.flow === 'to-lady');
  expect(waiting).toMatchObject({ number: 1, state: 'waiting' });
  expect(waiting?.lastReply).toMatch(/^452 4\.2\.2/);
});

test('a runner that starts again goes on with the same numbers, and delivers what waited once the mailbox is mended', async () => {
  const before = await report();
  await instance.stop();
  await instance.start();
  ann.url = instance.url;
  const after = await report();
  for (const item of before.items) expect(after.items.map((i) => i.token)).toContain(item.token);
  const sandbox = await instance.runner.sandboxStore.find(await instance.runner.attempts.sandboxOf(attempt));
  const container = sandbox?.hosts[0]?.container as string;
  const solution = instance.runner.catalogue.labs.get(lab)?.solutions[0]?.steps[0]?.script as string;
  const env = sandbox ? instance.runner.sandboxes.plan(sandbox).env : {};
  const done = await instance.engine.run(container, ['/bin/bash', '-s'], { env, stdin: solution, timeout: 60_000 });
  expect([done.exitCode, done.stderr.includes('rror')]).toEqual([0, false]);
  await vi.waitFor(
    async () => {
      const lady = (await report()).items.filter((i) => i.flow === 'to-lady');
      expect(lady.length).toBeGreaterThanOrEqual(1);
      expect(lady.slice(0, 1).map((i) => [i.number, i.state])).toEqual([[1, 'accepted']]);
    },
    { timeout: 240_000, interval: 500 },
  );
});

test('ends with the sandbox', async () => {
  await ann.call('DELETE', `/api/attempts/${attempt}`);
  await instance.empty();
  await expect.poll(async () => (await ann.attempt(attempt)).canary).toBeNull();
});
