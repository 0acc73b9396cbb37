import { PassThrough } from 'node:stream';
import { decode, encode, type Packet, type StringAnswer, type TxtAnswer } from 'dns-packet';
import { describe, expect, test } from 'vitest';
import { PostlabError } from '../errors.ts';
import { MailAuth, signatureFields } from './auth.ts';
import { Letters } from './compose.ts';
import { Dns } from './dns.ts';
import type { Dial } from './network.ts';
import { loopbackNetwork, testPartnerKey } from './test-network.ts';

const key = testPartnerKey();
const zone: Record<string, (TxtAnswer | StringAnswer)[]> = {
  'TXT peer.example': [{ type: 'TXT', name: 'peer.example', data: ['v=spf1 a:mx.peer.example -all'] }],
  'A mx.peer.example': [{ type: 'A', name: 'mx.peer.example', data: '192.0.2.10' }],
  'TXT partner._domainkey.peer.example': [
    { type: 'TXT', name: 'partner._domainkey.peer.example', data: [`v=DKIM1; k=rsa; p=${key.publicKey.slice(0, 200)}`, key.publicKey.slice(200)] },
  ],
  'TXT _dmarc.peer.example': [{ type: 'TXT', name: '_dmarc.peer.example', data: ['v=DMARC1; p=reject'] }],
};

/** A resolver that knows the zone and nothing else, at the other end of every dial. */
const dialDns: Dial = async () => {
  const stream = new PassThrough({ objectMode: true });
  const write = stream.write.bind(stream);
  stream.write = ((query: Buffer) => {
    const { id, questions } = decode(query);
    const found = zone[`${questions?.[0]?.type} ${questions?.[0]?.name}`];
    const reply: Packet = { type: 'response', id, flags: found ? 0 : 3, questions, answers: found ?? [] };
    return write(encode(reply));
  }) as typeof stream.write;
  return stream;
};

function tools(dial: Dial = dialDns) {
  const { network, dialogues } = loopbackNetwork('', dial, key);
  return { auth: new MailAuth(network, new Dns(network)), letters: new Letters(network), dialogues };
}

describe('a strict receiver', () => {
  test("believes a partner's signed letter from its own server", async () => {
    const { auth, letters, dialogues } = tools();
    const raw = await letters.letter({ from: 'Ada <ada@peer.example>', to: 'kai@k3f9.test', subject: '会议改期', text: '周五下午三点。\n.dot\n' });
    expect(raw.toString('latin1')).not.toMatch(/[\x80-\xff]|[^\r]\n/);
    const verdict = await auth.message({ raw, ip: '192.0.2.10', helo: 'mx.peer.example', mailFrom: 'ada@peer.example' });
    expect(verdict.spf).toMatchObject({ result: 'pass', domain: 'peer.example', lookups: 1, voidLookups: 0 });
    expect(verdict.dkim).toMatchObject([
      { result: 'pass', domain: 'peer.example', selector: 'partner', algorithm: 'rsa-sha256', keyBits: 2048, partialBody: false },
    ]);
    expect(verdict.dkim[0]?.signedHeaders).toContain('from');
    expect(verdict.dmarc).toMatchObject({ result: 'pass', policy: 'reject', spfAligned: 'peer.example', dkimAligned: 'peer.example' });
    expect(dialogues.at(-1)?.lines.map((l) => l.text)).toContainEqual('dmarc=pass p=reject');
  });

  test('does not believe a stranger, nor a letter that was changed on the way', async () => {
    const { auth, letters } = tools();
    const raw = await letters.letter({ from: 'ada@peer.example', to: 'kai@k3f9.test', subject: 'hi', text: 'one' });
    const verdict = await auth.message({ raw: raw.toString().replace('one', 'two'), ip: '203.0.113.200', helo: 'x.example', mailFrom: 'ada@peer.example' });
    expect(verdict.spf.result).toBe('fail');
    expect(verdict.dkim).toMatchObject([{ result: 'neutral', comment: 'body hash did not verify' }]);
    expect(verdict.dmarc).toMatchObject({ result: 'fail', spfAligned: '', dkimAligned: '' });
  });

  test('has no policy where there is none', async () => {
    const { auth } = tools();
    const verdict = await auth.message({ raw: 'From: a@nowhere.test\r\n\r\nx', ip: '203.0.113.200', helo: 'x.example', mailFrom: '' });
    expect(verdict).toMatchObject({ spf: { result: 'none' }, dkim: [], dmarc: { result: 'none', policy: '' } });
  });

  test('that could not look says so, instead of judging', async () => {
    const { auth } = tools(() => Promise.reject(new PostlabError({ code: 'world-unreachable', message: 'The world is gone.', hint: 'Wait.' })));
    await expect(auth.spf({ ip: '192.0.2.10', helo: 'mx.peer.example', mailFrom: 'a@peer.example' })).rejects.toThrow(/world is gone/);
  });
});

