import { describe, expect, it } from 'vitest';
import { decideLife, type LifeFacts } from './life.ts';

const limits = { idleMs: 60, keepMs: 1000, warnMs: 5 };
const base: LifeFacts = { state: 'ready', idle: 0, busy: false, warned: false };

describe('decideLife', () => {
  it.each<[Partial<LifeFacts>, string]>([
    [{}, 'nothing'],
    [{ idle: 54 }, 'nothing'],
    [{ idle: 55 }, 'warn'],
    [{ idle: 55, warned: true }, 'nothing'],
    [{ idle: 60, warned: true }, 'stop'],
    [{ idle: 60 }, 'stop'],
    [{ idle: 5000, busy: true }, 'nothing'],
    [{ idle: 5000, state: 'creating' }, 'nothing'],
    [{ idle: 5000, state: 'rebooting' }, 'nothing'],
    [{ idle: 61, state: 'stopped' }, 'nothing'],
    [{ idle: 1060, state: 'stopped' }, 'remove'],
    [{ idle: 1060 }, 'remove'],
    [{ idle: 1060, state: 'failed' }, 'remove'],
  ])('%j → %s', (facts, decision) => {
    expect(decideLife({ ...base, ...facts }, limits)).toBe(decision);
  });
});
