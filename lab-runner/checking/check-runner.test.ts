import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Lab } from '../catalogue/catalogue.ts';
import type { WorldLink } from '../contract/world-link.ts';
import type { Engine } from '../engine/engine.ts';
import { CheckRunner } from './check-runner.ts';

// Processes and threads of their own take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

/** Real worker threads on checks that misbehave. */
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'postlab-checks-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const linkOf = (lag: number) => ({ lag: async () => lag }) as unknown as WorldLink;
const quiet = linkOf(0);

async function run(
  checks: Record<string, string>,
  options: { deadline?: number; deadlines?: Record<string, number>; grace?: number; links?: () => Promise<WorldLink>; signal?: AbortSignal } = {},
) {
  const bodies = Object.entries(checks).map(([id, body]) => `${JSON.stringify(id)}: async (ctx) => { ${body} }`);
  writeFileSync(join(folder, 'checks.ts'), `const pass = { verdict: 'pass' };\nexport default { ${bodies.join(',\n')} };`);
  const lab = {
    slug: 'x',
    folder,
    definition: { tasks: Object.keys(checks).map((id) => ({ id, deadline: options.deadlines?.[id] })), invariants: [] },
  } as unknown as Lab;
  // The worker has to start first, which takes a while on a busy machine.
  const limits = { deadline: options.deadline ?? 10_000, grace: options.grace ?? 20_000 };
  const runner = new CheckRunner({
    messages: async () => [],
    canary: async () => ({ items: [], relayed: [], lurking: [] }),
    ...limits,
    calm: 300,
    heap: 64,
  });
  const told: string[] = [];
  const results = await runner.run({
    lab,
    sandbox: { id: 's', parameters: {}, hosts: [], personas: [], ca: '', volumes: {} } as never,
    engine: {} as Engine,
    link: options.links ?? (async () => quiet),
    answers: {},
    onResult: (result) => told.push(result.id),
    ...(options.signal && { signal: options.signal }),
  });
  return { told, results: Object.fromEntries(results.map(({ id, result }) => [id, result.verdict === 'error' ? `error: ${result.cause}` : result.verdict])) };
}

test('a check that waits for ever is ended at its deadline, and the others have their results', async () => {
  const { told, results } = await run({ hangs: 'await new Promise(() => {});', fine: 'return pass;', late: 'return pass;' }, { deadline: 300 });
  expect(results).toEqual({ hangs: 'error: the check took more than 0.3 s and was ended', fine: 'pass', late: 'pass' });
  expect(told).toEqual(['fine', 'late', 'hangs']);
});

test('a task may give its check more time than the others have', async () => {
  const slow = 'await new Promise((r) => setTimeout(r, 500)); return pass;';
  const { results } = await run({ drill: slow, other: slow }, { deadline: 200, deadlines: { drill: 60 } });
  expect(results).toEqual({ drill: 'pass', other: 'error: the check took more than 0.2 s and was ended' });
});

test('a check that never yields is ended with its worker; what was told before stands', async () => {
  const { results } = await run({ fine: 'return pass;', spins: 'await new Promise((r) => setTimeout(r, 100)); for (;;);' }, { deadline: 500, grace: 15_000 });
  expect(results).toEqual({ fine: 'pass', spins: 'error: the checks did not end in time and were ended' });
});

test.each([
  ['throws', 'throw new Error("a mistake");', /error: a mistake/],
  ['ends the process', 'process.exit(0);', /error: the check was ended before it had a result/],
  ['eats memory', 'const all = []; for (;;) all.push({ of: [all.length, {}, {}, {}] });', /error: the checks of this lab broke: .*memory/],
  [
    'throws beside itself',
    'setTimeout(() => { throw new Error("late mistake"); }, 10); await new Promise(() => {});',
    /error: the checks of this lab broke: late mistake/,
  ],
])(
  'a check that %s is our error, never a fail',
  async (_what, body, expected) => {
    expect((await run({ bad: body }, { deadline: 60_000 })).results).toEqual({ bad: expect.stringMatching(expected) });
  },
  90_000,
);

