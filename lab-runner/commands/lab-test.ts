import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { describeProblem, type Lab, labOf } from '../catalogue/catalogue.ts';
import { readConfig } from '../config.ts';
import type { AuditColumn } from '../contract/audit.ts';
import { labelOf } from '../engine/engine.ts';
import { PostlabError } from '../errors.ts';
import { judgeAudit, writeAudit } from '../gate/audit.ts';
import { type GateRun, gateRuns, nameOf } from '../gate/fixtures.ts';
import { carryOutRun, type GateResult } from '../gate/gate.ts';
import { gateServer } from '../gate/gate-server.ts';
import { Lanes } from '../gate/lanes.ts';
import { newestFirst } from '../gate/newest.ts';
import { standInProgram } from '../gate/stand-in/program.ts';
import { timesTable } from '../gate/times.ts';
import { withRunner } from '../main.ts';
import { root } from './running-server.ts';

export interface LabTestOptions {
  /** Runs at the same time, a number; as many as the machine bears when not given. Starts are limited apart. */
  jobs?: string;
  /** Only runs with these words in their name. */
  only?: string;
  /** How often each run is made, a number. */
  repeat?: string;
  /** Write down what the checks said, for the page "How we grade". */
  audit?: boolean;
  /** Say at the end where the time went. */
  times?: boolean;
}

/** `postlab lab test [slug…]`: the gate. Exit 0 when everything is as it must be, 1 when a lab fails. */
export async function labTest(slugs: string[], options: LabTestOptions): Promise<number> {
  const cores = availableParallelism();
  const most = count('--jobs', options.jobs, 5 * cores, 'as many runs go on at once as the machine bears');
  const least = options.jobs === undefined ? cores + 1 : most;
  // With fewer than this, runs queue for their sandbox while cores are idle.
  const starts = Math.max(cores, Math.ceil(most / 2));
  const repeat = count('--repeat', options.repeat, 1, 'each run is made once');
  return withRunner({ data: join(readConfig(process.env, root).data, 'gate'), quiet: false, starts }, async (runner, _config, secrets) => {
    const results: GateResult[] = [];
    const tell = (result: GateResult) => {
      results.push(result);
      console.log(`${result.complaints.length === 0 ? '✓' : '✗'} ${result.name} (${(result.took / 1000).toFixed(1)} s)`);
      for (const complaint of result.complaints) console.log(`    ${complaint.replaceAll('\n', '\n    ')}`);
    };
    const say = (name: string, complaints: string[]) => tell({ name, complaints, took: 0, columns: [], phases: [], checks: [] });
    const wanted = (slug: string) => slugs.length === 0 || slugs.includes(slug);
    for (const problem of runner.catalogue.problems) if (wanted(problem.slug)) say(`${problem.slug}: definition`, [describeProblem(problem)]);
    const broken = new Set(runner.catalogue.problems.map((p) => p.slug));
    for (const slug of slugs) if (!broken.has(slug)) labOf(runner.catalogue, slug);
    const labs = newestFirst([...runner.catalogue.labs.values()].filter((lab) => wanted(lab.slug)));
    const runs = labs.flatMap(gateRuns).filter((run) => nameOf(run).includes(options.only ?? ''));
    if (runs.length === 0 && results.length === 0) throw noSuchRun(options.only ?? '', labs);

    const server = await gateServer(runner, secrets);
    let program: Promise<string> | undefined;
    const standIn = () => {
      program ??= standInProgram();
      return program;
    };
    const seen = new Map<Lab, AuditColumn[]>(labs.map((lab) => [lab, []]));
    try {
      const carryOut = async (run: GateRun) => {
        const result = await carryOutRun({ runner, server, standIn, whole: options.audit === true }, run);
        seen.get(run.lab)?.push(...result.columns);
        tell(result);
      };
      const rounds = Array.from({ length: repeat }, () => runs);
      await new Lanes({ least, most }).all(rounds.flat(), carryOut);
    } finally {
      await server.close();
    }
    await runner.attempts.settled();
    if (!options.only) {
      for (const [lab, columns] of seen) {
        if (options.audit) writeAudit(lab, columns, new Date());
        say(`${lab.slug}: the published audit`, judgeAudit(lab));
      }
    }
    const left = (await runner.engine.containers({ [labelOf.instance]: secrets.instance })).filter((c) => c.labels[labelOf.sandbox]).map((c) => c.name);
    say('nothing is left behind', left.length === 0 ? [] : [`expected no container of a sandbox, found ${left.join(', ')}`]);
    if (options.times) console.log(timesTable(results).join('\n'));
    const failed = results.filter((r) => r.complaints.length > 0).length;
    console.log(`${results.length - failed} passed, ${failed} failed`);
    return failed === 0 ? 0 : 1;
  });
}

function count(option: string, value: string | undefined, otherwise: number, without: string): number {
  const number = Number(value ?? otherwise);
  if (Number.isInteger(number) && number > 0) return number;
  throw new PostlabError({
    code: 'bad-option',
    status: 400,
    message: `${option} should be a whole number from 1 up; found "${value}".`,
    hint: `Leave it out, and ${without}.`,
  });
}

function noSuchRun(only: string, labs: readonly Lab[]): PostlabError {
  return new PostlabError({
    code: 'unknown-run',
    status: 400,
    message: `No run of the gate has "${only}" in its name.`,
    hint: `Known are: ${labs.flatMap(gateRuns).map(nameOf).join('; ')}.`,
  });
}
