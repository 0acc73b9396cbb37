/** When a queue manager tries again. Seconds; the defaults are Postfix's (`postconf -d`, 3.10). */
export interface QueueTimes {
  /** `queue_run_delay`: how often the deferred queue is looked through. */
  runDelay: number;
  /** `minimal_backoff_time` and `maximal_backoff_time`. */
  minimal: number;
  maximal: number;
  /** `maximal_queue_lifetime`: a message older than this is returned instead of deferred. */
  lifetime: number;
}
export const postfixDefaults: QueueTimes = { runDelay: 300, minimal: 300, maximal: 4000, lifetime: 5 * 86_400 };

/**
 * The moment of the next attempt after one that failed at `now` (both in seconds after the message arrived). Postfix puts the message
 * aside for as long as it is old, at least `minimal`, at most `maximal`, and takes it up at the first queue run after that; `offset` is
 * the time of the first queue run after arrival.
 */
export function nextAttempt(now: number, times: QueueTimes, offset: number): number {
  const earliest = now + Math.max(times.minimal, Math.min(times.maximal, now));
  return offset + Math.max(0, Math.ceil((earliest - offset) / times.runDelay)) * times.runDelay;
}

export interface Schedule {
  /** Seconds after arrival, the first at 0. */
  attempts: number[];
  /** The last attempt succeeded, or the message was given up at it. */
  outcome: 'delivered' | 'expired';
}

/** All attempts to a server that comes back `upAt` seconds after the message arrived. */
export function schedule(upAt: number, times: QueueTimes = postfixDefaults, offset = 0): Schedule {
  const attempts = [0];
  for (;;) {
    const now = attempts.at(-1) as number;
    if (now >= upAt) return { attempts, outcome: 'delivered' };
    // The age is looked at after an attempt that failed: nobody is told earlier.
    if (now >= times.lifetime) return { attempts, outcome: 'expired' };
    attempts.push(nextAttempt(now, times, offset));
  }
}
