import { fileURLToPath } from 'node:url';
import { readConfig, readSecrets } from '../config.ts';
import { apiError } from '../contract/api.ts';
import { messageOf, PostlabError } from '../errors.ts';
import { alreadyRunning, holderOf } from '../lock.ts';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Calls the running server with the admin token; the answer is JSON, or text where the server says so. Null when none runs (unless `needed` says why one must). */
export async function callServer<T>(method: string, path: string, body: unknown, needed?: string): Promise<T | null> {
  const config = readConfig(process.env, root);
  const holder = holderOf(config.data);
  if (!holder) {
    if (needed) throw new PostlabError({ code: 'no-server', message: 'No Postlab server is running in this folder.', hint: needed });
    return null;
  }
  const { url } = holder;
  if (url === null) throw alreadyRunning(holder);
  const response = await fetch(new URL(path, url), {
    method,
    headers: { authorization: `Bearer ${readSecrets(config.data).admin}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  }).catch((error: unknown) => {
    const cause = error instanceof Error && error.cause ? error.cause : error;
    throw new PostlabError({
      code: 'server-silent',
      status: 503,
      message: `The Postlab server of this folder (process ${holder.pid}) should answer at ${url}; it did not: ${messageOf(cause)}.`,
      hint: 'Look at what it printed; start it again if it has stopped.',
      cause: error,
    });
  });
  if (response.ok && response.headers.get('content-type')?.startsWith('text/')) return (await response.text()) as T;
  const answer: unknown = await response.json();
  if (response.ok) return answer as T;
  const problem = apiError.safeParse(answer);
  throw problem.success
    ? new PostlabError({ ...problem.data.error, status: response.status })
    : new PostlabError({ code: 'server-error', message: `The server at ${url} answered ${response.status}.`, hint: 'Look at what it printed.' });
}
