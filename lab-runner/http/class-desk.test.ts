import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { idOf, lab, TestRoom } from '../../test/support/test-room.ts';
import { type Catalogue, labOf, loadCatalogue } from '../catalogue/catalogue.ts';
import { signatureOf } from '../classes/webhooks.ts';
import { root } from '../commands/running-server.ts';
import { auditRow } from '../contract/account.ts';
import { gradebook, learnerDetail, myClass, regradeReport, rulingRow, testEvent, webhookTried, webhookView } from '../contract/class.ts';
import { imageNames } from '../main.ts';
import { keys } from './test-server.ts';

/** What staff do with one learner, one grade, one address: extensions, rulings, the audit log, trying the webhook. */
let catalogue: Catalogue;
beforeAll(async () => {
  catalogue = await loadCatalogue(join(root, 'labs'), imageNames());
});
let t: TestRoom;
beforeEach(async () => {
  t = await TestRoom.open(catalogue);
});
afterEach(() => t.close());

const ok = z.object({ ok: z.literal(true) });
const day = 24 * 3_600_000;

describe('an extension', () => {
  test('the rule of the class counts from the later date, for that learner alone; it is seen by both and written down', async () => {
    const chen = await t.teacher();
    const dueAt = '2026-03-03T08:00:00.000Z';
    const made = await t.newClass(chen, { labs: [{ lab, dueAt }], settings: { gradeRule: 'best-before-due' } });
    const [lin, bo] = [await t.learner(made, '=Lin'), await t.learner(made, 'Bo')];
    t.now += 2 * day;
    for (const who of [lin, bo]) await t.labs.check((await t.labs.start(await idOf(who), lab)).id, () => true);
    const points = async () => (await chen.must(gradebook, 200, 'GET', `/api/classes/${made.id}/grades`)).rows.map((r) => r.total);
    expect(await points()).toEqual([0, 0]);

    const path = `/api/classes/${made.id}/learners/${await idOf(lin)}/extensions/${lab}`;
    const until = '2026-03-06T08:00:00.000Z';
    await chen.must(ok, 200, 'PUT', path, { dueAt: until, reason: '=was ill' });
    expect(await points()).toEqual([100, 0]);
    const mine = async (who: typeof lin) => (await who.must(myClass.array(), 200, 'GET', '/api/my/classes'))[0]?.labs[0];
    expect([await mine(lin), await mine(bo)]).toMatchObject([
      { dueAt: until, extended: true },
      { dueAt, extended: false },
    ]);
    const cell = (await chen.must(gradebook, 200, 'GET', `/api/classes/${made.id}/grades`)).rows[0]?.labs[lab];
    expect(cell).toMatchObject({ dueAt: until, extendedTo: until, lateDays: 0 });
    expect((await chen.ask('GET', `/api/classes/${made.id}/grades.csv`)).body).toContain(`'=Lin,,,100,yes,0,${until},,100,100`);
    const detail = await chen.must(learnerDetail, 200, 'GET', `/api/classes/${made.id}/learners/${await idOf(lin)}`);
    expect(detail.extensions).toMatchObject([{ lab, dueAt: until, reason: '=was ill', by: 'Instructor (admin)' }]);
    expect((await lin.ask('GET', '/api/me/data')).json().extensions).toHaveLength(1);
    const log = await chen.must(auditRow.array(), 200, 'GET', '/api/audit?limit=1');
    expect(log).toMatchObject([{ act: 'gave an extension', subject: `${lab} of ${await idOf(lin)}`, detail: `${until}: =was ill` }]);

    await chen.must(ok, 200, 'PUT', path, { dueAt: null, reason: 'came back early' });
    expect([await points(), await mine(lin)]).toMatchObject([[0, 0], { dueAt, extended: false }]);
    expect((await chen.must(learnerDetail, 200, 'GET', `/api/classes/${made.id}/learners/${await idOf(lin)}`)).extensions).toHaveLength(2);
  });

  test('refused: who may not, what is no later date, what is not there; two at once lose nothing; a deleted class takes it along', async () => {
    const chen = await t.teacher();
    const made = await t.newClass(chen, { labs: [{ lab, dueAt: '2026-03-03T08:00:00.000Z' }, { lab: 'first-mta' }] });
    const lin = await t.learner(made, 'Lin');
    const base = `/api/classes/${made.id}/learners/${await idOf(lin)}/extensions`;
    const body = { dueAt: '2026-03-09T08:00:00.000Z', reason: 'was ill' };
    expect(await lin.refused('PUT', `${base}/${lab}`, body)).toEqual([403, 'not-allowed']);
    expect(await t.client().refused('PUT', `${base}/${lab}`, body)).toEqual([401, 'sign-in-first']);
    expect(await chen.refused('PUT', `${base}/${lab}`, { ...body, reason: '' })).toEqual([400, 'bad-request']);
    expect(await chen.refused('PUT', `${base}/${lab}`, { ...body, dueAt: 'tomorrow' })).toEqual([400, 'bad-request']);
    expect(await chen.refused('PUT', `${base}/${lab}`, { ...body, dueAt: '2026-03-03T08:00:00.000Z' })).toEqual([400, 'not-later']);
    expect(await chen.refused('PUT', `${base}/first-mta`, body)).toEqual([409, 'no-due-date']);
    expect(await chen.refused('PUT', `${base}/other-lab`, body)).toEqual([404, 'not-in-class']);
    expect(await chen.refused('PUT', `/api/classes/${made.id}/learners/nobody/extensions/${lab}`, body)).toEqual([404, 'unknown-learner']);
    const both = await Promise.all(['one', 'two'].map((n) => chen.ask('PUT', `${base}/${lab}`, { ...body, reason: `reason ${n}` })));
    expect(both.map((answer) => answer.statusCode)).toEqual([200, 200]);
    expect((await chen.must(learnerDetail, 200, 'GET', `/api/classes/${made.id}/learners/${await idOf(lin)}`)).extensions.map((e) => e.reason).sort()).toEqual([
      'reason one',
      'reason two',
    ]);
    // Deleted in the middle: whichever came first, nobody gets an error of ours.
    const [given, deleted] = await Promise.all([chen.ask('PUT', `${base}/${lab}`, body), chen.ask('DELETE', `/api/classes/${made.id}`)]);
    expect([200, 404]).toContain(given?.statusCode);
    expect(deleted?.statusCode).toBe(200);
    expect(await chen.refused('PUT', `${base}/${lab}`, body)).toEqual([404, 'unknown-class']);
    expect(await t.db.selectFrom('extension').selectAll().execute()).toEqual([]);
  });
});

