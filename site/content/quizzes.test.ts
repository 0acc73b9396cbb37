import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { languages } from '../../lab-runner/contract/text.ts';
import { isRight, type Question, type Quiz, quizProblems, shownOptions } from '../components/quiz/quiz.ts';

const folder = new URL('./quizzes/', import.meta.url);
let files: string[] = [];
try {
  files = readdirSync(folder).filter((name) => name.endsWith('.ts'));
} catch (error) {
  // No lesson is written yet.
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
}

/** What somebody answers who has read nothing: the longest (or shortest) option, or as many of them as would be plausible. */
function byLength(question: Question, language: (typeof languages)[number], from: 'longest' | 'shortest'): string[] {
  if (question.kind === 'order') return question.options.map((o) => o.id).toSorted();
  if (question.kind === 'numeric' || question.kind === 'reply') return [''];
  const options =
    question.kind === 'hotspot' ? question.lines.map((l) => ({ id: l.id, text: l.line })) : question.options.map((o) => ({ id: o.id, text: o.text[language] }));
  const sorted = options.toSorted((a, b) => (b.text.length - a.text.length) * (from === 'longest' ? 1 : -1)).map((o) => o.id);
  return sorted.slice(0, question.kind === 'multiple' ? question.answer.length : 1);
}

describe.each(files)('quiz %s', async (file) => {
  const { default: quiz } = (await import(new URL(file, folder).href)) as { default: Quiz };

  test('is well formed, has 6 to 10 questions, and is named as its lesson', () => {
    expect(quizProblems(quiz)).toEqual([]);
    expect(quiz.questions.length).toBeGreaterThanOrEqual(6);
    expect(quiz.questions.length).toBeLessThanOrEqual(10);
    expect(file).toBe(`${quiz.lesson}.ts`);
  });

  test.each(languages)('is not passed by picking the longest option (%s)', (language) => {
    const right = quiz.questions.filter((question) => isRight(question, byLength(question, language, 'longest')));
    expect(right.map((question) => question.id).length / quiz.questions.length).toBeLessThanOrEqual(0.34);
  });

  test.each(languages)('is not passed by picking the shortest option either (%s)', (language) => {
    const right = quiz.questions.filter((question) => isRight(question, byLength(question, language, 'shortest')));
    expect(right.length / quiz.questions.length, right.map((question) => question.id).join(', ')).toBeLessThanOrEqual(0.5);
  });

  test('every text is there in both languages', () => {
    const empty: string[] = [];
    const walk = (value: unknown, path: string): void => {
      if (typeof value !== 'object' || value === null) return;
      if ('en' in value || 'zh-cn' in value) {
        for (const language of languages) {
          const text = (value as Record<string, unknown>)[language];
          // A unit may be empty: a pure number has none.
          if (typeof text !== 'string' || (text.trim() === '' && !path.endsWith('.unit'))) empty.push(`${path}.${language}`);
        }
        return;
      }
      for (const [key, child] of Object.entries(value)) walk(child, `${path}.${key}`);
    };
    walk(quiz, 'quiz');
    expect(empty).toEqual([]);
  });
});

test('no place among the options is the right one much more often than the others', async () => {
  const places = [0, 0, 0, 0];
  for (const file of files) {
    const { default: quiz } = (await import(new URL(file, folder).href)) as { default: Quiz };
    for (const question of quiz.questions)
      if (question.kind === 'single' && question.options.length === 4) {
        const place = shownOptions(question).indexOf(question.answer);
        places[place] = (places[place] ?? 0) + 1;
      }
  }
  const all = places.reduce((sum, n) => sum + n, 0);
  expect(Math.max(...places) / all, places.join(' ')).toBeLessThanOrEqual(0.4);
});

test('quizzes are found by their folder', () => {
  expect(files.every((file) => /^[SB]\d{1,2}\.ts$/.test(file))).toBe(true);
});
