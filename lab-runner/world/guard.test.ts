import { expect, test } from 'vitest';
import { guardRules } from './guard.ts';

test('each gate takes what its own network may send, and nobody else is let in', () => {
  expect(
    guardRules([
      { name: 'eth0', subnet: '2001:db8:1:1000::/64' },
      { name: 'eth3', subnet: '2001:db8:1:17f0::/64' },
    ]),
  ).toBe(`table ip6 postlab
delete table ip6 postlab
table ip6 postlab {
  chain in {
    type filter hook prerouting priority raw; policy drop;
    iifname "lo" accept
    icmpv6 type { nd-router-advert, nd-redirect } drop
    iifname "eth0" ip6 saddr { 2001:db8:1:1000::/64, fe80::/10, :: } accept
    iifname "eth3" ip6 saddr { 2001:db8:1:17f0::/64, fe80::/10, :: } accept
  }
}
`);
  expect(guardRules([])).not.toContain('ip6 saddr');
});
