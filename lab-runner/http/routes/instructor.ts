import { z } from 'zod';
import { role } from '../../contract/account.ts';
import { instructorRow, objectionRow } from '../../contract/api.ts';
import { PostlabError } from '../../errors.ts';
import type { App, HttpContext } from '../context.ts';
import { requireInstructor, signIn } from '../identity.ts';
import { done, keyed, problems } from '../shapes.ts';

const byId = z.object({ id: z.string() });

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
 * A sign-in link works once: it becomes a session, and leaves the address bar. A used one gets the page too, which then
 * says what to do; a browser that is signed in already stays so.
 */
export function signInLink(app: App, ctx: HttpContext): void {
  app.addHook('onRequest', async (request, reply) => {
    const [path = '', query = ''] = request.url.split('?');
    if (request.method !== 'GET' || !/^\/(zh-cn\/)?instructor\/?$/.test(path)) return;
    const secret = new URLSearchParams(query).get('link');
    if (secret === null) return;
    const to = path.endsWith('/') ? path : `${path}/`;
    reply.header('cache-control', 'no-store');
    try {
      const { accounts } = ctx.classroom();
      const person = await accounts.useLink(secret, request.ip);
      await signIn(request, reply, accounts, person.id);
      await accounts.audit({ kind: 'person', id: person.id, role: role.parse(person.role), name: person.name, session: '' }, 'signed in by link', person.name);
      return reply.redirect(to, 303);
    } catch (error) {
      if (!(error instanceof PostlabError)) throw error;
      return reply.redirect(`${to}?problem=${error.code}`, 303);
    }
  });
}
