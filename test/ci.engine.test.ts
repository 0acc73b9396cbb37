import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { root } from '../lab-runner/commands/running-server.ts';
import { readSecrets } from '../lab-runner/config.ts';
import { tokenMade } from '../lab-runner/contract/account.ts';
import { type ClassView, classView, gradebook } from '../lab-runner/contract/class.ts';
import type { Engine } from '../lab-runner/engine/engine.ts';
import { findEngine } from '../lab-runner/engine/find-engine.ts';
import { removeInstance } from '../lab-runner/main.ts';
import { Browser } from './support/browser.ts';
import { ChildServer, type Finished, freePort, postlab } from './support/child-server.ts';
import { scriptTyped } from './support/typed.ts';
import { blocksOf, commandsOf } from './support/workflow.ts';

/** docs/ci.md: every command of its workflows, as it stands there, against a real server; and `postlab grade --class`, which it ends with. */
const lab = 'hello-smtp';
const right = join(root, 'labs', lab, 'solutions/swaks.sh');
const folder = mkdtempSync(join(tmpdir(), 'postlab-ci-'));
const data = join(folder, '.postlab');
const wrong = join(folder, 'wrong.sh');
/** Milliseconds for two scripts, each in a sandbox that boots twice, on a machine that is busy. */
const patience = 900_000;
const blocks = blocksOf(readFileSync(join(root, 'docs/ci.md'), 'utf8'));
let engine: Engine;
let server: ChildServer;
let tokens: { grade: string; read: string };

beforeAll(async () => {
  mkdirSync(data, { mode: 0o700 });
  writeFileSync(wrong, '#!/bin/bash\necho I did my best\nfalse\n');
  engine = await findEngine(process.env);
  server = new ChildServer(data, await freePort());
  await server.start();
  const token = async (scope: string) => tokenMade.parse(await admin('POST', '/api/tokens', { name: scope, scopes: [scope] })).token;
  tokens = { grade: await token('grade'), read: await token('read') };
});
afterAll(async () => {
  await server?.end('SIGINT');
  if (engine) await removeInstance(engine, readSecrets(data).instance);
  rmSync(folder, { recursive: true, force: true });
});

