/**
 * When Postfix tries a message again, after its queue manager (qmgr(8), `qmgr_active.c`): after a failed try a message becomes due
 * after as long as it is old, but no sooner than `minimal_backoff_time` and no later than `maximal_backoff_time`; it is really tried
 * at the next scan of the deferred queue, every `queue_run_delay`. Too old is decided after a failed try. All times in seconds.
 *
 * Left out: a destination that was found dead is skipped for `minimal_backoff_time` for all its messages, and load.
 */
export interface Settings {
  queueRunDelay: number;
  minimalBackoff: number;
  maximalBackoff: number;
  /** `maximal_queue_lifetime`, or for a bounce `bounce_queue_lifetime`. */
  lifetime: number;
  /** `delay_warning_time`; 0 for none. */
  delayWarning: number;
}
export const defaults: Settings = { queueRunDelay: 300, minimalBackoff: 300, maximalBackoff: 4000, lifetime: 432_000, delayWarning: 0 };

export interface Circumstances {
  /** Seconds from the arrival of the message to the next scan of the deferred queue: 0 … queueRunDelay. */
  firstScan: number;
  /** Age at which the destination begins to accept; null for never. */
  acceptsAt: number | null;
  /** How long a failed try takes: 0 when refused at once, 30 s for an address that does not answer (`smtp_connect_timeout`). */
  tryTakes: number;
}

export interface Try {
  /** Age at the beginning of the try. */
  at: number;
  result: 'failed' | 'delivered' | 'returned';
  /** Age at which it is due again, before the wait for a scan; null when there is no next try. */
  due: number | null;
}
export interface Schedule {
  tries: Try[];
  /** Age when the sender was warned of the delay, or null. */
  warnedAt: number | null;
  end: { result: 'delivered' | 'returned'; at: number };
}

export function schedule(settings: Settings, { firstScan, acceptsAt, tryTakes }: Circumstances): Schedule {
  const tries: Try[] = [];
  let warnedAt: number | null = null;
  let at = 0;
  for (;;) {
    if (acceptsAt !== null && at >= acceptsAt) {
      tries.push({ at, result: 'delivered', due: null });
      return { tries, warnedAt, end: { result: 'delivered', at } };
    }
    const age = at + tryTakes;
    if (age >= settings.lifetime) {
      tries.push({ at, result: 'returned', due: null });
      return { tries, warnedAt, end: { result: 'returned', at: age } };
    }
    if (warnedAt === null && settings.delayWarning > 0 && age >= settings.delayWarning) warnedAt = age;
    // The order of the two limits is the queue manager's: the minimum is applied last and wins.
    const due = age + Math.max(Math.min(age, settings.maximalBackoff), settings.minimalBackoff);
    tries.push({ at, result: 'failed', due });
    // A message that is due within a second is taken along (`st_mtime > time() + 1` in qmgr_active_feed()).
    const scans = Math.max(0, Math.ceil((due - 1 - firstScan) / settings.queueRunDelay));
    at = firstScan + scans * settings.queueRunDelay;
  }
}

/** Between which ages the message arrives, whatever the moment of the scan: the schedule of the luckiest and the unluckiest message. */
export function window(settings: Settings, acceptsAt: number, tryTakes: number): { best: number; worst: number } {
  const steps = 60;
  const ends = Array.from(
    { length: steps },
    (_, i) => schedule(settings, { firstScan: (settings.queueRunDelay * (i + 1)) / steps, acceptsAt, tryTakes }).end.at,
  );
  return { best: Math.min(...ends), worst: Math.max(...ends) };
}

const units: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

/** A time as in main.cf: `300s`, `5d`, or a bare number in the parameter's own unit. Null when it is none. */
export function readTime(text: string, unit: 's' | 'h' | 'd'): number | null {
  const match = /^\s*(\d{1,9})\s*([smhdw]?)\s*$/i.exec(text.normalize('NFKC'));
  return match ? Number(match[1]) * (units[(match[2] || unit).toLowerCase()] ?? 1) : null;
}

/** `1d 2h 13m`, three units from the largest on. */
export function showTime(seconds: number): string {
  const whole = Math.round(seconds);
  const parts: string[] = [];
  let rest = whole;
  for (const [unit, size] of [
    ['d', 86_400],
    ['h', 3600],
    ['m', 60],
    ['s', 1],
  ] as const) {
    const n = Math.floor(rest / size);
    rest -= n * size;
    if (n > 0) parts.push(`${n}${unit}`);
  }
  return parts.slice(0, 3).join(' ') || '0s';
}

export type Problem = 'run-zero' | 'min-over-max' | 'min-under-run' | 'lifetime-short' | 'too-many';

/** What is wrong or unwise in settings; `run-zero` and `too-many` cannot be computed. */
export function problems(settings: Settings): Problem[] {
  const found: Problem[] = [];
  if (settings.queueRunDelay < 1) found.push('run-zero');
  if (settings.minimalBackoff > settings.maximalBackoff) found.push('min-over-max');
  if (settings.minimalBackoff < settings.queueRunDelay) found.push('min-under-run');
  // RFC 5321 §4.5.4.1: the give-up time generally needs to be at least 4–5 days.
  if (settings.lifetime < 4 * 86_400) found.push('lifetime-short');
  if (settings.lifetime / Math.max(1, settings.queueRunDelay, Math.min(settings.minimalBackoff, settings.maximalBackoff)) > 5000) found.push('too-many');
  return found;
}
