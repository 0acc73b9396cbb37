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
        .replace(/<[^>]*>/g, ' ')
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
  const text = part.body.replace(/[ \t]+$/gm, '').replace(/=\n/g, '');
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '=' && /^[0-9a-f]{2}$/i.test(text.slice(i + 1, i + 3))) {
      out.push(Number.parseInt(text.slice(i + 1, i + 3), 16));
      i += 2;
    } else out.push(...new TextEncoder().encode(text[i]));
  }
  return Uint8Array.from(out);
}

/** `a/b; x=1; y="2"`, with the parameter form of RFC 2231 for one piece: filename*=utf-8''… */
function header(part: Mail, name: string): { value: string; parameters: Map<string, string> } | null {
  const raw = fieldsNamed(part, name)[0]?.raw;
  if (raw === undefined) return null;
  const parameters = new Map<string, string>();
  for (const found of raw.matchAll(/;\s*([^=\s;]+)\s*=\s*("(?:[^"\\]|\\.)*"|[^;\s]*)/g)) {
    const [key, given] = [(found[1] as string).toLowerCase(), found[2] as string];
    const value = given.startsWith('"') ? given.slice(1, -1).replace(/\\(.)/g, '$1') : given;
    const extended = /^([^']*)'[^']*'(.*)$/.exec(value);
    if (key.endsWith('*') && extended) parameters.set(key.slice(0, -1), percent(extended[2] as string, extended[1] as string));
    else if (!parameters.has(key)) parameters.set(key, value);
  }
  return { value: (raw.split(';')[0] as string).trim(), parameters };
}

function percent(text: string, charset: string): string {
  const bytes = Uint8Array.from(
    [...text.matchAll(/%([0-9a-f]{2})|([\s\S])/gi)].map((m) => (m[1] ? Number.parseInt(m[1], 16) : (m[2] as string).charCodeAt(0))),
  );
  return readText(bytes, charset || 'utf-8', []);
}
