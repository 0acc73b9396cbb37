/** Seconds of a period. A month is a twelfth of 365 days. */
export const periods = { day: 86_400, week: 604_800, month: 2_628_000, year: 31_536_000 } as const;
export type Period = keyof typeof periods;

/** Seconds that may be lost in a period when `availability` (0…1) was promised: the error budget. */
export function downtime(availability: number, period: Period): number {
  return (1 - availability) * periods[period];
}

/** 0.999 → 3: how many nines, with fractions. */
export function nines(availability: number): number {
  return availability >= 1 ? Infinity : -Math.log10(1 - availability);
}

/** Availability of a part that works `betweenFailures` hours on average and takes `toRepair` hours to mend. */
export function availabilityOf(betweenFailures: number, toRepair: number): number {
  return betweenFailures / (betweenFailures + toRepair);
}

/** How many times faster than allowed the budget is being used: failed ÷ total ÷ (1 - objective). 1 uses it up exactly at the end. */
export function burnRate(failed: number, total: number, objective: number): number {
  if (total === 0) return 0;
  return failed / total / (1 - objective);
}

/** Seconds until the rest of the budget is gone at this burn rate. `left` is the share of the budget that is left, 0…1. */
export function exhaustedIn(rate: number, left: number, period: Period): number {
  return rate <= 0 ? Infinity : (left * periods[period]) / rate;
}
