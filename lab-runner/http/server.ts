import fastifyCookie from '@fastify/cookie';
import fastifySwagger from '@fastify/swagger';
import fastifyWebsocket from '@fastify/websocket';
import Fastify, { type FastifyInstance } from 'fastify';
import { jsonSchemaTransform, serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Attempts } from '../attempts/attempts.ts';
import type { LabSummary, Status } from '../contract/api.ts';
import { PostlabError } from '../errors.ts';
import { terminalRoutes } from '../terminal/socket.ts';
import type { App, HttpContext } from './context.ts';
import { refuseForeignHost, refuseForeignOrigin, refuseOtherThanJson } from './guards.ts';
import type { Keys } from './identity.ts';
import { notFoundPage, pages } from './pages.ts';
import { problemOf, sendProblem } from './problems.ts';
import { attemptRoutes } from './routes/attempts.ts';
import { eventRoutes } from './routes/events.ts';
import { gradeRoutes } from './routes/grade.ts';
import { instructorRoutes } from './routes/instructor.ts';
import { labRoutes } from './routes/labs.ts';

export interface ServerOptions {
  /** A function while the runner may still come. */
  attempts: Attempts | (() => Attempts);
  labs: () => LabSummary[];
  status: () => Status;
  /** Folder of the built site; null serves the API only. */
  dist: string | null;
  keys: Keys;
  /** Host names, without port, for which this server answers. */
  allowedHosts: readonly string[];
  version: string;
  log: (message: string, detail?: Record<string, unknown>) => void;
}

const securityHeaders = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  // Starlight's theme switch and Astro's islands are inline scripts; nothing is loaded from elsewhere.
  'content-security-policy':
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'self'; form-action 'self'",
};

/** The HTTP server, ready to listen. Holds no state of its own. */
export async function buildServer(options: ServerOptions): Promise<FastifyInstance> {
  const allowed = new Set(options.allowedHosts.map((h) => h.toLowerCase()));
  const { attempts } = options;
  const ctx: HttpContext = { attempts: typeof attempts === 'function' ? attempts : () => attempts, labs: options.labs, status: options.status, keys: options.keys, log: options.log };
  const app = Fastify({ logger: false, bodyLimit: 1024 * 1024, forceCloseConnections: true, routerOptions: { ignoreTrailingSlash: false } }).withTypeProvider<ZodTypeProvider>() as unknown as App;
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler((error, request, reply) => sendProblem(reply, problemOf(error, options.log, request)));

  app.addHook('onRequest', async (request, reply) => {
    reply.headers(securityHeaders);
    refuseForeignHost(request, allowed);
    refuseForeignOrigin(request);
    refuseOtherThanJson(request);
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store');
  });
  await app.register(fastifyCookie);
  await app.register(fastifyWebsocket, { options: { maxPayload: 64 * 1024 } });
  await app.register(fastifySwagger, {
    openapi: { openapi: '3.1.0', info: { title: 'Postlab', version: options.version, description: 'Labs, attempts, checks and grades of one Postlab instance.' }, components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } } } },
    transform: jsonSchemaTransform,
  });

  await app.register(async (scope) => {
    const typed = scope as unknown as App;
    labRoutes(typed, ctx);
    attemptRoutes(typed, ctx);
    eventRoutes(typed, ctx);
    gradeRoutes(typed, ctx);
    terminalRoutes(typed, ctx);
    typed.get('/api/openapi.json', { schema: { hide: true } }, async () => app.swagger());
  });
  instructorRoutes(app, ctx);
  if (options.dist) await pages(app, options.dist);

  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?')[0] as string;
    if (!path.startsWith('/api/')) return reply.status(404).type('text/html; charset=utf-8').send(notFoundPage(options.dist, path));
    const allowedMethods = (['GET', 'POST', 'PUT', 'DELETE'] as const).filter((method) => app.findRoute({ url: path, method }) ?? matches(app, path, method));
    if (allowedMethods.length > 0 && !allowedMethods.includes(request.method as 'GET')) {
      reply.header('allow', allowedMethods.join(', '));
      return sendProblem(reply, new PostlabError({ code: 'wrong-method', status: 405, message: `${path} takes ${allowedMethods.join(' or ')}; found ${request.method}.`, hint: 'The calls are described in /api/openapi.json.' }));
    }
    return sendProblem(reply, new PostlabError({ code: 'unknown-path', status: 404, message: `There is no ${request.method} ${path}.`, hint: 'The calls are described in /api/openapi.json.' }));
  });
  return app;
}

/** Does a route with parameters take this path? */
function matches(app: App, path: string, method: 'GET' | 'POST' | 'PUT' | 'DELETE'): boolean {
  const spec = app.swagger() as { paths?: Record<string, Record<string, unknown>> };
  return Object.entries(spec.paths ?? {}).some(([route, methods]) => method.toLowerCase() in methods && new RegExp(`^${route.replace(/\{[^}]+\}/g, '[^/]+')}$`).test(path));
}
