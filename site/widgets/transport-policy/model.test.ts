import { execFileSync } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { decide, type Situation } from './decide.ts';
import { flights, roundTrips } from './handshake.ts';
import { mxMatches, parsePolicy, stsId } from './sts.ts';
import { association, certificateOf, isUsable, parseTlsa, publicKeyInfo } from './tlsa.ts';

test('RFC 8461 §3.1: the record', () => {
  expect(stsId(['v=STSv1; id=20160831085700Z;'])).toBe('20160831085700Z');
  expect(stsId(['v=spf1 -all', 'v=STSv1;id=1'])).toBe('1');
  expect(stsId(['v=STSv1; new=x; id=abc'])).toBe('abc');
  for (const none of [
    [],
    ['v=STSv1'],
    ['v=STSv1; id='],
    ['v=STSv1; id=a-b'],
    [`v=STSv1; id=${'a'.repeat(33)}`],
    ['v=STSv2; id=1'],
    ['id=1; v=STSv1'],
    ['v=STSv1; id=1', 'v=STSv1; id=2'],
  ])
    expect(stsId(none), none.join('|')).toBeNull();
});

test('RFC 8461 §3.2: the policy of the example, and what spoils one', () => {
  const example = 'version: STSv1\nmode: enforce\nmx: mail.example.com\nmx: *.example.net\nmx: backupmx.example.com\nmax_age: 604800\n';
  const policy = { mode: 'enforce', maxAge: 604800, mx: ['mail.example.com', '*.example.net', 'backupmx.example.com'] };
  expect(parsePolicy(example)).toEqual({ policy, problems: [] });
  expect(parsePolicy(example.replace(/\n/g, '\r\n')).policy).toEqual(policy);
  expect(parsePolicy(`${example}future: thing\nmode: none\n`).policy?.mode).toBe('enforce');
  expect(parsePolicy('version:STSv1\nmode:none\nmax_age:0').policy).toEqual({ mode: 'none', maxAge: 0, mx: [] });
  for (const [text, kind] of [
    ['', 'empty'],
    ['mode: enforce\nmx: a.example\nmax_age: 1', 'version'],
    ['version: STSv1\nmx: a.example\nmax_age: 1', 'mode-missing'],
    ['version: STSv1\nmode: on\nmx: a.example\nmax_age: 1', 'mode'],
    ['version: STSv1\nmode: enforce\nmx: a.example', 'max-age-missing'],
    ['version: STSv1\nmode: enforce\nmx: a.example\nmax_age: 1d', 'max-age'],
    ['version: STSv1\nmode: enforce\nmx: a.example\nmax_age: 31557601', 'max-age'],
    ['version: STSv1\nmode: testing\nmax_age: 1', 'mx-missing'],
    ['version: STSv1\nmode: enforce\nmx: mail.*.example\nmax_age: 1', 'mx'],
    ['version: STSv1\nmode: enforce\nmx: 192.0.2.1:25\nmax_age: 1', 'mx'],
    ['version: STSv1\nmode enforce\nmode: enforce\nmx: a.example\nmax_age: 1', 'line'],
  ] as const)
    expect(parsePolicy(text), text).toMatchObject({ policy: null, problems: expect.arrayContaining([expect.objectContaining({ kind })]) });
});

test('RFC 8461 §4.1: a wildcard is exactly one label', () => {
  expect(mxMatches('MX1.example.net.', ['*.example.net'])).toBe(true);
  expect(mxMatches('a.b.example.net', ['*.example.net'])).toBe(false);
  expect(mxMatches('example.net', ['*.example.net'])).toBe(false);
  expect(mxMatches('mail.example.com', ['mail.example.com'])).toBe(true);
  expect(mxMatches('mail.example.com', ['example.com', 'mail.example.org'])).toBe(false);
});

/** A certificate of the lesson's run, and what openssl said of it there. */
const recorded = readFileSync(join(import.meta.dirname, '../../../docs/runs/B5/raw/certificate.txt'), 'utf8');
const said = /SHA2-256\(stdin\)= ([0-9a-f]{64})/.exec(readFileSync(join(import.meta.dirname, '../../../docs/runs/B5/raw/tlsa.txt'), 'utf8'))?.[1] as string;

