import { expect, test } from 'vitest';
import { defineQuiz, isRight, type OrderQuestion, quizProblems, readMemory, shownOrder } from './quiz.ts';

const text = (en: string) => ({ en, 'zh-cn': en });
const option = (id: string) => ({ id, text: text(id), why: text(`why ${id}`) });
const order = (id: string, ...ids: string[]): OrderQuestion => ({ id, kind: 'order', prompt: text('?'), options: ids.map(option) });

test('judges each kind', () => {
  const options = ['a', 'b', 'c'].map(option);
  const multiple = { id: 'm', kind: 'multiple' as const, prompt: text('?'), options, answer: ['a', 'c'] };
  expect(isRight({ id: 's', kind: 'single', prompt: text('?'), options, answer: 'b' }, ['b'])).toBe(true);
  expect(isRight(multiple, ['c', 'a'])).toBe(true);
  expect(isRight(multiple, ['a'])).toBe(false);
  expect(isRight(multiple, ['a', 'b', 'c'])).toBe(false);
  expect(isRight(order('o', 'x', 'y', 'z'), ['x', 'y', 'z'])).toBe(true);
  expect(isRight(order('o', 'x', 'y', 'z'), ['x', 'z', 'y'])).toBe(false);
});

test('an ordering is never first shown in the right order, and always the same way', () => {
  for (const id of ['a', 'b', 'c', 'session', 'install-order', 'hops'])
    for (const ids of [
      ['x', 'y'],
      ['x', 'y', 'z'],
      ['p', 'q', 'r', 's', 't'],
    ]) {
      const question = order(id, ...ids);
      const shown = shownOrder(question);
      expect(isRight(question, shown)).toBe(false);
      expect([...shown].sort()).toEqual([...ids].sort());
      expect(shownOrder(question)).toEqual(shown);
    }
});

test('tells an author what is wrong', () => {
  const quiz = defineQuiz({
    lesson: 'S02',
    questions: [
      { id: 'q', kind: 'single', prompt: text('?'), options: [option('a'), option('a')], answer: 'z' },
      { id: 'q', kind: 'multiple', prompt: text('?'), options: [option('a')], answer: [] },
    ],
  });
  expect(quizProblems(quiz)).toEqual([
    'question "q": expected different option ids, found a, a',
    'question "q": expected the answer among a, a, found "z"',
    'question "q": expected every id once, found it twice',
    'question "q": expected at least 2 options, found 1',
    'question "q": expected a right answer, found none',
  ]);
});

test('what is not ours in the memory is nothing', () => {
  expect(readMemory(null)).toBeNull();
  expect(readMemory('{')).toBeNull();
  expect(readMemory('null')).toBeNull();
  expect(readMemory('{"answers":{"a":["x"]},"right":1,"total":2,"at":"2026-11-24"}')).toMatchObject({ right: 1, total: 2 });
});
