import { getDomain } from 'tldts';
import { expect, test } from 'vitest';
import { parseZone, type Zone } from '../shared/zone.ts';
import { authorDomains, evaluate7489, evaluate9989, type Identifier, walkNames } from './model.ts';
import { isDmarc, readRecord } from './record.ts';

const byList = (domain: string): string => getDomain(domain, { allowPrivateDomains: true }) ?? domain;
const zone = (records: Record<string, string>, also = ''): Zone => {
  const { zone: read, problems } = parseZone(
    `${Object.entries(records)
      .map(([name, txt]) => `_dmarc.${name} TXT "${txt}"`)
      .join('\n')}\n${also}`,
  );
  expect(problems).toEqual([]);
  return read;
};
const spf = (domain: string, pass = true): Identifier => ({ method: 'spf', domain, pass });
const dkim = (domain: string, pass = true): Identifier => ({ method: 'dkim', domain, pass });
const old = (author: string, z: Zone, ...ids: Identifier[]) => evaluate7489(author, ids, z, byList);
const now = (author: string, z: Zone, ...ids: Identifier[]) => evaluate9989(author, ids, z);

test('RFC 9989 §4.10: the eight names of the example', () => {
  expect(walkNames('a.b.c.d.e.f.g.h.i.j.mail.example.com')).toEqual([
    'a.b.c.d.e.f.g.h.i.j.mail.example.com',
    'g.h.i.j.mail.example.com',
    'h.i.j.mail.example.com',
    'i.j.mail.example.com',
    'j.mail.example.com',
    'mail.example.com',
    'example.com',
    'com',
  ]);
  expect(walkNames('a.mail.example.com')).toEqual(['a.mail.example.com', 'mail.example.com', 'example.com', 'com']);
  expect(walkNames('1.2.3.4.5.6.example.com')).toHaveLength(8);
  expect(walkNames('com')).toEqual(['com']);
});

test('RFC 9989 §4.10.2: the three examples of organizational domains', () => {
  const p = 'v=DMARC1; p=reject';
  expect(now('a.mail.example.com', zone({ 'mail.example.com': p, 'example.com': p })).organizational).toBe('example.com');
  expect(now('a.mail.example.com', zone({ 'mail.example.com': `${p}; psd=n`, 'example.com': p })).organizational).toBe('mail.example.com');
  const psd = now('a.mail.example.com', zone({ com: `${p}; psd=y` }));
  expect(psd).toMatchObject({ organizational: 'example.com', at: 'com', tag: 'p' });
  // A record of the domain itself with psd=y is not "another's": it ends the walk and is its own organizational domain.
  expect(now('example.com', zone({ 'example.com': `${p}; psd=y`, com: p })).organizational).toBe('example.com');
});

test('RFC 9989 §4.4, table 1: alignment', () => {
  const relaxed = zone({ 'example.com': 'v=DMARC1; p=none' });
  expect(now('news.example.com', relaxed, dkim('foo.example.com')).result).toBe('pass');
  expect(now('news.example.com', zone({ 'example.com': 'v=DMARC1; p=none; adkim=s' }), dkim('news.example.com')).result).toBe('pass');
  expect(now('news.example.com', zone({ 'example.com': 'v=DMARC1; p=none; adkim=s' }), dkim('foo.example.com')).result).toBe('fail');
  expect(now('news.example.com', relaxed, dkim('foo.example.net')).result).toBe('fail');
});

test('RFC 7489 B.1 and B.2: SPF and DKIM, in and out of alignment', () => {
  const z = zone({ 'example.com': 'v=DMARC1; p=reject; aspf=r' });
  for (const evaluate of [old, now]) {
    expect(evaluate('example.com', z, spf('example.com')).result).toBe('pass');
    expect(evaluate('example.com', z, spf('child.example.com')).result).toBe('pass');
    expect(evaluate('child.example.com', z, spf('example.com')).result).toBe('pass');
    expect(evaluate('example.com', z, spf('example.net')).result).toBe('fail');
    expect(evaluate('example.com', z, dkim('example.com')).result).toBe('pass');
    expect(evaluate('example.com', z, dkim('sample.net')).result).toBe('fail');
    expect(evaluate('example.com', z, spf('example.com', false), dkim('example.com', false))).toMatchObject({ result: 'fail', disposition: 'reject' });
    expect(evaluate('example.com', z, spf('example.com', false), dkim('example.com')).result).toBe('pass');
  }
});

