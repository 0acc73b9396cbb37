import { z } from 'zod';
import { slug } from './text.ts';

/** Where the pocket Internet's own addresses are (RFC 5737 documentation blocks, on world's loopback). */
export const internetAddresses = {
  /** Recursive resolver: the one in every host's `/etc/resolv.conf`. */
  resolver: '203.0.113.53',
  /** The grader's own address: outside every learner subnet, never in `mynetworks`. */
  probe: '203.0.113.25',
  /** Name server of the top-level domains and of `in-addr.arpa`. */
  registry: '198.51.100.53',
  /** Name server of every zone that world serves for a lab: partners, block lists, the learner's zones. */
  nameServer: '198.51.100.54',
  /** Nothing answers here, ever: packets vanish. */
  nowhere: '192.0.2.254',
  /** The grader's own for hosts that have IPv6 (RFC 3849 documentation block, as everything there). */
  probe6: '2001:db8:ffff::25',
} as const;

/**
 * The root servers' real addresses (named.root, 2025): what every resolver knows by heart is right on the pocket Internet, too.
 * In order: a.root-servers.net to m.root-servers.net.
 */
export const rootServers = [
  '198.41.0.4',
  '170.247.170.2',
  '192.33.4.12',
  '199.7.91.13',
  '192.203.230.10',
  '192.5.5.241',
  '192.112.36.4',
  '198.97.190.53',
  '192.36.148.17',
  '192.58.128.30',
  '193.0.14.129',
  '199.7.83.42',
  '202.12.27.33',
] as const;

/** Labels under a partner's domain at which its website is; '@' is the domain itself. Its DNS, its certificate and its pages agree on them. */
export const webLabels = ['@', 'www', 'mta-sts', 'autoconfig'] as const;

export function webNames(domain: string): string[] {
  return webLabels.map((label) => (label === '@' ? domain : `${label}.${domain}`));
}

/** Addresses a check may dial from, besides the probe's and the partners': anybody on the Internet. */
export const senderBlocks = ['203.0.113.128/25', '198.51.100.128/25'] as const;
/** The same over IPv6. */
export const senderBlock6 = '2001:db8:ffff:1::/64';

/** How the name servers of a zone answer: not at all, "server failure", or after `delay` milliseconds. */
export const zoneManner = z.union([
  z.literal('prompt'),
  z.literal('silent'),
  z.literal('servfail'),
  z.strictObject({ delay: z.number().int().min(1).max(10_000) }),
]);
export type ZoneManner = z.infer<typeof zoneManner>;

/** What a partner's mail server does with mail that reaches it. */
export const personaKind = z.enum([
  'accepting',
  'greylisting',
  /** 550 to every recipient, unless `refuse` says otherwise. */
  'rejecting',
  'slow',
  /** Every reply after fifteen seconds: each message holds a delivery agent for over a minute (RFC 5321 §4.5.3.2 makes clients wait that long). */
  'tarpit',
  /** As a big provider: STARTTLS, FCrDNS, SPF or DKIM, DMARC (RFC 9989) and rules for bulk mail, each refused in the dialogue at its place. */
  'strict',
  /** The mailbox is full: 452 to every recipient. */
  'full',
]);
export type PersonaKind = z.infer<typeof personaKind>;

/** At which point of the dialogue a server refuses, and how: `{ at: 'mail', code: 421, text: '4.7.0 Try again later' }`. */
export const personaRefusal = z.strictObject({
  at: z.enum(['connect', 'mail', 'rcpt', 'data']),
  code: z.number().int().min(400).max(599),
  /** With its enhanced status code (RFC 3463). */
  text: z.string().min(1),
});
export type PersonaRefusal = z.infer<typeof personaRefusal>;

/** A domain on the pocket Internet that the learner does not own, with its MX. */
export const personaSpec = z.strictObject({
  /** May contain parameters: `[[peer]]`. */
  domain: z.string().min(1),
  persona: personaKind.default('accepting'),
  /** Local parts that exist; absent: every local part does. May contain parameters. */
  users: z.array(z.string().min(1)).optional(),
  /** Refuses everything at this point. */
  refuse: personaRefusal.optional(),
  /** Domains it takes mail for besides its own (a secondary MX). May contain parameters. */
  alsoFor: z.array(z.string().min(1)).default([]),
  /**
   * Offer STARTTLS with a certificate of the lab's CA for the MX name; or broken: an `expired` certificate, one for a `wrong-name`, or
   * `broken`: 220, and then the connection ends.
   */
  starttls: z.union([z.boolean(), z.enum(['expired', 'wrong-name', 'broken'])]).default(true),
  /** The DMARC policy that the domain publishes; `absent`: none. */
  dmarc: z.enum(['none', 'quarantine', 'reject', 'absent']).default('reject'),
});
export type PersonaSpec = z.infer<typeof personaSpec>;