test('a class deleted while others act in it: each is answered, none with an error of ours', async () => {
  for (let round = 0; round < 5; round++) {
    const chen = await t.teacher();
    const made = await t.newClass(chen, { labs: [{ lab, dueAt: '2026-03-03T08:00:00.000Z' }] });
    const lin = await t.learner(made, `Lin ${round}`);
    const [path, id] = [`/api/classes/${made.id}`, await idOf(lin)];
    const task = labOf(catalogue, lab).definition.tasks[0]?.id;
    const answers = await Promise.all([
      lin.ask('PUT', `/api/my/classes/${made.id}/hand`, { raised: true }),
      chen.ask('POST', `${path}/learners/${id}/notes`, { text: 'note' }),
      chen.ask('PUT', `${path}/grades/${id}/${lab}`, { points: 1, reason: 'reason' }),
      chen.ask('DELETE', path),
      chen.ask('POST', `${path}/regrades`, { lab, task, treat: 'pass', reason: 'reason' }),
      chen.ask('PUT', `${path}/learners/${id}/extensions/${lab}`, { dueAt: '2026-03-09T08:00:00.000Z', reason: 'reason' }),
      lin.ask('PUT', `/api/my/classes/${made.id}/hand`, { raised: true }),
    ]);
    // 401: the learner was erased with the class, and their session with them.
    expect(answers.map((answer) => answer.statusCode).filter((status) => ![200, 201, 401, 404].includes(status))).toEqual([]);
    expect(answers[3]?.statusCode).toBe(200);
  }
  for (const table of ['hand', 'classNote', 'gradeOverride', 'regrade', 'extension'] as const)
    expect(await t.db.selectFrom(table).selectAll().execute()).toEqual([]);
});

