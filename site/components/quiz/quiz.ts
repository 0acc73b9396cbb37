import type { LocalizedText } from '../../../lab-runner/contract/text.ts';
import type { LessonId } from '../../course.ts';
import { random } from '../../widgets/shared/random.ts';

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
/** A log or a dialogue; the reader points at the one line that decides. The lines are the same in both languages. */
export interface HotspotQuestion extends QuestionBase {
  kind: 'hotspot';
  lines: { id: string; line: string; why: LocalizedText }[];
  answer: string;
}
/** A number is typed. It is right within `tolerance` (absolute, in the same unit; 0 means exactly). */
export interface NumericQuestion extends QuestionBase {
  kind: 'numeric';
  answer: number;
  tolerance: number;
  /** After the field and after each value: `s`, `KB`, `封`. May be empty. */
  unit: LocalizedText;
  /** How the right value comes about. */
  why: LocalizedText;
  /** Values that a known misconception leads to; each is recognised within the same tolerance. */
  traps: { value: number; why: LocalizedText }[];
}
/** A dialogue that stops before the server's reply; the reader types the three digits. */
export interface ReplyQuestion extends QuestionBase {
  kind: 'reply';
  /** What was said so far, a line each: `S: 220 …`, `C: EHLO …`. */
  dialogue: string[];
  /** The code, or each code that is right. */
  answer: string[];
  why: LocalizedText;
  traps: { code: string; why: LocalizedText }[];
  /** For a code that nobody foresaw. */
  otherwise: LocalizedText;
}
export type Question = SingleQuestion | MultipleQuestion | OrderQuestion | HotspotQuestion | NumericQuestion | ReplyQuestion;
export type QuestionKind = Question['kind'];
export interface Quiz {
  lesson: LessonId;
  questions: Question[];
}

/** What a reader gave: one id, a set of ids, the ids in the order given, or what was typed. */
export type Answer = readonly string[];

/** Keeps the literal types and gives authors completion. */
export function defineQuiz(quiz: Quiz): Quiz {
  return quiz;
}

/** The ids that are right (for `order` in the right order), or what would be typed. */
export function rightAnswer(question: Question): readonly string[] {
  switch (question.kind) {
    case 'single':
    case 'hotspot':
      return [question.answer];
    case 'numeric':
      return [String(question.answer)];
    case 'order':
      return question.options.map((option) => option.id);
    default:
      return question.answer;
  }
}

/** The number that somebody typed, or null. Knows full-width digits, `1,000` and a decimal comma. */
export function readNumber(typed: string): number | null {
  const plain = typed.normalize('NFKC').replace(/[\s_]/g, '').replace('−', '-');
  const dotted = /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/.test(plain) ? plain.replaceAll(',', '') : plain.replace(/^([+-]?\d+),(\d+)$/, '$1.$2');
  return /^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(dotted) ? Number(dotted) : null;
}

/** The reply code at the beginning of what somebody typed (`550`, `550 5.1.1 …`), or null. */
export function readReply(typed: string): string | null {
  return /^\s*([2-5][0-5]\d)(?!\d)/.exec(typed.normalize('NFKC'))?.[1] ?? null;
}

const near = (a: number, b: number, tolerance: number): boolean => Math.abs(a - b) <= tolerance + Number.EPSILON * Math.max(1, Math.abs(a), Math.abs(b));

/** Whether an answer is right, told from what the browser has of a question. */
export function judge({ kind, right, tolerance = 0 }: { kind: QuestionKind; right: readonly string[]; tolerance?: number }, answer: Answer): boolean {
  const [first] = answer;
  if (kind === 'numeric') {
    const value = readNumber(first ?? '');
    return value !== null && near(value, Number(right[0]), tolerance);
  }
  if (kind === 'reply') return right.includes(readReply(first ?? '') ?? '');
  if (answer.length !== right.length) return false;
  return kind === 'order' ? right.every((id, i) => answer[i] === id) : right.every((id) => answer.includes(id));
}

export function isRight(question: Question, answer: Answer): boolean {
  return judge({ kind: question.kind, right: rightAnswer(question), ...(question.kind === 'numeric' && { tolerance: question.tolerance }) }, answer);
}

/** The id of the explanation that fits a typed answer: that of a right value or of a foreseen one; null for any other. */
export function explanationOf(kind: QuestionKind, ids: readonly string[], typed: string, tolerance = 0): string | null {
  if (kind === 'reply') return ids.find((id) => id === readReply(typed)) ?? null;
  const value = readNumber(typed);
  return value === null ? null : (ids.find((id) => near(value, Number(id), tolerance)) ?? null);
}

/** Shuffled, in the same way at every visit and in both languages: by the question's id. */
function shuffled(id: string, ids: readonly string[]): string[] {
  const shown = [...ids];
  const next = random([...id].reduce((n, c) => (n * 31 + c.charCodeAt(0)) >>> 0, 7));
  for (let i = shown.length - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1));
    [shown[i], shown[j]] = [shown[j] as string, shown[i] as string];
  }
  return shown;
}

/** The order in which an `order` question is first shown: never the right one. */
export function shownOrder(question: OrderQuestion): string[] {
  const ids = shuffled(
    question.id,
    question.options.map((option) => option.id),
  );
  return isRight(question, ids) ? [...ids.slice(1), ids[0] as string] : ids;
}

/** The order in which the options of a choice are shown. Authors put the right one second more often than not; readers notice. */
export function shownOptions(question: SingleQuestion | MultipleQuestion): string[] {
  return shuffled(
    question.id,
    question.options.map((option) => option.id),
  );
}

/** What is wrong with a quiz, as sentences for its author: empty when nothing is. */
export function quizProblems(quiz: Quiz): string[] {
  const problems: string[] = [];
  const seen = new Set<string>();
  for (const question of quiz.questions) {
    const at = `question "${question.id}"`;
    if (seen.has(question.id)) problems.push(`${at}: expected every id once, found it twice`);
    seen.add(question.id);
    problems.push(...problemsOf(question).map((problem) => `${at}: ${problem}`));
  }
  return problems;
}

function problemsOf(question: Question): string[] {
  const problems: string[] = [];
  if (question.kind === 'numeric') {
    if (!(question.tolerance >= 0)) problems.push(`expected a tolerance of 0 or more, found ${question.tolerance}`);
    for (const trap of question.traps)
      if (near(trap.value, question.answer, question.tolerance)) problems.push(`expected a trap outside the tolerance of the answer, found ${trap.value}`);
    return problems;
  }
  if (question.kind === 'reply') {
    const codes = [...question.answer, ...question.traps.map((trap) => trap.code)];
    if (question.answer.length === 0) problems.push('expected a right answer, found none');
    for (const code of codes) if (readReply(code) !== code) problems.push(`expected a reply code such as 550, found "${code}"`);
    if (new Set(codes).size !== codes.length) problems.push(`expected different codes, found ${codes.join(', ')}`);
    return problems;
  }
  const ids = (question.kind === 'hotspot' ? question.lines : question.options).map((option) => option.id);
  if (ids.length < 2) problems.push(`expected at least 2 options, found ${ids.length}`);
  if (new Set(ids).size !== ids.length) problems.push(`expected different option ids, found ${ids.join(', ')}`);
  if (question.kind !== 'order' && rightAnswer(question).length === 0) problems.push('expected a right answer, found none');
  for (const id of rightAnswer(question)) if (!ids.includes(id)) problems.push(`expected the answer among ${ids.join(', ')}, found "${id}"`);
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
