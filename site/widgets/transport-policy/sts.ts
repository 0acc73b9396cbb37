/** MTA-STS as text: the TXT record (RFC 8461 §3.1), the policy (§3.2) and its mx patterns (§4.1). */
export type StsMode = 'enforce' | 'testing' | 'none';
export interface StsPolicy {
  mode: StsMode;
  maxAge: number;
  mx: string[];
}
export type PolicyProblem =
  | { kind: 'empty' | 'version' | 'mode-missing' | 'max-age-missing' | 'mx-missing' }
  | { kind: 'line' | 'mode' | 'max-age' | 'mx'; found: string; line: number };

/** The id of the one record that begins with v=STSv1; null when there is none, several, or no id of 1 to 32 letters and digits. */
export function stsId(records: readonly string[]): string | null {
  const ours = records.filter((txt) => /^v=STSv1[ \t]*(;|$)/.test(txt));
  if (ours.length !== 1) return null;
  for (const field of (ours[0] as string).split(';').slice(1)) {
    const id = /^[ \t]*id[ \t]*=[ \t]*([A-Za-z0-9]{1,32})[ \t]*$/.exec(field);
    if (id) return id[1] as string;
  }
  return null;
}

const label = '[a-z0-9](?:[a-z0-9-]*[a-z0-9])?';
const pattern = new RegExp(`^(?:\\*\\.)?${label}(?:\\.${label})+$`, 'i');

/** §3.2: `name: value` a line, ended by LF or CRLF. Of names that come twice the first counts, but for mx; unknown names are ignored. */
export function parsePolicy(text: string): { policy: StsPolicy | null; problems: PolicyProblem[] } {
  const problems: PolicyProblem[] = [];
  const first = new Map<string, { value: string; line: number }>();
  const mx: string[] = [];
  if (text.trim() === '') return { policy: null, problems: [{ kind: 'empty' }] };
  for (const [i, raw] of text.split(/\r?\n/).entries()) {
    if (raw.trim() === '') continue;
    const field = /^[ \t]*([A-Za-z0-9][A-Za-z0-9_.-]{0,31})[ \t]*:[ \t]*(.*?)[ \t]*$/.exec(raw);
    if (!field) {
      problems.push({ kind: 'line', found: raw.trim(), line: i + 1 });
      continue;
    }
    const [, name, value] = field as unknown as [string, string, string];
    if (name === 'mx') {
      if (pattern.test(value)) mx.push(value.toLowerCase());
      else problems.push({ kind: 'mx', found: value, line: i + 1 });
    } else if (!first.has(name)) first.set(name, { value, line: i + 1 });
  }
  if (first.get('version')?.value !== 'STSv1') problems.push({ kind: 'version' });
  const mode = first.get('mode');
  if (!mode) problems.push({ kind: 'mode-missing' });
  else if (!['enforce', 'testing', 'none'].includes(mode.value)) problems.push({ kind: 'mode', found: mode.value, line: mode.line });
  const age = first.get('max_age');
  if (!age) problems.push({ kind: 'max-age-missing' });
  else if (!/^\d{1,10}$/.test(age.value) || Number(age.value) > 31_557_600) problems.push({ kind: 'max-age', found: age.value, line: age.line });
  if (mode?.value !== 'none' && mx.length === 0 && !problems.some((problem) => problem.kind === 'mx')) problems.push({ kind: 'mx-missing' });
  return { policy: problems.length > 0 ? null : { mode: mode?.value as StsMode, maxAge: Number(age?.value), mx }, problems };
}

/** §4.1: the same name, or `*.` for exactly one label. */
export function mxMatches(host: string, patterns: readonly string[]): boolean {
  const name = host.toLowerCase().replace(/\.$/, '');
  return patterns.some((one) => (one.startsWith('*.') ? name.slice(name.indexOf('.') + 1) === one.slice(2) && name.includes('.') : name === one));
}
