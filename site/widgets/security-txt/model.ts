/** What RFC 9116 has to say about a security.txt. */
export type Finding =
  | { kind: 'no-contact' | 'no-expires' | 'expires-twice' | 'languages-twice' | 'empty' }
  | { kind: 'expired'; date: string; days: number }
  | { kind: 'far'; date: string; days: number }
  | { kind: 'soon'; days: number }
  | { kind: 'not-date'; line: number; value: string }
  | { kind: 'not-uri'; line: number; field: string; value: string }
  | { kind: 'no-https'; line: number; field: string; value: string }
  | { kind: 'bare-address'; line: number; value: string }
  | { kind: 'no-colon'; line: number; text: string }
  | { kind: 'unknown'; line: number; field: string };
export interface Check {
  fields: { name: string; value: string; line: number }[];
  /** What makes it invalid (MUST), and what only ought to be better. */
  errors: Finding[];
  advice: Finding[];
}

const known = ['acknowledgments', 'canonical', 'contact', 'encryption', 'expires', 'hiring', 'policy', 'preferred-languages'];
const uris = ['acknowledgments', 'canonical', 'contact', 'encryption', 'hiring', 'policy'];
const day = 86_400_000;
/** RFC 3339 §5.6, as §2.5.5 of RFC 9116 wants it. */
const rfc3339 = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])[Tt ]([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

/** A date that the calendar has: Date.parse would read 31 February as 3 March. A leap second (…:60) is one, too. */
function instant(text: string): number {
  const [year, month, date] = text.split(/[-Tt ]/).map(Number) as [number, number, number];
  if (!rfc3339.test(text) || new Date(Date.UTC(year, month - 1, date)).getUTCDate() !== date) return Number.NaN;
  return Date.parse(text.replace(/:60(?=[.Zz+-])/, ':59'));
}

/** The text between the lines of an OpenPGP cleartext signature (§2.3), or the whole. */
const unsigned = (text: string): string => /-----BEGIN PGP SIGNED MESSAGE-----[\s\S]*?\n\s*\n([\s\S]*?)-----BEGIN PGP SIGNATURE-----/.exec(text)?.[1] ?? text;

export function check(text: string, now: Date): Check {
  const errors: Finding[] = [];
  const advice: Finding[] = [];
  const fields: Check['fields'] = [];
  let lines = 0;
  for (const [i, raw] of unsigned(text.replace(/\r\n/g, '\n')).split('\n').entries()) {
    const line = i + 1;
    if (raw.trim() === '' || raw.startsWith('#')) continue;
    // What has more lines than this is no security.txt; its first ones say enough.
    if (++lines > 200) break;
    const match = /^([!-9;-~]+):\s*(.*)$/.exec(raw);
    if (!match) {
      errors.push({ kind: 'no-colon', line, text: raw.trim() });
      continue;
    }
    const [name, value] = [(match[1] as string).toLowerCase(), (match[2] as string).trim()];
    fields.push({ name, value, line });
    if (!known.includes(name)) advice.push({ kind: 'unknown', line, field: match[1] as string });
    if (!uris.includes(name)) continue;
    if (name === 'contact' && /^[^\s:@]+@[^\s@]+$/.test(value)) errors.push({ kind: 'bare-address', line, value });
    else if (/^http:/i.test(value)) errors.push({ kind: 'no-https', line, field: match[1] as string, value });
    else if (!/^[a-z][a-z0-9+.-]*:\S+$/i.test(value)) errors.push({ kind: 'not-uri', line, field: match[1] as string, value });
  }
  if (fields.length === 0) return { fields, errors: [...errors, { kind: 'empty' }], advice };
  const all = (name: string) => fields.filter((field) => field.name === name);
  if (all('contact').length === 0) errors.push({ kind: 'no-contact' });
  if (all('preferred-languages').length > 1) errors.push({ kind: 'languages-twice' });
  const expires = all('expires');
  const [only] = expires;
  if (!only) errors.push({ kind: 'no-expires' });
  else if (expires.length > 1) errors.push({ kind: 'expires-twice' });
  else if (Number.isNaN(instant(only.value))) errors.push({ kind: 'not-date', line: only.line, value: only.value });
  else {
    const days = Math.floor((instant(only.value) - now.getTime()) / day);
    if (days < 0) errors.push({ kind: 'expired', date: only.value, days: -days });
    else if (days > 366) advice.push({ kind: 'far', date: only.value, days });
    else if (days < 30) advice.push({ kind: 'soon', days });
  }
  return { fields, errors, advice };
}
