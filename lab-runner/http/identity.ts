import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Accounts, Actor } from '../accounts/accounts.ts';
import type { Viewer } from '../attempts/attempts.ts';
import { PostlabError } from '../errors.ts';
import type { App } from './context.ts';

/** Tells browsers apart. Not a login: whoever has the cookie is that learner. */
export const learnerCookie = 'postlab-learner';
/** Set by joining a class, a sign-in link or a password. */
export const sessionCookie = 'postlab-session';

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

/** What a browser must be to have labs without an account. */
export type Mode = 'solo' | 'classroom';

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks, found before any route runs (`identify`). */
    actor: Actor;
    mode: Mode;
  }
}

/** Finds out who asks, by session cookie or token. Without accounts everybody is nobody. */
export function identify(app: App, accounts: () => Accounts | null, mode: Mode): void {
  app.decorateRequest('actor');
  app.decorateRequest('mode', mode);
  app.addHook('onRequest', async (request) => {
    request.actor = { kind: 'nobody' };
    if (!request.url.startsWith('/api/')) return;
    const known = accounts();
    if (!known) return;
    const bearer = bearerOf(request);
    const session = request.cookies[sessionCookie];
    if (bearer?.startsWith('postlab_')) request.actor = (await known.ofToken(bearer)) ?? refuse(wrongKey());
    else if (session !== undefined) request.actor = await known.ofSession(session);
  });
}

function refuse(error: PostlabError): never {
  throw error;
}

/** Gives the browser a session; what it had before ends. */
export async function signIn(request: FastifyRequest, reply: FastifyReply, accounts: Accounts, person: string): Promise<void> {
  const { secret, maxAge } = await accounts.openSession(person, request.cookies[sessionCookie] ?? null);
  reply.setCookie(sessionCookie, secret, { ...cookieOf(request), maxAge });
}

export async function signOut(request: FastifyRequest, reply: FastifyReply, accounts: Accounts): Promise<void> {
  const session = request.cookies[sessionCookie];
  if (session !== undefined) await accounts.closeSession(session);
  reply.clearCookie(sessionCookie, cookieOf(request));
}

/** `Secure` only where the page came over TLS: over plain HTTP such a cookie would be thrown away (RFC 6265bis §5.7). */
const cookieOf = (request: FastifyRequest) => ({ path: '/', httpOnly: true, sameSite: 'strict', secure: request.protocol === 'https' }) as const;

/** Whoever shares the network can read along: plain HTTP from another machine. */
export function isInsecure(request: FastifyRequest): boolean {
  return request.protocol !== 'https' && !/^(127\.|::1$|::ffff:127\.)/.test(request.ip);
}

/**
 * The learner's id; in solo mode makes the cookie when there is none. For requests that begin something of the learner's own.
 * Throws `join-first` (401) in a classroom for who has not joined.
 */
export function learnerFor(request: FastifyRequest, reply: FastifyReply): string {
  if (request.actor.kind === 'person') return request.actor.id;
  if (request.mode === 'classroom') throw joinFirst();
  const known = knownSecret(request);
  if (known) return learnerOf(known);
  const secret = newSecret();
  reply.setCookie(learnerCookie, secret, { ...cookieOf(request), maxAge: 400 * 24 * 3600 });
  return learnerOf(secret);
}

/**
 * The learner's id without making a cookie: a new browser asks for several things at once, and each answer would bring
 * another cookie. Who has none gets an id that owns nothing.
 */
export function learnerOr(request: FastifyRequest): string {
  if (request.actor.kind === 'person') return request.actor.id;
  return learnerOf((request.mode === 'solo' ? knownSecret(request) : null) ?? newSecret());
}

function knownSecret(request: FastifyRequest): string | null {
  const known = request.cookies[learnerCookie];
  return known && secretForm.test(known) ? known : null;
}

/**
 * A key or a token that may read sees every attempt; without one a browser sees its own, staff too: what an instructor does
 * with a learner's attempt goes through the class and is written down. A wrong key throws 401.
 */
export function viewerOf(request: FastifyRequest, keys: Keys): Viewer {
  const { actor } = request;
  if (actor.kind === 'token') {
    const enough = actor.scopes.includes('manage') || (actor.scopes.includes('read') && request.method === 'GET' && !request.ws);
    if (!enough) throw scopeMissing('read');
    return { role: 'instructor' };
  }
  const sent = bearerOf(request);
  if (sent === null) return { role: 'learner', learner: learnerOr(request) };
  if (sameSecret(sent, keys.instructor) || sameSecret(sent, keys.admin)) return { role: 'instructor' };
  throw wrongKey();
}

/** Throws 401 unless the admin token, or one that may grade, is in the Authorization header. */
export function requireAdmin(request: FastifyRequest, keys: Keys): void {
  if (request.actor.kind === 'token') {
    if (request.actor.scopes.includes('grade')) return;
    throw scopeMissing('grade');
  }
  const sent = bearerOf(request);
  if (sent === null || !sameSecret(sent, keys.admin)) throw wrongKey();
}

/** Throws 401 unless an instructor is logged in, or the header holds a key. */
export function requireInstructor(request: FastifyRequest, keys: Keys): void {
  const { actor } = request;
  if (actor.kind === 'person' && (actor.role === 'instructor' || actor.role === 'admin')) return;
  if (actor.kind === 'token' && actor.scopes.includes('manage')) return;
  const sent = bearerOf(request);
  if (sent === null || !(sameSecret(sent, keys.instructor) || sameSecret(sent, keys.admin))) throw wrongKey();
}

/** The instance's own keys count as a token that may do everything: scripts on this machine have them. */
export function actorOf(request: FastifyRequest, keys: Keys): Actor {
  const sent = bearerOf(request);
  if (request.actor.kind !== 'nobody' || sent === null) return request.actor;
  if (sameSecret(sent, keys.instructor) || sameSecret(sent, keys.admin))
    return { kind: 'token', name: 'key of this instance', scopes: ['grade', 'read', 'manage'], instance: true };
  throw wrongKey();
}

function joinFirst(): PostlabError {
  return new PostlabError({
    code: 'join-first',
    status: 401,
    message: 'Labs on this server belong to classes; this browser has not joined one.',
    hint: 'Open /join/ and type the code of your class, or your passcode if you joined before.',
  });
}

function scopeMissing(scope: string): PostlabError {
  return new PostlabError({
    code: 'scope-missing',
    status: 403,
    message: `This token may not do this: it lacks the scope "${scope}".`,
    hint: 'Make a token with that scope.',
  });
}

function wrongKey(): PostlabError {
  return new PostlabError({
    code: 'wrong-key',
    status: 401,
    message: 'This needs an instructor who is signed in, or a key as "Authorization: Bearer <key>"; found none or another one.',
    hint: 'Open the sign-in link that Postlab prints when it starts ("npx postlab link" prints a new one); scripts use a token or a key of .postlab/secrets.json.',
  });
}