describe('a check that was wrong', () => {
  test('a dry run tells whose grade changes, and how, and does nothing; applied, the same has happened and can be seen afterwards', async () => {
    const chen = await t.teacher();
    const made = await t.newClass(chen);
    const [lin, bo, idle] = [await t.learner(made, 'Lin'), await t.learner(made, 'Bo'), await t.learner(made, 'Idle')];
    const [first, ...others] = labOf(catalogue, lab).definition.tasks;
    for (const who of [lin, bo]) await t.labs.check((await t.labs.start(await idOf(who), lab)).id, (task) => task !== first?.id);
    const path = `/api/classes/${made.id}`;
    await chen.must(ok, 200, 'PUT', `${path}/grades/${await idOf(bo)}/${lab}`, { points: 42, reason: 'by hand' });
    const without = others.reduce((n, task) => n + task.points, 0);
    const max = without + (first?.points ?? 0);
    const ruling = { lab, task: first?.id, treat: 'pass', reason: 'looked at the wrong port' };
    const expected = [
      { name: 'Bo', before: 42, after: 42, earnedBefore: without, earnedAfter: max, overridden: true },
      { name: 'Lin', before: without, after: max, solvedBefore: false, solvedAfter: true, overridden: false },
    ];
    const grades = async () => (await chen.must(gradebook, 200, 'GET', `${path}/grades`)).rows;
    const before = await grades();
    const dry = await chen.must(regradeReport, 200, 'POST', `${path}/regrades`, { ...ruling, dryRun: true });
    expect([dry.applied, dry.rulings, dry.same, dry.changed]).toEqual([
      false,
      0,
      1,
      [expect.objectContaining(expected[0]), expect.objectContaining(expected[1])],
    ]);
    expect([await grades(), (await chen.ask('GET', `${path}/regrades`)).json()]).toEqual([before, []]);
    expect(await idle.refused('POST', `${path}/regrades`, { ...ruling, dryRun: true })).toEqual([403, 'not-allowed']);

    // Another instructor rules between the look and the press.
    await chen.must(regradeReport, 200, 'POST', `${path}/regrades`, { ...ruling, task: others[0]?.id, treat: 'drop', reason: 'other' });
    expect(await chen.refused('POST', `${path}/regrades`, { ...ruling, seen: dry.rulings })).toEqual([409, 'changed-meanwhile']);
    await chen.must(regradeReport, 200, 'POST', `${path}/regrades`, { ...ruling, task: others[0]?.id, treat: 'as-checked', reason: 'taken back' });
    const again = await chen.must(regradeReport, 200, 'POST', `${path}/regrades`, { ...ruling, dryRun: true });
    const applied = await chen.must(regradeReport, 200, 'POST', `${path}/regrades`, { ...ruling, seen: again.rulings });
    expect([applied.applied, applied.rulings, applied.changed]).toEqual([true, 3, dry.changed]);
    expect((await grades()).map((r) => [r.name, r.labs[lab]?.points, r.labs[lab]?.asChecked.points])).toEqual([
      ['Bo', 42, 42],
      ['Idle', 0, 0],
      ['Lin', max, without],
    ]);
    const rulings = await chen.must(rulingRow.array(), 200, 'GET', `${path}/regrades`);
    expect(rulings.map((r) => [r.task, r.treat, r.inForce])).toEqual([
      [first?.id, 'pass', true],
      [others[0]?.id, 'as-checked', true],
      [others[0]?.id, 'drop', false],
    ]);
    expect(await idle.refused('GET', `${path}/regrades`)).toEqual([404, 'unknown-class']);
    const acts = (await chen.must(auditRow.array(), 200, 'GET', '/api/audit?q=regraded')).map((r) => r.detail);
    expect(acts).toHaveLength(3);
    expect(acts[0]).toContain('2 grades changed');
  });

  test('a dropped task that was taken back counts again in the maximum of who has done nothing', async () => {
    const chen = await t.teacher();
    const made = await t.newClass(chen);
    await t.learner(made, 'Idle');
    const task = labOf(catalogue, lab).definition.tasks[0];
    const rule = (treat: string) => chen.must(regradeReport, 200, 'POST', `/api/classes/${made.id}/regrades`, { lab, task: task?.id, treat, reason: 'reason' });
    const max = async () => (await chen.must(gradebook, 200, 'GET', `/api/classes/${made.id}/grades`)).rows[0]?.max;
    expect([await max(), await rule('drop'), await max(), await rule('as-checked'), await max()]).toMatchObject([
      100,
      { changed: [{ name: 'Idle', maxBefore: 100, maxAfter: 100 - (task?.points ?? 0) }] },
      100 - (task?.points ?? 0),
      { changed: [{ maxAfter: 100 }] },
      100,
    ]);
  });
});

