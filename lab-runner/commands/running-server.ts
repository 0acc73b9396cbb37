import { request } from 'node:https';
import { fileURLToPath } from 'node:url';
import { readConfig, readSecrets } from '../config.ts';
import { apiError } from '../contract/api.ts';
import { messageOf, PostlabError } from '../errors.ts';
import { alreadyRunning, holderOf } from '../lock.ts';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** `fetch`, and over TLS without asking whose certificate it is: the address is this machine's own, from a file that only its owner writes. */
function askAt(url: URL, method: string, key: string, body: unknown): Promise<Response> {
  const headers = { authorization: `Bearer ${key}`, ...(body !== undefined && { 'content-type': 'application/json' }) };
  const text = body === undefined ? undefined : JSON.stringify(body);
  if (url.protocol === 'http:') return fetch(url, { method, headers, ...(text !== undefined && { body: text }) });
  return new Promise((resolve, reject) => {
    const asked = request(url, { method, headers, rejectUnauthorized: false }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () =>
        resolve(new Response(Buffer.concat(chunks), { status: answer.statusCode ?? 500, headers: { 'content-type': answer.headers['content-type'] ?? '' } })),
      );
    });
    asked.on('error', reject);
    asked.end(text);
  });
}

/** Calls the running server with the admin token; the answer is JSON, or text where the server says so. Null when none runs (unless `needed` says why one must). */
export async function callServer<T>(method: string, path: string, body: unknown, needed?: string): Promise<T | null> {
  const config = readConfig(process.env, root);
  if (config.remote) return callRemote<T>(config.remote, method, path, body);
  const holder = holderOf(config.data);
  if (!holder) {
    if (needed) throw new PostlabError({ code: 'no-server', message: 'No Postlab server is running in this folder.', hint: needed });
    return null;
  }
  const { url } = holder;
  if (url === null) throw alreadyRunning(holder);
  const response = await askAt(new URL(path, url), method, readSecrets(config.data).admin, body).catch((error: unknown) => {
    const cause = error instanceof Error && error.cause ? error.cause : error;
    throw new PostlabError({
      code: 'server-silent',
      status: 503,
      message: `The Postlab server of this folder (process ${holder.pid}) should answer at ${url}; it did not: ${messageOf(cause)}.`,
      hint: 'Look at what it printed; start it again if it has stopped.',
      cause: error,
    });
  });
  return answerOf<T>(response, url);
}

/** A server on another machine, whose certificate must be good (`NODE_EXTRA_CA_CERTS` names a school's own authority). */
async function callRemote<T>(remote: { url: string; token: string }, method: string, path: string, body: unknown): Promise<T> {
  const base = remote.url.replace(/\/?$/, '/');
  const headers = { authorization: `Bearer ${remote.token}`, ...(body !== undefined && { 'content-type': 'application/json' }) };
  const options = { method, headers, redirect: 'error' as const, ...(body !== undefined && { body: JSON.stringify(body) }) };
  const response = await fetch(new URL(path.replace(/^\//, ''), base), options).catch((error: unknown) => {
    const cause = error instanceof Error && error.cause ? error.cause : error;
    throw new PostlabError({
      code: 'server-silent',
      status: 503,
      message: `The Postlab server of POSTLAB_SERVER should answer at ${base}; it did not: ${messageOf(cause)}.`,
      hint: 'Look whether the address is right and this machine reaches it. Of an own certificate authority, name the file in NODE_EXTRA_CA_CERTS.',
      cause: error,
    });
  });
  return answerOf<T>(response, base);
}

async function answerOf<T>(response: Response, url: string): Promise<T> {
  if (response.ok && response.headers.get('content-type')?.startsWith('text/')) return (await response.text()) as T;
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok && answer !== null) return answer as T;
  const problem = apiError.safeParse(answer);
  throw problem.success
    ? new PostlabError({ ...problem.data.error, status: response.status })
    : new PostlabError({ code: 'server-error', message: `The server at ${url} answered ${response.status}.`, hint: 'Look at what it printed.' });
}
