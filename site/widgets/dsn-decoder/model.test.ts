import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { decode, read, suspects } from './model.ts';
import { families, problems } from './problems.ts';
import { classes, details, subjects } from './registry.ts';
import { examples, words } from './words.ts';

describe('decoding, after RFC 3463', () => {
  // §3.2 to §3.8 of the RFC, and RFC 5248, 4954, 6710, 7372, 7505 for what came later: names of the IANA registry.
  test.each([
    ['5.1.1', 'Bad destination mailbox address'],
    ['5.1.2', 'Bad destination system address'],
    ['4.2.2', 'Mailbox full'],
    ['5.2.3', 'Message length exceeds administrative limit'],
    ['4.3.1', 'Mail system full'],
    ['4.3.2', 'System not accepting network messages'],
    ['5.3.4', 'Message too big for system'],
    ['4.4.1', 'No answer from host'],
    ['4.4.3', 'Directory server failure'],
    ['5.4.6', 'Routing loop detected'],
    ['4.4.7', 'Delivery time expired'],
    ['5.5.3', 'Too many recipients'],
    ['5.6.1', 'Media not supported'],
    ['5.7.1', 'Delivery not authorized, message refused'],
    ['5.7.8', 'Authentication credentials invalid'],
    ['5.7.23', 'SPF validation failed'],
    ['5.7.25', 'Reverse DNS validation failed'],
    ['5.7.27', 'Sender address has null MX'],
    ['5.1.10', 'Recipient address has null MX'],
  ])('%s is “%s”', (code, name) => {
    expect(decode(code)?.detail).toBe(name);
  });
  test('class and subject are read even when the detail is not registered', () => {
    const code = decode('5.2.99');
    expect(code?.class).toBe(classes['5']);
    expect(code?.subject).toBe(subjects['2']);
    expect(code?.detail).toBeNull();
    expect(decode('4.9.1')?.subject).toBeNull();
  });
  test('a first number other than 2, 4, 5 is no class', () => {
    for (const code of ['3.1.1', '1.0.0', '6.1.1', '5.1', '5.1.1.1', '5.1111.1', 'x']) expect(decode(code)).toBeNull();
  });
  test('every subject of the registry has an “other”, and no detail stands without its subject', () => {
    for (const key of Object.keys(details)) expect(subjects[key.split('.')[0] ?? '']).toBeDefined();
    for (const subject of Object.keys(subjects)) expect(details[`${subject}.0`]).toBeDefined();
  });
});

describe('reading what people paste', () => {
  test('addresses and versions are no codes', () => {
    expect(read('host mx[192.0.2.10] Postfix 3.10.13, connect to 10.4.1.1').codes).toEqual([]);
    expect(read('host mx[192.0.2.10] said: 550 5.1.1 <a@b.example>: unknown').codes.map((c) => c.code)).toEqual(['5.1.1']);
  });
  test.each([
    // The shapes of RFC 3464's examples, and what servers write behind the number.
    ["Status: 5.0.0 (permanent failure)\nDiagnostic-Code: smtp; 550 'lin@k3f9.test' is not a registered user", ['550'], ['5.0.0']],
    ['Status: 4.0.0\nDiagnostic-code: smtp; 426 connection timed out', ['426'], ['4.0.0']],
    ['550-5.7.26 blocked\n550 5.7.26 see', ['550'], ['5.7.26']],
    ['554 [TSS04] deferred', ['554'], []],
    ['550 邮箱不存在', ['550'], []],
    ['openssl v4.2.1 and 4.2.2', [], ['4.2.2']],
  ])('%j', (text, replies, codes) => {
    const r = read(text);
    expect([r.replies, r.codes.map((c) => c.code)]).toEqual([replies, codes]);
  });
  test('a reply and its code', () => {
    const r = read('452 4.2.2 Mailbox is full');
    expect(r.replies).toEqual(['452']);
    expect(r.complaints).toEqual([]);
  });
  test('a reply that contradicts its code is pointed at', () => {
    expect(read('550 4.2.2 full').complaints).toEqual([{ kind: 'clash', reply: '550', code: '4.2.2' }]);
  });
  test('leading zeros, other classes and long numbers are explained', () => {
    expect(read('Status: 5.01.1')).toMatchObject({ complaints: [{ kind: 'zeros', plain: '5.1.1' }], codes: [{ code: '5.1.1' }] });
    expect(read('Status: 3.1.1').complaints).toEqual([{ kind: 'class', code: '3.1.1' }]);
    expect(read('Status: 5.1234.1').complaints).toEqual([{ kind: 'digits', code: '5.1234.1' }]);
  });
  test('full-width digits, as a Chinese keyboard gives them', () => {
    expect(read('５５０ ５．１．１').codes.map((c) => c.code)).toEqual(['5.1.1']);
  });
});

