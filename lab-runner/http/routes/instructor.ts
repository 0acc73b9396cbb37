import { z } from 'zod';
import { instructorRow } from '../../contract/api.ts';
import type { App, HttpContext } from '../context.ts';
import { instructorCookie, isInstructor, sameSecret, wrongKey } from '../identity.ts';

const byId = z.object({ id: z.string() });
const done = z.strictObject({ ok: z.literal(true) });

/** All sandboxes of the instance, for whoever has the instructor's key. */
export function instructorRoutes(app: App, ctx: HttpContext): void {
  app.get('/instructor', { schema: { hide: true, querystring: z.object({ key: z.string().optional() }) } }, async (request, reply) => enter(request.query.key, ctx, reply));
  app.addHook('onRequest', async (request, reply) => {
    // The link carries the key; it moves into a cookie and out of the address bar.
    const url = new URL(request.url, 'http://localhost');
    const key = url.searchParams.get('key');
    if (key !== null && /^\/(zh-cn\/)?instructor\/$/.test(url.pathname)) return enter(key, ctx, reply, url.pathname);
  });
  app.get('/api/instructor/sandboxes', { schema: { summary: 'All sandboxes (instructor)', response: { 200: z.array(instructorRow) } } }, async (request) => {
    if (!isInstructor(request, ctx.keys)) throw wrongKey();
    return ctx.attempts().instructorRows();
  });
  app.post('/api/instructor/sandboxes/:id/stop', { schema: { summary: 'Stop the hosts of a sandbox (instructor)', params: byId, response: { 202: done } } }, async (request, reply) => {
    if (!isInstructor(request, ctx.keys)) throw wrongKey();
    await ctx.attempts().stopSandbox(request.params.id);
    return reply.status(202).send({ ok: true });
  });
  app.post('/api/instructor/sandboxes/:id/reset', { schema: { summary: 'Remove a sandbox; its learner may start anew (instructor)', params: byId, response: { 202: done } } }, async (request, reply) => {
    if (!isInstructor(request, ctx.keys)) throw wrongKey();
    await ctx.attempts().resetSandbox(request.params.id);
    return reply.status(202).send({ ok: true });
  });
}

function enter(key: string | undefined, ctx: HttpContext, reply: import('fastify').FastifyReply, path = '/instructor/') {
  if (key !== undefined) {
    if (!sameSecret(key, ctx.keys.instructor)) throw wrongKey();
    reply.setCookie(instructorCookie, key, { path: '/', httpOnly: true, sameSite: 'strict', maxAge: 30 * 24 * 3600 });
  }
  return reply.header('cache-control', 'no-store').redirect(path, 303);
}
