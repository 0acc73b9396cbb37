/** Two SMTP servers over the same octets: where each of them sees the end of a message. */

/** What a server that receives takes for the end of DATA, and what it does about a bare LF. */
export interface Inbound {
  id: InboundId;
  /** Line ends that count before and after the dot. */
  before: readonly LineEnd[];
  after: readonly LineEnd[];
  refusesBareLf: boolean;
}
export type LineEnd = 'CRLF' | 'LF' | 'CR';
export type InboundId = 'rfc' | 'postfix-no' | 'postfix-normalize' | 'postfix-reject' | 'lf-crlf' | 'cr';
/** `lf-crlf` is what the three CVEs have in common; `cr` takes a bare CR for a line end, too. */
export const inbounds: readonly Inbound[] = [
  { id: 'rfc', before: ['CRLF'], after: ['CRLF'], refusesBareLf: false },
  { id: 'lf-crlf', before: ['CRLF', 'LF'], after: ['CRLF'], refusesBareLf: false },
  { id: 'postfix-no', before: ['CRLF', 'LF'], after: ['CRLF', 'LF'], refusesBareLf: false },
  { id: 'cr', before: ['CRLF', 'LF', 'CR'], after: ['CRLF', 'LF', 'CR'], refusesBareLf: false },
  { id: 'postfix-normalize', before: ['CRLF'], after: ['CRLF'], refusesBareLf: false },
  { id: 'postfix-reject', before: ['CRLF'], after: ['CRLF'], refusesBareLf: true },
];

/** What the server that sends does with a customer's content before it passes it on. It ends the message itself, with CRLF.CRLF. */
export type OutboundId = 'unchanged' | 'stuffs' | 'converts' | 'refuses';
export const outbounds: readonly OutboundId[] = ['unchanged', 'stuffs', 'converts', 'refuses'];

export interface Span {
  kind: 'command' | 'content' | 'end';
  text: string;
  /** Which message, counted from 0; commands belong to the message that they begin. */
  message: number;
}
export interface Seen {
  spans: Span[];
  messages: { from: string | null; subject: string | null }[];
  refused: boolean;
}

/** `\r`, `\n`, `\t`, `\\` as typed become octets; a line break of the text field is for reading only. Anything else behind a backslash is an error. */
export function octets(typed: string): { text: string } | { problem: string } {
  let text = '';
  const source = typed.replace(/\r?\n/g, '');
  for (let at = 0; at < source.length; at++) {
    const c = source[at] as string;
    if (c !== '\\') text += c;
    else {
      at++;
      const meant = { r: '\r', n: '\n', t: '\t', '\\': '\\' }[source[at] ?? ''];
      if (meant === undefined) return { problem: `\\${source[at] ?? ''}` };
      text += meant;
    }
  }
  return { text };
}
/** The reverse, with a line break after each LF, for showing. */
export const visible = (text: string): string =>
  text
    .replace(/\\/g, '\\\\')
    .replace(/\t/g, '\\t')
    .replace(/\r/g, '\\r')
    .replace(/\n/g, '\\n\n')
    .replace(/\\r(?!\\n)/g, '\\r');

const ends: Record<LineEnd, string> = { CRLF: '\\r\\n', LF: '(?<!\\r)\\n', CR: '\\r(?!\\n)' };
const either = (kinds: readonly LineEnd[]): string => kinds.map((kind) => ends[kind]).join('|');

/** Where the content ends for this server: the offsets of the end-of-data, from its first line end on; null when there is none. */
export function endOfData(text: string, inbound: Inbound): { from: number; to: number } | null {
  // A dot on the very first line ends the message as well.
  const found = new RegExp(`(?:^|${either(inbound.before)})\\.(?:${either(inbound.after)})`).exec(text);
  return found ? { from: found.index, to: found.index + found[0].length } : null;
}

export const hasBareLf = (text: string): boolean => /(?<!\r)\n/.test(text);

/** What the sending server makes of a customer's content; null when it refuses it. Its own idea of the end is RFC 5321's. */
export function passOn(content: string, outbound: OutboundId): string | null {
  const end = endOfData(content, inbounds[0] as Inbound);
  const own = end ? content.slice(0, end.from) : content;
  if (outbound === 'refuses' && hasBareLf(own)) return null;
  const made =
    outbound === 'stuffs'
      ? own.replace(/(?<!\r)\n/g, '\r\n').replace(/(^|\r\n)\./g, '$1..')
      : outbound === 'converts'
        ? own.replace(/(?<!\r)\n/g, '\r\n').replace(/\r(?!\n)/g, '\r\n')
        : own;
  return `${made}\r\n.\r\n`;
}

/** The receiving server over all that comes after its first 354: contents, and commands between them. */
export function receive(stream: string, inbound: Inbound): Seen {
  const spans: Span[] = [];
  const messages: Seen['messages'] = [];
  let rest = stream;
  let from: string | null = null;
  for (let message = 0; rest !== ''; message++) {
    const end = endOfData(rest, inbound);
    const content = end ? rest.slice(0, end.from) : rest;
    if (inbound.refusesBareLf && hasBareLf(content)) {
      spans.push({ kind: 'content', text: rest, message });
      return { spans, messages, refused: true };
    }
    spans.push({ kind: 'content', text: content, message });
    if (!end) break;
    spans.push({ kind: 'end', text: rest.slice(end.from, end.to), message });
    messages.push({ from, subject: /(?:^|\n)Subject:[ \t]*([^\r\n]*)/i.exec(content)?.[1] ?? null });
    rest = rest.slice(end.to);
    // Commands until the next DATA; a server of this kind takes LF for a line end here, too.
    const data = /(?:^|\n)DATA[ \t]*\r?\n/i.exec(rest);
    if (!data) {
      if (rest !== '') spans.push({ kind: 'command', text: rest, message: message + 1 });
      break;
    }
    const commands = rest.slice(0, data.index + data[0].length);
    spans.push({ kind: 'command', text: commands, message: message + 1 });
    from = /MAIL FROM:\s*<([^>]*)>/i.exec(commands)?.[1] ?? null;
    rest = rest.slice(commands.length);
  }
  return { spans, messages, refused: false };
}
