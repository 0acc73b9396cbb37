import { BlockList, isIPv6 } from 'node:net';

/** IPv4 arithmetic on dotted addresses. */
export function toNumber(address: string): number {
  return address.split('.').reduce((n, part) => n * 256 + Number(part), 0);
}

/** Whether a CIDR block such as `198.18.7.240/28` or `2001:db8:1:17f0::/64` holds the address. */
export function contains(cidr: string, address: string): boolean {
  const [base = '', bits = '32'] = cidr.split('/');
  if (isIPv6(base) || isIPv6(address)) {
    if (!isIPv6(base) || !isIPv6(address)) return false;
    const block = new BlockList();
    block.addSubnet(base, Number(bits), 'ipv6');
    return block.check(address, 'ipv6');
  }
  const size = 2 ** (32 - Number(bits));
  return Math.floor(toNumber(base) / size) === Math.floor(toNumber(address) / size);
}

/** `::ffff:198.18.0.8` (a dual-stack socket's view) → `198.18.0.8`. */
export function plainAddress(address: string | undefined): string {
  return (address ?? '').replace(/^::ffff:/i, '');
}

/** `192.0.2.10` → `10.2.0.192.in-addr.arpa` (RFC 1035 §3.5). */
export function reverseName(address: string): string {
  return `${address.split('.').reverse().join('.')}.in-addr.arpa`;
}
