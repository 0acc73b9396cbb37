import { type AddressInfo, connect } from 'node:net';
import type { Attempts, Viewer } from '../attempts/attempts.ts';
import type { Attempt, AttemptEvent, GradeReport, InstructorRow, LabSummary, ObjectionRow, ProgressRow, Status, Visitor } from '../contract/api.ts';
import type { Submission } from '../contract/attempt.ts';
import type { Engine } from '../engine/engine.ts';
import { PostlabError } from '../errors.ts';
import { type Lessons, unavailableLessons } from '../lessons/lessons.ts';
import type { Classroom } from './context.ts';
import { learnerCookie, learnerOf, type Mode } from './identity.ts';
import { buildServer } from './server.ts';

/** For tests of the HTTP side: one lab, attempts in memory, the real server over them. */
export const keys = { instructor: 'instructor-key', admin: 'admin-key' };
export const secretOfAnn = 'a'.repeat(32);
export const ann = { [learnerCookie]: secretOfAnn };
export const ben = { [learnerCookie]: 'b'.repeat(32) };

const text = { en: 'text', 'zh-cn': '文字' };
const at = '2026-01-05T08:00:00.000Z';

export const lab: LabSummary = {
  slug: 'first-mta',
  title: text,
  summary: text,
  module: 'smtp',
  kind: 'build',
  difficulty: 1,
  minutes: 20,
  lessons: [],
  hosts: ['mx'],
  tasks: [{ id: 'deliver', title: text, points: 100, proof: 'state' }],
  invariants: [],
};

export const score = { points: 0, max: 100, tasks: [], solved: false, couldNotLook: false };

function notFound(what: string): PostlabError {
  return new PostlabError({ code: `unknown-${what}`, status: 404, message: `There is no such ${what}.`, hint: 'Look again.' });
}

/** The interface with its promises kept, but no sandboxes. Attempts belong to their learner; strangers get 404. */
export class AttemptsInMemory implements Attempts {
  readonly owners = new Map<string, string>();
  readonly listeners = new Set<(event: AttemptEvent) => void>();
  readonly touched: string[] = [];
  readonly notes: string[] = [];
  readonly calls: string[] = [];
  answers: Record<string, string> = {};
  /** Host name → where it runs. */
  hosts = new Map<string, { engine: Engine; container: string }>();
  hostUp = true;
  grading: Promise<GradeReport> | null = null;
  gradeSignal: AbortSignal | null = null;
  failWith: Error | null = null;

