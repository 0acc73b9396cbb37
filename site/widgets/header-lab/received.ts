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
      const found = /^([!-9;-~]+):\s*(.*)$/.exec(line);
      return found ? [{ name: found[1] as string, value: (found[2] as string).trim() }] : [];
    });
}

export function parseReceived(value: string): Received {
  const semicolon = value.lastIndexOf(';');
  const date =
    semicolon < 0
      ? ''
      : value
          .slice(semicolon + 1)
          .replace(/\([^)]*\)/g, '')
          .trim();
  const rest = semicolon < 0 ? value : value.slice(0, semicolon);
  const ms = /\d{4}/.test(date) ? Date.parse(date) : Number.NaN;
  const from = /(?:^|\s)from\s+(\S+)(?:\s+\(([^)]*)\))?/i.exec(rest);
  const seen = from?.[2] ?? '';
  return {
    from: from
      ? {
          said: from[1] as string,
          name: /^(?:\S+@)?([\w.-]+\.[a-z][\w-]*)\b/i.exec(seen)?.[1]?.toLowerCase() ?? null,
          ip: /\[(?:IPv6:)?([\da-f.:]+)\]/i.exec(seen)?.[1] ?? /\b(\d{1,3}(?:\.\d{1,3}){3})\b/.exec(seen)?.[1] ?? null,
        }
      : null,
    by: /(?:^|\s)by\s+(\S+)/i.exec(rest)?.[1]?.toLowerCase() ?? null,
    with: /(?:^|\s)with\s+(\S+)/i.exec(rest)?.[1] ?? null,
    id: /(?:^|\s)id\s+(\S+)/i.exec(rest)?.[1] ?? null,
    at: Number.isNaN(ms) ? null : ms / 1000,
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
