import { z } from 'zod';
import { anyText } from './text.ts';
import { personaKind } from './topology.ts';

/** What the runner tells world about one sandbox. `put` is idempotent: the same or an older revision changes nothing. */
export const worldSandbox = z.strictObject({
  id: z.string(),
  revision: z.number().int().nonnegative(),
  /** The sandbox's /28, e.g. `198.18.7.240/28`; world is its default gateway. */
  subnet: z.string(),
  gateway: z.string(),
  /** The address Docker gave world on this network. */
  worldAddress: z.string(),
  /** Learner hosts: name, address, FQDN. World serves A and PTR for them. */
  hosts: z.array(z.strictObject({ name: z.string(), address: z.string(), fqdn: z.string() })),
  personas: z.array(
    z.strictObject({
      name: z.string(),
      domain: z.string(),
      /** Name of its MX, `mx.<domain>`. */
      mx: z.string(),
      /** On world's loopback, 192.0.2.0/24 or 198.51.100.0/24. */
      address: z.string(),
      kind: personaKind,
      users: z.array(z.string()).optional(),
      starttls: z.boolean(),
    }),
  ),
  /** Records of the learner's zones, absolute names: `k3f9.test. 300 MX 10 mail.k3f9.test.` */
  zones: z.record(z.string(), z.array(z.string())),
  /** PEM certificate and key for each MX name that offers STARTTLS, issued by the runner's CA (whose key world never sees). */
  certificates: z.array(z.strictObject({ name: z.string(), certificate: z.string(), key: z.string() })),
});
export type WorldSandbox = z.infer<typeof worldSandbox>;

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
