import { generateKeyPairSync } from 'node:crypto';
import { dkimSign } from 'mailauth/lib/dkim/sign.js';
import { afterEach, describe, expect, it } from 'vitest';
import { internetAddresses } from '../contract/topology.ts';
import { resolveWith } from './authenticate.ts';
import { DnsDesk } from './dns-desk.ts';
import { bulkFrom, bulkSpan, judgeClient, judgeMessage, judgeTls, type MessageFacts } from './strict.ts';
import { StrictDesk } from './strict-desk.ts';
import { testSandbox } from './test-sandbox.ts';

describe('at each stage', () => {
  it('clear text, no name, and a DNS that is silent have codes of their own', () => {
    expect([judgeTls({ tls: true }), judgeTls({ tls: false })]).toMatchObject([null, { code: 530, text: expect.stringMatching(/^5\.7\.0 /) }]);
    const client = { address: '192.0.2.1', tls: true };
    expect(judgeClient({ ...client, names: ['a.example'] })).toBeNull();
    expect(judgeClient({ ...client, names: [] })).toMatchObject({ code: 550, text: expect.stringMatching(/^5\.7\.25 \[192\.0\.2\.1\]/) });
    expect(judgeClient({ ...client, names: null })).toMatchObject({ code: 451, text: expect.stringMatching(/^4\.7\.25 /) });
  });

  const dkim = { result: 'pass', domain: 'a.example', signed: ['from', 'list-unsubscribe', 'list-unsubscribe-post'] };
  const good: MessageFacts = {
    rules: 'https://big.example/senders',
    fromFields: 1,
    fromDomains: ['a.example'],
    spf: 'pass',
    dkim: [dkim],
    dmarc: { result: 'pass', policy: 'reject', at: 'a.example' },
    bulk: false,
    listUnsubscribe: '',
    listUnsubscribePost: '',
  };
  const list = { bulk: true, listUnsubscribe: ' <mailto:x@a.example>, <https://a.example/u>', listUnsubscribePost: ' List-Unsubscribe=One-Click' };
  const none = { result: 'none', policy: 'none', at: '' } as const;
  const fail = (policy: 'none' | 'quarantine' | 'reject') => ({ result: 'fail', policy, at: 'a.example' }) as const;
  it.each<[string, Partial<MessageFacts>, string | null]>([
    ['all is well', {}, null],
    ['SPF alone, no DMARC', { dkim: [], dmarc: none }, null],
    ['DKIM alone, no DMARC', { spf: 'fail', dmarc: none }, null],
    ['neither', { spf: 'softfail', dkim: [], dmarc: none }, '550 5.7.26'],
    ['neither, though the policy is none', { spf: 'fail', dkim: [], dmarc: fail('none') }, '550 5.7.26'],
    ['not aligned, p=reject', { dmarc: fail('reject') }, '550 5.7.26'],
    ['not aligned, p=quarantine', { dmarc: fail('quarantine') }, null],
    ['two From fields', { fromFields: 2 }, '550 5.7.1'],
    ['two addresses in it', { fromDomains: ['a.example', 'a.example'] }, '550 5.7.1'],
    ['no From', { fromFields: 0, fromDomains: [] }, '550 5.7.1'],
    ['the DNS is silent about SPF, and nothing else proves it', { spf: 'temperror', dkim: [], dmarc: none }, '451 4.7.24'],
    ['… but DKIM does', { spf: 'temperror' }, null],
    ['the DNS is silent about a signature', { spf: 'fail', dkim: [{ ...dkim, result: 'temperror' }], dmarc: fail('reject') }, '451 4.7.24'],
    ['the DNS is silent about DMARC', { dmarc: null }, '451 4.7.24'],
    ['bulk with all that it needs', list, null],
    ['bulk without DMARC', { ...list, dmarc: none }, '550 5.7.26'],
    ['bulk, not aligned', { ...list, dmarc: fail('none') }, '550 5.7.26'],
    ['bulk without unsubscribe', { bulk: true }, '550 5.7.1'],
    ['bulk, unsubscribe by mail only', { ...list, listUnsubscribe: '<mailto:x@a.example>' }, '550 5.7.1'],
    ['bulk, unsubscribe not signed', { ...list, dkim: [{ ...dkim, signed: ['from'] }] }, '550 5.7.1'],
    ['bulk, signature broken', { ...list, dkim: [{ ...dkim, result: 'fail' }] }, '550 5.7.1'],
  ])('%s', (_what, over, wanted) => {
    const refusal = judgeMessage({ ...good, ...over });
    expect(refusal && `${refusal.code} ${refusal.text}`.split(' ').slice(0, 2).join(' ')).toBe(wanted);
  });
});