async function admin(method: string, path: string, body?: unknown): Promise<unknown> {
  const answer = await fetch(new URL(path, server.url), {
    method,
    headers: { authorization: `Bearer ${readSecrets(data).admin}`, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  expect([method, path, answer.ok]).toEqual([method, path, true]);
  return answer.json();
}

/** A folder as a pipeline finds it: the submission, and a checkout of Postlab beside it. */
function pipeline(submissions: Record<string, string>): string {
  const cwd = mkdtempSync(join(folder, 'pipeline-'));
  symlinkSync(root, join(cwd, 'postlab'));
  for (const [name, script] of Object.entries(submissions)) {
    mkdirSync(dirname(join(cwd, name)), { recursive: true });
    copyFileSync(script, join(cwd, name));
  }
  return cwd;
}

/** @param shell how that system runs a step */
async function run(shell: readonly string[], text: string, cwd: string, env: Record<string, string>): Promise<Finished> {
  // Only what a pipeline has: no setting of this machine may help.
  const clean = { HOME: cwd, LANG: 'C.UTF-8', PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter) };
  const [program, ...args] = shell;
  const child = spawn(program as string, [...args, text], { cwd, env: { ...clean, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const streams = [child.stdout, child.stderr].map(async (stream) => {
    let said = '';
    for await (const chunk of stream) said += String(chunk);
    return said;
  });
  const [[code], stdout, stderr] = await Promise.all([once(child, 'close') as Promise<[number | null]>, streams[0], streams[1]]);
  return { code, stdout: stdout as string, stderr: stderr as string };
}

/** What a JUnit file counts, and how many cases it holds. */
function junit(file: string) {
  const text = readFileSync(file, 'utf8');
  expect(text).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>\n<testsuites>\n/);
  const suites = [...text.matchAll(/<testsuite name="([^"]+)" tests="(\d+)" failures="(\d+)" errors="(\d+)"/g)];
  const sum = (at: number) => suites.reduce((n, suite) => n + Number(suite[at]), 0);
  return { suites: suites.map((s) => s[1]), tests: sum(2), failures: sum(3), errors: sum(4), cases: text.match(/<testcase /g)?.length ?? 0 };
}
const allMet = { suites: [lab, `${lab} after reboot`], tests: 8, failures: 0, errors: 0, cases: 8 };
const noneMet = { ...allMet, failures: 8 };

/** As the systems do it: GitHub's documentation of `shell: bash`, GitLab Runner's generated scripts. */
const systems = [
  { name: 'GitHub Actions', shell: ['bash', '--noprofile', '--norc', '-eo', 'pipefail', '-c'], setUp: ['npm ci --prefix postlab'] },
  { name: 'GitLab CI', shell: ['bash', '-eo', 'pipefail', '-c'], setUp: ['git clone --depth 1 "$COURSE_REPOSITORY" postlab', 'npm ci --prefix postlab'] },
] as const;

describe.each(systems)('$name', ({ name, shell, setUp }) => {
  const [block, ...more] = blocks.filter((b) => b.heading === name && b.language === 'yaml');
  const commands = commandsOf(block?.text ?? '');
  const graders = commands.filter((c) => c.includes('grade'));

  test('one workflow, with a job by the API and one by the command line; the rest only sets up', () => {
    expect([block !== undefined, more, graders.length]).toEqual([true, [], 2]);
    expect(graders.map((c) => [c.includes('/api/grade'), c.includes('cli.ts')])).toEqual([
      [true, false],
      [false, true],
    ]);
    expect(commands.filter((c) => !graders.includes(c))).toEqual(setUp);
    // Nothing is used that the page does not speak of.
    const used = new Set(graders.join('\n').match(/\$[A-Z_]+/g));
    expect([...used].sort()).toEqual(['$POSTLAB_SERVER', '$POSTLAB_TOKEN']);
  });

  test.each([0, 1])(
    'grader %i: green for what solves the lab, red with a report for what does not',
    async (index) => {
      const env = { POSTLAB_SERVER: server.url, POSTLAB_TOKEN: tokens.grade, COURSE_REPOSITORY: root };
      const [good, bad] = [pipeline({ 'my.sh': right }), pipeline({ 'my.sh': wrong })];
      const text = graders[index] as string;
      const [first, second] = await Promise.all([run(shell, text, good, env), run(shell, text, bad, env)]);
      expect([first.code, first.stderr, junit(join(good, 'report.xml'))]).toEqual([0, '', allMet]);
      expect([second.code, second.stderr, junit(join(bad, 'report.xml'))]).toEqual([1, '', noneMet]);
    },
    patience,
  );

  test.each([0, 1])(
    'grader %i: neither green nor "not solved" when it could not be checked, and it says why',
    async (index) => {
      const cwd = pipeline({ 'my.sh': right });
      const text = graders[index] as string;
      const voided = await run(shell, text, cwd, { POSTLAB_SERVER: server.url, POSTLAB_TOKEN: 'postlab_made-up' });
      expect([voided.code, voided.stdout + voided.stderr]).toEqual([2, expect.stringMatching(/needs an instructor who is signed in, or a key/)]);
      const scope = await run(shell, text, cwd, { POSTLAB_SERVER: server.url, POSTLAB_TOKEN: tokens.read });
      expect([scope.code, scope.stdout + scope.stderr]).toEqual([2, expect.stringMatching(/lacks the scope \\?"grade/)]);
      const gone = await run(shell, text, pipeline({ 'my.sh': right }), {
        POSTLAB_SERVER: `http://127.0.0.1:${await freePort()}`,
        POSTLAB_TOKEN: tokens.grade,
      });
      expect([gone.code, gone.stderr]).toEqual([2, expect.stringMatching(/ECONNREFUSED|Failed to connect|Couldn't connect|Could not connect/)]);
    },
    patience,
  );

  // The command line has its exit code; here the header has to be read. What the server says is that of a world that was away during the check.
  test('the way by the API: 2 when the server could not look, and the report is kept', async () => {
    const report =
      '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n<testsuite name="x" tests="1" failures="0" errors="1"><testcase /></testsuite></testsuites>\n';
    const away = createServer((_, answer) => answer.writeHead(200, { 'content-type': 'application/xml', 'postlab-outcome': 'could not check' }).end(report));
    await once(away.listen(0, '127.0.0.1'), 'listening');
    try {
      const cwd = pipeline({ 'my.sh': right });
      const url = `http://127.0.0.1:${(away.address() as AddressInfo).port}`;
      const { code, stderr } = await run(shell, graders[0] as string, cwd, { POSTLAB_SERVER: url, POSTLAB_TOKEN: tokens.grade });
      expect([code, stderr, junit(join(cwd, 'report.xml')).errors]).toEqual([2, '', 1]);
    } finally {
      away.close();
    }
  });
});

describe('a shell', () => {
  const scripts = blocks.filter((b) => b.heading === 'A shell' && b.language === 'sh').map((b) => b.text);
  const shell = ['sh', '-euc'];

  test('two ways: by the command line and by the API', () => expect(scripts.map((s) => s.includes('cli.ts'))).toEqual([true, false]));

  test.each([0, 1])(
    'way %i: a folder of submissions: a report for each, and who has not solved it',
    async (index) => {
      const cwd = pipeline({ 'submissions/lin.sh': right, 'submissions/bo.sh': wrong });
      const done = await run(shell, scripts[index] as string, cwd, { POSTLAB_SERVER: server.url, POSTLAB_TOKEN: tokens.grade, CHECKOUT: root });
      expect([done.code, done.stdout, done.stderr]).toEqual(
        [
          [1, 'bo: not solved\n1 of 2 solved it\n', ''],
          [0, 'bo: not solved\nlin: solved\n', ''],
        ][index],
      );
      expect(readdirSync(join(cwd, 'reports')).sort()).toEqual(['bo.xml', 'lin.xml']);
      expect([junit(join(cwd, 'reports/lin.xml')), junit(join(cwd, 'reports/bo.xml'))]).toEqual([allMet, noneMet]);
    },
    patience,
  );
});

describe('the grades of a class', () => {
  const [text, ...more] = blocks.filter((b) => b.heading === 'The grades of a class').map((b) => b.text);
  const night = (token: string, cwd: string) =>
    run(['sh', '-euc'], text as string, cwd, { POSTLAB_SERVER: server.url, POSTLAB_TOKEN: token, CHECKOUT: root, CLASS: 'Mail 101' });
  const grade = (...args: string[]) => server.postlab(['grade', ...args]);
  let of: ClassView;
  beforeAll(async () => {
    of = classView.parse(await admin('POST', '/api/classes', { name: 'Mail 101', labs: [{ lab, dueAt: '2026-01-01T00:00:00.000Z' }] }));
  });

  test('2 while there is nobody to grade: an empty class is not green', async () => {
    expect(more).toEqual([]);
    const cwd = pipeline({});
    const { code, stderr } = await night(tokens.read, cwd);
    expect([code, stderr, existsSync(join(cwd, 'class.xml'))]).toEqual([2, expect.stringMatching(/"Mail 101" has no learners yet.*\nLearners join/), false]);
  });

  test(
    '1 and a failure until it is solved, then 0; text, JSON, CSV; an extension and a ruling by the command line',
    async () => {
      const lin = new Browser(server.url);
      expect((await lin.call('POST', '/api/join', { code: of.code, name: '=Lin', studentNumber: '2026001' })).status).toBe(201);
      const cwd = pipeline({});
      expect([(await night(tokens.read, cwd)).code, junit(join(cwd, 'class.xml'))]).toEqual([
        1,
        { suites: ['Mail 101'], tests: 1, failures: 1, errors: 0, cases: 1 },
      ]);
      const { id } = await lin.start(lab);
      const { parameters } = await lin.ready(id);
      await lin.finished(id, (await lin.check(id)).id);
      // What a ruling would change is told before it is made.
      const task = ((await admin('GET', `/api/classes/${of.id}/statistics`)) as { task: string }[])[0]?.task as string;
      const ruling = ['class', 'regrade', 'Mail 101', lab, task, '--treat', 'drop', '--reason', 'a trial'];
      const dry = await server.postlab(ruling);
      expect([dry.code, dry.stdout]).toEqual([
        0,
        expect.stringMatching(/^=Lin: 0\/100 -> 0\/\d\d\n1 would change, 0 stay; nothing is done yet: --apply does it\n$/),
      ]);
      expect((await server.postlab([...ruling, '--apply'])).stdout).toMatch(/1 changed, 0 stay\n$/);
      expect((await server.postlab([...ruling.slice(0, -4), '--treat', 'as-checked', '--reason', 'it was only a trial', '--apply'])).code).toBe(0);

      const screen = lin.terminal(id, 'client');
      await screen.shows(/# /);
      screen.type(scriptTyped(parameters, readFileSync(right, 'utf8')));
      await vi.waitFor(() => expect(screen.text).toMatch(/done-42/), { timeout: 240_000 });
      await screen.drop();
      expect((await lin.finished(id, (await lin.check(id)).id)).score).toMatchObject({ solved: true });
      expect([(await night(tokens.read, cwd)).code, junit(join(cwd, 'class.xml')).failures]).toEqual([0, 0]);
      expect((await grade('--class', of.id)).stdout).toBe(`100/100\t=Lin\t${lab} 100/100 solved\n`);
      expect(gradebook.parse(JSON.parse((await grade(lab, '--class', 'mail 101', '--format', 'json')).stdout)).rows[0]?.total).toBe(100);
      const until = '2099-01-01T00:00:00.000Z';
      const extend = await server.postlab(['class', 'extend', 'Mail 101', '2026001', lab, '--until', until, '--reason', 'was ill']);
      expect([extend.code, extend.stdout]).toEqual([0, `=Lin: ${lab} is due ${until}\n`]);
      expect((await grade('--class', 'Mail 101', '--format', 'csv')).stdout).toContain(`\r\n'=Lin,,2026001,100,yes,0,${until},,100,100\r\n`);
      // A token that may not read classes sees none, and is told what it lacks.
      const blind = await night(tokens.grade, cwd);
      expect([blind.code, blind.stderr]).toEqual([64, expect.stringMatching(/There is no class "Mail 101".*\n.*needs the scope "read"/)]);
      await lin.call('DELETE', `/api/attempts/${id}`);
    },
    patience,
  );

  test.each([
    [['--class', 'Nowhere'], /There is no class "Nowhere"/],
    [['first-mta', '--class', 'Mail 101'], /"first-mta" is not one of the labs of "Mail 101"/],
    [['--class', 'Mail 101', '--format', 'pdf'], /text, json, csv or junit; found "pdf"/],
    [['--class', 'Mail 101', '--solution', 'my.sh'], /goes with a lab at most; found --solution/],
    [['--class', 'Mail 101', '--output', '/nowhere/grades.csv'], /\/nowhere\/grades\.csv could not be written/],
  ])('64 wrong usage: %j', async (args, said) => {
    const { code, stdout, stderr } = await grade(...args);
    expect([code, stdout, stderr]).toEqual([64, '', expect.stringMatching(said)]);
    expect(stderr).not.toMatch(/\n {4}at /);
  });

  test('2 without a server, and half a setting is named', async () => {
    const own = mkdtempSync(join(folder, 'alone-'));
    const alone = await postlab(['grade', '--class', 'Mail 101'], { POSTLAB_DATA: own });
    expect([alone.code, alone.stderr]).toEqual([2, expect.stringMatching(/No Postlab server is running.*\n.*npm start/)]);
    const half = await postlab(['grade', '--class', 'Mail 101'], { POSTLAB_DATA: own, POSTLAB_TOKEN: 'postlab_secret' });
    expect([half.code, half.stderr]).toEqual([64, expect.stringMatching(/needs its address and a token; found only POSTLAB_TOKEN/)]);
    expect(half.stderr).not.toContain('postlab_secret');
  });
});
