import { createHash, createHmac, randomBytes, randomInt, scrypt as scryptWithCallback, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const scrypt = promisify<string, Buffer, number, { N: number; r: number; p: number; maxmem: number }, Buffer>(scryptWithCallback);

/** 32 random bytes for a cookie, a link or a token. */
export const newSecret = (): string => randomBytes(32).toString('base64url');
/** What is stored of a secret of full entropy: it cannot be guessed from its hash, so a slow hash would add nothing. */
export const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** Without 0 o 1 i l, which are mistaken for each other on a projector. 31 letters: 4.95 bits each. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';

/** `groups` of four letters joined by hyphens. */
export function newCode(groups: number): string {
  const four = () => Array.from({ length: 4 }, () => alphabet[randomInt(alphabet.length)]).join('');
  return Array.from({ length: groups }, four).join('-');
}

/** As it is compared: people type capitals, blanks, other hyphens and full-width letters. */
export const plainCode = (typed: string): string =>
  typed
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');

/** Passcodes are looked up by this: keyed, so that a stolen database alone does not tell which codes are in use. */
export const passcodeHash = (key: string, typed: string): string =>
  createHmac('sha256', key)
    .update(`passcode|${plainCode(typed)}`)
    .digest('hex');

/** RFC 7914; 32 MiB and about 80 ms a guess. */
const cost = { N: 2 ** 15, r: 8, p: 1 };
const maxmem = 64 * 1024 * 1024;
const length = 32;

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await scrypt(password.normalize('NFKC'), salt, length, { ...cost, maxmem });
  return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64url'), key.toString('base64url')].join('$');
}

/** Compares in constant time. A null hash costs the same, so that an answer's time does not tell which names exist. */
export async function passwordFits(password: string, kept: string | null): Promise<boolean> {
  const [, n, r, p, salt, key] = (kept ?? (await decoy())).split('$');
  const expected = Buffer.from(key ?? '', 'base64url');
  const got = await scrypt(password.normalize('NFKC'), Buffer.from(salt ?? '', 'base64url'), length, { N: Number(n), r: Number(r), p: Number(p), maxmem });
  return kept !== null && expected.length === got.length && timingSafeEqual(expected, got);
}

const decoy = async () => ['scrypt', cost.N, cost.r, cost.p, 'AAAAAAAAAAAAAAAAAAAAAA', Buffer.alloc(length).toString('base64url')].join('$');