const size = z.string().regex(/^\d+[km]$/, 'expected a size such as "256m"');

/** What must work, seen from the Internet, before the host counts as ready. */
export const readiness = z.enum(['system', 'smtp', 'imap', 'submission']);
export type Readiness = z.infer<typeof readiness>;

export const hostSpec = z.strictObject({
  /** A folder of `images/`. */
  image: slug,
  memory: size.default('256m'),
  pids: z.number().int().min(64).max(4096).default(512),
  /** The host's full name; may contain parameters: `mail.[[domain]]`. Forward and reverse DNS agree with it. */
  fqdn: z.string().min(1),
  /** An IPv6 address, `[[ip6:<host>]]`, beside the IPv4 one, and a way to the pocket Internet over it. Its AAAA record is the lab's to write, in `zones`. */
  ipv6: z.boolean().default(false),
  /** Round trips that must succeed: `system` = PID 1 reached its target, `smtp` = 220 and EHLO on 25, … */
  ready: z.array(readiness).default(['system']),
  /**
   * Further certificates of the lab's CA, by file name: `/etc/ssl/postlab/<name>.pem` (the certificate alone), `<name>-key.pem`, and with
   * `intermediate` also `<name>-chain.pem`, the CA between it and the one that everybody trusts.
   */
  certificates: z
    .record(
      slug,
      z.strictObject({
        /** May contain parameters. */
        names: z.array(z.string().min(1)).min(1),
        intermediate: z.boolean().default(false),
        /** Days from today; negative: before today. */
        from: z.number().int().min(-3000).max(3000).default(0),
        days: z.number().int().min(1).max(3000).default(90),
      }),
    )
    .default({}),
  /** Absolute path → size, a size-limited volume that survives a reboot (a "disk full" that is real). */
  volumes: z.record(z.string().startsWith('/'), size).default({}),
});
export type HostSpec = z.infer<typeof hostSpec>;

export const topology = z.strictObject({
  /** The learner's hosts, in order of address: the first is .10 of the subnet's order, and so on. At most 6. */
  hosts: z.record(slug, hostSpec).refine((h) => {
    const n = Object.keys(h).length;
    return n >= 1 && n <= 6;
  }, 'expected 1 to 6 hosts'),
  internet: z
    .strictObject({
      /** Partner domains by role name. */
      personas: z.record(slug, personaSpec).default({}),
      /** Zones served by world for the learner's own domain, one record a line: `@ MX 10 mail.[[domain]].`; `[[ip:mx]]` is the address of host mx. */
      zones: z.record(z.string().min(1), z.array(z.string().min(1))).default({}),
      /**
       * Zones for which a host of the learner's answers: zone → name server → address. World's registry has the NS records and the glue,
       * its resolver asks there: `{ '[[domain]]': { 'ns1.[[domain]]': '[[ip:dns]]' }, '[[reverse:zone]]': { 'ns1.[[domain]]': '[[ip:dns]]' } }`.
       */
      delegations: z.record(z.string().min(1), z.record(z.string().min(1), z.string().min(1))).default({}),
      /** How the servers of a zone of `zones` answer; not named: promptly. */
      manners: z.record(z.string().min(1), zoneManner).default({}),
    })
    .superRefine((internet, ctx) => {
      for (const zone of Object.keys(internet.delegations))
        if (zone in internet.zones)
          ctx.addIssue({
            code: 'custom',
            path: ['delegations', zone],
            message: `expected a zone either in "zones" or in "delegations", found "${zone}" in both`,
          });
      for (const zone of Object.keys(internet.manners))
        if (!(zone in internet.zones)) ctx.addIssue({ code: 'custom', path: ['manners', zone], message: `expected a zone of "zones", found "${zone}"` });
    })
    .default({ personas: {}, zones: {}, delegations: {}, manners: {} }),
});
export type Topology = z.infer<typeof topology>;
