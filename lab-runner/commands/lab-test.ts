import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { describeProblem, labOf } from '../catalogue/catalogue.ts';
import { readConfig } from '../config.ts';
import { labelOf } from '../engine/engine.ts';
import { PostlabError } from '../errors.ts';
import { type GateRun, gateRuns, nameOf } from '../gate/fixtures.ts';
import { carryOutRun, type GateResult } from '../gate/gate.ts';
import { gateServer } from '../gate/gate-server.ts';
import { withRunner } from '../main.ts';
import { Limiter } from '../sandbox/limiter.ts';
import { root } from './running-server.ts';

/** `postlab lab test [slug…]`: the gate. Exit 0 when everything is as it must be, 1 when a lab fails. */
export async function labTest(slugs: string[], options: { jobs?: string; only?: string }): Promise<number> {
  const jobs = Number(options.jobs ?? availableParallelism() + 1);
  return withRunner({ data: join(readConfig(process.env, root).data, 'gate'), quiet: false }, async (runner, _config, secrets) => {
    const results: GateResult[] = [];
    const tell = (result: GateResult) => {
      results.push(result);
      console.log(`${result.complaints.length === 0 ? '✓' : '✗'} ${result.name} (${(result.took / 1000).toFixed(1)} s)`);
      for (const complaint of result.complaints) console.log(`    ${complaint.replaceAll('\n', '\n    ')}`);
    };
    const wanted = (slug: string) => slugs.length === 0 || slugs.includes(slug);
    for (const problem of runner.catalogue.problems)
      if (wanted(problem.slug)) tell({ name: `${problem.slug}: definition`, complaints: [describeProblem(problem)], took: 0 });
    const broken = new Set(runner.catalogue.problems.map((p) => p.slug));
    for (const slug of slugs) if (!broken.has(slug)) labOf(runner.catalogue, slug);
    const labs = [...runner.catalogue.labs.values()].filter((lab) => wanted(lab.slug));
    const runs: GateRun[] = labs.flatMap(gateRuns).filter((run) => nameOf(run).includes(options.only ?? ''));
    if (runs.length === 0 && results.length === 0)
      throw new PostlabError({
        code: 'unknown-run',
        status: 400,
        message: `No run of the gate has "${options.only}" in its name.`,
        hint: `Known are: ${labs.flatMap(gateRuns).map(nameOf).join('; ')}.`,
      });
    const server = await gateServer(runner, secrets);
    try {
      const lanes = new Limiter(jobs);
      await Promise.all(runs.map((run) => lanes.run(async () => tell(await carryOutRun({ runner, server }, run)))));
    } finally {
      await server.close();
    }
    await runner.attempts.settled();
    const left = (await runner.engine.containers({ [labelOf.instance]: secrets.instance, [labelOf.kind]: 'host' })).map((c) => c.name);
    tell({ name: 'nothing is left behind', complaints: left.length === 0 ? [] : [`expected no host of the gate, found ${left.join(', ')}`], took: 0 });
    const failed = results.filter((r) => r.complaints.length > 0).length;
    console.log(`${results.length - failed} passed, ${failed} failed`);
    return failed === 0 ? 0 : 1;
  });
}