describe('with the DNS of a sandbox, real signatures and mailauth', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const strings = `v=DKIM1; k=rsa; p=${publicKey.export({ type: 'spki', format: 'der' }).toString('base64')}`.match(/.{1,250}/g) as string[];
  const desks: DnsDesk[] = [];
  afterEach(() => {
    for (const desk of desks.splice(0)) desk.close();
  });
  function strict(zones: Record<string, string[]> = {}, now?: () => number) {
    const sandbox = testSandbox({
      hosts: [{ name: 'mx', address: '198.18.7.249', fqdn: 'mail.shop.test' }],
      delegations: {},
      zones: {
        'shop.test': [
          '@ MX 10 mail.shop.test.',
          '@ TXT "v=spf1 ip4:198.18.7.249 -all"',
          '_dmarc TXT "v=DMARC1; p=reject"',
          `k1._domainkey TXT ${strings.map((s) => `"${s}"`).join(' ')}`,
        ],
        ...zones,
      },
    });
    const desk = new DnsDesk(sandbox);
    desks.push(desk);
    const resolve = resolveWith(desk.answerer('192.0.2.10', internetAddresses.resolver, true));
    return new StrictDesk({ domain: 'peer.example', mx: 'mx.peer.example', resolve, ...(now && { now }) });
  }
  const letter = (more = '') => Buffer.from(`From: Kai <kai@shop.test>\r\nTo: ada@peer.example\r\nSubject: hi\r\n${more}\r\nhello\r\n`);
  const sign = async (raw: Buffer, headerList = 'From:To:Subject:List-Unsubscribe:List-Unsubscribe-Post') => {
    const key = {
      signingDomain: 'shop.test',
      selector: 'k1',
      privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      algorithm: 'rsa-sha256',
    };
    // A string of names, whatever the types say.
    const options = { ...key, canonicalization: 'relaxed/relaxed', headerList, signatureData: [key] } as unknown as Parameters<typeof dkimSign>[1];
    const { signatures } = await dkimSign(raw, options);
    return Buffer.concat([Buffer.from(signatures), raw]);
  };
  const home = { ip: '198.18.7.249', helo: 'mail.shop.test', mailFrom: 'kai@shop.test' };
  const elsewhere = { ...home, ip: '198.51.100.200' };

  it('knows a client by its name and back', async () => {
    const desk = strict();
    expect(await desk.client('198.18.7.249', true)).toBeNull();
    expect(await desk.client('198.51.100.200', true)).toMatchObject({ code: 550 });
    const liar = strict({ '100.51.198.in-addr.arpa': ['200 PTR mail.shop.test.'] });
    expect(await liar.client('198.51.100.200', true)).toMatchObject({ code: 550 });
  });

  it('takes what SPF or DKIM proves, and refuses the rest by the policy', async () => {
    const desk = strict();
    expect(await desk.message(letter(), home)).toEqual({ refusal: null, junk: null });
    expect(await desk.message(await sign(letter()), elsewhere)).toEqual({ refusal: null, junk: null });
    expect((await desk.message(letter(), elsewhere)).refusal?.text).toMatch(/^5\.7\.26 Unauthenticated email from shop\.test .*DMARC policy/);
    const changed = Buffer.from((await sign(letter())).toString().replace('hello', 'hullo'));
    expect((await desk.message(changed, elsewhere)).refusal).toMatchObject({ code: 550 });
  });

  it('does not verify signatures by the hundred', async () => {
    const signed = (await sign(letter())).toString();
    const one = signed.slice(0, signed.indexOf('From: Kai'));
    const desk = strict();
    expect((await desk.message(Buffer.from(one.repeat(9) + signed), elsewhere)).refusal).toBeNull();
    expect((await desk.message(Buffer.from(one.repeat(10) + signed), elsewhere)).refusal).toMatchObject({ code: 550 });
  });

  it('without a policy it still wants a proof; with quarantine the mail goes to Junk', async () => {
    const records = (dmarc: string[]) => ({ 'shop.test': ['@ MX 10 mail.shop.test.', '@ TXT "v=spf1 ip4:198.18.7.249 -all"', ...dmarc] });
    expect((await strict(records([])).message(letter(), elsewhere)).refusal?.text).toMatch(/^5\.7\.26 .*neither SPF \(fail\) nor DKIM \(no signature\)/);
    const other = { ...elsewhere, mailFrom: 'a@peer.example', ip: '192.0.2.10' };
    expect(await strict(records(['_dmarc TXT "v=DMARC1; p=quarantine"'])).message(letter(), other)).toMatchObject({ refusal: null, junk: { en: /Junk/ } });
  });

  it('bulk mail by its words needs a signed one-click unsubscribe', async () => {
    const desk = strict();
    const list = 'List-Id: <news.shop.test>\r\n';
    const oneClick = `${list}List-Unsubscribe: <https://shop.test/u>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n`;
    expect((await desk.message(await sign(letter(list)), home)).refusal?.text).toMatch(/^5\.7\.1 .*one-click/);
    expect((await desk.message(letter(oneClick), home)).refusal?.text).toMatch(/one-click/);
    expect((await desk.message(await sign(letter(oneClick), 'From:Subject:List-Unsubscribe'), home)).refusal?.text).toMatch(/one-click/);
    expect(await desk.message(await sign(letter(oneClick)), home)).toMatchObject({ refusal: null });
  });

  it('bulk by number: the hundredth within an hour, and not after a pause', async () => {
    let now = 0;
    const desk = strict({}, () => now);
    for (let i = 1; i < bulkFrom; i++) expect((await desk.message(letter(), home)).refusal).toBeNull();
    expect((await desk.message(letter(), home)).refusal?.text).toMatch(/one-click/);
    now = bulkSpan + 1;
    expect((await desk.message(letter(), home)).refusal).toBeNull();
  });

  it('a DNS that does not answer puts off, and never refuses for good', async () => {
    const sandbox = testSandbox({ delegations: {}, zones: { 'shop.test': ['@ TXT "v=spf1 -all"'] }, manners: { 'shop.test': 'servfail' } });
    const desk = new DnsDesk(sandbox);
    desks.push(desk);
    const strictDesk = new StrictDesk({
      domain: 'peer.example',
      mx: 'mx.peer.example',
      resolve: resolveWith(desk.answerer('192.0.2.10', internetAddresses.resolver, true)),
    });
    expect((await strictDesk.message(letter(), home)).refusal).toMatchObject({ code: 451 });
    expect(await strictDesk.client('198.18.7.249', true)).toMatchObject({ code: 451 });
  });
});
