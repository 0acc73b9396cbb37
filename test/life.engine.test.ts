import { afterAll, beforeAll, expect, test } from 'vitest';
import type { AttemptEvent } from '../lab-runner/contract/api.ts';
import { Browser, refusal } from './support/browser.ts';
import { TestInstance } from './support/instance.ts';

/** One lab's life, seen by a browser, on the real engine. The tests follow one another: each goes on where the last ended. */
let instance: TestInstance;
let ann: Browser;
let attempt: string;

beforeAll(async () => {
  instance = await (await TestInstance.make()).start();
  ann = new Browser(instance.url);
});
afterAll(() => instance?.destroy());

const lab = 'hello-smtp';
const stagesOf = (events: AttemptEvent[]) => events.flatMap((e) => (e.type === 'stage' ? [e.stage] : e.type === 'attempt' ? e.attempt.stages : []));

test('a start answers at once, names its stages until it is ready, and two presses are one attempt', async () => {
  const answer = await ann.call('POST', `/api/labs/${lab}/attempts`);
  expect([answer.status, (answer.body as { state: string }).state]).toEqual([202, 'starting']);
  expect(answer.headers.get('set-cookie')).toMatch(/HttpOnly/);
  attempt = (answer.body as { id: string }).id;
  const [events, again] = await Promise.all([ann.events(attempt, (e) => e.type === 'attempt' && e.attempt.state === 'ready'), ann.start(lab)]);
  expect(again.id).toBe(attempt);
  const done = new Map(stagesOf(events).flatMap((s) => (s.state === 'done' ? [[s.id, s]] : [])));
  expect([...done.keys()]).toEqual(['queue', 'network', 'world', 'host:client', 'boot:client', 'ready']);
  expect([...done.values()].map((s) => `${s.step} of ${s.of}`)).toEqual([1, 2, 3, 4, 5, 6].map((n) => `${n} of 6`));
  const ready = await ann.attempt(attempt);
  expect(ready.hosts).toMatchObject([{ name: 'client' }]);
  expect(ready.parameters['domain']).toBeTruthy();
  expect(await instance.hosts()).toHaveLength(1);
});

test('another browser cannot tell the attempt from one that does not exist', async () => {
  const ben = new Browser(instance.url);
  const stranger = [
    ['GET', `/api/attempts/${attempt}`],
    ['GET', `/api/attempts/${attempt}/events`],
    ['POST', `/api/attempts/${attempt}/checks`],
    ['POST', `/api/attempts/${attempt}/reset`],
    ['POST', `/api/attempts/${attempt}/cancel`],
    ['POST', `/api/attempts/${attempt}/hosts/client/reboot`],
    ['DELETE', `/api/attempts/${attempt}`],
  ] as const;
  for (const [method, path] of stranger) expect([path, ...refusal(await ben.call(method, path))]).toEqual([path, 404, 'unknown-attempt']);
  expect(await ben.terminal(attempt, 'client').ended()).toBe(4404);
  expect((await ben.call('GET', '/api/attempts')).body).toEqual([]);
  expect((await ann.attempt(attempt)).state).toBe('ready');
});

test('two presses of Check are one submission', async () => {
  const [first, second] = await Promise.all([ann.check(attempt), ann.check(attempt)]);
  expect(second.id).toBe(first.id);
  const done = await ann.finished(attempt, first.id);
  expect(done.results.map((r) => [r.id, r.result.verdict])).toEqual(['two-recipients', 'leading-dot', 'chinese-subject', 'over-tls'].map((id) => [id, 'fail']));
  const other = await ann.check(attempt);
  expect(other.id).not.toBe(first.id);
  await ann.finished(attempt, other.id);
});

test('a terminal survives a lost connection, with its shell and its screen', async () => {
  const screen = ann.terminal(attempt, 'client');
  await screen.shows(/# /);
  screen.type('kept=still-here; echo "typed-$((6*7))"\r');
  await screen.shows(/typed-42/);
  await screen.drop();
  const back = ann.terminal(attempt, 'client');
  await back.shows(/typed-42/);
  back.type('echo "<$kept>"\r');
  await back.shows(/<still-here>/);
  await back.drop();
});

test('a runner that was stopped and started again takes the sandbox up: same hosts, same shell, and checks go on', async () => {
  const before = await instance.hosts();
  await instance.stop();
  expect(await instance.hosts()).toEqual(before);
  await instance.start();
  ann.url = instance.url;
  expect((await ann.attempt(attempt)).state).toBe('ready');
  expect((await ann.start(lab)).id).toBe(attempt);
  expect(await instance.hosts()).toEqual(before);
  const screen = ann.terminal(attempt, 'client');
  await screen.shows(/typed-42/);
  // Its Internet goes on, too: the partner's MX is found.
  const { peer } = (await ann.attempt(attempt)).parameters;
  screen.type(`echo "again <$kept>"; dig +short MX ${peer}\r`);
  await screen.shows(/again <still-here>\r\n\d+ \S+\./);
  await screen.drop();
  const done = await ann.judged(attempt);
  expect(done.results.every((r) => r.result.verdict === 'fail')).toBe(true);
});

test('a reset is a new sandbox with other parameters, and nothing of the old one stays', async () => {
  const old = await ann.attempt(attempt);
  const hosts = await instance.hosts();
  const answer = await ann.call('POST', `/api/attempts/${attempt}/reset`);
  expect(answer.status).toBe(202);
  const fresh = (answer.body as { id: string }).id;
  expect(fresh).not.toBe(attempt);
  const ready = await ann.ready(fresh);
  expect(ready.parameters).not.toEqual(old.parameters);
  expect((await ann.attempt(attempt)).state).toBe('ended');
  await instance.runner.attempts.settled();
  const now = await instance.hosts();
  expect(now).toHaveLength(1);
  expect(now).not.toEqual(hosts);
  attempt = fresh;
});

test('the end removes containers, network, volumes and cgroups', async () => {
  expect(await instance.leftOvers()).not.toEqual([]);
  const ended = await ann.call('DELETE', `/api/attempts/${attempt}`);
  expect([ended.status, (ended.body as { state: string }).state]).toEqual([200, 'ended']);
  await instance.empty();
  // The row goes last, after what it names.
  await expect.poll(() => instance.runner.sandboxStore.all()).toEqual([]);
  expect(refusal(await ann.call('POST', `/api/attempts/${attempt}/checks`))).toEqual([409, 'wrong-state']);
});

test.each(['queue', 'world', 'host:client', 'boot:client'])('a start given up during "%s" leaves nothing', async (stage) => {
  const { id } = await ann.start(lab);
  await ann.events(id, (e) => stagesOf([e]).some((s) => s.id === stage));
  const answer = await ann.call('POST', `/api/attempts/${id}/cancel`);
  expect([answer.status, (answer.body as { state: string }).state]).toEqual([200, 'ended']);
  await expect.poll(() => instance.runner.sandboxStore.all()).toEqual([]);
  await instance.empty();
});
