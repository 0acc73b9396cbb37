import { expect, test } from 'vitest';
import { random } from '../shared/random.ts';
import { estimate, guess, type Item, information, interval, probability, type Response } from './model.ts';

const item = (kind: Item['kind'], options: number, n = 0): Item => ({ id: `S02/${kind}-${n}`, lesson: 'S02', kind, options });

test('Rasch: even odds where ability meets difficulty, and e to one a unit above it', () => {
  expect(probability(0.5, 0.5, 0)).toBeCloseTo(0.5);
  const p = probability(1.5, 0.5, 0);
  expect(p / (1 - p)).toBeCloseTo(Math.E);
  // A floor for guessing: halfway between the floor and certainty.
  expect(probability(0, 0, 0.25)).toBeCloseTo(0.625);
  expect(probability(-40, 0, 0.25)).toBeCloseTo(0.25);
});

test('information: a quarter at most without guessing; with guessing its maximum lies where Birnbaum has it', () => {
  expect(information(0, 0, 0)).toBeCloseTo(0.25);
  expect(information(1, 0, 0)).toBeLessThan(0.25);
  for (const c of [0.1, 0.25, 0.5]) {
    // Lord (1980), for the three-parameter model with a = 1: θ_max = b + ln((1 + √(1 + 8c)) / 2).
    const top = 0.3 + Math.log((1 + Math.sqrt(1 + 8 * c)) / 2);
    for (const off of [-0.05, 0.05]) expect(information(top, 0.3, c)).toBeGreaterThan(information(top + off, 0.3, c));
    expect(information(top, 0.3, c)).toBeLessThan(0.25);
  }
});

test('blind guessing, by kind', () => {
  expect(guess(item('single', 4))).toBe(0.25);
  expect(guess(item('multiple', 4))).toBeCloseTo(1 / 15);
  expect(guess(item('order', 4))).toBeCloseTo(1 / 24);
  expect(guess(item('numeric', 0))).toBe(0);
});

test('no answers: the prior. Many answers: near the maximum likelihood, ln(right / wrong) above the difficulty', () => {
  expect(estimate([]).theta).toBeCloseTo(0);
  expect(estimate([]).se).toBeCloseTo(1, 1);
  const many: Response[] = Array.from({ length: 400 }, (_, i) => ({ item: item('numeric', 0, i), right: i % 4 !== 0 }));
  const { theta, se } = estimate(many);
  expect(theta).toBeCloseTo(0.5 + Math.log(3), 1);
  expect(se).toBeCloseTo(1 / Math.sqrt(400 * 0.75 * 0.25), 2);
  const [low, high] = interval({ theta: 1, se: 0.5 });
  expect([low, high]).toEqual([1 - 0.98, 1 + 0.98]);
});

test('all right and all wrong stay finite; more answers narrow it down', () => {
  const run = (n: number, right: boolean) => estimate(Array.from({ length: n }, (_, i) => ({ item: item('single', 4, i), right })));
  expect(run(10, true).theta).toBeGreaterThan(0.5);
  expect(run(10, true).theta).toBeLessThan(4);
  expect(run(10, false).theta).toBeLessThan(-1);
  expect(run(40, false).se).toBeLessThan(run(10, false).se);
  // Right by guessing proves less than wrong does: the interval on that side stays wider.
  expect(Math.abs(run(10, true).theta)).toBeLessThan(Math.abs(run(10, false).theta));
});

test('the generator is the same everywhere', () => {
  const draw = random(1);
  expect([draw(), draw()].map((n) => n.toFixed(4))).toEqual(['0.6271', '0.0027']);
});
