import { queueFacts } from './model.ts';

/** Mail to quick destinations and to one slow provider, and who delivers it. Rates a second, times in seconds. */
export interface Traffic {
  fastArrivals: number;
  fastSeconds: number;
  slowArrivals: number;
  slowSeconds: number;
  /** Delivery processes of the transport (`maxproc`, default_process_limit). */
  processes: number;
  /** Domains of the slow provider: Postfix counts concurrency for each domain by itself. */
  slowDomains: number;
  /** smtp_destination_concurrency_limit. */
  concurrencyLimit: number;
}

export interface Share {
  /** Mean seconds of waiting for a process (the `b` of `delays=`); Infinity when the queue grows without end. */
  wait: number;
  p95: number;
  /** Load over what there is; at 1 and above the queue grows. */
  utilization: number;
  /** Messages a second that the queue gains for good; 0 when it keeps up. */
  growth: number;
  /** Messages in the queue or under way, on average (Little). */
  inside: number;
}

export interface Outcome {
  fast: Share;
  slow: Share;
  /** Processes that the slow mail can hold at most. */
  slowCap: number;
}

/**
 * One transport for all. As long as the slow mail keeps within its cap, everybody waits for the same processes: M/G/c by Allen and Cunneen
 * (M/M/c times (1 + c²)/2, as the two service times differ widely). When it does not, it holds its cap for good, and the others have the rest.
 */
export function shared(t: Traffic): Outcome {
  const slowCap = Math.min(t.slowDomains * t.concurrencyLimit, t.processes);
  if (t.slowArrivals * t.slowSeconds < slowCap) {
    const all = t.fastArrivals + t.slowArrivals;
    if (all === 0) return { fast: idle, slow: idle, slowCap };
    const mean = (t.fastArrivals * t.fastSeconds + t.slowArrivals * t.slowSeconds) / all;
    const second = (2 * (t.fastArrivals * t.fastSeconds ** 2 + t.slowArrivals * t.slowSeconds ** 2)) / all;
    const spread = (1 + (second / mean ** 2 - 1)) / 2;
    const pool = share(all, mean, t.processes, spread);
    if (pool.utilization >= 1) {
      // Each kind loses in proportion to what arrives.
      const part = (arrivals: number): Share => ({ ...pool, growth: (pool.growth * arrivals) / all });
      return { fast: part(t.fastArrivals), slow: part(t.slowArrivals), slowCap };
    }
    const of = (arrivals: number, seconds: number): Share => ({ ...pool, inside: arrivals * (pool.wait + seconds) });
    return { fast: of(t.fastArrivals, t.fastSeconds), slow: of(t.slowArrivals, t.slowSeconds), slowCap };
  }
  return { fast: share(t.fastArrivals, t.fastSeconds, t.processes - slowCap), slow: share(t.slowArrivals, t.slowSeconds, slowCap), slowCap };
}

/** The slow provider's domains through a transport of their own with `slowProcesses`. */
export function apart(t: Traffic, slowProcesses: number): Outcome {
  const slowCap = Math.min(t.slowDomains * t.concurrencyLimit, slowProcesses);
  return { fast: share(t.fastArrivals, t.fastSeconds, t.processes), slow: share(t.slowArrivals, t.slowSeconds, slowCap), slowCap };
}

/** Seconds until `limit` messages lie in the active queue (qmgr_message_active_limit); Infinity when it never fills. */
export function activeFullAfter(outcome: Outcome, limit = 20_000): number {
  const growth = outcome.fast.growth + outcome.slow.growth;
  return growth > 0 ? limit / growth : Infinity;
}

const idle: Share = { wait: 0, p95: 0, utilization: 0, growth: 0, inside: 0 };

function share(arrivals: number, seconds: number, servers: number, spread = 1): Share {
  if (arrivals === 0) return idle;
  if (servers < 1) return { wait: Infinity, p95: Infinity, utilization: Infinity, growth: arrivals, inside: Infinity };
  const q = queueFacts({ arrivals, service: 1 / seconds, servers });
  const capacity = servers / seconds;
  return {
    wait: q.wait * spread,
    p95: q.waitP95 * spread,
    utilization: q.utilization,
    growth: Math.max(0, arrivals - capacity),
    inside: q.utilization >= 1 ? Infinity : arrivals * (q.wait * spread + seconds),
  };
}
