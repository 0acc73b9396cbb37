import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Client, idOf, type Labs, lab, TestRoom } from '../../test/support/test-room.ts';
import { type Catalogue, labOf, loadCatalogue } from '../catalogue/catalogue.ts';
import { signatureOf } from '../classes/webhooks.ts';
import type { Classroom } from '../classroom.ts';
import { root } from '../commands/running-server.ts';
import {
  board,
  type ClassView,
  classView,
  gradebook,
  gradedEvent,
  launchPlan,
  launchView,
  learnerDetail,
  myClass,
  regradeReport,
  rosterReport,
  taskStatistics,
  webhookView,
} from '../contract/class.ts';
import { imageNames } from '../main.ts';
import { sessionCookie } from './identity.ts';
import { keys } from './test-server.ts';

let catalogue: Catalogue;
beforeAll(async () => {
  catalogue = await loadCatalogue(join(root, 'labs'), imageNames());
});

let t: TestRoom;
let labs: Labs;
let room: Classroom;
beforeEach(async () => {
  t = await TestRoom.open(catalogue);
  ({ labs, room } = t);
});
afterEach(() => t.close());

const teacher = () => t.teacher();
const newClass = (by: Client, body: object = {}) => t.newClass(by, body);
const learner = (of: ClassView, name: string) => t.learner(of, name);

describe('joining', () => {
  test('the link signs in once; the class has a code; a learner joins, comes back on another machine, and is nobody without', async () => {
    const chen = await teacher();
    expect((await chen.ask('GET', '/api/me')).json()).toMatchObject({ mode: 'classroom', person: { role: 'admin', name: 'Instructor' } });
    const made = await newClass(chen);
    expect(made.code).toMatch(/^[a-z2-9]{4}-[a-z2-9]{4}$/);

    const lin = t.client();
    expect(await lin.refused('POST', `/api/labs/first-mta/attempts`)).toEqual([401, 'join-first']);
    const answer = await lin.ask('POST', '/api/join', { code: ` ${made.code?.toUpperCase()} `, name: '  林   薇 ' });
    const { passcode } = answer.json();
    expect((await lin.ask('GET', '/api/me')).json()).toMatchObject({ person: { role: 'learner', name: '林 薇' }, classes: [{ name: 'Mail 101' }] });
    expect((await lin.ask('POST', '/api/labs/first-mta/attempts')).statusCode).toBe(202);

    const elsewhere = t.client();
    expect((await elsewhere.ask('POST', '/api/resume', { passcode })).statusCode).toBe(200);
    expect(await idOf(elsewhere)).toBe(await idOf(lin));
    expect(await t.client().refused('POST', '/api/join', { code: made.code, name: '林 薇' })).toEqual([409, 'already-joined']);
    await lin.ask('POST', '/api/logout');
    expect((await lin.ask('GET', '/api/me')).json().person).toBeNull();
    expect((await elsewhere.ask('GET', '/api/me')).json().person).not.toBeNull();
  });

  test('a session cookie is HttpOnly, SameSite and new at each login; a planted one is worth nothing', async () => {
    const chen = await teacher();
    const made = await newClass(chen);
    const lin = t.client();
    lin.cookies[sessionCookie] = 'planted-by-somebody-else';
    const answer = await lin.ask('POST', '/api/join', { code: made.code, name: 'Lin' });
    expect(answer.cookies[0]).toMatchObject({ name: sessionCookie, httpOnly: true, sameSite: 'Strict', path: '/' });
    expect(lin.cookies[sessionCookie]).not.toBe('planted-by-somebody-else');
    const thief = t.client();
    thief.cookies[sessionCookie] = 'planted-by-somebody-else';
    expect((await thief.ask('GET', '/api/me')).json().person).toBeNull();
  });

  test('codes cannot be tried one after the other', async () => {
    const guesser = t.client();
    const codes = new Set<string>();
    for (let i = 0; i < 45; i++)
      codes.add((await guesser.refused('POST', '/api/join', { code: `aaaa-aa${String.fromCharCode(97 + (i % 20))}b`, name: 'X' }))[1]);
    expect([...codes]).toEqual(['wrong-code', 'too-many-guesses']);
  });

  test('a roster: line by line, claimed by number or name, never twice', async () => {
    const chen = await teacher();
    const made = await newClass(chen);
    const csv = 'name,student number\nWang Wei,1\nWang Wei,2\nLin,3\n,4\n<script>alert(1)</script>,5\n';
    const report = await chen.must(rosterReport, 200, 'POST', `/api/classes/${made.id}/roster`, { csv });
    expect([report.added, report.known, report.refused]).toEqual([4, 0, 1]);
    expect((await chen.must(rosterReport, 200, 'POST', `/api/classes/${made.id}/roster`, { csv })).known).toBe(4);
    const roster = (await chen.ask('GET', `/api/classes/${made.id}/roster`)).json() as { person: string; name: string; studentNumber: string }[];
    const wang = t.client();
    await wang.ask('POST', '/api/join', { code: made.code, name: 'Wang Wei', studentNumber: '2' });
    expect(await idOf(wang)).toBe(roster.find((r) => r.studentNumber === '2')?.person);
    expect(await idOf(await learner(made, 'lin'))).toBe(roster.find((r) => r.name === 'Lin')?.person);
    expect((await chen.ask('GET', `/api/classes/${made.id}`)).json().learners).toBe(4);
    expect(await chen.refused('POST', `/api/classes/${made.id}/roster`, { csv: 'Wang,1\n' })).toEqual([400, 'bad-roster']);
  });

  test('names that would fool somebody are refused with what is wrong', async () => {
    const made = await newClass(await teacher());
    for (const name of ['', '   ', 'a\u202Eb', 'x\u0007', 'x'.repeat(81)])
      expect((await t.client().refused('POST', '/api/join', { code: made.code, name }))[0]).toBe(400);
  });
});

