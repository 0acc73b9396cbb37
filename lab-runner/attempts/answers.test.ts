import { expect, it } from 'vitest';
import type { Lab } from '../catalogue/catalogue.ts';
import { parseAnswers } from './answers.ts';

const lab = {
  slug: 'log-forensics',
  definition: {
    tasks: [
      { id: 'first-login', proof: 'answer' },
      { id: 'locked', proof: 'state' },
    ],
  },
} as unknown as Lab;

it('reads one answer a line; the value may hold "="', () => {
  expect(parseAnswers(lab, ['', ' first-login = a=b ', ''])).toEqual({ 'first-login': 'a=b' });
});

it.each([
  ['first-login', 'an answer is written task=value, found "first-login"'],
  ['locked=yes', 'takes answers for first-login, found one for "locked"'],
  [`first-login=${'x'.repeat(501)}`, 'at most 500 characters, the one for "first-login" has 501'],
])('refuses %s', (line, message) => {
  expect(() => parseAnswers(lab, [line])).toThrow(message);
});
