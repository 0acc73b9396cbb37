/** The few DER encodings (X.690) that an X.509 certificate needs. Every function returns one complete TLV. */

function tlv(tag: number, content: Buffer): Buffer {
  const { length } = content;
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), content]);
  const octets: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  return Buffer.concat([Buffer.from([tag, 0x80 | octets.length, ...octets]), content]);
}

export const sequence = (...parts: Buffer[]): Buffer => tlv(0x30, Buffer.concat(parts));

export const set = (...parts: Buffer[]): Buffer => tlv(0x31, Buffer.concat(parts));

export const boolean = (value: boolean): Buffer => tlv(0x01, Buffer.from([value ? 0xff : 0]));

export const octetString = (bytes: Buffer): Buffer => tlv(0x04, bytes);

export const utf8String = (text: string): Buffer => tlv(0x0c, Buffer.from(text, 'utf8'));

/** `unused`: bits at the end of the last octet that do not count. */
export const bitString = (bytes: Buffer, unused = 0): Buffer => tlv(0x03, Buffer.concat([Buffer.from([unused]), bytes]));

/** A non-negative integer given as big-endian octets: the shortest form, with a zero octet where the sign bit would be set. */
export function unsignedInteger(bytes: Buffer): Buffer {
  let from = 0;
  while (from < bytes.length - 1 && bytes[from] === 0) from++;
  const shortest = bytes.length === 0 ? Buffer.from([0]) : bytes.subarray(from);
  return tlv(0x02, (shortest[0] as number) & 0x80 ? Buffer.concat([Buffer.from([0]), shortest]) : shortest);
}

/** `2.5.29.17` */
export function objectIdentifier(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const octets: number[] = [];
  for (const arc of [first * 40 + second, ...rest]) {
    const groups = [arc & 0x7f];
    for (let left = arc >>> 7; left > 0; left >>>= 7) groups.unshift((left & 0x7f) | 0x80);
    octets.push(...groups);
  }
  return tlv(0x06, Buffer.from(octets));
}

/** UTCTime through 2049, GeneralizedTime from 2050 (RFC 5280 §4.1.2.5), whole seconds. */
export function time(date: Date): Buffer {
  const digits = date.toISOString().replace(/[-:T]|\.\d+Z$/g, '');
  const year = date.getUTCFullYear();
  return year >= 1950 && year < 2050 ? tlv(0x17, Buffer.from(`${digits.slice(2)}Z`, 'ascii')) : tlv(0x18, Buffer.from(`${digits}Z`, 'ascii'));
}

/** EXPLICIT [n] around a complete TLV. */
export const explicit = (n: number, inner: Buffer): Buffer => tlv(0xa0 | n, inner);

/** IMPLICIT [n] of a primitive type: the content octets only. */
export const implicit = (n: number, content: Buffer): Buffer => tlv(0x80 | n, content);

/** Tag, content and what follows of the TLV at the start of `bytes`. */
export function readTlv(bytes: Buffer): { tag: number; content: Buffer; whole: Buffer; rest: Buffer } {
  const tag = bytes.readUInt8(0);
  let length = bytes.readUInt8(1);
  let at = 2;
  if (length & 0x80) {
    const octets = length & 0x7f;
    length = bytes.readUIntBE(2, octets);
    at += octets;
  }
  if (at + length > bytes.length) throw new RangeError(`expected ${length} octets of DER content, found ${bytes.length - at}`);
  return { tag, content: bytes.subarray(at, at + length), whole: bytes.subarray(0, at + length), rest: bytes.subarray(at + length) };
}
