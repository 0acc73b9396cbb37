import { random } from '../shared/random.ts';
import { type Domain, domainOf, domains, type ExamId, gateShare, gates, passShare } from './blueprint.ts';
import { difficulty, type Estimate, estimate, guess, type Item, information, interval, probability, type Response } from './model.ts';

/** The items of a bank that an examination may use: those of lessons in the blueprint. */
export const usable = (bank: readonly Item[]): Item[] => bank.filter((item) => domainOf(item.lesson) !== null);

/** Shares of the domains that have items; the others' share is spread over these, and `missing` names them. */
export function shares(bank: readonly Item[], exam: ExamId): { of: Map<string, number>; missing: Domain[] } {
  const there = domains.filter((domain) => bank.some((item) => domainOf(item.lesson) === domain));
  const sum = there.reduce((n, domain) => n + domain.weight[exam], 0);
  return { of: new Map(there.map((domain) => [domain.id, domain.weight[exam] / sum])), missing: domains.filter((domain) => !there.includes(domain)) };
}

/** Among how many of the best one is drawn: so that two sittings are not the same. */
const among = 3;

/**
 * The next item, or null when the bank is used up. First the domain that is furthest behind its share, then of its items the most informative
 * at the present estimate; of the best three one is drawn by the seed.
 */
export function next(bank: readonly Item[], exam: ExamId, seed: number, responses: readonly Response[]): Item | null {
  const asked = new Set(responses.map((response) => response.item.id));
  const left = usable(bank).filter((item) => !asked.has(item.id));
  if (left.length === 0) return null;
  const share = shares(usable(bank), exam).of;
  const behind = (domain: Domain) =>
    (share.get(domain.id) ?? 0) * (responses.length + 1) - responses.filter((response) => domainOf(response.item.lesson) === domain).length;
  const [domain] = domains.filter((d) => left.some((item) => domainOf(item.lesson) === d)).toSorted((a, b) => behind(b) - behind(a));
  const { theta } = estimate(responses);
  const best = left
    .filter((item) => domainOf(item.lesson) === domain)
    .toSorted((a, b) => worth(b, theta) - worth(a, theta) || (a.id < b.id ? -1 : 1))
    .slice(0, among);
  const draw = random(seed * 1009 + responses.length);
  draw();
  return best[Math.floor(draw() * best.length)] ?? null;
}
const worth = (item: Item, theta: number): number => information(theta, difficulty(item), guess(item));

/** The share of the whole bank, weighted as the blueprint says, that somebody of this ability gets right. */
export function expectedShare(bank: readonly Item[], exam: ExamId, theta: number): number {
  const { of } = shares(usable(bank), exam);
  let sum = 0;
  for (const [id, share] of of) {
    const items = usable(bank).filter((item) => domainOf(item.lesson)?.id === id);
    sum += (share * items.reduce((n, item) => n + probability(theta, difficulty(item), guess(item)), 0)) / items.length;
  }
  return sum;
}

export interface ShareReport {
  /** Expected share of the whole bank: middle, and the ends of the 95 % interval. */
  share: { low: number; middle: number; high: number };
  verdict: 'above' | 'below' | 'open';
}
/** What an estimate means for the mark: decided only when the whole interval lies on one side. */
export function judgeShare(bank: readonly Item[], exam: ExamId, whole: Estimate): ShareReport {
  const [low, high] = interval(whole);
  const share = { low: expectedShare(bank, exam, low), middle: expectedShare(bank, exam, whole.theta), high: expectedShare(bank, exam, high) };
  return { share, verdict: share.low >= passShare ? 'above' : share.high < passShare ? 'below' : 'open' };
}

export interface DomainReport extends Estimate {
  domain: Domain;
  asked: number;
  right: number;
  missed: Item[];
}
export interface Report extends Estimate, ShareReport {
  asked: number;
  right: number;
  domains: DomainReport[];
  /** Domains with a gate in which less than the gate was right so far. */
  gatesMissed: Domain[];
  /** The two domains to revise first: the lowest estimates, of those that were asked. */
  weakest: DomainReport[];
}

export function report(bank: readonly Item[], exam: ExamId, responses: readonly Response[]): Report {
  const whole = estimate(responses);
  const byDomain = domains
    .map((domain) => {
      const own = responses.filter((response) => domainOf(response.item.lesson) === domain);
      const missed = own.filter((response) => !response.right).map((response) => response.item);
      return { domain, asked: own.length, right: own.length - missed.length, missed, ...estimate(own) };
    })
    .filter((d) => d.asked > 0);
  return {
    ...whole,
    asked: responses.length,
    right: responses.filter((response) => response.right).length,
    ...judgeShare(bank, exam, whole),
    domains: byDomain,
    gatesMissed: byDomain.filter((d) => gates.includes(d.domain.id) && d.right / d.asked < gateShare).map((d) => d.domain),
    weakest: byDomain
      .filter((d) => d.missed.length > 0)
      .toSorted((a, b) => a.theta - b.theta)
      .slice(0, 2),
  };
}

/** An invented candidate sits the examination: the estimate after each answer. */
export function simulate(bank: readonly Item[], exam: ExamId, ability: number, length: number, seed: number): Estimate[] {
  const draw = random(seed + 77);
  const responses: Response[] = [];
  const path = [estimate(responses)];
  while (responses.length < length) {
    const item = next(bank, exam, seed, responses);
    if (!item) break;
    responses.push({ item, right: draw() < probability(ability, difficulty(item), guess(item)) });
    path.push(estimate(responses));
  }
  return path;
}
