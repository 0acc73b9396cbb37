import type { Canaries } from '../canary/canaries.ts';
import { summaryOf } from '../canary/decide.ts';
import type { Lab } from '../catalogue/catalogue.ts';
import type { CheckRunner } from '../checking/check-runner.ts';
import type { Attempt, AttemptEvent, GradeReport, InstructorRow, ObjectionRow, ProgressRow, Visitor } from '../contract/api.ts';
import type { Score, Submission } from '../contract/attempt.ts';
import type { CanaryReport, CanarySummary } from '../contract/canary.ts';
import type { LocalizedText } from '../contract/text.ts';
import type { Engine } from '../engine/engine.ts';
import { messageOf, PostlabError } from '../errors.ts';
import type { Log } from '../sandbox/log.ts';
import { memoryOf } from '../sandbox/memory.ts';
import type { SandboxStore, StoredSandbox } from '../sandbox/sandbox-store.ts';
import type { Sandboxes } from '../sandbox/sandboxes.ts';
import type { AttemptRow, AttemptStore } from './attempt-store.ts';
import { viewAttempt } from './attempt-view.ts';
import type { Attempts, Viewer } from './attempts.ts';
import { gradeRunning, gradeSolution } from './grade.ts';
import { LiveAttempts } from './live.ts';
import { objectionRows, stoppedByInstructor } from './objections.ts';
import { untilKept } from './persist.ts';
import type { Pool } from './pool.ts';
import { carryOut, runChecks } from './submissions.ts';

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

export class AttemptService implements Attempts {
  readonly #o: AttemptServiceOptions;
  readonly live = new LiveAttempts();
  /** One change at a time for each learner and lab: two presses of *Start lab* make one sandbox. */
  readonly #turns = new Map<string, Promise<unknown>>();
  readonly #removals = new Set<Promise<void>>();
  readonly #closing = new AbortController();

  constructor(options: AttemptServiceOptions) {
    this.#o = options;
  }

