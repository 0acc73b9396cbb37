import { internetAddresses, rootServers, type ZoneManner } from '../contract/topology.ts';
import type { WorldSandbox } from '../contract/world.ts';
import { canonical, type DnsRecord, parseRecord } from './dns-records.ts';
import { WorldFault } from './fault.ts';
import { reverseName } from './subnet.ts';

/** The servers of the pocket Internet's zones, and the grader's own name. Under a reserved TLD (RFC 6761). */
const registry = 'registry.internet.test';
const nameServer = 'ns.internet.test';
const probeName = 'probe.internet.test';
const ttl = 60;

/** Which of world's name servers a zone is on. */
export type ServerRole = 'root' | 'registry' | 'host';

export interface Zone {
  name: string;
  soa: DnsRecord;
  role: ServerRole;
}

/** A zone for which a host of the learner's answers. */
export interface Delegation {
  name: string;
  servers: { name: string; address: string }[];
}

/** All that one sandbox's DNS says. */
export interface DnsView {
  /** Records by canonical owner name, those of delegations (NS and glue) included. */
  records: ReadonlyMap<string, readonly DnsRecord[]>;
  /** By canonical name; the longest suffix of a name is its zone. */
  zones: ReadonlyMap<string, Zone>;
  delegations: ReadonlyMap<string, Delegation>;
  manners: ReadonlyMap<string, ZoneManner>;
  /** Names that exist because something exists below them (empty non-terminals, RFC 8020). */
  exists(name: string): boolean;
}

/** What checks have changed for a while. */
export interface DnsOverlay {
  /** `name type` → the whole RRset. */
  records: ReadonlyMap<string, readonly DnsRecord[]>;
  manners: ReadonlyMap<string, ZoneManner>;
}

const noOverlay: DnsOverlay = { records: new Map(), manners: new Map() };

/**
 * The sandbox's Internet: root, registry, A and PTR of the learner's hosts, partner domains with MX, A, PTR and SPF,
 * the zones as the lab wrote them. Where a zone of the lab holds records of some name and type, they replace
 * what would follow from the topology: a lab may want its DNS to be wrong. Below a delegation, world knows nothing.
 */
