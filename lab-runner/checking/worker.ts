import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import type { ItemResult } from '../contract/attempt.ts';
import { type CheckResult, type Checks, type Dialogue, ProbeFailure } from '../contract/check.ts';
import type { InternetAnswer, WorldMessage } from '../contract/world.ts';
import { messageOf, PostlabError } from '../errors.ts';
import { makeCheckContext } from '../probes/context.ts';
import type { WorkerJob } from './messages.ts';
import { PortClient } from './port-client.ts';

/** Above this the world was too busy to be a fair witness: milliseconds of event-loop lag. */
const fairLag = 1000;
/** … where a server refused, or was silent for the ten seconds that probes wait: a refusal is one, however late it is heard. */
const fairLagOfSilence = 5000;
/** How often a check looks when its failure cannot be judged fairly: to look again is what a learner would be asked to do. */
const mostLooks = 3;

const job = workerData as WorkerJob;
if (!parentPort) throw new Error('worker.ts runs in a worker thread only');
const client = new PortClient(parentPort);

async function main(): Promise<void> {
  const checks = ((await import(pathToFileURL(job.checksFile).href)) as { default: Checks }).default;
  const queue = [...job.items];
  const shared = new Map<string, Promise<unknown>>();
  const lane = async () => {
    for (let item = queue.shift(); item; item = queue.shift()) client.post({ t: 'result', result: await runOne(checks, item, shared) });
  };
  await Promise.all(Array.from({ length: job.concurrency }, lane));
}

async function runOne(checks: Checks, item: WorkerJob['items'][number], shared: Map<string, Promise<unknown>>): Promise<ItemResult> {
  const begun = performance.now();
  for (let looks = 1; ; looks++) {
    const { result, unfair } = await look(checks, item, shared);
    if (unfair && looks < mostLooks) {
      client.post({ t: 'again', more: item.deadline + job.calm });
      if (await calm()) {
        await forget(shared);
        continue;
      }
    }
    return { id: item.id, kind: item.kind, result, took: Math.round(performance.now() - begun) };
  }
}

/** What was made while world was busy is made anew for whoever asks next; what is still being made goes on. */
async function forget(shared: Map<string, Promise<unknown>>): Promise<void> {
  const unsettled = Symbol('unsettled');
  for (const [name, made] of shared) {
    const first = await Promise.race([made, unsettled]).catch(() => null);
    if (first !== unsettled) shared.delete(name);
  }
}

/** Whether world becomes quick again in time. */
async function calm(): Promise<boolean> {
  const end = performance.now() + job.calm;
  try {
    while ((await client.call<number>((call) => ({ t: 'lag', call }))) > fairLag) {
      if (performance.now() > end) return false;
      await pause(Math.min(1_000, job.calm));
    }
    return true;
  } catch (error) {
    // World went away meanwhile: the result that was found before says that it could not look.
    if (error instanceof PostlabError) return false;
    throw error;
  }
}

/** `unfair`: a failure that may be world's, and not the server's. */
async function look(
  checks: Checks,
  item: WorkerJob['items'][number],
  shared: Map<string, Promise<unknown>>,
): Promise<{ result: CheckResult; unfair: boolean }> {
  const evidence: Dialogue[] = [];
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), item.deadline);
  let result: CheckResult;
  let tolerance = fairLag;
  try {
    const check = checks[item.id];
    if (!check) throw new Error(`checks.ts has no check "${item.id}"`);
    const expired = new Promise<never>((_, reject) =>
      abort.signal.addEventListener('abort', () => reject(new Error(`the check took more than ${item.deadline / 1000} s and was ended`)), { once: true }),
    );
    const verdict = await Promise.race([check(contextFor(item.id, evidence, abort.signal, shared)), expired]);
    result = { ...verdict, evidence };
  } catch (error) {
    result = explain(error, evidence);
    tolerance = fairLagOfSilence;
  } finally {
    clearTimeout(timer);
    abort.abort();
  }
  return result.verdict === 'fail' ? judgedFairly(result, tolerance) : { result, unfair: false };
}

/** A fail counts only if world was there all the time and quick: else a silence may be world's. */
async function judgedFairly(fail: CheckResult, tolerance: number): Promise<{ result: CheckResult; unfair: boolean }> {
  const { evidence } = fail;
  try {
    const lag = await client.call<number>((call) => ({ t: 'lag', call }));
    if (lag <= tolerance) return { result: fail, unfair: false };
    const cause = `the machine was too busy to judge fairly (the Internet of this sandbox lagged ${Math.round(lag)} ms)`;
    return { result: { verdict: 'error', cause, evidence }, unfair: true };
  } catch (error) {
    return { result: explain(error, evidence), unfair: false };
  }
}

/** A server that does not answer as a server must has failed; everything else means that we could not look. */
function explain(error: unknown, evidence: Dialogue[]): CheckResult {
  if (error instanceof ProbeFailure) {
    return {
      verdict: 'fail',
      expected: error.expected ?? { en: 'a server that answers', 'zh-cn': '服务器有应答' },
      observed: error.observed,
      evidence,
    };
  }
  return { verdict: 'error', cause: error instanceof PostlabError ? `${error.message} ${error.hint}`.trim() : messageOf(error), evidence };
}

function contextFor(item: string, evidence: Dialogue[], signal: AbortSignal, shared: Map<string, Promise<unknown>>) {
  return makeCheckContext({
    sandbox: job.sandbox,
    dialogues: evidence,
    signal,
    answer: job.answers[item] ?? '',
    dial: (options) => client.dial({ ...options, signal }),
    archive: async (container, path) => {
      const bytes = await client.call<Uint8Array | null>((call) => ({ t: 'archive', call, container, path }));
      return bytes ? Readable.from([Buffer.from(bytes)]) : null;
    },
    usage: (volume) => client.call((call) => ({ t: 'usage', call, volume })),
    messages: () => client.call<WorldMessage[]>((call) => ({ t: 'messages', call })),
    canary: (now) => client.call((call) => ({ t: 'canary', call, now })),
    lane: { index: job.items.findIndex((i) => i.id === item), of: job.items.length },
    internet: (what) => client.call<InternetAnswer>((call) => ({ t: 'internet', call, what })),
    digest: (bytes) => createHash('sha256').update(bytes).digest('hex'),
    shared,
  });
}

main().catch((error: unknown) => client.post({ t: 'broken', cause: messageOf(error) }));
