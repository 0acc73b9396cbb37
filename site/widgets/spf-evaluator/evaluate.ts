import type { DnsAnswer, Zone } from '../shared/zone.ts';
import { type Ip, inNetwork, parseIp, reverseName } from './ip.ts';
import { expand, expandDomain, type MacroContext } from './macro.ts';
import { isSpf, type Mechanism, macroProblem, parseRecord, type Qualifier, type SpfRecord, SpfSyntaxError, type SyntaxProblem } from './record.ts';

export type SpfResult = 'none' | 'neutral' | 'pass' | 'fail' | 'softfail' | 'temperror' | 'permerror';
export type Reason =
  | {
      kind:
        | 'bad-domain'
        | 'no-record'
        | 'dns-timeout'
        | 'two-records'
        | 'lookup-limit'
        | 'void-limit'
        | 'mx-limit'
        | 'include-none'
        | 'redirect-none'
        | 'default';
    }
  | { kind: 'syntax'; problem: SyntaxProblem; term: string }
  | { kind: 'matched'; term: string };
/** One line of the trace, in the order of evaluation. */
export interface Step {
  depth: number;
  domain: string;
  term: string;
  /** What the term became: the name asked, or the record found. */
  asked: string | null;
  effect: 'record' | 'into' | 'match' | 'no-match' | 'stop';
  /** Terms that ask the DNS so far (limit 10), and empty answers so far (limit 2). */
  lookups: number;
  voids: number;
}
export interface Evaluation {
  result: SpfResult;
  reason: Reason;
  steps: Step[];
  lookups: number;
  voids: number;
  /** The text of `exp=`, when the result is fail and it could be had. */
  explanation: string | null;
}
export interface Question {
  ip: string;
  /** MAIL FROM; empty for the null sender: then HELO is checked as postmaster@HELO (RFC 7208 §2.4). */
  sender: string;
  helo: string;
  receiver?: string;
  now?: number;
}

export const lookupLimit = 10;
export const voidLimit = 2;
const results: Record<Qualifier, SpfResult> = { '+': 'pass', '-': 'fail', '~': 'softfail', '?': 'neutral' };

/** Ends the whole evaluation, however deep. */
class Stop extends Error {
  readonly result: 'temperror' | 'permerror';
  readonly reason: Reason;
  constructor(result: 'temperror' | 'permerror', reason: Reason) {
    super(reason.kind);
    this.result = result;
    this.reason = reason;
  }
}

/** §4.3: several labels, none empty or over 63 octets. */
export const usableDomain = (domain: string): boolean => {
  const labels = domain.replace(/\.$/, '').split('.');
  return labels.length > 1 && domain.length <= 254 && labels.every((label) => label.length > 0 && label.length <= 63);
};

/** `check_host()` of RFC 7208 §4 over the records of a zone. Returns null when `ip` is no address. */
export function checkHost(question: Question, zone: Zone): Evaluation | null {
  const ip = parseIp(question.ip.trim());
  if (!ip) return null;
  const identity = question.sender === '' ? question.helo : question.sender;
  const at = identity.lastIndexOf('@');
  const domain = identity.slice(at + 1).replace(/\.$/, '');
  const sender = `${at > 0 ? identity.slice(0, at) : 'postmaster'}@${domain}`;
  const run = new Run(zone, ip, sender, question);
  try {
    const { result, reason, exp } = run.host(domain, 0);
    return { result, reason, steps: run.steps, lookups: run.lookups, voids: run.voids, explanation: result === 'fail' && exp ? run.explain(exp) : null };
  } catch (stop) {
    if (!(stop instanceof Stop)) throw stop;
    return { result: stop.result, reason: stop.reason, steps: run.steps, lookups: run.lookups, voids: run.voids, explanation: null };
  }
}

interface Outcome {
  result: SpfResult;
  reason: Reason;
  exp: { domain: string; spec: string } | null;
}

class Run {
  readonly steps: Step[] = [];
  lookups = 0;
  voids = 0;
  private readonly zone: Zone;
  private readonly ip: Ip;
  private readonly sender: string;
  private readonly question: Question;
  constructor(zone: Zone, ip: Ip, sender: string, question: Question) {
    this.zone = zone;
    this.ip = ip;
    this.sender = sender;
    this.question = question;
  }

  private note(depth: number, domain: string, term: string, asked: string | null, effect: Step['effect']): void {
    this.steps.push({ depth, domain, term, asked, effect, lookups: this.lookups, voids: this.voids });
  }

  private context(domain: string): MacroContext {
    return {
      ip: this.ip,
      sender: this.sender,
      domain,
      helo: this.question.helo,
      receiver: this.question.receiver ?? 'unknown',
      now: this.question.now ?? 0,
      validated: () => this.validatedName(domain),
    };
  }

  /** A lookup that a term asks for: silence is temperror, empty answers are counted (§4.6.4). */
  private ask(name: string, type: string): string[] {
    const answer = usable(name) ? this.zone.lookup(name, type) : { status: 'nxdomain' as const, records: [] };
    if (answer.status === 'timeout') throw new Stop('temperror', { kind: 'dns-timeout' });
    this.countVoid(answer);
    return answer.records;
  }

  private countVoid(answer: DnsAnswer): void {
    if (answer.status === 'timeout' || answer.records.length > 0) return;
    this.voids++;
    if (this.voids > voidLimit) throw new Stop('permerror', { kind: 'void-limit' });
  }

  private countTerm(): void {
    this.lookups++;
    if (this.lookups > lookupLimit) throw new Stop('permerror', { kind: 'lookup-limit' });
  }

