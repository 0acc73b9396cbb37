import { expect, test } from 'vitest';
import { later, testing, training } from './corpus.ts';
import { classify, evaluate, poison, precision, recall, tokenize, train } from './model.ts';

test('the worked example of Introduction to Information Retrieval, table 13.1', () => {
  const words = (text: string): string[] => text.split(' ');
  // c = China is "spam" here.
  const model = train(
    [
      { text: 'Chinese Beijing Chinese', spam: true },
      { text: 'Chinese Chinese Shanghai', spam: true },
      { text: 'Chinese Macao', spam: true },
      { text: 'Tokyo Japan Chinese', spam: false },
    ],
    words,
  );
  expect(model.vocabulary.size).toBe(6);
  const verdict = classify(model, 'Chinese Chinese Chinese Tokyo Japan', words);
  // 3/4 · (3/7)^3 · 1/14 · 1/14 ≈ 0.0003 and 1/4 · (2/9)^3 · 2/9 · 2/9 ≈ 0.0001
  expect(Math.exp(verdict.logSpam)).toBeCloseTo((3 / 4) * (3 / 7) ** 3 * (1 / 14) ** 2, 12);
  expect(Math.exp(verdict.logHam)).toBeCloseTo((1 / 4) * (2 / 9) ** 3 * (2 / 9) ** 2, 12);
  expect(Math.exp(verdict.logSpam)).toBeCloseTo(0.0003, 4);
  expect(verdict.spam).toBeGreaterThan(0.5);
});

test('tokens of both languages', () => {
  expect(tokenize("Don't pay 4711, Wang!")).toEqual(["don't", 'pay', '4711', 'wang']);
  expect(tokenize('代开发票')).toEqual(['代开', '开发', '发票']);
  expect(tokenize('加QQ群，订单4711已发')).toEqual(['加', 'qq', '群', '订单', '4711', '已发']);
  expect(tokenize('!!! …')).toEqual([]);
});

const model = train(training);
test('learns the bundled corpus, and is worse half a year later', () => {
  const now = evaluate(model, testing, 0.5);
  expect(now.caught + now.missed + now.wronged + now.passed).toBe(testing.length);
  expect(recall(now)).toBeGreaterThanOrEqual(0.875);
  expect(precision(now)).toBeGreaterThanOrEqual(0.875);
  expect(recall(evaluate(model, later, 0.5))).toBeLessThan(recall(now));
});

test('a higher threshold calls less; nothing known is the prior', () => {
  for (let t = 0; t <= 1; t += 0.1) {
    const [low, high] = [evaluate(model, testing, t), evaluate(model, testing, t + 0.1)];
    expect(high.caught).toBeLessThanOrEqual(low.caught);
    expect(high.wronged).toBeLessThanOrEqual(low.wronged);
  }
  expect(classify(model, 'xyzzy').spam).toBe(0.5);
  expect(classify(model, 'xyzzy').unknown).toEqual(['xyzzy']);
});

test('good words, misspellings and poison move the verdict', () => {
  const spam = 'Claim your free prize now, click the link';
  expect(classify(model, spam).spam).toBeGreaterThan(0.9);
  expect(classify(model, `${spam} meeting minutes agenda attached figures report draft thursday please check`).spam).toBeLessThan(0.5);
  expect(classify(model, 'C1aim your fr3e pr1ze n0w, cl1ck the l1nk').spam).toBeLessThan(classify(model, spam).spam);
  expect(classify(train(poison(training, spam, 8)), spam).spam).toBeLessThan(0.5);
  expect(evaluate(train(poison(training, spam, 8)), testing, 0.5).caught).toBeLessThan(evaluate(model, testing, 0.5).caught);
});

test('learning the later ones mends the drift', () => {
  const again = train([...training, ...later]);
  expect(recall(evaluate(again, later, 0.5))).toBe(1);
});