test('TLSA 3 1 1 as openssl computed it in the run; every selector and matching type as node does', () => {
  const der = certificateOf(recorded) as Uint8Array;
  expect(association(der, 1, 1)).toBe(said);
  const x509 = new X509Certificate(recorded);
  const spki = x509.publicKey.export({ type: 'spki', format: 'der' });
  expect(Buffer.from(publicKeyInfo(der) as Uint8Array).equals(spki)).toBe(true);
  for (const [selector, data] of [
    [0, x509.raw],
    [1, spki],
  ] as const) {
    expect(association(der, selector, 0)).toBe(data.toString('hex'));
    expect(association(der, selector, 1)).toBe(createHash('sha256').update(data).digest('hex'));
    expect(association(der, selector, 2)).toBe(createHash('sha512').update(data).digest('hex'));
  }
  expect(association(der, 1, 3)).toBeNull();
  expect(association(der, 2, 1)).toBeNull();
  expect(publicKeyInfo(der.slice(0, 100))).toBeNull();
  expect(certificateOf('no certificate')).toBeNull();
});

test.each([['rsa:2048'], ['ed25519'], ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256']])('the key inside a certificate: %s', (...kind) => {
  const folder = mkdtempSync(join(tmpdir(), 'tlsa-'));
  const made = execFileSync('openssl', ['req', '-x509', '-newkey', ...kind, '-nodes', '-keyout', 'key.pem', '-subj', '/CN=mx.example', '-days', '2'], {
    cwd: folder,
    encoding: 'utf8',
  });
  rmSync(folder, { recursive: true });
  const spki = new X509Certificate(made).publicKey.export({ type: 'spki', format: 'der' });
  expect(Buffer.from(publicKeyInfo(certificateOf(made) as Uint8Array) as Uint8Array).equals(spki)).toBe(true);
});

test('TLSA as people paste it, and what SMTP can use', () => {
  const digest = 'BC18553550042A46FF3A7947EA38D7F11AF41A3C938732FD06C6CEAA D114EA71';
  expect(parseTlsa(`_25._tcp.mx1.haibo.example. 299 IN TLSA 3 1 1 ${digest}`)).toEqual({
    usage: 3,
    selector: 1,
    matching: 1,
    data: digest.replace(' ', '').toLowerCase(),
  });
  expect(parseTlsa(`3 1 1 ${digest}`)?.usage).toBe(3);
  for (const no of ['', '3 1 1', '3 1 xyz', '3 1 1 abc', '300 1 1 ab']) expect(parseTlsa(no), no).toBeNull();
  const usable = (usage: number, selector: number, matching: number, octets: number): boolean =>
    isUsable({ usage, selector, matching, data: 'ab'.repeat(octets) });
  expect([usable(3, 1, 1, 32), usable(2, 0, 1, 32), usable(3, 0, 2, 64), usable(3, 1, 0, 91)]).toEqual([true, true, true, true]);
  expect([usable(1, 1, 1, 32), usable(0, 0, 1, 32), usable(3, 1, 1, 20), usable(3, 2, 1, 32), usable(3, 1, 5, 32)]).toEqual([
    false,
    false,
    false,
    false,
    false,
  ]);
});

const good: Situation = { sender: 'both', starttls: 'offered', certificate: 'valid', dnssec: 'secure', tlsa: 'match', policy: 'enforce', mxListed: true };
const at = (change: Partial<Situation>) => decide({ ...good, ...change });

test('RFC 7672 §2.2: DANE', () => {
  expect(at({})).toMatchObject({ rule: 'dane', delivered: 'authenticated', attacker: 'nothing' });
  // With DANE-EE neither the name nor the end of the certificate counts (§3.1.1).
  for (const certificate of ['wrong-name', 'expired', 'untrusted'] as const) expect(at({ certificate, sender: 'dane' }).delivered).toBe('authenticated');
  expect(at({ starttls: 'missing' })).toMatchObject({ delivered: 'deferred', reports: ['starttls-not-supported'] });
  expect(at({ tlsa: 'error' })).toMatchObject({ delivered: 'deferred', why: 'dns' });
  expect(at({ tlsa: 'unusable', sender: 'dane' })).toMatchObject({ rule: 'dane-encrypt', delivered: 'encrypted', attacker: 'impersonate' });
  expect(at({ tlsa: 'unusable', sender: 'dane', starttls: 'missing' }).delivered).toBe('deferred');
  expect(at({ dnssec: 'insecure', sender: 'dane' })).toMatchObject({ rule: 'opportunistic', delivered: 'encrypted' });
  expect(at({ dnssec: 'bogus', sender: 'opportunistic' }).delivered).toBe('deferred');
});

