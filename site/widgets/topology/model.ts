import type { LocalizedText } from '../../../lab-runner/contract/text.ts';

/** What a host can do for the mail system. `store` keeps mailboxes and serves IMAP; `proxy` passes IMAP on to it. */
export const roles = ['mx', 'submission', 'filter', 'store', 'proxy', 'directory', 'resolver', 'log'] as const;
export type Role = (typeof roles)[number];
export const zones = ['dmz', 'inside'] as const;
export type Zone = (typeof zones)[number];
export interface Host {
  name: string;
  zone: Zone;
  roles: readonly Role[];
}
export interface Plan {
  hosts: readonly Host[];
}

/** One connection that the drawing needs. `from` and `to` are host names, or `internet`. */
export interface Flow {
  from: string;
  to: string;
  port: number;
  /** What for. */
  why: 'receive' | 'send' | 'submit' | 'read' | 'deliver' | 'check' | 'scan' | 'ask' | 'resolve' | 'record';
}
export const flowId = (flow: Flow): string => `${flow.from}>${flow.to}:${flow.port}`;

/** The services that people notice. */
export const services = ['receive', 'deliver', 'send', 'read'] as const;
export type Service = (typeof services)[number];
/** `waits`: nothing is lost, a queue keeps it; `partly`: some people, or with a hole; `stops`: somebody sees an error. */
export type State = 'works' | 'partly' | 'waits' | 'stops';
export interface Report {
  state: State;
  reason: Reason;
}
export type Reason =
  | 'ok'
  | 'no-mx'
  | 'mx-unreachable'
  | 'filter-away'
  | 'directory-away'
  | 'resolver-away'
  | 'no-store'
  | 'store-away'
  | 'some-stores-away'
  | 'no-submission'
  | 'submission-unreachable'
  | 'auth-away'
  | 'out-closed'
  | 'access-away';

const hostPattern = /^[a-z][a-z0-9-]{0,15}$/;

/** `mx1:dmz:mx,filter;store1:inside:store` → the plan, or what was expected and what was found. */
export function readPlan(text: string): { plan: Plan } | { problem: LocalizedText } {
  const hosts: Host[] = [];
  for (const part of text.split(';').filter((one) => one.trim() !== '')) {
    const [name = '', zone = '', list = ''] = part.trim().split(':');
    if (!hostPattern.test(name) || name === 'internet')
      return problem(
        `A host’s name begins with a letter, and has at most 16 of a–z, 0–9 and “-”; found “${name}”.`,
        `主机名以字母开头，最多 16 个字符，只用 a–z、0–9 和“-”；现在是“${name}”。`,
      );
    if (hosts.some((host) => host.name === name)) return problem(`There are two hosts called “${name}”.`, `有两台主机都叫“${name}”。`);
    if (!zones.includes(zone as Zone))
      return problem(`${name}: expected the zone dmz or inside, found “${zone}”.`, `${name}：区域应为 dmz 或 inside，现在是“${zone}”。`);
    const given = list.split(',').filter((one) => one !== '');
    const unknown = given.find((one) => !roles.includes(one as Role));
    if (unknown !== undefined)
      return problem(
        `${name}: there is no role “${unknown}”; known are ${roles.join(', ')}.`,
        `${name}：没有“${unknown}”这个角色；认得的有 ${roles.join('、')}。`,
      );
    hosts.push({ name, zone: zone as Zone, roles: roles.filter((role) => given.includes(role)) });
  }
  if (hosts.length === 0) return problem('There is no host yet: add one.', '还没有主机，先加一台。');
  if (hosts.length > 12) return problem(`At most 12 hosts, found ${hosts.length}.`, `最多 12 台主机，现在有 ${hosts.length} 台。`);
  return { plan: { hosts } };
}
const problem = (en: string, zh: string): { problem: LocalizedText } => ({ problem: { en, 'zh-cn': zh } });

export const writePlan = (plan: Plan): string => plan.hosts.map((host) => `${host.name}:${host.zone}:${host.roles.join(',')}`).join(';');

const having = (plan: Plan, role: Role): Host[] => plan.hosts.filter((host) => host.roles.includes(role));

