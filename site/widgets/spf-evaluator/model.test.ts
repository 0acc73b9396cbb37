import { expect, test } from 'vitest';
import { parseZone } from '../shared/zone.ts';
import { checkHost, type Evaluation } from './evaluate.ts';
import { parseIp, readable } from './ip.ts';
import { expand, expandDomain, type MacroContext } from './macro.ts';

/** The zone of RFC 7208 Appendix A. */
const appendixA = `$ORIGIN example.com.
@           MX  10 mail-a
            MX  20 mail-b
            A   192.0.2.10
            A   192.0.2.11
amy         A   192.0.2.65
bob         A   192.0.2.66
mail-a      A   192.0.2.129
mail-b      A   192.0.2.130
www         CNAME example.com.
$ORIGIN example.org.
@           MX  10 mail-c
mail-c      A   192.0.2.140
$ORIGIN 2.0.192.in-addr.arpa.
10          PTR example.com.
11          PTR example.com.
65          PTR amy.example.com.
66          PTR bob.example.com.
129         PTR mail-a.example.com.
130         PTR mail-b.example.com.
140         PTR mail-c.example.org.
$ORIGIN 0.0.10.in-addr.arpa.
4           PTR bob.example.com.
$ORIGIN .
`;
const check = (records: string, ip: string, sender = 'strong-bad@example.com', helo = 'mail.example.net'): Evaluation => {
  const { zone, problems } = parseZone(records);
  expect(problems).toEqual([]);
  return checkHost({ ip, sender, helo, receiver: 'mx.example.org' }, zone) as Evaluation;
};
const spf = (name: string, record: string): string => `${name}. TXT "${record}"\n`;

test.each([
  ['v=spf1 +all', ['198.51.100.7'], []],
  ['v=spf1 a -all', ['192.0.2.10', '192.0.2.11'], ['192.0.2.12']],
  ['v=spf1 a:example.org -all', [], ['192.0.2.140']],
  ['v=spf1 mx -all', ['192.0.2.129', '192.0.2.130'], ['192.0.2.131']],
  ['v=spf1 mx:example.org -all', ['192.0.2.140'], ['192.0.2.129']],
  ['v=spf1 mx mx:example.org -all', ['192.0.2.129', '192.0.2.130', '192.0.2.140'], ['192.0.2.10']],
  ['v=spf1 mx/30 mx:example.org/30 -all', ['192.0.2.128', '192.0.2.131', '192.0.2.143'], ['192.0.2.132']],
  ['v=spf1 ptr -all', ['192.0.2.65'], ['192.0.2.140', '10.0.0.4']],
  ['v=spf1 ip4:192.0.2.128/28 -all', ['192.0.2.129'], ['192.0.2.65']],
])('RFC 7208 A.1: %s', (record, passes, fails) => {
  for (const ip of passes) expect(check(appendixA + spf('example.com', record), ip).result).toBe('pass');
  for (const ip of fails) expect(check(appendixA + spf('example.com', record), ip).result).toBe('fail');
});

test('RFC 7208 A.2 to A.4: several domains, exists by local part, several requirements', () => {
  const many =
    appendixA +
    spf('example.org', 'v=spf1 include:example.com include:example.net -all') +
    spf('la.example.org', 'v=spf1 redirect=example.org') +
    spf('example.com', 'v=spf1 mx -all') +
    spf('example.net', 'v=spf1 ip4:198.51.100.0/24 -all');
  expect(check(many, '192.0.2.129', 'a@la.example.org').result).toBe('pass');
  expect(check(many, '198.51.100.9', 'a@example.org').result).toBe('pass');
  expect(check(many, '203.0.113.9', 'a@la.example.org').result).toBe('fail');

  const dnsbl = `${appendixA}${spf('example.com', 'v=spf1 mx include:mobile-users._spf.%{d} include:remote-users._spf.%{d} -all')}${spf('mobile-users._spf.example.com', 'v=spf1 exists:%{l1r+}.%{d}')}${spf('remote-users._spf.example.com', 'v=spf1 exists:%{ir}.%{l1r+}.%{d}')}mary.mobile-users._spf.example.com. A 127.0.0.2\n16.15.168.192.joel.remote-users._spf.example.com. A 127.0.0.2\n`;
  expect(check(dnsbl, '203.0.113.9', 'mary+news@example.com').result).toBe('pass');
  expect(check(dnsbl, '192.168.15.16', 'joel@example.com').result).toBe('pass');
  expect(check(dnsbl, '192.168.15.17', 'joel@example.com').result).toBe('fail');

  const both =
    appendixA +
    spf('example.com', 'v=spf1 -include:ip4._spf.%{d} -include:ptr._spf.%{d} +all') +
    spf('ip4._spf.example.com', 'v=spf1 -ip4:192.0.2.0/24 +all') +
    spf('ptr._spf.example.com', 'v=spf1 -ptr:example.com +all');
  expect(check(both, '192.0.2.65').result).toBe('pass');
  expect(check(both, '192.0.2.140').result).toBe('fail');
  expect(check(both, '203.0.113.9').result).toBe('fail');
});

