import { expect, test } from 'vitest';
import { claims, questions, verdict } from './claims.ts';
import { assumptions, bands, baseOf, disordered, doubling, project, type Scenario, tornado, triangular, yearlyGrowth } from './model.ts';

const same = (n: number) => ({ low: n, base: n, high: n });
const scenario: Scenario = {
  seats: same(1000),
  growth: { low: -2, base: 0, high: 10 },
  cloud: same(50),
  shift: { low: 0, base: 5, high: 10 },
  ownPrice: same(40),
  cloudPrice: same(60),
  seatsPerAdmin: same(500),
  cloudSeatsPerAdmin: same(2000),
};

test('by hand: 1,000 seats, +10 % for two years, cloud share 50 % and five points a year', () => {
  const v = { ...baseOf(scenario), growth: 10 };
  const { seats, ownSeats, spend, admins } = project(v, 2);
  expect(seats).toBeCloseTo(1210, 9);
  expect(ownSeats).toBeCloseTo(484, 9);
  expect(spend).toBeCloseTo(484 * 40 + 726 * 60, 6);
  expect(admins).toBeCloseTo(484 / 500 + 726 / 2000, 9);
});

test('a market may grow while the work in the house shrinks', () => {
  const v = { ...baseOf(scenario), growth: 3, shift: 6 };
  expect(project(v, 8).seats).toBeGreaterThan(project(v, 0).seats);
  expect(project(v, 8).admins).toBeLessThan(project(v, 0).admins);
});

test('the cloud share stays between 0 and 100 %', () => {
  expect(project({ ...baseOf(scenario), shift: 10 }, 9).ownSeats).toBe(0);
  expect(project({ ...baseOf(scenario), shift: -10 }, 9).ownSeats).toBe(1000);
});

test('the tornado names what moves the result most, and nothing moves what it does not touch', () => {
  const bars = tornado(scenario, 'ownSeats', 5);
  expect(bars.slice(0, 2).map((bar) => bar.assumption)).toEqual(['shift', 'growth']);
  expect(bars[0]).toMatchObject({ atLow: 500, atHigh: 0, swing: 500 });
  expect(bars.at(-1)?.swing).toBe(0);
  expect(bars).toHaveLength(assumptions.length);
});

test('without uncertainty the band is a line; with it the median lies inside and year 0 of a sure start is sure', () => {
  const sure = Object.fromEntries(assumptions.map((a) => [a, same(baseOf(scenario)[a])])) as Scenario;
  for (const band of bands(sure, 'spend', 4, 50)) expect([band.p10, band.p50, band.p90]).toEqual([band.base, band.base, band.base]);
  const wide = bands(scenario, 'seats', 10);
  expect(wide[0]).toMatchObject({ p10: 1000, p90: 1000 });
  expect(wide[10]?.p10).toBeLessThan(wide[10]?.p50 as number);
  expect(wide[10]?.p50).toBeLessThan(wide[10]?.p90 as number);
  expect(bands(scenario, 'seats', 10)).toEqual(wide);
});

test('the triangular distribution: ends, mode and the symmetric middle', () => {
  const range = { low: 0, base: 5, high: 10 };
  expect([triangular(range, 0), triangular(range, 0.5), triangular(range, 1)]).toEqual([0, 5, 10]);
  // P(X < 2.5) = 2.5² / (10 · 5)
  expect(triangular(range, 0.125)).toBeCloseTo(2.5, 12);
  expect(triangular({ low: 0, base: 0, high: 10 }, 0.75)).toBeCloseTo(5, 12);
});

test('p10 and p90 of many draws agree with the distribution they come from', () => {
  const one = {
    ...(Object.fromEntries(assumptions.map((a) => [a, same(1)])) as Scenario),
    seats: { low: 0, base: 50, high: 100 },
    growth: same(0),
    cloud: same(0),
    shift: same(0),
  };
  const band = bands(one, 'seats', 0, 20_000)[0];
  expect(band?.p10).toBeCloseTo(triangular(one.seats, 0.1), -0.5);
  expect(band?.p90).toBeCloseTo(triangular(one.seats, 0.9), -0.5);
});

test('growth between two figures, and how long doubling takes', () => {
  expect(yearlyGrowth(100, 200, 10)).toBeCloseTo(7.1773, 4);
  expect(yearlyGrowth(0, 200, 10)).toBeNull();
  expect(doubling(7.1773462536)).toBeCloseTo(10, 6);
  expect(doubling(0)).toBe(Infinity);
});

test('what is out of order is named', () => {
  expect(disordered(scenario)).toEqual([]);
  expect(disordered({ ...scenario, cloud: { low: 60, base: 50, high: 70 }, ownPrice: { low: 1, base: 2, high: 1 } })).toEqual(['cloud', 'ownPrice']);
});

test('claims: the courseware’s three say nothing that could turn out wrong; the measured one does', () => {
  const of = (id: string) => {
    const claim = claims.find((one) => one.id === id);
    return claim && verdict(claim.answered, claim.interested);
  };
  expect(['market', 'skills', 'functions', 'report', 'measured', 'statistics'].map(of)).toEqual([
    'promotion',
    'promotion',
    'opinion',
    'promotion',
    'evidence',
    'estimate',
  ]);
  expect(verdict(questions, true)).toBe('evidence');
});