/** All connections that the roles need, between hosts and with the Internet. What stays on one host is none. */
export function flows(plan: Plan): Flow[] {
  const list: Flow[] = [];
  const connect = (from: readonly Host[], to: readonly Host[], port: number, why: Flow['why']) => {
    for (const a of from) for (const b of to) if (a !== b) list.push({ from: a.name, to: b.name, port, why });
  };
  const [mx, submission, filter, store, proxy, directory, resolver, log] = roles.map((role) => having(plan, role)) as [
    Host[],
    Host[],
    Host[],
    Host[],
    Host[],
    Host[],
    Host[],
    Host[],
  ];
  const inward = (hosts: readonly Host[], port: number, why: Flow['why']) => {
    for (const host of hosts) list.push({ from: 'internet', to: host.name, port, why });
  };
  const outward = (hosts: readonly Host[], port: number, why: Flow['why']) => {
    for (const host of hosts) list.push({ from: host.name, to: 'internet', port, why });
  };
  inward(mx, 25, 'receive');
  inward(submission, 465, 'submit');
  inward(proxy.length > 0 ? proxy : store, 993, 'read');
  outward(submission, 25, 'send');
  connect(mx, store, 24, 'deliver');
  // A message from one's own user to another: the submission server hands it to the mailboxes, as the MX does.
  connect(submission, store, 24, 'deliver');
  connect([...new Set([...mx, ...submission])], filter, 11332, 'scan');
  // Who exists and who may log in: the directory, or the store when there is none.
  if (directory.length > 0) connect([...new Set([...mx, ...submission, ...store, ...proxy])], directory, 636, 'ask');
  else connect(submission, store, 12345, 'check');
  connect(proxy, store, 993, 'read');
  const speaking = [...new Set([...mx, ...submission, ...filter])];
  connect(speaking, resolver, 53, 'resolve');
  outward(resolver.length > 0 ? resolver : speaking, 53, 'resolve');
  connect(plan.hosts, log, 6514, 'record');
  const seen = new Set<string>();
  return list.filter((flow) => {
    const id = flowId(flow);
    const fresh = !seen.has(id);
    seen.add(id);
    return fresh;
  });
}

/** Those that pass a firewall: between two zones, or with the Internet. */
export function firewall(plan: Plan): Flow[] {
  const zone = (name: string) => plan.hosts.find((host) => host.name === name)?.zone ?? 'internet';
  return flows(plan).filter((flow) => zone(flow.from) !== zone(flow.to));
}

export interface Fault {
  /** Hosts that are down. */
  down?: ReadonlySet<string>;
  /** Flows that the firewall does not let through. */
  closed?: ReadonlySet<string>;
  /** Whether every store has every mailbox (replication); otherwise each has its share. */
  replicated?: boolean;
}

