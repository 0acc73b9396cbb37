import { z } from 'zod';
import type { AttemptEvent } from '../../contract/api.ts';
import type { App, HttpContext } from '../context.ts';
import { viewerOf } from '../identity.ts';
import { streamEvents } from '../sse.ts';

/** Server-sent events of one attempt: the present state first, then every change. */
export function eventRoutes(app: App, ctx: HttpContext): void {
  const schema = {
    summary: 'Server-sent events of one attempt',
    description: '`event:` is the type, `data:` the event as JSON.',
    params: z.object({ id: z.string() }),
    produces: ['text/event-stream'],
  };
  app.get('/api/attempts/:id/events', { exposeHeadRoute: false, schema }, async (request, reply) =>
    streamEvents<AttemptEvent>(reply, (listener) => ctx.attempts().subscribe(viewerOf(request, ctx.keys), request.params.id, listener)),
  );
}
