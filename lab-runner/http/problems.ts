import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { messageOf, PostlabError } from '../errors.ts';

/** Anything that was thrown, as what a person may see. What we did not foresee is logged, not shown. */
export function problemOf(error: unknown, log: (message: string, detail?: Record<string, unknown>) => void, request: FastifyRequest): PostlabError {
  if (error instanceof PostlabError) return error;
  if (hasZodFastifySchemaValidationErrors(error)) {
    const first = error.validation[0];
    const field = first?.instancePath.replace(/^\//, '').replaceAll('/', '.') || 'the body';
    return new PostlabError({ code: 'bad-request', status: 400, message: `${error.validationContext ?? 'request'}: ${field}: ${first?.message ?? 'not understood'}.`, hint: 'The shapes are described in /api/openapi.json.' });
  }
  const known = error as FastifyError;
  if (known.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return new PostlabError({ code: 'too-large', status: 413, message: `The body is larger than this request may be (${messageOf(error)}).`, hint: 'Send less.' });
  if (known.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return new PostlabError({ code: 'not-json', status: 415, message: 'The body should be application/json.', hint: 'Send JSON and say so in the Content-Type header.' });
  if (known.statusCode !== undefined && known.statusCode < 500) return new PostlabError({ code: 'bad-request', status: known.statusCode, message: messageOf(error), hint: 'The shapes are described in /api/openapi.json.' });
  log('a request failed', { method: request.method, url: request.url.split('?')[0], error: messageOf(error), stack: error instanceof Error ? error.stack : undefined });
  return new PostlabError({ code: 'internal', status: 500, message: 'Something went wrong on our side; nothing of yours was changed knowingly.', hint: 'Try again. If it happens again, tell us what Postlab printed in its terminal.' });
}

export function sendProblem(reply: FastifyReply, problem: PostlabError): FastifyReply {
  return reply.status(problem.status).header('cache-control', 'no-store').send({ error: { code: problem.code, message: problem.message, hint: problem.hint } });
}
