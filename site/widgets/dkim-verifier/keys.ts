import { sha512 } from '../shared/sha2.ts';

/** Public keys and the two checks of RFC 8301 and RFC 8463: RSASSA-PKCS1-v1_5 and Ed25519. */
export interface RsaKey {
  modulus: bigint;
  exponent: bigint;
  /** Length of the modulus. */
  bits: number;
}

const toBig = (bytes: Uint8Array): bigint => bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
const toBytes = (n: bigint, length: number): Uint8Array => {
  const out = new Uint8Array(length);
  for (let i = length - 1, rest = n; i >= 0; i--, rest >>= 8n) out[i] = Number(rest & 255n);
  return out;
};
function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let [result, square] = [1n, base % modulus];
  for (let e = exponent; e > 0n; e >>= 1n) {
    if (e & 1n) result = (result * square) % modulus;
    square = (square * square) % modulus;
  }
  return result;
}

/** Standard base64 with white space anywhere; null when it is something else. */
export function fromBase64(text: string): Uint8Array | null {
  const compact = text.replace(/[\t\n\r ]+/g, '');
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(compact) || compact.replace(/=+$/, '').length % 4 === 1) return null;
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  const body = compact.replace(/=+$/, '');
  const out = new Uint8Array(Math.floor((body.length * 3) / 4));
  let [buffer, have, at] = [0, 0, 0];
  for (const letter of body) {
    buffer = (buffer << 6) | letters.indexOf(letter);
    have += 6;
    if (have >= 8) {
      have -= 8;
      out[at++] = (buffer >> have) & 255;
    }
  }
  return out;
}
export function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

/** One element of DER at `at`, or null when the bytes do not hold one. */
function der(bytes: Uint8Array, at: number, tag: number): { from: number; to: number } | null {
  if (bytes[at] !== tag) return null;
  let length = bytes[at + 1] ?? 0x80;
  let from = at + 2;
  if (length >= 0x80) {
    const count = length & 0x7f;
    if (count === 0 || count > 4) return null;
    length = Number(toBig(bytes.slice(from, from + count)));
    from += count;
  }
  return from + length <= bytes.length ? { from, to: from + length } : null;
}

/** SubjectPublicKeyInfo, or the bare RSAPublicKey inside it: RFC 6376 names the first in its examples and the second in its text. */
export function rsaKey(bytes: Uint8Array): RsaKey | null {
  const outer = der(bytes, 0, 0x30);
  if (!outer) return null;
  const algorithm = der(bytes, outer.from, 0x30);
  if (algorithm) {
    const holder = der(bytes, algorithm.to, 0x03);
    return holder && bytes[holder.from] === 0 ? rsaKey(bytes.slice(holder.from + 1, holder.to)) : null;
  }
  const n = der(bytes, outer.from, 0x02);
  const e = n && der(bytes, n.to, 0x02);
  if (!n || !e) return null;
  const modulus = toBig(bytes.slice(n.from, n.to));
  const exponent = toBig(bytes.slice(e.from, e.to));
  // Longer ones would only keep the browser busy; nobody publishes them (a TXT record would not hold them).
  const bits = modulus.toString(2).length;
  return bits > 16384 || exponent < 3n || modulus < 5n ? null : { modulus, exponent, bits };
}

/** DigestInfo of SHA-256 (RFC 8017 §9.2). */
const sha256Prefix = [0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20];
/** RSASSA-PKCS1-v1_5: the padding is compared whole, so that nothing can hide in it. */
export function rsaVerifies(key: RsaKey, digest: Uint8Array, signature: Uint8Array): boolean {
  const size = Math.ceil(key.bits / 8);
  const value = toBig(signature);
  if (signature.length !== size || value >= key.modulus) return false;
  const told = toBytes(power(value, key.exponent, key.modulus), size);
  const tail = [...sha256Prefix, ...digest];
  const filler = size - tail.length - 3;
  if (filler < 8) return false;
  const expected = [0, 1, ...Array<number>(filler).fill(255), 0, ...tail];
  return expected.every((byte, i) => told[i] === byte);
}

const p = (1n << 255n) - 19n;
const order = (1n << 252n) + 27742317777372353535851937790883648493n;
const mod = (n: bigint): bigint => ((n % p) + p) % p;
const d = mod(-121665n * power(121666n, p - 2n, p));
const rootOfMinusOne = power(2n, (p - 1n) / 4n, p);
/** A point in extended coordinates: x = X/Z, y = Y/Z, xy = T/Z (RFC 8032 §5.1.4). */
type Point = readonly [bigint, bigint, bigint, bigint];

function add([x1, y1, z1, t1]: Point, [x2, y2, z2, t2]: Point): Point {
  const a = mod((y1 - x1) * (y2 - x2));
  const b = mod((y1 + x1) * (y2 + x2));
  const c = mod(2n * t1 * t2 * d);
  const e = mod(2n * z1 * z2);
  const [f, g, h, i] = [b - a, e - c, e + c, b + a];
  return [mod(f * g), mod(h * i), mod(g * h), mod(f * i)];
}
function times(scalar: bigint, point: Point): Point {
  let [result, double]: [Point, Point] = [[0n, 1n, 1n, 0n], point];
  for (let s = scalar; s > 0n; s >>= 1n) {
    if (s & 1n) result = add(result, double);
    double = add(double, double);
  }
  return result;
}
const little = (bytes: Uint8Array): bigint => toBig(Uint8Array.from(bytes).reverse());
function decodePoint(bytes: Uint8Array): Point | null {
  const whole = little(bytes);
  const y = whole & ((1n << 255n) - 1n);
  if (y >= p) return null;
  const u = mod(y * y - 1n);
  const v = mod(d * y * y + 1n);
  let x = mod(u * power(v, 3n, p) * power(mod(u * power(v, 7n, p)), (p - 5n) / 8n, p));
  if (mod(v * x * x) === mod(-u)) x = mod(x * rootOfMinusOne);
  if (mod(v * x * x) !== u) return null;
  const sign = whole >> 255n;
  if (x === 0n && sign === 1n) return null;
  if ((x & 1n) !== sign) x = mod(-x);
  return [x, y, 1n, mod(x * y)];
}
const base = decodePoint(toBytes(toBig(toBytes(mod(4n * power(5n, p - 2n, p)), 32).reverse()), 32)) as Point;

/** Ed25519 (RFC 8032 §5.1.7). */
export function ed25519Verifies(key: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (key.length !== 32 || signature.length !== 64) return false;
  const a = decodePoint(key);
  const r = decodePoint(signature.slice(0, 32));
  const s = little(signature.slice(32));
  if (!a || !r || s >= order) return false;
  const k = little(sha512(Uint8Array.from([...signature.slice(0, 32), ...key, ...message]))) % order;
  const [x1, y1, z1] = times(s, base);
  const [x2, y2, z2] = add(r, times(k, a));
  return mod(x1 * z2) === mod(x2 * z1) && mod(y1 * z2) === mod(y2 * z1);
}
