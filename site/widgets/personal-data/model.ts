import { hex, hmacSha256 } from '../shared/hmac.ts';

/** What kind of personal data a stretch of text is. */
export const kinds = ['address', 'login', 'ip', 'machine', 'name', 'subject', 'program', 'message-id', 'phone', 'id-number', 'card'] as const;
export type Kind = (typeof kinds)[number];

export interface Finding {
  kind: Kind;
  start: number;
  end: number;
  value: string;
}

/** Luhn's check digit, ISO/IEC 7812-1: payment cards. */
export function luhn(digits: string): boolean {
  let sum = 0;
  for (const [i, character] of [...digits].reverse().entries()) {
    const n = Number(character) * (i % 2 === 1 ? 2 : 1);
    sum += n > 9 ? n - 9 : n;
  }
  return sum % 10 === 0;
}

/** The check character of a Chinese citizen's identity number, GB 11643-1999 (ISO 7064 MOD 11-2), and a date that can be. */
export function citizenNumber(text: string): boolean {
  if (!/^\d{17}[\dXx]$/.test(text)) return false;
  const [month, day] = [Number(text.slice(10, 12)), Number(text.slice(12, 14))];
  if (month < 1 || month > 12 || day < 1 || day > 31) return false;
  const sum = [...text.slice(0, 17)].reduce((total, digit, i) => total + Number(digit) * (2 ** (17 - i) % 11), 0);
  return '10X98765432'[sum % 11] === text[17]?.toUpperCase();
}

