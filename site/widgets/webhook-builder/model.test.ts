import { createHash, createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { hex, hmacSha256 } from '../shared/hmac.ts';
import { sha256 } from '../shared/sha2.ts';
import { buildWebhook, type Settings } from './model.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

test('SHA-256 of FIPS 180-4, and HMAC of RFC 4231 cases 1, 2, 6', () => {
  expect(hex(sha256(bytes('abc')))).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  expect(hex(hmacSha256(new Uint8Array(20).fill(0x0b), bytes('Hi There')))).toBe('b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7');
  expect(hex(hmacSha256(bytes('Jefe'), bytes('what do ya want for nothing?')))).toBe('5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843');
  expect(hex(hmacSha256(new Uint8Array(131).fill(0xaa), bytes('Test Using Larger Than Block-Size Key - Hash Key First')))).toBe(
    '60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54',
  );
});

test('every length around the block edges agrees with Node', () => {
  for (const length of [0, 1, 55, 56, 57, 63, 64, 65, 119, 120, 1000]) {
    const data = new Uint8Array(length).map((_, i) => i);
    expect(hex(sha256(data))).toBe(createHash('sha256').update(data).digest('hex'));
  }
});

const settings: Settings = {
  shape: 'plain',
  chosen: ['id', 'from', 'subject', 'text', 'attachments'],
  textLimit: 200,
  secret: 'a-key-of-our-own',
  now: 1_795_600_000,
};
const mail = `From: "Wang Wei" <wang@haibo.example>
To: tickets@k3f9.test
Subject: =?utf-8?B?5omT5Y2w5py65Z2P5LqG?=
Message-ID: <t1@haibo.example>
Date: Wed, 25 Nov 2026 09:00:00 +0800 (CST)
Content-Type: multipart/mixed; boundary="b=1"

preamble
--b=1
Content-Type: multipart/alternative; boundary=b2

--b2
Content-Type: text/plain; charset=gb18030
Content-Transfer-Encoding: quoted-printable

=C8=FD=C2=A5=
=B5=C4
--b2
Content-Type: text/html

<p>third floor</p>
--b2--
--b=1
Content-Type: image/png
Content-Disposition: attachment; filename*=utf-8''%E7%85%A7%E7%89%87.png
Content-Transfer-Encoding: base64

iVBORw0KGgo=
--b=1--
epilogue
`;

test('a nested message in GB18030 with an attachment becomes JSON', () => {
  const { body, problems } = buildWebhook(mail, settings);
  expect(JSON.parse(body)).toEqual({
    id: '<t1@haibo.example>',
    from: 'wang@haibo.example',
    subject: '打印机坏了',
    text: '三楼的',
    attachments: [{ name: '照片.png', type: 'image/png', bytes: 8 }],
  });
  expect(problems).toEqual(['personal']);
});

test('the signature is that of the receiver in docs/runs/S14: HMAC of time, dot, body', () => {
  const { body, headers } = buildWebhook(mail, settings);
  const mac = createHmac('sha256', 'a-key-of-our-own').update(`1795600000.${body}`).digest('hex');
  expect(headers).toContainEqual(['X-Signature', `sha256=${mac}`]);
  expect(headers).toContainEqual(['Idempotency-Key', '<t1@haibo.example>']);
  expect(buildWebhook(mail, { ...settings, secret: '' }).headers.map(([name]) => name)).not.toContain('X-Signature');
});

test('dates become UTC, texts are cut at characters, not in them', () => {
  const { body } = buildWebhook(mail.replace('=C8=FD=C2=A5=\n=B5=C4', '=C8=FD=C2=A5'), { ...settings, chosen: ['date', 'text'], textLimit: 1 });
  expect(JSON.parse(body)).toEqual({ date: '2026-11-25T01:00:00.000Z', text: '三…' });
});

test('what is no message, has no id or no sender, or a charset that nobody knows, is said', () => {
  expect(buildWebhook('just a text', { ...settings, chosen: ['id'] }).problems).toEqual(['no-mail']);
  expect(buildWebhook('Subject: x\n\nbody', { ...settings, chosen: ['id'] }).problems).toEqual(['no-id', 'no-from']);
  expect(buildWebhook('From: a@b.test\nMessage-ID: <1@b>\nContent-Type: text/plain; charset=klingon\n\nx', { ...settings, chosen: ['id'] }).problems).toEqual([
    'unknown-charset',
  ]);
});

test('a chat gets one text', () => {
  expect(JSON.parse(buildWebhook(mail, { ...settings, shape: 'chat' }).body)).toEqual({ text: '打印机坏了 — wang@haibo.example\n三楼的' });
});
