import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyReply } from 'fastify';
import type { App } from './context.ts';
import { PagePolicies } from './csp.ts';

const noPage = '<!doctype html><meta charset="utf-8"><title>Not found</title><p>There is no such page. <a href="/">Home</a></p>';

/** The built site: hashed files for ever, pages asked for again each time, all compressed beforehand. */
export class Pages {
  readonly #dist: string | null;
  readonly #policies = new PagePolicies();

  constructor(dist: string | null) {
    this.#dist = dist;
  }

  async register(app: App): Promise<void> {
    if (this.#dist === null) return;
    await app.register(fastifyStatic, {
      root: this.#dist,
      preCompressed: true,
      // `/labs` goes to `/labs/`: the pages' relative links count on it.
      redirect: true,
      dotfiles: 'ignore',
      cacheControl: false,
      setHeaders: (reply, path) => {
        reply.header('cache-control', path.includes('/_astro/') ? 'public, max-age=31536000, immutable' : 'no-cache');
        const page = path.replace(/\.(br|gz)$/, '');
        if (page.endsWith('.html')) reply.header('content-security-policy', this.#policies.of(page));
      },
    });
  }

  /** The site's own 404 page in the reader's language, or one line. */
  async notFound(reply: FastifyReply, path: string): Promise<FastifyReply> {
    reply.status(404).type('text/html; charset=utf-8').header('cache-control', 'no-cache');
    const file = this.#notFoundFile(path);
    if (!file) return reply.send(noPage);
    return reply.header('content-security-policy', this.#policies.of(file)).send(await readFile(file, 'utf8'));
  }

  #notFoundFile(path: string): string | undefined {
    if (this.#dist === null) return undefined;
    const dist = this.#dist;
    const names = [...(/^\/zh-cn(\/|$)/.test(path) ? ['zh-cn/404.html', 'zh-cn/404/index.html'] : []), '404.html'];
    return names.map((name) => join(dist, name)).find((file) => existsSync(file));
  }
}