// Every repetition has an end: without one, a long text without an @ would be tried from each of its characters to its last.
const octet = '(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)';
/** In this order: an earlier kind keeps its stretch of text, so that a login is not also an address. `group` says which part is the finding. */
const patterns: { kind: Kind; pattern: RegExp; group: number; holds?: (value: string) => boolean }[] = [
  { kind: 'login', pattern: /\b(?:sasl_username=|user=<|user=|by=<)([^>,\s]+)/g, group: 1 },
  { kind: 'message-id', pattern: /\b(?:message-id=|msgid=|message-id:\s*|in-reply-to:\s*|references:\s*)(<[^>\s]+>)/gi, group: 1 },
  { kind: 'subject', pattern: /^subject:[ \t]*(\S.*(?:\r?\n[ \t]+\S.*)*)/gim, group: 1 },
  { kind: 'program', pattern: /^(?:x-mailer|user-agent):[ \t]*(\S.*)/gim, group: 1 },
  { kind: 'machine', pattern: /\breceived: from ([\w.-]{1,255})(?=\s{0,300}\()/gi, group: 1 },
  { kind: 'machine', pattern: /\bhelo=<([\w.-]+)>/gi, group: 1 },
  { kind: 'machine', pattern: /(?:client=|\()([\w-]{1,63}(?:\.[\w-]{1,63}){1,127})(?=\s{0,300}\[)/g, group: 1, holds: (value) => value !== 'unknown' },
  { kind: 'address', pattern: /[\p{L}\p{N}.!#$%&'*+/=?^_`{|}~-]{1,128}@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu, group: 0 },
  { kind: 'name', pattern: /^(?:from|to|cc|reply-to|sender):[ \t]*"?([^"<@\r\n]{0,300}[^"<@\s])"?[ \t]{0,300}(?=<)/gim, group: 1 },
  { kind: 'id-number', pattern: /(?<![\dA-Za-z])\d{17}[\dXx](?![\dA-Za-z])/g, group: 0, holds: citizenNumber },
  { kind: 'card', pattern: /(?<![\d-])\d(?:[ -]?\d){12,18}(?![\d-])/g, group: 0, holds: card },
  { kind: 'phone', pattern: /(?<![\d.+-])(?:\+86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?![\d.])/g, group: 0 },
  { kind: 'phone', pattern: /(?<![\w.])\+[1-9]\d{0,2}(?:[ -]?\(?\d{1,4}\)?){2,5}(?![\d.])/g, group: 0, holds: (value) => value.replace(/\D/g, '').length >= 8 },
  { kind: 'ip', pattern: new RegExp(`(?<![\\d.])${octet}(?:\\.${octet}){3}(?![\\d.])`, 'g'), group: 0 },
  { kind: 'ip', pattern: /(?<![\w:.])[\da-f:]{3,39}(?![\w:])/gi, group: 0, holds: ipv6 },
];

/** An IPv6 address (RFC 4291 §2.2) that may be somebody's: not a time of day, not a fingerprint, not the machine itself (`::1`). */
function ipv6(value: string): boolean {
  const halves = value.split('::');
  if (halves.length > 2 || value === '::' || value === '::1') return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  return groups.every((group) => /^[\da-f]{1,4}$/i.test(group)) && (halves.length === 2 ? groups.length <= 7 : groups.length === 8);
}

/** A number that a card can have: check digit, and the first digits of an issuer. One long number in ten has the check digit by chance. */
function card(value: string): boolean {
  const digits = value.replace(/\D/g, '');
  return luhn(digits) && (/^[3-6]\d{13,18}$/.test(digits) || /^2[2-7]\d{14}$/.test(digits));
}

/** Everything in the text that these patterns take for personal data, from first to last, without overlaps. */
export function find(text: string): Finding[] {
  const taken: Finding[] = [];
  const covered = new Uint8Array(text.length);
  for (const { kind, pattern, group, holds } of patterns) {
    for (const match of text.matchAll(pattern)) {
      const value = match[group] ?? '';
      const start = match.index + (group === 0 ? 0 : match[0].indexOf(value));
      const end = start + value.length;
      if (value === '' || (holds && !holds(value)) || covered.subarray(start, end).includes(1)) continue;
      taken.push({ kind, start, end, value });
      covered.fill(1, start, end);
    }
  }
  return taken.sort((a, b) => a.start - b.start);
}

const bytes = new TextEncoder();
const tag = (key: string, value: string): string => hex(hmacSha256(bytes.encode(key), bytes.encode(value.toLowerCase()))).slice(0, 8);

/**
 * The same stretch, told with less. What must stay comparable (the same person twice) becomes a pseudonym by a keyed hash; what only says where
 * from is made coarse; what nobody needs in a log goes.
 */
export function minimised({ kind, value }: Finding, key: string): string {
  switch (kind) {
    case 'address':
    case 'login': {
      const at = value.lastIndexOf('@');
      return at < 0 ? `u-${tag(key, value)}` : `u-${tag(key, value)}${value.slice(at)}`;
    }
    case 'ip':
      return value.includes(':') ? `${expand(value).slice(0, 3).join(':')}::` : value.replace(/\.\d+$/, '.0');
    case 'machine':
      return `h-${tag(key, value)}`;
    case 'message-id':
      return `<m-${tag(key, value)}>`;
    case 'name':
      return `n-${tag(key, value)}`;
    default:
      return `[${kind}, ${[...value].length}]`;
  }
}

/** The eight groups of an IPv6 address. */
function expand(value: string): string[] {
  const [left = '', right] = value.split('::');
  const before = left === '' ? [] : left.split(':');
  const after = right ? right.split(':') : [];
  return right === undefined ? before : [...before, ...Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0'), ...after];
}

export function minimise(text: string, findings: readonly Finding[], key: string): string {
  let out = '';
  let from = 0;
  for (const finding of findings) {
    out += text.slice(from, finding.start) + minimised(finding, key);
    from = finding.end;
  }
  return out + text.slice(from);
}

/** How well it did on a text whose personal data somebody has marked by hand: of those, how many were found; of the found, how many were right. */
export function measure(text: string, truth: readonly string[], findings = find(text)): { found: number; of: number; missed: string[]; wrong: string[] } {
  const left = [...truth];
  const wrong: string[] = [];
  for (const { value } of findings) {
    const i = left.indexOf(value);
    if (i < 0) wrong.push(value);
    else left.splice(i, 1);
  }
  return { found: truth.length - left.length, of: truth.length, missed: left, wrong };
}
