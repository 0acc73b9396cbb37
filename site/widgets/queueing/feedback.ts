/** Postfix's concurrency feedback for one destination, with the default feedback of 1 in both directions (postconf(5), SCHEDULER_README). */
export interface FeedbackSettings {
  /** initial_destination_concurrency */
  initial: number;
  /** smtp_destination_concurrency_limit */
  limit: number;
  /** default_destination_concurrency_failed_cohort_limit */
  cohortLimit: number;
}

export interface Destination {
  /** How many deliveries may be under way at once; 0: the destination is dead until minimal_backoff_time has passed. */
  window: number;
  /** Pseudo-cohorts that failed with no success between: each failure adds 1/window. */
  failedCohorts: number;
  /** Credit against the next failure. A fresh destination has none: its first failure costs two. */
  credit: number;
}

/** A delivery that got through the handshake, or one that failed before. A `4xx` after MAIL is no failure here. As logged by Postfix 3.10.13. */
export function feedback(settings: FeedbackSettings, before: Destination, connected: boolean, busy: number): Destination {
  const { window } = before;
  if (window === 0) return before;
  if (connected) {
    // Not further ahead of what is really under way than the initial concurrency: else negative feedback would come too late.
    const grows = window < settings.limit && window < busy + settings.initial;
    return { window: grows ? window + 1 : window, failedCohorts: 0, credit: grows ? 0 : before.credit };
  }
  const failedCohorts = before.failedCohorts + 1 / window;
  if (settings.cohortLimit > 0 && failedCohorts >= settings.cohortLimit) return { window: 0, failedCohorts, credit: before.credit };
  return { window: Math.max(1, window - (before.credit > 0 ? 1 : 2)), failedCohorts, credit: 1 };
}

/**
 * Rounds in which as many deliveries as the window allows are under way and all end. `atOnce`: they end in one burst, before new ones begin; else
 * each is replaced before the next ends. What a real destination does lies between the two. Of all deliveries `failures` (0…1) fail, spread evenly.
 * Gives the window after each round, beginning with the initial one; ends early when the destination is dead.
 */
export function rounds(settings: FeedbackSettings, count: number, failures: number, atOnce: boolean): { windows: number[]; deliveries: number } {
  let now: Destination = { window: Math.min(settings.initial, settings.limit), failedCohorts: 0, credit: 0 };
  const windows = [now.window];
  let deliveries = 0;
  for (let round = 0; round < count && now.window > 0; round++) {
    for (let left = now.window; left > 0 && now.window > 0; left--) {
      deliveries++;
      const failed = Math.floor(deliveries * failures + 1e-9) > Math.floor((deliveries - 1) * failures + 1e-9);
      now = feedback(settings, now, !failed, atOnce ? left : now.window);
    }
    windows.push(now.window);
  }
  return { windows, deliveries };
}
