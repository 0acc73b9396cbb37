import { expect, test } from 'vitest';
import { breakEven, curve, type Inputs } from './model.ts';

const input: Inputs = {
  seats: 100,
  gbPerSeat: 10,
  years: 5,
  localShare: 0.5,
  onPremises: {
    serverPrice: 5000,
    seatsPerServer: 500,
    leastServers: 2,
    serverLife: 5,
    diskPricePerGB: 0.1,
    copies: 3,
    wattsPerServer: 100,
    pue: 1.5,
    pricePerKWh: 0.2,
    adminHours: 10,
    adminHoursPer100: 5,
    hourlyWage: 40,
    licencePerSeat: 10,
  },
  cloud: { pricePerSeatAndMonth: 10, includedGB: 50, pricePerExtraGBAndMonth: 0.5, migrationPerSeat: 20, exitPerSeat: 15, adminHours: 2, adminHoursPer100: 1 },
};

test('in the house: two servers and disks before the first day, then energy, work and licences', () => {
  const costs = curve('on-premises', input);
  expect(costs[0]).toBeCloseTo(2 * 5000 + 100 * 10 * 3 * 0.1, 6);
  expect((costs[1] as number) - (costs[0] as number)).toBeCloseTo(2 * 100 * 1.5 * 8.76 * 0.2 + 12 * 15 * 40 + 1000, 6);
});

test('in the cloud: moving in, seats, less work, and moving out in the last year', () => {
  const costs = curve('cloud', input);
  expect(costs[0]).toBe(2000);
  expect((costs[1] as number) - (costs[0] as number)).toBe(100 * 12 * 10 + 12 * 3 * 40);
  expect((costs[5] as number) - (costs[4] as number)).toBe(100 * 12 * 10 + 12 * 3 * 40 + 1500);
});

test('space beyond what is included is paid', () => {
  const more = { ...input, gbPerSeat: 60 };
  expect((curve('cloud', more)[1] as number) - (curve('cloud', input)[1] as number)).toBe(100 * 12 * 10 * 0.5);
});

test('servers are bought again when their life ends within the plan, and not on its last day', () => {
  const short = { ...input, onPremises: { ...input.onPremises, serverLife: 3 } };
  const [three, four] = [curve('on-premises', short)[3] as number, curve('on-premises', short)[4] as number];
  expect(four - three).toBeGreaterThan(10_000);
  expect((curve('on-premises', input)[5] as number) - (curve('on-premises', input)[4] as number)).toBeLessThan(10_000);
});

test('hybrid with everything on one side is that side', () => {
  expect(curve('hybrid', { ...input, localShare: 1 })).toEqual(curve('on-premises', input));
  expect(curve('hybrid', { ...input, localShare: 0 })).toEqual(curve('cloud', input));
});

test('break-even is interpolated', () => {
  expect(breakEven([100, 110, 120], [0, 100, 200])).toBeCloseTo(1 + 10 / 90, 10);
  expect(breakEven([0, 1], [5, 5])).toBe(0);
  expect(breakEven([10, 20], [5, 6])).toBeNull();
});
