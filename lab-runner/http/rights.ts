import type { FastifyRequest } from 'fastify';
import type { Actor } from '../accounts/accounts.ts';
import { type Classes, unknownClass } from '../classes/classes.ts';
import { PostlabError } from '../errors.ts';

/** The person behind this request's session. Throws `sign-in-first` (401). */
export function requireSession(request: FastifyRequest): Extract<Actor, { kind: 'person' }> {
  if (request.actor.kind === 'person') return request.actor;
  throw signInFirst();
}

/** Accounts, tokens and the audit log. Throws 401 or `not-allowed` (403). */
export function requireAdminRole(actor: Actor): Actor {
  if (actor.kind === 'nobody') throw signInFirst();
  if (actor.kind === 'token' ? actor.instance === true : actor.role === 'admin') return actor;
  throw notAllowed('Only an admin may do this.');
}

/** Changes to classes and grades. Throws 401 or `not-allowed` (403). */
export function requireManage(classes: Classes, actor: Actor): Actor {
  if (actor.kind === 'nobody') throw signInFirst();
  if (classes.mayManage(actor)) return actor;
  throw notAllowed('Only an instructor may do this.');
}

/** Looking at a class and helping in it. A class that one may not see is not confirmed to exist: `unknown-class` (404). */
export async function requireRead(classes: Classes, actor: Actor, id: string): Promise<Actor> {
  if (actor.kind === 'nobody') throw signInFirst();
  if (await classes.mayRead(actor, id)) {
    await classes.row(id);
    return actor;
  }
  throw unknownClass();
}

function signInFirst(): PostlabError {
  return new PostlabError({
    code: 'sign-in-first',
    status: 401,
    message: 'Nobody is signed in here.',
    hint: 'Instructors open their sign-in link ("npx postlab link" prints a new one); learners open /join/.',
  });
}

function notAllowed(message: string): PostlabError {
  return new PostlabError({ code: 'not-allowed', status: 403, message, hint: 'Ask somebody who may, or sign in with another account.' });
}
