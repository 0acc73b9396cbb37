/** Key exchange in TLS 1.3 (RFC 8446 §4.1.1, §4.2.7, §4.2.8): which group two sides agree on, and how many octets it costs. */
export interface Group {
  id: string;
  /** The code point on the wire (IANA “TLS Supported Groups”). */
  code: number;
  /** Octets of the client’s and of the server’s share. */
  client: number;
  server: number;
  quantumSafe: boolean;
}
/** Elliptic curves send one point each; a KEM sends an encapsulation key one way and a ciphertext back; a hybrid sends both, one behind the other. */
const point = { x25519: 32, secp256r1: 65, secp384r1: 97, x448: 56 } as const;
const kem = { 512: [800, 768], 768: [1184, 1088], 1024: [1568, 1568] } as const;
const curve = (id: keyof typeof point, code: number): Group => ({ id, code, client: point[id], server: point[id], quantumSafe: false });
const hybrid = (id: string, code: number, part: keyof typeof point, strength: keyof typeof kem): Group => ({
  id,
  code,
  client: point[part] + kem[strength][0],
  server: point[part] + kem[strength][1],
  quantumSafe: true,
});
export const groups: readonly Group[] = [
  hybrid('X25519MLKEM768', 0x11ec, 'x25519', 768),
  hybrid('SecP256r1MLKEM768', 0x11eb, 'secp256r1', 768),
  hybrid('SecP384r1MLKEM1024', 0x11ed, 'secp384r1', 1024),
  curve('x25519', 0x001d),
  curve('secp256r1', 0x0017),
  curve('secp384r1', 0x0018),
  curve('x448', 0x001e),
];

export interface Agreement {
  group: Group;
  /** The client had sent no share for it: HelloRetryRequest, one more round trip. */
  retry: boolean;
  /** Octets of key shares, all ClientHellos and the ServerHello together. */
  clientOctets: number;
  serverOctets: number;
  /** Does the (first) ClientHello still fit into one segment of 1,460 octets? */
  oneSegment: boolean;
}
/** What a ClientHello of openssl s_client has beside its shares: measured roughly, for the segment only. */
export const helloBase = 260;
const entry = 4;

/**
 * The server takes the first of *its* groups that the client supports; null when there is none (handshake_failure). Unknown names are left out,
 * as a peer leaves out code points that it does not know.
 */
export function agree(client: { supports: readonly string[]; shares: readonly string[] }, server: readonly string[]): Agreement | null {
  const named = (id: string): Group | undefined => groups.find((group) => group.id.toLowerCase() === id.toLowerCase());
  const supports = client.supports.flatMap((id) => named(id) ?? []);
  const shares = client.shares.flatMap((id) => named(id) ?? []).filter((group) => supports.includes(group));
  const group = server.flatMap((id) => named(id) ?? []).find((one) => supports.includes(one));
  if (!group) return null;
  const retry = !shares.includes(group);
  const first = shares.reduce((sum, one) => sum + one.client + entry, 0);
  return { group, retry, clientOctets: first + (retry ? group.client + entry : 0), serverOctets: group.server + entry, oneSegment: helloBase + first <= 1460 };
}

/** A list as people write it, with colons, commas or spaces; OpenSSL’s `*` and `/` are read over. */
export const readList = (text: string): string[] =>
  text
    .split(/[\s:,/]+/)
    .map((id) => id.replace(/^[*?]+/, ''))
    .filter(Boolean);
export const unknown = (list: readonly string[]): string[] => list.filter((id) => !groups.some((group) => group.id.toLowerCase() === id.toLowerCase()));
