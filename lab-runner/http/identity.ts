import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Viewer } from '../attempts/attempts.ts';
import { PostlabError } from '../errors.ts';

/** Tells browsers apart. Not a login: whoever has the cookie is that learner. */
export const learnerCookie = 'postlab-learner';
/** Set by opening the instructor's link; holds the instructor's key. */
export const instructorCookie = 'postlab-instructor';

const secretForm = /^[A-Za-z0-9_-]{32}$/;

/** The learner's id in the database: the cookie itself is never stored. */
export function learnerOf(secret: string): string {
  return createHash('sha256').update(`learner|${secret}`).digest('hex').slice(0, 24);
}

export interface Keys {
  instructor: string;
  admin: string;
}

/** Constant-time comparison of a secret that somebody sent. */
export function sameSecret(sent: string, kept: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(sent), digest(kept));
}

const bearer = (request: FastifyRequest) => /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1] ?? null;

/** The learner's id; makes the cookie on the first request that needs one. */
export function learnerFor(request: FastifyRequest, reply: FastifyReply): string {
  const known = request.cookies[learnerCookie];
  if (known && secretForm.test(known)) return learnerOf(known);
  const secret = randomBytes(24).toString('base64url');
  reply.setCookie(learnerCookie, secret, { path: '/', httpOnly: true, sameSite: 'strict', maxAge: 400 * 24 * 3600 });
  return learnerOf(secret);
}

/** Who has been here before, without making anybody known. */
export function knownLearner(request: FastifyRequest): string | null {
  const known = request.cookies[learnerCookie];
  return known && secretForm.test(known) ? learnerOf(known) : null;
}

export function isAdmin(request: FastifyRequest, keys: Keys): boolean {
  const sent = bearer(request);
  return sent !== null && sameSecret(sent, keys.admin);
}

export function isInstructor(request: FastifyRequest, keys: Keys): boolean {
  const sent = bearer(request) ?? request.cookies[instructorCookie] ?? null;
  return sent !== null && (sameSecret(sent, keys.instructor) || sameSecret(sent, keys.admin));
}

/** With a key in the Authorization header everything of everybody can be seen; a browser sees its own. */
export function viewerOf(request: FastifyRequest, reply: FastifyReply, keys: Keys): Viewer {
  const sent = bearer(request);
  if (sent === null) return { role: 'learner', learner: learnerFor(request, reply) };
  if (sameSecret(sent, keys.instructor) || sameSecret(sent, keys.admin)) return { role: 'instructor' };
  throw wrongKey();
}

export function wrongKey(): PostlabError {
  return new PostlabError({ code: 'wrong-key', status: 401, message: 'This needs the key of this instance, as "Authorization: Bearer <key>"; found none or another one.', hint: 'The keys are in .postlab/secrets.json; the instructor\'s link is printed when Postlab starts.' });
}
