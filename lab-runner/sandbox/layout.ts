import { isIPv4 } from 'node:net';

/** 198.18.0.0/15 is reserved for benchmarks (RFC 2544): never a real network. We use its first /19: 512 subnets of 16. */
const pool = { first: toNumber('198.18.0.0'), count: 512, size: 16 };

export interface Subnet {
  /** `198.18.7.240/28` */
  subnet: string;
  gateway: string;
  world: string;
}

/**
 * A free /28 for a new sandbox.
 * @param used CIDR blocks of all networks of the engine and of sandboxes being made
 * @returns null when all 512 are taken
 */
export function freeSubnet(used: readonly string[], start = 0): Subnet | null {
  const ranges = used.flatMap(rangeOf);
  for (let i = 0; i < pool.count; i++) {
    const base = pool.first + ((start + i) % pool.count) * pool.size;
    if (ranges.some(([from, to]) => from < base + pool.size && to > base)) continue;
    return { subnet: `${toAddress(base)}/28`, gateway: toAddress(base + 1), world: toAddress(base + 2) };
  }
  return null;
}

/** The learner's hosts in order of declaration: the subnet's addresses 8 to 13. */
export function hostAddress(subnet: string, index: number): string {
  const base = toNumber(subnet.split('/')[0] ?? '');
  return toAddress(base + 8 + index);
}

/** The sandbox's IPv6 network: of the documentation block (RFC 3849), its last group from the IPv4 one, so that it is as free as that is. */
export function network6(subnet: string): { subnet: string; gateway: string } {
  const prefix = prefix6(subnet);
  return { subnet: `${prefix}::/64`, gateway: `${prefix}::1` };
}

/** The same last number as over IPv4: 8 to 13. */
export function hostAddress6(subnet: string, index: number): string {
  return `${prefix6(subnet)}::${(8 + index).toString(16)}`;
}

/** `198.18.7.240/28` → `2001:db8:1:17f0`; never a group of zeros, which would be written in another way. */
function prefix6(subnet: string): string {
  return `2001:db8:1:${(0x1000 + (toNumber(subnet.split('/')[0] ?? '') - pool.first)).toString(16)}`;
}

/** Personas live on 192.0.2.0/24 (RFC 5737), from .10 up, in order of declaration. The same in every sandbox: world tells them apart by subnet. */
export function personaAddress(index: number): string {
  return `192.0.2.${10 + index}`;
}

export function personaAddress6(index: number): string {
  return `2001:db8:ffff::a:${(10 + index).toString(16)}`;
}

/** `198.18.7.248` → `248.7.18.198.in-addr.arpa` (RFC 1035 §3.5) */
export function reverseName(address: string): string {
  return `${address.split('.').reverse().join('.')}.in-addr.arpa`;
}

/** The reverse zone of the subnet's /24; nobody else in the sandbox's Internet has addresses there. */
export function reverseZone(subnet: string): string {
  return reverseName(subnet.split('/')[0] ?? '').replace(/^\d+\./, '');
}

function rangeOf(cidr: string): [number, number][] {
  const [address, bits] = cidr.split('/');
  if (!address || !isIPv4(address)) return [];
  const size = 2 ** (32 - Number(bits ?? 32));
  const from = Math.floor(toNumber(address) / size) * size;
  return [[from, from + size]];
}

function toNumber(address: string): number {
  return address.split('.').reduce((n, part) => n * 256 + Number(part), 0);
}

function toAddress(n: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(n / 2 ** shift) % 256).join('.');
}