test('where the list and the walk disagree', () => {
  // Two departments of a university that both publish: the list sees one organization, and so does the walk (fewest labels)…
  const both = zone({ 'cs.uni.example': 'v=DMARC1; p=none', 'uni.example': 'v=DMARC1; p=reject' });
  expect([old('cs.uni.example', both, dkim('uni.example')).result, now('cs.uni.example', both, dkim('uni.example')).result]).toEqual(['pass', 'pass']);
  // …until one says that it is an organization of its own.
  const apart = zone({ 'cs.uni.example': 'v=DMARC1; p=none; psd=n', 'uni.example': 'v=DMARC1; p=reject' });
  expect([old('cs.uni.example', apart, dkim('uni.example')).result, now('cs.uni.example', apart, dkim('uni.example')).result]).toEqual(['pass', 'fail']);
  // Tenants of a suffix that stands in the list: without psd=y above, the walk does not see the border if the provider has a record.
  const tenants = zone({ 'github.io': 'v=DMARC1; p=reject', 'alice.github.io': 'v=DMARC1; p=reject' });
  expect([old('alice.github.io', tenants, dkim('mallory.github.io')).result, now('alice.github.io', tenants, dkim('mallory.github.io')).result]).toEqual([
    'fail',
    'pass',
  ]);
  const border = zone({ 'github.io': 'v=DMARC1; p=reject; psd=y', 'alice.github.io': 'v=DMARC1; p=reject' });
  expect(now('alice.github.io', border, dkim('mallory.github.io')).result).toBe('fail');
  // The nearest record is not the one that counts.
  const three = zone({ 'mail.example.co.uk': 'v=DMARC1; p=none', 'example.co.uk': 'v=DMARC1; p=reject; sp=quarantine' }, 'a.mail.example.co.uk A 192.0.2.1');
  expect(now('a.mail.example.co.uk', three)).toMatchObject({ at: 'example.co.uk', tag: 'sp', disposition: 'quarantine' });
  expect(old('a.mail.example.co.uk', three)).toMatchObject({ at: 'example.co.uk', tag: 'sp' });
});

test('one aligned signature among several is enough', () => {
  const z = zone({ 'example.com': 'v=DMARC1; p=reject' });
  for (const evaluate of [old, now]) {
    expect(evaluate('example.com', z, dkim('list.example'), dkim('example.com')).result).toBe('pass');
    expect(evaluate('example.com', z, dkim('list.example'), dkim('example.com', false)).result).toBe('fail');
  }
});

test('p, sp, np: which one applies', () => {
  const z = zone({ 'example.com': 'v=DMARC1; p=none; sp=quarantine; np=reject' }, 'there.example.com A 192.0.2.1\nexample.com A 192.0.2.2');
  expect(now('example.com', z)).toMatchObject({ tag: 'p', asked: 'none' });
  expect(now('there.example.com', z)).toMatchObject({ tag: 'sp', asked: 'quarantine' });
  expect(now('gone.example.com', z)).toMatchObject({ tag: 'np', asked: 'reject' });
  expect(old('gone.example.com', z)).toMatchObject({ tag: 'sp', asked: 'quarantine' });
  const onlySp = zone({ 'example.com': 'v=DMARC1; p=none; sp=reject' });
  expect(now('gone.example.com', onlySp)).toMatchObject({ tag: 'sp', asked: 'reject' });
  expect(now('gone.example.com', zone({ 'example.com': 'v=DMARC1; p=reject; np=none' }))).toMatchObject({ tag: 'np', asked: 'none' });
});

