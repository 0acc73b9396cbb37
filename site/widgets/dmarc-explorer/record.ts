export type Policy = 'none' | 'quarantine' | 'reject';
export interface DmarcRecord {
  text: string;
  /** By lower-case name; the first of equal names counts. */
  tags: Map<string, string>;
  p: Policy | null;
  sp: Policy | null;
  np: Policy | null;
  adkim: 'r' | 's';
  aspf: 'r' | 's';
  psd: 'y' | 'n' | 'u';
  t: boolean;
  /** 100 unless the record says otherwise. */
  pct: number;
  /** A rua with at least one URI that can be one. */
  rua: boolean;
  /** Tags among p, sp, np whose value is none of the three policies. */
  invalid: string[];
  pSecond: boolean;
}

/** Whether a TXT record is a DMARC record at all: `v` first, its value with exactly these capitals (RFC 7489 §6.3, RFC 9989 §4.7). */
export const isDmarc = (txt: string): boolean => /^[vV][ \t]*=[ \t]*DMARC1[ \t]*(;|$)/.test(txt);

const oneOf = <T extends string>(value: string | undefined, allowed: readonly T[]): T | null => allowed.find((one) => one === value?.toLowerCase()) ?? null;
const policies = ['none', 'quarantine', 'reject'] as const;

export function readRecord(text: string): DmarcRecord {
  const tags = new Map<string, string>();
  const order: string[] = [];
  for (const part of text.split(';')) {
    const tag = /^[ \t]*([a-z]+)[ \t]*=[ \t]*(.*?)[ \t]*$/i.exec(part);
    if (!tag) continue;
    const name = (tag[1] as string).toLowerCase();
    if (!tags.has(name)) tags.set(name, tag[2] as string);
    order.push(name);
  }
  const pct = tags.get('pct');
  return {
    text,
    tags,
    p: oneOf(tags.get('p'), policies),
    sp: oneOf(tags.get('sp'), policies),
    np: oneOf(tags.get('np'), policies),
    adkim: oneOf(tags.get('adkim'), ['r', 's'] as const) ?? 'r',
    aspf: oneOf(tags.get('aspf'), ['r', 's'] as const) ?? 'r',
    psd: oneOf(tags.get('psd'), ['y', 'n', 'u'] as const) ?? 'u',
    t: tags.get('t')?.toLowerCase() === 'y',
    pct: pct !== undefined && /^\d{1,3}$/.test(pct) && Number(pct) <= 100 ? Number(pct) : 100,
    rua: (tags.get('rua') ?? '').split(',').some((uri) => /^[ \t]*[a-z][a-z0-9+.-]*:[^ \t]+[ \t]*$/i.test(uri)),
    invalid: ['p', 'sp', 'np'].filter((name) => tags.has(name) && oneOf(tags.get(name), policies) === null),
    pSecond: order[1] === 'p',
  };
}
