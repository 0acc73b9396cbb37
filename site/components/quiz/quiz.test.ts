import { expect, test } from 'vitest';
import {
  defineQuiz,
  explanationOf,
  isRight,
  type NumericQuestion,
  type OrderQuestion,
  quizProblems,
  type ReplyQuestion,
  readMemory,
  readNumber,
  readReply,
  shownOrder,
} from './quiz.ts';
import { localizeQuiz } from './shown.ts';

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

const numeric: NumericQuestion = {
  id: 'n',
  kind: 'numeric',
  prompt: text('?'),
  answer: 300,
  tolerance: 5,
  unit: text('s'),
  why: text('because'),
  traps: [{ value: 1000, why: text('the other setting') }],
};
const reply: ReplyQuestion = {
  id: 'r',
  kind: 'reply',
  prompt: text('?'),
  dialogue: ['C: DATA'],
  answer: ['503', '554'],
  why: text('no recipient'),
  traps: [{ code: '354', why: text('too early') }],
  otherwise: text('look at the order'),
};

test('reads the numbers that people type', () => {
  expect(['300', ' 300 ', '３００', '1,000', '1,000.5', '1,5', '−2', '.5', '10 000'].map(readNumber)).toEqual([
    300, 300, 300, 1000, 1000.5, 1.5, -2, 0.5, 10000,
  ]);
  expect(['', 'abc', '3 s', '1.2.3', '1,00,0', '0x10', '1e3', 'Infinity'].map(readNumber)).toEqual(Array(8).fill(null));
});

test('reads a reply code, with or without its text', () => {
  expect(['550', ' 550 5.1.1 unknown', '５５０', '250-SIZE'].map(readReply)).toEqual(['550', '550', '550', '250']);
  expect(['', '55', '5501', '650', '199', '570'].map(readReply)).toEqual(Array(6).fill(null));
});

test('a typed answer is judged within the tolerance, and the explanation fits what was typed', () => {
  expect(['295', '305', '300.0'].every((typed) => isRight(numeric, [typed]))).toBe(true);
  expect(['294.9', '305.1', 'x', ''].some((typed) => isRight(numeric, [typed]))).toBe(false);
  expect(isRight({ ...numeric, answer: 0.3, tolerance: 0 }, ['0.30'])).toBe(true);
  expect(isRight(reply, ['503 bad sequence'])).toBe(true);
  expect(isRight(reply, ['354'])).toBe(false);
  expect(explanationOf('numeric', ['300', '1000'], '998', 5)).toBe('1000');
  expect(explanationOf('numeric', ['300', '1000'], '500', 5)).toBeNull();
  expect(explanationOf('reply', ['503', '354'], '354 go')).toBe('354');
});

test('a hot-spot takes exactly the deciding line; the browser gets lines as code', () => {
  const lines = ['a', 'b'].map((id) => ({ id, line: `log <${id}>`, why: text(`why ${id}`) }));
  const question = { id: 'h', kind: 'hotspot' as const, prompt: text('?'), lines, answer: 'b' };
  expect(isRight(question, ['b'])).toBe(true);
  expect(isRight(question, ['a', 'b'])).toBe(false);
  const shown = localizeQuiz({ lesson: 'S02', questions: [question, numeric, reply] }, 'en').questions;
  expect(shown[0]?.options[1]?.text).toBe('<code>log &lt;b&gt;</code>');
  expect(shown[1]).toMatchObject({ right: ['300'], tolerance: 5, unit: 's' });
  expect(shown[2]?.options.map((o) => o.id)).toEqual(['503', '554', '354']);
});

test('tells an author what is wrong with typed questions', () => {
  const problems = quizProblems({
    lesson: 'S02',
    questions: [
      { ...numeric, tolerance: -1, traps: [] },
      { ...numeric, id: 'n2', traps: [{ value: 303, why: text('x') }] },
      { ...reply, answer: [], traps: [{ code: '999', why: text('x') }] },
    ],
  });
  expect(problems).toEqual([
    'question "n": expected a tolerance of 0 or more, found -1',
    'question "n2": expected a trap outside the tolerance of the answer, found 303',
    'question "r": expected a right answer, found none',
    'question "r": expected a reply code such as 550, found "999"',
  ]);
});
