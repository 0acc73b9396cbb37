import { expect, test } from 'vitest';
import type { Submission } from '../contract/attempt.ts';
import { objectionRows } from './objections.ts';

const text = { en: 'a', 'zh-cn': '甲' };
const submission: Submission = {
  id: 's1',
  attempt: 'a1',
  kind: 'check',
  state: 'done',
  createdAt: '2026-11-24T12:00:00.000Z',
  finishedAt: '2026-11-24T12:00:01.000Z',
  results: [{ id: 'send', kind: 'task', took: 5, result: { verdict: 'fail', expected: text, observed: text, evidence: [] } }],
  score: null,
};
const row = { at: '2026-11-24T12:01:00.000Z', learner: 'abcdef0123456789abcdef01', lab: 'hello-smtp', note: 'the RFC allows it' };

test('a note comes with what the check had found for that task, and nothing where nothing was checked', async () => {
  const rows = await objectionRows({
    objections: async () => [
      { ...row, id: 'o2', task: 'send', submission: 's1' },
      { ...row, id: 'o1', task: 'read', submission: null },
    ],
    ownerName: async () => 'Lin Wei',
    submission: async (id) => (id === 's1' ? submission : null),
  });
  expect(rows.map((r) => [r.id, r.owner, r.result?.result.verdict ?? null])).toEqual([
    ['o2', 'Lin Wei', 'fail'],
    ['o1', 'Lin Wei', null],
  ]);
});
