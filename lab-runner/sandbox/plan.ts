import type { LabDefinition } from '../contract/lab.ts';
import { deriveParameters, type Parameters, parametersAsEnv, renderTemplate } from '../contract/parameters.ts';
import type { HostSpec, PersonaKind, PersonaRefusal, PersonaSpec, ZoneManner } from '../contract/topology.ts';
import type { WorldSandbox } from '../contract/world.ts';
import { hostAddress, hostAddress6, network6, personaAddress, personaAddress6, reverseName, reverseZone } from './layout.ts';
import { partnerRecords } from './partner-records.ts';

/** Everything about one sandbox that follows from its lab, its seed and its subnet. Pure: the same after any restart. */
export interface SandboxPlan {
  /** All parameters, secret ones, `ip:<host>`, `ip6:<host>`, `ptr:<host>` and `reverse:zone` included. */
  parameters: Parameters;
  /** What the learner may see. */
  shown: Record<string, string>;
  /** `LAB_…` for scripts. */
  env: Record<string, string>;
  hosts: { name: string; fqdn: string; address: string; address6?: string; spec: HostSpec; memoryBytes: number; certificates: HostCertificate[] }[];
  personas: {
    name: string;
    domain: string;
    mx: string;
    address: string;
    /** Where a host has IPv6. */
    address6?: string;
    kind: PersonaKind;
    users?: string[];
    starttls: PersonaSpec['starttls'];
    refuse?: PersonaRefusal;
    alsoFor: string[];
    dmarc: PersonaSpec['dmarc'];
  }[];
  zones: Record<string, string[]>;
  /** Zone → name server → address. */
  delegations: Record<string, Record<string, string>>;
  manners: Record<string, ZoneManner>;
}

export type HostCertificate = HostSpec['certificates'][string] & { name: string };

export function planSandbox(options: {
  secret: string;
  slug: string;
  lab: LabDefinition;
  seed: string;
  fixed: Record<string, string>;
  subnet: string;
}): SandboxPlan {
  const { lab, subnet } = options;
  const drawn = deriveParameters(options.secret, options.slug, options.seed, lab.parameters, options.fixed);
  const names = Object.keys(lab.topology.hosts);
  const addresses = Object.fromEntries([
    ...names.map((name, i) => [`ip:${name}`, hostAddress(subnet, i)]),
    ...Object.entries(lab.topology.hosts).flatMap(([name, spec], i) => (spec.ipv6 ? [[`ip6:${name}`, hostAddress6(subnet, i)]] : [])),
    ...names.map((name, i) => [`ptr:${name}`, reverseName(hostAddress(subnet, i))]),
    ['reverse:zone', reverseZone(subnet)],
  ]);
  const parameters: Parameters = { ...drawn, ...addresses };
  const render = (text: string) => renderTemplate(text, parameters);
  const zoneName = (zone: string) => render(zone).replace(/\.$/, '');
  const { internet } = lab.topology;
  const secret = new Set(lab.secret);
  const over6 = Object.values(lab.topology.hosts).some((host) => host.ipv6);
  return {
    parameters,
    shown: Object.fromEntries(Object.entries(parameters).filter(([name]) => !secret.has(name))),
    env: parametersAsEnv(parameters),
    hosts: Object.entries(lab.topology.hosts).map(([name, spec], i) => ({
      name,
      fqdn: render(spec.fqdn),
      address: hostAddress(subnet, i),
      ...(spec.ipv6 && { address6: hostAddress6(subnet, i) }),
      spec,
      memoryBytes: bytesOf(spec.memory),
      certificates: Object.entries(spec.certificates).map(([file, c]) => ({ name: file, ...c, names: c.names.map(render) })),
    })),
    personas: Object.entries(internet.personas).map(([name, spec], i) => {
      const domain = render(spec.domain);
      return {
        name,
        domain,
        mx: `mx.${domain}`,
        address: personaAddress(i),
        ...(over6 && { address6: personaAddress6(i) }),
        kind: spec.persona,
        ...(spec.users && { users: spec.users.map(render) }),
        starttls: spec.starttls,
        ...(spec.refuse && { refuse: spec.refuse }),
        alsoFor: spec.alsoFor.map(render),
        dmarc: spec.dmarc,
      };
    }),
    zones: Object.fromEntries(
      Object.entries(internet.zones).map(([zone, records]) => [zoneName(zone), records.map((record) => absoluteRecord(render(record), zoneName(zone)))]),
    ),
    delegations: Object.fromEntries(
      Object.entries(internet.delegations).map(([zone, servers]) => [
        zoneName(zone),
        Object.fromEntries(Object.entries(servers).map(([name, address]) => [zoneName(name), render(address)])),
      ]),
    ),
    manners: Object.fromEntries(Object.entries(internet.manners).map(([zone, manner]) => [zoneName(zone), manner])),
  };
}

/** `@ MX 10 mail.k3f9.test.` in zone `k3f9.test` → `k3f9.test. 300 MX 10 mail.k3f9.test.`; a TTL may stand after the name. */
export function absoluteRecord(record: string, origin: string): string {
  const [name = '@', ...rest] = record.trim().split(/\s+/);
  const owner = name === '@' ? `${origin}.` : name.endsWith('.') ? name : `${name}.${origin}.`;
  const hasTtl = /^\d+$/.test(rest[0] ?? '');
  return [owner, ...(hasTtl ? [] : ['300']), ...rest].join(' ');
}

/** `256m` → bytes */
export function bytesOf(size: string): number {
  return Number.parseInt(size, 10) * (size.endsWith('k') ? 1024 : 1024 * 1024);
}

/** What world is told. `certificates` come from the runner's CA. */
export function worldView(
  id: string,
  revision: number,
  network: { subnet: string; gateway: string; worldAddress: string },
  plan: SandboxPlan,
  certificates: WorldSandbox['certificates'],
  key: { selector: string; publicKey: string },
): WorldSandbox {
  return {
    id,
    revision,
    ...network,
    ...(plan.hosts.some((host) => host.address6) && { ipv6: network6(network.subnet) }),
    hosts: plan.hosts.map(({ name, address, address6, fqdn }) => ({ name, address, ...(address6 && { address6 }), fqdn })),
    personas: plan.personas.map(({ dmarc, starttls, ...persona }) => {
      const mtaSts = starttls === true;
      return {
        ...persona,
        starttls: starttls !== false,
        brokenTls: starttls === 'broken',
        mtaSts,
        records: partnerRecords({ domain: persona.domain, address: persona.address, dmarc, mtaSts }, key),
      };
    }),
    zones: plan.zones,
    delegations: plan.delegations,
    manners: plan.manners,
    certificates,
  };
}
