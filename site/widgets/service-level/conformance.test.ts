import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { judgeProbe, parseProbe } from './conformance.ts';

const transcript = (name: string) => readFileSync(new URL(`../../content/transcripts/S18/${name}.txt`, import.meta.url), 'utf8');
const findings = (text: string) => {
  const parsed = parseProbe(text);
  if ('problem' in parsed) return parsed;
  return Object.fromEntries(judgeProbe(parsed.sessions).map((c) => [c.id, c.finding]));
};

test('a Postfix in order, probed by five sessions, meets every clause', () => {
  expect(Object.values(findings(transcript('in-order')))).toEqual(Array.from({ length: 9 }, () => 'met'));
});

test('as shipped: a stranger’s relay attempt is only deferred, and the null sender was not asked', () => {
  expect(findings(transcript('as-shipped'))).toMatchObject({ relay: 'not-met', 'null-sender': 'not-asked', postmaster: 'met', unknown: 'met' });
});

test('a server that takes everything and calls itself localhost', () => {
  const text = [
    '<-  220 localhost ESMTP',
    ' -> EHLO probe',
    '<-  250-localhost',
    '<-  250 AUTH PLAIN LOGIN',
    ' -> MAIL FROM:<>',
    '<-  250 ok',
    ' -> RCPT TO:<postmaster@k3f9.test>',
    '<-  250 ok',
    '<-  220 localhost ESMTP',
    ' -> MAIL FROM:<a@b.example>',
    '<-  250 ok',
    ' -> RCPT TO:<no-such-user@k3f9.test>',
    '<-  250 ok',
    '<-  220 localhost ESMTP',
    ' -> MAIL FROM:<a@b.example>',
    '<-  250 ok',
    ' -> RCPT TO:<x@elsewhere.example>',
    '<-  250 ok',
  ].join('\n');
  expect(findings(text)).toEqual({
    banner: 'not-met',
    'ehlo-name': 'met',
    size: 'not-met',
    starttls: 'not-met',
    'no-clear-auth': 'not-met',
    postmaster: 'met',
    unknown: 'not-met',
    'null-sender': 'met',
    relay: 'not-met',
  });
});

test('what is no probe is told', () => {
  expect(findings('  \n')).toEqual({ problem: 'empty' });
  expect(findings('hello')).toEqual({ problem: 'no-banner' });
});
