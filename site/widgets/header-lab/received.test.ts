import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fieldsOf, parseReceived, pathOf, readDate } from './received.ts';

const recording = (name: string): string =>
  readFileSync(new URL(`../../../docs/runs/${name}.txt`, import.meta.url), 'utf8')
    .split('\n')
    .slice(1)
    .join('\n');

test('reads the forms that servers write', () => {
  expect(
    parseReceived(
      'from mail.k3f9.test (mail.k3f9.test [198.51.100.10]) by mx1.haibo.example (Postfix) with ESMTPS id 6A4 for <w@h.example>; Wed, 25 Nov 2026 01:46:39 +0100 (CET)',
    ),
  ).toEqual({
    from: { said: 'mail.k3f9.test', name: 'mail.k3f9.test', ip: '198.51.100.10' },
    by: 'mx1.haibo.example',
    with: 'ESMTPS',
    id: '6A4',
    at: Date.UTC(2026, 10, 25, 0, 46, 39) / 1000,
  });
  expect(parseReceived('by mx.post.example (Postfix) id 9DB; Wed, 25 Nov 2026 00:23:16 +0000 (UTC)')).toMatchObject({
    from: null,
    by: 'mx.post.example',
    id: '9DB',
  });
  expect(parseReceived('from [192.0.2.7] (unknown [IPv6:2001:db8::7]) by a.test with HTTP; nonsense')).toMatchObject({
    from: { said: '[192.0.2.7]', name: null, ip: '2001:db8::7' },
    at: null,
  });
});

test.each([
  // Exim, qmail, Exchange, ecelerity, and what old gateways wrote: who said what, and the address that was seen.
  [
    'from [198.51.100.7] (helo=host) by mx.test with smtp (Exim 4.98) id 1a-2; Wed, 12 Mar 2003 01:57:10 -0800',
    { said: '[198.51.100.7]', ip: '198.51.100.7', by: 'mx.test' },
  ],
  ['from mx.a.test (HELO b.test) (198.51.100.7) by c.test with SMTP; 3 Mar 2004 20:34:38 -0000', { said: 'mx.a.test', ip: '198.51.100.7', by: 'c.test' }],
  ['from x.test (HELO y.test) (user@198.51.100.7) by c.test with SMTP; 5 Nov 2003 23:18:42 -0000', { said: 'x.test', ip: '198.51.100.7', by: 'c.test' }],
  [
    'from ([198.51.100.7:33672]) by va.test (ecelerity HEAD) with SMTP id EE/20-3; Fri, 08 Sep 2006 18:18:27 -0400',
    { said: '', ip: '198.51.100.7', by: 'va.test' },
  ],
  ['from a.test(198.51.100.7) by b.test via smap; Wed, 26 Mar 03 20:43:24 -0600', { said: 'a.test', ip: '198.51.100.7', by: 'b.test' }],
  ['from a.test [198.51.100.7] by b.test, id smtpd1; Sun Nov 13 14:50:12 2005', { said: 'a.test', ip: '198.51.100.7', by: 'b.test' }],
  [
    'from a.test (localhost [127.0.0.1])by  b.test (Postfix) with ESMTP id 84; 7 Aug 2006 17:48:07 +0200 (MEST)',
    { said: 'a.test', ip: '127.0.0.1', by: 'b.test' },
  ],
  ['(qmail 27981 invoked by uid 225); 14 Mar 2003 07:24:34 -0000', { said: undefined, ip: undefined, by: null }],
])('%s', (value, { said, ip, by }) => {
  const read = parseReceived(value);
  expect([read.from?.said, read.from?.ip, read.by]).toEqual([said, ip, by]);
  expect(read.at).not.toBeNull();
});

