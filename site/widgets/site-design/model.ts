/**
 * Sites, what stands at each, and what a disaster then costs. A picture of orders of magnitude, not of a product: every assumption is a
 * constant below or a number that the reader sets.
 */
export const siteIds = ['A', 'B', 'C'] as const;
export type SiteId = (typeof siteIds)[number];
export const roles = ['mx', 'store', 'dns', 'vote'] as const;
export type Role = (typeof roles)[number];

export interface Design {
  /** What stands where. A site without any role does not exist, and costs nothing. */
  at: Record<SiteId, readonly Role[]>;
  /** How the other stores follow: after the answer to the sender (`async`), or before it (`sync`). */
  copy: 'async' | 'sync';
  /** Who moves the mailboxes to another site. */
  failover: 'manual' | 'automatic';
  /** Messages that arrive, a minute. */
  rate: number;
  /** Hours until a site or a line that can be mended is back. */
  outage: number;
  /** Seconds by which an `async` copy is behind. */
  lag: number;
  /** Minutes until people have noticed, decided and acted. */
  human: number;
  /** Kilometres of fibre from A. B is in the same city. */
  km: Record<'B' | 'C', number>;
}

export const disasters = ['machine', 'power', 'fire', 'city', 'cut'] as const;
export type Disaster = (typeof disasters)[number];

/** Assumptions. Light needs 5 µs for a kilometre of fibre, each way; what lies between adds half a millisecond. */
export const assumed = {
  fibreMsPerKm: 0.01,
  equipmentMs: 0.5,
  /** A delivery waits for its copy this many times: create, write, rename, flush. */
  roundTrips: 4,
  /** And takes this long without a copy. */
  deliveryMs: 10,
  /** Deliveries at a time: Postfix's default_destination_concurrency_limit. */
  atATime: 20,
  /** Seconds that a message lies in an MX's queue before it is stored. */
  queueSeconds: 2,
  /** Minutes until a program has moved the mailboxes. */
  automaticMinutes: 1,
  /** A backup outside all sites, each night; and the time to bring it all back. */
  backupHours: 24,
  restoreHours: 24,
  /** RFC 5321 §4.5.4.1: senders keep trying for at least four to five days. */
  patienceHours: 96,
  messageKB: 75,
};

/** In units, not in money: what counts is how the parts compare. */
export const prices = { site: 4, mx: 1, store: 5, dns: 0.2, vote: 0.2, line: { B: 0.5, C: 2 }, automatic: 1 };

export interface Outcome {
  /** Minutes without mailboxes. Infinity: until somebody builds new ones. */
  down: number;
  /** Messages that were answered with 250 and are gone. */
  lost: number;
  /** Messages that exist, but only where nobody can read them until the site is back. */
  late: number;
  /** Messages that wait when the mailboxes are back, and where. */
  backlog: number;
  waits: 'nowhere' | 'own-queue' | 'senders';
  /** Senders give up and tell their users so. */
  returned: boolean;
  /** Minutes until the backlog is stored, beside what goes on arriving. */
  drain: number;
  /** Two sites at once took mail for the same mailboxes: this many messages. */
  split: number;
  /** Who holds the mailboxes afterwards. */
  active: SiteId | null;
  reason: 'unharmed' | 'moved' | 'by-hand' | 'no-majority' | 'split' | 'waits' | 'backup';
}

const has = (design: Design, site: SiteId, role: Role): boolean => design.at[site].includes(role);
const withRole = (design: Design, role: Role): SiteId[] => siteIds.filter((site) => has(design, site, role));
/** Where the mailboxes are on a quiet day: the first site that holds them. */
export const home = (design: Design): SiteId | null => withRole(design, 'store')[0] ?? null;

/** Milliseconds there and back between two sites; B and C are as far apart as A and C. */
export function roundTrip(design: Design, a: SiteId, b: SiteId): number {
  if (a === b) return 0;
  const far = a === 'C' || b === 'C' ? design.km.C : design.km.B;
  return far * assumed.fibreMsPerKm + assumed.equipmentMs;
}

