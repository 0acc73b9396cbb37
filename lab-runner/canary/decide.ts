import type { CanaryFlow, CanaryItem, CanaryReport, CanarySummary } from '../contract/canary.ts';
import { paceOf } from '../contract/pace.ts';
import type { WorldMessage } from '../contract/world.ts';

const quickNumbers = 60;
const slowFactor = 6;
/** Per flow: a sandbox left open must not fill a mailbox. */
export const mostNumbers = 300;
const longestRetryFactor = 5;

/** When the next number of a flow is due (ms), after `count` numbers of which the last began at `lastBegun`; null when there will be none. */
export function nextNumberAt(flow: Pick<CanaryFlow, 'every'>, count: number, lastBegun: number | null, startedAt: number): number | null {
  if (count >= mostNumbers) return null;
  if (lastBegun === null) return startedAt;
  return lastBegun + flow.every * 1000 * (count >= quickNumbers ? slowFactor : 1);
}

/** When a message that has been tried `attempts` times is tried again. */
export function nextTryAt(flow: Pick<CanaryFlow, 'retry'>, attempts: number, lastTry: number): number {
  return lastTry + Math.min(flow.retry * 2 ** Math.max(0, attempts - 1), flow.retry * longestRetryFactor) * 1000;
}

/** Where in the transaction a reply came. */
export type Stage = 'greeting' | 'tls' | 'auth' | 'mail' | 'rcpt' | 'data';

/**
 * What a reply means for a message. A partner's server gives up on a 5xx to its transaction only: a 5xx greeting makes it try later (Postfix:
 * smtp_skip_5xx_greeting). A person whose program cannot send tries again.
 */
export function outcomeOf(direction: CanaryFlow['direction'], stage: Stage, code: number): CanaryItem['state'] {
  if (code >= 200 && code < 300) return stage === 'data' ? 'accepted' : 'waiting';
  if (direction === 'inbound' && code >= 500 && code < 600 && (stage === 'mail' || stage === 'rcpt' || stage === 'data')) return 'rejected';
  return 'waiting';
}

/** Milliseconds that an accepted message may still be on its way inside a server that works. */
const inHand = 30_000;

/**
 * Whether a second copy is nobody's fault, because the hosts were stopped after `since` (ms): a server that ends between a delivery and the note of it
 * delivers once more when it is back, which is better than not at all.
 */
export function mayComeTwice(item: Pick<CanaryItem, 'state' | 'endedAt'>, since: number): boolean {
  return item.state === 'accepted' && item.endedAt !== null && item.endedAt.getTime() >= since - inHand;
}

/** Bounces name the message they are about; these tokens came back. */
export function bouncedTokens(messages: readonly WorldMessage[], items: readonly Pick<CanaryItem, 'token'>[]): Set<string> {
  const bounces = messages.filter((m) => m.mailFrom === '').map((m) => Buffer.from(m.raw, 'base64').toString('latin1'));
  return new Set(items.filter(({ token }) => bounces.some((text) => text.includes(token))).map(({ token }) => token));
}

export function summaryOf({ items, relayed }: Pick<CanaryReport, 'items' | 'relayed'>, messages: readonly WorldMessage[], now: number): CanarySummary {
  const report = { items: items.filter((i) => !i.attack), relayed };
  const bounced = bouncedTokens(messages, report.items);
  const outside = messages.filter((m) => m.mailFrom !== '').map((m) => ({ text: Buffer.from(m.raw, 'base64').toString('latin1'), at: Date.parse(m.at) }));
  // Looked for once: this is told at every step of every number.
  const seenAt = new Map(report.items.map((i) => [i.token, outside.find(({ text }) => text.includes(i.token))?.at ?? null]));
  const isLost = (i: CanaryItem) => i.state === 'rejected' || bounced.has(i.token);
  const lost = report.items.filter(isLost);
  const arrived = report.items.filter(
    (i) => i.state === 'accepted' && !bounced.has(i.token) && (i.direction === 'inbound' || (seenAt.get(i.token) ?? null) !== null),
  );
  return {
    sent: report.items.length,
    arrived: arrived.length,
    waiting: report.items.length - arrived.length - lost.length,
    late: report.items.filter((i) => !isLost(i) && paceOf(i, seenAt.get(i.token) ?? null, now) === 'late').length,
    lost: lost.length,
    relayed: report.relayed.length > 0,
  };
}
