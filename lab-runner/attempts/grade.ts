import type { Canaries } from '../canary/canaries.ts';
import type { Lab } from '../catalogue/catalogue.ts';
import type { CheckRunner } from '../checking/check-runner.ts';
import type { GradeReport } from '../contract/api.ts';
import type { ItemResult } from '../contract/attempt.ts';
import type { Engine } from '../engine/engine.ts';
import { messageOf, PostlabError } from '../errors.ts';
import { noHistory, scoreOf } from '../grading/score.ts';
import type { Log } from '../sandbox/log.ts';
import type { StoredSandbox } from '../sandbox/sandbox-store.ts';
import type { Sandboxes } from '../sandbox/sandboxes.ts';
import { answersFile, parseAnswers } from './answers.ts';
import { runChecks } from './submissions.ts';

export interface GradeContext {
  lab: Lab;
  sandboxes: Sandboxes;
  checks: CheckRunner;
  canaries: Canaries;
  engine: Engine;
  log: Log;
}

/** Milliseconds a solution script may run. */
const scriptTime = 300_000;

/**
 * Grades a script: a fresh sandbox, the script as root on one host, all checks, the hosts rebooted,
 * all checks again, everything removed. A script that exits with an error is graded all the same.
 */
export async function gradeSolution(
  c: GradeContext,
  options: { solution: string; host?: string; seed?: string; reboot: boolean; answers?: Record<string, string>; signal?: AbortSignal },
): Promise<GradeReport> {
  const begun = performance.now();
  const given = parseAnswers(
    c.lab,
    Object.entries(options.answers ?? {}).map(([task, value]) => `${task}=${value}`),
  );
  const hosts = Object.keys(c.lab.definition.topology.hosts);
  const host = options.host ?? (hosts[0] as string);
  if (!hosts.includes(host))
    throw new PostlabError({
      code: 'unknown-host',
      status: 400,
      message: `The lab "${c.lab.slug}" has no host "${host}"; it has ${hosts.join(', ')}.`,
      hint: 'Name one of these with --host.',
    });
  const sandbox = await c.sandboxes.create({
    lab: c.lab,
    purpose: 'grade',
    ...(options.seed && { seed: options.seed }),
    ...(options.signal && { signal: options.signal }),
  });
  try {
    c.canaries.start(sandbox);
    const container = sandbox.hosts.find((h) => h.name === host)?.container as string;
    await c.engine.run(container, ['/bin/bash', '-s'], {
      env: c.sandboxes.plan(sandbox).env,
      stdin: options.solution,
      timeout: scriptTime,
      ...(options.signal && { signal: options.signal }),
    });
    const facts = noHistory();
    const left = await c.engine.run(container, ['/bin/cat', answersFile], { timeout: 10_000 });
    const answers = { ...(left.exitCode === 0 && parseAnswers(c.lab, left.stdout.split('\n'))), ...given };
    const results = await runChecks({ ...c, sandbox, answers, ...(options.signal && { signal: options.signal }) });
    const first = scoreOf(c.lab.definition, results, facts);
    let afterReboot: ItemResult[] | null = null;
    let last = first;
    if (options.reboot) {
      await c.sandboxes.reboot(sandbox, undefined, options.signal);
      afterReboot = await runChecks({ ...c, sandbox, answers, ...(options.signal && { signal: options.signal }) });
      const kept = new Set(
        c.lab.definition.tasks.filter((t) => t.proof === 'event' && first.tasks.some((s) => s.id === t.id && s.verdict === 'pass')).map((t) => t.id),
      );
      last = scoreOf(c.lab.definition, afterReboot, { ...facts, kept });
    }
    return report(c, sandbox, first.points <= last.points ? first : last, [first, last], results, afterReboot, begun);
  } finally {
    await c.sandboxes
      .remove(sandbox)
      .catch((error: unknown) => c.log('a graded sandbox could not be removed; the reaper will try again', { sandbox: sandbox.id, error: messageOf(error) }));
  }
}

/** Grades what is running, without changing it. */
export async function gradeRunning(
  c: GradeContext,
  sandbox: StoredSandbox,
  known: { kept: Set<string>; answers: Record<string, string> },
): Promise<GradeReport> {
  const begun = performance.now();
  const results = await runChecks({ ...c, sandbox, answers: known.answers });
  const score = scoreOf(c.lab.definition, results, { ...noHistory(), kept: known.kept });
  return report(c, sandbox, score, [score], results, null, begun);
}

function report(
  c: GradeContext,
  sandbox: StoredSandbox,
  score: GradeReport['score'],
  all: GradeReport['score'][],
  results: ItemResult[],
  afterReboot: ItemResult[] | null,
  begun: number,
): GradeReport {
  const outcome = all.some((s) => s.couldNotLook && !s.tasks.some((t) => t.verdict === 'fail'))
    ? 'could not check'
    : all.every((s) => s.solved)
      ? 'solved'
      : all.some((s) => s.tasks.some((t) => t.verdict === 'fail'))
        ? 'not solved'
        : 'could not check';
  return { version: 1, lab: c.lab.slug, seed: sandbox.seed, outcome, score, results, afterReboot, took: Math.round(performance.now() - begun) };
}
