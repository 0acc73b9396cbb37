import { describe, expect, test } from 'vitest';
import { type CpuTime, Lanes, mayBegin } from './lanes.ts';

describe('whether another run may begin', () => {
  const limits = { least: 3, most: 10, spare: 0.15, settle: 1500 };
  test.each([
    { what: 'below the least, however busy', running: 2, idle: 0, since: 0, may: true },
    { what: 'at the least on a busy machine', running: 3, idle: 0.1, since: 9000, may: false },
    { what: 'at the least on an idle machine', running: 3, idle: 0.4, since: 1500, may: true },
    { what: 'before the last one shows what it costs', running: 3, idle: 0.9, since: 1400, may: false },
    { what: 'with just enough to spare', running: 9, idle: 0.15, since: 2000, may: true },
    { what: 'at the most, however idle', running: 10, idle: 1, since: 60_000, may: false },
  ])('$what: $may', ({ running, idle, since, may }) => expect(mayBegin({ running, idle, since }, limits)).toBe(may));
});

/** Runs twenty pieces that end when nothing else can begin; says how many went on at once at most, and in which order they began. */
async function width(share: number) {
  let begun: (() => void)[] = [];
  let most = 0;
  let running = 0;
  const order: number[] = [];
  const time: CpuTime = { busy: 0, idle: 0 };
  const cpuTime = () => {
    time.busy += 1000 * (1 - share);
    time.idle += 1000 * share;
    return { ...time };
  };
  const lanes = new Lanes({ least: 2, most: 6, settle: 1, cpuTime });
  const all = lanes.all(
    Array.from({ length: 20 }, (_, i) => i),
    async (piece) => {
      order.push(piece);
      most = Math.max(most, ++running);
      await new Promise<void>((resolve) => begun.push(resolve));
      running--;
    },
  );
  let ended = false;
  const watched = all.then(() => {
    ended = true;
  });
  while (!ended) {
    const before = order.length;
    // Room for every piece that may begin to do so: none has for ten turns of the event loop's timers.
    for (let turns = 0; turns < 10; turns++) {
      const seen = order.length;
      await new Promise((resolve) => setTimeout(resolve, 2));
      if (order.length > seen) turns = 0;
    }
    if (order.length === before || order.length === 20) {
      for (const end of begun) end();
      begun = [];
    }
  }
  await watched;
  return { most, order };
}

test('a busy machine gets the least, an idle one the most, both in order', async () => {
  const inOrder = Array.from({ length: 20 }, (_, i) => i);
  expect(await width(0)).toEqual({ most: 2, order: inOrder });
  expect(await width(0.5)).toEqual({ most: 6, order: inOrder });
});

test('a piece that breaks breaks the whole, once the others have ended; nothing more begins', async () => {
  const begun: number[] = [];
  const ended: number[] = [];
  const all = new Lanes({ least: 2, most: 2 }).all([1, 2, 3], async (n) => {
    begun.push(n);
    await new Promise((resolve) => setTimeout(resolve, n * 20));
    if (n === 1) throw new Error('broken');
    ended.push(n);
  });
  await expect(all).rejects.toThrow('broken');
  expect([begun, ended]).toEqual([[1, 2], [2]]);
});
