import { expect, test } from 'vitest';
import { citizenNumber, find, luhn, measure, minimise, minimised } from './model.ts';
import { samples } from './samples.ts';

const values = (text: string) => find(text).map(({ kind, value }) => [kind, value]);

test('check digits: the test numbers of card schemes, and the example of GB 11643-1999', () => {
  for (const card of ['4111111111111111', '5555555555554444', '378282246310005', '6011111111111117']) expect([card, luhn(card)]).toEqual([card, true]);
  expect(luhn('4111111111111112')).toBe(false);
  expect(citizenNumber('11010519491231002X')).toBe(true);
  expect(citizenNumber('440524188001010014')).toBe(true);
  expect(citizenNumber('110105194912310021')).toBe(false);
  expect(citizenNumber('11010519491331002X')).toBe(false);
});

test('a login is a login and not also an address; the same address twice is two findings', () => {
  expect(values('sasl_username=lin@k3f9.test, from=<lin@k3f9.test>')).toEqual([
    ['login', 'lin@k3f9.test'],
    ['address', 'lin@k3f9.test'],
  ]);
});

test('addresses with dots, tags, UTF-8; not what has no domain', () => {
  expect(values('li.si+x@a.example 林薇@例子.example root@localhost')).toEqual([
    ['address', 'li.si+x@a.example'],
    ['address', '林薇@例子.example'],
  ]);
});

test('IPv4 and IPv6, but no version number, no time, no fingerprint', () => {
  expect(values('198.51.100.23 999.1.1.1 1.2.3.4.5 03:33:25 ::1 fe80::1 2001:db8::1 2001:db8:0:0:0:0:0:1 aa:bb:cc:dd').map(([, v]) => v)).toEqual([
    '198.51.100.23',
    'fe80::1',
    '2001:db8::1',
    '2001:db8:0:0:0:0:0:1',
  ]);
});

test('a folded subject is one finding; only the name beside an address is a name', () => {
  expect(values('Subject: first\r\n second\r\nTo: "Lin Wei" <lin@k3f9.test>\nFrom: lin@k3f9.test')).toEqual([
    ['subject', 'first\r\n second'],
    ['name', 'Lin Wei'],
    ['address', 'lin@k3f9.test'],
    ['address', 'lin@k3f9.test'],
  ]);
});

test('telephone numbers of China and with a country code; not any long number', () => {
  expect(values('138 0013 8000, +86 13800138000, +44 20 7946 0018; 20261125033328, 12345').map(([, v]) => v)).toEqual([
    '138 0013 8000',
    '+86 13800138000',
    '+44 20 7946 0018',
  ]);
});

test('pseudonyms: the same person has the same, another key gives another, and the domain stays', () => {
  const [a] = find('lin@k3f9.test');
  const [b] = find('LIN@k3f9.test');
  if (!a || !b) throw new Error('expected two findings');
  expect(minimised(a, 'key')).toMatch(/^u-[0-9a-f]{8}@k3f9\.test$/);
  expect(minimised(b, 'key').toLowerCase()).toBe(minimised(a, 'key'));
  expect(minimised(a, 'other')).not.toBe(minimised(a, 'key'));
});

test('addresses of machines become coarse', () => {
  expect(find('198.51.100.23 2001:db8:85a3::8a2e:370:7334').map((f) => minimised(f, 'k'))).toEqual(['198.51.100.0', '2001:db8:85a3::']);
});

test('nothing that was found is left in the minimised text', () => {
  for (const { text } of samples) {
    const found = find(text);
    const out = minimise(text, found, 'key');
    for (const { value, kind } of found) if (kind !== 'ip') expect([value, out.includes(value)]).toEqual([value, false]);
  }
});

test('recall on texts marked by hand is what the lesson says: all of a log, and hardly half of what a person writes', () => {
  const [log, headers, body] = samples.map(({ text, truth }) => measure(text, truth));
  expect(log).toEqual({ found: 7, of: 7, missed: [], wrong: [] });
  expect(headers).toEqual({ found: 11, of: 12, missed: ['+0800'], wrong: [] });
  expect(body).toEqual({ found: 4, of: 8, missed: ['周女士', '检查结果', '王医生', '12 Harbour Street'], wrong: [] });
});
