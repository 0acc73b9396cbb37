import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Docker from 'dockerode';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { runChecks } from '../lab-runner/attempts/submissions.ts';
import { type Lab, labOf } from '../lab-runner/catalogue/catalogue.ts';
import { enginePlaces } from '../lab-runner/engine/find-engine.ts';
import type { StoredSandbox } from '../lab-runner/sandbox/sandbox-store.ts';
import { TestInstance } from './support/instance.ts';
import { patience } from './support/patience.ts';

/**
 * World is killed while checks of all kinds are under way on a real sandbox. Whatever they then say must not be held
 * against the learner, and the sandbox must have its Internet again by itself.
 */
const checks = `
const e = (en) => ({ en, 'zh-cn': en });
const fail = (observed) => ({ verdict: 'fail', expected: e('something else'), observed: e(observed) });
const soon = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
export default {
  // Waits for mail that a host would have sent meanwhile.
  waits: async (ctx) => ((await ctx.until(async () => (await ctx.outside.received()).length > 0, { timeout: 4000 })) ? { verdict: 'pass' } : fail('nothing arrived')),
  // Is in the middle of a dialogue with a host.
  talks: async (ctx) => {
    const session = await ctx.smtp.connect({ host: 'client', port: 2525 });
    await soon(2500);
    const reply = await session.ehlo();
    return reply.code === 250 ? { verdict: 'pass' } : fail('no answer: ' + reply.code);
  },
  // Begins to look while there is no world.
  dials: async (ctx) => {
    await soon(2500);
    const session = await ctx.smtp.connect({ host: 'client', port: 25 });
    return fail(session.banner.text);
  },
  // Asks again and again, as most checks do.
  asks: async (ctx) => {
    let last = 'nothing';
    for (let i = 0; i < 40; i++) {
      const { rcode } = await ctx.dns.query({ server: '203.0.113.53', name: 'nothing.example', type: 'A' });
      last = rcode;
      await soon(100);
    }
    return fail(last);
  },
};
`;
const docker = new Docker(enginePlaces(process.env)[0]?.options);
/** Greets, and says 250 to everything. */
const server = `
import socketserver
class Hello(socketserver.StreamRequestHandler):
    def handle(self):
        self.wfile.write(b'220 hi\\r\\n')
        while self.rfile.readline(): self.wfile.write(b'250 fine\\r\\n')
socketserver.ThreadingTCPServer(('', 2525), Hello).serve_forever()
`;
let folder: string;
let instance: TestInstance;
let sandbox: StoredSandbox;
let lab: Lab;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'postlab-world-'));
  writeFileSync(join(folder, 'checks.ts'), checks);
  instance = await (await TestInstance.make()).start();
  const real = labOf(instance.runner.catalogue, 'hello-smtp');
  sandbox = await instance.runner.sandboxes.create({ lab: real, purpose: 'grade' });
  const [task] = real.definition.tasks;
  await onHost(['/usr/bin/systemd-run', '/usr/bin/python3', '-c', server]);
  await vi.waitFor(async () => expect(await onHost(['/usr/bin/ss', '-Htln', 'sport = :2525'])).toContain('LISTEN'), patience);
  lab = {
    ...real,
    folder,
    definition: { ...real.definition, tasks: ['waits', 'talks', 'dials', 'asks'].map((id) => ({ ...task, id })) as never, invariants: [] },
  };
});
afterAll(async () => {
  await instance?.destroy();
  rmSync(folder, { recursive: true, force: true });
});

const onHost = async (command: string[]) => (await instance.engine.run(sandbox.hosts[0]?.container as string, command, { timeout: 60_000 })).stdout;
const look = async (): Promise<Record<string, string>> => {
  const results = await runChecks({ ...instance.runner, lab, sandbox, answers: {} });
  return Object.fromEntries(results.map(({ id, result }) => [id, result.verdict]));
};
const untouched = { waits: 'fail', talks: 'pass', dials: 'fail', asks: 'fail' };

test('while world is there, the checks say what is so', async () => {
  // On a machine that is too busy it says that instead.
  await vi.waitFor(async () => expect(await look()).toEqual(untouched), { timeout: 200_000, interval: 500 });
});

test.each([
  ['killed', (id: string) => docker.getContainer(id).kill()],
  ['stopped', (id: string) => instance.engine.stop(id, 0)],
])('world is %s: no check fails, and it comes back by itself', async (_what, kill) => {
  const world = sandbox.world as string;
  const before = (await instance.engine.inspect(world))?.startedAt;
  const looking = look();
  // All four have begun when one of them is in its dialogue.
  await expect.poll(() => onHost(['/usr/bin/ss', '-Htn', 'state', 'established', 'sport = :2525'])).not.toBe('');
  await kill(world);
  const verdicts = Object.values(await looking);
  expect(verdicts).not.toContain('fail');
  expect(verdicts).toContain('error');
  await vi.waitFor(async () => expect(await instance.engine.inspect(world)).toMatchObject({ running: true }), { timeout: 60_000, interval: 300 });
  expect((await instance.engine.inspect(world))?.startedAt).not.toBe(before);
  await vi.waitFor(async () => expect(await look()).toEqual(untouched), { timeout: 200_000, interval: 500 });
});
