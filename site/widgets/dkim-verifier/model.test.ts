import { createHash, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { expect, test } from 'vitest';
import { sha256, sha512 } from '../shared/sha2.ts';
import { parseZone } from '../shared/zone.ts';
import { examples, rfc6376, rfc6376Key as rfc6376dns, rfc8463, rfc8463Keys as rfc8463dns } from './examples.ts';
import { ed25519Verifies, fromBase64, rsaKey, toBase64 } from './keys.ts';
import { canonicalBody, canonicalField, parseMessage, withoutB } from './message.ts';
import { verifyMessage } from './model.ts';

const now = Date.parse('2026-11-25T04:00:00Z') / 1000;
const verify = (message: string, dns: string, at = now) => verifyMessage(message, parseZone(dns).zone, at).verdicts;

test('RFC 6376 A.2 (simple/simple)', () => {
  expect(verify(rfc6376, rfc6376dns)).toMatchObject([{ outcome: 'pass', domain: 'example.com', forms: { header: 'simple', body: 'simple' } }]);
  expect(verify(rfc6376.replace(/\n/g, '\r\n'), rfc6376dns)[0]?.outcome).toBe('pass');
  // simple forgives nothing: one space in a header, one in the body.
  expect(verify(rfc6376.replace('Subject: Is', 'Subject:  Is'), rfc6376dns)[0]?.reason.kind).toBe('signature-wrong');
  expect(verify(rfc6376.replace('game. Are', 'game.  Are'), rfc6376dns)[0]?.reason.kind).toBe('body-changed');
});

test('RFC 8463 A.3 (Ed25519 and RSA, relaxed/relaxed)', () => {
  expect(verify(rfc8463, rfc8463dns).map((v) => [v.outcome, v.algorithm])).toEqual([
    ['pass', 'ed25519-sha256'],
    ['pass', 'rsa-sha256'],
  ]);
  const folded = rfc8463.replace('Subject: Is dinner ready?', 'SUBJECT : \t Is\n\tdinner   ready?  ').replace('Joe.\n', 'Joe.  \t\n\n\n');
  expect(verify(folded, rfc8463dns).map((v) => v.outcome)).toEqual(['pass', 'pass']);
  for (const changed of [
    rfc8463.replace('Is dinner', 'Is supper'),
    rfc8463.replace('From: Joe', 'From: Eve <eve@example.net>\nFrom: Joe'),
    rfc8463.replace('Subject: Is', 'Subject: Win\nSubject: Is'),
  ])
    expect(verify(changed, rfc8463dns).map((v) => v.reason.kind)).toEqual(['signature-wrong', 'signature-wrong']);
  expect(verify(rfc8463.replace('hungry', 'angry'), rfc8463dns).map((v) => v.reason.kind)).toEqual(['body-changed', 'body-changed']);
});

test('RFC 6376 §3.4.5: the example of both forms', () => {
  const { fields, body } = parseMessage('A: X\r\nB : Y\t\r\n\tZ  \r\n\r\n C \r\nD \t E\r\n\r\n\r\n');
  expect(fields.map((f) => canonicalField(f.raw, 'relaxed'))).toEqual(['a:X', 'b:Y Z']);
  expect(fields.map((f) => canonicalField(f.raw, 'simple'))).toEqual(['A: X', 'B : Y\t\r\n\tZ  ']);
  expect(canonicalBody(body, 'relaxed')).toBe(' C\r\nD E\r\n');
  expect(canonicalBody(body, 'simple')).toBe(' C \r\nD \t E\r\n');
});

test('the corners of the body', () => {
  for (const [body, simple, relaxed] of [
    ['', '\r\n', ''],
    ['\r\n\r\n', '\r\n', ''],
    [' \r\n', ' \r\n', ''],
    ['x', 'x\r\n', 'x\r\n'],
    ['x \r\n \r\n\r\n', 'x \r\n \r\n', 'x\r\n'],
    ['\r\nx\r\n', '\r\nx\r\n', '\r\nx\r\n'],
    ['\t x\r\n', '\t x\r\n', ' x\r\n'],
  ] as const) {
    expect(canonicalBody(body, 'simple')).toBe(simple);
    expect(canonicalBody(body, 'relaxed')).toBe(relaxed);
  }
  // RFC 6376 §3.4.3 and §3.4.4 print the hashes of the empty body.
  expect(toBase64(sha256(new TextEncoder().encode(canonicalBody('', 'simple'))))).toBe('frcCV1k9oG9oKj3dpUqdJg1PxRT2RSN/XKdLCPjaYaY=');
  expect(toBase64(sha256(new TextEncoder().encode(canonicalBody('', 'relaxed'))))).toBe('47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=');
});

test('b= is taken out, bh= and others stay', () => {
  expect(withoutB('DKIM-Signature: v=1; bh=abc; b = x y\r\n z ; d=e')).toBe('DKIM-Signature: v=1; bh=abc; b =; d=e');
  expect(withoutB('DKIM-Signature: b=xyz; v=1')).toBe('DKIM-Signature: b=; v=1');
  expect(withoutB('DKIM-Signature: v=1;\r\n b=xyz=\r\n\tabc')).toBe('DKIM-Signature: v=1;\r\n b=');
});

test('hashes and Ed25519 against another implementation', () => {
  for (const n of [0, 1, 3, 55, 56, 63, 64, 111, 112, 119, 127, 128, 129, 1000]) {
    const data = Uint8Array.from({ length: n }, (_, i) => (i * 7 + n) & 255);
    expect(Buffer.from(sha256(data)).toString('hex')).toBe(createHash('sha256').update(data).digest('hex'));
    expect(Buffer.from(sha512(data)).toString('hex')).toBe(createHash('sha512').update(data).digest('hex'));
  }
  // RFC 8032 §7.1, tests 2 and 3.
  const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text, 'hex'));
  for (const [key, message, signature] of [
    [
      '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
      '72',
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
    ],
    [
      'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
      'af82',
      '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
    ],
  ] as const) {
    expect(ed25519Verifies(hex(key), hex(message), hex(signature))).toBe(true);
    expect(ed25519Verifies(hex(key), hex(`${message}00`), hex(signature))).toBe(false);
  }
  for (const n of [512, 1024, 2048]) {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: n });
    expect(rsaKey(publicKey.export({ type: 'spki', format: 'der' }))?.bits).toBe(n);
    expect(rsaKey(publicKey.export({ type: 'pkcs1', format: 'der' }))?.bits).toBe(n);
  }
  expect(fromBase64('ab$c')).toBeNull();
});