test('a token with the name of the instance’s key is a token like others', async () => {
  const chen = await t.teacher();
  const { token } = (await chen.ask('POST', '/api/tokens', { name: 'key of this instance', scopes: ['manage', 'read', 'grade'] })).json();
  const script = t.client();
  const key = { authorization: `Bearer ${token}` };
  for (const path of ['/api/tokens', '/api/staff', '/api/audit'])
    expect([path, ...(await script.refused('GET', path, undefined, key))]).toEqual([path, 403, 'not-allowed']);
  expect((await script.ask('GET', '/api/audit', undefined, { authorization: `Bearer ${keys.admin}` })).statusCode).toBe(200);
});

test('the audit log: pages without gaps or repeats while it grows, words in any column, wildcards that are only characters', async () => {
  const chen = await t.teacher();
  for (let i = 0; i < 7; i++) await t.newClass(chen, { name: i === 3 ? '100%_=<b>' : `Class ${i}` });
  const page = (query: string) => chen.must(auditRow.array(), 200, 'GET', `/api/audit?${query}`);
  const first = await page('limit=4');
  await t.newClass(chen, { name: 'Meanwhile' });
  const second = await page(`limit=10&before=${first.at(-1)?.id}`);
  expect([...first, ...second].map((r) => r.subject)).toEqual(['Class 6', 'Class 5', 'Class 4', '100%_=<b>', 'Class 2', 'Class 1', 'Class 0', 'Instructor']);
  expect((await page(`q=${encodeURIComponent('%_=')}`)).map((r) => r.subject)).toEqual(['100%_=<b>']);
  expect((await page('q=signed+in')).map((r) => r.act)).toEqual(['signed in by link']);
  expect(await page(`q=${encodeURIComponent("' or 1=1 --")}`)).toEqual([]);
  for (const bad of ['limit=0', 'limit=1001', 'before=x', `q=${'x'.repeat(101)}`])
    expect([bad, ...(await chen.refused('GET', `/api/audit?${bad}`))]).toEqual([bad, 400, 'bad-request']);
});