/** The store that follows the active one most closely: the nearest. */
export function copyOf(design: Design, active: SiteId, among: readonly SiteId[] = siteIds): SiteId | null {
  const others = withRole(design, 'store').filter((site) => site !== active && among.includes(site));
  return others.toSorted((x, y) => roundTrip(design, active, x) - roundTrip(design, active, y))[0] ?? null;
}

/** Deliveries a minute, when the mailboxes are at `active` and these sites answer. */
export function capacity(design: Design, active: SiteId, answering: readonly SiteId[] = siteIds): number {
  const copy = design.copy === 'sync' ? copyOf(design, active, answering) : null;
  const ms = assumed.deliveryMs + (copy ? assumed.roundTrips * roundTrip(design, active, copy) : 0);
  return (assumed.atATime / ms) * 60_000;
}

export function cost(design: Design): number {
  let sum = design.failover === 'automatic' ? prices.automatic : 0;
  for (const site of siteIds) {
    if (design.at[site].length === 0) continue;
    sum += prices.site + design.at[site].reduce((n, role) => n + prices[role], 0) + (site === 'A' ? 0 : prices.line[site]);
  }
  return Math.round(sum * 10) / 10;
}

/** Why a design cannot work at all; null when it can. */
export function impossible(design: Design): 'no-store' | 'no-mx' | 'no-dns' | 'too-slow' | null {
  const at = home(design);
  if (at === null) return 'no-store';
  if (withRole(design, 'mx').length === 0) return 'no-mx';
  if (withRole(design, 'dns').length === 0) return 'no-dns';
  return capacity(design, at) <= design.rate ? 'too-slow' : null;
}

/** Which sites do not answer at all, which never will again, and which still see each other. */
function strike(design: Design, disaster: Disaster): { gone: SiteId[]; forGood: boolean; groups: SiteId[][] } {
  const at = home(design) as SiteId;
  const rest = siteIds.filter((site) => site !== at);
  switch (disaster) {
    case 'machine': // the store's; the rest of its site goes on
      return { gone: [], forGood: false, groups: [[...siteIds]] };
    case 'power':
      return { gone: [at], forGood: false, groups: [rest] };
    case 'fire':
      return { gone: [at], forGood: true, groups: [rest] };
    case 'city': // A and B are in one city
      return at === 'C' ? { gone: ['C'], forGood: true, groups: [rest] } : { gone: ['A', 'B'], forGood: true, groups: [['C']] };
    case 'cut': // the line; the Internet and the branches still reach both sides
      return { gone: [], forGood: false, groups: [[at], rest] };
  }
}

/** Where the mailboxes go, after how long, and whether two sites think that they hold them. */
function moved(design: Design, disaster: Disaster): Pick<Outcome, 'down' | 'active' | 'reason'> & { sides: number } {
  const at = home(design) as SiteId;
  const { groups, forGood } = strike(design, disaster);
  const votes = withRole(design, 'vote');
  const storeDead = disaster !== 'cut';
  const stores = (group: readonly SiteId[]) => withRole(design, 'store').filter((site) => group.includes(site) && !(storeDead && site === at));
  const nearest = (group: readonly SiteId[]) => stores(group).toSorted((x, y) => roundTrip(design, at, x) - roundTrip(design, at, y))[0] ?? null;
  const survivor = nearest(groups.flat().filter((site) => site !== at));

  if (design.failover === 'automatic' && votes.length > 0) {
    const majority = groups.find((group) => votes.filter((site) => group.includes(site)).length > votes.length / 2);
    if (majority?.includes(at) && !storeDead) return { down: 0, active: at, reason: 'unharmed', sides: 1 };
    const next = majority ? nearest(majority) : null;
    if (next) return { down: assumed.automaticMinutes, active: next, reason: 'moved', sides: 1 };
    // Without a majority every side stops, so that people must decide which one is right.
    if (disaster === 'cut') return { down: Math.min(design.human, design.outage * 60), active: at, reason: 'no-majority', sides: 1 };
    if (survivor) return { down: design.human, active: survivor, reason: 'no-majority', sides: 1 };
  } else if (design.failover === 'automatic') {
    if (disaster === 'cut') return survivor ? { down: 0, active: at, reason: 'split', sides: 2 } : { down: 0, active: at, reason: 'unharmed', sides: 1 };
    if (survivor) return { down: assumed.automaticMinutes, active: survivor, reason: 'moved', sides: 1 };
  } else {
    if (!storeDead) return { down: 0, active: at, reason: 'unharmed', sides: 1 };
    // People who see that it will be mended sooner than they could move it, wait.
    if (survivor && (forGood || design.human < design.outage * 60)) return { down: design.human, active: survivor, reason: 'by-hand', sides: 1 };
  }
  if (!forGood) return { down: design.outage * 60, active: at, reason: 'waits', sides: 1 };
  return { down: assumed.restoreHours * 60, active: null, reason: 'backup', sides: 1 };
}