test('RFC 8461 §2: MTA-STS never overrides a failing DANE; without TLSA it applies', () => {
  expect(at({ tlsa: 'mismatch' })).toMatchObject({ rule: 'dane', delivered: 'deferred', why: 'tlsa' });
  expect(at({ tlsa: 'mismatch', sender: 'mta-sts' })).toMatchObject({ rule: 'mta-sts', delivered: 'authenticated' });
  expect(at({ tlsa: 'none' })).toMatchObject({ rule: 'mta-sts', delivered: 'authenticated' });
  expect(at({ tlsa: 'unusable', certificate: 'expired' })).toMatchObject({ rule: 'mta-sts', delivered: 'deferred' });
});

test('RFC 8461 §5: enforce, testing, none, and a policy that cannot be had', () => {
  const sts = (change: Partial<Situation>) => at({ sender: 'mta-sts', tlsa: 'none', dnssec: 'insecure', ...change });
  expect(sts({})).toMatchObject({ delivered: 'authenticated', attacker: 'nothing' });
  expect(sts({ starttls: 'missing' })).toMatchObject({ delivered: 'deferred', reports: ['starttls-not-supported'] });
  expect(sts({ certificate: 'wrong-name' })).toMatchObject({ delivered: 'deferred', reports: ['certificate-host-mismatch'] });
  expect(sts({ certificate: 'expired' }).reports).toEqual(['certificate-expired']);
  expect(sts({ certificate: 'untrusted' }).reports).toEqual(['certificate-not-trusted']);
  expect(sts({ mxListed: false })).toMatchObject({ delivered: 'deferred', why: 'not-listed', reports: ['validation-failure'] });
  expect(sts({ policy: 'testing', certificate: 'expired' })).toMatchObject({ delivered: 'encrypted', reports: ['certificate-expired'] });
  expect(sts({ policy: 'testing', starttls: 'missing' })).toMatchObject({ delivered: 'clear', attacker: 'read' });
  expect(sts({ policy: 'none', starttls: 'missing' })).toMatchObject({ rule: 'opportunistic', delivered: 'clear' });
  expect(sts({ policy: 'unfetchable', certificate: 'expired' })).toMatchObject({
    rule: 'opportunistic',
    delivered: 'encrypted',
    reports: ['sts-policy-fetch-error'],
  });
  expect(sts({ policy: 'absent' })).toMatchObject({ rule: 'opportunistic', delivered: 'encrypted', attacker: 'strip' });
});

test('opportunistic: whatever comes is taken', () => {
  for (const certificate of ['valid', 'wrong-name', 'expired', 'untrusted'] as const)
    expect(at({ sender: 'opportunistic', certificate })).toMatchObject({ delivered: 'encrypted', attacker: 'strip' });
  expect(at({ sender: 'opportunistic', starttls: 'missing' })).toMatchObject({ delivered: 'clear', attacker: 'read' });
  expect(at({ sender: 'neither-tls' })).toMatchObject({ delivered: 'clear', rule: 'plain' });
});

test('the handshake: round trips, alternating flights, and who sees the certificate', () => {
  expect(roundTrips({ transport: 'starttls', version: '1.3' })).toBe(6);
  expect(roundTrips({ transport: 'starttls', version: '1.2' })).toBe(7);
  expect(roundTrips({ transport: 'implicit', version: '1.3' })).toBe(4);
  expect(roundTrips({ transport: 'implicit', version: '1.2' })).toBe(4);
  for (const transport of ['starttls', 'implicit'] as const)
    for (const version of ['1.2', '1.3'] as const) {
      const all = flights({ transport, version });
      expect(all.every((flight, i) => flight.from === (i % 2 === 0 ? 'client' : 'server'))).toBe(true);
      const parts = all.flatMap((flight) => flight.parts);
      expect(parts.find(({ part }) => part === 'certificate')?.clear).toBe(version === '1.2');
      expect(parts.filter(({ part, clear }) => part === 'ehlo' && clear)).toHaveLength(transport === 'starttls' ? 1 : 0);
      expect(parts.at(-1)).toEqual({ part: 'mail', clear: false });
    }
});
