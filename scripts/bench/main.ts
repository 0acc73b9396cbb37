/**
 * `npm run bench`: the budgets of the design, measured in one run on this machine with this engine; by hand, not part of `npm test`.
 * `npm run bench -- load 60`: that many learners start one lab at once. Both print a table and write `.postlab/bench.json`.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { readSecrets } from '../../lab-runner/config.ts';
import { removeInstance } from '../../lab-runner/main.ts';
import { ChildServer, freePort } from '../../test/support/child-server.ts';
import { ensureEngine } from '../engine-setup.ts';
import { load } from './load.ts';
import { type Bench, coldStart, onOneSandbox, solvedCheck, warmStart } from './measures.ts';
import { type Row, table } from './numbers.ts';

const root = resolve(import.meta.dirname, '../..');
const [what = 'all', count = '60', ...rest] = process.argv.slice(2);
const learners = Number(count);
if (!['all', 'load'].includes(what) || rest.length > 0 || !Number.isInteger(learners) || learners < 1 || learners > 400) {
  console.error('Expected nothing, or "load" and a number of learners from 1 to 400: npm run bench -- load 60');
  process.exit(64);
}

const say = (line: string) => console.log(`  ${line}`);
const data = mkdtempSync(join(tmpdir(), 'postlab-bench-'));
const secrets = readSecrets(data);
const engine = await ensureEngine(say, data);
const server = new ChildServer(data, await freePort(), [], { POSTLAB_POOL: '1' });
const begun = { at: new Date().toISOString(), load: loadavg() };
let rows: Row[] = [];
try {
  say('starting a server of its own…');
  await server.start();
  const bench: Bench = { url: server.url, engine, instance: secrets.instance, admin: secrets.admin, root, say };
  // The first sandbox makes the world, which all others share.
  await warmStart(bench, 1);
  rows =
    what === 'load'
      ? await load(bench, learners)
      : [await warmStart(bench, 5), await coldStart(bench, 5), await solvedCheck(bench, 5), ...(await onOneSandbox(bench, 20_000))];
} finally {
  await server.end('SIGINT');
  await removeInstance(engine, secrets.instance);
  rmSync(data, { recursive: true, force: true });
}

const facts = await engine.facts();
const machine = { cores: cpus().length, memoryBytes: totalmem(), model: cpus()[0]?.model ?? '', engine: facts.version, cgroup: facts.cgroupVersion };
const file = join(root, '.postlab/bench.json');
mkdirSync(join(root, '.postlab'), { recursive: true });
const kept = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>) : {};
writeFileSync(file, `${JSON.stringify({ ...kept, [what]: { begun, endedLoad: loadavg(), machine, rows } }, null, 2)}\n`);
console.log(`\n${table(rows)}\n`);
say(
  `${machine.cores} cores, Docker ${machine.engine}, cgroup ${machine.cgroup}; load before ${begun.load[0]?.toFixed(1)}, after ${loadavg()[0]?.toFixed(1)}. Written to .postlab/bench.json.`,
);
