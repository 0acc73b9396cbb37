import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { summaryOf } from '../catalogue/catalogue.ts';
import type { Secrets } from '../config.ts';
import { learnerCookie, learnerOf } from '../http/identity.ts';
import { buildServer } from '../http/server.ts';
import type { Runner } from '../main.ts';

/** The real HTTP server over the gate's runner, on a free port, and one browser's identity. */
export async function gateServer(runner: Runner, secrets: Secrets): Promise<{ url: string; cookie: string; learner: string; close(): Promise<void> }> {
  const app = await buildServer({
    attempts: runner.attempts,
    lessons: runner.lessons,
    labs: () => [...runner.catalogue.labs.values()].map(summaryOf),
    status: () => ({ version: 'gate', labsUnavailable: null, images: runner.images.states() }),
    dist: null,
    keys: { instructor: secrets.instructor, admin: secrets.admin },
    allowedHosts: ['127.0.0.1', 'localhost'],
    version: 'gate',
    log: () => undefined,
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const secret = randomBytes(24).toString('base64url');
  return { url: `http://127.0.0.1:${port}`, cookie: `${learnerCookie}=${secret}`, learner: learnerOf(secret), close: () => app.close() };
}
