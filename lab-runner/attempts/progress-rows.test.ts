import { expect, test } from 'vitest';
import type { AttemptRow } from './attempt-store.ts';
import { progressRows } from './progress-rows.ts';

const row = (given: Partial<AttemptRow> & { points?: number }): AttemptRow => {
  const { points, ...rest } = given;
  return {
    id: 'x',
    learner: 'l',
    lab: 'hello-smtp',
    sandbox: null,
    createdAt: '2026-01-01T00:00:00.000Z',
    seenAt: '2026-01-01T00:00:00.000Z',
    endedAt: null,
    revealedAt: null,
    checkedAt: null,
    provedAt: null,
    bestJson: points === undefined ? null : JSON.stringify({ points, max: 100, tasks: [], solved: points === 100 }),
    ...rest,
  };
};

test('the best of all attempts of a lab, the first time it was solved, the last time it was seen', () => {
  expect(
    progressRows([
      row({ points: 40, seenAt: '2026-01-03T00:00:00.000Z' }),
      row({ points: 100, checkedAt: '2026-01-02T10:00:00.000Z', provedAt: '2026-01-02T11:00:00.000Z' }),
      row({ points: 100, checkedAt: '2026-01-01T10:00:00.000Z' }),
      row({ lab: 'quotas' }),
    ]),
  ).toEqual([
    {
      lab: 'hello-smtp',
      best: 100,
      max: 100,
      checkedAt: '2026-01-01T10:00:00.000Z',
      provedAt: '2026-01-02T11:00:00.000Z',
      attempts: 3,
      lastAt: '2026-01-03T00:00:00.000Z',
    },
    { lab: 'quotas', best: 0, max: 100, checkedAt: null, provedAt: null, attempts: 1, lastAt: '2026-01-01T00:00:00.000Z' },
  ]);
});

test('an attempt whose solution was looked at counts nothing', () => {
  expect(progressRows([row({ points: 100, revealedAt: '2026-01-01T00:00:00.000Z' })])[0]?.best).toBe(0);
});
