import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../lab-runner/commands/running-server.ts';
import { readSecrets } from '../lab-runner/config.ts';
import { type GradeReport, gradeReport } from '../lab-runner/contract/api.ts';
import { parametersAsEnv } from '../lab-runner/contract/parameters.ts';
import { type Engine, labelOf } from '../lab-runner/engine/engine.ts';
import { findEngine } from '../lab-runner/engine/find-engine.ts';
import { removeInstance } from '../lab-runner/main.ts';
import { Browser } from './support/browser.ts';
import { ChildServer, type Finished, freePort, postlab } from './support/child-server.ts';
import { leftOvers } from './support/left-overs.ts';

/** The grader as scripts and CI call it: the README's own curl line, and every exit code of `postlab grade`. */
const lab = 'hello-smtp';
const right = join(root, 'labs', lab, 'solutions/swaks.sh');
const folder = mkdtempSync(join(tmpdir(), 'postlab-grade-'));
const data = join(folder, '.postlab');
const wrong = join(folder, 'wrong.sh');
let engine: Engine;
let server: ChildServer;
let instance: string;

beforeAll(async () => {
  mkdirSync(data, { mode: 0o700 });
  writeFileSync(wrong, '#!/bin/bash\necho I did my best\nfalse\n');
  engine = await findEngine(process.env);
  instance = readSecrets(data).instance;
  server = new ChildServer(data, await freePort());
  await server.start();
});
afterAll(async () => {
  await server?.end('SIGINT');
  if (engine) await removeInstance(engine, instance);
  rmSync(folder, { recursive: true, force: true });
});

const grade = (...args: string[]): Promise<Finished> => server.postlab(['grade', ...args]);
const reportOf = ({ stdout }: { stdout: string }): GradeReport => gradeReport.parse(JSON.parse(stdout));
const verdicts = (report: GradeReport) => report.results.map((r) => r.result.verdict);

describe('the call in the README', () => {
  /** The block with "/api/grade", as it stands there: only the port is another one here. */
  function blockOfReadme(): string {
    const blocks = [...readFileSync(join(root, 'README.md'), 'utf8').matchAll(/^```sh\n(.*?)^```$/gms)].map((m) => m[1] as string);
    const found = blocks.filter((block) => block.includes('/api/grade'));
    expect(found).toHaveLength(1);
    expect(found[0]).toContain('http://localhost:4321/');
    return (found[0] as string).replace('localhost:4321', new URL(server.url).host);
  }

  async function call(script: string): Promise<Finished> {
    const clone = mkdtempSync(join(folder, 'clone-'));
    copyFileSync(script, join(clone, 'my.sh'));
    symlinkSync(data, join(clone, '.postlab'));
    const child = spawn('/bin/bash', ['-c', blockOfReadme()], { cwd: clone, stdio: ['ignore', 'pipe', 'pipe'] });
    const streams = [child.stdout, child.stderr].map(async (stream) => {
      let text = '';
      for await (const chunk of stream) text += String(chunk);
      return text;
    });
    const [[code], stdout, stderr] = await Promise.all([once(child, 'close') as Promise<[number | null]>, streams[0], streams[1]]);
    return { code, stdout: stdout as string, stderr: stderr as string };
  }

  test('a script that solves the lab is solved, before and after the reboot', async () => {
    const report = reportOf(await call(right));
    expect([report.lab, report.outcome, report.score.points, report.score.max]).toEqual([lab, 'solved', 100, 100]);
    expect([verdicts(report), report.afterReboot?.length]).toEqual([['pass', 'pass', 'pass', 'pass'], 4]);
  });

  test('one that does not is not, with evidence, and leaves nothing', async () => {
    const report = reportOf(await call(wrong));
    expect([report.outcome, report.score.points, verdicts(report)]).toEqual(['not solved', 0, ['fail', 'fail', 'fail', 'fail']]);
    expect(report.results.every((r) => r.result.evidence.length > 0)).toBe(true);
    expect(await leftOvers(engine, instance)).toEqual([]);
  });
});

