import { canonicalAddress } from './address.ts';
import { type DnsRecord, plainName, type RecordType } from './zone.ts';

/** What a resolver says. `via` are the names that a chain of CNAMEs led through, the last one has the records. */
export interface Answer {
  kind: 'found' | 'nodata' | 'nxdomain' | 'servfail';
  records: DnsRecord[];
  via: string[];
}
/** More aliases than this are taken for a loop, as resolvers do. */
const longestChain = 10;

export function lookUp(records: readonly DnsRecord[], name: string, type: RecordType): Answer {
  const via: string[] = [];
  let at = name;
  for (;;) {
    const here = under(records, at);
    // A name whose servers are silent takes everything below it along.
    if (records.some((r) => r.type === 'SERVFAIL' && (r.name === at || at.endsWith(`.${r.name}`)))) return { kind: 'servfail', records: [], via };
    const found = here.filter((r) => r.type === type);
    if (found.length > 0) return { kind: 'found', records: found, via };
    const alias = here.find((r) => r.type === 'CNAME');
    if (!alias) {
      // A name exists, too, when there is something below it (RFC 8020).
      const exists = here.length > 0 || records.some((r) => r.name.endsWith(`.${at}`));
      return { kind: exists ? 'nodata' : 'nxdomain', records: [], via };
    }
    at = alias.value;
    via.push(at);
    if (via.length > longestChain) return { kind: 'servfail', records: [], via };
  }
}

/** The records of a name; of a name that does not exist, those of the wildcard beside which it would stand (RFC 4592 §3.3.1). */
function under(records: readonly DnsRecord[], name: string): DnsRecord[] {
  const exists = (one: string): boolean => records.some((r) => r.name === one || r.name.endsWith(`.${one}`));
  if (exists(name)) return records.filter((r) => r.name === name);
  const labels = name.split('.');
  const above = labels.map((_, i) => labels.slice(i + 1).join('.')).find((one) => one !== '' && exists(one));
  return above === undefined ? [] : records.filter((r) => r.name === `*.${above}`);
}

export interface Hop {
  preference: number;
  host: string;
  addresses: string[];
}
export type Step =
  | { kind: 'asked'; name: string; type: RecordType; answer: Answer }
  | { kind: 'owner-alias'; from: string; to: string }
  | { kind: 'implicit'; name: string }
  | { kind: 'sorted'; order: { preference: number; host: string }[] }
  | { kind: 'tie'; preference: number; hosts: string[] }
  | { kind: 'myself'; host: string; preference: number; dropped: string[] }
  | { kind: 'host-alias'; host: string; target: string }
  | { kind: 'looks-like-address'; host: string }
  | { kind: 'null-mx-with-others'; others: string[] }
  | { kind: 'unusable'; host: string; why: 'nodata' | 'nxdomain' | 'servfail' };
export type Verdict =
  | { kind: 'deliver'; hops: Hop[]; implicit: boolean }
  | { kind: 'wait'; why: 'servfail'; name: string }
  | { kind: 'bounce'; why: 'null-mx' | 'nxdomain' | 'no-address' | 'no-usable-mx' | 'loops-back'; name: string };
export interface Route {
  steps: Step[];
  verdict: Verdict;
}

/**
 * Where mail for `domain` goes, after RFC 5321 §5.1 with RFC 7505. `myself` is the name of the server that asks: it must not send to itself,
 * nor to servers that are no better than itself; '' when it is none of them.
 */
