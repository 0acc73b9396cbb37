import { expect, test } from 'vitest';
import { parseZone } from './zone.ts';

test('reads records as people paste them', () => {
  const { zone, problems } = parseZone(`
; a comment
k3f9.test.        3600 IN TXT "v=spf1 mx" " -all" ; two strings are one
k3f9.test MX 10 mail.k3f9.test.
mail.k3f9.test A 192.0.2.1
www.k3f9.test CNAME mail.k3f9.test
p._domainkey.k3f9.test. IN TXT ( "v=DKIM1; k=rsa; "
   "p=MIGf" "MA0" )  ; ----- DKIM key
bare.test TXT v=DMARC1; p=none; rua=mailto:a@k3f9.test
dead.test TIMEOUT
half.test A 192.0.2.9
half.test TXT TIMEOUT
`);
  expect(problems).toEqual([]);
  expect(zone.lookup('K3F9.test.', 'TXT')).toEqual({ status: 'ok', records: ['v=spf1 mx -all'] });
  expect(zone.lookup('www.k3f9.test', 'A').records).toEqual(['192.0.2.1']);
  expect(zone.lookup('p._domainkey.k3f9.test', 'TXT').records).toEqual(['v=DKIM1; k=rsa; p=MIGfMA0']);
  expect(zone.lookup('bare.test', 'TXT').records).toEqual(['v=DMARC1; p=none; rua=mailto:a@k3f9.test']);
  expect(zone.lookup('_domainkey.k3f9.test', 'TXT')).toEqual({ status: 'ok', records: [] });
  expect(zone.lookup('none.k3f9.test', 'A').status).toBe('nxdomain');
  expect(zone.lookup('dead.test', 'A').status).toBe('timeout');
  expect(zone.lookup('half.test', 'TXT').status).toBe('timeout');
  expect(zone.lookup('half.test', 'A').status).toBe('ok');
});

test('master file form: origin, @, the same owner again', () => {
  const { zone, problems } = parseZone(`$ORIGIN example.com.
@       MX  10 mail-a
        MX  20 mail-b
        A   192.0.2.10
mail-a  A   192.0.2.129
www     CNAME example.com.`);
  expect(problems).toEqual([]);
  expect(zone.lookup('example.com', 'MX').records).toEqual(['10 mail-a.example.com', '20 mail-b.example.com']);
  expect(zone.lookup('www.example.com', 'A').records).toEqual(['192.0.2.10']);
  expect(zone.lookup('mail-a.example.com', 'A').records).toEqual(['192.0.2.129']);
});

test('says what was expected on which line', () => {
  const { problems } = parseZone('k3f9.test TXT "v=spf1 -all"\nk3f9.test v=spf1 mx\nk3f9.test MX');
  expect(problems.map((p) => p.line)).toEqual([2, 3]);
  expect(problems[0]?.text.en).toContain('found “V=SPF1”');
  expect(problems[1]?.text['zh-cn']).toContain('空的');
});

test('escapes as dig prints them', () => {
  const { zone } = parseZone(String.raw`a.test TXT "v=DKIM1\; p=AB\034\"C\\"
b.test. 300 IN TXT v=DKIM1\; p=ABC`);
  expect(zone.lookup('a.test', 'TXT').records).toEqual(['v=DKIM1; p=AB""C\\']);
  expect(zone.lookup('b.test', 'TXT').records).toEqual(['v=DKIM1; p=ABC']);
});

test('a name with a space in it is escaped as in a master file (RFC 1035 §5.1)', () => {
  const { zone, problems } = parseZone(String.raw`%\032URL%20space.k3f9.test. A 192.0.2.7`);
  expect(problems).toEqual([]);
  expect(zone.lookup('% URL%20SPACE.k3f9.test', 'A').records).toEqual(['192.0.2.7']);
});

test.each(['; ', 'a: b\n'])('a megabyte of %j is read in one go, and complained of some times only', { timeout: 60_000 }, (part) => {
  // A second when it is read once; many minutes when each word looks back at all before it.
  const { problems } = parseZone(`k3f9.test TXT ${part.repeat(1_000_000 / part.length)}`);
  expect(problems.length).toBeLessThanOrEqual(20);
});
