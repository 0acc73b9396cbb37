import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Viewer } from '../attempts/attempts.ts';
import { PostlabError } from '../errors.ts';

/** Tells browsers apart. Not a login: whoever has the cookie is that learner. */
export const learnerCookie = 'postlab-learner';
/** Set by opening the instructor's link; holds the instructor's key. */
export const instructorCookie = 'postlab-instructor';

export interface Keys {
  instructor: string;
  admin: string;
}

/** 24 random bytes. A signature would add nothing: nobody guesses one, and a made-up one is nobody's. */
const secretForm = /^[A-Za-z0-9_-]{32}$/;
const newSecret = () => randomBytes(24).toString('base64url');

/** The learner's id in the database, 24 hexadecimal digits; the cookie itself is never stored. */
export function learnerOf(secret: string): string {
  return createHash('sha256').update(`learner|${secret}`).digest('hex').slice(0, 24);
}

/** Constant-time comparison of a secret that somebody sent. */
export function sameSecret(sent: string, kept: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(sent), digest(kept));
}

/** The secret in the Authorization header, or null. */
export function bearerOf(request: FastifyRequest): string | null {
  return /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? null;
}

/** The learner's id; makes the cookie when there is none. For requests that begin something of the learner's own. */
export function learnerFor(request: FastifyRequest, reply: FastifyReply): string {
  const known = knownSecret(request);
  if (known) return learnerOf(known);
  const secret = newSecret();
  reply.setCookie(learnerCookie, secret, { path: '/', httpOnly: true, sameSite: 'strict', maxAge: 400 * 24 * 3600 });
  return learnerOf(secret);
}

/**
 * The learner's id without making a cookie: a new browser asks for several things at once, and each answer would bring
 * another cookie. Who has none gets an id that owns nothing.
 */
export function learnerOr(request: FastifyRequest): string {
  return learnerOf(knownSecret(request) ?? newSecret());
}

function knownSecret(request: FastifyRequest): string | null {
  const known = request.cookies[learnerCookie];
  return known && secretForm.test(known) ? known : null;
}

/** A key in the Authorization header sees every attempt; without one a browser sees its own. A wrong key throws 401. */
export function viewerOf(request: FastifyRequest, keys: Keys): Viewer {
  const sent = bearerOf(request);
  if (sent === null) return { role: 'learner', learner: learnerOr(request) };
  if (sameSecret(sent, keys.instructor) || sameSecret(sent, keys.admin)) return { role: 'instructor' };
  throw wrongKey();
}

/** Throws 401 unless the admin token is in the Authorization header. */
export function requireAdmin(request: FastifyRequest, keys: Keys): void {
  const sent = bearerOf(request);
  if (sent === null || !sameSecret(sent, keys.admin)) throw wrongKey();
}

/** Throws 401 unless the header or the instructor's cookie holds a key. */
export function requireInstructor(request: FastifyRequest, keys: Keys): void {
  const sent = [bearerOf(request), request.cookies[instructorCookie]].filter((key) => typeof key === 'string');
  if (!sent.some((key) => sameSecret(key, keys.instructor) || sameSecret(key, keys.admin))) throw wrongKey();
}

function wrongKey(): PostlabError {
  return new PostlabError({
    code: 'wrong-key',
    status: 401,
    message: 'This needs the key of this instance, as "Authorization: Bearer <key>"; found none or another one.',
    hint: "The keys are in .postlab/secrets.json; the instructor's link is printed when Postlab starts.",
  });
}
