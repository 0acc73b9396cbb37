import type { FastifyInstance } from 'fastify';
import { PostlabError } from '../errors.ts';

/** Remembers which methods each path takes, so that a wrong one is told from a wrong path. Make it before the routes. */
export class Methods {
  readonly #routes: { pattern: RegExp; methods: string[] }[] = [];

  constructor(app: FastifyInstance) {
    app.addHook('onRoute', (route) => {
      if (!route.url.startsWith('/api/')) return;
      const pattern = new RegExp(`^${route.url.replace(/:[a-z]+/g, '[^/]+')}$`);
      this.#routes.push({ pattern, methods: [route.method].flat() });
    });
  }

  /** Sorted; empty when there is no such path. */
  of(path: string): string[] {
    return [...new Set(this.#routes.filter(({ pattern }) => pattern.test(path)).flatMap(({ methods }) => methods))].sort();
  }
}

/** 405 with the Allow header's content (RFC 9110 §15.5.6). */
export function wrongMethod(path: string, method: string, allowed: readonly string[]): PostlabError {
  return new PostlabError({
    code: 'wrong-method',
    status: 405,
    message: `${path} takes ${allowed.join(' or ')}; found ${method}.`,
    hint: 'The calls are described in /api/openapi.json.',
  });
}

export function unknownPath(path: string, method: string): PostlabError {
  return new PostlabError({
    code: 'unknown-path',
    status: 404,
    message: `There is no ${method} ${path.slice(0, 200)}.`,
    hint: 'The calls are described in /api/openapi.json.',
  });
}
