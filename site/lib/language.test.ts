import { expect, test } from 'vitest';
import { href, languageOf, otherLanguage } from './language.ts';

const url = (path: string) => new URL(path, 'http://localhost:4321');

test('the address says the language', () => {
  expect(languageOf(url('/course/'))).toBe('en');
  expect(languageOf(url('/zh-cn/course/'))).toBe('zh-cn');
  expect(languageOf(url('/zh-cn'))).toBe('zh-cn');
  expect(languageOf(url('/zh-cnx/'))).toBe('en');
});

test('the same page in the other language', () => {
  expect(href('zh-cn', 'labs/')).toBe('/zh-cn/labs/');
  expect(otherLanguage(url('/labs/first-mta/'))).toEqual({ language: 'zh-cn', href: '/zh-cn/labs/first-mta/' });
  expect(otherLanguage(url('/zh-cn/'))).toEqual({ language: 'en', href: '/' });
});
