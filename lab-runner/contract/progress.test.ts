import { describe, expect, test } from 'vitest';
import { type LessonRecord, mergeProgress, mergeRecords, noRecord, recordOf } from './progress.ts';

const at = (day: number) => `2026-11-${String(day).padStart(2, '0')}T08:00:00.000Z`;
const result = (right: number, total: number, day: number) => ({ right, total, at: at(day) });
const read = (day: number): LessonRecord => ({ ...noRecord, readAt: at(day) });

const table: [string, LessonRecord, LessonRecord, LessonRecord][] = [
  ['nothing and nothing', noRecord, noRecord, noRecord],
  ['one side knows', recordOf(result(3, 8, 1)), noRecord, recordOf(result(3, 8, 1))],
  ['read twice: the first time', read(5), read(3), read(3)],
  ['passed here, failed later there', recordOf(result(8, 8, 1)), recordOf(result(2, 8, 9)), recordOf(result(8, 8, 1))],
  ['failed first, passed later', recordOf(result(2, 8, 1)), recordOf(result(7, 8, 9)), recordOf(result(7, 8, 9))],
  ['passed twice: better result, first date', recordOf(result(7, 8, 2)), recordOf(result(8, 8, 9)), { readAt: null, best: result(8, 8, 9), passedAt: at(2) }],
  ['equal results: the first', recordOf(result(7, 8, 2)), recordOf(result(7, 8, 9)), recordOf(result(7, 8, 2))],
  ['the quiz grew: the share counts', recordOf(result(6, 6, 2)), recordOf(result(7, 8, 9)), recordOf(result(6, 6, 2))],
  ['the same share: more questions', recordOf(result(6, 6, 2)), recordOf(result(8, 8, 9)), { readAt: null, best: result(8, 8, 9), passedAt: at(2) }],
  ['read here, passed there', read(4), recordOf(result(8, 8, 1)), { readAt: at(4), best: result(8, 8, 1), passedAt: at(1) }],
];

test.each(table)('%s', (_what, a, b, merged) => {
  expect(mergeRecords(a, b)).toEqual(merged);
  expect(mergeRecords(b, a)).toEqual(merged);
});

test.each([
  [6, 8, false],
  [7, 8, true],
  [8, 10, true],
  [7, 10, false],
  [0, 1, false],
])('%i of %i is passed: %s', (right, total, passed) => {
  expect(recordOf(result(right, total, 1)).passedAt !== null).toBe(passed);
});

describe('every order of three browsers gives the same, and merging again changes nothing', () => {
  const all = [noRecord, read(2), read(7), ...[0, 3, 7, 8].flatMap((right) => [1, 2].map((day) => recordOf(result(right, 8, day)))), recordOf(result(6, 6, 3))];
  test('commutative, associative, idempotent', () => {
    for (const a of all)
      for (const b of all) {
        const ab = mergeRecords(a, b);
        expect(mergeRecords(b, a)).toEqual(ab);
        expect(mergeRecords(ab, a)).toEqual(ab);
        expect(mergeRecords(ab, ab)).toEqual(ab);
        for (const c of all) expect(mergeRecords(ab, c)).toEqual(mergeRecords(a, mergeRecords(b, c)));
      }
  });
  test('what was passed or read stays so', () => {
    for (const a of all)
      for (const b of all) {
        const merged = mergeRecords(a, b);
        for (const side of [a, b]) {
          if (side.passedAt) expect(merged.passedAt).not.toBeNull();
          if (side.readAt) expect(merged.readAt).not.toBeNull();
          if (side.best && merged.best) expect(merged.best.right * side.best.total).toBeGreaterThanOrEqual(side.best.right * merged.best.total);
        }
      }
  });
});

test('lessons that only one side knows are kept', () => {
  const a = { S01: read(1), S02: read(3) };
  const b = { S02: read(2), B1: recordOf(result(8, 8, 4)) };
  expect(mergeProgress(a, b)).toEqual({ S01: read(1), S02: read(2), B1: recordOf(result(8, 8, 4)) });
  expect(a).toEqual({ S01: read(1), S02: read(3) });
});
