import { plainName, type Zone } from '../shared/zone.ts';
import { type DmarcRecord, isDmarc, type Policy, readRecord } from './record.ts';

/** What SPF and DKIM found, before anybody asks for alignment. */
export interface Identifier {
  method: 'spf' | 'dkim';
  domain: string;
  pass: boolean;
}
/** One query for `_dmarc.<name>`. */
export interface Query {
  name: string;
  found: 'record' | 'nothing' | 'several' | 'timeout';
  record: DmarcRecord | null;
}
export interface Aligned extends Identifier {
  organizational: string;
  mode: 'r' | 's';
  aligned: boolean;
}
export type PolicyTag = 'p' | 'sp' | 'np';
export interface Evaluation {
  queries: Query[];
  organizational: string;
  /** Where the policy was found, and its record; null when DMARC does not apply. */
  at: string | null;
  record: DmarcRecord | null;
  tag: PolicyTag | null;
  /** What the record asks for, and what is to be done after `pct` or `t`. */
  asked: Policy | null;
  disposition: Policy | null;
  /** RFC 7489 only: share of failing messages to which `asked` applies. */
  sample: number;
  identifiers: Aligned[];
  result: 'pass' | 'fail' | 'none' | 'temperror';
  /** Why DMARC does not apply, or what was read leniently. */
  why: 'no-record' | 'several' | 'bad-policy' | 'timeout' | 'bad-policy-as-none' | null;
}

const weaker: Record<Policy, Policy> = { reject: 'quarantine', quarantine: 'none', none: 'none' };

function query(zone: Zone, name: string): Query {
  const answer = zone.lookup(`_dmarc.${name}`, 'TXT');
  if (answer.status === 'timeout') return { name, found: 'timeout', record: null };
  const records = answer.records.filter(isDmarc);
  if (records.length === 0) return { name, found: 'nothing', record: null };
  return records.length > 1 ? { name, found: 'several', record: null } : { name, found: 'record', record: readRecord(records[0] as string) };
}

/** RFC 9989 §4.10: the names to ask, longest first; at most eight. */
export function walkNames(domain: string): string[] {
  const labels = domain.split('.');
  const rest = labels.slice(labels.length >= 8 ? labels.length - 7 : 1);
  return [domain, ...rest.map((_, i) => rest.slice(i).join('.'))];
}

function walk(zone: Zone, domain: string): Query[] {
  const queries: Query[] = [];
  for (const name of walkNames(domain)) {
    const found = query(zone, name);
    queries.push(found);
    if (found.found === 'timeout' || (found.record && found.record.psd !== 'u')) break;
  }
  return queries;
}

/** RFC 9989 §4.10.2, from the records of a walk. */
export function organizationalByWalk(domain: string, queries: readonly Query[]): string {
  const found = queries.filter((one) => one.record);
  for (const { name, record } of found) {
    if (record?.psd === 'n') return name;
    if (record?.psd === 'y' && name !== domain)
      return domain
        .split('.')
        .slice(-(name.split('.').length + 1))
        .join('.');
  }
  return found.at(-1)?.name ?? domain;
}

const base = (queries: Query[], organizational: string): Evaluation => ({
  queries,
  organizational,
  at: null,
  record: null,
  tag: null,
  asked: null,
  disposition: null,
  sample: 100,
  identifiers: [],
  result: 'none',
  why: null,
});

/** Alignment, pass or fail, and what is asked for: the same in both, once record and organizational domains are known. */
function judge(
  evaluation: Evaluation,
  author: string,
  identifiers: readonly Identifier[],
  found: { name: string; record: DmarcRecord },
  tag: PolicyTag,
  organizationalOf: (domain: string) => string,
): Evaluation {
  const { record } = found;
  // Both RFCs: no valid p, or another policy tag that is not valid, whichever of them would apply.
  const broken = record.p === null || record.invalid.length > 0;
  if (broken && !record.rua) return { ...evaluation, at: found.name, record, why: 'bad-policy' };
  const asked = broken ? 'none' : ((tag === 'np' ? (record.np ?? record.sp) : tag === 'sp' ? record.sp : null) ?? (record.p as Policy));
  const used: PolicyTag = tag === 'np' && record.np ? 'np' : tag !== 'p' && record.sp ? 'sp' : 'p';
  const aligned = identifiers.map((one): Aligned => {
    const domain = asciiName(one.domain);
    const mode = one.method === 'spf' ? record.aspf : record.adkim;
    const organizational = organizationalOf(domain);
    return {
      ...one,
      domain,
      mode,
      organizational,
      aligned: mode === 's' ? domain === author : domain === author || organizational === evaluation.organizational,
    };
  });
  const passed = aligned.some((one) => one.pass && one.aligned);
  return {
    ...evaluation,
    at: found.name,
    record,
    tag: broken ? null : used,
    asked,
    identifiers: aligned,
    result: passed ? 'pass' : 'fail',
    why: broken ? 'bad-policy-as-none' : null,
  };
}

