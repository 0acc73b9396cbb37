import type { LocalizedText } from '../../../lab-runner/contract/text.ts';
import type { LessonId } from '../../course.ts';

/**
 * The quiz of a lesson as data: `site/content/quizzes/<lesson id>.ts` exports one as default.
 * Texts may use `code`, **strong** and *emphasis*. Every option says why it is right, or whose misconception it is.
 */
export interface QuizOption {
  id: string;
  text: LocalizedText;
  /** Shown after answering, for every option: what is true, not "wrong". */
  why: LocalizedText;
}
interface QuestionBase {
  /** Stable: results are remembered by it. */
  id: string;
  prompt: LocalizedText;
}
/** Exactly one option is right. */
export interface SingleQuestion extends QuestionBase {
  kind: 'single';
  options: QuizOption[];
  answer: string;
}
/** One or more are right; it counts only when exactly these are chosen. */
export interface MultipleQuestion extends QuestionBase {
  kind: 'multiple';
  options: QuizOption[];
  answer: string[];
}
/** The options are written here in the right order; the reader sees them shuffled. */
export interface OrderQuestion extends QuestionBase {
  kind: 'order';
  options: QuizOption[];
}
export type Question = SingleQuestion | MultipleQuestion | OrderQuestion;
export interface Quiz {
  lesson: LessonId;
  questions: Question[];
}

/** What a reader chose: one id, a set of ids, or the ids in the order given. */
export type Answer = readonly string[];

/** Keeps the literal types and gives authors completion. */
export function defineQuiz(quiz: Quiz): Quiz {
  return quiz;
}

/** The ids that are right: for `order` in the right order. */
export function rightAnswer(question: Question): readonly string[] {
  if (question.kind === 'single') return [question.answer];
  if (question.kind === 'multiple') return question.answer;
  return question.options.map((option) => option.id);
}

export function isRight(question: Question, answer: Answer): boolean {
  const right = rightAnswer(question);
  if (answer.length !== right.length) return false;
  return question.kind === 'order' ? right.every((id, i) => answer[i] === id) : right.every((id) => answer.includes(id));
}

/**
 * The order in which an `order` question is first shown: the same at every visit, never the right one.
 * A small linear congruential generator seeded by the question's id; quality of randomness does not matter here.
 */
export function shownOrder(question: OrderQuestion): string[] {
  const ids = question.options.map((option) => option.id);
  let seed = [...question.id].reduce((n, c) => (n * 31 + c.charCodeAt(0)) >>> 0, 7);
  for (let i = ids.length - 1; i > 0; i--) {
    seed = (seed * 1664525 + 1013904223) >>> 0;
    const j = seed % (i + 1);
    [ids[i], ids[j]] = [ids[j] as string, ids[i] as string];
  }
  return isRight(question, ids) ? [...ids.slice(1), ids[0] as string] : ids;
}

/** What is wrong with a quiz, as sentences for its author: empty when nothing is. */
export function quizProblems(quiz: Quiz): string[] {
  const problems: string[] = [];
  const seen = new Set<string>();
  for (const question of quiz.questions) {
    const at = `question "${question.id}"`;
    if (seen.has(question.id)) problems.push(`${at}: expected every id once, found it twice`);
    seen.add(question.id);
    const ids = question.options.map((option) => option.id);
    if (ids.length < 2) problems.push(`${at}: expected at least 2 options, found ${ids.length}`);
    if (new Set(ids).size !== ids.length) problems.push(`${at}: expected different option ids, found ${ids.join(', ')}`);
    if (question.kind !== 'order' && rightAnswer(question).length === 0) problems.push(`${at}: expected a right answer, found none`);
    for (const id of rightAnswer(question)) if (!ids.includes(id)) problems.push(`${at}: expected the answer among ${ids.join(', ')}, found "${id}"`);
  }
  return problems;
}

/** What the browser remembers of a quiz, under `postlab.quiz.<lesson>` in localStorage; the same in both languages. */
export interface QuizMemory {
  /** Given answers by question id. */
  answers: Record<string, string[]>;
  right: number;
  total: number;
  /** ISO 8601 */
  at: string;
}
export const quizKey = (lesson: string): string => `postlab.quiz.${lesson}`;

/** Reads what was remembered; null when there is nothing, or it is not ours. */
export function readMemory(stored: string | null): QuizMemory | null {
  if (!stored) return null;
  try {
    const memory = JSON.parse(stored) as Partial<QuizMemory> | null;
    if (!memory || typeof memory.answers !== 'object' || typeof memory.right !== 'number' || typeof memory.total !== 'number') return null;
    return { answers: memory.answers ?? {}, right: memory.right, total: memory.total, at: String(memory.at ?? '') };
  } catch {
    // Somebody else's text under our key: as good as nothing.
    return null;
  }
}
