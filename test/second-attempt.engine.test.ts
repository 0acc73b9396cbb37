import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answersFile, parseAnswers } from '../lab-runner/attempts/answers.ts';
import { root } from '../lab-runner/commands/running-server.ts';
import type { Submission } from '../lab-runner/contract/attempt.ts';
import { parametersAsEnv } from '../lab-runner/contract/parameters.ts';
import { Browser } from './support/browser.ts';
import { TestInstance } from './support/instance.ts';

/** Another attempt, or another person, has other parameters: what was right yesterday, or for a neighbour, is not right here. */
let instance: TestInstance;
beforeAll(async () => {
  instance = await (await TestInstance.make()).start();
});
afterAll(() => instance?.destroy());

const script = (lab: string, name: string) => readFileSync(join(root, 'labs', lab, 'solutions', name), 'utf8');
const passed = (s: Submission) => s.results.filter((r) => r.kind === 'task' && r.result.verdict === 'pass').map((r) => r.id);

/** Runs a script as root on the attempt's first host, and what it left as answers. */
async function run(attempt: string, lab: string, text: string, env: Record<string, string>): Promise<Record<string, string>> {
  const { runner, engine } = instance;
  const sandbox = await runner.sandboxStore.find(await runner.attempts.sandboxOf(attempt));
  const container = sandbox?.hosts[0]?.container as string;
  const done = await engine.run(container, ['/bin/bash', '-e', '-s'], { stdin: text, env, timeout: 120_000 });
  expect([done.exitCode, done.stderr]).toEqual([0, expect.any(String)]);
  const left = await engine.run(container, ['/bin/cat', answersFile], { timeout: 10_000 });
  const definition = runner.catalogue.labs.get(lab);
  return left.exitCode === 0 && definition ? parseAnswers(definition, left.stdout.split('\n')) : {};
}

async function answerAndCheck(who: Browser, attempt: string, answers: Record<string, string>): Promise<Submission> {
  for (const [task, answer] of Object.entries(answers)) expect((await who.call('PUT', `/api/attempts/${attempt}/answers`, { task, answer })).status).toBe(200);
  return who.finished(attempt, (await who.check(attempt)).id);
}

test('answers: right once, wrong in the second attempt and in a neighbour’s', async () => {
  const lab = 'log-forensics';
  const [ann, bob] = [new Browser(instance.url), new Browser(instance.url)];
  const first = await ann.ready((await ann.start(lab)).id);
  const answers = await run(first.id, lab, script(lab, 'shell.sh'), parametersAsEnv(first.parameters));
  expect(Object.keys(answers).sort()).toEqual(['account', 'addresses', 'first-login', 'path', 'read', 'recipients']);
  expect((await answerAndCheck(ann, first.id, answers)).score).toMatchObject({ points: 100 });

  const [mine, theirs] = await Promise.all([ann.start(lab, { fresh: true }).then((a) => ann.ready(a.id)), bob.start(lab).then((a) => bob.ready(a.id))]);
  for (const [who, attempt] of [
    [ann, mine],
    [bob, theirs],
  ] as const) {
    expect(attempt.parameters['domain']).not.toBe(first.parameters['domain']);
    const submission = await answerAndCheck(who, attempt.id, answers);
    // A name of forty, a port of two and a number of some hundreds may come up twice; a second of hours and three addresses do not.
    expect(passed(submission)).not.toContain('first-login');
    expect(passed(submission)).not.toContain('addresses');
    expect(submission.score?.points).toBeLessThan(35);
  }
  await Promise.all([ann.call('DELETE', `/api/attempts/${mine.id}`), bob.call('DELETE', `/api/attempts/${theirs.id}`)]);
});

test('a script with the values of yesterday filled in scores nothing in the second attempt', async () => {
  const lab = 'hello-smtp';
  const ann = new Browser(instance.url);
  const first = await ann.ready((await ann.start(lab)).id);
  const values = parametersAsEnv(first.parameters);
  await run(first.id, lab, script(lab, 'swaks.sh'), values);
  expect((await answerAndCheck(ann, first.id, {})).score).toMatchObject({ points: 100 });
  const second = await ann.ready((await ann.start(lab, { fresh: true })).id);
  const { runner, engine } = instance;
  const sandbox = await runner.sandboxStore.find(await runner.attempts.sandboxOf(second.id));
  // It may fail on the way, as its mail is for people who are not here.
  await engine.run(sandbox?.hosts[0]?.container as string, ['/bin/bash', '-s'], { stdin: script(lab, 'swaks.sh'), env: values, timeout: 120_000 });
  expect(passed(await answerAndCheck(ann, second.id, {}))).toEqual([]);
  await ann.call('DELETE', `/api/attempts/${second.id}`);
});
