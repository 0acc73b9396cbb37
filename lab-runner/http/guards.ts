import type { FastifyRequest } from 'fastify';
import { PostlabError } from '../errors.ts';

const unsafe = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/** Host name without its port. */
const nameOf = (host: string) => host.replace(/:\d+$/, '').toLowerCase();

/** A page of another site whose name was made to point here (DNS rebinding) sends that name. RFC 9110 §15.5.20. */
export function refuseForeignHost(request: FastifyRequest, allowed: ReadonlySet<string>): void {
  const host = request.headers.host ?? '';
  if (allowed.has(nameOf(host))) return;
  throw new PostlabError({ code: 'wrong-host', status: 421, message: `This server answers for ${[...allowed].join(', ')}; the request was for "${host}".`, hint: 'Open the address that Postlab printed when it started.' });
}

/** Only pages of this server may change something or open a terminal. A program without a browser sends no Origin. */
export function refuseForeignOrigin(request: FastifyRequest): void {
  const origin = request.headers.origin;
  const upgrade = request.headers.upgrade !== undefined;
  if (!upgrade && !unsafe.has(request.method)) return;
  if (origin === undefined || origin === `http://${request.headers.host}` || origin === `https://${request.headers.host}`) return;
  throw new PostlabError({ code: 'foreign-origin', status: 403, message: `A page of "${origin}" may not do this; only pages of this server may.`, hint: 'Open the lab at the address that Postlab printed when it started.' });
}

/** A form of another site can be sent without asking, JSON cannot. */
export function refuseOtherThanJson(request: FastifyRequest): void {
  if (!unsafe.has(request.method) || !request.headers['content-length'] || request.headers['content-length'] === '0') return;
  const type = request.headers['content-type'] ?? '';
  if (/^application\/json\b/i.test(type)) return;
  throw new PostlabError({ code: 'not-json', status: 415, message: `The body should be application/json; found "${type || 'no content type'}".`, hint: 'Send JSON and say so in the Content-Type header.' });
}
