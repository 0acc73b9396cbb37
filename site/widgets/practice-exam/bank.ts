import type { QuestionKind } from '../../components/quiz/quiz.ts';
import type { ShownQuestion } from '../../components/quiz/shown.ts';
import type { Item } from './model.ts';

/** One question of the bank, as `/practice-exam/<language>.json` has it. */
export interface BankItem {
  id: string;
  lesson: string;
  question: ShownQuestion;
}

const typed: readonly QuestionKind[] = ['numeric', 'reply'];

/** What the model needs of a question. Typed answers show no options: what is listed there are foreseen values. */
export const itemOf = ({ id, lesson, question }: BankItem): Item => ({
  id,
  lesson,
  kind: question.kind,
  options: typed.includes(question.kind) ? 0 : question.options.length,
});

/** An examination that has been begun, as the browser keeps it: what was drawn follows from the seed and the answers. */
export interface Sitting {
  exam: 'msa1' | 'msa2';
  length: number;
  seed: number;
  /** ISO 8601 */
  begun: string;
  answers: { id: string; answer: string[]; right: boolean }[];
  /** When the last item was answered, or the reader stopped. */
  ended: string | null;
}
export const sittingKey = 'postlab.exam';

/** Reads what was kept; null when there is nothing, or it is not ours. */
export function readSitting(stored: string | null): Sitting | null {
  try {
    const s = JSON.parse(stored ?? 'null') as Partial<Sitting> | null;
    if (!s || (s.exam !== 'msa1' && s.exam !== 'msa2') || !Number.isInteger(s.length) || !Number.isInteger(s.seed) || !Array.isArray(s.answers)) return null;
    const whole = s.answers.every((a) => typeof a?.id === 'string' && typeof a.right === 'boolean' && Array.isArray(a.answer));
    if (!whole || typeof s.begun !== 'string' || Number.isNaN(Date.parse(s.begun))) return null;
    return { exam: s.exam, length: s.length!, seed: s.seed!, begun: s.begun, answers: s.answers, ended: typeof s.ended === 'string' ? s.ended : null };
  } catch {
    // Somebody else's text under our key: as good as nothing.
    return null;
  }
}