export function dnsView(sandbox: WorldSandbox, overlay: DnsOverlay = noOverlay): DnsView {
  const records = new Map<string, DnsRecord[]>();
  const zones = new Map<string, Zone>();
  const delegations = new Map<string, Delegation>();
  for (const [zone, servers] of Object.entries(sandbox.delegations)) {
    const name = canonical(zone);
    delegations.set(name, { name, servers: Object.entries(servers).map(([server, address]) => ({ name: canonical(server), address })) });
  }
  const delegated = (name: string) => suffixes(name).some((suffix) => delegations.has(suffix));
  const add = (record: DnsRecord) => {
    records.set(record.name, [...(records.get(record.name) ?? []), record]);
  };
  const written = Object.entries(sandbox.zones).flatMap(([zone, lines]) => lines.map((line) => parseRecord(zone, line)));
  const taken = new Set(written.flatMap((r) => [`${r.name} ${r.type}`, ...(r.type === 'CNAME' ? [`${r.name} A`] : [])]));
  const implied = (record: DnsRecord) => {
    if (!taken.has(`${record.name} ${record.type}`) && !delegated(record.name)) add(record);
  };
  const zone = (name: string, role: ServerRole) => {
    if (zones.has(name)) return;
    if (delegated(name)) throw new WorldFault('bad-zone', `expected zone ${name} either in "zones" or in "delegations", found it in both`);
    const own = written.find((r) => r.type === 'SOA' && r.name === name);
    zones.set(name, { name, role, soa: own ?? soa(name) });
    implied(soa(name));
    const servers = role === 'root' ? rootServers.map((_, i) => rootName(i)) : [role === 'registry' ? registry : nameServer];
    for (const server of servers) implied({ name, type: 'NS', ttl, data: server });
  };
  const machine = (name: string, address: string) => {
    implied({ name: canonical(name), type: 'A', ttl, data: address });
    implied({ name: reverseName(address), type: 'PTR', ttl, data: canonical(name) });
  };

  for (const record of written) add(record);
  zone('', 'root');
  zone('root-servers.net', 'root');
  zone('internet.test', 'host');
  for (const name of Object.keys(sandbox.zones)) zone(canonical(name), 'host');
  for (const persona of sandbox.personas) zone(canonical(persona.domain), 'host');
  for (const top of ['arpa', 'in-addr.arpa', 'net', ...[...zones.keys(), ...delegations.keys()].filter(Boolean).map((name) => suffixes(name).at(-1) as string)])
    zone(top, 'registry');
  for (const [i, address] of rootServers.entries()) machine(rootName(i), address);
  machine(registry, internetAddresses.registry);
  machine(nameServer, internetAddresses.nameServer);
  machine(probeName, internetAddresses.probe);
  machine('resolver.internet.test', internetAddresses.resolver);
  for (const host of sandbox.hosts) machine(host.fqdn, host.address);
  for (const persona of sandbox.personas) {
    const domain = canonical(persona.domain);
    machine(persona.mx, persona.address);
    if (persona.address6) implied({ name: canonical(persona.mx), type: 'AAAA', ttl, data: persona.address6 });
    implied({ name: domain, type: 'MX', ttl, data: { preference: 10, exchange: canonical(persona.mx) } });
    implied({ name: domain, type: 'TXT', ttl, data: ['v=spf1 mx -all'] });
    for (const line of persona.records) implied(parseRecord(domain, line));
  }
  for (const delegation of delegations.values()) {
    for (const server of delegation.servers) {
      add({ name: delegation.name, type: 'NS', ttl, data: server.name });
      const glue: DnsRecord = { name: server.name, type: 'A', ttl, data: server.address };
      if (!records.get(server.name)?.some((r) => r.type === 'A' && r.data === server.address)) add(glue);
    }
  }
  for (const [key, rrset] of overlay.records) {
    const [name = '', type] = key.split(' ');
    const rest = (records.get(name) ?? []).filter((r) => r.type !== type);
    records.set(name, [...rest, ...rrset]);
    if (rest.length + rrset.length === 0) records.delete(name);
  }

  const names = new Set<string>(['']);
  for (const name of records.keys()) for (const suffix of suffixes(name)) names.add(suffix);
  const manners = new Map([...Object.entries(sandbox.manners).map(([name, manner]) => [canonical(name), manner] as const), ...overlay.manners]);
  return { records, zones, delegations, manners, exists: (name) => names.has(name) };
}

/** The zone or delegation a name is in; the root is always there. */
export function zoneOf(view: DnsView, name: string): Zone | Delegation {
  for (const suffix of [...suffixes(name), '']) {
    const found = view.delegations.get(suffix) ?? view.zones.get(suffix);
    if (found) return found;
  }
  throw new WorldFault('bad-zone', 'expected a root zone, found none');
}

/** `a.b.test` → `a.b.test`, `b.test`, `test` */
export function suffixes(name: string): string[] {
  const out: string[] = [];
  for (let rest = name; rest; rest = parent(rest)) out.push(rest);
  return out;
}

/** `a.b.test` → `b.test`; `test` → ''. */
export function parent(name: string): string {
  const dot = name.indexOf('.');
  return dot < 0 ? '' : name.slice(dot + 1);
}

function rootName(index: number): string {
  return `${String.fromCharCode(97 + index)}.root-servers.net`;
}

function soa(name: string): DnsRecord {
  // A short minimum (negative caching, RFC 2308): a learner who mends a zone should see it at once.
  return {
    name,
    type: 'SOA',
    ttl,
    data: { mname: nameServer, rname: 'hostmaster.internet.test', serial: 1, refresh: 3600, retry: 600, expire: 86400, minimum: 5 },
  };
}
