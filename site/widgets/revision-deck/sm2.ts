/**
 * The SM-2 algorithm of spaced repetition (P. A. Woźniak, 1987; published 1990): when a card comes back, from how well it was remembered.
 * Quality: 0–2 forgotten, 3 with difficulty, 4 after a moment, 5 at once.
 */
export interface Schedule {
  /** Successful repetitions in a row. */
  repetitions: number;
  /** Easiness: how fast the intervals grow; never below 1.3. */
  easiness: number;
  /** Days to the next repetition. */
  interval: number;
}
export const fresh: Schedule = { repetitions: 0, easiness: 2.5, interval: 0 };

export function review({ repetitions, easiness, interval }: Schedule, quality: number): Schedule {
  if (!Number.isInteger(quality) || quality < 0 || quality > 5) throw new RangeError(`expected a quality from 0 to 5, found ${quality}`);
  // Forgotten: from the beginning, with the easiness as it was.
  if (quality < 3) return { repetitions: 0, easiness, interval: 1 };
  const next = Math.max(1.3, easiness + (0.1 - (5 - quality) * (0.08 + (5 - quality) * 0.02)));
  // The interval grows by the easiness from before this answer is taken into it, rounded up.
  const days = repetitions === 0 ? 1 : repetitions === 1 ? 6 : Math.ceil(interval * easiness);
  return { repetitions: repetitions + 1, easiness: next, interval: days };
}
