import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runChecks } from '../lab-runner/attempts/submissions.ts';
import { labOf } from '../lab-runner/catalogue/catalogue.ts';
import { Browser, refusal } from './support/browser.ts';
import { TestInstance } from './support/instance.ts';

/** Questions that have no answer, asked of the whole product about a lab that runs. Shapes and guards: lab-runner/http. */
let instance: TestInstance;
let ann: Browser;
let attempt: string;

beforeAll(async () => {
  instance = await (await TestInstance.make()).start();
  ann = new Browser(instance.url);
  attempt = (await ann.start('hello-smtp')).id;
  await ann.ready(attempt);
});
afterAll(() => instance?.destroy());

const long = 'x'.repeat(3000);

test.each([
  ['GET', '/api/labs/nowhere', undefined, 404, 'unknown-lab'],
  ['POST', '/api/labs/nowhere/attempts', undefined, 404, 'unknown-lab'],
  ['POST', '/api/labs/nowhere/prewarm', undefined, 404, 'unknown-lab'],
  ['POST', '/api/labs/__proto__/attempts', undefined, 404, 'unknown-lab'],
  ['POST', `/api/labs/${encodeURIComponent('../../etc')}/attempts`, undefined, 404, 'unknown-lab'],
  ['GET', '/api/attempts/none', undefined, 404, 'unknown-attempt'],
  ['GET', `/api/attempts/${randomUUID()}`, undefined, 404, 'unknown-attempt'],
  ['GET', `/api/attempts/${encodeURIComponent("' or 1=1 --")}`, undefined, 404, 'unknown-attempt'],
  ['GET', '/api/submissions/none', undefined, 404, 'unknown-submission'],
  ['POST', '/api/attempts/:id/hints', { task: 'nothing' }, 404, 'unknown-task'],
  ['POST', '/api/attempts/:id/hints', { task: '__proto__' }, 404, 'unknown-task'],
  ['POST', '/api/attempts/:id/objections', { task: 'nothing', note: 'n' }, 404, 'unknown-task'],
  ['PUT', '/api/attempts/:id/answers', { task: 'two-recipients', answer: '42' }, 409, 'no-answer-wanted'],
  ['PUT', '/api/attempts/:id/answers', { task: 'two-recipients', answer: long }, 400, 'bad-request'],
  ['POST', '/api/attempts/:id/hosts/mx/reboot', undefined, 404, 'unknown-host'],
  ['POST', '/api/attempts/:id/hosts/__proto__/reboot', undefined, 404, 'unknown-host'],
  ['GET', '/api/attempts/:id/why', undefined, 409, 'not-solved-yet'],
  ['PATCH', '/api/attempts/:id', undefined, 405, 'wrong-method'],
  ['POST', '/api/labs/hello-smtp/attempts', { fresh: 'yes' }, 400, 'bad-request'],
  ['POST', '/api/grade', { lab: 'hello-smtp', solution: 'true' }, 401, 'wrong-key'],
  ['GET', '/api/instructor/sandboxes', undefined, 401, 'wrong-key'],
] as const)('%s %s %j → %i %s', async (method, path, body, status, code) => {
  expect(refusal(await ann.call(method, path.replace(':id', attempt), body))).toEqual([status, code]);
});

test('hints end, and that is said', async () => {
  for (const level of [1, 2, 3]) expect((await ann.call('POST', `/api/attempts/${attempt}/hints`, { task: 'over-tls' })).body).toMatchObject({ level });
  expect(refusal(await ann.call('POST', `/api/attempts/${attempt}/hints`, { task: 'over-tls' }))).toEqual([409, 'no-more-hints']);
});

test.each([
  ['mx', 1, 4404],
  ['client', 10, 4404],
])('a terminal on host "%s", tab %i does not exist: %i', async (host, tab, code) => {
  expect(await ann.terminal(attempt, host, tab).ended()).toBe(code);
});

test('a reboot in the middle of a check is refused, and spoils nothing', async () => {
  const check = await ann.check(attempt);
  const reboot = await ann.call('POST', `/api/attempts/${attempt}/hosts/client/reboot`);
  // The check may have been quicker.
  if (reboot.status !== 202) expect(refusal(reboot)).toEqual([409, 'check-running']);
  const done = await ann.finished(attempt, check.id);
  expect(done.results.map((r) => r.result.verdict)).not.toContain('pass');
});

test('a file of a terabyte, sparse, is told as that; the next check looks as if nothing had been', async () => {
  await ann.ready(attempt);
  const { runner } = instance;
  const [sandbox] = await runner.sandboxStore.all();
  const container = sandbox?.hosts[0]?.container as string;
  await runner.engine.run(container, ['/bin/bash', '-c', 'mkdir -p /srv/mail; truncate -s 1T /srv/mail/huge; echo small > /srv/small'], { timeout: 60_000 });
  const folder = mkdtempSync(join(tmpdir(), 'postlab-huge-'));
  writeFileSync(
    join(folder, 'checks.ts'),
    `const pass = { verdict: 'pass' };
export default {
  file: async (ctx) => ((await ctx.host.read('client', '/srv/mail/huge')), pass),
  folder: async (ctx) => ((await ctx.host.list('client', '/srv/mail')), pass),
  small: async (ctx) => ((await ctx.host.read('client', '/srv/small')).bytes.toString() === 'small\\n' ? pass : { verdict: 'error', cause: 'other text' }),
};`,
  );
  try {
    const real = labOf(runner.catalogue, 'hello-smtp');
    const [task] = real.definition.tasks;
    const lab = {
      ...real,
      folder,
      definition: { ...real.definition, tasks: ['file', 'folder', 'small'].map((id) => ({ ...task, id })) as never, invariants: [] },
    };
    if (!sandbox) throw new Error('the sandbox should be there');
    const results = await runChecks({ ...runner, lab, sandbox, answers: {} });
    expect(results.map(({ id, result }) => [id, result.verdict, 'observed' in result ? result.observed?.en : ''])).toEqual([
      ['file', 'fail', '/srv/mail/huge holds more than 64 MiB, which is not read.'],
      ['folder', 'fail', '/srv/mail holds more than 64 MiB, which is not read.'],
      ['small', 'pass', ''],
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await runner.engine.run(container, ['/bin/rm', '/srv/mail/huge'], { timeout: 60_000 });
  }
});
