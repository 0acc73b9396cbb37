import type { FastifyRequest } from 'fastify';
import { PostlabError } from '../errors.ts';

const unsafe = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);
const openOurs = 'Open the address that Postlab printed when it started.';

/** Host name without its port. */
const nameOf = (host: string) => host.replace(/:\d+$/, '').toLowerCase();

/** A page of another site whose name was made to point here (DNS rebinding) sends that name. RFC 9110 §15.5.20. */
export function refuseForeignHost(request: FastifyRequest, allowed: ReadonlySet<string>): void {
  const host = request.headers.host ?? '';
  if (allowed.has(nameOf(host))) return;
  throw new PostlabError({
    code: 'wrong-host',
    status: 421,
    message: `This server answers for ${[...allowed].join(', ')}; the request was for "${host.slice(0, 100)}".`,
    hint: openOurs,
  });
}

/**
 * Only pages of this server may change something or open a terminal. Browsers send Origin with every such request
 * (Fetch §3.2); a program may leave it out, but not for a terminal.
 */
export function refuseForeignOrigin(request: FastifyRequest): void {
  const { origin, host, upgrade } = request.headers;
  if (upgrade === undefined && !unsafe.has(request.method)) return;
  if (origin === undefined ? upgrade === undefined : origin === `http://${host}` || origin === `https://${host}`) return;
  throw new PostlabError({
    code: 'foreign-origin',
    status: 403,
    message: `Only pages of http://${host} may do this; found Origin "${origin?.slice(0, 100) ?? 'none'}".`,
    hint: openOurs,
  });
}

/** A form of another site can be sent without asking, JSON cannot. A request without a body needs no type. */
export function refuseOtherThanJson(request: FastifyRequest): void {
  const { 'content-type': type, 'content-length': length, 'transfer-encoding': chunked } = request.headers;
  if (!unsafe.has(request.method) || /^application\/json\s*(;|$)/i.test(type ?? '')) return;
  if (type === undefined && chunked === undefined && (length === undefined || length === '0')) return;
  throw new PostlabError({
    code: 'not-json',
    status: 415,
    message: `The body should be application/json; found "${type?.slice(0, 100) ?? 'no content type'}".`,
    hint: 'Send JSON and say so in the Content-Type header.',
  });
}