test('what checks share is made once a run, and a failure of it is the failure of each', async () => {
  const made = "const n = await ctx.once('drill', async () => { globalThis.made = (globalThis.made ?? 0) + 1; return globalThis.made; });";
  const says = `${made} return n === 1 && globalThis.made === 1 ? pass : { verdict: 'error', cause: String(n), evidence: [] };`;
  expect((await run({ one: says, two: says }, { deadline: 60_000 })).results).toEqual({ one: 'pass', two: 'pass' });
  const breaks = "await ctx.once('drill', async () => { throw new Error('no drill'); });";
  expect((await run({ one: breaks, two: breaks }, { deadline: 60_000 })).results).toEqual({ one: 'error: no drill', two: 'error: no drill' });
});

test('checks that do not load are our error', async () => {
  expect((await run({ bad: 'syntax error here' })).results).toEqual({ bad: expect.stringMatching(/^error: the checks of this lab broke: /) });
});

const fails = "return { verdict: 'fail', expected: { en: 'e', 'zh-cn': 'e' }, observed: { en: 'o', 'zh-cn': 'o' } };";

test('a fail stands while world is there and quick', async () => {
  expect((await run({ one: fails })).results).toEqual({ one: 'fail' });
});

test('a fail that world may have caused is an error: it lagged, it went away and came back, or it is gone', async () => {
  const slow = linkOf(1500);
  expect((await run({ one: fails }, { links: async () => slow })).results).toEqual({ one: expect.stringMatching(/too busy to judge fairly/) });
  let asked = 0;
  expect((await run({ one: fails, two: 'return pass;' }, { links: async () => (asked++ === 0 ? quiet : linkOf(0)) })).results).toEqual({
    one: expect.stringMatching(/interrupted while this was checked/),
    two: 'pass',
  });
  const gone = () => Promise.reject(new Error('it is gone'));
  expect((await run({ one: fails }, { links: gone })).results).toEqual({ one: 'error: it is gone' });
});

test('a check whose failure could not be judged fairly looks again when world is quick, and then its verdict stands', async () => {
  const lags = (...first: number[]) => {
    const link = { lag: async () => first.shift() ?? 0 } as unknown as WorldLink;
    return async () => link;
  };
  const once = `globalThis.looks = (globalThis.looks ?? 0) + 1; if (globalThis.looks > 1) return pass; ${fails}`;
  expect((await run({ one: once }, { links: lags(1_500, 1_500) })).results).toEqual({ one: 'pass' });
  const anew = `const n = await ctx.once('drill', async () => { globalThis.made = (globalThis.made ?? 0) + 1; return globalThis.made; }); if (n === 2) return pass; ${fails}`;
  expect((await run({ one: anew }, { links: lags(1_500) })).results).toEqual({ one: 'pass' });
  expect((await run({ one: fails }, { links: lags(1_500) })).results).toEqual({ one: 'fail' });
  expect((await run({ one: fails }, { links: lags(1_500, 0, 1_500, 0, 1_500) })).results).toEqual({ one: expect.stringMatching(/too busy to judge fairly/) });
  const quick = `globalThis.looks = (globalThis.looks ?? 0) + 1; if (globalThis.looks > 1) return { ...pass, verdict: 'error', cause: 'again', evidence: [] }; ${fails}`;
  expect((await run({ one: quick }, { links: lags(900) })).results).toEqual({ one: 'fail' });
});

test('whoever asked may leave: the worker is ended', async () => {
  const abort = new AbortController();
  setTimeout(() => abort.abort(), 200);
  expect((await run({ hangs: 'await new Promise(() => {});' }, { signal: abort.signal })).results).toEqual({ hangs: expect.stringMatching(/^error/) });
});
