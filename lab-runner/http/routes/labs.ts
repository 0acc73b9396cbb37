import { z } from 'zod';
import { attempt, labSummary, startBody, status } from '../../contract/api.ts';
import { PostlabError } from '../../errors.ts';
import type { App, HttpContext } from '../context.ts';
import { learnerFor } from '../identity.ts';
import { done, problems } from '../shapes.ts';

const bySlug = z.object({ slug: z.string() });

/** What there is, and starting it. */
export function labRoutes(app: App, ctx: HttpContext): void {
  app.get('/api/health', { schema: { summary: 'The server answers', response: { 200: done, ...problems } } }, async () => ({ ok: true }) as const);

  app.get('/api/status', { schema: { summary: 'Can labs run, and how far are their images', response: { 200: status, ...problems } } }, async () =>
    ctx.status(),
  );

  app.get('/api/labs', { schema: { summary: 'All labs, without hints and solutions', response: { 200: z.array(labSummary), ...problems } } }, async () =>
    ctx.labs(),
  );

  app.get('/api/labs/:slug', { schema: { summary: 'One lab', params: bySlug, response: { 200: labSummary, ...problems } } }, async (request) => {
    const { slug } = request.params;
    const lab = ctx.labs().find((l) => l.slug === slug);
    if (lab) return lab;
    throw new PostlabError({ code: 'unknown-lab', status: 404, message: `There is no lab "${slug.slice(0, 60)}".`, hint: 'GET /api/labs lists all.' });
  });

  app.post(
    '/api/labs/:slug/prewarm',
    { schema: { summary: 'The page of this lab was opened: a sandbox may be made ready', params: bySlug, response: { 202: done, ...problems } } },
    async (request, reply) => {
      ctx.attempts().prewarm(request.params.slug);
      return reply.status(202).send({ ok: true });
    },
  );

  app.post(
    '/api/labs/:slug/attempts',
    {
      schema: {
        summary: 'Resume the running attempt of this lab, or start one',
        params: bySlug,
        body: startBody.nullish(),
        response: { 202: attempt, ...problems },
      },
    },
    async (request, reply) => {
      const learner = learnerFor(request, reply);
      if (request.actor.kind === 'person') await ctx.classroom().policy.allow(learner, request.params.slug, 'start');
      return reply.status(202).send(await ctx.attempts().start(learner, request.params.slug, { fresh: request.body?.fresh ?? false }));
    },
  );
}
