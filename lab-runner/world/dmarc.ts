/** A domain's DMARC record as RFC 9989 reads it. */
export interface DmarcRecord {
  domain: string;
  tags: ReadonlyMap<string, string>;
}

export type DmarcPolicy = 'none' | 'quarantine' | 'reject';

export interface DmarcOutcome {
  result: 'pass' | 'fail' | 'none';
  /** What the domain's owner asks for when it fails; `none` when there is no record. */
  policy: DmarcPolicy;
  /** Where the record was found, or ''. */
  at: string;
}

export interface DmarcQuestions {
  /** Strings of the TXT records of a name; empty when it has none. Rejects when the DNS could not say. */
  txt: (name: string) => Promise<string[]>;
  /** Whether anything has this name (without A, AAAA and MX a name does not exist for `np`). */
  exists: (name: string) => Promise<boolean>;
}

/** More labels are skipped, so that a long name costs no long walk. */
const mostLabels = 8;
const policies: readonly string[] = ['none', 'quarantine', 'reject'];

/**
 * DMARC for the domain of a message's From. `spf`: the domain that SPF let pass, or null; `dkim`: domains of signatures that verify.
 * Organizational Domains are found by walking up the DNS tree, not from a list of public suffixes; `pct` is not looked at: RFC 9989 has taken it out.
 */
export async function judgeDmarc(from: string, passed: { spf: string | null; dkim: readonly string[] }, ask: DmarcQuestions): Promise<DmarcOutcome> {
  const author = from.toLowerCase();
  const walk = await treeWalk(author, ask);
  const organization = organizationOf(author, walk);
  const record = walk.find((r) => r.domain === author) ?? walk.find((r) => r.domain === organization) ?? walk.find((r) => r.tags.get('psd') === 'y');
  if (!record) return { result: 'none', policy: 'none', at: '' };
  const aligned = async (domain: string, mode: string | undefined): Promise<boolean> => {
    const other = domain.toLowerCase();
    if (other === author) return true;
    return mode !== 's' && organizationOf(other, await treeWalk(other, ask)) === organization;
  };
  let pass = passed.spf !== null && (await aligned(passed.spf, record.tags.get('aspf')));
  for (const domain of passed.dkim) pass ||= await aligned(domain, record.tags.get('adkim'));
  if (pass) return { result: 'pass', policy: policyOf(record, 'p'), at: record.domain };
  const asked = record.domain === author ? 'p' : (await ask.exists(author)) ? 'sp' : 'np';
  return { result: 'fail', policy: eased(policyOf(record, asked), record.tags.get('t') === 'y'), at: record.domain };
}

/** The DNS tree walk: records from the name itself upwards, names with more than eight labels shortened to seven after the first question. */
async function treeWalk(name: string, ask: DmarcQuestions): Promise<DmarcRecord[]> {
  const found: DmarcRecord[] = [];
  let labels = name.split('.');
  for (;;) {
    const domain = labels.join('.');
    const record = parseDmarc(domain, await ask.txt(`_dmarc.${domain}`));
    if (record) found.push(record);
    // "n": this is an Organizational Domain; "y": a public suffix. Either ends the walk.
    if (record && ['n', 'y'].includes(record.tags.get('psd') ?? '')) break;
    labels = labels.length > mostLabels ? labels.slice(-(mostLabels - 1)) : labels.slice(1);
    if (labels.length === 0) break;
  }
  return found;
}

/** The Organizational Domain, from the records that a walk from `name` found. */
function organizationOf(name: string, walk: readonly DmarcRecord[]): string {
  const own = walk.find((r) => r.tags.get('psd') === 'n');
  if (own) return own.domain;
  const suffix = walk.find((r) => r.tags.get('psd') === 'y' && r.domain !== name);
  if (suffix)
    return name
      .split('.')
      .slice(-(suffix.domain.split('.').length + 1))
      .join('.');
  return walk.at(-1)?.domain ?? name;
}

/** Null: none, or more than one, or not a DMARC record. */
export function parseDmarc(domain: string, texts: readonly string[]): DmarcRecord | null {
  const records = texts.filter((text) => /^v\s*=\s*DMARC1\s*(;|$)/.test(text));
  const [only] = records;
  if (only === undefined || records.length > 1) return null;
  const tags = new Map(
    only
      .split(';')
      .map((part) => part.split('='))
      .filter((pair) => pair.length === 2)
      .map(([tag = '', value = '']): [string, string] => [tag.trim().toLowerCase(), value.trim().toLowerCase()]),
  );
  return { domain, tags };
}

/** `np` falls back to `sp`, `sp` to `p` ; a policy that nobody knows is "none". */
function policyOf({ tags }: DmarcRecord, tag: 'p' | 'sp' | 'np'): DmarcPolicy {
  const value = (tag === 'np' ? tags.get('np') : undefined) ?? (tag === 'p' ? undefined : tags.get('sp')) ?? tags.get('p') ?? 'none';
  return policies.includes(value) ? (value as DmarcPolicy) : 'none';
}

/** `t=y`: the owner tries the policy; the next weaker one is applied. */
function eased(policy: DmarcPolicy, test: boolean): DmarcPolicy {
  if (!test) return policy;
  return policy === 'reject' ? 'quarantine' : 'none';
}
