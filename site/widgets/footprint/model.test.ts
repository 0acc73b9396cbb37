import { expect, test } from 'vitest';
import { footprint, type Service, sensitivity } from './model.ts';

const service: Service = {
  servers: 2,
  watts: 100,
  pue: 1.5,
  wue: 1.8,
  gridKgPerKWh: 0.5,
  renewableShare: 0,
  embodiedKg: 1200,
  lifetimeYears: 4,
  mailboxes: 1000,
  messagesPerMailboxAndDay: 50,
};

test('two servers of 100 W are 1752 kWh a year, 2628 with the building around them', () => {
  const f = footprint(service);
  expect(f.itKWh).toBeCloseTo(1752, 6);
  expect(f.totalKWh).toBeCloseTo(2628, 6);
  expect(f.operationKg).toBeCloseTo(1314, 6);
  expect(f.embodiedKg).toBe(600);
  expect(f.litres).toBeCloseTo(3153.6, 6);
});

test('per thousand mailboxes and per message', () => {
  const f = footprint(service);
  expect(f.perThousandMailboxes.kg).toBeCloseTo(1914, 6);
  expect(f.gramsPerMessage).toBeCloseTo(1_914_000 / (1000 * 50 * 365), 10);
});

test('renewable energy takes away the operation and never what was made', () => {
  const f = footprint({ ...service, renewableShare: 1 });
  expect([f.operationKg, f.totalKg]).toEqual([0, 600]);
});

test('the longest bar comes first, and a longer life lowers the total', () => {
  const bars = sensitivity(service, 0.2);
  expect(bars[0]?.input).toBe('servers');
  const life = bars.find((b) => b.input === 'lifetimeYears');
  expect(life?.high).toBeLessThan(life?.low ?? 0);
  const lengths = bars.map((b) => Math.abs(b.high - b.low));
  expect(lengths).toEqual(lengths.toSorted((a, b) => b - a));
});
