import fastifyCookie from '@fastify/cookie';
import fastifySwagger from '@fastify/swagger';
import fastifyWebsocket from '@fastify/websocket';
import Fastify, { type FastifyInstance } from 'fastify';
import { jsonSchemaTransform, serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import type { Attempts } from '../attempts/attempts.ts';
import type { LabSummary, Status } from '../contract/api.ts';
import { PostlabError } from '../errors.ts';
import type { Lessons } from '../lessons/lessons.ts';
import type { Recordings } from '../terminal/recordings.ts';
import type { App, Classroom, HttpContext } from './context.ts';
import { strictPolicy } from './csp.ts';
import { refuseForeignHost, refuseForeignOrigin, refuseOtherThanJson } from './guards.ts';
import { identify, type Keys, type Mode } from './identity.ts';
import { Methods, unknownPath, wrongMethod } from './methods.ts';
import { Pages } from './pages.ts';
import { problemOf, sendProblem } from './problems.ts';
import { accountRoutes } from './routes/accounts.ts';
import { attemptRoutes } from './routes/attempts.ts';
import { boardRoutes } from './routes/board.ts';
import { classRoutes } from './routes/classes.ts';
import { eventRoutes } from './routes/events.ts';
import { gradeRoutes } from './routes/grade.ts';
import { gradebookRoutes } from './routes/grades.ts';
import { instructorRoutes, signInLink } from './routes/instructor.ts';
import { labRoutes } from './routes/labs.ts';
import { lessonRoutes } from './routes/lessons.ts';
import { taskRoutes } from './routes/tasks.ts';
import { terminalRoutes } from './routes/terminals.ts';

export interface ServerOptions {
  /** A function while the runner may still come. */
  attempts: Attempts | (() => Attempts);
  lessons: Lessons | (() => Lessons);
  /** Accounts and classes; null without a database. */
  classroom?: Classroom | null;
  recordings?: Recordings | null;
  /** `classroom`: labs only for those who joined a class. */
  mode?: Mode;
  /** Certificate and key in PEM: served over TLS. */
  tls?: { cert: Buffer; key: Buffer } | null;
  /** Addresses of proxies whose X-Forwarded-* headers are believed. */
  trustProxy?: string | false;
  labs: () => LabSummary[];
  status: () => Status;
  /** Folder of the built site; null serves the API only. */
  dist: string | null;
  keys: Keys;
  /** Host names, without port, for which this server answers. */
  allowedHosts: readonly string[];
  version: string;
  /** Milliseconds since 1970; the machine's clock when not given. */
  now?: () => number;
  log: (message: string, detail?: Record<string, unknown>) => void;
}

const mebibyte = 1024 * 1024;
/** Largest WebSocket frame; a browser cuts a longer paste. */
const largestFrame = 64 * 1024;

export const securityHeaders = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'content-security-policy': strictPolicy,
};

/** The HTTP server, ready to listen; `close()` takes leave of the terminals. Holds no state that a restart would lose. */
export async function buildServer(options: ServerOptions): Promise<FastifyInstance> {
  const { attempts, lessons, labs, status, keys, log } = options;
  const ctx: HttpContext = {
    attempts: typeof attempts === 'function' ? attempts : () => attempts,
    lessons: typeof lessons === 'function' ? lessons : () => lessons,
    classroom: () => options.classroom ?? noClassroom(),
    recordings: options.recordings ?? null,
    labs,
    status,
    keys,
    now: options.now ?? Date.now,
    log,
  };
  const app = Fastify({
    logger: false,
    bodyLimit: mebibyte,
    forceCloseConnections: true,
    trustProxy: options.trustProxy ?? false,
    ...(options.tls && { https: options.tls }),
  }) as unknown as App;
  const pages = new Pages(options.dist);
  const methods = new Methods(app);
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler((error, request, reply) => sendProblem(reply, problemOf(error, request, log)));
  jsonOnly(app);

  await app.register(fastifyWebsocket, {
    options: { maxPayload: largestFrame },
    // `ws` has begun to close with the fitting code (1009 for a frame too large): ending the socket would cut that off.
    errorHandler: (error) => log('a terminal socket was closed', { error: error.message }),
    // Terminals take leave themselves (routes/terminals.ts).
    preClose: (done) => done(),
  });
  // Behind the WebSocket plugin: it must have seen an upgrade to be able to end the socket of a refused one.
  guard(app, new Set(options.allowedHosts.map((host) => host.toLowerCase())));
  await app.register(fastifyCookie);
  identify(app, () => options.classroom?.accounts ?? null, options.mode ?? 'solo');
  signInLink(app, ctx);
  await app.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Postlab', version: options.version, description: 'Labs, attempts, checks and grades of one Postlab instance.' },
      components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } } },
    },
    transform: jsonSchemaTransform,
  });
  await app.register(async (scope) => {
    const api = scope as unknown as App;
    for (const routes of [
      labRoutes,
      attemptRoutes,
      taskRoutes,
      eventRoutes,
      terminalRoutes,
      instructorRoutes,
      gradeRoutes,
      lessonRoutes,
      accountRoutes,
      classRoutes,
      boardRoutes,
      gradebookRoutes,
    ])
      routes(api, ctx);
    api.get('/api/openapi.json', { schema: { hide: true } }, async () => app.swagger());
  });
  await pages.register(app);

  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?')[0] as string;
    const { method } = request;
    const isApi = /^\/api(\/|$)/.test(path);
    if (!isApi && (method === 'GET' || method === 'HEAD')) return pages.notFound(reply, path);
    const allowed = isApi ? methods.of(path) : ['GET', 'HEAD'];
    if (allowed.length === 0 || allowed.includes(method)) return sendProblem(reply, unknownPath(path, method));
    return sendProblem(reply.header('allow', allowed.join(', ')), wrongMethod(path, method, allowed));
  });
  return app;
}

function noClassroom(): never {
  throw new PostlabError({
    code: 'no-classes',
    status: 503,
    message: 'This server has no accounts and classes at the moment.',
    hint: 'It says why where it was started; "npx postlab doctor" looks for the cause.',
  });
}

/** No body but JSON is read; an empty one counts as none, whatever its type says. */
function jsonOnly(app: App): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body.length === 0) done(null, undefined);
    else parse(request, body as string, done);
  });
}

function guard(app: App, allowedHosts: ReadonlySet<string>): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(securityHeaders);
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store');
    refuseForeignHost(request, allowedHosts);
    refuseForeignOrigin(request);
    refuseOtherThanJson(request);
  });
}