test('pct is old, t is new: neither knows the other’s', () => {
  const pct = zone({ 'example.com': 'v=DMARC1; p=reject; pct=10' });
  expect(old('example.com', pct)).toMatchObject({ sample: 10, disposition: 'reject' });
  expect(old('example.com', zone({ 'example.com': 'v=DMARC1; p=reject; pct=0' }))).toMatchObject({ sample: 0, disposition: 'quarantine' });
  expect(now('example.com', pct)).toMatchObject({ sample: 100, disposition: 'reject' });
  const t = zone({ 'example.com': 'v=DMARC1; p=reject; t=y' });
  expect(old('example.com', t).disposition).toBe('reject');
  expect(now('example.com', t)).toMatchObject({ asked: 'reject', disposition: 'quarantine' });
  expect(now('example.com', zone({ 'example.com': 'v=DMARC1; p=quarantine; t=y' })).disposition).toBe('none');
});

test('records that are none, several, or broken', () => {
  for (const no of ['v=dmarc1; p=reject', 'p=reject; v=DMARC1', 'v=DMARC12; p=reject', ' v=DMARC1; p=reject', 'v=spf1 -all'])
    expect(isDmarc(no), no).toBe(false);
  for (const yes of ['v=DMARC1', 'v = DMARC1 ;p=none', 'v=DMARC1;']) expect(isDmarc(yes), yes).toBe(true);
  const twice = parseZone('_dmarc.example.com TXT "v=DMARC1; p=reject"\n_dmarc.example.com TXT "v=DMARC1; p=none"').zone;
  expect([old('example.com', twice), now('example.com', twice)]).toMatchObject([
    { result: 'none', why: 'several' },
    { result: 'none', why: 'several' },
  ]);
  // Two at the author domain: the old rules stop, the walk goes on without them.
  const above = parseZone(
    '_dmarc.a.example.com TXT "v=DMARC1; p=none"\n_dmarc.a.example.com TXT "v=DMARC1; p=none"\n_dmarc.example.com TXT "v=DMARC1; p=reject"',
  ).zone;
  expect(old('a.example.com', above).why).toBe('several');
  expect(now('a.example.com', above)).toMatchObject({ at: 'example.com', disposition: 'reject' });
  for (const evaluate of [old, now]) {
    expect(evaluate('example.com', zone({}))).toMatchObject({ result: 'none', why: 'no-record' });
    expect(evaluate('example.com', zone({ 'example.com': 'v=DMARC1; p=delete' }))).toMatchObject({ result: 'none', why: 'bad-policy' });
    expect(evaluate('example.com', zone({ 'example.com': 'v=DMARC1; p=delete; rua=mailto:d@example.com' }))).toMatchObject({
      result: 'fail',
      asked: 'none',
      why: 'bad-policy-as-none',
    });
    expect(evaluate('example.com', zone({ 'example.com': 'v=DMARC1; p=reject; sp=delete' }))).toMatchObject({ why: 'bad-policy' });
    expect(evaluate('example.com', zone({}, '_dmarc.example.com TIMEOUT'))).toMatchObject({ result: 'temperror' });
    expect(evaluate('example.com', zone({ 'example.com': 'v=DMARC1; new=tag; rua=mailto:a@b.example!10m; p=Reject; fo=1' }))).toMatchObject({
      disposition: 'reject',
    });
  }
  expect(now('example.com', zone({ 'example.com': 'v=DMARC1; p=reject; np=delete' })).why).toBe('bad-policy');
  expect(old('example.com', zone({ 'example.com': 'v=DMARC1; p=reject; np=delete' })).disposition).toBe('reject');
  expect(readRecord('v=DMARC1; sp=none; p=none').pSecond).toBe(false);
});

test('the author of a From field', () => {
  expect(authorDomains('From: Lin Wei <lin@K3F9.test>')).toEqual(['k3f9.test']);
  expect(authorDomains('"boss@bank.example" <eve@evil.example>')).toEqual(['evil.example']);
  expect(authorDomains('lin@k3f9.test (not eve@evil.example)')).toEqual(['k3f9.test']);
  expect(authorDomains('a@k3f9.test, b@k3f9.test')).toEqual(['k3f9.test']);
  expect(authorDomains('a@k3f9.test, <b@bank.example>')).toEqual(['k3f9.test', 'bank.example']);
  expect(authorDomains('mail.k3f9.test')).toEqual(['mail.k3f9.test']);
  expect(authorDomains('林薇 <lin@例子.公司>')).toEqual(['xn--fsqu00a.xn--55qx5d']);
  expect(authorDomains('例子.公司')).toEqual(['xn--fsqu00a.xn--55qx5d']);
  for (const none of ['', 'undisclosed', 'Lin Wei', '@', 'a@', '@b.example']) expect(authorDomains(none)).toEqual([]);
});

