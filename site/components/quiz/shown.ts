import type { Language } from '../../../lab-runner/contract/text.ts';
import { inline } from '../../lib/inline.ts';
import { type Question, type QuestionKind, type Quiz, rightAnswer, shownOptions, shownOrder } from './quiz.ts';

export interface ShownOption {
  id: string;
  text: string;
  why: string;
  plain: string;
}
/** A quiz as the browser gets it: one language, texts already HTML (made by `inline`, which escapes). */
export interface ShownQuestion {
  id: string;
  kind: QuestionKind;
  prompt: string;
  /** In the order first shown. For what is typed: the right values and the foreseen wrong ones. */
  options: ShownOption[];
  right: string[];
  /** `numeric` only. */
  tolerance?: number;
  unit?: string;
  /** `reply` only: the dialogue so far, and the explanation for a code that was not foreseen. */
  dialogue?: string[];
  otherwise?: string;
}
export interface ShownQuiz {
  lesson: string;
  questions: ShownQuestion[];
}

export function localizeQuiz(quiz: Quiz, language: Language): ShownQuiz {
  return { lesson: quiz.lesson, questions: quiz.questions.map((question) => localize(question, language)) };
}

function localize(question: Question, language: Language): ShownQuestion {
  const common = { id: question.id, kind: question.kind, prompt: inline(question.prompt[language]), right: [...rightAnswer(question)] };
  const typed = (id: string, plain: string, why: { [key in Language]: string }): ShownOption => ({
    id,
    text: inline(plain),
    why: inline(why[language]),
    plain,
  });
  switch (question.kind) {
    case 'hotspot':
      return { ...common, options: question.lines.map(({ id, line, why }) => typed(id, `\`${line}\``, why)) };
    case 'numeric': {
      const unit = question.unit[language];
      const values = [{ value: question.answer, why: question.why }, ...question.traps];
      const options = values.map(({ value, why }) => typed(String(value), `${value} ${unit}`.trim(), why));
      return { ...common, options, tolerance: question.tolerance, unit };
    }
    case 'reply': {
      const options = [...question.answer.map((code) => typed(code, code, question.why)), ...question.traps.map(({ code, why }) => typed(code, code, why))];
      return { ...common, options, dialogue: question.dialogue, otherwise: inline(question.otherwise[language]) };
    }
    default: {
      const order = question.kind === 'order' ? shownOrder(question) : shownOptions(question);
      const options = order.map((id) => {
        const option = question.options.find((o) => o.id === id)!;
        return { id, text: inline(option.text[language]), why: inline(option.why[language]), plain: option.text[language].replace(/[`*]/g, '') };
      });
      return { ...common, options };
    }
  }
}
