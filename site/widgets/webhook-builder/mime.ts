import { decodeWords } from '../header-lab/rfc2047.ts';
import { fieldsNamed, type Mail, parseMail } from '../sieve-sandbox/message.ts';

export interface Parts {
  /** The first text/plain part, or the text of the first text/html one without its tags. */
  text: string;
  attachments: { name: string; type: string; bytes: number }[];
  /** Charsets and encodings that could not be read. */
  unknown: string[];
}

/** The text and attachments of a message (RFC 2045, 2046, 2183). */
export function partsOf(mail: Mail): Parts {
  const found: Parts & { html: string } = { text: '', html: '', attachments: [], unknown: [] };
  walk(mail, found, 0);
  const { html, ...parts } = found;
  return {
    ...parts,
    text:
      parts.text ||
      html
        .replace(/<[^<>]*>/g, ' ')
        .replace(/\s+/g, ' ')
        .trim(),
  };
}

function walk(part: Mail, found: Parts & { html: string }, depth: number): void {
  const type = header(part, 'content-type') ?? { value: 'text/plain', parameters: new Map<string, string>() };
  const kind = type.value.toLowerCase();
  const boundary = type.parameters.get('boundary');
  if (kind.startsWith('multipart/') && boundary && depth < 20) {
    const cut = `\n${part.body}`.split(new RegExp(`\\n--${boundary.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')}(--)?[ \\t]*(?=\\n|$)`));
    // split() puts the closing mark, or undefined, between the parts; what stands after "--" is an epilogue.
    for (let i = 2; i < cut.length && cut[i - 1] !== '--'; i += 2) walk(parseMail((cut[i] as string).replace(/^\n/, '')), found, depth + 1);
    return;
  }
  const bytes = decoded(part, found.unknown);
  const disposition = header(part, 'content-disposition');
  const name = disposition?.parameters.get('filename') ?? type.parameters.get('name');
  if (disposition?.value.toLowerCase() === 'attachment' || name || !kind.startsWith('text/')) {
    found.attachments.push({ name: name ? decodeWords(name).text : '', type: kind, bytes: bytes.length });
    return;
  }
  const text = readText(bytes, type.parameters.get('charset') ?? 'utf-8', found.unknown);
  if (kind === 'text/plain' && found.text === '') found.text = text;
  if (kind === 'text/html' && found.html === '') found.html = text;
}

function readText(bytes: Uint8Array, charset: string, unknown: string[]): string {
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    // TextDecoder throws for labels that it does not know: told, and read as UTF-8.
    unknown.push(charset);
    return new TextDecoder().decode(bytes);
  }
}

function decoded(part: Mail, unknown: string[]): Uint8Array {
  const encoding = (fieldsNamed(part, 'content-transfer-encoding')[0]?.text ?? '7bit').toLowerCase();
  if (encoding === 'base64') {
    const clean = part.body.replace(/[^A-Za-z0-9+/]/g, '');
    const whole = clean.slice(0, clean.length - (clean.length % 4 === 1 ? 1 : 0));
    return Uint8Array.from(atob(whole), (c) => c.charCodeAt(0));
  }
  const plain = new TextEncoder().encode(part.body);
  if (encoding !== 'quoted-printable') {
    if (!['7bit', '8bit', 'binary'].includes(encoding)) unknown.push(encoding);
    return plain;
  }
  const out: number[] = [];
  const text = part.body.split('\n').map(trimmedEnd).join('\n').replace(/=\n/g, '');
  const utf8 = new TextEncoder();
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '=' && /^[0-9a-f]{2}$/i.test(text.slice(i + 1, i + 3))) {
      out.push(Number.parseInt(text.slice(i + 1, i + 3), 16));
      i += 2;
    } else {
      // By whole characters: half of one has no octets.
      const character = String.fromCodePoint(text.codePointAt(i) as number);
      out.push(...utf8.encode(character));
      i += character.length - 1;
    }
  }
  return Uint8Array.from(out);
}

/** A line without the spaces and tabs at its end, which transport may have added (RFC 2045 §6.7). */
function trimmedEnd(line: string): string {
  let end = line.length;
  while (end > 0 && ' \t'.includes(line[end - 1] as string)) end--;
  return line.slice(0, end);
}

interface Piece {
  number: number;
  text: string;
  /** Written with %XX, the first piece with its character set before it. */
  encoded: boolean;
}

/** `a/b; x=1; y="2"`, with the forms of RFC 2231: filename*=utf-8''…, and filename*0=…; filename*1*=… in pieces. */
function header(part: Mail, name: string): { value: string; parameters: Map<string, string> } | null {
  const raw = fieldsNamed(part, name)[0]?.raw;
  if (raw === undefined) return null;
  const parameters = new Map<string, string>();
  const pieces = new Map<string, Piece[]>();
  for (const found of raw.matchAll(/;\s*([^=\s;]+)\s*=\s*("(?:[^"\\]|\\.)*"|[^;\s]*)/g)) {
    const [key, given] = [(found[1] as string).toLowerCase(), found[2] as string];
    const text = given.startsWith('"') ? given.slice(1, -1).replace(/\\(.)/g, '$1') : given;
    const form = /^([^*]+)(?:\*(\d{1,3}))?(\*)?$/.exec(key);
    const [base, number, star] = form ? [form[1] as string, form[2], form[3]] : [key, undefined, undefined];
    if (number === undefined && star === undefined) {
      if (!parameters.has(base)) parameters.set(base, text);
    } else pieces.set(base, [...(pieces.get(base) ?? []), { number: Number(number ?? 0), text, encoded: star !== undefined }]);
  }
  // §3: the extended form counts before the plain one, which is there for programs that do not know it.
  for (const [base, list] of pieces) parameters.set(base, joined(list));
  return { value: (raw.split(';')[0] as string).trim(), parameters };
}

/** The pieces in the order of their numbers, up to the first that is missing; all octets before any decoding, since a character may be cut. */
function joined(list: readonly Piece[]): string {
  const sorted = list.toSorted((a, b) => a.number - b.number).filter((piece, i) => piece.number === i);
  const first = sorted[0];
  const opening = first?.encoded ? /^([^']*)'[^']*'/.exec(first.text) : null;
  const bytes = sorted.flatMap((piece, i) => octets(i === 0 && opening ? piece.text.slice(opening[0].length) : piece.text, piece.encoded));
  return readText(Uint8Array.from(bytes), opening?.[1] || 'utf-8', []);
}

function octets(text: string, encoded: boolean): number[] {
  const utf8 = new TextEncoder();
  return [...text.matchAll(/%([0-9a-f]{2})|([\s\S])/giu)].flatMap((m) => (encoded && m[1] ? [Number.parseInt(m[1], 16)] : [...utf8.encode(m[0])]));
}
