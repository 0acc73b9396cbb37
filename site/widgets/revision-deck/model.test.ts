import { expect, test } from 'vitest';
import { answer, dayOf, emptyMemory, forecast, mixed, plan, readDeck, toTsv } from './deck.ts';
import { fresh, review } from './sm2.ts';

test('SM-2 as published: the change of the easiness for each quality', () => {
  expect([3, 4, 5].map((q) => Number(review(fresh, q).easiness.toFixed(2)))).toEqual([2.36, 2.5, 2.6]);
  expect(review({ repetitions: 3, easiness: 1.32, interval: 9 }, 3).easiness).toBe(1.3);
});

test('SM-2: intervals 1, 6, then times the easiness, rounded up', () => {
  const intervals: number[] = [];
  let card = fresh;
  for (let i = 0; i < 5; i++) {
    card = review(card, 4);
    intervals.push(card.interval);
  }
  expect(intervals).toEqual([1, 6, 15, 38, 95]);
});

test('forgotten: from the beginning, easiness unchanged', () => {
  expect(review({ repetitions: 4, easiness: 2.2, interval: 40 }, 2)).toEqual({ repetitions: 0, easiness: 2.2, interval: 1 });
  expect(() => review(fresh, 6)).toThrow('from 0 to 5');
});

test('new cards are rationed by day, the wrong ones first', () => {
  const ids = ['a', 'b', 'c', 'd'];
  const today = 20_000;
  expect(plan(ids, new Set(['c']), emptyMemory, today, 2)).toEqual({ queue: ['c', 'a'], due: 0, fresh: 2, waiting: 2 });
  const one = answer(emptyMemory, 'c', 4, today);
  expect(plan(ids, new Set(['c']), one, today, 2)).toEqual({ queue: ['a'], due: 0, fresh: 1, waiting: 2 });
  expect(plan(ids, new Set(), one, today + 1, 2)).toEqual({ queue: ['c', 'a', 'b'], due: 1, fresh: 2, waiting: 1 });
  expect(plan(ids, new Set(), one, today, 0).queue).toEqual([]);
});

test('a forgotten card comes again today, a remembered one tomorrow', () => {
  const today = 20_000;
  const forgotten = answer(emptyMemory, 'a', 1, today);
  expect(plan(['a'], new Set(), forgotten, today, 5)).toMatchObject({ queue: ['a'], due: 1 });
  const remembered = answer(forgotten, 'a', 4, today);
  expect(remembered.cards.a).toMatchObject({ due: today + 1, interval: 1 });
  expect(remembered.begun).toEqual({ day: today, count: 1 });
});

test('the forecast counts what is overdue for today', () => {
  const memory = { ...emptyMemory, cards: { a: { ...fresh, due: 5 }, b: { ...fresh, due: 12 }, c: { ...fresh, due: 99 } } };
  expect(forecast(['a', 'b', 'c', 'd'], memory, 10, 4)).toEqual([1, 0, 1, 0]);
});

test('what stands under our key and is not ours is as good as nothing', () => {
  for (const stored of [null, '', '{', '[]', '{"cards":1}', '{"cards":{"a":{}},"begun":{"day":1,"count":0}}']) expect(readDeck(stored).cards).toEqual({});
  const memory = answer(emptyMemory, 'a', 4, 7);
  expect(readDeck(JSON.stringify(memory))).toEqual(memory);
});

test('a day is that of the reader; a file for other programs', () => {
  expect(dayOf(new Date(Date.UTC(1970, 0, 2) + new Date(Date.UTC(1970, 0, 2)).getTimezoneOffset() * 60_000))).toBe(1);
  expect(toTsv([{ front: 'a\tb', back: 'c\nd' }])).toBe('a b\tc<br>d\n');
});

test('lessons are mixed, nothing is lost, and the order stays', () => {
  const ids = ['S02', 'S03', 'S04'].flatMap((lesson) => Array.from({ length: 6 }, (_, i) => `${lesson}/question-${i}`));
  const order = mixed(ids);
  expect(order.toSorted()).toEqual(ids.toSorted());
  expect(mixed(ids)).toEqual(order);
  expect(new Set(order.slice(0, 6).map((id) => id.slice(0, 3))).size).toBeGreaterThan(1);
});
