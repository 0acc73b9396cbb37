import { describe, expect, it } from 'vitest';
import type { MyClass } from '../../lab-runner/contract/class.ts';
import { classesFor, newsOf } from './hand.ts';

const one = (id: string, part: Partial<MyClass> = {}): MyClass => ({
  id,
  name: id,
  endedAt: null,
  path: null,
  labs: [],
  hints: true,
  recordTerminals: false,
  handRaised: false,
  launches: [],
  notes: [],
  ...part,
});
const has = { labs: [{ lab: 'first-mta', opensAt: null, dueAt: null, extended: false }] };
const launched = { launches: [{ lab: 'first-mta', state: 'ready' as const, paused: false, position: null, waitSeconds: null }] };
const ids = (classes: MyClass[]) => classes.map((c) => c.id);

describe('whose instructor sees the hand', () => {
  it.each([
    ['nobody without a class', [], []],
    ['the class that has the lab', [one('a'), one('b', has)], ['b']],
    ['every class that has it', [one('a', has), one('b', has)], ['a', 'b']],
    ['one that only launched it', [one('a', launched), one('b')], ['a']],
    ['no class that has ended', [one('a', { ...has, endedAt: '2026-01-01T00:00:00.000Z' }), one('b')], ['b']],
    ['any class when none has the lab', [one('a'), one('b')], ['a', 'b']],
  ] as const)('%s', (_name, mine, expected) => expect(ids(classesFor('first-mta', mine))).toEqual(expected));
});

describe('what is new', () => {
  const note = (text: string) => ({ at: '2026-01-01T00:00:00.000Z', text });
  it('nothing at the first look', () => expect(newsOf(null, [one('a', { notes: [note('old')] })])).toEqual({ lowered: false, notes: [] }));
  it('a hand that somebody lowered, and what they wrote', () =>
    expect(newsOf([one('a', { handRaised: true, notes: [note('old')] })], [one('a', { notes: [note('Look at master.cf.'), note('old')] })])).toEqual({
      lowered: true,
      notes: ['Look at master.cf.'],
    }));
  it.each([
    ['the class was deleted', []],
    ['the class has ended', [one('a', { endedAt: '2026-01-01T00:00:00.000Z' })]],
    ['it is still up', [one('a', { handRaised: true })]],
  ] as const)('nobody lowered a hand: %s', (_name, after) => expect(newsOf([one('a', { handRaised: true })], after).lowered).toBe(false));
});
