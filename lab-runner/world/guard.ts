/** A sandbox that has IPv6: world's interface in its network, and its /64. */
export interface Gate {
  name: string;
  subnet: string;
}

/**
 * What world takes over IPv6, as an nftables script: from each gate what its own network may send, from other interfaces nothing. Linux has no
 * reverse-path filter for IPv6, and answers on any interface for an address of another: without this, a sandbox could speak in another's name.
 * Nor does world learn ways from hosts: one that plays the router could draw another sandbox's addresses to itself.
 */
export function guardRules(gates: readonly Gate[]): string {
  const open = gates.map(({ name, subnet }) => `    iifname "${name}" ip6 saddr { ${subnet}, fe80::/10, :: } accept`);
  return ['table ip6 postlab', 'delete table ip6 postlab', 'table ip6 postlab {', '  chain in {', '    type filter hook prerouting priority raw; policy drop;']
    .concat('    iifname "lo" accept', '    icmpv6 type { nd-router-advert, nd-redirect } drop', open, '  }', '}', '')
    .join('\n');
}
