import type { FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors, type ZodFastifySchemaValidationError } from 'fastify-type-provider-zod';
import { messageOf, PostlabError } from '../errors.ts';

const shapes = 'The shapes are described in /api/openapi.json.';

/** Anything that was thrown, as what a person may see. What we did not foresee is logged, not shown. */
export function problemOf(error: unknown, request: FastifyRequest, log: (message: string, detail?: Record<string, unknown>) => void): PostlabError {
  if (error instanceof PostlabError) return error;
  if (hasZodFastifySchemaValidationErrors(error)) {
    return new PostlabError({
      code: 'bad-request',
      status: 400,
      message: describe(error.validation, error.validationContext ?? 'request', request),
      hint: shapes,
    });
  }
  const { code, statusCode } = known(error);
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    const limit = request.routeOptions.bodyLimit;
    return new PostlabError({
      code: 'too-large',
      status: 413,
      message: `The body may be ${limit === undefined ? 'less' : `${Math.round(limit / 1024)} KiB`} at most; found ${request.headers['content-length'] ?? 'more'} bytes.`,
      hint: 'Send less.',
    });
  }
  if (statusCode !== null && statusCode >= 400 && statusCode < 500)
    return new PostlabError({ code: 'bad-request', status: statusCode, message: messageOf(error), hint: shapes });
  log('a request failed', {
    method: request.method,
    url: request.url.split('?')[0],
    error: messageOf(error),
    stack: error instanceof Error ? error.stack : undefined,
    cause: error instanceof Error && error.cause ? messageOf(error.cause) : undefined,
  });
  return new PostlabError({
    code: 'internal',
    status: 500,
    message: 'Something went wrong on our side.',
    hint: 'Try again. If it happens again, tell us what Postlab printed in its terminal.',
  });
}

export function sendProblem(reply: FastifyReply, problem: PostlabError): FastifyReply {
  return reply
    .status(problem.status)
    .header('cache-control', 'no-store')
    .type('application/json; charset=utf-8')
    .serializer((body: unknown) => JSON.stringify(body))
    .send({ error: { code: problem.code, message: problem.message, hint: problem.hint } });
}

function known(error: unknown): { code: string; statusCode: number | null } {
  const { code, statusCode } = (typeof error === 'object' && error !== null ? error : {}) as { code?: unknown; statusCode?: unknown };
  return { code: typeof code === 'string' ? code : '', statusCode: typeof statusCode === 'number' ? statusCode : null };
}

/** "body.note: expected string, found number (and 1 more)". */
function describe(issues: readonly ZodFastifySchemaValidationError[], part: string, request: FastifyRequest): string {
  const flat = issues.flatMap((issue) => deepest(issue));
  const [first] = flat;
  if (!first) return `${part}: not understood.`;
  const path = first.instancePath.split('/').filter(Boolean);
  const found = path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined),
    partOf(request, part),
  );
  const more = flat.length > 1 ? ` (and ${flat.length - 1} more)` : '';
  return `${[part, ...path].join('.')}: ${expectation(first)}, found ${shown(found)}${more}.`;
}

function partOf(request: FastifyRequest, part: string): unknown {
  return part === 'body' ? request.body : part === 'params' ? request.params : part === 'querystring' ? request.query : request.headers;
}

/** Of a union's branches, the one that came nearest: with the fewest problems. */
function deepest(issue: ZodFastifySchemaValidationError): ZodFastifySchemaValidationError[] {
  const branches = issue.params.errors;
  if (issue.keyword !== 'invalid_union' || !Array.isArray(branches)) return [issue];
  type Raw = { code: string; path: PropertyKey[]; message: string };
  const best = (branches as Raw[][]).toSorted((a, b) => a.length - b.length)[0] ?? [];
  return best.map(({ code, path, message, ...params }) => ({
    ...issue,
    keyword: code,
    instancePath: `${issue.instancePath.replace(/\/$/, '')}/${path.join('/')}`,
    message,
    params,
  }));
}

function expectation({ keyword, message, params }: ZodFastifySchemaValidationError): string {
  if (keyword === 'invalid_type' && typeof params.expected === 'string') return `expected ${params.expected}`;
  if (keyword === 'too_big') return `expected at most ${amount(params.maximum, params.origin)}`;
  if (keyword === 'too_small') return `expected at least ${amount(params.minimum, params.origin)}`;
  if (keyword === 'unrecognized_keys' && Array.isArray(params.keys)) return `expected no field ${params.keys.map((key) => `"${String(key)}"`).join(', ')}`;
  return `expected something else (${message ?? keyword})`;
}

function amount(limit: unknown, origin: unknown): string {
  if (origin !== 'string') return String(limit);
  return Number(limit) === 1 ? '1 character' : `${String(limit)} characters`;
}

/** Never the value itself beyond a few characters: it may be a secret or a megabyte. */
function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (typeof value === 'string') return value.length > 40 ? `a string of ${value.length} characters` : JSON.stringify(value);
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : String(value);
}
