import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { CanaryItem } from '../lab-runner/contract/canary.ts';
import { paceOf } from '../lab-runner/contract/pace.ts';
import { Browser } from './support/browser.ts';
import { TestInstance } from './support/instance.ts';

/** Numbered mail that a slow server makes late, and that is on time once the server is mended. The tests follow one another. */
let instance: TestInstance;
let ann: Browser;
let attempt: string;
const lab = 'fault-slow-dns';

beforeAll(async () => {
  instance = await (await TestInstance.make()).start();
  ann = new Browser(instance.url);
});
afterAll(() => instance?.destroy());

const items = async (now: boolean): Promise<CanaryItem[]> =>
  (await instance.runner.canaries.report(await instance.runner.attempts.sandboxOf(attempt), now)).items;

test('a server that waits for a dead name server makes mail late, and the page is told', async () => {
  attempt = (await ann.start(lab)).id;
  await ann.ready(attempt);
  const events = await ann.events(attempt, (e) => e.type === 'canary' && e.canary.late > 0, 200_000);
  expect(events.some((e) => e.type === 'canary' && e.canary.late > 0)).toBe(true);
  expect((await ann.attempt(attempt)).canary).toMatchObject({ lost: 0, relayed: false, late: expect.any(Number) });
}, 300_000);

test('after the repair new numbers are on time; what was late stays on the record', async () => {
  const sandbox = await instance.runner.sandboxStore.find(await instance.runner.attempts.sandboxOf(attempt));
  const script = instance.runner.catalogue.labs.get(lab)?.solutions.find((s) => s.name === 'mend')?.steps[0]?.script as string;
  const env = sandbox ? instance.runner.sandboxes.plan(sandbox).env : {};
  const done = await instance.engine.run(sandbox?.hosts[0]?.container as string, ['/bin/bash', '-s'], { env, stdin: script, timeout: 60_000 });
  expect(done.exitCode).toBe(0);
  const before = (await items(false)).length;
  // A busy machine may make one late: the next is not.
  await vi.waitFor(
    async () => {
      const fresh = (await items(true)).slice(before);
      expect(fresh.map((i) => paceOf(i, null, Date.now()))).toContain('prompt');
    },
    { timeout: 200_000, interval: 3_500 },
  );
  expect((await ann.attempt(attempt)).canary?.late).toBeGreaterThan(0);
}, 300_000);
