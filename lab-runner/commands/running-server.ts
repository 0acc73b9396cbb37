import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { readConfig, readSecrets } from '../config.ts';
import { apiError } from '../contract/api.ts';
import { PostlabError } from '../errors.ts';

export const root = fileURLToPath(new URL('../..', import.meta.url));
const lockShape = z.object({ pid: z.number(), url: z.string() });

/** The server of this folder's instance, if one runs. */
export function runningServer(data: string): { pid: number; url: string } | null {
  const file = join(data, 'server.json');
  if (!existsSync(file)) return null;
  const lock = lockShape.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!lock.success) return null;
  try {
    process.kill(lock.data.pid, 0);
    return lock.data;
  } catch {
    // No such process: the lock is a left-over of a killed server.
    return null;
  }
}

/** Calls the running server with the admin token. Null when none runs (unless `needed` says why one must). */
export async function callServer<T>(method: string, path: string, body: unknown, needed?: string): Promise<T | null> {
  const config = readConfig(process.env, root);
  const server = runningServer(config.data);
  if (!server) {
    if (needed) throw new PostlabError({ code: 'no-server', message: 'No Postlab server is running in this folder.', hint: needed });
    return null;
  }
  const response = await fetch(new URL(path, server.url), {
    method,
    headers: { authorization: `Bearer ${readSecrets(config.data).admin}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const answer: unknown = await response.json();
  if (response.ok) return answer as T;
  const problem = apiError.safeParse(answer);
  throw problem.success
    ? new PostlabError({ ...problem.data.error, status: response.status })
    : new PostlabError({ code: 'server-error', message: `The server at ${server.url} answered ${response.status}.`, hint: 'Look at what it printed.' });
}
