import { describe, expect, test } from 'vitest';
import { answerFrom, rcode } from './dns-answer.ts';
import { dnsView, type ServerRole } from './dns-view.ts';
import { WorldFault } from './fault.ts';
import { testSandbox } from './test-sandbox.ts';

const view = dnsView(testSandbox());
const ask = (role: ServerRole, name: string, type: string) => {
  const { rcode: code, authoritative, answers, authority, additional } = answerFrom(view, role, name, type);
  const text = (list: typeof answers) => list.map((r) => `${r.name} ${r.type} ${'data' in r && typeof r.data === 'string' ? r.data : ''}`.trim());
  return { code, authoritative, answers: text(answers), authority: text(authority), additional: text(additional) };
};

describe('the way down from the root', () => {
  test('the root refers to the registry', () => {
    expect(ask('root', 'mail.k3f9.test', 'A')).toEqual({
      code: rcode.NOERROR,
      authoritative: false,
      answers: [],
      authority: ['test NS registry.internet.test'],
      additional: ['registry.internet.test A 198.51.100.53'],
    });
  });

  test("the registry refers to the learner's server, with glue", () => {
    expect(ask('registry', 'mail.k3f9.test', 'A')).toEqual({
      code: rcode.NOERROR,
      authoritative: false,
      answers: [],
      authority: ['k3f9.test NS ns1.k3f9.test'],
      additional: ['ns1.k3f9.test A 198.18.7.248'],
    });
    expect(ask('registry', '249.7.18.198.in-addr.arpa', 'PTR').authority).toEqual(['7.18.198.in-addr.arpa NS ns1.k3f9.test']);
  });

  test('the registry refers to the server of partners', () => {
    expect(ask('registry', 'peer.example', 'MX').authority).toEqual(['peer.example NS ns.internet.test']);
    expect(ask('host', 'peer.example', 'MX')).toMatchObject({ code: rcode.NOERROR, authoritative: true, answers: ['peer.example MX'] });
  });

  test('a server refuses what is not below its zones', () => {
    expect(ask('host', 'mail.k3f9.test', 'A').code).toBe(rcode.REFUSED);
  });
});

describe('what a zone says', () => {
  test('an absent name is told from an absent type, both with the SOA', () => {
    expect(ask('host', 'nobody.peer.example', 'A')).toMatchObject({ code: rcode.NXDOMAIN, authority: ['peer.example SOA'] });
    expect(ask('host', 'mx.peer.example', 'AAAA')).toMatchObject({ code: rcode.NOERROR, answers: [], authority: ['peer.example SOA'] });
  });

  test('an empty non-terminal exists, a wildcard stands for what does not', () => {
    expect(ask('host', '0.0.127.bl.example', 'A').code).toBe(rcode.NOERROR);
    expect(ask('host', 'x.any.shop.test', 'A').answers).toEqual(['x.any.shop.test A 192.0.2.77']);
  });

  test('a CNAME that leaves the zone is left to the resolver', () => {
    expect(ask('host', 'www.shop.test', 'A').answers).toEqual(['www.shop.test CNAME web.k3f9.test']);
  });

  test("hosts and partners have names both ways, unless the zone is the learner's", () => {
    expect(ask('registry', '10.2.0.192.in-addr.arpa', 'PTR').answers).toEqual(['10.2.0.192.in-addr.arpa PTR mx.peer.example']);
    expect(ask('host', 'mail.shop.test', 'A').answers).toEqual(['mail.shop.test A 198.18.7.249']);
    expect(view.records.get('249.7.18.198.in-addr.arpa')).toBeUndefined();
  });
});

test("a lab's own record replaces what a partner would publish", () => {
  const own = dnsView(testSandbox({ zones: { 'peer.example': ['_dmarc TXT "v=DMARC1; p=none"'] } }));
  expect(own.records.get('_dmarc.peer.example')).toMatchObject([{ type: 'TXT', data: ['v=DMARC1; p=none'] }]);
});

test('where there is IPv6, a partner’s MX has an address there, too', () => {
  const [persona] = testSandbox().personas;
  const with6 = dnsView(testSandbox({ personas: [{ ...(persona as NonNullable<typeof persona>), address6: '2001:db8:ffff::a:a' }] }));
  expect(with6.records.get('mx.peer.example')).toMatchObject([{ type: 'A' }, { type: 'AAAA', data: '2001:db8:ffff::a:a' }, { type: 'TXT' }]);
});

test('a zone that is served and delegated is refused', () => {
  expect(() => dnsView(testSandbox({ zones: { 'k3f9.test': ['@ A 192.0.2.1'] } }))).toThrow(WorldFault);
});
