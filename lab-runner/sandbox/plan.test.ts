import { expect, test } from 'vitest';
import type { LabDefinition } from '../contract/lab.ts';
import { topology } from '../contract/topology.ts';
import { planSandbox, worldView } from './plan.ts';

function planned(ipv6: boolean) {
  const hosts = { mx: { image: 'mail', fqdn: 'mail.k3f9.test', ipv6 }, client: { image: 'client', fqdn: 'client.k3f9.test' } };
  const internet = { personas: { peer: { domain: 'peer.example' } }, zones: ipv6 ? { 'k3f9.test': ['mail AAAA [[ip6:mx]]'] } : {} };
  const lab = { parameters: {}, secret: [], topology: topology.parse({ hosts, internet }) } as unknown as LabDefinition;
  const plan = planSandbox({ secret: 's', slug: 'lab', lab, seed: '1', fixed: {}, subnet: '198.18.7.240/28' });
  const network = { subnet: '198.18.7.240/28', gateway: '198.18.7.241', worldAddress: '198.18.7.242' };
  return { plan, view: worldView('s1', 1, network, plan, [], { selector: 'partner', publicKey: 'k' }) };
}

test('a host that declares IPv6 has an address, the sandbox a gateway, and partners are there, too', () => {
  const { plan, view } = planned(true);
  expect(plan.parameters).toMatchObject({ 'ip:mx': '198.18.7.248', 'ip6:mx': '2001:db8:1:17f0::8' });
  expect(plan.env['LAB_IP6_MX']).toBe('2001:db8:1:17f0::8');
  expect(plan.zones['k3f9.test']).toEqual(['mail.k3f9.test. 300 AAAA 2001:db8:1:17f0::8']);
  expect(view.ipv6).toEqual({ subnet: '2001:db8:1:17f0::/64', gateway: '2001:db8:1:17f0::1' });
  expect(view.hosts.map((host) => host.address6)).toEqual(['2001:db8:1:17f0::8', undefined]);
  expect(view.personas[0]).toMatchObject({ address: '192.0.2.10', address6: '2001:db8:ffff::a:a' });
});

test('without such a host there is none anywhere', () => {
  const { plan, view } = planned(false);
  expect(JSON.stringify([plan, view])).not.toMatch(/2001:db8|ip6/);
});