/** What each function does with these hosts down and these rules closed. */
export function evaluate(plan: Plan, fault: Fault = {}): Record<Service, Report> {
  const down = fault.down ?? new Set<string>();
  const closed = fault.closed ?? new Set<string>();
  const up = (role: Role) => having(plan, role).filter((host) => !down.has(host.name));
  const open = (from: string, to: string, port: number) => from === to || !closed.has(`${from}>${to}:${port}`);
  /** One living host of the role can be reached from here; true when the plan has no such role. */
  const reaches = (from: Host, role: Role, port: number) => having(plan, role).length === 0 || up(role).some((host) => open(from.name, host.name, port));
  const resolves = (from: Host) => {
    if (having(plan, 'resolver').length === 0) return open(from.name, 'internet', 53);
    return up('resolver').some((host) => open(from.name, host.name, 53) && open(host.name, 'internet', 53));
  };
  const report = (state: State, reason: Reason): Report => ({ state, reason });

  const receive = (): Report => {
    if (having(plan, 'mx').length === 0) return report('stops', 'no-mx');
    const doors = up('mx').filter((host) => open('internet', host.name, 25));
    if (doors.length === 0) return report('waits', 'mx-unreachable');
    if (!doors.some((host) => reaches(host, 'filter', 11332))) return report('waits', 'filter-away');
    if (!doors.some((host) => reaches(host, 'directory', 636))) return report('waits', 'directory-away');
    // Without names nothing can be checked; a careful server says 4xx.
    if (!doors.some(resolves)) return report('waits', 'resolver-away');
    return report('works', 'ok');
  };
  const stores = having(plan, 'store');
  /** How many of the stores can be used, by those who ask through `usable`. */
  const shares = (usable: (store: Host) => boolean, gone: State): Report => {
    if (stores.length === 0) return report('stops', 'no-store');
    const good = stores.filter((store) => !down.has(store.name) && usable(store)).length;
    if (good === stores.length || (good > 0 && fault.replicated)) return report('works', 'ok');
    return good > 0 ? report('partly', 'some-stores-away') : report(gone, 'store-away');
  };
  const deliver = (): Report => {
    const came = receive();
    if (came.state !== 'works') return came;
    const doors = up('mx');
    return shares((store) => doors.some((host) => open(host.name, store.name, 24)) && reaches(store, 'directory', 636), 'waits');
  };
  const send = (): Report => {
    if (having(plan, 'submission').length === 0) return report('stops', 'no-submission');
    const doors = up('submission').filter((host) => open('internet', host.name, 465));
    if (doors.length === 0) return report('stops', 'submission-unreachable');
    const checks = (host: Host) =>
      having(plan, 'directory').length > 0 ? reaches(host, 'directory', 636) : up('store').some((store) => open(host.name, store.name, 12345));
    const known = doors.filter(checks);
    if (known.length === 0) return report('stops', 'auth-away');
    const scanned = known.filter((host) => reaches(host, 'filter', 11332));
    if (scanned.length === 0) return report('stops', 'filter-away');
    if (!scanned.some(resolves)) return report('waits', 'resolver-away');
    return scanned.some((host) => open(host.name, 'internet', 25)) ? report('works', 'ok') : report('waits', 'out-closed');
  };
  const read = (): Report => {
    if (stores.length === 0) return report('stops', 'no-store');
    const authenticates = (host: Host) => reaches(host, 'directory', 636);
    if (having(plan, 'directory').length > 0 && up('directory').length === 0) return report('stops', 'auth-away');
    if (having(plan, 'proxy').length === 0) return shares((store) => open('internet', store.name, 993) && authenticates(store), 'stops');
    const doors = up('proxy').filter((host) => open('internet', host.name, 993) && authenticates(host));
    if (doors.length === 0) return report('stops', 'access-away');
    return shares((store) => doors.some((host) => open(host.name, store.name, 993)), 'stops');
  };
  return { receive: receive(), deliver: deliver(), send: send(), read: read() };
}

export interface Outage {
  host: string;
  /** The services that no longer work, with what they do instead. */
  hit: [Service, Report][];
}
/** Takes down one host after the other. A host whose loss stops or delays something is a single point of failure for it. */
export function outages(plan: Plan, replicated: boolean): Outage[] {
  const before = evaluate(plan, { replicated });
  return plan.hosts.map(({ name }) => {
    const after = evaluate(plan, { replicated, down: new Set([name]) });
    return { host: name, hit: services.filter((f) => after[f].state !== before[f].state).map((f) => [f, after[f]]) };
  });
}

export type Warning =
  | { kind: 'data-in-dmz'; host: string; role: Role }
  | { kind: 'internet-inside'; host: string; port: number }
  | { kind: 'exposed-with-data'; host: string }
  | { kind: 'no-log' }
  | { kind: 'no-filter' };
/** What works and should not be built. */
export function warnings(plan: Plan): Warning[] {
  const list: Warning[] = [];
  for (const host of plan.hosts) {
    for (const role of ['store', 'directory', 'log'] as const)
      if (host.zone === 'dmz' && host.roles.includes(role)) list.push({ kind: 'data-in-dmz', host: host.name, role });
    if (host.roles.includes('store') && (host.roles.includes('mx') || host.roles.includes('submission')))
      list.push({ kind: 'exposed-with-data', host: host.name });
  }
  const inside = new Set(plan.hosts.filter((host) => host.zone === 'inside').map((host) => host.name));
  for (const flow of flows(plan)) if (flow.from === 'internet' && inside.has(flow.to)) list.push({ kind: 'internet-inside', host: flow.to, port: flow.port });
  if (having(plan, 'log').length === 0) list.push({ kind: 'no-log' });
  if (having(plan, 'filter').length === 0) list.push({ kind: 'no-filter' });
  return list;
}
