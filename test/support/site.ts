import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, resolve } from 'node:path';
import { unavailableAttempts } from '../../lab-runner/attempts/unavailable.ts';
import { loadCatalogue } from '../../lab-runner/catalogue/catalogue.ts';
import { buildClassroom } from '../../lab-runner/classroom.ts';
import { readConfig } from '../../lab-runner/config.ts';
import { buildServer } from '../../lab-runner/http/server.ts';
import { imageNames, openLessons } from '../../lab-runner/main.ts';

export const root = resolve(import.meta.dirname, '../..');
export const dist = join(root, 'dist');

export interface Served {
  url: string;
  close(): Promise<void>;
}

/** The real server over the built site and a database of its own, without a Docker engine: all but the labs works. */
export async function serveWithRunner(): Promise<Served & { teach: () => Promise<string> }> {
  const data = mkdtempSync(join(tmpdir(), 'postlab-site-'));
  const kept = await openLessons(readConfig({ POSTLAB_DATA: data }, root), () => undefined);
  const off = { message: 'There is no Docker engine in this test.', hint: 'None is needed.' };
  const classroom = buildClassroom({
    db: kept.db,
    key: 'key',
    catalogue: await loadCatalogue(join(root, 'labs'), imageNames()),
    whyNoLabs: () => off,
    removeFiles: async () => undefined,
    log: (message, detail) => console.error(message, detail ?? ''),
  });
  const app = await buildServer({
    classroom,
    attempts: unavailableAttempts(() => off),
    lessons: kept.lessons,
    labs: () => [],
    status: () => ({ version: 'test', labsUnavailable: off, images: [] }),
    dist,
    keys: { instructor: 'k'.repeat(24), admin: 'a'.repeat(24) },
    allowedHosts: ['localhost'],
    version: 'test',
    log: (message, detail) => console.error(message, detail ?? ''),
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const url = `http://localhost:${(app.server.address() as AddressInfo).port}`;
  return {
    url,
    /** A sign-in link, as the server prints it. */
    async teach() {
      const { id } = await classroom.accounts.firstAdmin();
      return `${url}${(await classroom.accounts.signInLink(id)).path}`;
    },
    async close() {
      await app.close();
      await classroom.close();
      await kept.close();
      rmSync(data, { recursive: true, force: true });
    },
  };
}

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
};

/** The built site as plain files, as any web server gives them: nobody answers below /api. */
export async function servePlain(): Promise<Served> {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname);
    const file = join(dist, path.endsWith('/') ? `${path}index.html` : path);
    readFile(file).then(
      (content) => response.writeHead(200, { 'content-type': types[extname(file)] ?? 'application/octet-stream' }).end(content),
      () => response.writeHead(404, { 'content-type': 'text/html; charset=utf-8' }).end('<!doctype html><title>404</title><p>Not found'),
    );
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
