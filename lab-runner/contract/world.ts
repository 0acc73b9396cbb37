import { z } from 'zod';
import { anyText } from './text.ts';
import { personaKind, personaRefusal, zoneManner } from './topology.ts';

/** What the runner tells world about one sandbox. `put` is idempotent: the same or an older revision changes nothing. */
export const worldSandbox = z.strictObject({
  id: z.string(),
  revision: z.number().int().nonnegative(),
  /** The sandbox's /28, e.g. `198.18.7.240/28`; world is its default gateway. */
  subnet: z.string(),
  gateway: z.string(),
  /** The address Docker gave world on this network. */
  worldAddress: z.string(),
  /** Where a host has IPv6: the sandbox's /64, and world's address in it, the default gateway. */
  ipv6: z.strictObject({ subnet: z.cidrv6(), gateway: z.ipv6() }).optional(),
  /** Learner hosts: name, addresses, FQDN. World serves A and PTR for them. */
  hosts: z.array(z.strictObject({ name: z.string(), address: z.string(), address6: z.ipv6().optional(), fqdn: z.string() })),
  personas: z.array(
    z.strictObject({
      name: z.string(),
      domain: z.string(),
      /** Name of its MX, `mx.<domain>`. */
      mx: z.string(),
      /** On world's loopback, 192.0.2.0/24 or 198.51.100.0/24. */
      address: z.string(),
      /** Where the sandbox has IPv6; its MX has the AAAA record. */
      address6: z.ipv6().optional(),
      kind: personaKind,
      users: z.array(z.string()).optional(),
      starttls: z.boolean(),
      /** STARTTLS is answered with 220, and then the connection ends. */
      brokenTls: z.boolean().default(false),
      /** Its website has a policy for those who send to it (RFC 8461). */
      mtaSts: z.boolean().default(false),
      refuse: personaRefusal.optional(),
      alsoFor: z.array(z.string()).default([]),
      /** Further records of its domain, as in a zone file. */
      records: z.array(z.string()).default([]),
    }),
  ),
  /** Records of the learner's zones, absolute names: `k3f9.test. 300 MX 10 mail.k3f9.test.` */
  zones: z.record(z.string(), z.array(z.string())),
  /** Zone → name server → address of a host: the learner's own server answers for it. */
  delegations: z.record(z.string(), z.record(z.string(), z.ipv4())).default({}),
  manners: z.record(z.string(), zoneManner).default({}),
  /** PEM certificate and key for each MX name that offers STARTTLS and for each partner's website (by domain), issued by the runner's CA (whose key world never sees). */
  certificates: z.array(z.strictObject({ name: z.string(), certificate: z.string(), key: z.string() })),
});
export type WorldSandbox = z.infer<typeof worldSandbox>;

/** What a check may change and see of a sandbox's DNS while it runs. World takes a change back by itself after `seconds`. */
export const internetCall = z.discriminatedUnion('do', [
  z.strictObject({
    do: z.literal('publish'),
    /** Absolute, without the final dot. */
    name: z.string().min(1),
    type: z.string().min(1),
    /** The whole RRset: TTL and data, `60 127.0.0.2`; empty: the name has no such records. Null: as the lab says. */
    records: z.array(z.string()).nullable(),
    seconds: z.number().int().min(1).max(600),
  }),
  z.strictObject({ do: z.literal('manner'), zone: z.string(), manner: zoneManner.nullable(), seconds: z.number().int().min(1).max(600) }),
  /** Questions of the sandbox's hosts since `since` (epoch milliseconds), oldest first. */
  z.strictObject({ do: z.literal('queries'), since: z.number().nonnegative() }),
  /**
   * About each open connection that world has dialled from an address to a port of a host: how large the largest segment was that came, in bytes.
   * With `mtu` the host is told, as by a router on the way, that what it sends there does not fit: ICMP "fragmentation needed", ICMPv6 "packet too big".
   */
  z.strictObject({
    do: z.literal('path'),
    from: z.union([z.ipv4(), z.ipv6()]),
    to: z.union([z.ipv4(), z.ipv6()]),
    port: z.number().int().min(1).max(65535),
    /** At least what IPv6 asks of every link (RFC 8200 §5). */
    mtu: z.number().int().min(1280).max(1500).nullable(),
  }),
]);
export type InternetCall = z.infer<typeof internetCall>;

/** A question that a host of the sandbox asked one of world's name servers. */
export const querySeen = z.strictObject({
  /** Epoch milliseconds, world's clock. */
  at: z.number(),
  from: z.string(),
  server: z.string(),
  /** Lower-case, without the final dot. */
  name: z.string(),
  type: z.string(),
});
export type QuerySeen = z.infer<typeof querySeen>;

/** Questions for `queries`, segment sizes for `path`, empty for a change. */
export type InternetAnswer = QuerySeen[] | number[];

/** A transaction a persona accepted (or refused at `stage`), as sent to the runner. */
export const worldMessage = z.strictObject({
  kind: z.literal('message'),
  epoch: z.string(),
  seq: z.number().int(),
  sandbox: z.string(),
  persona: z.string(),
  at: z.iso.datetime(),
  connection: z.string(),
  remoteAddress: z.string(),
  helo: z.string(),
  usedHelo: z.boolean(),
  tls: z.string(),
  mailFrom: z.string(),
  rcptTo: z.array(z.string()),
  /** base64 of the bytes as received after un-stuffing. */
  raw: z.string(),
  /** The dialogue of the transaction, world's view: sent = world said, received = the client said. */
  lines: z.array(z.strictObject({ direction: z.enum(['sent', 'received', 'note']), text: anyText, at: z.number() })),
});
export type WorldMessage = z.infer<typeof worldMessage>;
export const worldEvent = z.discriminatedUnion('kind', [worldMessage]);
export type WorldEvent = z.infer<typeof worldEvent>;
