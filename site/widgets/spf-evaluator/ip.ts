/** An address as its bits. IPv4 in IPv6 (::ffff:192.0.2.1) is IPv4 (RFC 7208 §5, last paragraph of the preface). */
export interface Ip {
  family: 4 | 6;
  bits: bigint;
  /** Written with capital digits (2001:DB8::1): the macro `i` keeps them, as the test suite of the RFC expects. */
  capitals?: boolean;
}

export function parseIp4(text: string): bigint | null {
  const parts = text.split('.');
  if (parts.length !== 4 || parts.some((part) => !/^(0|[1-9]\d{0,2})$/.test(part) || Number(part) > 255)) return null;
  return parts.reduce((sum, part) => (sum << 8n) | BigInt(part), 0n);
}

export function parseIp6(text: string): bigint | null {
  let source = text;
  const tail = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  if (tail) {
    const four = parseIp4(tail[2] as string);
    if (four === null) return null;
    source = `${tail[1]}${(four >> 16n).toString(16)}:${(four & 0xffffn).toString(16)}`;
  }
  const halves = source.split('::');
  if (halves.length > 2) return null;
  const groups = (half: string): string[] => (half === '' ? [] : half.split(':'));
  const head = groups(halves[0] as string);
  const end = halves.length === 2 ? groups(halves[1] as string) : [];
  const missing = 8 - head.length - end.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return null;
  const all = [...head, ...Array<string>(halves.length === 2 ? missing : 0).fill('0'), ...end];
  if (all.some((group) => !/^[0-9a-f]{1,4}$/i.test(group))) return null;
  return all.reduce((sum, group) => (sum << 16n) | BigInt(`0x${group}`), 0n);
}

export function parseIp(text: string): Ip | null {
  const four = parseIp4(text);
  if (four !== null) return { family: 4, bits: four };
  const six = parseIp6(text);
  if (six === null) return null;
  return six >> 32n === 0xffffn ? { family: 4, bits: six & 0xffffffffn } : { family: 6, bits: six, capitals: /[A-F]/.test(text) };
}

const hex = (ip: Ip): string => ip.bits.toString(16).padStart(32, '0');

/** As macro `i`: dotted quad, or the 32 nibbles with dots (RFC 7208 §7.3). */
export function dotted(ip: Ip): string {
  if (ip.family === 4) return [24n, 16n, 8n, 0n].map((shift) => String((ip.bits >> shift) & 255n)).join('.');
  const nibbles = hex(ip).split('').join('.');
  return ip.capitals ? nibbles.toUpperCase() : nibbles;
}

/** As macro `c`, for people: the quad, or IPv6 in the form of RFC 5952. */
export function readable(ip: Ip): string {
  if (ip.family === 4) return dotted(ip);
  const groups = (hex(ip).match(/.{4}/g) ?? []).map((group) => Number.parseInt(group, 16).toString(16));
  let best = { at: -1, length: 1 };
  for (let at = 0; at < 8; at++) {
    let length = 0;
    while (at + length < 8 && groups[at + length] === '0') length++;
    if (length > best.length) best = { at, length };
  }
  if (best.at === -1) return groups.join(':');
  return `${groups.slice(0, best.at).join(':')}::${groups.slice(best.at + best.length).join(':')}`;
}

/** The name of its PTR record. */
export function reverseName(ip: Ip): string {
  return `${dotted(ip).split('.').reverse().join('.')}.${ip.family === 4 ? 'in-addr' : 'ip6'}.arpa`;
}

export function inNetwork(ip: Ip, network: Ip, length: number): boolean {
  if (ip.family !== network.family) return false;
  const shift = BigInt((ip.family === 4 ? 32 : 128) - length);
  return ip.bits >> shift === network.bits >> shift;
}
