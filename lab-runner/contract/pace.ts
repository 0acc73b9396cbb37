import type { CanaryItem } from './canary.ts';

/** What a number's time says about the server: on time, `late`, or `open`: still under way, with time left. */
export type Pace = 'prompt' | 'late' | 'open';

type Timed = Pick<CanaryItem, 'direction' | 'state' | 'begunAt' | 'endedAt' | 'attempts' | 'took' | 'target'>;

/**
 * Milliseconds that a number has been under way; null when nothing can be said: not tried yet, or refused for good.
 * One that was accepted at once took as long as its try; the time that it waited for its sender's turn is not the server's. `arrivedAt`: when an outbound
 * number was with the partner, null while it is not.
 */
export function underWay(item: Timed, arrivedAt: number | null, now: number): number | null {
  if (item.state === 'rejected' || item.attempts === 0) return null;
  if (item.state === 'waiting' || !item.endedAt) return Math.max(0, now - item.begunAt.getTime());
  const ended = item.endedAt.getTime();
  const accepted = item.attempts === 1 && item.took !== null ? item.took : ended - item.begunAt.getTime();
  // Another clock may have written `arrivedAt`: mail does not arrive before it was sent.
  return Math.max(0, accepted) + (item.direction === 'inbound' ? 0 : Math.max(0, (arrivedAt ?? now) - ended));
}

/** Null: its flow has no target, or nothing can be said. */
export function paceOf(item: Timed, arrivedAt: number | null, now: number): Pace | null {
  const time = underWay(item, arrivedAt, now);
  if (time === null || item.target === null) return null;
  if (time > item.target) return 'late';
  return item.state === 'accepted' && (item.direction === 'inbound' || arrivedAt !== null) ? 'prompt' : 'open';
}
