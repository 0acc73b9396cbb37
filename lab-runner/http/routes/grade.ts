import { gradeBody, gradeReport } from '../../contract/api.ts';
import type { App, HttpContext } from '../context.ts';
import { requireAdmin } from '../identity.ts';
import { keyed, problems } from '../shapes.ts';

/** A script of a million characters may be twice that as JSON. */
const bodyLimit = 2 * 1024 * 1024;
/** Milliseconds. Some HTTP clients, Node's fetch among them, give up when five minutes bring no header. */
const stillBusy = 60_000;

/** One call that grades, for scripts. It may take minutes. */
export function gradeRoutes(app: App, ctx: HttpContext): void {
  app.post(
    '/api/grade',
    {
      bodyLimit,
      // Before the body is read: a stranger's two megabytes are not.
      onRequest: async (request) => requireAdmin(request, ctx.keys),
      schema: { ...keyed, summary: 'Grade a script in a fresh sandbox, or a running attempt', body: gradeBody, response: { 200: gradeReport, ...problems } },
    },
    async (request, reply) => {
      const { body } = request;
      // 102 (RFC 2518 §10.1): the answer is being worked on.
      const busy = setInterval(() => reply.raw.headersSent || reply.raw.writeProcessing(), stillBusy);
      reply.raw.once('close', () => clearInterval(busy));
      if ('attempt' in body) return ctx.attempts().gradeAttempt(body.attempt);
      const abort = new AbortController();
      // Whoever asked is gone: the sandbox made for them goes too.
      reply.raw.once('close', () => abort.abort());
      const { lab, solution, reboot, host, seed, answers } = body;
      return ctx.attempts().gradeSolution({
        lab,
        solution,
        reboot,
        signal: abort.signal,
        ...(host !== undefined && { host }),
        ...(seed !== undefined && { seed }),
        ...(answers !== undefined && { answers }),
      });
    },
  );
}