test('a letter that nobody may sign stays unsigned; a foreign domain cannot be signed for', async () => {
  const { letters } = tools();
  expect((await letters.letter({ from: 'a@elsewhere.test', to: 'b@k3f9.test' })).toString()).not.toMatch(/DKIM-Signature/);
  expect((await letters.letter({ from: 'a@peer.example', to: 'b@k3f9.test', sign: false })).toString()).not.toMatch(/DKIM-Signature/);
  await expect(letters.letter({ from: 'a@elsewhere.test', to: 'b@k3f9.test', sign: 'elsewhere.test' })).rejects.toThrow(/partner/);
});

test('a sealed letter: a chain of one that a receiver believes, until somebody changes the message or the results in it', async () => {
  const { letters } = tools();
  const { authenticate } = await import('mailauth');
  const written = await letters.letter({ from: 'a@elsewhere.test', to: 'b@k3f9.test', subject: 'hi', text: 'one' });
  const raw = (await letters.seal(written, 'peer.example', 'mx.peer.example; dmarc=pass header.from=elsewhere.test')).toString('latin1');
  expect(raw.match(/^ARC-[\w-]+(?=:)/gm)).toEqual(['ARC-Seal', 'ARC-Message-Signature', 'ARC-Authentication-Results']);
  const resolver = async (name: string, type: string) => {
    const found = zone[`${type} ${name}`];
    if (!found) throw Object.assign(new Error(name), { code: 'ENOTFOUND' });
    return found.map((a) => a.data) as string[][];
  };
  const judged = async (text: string) => (await authenticate(Buffer.from(text, 'latin1'), { ip: '192.0.2.10', resolver, disableBimi: true })).arc;
  expect(await judged(raw)).toMatchObject({ i: 1, status: { result: 'pass' } });
  expect(await judged(raw.replace('one', 'two'))).toMatchObject({ status: { result: 'fail' } });
  expect(await judged(raw.replace('dmarc=pass', 'dmarc=fail'))).toMatchObject({ status: { result: 'fail' } });
  await expect(letters.seal(written, 'elsewhere.test', 'x; none')).rejects.toThrow(/partner/);
});

test('own header fields replace ours', async () => {
  const { letters } = tools();
  const text = (
    await letters.letter({
      from: 'a@elsewhere.test',
      to: 'b@k3f9.test',
      headers: { 'Message-ID': '<one@two>', Date: 'Mon, 05 Jan 2026 08:00:00 +0000', 'X-Two': ['1', '2'] },
    })
  ).toString();
  expect(text).toContain('Message-ID: <one@two>\r\n');
  expect(text).toContain('Date: Mon, 05 Jan 2026 08:00:00 +0000\r\n');
  expect(text).toMatch(/X-Two: 1\r\nX-Two: 2\r\n/);
});

test('the tags of a signature', () => {
  const [tags] = signatureFields('DKIM-Signature: v=1; a=rsa-sha256; l=10;\r\n\th=From:\r\n From:To; b=ab\r\n c==\r\nFrom: x\r\n\r\nDKIM-Signature: no');
  expect(tags && Object.fromEntries(tags)).toMatchObject({ h: 'From:From:To', l: '10', b: 'abc==' });
});
