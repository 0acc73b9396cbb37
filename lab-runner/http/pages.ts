import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { App } from './context.ts';

/** The built site: hashed files for ever, pages asked again each time, compressed beforehand. */
export async function pages(app: App, dist: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: dist,
    preCompressed: true,
    cacheControl: false,
    setHeaders(reply, path) {
      reply.header('cache-control', path.includes('/_astro/') ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
}

/** The site's own 404 page, or one line. */
export function notFoundPage(dist: string | null, url: string): string {
  const own = dist ? [...(url.startsWith('/zh-cn/') ? [join(dist, 'zh-cn/404.html'), join(dist, 'zh-cn/404/index.html')] : []), join(dist, '404.html')].find((file) => existsSync(file)) : undefined;
  return own ? readFileSync(own, 'utf8') : '<!doctype html><title>Not found</title><p>There is no such page. <a href="/">Home</a></p>';
}