describe('causes', () => {
  test.each([
    ['452 4.3.1 Insufficient system storage', 'disk-full'],
    ['452 4.2.2 Mailbox is full', 'mailbox-full'],
    ['552 5.2.2 over quota', 'mailbox-full'],
    ['535 5.7.8 Error: authentication failed', 'bad-password'],
    ['530 5.7.0 Must issue a STARTTLS command first', 'login-wanted'],
    ['454 4.7.0 Temporary authentication failure: Connection lost to authentication server', 'not-asked'],
    ['454 4.7.1 <a@b.example>: Relay access denied', 'relay'],
    ['554 5.7.1 Relay access denied', 'relay'],
    ['554 5.7.1 Client host [192.0.2.10] blocked using bl.example', 'listed'],
    ['550 5.7.23 SPF fail - not authorized', 'spf-dkim-dmarc'],
    ['550 5.7.25 no PTR', 'ptr'],
    ['450 4.7.1 <a@b.example>: Recipient address rejected: Greylisted', 'greylisted'],
    ['554 5.4.0 Error: too many hops', 'loop'],
    ['554 5.4.6 Too many hops', 'loop'],
    ['550 5.1.1 User unknown in virtual mailbox table', 'unknown-user'],
    ['421 4.7.0 mail.k3f9.test Error: too many connections from 192.0.2.20', 'busy'],
    ['connect to mx.b.example[192.0.2.1]:25: Connection timed out dsn=4.4.1', 'no-answer'],
    ['Host or domain name not found. Name service error for name=b.example type=A: Host not found dsn=5.4.4', 'no-route'],
    ['Host or domain name not found. Name service error for name=b.example type=MX: Host not found, try again dsn=4.4.3', 'slow-dns'],
    ['552 5.3.4 Message size exceeds fixed limit', 'too-big'],
    ['554 5.7.1 virus found: Eicar-Signature', 'virus-spam'],
    ['她的邮箱满了', 'mailbox-full'],
    ['密码不对，登录失败', 'bad-password'],
    ['our address is on a blacklist', 'listed'],
  ])('%s → %s', (text, id) => {
    expect(suspects(text)[0]?.problem.id).toBe(id);
  });
  test('a class that differs counts less than the exact code', () => {
    const [first] = suspects('4.1.1');
    expect(first?.problem.id).toBe('unknown-user');
    expect(first?.score).toBe(2);
  });
  test('nothing known, nobody suspected', () => {
    expect(suspects('hello')).toEqual([]);
    expect(suspects('550')).toEqual([]);
  });
  test('every problem can be reached by one of its own codes, and every family has one', () => {
    for (const problem of problems) expect(suspects(problem.codes[0] ?? '').map((s) => s.problem.id)).toContain(problem.id);
    for (const family of Object.keys(families)) expect(problems.some((p) => p.family === family)).toBe(true);
    expect(new Set(problems.map((p) => p.id)).size).toBe(problems.length);
  });
  test('labs are named as in the curriculum', () => {
    for (const { lab } of problems) if (lab) expect(lab).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(existsSync(new URL('../../../labs/fault-sasl-socket/lab.ts', import.meta.url))).toBe(true);
  });
  test('every example is read without complaint and has a suspect', () => {
    for (const { text, label } of [...examples, { text: words.en.placeholder, label: '4.3.1' }]) {
      expect(read(text).complaints).toEqual([]);
      expect(suspects(text).length).toBeGreaterThan(0);
      expect(text).toContain(label.split(' ').at(-1));
    }
  });
});
