/**
 * `npm test`: everything, with its set-up, on a machine that may have nothing but Node and npm.
 * `npm test -- types unit` runs only the named parts. Ends with one line: `N passed, N failed[, N skipped]`.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { messageOf } from '../lab-runner/errors.ts';
import { ensureBrowser } from './browser-setup.ts';
import { buildSite } from './build-site.ts';
import { ensureEngine } from './engine-setup.ts';
import { buildTestImages } from './test-images.ts';

interface Count {
  passed: number;
  failed: number;
  skipped: number;
  /** Said again at the end, where a log that keeps only its tail still has it. */
  failures?: string[];
}
interface Part {
  name: string;
  run: () => Promise<Count>;
}

const root = resolve(import.meta.dirname, '..');
const data = join(root, '.postlab', 'test');
mkdirSync(data, { recursive: true });
const bin = (path: string) => join(root, 'node_modules', path);

/** Runs a program with our Node, its output shown as it comes. */
function node(args: string[], env: Record<string, string> = {}): Promise<{ code: number; output: string }> {
  return new Promise((done, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1', TESTCONTAINERS_RYUK_DISABLED: 'true', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const show = (text: string) => {
      output += text;
      process.stdout.write(text);
    };
    // As text, so that no character is cut in two between chunks: failures are found by the sign before them.
    child.stdout.setEncoding('utf8').on('data', show);
    child.stderr.setEncoding('utf8').on('data', show);
    child.on('error', reject);
    child.on('close', (code) => done({ code: code ?? 1, output }));
  });
}

const one = (ok: boolean): Count => ({ passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 });

async function vitest(project: string): Promise<Count> {
  const file = join(data, `vitest-${project}.json`);
  rmSync(file, { force: true });
  const { code, output } = await node([
    bin('vitest/vitest.mjs'),
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${file}`,
  ]);
  if (!existsSync(file)) return one(false);
  const report = JSON.parse(readFileSync(file, 'utf8')) as {
    numPassedTests: number;
    numFailedTests: number;
    numPendingTests: number;
    numTodoTests: number;
    numFailedTestSuites: number;
    testResults: { name: string; status: string; message: string; assertionResults: { fullName: string; status: string; failureMessages: string[] }[] }[];
  };
  const failed = report.numFailedTests || (code === 0 ? 0 : Math.max(1, report.numFailedTestSuites));
  const failures = report.testResults.flatMap((file) => {
    const tests = file.assertionResults.filter((t) => t.status === 'failed').map((t) => `${file.name}: ${t.fullName}\n${t.failureMessages.join('\n')}`);
    return tests.length === 0 && file.status === 'failed' ? [`${file.name}\n${file.message}`] : tests;
  });
  // All tests may have passed and something beside them broke.
  if (failed > 0 && failures.length === 0) failures.push(`vitest ended with ${code}:\n${output.slice(Math.max(0, output.search(/Unhandled/))).slice(-4000)}`);
  return { passed: report.numPassedTests, failed, skipped: report.numPendingTests + report.numTodoTests, failures };
}

/** What the gate said of each run that failed: its line and the indented ones after it. */
const gateFailures = (output: string): string[] => output.match(/^✗ .*(?:\n {4}.*)*/gm) ?? [];

/** The last line of the form "N passed, N failed". */
function countIn(output: string, code: number): Count {
  const line = [...output.matchAll(/^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/gm)].at(-1);
  if (!line) return one(false);
  const count = { passed: Number(line[1]), failed: Number(line[2]), skipped: Number(line[3] ?? 0) };
  return code !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count;
}

const parts: Part[] = [
  {
    name: 'types',
    run: async () => {
      // Astro writes the types of its collections; a clean clone has none yet.
      const synced = await node([bin('astro/bin/astro.mjs'), 'sync']);
      return one(synced.code === 0 && (await node([bin('@typescript/native/bin/tsc'), '-p', '.', '--noEmit'])).code === 0);
    },
  },
  { name: 'lint', run: async () => one((await node([bin('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings', '.'])).code === 0) },
  { name: 'unit', run: () => vitest('unit') },
  {
    name: 'images',
    run: async () => {
      const engine = await ensureEngine((line) => console.log(line), data);
      await buildTestImages(engine, root, data, (line) => console.log(line));
      return one(true);
    },
  },
  {
    name: 'engine',
    run: async () => {
      // The servers that these tests start would build it, and the first of them would have a minute less for what it tests.
      await buildSite(root, () => undefined);
      return vitest('engine');
    },
  },
  {
    name: 'gate',
    run: async () => {
      const { code, output } = await node([join(root, 'lab-runner/cli.ts'), 'lab', 'test']);
      return { ...countIn(output, code), failures: gateFailures(output) };
    },
  },
  {
    name: 'browser',
    run: async () => {
      await buildSite(root, () => undefined);
      const missing = await ensureBrowser((line) => console.log(line));
      if (missing) {
        console.log(`browser journeys skipped: ${missing}`);
        return { passed: 0, failed: 0, skipped: 1 };
      }
      return vitest('browser');
    },
  },
];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !parts.some((p) => p.name === name));
if (unknown.length > 0) {
  console.error(`There is no part "${unknown[0]}"; the parts are ${parts.map((p) => p.name).join(', ')}.`);
  process.exit(64);
}
const total: Count = { passed: 0, failed: 0, skipped: 0 };
const rows: string[] = [];
const failures: string[] = [];
for (const part of parts) {
  if (wanted.length > 0 && !wanted.includes(part.name)) continue;
  const begun = performance.now();
  console.log(`\n── ${part.name} ──`);
  let count: Count;
  try {
    count = await part.run();
  } catch (error) {
    console.error(messageOf(error));
    count = one(false);
  }
  total.passed += count.passed;
  total.failed += count.failed;
  total.skipped += count.skipped;
  failures.push(...(count.failures ?? []).map((text) => `${part.name}: ${text.split('\n').slice(0, 30).join('\n')}`));
  rows.push(
    `${part.name.padEnd(8)} ${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped in ${((performance.now() - begun) / 1000).toFixed(0)} s`,
  );
}
if (failures.length > 0) console.log(`\n── what failed ──\n${failures.join('\n\n')}`);
console.log(`\n${rows.map((row) => `  ${row}`).join('\n')}\n`);
console.log(`${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`);
process.exitCode = total.failed === 0 ? 0 : 1;
