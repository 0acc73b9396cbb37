import { internetAddresses } from '../contract/topology.ts';
import type { WorldSandbox } from '../contract/world.ts';
import { canonical, type DnsRecord, parseRecord } from './dns-records.ts';
import { reverseName } from './subnet.ts';

/** The name server of every zone in a sandbox, and the grader's own name. Both under a reserved TLD (RFC 6761). */
const nameServer = 'ns.internet.test';
const probeName = 'probe.internet.test';
const ttl = 60;

/** All that one sandbox's DNS says. */
export interface DnsView {
  /** Records by canonical owner name. */
  records: ReadonlyMap<string, readonly DnsRecord[]>;
  /** Canonical names of the zones with their SOA; the longest suffix of a name is its zone. */
  zones: ReadonlyMap<string, DnsRecord>;
  /** Names that exist because something exists below them (empty non-terminals, RFC 8020). */
  exists(name: string): boolean;
}

/**
 * The sandbox's Internet: A and PTR of the learner's hosts, partner domains with MX, A, PTR and SPF,
 * the learner's zones as the lab wrote them. Where a zone of the lab holds records of some name and
 * type, they replace what would follow from the topology: a lab may want its DNS to be wrong.
 */
export function dnsView(sandbox: WorldSandbox): DnsView {
  const records = new Map<string, DnsRecord[]>();
  const zones = new Map<string, DnsRecord>();
  const add = (record: DnsRecord) => {
    records.set(record.name, [...(records.get(record.name) ?? []), record]);
  };
  const written = Object.entries(sandbox.zones).flatMap(([zone, lines]) => lines.map((line) => parseRecord(zone, line)));
  const taken = new Set(written.flatMap((r) => [`${r.name} ${r.type}`, ...(r.type === 'CNAME' ? [`${r.name} A`] : [])]));
  const implied = (record: DnsRecord) => {
    if (!taken.has(`${record.name} ${record.type}`)) add(record);
  };
  const zone = (name: string) => {
    const own = written.find((r) => r.type === 'SOA' && r.name === name);
    zones.set(name, own ?? soa(name));
    implied(soa(name));
    implied({ name, type: 'NS', ttl, data: nameServer });
  };
  const machine = (name: string, address: string) => {
    implied({ name: canonical(name), type: 'A', ttl, data: address });
    implied({ name: reverseName(address), type: 'PTR', ttl, data: canonical(name) });
  };

  for (const record of written) add(record);
  zone('');
  for (const name of Object.keys(sandbox.zones)) zone(canonical(name));
  machine(nameServer, internetAddresses.resolver);
  machine(probeName, internetAddresses.probe);
  for (const host of sandbox.hosts) machine(host.fqdn, host.address);
  for (const persona of sandbox.personas) {
    const domain = canonical(persona.domain);
    zone(domain);
    machine(persona.mx, persona.address);
    implied({ name: domain, type: 'MX', ttl, data: { preference: 10, exchange: canonical(persona.mx) } });
    implied({ name: domain, type: 'TXT', ttl, data: ['v=spf1 mx -all'] });
  }

  const names = new Set<string>(['']);
  for (const name of records.keys()) for (let rest = name; rest; rest = parent(rest)) names.add(rest);
  return { records, zones, exists: (name) => names.has(name) };
}

/** `a.b.test` → `b.test`; `test` → ''. */
export function parent(name: string): string {
  const dot = name.indexOf('.');
  return dot < 0 ? '' : name.slice(dot + 1);
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
