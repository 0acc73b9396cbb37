import { z } from 'zod';
import { slug } from './text.ts';

/** Where the pocket Internet's own addresses are (RFC 5737 documentation blocks, on world's loopback). */
export const internetAddresses = {
  /** Recursive resolver and authoritative server of every zone in the sandbox. */
  resolver: '203.0.113.53',
  /** The grader's own address: outside every learner subnet, never in `mynetworks`. */
  probe: '203.0.113.25',
} as const;

/** What a partner's mail server does with mail that reaches it. */
export const personaKind = z.enum(['accepting', 'greylisting', 'rejecting', 'slow']);
export type PersonaKind = z.infer<typeof personaKind>;

/** A domain on the pocket Internet that the learner does not own, with its MX. */
export const personaSpec = z.strictObject({
  /** May contain parameters: `[[peer]]`. */
  domain: z.string().min(1),
  persona: personaKind.default('accepting'),
  /** Local parts that exist; absent: every local part does. May contain parameters. */
  users: z.array(z.string().min(1)).optional(),
  /** Offer STARTTLS with a certificate of the lab's CA for the MX name. */
  starttls: z.boolean().default(true),
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
  /** Round trips that must succeed: `system` = PID 1 reached its target, `smtp` = 220 and EHLO on 25, … */
  ready: z.array(readiness).default(['system']),
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
    })
    .default({ personas: {}, zones: {} }),
});
export type Topology = z.infer<typeof topology>;
