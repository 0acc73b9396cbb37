/**
 * A survey with ratings from 1 to 5: what may be shown, what a watcher learns from it, and how far the mean can be trusted.
 * `counts[0]` is how many gave 1.
 */
export type Counts = readonly [number, number, number, number, number];

export const size = (counts: Counts): number => counts.reduce((n, c) => n + c, 0);
export const mean = (counts: Counts): number => counts.reduce((n, c, i) => n + c * (i + 1), 0) / size(counts);
/** Standard deviation of a sample (divided by n − 1); NaN under two answers. */
export function deviation(counts: Counts): number {
  const n = size(counts);
  const m = mean(counts);
  return Math.sqrt(counts.reduce((sum, c, i) => sum + c * (i + 1 - m) ** 2, 0) / (n - 1));
}

/** Two-sided 95 % points of Student's t, by degrees of freedom; between the rows the next smaller row is taken, which makes the interval wider. */
const t95: readonly (readonly [number, number])[] = [
  [1, 12.706],
  [2, 4.303],
  [3, 3.182],
  [4, 2.776],
  [5, 2.571],
  [6, 2.447],
  [7, 2.365],
  [8, 2.306],
  [9, 2.262],
  [10, 2.228],
  [12, 2.179],
  [15, 2.131],
  [20, 2.086],
  [25, 2.06],
  [30, 2.042],
  [40, 2.021],
  [60, 2.0],
  [120, 1.98],
  [100_000, 1.96],
];
export function student(freedom: number): number {
  const row = t95.toReversed().find(([df]) => df <= freedom);
  return row ? row[1] : Number.POSITIVE_INFINITY;
}

/**
 * 95 % interval of the mean, cut to the scale. It speaks of chance only: who did not answer is not in it. Of equal answers it would claim
 * certainty; whoever shows it must not.
 */
export function meanInterval(counts: Counts): [number, number] {
  const n = size(counts);
  if (n < 2) return [1, 5];
  const half = (student(n - 1) * deviation(counts)) / Math.sqrt(n);
  return [Math.max(1, mean(counts) - half), Math.min(5, mean(counts) + half)];
}

/** Wilson's 95 % interval of a share: behaves at 0 and at all, where the common formula claims certainty. */
export function shareInterval(yes: number, n: number): [number, number] {
  if (n === 0) return [0, 1];
  const z = 1.96;
  const p = yes / n;
  const middle = (p + z ** 2 / (2 * n)) / (1 + z ** 2 / n);
  const half = (z / (1 + z ** 2 / n)) * Math.sqrt((p * (1 - p)) / n + z ** 2 / (4 * n ** 2));
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
}

/** The worst and the best that the mean of all readers may be, when those who did not answer may think anything. */
export function unansweredBounds(counts: Counts, readers: number): [number, number] {
  const n = size(counts);
  const silent = Math.max(0, readers - n);
  return [(mean(counts) * n + silent) / (n + silent), (mean(counts) * n + 5 * silent) / (n + silent)];
}

export interface Policy {
  /** Numbers are shown from so many answers on. */
  k: number;
  /** And then only at every so many answers: 1 shows each new one at once. */
  step: number;
}

/** The counts that somebody who looks may see after `answers` in the order given; null while there are too few. */
export function shown(answers: readonly number[], { k, step }: Policy): Counts | null {
  if (answers.length < k) return null;
  const upTo = k + Math.floor((answers.length - k) / step) * step;
  return tally(answers.slice(0, upTo));
}

export function tally(answers: readonly number[]): Counts {
  const counts = [0, 0, 0, 0, 0];
  for (const rating of answers) counts[rating - 1] = (counts[rating - 1] ?? 0) + 1;
  return counts as unknown as Counts;
}

export interface Leak {
  /** Which answer, counted from 1; or null for all that are shown. */
  answer: number | null;
  kind: 'alone' | 'same' | 'difference';
  rating: number;
}

/**
 * What a watcher learns who looks after every answer, and knows who answered when:
 * `alone` one answer is shown by itself; `same` all shown ones are equal, so that each is known; `difference` two pictures differ by one answer.
 */
export function leaks(answers: readonly number[], policy: Policy): Leak[] {
  const found: Leak[] = [];
  let before: Counts | null = null;
  for (let n = 1; n <= answers.length; n++) {
    const now = shown(answers.slice(0, n), policy);
    if (now === null) continue;
    const fresh = before === null || size(now) !== size(before);
    if (fresh) {
      const ratings = now.flatMap((c, i) => (c > 0 ? [i + 1] : []));
      if (size(now) === 1) found.push({ answer: 1, kind: 'alone', rating: ratings[0] as number });
      else if (ratings.length === 1) found.push({ answer: null, kind: 'same', rating: ratings[0] as number });
      if (before !== null && size(now) - size(before) === 1) {
        const rating = now.findIndex((c, i) => c !== before?.[i]) + 1;
        found.push({ answer: size(now), kind: 'difference', rating });
      }
    }
    before = now;
  }
  return found;
}

/** Ratings as typed: digits from 1 to 5, in the order in which they came; spaces and commas are free. */
export function readAnswers(typed: string): number[] | null {
  const plain = typed.normalize('NFKC').replace(/[\s,;、]+/g, '');
  return /^[1-5]{1,200}$/.test(plain) ? [...plain].map(Number) : null;
}
