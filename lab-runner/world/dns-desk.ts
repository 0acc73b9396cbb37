import { setTimeout as pause } from 'node:timers/promises';
import { internetAddresses, rootServers } from '../contract/topology.ts';
import type { InternetCall, QuerySeen, WorldSandbox } from '../contract/world.ts';
import { answerFrom, serverFailure } from './dns-answer.ts';
import { askServer } from './dns-ask.ts';
import { canonical, type DnsRecord, parseRecord } from './dns-records.ts';
import { mannerOf, Resolver } from './dns-resolver.ts';
import { type DnsView, dnsView, type ServerRole, zoneOf } from './dns-view.ts';
import type { Answerer } from './dns-wire.ts';
import { WorldFault } from './fault.ts';

/** Questions kept for checks. */
const mostSeen = 10_000;
/** Questions of one sandbox that wait for somebody: a learner's loop must not hold world's memory. */
const mostWaiting = 300;

/** Addresses on which world answers DNS for every sandbox. */
export const dnsAddresses: readonly string[] = [internetAddresses.resolver, internetAddresses.registry, internetAddresses.nameServer, ...rootServers];

interface Change<T> {
  value: T;
  timer: NodeJS.Timeout;
}

/** The DNS of one sandbox: its view, what checks have changed in it, its resolver, and who asked what. */
export class DnsDesk {
  readonly #sandbox: WorldSandbox;
  readonly #resolver: Resolver;
  readonly #records = new Map<string, Change<DnsRecord[]>>();
  readonly #manners = new Map<string, Change<Exclude<Extract<InternetCall, { do: 'manner' }>['manner'], null>>>();
  #view: DnsView;
  #seen: QuerySeen[] = [];
  #waiting = 0;

  constructor(sandbox: WorldSandbox) {
    this.#sandbox = sandbox;
    this.#view = dnsView(sandbox);
    this.#resolver = new Resolver({ view: () => this.#view, hosts: sandbox.hosts.map((h) => h.address), ask: askServer });
  }

  /** For questions from `source` to one of `dnsAddresses`. `grader`: not written down, and never answered from the cache. */
  answerer(source: string, server: string, grader: boolean): Answerer {
    return async (question) => {
      if (!grader) this.#note({ at: Date.now(), from: source, server, name: question.name, type: question.type });
      if (this.#waiting >= mostWaiting) return null;
      this.#waiting += 1;
      try {
        if (server === internetAddresses.resolver) return await this.#resolver.resolve(question.name, question.type, { fresh: grader });
        return await this.#authoritative(roleOf(server), question.name, question.type);
      } finally {
        this.#waiting -= 1;
      }
    };
  }

  async #authoritative(role: ServerRole, name: string, type: string) {
    const zone = zoneOf(this.#view, name);
    if (!('servers' in zone) && zone.role === role) {
      const manner = mannerOf(this.#view, zone, name);
      if (manner === 'silent') return null;
      if (manner === 'servfail') return serverFailure;
      if (typeof manner === 'object') await pause(manner.delay);
    }
    return answerFrom(this.#view, role, name, type);
  }

  /** Throws WorldFault `bad-zone` when the name is not in a zone that world serves. */
  do(call: Exclude<InternetCall, { do: 'path' }>): QuerySeen[] {
    switch (call.do) {
      case 'queries':
        return this.#seen.filter((q) => q.at >= call.since);
      case 'manner': {
        const name = canonical(call.zone);
        const zone = zoneOf(this.#view, name);
        if ('servers' in zone || zone.role !== 'host')
          throw new WorldFault('bad-zone', `expected a zone of this sandbox that world serves, or a name in it, found ${name}`);
        change(this.#manners, name, call.manner, call.seconds, () => this.#rebuild());
        break;
      }
      case 'publish': {
        const name = canonical(call.name);
        const zone = zoneOf(this.#view, name);
        if ('servers' in zone || !zone.name) throw new WorldFault('bad-zone', `expected a name in a zone that world serves, found ${name}`);
        const records = call.records?.map((line) => {
          const [ttl = '', ...data] = line.split(' ');
          return parseRecord(zone.name, `${name}. ${ttl} ${call.type} ${data.join(' ')}`);
        });
        change(this.#records, `${name} ${call.type.toUpperCase()}`, records ?? null, call.seconds, () => this.#rebuild());
        break;
      }
    }
    this.#rebuild();
    return [];
  }

  close(): void {
    for (const { timer } of [...this.#records.values(), ...this.#manners.values()]) clearTimeout(timer);
  }

  #rebuild(): void {
    const plain = <T>(changes: Map<string, Change<T>>) => new Map([...changes].map(([key, { value }]) => [key, value]));
    this.#view = dnsView(this.#sandbox, { records: plain(this.#records), manners: plain(this.#manners) });
  }

  #note(query: QuerySeen): void {
    this.#seen.push(query);
    if (this.#seen.length > mostSeen) this.#seen = this.#seen.slice(-mostSeen / 2);
  }
}

/** Sets or, with null, takes back one change; it ends by itself, so that a check that broke off leaves no lasting trace. */
function change<T>(changes: Map<string, Change<T>>, key: string, value: T | null, seconds: number, ended: () => void): void {
  clearTimeout(changes.get(key)?.timer);
  changes.delete(key);
  if (value === null) return;
  const timer = setTimeout(() => {
    changes.delete(key);
    ended();
  }, seconds * 1000);
  timer.unref();
  changes.set(key, { value, timer });
}

function roleOf(server: string): ServerRole {
  if (server === internetAddresses.registry) return 'registry';
  return server === internetAddresses.nameServer ? 'host' : 'root';
}
