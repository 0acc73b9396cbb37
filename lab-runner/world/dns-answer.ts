import type { Answer } from 'dns-packet';
import { canonical, type DnsRecord } from './dns-records.ts';
import { type DnsView, parent, type ServerRole, suffixes, type Zone, zoneOf } from './dns-view.ts';

export const rcode = { NOERROR: 0, FORMERR: 1, SERVFAIL: 2, NXDOMAIN: 3, NOTIMP: 4, REFUSED: 5 } as const;

/** What a name server says to a question. */
export interface DnsAnswer {
  rcode: number;
  /** AA: from the server's own zone. */
  authoritative: boolean;
  answers: Answer[];
  authority: Answer[];
  additional: Answer[];
}

const nothing = { authoritative: false, answers: [], authority: [], additional: [] };
export const refused: DnsAnswer = { ...nothing, rcode: rcode.REFUSED };
export const serverFailure: DnsAnswer = { ...nothing, rcode: rcode.SERVFAIL };

/** An authoritative server of the given role: an answer from its own zones, a referral below them, REFUSED elsewhere (RFC 1034 §4.3.2). */
export function answerFrom(view: DnsView, role: ServerRole, name: string, type: string): DnsAnswer {
  const served = [...suffixes(name), ''].map((suffix) => view.zones.get(suffix)).find((zone) => zone?.role === role);
  if (!served) return refused;
  // The first cut below it: a DS belongs to the parent's side of it (RFC 4035 §3.1.4.1).
  const below = suffixes(name)
    .filter((suffix) => suffix !== served.name && suffix.length > served.name.length)
    .findLast((suffix) => (view.zones.has(suffix) || view.delegations.has(suffix)) && !(type === 'DS' && suffix === name));
  if (!below) return { ...lookUp(view, served, name, type), authoritative: true };
  const authority = (view.records.get(below) ?? []).filter((r) => r.type === 'NS');
  const additional = authority.flatMap((ns) => (view.records.get(canonical(String(ns.data))) ?? []).filter((r) => r.type === 'A'));
  return { rcode: rcode.NOERROR, authoritative: false, answers: [], authority, additional };
}

/** One zone's own answer: CNAMEs are followed inside it, wildcards matched, absent names told from absent types. */
export function lookUp(view: DnsView, zone: Zone, name: string, type: string): DnsAnswer {
  const answers: DnsRecord[] = [];
  const said = (code: number, authority: DnsRecord[]): DnsAnswer => ({ rcode: code, authoritative: true, answers, authority, additional: [] });
  let at = name;
  // Eight links are more than any sane chain; a loop ends here.
  for (let hop = 0; hop < 8; hop++) {
    const here = recordsAt(view, at);
    if (!here) return said(rcode.NXDOMAIN, [zone.soa]);
    const matching = type === 'ANY' ? here : here.filter((r) => r.type === type);
    if (matching.length > 0) {
      answers.push(...matching);
      return said(rcode.NOERROR, []);
    }
    const alias = here.find((r) => r.type === 'CNAME');
    if (!alias || typeof alias.data !== 'string') return said(rcode.NOERROR, [zone.soa]);
    answers.push(alias);
    at = canonical(alias.data);
    if (zoneOf(view, at) !== zone) return said(rcode.NOERROR, []);
  }
  return said(rcode.NOERROR, []);
}

function recordsAt(view: DnsView, name: string): readonly DnsRecord[] | null {
  const exact = view.records.get(name);
  if (exact) return exact;
  if (view.exists(name)) return [];
  // RFC 4592: the wildcard is the one right below the closest name that exists.
  for (let rest = parent(name); ; rest = parent(rest)) {
    if (view.exists(rest)) return view.records.get(rest ? `*.${rest}` : '*')?.map((r) => ({ ...r, name }) as DnsRecord) ?? null;
    if (!rest) return null;
  }
}
