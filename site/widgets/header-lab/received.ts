/** The path of a message, from its Received fields (RFC 5321 §4.4). */
export interface Received {
  /** What the sending side called itself, and what the receiving side saw. */
  from: { said: string; name: string | null; ip: string | null } | null;
  by: string | null;
  with: string | null;
  id: string | null;
  /** Seconds since 1970, or null when there is no readable date. */
  at: number | null;
}
export interface PathHop extends Received {
  /** Seconds since the line below; null when a time is missing. */
  delay: number | null;
  /** Written by a machine of ours: believable. */
  ours: boolean;
  findings: Finding[];
}
export type Finding = 'border' | 'claim' | 'own-name' | 'break' | 'backwards' | 'slow' | 'no-date' | 'no-by' | 'helo-differs';

/** The fields of a header, unfolded, in order. What comes after the first empty line is not header. */
export function fieldsOf(text: string): { name: string; value: string }[] {
  const header =
    text
      .replace(/\r\n/g, '\n')
      .replace(/^\n+/, '')
      .split(/\n[ \t]*\n/)[0] ?? '';
  return header
    .replace(/\n[ \t]+/g, ' ')
    .split('\n')
    .flatMap((line) => {
      const found = /^([!-9;-~]+)[ \t]*:\s*(.*)$/.exec(line);
      return found ? [{ name: found[1] as string, value: (found[2] as string).trim() }] : [];
    });
}

/** Without comments, which may hold comments (RFC 5322 §3.2.2). */
function withoutComments(text: string): string {
  let [out, depth] = ['', 0];
  for (let at = 0; at < text.length; at++) {
    const c = text[at] as string;
    if (depth > 0 && c === '\\') at++;
    else if (c === '(') depth++;
    else if (depth > 0) {
      if (c === ')' && --depth === 0) out += ' ';
    } else out += c;
  }
  return out;
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** Hours of the old names of zones (§4.3); all other letters say nothing about the place: UTC. */
const zones: Readonly<Record<string, number>> = { EST: -5, EDT: -4, CST: -6, CDT: -5, MST: -7, MDT: -6, PST: -8, PDT: -7 };
/** A date of RFC 5322 §3.3 or of its old syntax (two digits for the year), in seconds; also `Fri Feb 07 10:18:12 2003 -0800`, which is none. Null for others. */
export function readDate(text: string): number | null {
  const plain = withoutComments(text).replace(/\s+/g, ' ').trim().slice(0, 100);
  const parts =
    /^[^a-z\d]*(?:[a-z]{3,9} ?,? ?)?(\d{1,2}) ([a-z]{3})[a-z]* (\d{2,4}) (\d{1,2}) ?: ?(\d{2})(?: ?: ?(\d{2})(?:\.\d+)?)?(?: ?([+-]\d{4}|[a-z]+))?/i.exec(
      plain,
    ) ?? swapped(/^(?:[a-z]{3,9},? )?([a-z]{3}) (\d{1,2}) (\d{1,2}):(\d{2})(?::(\d{2}))? (?:([a-z]{3,4}) )?(\d{4})(?: ([+-]\d{4}|[a-z]+))?/i.exec(plain));
  if (!parts) return null;
  const [day, hour, minute, second] = [1, 4, 5, 6].map((i) => Number(parts[i] ?? 0)) as [number, number, number, number];
  const month = months.indexOf((parts[2] as string).toLowerCase());
  const typed = parts[3] as string;
  const year = Number(typed) + (typed.length === 2 ? (Number(typed) < 50 ? 2000 : 1900) : typed.length === 3 ? 1900 : 0);
  const date = new Date(Date.UTC(year, month, day));
  if (month < 0 || date.getUTCDate() !== day || hour > 23 || minute > 59 || second > 60) return null;
  const zone = (parts[7] ?? '').toUpperCase();
  const offset = /^[+-]/.test(zone)
    ? (zone[0] === '-' ? -1 : 1) * (Number(zone.slice(1, 3)) * 3600 + Number(zone.slice(3)) * 60)
    : (zones[zone.slice(0, 3)] ?? 0) * 3600;
  return date.getTime() / 1000 + hour * 3600 + minute * 60 + second - offset;
}
/** Month first, year last: put in the order of the other form. */
function swapped(found: RegExpExecArray | null): (string | undefined)[] | null {
  return found && ['', found[2], found[1], found[7], found[3], found[4], found[5], found[8] ?? found[6]];
}

/** The address that the receiving side saw: in brackets within parentheses, without brackets there, or in the place of the name. */
function addressIn(clause: string, said: string): string | null {
  const seen = clause.slice(said.length);
  return (
    /\[(?:IPv6:)?(\d{1,3}(?:\.\d{1,3}){3}(?=[\].:])|[\da-f]{0,4}:[\da-f:.]{1,40}(?=\]))/i.exec(seen)?.[1] ??
    /(?<![\d.])(\d{1,3}(?:\.\d{1,3}){3})(?![\d.])/.exec(seen)?.[1] ??
    /^\[?(?:IPv6:)?(\d{1,3}(?:\.\d{1,3}){3}|[\da-f]*:[\da-f:.]+)\]?/i.exec(said)?.[1] ??
    null
  );
}

