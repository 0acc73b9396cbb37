import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { answerBody, attempt, hintBody, hintTaken, objectionBody, solutionShown, whyTexts } from '../../contract/api.ts';
import type { App, HttpContext } from '../context.ts';
import { viewerOf } from '../identity.ts';
import { done, problems } from '../shapes.ts';

const byId = z.object({ id: z.string() });

/** What a learner asks and says about the tasks of an attempt. */
export function taskRoutes(app: App, ctx: HttpContext): void {
  const { attempts, keys } = ctx;
  /** What the learner's class says to it. */
  const allow = async (request: FastifyRequest, id: string, act: 'hint' | 'solution') => {
    if (request.actor.kind !== 'person') return;
    const { lab } = await attempts().get(viewerOf(request, keys), id);
    await ctx.classroom().policy.allow(request.actor.id, lab, act);
  };

  app.post(
    '/api/attempts/:id/hints',
    { schema: { summary: 'The next hint of a task (costs 10 % of it)', params: byId, body: hintBody, response: { 200: hintTaken, ...problems } } },
    async (request) => {
      await allow(request, request.params.id, 'hint');
      return attempts().hint(viewerOf(request, keys), request.params.id, request.body.task);
    },
  );
  app.put(
    '/api/attempts/:id/answers',
    { schema: { summary: 'Write down the answer to a task', params: byId, body: answerBody, response: { 200: attempt, ...problems } } },
    async (request) => attempts().answer(viewerOf(request, keys), request.params.id, request.body.task, request.body.answer),
  );
  app.post(
    '/api/attempts/:id/solution',
    { schema: { summary: 'Show the solutions; ends scoring', params: byId, response: { 200: solutionShown, ...problems } } },
    async (request) => {
      await allow(request, request.params.id, 'solution');
      return attempts().reveal(viewerOf(request, keys), request.params.id);
    },
  );
  app.get(
    '/api/attempts/:id/why',
    { schema: { summary: 'After solving: what the checks looked at', params: byId, response: { 200: whyTexts, ...problems } } },
    async (request) => attempts().why(viewerOf(request, keys), request.params.id),
  );
  app.post(
    '/api/attempts/:id/objections',
    {
      schema: { summary: '"This check is wrong": a note, kept with the last results', params: byId, body: objectionBody, response: { 201: done, ...problems } },
    },
    async (request, reply) => {
      await attempts().object(viewerOf(request, keys), request.params.id, request.body.task, request.body.note);
      return reply.status(201).send({ ok: true });
    },
  );
}