test('RFC 7208 §7.4: every macro example', () => {
  const context: MacroContext = {
    ip: parseIp('192.0.2.3')!,
    sender: 'strong-bad@email.example.com',
    domain: 'email.example.com',
    helo: 'mx.example.net',
    receiver: 'r.example',
    now: 0,
    validated: () => 'mx.example.org',
  };
  for (const [macro, expanded] of [
    ['%{s}', 'strong-bad@email.example.com'],
    ['%{o}', 'email.example.com'],
    ['%{d}', 'email.example.com'],
    ['%{d4}', 'email.example.com'],
    ['%{d3}', 'email.example.com'],
    ['%{d2}', 'example.com'],
    ['%{d1}', 'com'],
    ['%{dr}', 'com.example.email'],
    ['%{d2r}', 'example.email'],
    ['%{l}', 'strong-bad'],
    ['%{l-}', 'strong.bad'],
    ['%{lr}', 'strong-bad'],
    ['%{lr-}', 'bad.strong'],
    ['%{l1r-}', 'strong'],
    ['%{ir}.%{v}._spf.%{d2}', '3.2.0.192.in-addr._spf.example.com'],
    ['%{lr-}.lp._spf.%{d2}', 'bad.strong.lp._spf.example.com'],
    ['%{lr-}.lp.%{ir}.%{v}._spf.%{d2}', 'bad.strong.lp.3.2.0.192.in-addr._spf.example.com'],
    ['%{ir}.%{v}.%{l1r-}.lp._spf.%{d2}', '3.2.0.192.in-addr.strong.lp._spf.example.com'],
    ['%{d2}.trusted-domains.example.net', 'example.com.trusted-domains.example.net'],
    ['%{p}|%{h}|%{c}|%{r}|%{t}', 'mx.example.org|mx.example.net|192.0.2.3|r.example|0'],
    ['%{S}', 'strong-bad%40email.example.com'],
    ['%%%_%-', '% %20'],
  ] as const)
    expect(expand(macro, context)).toBe(expanded);
  const six = { ...context, ip: parseIp('2001:db8::cb01')! };
  expect(expand('%{ir}.%{v}._spf.%{d2}', six)).toBe('1.0.b.c.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6._spf.example.com');
  expect(expand('%{c}', six)).toBe('2001:db8::cb01');
  // Capital digits stay capital in the nibbles, and not in the form for people (RFC 5952).
  const capital = { ...context, ip: parseIp('CAFE:BABE::1')! };
  expect(expand('%{ir}|%{c}', capital)).toMatch(/^1\.(0\.){23}E\.B\.A\.B\.E\.F\.A\.C\|cafe:babe::1$/);
  const long = { ...context, sender: `${'a.'.repeat(140)}a@email.example.com` };
  const cut = expandDomain('%{l}.%{d}', long);
  expect(cut.length).toBeLessThanOrEqual(253);
  expect(cut.endsWith('.a.email.example.com')).toBe(true);
});

const chain = (n: number): string =>
  Array.from({ length: n }, (_, i) =>
    spf(i === 0 ? 'example.com' : `s${i}.example.com`, i === n - 1 ? 'v=spf1 ip4:192.0.2.0/24 -all' : `v=spf1 include:s${i + 1}.example.com -all`),
  ).join('');

