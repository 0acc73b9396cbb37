import type { WorldSandbox } from '../contract/world.ts';

/** A sandbox for tests: one learner's host with its own zone, one partner, one block list. */
export function testSandbox(change: Partial<WorldSandbox> = {}): WorldSandbox {
  return {
    id: 's1',
    revision: 1,
    subnet: '198.18.7.240/28',
    gateway: '198.18.7.241',
    worldAddress: '198.18.7.242',
    hosts: [
      { name: 'dns', address: '198.18.7.248', fqdn: 'ns1.k3f9.test' },
      { name: 'mx', address: '198.18.7.249', fqdn: 'mail.shop.test' },
    ],
    personas: [
      {
        name: 'peer',
        domain: 'peer.example',
        mx: 'mx.peer.example',
        address: '192.0.2.10',
        kind: 'accepting',
        starttls: false,
        brokenTls: false,
        mtaSts: false,
        alsoFor: [],
        records: ['_dmarc 60 TXT "v=DMARC1; p=reject"', 'mx 60 TXT "v=spf1 a -all"'],
      },
    ],
    zones: { 'bl.example': ['2.0.0.127 60 A 127.0.0.2'], 'shop.test': ['@ MX 10 mail.shop.test.', 'www CNAME web.k3f9.test.', '*.any A 192.0.2.77'] },
    delegations: { 'k3f9.test': { 'ns1.k3f9.test': '198.18.7.248' }, '7.18.198.in-addr.arpa': { 'ns1.k3f9.test': '198.18.7.248' } },
    manners: {},
    certificates: [],
    ...change,
  };
}