export function outcome(design: Design, disaster: Disaster): Outcome {
  const at = home(design) as SiteId;
  const { gone, forGood } = strike(design, disaster);
  const { down, active, reason, sides } = moved(design, disaster);
  const living = siteIds.filter((site) => !gone.includes(site));
  const mx = withRole(design, 'mx').filter((site) => living.includes(site));
  const dns = withRole(design, 'dns').filter((site) => living.includes(site));
  const perSecond = design.rate / 60;

  // What the store that takes over had not been told.
  let behind = 0;
  if (reason === 'backup') behind = design.rate * 60 * assumed.backupHours;
  else if (active !== at && active !== null) {
    const follows = design.copy === 'sync' && copyOf(design, at) === active;
    behind = follows ? 0 : perSecond * design.lag;
  }
  // A queue is on one disk.
  const queues = withRole(design, 'mx');
  const queued = forGood && queues.length > 0 ? perSecond * assumed.queueSeconds * (queues.filter((site) => gone.includes(site)).length / queues.length) : 0;

  // Where no MX answers, or nobody can look it up, mail waits at the senders even when the mailboxes have long been moved.
  const reached = mx.length > 0 && dns.length > 0;
  const away = reached ? down : Math.max(down, 60 * (forGood ? assumed.restoreHours : design.outage));
  const backlog = design.rate * away;
  const waits = backlog === 0 ? 'nowhere' : reached ? 'own-queue' : 'senders';
  const rate = capacity(design, active ?? at, living);
  return {
    down,
    lost: Math.round((forGood ? behind : 0) + queued),
    late: Math.round(forGood ? 0 : behind),
    backlog: Math.round(backlog),
    waits,
    returned: waits === 'senders' && away > assumed.patienceHours * 60,
    drain: backlog === 0 ? 0 : rate > design.rate ? backlog / (rate - design.rate) : Number.POSITIVE_INFINITY,
    split: sides > 1 ? Math.round(design.rate * design.outage * 60) : 0,
    active,
    reason,
  };
}

/** Gigabytes that a backlog of so many messages fills. */
export const gigabytes = (messages: number): number => (messages * assumed.messageKB) / 1_000_000;

/** The design in the address: which roles at A, B and C, then copy, then failover. `f90sa` = all at A, MX and vote at B, none at C. */
export function write(design: Pick<Design, 'at' | 'copy' | 'failover'>): string {
  const bits = (site: SiteId) => roles.reduce((n, role, i) => n + (design.at[site].includes(role) ? 2 ** i : 0), 0).toString(16);
  return `${siteIds.map(bits).join('')}${design.copy === 'sync' ? 's' : 'a'}${design.failover === 'automatic' ? 'a' : 'm'}`;
}
export function read(text: string): Pick<Design, 'at' | 'copy' | 'failover'> | null {
  const match = /^([0-9a-f]{3})([as])([am])$/.exec(text);
  if (!match) return null;
  const at = Object.fromEntries(
    siteIds.map((site, i) => [site, roles.filter((_, bit) => Number.parseInt(match[1]?.[i] ?? '0', 16) & (2 ** bit))]),
  ) as unknown as Design['at'];
  return { at, copy: match[2] === 's' ? 'sync' : 'async', failover: match[3] === 'a' ? 'automatic' : 'manual' };
}
