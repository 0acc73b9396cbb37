import { z } from 'zod';
import { feedbackBody, feedbackKept, feedbackRow, feedbackSummary, lessonProgress } from '../../contract/lessons.ts';
import { PostlabError } from '../../errors.ts';
import { RateLimit } from '../../lessons/rate-limit.ts';
import type { App, HttpContext } from '../context.ts';
import { bearerOf, learnerFor, learnerOr, requireInstructor } from '../identity.ts';
import { done, keyed, problems } from '../shapes.ts';

const byLesson = z.object({ lesson: z.string() });

/** Answers of one address: a class of sixty behind one tunnel may send together, a script soon waits. */
const feedbackLimit = { capacity: 60, refillMs: 60_000 };

/** What readers tell about lessons, and how far they are. */
export function lessonRoutes(app: App, { lessons, keys, now }: HttpContext): void {
  const limit = new RateLimit(feedbackLimit);

  app.get(
    '/api/lessons/:lesson/feedback',
    { schema: { summary: 'Numbers about a lesson, from 5 answers on', params: byLesson, response: { 200: feedbackSummary, ...problems } } },
    async (request) => lessons().summary(request.params.lesson),
  );
  app.post(
    '/api/lessons/:lesson/feedback',
    {
      schema: {
        summary: 'An anonymous answer; the token that comes back is the only way to delete it',
        params: byLesson,
        body: feedbackBody,
        response: { 201: feedbackKept, ...problems },
      },
    },
    // The learner's cookie is not looked at: the answer must not be tied to one.
    async (request, reply) => {
      const wait = limit.take(request.ip, now());
      if (wait > 0) {
        reply.header('retry-after', String(Math.ceil(wait / 1000)));
        throw new PostlabError({
          code: 'too-often',
          status: 429,
          message: `From one address ${feedbackLimit.capacity} answers may come at once, then one a minute; found one more.`,
          hint: `Try again in ${Math.ceil(wait / 1000)} seconds.`,
        });
      }
      return reply.status(201).send(await lessons().give(request.params.lesson, request.body));
    },
  );
  app.delete(
    '/api/feedback',
    { schema: { ...keyed, summary: 'Delete the answer whose token is in the Authorization header', response: { 200: done, ...problems } } },
    async (request) => {
      const token = bearerOf(request);
      if (token === null)
        throw new PostlabError({
          code: 'no-token',
          status: 401,
          message: 'This needs the token of an answer, as "Authorization: Bearer <token>"; found none.',
          hint: 'The token came back when the answer was sent; the browser that sent it keeps it.',
        });
      await lessons().withdraw(token);
      return { ok: true } as const;
    },
  );
  app.get(
    '/api/instructor/feedback',
    {
      onRequest: async (request) => requireInstructor(request, keys),
      schema: { ...keyed, summary: 'What readers wrote about lessons', response: { 200: z.array(feedbackRow), ...problems } },
    },
    async () => lessons().feedback(),
  );

  app.get(
    '/api/lessons/progress',
    { schema: { summary: 'How far this browser is with each lesson', response: { 200: lessonProgress, ...problems } } },
    async (request) => ({ lessons: await lessons().progress(learnerOr(request)) }),
  );
  app.post(
    '/api/lessons/progress',
    { schema: { summary: 'Merge what this browser knows into what is kept', body: lessonProgress, response: { 200: lessonProgress, ...problems } } },
    async (request, reply) => ({ lessons: await lessons().merge(learnerFor(request, reply), request.body.lessons) }),
  );
  app.delete(
    '/api/lessons/progress',
    { schema: { summary: "Forget this browser's progress with lessons", response: { 200: done, ...problems } } },
    async (request) => {
      await lessons().forget(learnerOr(request));
      return { ok: true } as const;
    },
  );
}
