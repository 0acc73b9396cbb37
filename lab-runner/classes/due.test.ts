import { describe, expect, it } from 'vitest';
import { dueFor } from './due.ts';
import { gradeOf } from './grades.ts';

const due = '2026-03-02T10:00:00.000Z';
const later = '2026-03-04T10:00:00.000Z';
const latest = '2026-03-06T10:00:00.000Z';

describe('when it is due for one learner', () => {
  it.each([
    ['with the class', due, [], due, null],
    ['later', due, [later], later, later],
    ['as the newest says, also when that is earlier than the former', due, [latest, later], later, later],
    ['with the class again', due, [later, null], due, null],
    ['later again', due, [later, null, latest], latest, latest],
    ['with the class, which has meanwhile moved beyond', latest, [later], latest, null],
    ['with the class, at the same moment', due, [due], due, null],
    ['never, since the class has no date any more', null, [later], null, null],
    ['at a moment, however it is written', due, ['2026-03-04T18:00:00.000+08:00'], '2026-03-04T18:00:00.000+08:00', '2026-03-04T18:00:00.000+08:00'],
    ['with the class: the same moment, written otherwise', due, ['2026-03-02T18:00:00.000+08:00'], due, null],
  ] as const)('%s', (_name, dueAt, given, expected, extendedTo) =>
    expect(
      dueFor(
        dueAt,
        given.map((at) => ({ dueAt: at })),
      ),
    ).toEqual({ dueAt: expected, extendedTo }),
  );
});

describe('what an extension is worth', () => {
  const full = { tasks: [], points: 20, max: 20, solved: true, couldNotLook: false };
  const half = { ...full, points: 10, solved: false };
  const checks = [
    { submission: 'a', at: '2026-03-02T09:00:00.000Z', score: half },
    { submission: 'b', at: '2026-03-03T09:00:00.000Z', score: full },
  ];
  it.each([
    ['best-before-due', 0, null, [10, 0]],
    ['best-before-due', 0, later, [20, 0]],
    ['best', 20, null, [16, 1]],
    ['best', 20, later, [20, 0]],
    ['last', 80, null, [4, 1]],
    ['last', 80, later, [20, 0]],
    ['last', 80, '2026-03-02T11:00:00.000Z', [4, 1]],
  ] as const)('%s, %i percent a day, extended to %s', (rule, latePercentPerDay, until, [points, late]) => {
    const { dueAt } = dueFor(due, until === null ? [] : [{ dueAt: until }]);
    const cell = gradeOf({ checks, rule, latePercentPerDay, dueAt, regrades: [], overrides: [], max: 20 });
    expect([cell.points, cell.lateDays]).toEqual([points, late]);
  });
});
