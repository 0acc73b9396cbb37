/** Encoded words of header fields (RFC 2047), both ways. */
export interface Part {
  raw: string;
  /** What it decodes to; for plain text the text itself. */
  text: string;
  charset: string | null;
  encoding: 'B' | 'Q' | null;
  /** Keys for the widget's words. */
  problems: Problem[];
}
export type Problem = 'charset' | 'base64' | 'quoted' | 'cut' | 'too-long' | 'bytes' | 'raw-8bit';

const word = /=\?([^?\s*]+)(?:\*[^?\s]*)?\?([bq])\?([^?\s]*)\?=/gi;

function bytesOf(encoding: 'B' | 'Q', text: string): { bytes: number[]; problem: Problem | null } {
  if (encoding === 'Q') {
    const bytes: number[] = [];
    let problem: Problem | null = null;
    for (let i = 0; i < text.length; i++) {
      const c = text[i] as string;
      if (c === '_') bytes.push(0x20);
      else if (c !== '=') bytes.push(c.charCodeAt(0));
      else if (/^[0-9a-f]{2}$/i.test(text.slice(i + 1, i + 3))) {
        bytes.push(Number.parseInt(text.slice(i + 1, i + 3), 16));
        i += 2;
      } else {
        problem = 'quoted';
        bytes.push(0x3d);
      }
    }
    return { bytes, problem };
  }
  // Missing padding is read all the same, as mail programs do, but said.
  const clean = text.replace(/=+$/, '');
  if (!/^[a-z0-9+/]*$/i.test(clean) || clean.length % 4 === 1) return { bytes: [], problem: 'base64' };
  const bytes = [...atob(clean.padEnd(Math.ceil(clean.length / 4) * 4, '='))].map((c) => c.charCodeAt(0));
  return { bytes, problem: text.length % 4 === 0 ? null : 'base64' };
}

function decode(charset: string, bytes: number[], fatal: boolean): string | null {
  try {
    return new TextDecoder(charset.toLowerCase(), { fatal }).decode(Uint8Array.from(bytes));
  } catch {
    // An unknown label, or (fatal) bytes that are not of this charset: the caller says which.
    return null;
  }
}

/** Takes a field's value apart. White space between two encoded words is no text (§6.2); a character that was cut between two words is put together. */
export function decodeWords(value: string): { parts: Part[]; text: string } {
  const unfolded = value.replace(/\r?\n(?=[ \t])/g, '');
  const parts: Part[] = [];
  let open: { charset: string; bytes: number[]; part: Part } | null = null;
  let end = 0;
  for (const found of unfolded.matchAll(word)) {
    const [raw, charset, letter, body] = found as unknown as [string, string, string, string];
    const between = unfolded.slice(end, found.index);
    const adjacent = open !== null && /^[ \t]*$/.test(between);
    if (between !== '' && !adjacent) parts.push(plain(between));
    end = found.index + raw.length;
    const encoding = letter.toUpperCase() as 'B' | 'Q';
    const { bytes, problem } = bytesOf(encoding, body);
    const problems: Problem[] = [...(problem ? [problem] : []), ...(raw.length > 75 ? (['too-long'] as const) : [])];
    if (decode(charset, [], false) === null) {
      parts.push({ raw, text: raw, charset, encoding, problems: [...problems, 'charset'] });
      open = null;
      continue;
    }
    const whole = decode(charset, bytes, true);
    if (whole === null && adjacent && open !== null && open.charset.toLowerCase() === charset.toLowerCase()) {
      // The first half of a character stands at the end of the word before.
      const joined = decode(charset, [...open.bytes, ...bytes], true);
      if (joined !== null) {
        const before = open.part;
        before.text = '';
        before.problems = before.problems.map((p) => (p === 'bytes' ? 'cut' : p));
        const part: Part = { raw, text: joined, charset, encoding, problems: [...problems, 'cut'] };
        parts.push(part);
        open = { charset, bytes: [...open.bytes, ...bytes], part };
        continue;
      }
    }
    const part: Part = {
      raw,
      text: whole ?? decode(charset, bytes, false) ?? '',
      charset,
      encoding,
      problems: whole === null ? [...problems, 'bytes'] : problems,
    };
    parts.push(part);
    open = { charset, bytes, part };
  }
  if (end < unfolded.length) parts.push(plain(unfolded.slice(end)));
  return { parts, text: parts.map((part) => part.text).join('') };
}

const plain = (raw: string): Part => ({ raw, text: raw, charset: null, encoding: null, problems: /[^\p{ASCII}]/u.test(raw) ? ['raw-8bit'] : [] });

/** A text as encoded words in UTF-8, base64: none longer than 75 characters (§2), no character cut (§5). Pure ASCII stays as it is. */
export function encodeWords(text: string): string[] {
  if (/^[\x20-\x7e]*$/.test(text) && !text.includes('=?')) return [text];
  // 75 less `=?UTF-8?B?` and `?=` leaves 63 characters: 60 of base64, which hold 45 bytes.
  const room = 45;
  const chunks: string[] = [];
  let chunk = '';
  for (const character of text) {
    if (new TextEncoder().encode(chunk + character).length > room) {
      chunks.push(chunk);
      chunk = '';
    }
    chunk += character;
  }
  return [...chunks, chunk].map((part) => `=?UTF-8?B?${btoa(String.fromCharCode(...new TextEncoder().encode(part)))}?=`);
}
