import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { readSecrets } from '../lab-runner/config.ts';
import { tokenMade } from '../lab-runner/contract/account.ts';
import { type Board, type BoardEvent, boardEvent, classView, gradebook, launchPlan, launchView, taskStatistics } from '../lab-runner/contract/class.ts';
import type { Engine } from '../lab-runner/engine/engine.ts';
import { findEngine } from '../lab-runner/engine/find-engine.ts';
import { removeInstance } from '../lab-runner/main.ts';
import { Browser, refusal } from './support/browser.ts';
import { ChildServer, freePort } from './support/child-server.ts';
import { leftOvers } from './support/left-overs.ts';
import { patience } from './support/patience.ts';
import { TerminalScreen } from './support/terminal-screen.ts';
import { scriptTyped } from './support/typed.ts';

/** A teacher with thirty learners on a server of its own. One of them misbehaves, and the server is killed in the middle. */
const count = 30;
const lab = 'hello-smtp';
const data = mkdtempSync(join(tmpdir(), 'postlab-class-'));
const { instance, admin } = readSecrets(data);
const solution = readFileSync(resolve(import.meta.dirname, '../labs', lab, 'solutions/swaks.sh'), 'utf8');
let engine: Engine;
let server: ChildServer;

beforeAll(async () => {
  engine = await findEngine(process.env);
  server = new ChildServer(data, await freePort());
  await server.start();
});
afterAll(async () => {
  await server?.end('SIGKILL');
  if (engine) await removeInstance(engine, instance);
  rmSync(data, { recursive: true, force: true });
});

/** Staff by token, as a script is. */
class Staff {
  readonly #token: string;
  constructor(token: string) {
    this.#token = token;
  }
  async ask<T>(shape: { parse(body: unknown): T }, method: string, path: string, body?: unknown): Promise<T> {
    const answer = await fetch(new URL(path, server.url), {
      method,
      headers: { authorization: `Bearer ${this.#token}`, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const found: unknown = await answer.json();
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status} ${JSON.stringify(found)}`);
    return shape.parse(found);
  }
  /** Keeps a board as a page does, coming back by itself. */
  follow(id: string) {
    const abort = new AbortController();
    const seen = { board: null as Board | null, events: 0 };
    const take = (event: BoardEvent) => {
      seen.events++;
      if (event.type === 'board') seen.board = event.board;
      else if (event.type === 'row' && seen.board)
        seen.board = { ...seen.board, rows: seen.board.rows.map((r) => (r.person === event.row.person ? event.row : r)) };
    };
    const listen = async () => {
      const answer = await fetch(new URL(`/api/classes/${id}/board/events`, server.url), {
        headers: { authorization: `Bearer ${this.#token}` },
        signal: abort.signal,
      });
      let text = '';
      for await (const chunk of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
        text += chunk;
        for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
          const line = /^data: (.*)$/m.exec(text.slice(0, end))?.[1];
          text = text.slice(end + 2);
          if (line !== undefined) take(boardEvent.parse(JSON.parse(line)));
        }
      }
    };
    const forever = async () => {
      while (!abort.signal.aborted) {
        await listen().catch(() => undefined);
        await new Promise((done) => setTimeout(done, 100));
      }
    };
    void forever();
    return { seen, end: () => abort.abort() };
  }
}

