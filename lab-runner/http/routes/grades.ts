import { z } from 'zod';
import { nameOf } from '../../accounts/accounts.ts';
import { extensionBody, gradebook, overrideBody, overrideRow, regradeBody, regradeReport, rulingRow } from '../../contract/class.ts';
import type { App, HttpContext } from '../context.ts';
import { actorOf } from '../identity.ts';
import { requireManage, requireRead } from '../rights.ts';
import { done, keyed, problems } from '../shapes.ts';

const byId = z.object({ id: z.string() });

/** The gradebook of a class. */
export function gradebookRoutes(app: App, ctx: HttpContext): void {
  const room = () => ctx.classroom();
  const manage = (request: Parameters<typeof actorOf>[0]) => requireManage(room().classes, actorOf(request, ctx.keys));
  const read = (request: Parameters<typeof actorOf>[0], id: string) => requireRead(room().classes, actorOf(request, ctx.keys), id);

  app.get(
    '/api/classes/:id/grades',
    { schema: { ...keyed, summary: 'Grades as JSON', params: byId, response: { 200: gradebook, ...problems } } },
    async (request) => {
      await read(request, request.params.id);
      return room().gradebooks.get(request.params.id);
    },
  );
  app.get(
    '/api/classes/:id/grades.csv',
    { schema: { ...keyed, summary: 'Grades as CSV (RFC 4180, UTF-8)', params: byId, produces: ['text/csv'] } },
    async (request, reply) => {
      const { id } = request.params as z.infer<typeof byId>;
      await read(request, id);
      return reply
        .type('text/csv; charset=utf-8')
        .header('content-disposition', 'attachment; filename="grades.csv"')
        .send(await room().gradebooks.csv(id));
    },
  );
  app.put(
    '/api/classes/:id/grades/:person/:lab',
    {
      schema: {
        ...keyed,
        summary: 'Override a grade, with a reason; null takes the override back',
        params: byId.extend({ person: z.string(), lab: z.string() }),
        body: overrideBody,
        response: { 200: done, ...problems },
      },
    },
    async (request) => {
      const actor = manage(request);
      const { id, person, lab } = request.params;
      await room().gradebooks.override(id, person, lab, request.body.points, request.body.reason, nameOf(actor));
      await room().accounts.audit(actor, 'overrode a grade', `${lab} of ${person}`, `${request.body.points ?? 'as earned'}: ${request.body.reason}`);
      return { ok: true } as const;
    },
  );
  app.get(
    '/api/classes/:id/overrides',
    { schema: { ...keyed, summary: 'Every override ever made, newest first', params: byId, response: { 200: z.array(overrideRow), ...problems } } },
    async (request) => {
      await read(request, request.params.id);
      return room().gradebooks.history(request.params.id);
    },
  );
  app.post(
    '/api/classes/:id/regrades',
    {
      schema: {
        ...keyed,
        summary: 'A check was wrong: rule on its task for everybody, and say what changed; a dry run only says what would',
        params: byId,
        body: regradeBody,
        response: { 200: regradeReport, ...problems },
      },
    },
    async (request) => {
      const actor = manage(request);
      const report = await room().gradebooks.regrade(request.params.id, request.body, nameOf(actor));
      if (!report.applied) return report;
      await room().accounts.audit(
        actor,
        'regraded a task',
        `${request.body.lab}/${request.body.task}`,
        `${request.body.treat}: ${request.body.reason}; ${report.changed.length} grades changed`,
      );
      return report;
    },
  );
  app.get(
    '/api/classes/:id/regrades',
    { schema: { ...keyed, summary: 'Every ruling on a task, newest first', params: byId, response: { 200: z.array(rulingRow), ...problems } } },
    async (request) => {
      await read(request, request.params.id);
      return room().gradebooks.rulings(request.params.id);
    },
  );
  app.put(
    '/api/classes/:id/learners/:person/extensions/:lab',
    {
      schema: {
        ...keyed,
        summary: 'A later due date for one learner, with a reason; null takes it back',
        params: byId.extend({ person: z.string(), lab: z.string() }),
        body: extensionBody,
        response: { 200: done, ...problems },
      },
    },
    async (request) => {
      const actor = manage(request);
      const { id, person, lab } = request.params;
      await room().extensions.give(id, person, lab, request.body, nameOf(actor));
      await room().accounts.audit(actor, 'gave an extension', `${lab} of ${person}`, `${request.body.dueAt ?? 'taken back'}: ${request.body.reason}`);
      return { ok: true } as const;
    },
  );
}
