import { expect, test } from 'vitest';
import { parseMail } from '../sieve-sandbox/message.ts';
import { partsOf } from './mime.ts';

const named = (parameters: string): string | undefined =>
  partsOf(parseMail(`Content-Type: application/pdf\nContent-Disposition: attachment;${parameters}\n\nx`)).attachments[0]?.name;

test.each([
  [' filename=a.pdf', 'a.pdf'],
  [' filename="a b.pdf"', 'a b.pdf'],
  [" filename*=utf-8''%E5%8F%91%E7%A5%A8.pdf", '发票.pdf'],
  [" filename*=gb18030'zh'%B7%A2%C6%B1.pdf", '发票.pdf'],
  // Both forms: the extended one counts (RFC 2231 §3), whichever stands first.
  [" filename=fapiao.pdf; filename*=utf-8''%E5%8F%91.pdf", '发.pdf'],
  [" filename*=utf-8''%E5%8F%91.pdf; filename=fapiao.pdf", '发.pdf'],
  // In pieces, mixed and out of order (the shape of RFC 2231 §4.1); a character cut between two of them.
  [
    " filename*0*=us-ascii'en'This%20is%20even%20more%20; filename*1*=%2A%2A%2Afun%2A%2A%2A%20; filename*2=\"isn't it!\"",
    "This is even more ***fun*** isn't it!",
  ],
  [' filename*1=two.pdf; filename*0="one "', 'one two.pdf'],
  [" filename*0*=utf-8''%E5%8F; filename*1*=%91.pdf", '发.pdf'],
  [' filename*0=one; filename*2=three', 'one'],
  [" filename*=''%E5%8F%91", '发'],
  [" filename*=x-none'' %41", ''],
  [' filename="=?UTF-8?B?5Y+R56Wo?="', '发票'],
])('the name of an attachment: %s', (parameters, name) => {
  expect(named(parameters)).toBe(name);
});

test('quoted-printable: soft breaks, spaces at ends of lines, and characters that nobody encoded', () => {
  const text = (body: string) => partsOf(parseMail(`Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n${body}`)).text;
  expect(text('a=\nb =20 \t\nc')).toBe('ab  \nc');
  expect(text('=E5=8F=\n=91 😀 =G1')).toBe('发 😀 =G1');
  expect(text(`${' '.repeat(200_000)}x`)).toHaveLength(200_001);
});
