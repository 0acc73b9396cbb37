import { random } from '../shared/random.ts';

/** A forecast from stated assumptions. Each has a low, a base and a high value; nothing here is a fact about any market. */
export const assumptions = ['seats', 'growth', 'cloud', 'shift', 'ownPrice', 'cloudPrice', 'seatsPerAdmin', 'cloudSeatsPerAdmin'] as const;
export type Assumption = (typeof assumptions)[number];

export interface Range {
  low: number;
  base: number;
  high: number;
}
export type Scenario = Record<Assumption, Range>;
export type Values = Record<Assumption, number>;

export const results = ['seats', 'ownSeats', 'spend', 'admins'] as const;
export type ResultName = (typeof results)[number];

/**
 * The state after `year` years. Growth in percent a year, cloud share in percent today and its change in percentage points a year (held
 * between 0 and 100), prices a mailbox and year, mailboxes that one administrator carries in the house and in a cloud.
 */
export function project(v: Values, year: number): Record<ResultName, number> {
  const seats = v.seats * (1 + v.growth / 100) ** year;
  const cloudShare = Math.min(100, Math.max(0, v.cloud + v.shift * year)) / 100;
  const ownSeats = seats * (1 - cloudShare);
  const cloudSeats = seats - ownSeats;
  return { seats, ownSeats, spend: ownSeats * v.ownPrice + cloudSeats * v.cloudPrice, admins: ownSeats / v.seatsPerAdmin + cloudSeats / v.cloudSeatsPerAdmin };
}

export const baseOf = (scenario: Scenario): Values => pick(scenario, (range) => range.base);

export interface Bar {
  assumption: Assumption;
  /** The result when this one assumption is at its low or high value and all others at their base. */
  atLow: number;
  atHigh: number;
  swing: number;
}

/** One assumption after the other, the one that moves the result most first: a tornado chart. */
export function tornado(scenario: Scenario, result: ResultName, year: number): Bar[] {
  const base = baseOf(scenario);
  return assumptions
    .map((assumption) => {
      const at = (value: number) => project({ ...base, [assumption]: value }, year)[result];
      const [atLow, atHigh] = [at(scenario[assumption].low), at(scenario[assumption].high)];
      return { assumption, atLow, atHigh, swing: Math.abs(atHigh - atLow) };
    })
    .toSorted((a, b) => b.swing - a.swing || assumptions.indexOf(a.assumption) - assumptions.indexOf(b.assumption));
}

export interface Band {
  year: number;
  p10: number;
  p50: number;
  p90: number;
  /** All assumptions at their base: not the same as the median. */
  base: number;
}

/** All assumptions drawn at random, independently, from triangular distributions; the spread of the result in each year. The same seed gives the same draws. */
export function bands(scenario: Scenario, result: ResultName, years: number, draws = 2000, seed = 25): Band[] {
  const draw = random(seed);
  const samples = Array.from({ length: draws }, () => pick(scenario, (range) => triangular(range, draw())));
  const base = baseOf(scenario);
  return Array.from({ length: years + 1 }, (_, year) => {
    const sorted = samples.map((values) => project(values, year)[result]).toSorted((a, b) => a - b);
    return { year, p10: quantile(sorted, 0.1), p50: quantile(sorted, 0.5), p90: quantile(sorted, 0.9), base: project(base, year)[result] };
  });
}

/** The value below which a share `p` of a triangular distribution lies. */
export function triangular({ low, base, high }: Range, p: number): number {
  if (high === low) return low;
  const cut = (base - low) / (high - low);
  return p < cut ? low + Math.sqrt(p * (high - low) * (base - low)) : high - Math.sqrt((1 - p) * (high - low) * (high - base));
}

/** Growth a year, in percent, that leads from one figure to another; null when there is none. */
export function yearlyGrowth(from: number, to: number, years: number): number | null {
  return from > 0 && to > 0 && years > 0 ? ((to / from) ** (1 / years) - 1) * 100 : null;
}

/** Years until a figure has doubled, at so many percent a year; Infinity when it does not grow. */
export function doubling(percent: number): number {
  return percent > 0 ? Math.log(2) / Math.log(1 + percent / 100) : Infinity;
}

/** Which assumptions do not satisfy low ≤ base ≤ high. */
export function disordered(scenario: Scenario): Assumption[] {
  return assumptions.filter((assumption) => {
    const { low, base, high } = scenario[assumption];
    return !(low <= base && base <= high);
  });
}

const pick = (scenario: Scenario, of: (range: Range) => number): Values =>
  Object.fromEntries(assumptions.map((assumption) => [assumption, of(scenario[assumption])])) as Values;

function quantile(sorted: readonly number[], p: number): number {
  const at = (sorted.length - 1) * p;
  const below = sorted[Math.floor(at)] ?? Number.NaN;
  return below + ((sorted[Math.ceil(at)] ?? below) - below) * (at - Math.floor(at));
}