test.each([
  ['Fri, 21 Nov 1997 09:55:06 -0600', '1997-11-21T15:55:06Z'],
  ['21 Nov 97 09:55:06 GMT', '1997-11-21T09:55:06Z'],
  ['Wed, 26 Mar 03 20:43:24 -0600', '2003-03-27T02:43:24Z'],
  ['Fri, 21 Nov 1997 09(comment):   55  :  06 -0600', '1997-11-21T15:55:06Z'],
  ['Tue, 1 Jul 2003 ((a comment) in another) 10:52:37 +0200', '2003-07-01T08:52:37Z'],
  ['Thu, 13 Feb 1969 23:32 -0330', '1969-02-14T03:02:00Z'],
  ['Thu, 10 Jul 1997 14:53:31 PDT', '1997-07-10T21:53:31Z'],
  ['Thu, 10 Jul 1997 14:53:31 Z', '1997-07-10T14:53:31Z'],
  ['Fri Feb 07 10:18:12 2003 -0800', '2003-02-07T18:18:12Z'],
  ['Fri Sep 14 14:36:56 EDT 2018', '2018-09-14T18:36:56Z'],
])('the date %s', (text, utc) => {
  expect(readDate(text)).toBe(Date.parse(utc) / 1000);
});
test.each(['', 'yesterday', '31 Feb 2026 10:00:00 +0000', '1 Jan 2026 25:00:00 +0000', '10 Foo 2026 10:00:00 +0000', '('.repeat(100_000)])(
  'no date: %.30s',
  (text) => {
    expect(readDate(text)).toBeNull();
  },
);

test('unfolds, keeps the order, and stops at the first empty line', () => {
  expect(fieldsOf('A: 1\r\n 2\nB:3\n\nC: 4')).toEqual([
    { name: 'A', value: '1 2' },
    { name: 'B', value: '3' },
  ]);
  // White space before the colon is old syntax (RFC 5322 §4.5).
  expect(fieldsOf('Received  : by a.test')).toEqual([{ name: 'Received', value: 'by a.test' }]);
});

describe('the recorded messages', () => {
  test('an honest path: each handed over to the next, and the border where the sender came in', () => {
    const path = pathOf(recording('S02/raw/stored'), 'haibo.example');
    expect(path.map((hop) => hop.by)).toEqual(['mx1.haibo.example', 'mx1.haibo.example', 'mail.k3f9.test']);
    expect(path.map((hop) => hop.ours)).toEqual([true, true, false]);
    expect(path[1]?.findings).toEqual(['border']);
    expect(path[2]?.findings).toEqual(['claim']);
    expect(path.every((hop) => hop.delay === null || Math.abs(hop.delay) <= 2)).toBe(true);
  });

  test('the forgery: our name below the border is not ours', () => {
    const path = pathOf(recording('B2/raw/forged'), 'haibo.example');
    expect(path.map((hop) => hop.ours)).toEqual([true, true, false, false]);
    expect(path[1]?.findings).toContain('border');
    expect(path[1]?.findings).toContain('helo-differs');
    expect(path[1]?.from?.ip).toBe('192.0.2.66');
    expect(path[2]?.findings).toContain('own-name');
  });
});

test('time that runs back, long waits and gaps are named', () => {
  const text = [
    'Received: from b.test (b.test [192.0.2.2]) by c.test; Wed, 25 Nov 2026 00:00:00 +0000',
    'Received: from a.test (a.test [192.0.2.1]) by b.test; Wed, 25 Nov 2026 00:05:00 +0000',
    'Received: from x.test by z.test; Tue, 24 Nov 2026 22:00:00 +0000',
    'Received: from y.test',
  ].join('\n');
  const path = pathOf(text, 'c.test');
  expect(path.map((hop) => hop.delay)).toEqual([-300, 7500, null, null]);
  expect(path[0]?.findings).toEqual(['border', 'backwards']);
  expect(path[1]?.findings).toEqual(['claim', 'break', 'slow']);
  expect(path[3]?.findings).toEqual(['claim', 'no-by', 'no-date']);
  expect(pathOf('', 'c.test')).toEqual([]);
});