test('ten terms that ask the DNS, not eleven; ip4, ip6 and all are free (§4.6.4)', () => {
  expect(check(chain(11), '192.0.2.1')).toMatchObject({ result: 'pass', lookups: 10 });
  expect(check(chain(12), '192.0.2.1')).toMatchObject({ result: 'permerror', reason: { kind: 'lookup-limit' } });
  const free = Array.from({ length: 40 }, (_, i) => `ip4:198.51.100.${i}`).join(' ');
  expect(check(spf('example.com', `v=spf1 ${free} ip6:2001:db8::/32 -all`), '192.0.2.1')).toMatchObject({ result: 'fail', lookups: 0 });
  // What stands behind the match is never asked.
  const behind = `v=spf1 ip4:192.0.2.0/24 ${Array.from({ length: 12 }, (_, i) => `a:h${i}.example.com`).join(' ')} -all`;
  expect(check(spf('example.com', behind), '192.0.2.1').result).toBe('pass');
  expect(check(spf('example.com', 'v=spf1 include:example.com -all'), '192.0.2.1').result).toBe('permerror');
});

test('two empty answers, not three (§4.6.4)', () => {
  expect(check(spf('example.com', 'v=spf1 a:x.example.com a:y.example.com -all'), '192.0.2.1')).toMatchObject({ result: 'fail', voids: 2 });
  expect(check(spf('example.com', 'v=spf1 a:x.example.com a:y.example.com mx:z.example.com -all'), '192.0.2.1')).toMatchObject({
    result: 'permerror',
    reason: { kind: 'void-limit' },
  });
});

test('mx: at most ten exchanges; ptr: ten names looked at', () => {
  const mx = (n: number): string => Array.from({ length: n }, (_, i) => `example.com. MX 10 m${i}.example.com.\nm${i}.example.com. A 192.0.2.${i}\n`).join('');
  expect(check(mx(10) + spf('example.com', 'v=spf1 mx -all'), '192.0.2.9').result).toBe('pass');
  expect(check(mx(11) + spf('example.com', 'v=spf1 mx -all'), '192.0.2.0').reason).toEqual({ kind: 'mx-limit' });
  const ptr = (n: number): string =>
    Array.from({ length: n }, (_, i) => `9.2.0.192.in-addr.arpa. PTR h${i}.example.com.\nh${i}.example.com. A 192.0.2.${i === n - 1 ? 9 : 200}\n`).join('');
  expect(check(ptr(10) + spf('example.com', 'v=spf1 ptr -all'), '192.0.2.9').result).toBe('pass');
  expect(check(ptr(11) + spf('example.com', 'v=spf1 ptr -all'), '192.0.2.9').result).toBe('fail');
});

test('include, redirect, exp, and what each result becomes', () => {
  const under = (record: string): string => spf('example.com', 'v=spf1 include:other.example ?all') + (record && spf('other.example', record));
  expect(check(under('v=spf1 ip4:192.0.2.1 -all'), '192.0.2.1').result).toBe('pass');
  for (const no of ['v=spf1 -all', 'v=spf1 ~all', 'v=spf1 ?all', 'v=spf1']) expect(check(under(no), '192.0.2.1').result).toBe('neutral');
  expect(check(under(''), '192.0.2.1')).toMatchObject({ result: 'permerror', reason: { kind: 'include-none' } });
  expect(check(under('v=spf1 bogus -all'), '192.0.2.1').result).toBe('permerror');
  expect(check(`${under('')}other.example. TIMEOUT`, '192.0.2.1').result).toBe('temperror');

  const moved = `${spf('example.com', 'v=spf1 exp=here.example.com redirect=other.example')}here.example.com. TXT "%{i} is not for %{d}, says %{r}"\n`;
  expect(
    check(`${moved}${spf('other.example', 'v=spf1 -all exp=there.example')}there.example. TXT "see http://%{d}/why?s=%{S}&i=%{I}"`, '192.0.2.1'),
  ).toMatchObject({
    result: 'fail',
    explanation: 'see http://other.example/why?s=strong-bad%40example.com&i=192.0.2.1',
  });
  expect(check(moved, '192.0.2.1')).toMatchObject({ result: 'permerror', reason: { kind: 'redirect-none' } });
  // With a match, redirect is not followed; an explanation that cannot be had changes nothing.
  expect(check(spf('example.com', 'v=spf1 -all redirect=nowhere.example exp=nowhere.example'), '192.0.2.1')).toMatchObject({
    result: 'fail',
    explanation: null,
  });
  expect(check(`${spf('example.com', 'v=spf1 -all exp=e.example.com')}e.example.com. TXT "one"\ne.example.com. TXT "two"`, '192.0.2.1').explanation).toBeNull();
});

