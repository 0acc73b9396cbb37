import { useEffect, useState } from 'preact/hooks';
import { recordOf } from '../../../lab-runner/contract/progress.ts';
import type { Language } from '../../../lab-runner/contract/text.ts';
import { add } from '../../client/lesson-progress.ts';
import { recall, remember } from '../../client/memory.ts';
import { QuestionView } from './Question.tsx';
import { judge, type QuizMemory, quizKey, readMemory } from './quiz.ts';
import type { ShownQuestion, ShownQuiz } from './shown.ts';

const words = {
  en: {
    score: (right: number, answered: number, total: number) => `${right} of ${total} right${answered < total ? `, ${total - answered} to go` : ''}`,
    again: 'Start over',
    remembered: 'Your answers stay in this browser. The best result counts, and goes to the lab runner when there is one.',
  },
  'zh-cn': {
    score: (right: number, answered: number, total: number) => `${total} 题答对 ${right} 题${answered < total ? `，还有 ${total - answered} 题` : ''}`,
    again: '重新作答',
    remembered: '答案只留在这个浏览器里；成绩取最好的一次，有实验服务时也记在那里。',
  },
};

const right = (question: ShownQuestion, answer: string[] | undefined): boolean => answer !== undefined && judge(question, answer);

/** All questions of a lesson. An answer is given once and explained at once; *Start over* forgets them all. */
export default function Quiz({ quiz, language }: { quiz: ShownQuiz; language: Language }) {
  const [answers, setAnswers] = useState<Record<string, string[]>>({});
  const key = quizKey(quiz.lesson);
  const w = words[language];

  // Only in the browser, after the first drawing: the server's page has no memory, and both must draw the same first.
  useEffect(() => {
    const memory = readMemory(recall(key));
    if (memory) setAnswers(memory.answers);
  }, [key]);

  const count = (given: Record<string, string[]>) => quiz.questions.filter((question) => right(question, given[question.id])).length;
  const give = (id: string, answer: string[]) => {
    const given = { ...answers, [id]: answer };
    setAnswers(given);
    const memory: QuizMemory = { answers: given, right: count(given), total: quiz.questions.length, at: new Date().toISOString() };
    remember(key, JSON.stringify(memory));
    const { right, total, at } = memory;
    add(quiz.lesson, recordOf({ right, total, at }), Object.keys(given).length === total);
  };
  const startOver = () => {
    setAnswers({});
    remember(key, null);
  };

  const answered = quiz.questions.filter((question) => answers[question.id]).length;
  return (
    <div class="quiz">
      <ol class="quiz-questions">
        {quiz.questions.map((question) => (
          <li key={question.id}>
            <QuestionView
              key={answers[question.id] ? 'answered' : 'open'}
              question={question}
              answer={answers[question.id] ?? null}
              right={right(question, answers[question.id])}
              language={language}
              onAnswer={(answer) => give(question.id, answer)}
            />
          </li>
        ))}
      </ol>
      <p class="quiz-score" role="status">
        {w.score(count(answers), answered, quiz.questions.length)}
        {answered > 0 && (
          <>
            {' '}
            <button type="button" onClick={startOver}>
              {w.again}
            </button>{' '}
            <small>{w.remembered}</small>
          </>
        )}
      </p>
    </div>
  );
}
