import { z } from 'zod';
import { type BoardEvent, board, launchBody, launchPlan, launchView, taskStatistics } from '../../contract/class.ts';
import { PostlabError } from '../../errors.ts';
import type { App, HttpContext } from '../context.ts';
import { actorOf } from '../identity.ts';
import { requireManage, requireRead } from '../rights.ts';
import { keyed, problems } from '../shapes.ts';
import { streamEvents } from '../sse.ts';

const byId = z.object({ id: z.string() });
const byLaunch = byId.extend({ launch: z.string() });

/** The live board of a class, and launching labs for all. */
export function boardRoutes(app: App, ctx: HttpContext): void {
  const room = () => ctx.classroom();
  const manage = (request: Parameters<typeof actorOf>[0]) => requireManage(room().classes, actorOf(request, ctx.keys));
  const read = (request: Parameters<typeof actorOf>[0], id: string) => requireRead(room().classes, actorOf(request, ctx.keys), id);

  app.get(
    '/api/classes/:id/board',
    { schema: { ...keyed, summary: 'Learners × labs × tasks now', params: byId, response: { 200: board, ...problems } } },
    async (request) => {
      await read(request, request.params.id);
      return room().boards.board(request.params.id);
    },
  );
  app.get(
    '/api/classes/:id/board/events',
    {
      exposeHeadRoute: false,
      schema: {
        ...keyed,
        summary: 'Server-sent events of the board',
        description: '`event:` is the type, `data:` the event as JSON: the whole board first, then rows as they change.',
        params: byId,
        produces: ['text/event-stream'],
      },
    },
    async (request, reply) => {
      const { id } = request.params as z.infer<typeof byId>;
      await read(request, id);
      return streamEvents<BoardEvent>(reply, (listener) => room().boards.subscribe(id, listener));
    },
  );
  app.get(
    '/api/classes/:id/statistics',
    {
      schema: {
        ...keyed,
        summary: 'Pass rate, median time and commonest failure of each task',
        params: byId,
        response: { 200: z.array(taskStatistics), ...problems },
      },
    },
    async (request) => {
      await read(request, request.params.id);
      return room().boards.statistics(request.params.id);
    },
  );

  app.get(
    '/api/classes/:id/launches/plan',
    {
      schema: {
        ...keyed,
        summary: 'What a launch would mean: how many fit',
        params: byId,
        querystring: launchBody,
        response: { 200: launchPlan, ...problems },
      },
    },
    async (request) => {
      await read(request, request.params.id);
      return room().launches.plan(request.params.id, request.query.lab);
    },
  );
  app.post(
    '/api/classes/:id/launches/warm',
    { schema: { ...keyed, summary: 'Make sandboxes before anybody waits', params: byId, body: launchBody, response: { 202: launchPlan, ...problems } } },
    async (request, reply) => {
      const actor = manage(request);
      const plan = await room().launches.prewarm(request.params.id, request.body.lab);
      await room().accounts.audit(actor, 'warmed a lab up', request.body.lab, request.params.id);
      return reply.status(202).send(plan);
    },
  );
  app.post(
    '/api/classes/:id/launches',
    { schema: { ...keyed, summary: 'Start a lab for everybody', params: byId, body: launchBody, response: { 202: launchView, ...problems } } },
    async (request, reply) => {
      const actor = manage(request);
      const launch = await room().launches.launch(request.params.id, request.body.lab);
      await room().accounts.audit(actor, 'launched a lab', request.body.lab, request.params.id);
      return reply.status(202).send(launch);
    },
  );
  const acts = ['pause', 'resume', 'extend', 'reset', 'end'] as const;
  app.post(
    '/api/classes/:id/launches/:launch/:act',
    {
      schema: {
        ...keyed,
        summary: 'Pause, resume, extend, reset or end a launch for everybody',
        params: byLaunch.extend({ act: z.enum(acts) }),
        body: z.strictObject({ person: z.string().optional() }).nullish(),
        response: { 200: launchView, ...problems },
      },
    },
    async (request) => {
      const actor = manage(request);
      const { id, launch, act } = request.params;
      const person = request.body?.person ?? null;
      if (person !== null && act !== 'reset')
        throw new PostlabError({
          code: 'for-all-only',
          status: 400,
          message: `"${act}" is for everybody; only "reset" takes one learner.`,
          hint: 'Leave the learner out.',
        });
      const done = act === 'reset' ? await room().launches.reset(id, launch, person) : await room().launches[act](id, launch);
      await room().accounts.audit(actor, `${act} of a launch`, done.lab, person ?? 'all');
      return done;
    },
  );
}