/** A signer of our own, to make what no RFC prints: cryptography and hashes are node's, only the canonical forms are the model's. */
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ed = generateKeyPairSync('ed25519');
const headers = 'From: Lin Wei <lin@k3f9.test>\nTo: wang@haibo.example\nSubject: 发票　十一月 \nDate: Wed, 25 Nov 2026 03:10:00 +0000\n';
const rsaTxt = (key: KeyObject): string => createPublicKey(key).export({ type: 'spki', format: 'der' }).toString('base64');
interface Making {
  tags?: string;
  h?: string;
  c?: string;
  body?: string;
  signedBody?: string;
  key?: KeyObject;
  domain?: string;
}
function make({
  tags = '',
  h = 'from:to:subject:date',
  c = 'relaxed/relaxed',
  body = 'Hello\n',
  signedBody = body,
  key = rsa.privateKey,
  domain = 'k3f9.test',
}: Making): string {
  const [header, bodyForm] = c.split('/') as ['simple' | 'relaxed', 'simple' | 'relaxed'];
  const length = /(?:^|; )l=(\d+)/.exec(tags)?.[1];
  const canonical = Buffer.from(canonicalBody(signedBody.replace(/\n/g, '\r\n'), bodyForm)).subarray(0, length === undefined ? undefined : Number(length));
  const algorithm = key.asymmetricKeyType === 'ed25519' ? 'ed25519' : 'rsa';
  const own = `DKIM-Signature: v=1; a=${algorithm}-sha256; c=${c}; d=${domain}; s=s1; h=${h}; ${tags}${tags && '; '}bh=${createHash('sha256').update(canonical).digest('base64')}; b=`;
  const { fields } = parseMessage(`${headers}\n`);
  const left = [...fields];
  const picked = h.split(':').map((name) => {
    const at = left.findLastIndex((f) => f.name.toLowerCase() === name.trim().toLowerCase());
    return at === -1 ? '' : `${canonicalField((left.splice(at, 1)[0] as { raw: string }).raw, header)}\r\n`;
  });
  const input = Buffer.from(picked.join('') + canonicalField(own, header));
  const signature = algorithm === 'ed25519' ? sign(null, createHash('sha256').update(input).digest(), key) : sign('sha256', input, key);
  return `${own}${signature.toString('base64')}\n${headers}\n${body}`;
}
const dns = (record: string): string => `s1._domainkey.k3f9.test. TXT "${record}"`;
const good = dns(`v=DKIM1; k=rsa; p=${rsaTxt(rsa.privateKey)}`);
const edDns = dns(`v=DKIM1; k=ed25519; p=${ed.publicKey.export({ type: 'spki', format: 'der' }).subarray(-32).toString('base64')}`);
const reason = (making: Making, record = good, at = now): string => verify(make(making), record, at)[0]?.reason.kind as string;

