import type { Canaries } from '../canary/canaries.ts';
import type { Lab } from '../catalogue/catalogue.ts';
import type { CheckRunner } from '../checking/check-runner.ts';
import type { Attempt, AttemptEvent, GradeReport, InstructorRow, ObjectionRow, ProgressRow, Visitor } from '../contract/api.ts';
import type { Submission } from '../contract/attempt.ts';
import type { CanaryReport } from '../contract/canary.ts';
import type { LocalizedText } from '../contract/text.ts';
import type { Engine } from '../engine/engine.ts';
import { messageOf, PostlabError } from '../errors.ts';
import type { Log } from '../sandbox/log.ts';
import type { SandboxStore } from '../sandbox/sandbox-store.ts';
import type { Sandboxes } from '../sandbox/sandboxes.ts';
import type { AttemptRow, AttemptStore } from './attempt-store.ts';
import type { Attempts, Viewer } from './attempts.ts';
import { AttemptDesk } from './desk.ts';
import { gradeRunning, gradeSolution } from './grade.ts';
import { instructorRows } from './instructor-rows.ts';
import type { LiveAttempts } from './live.ts';
import { AttemptMachines } from './machines.ts';
import { objectionRows } from './objections.ts';
import type { Pool } from './pool.ts';
import { progressRows } from './progress-rows.ts';
import { notFound } from './refusals.ts';
import { carryOut, runChecks } from './submissions.ts';
import { Turns } from './turns.ts';

export interface AttemptServiceOptions {
  store: AttemptStore;
  sandboxStore: SandboxStore;
  sandboxes: Sandboxes;
  pool: Pool;
  checks: CheckRunner;
  canaries: Canaries;
  engine: Engine;
  lab: (slug: string) => Lab;
  /** Rejects with a PostlabError while the images of that lab are not ready. */
  imagesReady: (lab: Lab) => void;
  idleMs: number;
  now: () => Date;
  log: Log;
}

/** What can be done with attempts: each act, who may do it, and what it means for hints, answers and score. */
export class AttemptService implements Attempts {
  readonly #o: AttemptServiceOptions;
  readonly #desk: AttemptDesk;
  readonly #machines: AttemptMachines;
  /** One change at a time for each learner and lab: two presses of *Start lab* make one sandbox. */
  readonly #turns = new Turns();

  constructor(options: AttemptServiceOptions) {
    this.#o = options;
    this.#desk = new AttemptDesk(options);
    this.#machines = new AttemptMachines(options, this.#desk);
  }

  get live(): LiveAttempts {
    return this.#desk.live;
  }

