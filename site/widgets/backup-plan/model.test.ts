import { expect, test } from 'vitest';
import { type Copy, outcome, type Plan, restoreHours, score32110, survives } from './model.ts';

const nas: Copy = {
  id: 'nas',
  every: 1,
  generations: 24,
  medium: 'disk',
  place: 'same-room',
  restoreMbits: 1000,
  immutable: false,
  offline: false,
  sameCredentials: true,
  tested: true,
};
const vault: Copy = {
  ...nas,
  id: 'vault',
  every: 24,
  generations: 30,
  medium: 'object-store',
  place: 'cloud',
  restoreMbits: 100,
  immutable: true,
  sameCredentials: false,
};
const plan: Plan = { dataGB: 450, preparation: 2, copies: [nas, vault] };

test('restoring is size over speed: 450 GB at 1 Gbit/s is one hour', () => {
  expect(restoreHours(450, 1000)).toBeCloseTo(1, 10);
});

test('a dead disk costs one hour of mail and three of service; a fire the day and twelve hours', () => {
  expect(outcome(plan, 'disk')).toEqual({ copy: 'nas', rpo: 1, rto: 3 });
  expect(outcome(plan, 'fire')).toEqual({ copy: 'vault', rpo: 24, rto: 12 });
});

test('whoever has the administrator’s login deletes the copy beside it and not the vault', () => {
  expect(survives(nas, 'ransomware')).toBe(false);
  expect(outcome(plan, 'ransomware').copy).toBe('vault');
});

test('a mistake noticed after ten days needs a generation older than that', () => {
  expect(survives(nas, 'mistake-noticed-late')).toBe(false);
  expect(survives({ ...nas, generations: 241 }, 'mistake-noticed-late')).toBe(true);
  // Ten daily copies: the oldest may have been made nine days ago, after the mistake.
  expect(survives({ ...nas, every: 24, generations: 10 }, 'mistake-noticed-late')).toBe(false);
});

test('a backup that was never restored is not one', () => {
  expect(outcome({ ...plan, copies: plan.copies.map((c) => ({ ...c, tested: false })) }, 'disk')).toEqual({ copy: null, rpo: Infinity, rto: Infinity });
});

test('3-2-1-1-0', () => {
  expect(score32110(plan)).toEqual({ three: true, two: true, one: true, immutable: true, zero: true });
  expect(score32110({ ...plan, copies: [nas] })).toEqual({ three: false, two: false, one: false, immutable: false, zero: true });
  expect(score32110({ ...plan, copies: [] }).zero).toBe(false);
});
