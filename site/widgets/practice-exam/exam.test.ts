import { expect, test } from 'vitest';
import { domainOf, domains } from './blueprint.ts';
import { expectedShare, next, report, shares, simulate, usable } from './exam.ts';
import type { Item, Response } from './model.ts';

const lessons = ['S02', 'S05', 'S07', 'S09', 'S11', 'S13', 'S14', 'S18', 'S21', 'S26'];
const kinds = ['single', 'hotspot', 'multiple', 'numeric'] as const;
const bank: Item[] = lessons.flatMap((lesson) =>
  Array.from({ length: 12 }, (_, i) => ({ id: `${lesson}/${i}`, lesson, kind: kinds[i % 4]!, options: i % 4 === 3 ? 0 : 4 })),
);

test('the blueprint adds up, and has every lesson that teaches once', () => {
  for (const exam of ['msa1', 'msa2'] as const) expect(domains.reduce((n, d) => n + d.weight[exam], 0)).toBe(100);
  const all = domains.flatMap((d) => d.lessons);
  expect(new Set(all).size).toBe(all.length);
  expect(all).toHaveLength(30);
  expect(domainOf('S26')).toBeNull();
});

function sit(length: number, right: (item: Item) => boolean, seed = 5): Response[] {
  const responses: Response[] = [];
  while (responses.length < length) {
    const item = next(bank, 'msa1', seed, responses);
    if (!item) break;
    responses.push({ item, right: right(item) });
  }
  return responses;
}

test('a form follows the blueprint, asks nothing twice, and is drawn by its seed', () => {
  const form = sit(40, () => true);
  expect(new Set(form.map((r) => r.item.id)).size).toBe(40);
  const count = (id: string) => form.filter((r) => domainOf(r.item.lesson)?.id === id).length;
  expect(count('D4')).toBe(8);
  expect(count('D5')).toBe(8);
  expect(count('D1')).toBeGreaterThanOrEqual(4);
  expect(form.some((r) => r.item.lesson === 'S26')).toBe(false);
  expect(sit(40, () => true).map((r) => r.item.id)).toEqual(form.map((r) => r.item.id));
  expect(sit(40, () => true, 6).map((r) => r.item.id)).not.toEqual(form.map((r) => r.item.id));
  expect(usable(bank)).toHaveLength(108);
});

test('adapts: who fails gets easier kinds than who does not', () => {
  const easy = (responses: Response[]) => responses.filter((r) => r.item.kind === 'single').length;
  expect(easy(sit(20, () => false))).toBeGreaterThan(easy(sit(20, () => true)));
});

test('domains without items are named, and their share goes to the others', () => {
  const some = bank.filter((item) => item.lesson === 'S09' || item.lesson === 'S11');
  const { of, missing } = shares(some, 'msa1');
  expect([...of.values()]).toEqual([0.5, 0.5]);
  expect(missing.map((d) => d.id)).toEqual(['D1', 'D2', 'D3', 'D6', 'D7', 'D8', 'D9']);
  expect(next([], 'msa1', 1, [])).toBeNull();
});

test('a verdict only when the whole interval lies on one side', () => {
  expect(report(bank, 'msa1', []).verdict).toBe('open');
  expect(
    report(
      bank,
      'msa1',
      sit(40, () => false),
    ).verdict,
  ).toBe('below');
  expect(
    report(
      bank,
      'msa1',
      sit(60, () => true),
    ).verdict,
  ).toBe('above');
  const { share } = report(
    bank,
    'msa1',
    sit(12, (item) => item.kind !== 'numeric'),
  );
  expect(share.low).toBeLessThan(share.middle);
  expect(share.middle).toBeLessThan(share.high);
  expect(expectedShare(bank, 'msa1', 9)).toBeCloseTo(1, 2);
});

test('the plan begins with the weakest domain, and the gates are looked at', () => {
  const responses = sit(40, (item) => item.lesson !== 'S11');
  const { weakest, gatesMissed } = report(bank, 'msa1', responses);
  expect(weakest[0]?.domain.id).toBe('D5');
  expect(weakest[0]?.missed.every((item) => item.lesson === 'S11')).toBe(true);
  expect(gatesMissed.map((d) => d.id)).toEqual(['D5']);
});

test('invented candidates: on average the estimate is near, and the interval holds the truth about 95 times in 100', () => {
  let held = 0;
  let sum = 0;
  for (let seed = 1; seed <= 30; seed++) {
    const last = simulate(bank, 'msa1', 0.5, 40, seed).at(-1)!;
    sum += last.theta;
    if (Math.abs(last.theta - 0.5) <= 1.96 * last.se) held++;
  }
  expect(sum / 30).toBeGreaterThan(0.2);
  expect(sum / 30).toBeLessThan(0.7);
  expect(held).toBeGreaterThanOrEqual(26);
});
