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
export type Problem = 'charset' | 'base64' | 'quoted' | 'cut' | 'too-long' | 'bytes' | 'raw-8bit' | 'malformed';

const word = /=\?([^?\s*]+)(?:\*[^?\s]*)?\?([bq])\?([^?\s]*)\?=/gi;

function bytesOf(encoding: 'B' | 'Q', text: string): { bytes: number[]; problem: Problem | null } {
  if (encoding === 'Q') {
    const bytes: number[] = [];
    const utf8 = new TextEncoder();
    let problem: Problem | null = null;
    for (let i = 0; i < text.length; i++) {
      const c = text[i] as string;
      if (c === '_') bytes.push(0x20);
      else if (c > '\x7e' || c < '\x20') {
        // Not allowed here at all (§4.2); read as what was meant.
        problem = 'quoted';
        const character = String.fromCodePoint(text.codePointAt(i) as number);
        bytes.push(...utf8.encode(character));
        i += character.length - 1;
      } else if (c !== '=') bytes.push(c.charCodeAt(0));
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

/** Names that mail uses and the platform does not know. */
const aliases: Readonly<Record<string, string>> = {
  cp932: 'shift_jis',
  cp936: 'gbk',
  cp949: 'euc-kr',
  cp950: 'big5',
  'iso-2022-jp-ms': 'iso-2022-jp',
  'utf-16': 'utf-16be',
};

/** Text of octets; null for an unknown character set, or (fatal) for octets that are not of it. */
type Decode = (charset: string, bytes: readonly number[], fatal: boolean) => string | null;
/** With one decoder for each character set: making one takes longer than a word does. */
function decoding(): Decode {
  const made = new Map<string, TextDecoder | null>();
  return (charset, bytes, fatal) => {
    const label = charset.toLowerCase();
    const key = `${label} ${fatal}`;
    let decoder = made.get(key);
    try {
      if (decoder === undefined) {
        made.set(key, null);
        decoder = new TextDecoder(aliases[label] ?? label, { fatal });
        made.set(key, decoder);
      }
      return decoder?.decode(Uint8Array.from(bytes)) ?? null;
    } catch {
      // An unknown label, or octets that are not of this character set: the caller says which.
      return null;
    }
  };
}

interface Word {
  raw: string;
  charset: string;
  encoding: 'B' | 'Q';
  bytes: number[];
  problems: Problem[];
  /** Text between this word and the next, when there is any but white space; or the word before was the last. */
  between: string;
  adjacent: boolean;
}

/**
 * Takes a field's value apart. White space between two encoded words is no text (§6.2); a character that was cut between two words is put
 * together: the octets that are left over at the end of a word are tried in front of the next.
 */
export function decodeWords(value: string): { parts: Part[]; text: string } {
  const unfolded = value.replace(/\r?\n(?=[ \t])/g, '');
  const words: Word[] = [];
  const decode = decoding();
  let end = 0;
  for (const found of unfolded.matchAll(word)) {
    const [raw, charset, letter, body] = found as unknown as [string, string, string, string];
    const encoding = letter.toUpperCase() as 'B' | 'Q';
    const between = unfolded.slice(end, found.index);
    const { bytes, problem } = bytesOf(encoding, body);
    words.push({
      raw,
      charset,
      encoding,
      bytes,
      problems: [...(problem ? [problem] : []), ...(raw.length > 75 ? (['too-long'] as const) : [])],
      between,
      adjacent: words.length > 0 && /^[ \t]*$/.test(between),
    });
    end = found.index + raw.length;
  }
  const parts: Part[] = [];
  let left: number[] = [];
  for (const [i, one] of words.entries()) {
    if (one.between !== '' && !one.adjacent) parts.push(plain(one.between));
    const { raw, charset, encoding } = one;
    const said = (text: string, ...problems: Problem[]): void => {
      parts.push({ raw, text, charset, encoding, problems: [...new Set([...one.problems, ...problems])] });
    };
    const before: readonly number[] = left;
    const bytes = [...before, ...one.bytes];
    left = [];
    const cut: Problem[] = before.length > 0 ? ['cut'] : [];
    if (decode(charset, [], false) === null) {
      said(raw, 'charset');
      continue;
    }
    const whole = decode(charset, bytes, true);
    if (whole !== null) {
      said(whole, ...cut);
      continue;
    }
    const following = words[i + 1];
    const taken = following?.adjacent && following.charset.toLowerCase() === charset.toLowerCase() ? leftOver(decode, charset, bytes, following.bytes) : 0;
    if (taken > 0) {
      left = bytes.slice(-taken);
      said(decode(charset, bytes.slice(0, -taken), true) as string, ...cut, 'cut');
    } else said(decode(charset, bytes, false) ?? '', ...cut, 'bytes');
  }
  if (end < unfolded.length) parts.push(plain(unfolded.slice(end)));
  return { parts, text: parts.map((part) => part.text).join('') };
}

/** How many octets at the end (at most three) begin a character that the octets of the next word go on with; 0 when none do. */
function leftOver(decode: Decode, charset: string, bytes: number[], next: number[]): number {
  for (const count of [1, 2, 3])
    if (count <= bytes.length && decode(charset, bytes.slice(0, -count), true) !== null) {
      const tail = bytes.slice(-count);
      return [1, 2, 3].some((more) => more <= next.length && decode(charset, [...tail, ...next.slice(0, more)], true) !== null) ? count : 0;
    }
  return 0;
}

/** What begins like an encoded word and is none: white space inside, another letter than B and Q, a part missing. */
const almost = /=\?[\w.:-]{1,40}(?:\*[\w-]{1,20})?\?[a-z]\?/i;
const plain = (raw: string): Part => ({
  raw,
  text: raw,
  charset: null,
  encoding: null,
  problems: [...(/[^\p{ASCII}]/u.test(raw) ? (['raw-8bit'] as const) : []), ...(almost.test(raw) ? (['malformed'] as const) : [])],
});

/** A text as encoded words in UTF-8, base64: none longer than 75 characters (§2), no character cut (§5). Pure ASCII stays as it is. */
export function encodeWords(text: string): string[] {
  if (/^[\x20-\x7e]*$/.test(text) && !text.includes('=?')) return [text];
  // 75 less `=?UTF-8?B?` and `?=` leaves 63 characters: 60 of base64, which hold 45 bytes.
  const room = 45;
  const chunks: string[] = [];
  let [chunk, octets] = ['', 0];
  for (const character of text) {
    const code = character.codePointAt(0) as number;
    const size = code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (octets + size > room) {
      chunks.push(chunk);
      [chunk, octets] = ['', 0];
    }
    chunk += character;
    octets += size;
  }
  return [...chunks, chunk].map((part) => `=?UTF-8?B?${btoa(String.fromCharCode(...new TextEncoder().encode(part)))}?=`);
}