  async start(learner: string, slug: string, options: { fresh: boolean; fixed?: Record<string, string>; seed?: string }): Promise<Attempt> {
    const lab = this.#o.lab(slug);
    this.#o.imagesReady(lab);
    return this.#inTurn(`${learner}|${slug}`, async () => {
      const running = await this.#o.store.running(learner, slug);
      if (running && !options.fresh) {
        await this.#o.store.seen(running.id);
        return this.#resume(running);
      }
      if (running) await this.#end(running);
      const row = await this.#o.store.create(learner, slug);
      await this.#begin(row, lab, options.fixed ?? {}, options.seed);
      return this.#view((await this.#o.store.find(row.id)) as AttemptRow);
    });
  }

  /** An attempt beside others of the same learner and lab, with given parameter values: for the gate. */
  async startSeparate(learner: string, slug: string, fixed: Record<string, string>): Promise<Attempt> {
    const lab = this.#o.lab(slug);
    this.#o.imagesReady(lab);
    const row = await this.#o.store.create(learner, slug);
    await this.#begin(row, lab, fixed);
    return this.#view((await this.#o.store.find(row.id)) as AttemptRow);
  }

  /** Id of the attempt's sandbox. */
  async sandboxOf(attempt: string): Promise<string> {
    const row = await this.#row({ role: 'instructor' }, attempt);
    if (!row.sandbox) throw notFound('sandbox', attempt);
    return row.sandbox;
  }

  /** Every event of every attempt from now on. */
  watch(watcher: (attempt: string, event: AttemptEvent) => void): () => void {
    return this.live.watch(watcher);
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
    this.live.of(attempt).visitors = [...visitors];
    this.live.tell(attempt, { type: 'visitors', visitors: [...visitors] });
  }

  /** Resolves when every removal under way has ended. */
  async settled(): Promise<void> {
    await Promise.all(this.#removals);
  }

  /** This process ends: nothing more is written. */
  close(): void {
    this.#closing.abort();
  }

  /** How something of an attempt is kept that must not be lost; its learner is told when that has to wait. */
  #persistence(attempt: string) {
    const onTrouble = (error: unknown) =>
      void this.notice(attempt, {
        en: `Something cannot be saved at the moment: ${messageOf(error)} Nothing is lost: it is kept in memory and saved as soon as that is possible.`,
        'zh-cn': `暂时无法保存：${messageOf(error)} 内容没有丢失：先留在内存中，一旦可以就会保存。`,
      });
    return { signal: this.#closing.signal, log: this.#o.log, onTrouble };
  }

  async #begin(row: AttemptRow, lab: Lab, fixed: Record<string, string>, seed?: string): Promise<void> {
    const live = this.live.of(row.id);
    const plain = Object.keys(fixed).length === 0 && !seed;
    const warm = plain ? await this.#o.pool.claim(lab.slug) : null;
    if (warm) {
      await this.#o.store.update(row.id, { sandbox: warm.id }).catch((error: unknown) => {
        void this.#remove(warm);
        throw error;
      });
      this.#o.canaries.start(warm);
      return;
    }
    const abort = new AbortController();
    live.starting = abort;
    live.startProblem = '';
    live.stages.clear();
    void this.#o.sandboxes
      .create({
        lab,
        purpose: 'attempt',
        fixed,
        ...(seed && { seed }),
        signal: abort.signal,
        onStage: (stage) => {
          live.stages.set(stage.id, stage);
          this.live.tell(row.id, { type: 'stage', stage });
        },
      })
      .then(async (sandbox) => {
        try {
          abort.signal.throwIfAborted();
          await this.#o.store.update(row.id, { sandbox: sandbox.id });
        } catch (error) {
          // Given up, or the row could not be written: a sandbox that no attempt knows of must not stay.
          await this.#remove(sandbox);
          throw error;
        }
        live.starting = null;
        this.#o.canaries.start(sandbox);
      })
      .catch((error: unknown) => {
        live.starting = null;
        if (abort.signal.aborted) return;
        live.startProblem = error instanceof PostlabError ? `${error.message} ${error.hint}` : messageOf(error);
        this.#o.log('a lab could not be started', { lab: lab.slug, attempt: row.id, error: live.startProblem });
      })
      .then(() => this.#changed(row.id))
      .catch((error: unknown) => this.#o.log('the state of an attempt could not be told', { attempt: row.id, error: messageOf(error) }));
  }

  /** Brings a stopped or failed attempt back; a running one is returned as it is. */
  async #resume(row: AttemptRow): Promise<Attempt> {
    const live = this.live.of(row.id);
    const sandbox = row.sandbox ? await this.#o.sandboxStore.find(row.sandbox) : null;
    if (!sandbox && !live.starting) await this.#begin(row, this.#o.lab(row.lab), {});
    else if (sandbox?.state === 'stopped') this.#wake(row, sandbox);
    return this.#view((await this.#o.store.find(row.id)) as AttemptRow);
  }

  #wake(row: AttemptRow, sandbox: StoredSandbox): void {
    this.#background(row.id, sandbox, 'rebooting', () => this.#o.sandboxes.startHosts(sandbox));
  }

  /** Runs something that takes the hosts away for a while; the state says so meanwhile. */
  #background(attempt: string, sandbox: StoredSandbox, state: 'rebooting', work: () => Promise<void>): void {
    const live = this.live.of(attempt);
    live.rebooting = new Set(sandbox.hosts.map((h) => h.name));
    sandbox.state = state;
    void this.#o.sandboxStore
      .change(sandbox.id, { state })
      .then(() => this.#changed(attempt))
      .then(work)
      .then(() => '')
      .catch((error: unknown) => messageOf(error))
      .then((problem) => this.#backAgain(attempt, sandbox, problem))
      .catch((error: unknown) => this.#o.log('the state of an attempt could not be told', { attempt, error: messageOf(error) }));
  }

  /** The hosts are up again, or as far up as they come. */
  async #backAgain(attempt: string, sandbox: StoredSandbox, problem: string): Promise<void> {
    this.live.of(attempt).rebooting.clear();
    sandbox.state = 'ready';
    sandbox.problem = problem;
    await untilKept('the state of a sandbox', () => this.#o.sandboxStore.change(sandbox.id, { state: 'ready', problem }), this.#persistence(attempt));
    await this.#changed(attempt);
  }

  async get(viewer: Viewer, attempt: string): Promise<Attempt> {
    return this.#view(await this.#row(viewer, attempt));
  }

  async mine(learner: string): Promise<Attempt[]> {
    return Promise.all((await this.#o.store.ofLearner(learner)).map((row) => this.#view(row)));
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
    const row = await this.#row(viewer, attempt);
    const live = this.live.of(row.id);
    return this.#inTurn(`submit|${row.id}`, async () => {
      if (live.submission) return live.submission;
      const sandbox = await this.#readySandbox(row);
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
          if (kind === 'proof') await this.#rebootAll(row.id, sandbox);
        },
        check: (onResult) => runChecks({ checks: this.#o.checks, sandboxes: this.#o.sandboxes, engine: this.#o.engine, lab, sandbox, answers, onResult }),
        tell: (s) => this.live.tell(row.id, { type: 'submission', submission: s }),
        persistence: this.#persistence(row.id),
      })
        .catch((error: unknown) => this.#o.log('a submission could not be carried out', { attempt: row.id, error: messageOf(error) }))
        .then(() => {
          live.submission = null;
          return this.#changed(row.id);
        })
        .catch((error: unknown) => this.#o.log('the state of an attempt could not be told', { attempt: row.id, error: messageOf(error) }));
      return { ...submission };
    });
  }

  async #rebootAll(attempt: string, sandbox: StoredSandbox): Promise<void> {
    const live = this.live.of(attempt);
    live.rebooting = new Set(sandbox.hosts.map((h) => h.name));
    sandbox.state = 'rebooting';
    try {
      await this.#o.sandboxStore.change(sandbox.id, { state: 'rebooting' });
      await this.#changed(attempt);
      await this.#o.sandboxes.reboot(sandbox);
    } finally {
      await this.#backAgain(attempt, sandbox, '');
    }
  }

  async submission(viewer: Viewer, id: string): Promise<Submission> {
    const submission = await this.#o.store.submission(id);
    if (!submission) throw notFound('submission', id);
    await this.#row(viewer, submission.attempt).catch(() => {
      throw notFound('submission', id);
    });
    const running = this.live.of(submission.attempt).submission;
    return running?.id === id ? running : submission;
  }

  async hint(viewer: Viewer, attempt: string, task: string): Promise<{ task: string; level: number; text: LocalizedText }> {
    const row = await this.#row(viewer, attempt);
    this.#taskOf(row, task);
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
    await this.#changed(row.id);
    return { task, level: taken + 1, text };
  }

  async answer(viewer: Viewer, attempt: string, task: string, answer: string): Promise<Attempt> {
    const row = await this.#row(viewer, attempt);
    const spec = this.#taskOf(row, task);
    if (spec.proof !== 'answer')
      throw new PostlabError({
        code: 'no-answer-wanted',
        status: 409,
        message: `The task "${task}" is judged by what the servers do, it takes no answer.`,
        hint: 'Press Check.',
      });
    await this.#o.store.answer(row.id, task, answer);
    await this.#changed(row.id);
    return this.#view(row);
  }

  async reveal(viewer: Viewer, attempt: string): Promise<{ solutions: { name: string; script: string }[] }> {
    const row = await this.#row(viewer, attempt);
    const lab = this.#o.lab(row.lab);
    if (!row.revealedAt && !row.provedAt) await this.#o.store.update(row.id, { revealedAt: this.#o.now().toISOString() });
    await this.#changed(row.id);
    return { solutions: lab.solutions.map((s) => ({ name: s.name, script: s.steps.map((step) => `# on ${step.host}\n${step.script}`).join('\n') })) };
  }

  async why(viewer: Viewer, attempt: string): Promise<Record<string, LocalizedText>> {
    const row = await this.#row(viewer, attempt);
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
    const row = await this.#row(viewer, attempt);
    this.#taskOf(row, task);
    await this.#o.store.object(row.id, task, note, (await this.#o.store.lastSubmission(row.id))?.id ?? null);
  }

  async rebootHost(viewer: Viewer, attempt: string, host: string): Promise<Attempt> {
    const row = await this.#row(viewer, attempt);
    const sandbox = await this.#readySandbox(row);
    if (!sandbox.hosts.some((h) => h.name === host)) throw notFound('host', host);
    if (this.live.of(row.id).submission)
      throw new PostlabError({
        code: 'check-running',
        status: 409,
        message: 'A check is running; a reboot now would spoil it.',
        hint: 'Wait for its results, then reboot.',
      });
    this.#background(row.id, sandbox, 'rebooting', () => this.#o.sandboxes.reboot(sandbox, [host]));
    return this.#view(row);
  }

  /** Hosts that went down by themselves (`reboot`, `poweroff`, a crash) are started again. */
  async hostsDied(sandboxId: string, hosts: readonly string[]): Promise<void> {
    const row = await this.#o.store.bySandbox(sandboxId);
    const sandbox = await this.#o.sandboxStore.find(sandboxId);
    if (!row || sandbox?.state !== 'ready' || this.live.of(row.id).rebooting.size > 0) return;
    this.#background(row.id, sandbox, 'rebooting', () => this.#o.sandboxes.startHosts(sandbox, hosts));
  }

  /** The engine was restarted and dropped the sandbox's size-limited disks, which are in memory. */
  async disksEmptied(sandboxId: string): Promise<void> {
    const row = await this.#o.store.bySandbox(sandboxId);
    if (!row) return;
    await this.#o.sandboxStore.change(sandboxId, { problem: disksEmptied.en });
    await this.notice(row.id, disksEmptied);
    await this.#changed(row.id);
  }

  async reset(viewer: Viewer, attempt: string): Promise<Attempt> {
    const row = await this.#row(viewer, attempt);
    return this.start(row.learner, row.lab, { fresh: true });
  }

  async end(viewer: Viewer, attempt: string): Promise<Attempt> {
    const row = await this.#row(viewer, attempt);
    if (!row.endedAt) await this.#end(row);
    return this.#view((await this.#o.store.find(attempt)) as AttemptRow);
  }

  async #end(row: AttemptRow): Promise<void> {
    const live = this.live.of(row.id);
    live.starting?.abort();
    live.startProblem = '';
    const sandbox = row.sandbox ? await this.#o.sandboxStore.find(row.sandbox) : null;
    await this.#o.store.end(row.id);
    await this.#changed(row.id);
    this.live.forget(row.id);
    if (sandbox) void this.#remove(sandbox);
  }

  /** Never rejects: what cannot be removed now is tried again by the keeper. */
  #remove(sandbox: StoredSandbox): Promise<void> {
    const removal = this.#o.sandboxes
      .remove(sandbox)
      .catch((error: unknown) => this.#o.log('a sandbox could not be removed; it will be tried again', { sandbox: sandbox.id, error: messageOf(error) }))
      .finally(() => this.#removals.delete(removal));
    this.#removals.add(removal);
    return removal;
  }

  touch(attempt: string): void {
    this.live.of(attempt).warned = false;
    void this.#o.store.seen(attempt).catch((error: unknown) => this.#o.log('last sight of a learner could not be kept', { attempt, error: messageOf(error) }));
  }

  async subscribe(viewer: Viewer, attempt: string, listener: (event: AttemptEvent) => void): Promise<() => void> {
    const row = await this.#row(viewer, attempt);
    const live = this.live.of(row.id);
    live.listeners.add(listener);
    listener({ type: 'attempt', attempt: await this.#view(row) });
    if (live.visitors.length > 0) listener({ type: 'visitors', visitors: live.visitors });
    return () => {
      live.listeners.delete(listener);
      if (row.endedAt) this.live.forget(row.id);
    };
  }

  async terminalTarget(viewer: Viewer, attempt: string, host: string): Promise<{ engine: Engine; container: string }> {
    const row = await this.#row(viewer, attempt);
    if (row.endedAt)
      throw new PostlabError({ code: 'attempt-ended', status: 410, message: 'This attempt has ended, and its hosts with it.', hint: 'Start the lab again.' });
    const sandbox = row.sandbox ? await this.#o.sandboxStore.find(row.sandbox) : null;
    const container = sandbox?.hosts.find((h) => h.name === host)?.container;
    if (sandbox && !container) throw notFound('host', host);
    if (!sandbox || !container || sandbox.state !== 'ready')
      throw new PostlabError({
        code: 'host-not-up',
        status: 409,
        message: `${host} is not up (${sandbox?.state ?? (this.live.of(row.id).startProblem ? 'the start failed' : 'starting')}).`,
        hint: 'The terminal connects by itself as soon as it is.',
      });
    return { engine: this.#o.engine, container };
  }

  async progress(learner: string): Promise<ProgressRow[]> {
    const byLab = new Map<string, ProgressRow>();
    for (const row of await this.#o.store.ofLearner(learner)) {
      const score = row.bestJson ? (JSON.parse(row.bestJson) as Score) : null;
      const known = byLab.get(row.lab);
      const max = score?.max ?? known?.max ?? 100;
      byLab.set(row.lab, {
        lab: row.lab,
        best: Math.max(known?.best ?? 0, row.revealedAt ? 0 : (score?.points ?? 0)),
        max,
        checkedAt: earliest(known?.checkedAt ?? null, row.checkedAt),
        provedAt: earliest(known?.provedAt ?? null, row.provedAt),
        attempts: (known?.attempts ?? 0) + 1,
        lastAt: known?.lastAt ?? row.seenAt,
      });
    }
    return [...byLab.values()];
  }

  async instructorRows(): Promise<InstructorRow[]> {
    const sandboxes = await this.#o.sandboxStore.all();
    return Promise.all(
      sandboxes.map(async (sandbox): Promise<InstructorRow> => {
        const row = await this.#o.store.bySandbox(sandbox.id);
        const score = row?.bestJson ? (JSON.parse(row.bestJson) as Score) : null;
        return {
          sandbox: sandbox.id,
          attempt: row?.id ?? null,
          owner: row ? row.learner.slice(0, 8) : sandbox.purpose,
          lab: sandbox.lab,
          state: sandbox.state,
          memoryBytes: await memoryOf(this.#o.engine, sandbox),
          createdAt: sandbox.createdAt,
          problem: sandbox.problem,
          points: score?.points ?? null,
          max: this.#knownLab(sandbox.lab)?.definition.tasks.reduce((n, t) => n + t.points, 0) ?? 0,
        };
      }),
    );
  }

  objections(): Promise<ObjectionRow[]> {
    return objectionRows(this.#o.store);
  }

  /** @param why what the learner finds when they come back, and is told now */
  async stopSandbox(id: string, by: 'instructor' | 'keeper', why?: { problem: string; notice: LocalizedText }): Promise<void> {
    const sandbox = await this.#o.sandboxStore.find(id);
    if (!sandbox) throw notFound('sandbox', id);
    if (sandbox.state !== 'ready')
      throw new PostlabError({
        code: 'wrong-state',
        status: 409,
        message: `This sandbox is ${sandbox.state}; only a ready one can be stopped.`,
        hint: 'Wait a moment and look again.',
      });
    await this.#o.sandboxStore.change(id, { state: 'stopped', ...(why && { problem: why.problem }) });
    await this.#o.sandboxes.stopHosts(sandbox);
    const row = await this.#o.store.bySandbox(id);
    if (!row) return;
    await this.#changed(row.id);
    const notice = by === 'instructor' ? stoppedByInstructor : why?.notice;
    if (notice) await this.notice(row.id, notice);
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
    const row = await this.#row({ role: 'instructor' }, attempt);
    const lab = this.#o.lab(row.lab);
    return gradeRunning({ ...this.#o, lab }, await this.#readySandbox(row), {
      kept: await this.#o.store.kept(row.id),
      answers: await this.#o.store.answers(row.id),
    });
  }

  /** After a restart of the runner: what is unknown here counts as never begun. */
  async adopt(row: AttemptRow): Promise<void> {
    this.live.of(row.id);
    const sandbox = row.sandbox ? await this.#o.sandboxStore.find(row.sandbox) : null;
    if (sandbox) this.#o.canaries.start(sandbox);
    await this.#changed(row.id);
  }

  /** The numbered mail of a sandbox moved on. */
  async canaryMoved(sandbox: string, report: CanaryReport): Promise<void> {
    const row = await this.#o.store.bySandbox(sandbox);
    if (row) this.live.tell(row.id, { type: 'canary', canary: summaryOf(report, await this.#o.store.messages(sandbox)) });
  }

  async #canaryOf(sandbox: StoredSandbox | null, lab: Lab | null): Promise<CanarySummary | null> {
    if (!sandbox || !lab?.definition.canary || sandbox.state === 'creating' || sandbox.state === 'removing') return null;
    return summaryOf(await this.#o.canaries.report(sandbox.id, false), await this.#o.store.messages(sandbox.id));
  }

  async notice(attempt: string, text: LocalizedText): Promise<void> {
    this.live.tell(attempt, { type: 'notice', level: 'warning', text });
  }

  async #row(viewer: Viewer, attempt: string): Promise<AttemptRow> {
    const row = await this.#o.store.find(attempt);
    if (!row || (viewer.role === 'learner' && row.learner !== viewer.learner)) throw notFound('attempt', attempt);
    return row;
  }

  /** Null for a lab that was taken out of the catalogue, or broken: its attempts and sandboxes can still be listed. */
  #knownLab(slug: string): Lab | null {
    try {
      return this.#o.lab(slug);
    } catch (error) {
      if (error instanceof PostlabError) return null;
      throw error;
    }
  }

  #taskOf(row: AttemptRow, task: string) {
    const spec = this.#o.lab(row.lab).definition.tasks.find((t) => t.id === task);
    if (!spec) throw notFound('task', task);
    return spec;
  }

  async #readySandbox(row: AttemptRow): Promise<StoredSandbox> {
    const sandbox = row.sandbox ? await this.#o.sandboxStore.find(row.sandbox) : null;
    if (sandbox?.state === 'ready') return sandbox;
    const state = row.endedAt ? 'ended' : (sandbox?.state ?? 'starting');
    throw new PostlabError({
      code: 'wrong-state',
      status: 409,
      message: `The lab is not ready: it is ${state}.`,
      hint:
        state === 'ended'
          ? 'Start the lab again.'
          : state === 'stopped'
            ? 'Press Start lab: the stopped hosts come back as they were.'
            : 'Wait until it is ready.',
    });
  }

  async #view(row: AttemptRow): Promise<Attempt> {
    const sandbox = row.sandbox ? await this.#o.sandboxStore.find(row.sandbox) : null;
    const lab = this.#knownLab(row.lab);
    return viewAttempt({
      row,
      lab,
      sandbox,
      plan: sandbox && lab ? this.#o.sandboxes.plan(sandbox) : null,
      live: this.live.of(row.id),
      store: this.#o.store,
      idleMs: this.#o.idleMs,
      canary: await this.#canaryOf(sandbox, lab),
    });
  }

  async #changed(attempt: string): Promise<void> {
    const row = await this.#o.store.find(attempt);
    if (row) this.live.tell(attempt, { type: 'attempt', attempt: await this.#view(row) });
  }

  #inTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
    const turn = (this.#turns.get(key) ?? Promise.resolve()).then(work, work);
    const settled = turn
      .catch(() => undefined)
      .finally(() => {
        if (this.#turns.get(key) === settled) this.#turns.delete(key);
      });
    this.#turns.set(key, settled);
    return turn;
  }
}

const disksEmptied: LocalizedText = {
  en: 'The Docker engine was restarted, and the small disks of this lab, which it keeps in memory, are empty now. Reset the lab: its disks are made anew.',
  'zh-cn': 'Docker 引擎重新启动过，本实验的小容量磁盘保存在内存中，现在已被清空。请重置实验，磁盘会重新建立。',
};

function notFound(what: string, id: string): PostlabError {
  return new PostlabError({
    code: `unknown-${what}`,
    status: 404,
    message: `There is no ${what} "${id.slice(0, 60)}" here.`,
    hint: 'It may have ended, or belong to another browser. Go back to the list of labs.',
  });
}

const earliest = (a: string | null, b: string | null) => (a && b ? (a < b ? a : b) : (a ?? b));