/** Types the solution into the learner's terminal. */
async function solve(who: Browser, attempt: string): Promise<void> {
  const { parameters } = await who.attempt(attempt);
  const screen = who.terminal(attempt, 'client');
  await screen.shows(/# /);
  screen.type(scriptTyped(parameters, solution));
  await vi.waitFor(() => expect(screen.text).toMatch(/done-42/), { timeout: 240_000 });
  await screen.drop();
}

test('thirty join, one lab is launched for all, half do well, some get stuck, one misbehaves, the server is killed: board and grades tell the truth', async () => {
  const made = await new Staff(admin).ask(tokenMade, 'POST', '/api/tokens', { name: 'class', scopes: ['manage', 'read'] });
  const chen = new Staff(made.token);
  const of = await chen.ask(classView, 'POST', '/api/classes', { name: 'Thirty', labs: [{ lab }] });
  const learners = await Promise.all(
    Array.from({ length: count }, async (_, i) => {
      const browser = new Browser(server.url);
      expect((await browser.call('POST', '/api/join', { code: of.code, name: `Learner ${String(i).padStart(2, '0')}` })).status).toBe(201);
      return browser;
    }),
  );
  const plan = await chen.ask(launchPlan, 'GET', `/api/classes/${of.id}/launches/plan?lab=${lab}`);
  expect([plan.learners, plan.running]).toEqual([count, 0]);
  expect(plan.fits).toBeGreaterThan(0);
  const board = chen.follow(of.id);
  const launch = await chen.ask(launchView, 'POST', `/api/classes/${of.id}/launches`, { lab });

  // The server is killed while they start; nobody presses anything again.
  await vi.waitFor(() => expect(board.seen.board?.launches[0]?.counts['ready']).toBeGreaterThanOrEqual(3), { timeout: 240_000 });
  await server.end('SIGKILL');
  await server.start();
  await vi.waitFor(
    () => expect(board.seen.board?.launches[0]).toMatchObject({ state: 'running', counts: { ready: count, queued: 0, starting: 0, failed: 0 } }),
    {
      timeout: 600_000,
    },
  );
  const attempts = await Promise.all(learners.map(async (who) => (await who.call('GET', '/api/attempts')).body as { id: string; state: string }[]));
  expect(attempts.every((mine) => mine.length === 1 && mine[0]?.state === 'ready')).toBe(true);
  const idOf = (i: number) => attempts[i]?.[0]?.id as string;

  // One misbehaves: a fork bomb at home, and a look at what is not theirs. The others do not notice.
  const bad = learners[29] as Browser;
  const screen = bad.terminal(idOf(29), 'client');
  await screen.shows(/# /);
  screen.type(':(){ :|:& };:\r');
  expect(refusal(await bad.call('GET', `/api/attempts/${idOf(0)}`))).toEqual([404, 'unknown-attempt']);
  expect(refusal(await bad.call('POST', `/api/attempts/${idOf(0)}/checks`))).toEqual([404, 'unknown-attempt']);
  expect(refusal(await bad.call('GET', `/api/classes/${of.id}/board`))).toEqual([404, 'unknown-class']);
  const other = new TerminalScreen(server.url, bad.cookie, `/api/attempts/${idOf(0)}/terminals/client/1`);
  expect(await other.ended()).toBe(4404);
  const beside = new TerminalScreen(server.url, bad.cookie, `/api/classes/${of.id}/attempts/${idOf(0)}/terminals/client/1/watch`);
  expect(await beside.ended()).toBe(4404);

  // Half do it, a quarter only press Check.
  const good = Array.from({ length: count / 2 }, (_, i) => i);
  const stuck = [20, 21, 22, 23, 24];
  const lag: number[] = [];
  for (const group of [good.slice(0, 5), good.slice(5, 10), good.slice(10)])
    await Promise.all(
      group.map(async (i) => {
        const who = learners[i] as Browser;
        await solve(who, idOf(i));
        const { id } = await who.check(idOf(i));
        const done = await who.finished(idOf(i), id);
        const told = performance.now();
        expect(done.score).toMatchObject({ points: 100, solved: true });
        const name = `Learner ${String(i).padStart(2, '0')}`;
        await vi.waitFor(() => expect(board.seen.board?.rows.find((r) => r.name === name)?.labs[lab]?.points).toBe(100), patience);
        lag.push(performance.now() - told);
      }),
    );
  for (const i of stuck) {
    const who = learners[i] as Browser;
    await who.finished(idOf(i), (await who.check(idOf(i))).id);
  }
  // Most of them: one moment in which the machine stands still says nothing of the board.
  expect(lag.sort((a, b) => a - b)[Math.floor(lag.length / 2)]).toBeLessThan(2_000);
  await (learners[20] as Browser).call('PUT', `/api/my/classes/${of.id}/hand`, { raised: true, text: 'help' });
  await vi.waitFor(() => expect(board.seen.board?.rows.filter((r) => r.hand).map((r) => r.name)).toEqual(['Learner 20']), patience);

  const book = await chen.ask(gradebook, 'GET', `/api/classes/${of.id}/grades`);
  const fetched = await Promise.all(learners.map(async (who) => (await who.call('GET', '/api/progress')).body as { best: number }[]));
  expect(book.rows.map((row) => row.total)).toEqual(fetched.map((rows) => rows[0]?.best ?? 0));
  expect(book.rows.filter((row) => row.total === 100).map((row) => row.name)).toEqual(good.map((i) => `Learner ${String(i).padStart(2, '0')}`));
  const stats = await chen.ask(taskStatistics.array(), 'GET', `/api/classes/${of.id}/statistics`);
  expect(stats.every((s) => s.learners === count && s.passed === good.length)).toBe(true);
  expect(stats[0]?.commonestFailure).toBeTruthy();

  const cli = await server.postlab(['class', 'grades', 'Thirty', '--format', 'junit']);
  expect([cli.code, cli.stdout.match(/<testcase/g)?.length, cli.stdout.match(/<failure/g)?.length]).toEqual([0, count, count - good.length]);
  const csv = await server.postlab(['class', 'grades', of.id, '--format', 'csv']);
  expect(csv.stdout.split('\r\n').filter((line) => line.includes(',100,')).length).toBe(good.length);

  await chen.ask(launchView, 'POST', `/api/classes/${of.id}/launches/${launch.id}/end`);
  await vi.waitFor(async () => expect(await leftOvers(engine, instance)).toEqual([]), { timeout: 240_000, interval: 500 });
  board.end();
}, 1_800_000);
