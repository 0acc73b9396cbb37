import { z } from 'zod';
import { answerBody, attempt, hintBody, hintTaken, objectionBody, progressRow, solutionShown, whyTexts } from '../../contract/api.ts';
import { submission } from '../../contract/attempt.ts';
import type { App, HttpContext } from '../context.ts';
import { learnerFor, viewerOf } from '../identity.ts';

const byId = z.object({ id: z.string() });
const done = z.strictObject({ ok: z.literal(true) });

/** One learner's work on one lab. */
export function attemptRoutes(app: App, ctx: HttpContext): void {
  const { keys } = ctx;
  const attempts = () => ctx.attempts();
  app.get('/api/attempts', { schema: { summary: 'Attempts of this browser, newest first', response: { 200: z.array(attempt) } } }, async (request, reply) => attempts().mine(learnerFor(request, reply)));
  app.get('/api/progress', { schema: { summary: 'Best results of this browser, one row a lab', response: { 200: z.array(progressRow) } } }, async (request, reply) => attempts().progress(learnerFor(request, reply)));
  app.get('/api/attempts/:id', { schema: { summary: 'One attempt', params: byId, response: { 200: attempt } } }, async (request, reply) => attempts().get(viewerOf(request, reply, keys), request.params.id));
  app.delete('/api/attempts/:id', { schema: { summary: 'End it and remove its sandbox', params: byId, response: { 200: attempt } } }, async (request, reply) => attempts().end(viewerOf(request, reply, keys), request.params.id));
  app.post('/api/attempts/:id/cancel', { schema: { summary: 'Give up a start', params: byId, response: { 200: attempt } } }, async (request, reply) => attempts().end(viewerOf(request, reply, keys), request.params.id));
  app.post('/api/attempts/:id/reset', { schema: { summary: 'Throw the sandbox away and start again', params: byId, response: { 202: attempt } } }, async (request, reply) =>
    reply.status(202).send(await attempts().reset(viewerOf(request, reply, keys), request.params.id)),
  );
  app.post('/api/attempts/:id/checks', { schema: { summary: 'Check; the submission goes on in the background', params: byId, response: { 202: submission } } }, async (request, reply) =>
    reply.status(202).send(await attempts().check(viewerOf(request, reply, keys), request.params.id)),
  );
  app.post('/api/attempts/:id/proofs', { schema: { summary: 'Reboot the hosts and check again', params: byId, response: { 202: submission } } }, async (request, reply) =>
    reply.status(202).send(await attempts().prove(viewerOf(request, reply, keys), request.params.id)),
  );
  app.get('/api/submissions/:id', { schema: { summary: 'One submission', params: byId, response: { 200: submission } } }, async (request, reply) => attempts().submission(viewerOf(request, reply, keys), request.params.id));
  app.post('/api/attempts/:id/hints', { schema: { summary: 'The next hint of a task (costs 10 % of it)', params: byId, body: hintBody, response: { 200: hintTaken } } }, async (request, reply) =>
    attempts().hint(viewerOf(request, reply, keys), request.params.id, request.body.task),
  );
  app.put('/api/attempts/:id/answers', { schema: { summary: 'Write down the answer to a task', params: byId, body: answerBody, response: { 200: attempt } } }, async (request, reply) =>
    attempts().answer(viewerOf(request, reply, keys), request.params.id, request.body.task, request.body.answer),
  );
  app.post('/api/attempts/:id/solution', { schema: { summary: 'Show the solutions; ends scoring', params: byId, response: { 200: solutionShown } } }, async (request, reply) => attempts().reveal(viewerOf(request, reply, keys), request.params.id));
  app.get('/api/attempts/:id/why', { schema: { summary: 'After solving: what the checks looked at', params: byId, response: { 200: whyTexts } } }, async (request, reply) => attempts().why(viewerOf(request, reply, keys), request.params.id));
  app.post('/api/attempts/:id/objections', { schema: { summary: '"This check is wrong": a note with its evidence', params: byId, body: objectionBody, response: { 201: done } } }, async (request, reply) => {
    await attempts().object(viewerOf(request, reply, keys), request.params.id, request.body.task, request.body.note);
    return reply.status(201).send({ ok: true });
  });
  app.post('/api/attempts/:id/hosts/:host/reboot', { schema: { summary: 'Reboot one host', params: byId.extend({ host: z.string() }), response: { 202: attempt } } }, async (request, reply) =>
    reply.status(202).send(await attempts().rebootHost(viewerOf(request, reply, keys), request.params.id, request.params.host)),
  );
}
