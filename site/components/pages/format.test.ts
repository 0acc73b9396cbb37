import { expect, test } from 'vitest';
import { age, mebibytes } from './format.ts';

const now = Date.parse('2026-11-24T12:00:00Z');

test('says an age in the largest useful unit', () => {
  expect(age('2026-11-24T11:57:10Z', now, 'en')).toBe('2 min');
  expect(age('2026-11-24T09:55:00Z', now, 'en')).toBe('2 h 5 min');
  expect(age('2026-11-20T11:00:00Z', now, 'zh-cn')).toBe('4 天');
});

test('a clock that is behind gives 0, no time gives a dash', () => {
  expect(age('2026-11-24T12:05:00Z', now, 'en')).toBe('0 min');
  expect(age('', now, 'en')).toBe('—');
});

test('memory in MiB, a dash when it is not known', () => {
  expect(mebibytes(40 * 1_048_576)).toBe('40 MiB');
  expect(mebibytes(null)).toBe('—');
});
