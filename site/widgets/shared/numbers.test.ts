import { expect, test } from 'vitest';
import { figure, type NumberField, readNumber } from './numbers.ts';

const field: NumberField = { id: 'users', label: { en: 'Users', 'zh-cn': '用户' }, unit: { en: '', 'zh-cn': '' }, initial: 10, min: 1, max: 100, whole: true };

test('reads what is within the limits', () => {
  expect(readNumber(field, ' 42 ')).toEqual({ value: 42 });
  expect(readNumber({ ...field, whole: false }, '1.5')).toEqual({ value: 1.5 });
  expect(readNumber({ ...field, max: 1e16 }, '1e15')).toEqual({ value: 1e15 });
});

test('says what was expected and what was found', () => {
  for (const [typed, words] of [
    ['', 'found nothing'],
    ['ten', 'found “ten”'],
    ['1.5', 'found 1.5'],
    ['0', 'from 1 to 100'],
    ['101', 'from 1 to 100'],
  ] as const) {
    const read = readNumber(field, typed);
    expect('problem' in read && read.problem.en).toContain(words);
    expect('problem' in read && read.problem['zh-cn']).toMatch(/\p{Script=Han}/u);
  }
});

test('figures', () => {
  expect(figure(12345.6, 'en')).toBe('12,346');
  expect(figure(0.012345, 'en')).toBe('0.0123');
  expect(figure(Number.POSITIVE_INFINITY, 'zh-cn')).toBe('∞');
});
