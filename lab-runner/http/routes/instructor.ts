import { z } from 'zod';
import { instructorRow, objectionRow } from '../../contract/api.ts';
import type { App, HttpContext } from '../context.ts';
import { instructorCookie, requireInstructor, sameSecret } from '../identity.ts';
import { done, keyed, problems } from '../shapes.ts';

const byId = z.object({ id: z.string() });
const cookieAge = 30 * 24 * 3600;

/** All sandboxes of the instance, for whoever has the instructor's key. */
export function instructorRoutes(app: App, ctx: HttpContext): void {
  const onRequest = async (request: Parameters<typeof requireInstructor>[0]) => requireInstructor(request, ctx.keys);

  app.get(
    '/api/instructor/sandboxes',
    { onRequest, schema: { ...keyed, summary: 'All sandboxes', response: { 200: z.array(instructorRow), ...problems } } },
    async () => ctx.attempts().instructorRows(),
  );
  app.get(
    '/api/instructor/objections',
    { onRequest, schema: { ...keyed, summary: '"This check is wrong": notes with their evidence', response: { 200: z.array(objectionRow), ...problems } } },
    async () => ctx.attempts().objections(),
  );
  app.post(
    '/api/instructor/sandboxes/:id/stop',
    {
      onRequest,
      schema: { ...keyed, summary: 'Stop the hosts of a sandbox; its learner can bring them back', params: byId, response: { 202: done, ...problems } },
    },
    async (request, reply) => {
      await ctx.attempts().stopSandbox(request.params.id, 'instructor');
      return reply.status(202).send({ ok: true });
    },
  );
  app.post(
    '/api/instructor/sandboxes/:id/reset',
    { onRequest, schema: { ...keyed, summary: 'Throw a sandbox away; its learner gets a fresh one', params: byId, response: { 202: done, ...problems } } },
    async (request, reply) => {
      await ctx.attempts().resetSandbox(request.params.id);
      return reply.status(202).send({ ok: true });
    },
  );
}

/**
 * The instructor's link carries the key; it moves into a cookie and out of the address bar. A wrong key gets the page
 * too, which then says that it needs the right one.
 */
export function instructorLink(app: App, ctx: HttpContext): void {
  app.addHook('onRequest', async (request, reply) => {
    const [path = '', query = ''] = request.url.split('?');
    if (request.method !== 'GET' || !/^\/(zh-cn\/)?instructor\/?$/.test(path)) return;
    const key = new URLSearchParams(query).get('key');
    if (key === null) return;
    if (sameSecret(key, ctx.keys.instructor)) reply.setCookie(instructorCookie, key, { path: '/', httpOnly: true, sameSite: 'strict', maxAge: cookieAge });
    return reply.header('cache-control', 'no-store').redirect(path.endsWith('/') ? path : `${path}/`, 303);
  });
}