  #own(viewer: Viewer, id: string): string {
    const owner = this.owners.get(id);
    if (owner === undefined || (viewer.role === 'learner' && viewer.learner !== owner)) throw notFound('attempt');
    return id;
  }

  view(id: string): Attempt {
    return {
      id,
      lab: lab.slug,
      state: 'ready',
      problem: '',
      stages: [],
      hosts: [],
      gateway: '',
      parameters: {},
      createdAt: at,
      expiresAt: null,
      hints: [],
      answers: this.answers,
      score: null,
      lastSubmission: null,
      checkedAt: null,
      provedAt: null,
      revealed: false,
      canary: null,
    };
  }

  #submission(attempt: string, kind: Submission['kind']): Submission {
    return { id: `s-${attempt}`, attempt, kind, state: 'running', createdAt: at, finishedAt: null, results: [], score: null };
  }

  async start(learner: string, slug: string, options: { fresh: boolean }): Promise<Attempt> {
    if (slug !== lab.slug) throw notFound('lab');
    this.calls.push(`start ${options.fresh}`);
    const id = `at${this.owners.size + 1}`;
    this.owners.set(id, learner);
    return this.view(id);
  }

  async get(viewer: Viewer, id: string): Promise<Attempt> {
    if (this.failWith) throw this.failWith;
    return this.view(this.#own(viewer, id));
  }

  async mine(learner: string): Promise<Attempt[]> {
    return [...this.owners].filter(([, owner]) => owner === learner).map(([id]) => this.view(id));
  }

  prewarm(slug: string): void {
    this.calls.push(`prewarm ${slug}`);
  }

  async check(viewer: Viewer, id: string): Promise<Submission> {
    return this.#submission(this.#own(viewer, id), 'check');
  }

  async prove(viewer: Viewer, id: string): Promise<Submission> {
    return this.#submission(this.#own(viewer, id), 'proof');
  }

  async submission(viewer: Viewer, id: string): Promise<Submission> {
    return this.#submission(this.#own(viewer, id.replace(/^s-/, '')), 'check');
  }

  async hint(viewer: Viewer, id: string, task: string) {
    this.#own(viewer, id);
    return { task, level: 1, text };
  }

  async answer(viewer: Viewer, id: string, task: string, answer: string): Promise<Attempt> {
    this.#own(viewer, id);
    this.answers = { ...this.answers, [task]: answer };
    return this.view(id);
  }

  async reveal(viewer: Viewer, id: string) {
    this.#own(viewer, id);
    return { solutions: [{ name: 'postfix', script: 'true' }] };
  }

  async why(viewer: Viewer, id: string) {
    this.#own(viewer, id);
    return { deliver: text };
  }

  async object(viewer: Viewer, id: string, task: string, note: string): Promise<void> {
    this.#own(viewer, id);
    this.notes.push(`${task}: ${note}`);
  }

  async rebootHost(viewer: Viewer, id: string, host: string): Promise<Attempt> {
    this.#own(viewer, id);
    this.calls.push(`reboot ${host}`);
    return this.view(id);
  }

  async reset(viewer: Viewer, id: string): Promise<Attempt> {
    return this.view(this.#own(viewer, id));
  }

  async end(viewer: Viewer, id: string): Promise<Attempt> {
    return { ...this.view(this.#own(viewer, id)), state: 'ended' };
  }

  visitors(id: string, visitors: readonly Visitor[]): void {
    this.calls.push(`visitors ${id} ${visitors.map((v) => `${v.name} ${v.mode}`).join(', ')}`);
  }

  touch(id: string): void {
    this.touched.push(id);
  }

  async subscribe(viewer: Viewer, id: string, listener: (event: AttemptEvent) => void): Promise<() => void> {
    this.#own(viewer, id);
    this.listeners.add(listener);
    listener({ type: 'attempt', attempt: this.view(id) });
    return () => void this.listeners.delete(listener);
  }

  async terminalTarget(viewer: Viewer, id: string, host: string): Promise<{ engine: Engine; container: string }> {
    this.#own(viewer, id);
    const target = this.hosts.get(host);
    if (!target) throw notFound('host');
    if (!this.hostUp) throw new PostlabError({ code: 'host-not-up', status: 409, message: `${host} is not up (rebooting).`, hint: 'Wait.' });
    return target;
  }

  async progress(learner: string): Promise<ProgressRow[]> {
    return (await this.mine(learner)).map((a) => ({ lab: a.lab, best: 0, max: 100, checkedAt: null, provedAt: null, attempts: 1, lastAt: at }));
  }

  async instructorRows(): Promise<InstructorRow[]> {
    return [
      { sandbox: 'sb1', attempt: 'at1', owner: 'ann', lab: lab.slug, state: 'ready', memoryBytes: null, createdAt: at, problem: '', points: null, max: 100 },
    ];
  }

  async objections(): Promise<ObjectionRow[]> {
    return this.notes.map((note, i) => ({ id: `o${i}`, at, owner: 'ann', lab: lab.slug, task: 'deliver', note, result: null }));
  }

  async stopSandbox(id: string): Promise<void> {
    this.calls.push(`stop ${id}`);
  }

  async resetSandbox(id: string): Promise<void> {
    this.calls.push(`reset ${id}`);
  }

  gradeSolution(options: Parameters<Attempts['gradeSolution']>[0]): Promise<GradeReport> {
    this.gradeSignal = options.signal ?? null;
    return this.grading ?? Promise.resolve({ ...report, seed: options.seed ?? '' });
  }

  async gradeAttempt(id: string): Promise<GradeReport> {
    this.calls.push(`grade ${id}`);
    return report;
  }
}

const report: GradeReport = { version: 1, lab: lab.slug, seed: '', outcome: 'not solved', score, results: [], afterReboot: null, took: 1 };
const status: Status = { version: 'test', labsUnavailable: null, images: [] };

/** The server over attempts in memory; `at1` is Ann's. `logged` collects what it logs. */
export async function testServer(
  options: { dist?: string; attempts?: () => Attempts; lessons?: Lessons; now?: () => number; classroom?: Classroom; mode?: Mode } = {},
) {
  const attempts = new AttemptsInMemory();
  attempts.owners.set('at1', learnerOf(secretOfAnn));
  const logged: { message: string; detail?: Record<string, unknown> }[] = [];
  const app = await buildServer({
    attempts: options.attempts ?? attempts,
    lessons: options.lessons ?? unavailableLessons(() => ({ message: 'No lessons.', hint: 'Give some.' })),
    labs: () => [lab],
    status: () => status,
    dist: options.dist ?? null,
    keys,
    allowedHosts: ['localhost', '127.0.0.1', '[::1]'],
    version: 'test',
    ...(options.classroom && { classroom: options.classroom }),
    ...(options.mode && { mode: options.mode }),
    ...(options.now && { now: options.now }),
    log: (message, detail) => logged.push({ message, ...(detail && { detail }) }),
  });
  return { app, attempts, logged };
}

/** Listens on a free port of the loopback address. */
export async function listen(app: Awaited<ReturnType<typeof buildServer>>): Promise<string> {
  await app.listen({ host: '127.0.0.1', port: 0 });
  return `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
}

/** Sends bytes as they are and returns all that comes back until the server closes or `until` has come. */
export function talk(url: string, bytes: string, until: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    let got = '';
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    const finish = () => {
      socket.destroy();
      resolve(got);
    };
    socket.on('data', (chunk: Buffer) => {
      got += chunk.toString();
      if (until.test(got)) finish();
    });
    socket.on('end', finish);
    socket.on('error', reject);
  });
}
