import { z } from 'zod';
import type { ReceivedMessage, Verdict } from './check.ts';
import { slug } from './text.ts';

/** One flow of numbered mail; texts may contain parameters. */
export const canaryFlow = z
  .strictObject({
    id: slug,
    /** `inbound`: a partner's server delivers to the learner's port 25. `outbound`: a user of the learner logs in on 587 and sends to a partner. */
    direction: z.enum(['inbound', 'outbound']),
    /** The partner that sends, or receives. */
    persona: slug,
    from: z.string().min(3),
    to: z.string().min(3),
    /** The learner's host; default: the first of the topology. */
    host: slug.optional(),
    /** Seconds between two numbers; after the first sixty it takes six times as long. */
    every: z.number().int().min(2).max(600).default(10),
    /** Seconds until a message that was not accepted is tried again; doubles up to five times that. */
    retry: z.number().int().min(1).max(60).default(3),
    /** What an inbound partner asks of TLS: `opportunistic` uses it when offered, `verified` delivers only over a trusted certificate with the host's name. */
    tls: z.enum(['none', 'opportunistic', 'verified']).default('opportunistic'),
    /**
     * Seconds within which a number has to be there: inbound from the connection to the reply to the message, outbound from there to the partner. Whoever
     * takes longer is late. Absent: there is all the time in the world. Give a multiple of what a busy machine needs.
     */
    target: z.number().int().min(3).max(600).optional(),
    /**
     * Outbound only: somebody with a stolen login, who sends from the persona's address. Each number is tried once (`accepted` or `rejected`), and none
     * of them counts in a verdict or in the summary: a check looks at them itself.
     */
    attacker: z.boolean().default(false),
    /** Outbound only: the login. */
    user: z.string().optional(),
    password: z.string().optional(),
  })
  .refine((flow) => flow.direction === 'inbound' || (flow.user && flow.password), 'expected user and password for an outbound flow');
export type CanaryFlow = z.infer<typeof canaryFlow>;

/** Numbered mail that flows all through a lab, so that it counts how something was repaired. */
export const canarySpec = z.strictObject({
  flows: z.array(canaryFlow).min(1).max(4),
  /** People with a stolen login who sit in a mailbox on port 993, and come back when they are thrown out, as long as the login works. */
  lurkers: z
    .array(z.strictObject({ persona: slug, host: slug.optional(), user: z.string().min(1), password: z.string().min(1) }))
    .max(4)
    .default([]),
  /** Seconds between two tries of a stranger to send through the learner's port 25 to a partner; 0: none. */
  stranger: z.number().int().min(0).max(600).default(20),
});
export type CanarySpec = z.infer<typeof canarySpec>;

export const canaryState = z.enum(['waiting', 'accepted', 'rejected']);

/** What became of one number so far, as its sender knows it. */
export interface CanaryItem {
  flow: string;
  direction: CanaryFlow['direction'];
  number: number;
  /** In Message-ID, subject and body. */
  token: string;
  from: string;
  to: string;
  begunAt: Date;
  /** `waiting`: kept by its sender and tried again. */
  state: z.infer<typeof canaryState>;
  attempts: number;
  /** When it was accepted or refused for good. */
  endedAt: Date | null;
  /** Milliseconds of the try that was accepted: for the first message of a connection from the dial, else from its MAIL, to the reply. */
  took: number | null;
  /** The flow's target, milliseconds. */
  target: number | null;
  /** The last reply, or why there was none. */
  lastReply: string;
  /** A second copy is nobody's fault: a try ended without a reply after the message had been sent, or the hosts were stopped when it had just been accepted. */
  uncertain: boolean;
  /** One of an attacker's messages. */
  attack: boolean;
}

/** What a learner's server answered to a stranger who wanted to send through it. */
export interface RelayAccepted {
  at: Date;
  to: string;
  reply: string;
}

export interface CanaryReport {
  items: CanaryItem[];
  relayed: RelayAccepted[];
  /** Stolen logins with a live IMAP session at this moment. */
  lurking: { persona: string; user: string; since: Date }[];
}

export interface CanaryProbe {
  /** All numbers up to now. `now`: begins one more of each flow, tries everything that waits, and resolves after that round. */
  look(options?: { now?: boolean }): Promise<CanaryReport>;
  /** Mail with the empty sender that reached partners: bounces. */
  backscatter(): Promise<ReceivedMessage[]>;
  /** Nothing was refused for good or bounced, and no stranger was ever let through. True also while mail waits: for an invariant. */
  unharmed(): Promise<Verdict>;
  /**
   * Every number was accepted and lies exactly once where it belongs. Inbound: in `folder` (INBOX) of the mailbox of its recipient, read on
   * port 993 with these logins by address. Outbound: with the partner. Waits up to `timeout` (25 s) for what is on its way.
   */
  arrived(options: { logins: Record<string, { user: string; password: string; folder?: string }>; host?: string; timeout?: number }): Promise<Verdict>;
  /**
   * Numbers of this flow that are begun now are there within its target. Two on time are enough, and a busy machine gets several tries: what makes a
   * server slow makes every number late. Waits up to `timeout` (30 s).
   */
  prompt(flow: string, options?: { timeout?: number }): Promise<Verdict>;
}

/** For the learner's page: cheap facts, as the senders know them. */
export const canarySummary = z.strictObject({
  /** Numbers begun. */
  sent: z.number().int(),
  /** Accepted by the next server; outbound: arrived at the partner. */
  arrived: z.number().int(),
  /** Kept by the sender and tried again. */
  waiting: z.number().int(),
  /** Beyond the target of their flow, whether there by now or not. */
  late: z.number().int(),
  /** Refused for good, or bounced after they had been accepted. */
  lost: z.number().int(),
  /** A stranger was let through at least once. */
  relayed: z.boolean(),
});
export type CanarySummary = z.infer<typeof canarySummary>;
