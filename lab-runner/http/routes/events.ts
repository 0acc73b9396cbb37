import { z } from 'zod';
import type { AttemptEvent } from '../../contract/api.ts';
import type { App, HttpContext } from '../context.ts';
import { viewerOf } from '../identity.ts';

const heartbeat = 15_000;

/** Server-sent events of one attempt: the present state first, then every change. */
export function eventRoutes(app: App, ctx: HttpContext): void {
  app.get('/api/attempts/:id/events', { schema: { summary: 'Server-sent events of one attempt', params: z.object({ id: z.string() }) } }, async (request, reply) => {
    const viewer = viewerOf(request, reply, ctx.keys);
    const { id } = request.params;
    const waiting: AttemptEvent[] = [];
    let write = (event: AttemptEvent): void => void waiting.push(event);
    const unsubscribe = await ctx.attempts().subscribe(viewer, id, (event) => write(event));
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, { ...cookiesOf(reply.getHeaders()), 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' });
    write = (event) => void raw.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
    for (const event of waiting) write(event);
    const beat = setInterval(() => raw.write(': still here\n\n'), heartbeat);
    raw.on('close', () => {
      clearInterval(beat);
      unsubscribe();
    });
    raw.on('error', () => raw.destroy());
  });
}

/** A hijacked reply loses what was set before: the cookie of a new browser must not get lost. */
function cookiesOf(headers: Record<string, unknown>): Record<string, string | string[]> {
  const cookie = headers['set-cookie'];
  return typeof cookie === 'string' || Array.isArray(cookie) ? { 'set-cookie': cookie as string | string[] } : {};
}
