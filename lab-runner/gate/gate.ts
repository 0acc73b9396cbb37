import { answersFile, parseAnswers } from '../attempts/answers.ts';
import { runChecks } from '../attempts/submissions.ts';
import type { Lab } from '../catalogue/catalogue.ts';
import type { Attempt } from '../contract/api.ts';
import type { Submission } from '../contract/attempt.ts';
import type { AuditColumn } from '../contract/audit.ts';
import { messageOf, PostlabError } from '../errors.ts';
import { noHistory, scoreOf } from '../grading/score.ts';
import type { Runner } from '../main.ts';
import { auditColumn } from './audit.ts';
import { type GateRun, nameOf } from './fixtures.ts';
import { type Complaints, judgeSolution, judgeStart, judgeWorthless, judgeWrong } from './judge.ts';
import { placeStandIns } from './stand-in/place.ts';
import { checkSpans, type Span, Stopwatch } from './times.ts';
import { typeScript } from './typed-script.ts';

export interface GateResult {
  name: string;
  complaints: Complaints;
  /** Milliseconds. */
  took: number;
  /** What each check said in each state of the sandbox, for the audit. */
  columns: AuditColumn[];
  /** Where the time went: steps of the run, and each check in each state of the sandbox. */
  phases: Span[];
  checks: Span[];
}

/** What one run notes down on its way. */
interface Notes {
  columns: AuditColumn[];
  watch: Stopwatch;
  checks: Span[];
}

export interface GateOptions {
  runner: Runner;
  /** Base URL of a server over this runner, and a browser's cookie with its learner id. */
  server: { url: string; cookie: string; learner: string };
  /** The bundled stand-in, made when it is first needed. */
  standIn: () => Promise<string>;
  /** Every check looks at every shortcut, as for the published table; else only those that have to refuse it. */
  whole: boolean;
}

const readyTime = 240_000;
const checkTime = 400_000;
/** For one short command: with five sandboxes on two cores, coming into a container alone can take seconds. */
const engineTime = 60_000;

/** Carries out one run of the gate in a sandbox of its own and removes it. Never throws. */
export async function carryOutRun(options: GateOptions, run: GateRun): Promise<GateResult> {
  const begun = performance.now();
  const name = nameOf(run);
  let attempt: Attempt | null = null;
  let complaints: Complaints;
  const notes: Notes = { columns: [], watch: new Stopwatch(), checks: [] };
  const { watch } = notes;
  const learner = `${options.server.learner}`;
  try {
    attempt = await watch.during('make the sandbox', () => startAttempt(options, learner, run));
    complaints = await carryOut(options, run, attempt, notes);
  } catch (error) {
    complaints = [`the run could not be carried out: ${messageOf(error)}${error instanceof PostlabError ? ` ${error.hint}` : ''}`];
  } finally {
    const { id } = attempt ?? {};
    if (id) await watch.during('remove it', () => options.runner.attempts.end({ role: 'instructor' }, id));
  }
  return { name, complaints, took: Math.round(performance.now() - begun), columns: notes.columns, phases: watch.spans, checks: notes.checks };
}

async function carryOut(options: GateOptions, run: GateRun, attempt: Attempt, { columns, watch, checks }: Notes): Promise<Complaints> {
  const { attempts } = options.runner;
  const viewer = { role: 'instructor' } as const;
  const check = async (fixture: string, kind: 'check' | 'prove' = 'check') => {
    const phase = kind === 'prove' ? 'reboot and check' : run.kind === 'start' ? `check ${fixture}` : 'check';
    const submission = await watch.during(phase, async () => finished(options, attempt.id, await attempts[kind](viewer, attempt.id)));
    checks.push(...checkSpans(fixture, submission.results));
    columns.push(auditColumn(fixture, run.variant, submission));
    return submission;
  };
  if (run.kind === 'start') {
    const complaints = judgeStart(await check('start'));
    await watch.during('switch off', () => switchOff(options, attempt.id));
    complaints.push(...judgeWorthless(await check('off'), 'with all hosts switched off'));
    if (!run.standIns) return complaints;
    for (const answer of ['accept', 'reject'] as const) {
      await watch.during('place stand-ins', async () => placeStandIns(options.runner, await sandboxOf(options, attempt.id), answer, await options.standIn()));
      complaints.push(...judgeWorthless(await check(`${answer} everything`), `with hosts that ${answer} everything`));
    }
    return complaints;
  }
  for (const step of run.fixture.steps) {
    const typed = await watch.during('type the script', async () =>
      typeScript({
        ...options.server,
        attempt: attempt.id,
        host: step.host,
        script: step.script,
        env: await envOf(options, attempt.id),
        put: (path, text) => put(options, attempt.id, step.host, path, text),
      }),
    );
    if (typed.exitCode !== 0)
      return [`the script for ${step.host} should end with 0, it ended with ${typed.exitCode}. The end of its terminal:\n${typed.tail}`];
  }
  if (run.lab.definition.tasks.some((t) => t.proof === 'answer')) await answer(options, run, attempt.id);
  const fixture = `${run.kind} ${run.fixture.name}`;
  if (run.kind === 'wrong') {
    if (options.whole) return judgeWrong(await check(fixture), run.fixture);
    const { results, score } = await watch.during('check', () => checkOne(options, run.lab, attempt.id, run.fixture.fails));
    checks.push(...checkSpans(fixture, results));
    return judgeWrong({ results, score }, run.fixture);
  }
  const first = judgeSolution(await check(fixture), 'before the reboot');
  return first.length > 0 ? first : judgeSolution(await check(`${fixture}, rebooted`, 'prove'), 'after the reboot');
}

