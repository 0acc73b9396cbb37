/** What stands in an abuse report, RFC 5965: three parts, of which the second is for programs and the third is the message complained of. */
export interface Report {
  /** abuse, fraud, virus, other (RFC 5965 §7.3), not-spam (RFC 6430), auth-failure (RFC 6591), or what else was written. */
  type: string | null;
  fields: { name: string; value: string }[];
  /** Header fields of the message complained of, top first. */
  header: { name: string; value: string }[];
  problems: Problem[];
}
export type Problem = 'not-multipart' | 'not-feedback' | 'no-boundary' | 'no-second' | 'no-third' | 'no-type' | 'no-agent' | 'no-version' | 'twice';

const once = [
  'feedback-type',
  'user-agent',
  'version',
  'original-envelope-id',
  'original-mail-from',
  'arrival-date',
  'reporting-mta',
  'source-ip',
  'incidents',
];

/** Header fields with their continuation lines joined. */
export function fieldsOf(block: string): { name: string; value: string }[] {
  const unfolded = block.replace(/\r\n/g, '\n').replace(/\n[ \t]+/g, ' ');
  return unfolded.split('\n').flatMap((line) => {
    const match = /^([!-9;-~]+)[ \t]*:[ \t]*(.*)$/.exec(line);
    return match ? [{ name: match[1] as string, value: (match[2] as string).trim() }] : [];
  });
}
const fieldNamed = (fields: readonly { name: string; value: string }[], name: string): string | undefined =>
  fields.find((field) => field.name.toLowerCase() === name)?.value;

/** The head of a MIME part and what follows its first empty line. */
function split(text: string): [string, string] {
  const at = text.search(/\r?\n\r?\n/);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at).replace(/^\r?\n\r?\n/, '')];
}

export function parse(raw: string): Report {
  const problems: Problem[] = [];
  const [head, body] = split(raw.replace(/^\s+/, ''));
  const type = fieldNamed(fieldsOf(head), 'content-type') ?? '';
  const empty = (problem: Problem): Report => ({ type: null, fields: [], header: [], problems: [problem] });
  if (!/^multipart\/report\b/i.test(type)) return empty('not-multipart');
  if (!/;\s*report-type\s*=\s*"?feedback-report"?/i.test(type)) problems.push('not-feedback');
  const boundary = /;\s*boundary\s*=\s*(?:"([^"]+)"|([^\s;]+))/i.exec(type);
  if (!boundary) return empty('no-boundary');
  const parts = `\n${body.replace(/\r\n/g, '\n')}`.split(`\n--${boundary[1] ?? boundary[2]}`).slice(1);
  const read = parts.map((part) => split(part.replace(/^[ \t]*\n/, '')));
  const partOf = (wanted: RegExp) => read.find(([partHead]) => wanted.test(fieldNamed(fieldsOf(partHead), 'content-type') ?? ''));
  const second = partOf(/^message\/feedback-report/i);
  const third = partOf(/^(message\/rfc822|text\/rfc822-headers)/i);
  if (!second) problems.push('no-second');
  if (!third) problems.push('no-third');
  const fields = second ? fieldsOf(second[1]) : [];
  if (second) {
    if (!fieldNamed(fields, 'feedback-type')) problems.push('no-type');
    if (!fieldNamed(fields, 'user-agent')) problems.push('no-agent');
    if (!fieldNamed(fields, 'version')) problems.push('no-version');
    if (once.some((name) => fields.filter((field) => field.name.toLowerCase() === name).length > 1)) problems.push('twice');
  }
  return {
    type: fieldNamed(fields, 'feedback-type')?.toLowerCase() ?? null,
    fields,
    header: third ? fieldsOf(split(third[1])[0]) : [],
    problems,
  };
}

export interface Trace {
  /** The queue ID that the message claims to have had on our server, or null. */
  claimed: string | null;
  /** The lines of our own log with it: none when the claim is made up. */
  lines: string[];
  /** Who submitted it, or whose forwarding passed it on. */
  account: string | null;
}

/** From the report to the account: the hop that names our server, its queue ID, our log. Only the log is proof; the hop can be forged. */
export function trace(report: Report, log: readonly string[], host: string, domain: string): Trace {
  const hop = report.header.find(
    ({ name, value }) => name.toLowerCase() === 'received' && new RegExp(`\\bby ${host.replaceAll('.', '\\.')}\\b`, 'i').test(value),
  );
  const claimed = hop ? (/\bid ([A-Za-z0-9]+)/.exec(hop.value)?.[1] ?? null) : null;
  const lines = claimed === null ? [] : log.filter((line) => line.includes(` ${claimed}: `));
  const text = lines.join('\n');
  const account = new RegExp(`(?:sasl_username=|orig_to=<)([^@,>]+)@${domain.replaceAll('.', '\\.')}`).exec(text)?.[1] ?? null;
  return { claimed, lines, account };
}
