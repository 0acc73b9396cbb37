import { decodeWords } from '../header-lab/rfc2047.ts';
import { SieveProblem } from './problem.ts';

export interface Field {
  name: string;
  /** Unfolded, as it is in the message. */
  raw: string;
  /** Encoded words decoded, without white space around it: what Sieve's header test sees (RFC 5228 §2.7.2). */
  text: string;
}

export interface Mail {
  fields: Field[];
  body: string;
  /** Octets, with CRLF at the end of each line. */
  size: number;
}

/** A message as it may be pasted. The first line that is no field begins the body, as most servers read it. */
export function parseMail(text: string): Mail {
  const lines = text.replace(/\r\n/g, '\n').split('\n');
  const fields: Field[] = [];
  let i = 0;
  for (; i < lines.length; i++) {
    const line = lines[i] as string;
    const last = fields.at(-1);
    if (/^[ \t]/.test(line) && last && line.trim() !== '') {
      last.raw += line;
      continue;
    }
    const field = /^([\x21-\x39\x3b-\x7e]+)[ \t]*:(.*)$/.exec(line);
    if (!field) break;
    fields.push({ name: field[1] as string, raw: field[2] as string, text: '' });
  }
  for (const field of fields) {
    field.raw = field.raw.trim();
    field.text = decodeWords(field.raw).text.trim();
  }
  const body = lines.slice(lines[i] === '' ? i + 1 : i).join('\n');
  const bytes = new TextEncoder().encode(text.replace(/\r\n/g, '\n')).length;
  return { fields, body, size: bytes + (lines.length - 1) };
}

export function fieldsNamed(mail: Mail, name: string): Field[] {
  return mail.fields.filter((field) => field.name.toLowerCase() === name.toLowerCase());
}

/** The addresses of a From, To, … field: comments, names and groups taken away. What is no address is left out. */
export function addressesIn(raw: string): string[] {
  const out: string[] = [];
  let text = '';
  let quoted = false;
  let comment = 0;
  /** What stood between angle brackets: it is the address, and all before it was a name. */
  let angle: string | null = null;
  let inside = false;
  const flush = () => {
    const address = angle ?? text;
    if (/^("[^"]*"|[^@"<>,:;]+)@[^@<>,:;]+$/.test(address)) out.push(address.replace(/^"([^"]*)"@/, '$1@'));
    text = '';
    angle = null;
    inside = false;
  };
  for (let i = 0; i < raw.length; i++) {
    const c = raw[i] as string;
    if (c === '\\' && (quoted || comment > 0)) {
      if (quoted) text += raw[i + 1] ?? '';
      i++;
    } else if (comment > 0) comment += c === '(' ? 1 : c === ')' ? -1 : 0;
    else if (c === '"') {
      quoted = !quoted;
      text += c;
    } else if (quoted) text += c;
    else if (c === '(') comment = 1;
    else if (c === '<') {
      text = '';
      inside = true;
    } else if (c === '>' && inside) {
      angle = text;
      inside = false;
    } else if ((c === ',' && !inside) || c === ';') flush();
    // The name of a group, or an old route, ends here.
    else if (c === ':') text = '';
    else if (!/\s/.test(c)) text += c;
  }
  flush();
  return out;
}

export type AddressPart = 'all' | 'localpart' | 'domain' | 'user' | 'detail';

/** Part of an address; null when there is none: an address without + has no detail (RFC 5233 §4). */
export function partOf(address: string, part: AddressPart): string | null {
  const at = address.lastIndexOf('@');
  const local = at < 0 ? address : address.slice(0, at);
  const plus = local.indexOf('+');
  switch (part) {
    case 'all':
      return address;
    case 'localpart':
      return local;
    case 'domain':
      return at < 0 ? '' : address.slice(at + 1);
    case 'user':
      return plus < 0 ? local : local.slice(0, plus);
    case 'detail':
      return plus < 0 ? null : local.slice(plus + 1);
  }
}

const addressFields = [
  'from',
  'to',
  'cc',
  'bcc',
  'sender',
  'reply-to',
  'resent-from',
  'resent-to',
  'resent-cc',
  'resent-bcc',
  'resent-sender',
  'resent-reply-to',
  'delivered-to',
  'x-original-to',
  'envelope-to',
  'return-path',
  'disposition-notification-to',
  'return-receipt-to',
  'errors-to',
  'x-envelope-from',
];

/** Whether the address test may look at a field (RFC 5228 §5.1 leaves the list to the server; this is about Pigeonhole's). */
export const holdsAddresses = (name: string): boolean => addressFields.includes(name.toLowerCase());

export const noAddresses = (line: number, name: string): SieveProblem =>
  new SieveProblem(line, `“${name}” holds no addresses: use header for it.`, `“${name}”里不是地址：请用 header。`);

export const noRedirect = (line: number, to: string): SieveProblem =>
  new SieveProblem(line, `redirect expected an address, found “${to}”.`, `redirect 后面应是一个地址，现在是“${to}”。`);