/** What the script left in its file is typed into the form, as a learner would. */
async function answer(options: GateOptions, run: GateRun, attempt: string): Promise<void> {
  const { engine, attempts } = options.runner;
  for (const { container } of (await sandboxOf(options, attempt)).hosts) {
    const left = await engine.run(container as string, ['/bin/cat', answersFile], { timeout: engineTime });
    if (left.exitCode !== 0) continue;
    for (const [task, value] of Object.entries(parseAnswers(run.lab, left.stdout.split('\n'))))
      await attempts.answer({ role: 'instructor' }, attempt, task, value);
  }
}

/** The check of one task and of the invariants it needs: what a shortcut is refused by. Others cannot change its verdict, and cost time. */
async function checkOne(options: GateOptions, lab: Lab, attempt: string, task: string) {
  const { definition } = lab;
  const tasks = definition.tasks.filter((t) => t.id === task);
  const needed = new Set(tasks.flatMap((t) => t.needs));
  const narrow: Lab = { ...lab, definition: { ...definition, tasks, invariants: definition.invariants.filter((i) => needed.has(i.id)) } };
  const { answers } = await options.runner.attempts.get({ role: 'instructor' }, attempt);
  const results = await runChecks({ ...options.runner, lab: narrow, sandbox: await sandboxOf(options, attempt), answers });
  return { results, score: scoreOf(narrow.definition, results, noHistory()) };
}

async function startAttempt(options: GateOptions, learner: string, run: GateRun): Promise<Attempt> {
  const { attempts } = options.runner;
  const attempt = await attempts.startSeparate(learner, run.lab.slug, run.variant ? { variant: run.variant } : {});
  return new Promise<Attempt>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`not ready after ${readyTime / 1000} s`)), readyTime);
    let leave = () => {};
    const settle = (act: () => void) => {
      clearTimeout(timer);
      leave();
      act();
    };
    attempts
      .subscribe({ role: 'instructor' }, attempt.id, (event) => {
        if (event.type !== 'attempt') return;
        if (event.attempt.state === 'ready') settle(() => resolve(event.attempt));
        else if (event.attempt.state === 'failed') settle(() => reject(new Error(event.attempt.problem)));
      })
      .then((unsubscribe) => {
        leave = unsubscribe;
      }, reject);
  });
}

function finished(options: GateOptions, attempt: string, submission: Submission): Promise<Submission> {
  return new Promise((resolve, reject) => {
    let leave = () => {};
    const timer = setTimeout(() => {
      leave();
      reject(new Error(`the ${submission.kind} had no result after ${checkTime / 1000} s`));
    }, checkTime);
    const done = (s: Submission) => {
      clearTimeout(timer);
      leave();
      resolve(s);
    };
    options.runner.attempts
      .subscribe({ role: 'instructor' }, attempt, (event) => {
        if (event.type === 'submission' && event.submission.id === submission.id && event.submission.state === 'done') done(event.submission);
        // It may have ended before we listened.
        if (event.type === 'attempt' && event.attempt.lastSubmission?.id === submission.id && event.attempt.lastSubmission.state === 'done')
          done(event.attempt.lastSubmission);
      })
      .then((unsubscribe) => {
        leave = unsubscribe;
      }, reject);
  });
}

/** Hosts gone, as after a power cut, while the attempt goes on. */
async function switchOff(options: GateOptions, attempt: string): Promise<void> {
  const sandbox = await sandboxOf(options, attempt);
  options.runner.attempts.live.of(attempt).rebooting = new Set(sandbox.hosts.map((h) => h.name));
  await options.runner.sandboxes.stopHosts(sandbox);
}

async function sandboxOf(options: GateOptions, attempt: string) {
  const id = await options.runner.attempts.sandboxOf(attempt);
  const sandbox = await options.runner.sandboxStore.find(id);
  if (!sandbox) throw new Error('the sandbox is gone');
  return sandbox;
}

async function envOf(options: GateOptions, attempt: string): Promise<Record<string, string>> {
  return options.runner.sandboxes.plan(await sandboxOf(options, attempt)).env;
}

async function put(options: GateOptions, attempt: string, host: string, path: string, text: string): Promise<void> {
  const container = (await sandboxOf(options, attempt)).hosts.find((h) => h.name === host)?.container as string;
  const result = await options.runner.engine.run(container, ['/bin/sh', '-c', `umask 077; cat > ${path}`], { stdin: text, timeout: engineTime });
  if (result.exitCode !== 0) throw new Error(`the script could not be put on ${host}: ${result.stderr}`);
}
