import { gradeBody, gradeReport } from '../../contract/api.ts';
import type { App, HttpContext } from '../context.ts';
import { isAdmin, wrongKey } from '../identity.ts';

/** One call that grades, for scripts. */
export function gradeRoutes(app: App, ctx: HttpContext): void {
  app.post('/api/grade', { bodyLimit: 2 * 1024 * 1024, schema: { summary: 'Grade a script in a fresh sandbox, or a running attempt (admin token)', body: gradeBody, response: { 200: gradeReport } } }, async (request) => {
    if (!isAdmin(request, ctx.keys)) throw wrongKey();
    const { body } = request;
    if ('attempt' in body) return ctx.attempts().gradeAttempt(body.attempt);
    const abort = new AbortController();
    // Whoever asked is gone: the sandbox made for them goes too.
    request.raw.socket.once('close', () => abort.abort());
    return ctx.attempts().gradeSolution({ lab: body.lab, solution: body.solution, reboot: body.reboot, signal: abort.signal, ...(body.host && { host: body.host }), ...(body.seed && { seed: body.seed }) });
  });
}
