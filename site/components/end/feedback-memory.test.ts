import { expect, test } from 'vitest';
import { meanOf, readFeedback } from './feedback-memory.ts';

const kept = { token: 'x'.repeat(32), day: '2026-11-25', keptUntil: '2027-05-24' };

test.each([
  ['ours', JSON.stringify(kept), '2026-12-01', kept],
  ['its last day', JSON.stringify(kept), '2027-05-24', kept],
  ['over', JSON.stringify(kept), '2027-05-25', null],
  ['nothing', null, '2026-12-01', null],
  ['null', 'null', '2026-12-01', null],
  ['not JSON', '{', '2026-12-01', null],
  ['another shape', '{"token":3}', '2026-12-01', null],
  ['no day', JSON.stringify({ ...kept, keptUntil: 'soon' }), '2026-12-01', null],
])('the key to an answer: %s', (_what, stored, today, found) => {
  expect(readFeedback(stored, today)).toEqual(found);
});

test('the mean of the ratings', () => {
  expect([meanOf([0, 0, 0, 5, 0]), meanOf([1, 0, 0, 2, 2]), meanOf([0, 0, 0, 0, 0])]).toEqual(['4.0', '3.8', '0.0']);
});
