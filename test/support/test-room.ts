import type { FastifyInstance } from 'fastify';
import { expect } from 'vitest';
import { AttemptStore } from '../../lab-runner/attempts/attempt-store.ts';
import { type Catalogue, labOf } from '../../lab-runner/catalogue/catalogue.ts';
import type { ClassAttempts, ClassMachine } from '../../lab-runner/classes/ports.ts';
import { buildClassroom, type Classroom } from '../../lab-runner/classroom.ts';
import type { Attempt, AttemptEvent } from '../../lab-runner/contract/api.ts';
import { attempt as attemptShape } from '../../lab-runner/contract/api.ts';
import type { Score } from '../../lab-runner/contract/attempt.ts';
import { type ClassView, classView } from '../../lab-runner/contract/class.ts';
import { testServer } from '../../lab-runner/http/test-server.ts';
import { type Database, openDatabase } from '../../lab-runner/store/database.ts';

/** The lab of the tests of classes. */
export const lab = 'hello-smtp';

/** Attempts that are rows and a state, so that classes can be tried without machines; the engine test has real ones. */
export class Labs implements ClassAttempts, ClassMachine {
  readonly store: AttemptStore;
  readonly states = new Map<string, Attempt['state']>();
  readonly #watchers = new Set<(attempt: string, event: AttemptEvent) => void>();
  readonly calls: string[] = [];
  free = 8 * 1024 ** 3;
  concurrentStarts = 2;
  readonly #catalogue: Catalogue;
  constructor(db: Database, now: () => Date, catalogue: Catalogue) {
    this.#catalogue = catalogue;
    this.store = new AttemptStore(db, now);
  }
  #view(id: string, of: string): Attempt {
    const state = this.states.get(id) ?? 'ended';
    return attemptShape.parse({
      ...{ id, lab: of, state, problem: '', stages: [], hosts: [], gateway: '', parameters: {}, createdAt: '', expiresAt: null, hints: [], answers: {} },
      ...{ score: null, lastSubmission: null, checkedAt: null, provedAt: null, revealed: false, canary: null },
    });
  }
  async start(learner: string, of: string): Promise<Attempt> {
    const known = await this.store.running(learner, of);
    const row = known ?? (await this.store.create(learner, of));
    if (!known) this.states.set(row.id, 'starting');
    return this.#view(row.id, of);
  }
  async get(_viewer: unknown, id: string): Promise<Attempt> {
    return this.#view(id, (await this.store.find(id))?.lab ?? '');
  }
  async end(_viewer: unknown, id: string): Promise<Attempt> {
    await this.store.end(id);
    this.move(id, 'ended');
    return this.get(null, id);
  }
  move(id: string, state: Attempt['state'], of = lab): void {
    this.states.set(id, state);
    for (const watcher of this.#watchers) watcher(id, { type: 'attempt', attempt: this.#view(id, of) });
  }
  async pause(id: string): Promise<boolean> {
    this.move(id, 'stopped');
    return true;
  }
  touch(id: string): void {
    this.calls.push(`touch ${id}`);
  }
  async notice(): Promise<void> {}
  watch(watcher: (attempt: string, event: AttemptEvent) => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }
  async ownerOf(id: string) {
    const row = await this.store.find(id);
    return row ? { learner: row.learner, lab: row.lab } : null;
  }
  async runningOf(learner: string, of: string) {
    return (await this.store.running(learner, of))?.id ?? null;
  }
  ready(): void {}
  async freeBytes(): Promise<number> {
    return this.free;
  }
  async usedBy(): Promise<number[]> {
    return [];
  }
  warm(of: string, count: number): void {
    this.calls.push(`warm ${of} ${count}`);
  }
  warmth() {
    return { warm: 0, warming: 0 };
  }
  /** Tells of the newest check, as the runner does when it has ended. */
  async graded(id: string): Promise<void> {
    const submission = await this.store.lastSubmission(id);
    if (submission) for (const watcher of this.#watchers) watcher(id, { type: 'submission', submission });
  }
  /** A finished check in which these tasks were met. */
  async check(id: string, met: (task: string, index: number) => boolean | 'error'): Promise<void> {
    const tasks = labOf(this.#catalogue, lab).definition.tasks.map((t, i) => {
      const found = met(t.id, i);
      const verdict = found === 'error' ? found : found ? ('pass' as const) : ('fail' as const);
      return { id: t.id, verdict, points: verdict === 'pass' ? t.points : 0, max: t.points, hintCost: 0, brokenInvariants: [] };
    });
    const score: Score = {
      tasks,
      points: tasks.reduce((n, t) => n + t.points, 0),
      max: tasks.reduce((n, t) => n + t.max, 0),
      solved: tasks.every((t) => t.verdict === 'pass'),
      couldNotLook: tasks.some((t) => t.verdict === 'error'),
    };
    const { id: submission } = await this.store.openSubmission(id, 'check');
    await this.store.closeSubmission({ submission, attempt: id, results: [], score, kept: [], change: { bestJson: JSON.stringify(score) } });
  }
}

