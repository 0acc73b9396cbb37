import { z } from 'zod';
import { type GradeReport, gradeBody, gradeQuery, gradeReport } from '../../contract/api.ts';
import { asJunit } from '../../grading/junit.ts';
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
      schema: {
        ...keyed,
        summary: 'Grade a script in a fresh sandbox, or a running attempt',
        description: 'The header `Postlab-Outcome` says how it went: `solved`, `not solved` or `could not check`. `?format=junit` answers with JUnit XML.',
        body: gradeBody,
        querystring: gradeQuery,
        produces: ['application/json', 'application/xml'],
        response: { 200: z.union([gradeReport, z.string()]), ...problems },
      },
    },
    async (request, reply) => {
      const { body } = request;
      // 102 (RFC 2518 §10.1): the answer is being worked on.
      const busy = setInterval(() => reply.raw.headersSent || reply.raw.writeProcessing(), stillBusy);
      reply.raw.once('close', () => clearInterval(busy));
      const tell = (report: GradeReport) => {
        reply.header('postlab-outcome', report.outcome);
        if (request.query.format === 'json') return report;
        reply.type('application/xml; charset=utf-8');
        return `${asJunit(report)}\n`;
      };
      if ('attempt' in body) return tell(await ctx.attempts().gradeAttempt(body.attempt));
      const abort = new AbortController();
      // Whoever asked is gone: the sandbox made for them goes too.
      reply.raw.once('close', () => abort.abort());
      const { lab, solution, reboot, host, seed, answers } = body;
      const report = await ctx.attempts().gradeSolution({
        lab,
        solution,
        reboot,
        signal: abort.signal,
        ...(host !== undefined && { host }),
        ...(seed !== undefined && { seed }),
        ...(answers !== undefined && { answers }),
      });
      return tell(report);
    },
  );
}
