import { expect, test } from 'vitest';
import { type Load, need } from './model.ts';
import { arrayFacts, arrayProblem, inParallel, inSeries } from './raid.ts';

const load: Load = {
  users: 1000,
  messagesPerUserAndDay: 86.4,
  meanMessageKiB: 100,
  busiestHourShare: 1 / 24,
  retentionDays: 365,
  indexShare: 0,
  freeShare: 0,
  sessionsPerUser: 0,
  antivirus: false,
};

test('a thousand users with 86.4 messages a day, evenly spread, are one message a second', () => {
  const result = need(load);
  expect(result.messagesPerSecondMean).toBeCloseTo(1, 10);
  expect(result.messagesPerSecondPeak).toBeCloseTo(1, 10);
  expect(result.iops).toBeCloseTo(5, 10);
  expect(result.inodes).toBeCloseTo(31_536_000, 3);
  expect(result.megabitsPerSecond).toBeCloseTo(1.6384, 6);
});

test('storage is mail, index and free space: 1 GiB of mail with a tenth of index, a fifth kept free', () => {
  const one = { ...load, users: 1, messagesPerUserAndDay: 1024, meanMessageKiB: 1024, retentionDays: 1, indexShare: 0.1, freeShare: 0.2 };
  expect(need(one).storageGiB).toBeCloseTo(1.1 / 0.8, 10);
});

test('a busier hour raises what depends on the peak and nothing else', () => {
  const before = need(load);
  const after = need({ ...load, busiestHourShare: 0.2 });
  expect(after.messagesPerSecondPeak / before.messagesPerSecondPeak).toBeCloseTo(4.8, 10);
  expect([after.messagesPerSecondMean, after.storageGiB]).toEqual([before.messagesPerSecondMean, before.storageGiB]);
});

test('virus scanning costs memory and cores, not storage', () => {
  const with_ = need({ ...load, antivirus: true });
  expect(with_.memoryGiB - need(load).memoryGiB).toBeCloseTo(1.5, 10);
  expect(with_.cores / need(load).cores).toBeCloseTo(4, 10);
  expect(with_.storageGiB).toBe(need(load).storageGiB);
});

const disks = { diskTB: 4, bitsPerReadError: 1e14, rebuildMBPerSecond: 100 };

test('usable space and failures survived', () => {
  const facts = (level: '1' | '5' | '6' | '10', n: number) => {
    const { usableTB, survives } = arrayFacts({ ...disks, level, disks: n });
    return [usableTB, survives];
  };
  expect(facts('1', 2)).toEqual([4, 1]);
  expect(facts('5', 4)).toEqual([12, 1]);
  expect(facts('6', 6)).toEqual([16, 2]);
  expect(facts('10', 6)).toEqual([12, 1]);
});

test('rebuilding RAID 5 of four 4 TB disks at 1 in 1e14 bits meets a bad bit in 62 % of cases; RAID 6 can mend it', () => {
  expect(arrayFacts({ ...disks, level: '5', disks: 4 }).rebuildReadError).toBeCloseTo(1 - Math.exp(-0.96), 4);
  expect(arrayFacts({ ...disks, level: '10', disks: 4 }).rebuildReadError).toBeCloseTo(1 - Math.exp(-0.32), 4);
  expect(arrayFacts({ ...disks, level: '6', disks: 4 }).rebuildReadError).toBe(0);
});

test('4 TB at 100 MB/s is rebuilt in 11.1 hours', () => {
  expect(arrayFacts({ ...disks, level: '5', disks: 4 }).rebuildHours).toBeCloseTo(11.111, 3);
});

test('arrays that cannot be built are told', () => {
  expect(arrayProblem({ level: '5', disks: 2 })).toEqual({ kind: 'too-few', fewest: 3 });
  expect(arrayProblem({ level: '10', disks: 5 })).toEqual({ kind: 'odd' });
  expect(arrayProblem({ level: '6', disks: 4 })).toBeNull();
});

test('series multiplies availability, parallel multiplies unavailability', () => {
  expect(inSeries([0.99, 0.99])).toBeCloseTo(0.9801, 10);
  expect(inParallel([0.99, 0.99])).toBeCloseTo(0.9999, 10);
  expect(inSeries([])).toBe(1);
});
