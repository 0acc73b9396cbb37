import { sha256 } from './sha2.ts';

/** HMAC-SHA-256 (RFC 2104) without `crypto.subtle`, as sha2.ts. For the few bytes of an exercise: not constant in time, so not for real secrets. */
export function hmacSha256(key: Uint8Array, message: Uint8Array): Uint8Array {
  const block = new Uint8Array(64);
  block.set(key.length > 64 ? sha256(key) : key);
  const pad = (by: number) => block.map((byte) => byte ^ by);
  const join = (a: Uint8Array, b: Uint8Array) => Uint8Array.from([...a, ...b]);
  return sha256(join(pad(0x5c), sha256(join(pad(0x36), message))));
}

export const hex = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
