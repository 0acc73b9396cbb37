import type { FeedbackKept } from '../../../lab-runner/contract/lessons.ts';

/** The key to one's own answer, under `postlab.feedback.<lesson>` in localStorage: nothing else knows whose answer it is. */
export const feedbackKey = (lesson: string): string => `postlab.feedback.${lesson}`;

/** Null when there is none, it is not ours, or its answer's time is over (`today` is `YYYY-MM-DD`). */
export function readFeedback(stored: string | null, today: string): FeedbackKept | null {
  try {
    const { token, day, keptUntil } = (JSON.parse(stored ?? 'null') ?? {}) as Partial<FeedbackKept>;
    const isDay = (value: unknown) => typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value);
    if (typeof token !== 'string' || !isDay(day) || !isDay(keptUntil) || keptUntil! < today) return null;
    return { token, day: day!, keptUntil: keptUntil! };
  } catch {
    // Somebody else's text under our key: as good as nothing.
    return null;
  }
}

/** One decimal place, of ratings 1 to 5 by how often each was given. */
export function meanOf(ratings: readonly number[]): string {
  const answers = ratings.reduce((sum, n) => sum + n, 0);
  return (ratings.reduce((sum, n, i) => sum + n * (i + 1), 0) / Math.max(1, answers)).toFixed(1);
}
