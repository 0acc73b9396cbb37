import { z } from 'zod';
import { nameOf } from '../../accounts/accounts.ts';
import {
  classBody,
  classChange,
  classView,
  enrolmentRow,
  handBody,
  learnerDetail,
  myClass,
  noteBody,
  recordingRow,
  rosterBody,
  rosterReport,
  webhookBody,
  webhookTried,
  webhookView,
} from '../../contract/class.ts';
import { PostlabError } from '../../errors.ts';
import type { App, HttpContext } from '../context.ts';
import { actorOf } from '../identity.ts';
import { requireManage, requireRead, requireSession } from '../rights.ts';
import { done, keyed, problems } from '../shapes.ts';

const byId = z.object({ id: z.string() });
const byPerson = byId.extend({ person: z.string() });
/** A roster of two thousand lines. */
const bodyLimit = 1024 * 1024;

/** Classes, their rosters, and what learners and staff tell each other. */
export function classRoutes(app: App, ctx: HttpContext): void {
  const { keys } = ctx;
  const room = () => ctx.classroom();
  const manage = (request: Parameters<typeof actorOf>[0]) => requireManage(room().classes, actorOf(request, keys));
  const read = (request: Parameters<typeof actorOf>[0], id: string) => requireRead(room().classes, actorOf(request, keys), id);

  app.get('/api/classes', { schema: { ...keyed, summary: 'Classes one may see', response: { 200: z.array(classView), ...problems } } }, async (request) =>
    room().classes.list(actorOf(request, keys)),
  );
  app.post(
    '/api/classes',
    { schema: { ...keyed, summary: 'Make a class', body: classBody, response: { 201: classView, ...problems } } },
    async (request, reply) => {
      const actor = manage(request);
      const made = await room().classes.create(request.body);
      await room().accounts.audit(actor, 'made a class', made.name, made.id);
      return reply.status(201).send(made);
    },
  );
  app.get('/api/classes/:id', { schema: { ...keyed, summary: 'One class', params: byId, response: { 200: classView, ...problems } } }, async (request) => {
    await read(request, request.params.id);
    return room().classes.get(request.params.id);
  });
  app.patch(
    '/api/classes/:id',
    {
      schema: {
        ...keyed,
        summary: 'Change a class; 409 when somebody else did meanwhile',
        params: byId,
        body: classChange,
        response: { 200: classView, ...problems },
      },
    },
    async (request) => {
      const actor = manage(request);
      const changed = await room().classes.change(request.params.id, request.body);
      await room().accounts.audit(actor, 'changed a class', changed.name, JSON.stringify(request.body).slice(0, 500));
      return changed;
    },
  );
  app.post(
    '/api/classes/:id/code',
    { schema: { ...keyed, summary: 'A new class code; the old one is void', params: byId, response: { 200: classView, ...problems } } },
    async (request) => {
      const actor = manage(request);
      const changed = await room().classes.newClassCode(request.params.id);
      await room().accounts.audit(actor, 'made a new class code', changed.name);
      return changed;
    },
  );
  app.post(
    '/api/classes/:id/end',
    { schema: { ...keyed, summary: 'End the class: launches end, grades stay', params: byId, response: { 200: classView, ...problems } } },
    async (request) => {
      const actor = manage(request);
      await room().classes.row(request.params.id);
      await room().launches.endAll(request.params.id);
      const ended = await room().classes.end(request.params.id);
      await room().accounts.audit(actor, 'ended a class', ended.name);
      return ended;
    },
  );
  app.delete(
    '/api/classes/:id',
    {
      schema: {
        ...keyed,
        summary: 'Delete a class with its grades; learners who are in no other class are erased',
        params: byId,
        response: { 200: z.strictObject({ erased: z.number().int() }), ...problems },
      },
    },
    async (request) => {
      const actor = manage(request);
      const { id } = request.params;
      const { name } = await room().classes.row(id);
      await room().launches.endAll(id);
      let erased = 0;
      for (const who of await room().classes.remove(id)) {
        if (who.role !== 'learner' || (await room().classes.classesOf(who.person)).length > 0) continue;
        await room().personal.erase(who.person);
        erased++;
      }
      await room().accounts.audit(actor, 'deleted a class', name, `${erased} learners erased`);
      return { erased };
    },
  );

  app.get(
    '/api/classes/:id/roster',
    { schema: { ...keyed, summary: 'Who is in the class', params: byId, response: { 200: z.array(enrolmentRow), ...problems } } },
    async (request) => {
      await read(request, request.params.id);
      return room().classes.roster(request.params.id);
    },
  );
  app.post(
    '/api/classes/:id/roster',
    {
      bodyLimit,
      schema: {
        ...keyed,
        summary: 'Import a roster (CSV); the report says what came of each line',
        params: byId,
        body: rosterBody,
        response: { 200: rosterReport, ...problems },
      },
    },
    async (request) => {
      const actor = manage(request);
      const report = await room().classes.importRoster(request.params.id, request.body.csv);
      await room().accounts.audit(actor, 'imported a roster', request.params.id, `${report.added} added, ${report.known} known, ${report.refused} refused`);
      return report;
    },
  );
  app.get(
    '/api/classes/:id/learners/:person',
    { schema: { ...keyed, summary: 'One learner: attempts, checks with evidence, notes', params: byPerson, response: { 200: learnerDetail, ...problems } } },
    async (request) => {
      await read(request, request.params.id);
      return room().boards.learner(request.params.id, request.params.person);
    },
  );
  app.post(
    '/api/classes/:id/learners/:person/passcode',
    {
      schema: {
        ...keyed,
        summary: 'A new passcode; the old one is void',
        params: byPerson,
        response: { 200: z.strictObject({ passcode: z.string() }), ...problems },
      },
    },
    async (request) => {
      const actor = manage(request);
      const who = await room().classes.enrolment(request.params.id, request.params.person);
      const passcode = await room().accounts.newPasscode(who.person);
      await room().accounts.audit(actor, 'made a new passcode', who.name);
      return { passcode };
    },
  );
  app.delete(
    '/api/classes/:id/learners/:person',
    {
      schema: {
        ...keyed,
        summary: 'Take a learner out of the class; results stay until they are erased',
        params: byPerson,
        response: { 200: done, ...problems },
      },
    },
    async (request) => {
      const actor = manage(request);
      await room().classes.leave(request.params.id, request.params.person);
      await room().accounts.audit(actor, 'took somebody out of a class', request.params.person, request.params.id);
      return { ok: true } as const;
    },
  );
  app.get(
    '/api/classes/:id/learners/:person/data',
    {
      schema: {
        ...keyed,
        summary: 'Everything kept about a learner, as JSON',
        params: byPerson,
        response: { 200: z.record(z.string(), z.unknown()), ...problems },
      },
    },
    async (request) => {
      const actor = manage(request);
      const who = await room().classes.enrolment(request.params.id, request.params.person);
      await room().accounts.audit(actor, 'exported the data of a learner', who.name);
      return room().personal.export(who.person);
    },
  );
  app.delete(
    '/api/classes/:id/learners/:person/data',
    {
      schema: {
        ...keyed,
        summary: 'Erase a learner: attempts, results, name. Cannot be undone',
        params: byPerson,
        response: { 200: z.strictObject({ attempts: z.number().int() }), ...problems },
      },
    },
    async (request) => {
      const actor = manage(request);
      const who = await room().classes.enrolment(request.params.id, request.params.person);
      const erased = await room().personal.erase(who.person);
      room().boards.changed(request.params.id, 'people');
      // Without the name: the log must not keep what was to be forgotten.
      await room().accounts.audit(actor, 'erased a learner', who.person);
      return erased;
    },
  );
  app.get(
    '/api/classes/:id/learners/:person/recordings',
    { schema: { ...keyed, summary: 'Recorded terminal sessions of a learner', params: byPerson, response: { 200: z.array(recordingRow), ...problems } } },
    async (request) => {
      await read(request, request.params.id);
      const { attempts } = await room().boards.learner(request.params.id, request.params.person);
      return ctx.recordings?.of(attempts.map((a) => a.id)) ?? [];
    },
  );
  app.get(
    '/api/classes/:id/learners/:person/recordings/:attempt/:file',
    {
      schema: {
        ...keyed,
        summary: 'One of them, asciicast v2',
        params: byPerson.extend({ attempt: z.string(), file: z.string() }),
        produces: ['application/x-asciicast'],
      },
    },
    async (request, reply) => {
      const { id, person, attempt, file } = request.params as { id: string; person: string; attempt: string; file: string };
      const actor = await read(request, id);
      const { attempts, person: who } = await room().boards.learner(id, person);
      const stream = attempts.some((a) => a.id === attempt) ? ctx.recordings?.read(attempt, file) : null;
      if (!stream)
        throw new PostlabError({
          code: 'unknown-recording',
          status: 404,
          message: 'There is no such recording.',
          hint: 'Look at the list of recordings again.',
        });
      await room().accounts.audit(actor, 'played a recording', who.person, `${attempt} ${file}`);
      return reply.type('application/x-asciicast').send(stream);
    },
  );
  app.post(
    '/api/classes/:id/learners/:person/notes',
    {
      schema: {
        ...keyed,
        summary: 'A note on a learner, shown to them unless said otherwise',
        params: byPerson,
        body: noteBody,
        response: { 201: done, ...problems },
      },
    },
    async (request, reply) => {
      const actor = await read(request, request.params.id);
      await room().classes.note(request.params.id, request.params.person, nameOf(actor), request.body);
      return reply.status(201).send({ ok: true });
    },
  );
  app.delete(
    '/api/classes/:id/learners/:person/hand',
    { schema: { ...keyed, summary: 'The question is answered: lower the hand', params: byPerson, response: { 200: done, ...problems } } },
    async (request) => {
      await read(request, request.params.id);
      await room().classes.lowerHand(request.params.id, request.params.person);
      return { ok: true } as const;
    },
  );

  app.get(
    '/api/my/classes',
    { schema: { summary: 'Classes of this learner: labs, launches, notes', response: { 200: z.array(myClass), ...problems } } },
    async (request) => {
      const person = requireSession(request);
      return Promise.all(
        (await room().classes.joinedBy(person.id)).map(async (row) => ({
          ...(await room().classes.mine(row, person.id)),
          launches: await room().launches.seatsFor(row.id, person.id),
        })),
      );
    },
  );
  app.put(
    '/api/my/classes/:id/hand',
    { schema: { summary: 'Raise or lower the hand', params: byId, body: handBody, response: { 200: done, ...problems } } },
    async (request) => {
      const person = requireSession(request);
      await room().classes.enrolment(request.params.id, person.id);
      if (request.body.raised) await room().classes.raiseHand(request.params.id, person.id, request.body.text);
      else await room().classes.lowerHand(request.params.id, person.id);
      return { ok: true } as const;
    },
  );

  app.get(
    '/api/classes/:id/webhook',
    { schema: { ...keyed, summary: 'Where graded checks are told', params: byId, response: { 200: webhookView, ...problems } } },
    async (request) => {
      manage(request);
      return room().classes.webhook(request.params.id);
    },
  );
  app.put(
    '/api/classes/:id/webhook',
    { schema: { ...keyed, summary: 'Set or remove it', params: byId, body: webhookBody, response: { 200: webhookView, ...problems } } },
    async (request) => {
      const actor = manage(request);
      await room().classes.setWebhook(request.params.id, request.body.url);
      await room().accounts.audit(actor, 'set the webhook of a class', request.params.id, request.body.url ?? 'none');
      return room().classes.webhook(request.params.id);
    },
  );
  app.post(
    '/api/classes/:id/webhook/test',
    {
      schema: {
        ...keyed,
        summary: 'Send a call that says it is a test, once, and tell what came of it',
        params: byId,
        response: { 200: webhookTried, ...problems },
      },
    },
    async (request) => {
      const actor = manage(request);
      const tried = await room().webhooks.test(request.params.id);
      await room().accounts.audit(actor, 'tried the webhook of a class', request.params.id, tried.problem || 'it was taken');
      return tried;
    },
  );
}
