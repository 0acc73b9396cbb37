import { z } from 'zod';
import { PostlabError } from '../../errors.ts';
import { TerminalViews } from '../../terminal/views.ts';
import type { App, HttpContext } from '../context.ts';
import { viewerOf } from '../identity.ts';

const path = z.object({ id: z.string(), host: z.string(), tab: z.string() });

/**
 * WebSocket /api/attempts/:id/terminals/:host/:tab; frames as in contract/api.ts. Close codes: 1000 the shell ended, 1001 the
 * server stops, 1008 wrong key, 1009 frame too large, 4404 no such attempt (or it has ended), host or tab, 4409 the host is not up (try again).
 * A foreign origin gets no socket at all: 403 (guards.ts).
 */
export function terminalRoutes(app: App, ctx: HttpContext): void {
  const views = new TerminalViews();
  app.addHook('preClose', () => views.close());
  app.route({
    method: 'GET',
    url: '/api/attempts/:id/terminals/:host/:tab',
    exposeHeadRoute: false,
    schema: { summary: 'Terminal (WebSocket)', description: 'Binary frames; their first byte is their type.', params: path },
    handler: async () => {
      throw new PostlabError({
        code: 'websocket-only',
        status: 426,
        message: 'A terminal is a WebSocket; this was a plain request.',
        hint: 'Open the terminal on the page of the lab.',
      });
    },
    wsHandler: (socket, request) => {
      // Validation has run before the upgrade.
      const { id, host, tab } = request.params as z.infer<typeof path>;
      void views.serve(socket, {
        tab,
        touch: () => ctx.attempts().touch(id),
        find: async () => {
          if (!/^[1-9]$/.test(tab))
            throw new PostlabError({
              code: 'unknown-tab',
              status: 404,
              message: `A tab is a digit from 1 to 9; found "${tab.slice(0, 20)}".`,
              hint: 'Open the terminal on the page of the lab.',
            });
          return ctx.attempts().terminalTarget(viewerOf(request, ctx.keys), id, host);
        },
      });
    },
  });
}
