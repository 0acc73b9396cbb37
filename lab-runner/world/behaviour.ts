import type { PersonaKind, PersonaRefusal } from '../contract/topology.ts';

/** A refusal: reply code and text with its enhanced status code (RFC 3463). */
export interface Refusal {
  code: number;
  text: string;
}

export interface PersonaFacts {
  domain: string;
  mx: string;
  kind: PersonaKind;
  users?: string[] | undefined;
  refuse?: PersonaRefusal | undefined;
  /** Domains besides its own. */
  alsoFor: readonly string[];
}

/** Milliseconds after the first try from which a greylisting server accepts. */
export const greylistDelay = 5_000;
/** Milliseconds a slow server takes for each reply. */
const slowReply = 1_500;
/** Milliseconds of a tarpit. */
const tarpitReply = 15_000;

/** Milliseconds before each reply, and after a message. */
export function replyDelayOf(kind: PersonaKind): number {
  if (kind === 'tarpit') return tarpitReply;
  return kind === 'slow' ? slowReply : 0;
}

/** Triplets seen by the greylisting persona of one sandbox: `client sender recipient` → first seen (ms). */
export type Greylist = Map<string, number>;
const longestGreylist = 10_000;

/**
 * What a persona says to a recipient: null accepts. Order as in a real server: whose domain it is, what the server
 * does with everybody, whether the user exists, then greylisting (RFC 6647 §2.1.3: client, sender, recipient).
 */
export function judgeRecipient(persona: PersonaFacts, mail: { client: string; from: string; to: string }, greylist: Greylist, now: number): Refusal | null {
  const at = mail.to.lastIndexOf('@');
  const local = (at < 0 ? mail.to : mail.to.slice(0, at)).toLowerCase();
  const domain = at < 0 ? persona.domain : mail.to.slice(at + 1).toLowerCase();
  // RFC 5321 §4.1.1.3: "postmaster" needs no domain; every server takes it.
  const ours = [persona.domain, persona.mx, ...persona.alsoFor].some((name) => name.toLowerCase() === domain);
  if (!ours) return { code: 554, text: `5.7.1 <${mail.to}>: Relay access denied` };
  if (persona.refuse?.at === 'rcpt') return refusalAt(persona, 'rcpt');
  if (persona.kind === 'rejecting' && !persona.refuse) return { code: 550, text: `5.7.1 <${mail.to}>: We do not accept mail from you` };
  const known =
    !persona.users || domain !== persona.domain.toLowerCase() || local === 'postmaster' || persona.users.some((user) => user.toLowerCase() === local);
  if (!known) return { code: 550, text: `5.1.1 <${mail.to}>: User unknown` };
  if (persona.kind === 'full') return { code: 452, text: `4.2.2 <${mail.to}>: Mailbox is full` };
  if (persona.kind !== 'greylisting') return null;
  const triplet = `${mail.client} ${mail.from.toLowerCase()} ${mail.to.toLowerCase()}`;
  const first = greylist.get(triplet);
  if (first !== undefined && now - first >= greylistDelay) return null;
  if (first === undefined && greylist.size < longestGreylist) greylist.set(triplet, now);
  return { code: 451, text: `4.7.1 <${mail.to}>: Greylisted, try again in ${Math.ceil(greylistDelay / 1000)} seconds` };
}

/** What a persona says at a stage at which it refuses everything; null at all others. */
export function refusalAt(persona: Pick<PersonaFacts, 'refuse'>, at: PersonaRefusal['at']): Refusal | null {
  return persona.refuse?.at === at ? { code: persona.refuse.code, text: persona.refuse.text } : null;
}
