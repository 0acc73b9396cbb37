import { setTimeout as pause } from 'node:timers/promises';
import type { Answer } from 'dns-packet';
import type { ZoneManner } from '../contract/topology.ts';
import { type DnsAnswer, lookUp, rcode, serverFailure } from './dns-answer.ts';
import type { askServer, ServerReply } from './dns-ask.ts';
import { canonical } from './dns-records.ts';
import { type Delegation, type DnsView, suffixes, type Zone, zoneOf } from './dns-view.ts';

/** Seconds that an answer of a learner's server is kept at most: who mends a zone should not wait a day for it. Shorter TTLs count. */
export const longestCached = 60;
/** Milliseconds until the resolver gives up a zone whose servers are silent. */
export const silentZone = 12_000;
const mostCached = 2_000;
const longestChain = 8;

interface Cached {
  answer: DnsAnswer;
  /** `performance.now()` of its arrival and of its end. */
  since: number;
  until: number;
}

/**
 * The recursive resolver of one sandbox. World's own zones are at hand; zones of the learner are asked for at the learner's server,
 * every time anew for the grader, and kept as long as their TTL says (at most `longestCached`) for the learner's hosts.
 */
export class Resolver {
  readonly #view: () => DnsView;
  readonly #ask: typeof askServer;
  readonly #hosts: ReadonlySet<string>;
  readonly #cache = new Map<string, Cached>();
  readonly #now: () => number;

  constructor(options: { view: () => DnsView; hosts: readonly string[]; ask: typeof askServer; now?: () => number }) {
    this.#view = options.view;
    this.#ask = options.ask;
    this.#hosts = new Set(options.hosts);
    this.#now = options.now ?? (() => performance.now());
  }

  /** Follows CNAMEs over all zones. SERVFAIL when a zone's servers are dead, lame or say so themselves. */
  async resolve(name: string, type: string, options: { fresh: boolean }): Promise<DnsAnswer> {
    const answers: Answer[] = [];
    let at = name;
    for (let hop = 0; hop < longestChain; hop++) {
      const zone = zoneOf(this.#view(), at);
      const found = 'servers' in zone ? await this.#delegated(zone, at, type, options.fresh) : await this.#own(zone, at, type);
      if (found.rcode !== rcode.NOERROR && found.rcode !== rcode.NXDOMAIN) return serverFailure;
      answers.push(...found.answers);
      const target = type === 'CNAME' ? null : chainEnd(found.answers, at, type);
      if (target === null) return { ...found, authoritative: false, answers, additional: [] };
      at = target;
    }
    return serverFailure;
  }

  async #own(zone: Zone, name: string, type: string): Promise<DnsAnswer> {
    const manner = mannerOf(this.#view(), zone, name);
    if (manner === 'servfail') return serverFailure;
    if (manner === 'silent') {
      await pause(silentZone);
      return serverFailure;
    }
    if (typeof manner === 'object') await pause(manner.delay);
    return lookUp(this.#view(), zone, name, type);
  }

  async #delegated(zone: Delegation, name: string, type: string, fresh: boolean): Promise<DnsAnswer> {
    const key = `${name} ${type}`;
    const kept = this.#cache.get(key);
    const now = this.#now();
    if (!fresh && kept && kept.until > now) return aged(kept.answer, Math.floor((now - kept.since) / 1000));
    const answer = await this.#fromLearner(zone, name, type);
    // A failure is not kept: the next question finds a mended server at once.
    if (!fresh && answer.rcode !== rcode.SERVFAIL) {
      if (this.#cache.size >= mostCached) this.#cache.clear();
      const arrived = this.#now();
      this.#cache.set(key, { answer, since: arrived, until: arrived + lifetime(answer) * 1000 });
    }
    return answer;
  }

  async #fromLearner(zone: Delegation, name: string, type: string): Promise<DnsAnswer> {
    let servers = zone.servers.map((server) => server.address);
    // The learner may delegate further down, to hosts of their own.
    for (let depth = 0; depth < 4; depth++) {
      let referral: string[] = [];
      for (const address of servers) {
        const reply = await this.#ask(address, name, type);
        if (!reply) continue;
        if (reply.authoritative && (reply.rcode === rcode.NOERROR || reply.rcode === rcode.NXDOMAIN)) return believed(reply, zone.name);
        referral = this.#referral(reply);
        if (referral.length > 0) break;
      }
      if (referral.length === 0) return serverFailure;
      servers = referral;
    }
    return serverFailure;
  }

  /** Glue of a referral that leads to hosts of this sandbox; world dials nobody else on a learner's word. */
  #referral(reply: ServerReply): string[] {
    if (reply.rcode !== rcode.NOERROR || (reply.packet.answers?.length ?? 0) > 0) return [];
    const names = new Set((reply.packet.authorities ?? []).flatMap((r) => (r.type === 'NS' ? [canonical(String(r.data))] : [])));
    return (reply.packet.additionals ?? []).flatMap((r) => (r.type === 'A' && names.has(canonical(r.name)) && this.#hosts.has(r.data) ? [r.data] : []));
  }
}

/** Only what the server may speak for is believed. */
function believed(reply: ServerReply, zone: string): DnsAnswer {
  const inside = (record: Answer) => record.type !== 'OPT' && suffixes(canonical(record.name)).includes(zone);
  return {
    rcode: reply.rcode,
    authoritative: true,
    answers: (reply.packet.answers ?? []).filter(inside),
    authority: (reply.packet.authorities ?? []).filter((r) => r.type === 'SOA' && inside(r)),
    additional: [],
  };
}

/** Where a chain of CNAMEs from `name` leads when it has no record of that type; null when the question is answered. */
function chainEnd(answers: readonly Answer[], name: string, type: string): string | null {
  if (type === 'ANY') return null;
  let at = name;
  for (let hop = 0; hop <= answers.length; hop++) {
    if (answers.some((r) => r.type === type && canonical(r.name) === at)) return null;
    const alias = answers.find((r) => r.type === 'CNAME' && canonical(r.name) === at);
    if (alias?.type !== 'CNAME') return at === name ? null : at;
    at = canonical(alias.data);
  }
  // A loop: asked again, it ends at the longest chain.
  return at;
}

function lifetime(answer: DnsAnswer): number {
  const soa = answer.authority.find((r) => r.type === 'SOA');
  // RFC 2308 §5: "no such name" lives as long as the SOA's minimum, or its own TTL if that is shorter.
  if (answer.answers.length === 0) return soa?.type === 'SOA' ? Math.min(longestCached, soa.ttl ?? 0, soa.data.minimum ?? 0) : 0;
  return Math.min(longestCached, ...answer.answers.map((r) => ttlOf(r)));
}

function aged(answer: DnsAnswer, seconds: number): DnsAnswer {
  const older = (record: Answer): Answer => ({ ...record, ttl: Math.max(0, ttlOf(record) - seconds) }) as Answer;
  return { ...answer, answers: answer.answers.map(older), authority: answer.authority.map(older) };
}

function ttlOf(record: Answer): number {
  return 'ttl' in record && typeof record.ttl === 'number' ? record.ttl : 0;
}

/** How the servers of a zone answer for a name: as said for the name itself, for one above it, or for the zone. */
export function mannerOf(view: DnsView, zone: Zone, name: string): ZoneManner {
  for (const suffix of suffixes(name)) {
    const manner = view.manners.get(suffix);
    if (manner) return manner;
    if (suffix === zone.name) break;
  }
  return 'prompt';
}