/** RFC 7489 §6.6.2 and §6.6.3, with the organizational domain of a Public Suffix List. */
export function evaluate7489(from: string, identifiers: readonly Identifier[], zone: Zone, byList: (domain: string) => string): Evaluation {
  const author = asciiName(from);
  const organizational = byList(author);
  const queries = [query(zone, author)];
  if (queries[0]?.found === 'nothing' && organizational !== author) queries.push(query(zone, organizational));
  const last = queries.at(-1) as Query;
  const start = base(queries, organizational);
  if (last.found === 'timeout') return { ...start, result: 'temperror', why: 'timeout' };
  if (!last.record) return { ...start, why: last.found === 'several' ? 'several' : 'no-record' };
  const known = { ...last.record, np: null, invalid: last.record.invalid.filter((tag) => tag !== 'np') };
  const done = judge(start, author, identifiers, { name: last.name, record: known }, last.name === author ? 'p' : 'sp', byList);
  if (done.result !== 'fail') return done;
  return { ...done, sample: known.pct, disposition: known.pct === 0 ? weaker[done.asked as Policy] : done.asked };
}

/** RFC 9989 §4.10 and §5.3. */
export function evaluate9989(from: string, identifiers: readonly Identifier[], zone: Zone): Evaluation {
  const author = asciiName(from);
  const queries = walk(zone, author);
  const organizational = organizationalByWalk(author, queries);
  const start = base(queries, organizational);
  const unanswered = (walked: readonly Query[]): boolean => walked.at(-1)?.found === 'timeout';
  const own = queries[0]?.record;
  // §4.10.2: the same domain, or strict alignment, needs the record of the author domain and no walk.
  const same = identifiers.some((one) => one.pass && asciiName(one.domain) === author);
  if (unanswered(queries) && !(own && (same || (own.adkim === 's' && own.aspf === 's')))) return { ...start, result: 'temperror', why: 'timeout' };
  const at = (name: string): Query | undefined => queries.find((one) => one.name === name && one.record);
  // §4.10.1: the author domain, then its organizational domain, then the public suffix domain.
  const found = at(author) ?? at(organizational) ?? queries.find((one) => one.record?.psd === 'y');
  if (!found?.record) return { ...start, why: queries.some((one) => one.found === 'several') ? 'several' : 'no-record' };
  const exists = zone.lookup(author, 'A').status !== 'nxdomain';
  const tag: PolicyTag = found.name === author ? 'p' : exists ? 'sp' : 'np';
  const done = judge(start, author, identifiers, { name: found.name, record: found.record }, tag, (domain) => organizationalByWalk(domain, walk(zone, domain)));
  if (done.result !== 'fail') return done;
  // §5.3.6: with a question open, nobody can say that it failed.
  if (done.identifiers.some((one) => one.pass && one.mode === 'r' && unanswered(walk(zone, one.domain))))
    return { ...done, result: 'temperror', why: 'timeout' };
  return { ...done, disposition: found.record.t ? weaker[done.asked as Policy] : done.asked };
}

/** RFC 9989 §5.3.1: a domain in another script is made an A-label (`xn--…`) first; the platform's URL does it (UTS 46). */
export function asciiName(domain: string): string {
  const name = plainName(domain);
  if (/^\p{ASCII}*$/u.test(name)) return name;
  const url = `http://${name}/`;
  return URL.canParse(url) ? new URL(url).hostname : name;
}

/** Without quoted strings and comments, in which an @ or a comma is no address's; comments may hold comments (RFC 5322 §3.2.2). */
function bareOf(value: string): string {
  let bare = '';
  let [depth, quoted] = [0, false];
  for (let at = 0; at < value.length; at++) {
    const c = value[at] as string;
    if (c === '\\' && (quoted || depth > 0)) at++;
    else if (quoted) quoted = c !== '"';
    else if (c === '(') depth++;
    else if (depth > 0) {
      if (c === ')' && --depth === 0) bare += ' ';
    } else if (c === '"') {
      quoted = true;
      bare += 'q';
    } else bare += c;
  }
  // White space around the dots and the @ is old syntax, and still to be read (§4.4).
  return bare.replace(/\s+/g, ' ').replace(/ ?([.@]) ?/g, '$1');
}

/**
 * The domains of a From field (RFC 5322 §3.6.2), or of a bare address or domain. DMARC is for exactly one; more and none are the reader's to see.
 */
export function authorDomains(from: string): string[] {
  const value = from.replace(/^from[ \t]*:/i, '').trim();
  if (!value.includes('@')) return /^[\p{L}\p{N}._-]+$/u.test(value) && value.includes('.') ? [asciiName(value)] : [];
  // Mailboxes end at commas, a group of them at a semicolon.
  const addresses = bareOf(value)
    .split(/[,;]/)
    .flatMap((one) => {
      const angle = one.includes('>') ? one.slice(one.lastIndexOf('<') + 1, one.lastIndexOf('>')) : one;
      const address = angle.split(' ').find((word) => word.lastIndexOf('@') > 0);
      const domain = address?.slice(address.lastIndexOf('@') + 1);
      return domain ? [asciiName(domain)] : [];
    });
  return [...new Set(addresses)];
}
