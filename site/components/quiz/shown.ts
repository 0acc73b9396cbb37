import type { Language } from '../../../lab-runner/contract/text.ts';
import { inline } from '../../lib/inline.ts';
import { type Quiz, rightAnswer, shownOrder } from './quiz.ts';

/** A quiz as the browser gets it: one language, texts already HTML (made by `inline`, which escapes). */
export interface ShownQuestion {
  id: string;
  kind: 'single' | 'multiple' | 'order';
  prompt: string;
  /** In the order first shown. */
  options: { id: string; text: string; why: string; plain: string }[];
  right: string[];
}
export interface ShownQuiz {
  lesson: string;
  questions: ShownQuestion[];
}

export function localizeQuiz(quiz: Quiz, language: Language): ShownQuiz {
  return {
    lesson: quiz.lesson,
    questions: quiz.questions.map((question) => {
      const order = question.kind === 'order' ? shownOrder(question) : question.options.map((option) => option.id);
      const options = order.map((id) => {
        const option = question.options.find((o) => o.id === id)!;
        return { id, text: inline(option.text[language]), why: inline(option.why[language]), plain: option.text[language].replace(/[`*]/g, '') };
      });
      return { id: question.id, kind: question.kind, prompt: inline(question.prompt[language]), options, right: [...rightAnswer(question)] };
    }),
  };
}
