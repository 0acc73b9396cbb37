import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { InstructorRow } from '../../lab-runner/contract/api.ts';
import { parametersAsEnv } from '../../lab-runner/contract/parameters.ts';
import { type Engine, labelOf } from '../../lab-runner/engine/engine.ts';
import { dockerExec, startByHand } from './by-hand.ts';
import { Client, echoes, type Keyboard } from './client.ts';
import { mebibytes, median, millis, quantile, type Row, seconds, timed } from './numbers.ts';

export interface Bench {
  url: string;
  engine: Engine;
  instance: string;
  admin: string;
  root: string;
  say: (line: string) => void;
}

/** One mail host: the sandbox that the budgets are about. */
export const lab = 'fault-sasl-socket';
const host = 'mx';
/** A lab whose checks wait for nothing; the other one's try wrong passwords, which Dovecot answers late on purpose. */
const quick = { lab: 'hello-smtp', solution: 'solutions/swaks.sh' };

const hostsOf = (b: Bench) => b.engine.containers({ [labelOf.instance]: b.instance, [labelOf.kind]: 'host' });

/** *Start lab* → a prompt on the screen, the pool being warm. */
export async function warmStart(b: Bench, rounds: number): Promise<Row> {
  const taken: number[] = [];
  for (let i = 0; i < rounds; i++) {
    const client = new Client(b.url);
    await client.call('POST', `/api/labs/${lab}/prewarm`);
    for (;;) {
      const rows = await client.call<InstructorRow[]>('GET', '/api/instructor/sandboxes', undefined, { authorization: `Bearer ${b.admin}` });
      if (rows.some((row) => row.owner === 'pool' && row.state === 'ready')) break;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    // Ready is told a moment before the pool has it.
    await new Promise((resolve) => setTimeout(resolve, 300));
    const [ms, { attempt, keyboard }] = await timed(async () => {
      const attempt = await client.start(lab);
      return { attempt, keyboard: await client.terminal(attempt.id, host) };
    });
    taken.push(ms);
    keyboard.close();
    await client.end(attempt.id);
    b.say(`warm start ${i + 1} of ${rounds}: ${seconds(ms)}`);
  }
  return { what: 'Start lab → prompt, warm pool', budget: '≤ 0.5 s', measured: seconds(median(taken)), within: median(taken) <= 500, values: { ms: taken } };
}

/** *Start lab* → ready with an empty pool, and the same container by hand, in turns so that both see the same machine. */
export async function coldStart(b: Bench, rounds: number): Promise<Row> {
  const ours: number[] = [];
  const byHand: number[] = [];
  for (let i = 0; i < rounds; i++) {
    const client = new Client(b.url);
    const [ms, attempt] = await timed(async () => client.ready((await client.start(lab)).id));
    const [model] = await hostsOf(b);
    const hand = startByHand(model?.id as string);
    await client.end(attempt.id);
    while ((await hostsOf(b)).length > 0) await new Promise((resolve) => setTimeout(resolve, 200));
    try {
      const [other] = await timed(hand.ready);
      ours.push(ms);
      byHand.push(other);
      b.say(`cold start ${i + 1} of ${rounds}: ${seconds(ms)}, by hand ${seconds(other)}`);
    } finally {
      hand.remove();
    }
  }
  const ratio = median(ours) / median(byHand);
  return {
    what: 'Start lab → ready, cold, one mail host',
    budget: '≤ 1.2 × docker run',
    measured: `${ratio.toFixed(2)} × (${seconds(median(ours))} to ${seconds(median(byHand))})`,
    within: ratio <= 1.2,
    values: { ms: ours, byHandMs: byHand, ratio },
  };
}

/** What one idle sandbox costs, by part, and how its terminal feels. */
export async function onOneSandbox(b: Bench, idle: number): Promise<Row[]> {
  const client = new Client(b.url);
  const attempt = await client.ready((await client.start(lab)).id);
  const [container] = await hostsOf(b);
  b.say(`waiting ${idle / 1000} s for the host to be idle`);
  await new Promise((resolve) => setTimeout(resolve, idle));
  const rows = [await memory(b, container?.id as string)];

  rows.push(await echo(b, await client.terminal(attempt.id, host), container?.id as string));
  await client.end(attempt.id);
  return rows;
}

/** *Check* on a solved lab, from the press to the last result. */
export async function solvedCheck(b: Bench, rounds: number): Promise<Row> {
  const client = new Client(b.url);
  const attempt = await client.ready((await client.start(quick.lab)).id);
  const [container] = await hostsOf(b);
  const script = readFileSync(join(b.root, 'labs', quick.lab, quick.solution));
  await b.engine.run(container?.id as string, ['/bin/bash', '-s'], { stdin: script, env: parametersAsEnv(attempt.parameters), timeout: 60_000 });
  const taken: number[] = [];
  for (let i = 0; i < rounds; i++) {
    const [ms, submission] = await timed(() => client.check(attempt.id));
    const wrong = submission.results.filter((r) => r.result.verdict !== 'pass').map((r) => r.id);
    if (wrong.length > 0) throw new Error(`the lab should be solved before Check is measured; not passed: ${wrong.join(', ')}`);
    taken.push(ms);
    b.say(`check ${i + 1} of ${rounds}: ${seconds(ms)}`);
  }
  await client.end(attempt.id);
  while ((await hostsOf(b)).length > 0) await new Promise((resolve) => setTimeout(resolve, 200));
  return {
    what: `Check on a solved lab (${quick.lab})`,
    budget: '≤ 3 s',
    measured: seconds(median(taken)),
    within: median(taken) <= 3000,
    values: { ms: taken },
  };
}

async function memory(b: Bench, container: string): Promise<Row> {
  const own = (await b.engine.memory(container)) ?? Number.NaN;
  const [world] = await b.engine.containers({ [labelOf.instance]: b.instance, [labelOf.kind]: 'world' });
  const share = ((world && (await b.engine.memory(world.id))) ?? Number.NaN) / 32;
  const shim = shimOf(container);
  const total = own + share + (shim ?? 0);
  return {
    what: 'memory of an idle one-host sandbox',
    budget: '≤ 40 MiB',
    measured: `${mebibytes(total)}: host ${mebibytes(own)}, shim ${shim === null ? 'not seen from here' : mebibytes(shim)}, world/32 ${mebibytes(share)}`,
    within: shim === null ? null : total <= 40 * 1024 * 1024,
    values: { host: own, shim, worldShare: share },
  };
}

/** Proportional memory of the container's shim, when the engine runs on this machine. */
function shimOf(container: string): number | null {
  if (!existsSync('/proc/self/smaps_rollup')) return null;
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      if (!command.includes('containerd-shim') || !command.includes(container)) continue;
      const kibibytes = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1];
      return kibibytes ? Number(kibibytes) * 1024 : null;
    } catch {
      // It has ended meanwhile, or is another user's.
    }
  }
  return null;
}

async function echo(b: Bench, ours: Keyboard, container: string): Promise<Row> {
  const theirs = await dockerExec(container);
  const taken = { ours: [] as number[], theirs: [] as number[] };
  // In turns, so that both see the same machine.
  for (let i = 0; i < 4; i++) {
    taken.ours.push(...(await echoes(ours, 50)));
    taken.theirs.push(...(await echoes(theirs, 50)));
  }
  ours.close();
  theirs.close();
  const ratio = median(taken.ours) / median(taken.theirs);
  b.say(`echo: p50 ${millis(median(taken.ours))}, docker exec -it ${millis(median(taken.theirs))}`);
  return {
    what: 'keystroke echo through server and socket',
    budget: '≤ 1.2 × docker exec -it',
    measured: `${ratio.toFixed(2)} × (p50 ${millis(median(taken.ours))} to ${millis(median(taken.theirs))}, p95 ${millis(quantile(taken.ours, 0.95))} to ${millis(quantile(taken.theirs, 0.95))})`,
    within: ratio <= 1.2,
    values: { ms: taken.ours, dockerMs: taken.theirs, ratio },
  };
}
