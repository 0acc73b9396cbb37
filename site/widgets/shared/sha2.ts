/**
 * SHA-256 and SHA-512 (FIPS 180-4). Written out, since `crypto.subtle` does not exist on pages that come over plain HTTP from another
 * machine, and a classroom is such a place. Only for verifying: nothing secret passes through here.
 */
type Bytes = Uint8Array;
const mask64 = (1n << 64n) - 1n;

/** The largest r with r^k ≤ n. */
function root(n: bigint, k: bigint): bigint {
  let low = 0n;
  let high = 1n << BigInt(Math.ceil(n.toString(2).length / Number(k)) + 1);
  while (low < high) {
    const middle = (low + high + 1n) >> 1n;
    if (middle ** k <= n) low = middle;
    else high = middle - 1n;
  }
  return low;
}
const primes = (count: number): bigint[] => {
  const found: bigint[] = [];
  for (let n = 2n; found.length < count; n++) if (found.every((p) => n % p !== 0n)) found.push(n);
  return found;
};
/** The first 64 bits of the fractional parts of the cube roots of the first 80 primes, and of the square roots of the first 8. */
const k512 = primes(80).map((p) => root(p << 192n, 3n) & mask64);
const h512 = primes(8).map((p) => root(p << 128n, 2n) & mask64);
const k256 = k512.slice(0, 64).map((k) => Number(k >> 32n));
const h256 = h512.map((h) => Number(h >> 32n));

function padded(data: Bytes, block: number): Bytes {
  const field = block / 8;
  const length = Math.ceil((data.length + 1 + field) / block) * block;
  const out = new Uint8Array(length);
  out.set(data);
  out[data.length] = 0x80;
  new DataView(out.buffer).setBigUint64(length - 8, BigInt(data.length) * 8n);
  return out;
}

export function sha256(data: Bytes): Bytes {
  const message = new DataView(padded(data, 64).buffer);
  const h = [...h256];
  const w = new Int32Array(64);
  const rotate = (x: number, n: number): number => (x >>> n) | (x << (32 - n));
  for (let at = 0; at < message.byteLength; at += 64) {
    for (let t = 0; t < 16; t++) w[t] = message.getInt32(at + t * 4);
    for (let t = 16; t < 64; t++) {
      const [x, y] = [w[t - 15] as number, w[t - 2] as number];
      w[t] = ((w[t - 16] as number) + (rotate(x, 7) ^ rotate(x, 18) ^ (x >>> 3)) + (w[t - 7] as number) + (rotate(y, 17) ^ rotate(y, 19) ^ (y >>> 10))) | 0;
    }
    let [a, b, c, d, e, f, g, i] = h as [number, number, number, number, number, number, number, number];
    for (let t = 0; t < 64; t++) {
      const one = (i + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + ((e & f) ^ (~e & g)) + (k256[t] as number) + (w[t] as number)) | 0;
      const two = ((rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [i, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
    }
    for (const [n, x] of [a, b, c, d, e, f, g, i].entries()) h[n] = ((h[n] as number) + x) | 0;
  }
  const out = new Uint8Array(32);
  for (const [n, x] of h.entries()) new DataView(out.buffer).setInt32(n * 4, x);
  return out;
}

export function sha512(data: Bytes): Bytes {
  const message = new DataView(padded(data, 128).buffer);
  const h = [...h512];
  const rotate = (x: bigint, n: bigint): bigint => (x >> n) | ((x << (64n - n)) & mask64);
  for (let at = 0; at < message.byteLength; at += 128) {
    const w: bigint[] = [];
    for (let t = 0; t < 16; t++) w.push(message.getBigUint64(at + t * 8));
    for (let t = 16; t < 80; t++) {
      const [x, y] = [w[t - 15] as bigint, w[t - 2] as bigint];
      const sum = (w[t - 16] as bigint) + (rotate(x, 1n) ^ rotate(x, 8n) ^ (x >> 7n)) + (w[t - 7] as bigint) + (rotate(y, 19n) ^ rotate(y, 61n) ^ (y >> 6n));
      w.push(sum & mask64);
    }
    let [a, b, c, d, e, f, g, i] = h as [bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint];
    for (let t = 0; t < 80; t++) {
      const one = i + (rotate(e, 14n) ^ rotate(e, 18n) ^ rotate(e, 41n)) + ((e & f) ^ ((e ^ mask64) & g)) + (k512[t] as bigint) + (w[t] as bigint);
      const two = (rotate(a, 28n) ^ rotate(a, 34n) ^ rotate(a, 39n)) + ((a & b) ^ (a & c) ^ (b & c));
      [i, g, f, e, d, c, b, a] = [g, f, e, (d + one) & mask64, c, b, a, (one + two) & mask64];
    }
    for (const [n, x] of [a, b, c, d, e, f, g, i].entries()) h[n] = ((h[n] as bigint) + x) & mask64;
  }
  const out = new Uint8Array(64);
  for (const [n, x] of h.entries()) new DataView(out.buffer).setBigUint64(n * 8, x);
  return out;
}