describe('who may what', () => {
  test('a learner sees nothing of the class but their own; ids of others are not confirmed', async () => {
    const chen = await teacher();
    const made = await newClass(chen);
    const lin = await learner(made, 'Lin');
    const bo = await learner(made, 'Bo');
    for (const path of ['', '/roster', '/board', '/board/events', '/grades', '/grades.csv', '/statistics', '/overrides', `/learners/${await idOf(lin)}`])
      expect([path, (await lin.ask('GET', `/api/classes/${made.id}${path}`)).statusCode]).toEqual([path, 404]);
    expect(await lin.refused('POST', '/api/classes', { name: 'x' })).toEqual([403, 'not-allowed']);
    expect(await lin.refused('GET', '/api/audit')).toEqual([403, 'not-allowed']);
    expect(await lin.refused('POST', '/api/tokens', { name: 'x', scopes: ['manage'] })).toEqual([403, 'not-allowed']);
    expect(await lin.refused('DELETE', `/api/classes/${made.id}`)).toEqual([403, 'not-allowed']);
    const start = await lin.ask('POST', '/api/labs/first-mta/attempts');
    const attempt = start.json().id;
    expect(await bo.refused('GET', `/api/attempts/${attempt}`)).toEqual([404, 'unknown-attempt']);
    expect(await chen.refused('DELETE', `/api/attempts/${attempt}`)).toEqual([404, 'unknown-attempt']);
    expect((await t.client().ask('GET', `/api/classes/${made.id}`)).statusCode).toBe(401);
  });

  test('an assistant looks and helps in their class, in no other, and manages nothing', async () => {
    const chen = await teacher();
    const made = await newClass(chen);
    const other = await newClass(chen, { name: 'Other' });
    const invited = (await chen.ask('POST', '/api/staff', { name: 'Bo', role: 'assistant', class: made.id })).json();
    const bo = t.client();
    await bo.ask('GET', invited.path);
    expect((await bo.ask('GET', '/api/classes')).json()).toHaveLength(1);
    expect((await bo.ask('GET', `/api/classes/${made.id}/board`)).statusCode).toBe(200);
    expect(await bo.refused('GET', `/api/classes/${other.id}/board`)).toEqual([404, 'unknown-class']);
    expect(await bo.refused('PATCH', `/api/classes/${made.id}`, { revision: 1, name: 'x' })).toEqual([403, 'not-allowed']);
    expect(await bo.refused('GET', '/api/staff')).toEqual([403, 'not-allowed']);
    expect(await bo.refused('GET', '/api/instructor/sandboxes')).toEqual([401, 'wrong-key']);
    const again = t.client();
    const used = await again.ask('GET', invited.path);
    expect([used.headers.location, (await again.ask('GET', '/api/me')).json().person]).toEqual(['/instructor/?problem=link-used', null]);
    expect(await chen.refused('POST', '/api/staff', { name: 'No class', role: 'assistant' })).toEqual([400, 'assistant-of-what']);
  });

  test('tokens do what their scopes say', async () => {
    const chen = await teacher();
    const made = await newClass(chen);
    const token = async (scopes: string[]) => ({ authorization: `Bearer ${(await chen.ask('POST', '/api/tokens', { name: 'ci', scopes })).json().token}` });
    const script = t.client();
    const [read, manage, grade] = [await token(['read']), await token(['manage']), await token(['grade'])];
    expect((await script.ask('GET', `/api/classes/${made.id}/grades`, undefined, read)).statusCode).toBe(200);
    expect(await script.refused('POST', '/api/classes', { name: 'x' }, read)).toEqual([403, 'not-allowed']);
    expect((await script.ask('POST', '/api/classes', { name: 'x' }, manage)).statusCode).toBe(201);
    expect(await script.refused('POST', '/api/grade', { lab: 'first-mta', solution: 'true' }, read)).toEqual([403, 'scope-missing']);
    expect((await script.ask('POST', '/api/grade', { lab: 'first-mta', solution: 'true' }, grade)).statusCode).toBe(200);
    expect(await script.refused('GET', `/api/classes/${made.id}/grades`, undefined, grade)).toEqual([404, 'unknown-class']);
    expect(await script.refused('GET', '/api/staff', undefined, manage)).toEqual([403, 'not-allowed']);
    expect(await script.refused('GET', '/api/classes', undefined, { authorization: 'Bearer postlab_made-up' })).toEqual([401, 'wrong-key']);
    expect((await script.ask('GET', '/api/classes', undefined, { authorization: `Bearer ${keys.admin}` })).json()).toHaveLength(2);
    expect((await chen.ask('GET', '/api/tokens')).body).not.toContain('postlab_');
  });

  test('pages of other sites can change nothing', async () => {
    const chen = await teacher();
    expect(await chen.refused('POST', '/api/classes', { name: 'x' }, { origin: 'http://evil.example' })).toEqual([403, 'foreign-origin']);
  });

  test('privileged acts are written down', async () => {
    const chen = await teacher();
    const made = await newClass(chen);
    await chen.ask('POST', `/api/classes/${made.id}/end`);
    const acts = ((await chen.ask('GET', '/api/audit')).json() as { who: string; act: string }[]).map((row) => `${row.who}: ${row.act}`);
    expect(acts).toEqual(['Instructor (admin): ended a class', 'Instructor (admin): made a class', 'Instructor (admin): signed in by link']);
  });
});

