import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { items } from './items.ts';
import { mark, readConfig } from './model.ts';

const said = JSON.parse(readFileSync(join(import.meta.dirname, '../../../docs/runs/S08/drill.json'), 'utf8')) as Record<string, string | null>;
/** doveconf takes these without a word; the drill says what they do instead. */
const silent = ['plugins', 'username', 'variables'];

test.each(items.map((item) => [item.id, item] as const))('%s: doveconf 2.4.1 accepts each answer, and the drill too', (id, item) => {
  for (const [n, text] of item.accepted.entries()) {
    expect(said[`${id}.${n}`]).toBeNull();
    expect(mark(item, text)).toEqual({ kind: 'right' });
  }
  if (silent.includes(id)) expect(said[`${id}.old`]).toBeNull();
  else expect(said[`${id}.old`]).toMatch(/Unknown setting|Unknown section|missing section name|first setting/);
  expect(mark(item, item.old).kind).toBe('wrong');
});

test('order, spaces, quotation marks and comments do not matter', () => {
  const passdb = items.find((item) => item.id === 'passdb') as (typeof items)[number];
  expect(mark(passdb, 'passdb   passwd-file {\npasswd_file_path=/etc/dovecot/users\n}').kind).toBe('right');
  const location = items.find((item) => item.id === 'location') as (typeof items)[number];
  expect(mark(location, 'mail_path = "~/Maildir" # home\nmail_driver=maildir').kind).toBe('right');
});

test.each([
  ['location', 'mail_driver = maildir', 'still missing'],
  ['location', 'mail_driver = mbox\nmail_path = ~/Maildir', 'mail_driver'],
  ['cert', 'ssl_server_cert = /etc/ssl/certs/mail.pem', 'Another setting'],
  ['cert', 'ssl_server_cert_file = </etc/ssl/certs/mail.pem', 'without “<”'],
  ['cleartext', 'auth_allow_cleartext = yes', 'value is not yet'],
  ['passdb', 'passdb {\n}', 'missing section name'],
  ['quota', 'plugin {\n}', 'Unknown section'],
  ['plugins', 'mail_plugins = $mail_plugins quota', 'Plugin'],
  ['variables', 'mail_home = /srv/vmail/%d/%n', 'everybody'],
  ['userdb', 'userdb static {', '} is missing'],
  ['userdb', '}', 'too many'],
  ['version', 'hello', 'Expected'],
  ['version', '', 'Type'],
])('%s: “%s” is answered with what teaches', (id, text, words) => {
  const marked = mark(items.find((item) => item.id === id) as (typeof items)[number], text);
  expect(marked.kind === 'wrong' && marked.said.en).toContain(words);
  expect(marked.kind === 'wrong' && marked.said['zh-cn']).toMatch(/\p{Script=Han}/u);
});

test('a section on one line is not one', () => {
  expect('problem' in readConfig('a b { c = d }')).toBe(true);
  expect('problem' in readConfig('a b {\n  c = d }')).toBe(true);
});
