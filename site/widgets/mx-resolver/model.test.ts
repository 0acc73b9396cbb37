import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { canonicalAddress } from './address.ts';
import { lookUp, reverse, reverseName, route } from './model.ts';
import { examples } from './words.ts';
import { readZone } from './zone.ts';

const runs = join(import.meta.dirname, '../../../docs/runs/B3');
/** The zone that Postfix was tried on, with names made absolute; what is delegated to a dead server answers SERVFAIL. */
const zone = readFileSync(join(runs, 'zones/example'), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('$') && !line.startsWith('@'))
  .map((line) => {
    const words = line.split(/\s+/);
    const absolute = (name: string) => (name.endsWith('.') ? name : `${name}.example.`);
    if (words[1] === 'NS') return `${absolute(words[0] as string)} SERVFAIL`;
    const last = words.length - 1;
    if (words[1] === 'MX' || words[1] === 'CNAME') words[last] = absolute(words[last] as string);
    return [absolute(words[0] as string), ...words.slice(1)].join(' ');
  })
  .concat('mail.k3f9.test. A 192.0.2.10')
  .join('\n');
const { records, problems } = readZone(zone);

describe('what Postfix 3.10.13 did with the same records (docs/runs/B3)', () => {
  const log = readFileSync(join(runs, 'raw/postfix.txt'), 'utf8').trim().split('\n');
  test('the zone is read whole', () => {
    expect(problems).toEqual([]);
    expect(log).toHaveLength(16);
  });
  // The other machine of the run at which nothing listens.
  const dead = '192.0.2.21';
  test.each(log.map((line) => [line.match(/someone@([a-z-]+\.example)/)?.[1] as string, line]))('%s', (domain, line) => {
    const { verdict } = route(records, domain, 'mail.k3f9.test');
    const status = line.match(/status=(\w+)/)?.[1];
    // Postfix connects to an "address" in an MX; the RFC gives it no meaning, and the next test holds us to that.
    if (domain === 'address.example') return expect([status, verdict.kind]).toEqual(['sent', 'bounce']);
    if (verdict.kind !== 'deliver') return expect(verdict.kind).toBe(status === 'deferred' ? 'wait' : 'bounce');
    const reached = verdict.hops.find((hop) => hop.addresses.some((a) => a !== dead));
    if (!reached) return expect(status).toBe('deferred');
    expect(status).toBe('sent');
    const relay = line.match(/relay=([^[]+)\[/)?.[1];
    const best = verdict.hops.filter((hop) => hop.preference === reached.preference).map((hop) => hop.host);
    return expect(best).toContain(relay);
  });
});

describe('RFC 5321 §5.1', () => {
  const go = (text: string, domain = 'd.example', me = '') => route(readZone(text).records, domain, me);
  test('lower preference first, whatever the order of the answer', () => {
    const { verdict } = go('d.example MX 20 b.example\nd.example MX 5 a.example\na.example A 192.0.2.1\nb.example A 192.0.2.2');
    expect(verdict).toMatchObject({ kind: 'deliver', hops: [{ host: 'a.example' }, { host: 'b.example' }] });
  });
  test('no address record of the domain is used while there is an MX, even an unusable one', () => {
    expect(go('d.example MX 10 gone.example\nd.example A 192.0.2.1').verdict).toEqual({ kind: 'bounce', why: 'no-usable-mx', name: 'd.example' });
  });
  test('no MX: the domain itself, with preference 0; A and AAAA alike', () => {
    expect(go('d.example AAAA 2001:db8::1').verdict).toMatchObject({ kind: 'deliver', implicit: true, hops: [{ addresses: ['2001:db8::1'] }] });
    expect(go('d.example TXT x').verdict).toMatchObject({ why: 'no-address' });
  });
  test('a temporary failure is never a bounce', () => {
    expect(go('d.example SERVFAIL').verdict.kind).toBe('wait');
    expect(go('d.example MX 10 mx.broken.example\nbroken.example SERVFAIL').verdict.kind).toBe('wait');
    expect(go('d.example MX 10 mx.broken.example\nd.example MX 20 b.example\nb.example A 192.0.2.2\nbroken.example SERVFAIL').verdict).toMatchObject({
      kind: 'deliver',
      hops: [{ host: 'b.example' }],
    });
  });
  test('a server drops itself and whatever is not better', () => {
    const text =
      'd.example MX 10 a.example\nd.example MX 20 me.example\nd.example MX 20 c.example\na.example A 192.0.2.1\nme.example A 192.0.2.2\nc.example A 192.0.2.3';
    expect(go(text, 'd.example', 'me.example').verdict).toMatchObject({ hops: [{ host: 'a.example' }] });
    expect(go('d.example MX 10 me.example', 'd.example', 'ME.example.').verdict).toMatchObject({ why: 'loops-back' });
  });
  test('equal preferences are reported as a tie', () => {
    const { steps } = go('d.example MX 10 a.example\nd.example MX 10 b.example\na.example A 192.0.2.1\nb.example A 192.0.2.2');
    expect(steps).toContainEqual({ kind: 'tie', preference: 10, hosts: ['a.example', 'b.example'] });
  });
  test('CNAME of the domain is followed; CNAME of an MX is followed and reported', () => {
    expect(go('d.example CNAME e.example\ne.example MX 10 a.example\na.example A 192.0.2.1').verdict.kind).toBe('deliver');
    const { steps, verdict } = go('d.example MX 10 a.example\na.example CNAME b.example\nb.example A 192.0.2.1');
    expect(verdict.kind).toBe('deliver');
    expect(steps).toContainEqual({ kind: 'host-alias', host: 'a.example', target: 'b.example' });
  });
  test('a circle of aliases ends', () => {
    expect(go('d.example CNAME e.example\ne.example CNAME d.example').verdict.kind).toBe('wait');
  });
});

test('null MX, RFC 7505', () => {
  const { verdict } = route(readZone('d.example MX 0 .\nd.example A 192.0.2.1').records, 'd.example');
  expect(verdict).toEqual({ kind: 'bounce', why: 'null-mx', name: 'd.example' });
});

test('NXDOMAIN is about the name, NODATA about the type', () => {
  const some = readZone('a.b.example A 192.0.2.1').records;
  expect(lookUp(some, 'b.example', 'A').kind).toBe('nodata');
  expect(lookUp(some, 'c.example', 'A').kind).toBe('nxdomain');
  expect(lookUp(some, 'a.b.example', 'MX').kind).toBe('nodata');
});

describe('forward-confirmed reverse DNS', () => {
  const some = readZone(
    '192.0.2.10 PTR mail.k3f9.test\nmail.k3f9.test A 192.0.2.10\n67.2.0.192.in-addr.arpa. PTR printer.k3f9.test.\nprinter.k3f9.test A 192.0.2.99\n192.0.2.68 PTR gone.k3f9.test\n192.0.2.69 SERVFAIL\n2001:db8::10 PTR mail.k3f9.test\nmail.k3f9.test AAAA 2001:0db8:0:0:0:0:0:10',
  ).records;
  test.each([
    ['192.0.2.10', 'confirmed'],
    ['192.0.2.66', 'no-ptr'],
    ['192.0.2.67', 'mismatch'],
    ['192.0.2.68', 'no-forward'],
    ['192.0.2.69', 'servfail'],
    ['2001:DB8::0010', 'confirmed'],
  ])('%s: %s', (address, verdict) => expect(reverse(some, address)?.verdict).toBe(verdict));
  test('no address, no answer', () => expect(reverse(some, 'mail.k3f9.test')).toBeNull());
  test('the names that are asked for (RFC 1035 §3.5, RFC 3596 §2.5)', () => {
    expect(reverseName('192.0.2.10')).toBe('10.2.0.192.in-addr.arpa');
    expect(reverseName('2001:db8::567:89ab')).toBe('b.a.9.8.7.6.5.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa');
  });
});

describe('reading', () => {
  test.each([
    ['haibo.example. 3600 IN MX 10 mx.haibo.example.', { name: 'haibo.example', type: 'MX', preference: 10, value: 'mx.haibo.example' }],
    ['HAIBO.example MX 0 .', { name: 'haibo.example', value: '.' }],
    ['a.example 1h IN A 192.0.2.1 ; comment', { value: '192.0.2.1' }],
    ['10.2.0.192.in-addr.arpa PTR a.example.', { name: '192.0.2.10', value: 'a.example' }],
  ])('%s', (line, record) => expect(readZone(line).records[0]).toMatchObject(record));
  test.each([
    ['haibo.example MX mx.haibo.example', 'preference'],
    ['haibo.example MX 70000 mx.haibo.example', 'preference'],
    ['haibo.example A mx.haibo.example', 'IPv4'],
    ['haibo.example AAAA 192.0.2.1', 'IPv6'],
    ['haibo.example MAIL 1', 'Types known'],
    ['haibo.example A', 'nothing'],
    ['海博.example A 192.0.2.1', 'xn--'],
    ['a.example CNAME b.example\na.example A 192.0.2.1', 'alias stands alone'],
  ])('%s is refused', (text, words) => {
    const [problem] = readZone(text).problems;
    expect(problem?.said.en).toContain(words);
    expect(problem?.said['zh-cn']).toMatch(/\p{Script=Han}/u);
  });
  test('addresses', () => {
    for (const bad of ['192.0.2', '192.0.2.256', '192.0.02.1', '1:2:3', '1::2::3', ':::', 'g::1', '1:2:3:4:5:6:7:8:9'])
      expect(canonicalAddress(bad)).toBeNull();
    expect(canonicalAddress('::ffff:192.0.2.1')).toBe('::ffff:c000:201');
    expect(canonicalAddress('2001:db8:0:1:1:1:1:1')).toBe('2001:db8:0:1:1:1:1:1');
    expect(canonicalAddress('::')).toBe('::');
  });
  test('every example of the widget reads without complaint, and they end differently', () => {
    const ends = examples.map(({ zone: text, domain, me }) => {
      expect(readZone(text).problems).toEqual([]);
      return route(readZone(text).records, domain, me).verdict.kind;
    });
    expect(new Set(ends)).toEqual(new Set(['deliver', 'wait', 'bounce']));
  });
});

test('a wildcard stands in for names that do not exist, and for no others (RFC 4592)', () => {
  const { records, problems } = readZone('*.k3f9.test MX 10 mx.k3f9.test\nmx.k3f9.test A 192.0.2.3\ndeep.there.k3f9.test A 192.0.2.4');
  expect(problems).toEqual([]);
  expect(route(records, 'any.k3f9.test').verdict).toMatchObject({ kind: 'deliver', hops: [{ host: 'mx.k3f9.test' }] });
  expect(route(records, 'a.b.k3f9.test').verdict.kind).toBe('deliver');
  // It exists, with an address and without an MX; and what exists only because something is below it has nothing.
  expect(route(records, 'mx.k3f9.test').verdict).toMatchObject({ kind: 'deliver', implicit: true });
  expect(route(records, 'there.k3f9.test').verdict).toMatchObject({ kind: 'bounce', why: 'no-address' });
  expect(route(records, 'x.there.k3f9.test').verdict).toMatchObject({ kind: 'bounce', why: 'nxdomain' });
  expect(route(records, 'k3f9.test').verdict).toMatchObject({ kind: 'bounce', why: 'no-address' });
});

test('a text that is no zone is complained of some times only', () => {
  expect(readZone('nonsense\n'.repeat(5000)).problems).toHaveLength(20);
});
