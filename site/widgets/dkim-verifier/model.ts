import { asciiName } from '../dmarc-explorer/model.ts';
import { sha256 } from '../shared/sha2.ts';
import type { Zone } from '../shared/zone.ts';
import { ed25519Verifies, fromBase64, rsaKey, rsaVerifies, toBase64 } from './keys.ts';
import { canonicalBody, canonicalField, type Field, type Form, type Parsed, parseMessage, selectFields, withoutB } from './message.ts';

/** What RFC 6376 §6.1 calls SUCCESS, PERMFAIL and TEMPFAIL. */
export type Outcome = 'pass' | 'permfail' | 'tempfail';
export type Reason =
  | { kind: 'good' | 'body-changed' | 'signature-wrong' | 'from-unsigned' | 'domain-mismatch' | 'no-dns-query' | 'sha1' | 'body-shorter' }
  | { kind: 'missing-tag' | 'duplicate-tag' | 'bad-value' | 'bad-list'; tag: string }
  | { kind: 'expired'; at: number }
  | {
      kind: 'no-key' | 'dns-timeout' | 'two-keys' | 'key-syntax' | 'key-version' | 'key-revoked' | 'key-algorithm' | 'key-hash' | 'key-service' | 'key-strict';
      name: string;
    }
  | { kind: 'key-short'; bits: number };
export type Warning =
  | { kind: 'unsigned-tail'; octets: number }
  | { kind: 'can-be-added' | 'not-signed'; names: string[] }
  | { kind: 'testing' | 'future' | 'short-key' }
  | { kind: 'several'; name: string; count: number };
export interface Verdict {
  outcome: Outcome;
  reason: Reason;
  domain: string;
  selector: string;
  algorithm: string;
  forms: { header: Form; body: Form } | null;
  /** What was hashed, and what came out: for looking at. */
  bodyHash: { claimed: string; computed: string } | null;
  hashedHeader: string | null;
  hashedBody: string | null;
  warnings: Warning[];
}

class Refused extends Error {
  readonly reason: Reason;
  readonly outcome: Outcome;
  constructor(reason: Reason, outcome: Outcome = 'permfail') {
    super(reason.kind);
    this.reason = reason;
    this.outcome = outcome;
  }
}