test('selecting the record (§4.5), and the identity (§2.4)', () => {
  expect(check(spf('example.com', 'v=spf10 -all'), '192.0.2.1').result).toBe('none');
  expect(check(spf('example.com', 'v=spf1'), '192.0.2.1').result).toBe('neutral');
  expect(check(spf('example.com', 'V=SPF1 +ALL'), '192.0.2.1').result).toBe('pass');
  expect(check(spf('example.com', 'v=spf1 -all') + spf('example.com', 'v=spf1 +all'), '192.0.2.1').reason).toEqual({ kind: 'two-records' });
  expect(check(spf('example.com', 'google-site-verification=x') + spf('example.com', 'v=spf1 -all'), '192.0.2.1').result).toBe('fail');
  expect(check(`${spf('mail.example.net', 'v=spf1 exists:%{l}.%{d} -all')}postmaster.mail.example.net. A 127.0.0.2`, '192.0.2.1', '').result).toBe('pass');
  for (const none of ['a@example', 'a@', 'a@x..example.com', `a@${'x'.repeat(64)}.example.com`]) expect(check('', '192.0.2.1', none).result).toBe('none');
  expect(checkHost({ ip: '192.0.2', sender: 'a@example.com', helo: 'h' }, parseZone('').zone)).toBeNull();
});

test.each([
  'v=spf1 a/33 -all',
  'v=spf1 a/08 -all',
  'v=spf1 a//129 -all',
  'v=spf1 a:111.222.33.44 -all',
  'v=spf1 ip4:192.0.2 -all',
  'v=spf1 ip4:192.0.2.1/33 -all',
  'v=spf1 ip4 -all',
  'v=spf1 ip6:192.0.2.1 -all',
  'v=spf1 ip6:::1::2 -all',
  'v=spf1 include -all',
  'v=spf1 include: -all',
  'v=spf1 exists:example -all',
  'v=spf1 all:example.com',
  'v=spf1 -all/8',
  'v=spf1 a:%{d0}.example.com -all',
  'v=spf1 a:%{r}.example.com -all',
  'v=spf1 a:%(d).example.com -all',
  'v=spf1 a:%{x}.example.com -all',
  'v=spf1 moo -all',
  'v=spf1 ip4:192.0.2.0/24, -all',
  'v=spf1 redirect=a.example redirect=b.example',
  'v=spf1 exp= -all',
  'v=spf1 =x -all',
  'v=spf1 unknown=%a -all',
])('one error anywhere makes permerror, even behind a match: %s', (record) => {
  expect(check(spf('example.com', record.replace('v=spf1', 'v=spf1 ip4:192.0.2.1')), '192.0.2.1')).toMatchObject({
    result: 'permerror',
    reason: { kind: 'syntax' },
  });
});

test('unknown modifiers are ignored; a slash and a colon may stand in a name', () => {
  expect(check(spf('example.com', 'v=spf1 moo.cow-far_out=man:dog/cat ip4:192.0.2.1 -all'), '192.0.2.1').result).toBe('pass');
  expect(check(`${spf('example.com', 'v=spf1 a:foo:bar/baz.example.com -all')}foo:bar/baz.example.com. A 192.0.2.1`, '192.0.2.1').result).toBe('pass');
});

test('IPv6, and IPv4 written as IPv6', () => {
  const record = `${spf('example.com', 'v=spf1 a/24//64 ip6:2001:db8:1::/48 -all')}example.com. A 192.0.2.1\nexample.com. AAAA 2001:db8::1\n`;
  expect(check(record, '2001:db8::abcd').result).toBe('pass');
  expect(check(record, '2001:db8:1:ffff::1').result).toBe('pass');
  expect(check(record, '2001:db8:2::1').result).toBe('fail');
  expect(check(record, '::ffff:192.0.2.77').result).toBe('pass');
  expect(check(`${spf('example.com', 'v=spf1 exists:x.example.com -all')}x.example.com. A 127.0.0.2`, '2001:db8::1').result).toBe('pass');
  for (const [text, short] of [
    ['2001:0db8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['::', '::'],
    ['::1', '::1'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
  ] as const)
    expect(readable(parseIp(text)!)).toBe(short);
});
