/** A message taken apart and put into canonical form: RFC 6376 §3.4. */
export interface Field {
  /** As written. */
  name: string;
  /** Name, colon, value with its folds; without the last CRLF. */
  raw: string;
}
export interface Parsed {
  fields: Field[];
  body: string;
  /** Lines of the header that are no fields, by number. */
  odd: number[];
}
export type Form = 'simple' | 'relaxed';

/**
 * A pasted message: whatever its line ends were, they are CRLF on the wire. A leading mbox line (`From name date`) is left out,
 * and so are empty lines before the header.
 */
export function parseMessage(pasted: string): Parsed {
  const text = pasted
    .replace(/\r\n|\r|\n/g, '\r\n')
    .replace(/^(\r\n)+/, '')
    .replace(/^From [^\r\n]*\r\n/, '');
  const end = text.startsWith('\r\n') ? 0 : text.indexOf('\r\n\r\n');
  const header = end === -1 ? text.replace(/(\r\n)$/, '') : text.slice(0, end);
  const body = end === -1 ? '' : text.slice(end + 4);
  const fields: Field[] = [];
  const odd: number[] = [];
  for (const [i, line] of header.split('\r\n').entries()) {
    const last = fields.at(-1);
    if (/^[ \t]/.test(line) && last) last.raw += `\r\n${line}`;
    else {
      const colon = /^([\x21-\x39\x3b-\x7e]+)[ \t]*:/.exec(line);
      if (colon) fields.push({ name: colon[1] as string, raw: line });
      else odd.push(i + 1);
    }
  }
  return { fields, body, odd };
}

/** §3.4.1, §3.4.2. */
export function canonicalField(raw: string, form: Form): string {
  if (form === 'simple') return raw;
  const colon = raw.indexOf(':');
  // Only space and tab are white space here: an ideographic space of a Chinese subject is text.
  const value = raw
    .slice(colon + 1)
    .replace(/\r\n/g, '')
    .replace(/[ \t]+/g, ' ')
    .replace(/^ | $/g, '');
  return `${raw.slice(0, colon).trim().toLowerCase()}:${value}`;
}

/** §3.4.3, §3.4.4. An empty body is one CRLF in `simple` and nothing in `relaxed`. */
export function canonicalBody(body: string, form: Form): string {
  const text = form === 'relaxed' ? body.replace(/[ \t]+/g, ' ').replace(/ (?=\r\n|$)/g, '') : body;
  let end = text.length;
  while (text.startsWith('\r\n', end - 2) && end >= 2) end -= 2;
  const trimmed = text.slice(0, end);
  if (form === 'relaxed' && trimmed === '') return '';
  return `${trimmed}\r\n`;
}

/**
 * §5.4.2: the fields named in h=, each name taken from the bottom up; a name for which none is left gives nothing,
 * and so fixes that no further one is there. The signature itself is not among them.
 */
export function selectFields(fields: readonly Field[], names: readonly string[]): (Field | null)[] {
  const left = Map.groupBy(fields, (field) => field.name.toLowerCase());
  return names.map((name) => left.get(name.toLowerCase())?.pop() ?? null);
}

/** §3.5: the signature's own field with the value of b=, and the white space around it, taken out. */
export const withoutB = (raw: string): string => {
  const colon = raw.indexOf(':') + 1;
  return raw.slice(0, colon) + raw.slice(colon).replace(/((?:^|;)[ \t\r\n]*b[ \t\r\n]*=)[^;]*/, '$1');
};