/** Without the white space of the mail standards at both ends; by hand, since a pattern for the end is tried at every space of a long text. */
function trim(text: string): string {
  let [from, to] = [0, text.length];
  while (from < to && ' \t\r\n'.includes(text[from] as string)) from++;
  while (to > from && ' \t\r\n'.includes(text[to - 1] as string)) to--;
  return text.slice(from, to);
}
/** §3.2. Names are case-sensitive; a name that comes twice makes the whole list invalid. */
export function tagList(text: string): Map<string, string> {
  const tags = new Map<string, string>();
  const specs = text.split(';');
  if (trim(specs.at(-1) as string) === '') specs.pop();
  for (const spec of specs) {
    const parts = /^[ \t\r\n]*([A-Za-z][A-Za-z0-9_]*)[ \t\r\n]*=([\s\S]*)$/.exec(spec);
    if (!parts) throw new Refused({ kind: 'bad-list', tag: trim(spec) });
    const name = parts[1] as string;
    if (tags.has(name)) throw new Refused({ kind: 'duplicate-tag', tag: name });
    tags.set(name, trim(parts[2] as string));
  }
  return tags;
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Every signature of a pasted message. `now` in seconds since 1970. */
export function verifyMessage(pasted: string, zone: Zone, now: number): { message: Parsed; verdicts: Verdict[]; fromCount: number } {
  const message = parseMessage(pasted);
  const verdicts = message.fields.filter((field) => field.name.toLowerCase() === 'dkim-signature').map((own) => verify(own, message, zone, now));
  return { message, verdicts, fromCount: message.fields.filter((field) => field.name.toLowerCase() === 'from').length };
}

function verify(own: Field, message: Parsed, zone: Zone, now: number): Verdict {
  const verdict: Verdict = {
    outcome: 'permfail',
    reason: { kind: 'good' },
    domain: '',
    selector: '',
    algorithm: '',
    forms: null,
    bodyHash: null,
    hashedHeader: null,
    hashedBody: null,
    warnings: [],
  };
  try {
    check(verdict, own, message, zone, now);
    return { ...verdict, outcome: 'pass' };
  } catch (refused) {
    if (!(refused instanceof Refused)) throw refused;
    return { ...verdict, outcome: refused.outcome, reason: refused.reason };
  }
}

interface Signature {
  tags: Map<string, string>;
  names: string[];
  claimed: Uint8Array;
  signature: Uint8Array;
  length: number | null;
  identity: string;
}

const number = (tags: Map<string, string>, tag: string): number | null => {
  const text = tags.get(tag);
  if (text === undefined) return null;
  if (!/^\d{1,76}$/.test(text)) throw new Refused({ kind: 'bad-value', tag });
  return Number(text);
};

/** §6.1.1: the field by itself. */
function readSignature(verdict: Verdict, own: Field, now: number): Signature {
  const tags = tagList(own.raw.slice(own.raw.indexOf(':') + 1));
  verdict.domain = tags.get('d') ?? '';
  verdict.selector = tags.get('s') ?? '';
  verdict.algorithm = tags.get('a') ?? '';
  for (const tag of ['v', 'a', 'b', 'bh', 'd', 'h', 's']) if (!tags.has(tag)) throw new Refused({ kind: 'missing-tag', tag });
  if (tags.get('v') !== '1') throw new Refused({ kind: 'bad-value', tag: 'v' });
  // RFC 8616 §4: in internationalized mail both may hold letters of any script; the DNS is asked with A-labels.
  if (!/^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}._-]*[\p{L}\p{M}\p{N}])?$/u.test(verdict.domain)) throw new Refused({ kind: 'bad-value', tag: 'd' });
  if (!/^[\p{L}\p{N}_](?:[\p{L}\p{M}\p{N}._-]*[\p{L}\p{M}\p{N}_])?$/u.test(verdict.selector)) throw new Refused({ kind: 'bad-value', tag: 's' });
  if (verdict.algorithm === 'rsa-sha1') throw new Refused({ kind: 'sha1' });
  if (!/^(rsa|ed25519)-sha256$/.test(verdict.algorithm)) throw new Refused({ kind: 'bad-value', tag: 'a' });
  const forms = /^(simple|relaxed)(?:\/(simple|relaxed))?$/.exec(tags.get('c') ?? 'simple');
  if (!forms) throw new Refused({ kind: 'bad-value', tag: 'c' });
  verdict.forms = { header: forms[1] as Form, body: (forms[2] ?? 'simple') as Form };
  const names = (tags.get('h') as string).split(':').map(trim);
  if (names.some((name) => !/^[\x21-\x39\x3b-\x7e]+$/.test(name))) throw new Refused({ kind: 'bad-value', tag: 'h' });
  if (!names.some((name) => name.toLowerCase() === 'from')) throw new Refused({ kind: 'from-unsigned' });
  const identity = (tags.get('i') ?? `@${verdict.domain}`).replace(/\s+/g, '');
  const at = identity.lastIndexOf('@');
  if (at === -1) throw new Refused({ kind: 'bad-value', tag: 'i' });
  const within = identity.slice(at + 1).toLowerCase();
  const domain = verdict.domain.toLowerCase();
  if (within !== domain && !within.endsWith(`.${domain}`)) throw new Refused({ kind: 'domain-mismatch' });
  const q = tags.get('q');
  if (q !== undefined && !q.split(':').some((way) => /^dns(\/txt)?$/.test(trim(way)))) throw new Refused({ kind: 'no-dns-query' });
  const signed = number(tags, 't');
  const until = number(tags, 'x');
  if (until !== null && signed !== null && until <= signed) throw new Refused({ kind: 'bad-value', tag: 'x' });
  if (until !== null && now > until) throw new Refused({ kind: 'expired', at: until });
  if (signed !== null && signed > now) verdict.warnings.push({ kind: 'future' });
  const claimed = fromBase64(tags.get('bh') as string);
  if (!claimed || claimed.length === 0) throw new Refused({ kind: 'bad-value', tag: 'bh' });
  const signature = fromBase64(tags.get('b') as string);
  if (!signature || signature.length === 0) throw new Refused({ kind: 'bad-value', tag: 'b' });
  return { tags, names, claimed, signature, length: number(tags, 'l'), identity };
}

const keyName = ({ selector, domain }: Verdict): string => {
  const name = `${selector}._domainkey.${domain}`;
  return /^\p{ASCII}*$/u.test(name) ? name : asciiName(name);
};