  host(domain: string, depth: number): Outcome {
    if (!usableDomain(domain)) return { result: 'none', reason: { kind: 'bad-domain' }, exp: null };
    const answer = this.zone.lookup(domain, 'TXT');
    if (answer.status === 'timeout') throw new Stop('temperror', { kind: 'dns-timeout' });
    const found = answer.records.filter(isSpf);
    if (found.length === 0) return { result: 'none', reason: { kind: 'no-record' }, exp: null };
    if (found.length > 1) throw new Stop('permerror', { kind: 'two-records' });
    this.note(depth, domain, found[0] as string, null, 'record');
    let record: SpfRecord;
    try {
      record = parseRecord(found[0] as string);
    } catch (problem) {
      if (!(problem instanceof SpfSyntaxError)) throw problem;
      throw new Stop('permerror', { kind: 'syntax', problem: problem.problem, term: problem.term });
    }
    const exp = record.exp === null ? null : { domain, spec: record.exp };
    for (const mechanism of record.mechanisms) {
      const { matches, asked } = this.mechanism(mechanism, domain, depth);
      this.note(depth, domain, mechanism.text, asked, matches ? 'match' : 'no-match');
      if (matches) return { result: results[mechanism.qualifier], reason: { kind: 'matched', term: mechanism.text }, exp };
    }
    if (record.redirect !== null) {
      this.countTerm();
      const target = expandDomain(record.redirect, this.context(domain));
      this.note(depth, domain, `redirect=${record.redirect}`, target, 'into');
      const outcome = this.host(target, depth);
      if (outcome.result === 'none') throw new Stop('permerror', { kind: 'redirect-none' });
      return outcome;
    }
    return { result: 'neutral', reason: { kind: 'default' }, exp: null };
  }

  private mechanism(m: Mechanism, domain: string, depth: number): { matches: boolean; asked: string | null } {
    if (m.kind === 'all') return { matches: true, asked: null };
    if (m.kind === 'ip4' || m.kind === 'ip6') {
      const network: Ip = { family: m.kind === 'ip4' ? 4 : 6, bits: m.network as bigint };
      return { matches: inNetwork(this.ip, network, m.length4), asked: null };
    }
    try {
      this.countTerm();
    } catch (stop) {
      this.note(depth, domain, m.text, null, 'stop');
      throw stop;
    }
    const target = m.domain === null ? domain : expandDomain(m.domain, this.context(domain));
    try {
      return { matches: this.asking(m, target, domain, depth), asked: target };
    } catch (stop) {
      if (stop instanceof Stop && m.kind !== 'include') this.note(depth, domain, m.text, target, 'stop');
      throw stop;
    }
  }

  private asking(m: Mechanism, target: string, domain: string, depth: number): boolean {
    switch (m.kind) {
      case 'include': {
        this.note(depth, domain, m.text, target, 'into');
        const { result } = this.host(target, depth + 1);
        if (result === 'none') throw new Stop('permerror', { kind: 'include-none' });
        return result === 'pass';
      }
      case 'exists':
        return this.ask(target, 'A').length > 0;
      case 'ptr':
        return this.validatedNames().some((name) => isWithin(name, target));
      case 'a':
        return this.addresses(target, m);
      default: {
        const exchanges = this.ask(target, 'MX');
        if (exchanges.length > lookupLimit) throw new Stop('permerror', { kind: 'mx-limit' });
        return exchanges.some((mx) => this.addresses(mx.replace(/^\d+\s+/, ''), m));
      }
    }
  }

  private addresses(name: string, m: Mechanism): boolean {
    return this.ask(name, this.ip.family === 4 ? 'A' : 'AAAA').some((text) => {
      const address = parseIp(text);
      return address !== null && inNetwork(this.ip, address, this.ip.family === 4 ? m.length4 : m.length6);
    });
  }

  /** §5.5: names of the address whose own addresses include it. Of more than ten, ten are looked at; an error is no match. */
  private validatedNames(): string[] {
    const answer = this.zone.lookup(reverseName(this.ip), 'PTR');
    this.countVoid(answer);
    return answer.records.slice(0, lookupLimit).filter((name) => {
      const forward = usable(name) ? this.zone.lookup(name, this.ip.family === 4 ? 'A' : 'AAAA') : { status: 'nxdomain' as const, records: [] };
      this.countVoid(forward);
      return forward.records.some((text) => parseIp(text)?.bits === this.ip.bits);
    });
  }

  /** §7.3, macro `p`: the domain itself, else a name below it, else any, else `unknown`. */
  private validatedName(domain: string): string {
    const names = this.validatedNames().map((name) => name.replace(/\.$/, ''));
    return names.find((n) => n.toLowerCase() === domain.toLowerCase()) ?? names.find((n) => isWithin(n, domain)) ?? names[0] ?? 'unknown';
  }

  /** §6.2: anything wrong with it is ignored; the result stands. */
  explain(exp: { domain: string; spec: string }): string | null {
    try {
      const context = this.context(exp.domain);
      const name = expandDomain(exp.spec, context);
      if (!usableDomain(name)) return null;
      const answer = this.zone.lookup(name, 'TXT');
      if (answer.status !== 'ok' || answer.records.length !== 1) return null;
      const text = answer.records[0] as string;
      if (/[^\x20-\x7e]/.test(text) || text.split(' ').some((part) => macroProblem(part, 'slodiphvcrt'))) return null;
      return expand(text, context);
    } catch (stop) {
      if (stop instanceof Stop) return null;
      throw stop;
    }
  }
}

const usable = (name: string): boolean => {
  const labels = name.replace(/\.$/, '').split('.');
  return labels.every((label) => label.length > 0 && label.length <= 63);
};

const isWithin = (name: string, domain: string): boolean => {
  const [n, d] = [name.toLowerCase().replace(/\.$/, ''), domain.toLowerCase().replace(/\.$/, '')];
  return n === d || n.endsWith(`.${d}`);
};