export function parseReceived(value: string): Received {
  const semicolon = value.lastIndexOf(';');
  const rest = semicolon < 0 ? value : value.slice(0, semicolon);
  const clauses = withoutComments(rest);
  const from = /(?:^|\s)from\s+(\(?[^\s()]*)/i.exec(rest);
  const by = /(?:^|[\s)])by\s+<?([^\s();,<>]+)/i.exec(clauses)?.[1]?.toLowerCase() ?? null;
  let sender: Received['from'] = null;
  if (from) {
    const said = (from[1] as string).replace(/^\(.*$/, '');
    const whole = rest.slice(from.index + from[0].length - (from[1] as string).length);
    const end = whole.search(/[\s)]by\s/i);
    const clause = (end < 0 ? whole : whole.slice(0, end + 1)).slice(0, 1000);
    const seen = /\(([^)]*)\)?/.exec(clause.slice(said.length))?.[1] ?? '';
    sender = { said, name: /^(?:\S+@)?([\w.-]+\.[a-z][\w-]*)\b/i.exec(seen)?.[1]?.toLowerCase() ?? null, ip: addressIn(clause, said) };
  }
  return {
    from: sender,
    by: by === 'uid' ? null : by,
    with: /(?:^|\s)with\s+([^\s;,]+)/i.exec(clauses)?.[1] ?? null,
    id: /(?:^|\s)id\s+([^\s;,]+)/i.exec(clauses)?.[1] ?? null,
    at: semicolon < 0 ? null : readDate(value.slice(semicolon + 1)),
  };
}

const inside = (host: string | null | undefined, domain: string): boolean => {
  const name = host?.toLowerCase().replace(/\.$/, '');
  return name !== undefined && (name === domain || name.endsWith(`.${domain}`));
};

/**
 * The path in the order of the header, newest first. `domain` is that of our own servers: from the top on, a line is believable as long as one of
 * them wrote it and got the message from another of them; the last such line tells truly who handed the message in. All below is a claim.
 */
export function pathOf(text: string, domain: string): PathHop[] {
  const own = domain.trim().toLowerCase().replace(/\.$/, '');
  const lines = fieldsOf(text)
    .filter((field) => field.name.toLowerCase() === 'received')
    .map((field) => parseReceived(field.value));
  let trusted = true;
  return lines.map((line, i) => {
    const below = lines[i + 1];
    const findings: Finding[] = [];
    const ours = trusted && inside(line.by, own);
    const fromOurs = line.from === null || inside(line.from.name ?? line.from.said, own);
    if (!ours && inside(line.by, own)) findings.push('own-name');
    if (ours && !fromOurs) findings.push('border');
    else if (!ours) findings.push('claim');
    trusted = ours && fromOurs;
    if (line.by === null) findings.push('no-by');
    if (line.at === null) findings.push('no-date');
    if (line.from?.name && line.from.said.toLowerCase() !== line.from.name && !line.from.said.startsWith('[')) findings.push('helo-differs');
    // Whoever is named as having handed the message over should be whoever wrote the line below.
    if (below?.by && line.from && ![line.from.said.toLowerCase(), line.from.name].includes(below.by)) findings.push('break');
    const delay = line.at !== null && below?.at != null ? line.at - below.at : null;
    if (delay !== null && delay < -2) findings.push('backwards');
    if (delay !== null && delay > 600) findings.push('slow');
    return { ...line, delay, ours, findings };
  });
}