test('makes what it then breaks: both algorithms, all four forms', () => {
  for (const c of ['simple/simple', 'simple/relaxed', 'relaxed/simple', 'relaxed/relaxed']) {
    expect(reason({ c })).toBe('good');
    expect(reason({ c, key: ed.privateKey }, edDns)).toBe('good');
    expect(reason({ c, body: '' })).toBe('good');
  }
  // An ideographic space at the end of a Chinese subject is no white space for DKIM.
  expect(verify(make({}).replace('十一月 \n', '十一月\n'), good)[0]?.outcome).toBe('pass');
  expect(verify(make({}).replace('发票　十', '发票 十'), good)[0]?.reason.kind).toBe('signature-wrong');
});

test('l=: what is added behind it passes, and is pointed out; a body that is too short fails', () => {
  const added = make({ tags: 'l=7', body: 'Hello\nBuy pills!\n', signedBody: 'Hello\n' });
  expect(verify(added, good)).toMatchObject([{ outcome: 'pass' }]);
  expect(verify(added, good)[0]?.warnings).toContainEqual({ kind: 'unsigned-tail', octets: 12 });
  expect(reason({ tags: 'l=0', body: 'anything' })).toBe('good');
  expect(reason({ tags: 'l=8' })).toBe('body-shorter');
  expect(reason({ tags: 'l=x' })).toBe('bad-value');
});

test('a domain in another script: the key is asked for by its A-label (RFC 8616 §4)', () => {
  const asked = `s1._domainkey.xn--fsqu00a.xn--55qx5d TXT "p=${rsaTxt(rsa.privateKey)}"`;
  expect(verify(make({ domain: '例子.公司' }), asked)[0]).toMatchObject({ outcome: 'pass', domain: '例子.公司' });
  expect(verify(make({ domain: '例子.公司' }), good)[0]?.reason).toEqual({ kind: 'no-key', name: 's1._domainkey.xn--fsqu00a.xn--55qx5d' });
  expect(reason({ domain: '例子 公司' })).toBe('bad-value');
});

test('t= and x=', () => {
  expect(reason({ tags: `t=${now - 60}; x=${now + 60}` })).toBe('good');
  expect(reason({ tags: `t=${now - 60}; x=${now - 1}` })).toBe('expired');
  expect(reason({ tags: `t=${now}; x=${now}` })).toBe('bad-value');
  expect(verify(make({ tags: `t=${now + 3600}` }), good)[0]).toMatchObject({ outcome: 'pass', warnings: expect.arrayContaining([{ kind: 'future' }]) });
});

test('h=: bottom up, oversigning, what is left open', () => {
  const open = verify(make({}), good)[0];
  expect(open?.warnings).toContainEqual({ kind: 'can-be-added', names: ['From', 'Subject', 'To', 'Date'] });
  const twoFrom = make({}).replace('From: Lin', 'From: Boss <boss@bank.example>\nFrom: Lin');
  expect(verify(twoFrom, good)[0]).toMatchObject({
    outcome: 'pass',
    warnings: expect.arrayContaining([
      { kind: 'not-signed', names: ['From'] },
      { kind: 'several', name: 'From', count: 2 },
    ]),
  });
  expect(verifyMessage(twoFrom, parseZone(good).zone, now).fromCount).toBe(2);
  const over = make({ h: 'from:from:to:subject:subject:date' });
  expect(verify(over, good)[0]?.outcome).toBe('pass');
  expect(verify(over.replace('From: Lin', 'From: Boss <boss@bank.example>\nFrom: Lin'), good)[0]?.reason.kind).toBe('signature-wrong');
  expect(reason({ h: 'to:subject' })).toBe('from-unsigned');
  expect(verify(make({ h: 'from:date' }), good)[0]?.warnings).toContainEqual({ kind: 'not-signed', names: ['To', 'Subject'] });
});