describe('a class', () => {
  test('two instructors at once: the second is told, nothing is overwritten', async () => {
    const chen = await teacher();
    const made = await newClass(chen);
    const first = await chen.must(classView, 200, 'PATCH', `/api/classes/${made.id}`, { revision: made.revision, name: 'Mail 102' });
    expect(await chen.refused('PATCH', `/api/classes/${made.id}`, { revision: made.revision, settings: { hints: false } })).toEqual([409, 'changed-meanwhile']);
    const second = await chen.must(classView, 200, 'PATCH', `/api/classes/${made.id}`, { revision: first.revision, settings: { hints: false } });
    expect([second.name, second.settings.hints, second.settings.gradeRule]).toEqual(['Mail 102', false, 'best']);
    expect(await chen.refused('PATCH', `/api/classes/${made.id}`, { revision: second.revision, labs: [{ lab: 'no-such-lab' }] })).toEqual([404, 'unknown-lab']);
    expect(await chen.refused('PATCH', `/api/classes/${made.id}`, { revision: second.revision, labs: [{ lab }, { lab }] })).toEqual([400, 'bad-labs']);
  });

  test('the hint policy and the opening time hold for its learners', async () => {
    const chen = await teacher();
    const made = await newClass(chen, { labs: [{ lab: 'first-mta', opensAt: '2026-03-03T08:00:00Z' }], settings: { hints: false, solutions: false } });
    const lin = await learner(made, 'Lin');
    expect(await lin.refused('POST', '/api/labs/first-mta/attempts')).toEqual([409, 'not-open-yet']);
    t.now += 2 * 24 * 3_600_000;
    const attempt = (await lin.ask('POST', '/api/labs/first-mta/attempts')).json().id;
    expect(await lin.refused('POST', `/api/attempts/${attempt}/hints`, { task: 'deliver' })).toEqual([403, 'hints-off']);
    expect(await lin.refused('POST', `/api/attempts/${attempt}/solution`)).toEqual([403, 'solutions-off']);
    await chen.ask('POST', `/api/classes/${made.id}/end`);
    expect((await lin.ask('POST', `/api/attempts/${attempt}/hints`, { task: 'deliver' })).statusCode).toBe(200);
  });

  test('launch: seats start a few at a time, what does not fit queues, late comers get a seat, pause and end', async () => {
    const chen = await teacher();
    const made = await newClass(chen);
    expect(await chen.refused('POST', `/api/classes/${made.id}/launches`, { lab })).toEqual([409, 'nobody-there']);
    const people = await Promise.all(['A', 'B', 'C', 'D', 'E'].map((name) => learner(made, name)));
    const plan = await chen.must(launchPlan, 200, 'GET', `/api/classes/${made.id}/launches/plan?lab=${lab}`);
    expect(plan).toMatchObject({ learners: 5, running: 0, measured: false });
    const launch = await chen.must(launchView, 202, 'POST', `/api/classes/${made.id}/launches`, { lab });
    expect(await chen.refused('POST', `/api/classes/${made.id}/launches`, { lab })).toEqual([409, 'launched-already']);
    const seats = async () => (await chen.must(board, 200, 'GET', `/api/classes/${made.id}/board`)).launches[0]?.counts;
    await expect.poll(seats).toEqual({ queued: 2, starting: 3, ready: 0, failed: 0, ended: 0 });
    const mine = await (people[4] as Client).must(myClass.array(), 200, 'GET', '/api/my/classes');
    expect(mine[0]?.launches[0]).toMatchObject({ lab, state: 'queued', position: 2 });

    // The memory is over: one becomes ready, nobody follows.
    labs.free = 0;
    const starting = [...labs.states.keys()];
    for (const id of starting) labs.move(id, 'ready');
    await expect.poll(seats).toEqual({ queued: 2, starting: 0, ready: 3, failed: 0, ended: 0 });
    await learner(made, 'Late');
    await expect.poll(seats).toEqual({ queued: 3, starting: 0, ready: 3, failed: 0, ended: 0 });
    labs.free = 8 * 1024 ** 3;
    await chen.ask('POST', `/api/classes/${made.id}/launches/${launch.id}/pause`);
    expect([...labs.states.values()]).toEqual(['stopped', 'stopped', 'stopped']);
    expect(await chen.refused('POST', `/api/classes/${made.id}/launches/${launch.id}/pause`)).toEqual([409, 'wrong-state']);
    await chen.ask('POST', `/api/classes/${made.id}/launches/${launch.id}/resume`);
    await expect.poll(async () => (await seats())?.queued).toBe(0);
    await chen.ask('POST', `/api/classes/${made.id}/launches/${launch.id}/extend`);
    expect(labs.calls).toEqual(starting.map((id) => `touch ${id}`));
    await chen.ask('POST', `/api/classes/${made.id}/launches/${launch.id}/end`);
    expect(await seats()).toEqual({ queued: 0, starting: 0, ready: 0, failed: 0, ended: 6 });
    expect(new Set(labs.states.values())).toEqual(new Set(['ended']));
  });

  test('a raised hand, a note back, and the board tells', async () => {
    const chen = await teacher();
    const made = await newClass(chen);
    const lin = await learner(made, 'Lin <b>');
    await lin.ask('PUT', `/api/my/classes/${made.id}/hand`, { raised: true, text: 'Port 25?' });
    const rows = async () => (await chen.must(board, 200, 'GET', `/api/classes/${made.id}/board`)).rows;
    expect(await rows()).toMatchObject([{ name: 'Lin <b>', joined: true, hand: { text: 'Port 25?' } }]);
    const id = await idOf(lin);
    await chen.ask('POST', `/api/classes/${made.id}/learners/${id}/notes`, { text: 'Look at master.cf.' });
    await chen.ask('POST', `/api/classes/${made.id}/learners/${id}/notes`, { text: 'Needs time.', toLearner: false });
    await chen.ask('DELETE', `/api/classes/${made.id}/learners/${id}/hand`);
    expect((await rows())[0]?.hand).toBeNull();
    expect((await lin.must(myClass.array(), 200, 'GET', '/api/my/classes'))[0]?.notes.map((n) => n.text)).toEqual(['Look at master.cf.']);
    expect((await chen.must(learnerDetail, 200, 'GET', `/api/classes/${made.id}/learners/${id}`)).notes).toHaveLength(2);
    const stranger = await learner(await newClass(chen, { name: 'Other' }), 'Zed');
    expect(await stranger.refused('PUT', `/api/my/classes/${made.id}/hand`, { raised: true })).toEqual([404, 'unknown-learner']);
  });

  test('grades: what was earned, an override with its history, a check that was wrong, CSV without formulas', async () => {
    const chen = await teacher();
    const made = await newClass(chen);
    const lin = await learner(made, '=cmd|calc');
    await learner(made, 'Idle');
    const id = await idOf(lin);
    const attempt = await labs.start(id, lab);
    const [first, ...others] = labOf(catalogue, lab).definition.tasks;
    await labs.check(attempt.id, (task) => task !== first?.id);
    const path = `/api/classes/${made.id}`;
    const grades = async () => (await chen.must(gradebook, 200, 'GET', `${path}/grades`)).rows;
    const max = others.reduce((n, t) => n + t.points, first?.points ?? 0);
    expect((await grades()).map((r) => [r.name, r.total, r.max])).toEqual([
      ['=cmd|calc', max - (first?.points ?? 0), max],
      ['Idle', 0, max],
    ]);
    await chen.ask('PUT', `${path}/grades/${id}/${lab}`, { points: 99, reason: 'power cut' });
    expect((await grades())[0]?.labs[lab]).toMatchObject({ points: 99, override: { reason: 'power cut', by: 'Instructor (admin)' } });
    expect(await chen.refused('PUT', `${path}/grades/${id}/${lab}`, { points: 1, reason: '' })).toEqual([400, 'bad-request']);
    await chen.ask('PUT', `${path}/grades/${id}/${lab}`, { points: null, reason: 'was a mistake' });
    expect((await chen.ask('GET', `${path}/overrides`)).json()).toHaveLength(2);
    const report = await chen.must(regradeReport, 200, 'POST', `${path}/regrades`, { lab, task: first?.id, treat: 'pass', reason: 'checked the wrong port' });
    expect(report.changed).toMatchObject([{ person: id, name: '=cmd|calc', before: max - (first?.points ?? 0), after: max, maxBefore: max, maxAfter: max }]);
    expect(await chen.refused('POST', `${path}/regrades`, { lab, task: 'none', treat: 'pass', reason: 'xyz' })).toEqual([404, 'unknown-task']);
    const csv = await chen.ask('GET', `${path}/grades.csv`);
    expect(csv.headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(csv.body).toContain(`'=cmd|calc,,,${max},yes,0,,,${max},${max}`);
    const stats = await chen.must(taskStatistics.array(), 200, 'GET', `${path}/statistics`);
    expect(stats.find((s) => s.task === others[0]?.id)).toMatchObject({ learners: 1, passed: 1 });
  });

  test('the board follows as it happens, and says when the class is gone', async () => {
    const chen = await teacher();
    const made = await newClass(chen);
    const lin = await learner(made, 'Lin');
    const seen: string[] = [];
    const leave = await room.boards.subscribe(made.id, (event) =>
      seen.push(
        event.type === 'row' ? `${event.row.name} ${Object.values(event.row.labs)[0]?.state} ${Object.values(event.row.labs)[0]?.points ?? ''}` : event.type,
      ),
    );
    const attempt = await labs.start(await idOf(lin), lab);
    labs.move(attempt.id, 'ready');
    await expect.poll(() => seen.at(-1)).toBe('Lin ready 0');
    await labs.check(attempt.id, () => true);
    labs.move(attempt.id, 'ready');
    await expect.poll(() => seen.at(-1)).toMatch(/^Lin ready [1-9]/);
    await chen.ask('DELETE', `/api/classes/${made.id}`);
    await expect.poll(() => seen.at(-1)).toBe('gone');
    leave();
    expect(labs.states.get(attempt.id)).toBe('ended');
    expect((await lin.ask('GET', '/api/me')).json().person).toBeNull();
    expect(await chen.refused('GET', `/api/classes/${made.id}`)).toEqual([404, 'unknown-class']);
    expect(await t.client().refused('POST', '/api/join', { code: made.code, name: 'x' })).toEqual([404, 'wrong-code']);
  });

  test('a webhook hears of each graded check, signed; what fails is tried again, once it went through never more', async () => {
    const heard: { signature: string; body: string }[] = [];
    let answer = 500;
    const receiver = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => {
        body += chunk.toString();
      });
      request.on('end', () => {
        heard.push({ signature: String(request.headers['postlab-signature']), body });
        response.writeHead(answer).end();
      });
    });
    await new Promise<void>((done) => receiver.listen(0, '127.0.0.1', done));
    try {
      const chen = await teacher();
      const made = await newClass(chen);
      const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/grades`;
      const hook = await chen.must(webhookView, 200, 'PUT', `/api/classes/${made.id}/webhook`, { url });
      expect(await chen.refused('PUT', `/api/classes/${made.id}/webhook`, { url: 'file:///etc/passwd' })).toEqual([400, 'bad-request']);
      const attempt = await labs.start(await idOf(await learner(made, 'Lin')), lab);
      await labs.check(attempt.id, () => true);
      await labs.graded(attempt.id);
      await expect.poll(() => heard.length).toBe(1);
      await expect
        .poll(async () => (await chen.ask('GET', `/api/classes/${made.id}/webhook`)).json())
        .toMatchObject({ waiting: 1, lastProblem: 'it answered 500' });
      answer = 204;
      t.now += 5_000;
      await expect.poll(async () => (await chen.ask('GET', `/api/classes/${made.id}/webhook`)).json().waiting).toBe(0);
      expect(heard).toHaveLength(2);
      const event = gradedEvent.parse(JSON.parse(heard[1]?.body ?? ''));
      expect([event.lab, event.score.solved, event.attempt, heard[0]?.body]).toEqual([lab, true, attempt.id, heard[1]?.body]);
      expect(heard[1]?.signature).toBe(signatureOf(hook.secret ?? '', heard[1]?.body ?? '', new Date(t.now)));
    } finally {
      receiver.close();
    }
  });

  test('personal data: given, then erased; the log keeps no name', async () => {
    const chen = await teacher();
    const made = await newClass(chen);
    const lin = await learner(made, 'Lin Forgetme');
    const id = await idOf(lin);
    const attempt = await labs.start(id, lab);
    await labs.check(attempt.id, () => true);
    const data = (await lin.ask('GET', '/api/me/data')).json();
    expect([data.person.name, data.attempts.length, data.submissions.length, JSON.stringify(data)]).toEqual([
      'Lin Forgetme',
      1,
      1,
      expect.not.stringContaining('asscodeHash'),
    ]);
    expect((await lin.ask('DELETE', '/api/me')).json()).toEqual({ attempts: 1 });
    expect(labs.states.get(attempt.id)).toBe('ended');
    expect((await chen.ask('GET', `/api/classes/${made.id}/roster`)).json()).toEqual([]);
    expect((await chen.ask('GET', '/api/audit')).body).not.toContain('Forgetme');
  });

  test('after its time a class forgets its learners, unless they are in another one', async () => {
    const chen = await teacher();
    const made = await newClass(chen, { settings: { keepDays: 30 } });
    const other = await newClass(chen, { name: 'Goes on' });
    await learner(made, 'Gone');
    const stays = await learner(made, 'Stays');
    await stays.ask('POST', '/api/join', { code: other.code, name: 'Stays' });
    await chen.ask('POST', `/api/classes/${made.id}/end`);
    t.now += 29 * 24 * 3_600_000;
    expect(await room.personal.eraseOld()).toBe(0);
    t.now += 2 * 24 * 3_600_000;
    expect(await room.personal.eraseOld()).toBe(1);
    expect((await room.classes.roster(made.id)).map((r) => r.name)).toEqual(['Stays']);
  });
});

test('every route under /api is in the OpenAPI document, with its answers', async () => {
  const spec = (await t.client().ask('GET', '/api/openapi.json')).json();
  const listed = new Set(
    Object.entries(spec.paths as Record<string, object>).flatMap(([path, methods]) => Object.keys(methods).map((m) => `${m.toUpperCase()} ${path}`)),
  );
  const stack: string[] = [];
  const routes = t.app
    .printRoutes({ commonPrefix: false })
    .split('\n')
    .flatMap((line) => {
      const [, indent = '', part = '', methods] = /^([│ ├└─]*)(\S+)(?: \(([A-Z, ]+)\))?$/.exec(line) ?? [];
      const depth = indent.length / 4;
      stack.splice(depth - 1, stack.length, part);
      const path = stack.join('');
      return methods && path.startsWith('/api/') ? [[line, path, methods] as const] : [];
    });
  expect(routes.length).toBeGreaterThan(50);
  for (const [, path, methods] of routes)
    for (const method of methods.split(', '))
      if (method !== 'HEAD' && path !== '/api/openapi.json') expect([...listed]).toContain(`${method} ${path.replace(/:([A-Za-z]+)/g, '{$1}')}`);
  for (const [path, methods] of Object.entries(spec.paths as Record<string, Record<string, { summary?: string; responses?: object }>>))
    for (const [method, operation] of Object.entries(methods))
      expect([path, method, operation.summary?.length ?? 0]).toEqual([path, method, expect.toSatisfy((n: number) => n > 0)]);
});
