import type { APIRoute, GetStaticPaths } from 'astro';
import type { Quiz } from '../../components/quiz/quiz.ts';
import { localizeQuiz } from '../../components/quiz/shown.ts';
import { writtenLessons } from '../../lib/written.ts';
import type { BankItem } from '../../widgets/practice-exam/bank.ts';
import { domainOf } from '../../widgets/practice-exam/blueprint.ts';

/** The bank of the practice examination: every question of every written lesson in the blueprint, in one language. Fetched when it begins. */
export const getStaticPaths: GetStaticPaths = () => (['en', 'zh-cn'] as const).map((language) => ({ params: { language } }));

export const GET: APIRoute = async ({ params }) => {
  const language = params.language === 'zh-cn' ? 'zh-cn' : 'en';
  const quizzes = Object.values(import.meta.glob<Quiz>('../../content/quizzes/*.ts', { import: 'default', eager: true }));
  const written = await writtenLessons();
  const items: BankItem[] = quizzes
    .filter((quiz) => written.has(quiz.lesson) && domainOf(quiz.lesson) !== null)
    .flatMap((quiz) => localizeQuiz(quiz, language).questions.map((question) => ({ id: `${quiz.lesson}/${question.id}`, lesson: quiz.lesson, question })));
  return new Response(JSON.stringify(items), { headers: { 'content-type': 'application/json' } });
};