test('i=, q= and the list itself', () => {
  expect(reason({ tags: 'i=lin@k3f9.test' })).toBe('good');
  expect(reason({ tags: 'i=@mail.k3f9.test' })).toBe('good');
  expect(reason({ tags: 'i=@notk3f9.test' })).toBe('domain-mismatch');
  expect(reason({ tags: 'q=dns/txt:other' })).toBe('good');
  expect(reason({ tags: 'q=other' })).toBe('no-dns-query');
  expect(reason({ tags: 'zz=unknown tags are ignored' })).toBe('good');
  expect(reason({ tags: 's=s1' })).toBe('duplicate-tag');
  expect(verify(make({}).replace('v=1;', 'v=2;'), good)[0]?.reason).toEqual({ kind: 'bad-value', tag: 'v' });
  expect(verify(make({}).replace('rsa-sha256', 'rsa-sha1'), good)[0]?.reason.kind).toBe('sha1');
  expect(verify(make({}).replace(' s=s1;', ''), good)[0]?.reason).toEqual({ kind: 'missing-tag', tag: 's' });
  expect(verify(make({}).replace('c=relaxed/relaxed', 'c=nofws'), good)[0]?.reason).toEqual({ kind: 'bad-value', tag: 'c' });
});

test('the key record', () => {
  const p = rsaTxt(rsa.privateKey);
  const small = generateKeyPairSync('rsa', { modulusLength: 512 }).publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
  for (const [record, kind] of [
    [`p=${p}`, 'good'],
    [`v=DKIM1; h=sha256:sha1; s=email; t=y:s; n=note; p=${p}`, 'good'],
    ['v=DKIM1; p=', 'key-revoked'],
    ['v=DKIM1; k=rsa', 'key-syntax'],
    [`k=rsa; v=DKIM1; p=${p}`, 'key-version'],
    [`v=DKIM2; p=${p}`, 'key-version'],
    [`v=DKIM1; k=ed25519; p=${p}`, 'key-algorithm'],
    [`v=DKIM1; h=sha1; p=${p}`, 'key-hash'],
    [`v=DKIM1; s=tlsrpt; p=${p}`, 'key-service'],
    ['v=DKIM1; p=!!!', 'key-syntax'],
    ['v=DKIM1; p=AAAA', 'key-syntax'],
    [`v=DKIM1; p=${small}`, 'key-short'],
  ] as const)
    expect(reason({}, dns(record)), record).toBe(kind);
  expect(reason({ tags: 'i=@mail.k3f9.test' }, dns(`v=DKIM1; t=s; p=${p}`))).toBe('key-strict');
  expect(reason({}, '')).toBe('no-key');
  expect(reason({}, `${good}\n${good}`)).toBe('two-keys');
  expect(verify(make({}), 's1._domainkey.k3f9.test TIMEOUT')[0]).toMatchObject({ outcome: 'tempfail' });
});

test('the examples of the widget say what their buttons promise', () => {
  const outcomes = Object.fromEntries(examples.map((one) => [one.id, verify(one.message, one.zone).map((v) => v.reason.kind)]));
  expect(outcomes).toEqual({
    rfc8463: ['good', 'good'],
    rfc6376: ['good'],
    footer: ['body-changed'],
    length: ['good'],
    'second-from': ['good'],
    oversigned: ['signature-wrong'],
    'no-key': ['no-key'],
  });
});

test('text that is no message', () => {
  expect(verify('', good)).toEqual([]);
  expect(parseMessage('no header here\n\nbody').odd).toEqual([1]);
  expect(parseMessage('From lin Wed Nov 25 03:10:00 2026\nFrom: lin@k3f9.test\n\nx').fields.map((f) => f.name)).toEqual(['From']);
});