  async start(learner: string, slug: string, options: { fresh: boolean; fixed?: Record<string, string>; seed?: string }): Promise<Attempt> {
    const lab = this.#o.lab(slug);
    this.#o.imagesReady(lab);
    return this.#turns.take(`${learner}|${slug}`, async () => {
      const running = await this.#o.store.running(learner, slug);
      if (running && !options.fresh) {
        await this.#o.store.seen(running.id);
        return this.#machines.resume(running);
      }
      if (running) await this.#end(running);
      const row = await this.#o.store.create(learner, slug);
      await this.#machines.begin(row, lab, options.fixed ?? {}, options.seed);
      return this.#desk.view((await this.#o.store.find(row.id)) as AttemptRow);
    });
  }

  /** An attempt beside others of the same learner and lab, with given parameter values: for the gate. */
  async startSeparate(learner: string, slug: string, fixed: Record<string, string>): Promise<Attempt> {
    const lab = this.#o.lab(slug);
    this.#o.imagesReady(lab);
    const row = await this.#o.store.create(learner, slug);
    await this.#machines.begin(row, lab, fixed);
    return this.#desk.view((await this.#o.store.find(row.id)) as AttemptRow);
  }

  /** Id of the attempt's sandbox. */
  async sandboxOf(attempt: string): Promise<string> {
    const row = await this.#desk.row({ role: 'instructor' }, attempt);
    if (!row.sandbox) throw notFound('sandbox', attempt);
    return row.sandbox;
  }

  /** Every event of every attempt from now on. */
  watch(watcher: (attempt: string, event: AttemptEvent) => void): () => void {
    return this.#desk.live.watch(watcher);
  }

  async ownerOf(attempt: string): Promise<{ learner: string; lab: string } | null> {
    const row = await this.#o.store.find(attempt);
    return row ? { learner: row.learner, lab: row.lab } : null;
  }

  async runningOf(learner: string, lab: string): Promise<string | null> {
    return (await this.#o.store.running(learner, lab))?.id ?? null;
  }

  /** Puts the hosts to sleep for the instructor. False when they were not running. */
  async pause(attempt: string): Promise<boolean> {
    const row = await this.#o.store.find(attempt);
    const sandbox = row?.sandbox ? await this.#o.sandboxStore.find(row.sandbox) : null;
    if (sandbox?.state !== 'ready') return false;
    await this.stopSandbox(sandbox.id, 'instructor');
    return true;
  }

  /** Who looks over the learner's shoulder now; the learner's page shows it. */
  visitors(attempt: string, visitors: readonly Visitor[]): void {
    this.#desk.live.of(attempt).visitors = [...visitors];
    this.#desk.live.tell(attempt, { type: 'visitors', visitors: [...visitors] });
  }

  /** This process ends: nothing more is written. */
  close(): void {
    this.#desk.close();
  }

  /** Resolves when every removal under way has ended. */
  settled(): Promise<void> {
    return this.#machines.settled();
  }

  async get(viewer: Viewer, attempt: string): Promise<Attempt> {
    return this.#desk.view(await this.#desk.row(viewer, attempt));
  }

  async mine(learner: string): Promise<Attempt[]> {
    return Promise.all((await this.#o.store.ofLearner(learner)).map((row) => this.#desk.view(row)));
  }

  prewarm(slug: string): void {
    const lab = this.#o.lab(slug);
    this.#o.imagesReady(lab);
    this.#o.pool.want(lab);
  }

  check(viewer: Viewer, attempt: string): Promise<Submission> {
    return this.#submit(viewer, attempt, 'check');
  }

  prove(viewer: Viewer, attempt: string): Promise<Submission> {
    return this.#submit(viewer, attempt, 'proof');
  }

  async #submit(viewer: Viewer, attempt: string, kind: Submission['kind']): Promise<Submission> {
    const row = await this.#desk.row(viewer, attempt);
    const live = this.#desk.live.of(row.id);
    return this.#turns.take(`submit|${row.id}`, async () => {
      if (live.submission) return live.submission;
      const sandbox = await this.#desk.readySandbox(row);
      const lab = this.#o.lab(row.lab);
      const submission = await this.#o.store.openSubmission(row.id, kind);
      live.submission = submission;
      await this.#o.store.seen(row.id);
      const answers = await this.#o.store.answers(row.id);
      void carryOut({
        row,
        lab,
        sandbox,
        submission,
        store: this.#o.store,
        now: this.#o.now,
        before: async () => {
          if (kind === 'proof') await this.#machines.rebootAll(row.id, sandbox);
        },
        check: (onResult) => runChecks({ checks: this.#o.checks, sandboxes: this.#o.sandboxes, engine: this.#o.engine, lab, sandbox, answers, onResult }),
        tell: (s) => this.#desk.live.tell(row.id, { type: 'submission', submission: s }),
        persistence: this.#desk.persistence(row.id),
      })
        .catch((error: unknown) => this.#o.log('a submission could not be carried out', { attempt: row.id, error: messageOf(error) }))
        .then(() => {
          live.submission = null;
          return this.#desk.changed(row.id);
        })
        .catch((error: unknown) => this.#o.log('the state of an attempt could not be told', { attempt: row.id, error: messageOf(error) }));
      return { ...submission };
    });
  }

  async submission(viewer: Viewer, id: string): Promise<Submission> {
    const submission = await this.#o.store.submission(id);
    if (!submission) throw notFound('submission', id);
    await this.#desk.row(viewer, submission.attempt).catch(() => {
      throw notFound('submission', id);
    });
    const running = this.#desk.live.of(submission.attempt).submission;
    return running?.id === id ? running : submission;
  }

  async hint(viewer: Viewer, attempt: string, task: string): Promise<{ task: string; level: number; text: LocalizedText }> {
    const row = await this.#desk.row(viewer, attempt);
    this.#desk.taskOf(row, task);
    const ladder = this.#o.lab(row.lab).definition.hints[task] ?? [];
    const taken = (await this.#o.store.hints(row.id)).filter((h) => h.task === task).length;
    const text = ladder[taken];
    if (!text)
      throw new PostlabError({
        code: 'no-more-hints',
        status: 409,
        message: `All ${ladder.length} hints of this task have been given.`,
        hint: 'Read them again, or look at the solution (that ends scoring).',
      });
    await this.#o.store.takeHint(row.id, task, taken + 1);
    await this.#desk.changed(row.id);
    return { task, level: taken + 1, text };
  }

  async answer(viewer: Viewer, attempt: string, task: string, answer: string): Promise<Attempt> {
    const row = await this.#desk.row(viewer, attempt);
    const spec = this.#desk.taskOf(row, task);
    if (spec.proof !== 'answer')
      throw new PostlabError({
        code: 'no-answer-wanted',
        status: 409,
        message: `The task "${task}" is judged by what the servers do, it takes no answer.`,
        hint: 'Press Check.',
      });
    await this.#o.store.answer(row.id, task, answer);
    await this.#desk.changed(row.id);
    return this.#desk.view(row);
  }

  async reveal(viewer: Viewer, attempt: string): Promise<{ solutions: { name: string; script: string }[] }> {
    const row = await this.#desk.row(viewer, attempt);
    const lab = this.#o.lab(row.lab);
    if (!row.revealedAt && !row.provedAt) await this.#o.store.update(row.id, { revealedAt: this.#o.now().toISOString() });
    await this.#desk.changed(row.id);
    return { solutions: lab.solutions.map((s) => ({ name: s.name, script: s.steps.map((step) => `# on ${step.host}\n${step.script}`).join('\n') })) };
  }

  async why(viewer: Viewer, attempt: string): Promise<Record<string, LocalizedText>> {
    const row = await this.#desk.row(viewer, attempt);
    if (!row.checkedAt && !row.revealedAt)
      throw new PostlabError({
        code: 'not-solved-yet',
        status: 409,
        message: 'The explanation is shown after the lab is solved.',
        hint: 'Solve it, or look at a solution first.',
      });
    return this.#o.lab(row.lab).definition.why;
  }

  async object(viewer: Viewer, attempt: string, task: string, note: string): Promise<void> {
    const row = await this.#desk.row(viewer, attempt);
    this.#desk.taskOf(row, task);
    await this.#o.store.object(row.id, task, note, (await this.#o.store.lastSubmission(row.id))?.id ?? null);
  }

  async rebootHost(viewer: Viewer, attempt: string, host: string): Promise<Attempt> {
    const row = await this.#desk.row(viewer, attempt);
    const sandbox = await this.#desk.readySandbox(row);
    if (!sandbox.hosts.some((h) => h.name === host)) throw notFound('host', host);
    if (this.#desk.live.of(row.id).submission)
      throw new PostlabError({
        code: 'check-running',
        status: 409,
        message: 'A check is running; a reboot now would spoil it.',
        hint: 'Wait for its results, then reboot.',
      });
    this.#machines.reboot(row.id, sandbox, host);
    return this.#desk.view(row);
  }

  /** Hosts that went down by themselves (`reboot`, `poweroff`, a crash) are started again. */
  hostsDied(sandbox: string, hosts: readonly string[]): Promise<void> {
    return this.#machines.hostsDied(sandbox, hosts);
  }

  /** The engine was restarted and dropped the sandbox's size-limited disks, which are in memory. */
  disksEmptied(sandbox: string): Promise<void> {
    return this.#machines.disksEmptied(sandbox);
  }

  async reset(viewer: Viewer, attempt: string): Promise<Attempt> {
    const row = await this.#desk.row(viewer, attempt);
    return this.start(row.learner, row.lab, { fresh: true });
  }

  async end(viewer: Viewer, attempt: string): Promise<Attempt> {
    const row = await this.#desk.row(viewer, attempt);
    if (!row.endedAt) await this.#end(row);
    return this.#desk.view((await this.#o.store.find(attempt)) as AttemptRow);
  }

  async #end(row: AttemptRow): Promise<void> {
    const live = this.#desk.live.of(row.id);
    live.starting?.abort();
    live.startProblem = '';
    const sandbox = await this.#desk.sandboxOf(row);
    await this.#o.store.end(row.id);
    await this.#desk.changed(row.id);
    this.#desk.live.forget(row.id);
    if (sandbox) void this.#machines.remove(sandbox);
  }

  touch(attempt: string): void {
    this.#desk.live.of(attempt).warned = false;
    void this.#o.store.seen(attempt).catch((error: unknown) => this.#o.log('last sight of a learner could not be kept', { attempt, error: messageOf(error) }));
  }

  async subscribe(viewer: Viewer, attempt: string, listener: (event: AttemptEvent) => void): Promise<() => void> {
    const row = await this.#desk.row(viewer, attempt);
    const live = this.#desk.live.of(row.id);
    live.listeners.add(listener);
    listener({ type: 'attempt', attempt: await this.#desk.view(row) });
    if (live.visitors.length > 0) listener({ type: 'visitors', visitors: live.visitors });
    return () => {
      live.listeners.delete(listener);
      if (row.endedAt) this.#desk.live.forget(row.id);
    };
  }

  async terminalTarget(viewer: Viewer, attempt: string, host: string): Promise<{ engine: Engine; container: string }> {
    const row = await this.#desk.row(viewer, attempt);
    if (row.endedAt)
      throw new PostlabError({ code: 'attempt-ended', status: 410, message: 'This attempt has ended, and its hosts with it.', hint: 'Start the lab again.' });
    const sandbox = await this.#desk.sandboxOf(row);
    const container = sandbox?.hosts.find((h) => h.name === host)?.container;
    if (sandbox && !container) throw notFound('host', host);
    if (!sandbox || !container || sandbox.state !== 'ready')
      throw new PostlabError({
        code: 'host-not-up',
        status: 409,
        message: `${host} is not up (${sandbox?.state ?? (this.#desk.live.of(row.id).startProblem ? 'the start failed' : 'starting')}).`,
        hint: 'The terminal connects by itself as soon as it is.',
      });
    return { engine: this.#o.engine, container };
  }

  async progress(learner: string): Promise<ProgressRow[]> {
    return progressRows(await this.#o.store.ofLearner(learner));
  }

  instructorRows(): Promise<InstructorRow[]> {
    return instructorRows({ ...this.#o, lab: (slug) => this.#desk.knownLab(slug) });
  }

  objections(): Promise<ObjectionRow[]> {
    return objectionRows(this.#o.store);
  }

  /** @param why what the learner finds when they come back, and is told now */
  stopSandbox(id: string, by: 'instructor' | 'keeper', why?: { problem: string; notice: LocalizedText }): Promise<void> {
    return this.#machines.stopSandbox(id, by, why);
  }

  notice(attempt: string, text: LocalizedText): void {
    this.#desk.notice(attempt, text);
  }

  async resetSandbox(id: string): Promise<void> {
    const sandbox = await this.#o.sandboxStore.find(id);
    if (!sandbox) throw notFound('sandbox', id);
    const row = await this.#o.store.bySandbox(id);
    if (row) await this.start(row.learner, row.lab, { fresh: true });
    else await this.#o.sandboxes.remove(sandbox);
  }

  gradeSolution(options: Parameters<Attempts['gradeSolution']>[0]): Promise<GradeReport> {
    const lab = this.#o.lab(options.lab);
    this.#o.imagesReady(lab);
    return gradeSolution({ ...this.#o, lab }, options);
  }

  async gradeAttempt(attempt: string): Promise<GradeReport> {
    const row = await this.#desk.row({ role: 'instructor' }, attempt);
    const lab = this.#o.lab(row.lab);
    return gradeRunning({ ...this.#o, lab }, await this.#desk.readySandbox(row), {
      kept: await this.#o.store.kept(row.id),
      answers: await this.#o.store.answers(row.id),
    });
  }

  /** After a restart of the runner: what is unknown here counts as never begun. */
  async adopt(row: AttemptRow): Promise<void> {
    this.#desk.live.of(row.id);
    const sandbox = await this.#desk.sandboxOf(row);
    if (sandbox) this.#o.canaries.start(sandbox);
    await this.#desk.changed(row.id);
  }

  /** The numbered mail of a sandbox moved on. */
  canaryMoved(sandbox: string, report: CanaryReport): Promise<void> {
    return this.#desk.canaryMoved(sandbox, report);
  }
}
