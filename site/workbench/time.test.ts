import { expect, test } from 'vitest';
import { minutesLeft, minutesText } from './time.ts';

test('minutes left are to the nearest and never negative', () => {
  const now = Date.parse('2026-11-24T12:00:00Z');
  expect(minutesLeft('2026-11-24T12:04:31Z', now)).toBe(5);
  expect(minutesLeft('2026-11-24T11:00:00Z', now)).toBe(0);
  expect(minutesLeft(null, now)).toBeNull();
});

test('in words', () => {
  expect(minutesText(59).en).toBe('59 min');
  expect(minutesText(102)).toEqual({ en: '1 h 42 min', 'zh-cn': '1 小时 42 分' });
});