test.each([
  // The shapes of RFC 5322 appendix A: quoted names and comments with marks in them, groups, old routes, white space around dots.
  ['"Joe Q. Public" <john.q.public@example.com>', ['example.com']],
  ['Pete(A nice \\) chap) <pete(his account)@silly.test(his host)>', ['silly.test']],
  ['John Doe <jdoe@machine(comment).  example>', ['machine.example']],
  ['A Group:Ed Jones <joe@where.test>,Mary <mary@x.test>;', ['where.test', 'x.test']],
  ['Mary Smith <@node.test:mary@example.net>, , jdoe@test   . example', ['example.net', 'test.example']],
  ['x (a (nested <eve@evil.example>) comment) <lin@k3f9.test>', ['k3f9.test']],
  ['"very.unusual@strange"@k3f9.test', ['k3f9.test']],
  ['boss@bank.example <eve@evil.example>', ['evil.example']],
])('the author of %s', (from, domains) => {
  expect(authorDomains(from)).toEqual(domains);
});

test.each(['"\\"', '(', 'a@', '<', ' ', 'a'])('a From of half a megabyte of %j is read in one go', { timeout: 30_000 }, (part) => {
  expect(authorDomains(`${part.repeat(500_000 / part.length)}@k3f9.test`).length).toBeLessThanOrEqual(1);
});

test('RFC 9989 B.4.3: a public suffix with a record', () => {
  const z = zone({ 'bank.example': 'v=DMARC1; p=reject; psd=y', 'giant.bank.example': 'v=DMARC1; p=quarantine' });
  expect(now('giant.bank.example', z, spf('mail.giant.bank.example'), dkim('mail.mega.bank.example'))).toMatchObject({
    result: 'pass',
    at: 'giant.bank.example',
    organizational: 'giant.bank.example',
    identifiers: [{ aligned: true }, { aligned: false, organizational: 'mega.bank.example' }],
  });
  // A domain below the suffix without a record of its own: the suffix speaks, with sp or np.
  const suffix = zone({ 'bank.example': 'v=DMARC1; p=none; sp=quarantine; np=reject; psd=y' }, 'there.bank.example A 192.0.2.1');
  expect(now('there.bank.example', suffix)).toMatchObject({ at: 'bank.example', tag: 'sp', disposition: 'quarantine' });
  expect(now('gone.bank.example', suffix)).toMatchObject({ at: 'bank.example', tag: 'np', disposition: 'reject' });
});

test('a name is a name in capitals and with its last dot', () => {
  const z = zone({ 'k3f9.test': 'v=DMARC1; p=reject' });
  for (const evaluate of [old, now]) expect(evaluate('K3F9.Test.', z, dkim('k3f9.TEST'))).toMatchObject({ result: 'pass', at: 'k3f9.test' });
});

test('a question that stays open makes no failure, unless nothing depends on it (RFC 9989 §5.3.6)', () => {
  const silentTop = zone({ 'k3f9.test': 'v=DMARC1; p=reject' }, '_dmarc.test TIMEOUT');
  expect(now('k3f9.test', silentTop, dkim('k3f9.test')).result).toBe('pass');
  expect(now('k3f9.test', silentTop, dkim('mail.k3f9.test')).result).toBe('temperror');
  const strict = zone({ 'k3f9.test': 'v=DMARC1; p=reject; adkim=s; aspf=s' }, '_dmarc.test TIMEOUT');
  expect(now('k3f9.test', strict, dkim('mail.k3f9.test')).result).toBe('fail');
  const silentSigner = zone({ 'k3f9.test': 'v=DMARC1; p=reject' }, '_dmarc.news.example TIMEOUT');
  expect(now('k3f9.test', silentSigner, dkim('news.example')).result).toBe('temperror');
  expect(now('k3f9.test', silentSigner, dkim('news.example', false)).result).toBe('fail');
});