/** §6.1.2: the key and what its record allows. */
function findKey(verdict: Verdict, identity: string, zone: Zone): Uint8Array {
  const name = keyName(verdict);
  const answer = zone.lookup(name, 'TXT');
  if (answer.status === 'timeout') throw new Refused({ kind: 'dns-timeout', name }, 'tempfail');
  if (answer.records.length === 0) throw new Refused({ kind: 'no-key', name });
  if (answer.records.length > 1) throw new Refused({ kind: 'two-keys', name });
  let tags: Map<string, string>;
  try {
    tags = tagList(answer.records[0] as string);
  } catch (refused) {
    if (!(refused instanceof Refused)) throw refused;
    throw new Refused({ kind: 'key-syntax', name });
  }
  if (tags.has('v') && (tags.get('v') !== 'DKIM1' || [...tags.keys()][0] !== 'v')) throw new Refused({ kind: 'key-version', name });
  const p = tags.get('p');
  if (p === undefined) throw new Refused({ kind: 'key-syntax', name });
  const list = (tag: string): string[] | undefined => tags.get(tag)?.split(':').map(trim);
  if (!(list('s') ?? ['*']).some((service) => service === '*' || service === 'email')) throw new Refused({ kind: 'key-service', name });
  if (!(list('h') ?? ['sha256']).includes('sha256')) throw new Refused({ kind: 'key-hash', name });
  if (p === '') throw new Refused({ kind: 'key-revoked', name });
  if ((tags.get('k') ?? 'rsa') !== verdict.algorithm.replace('-sha256', '')) throw new Refused({ kind: 'key-algorithm', name });
  const flags = list('t') ?? [];
  if (flags.includes('s') && identity.slice(identity.lastIndexOf('@') + 1).toLowerCase() !== verdict.domain.toLowerCase())
    throw new Refused({ kind: 'key-strict', name });
  if (flags.includes('y')) verdict.warnings.push({ kind: 'testing' });
  const key = fromBase64(p);
  if (!key) throw new Refused({ kind: 'key-syntax', name });
  return key;
}

function check(verdict: Verdict, own: Field, message: Parsed, zone: Zone, now: number): void {
  const { names, claimed, signature, length, identity } = readSignature(verdict, own, now);
  const forms = verdict.forms as { header: Form; body: Form };
  // §6.1.3. Both hashes are computed before the key is asked for, so that they can be looked at even without one.
  const body = utf8(canonicalBody(message.body, forms.body));
  const hashed = length === null ? body : body.slice(0, length);
  verdict.hashedBody = new TextDecoder().decode(hashed);
  const computed = sha256(hashed);
  verdict.bodyHash = { claimed: toBase64(claimed), computed: toBase64(computed) };
  const others = message.fields.filter((field) => field !== own);
  const chosen = selectFields(others, names);
  const header =
    chosen.map((field) => (field ? `${canonicalField(field.raw, forms.header)}\r\n` : '')).join('') + canonicalField(withoutB(own.raw), forms.header);
  verdict.hashedHeader = header;
  warn(verdict, names, chosen, others, length === null ? 0 : body.length - length);

  const key = findKey(verdict, identity, zone);
  if (length !== null && length > body.length) throw new Refused({ kind: 'body-shorter' });
  if (toBase64(claimed) !== toBase64(computed)) throw new Refused({ kind: 'body-changed' });
  const digest = sha256(utf8(header));
  const name = keyName(verdict);
  if (verdict.algorithm === 'ed25519-sha256') {
    if (key.length !== 32) throw new Refused({ kind: 'key-syntax', name });
    if (!ed25519Verifies(key, digest, signature)) throw new Refused({ kind: 'signature-wrong' });
    return;
  }
  const rsa = rsaKey(key);
  if (!rsa) throw new Refused({ kind: 'key-syntax', name });
  if (rsa.bits < 1024) throw new Refused({ kind: 'key-short', bits: rsa.bits });
  if (rsa.bits < 2048) verdict.warnings.push({ kind: 'short-key' });
  if (!rsaVerifies(rsa, digest, signature)) throw new Refused({ kind: 'signature-wrong' });
}

/** Fields that change what a reader sees or where an answer goes (§5.4.1, and RFC 5322 for those that may stand once). */
const important = ['From', 'To', 'Cc', 'Subject', 'Date', 'Reply-To', 'Content-Type'];

/** What a valid signature still leaves open: the attacks of §8.2 and §8.15. */
function warn(verdict: Verdict, names: readonly string[], chosen: readonly (Field | null)[], others: readonly Field[], tail: number): void {
  if (tail > 0) verdict.warnings.push({ kind: 'unsigned-tail', octets: tail });
  const signed = new Set(chosen);
  const left = others.filter((field) => !signed.has(field)).map((field) => field.name.toLowerCase());
  const unsigned = important.filter((name) => left.includes(name.toLowerCase()));
  if (unsigned.length > 0) verdict.warnings.push({ kind: 'not-signed', names: unsigned });
  const present = (name: string): number => others.filter((field) => field.name.toLowerCase() === name).length;
  const listed = (name: string): number => names.filter((one) => one.toLowerCase() === name).length;
  const open = ['From', 'Subject', 'To', 'Date'].filter((name) => present(name.toLowerCase()) > 0 && listed(name.toLowerCase()) <= present(name.toLowerCase()));
  if (open.length > 0) verdict.warnings.push({ kind: 'can-be-added', names: open });
  for (const name of ['From', 'Subject', 'Date', 'To'])
    if (present(name.toLowerCase()) > 1) verdict.warnings.push({ kind: 'several', name, count: present(name.toLowerCase()) });
}