describe('the webhook', () => {
  async function receiver() {
    const heard: { signature: string; body: string }[] = [];
    const state = { answer: 204 };
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => {
        body += chunk.toString();
      });
      request.on('end', () => {
        heard.push({ signature: String(request.headers['postlab-signature']), body });
        response.writeHead(state.answer).end();
      });
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    return { heard, state, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, close: () => server.close() };
  }

  test('a test call is signed, is sent once whatever comes of it, and stands among the last calls', async () => {
    const there = await receiver();
    try {
      const chen = await t.teacher();
      const made = await t.newClass(chen);
      const path = `/api/classes/${made.id}/webhook`;
      expect(await chen.refused('POST', `${path}/test`)).toEqual([409, 'no-webhook']);
      const { secret } = await chen.must(webhookView, 200, 'PUT', path, { url: there.url });
      expect(await (await t.learner(made, 'Lin')).refused('POST', `${path}/test`)).toEqual([403, 'not-allowed']);
      expect(await chen.must(webhookTried, 200, 'POST', `${path}/test`)).toEqual({ problem: '' });
      const event = testEvent.parse(JSON.parse(there.heard[0]?.body ?? ''));
      expect([event.class, there.heard[0]?.signature]).toEqual([made.id, signatureOf(secret ?? '', there.heard[0]?.body ?? '', new Date(t.now))]);
      there.state.answer = 500;
      t.now += 1_000;
      expect(await chen.must(webhookTried, 200, 'POST', `${path}/test`)).toEqual({ problem: 'it answered 500' });
      // Long after, the loop that repeats calls has nothing to repeat.
      t.now += day;
      t.room.webhooks.look();
      const view = await chen.must(webhookView, 200, 'GET', path);
      expect(view.deliveries.map((d) => [d.type, d.tries, d.problem, d.doneAt !== null])).toEqual([
        ['webhook.test', 1, 'it answered 500', true],
        ['webhook.test', 1, '', true],
      ]);
      expect([there.heard.length, view.waiting]).toEqual([2, 0]);
      expect((await chen.must(auditRow.array(), 200, 'GET', '/api/audit?q=tried')).map((r) => r.detail)).toEqual(['it answered 500', 'it was taken']);
      // A month later it is forgotten. The teacher's session is over by then.
      const script = t.client();
      const left = async () => (await script.must(webhookView, 200, 'GET', path, undefined, { authorization: `Bearer ${keys.admin}` })).deliveries.length;
      t.now += 28 * day;
      await t.room.personal.eraseOld();
      expect(await left()).toBe(2);
      t.now += 2 * day;
      await t.room.personal.eraseOld();
      expect(await left()).toBe(0);
    } finally {
      there.close();
    }
  });

  test('an erased learner is in no call any more, and a class deleted while it is tried is no error', async () => {
    const there = await receiver();
    try {
      const chen = await t.teacher();
      const made = await t.newClass(chen);
      const path = `/api/classes/${made.id}/webhook`;
      await chen.must(webhookView, 200, 'PUT', path, { url: there.url });
      const lin = await t.learner(made, 'Lin');
      const attempt = await t.labs.start(await idOf(lin), lab);
      await t.labs.check(attempt.id, () => true);
      await t.labs.graded(attempt.id);
      await expect.poll(async () => (await chen.must(webhookView, 200, 'GET', path)).deliveries.map((d) => d.doneAt !== null)).toEqual([true]);
      await lin.ask('DELETE', '/api/me');
      expect((await chen.must(webhookView, 200, 'GET', path)).deliveries).toEqual([]);
      const [tried, deleted] = await Promise.all([chen.ask('POST', `${path}/test`), chen.ask('DELETE', `/api/classes/${made.id}`)]);
      expect([[200, 404].includes(tried?.statusCode ?? 0), deleted?.statusCode]).toEqual([true, 200]);
    } finally {
      there.close();
    }
  });
});

test('POST /api/grade answers with JUnit when asked, and says in a header how it went', async () => {
  const script = t.client();
  const key = { authorization: `Bearer ${keys.admin}` };
  const body = { lab: 'first-mta', solution: 'true' };
  const junit = await script.ask('POST', '/api/grade?format=junit', body, key);
  expect([junit.statusCode, junit.headers['content-type'], junit.headers['postlab-outcome']]).toEqual([200, 'application/xml; charset=utf-8', 'not solved']);
  expect(junit.body).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>\n<testsuites>\n {2}<testsuite name="first-mta" tests="0" /);
  const json = await script.ask('POST', '/api/grade', body, key);
  expect([json.headers['postlab-outcome'], json.json().outcome]).toEqual(['not solved', 'not solved']);
  expect(await script.refused('POST', '/api/grade?format=pdf', body, key)).toEqual([400, 'bad-request']);
});