/** A browser or a script: keeps its cookies. */
export class Client {
  readonly #app: FastifyInstance;
  constructor(app: FastifyInstance) {
    this.#app = app;
  }
  cookies: Record<string, string> = {};
  async ask(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', url: string, payload?: object, headers: Record<string, string> = {}) {
    const answer = await this.#app.inject({ method, url, cookies: this.cookies, headers: { host: 'localhost', ...headers }, ...(payload && { payload }) });
    for (const cookie of answer.cookies) this.cookies[cookie.name] = cookie.value;
    return answer;
  }
  async must<T>(shape: { parse(body: unknown): T }, status: number, ...call: Parameters<Client['ask']>): Promise<T> {
    const answer = await this.ask(...call);
    expect([answer.statusCode, answer.body.slice(0, 300)]).toEqual([status, expect.anything()]);
    return shape.parse(answer.json());
  }
  async refused(...call: Parameters<Client['ask']>): Promise<[number, string]> {
    const answer = await this.ask(...call);
    return [answer.statusCode, answer.json().error?.code];
  }
}

/** A classroom over a database in memory and the real server, with a clock of its own. */
export class TestRoom {
  now = Date.parse('2026-03-02T08:00:00Z');
  readonly db: Database;
  readonly labs: Labs;
  readonly room: Classroom;
  app!: FastifyInstance;

  private constructor(db: Database, catalogue: Catalogue) {
    const now = () => new Date(this.now);
    this.db = db;
    this.labs = new Labs(db, now, catalogue);
    this.room = buildClassroom({
      ...{ db, key: 'key', catalogue, now },
      whyNoLabs: () => ({ message: 'off', hint: 'wait' }),
      removeFiles: async () => undefined,
      log: () => undefined,
    });
    this.room.relay.connect(this.labs, this.labs);
  }

  static async open(catalogue: Catalogue): Promise<TestRoom> {
    const test = new TestRoom(await openDatabase(':memory:'), catalogue);
    ({ app: test.app } = await testServer({ classroom: test.room, mode: 'classroom' }));
    return test;
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.room.close();
    await this.db.destroy();
  }

  client(): Client {
    return new Client(this.app);
  }

  /** Signed in by the link of the first admin. */
  async teacher(): Promise<Client> {
    const person = this.client();
    const { secret } = await this.room.accounts.signInLink((await this.room.accounts.firstAdmin()).id);
    const answer = await person.ask('GET', `/instructor/?link=${secret}`);
    expect([answer.statusCode, answer.headers.location]).toEqual([303, '/instructor/']);
    return person;
  }

  newClass(by: Client, body: object = {}): Promise<ClassView> {
    return by.must(classView, 201, 'POST', '/api/classes', { name: 'Mail 101', labs: [{ lab }], ...body });
  }

  async learner(of: ClassView, name: string): Promise<Client> {
    const person = this.client();
    expect((await person.ask('POST', '/api/join', { code: of.code, name })).statusCode).toBe(201);
    return person;
  }
}

export const idOf = async (person: Client): Promise<string> => (await person.ask('GET', '/api/me')).json().person.id;
