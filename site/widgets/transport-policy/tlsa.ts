import { fromBase64 } from '../dkim-verifier/keys.ts';
import { sha256, sha512 } from '../shared/sha2.ts';

/** A TLSA record (RFC 6698 §2.1) and the certificate that it is compared with. */
export interface Tlsa {
  usage: number;
  selector: number;
  matching: number;
  /** Lower-case hexadecimal. */
  data: string;
}

/** `3 1 1 ab12…`, with the owner name and white space in the data as `dig` prints them. */
export function parseTlsa(text: string): Tlsa | null {
  const record = /(?:^|\sTLSA\s+|^\s*)(\d{1,3})\s+(\d{1,3})\s+(\d{1,3})\s+([0-9a-f][0-9a-f\s]*)$/i.exec(text.trim().replace(/[()]/g, ' '));
  if (!record) return null;
  const data = (record[4] as string).replace(/\s+/g, '').toLowerCase();
  const [usage, selector, matching] = [record[1], record[2], record[3]].map(Number) as [number, number, number];
  return data.length % 2 === 0 && [usage, selector, matching].every((n) => n < 256) ? { usage, selector, matching, data } : null;
}

/** RFC 7672 §3.1.3 and RFC 7671 §10.1: for SMTP usages 2 and 3; the digest has the length of its kind. */
export function isUsable(tlsa: Tlsa): boolean {
  const length = { 1: 64, 2: 128 }[tlsa.matching];
  return (
    (tlsa.usage === 2 || tlsa.usage === 3) &&
    tlsa.selector <= 1 &&
    tlsa.matching <= 2 &&
    (length === undefined ? tlsa.data.length > 0 : tlsa.data.length === length)
  );
}

/** The DER of the first certificate in a PEM text. */
export function certificateOf(pem: string): Uint8Array | null {
  const body = /-----BEGIN (?:TRUSTED )?CERTIFICATE-----([\s\S]*?)-----END/.exec(pem);
  return body ? fromBase64(body[1] as string) : null;
}

/** Tag, begin and end of one DER element, its header included. */
function element(der: Uint8Array, at: number): { tag: number; from: number; body: number; to: number } | null {
  const tag = der[at];
  let length = der[at + 1];
  if (tag === undefined || length === undefined) return null;
  let body = at + 2;
  if (length >= 0x80) {
    const count = length & 0x7f;
    if (count === 0 || count > 4) return null;
    length = 0;
    for (let i = 0; i < count; i++) length = length * 256 + (der[body + i] ?? 0);
    body += count;
  }
  return body + length <= der.length ? { tag, from: at, body, to: body + length } : null;
}

/** The SubjectPublicKeyInfo of an X.509 certificate (RFC 5280 §4.1): the seventh part of what is signed, or the sixth without a version. */
export function publicKeyInfo(der: Uint8Array): Uint8Array | null {
  const outer = element(der, 0);
  const signed = outer && outer.tag === 0x30 ? element(der, outer.body) : null;
  if (signed?.tag !== 0x30) return null;
  let at = signed.body;
  const version = element(der, at);
  if (version?.tag === 0xa0) at = version.to;
  for (let skipped = 0; skipped < 5; skipped++) {
    const part = element(der, at);
    if (!part) return null;
    at = part.to;
  }
  const key = element(der, at);
  return key && key.tag === 0x30 ? der.slice(key.from, key.to) : null;
}

const hex = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** What the record would have to hold for this certificate; null when selector or matching type is unknown. */
export function association(der: Uint8Array, selector: number, matching: number): string | null {
  const chosen = selector === 0 ? der : selector === 1 ? publicKeyInfo(der) : null;
  if (!chosen) return null;
  if (matching === 0) return hex(chosen);
  if (matching === 1) return hex(sha256(chosen));
  return matching === 2 ? hex(sha512(chosen)) : null;
}
