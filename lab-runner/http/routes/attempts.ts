import { z } from 'zod';
import { attempt, progressRow } from '../../contract/api.ts';
import { submission } from '../../contract/attempt.ts';
import type { App, HttpContext } from '../context.ts';
import { learnerOr, viewerOf } from '../identity.ts';
import { problems } from '../shapes.ts';

const byId = z.object({ id: z.string() });
const onHost = byId.extend({ host: z.string() });

/** The life of one learner's attempts: look, check, reboot, reset, end. */
export function attemptRoutes(app: App, { attempts, keys }: HttpContext): void {
  app.get(
    '/api/attempts',
    { schema: { summary: 'Attempts of this browser, newest first', response: { 200: z.array(attempt), ...problems } } },
    async (request) => attempts().mine(learnerOr(request)),
  );
  app.get(
    '/api/progress',
    { schema: { summary: 'Best results of this browser, one row a lab', response: { 200: z.array(progressRow), ...problems } } },
    async (request) => attempts().progress(learnerOr(request)),
  );
  app.get('/api/attempts/:id', { schema: { summary: 'One attempt', params: byId, response: { 200: attempt, ...problems } } }, async (request) =>
    attempts().get(viewerOf(request, keys), request.params.id),
  );
  app.delete(
    '/api/attempts/:id',
    { schema: { summary: 'End it and remove its sandbox', params: byId, response: { 200: attempt, ...problems } } },
    async (request) => attempts().end(viewerOf(request, keys), request.params.id),
  );
  app.post('/api/attempts/:id/cancel', { schema: { summary: 'Give up a start', params: byId, response: { 200: attempt, ...problems } } }, async (request) =>
    attempts().end(viewerOf(request, keys), request.params.id),
  );
  app.post(
    '/api/attempts/:id/reset',
    { schema: { summary: 'Throw the sandbox away and start again', params: byId, response: { 202: attempt, ...problems } } },
    async (request, reply) => reply.status(202).send(await attempts().reset(viewerOf(request, keys), request.params.id)),
  );
  app.post(
    '/api/attempts/:id/hosts/:host/reboot',
    { schema: { summary: 'Reboot one host', params: onHost, response: { 202: attempt, ...problems } } },
    async (request, reply) => reply.status(202).send(await attempts().rebootHost(viewerOf(request, keys), request.params.id, request.params.host)),
  );
  app.post(
    '/api/attempts/:id/checks',
    { schema: { summary: 'Check; results follow as events', params: byId, response: { 202: submission, ...problems } } },
    async (request, reply) => reply.status(202).send(await attempts().check(viewerOf(request, keys), request.params.id)),
  );
  app.post(
    '/api/attempts/:id/proofs',
    { schema: { summary: 'Reboot the hosts and check again', params: byId, response: { 202: submission, ...problems } } },
    async (request, reply) => reply.status(202).send(await attempts().prove(viewerOf(request, keys), request.params.id)),
  );
  app.get('/api/submissions/:id', { schema: { summary: 'One submission', params: byId, response: { 200: submission, ...problems } } }, async (request) =>
    attempts().submission(viewerOf(request, keys), request.params.id),
  );
}
