import { z } from 'zod';
import {
  auditQuery,
  auditRow,
  joinBody,
  joined,
  loginBody,
  me,
  passwordBody,
  resumeBody,
  staffBody,
  staffLink,
  staffRow,
  tokenBody,
  tokenMade,
  tokenRow,
} from '../../contract/account.ts';
import { PostlabError } from '../../errors.ts';
import type { App, HttpContext } from '../context.ts';
import { actorOf, isInsecure, signIn, signOut } from '../identity.ts';
import { requireAdminRole, requireSession } from '../rights.ts';
import { done, keyed, problems } from '../shapes.ts';

const byId = z.object({ id: z.string() });
const scopesOf = (json: string) => z.array(tokenRow.shape.scopes.element).parse(JSON.parse(json));

/** Who somebody is: joining, coming back, logging in, and the accounts of staff. */
export function accountRoutes(app: App, ctx: HttpContext): void {
  const { keys } = ctx;

  app.get('/api/me', { schema: { summary: 'Who this browser is', response: { 200: me, ...problems } } }, async (request) => {
    const { actor } = request;
    const room = ctx.classroom();
    const person = actor.kind === 'person' ? await room.accounts.find(actor.id) : undefined;
    return {
      mode: request.mode,
      person: actor.kind === 'person' ? { id: actor.id, role: actor.role, name: actor.name, hasPassword: person?.passwordHash != null } : null,
      classes: actor.kind === 'person' ? (await room.classes.joinedBy(actor.id)).map(({ id, name }) => ({ id, name })) : [],
      insecure: isInsecure(request),
    };
  });
  app.post(
    '/api/join',
    { schema: { summary: 'Join a class with its code', body: joinBody, response: { 201: joined, ...problems } } },
    async (request, reply) => {
      const room = ctx.classroom();
      const result = await room.classes.join(request.body, request.actor, request.ip);
      if (request.actor.kind !== 'person') await signIn(request, reply, room.accounts, result.person);
      await room.launches.joined(result.class.id, result.person);
      return reply.status(201).send({ class: result.class, passcode: result.passcode });
    },
  );
  app.post(
    '/api/resume',
    { schema: { summary: 'Come back on another machine', body: resumeBody, response: { 200: done, ...problems } } },
    async (request, reply) => {
      const { accounts } = ctx.classroom();
      await signIn(request, reply, accounts, (await accounts.resume(request.body.passcode, request.ip)).id);
      return { ok: true } as const;
    },
  );
  app.post('/api/login', { schema: { summary: 'Staff with a password', body: loginBody, response: { 200: done, ...problems } } }, async (request, reply) => {
    const { accounts } = ctx.classroom();
    await signIn(request, reply, accounts, (await accounts.login(request.body.name, request.body.password, request.ip)).id);
    return { ok: true } as const;
  });
  app.post('/api/logout', { schema: { summary: 'End this session', response: { 200: done, ...problems } } }, async (request, reply) => {
    await signOut(request, reply, ctx.classroom().accounts);
    return { ok: true } as const;
  });
  app.put(
    '/api/me/password',
    { schema: { summary: 'Set a password; other sessions end', body: passwordBody, response: { 200: done, ...problems } } },
    async (request) => {
      const person = requireSession(request);
      if (person.role === 'learner')
        throw new PostlabError({
          code: 'no-password',
          status: 403,
          message: 'Learners have a passcode, not a password.',
          hint: 'Your instructor can give you a new passcode.',
        });
      const { accounts } = ctx.classroom();
      await accounts.setPassword(person.id, person.session, request.body.current, request.body.password);
      await accounts.audit(person, 'set a password', person.name);
      return { ok: true } as const;
    },
  );
  app.get(
    '/api/me/data',
    { schema: { summary: 'Everything kept about this learner, as JSON', response: { 200: z.record(z.string(), z.unknown()), ...problems } } },
    async (request, reply) => {
      const person = requireSession(request);
      reply.header('content-disposition', 'attachment; filename="postlab-my-data.json"');
      return ctx.classroom().personal.export(person.id);
    },
  );
  app.delete(
    '/api/me',
    {
      schema: {
        summary: 'Erase this learner: attempts, results, name. Cannot be undone',
        response: { 200: z.strictObject({ attempts: z.number().int() }), ...problems },
      },
    },
    async (request, reply) => {
      const person = requireSession(request);
      const room = ctx.classroom();
      const erased = await room.personal.erase(person.id);
      await room.accounts.audit({ kind: 'nobody' }, 'a learner erased themselves', person.id);
      await signOut(request, reply, room.accounts);
      return erased;
    },
  );

  app.get('/api/staff', { schema: { ...keyed, summary: 'Accounts of staff', response: { 200: z.array(staffRow), ...problems } } }, async (request) => {
    requireAdminRole(actorOf(request, keys));
    return (await ctx.classroom().accounts.staff()).map((p) => ({
      id: p.id,
      name: p.name,
      role: staffRow.shape.role.parse(p.role),
      hasPassword: p.passwordHash !== null,
      createdAt: p.createdAt,
      seenAt: p.seenAt,
    }));
  });
  app.post(
    '/api/staff',
    {
      schema: {
        ...keyed,
        summary: 'An account for a colleague, with a sign-in link that works once',
        body: staffBody,
        response: { 201: staffLink, ...problems },
      },
    },
    async (request, reply) => {
      const actor = requireAdminRole(actorOf(request, keys));
      const { accounts, classes } = ctx.classroom();
      const { name, role, class: of } = request.body;
      if (role === 'assistant' && !of)
        throw new PostlabError({
          code: 'assistant-of-what',
          status: 400,
          message: 'An assistant belongs to a class; found none.',
          hint: 'Give the id of the class too.',
        });
      if (of) await classes.row(of);
      const person = await accounts.addStaff(name, role);
      if (of) await classes.addAssistant(of, person.id);
      const { path, expiresAt } = await accounts.signInLink(person.id);
      await accounts.audit(actor, `made an account for ${role}`, name);
      return reply.status(201).send({ person: person.id, path, expiresAt });
    },
  );
  app.post(
    '/api/staff/:id/link',
    { schema: { ...keyed, summary: 'A new sign-in link; the former one is void', params: byId, response: { 201: staffLink, ...problems } } },
    async (request, reply) => {
      const actor = requireAdminRole(actorOf(request, keys));
      const { accounts } = ctx.classroom();
      const { path, expiresAt } = await accounts.signInLink(request.params.id);
      await accounts.audit(actor, 'made a sign-in link', request.params.id);
      return reply.status(201).send({ person: request.params.id, path, expiresAt });
    },
  );
  app.delete(
    '/api/staff/:id',
    { schema: { ...keyed, summary: 'Remove an account of staff', params: byId, response: { 200: done, ...problems } } },
    async (request) => {
      const actor = requireAdminRole(actorOf(request, keys));
      const { accounts } = ctx.classroom();
      await accounts.removeStaff(request.params.id);
      await accounts.audit(actor, 'removed an account', request.params.id);
      return { ok: true } as const;
    },
  );

  app.get('/api/tokens', { schema: { ...keyed, summary: 'Tokens for scripts', response: { 200: z.array(tokenRow), ...problems } } }, async (request) => {
    requireAdminRole(actorOf(request, keys));
    return (await ctx.classroom().accounts.tokens()).map(({ hash: _, scopesJson, ...row }) => ({ ...row, scopes: scopesOf(scopesJson) }));
  });
  app.post(
    '/api/tokens',
    { schema: { ...keyed, summary: 'A token for a script; shown once', body: tokenBody, response: { 201: tokenMade, ...problems } } },
    async (request, reply) => {
      const actor = requireAdminRole(actorOf(request, keys));
      const { accounts } = ctx.classroom();
      const { name, scopes, days } = request.body;
      const { row, token } = await accounts.addToken(name, scopes, days);
      await accounts.audit(actor, 'made a token', name, scopes.join(', '));
      const { hash: _, scopesJson, ...shown } = row;
      return reply.status(201).send({ ...shown, scopes: scopesOf(scopesJson), token });
    },
  );
  app.delete(
    '/api/tokens/:id',
    { schema: { ...keyed, summary: 'A token is void from now on', params: byId, response: { 200: done, ...problems } } },
    async (request) => {
      const actor = requireAdminRole(actorOf(request, keys));
      const { accounts } = ctx.classroom();
      await accounts.removeToken(request.params.id);
      await accounts.audit(actor, 'removed a token', request.params.id);
      return { ok: true } as const;
    },
  );
  app.get(
    '/api/audit',
    {
      schema: {
        ...keyed,
        summary: 'Privileged acts, newest first, at most 1000; the next page by the id of the last row',
        querystring: auditQuery,
        response: { 200: z.array(auditRow), ...problems },
      },
    },
    async (request) => {
      requireAdminRole(actorOf(request, keys));
      const { q, before = null, limit } = request.query;
      return ctx.classroom().accounts.auditRows({ q, before, limit });
    },
  );
}
