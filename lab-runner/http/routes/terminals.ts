import { z } from 'zod';
import { PostlabError } from '../../errors.ts';
import { TerminalViews } from '../../terminal/views.ts';
import type { App, HttpContext } from '../context.ts';
import { viewerOf } from '../identity.ts';
import { requireRead } from '../rights.ts';
import { done, problems } from '../shapes.ts';

const path = z.object({ id: z.string(), host: z.string(), tab: z.string() });
const besidePath = path.extend({ attempt: z.string(), mode: z.enum(['watch', 'help']) });

/**
 * WebSocket /api/attempts/:id/terminals/:host/:tab; frames as in contract/api.ts. Close codes: 1000 the shell ended, 1001 the
 * server stops, 1008 wrong key, 1009 frame too large, 4404 no such attempt (or it has ended), host or tab, 4409 the host is not up (try again).
 * A foreign origin gets no socket at all: 403 (guards.ts).
 */
export function terminalRoutes(app: App, ctx: HttpContext): void {
  const views = new TerminalViews((attempt, visitors) => ctx.attempts().visitors(attempt, visitors));
  app.addHook('preClose', () => views.close());
  app.route({
    method: 'GET',
    url: '/api/attempts/:id/terminals/:host/:tab',
    exposeHeadRoute: false,
    schema: { summary: 'Terminal (WebSocket)', description: 'Binary frames; their first byte is their type.', params: path },
    handler: async () => {
      throw websocketOnly();
    },
    wsHandler: (socket, request) => {
      // Validation has run before the upgrade.
      const { id, host, tab } = request.params as z.infer<typeof path>;
      const { actor } = request;
      let recorded = false;
      void views.serve(socket, {
        attempt: id,
        tab,
        record: (size) => (recorded ? (ctx.recordings?.begin(id, host, tab, size) ?? null) : null),
        touch: () => ctx.attempts().touch(id),
        find: async () => {
          knownTab(tab);
          const viewer = viewerOf(request, ctx.keys);
          const target = await ctx.attempts().terminalTarget(viewer, id, host);
          if (actor.kind === 'person' && ctx.recordings) {
            const { lab } = await ctx.attempts().get(viewer, id);
            recorded = await ctx.classroom().policy.recorded(actor.id, lab);
          }
          return target;
        },
      });
    },
  });

  app.post(
    '/api/attempts/:id/visitors/dismiss',
    {
      schema: {
        summary: 'Send away staff who look at the terminals of this attempt',
        params: z.object({ id: z.string() }),
        response: { 200: done, ...problems },
      },
    },
    async (request) => {
      await ctx.attempts().get(viewerOf(request, ctx.keys), request.params.id);
      views.dismiss(request.params.id);
      return { ok: true } as const;
    },
  );

  app.route({
    method: 'GET',
    url: '/api/classes/:id/attempts/:attempt/terminals/:host/:tab/:mode',
    exposeHeadRoute: false,
    schema: {
      summary: "Staff beside a learner's terminal (WebSocket): watch, or help",
      description: 'Binary frames; their first byte is their type. The learner sees who is there and can end it.',
      params: besidePath,
    },
    handler: async () => {
      throw websocketOnly();
    },
    wsHandler: async (socket, request) => {
      const { id: of, attempt: id, host, tab, mode } = request.params as z.infer<typeof besidePath>;
      const { actor } = request;
      const name = actor.kind === 'person' ? actor.name : 'script';
      void views.serve(socket, {
        attempt: id,
        tab,
        touch: () => undefined,
        visitor: { name, mode, host, tab },
        find: async () => {
          knownTab(tab);
          const room = ctx.classroom();
          await requireRead(room.classes, actor, of);
          const { learner } = (await room.relay.ownerOf(id)) ?? { learner: '' };
          await room.classes.enrolment(of, learner);
          await room.accounts.audit(actor, mode === 'watch' ? 'watched a terminal' : 'helped in a terminal', learner, `${id} ${host} ${tab}`);
          return ctx.attempts().terminalTarget({ role: 'instructor' }, id, host);
        },
      });
    },
  });
}

function knownTab(tab: string): void {
  if (/^[1-9]$/.test(tab)) return;
  throw new PostlabError({
    code: 'unknown-tab',
    status: 404,
    message: `A tab is a digit from 1 to 9; found "${tab.slice(0, 20)}".`,
    hint: 'Open the terminal on the page of the lab.',
  });
}

function websocketOnly(): PostlabError {
  return new PostlabError({
    code: 'websocket-only',
    status: 426,
    message: 'A terminal is a WebSocket; this was a plain request.',
    hint: 'Open the terminal on the page of the lab.',
  });
}
