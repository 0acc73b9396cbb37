import { expect, test } from 'vitest';
import { areaUnderCurve, type Config, costs, fate, roc, simulate } from './model.ts';
import { type Message, morning, profiles } from './stream.ts';

const messages = morning(2026);
const nothing: Config = {
  lists: 0,
  dmarc: false,
  greylist: false,
  keywords: false,
  antivirus: 'off',
  scannerUp: true,
  junkAt: 99,
  refuseAt: 99,
  allowlist: 'off',
};
const run = (change: Partial<Config>) => simulate(messages, { ...nothing, ...change });

test('the stream is 200 messages, 60 of them wanted, and the same for everybody', () => {
  expect(messages).toHaveLength(200);
  expect(messages.filter((m) => m.wanted)).toHaveLength(60);
  expect(messages.filter((m) => m.malicious)).toHaveLength(12);
  expect(profiles.reduce((sum, p) => sum + p.count, 0)).toBe(200);
  expect(morning(2026)).toEqual(messages);
  expect(morning(2027)).not.toEqual(messages);
});

test('every message has one end, whatever is switched on', () => {
  for (const config of [
    nothing,
    { ...nothing, lists: 1, greylist: true, dmarc: true, keywords: true, junkAt: 4, refuseAt: 8, antivirus: 'closed', scannerUp: false } as const,
  ]) {
    const s = simulate(messages, config);
    const wantedArrived = s.fates.filter((f) => f.message.wanted && f.end === 'inbox').length;
    const waitingWanted = s.fates.filter((f) => f.message.wanted && f.end === 'waiting').length;
    expect(s.caught + s.missed + (s.waiting - waitingWanted)).toBe(140);
    expect(s.lost + s.junked + wantedArrived + waitingWanted).toBe(60);
  }
  expect(run({})).toMatchObject({ caught: 0, missed: 140, lost: 0, infected: 12 });
});

test('a lower threshold never catches less, nor wrongs less; the curve ends in both corners', () => {
  const curve = roc(messages, nothing);
  for (let i = 1; i < curve.length; i++) {
    expect(curve[i]?.caught).toBeLessThanOrEqual(curve[i - 1]?.caught as number);
    expect(curve[i]?.wronged).toBeLessThanOrEqual(curve[i - 1]?.wronged as number);
  }
  expect(curve[0]).toMatchObject({ caught: 1, wronged: 1 });
  expect(curve.at(-1)).toMatchObject({ caught: 0, wronged: 0 });
});

test('the area under the curve is the chance that a bad message has more points', () => {
  const score = (wanted: boolean, points: number): Message => ({ ...(messages[0] as Message), wanted, score: points });
  expect(areaUnderCurve([score(true, 1), score(true, 2), score(false, 3)])).toBe(1);
  expect(areaUnderCurve([score(true, 2), score(false, 2)])).toBe(0.5);
  expect(areaUnderCurve([score(true, 1), score(true, 4), score(false, 3)])).toBe(0.5);
  // By trapezoids under the curve of all thresholds, the same within its steps.
  const curve = roc(messages, nothing);
  const area = curve.slice(1).reduce((sum, point, i) => sum + (((curve[i]?.wronged ?? 0) - point.wronged) * ((curve[i]?.caught ?? 0) + point.caught)) / 2, 0);
  expect(Math.abs(area - areaUnderCurve(messages))).toBeLessThan(0.01);
});

test('what is refused early costs nothing later', () => {
  const listed = messages.find((m) => m.lists >= 2) as Message;
  expect(fate(listed, { ...nothing, lists: 2 })).toMatchObject({ end: 'refused', by: 'lists', cpu: costs.lists.cpu });
  expect(run({ lists: 2 }).cpuSeconds).toBeLessThan(run({}).cpuSeconds);
});

test('fail open and fail closed', () => {
  expect(run({ antivirus: 'closed' }).infected).toBeLessThan(run({}).infected);
  expect(run({ antivirus: 'open', scannerUp: false })).toMatchObject({ infected: 12, waiting: 0 });
  expect(run({ antivirus: 'closed', scannerUp: false })).toMatchObject({ infected: 0, waiting: 200 });
});

test('an allowlist by From lets in whoever claims to be a friend; by DMARC it does not', () => {
  const layers = { lists: 2, dmarc: true, junkAt: 6, refuseAt: 10 } as const;
  expect(run({ ...layers, allowlist: 'from' }).missed).toBeGreaterThan(run(layers).missed);
  expect(run({ ...layers, allowlist: 'dmarc' }).missed).toBeLessThanOrEqual(run({ ...layers, allowlist: 'from' }).missed - 5);
});

test('greylisting costs minutes, keywords cost honest mail', () => {
  expect(run({ greylist: true }).meanDelay).toBeGreaterThan(300);
  expect(run({ keywords: true }).lost).toBeGreaterThan(3);
});

test('the goal of the widget can be reached, and not without greylisting', () => {
  const reached = (greylist: boolean): boolean => {
    for (const lists of [0, 1, 2, 3] as const)
      for (const dmarc of [false, true])
        for (const allowlist of ['off', 'dmarc'] as const)
          for (let junkAt = 2; junkAt < 9; junkAt += 0.5) {
            const s = run({ lists, dmarc, greylist, antivirus: 'closed', junkAt, refuseAt: 12, allowlist });
            if (s.caught >= 133 && s.lost === 0 && s.junked <= 6 && s.infected <= 4 && s.cpuSeconds < 18) return true;
          }
    return false;
  };
  expect(reached(true)).toBe(true);
  expect(reached(false)).toBe(false);
});