describe('postlab grade, with the server', () => {
  test('0 solved, as text; the same seed draws the same parameters', async () => {
    const text = await grade(lab, '--solution', right, '--seed', 'abc', '--no-reboot');
    expect([text.code, text.stderr]).toEqual([0, '']);
    expect(text.stdout).toMatch(/^hello-smtp: solved, 100 of 100 points \(seed abc, [\d.]+ s\)\n\nChecked\n( {2}✓ \S+\n){4}$/);
  });

  test('1 not solved, as JSON and as JUnit', async () => {
    const json = await grade(lab, '--solution', wrong, '--no-reboot', '--format', 'json');
    expect([json.code, json.stderr, reportOf(json).outcome, reportOf(json).afterReboot]).toEqual([1, '', 'not solved', null]);
    const junit = await grade(lab, '--solution', wrong, '--format', 'junit');
    expect([junit.code, junit.stderr]).toEqual([1, '']);
    expect(junit.stdout).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>\n<testsuites>\n/);
    expect([...junit.stdout.matchAll(/<testsuite name="([^"]+)" tests="(\d+)" failures="(\d+)" errors="(\d+)">/g)].map((m) => m.slice(1))).toEqual([
      [lab, '4', '4', '0'],
      [`${lab} after reboot`, '4', '4', '0'],
    ]);
    expect(junit.stdout.match(/<testcase classname="hello-smtp" name="two-recipients" time="[\d.]+">\s*<failure message="[^"]+">expected: /g)).toHaveLength(1);
    expect(junit.stdout.match(/<testcase /g)).toHaveLength(8);
  });

  test.each([
    [['nowhere', '--solution', right], /no lab "nowhere"/],
    [[lab, '--solution', right, '--host', 'mx'], /no host "mx"; it has client/],
    [[lab, '--solution', '/nowhere.sh'], /\/nowhere\.sh cannot be read/],
    [[lab, '--solution', '/dev/null'], /should hold 1 to 1000000 characters; it holds 0/],
    [[lab], /Expected a lab and --solution/],
    [['--solution', right], /Expected a lab and --solution/],
    [[lab, '--solution', right, '--format', 'xml'], /--format is text, json or junit; found "xml"/],
    [[lab, '--solution', right, '--seed', 'x'.repeat(65)], /--seed takes 1 to 64 characters; found 65/],
    [[lab, '--solution', right, '--loud'], /unknown option '--loud'/],
    [[lab, '--attempt', 'x'], /--attempt grades what is running and goes alone; found the lab "hello-smtp" beside it/],
    [['--attempt', 'none'], /no attempt "none"/],
  ])('64 wrong usage: %j', async (args, said) => {
    const { code, stdout, stderr } = await grade(...args);
    expect([code, stdout, stderr]).toEqual([64, '', expect.stringMatching(said)]);
    expect(stderr).not.toMatch(/\n {4}at /);
  });
});

test('--attempt grades what is running and changes nothing; one that has ended could not be checked', async () => {
  const ann = new Browser(server.url);
  const { id } = await ann.start(lab);
  const before = await ann.ready(id);
  const first = await grade('--attempt', id, '--format', 'json');
  expect([first.code, reportOf(first).outcome]).toEqual([1, 'not solved']);
  const [host] = await engine.containers({ [labelOf.instance]: instance, [labelOf.kind]: 'host' });
  await engine.run(host?.id as string, ['/bin/bash', '-s'], { stdin: readFileSync(right), env: parametersAsEnv(before.parameters), timeout: 60_000 });
  const second = await grade('--attempt', id);
  expect([second.code, second.stdout]).toEqual([0, expect.stringMatching(/^hello-smtp: solved, 100 of 100 points/)]);
  // Whoever grades from outside has pressed nothing.
  expect(await ann.attempt(id)).toMatchObject({ state: 'ready', score: null, lastSubmission: null, checkedAt: null, parameters: before.parameters });
  await ann.call('DELETE', `/api/attempts/${id}`);
  const ended = await grade('--attempt', id);
  expect([ended.code, ended.stdout, ended.stderr]).toEqual([2, '', expect.stringMatching(/not ready: it is ended/)]);
});

describe('postlab grade, without a server', () => {
  const alone = (args: string[], env: Record<string, string> = {}) => {
    const own = mkdtempSync(join(folder, 'alone-'));
    return { own, done: postlab(['grade', ...args], { POSTLAB_DATA: own, ...env }) };
  };

  test('it does the work itself and leaves nothing on the engine', async () => {
    const { own, done } = alone([lab, '--solution', right, '--no-reboot', '--format', 'json']);
    const finished = await done;
    expect([finished.code, reportOf(finished).outcome]).toEqual([0, 'solved']);
    const mine = { [labelOf.instance]: readSecrets(own).instance };
    expect([await engine.containers(mine), await engine.networks(mine), await engine.volumes(mine)]).toEqual([[], [], []]);
  });

  test('2 could not check: no engine answers', async () => {
    const { code, stdout, stderr } = await alone([lab, '--solution', right], { DOCKER_HOST: 'unix:///nowhere/docker.sock' }).done;
    expect([code, stdout, stderr]).toEqual([2, '', expect.stringMatching(/No Docker engine answered.*\/nowhere\/docker\.sock/s)]);
  });

  test('2 could not check: an attempt without the server that runs it', async () => {
    const { code, stdout, stderr } = await alone(['--attempt', 'x']).done;
    expect([code, stdout, stderr]).toEqual([2, '', expect.stringMatching(/No Postlab server is running.*\n.*npm start/)]);
  });

  test('64 wrong usage: an unknown lab, also with its own engine', async () => {
    const { code, stderr } = await alone(['nowhere', '--solution', right]).done;
    expect([code, stderr]).toEqual([64, expect.stringMatching(/no lab "nowhere"/)]);
  });
});
