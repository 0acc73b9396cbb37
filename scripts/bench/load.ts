import { Client, echoes } from './client.ts';
import { type Bench, lab } from './measures.ts';
import { median, millis, quantile, type Row, seconds, timed } from './numbers.ts';

/** Learners who are in already and type while the others come. */
const early = 3;

/** `learners` press *Start lab* in the same moment; how it feels for those who are in already, and for who reads a page. */
export async function load(b: Bench, learners: number): Promise<Row[]> {
  const inside = await Promise.all(
    Array.from({ length: early }, async () => {
      const client = new Client(b.url);
      const attempt = await client.ready((await client.start(lab)).id);
      return { client, attempt, keyboard: await client.terminal(attempt.id, 'mx') };
    }),
  );
  const page = async () => (await timed(async () => (await fetch(b.url)).text()))[0];
  const quietEcho = (await Promise.all(inside.map(({ keyboard }) => echoes(keyboard, 40, 100)))).flat();
  const quietPage: number[] = [];
  for (let i = 0; i < 10; i++) quietPage.push(await page());

  b.say(`${learners} learners press Start lab`);
  let over = false;
  const typing = inside.map(({ keyboard }) => echoes(keyboard, 100_000, 100, () => over));
  const pages: number[] = [];
  const reading = (async () => {
    while (!over) {
      pages.push(await page());
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  })();
  const comers = Array.from({ length: learners }, () => new Client(b.url));
  const results = await Promise.allSettled(
    comers.map((client) =>
      timed(async () => {
        const attempt = await client.ready((await client.start(lab)).id);
        (await client.terminal(attempt.id, 'mx')).close();
        return { client, attempt };
      }),
    ),
  );
  over = true;
  const echo = (await Promise.all(typing)).flat();
  await reading;
  const ready = results.flatMap((r) => (r.status === 'fulfilled' ? [r.value] : []));
  const problems = results.flatMap((r) => (r.status === 'rejected' ? [String(r.reason)] : []));
  for (const problem of new Set(problems)) b.say(`not ready: ${problem}`);
  for (const { client, attempt } of [...inside, ...ready.map(([, r]) => r)]) await client.end(attempt.id);
  const waited = ready.map(([ms]) => ms);
  const p95 = quantile(echo, 0.95);
  return [
    {
      what: `${learners} learners start one lab at once`,
      budget: 'all ready',
      measured: `${ready.length} ready, the first after ${seconds(Math.min(...waited))}, the last after ${seconds(Math.max(...waited))}`,
      within: problems.length === 0,
      values: { ms: waited, problems },
    },
    {
      what: 'echo for those already in, meanwhile',
      budget: 'p95 < 100 ms',
      measured: `p95 ${millis(p95)}, p50 ${millis(median(echo))} (before: p95 ${millis(quantile(quietEcho, 0.95))}, p50 ${millis(median(quietEcho))})`,
      within: p95 < 100,
      values: { ms: echo, beforeMs: quietEcho },
    },
    {
      what: 'the landing page, meanwhile',
      budget: 'unaffected (told, not judged)',
      measured: `p95 ${millis(quantile(pages, 0.95))} (before: ${millis(quantile(quietPage, 0.95))})`,
      within: null,
      values: { ms: pages, beforeMs: quietPage },
    },
  ];
}