export function route(records: readonly DnsRecord[], domain: string, myself = ''): Route {
  const steps: Step[] = [];
  const name = plainName(domain.trim());
  const me = plainName(myself.trim());
  const answer = lookUp(records, name, 'MX');
  steps.push({ kind: 'asked', name, type: 'MX', answer });
  if (answer.via.length > 0 && answer.kind !== 'servfail') steps.push({ kind: 'owner-alias', from: name, to: answer.via.at(-1) as string });
  if (answer.kind === 'servfail') return { steps, verdict: { kind: 'wait', why: 'servfail', name } };
  if (answer.kind === 'nxdomain') return { steps, verdict: { kind: 'bounce', why: 'nxdomain', name } };

  if (answer.kind === 'nodata') {
    const end = answer.via.at(-1) ?? name;
    steps.push({ kind: 'implicit', name: end });
    const found = addresses(records, end, steps);
    if (found === 'servfail') return { steps, verdict: { kind: 'wait', why: 'servfail', name: end } };
    if (found.length === 0) return { steps, verdict: { kind: 'bounce', why: 'no-address', name: end } };
    if (end === me) return { steps, verdict: { kind: 'bounce', why: 'loops-back', name: end } };
    return { steps, verdict: { kind: 'deliver', implicit: true, hops: [{ preference: 0, host: end, addresses: found }] } };
  }

  let order = answer.records.map((r) => ({ preference: r.preference, host: r.value })).sort((a, b) => a.preference - b.preference);
  if (order.some((mx) => mx.host === '.')) {
    const others = order.filter((mx) => mx.host !== '.').map((mx) => mx.host);
    if (others.length > 0) steps.push({ kind: 'null-mx-with-others', others });
    return { steps, verdict: { kind: 'bounce', why: 'null-mx', name } };
  }
  if (order.length > 1) steps.push({ kind: 'sorted', order });
  for (const preference of new Set(order.map((mx) => mx.preference))) {
    const hosts = order.filter((mx) => mx.preference === preference).map((mx) => mx.host);
    if (hosts.length > 1) steps.push({ kind: 'tie', preference, hosts });
  }
  const mine = me === '' ? undefined : order.find((mx) => mx.host === me);
  if (mine) {
    const dropped = order.filter((mx) => mx.preference >= mine.preference).map((mx) => mx.host);
    steps.push({ kind: 'myself', host: me, preference: mine.preference, dropped });
    order = order.filter((mx) => mx.preference < mine.preference);
    if (order.length === 0) return { steps, verdict: { kind: 'bounce', why: 'loops-back', name } };
  }

  const hops: Hop[] = [];
  let silent: string | undefined;
  for (const mx of order) {
    if (canonicalAddress(mx.host) !== null) steps.push({ kind: 'looks-like-address', host: mx.host });
    const found = addresses(records, mx.host, steps);
    if (found === 'servfail') silent ??= mx.host;
    else if (found.length > 0) hops.push({ ...mx, addresses: found });
  }
  if (hops.length > 0) return { steps, verdict: { kind: 'deliver', hops, implicit: false } };
  if (silent !== undefined) return { steps, verdict: { kind: 'wait', why: 'servfail', name: silent } };
  return { steps, verdict: { kind: 'bounce', why: 'no-usable-mx', name } };
}

function addresses(records: readonly DnsRecord[], host: string, steps: Step[]): string[] | 'servfail' {
  const found: string[] = [];
  let failed = false;
  let kind: Answer['kind'] = 'nodata';
  for (const type of ['A', 'AAAA'] as const) {
    const answer = lookUp(records, host, type);
    steps.push({ kind: 'asked', name: host, type, answer });
    if (type === 'A' && answer.via.length > 0) steps.push({ kind: 'host-alias', host, target: answer.via.at(-1) as string });
    if (answer.kind === 'servfail') failed = true;
    else kind = answer.kind === 'found' ? kind : answer.kind;
    found.push(...answer.records.map((r) => r.value));
    // The name does not exist: asking for another type of it says the same.
    if (answer.kind === 'nxdomain' || answer.kind === 'servfail') break;
  }
  if (found.length > 0) return found;
  steps.push({ kind: 'unusable', host, why: failed ? 'servfail' : (kind as 'nodata' | 'nxdomain') });
  return failed ? 'servfail' : [];
}

export type ReverseVerdict = 'confirmed' | 'no-ptr' | 'no-forward' | 'mismatch' | 'servfail';
export interface Reverse {
  address: string;
  /** The name that is asked for: 10.2.0.192.in-addr.arpa. */
  question: string;
  names: { name: string; addresses: string[]; confirms: boolean }[];
  verdict: ReverseVerdict;
}

/** Forward-confirmed reverse DNS: address → names → addresses, and the first address among them (RFC 8601 §2.7.3). Null for what is no address. */
export function reverse(records: readonly DnsRecord[], typed: string): Reverse | null {
  const address = canonicalAddress(typed);
  if (address === null) return null;
  const answer = lookUp(records, address, 'PTR');
  const question = reverseName(address);
  if (answer.kind === 'servfail') return { address, question, names: [], verdict: 'servfail' };
  const type = address.includes(':') ? 'AAAA' : 'A';
  const forward = answer.records.map((r) => ({ name: r.value, answer: lookUp(records, r.value, type) }));
  const names = forward.map(({ name, answer: a }) => {
    const list = a.records.map((r) => r.value);
    return { name, addresses: list, confirms: list.includes(address) };
  });
  const verdict = (): ReverseVerdict => {
    if (names.length === 0) return 'no-ptr';
    if (names.some((n) => n.confirms)) return 'confirmed';
    if (forward.some(({ answer: a }) => a.kind === 'servfail')) return 'servfail';
    return names.some((n) => n.addresses.length > 0) ? 'mismatch' : 'no-forward';
  };
  return { address, question, names, verdict: verdict() };
}

export function reverseName(address: string): string {
  if (!address.includes(':')) return `${address.split('.').reverse().join('.')}.in-addr.arpa`;
  const [head = '', tail] = address.split('::');
  const words = (half: string) => (half === '' ? [] : half.split(':'));
  const right = words(tail ?? '');
  const left = words(head);
  const all = [...left, ...Array<string>(tail === undefined ? 0 : 8 - left.length - right.length).fill('0'), ...right];
  return `${all
    .map((word) => word.padStart(4, '0'))
    .join('')
    .split('')
    .reverse()
    .join('.')}.ip6.arpa`;
}
