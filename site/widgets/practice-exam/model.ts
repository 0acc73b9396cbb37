import type { QuestionKind } from '../../components/quiz/quiz.ts';

/**
 * Item response theory, one-parameter logistic with a floor for guessing:
 * P(right | θ) = c + (1 − c) / (1 + e^−(θ − b)).  With c = 0 this is the Rasch model.
 * θ is the ability of a person and b the difficulty of an item, on one scale; 0 is the middle of the people whom the prior expects.
 */
export interface Item {
  id: string;
  lesson: string;
  kind: QuestionKind;
  /** How many options or lines are shown; 0 for what is typed. */
  options: number;
}

/**
 * Difficulties by kind. **Set by us, before anybody was measured**: a real bank gets them from a pilot of at least some hundred people, item by item.
 */
export const assumedDifficulty: Record<QuestionKind, number> = { single: -0.5, hotspot: 0, reply: 0, multiple: 0.5, order: 0.5, numeric: 0.5 };

export const difficulty = (item: Item): number => assumedDifficulty[item.kind];

/** What somebody gets right who chooses blindly. */
export function guess(item: Item): number {
  const n = item.options;
  switch (item.kind) {
    case 'single':
    case 'hotspot':
      return n > 0 ? 1 / n : 0;
    case 'multiple': // any set but the empty one
      return n > 0 ? 1 / (2 ** n - 1) : 0;
    case 'order': {
      let ways = 1;
      for (let i = 2; i <= n; i++) ways *= i;
      return 1 / ways;
    }
    default:
      return 0;
  }
}

export function probability(theta: number, b: number, c: number): number {
  return c + (1 - c) / (1 + Math.exp(b - theta));
}

/** Fisher information of one answer: how much it narrows the estimate down. For c = 0 it is P·(1 − P), at most 1/4. */
export function information(theta: number, b: number, c: number): number {
  const p = probability(theta, b, c);
  const rasch = (p - c) / (1 - c);
  return ((1 - p) / p) * rasch ** 2;
}

export interface Response {
  item: Item;
  right: boolean;
}
export interface Estimate {
  theta: number;
  /** Standard error: the standard deviation of what is still possible. */
  se: number;
}

const grid = Array.from({ length: 161 }, (_, i) => -4 + i * 0.05);

/** The mean and standard deviation of what remains possible, given the answers: "expected a posteriori", from a prior of mean 0 and deviation 1. */
export function estimate(responses: readonly Response[]): Estimate {
  const weights = grid.map((theta) => {
    let log = -(theta ** 2) / 2;
    for (const { item, right } of responses) {
      const p = probability(theta, difficulty(item), guess(item));
      log += Math.log(right ? p : 1 - p);
    }
    return log;
  });
  const top = Math.max(...weights);
  const dense = weights.map((w) => Math.exp(w - top));
  const sum = dense.reduce((a, b) => a + b, 0);
  const theta = dense.reduce((a, w, i) => a + w * (grid[i] as number), 0) / sum;
  const variance = dense.reduce((a, w, i) => a + w * ((grid[i] as number) - theta) ** 2, 0) / sum;
  return { theta, se: Math.sqrt(variance) };
}

/** 95 of 100 such intervals hold the true value, if the model is right. */
export const interval = ({ theta, se }: Estimate): [number, number] => [theta - 1.96 * se, theta + 1.96 * se];
