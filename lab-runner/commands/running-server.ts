import { request } from 'node:https';
import { fileURLToPath } from 'node:url';
import { readConfig, readSecrets } from '../config.ts';
import { apiError } from '../contract/api.ts';
import { messageOf, PostlabError } from '../errors.ts';
import { alreadyRunning, holderOf } from '../lock.ts';

export const root = fileURLToPath(new URL('../..', import.meta.url));

interface Question {
  method: string;
  headers: Record<string, string>;
  body?: string;
}

function questionOf(method: string, key: string, body: unknown): Question {
  const headers = { authorization: `Bearer ${key}` };
  return body === undefined ? { method, headers } : { method, headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

/** `fetch`, and over TLS without asking whose certificate it is: the address is this machine's own, from a file that only its owner writes. */
function askAt(url: URL, { body, ...options }: Question): Promise<Response> {
  if (url.protocol === 'http:') return fetch(url, { ...options, ...(body !== undefined && { body }) });
  return new Promise((resolve, reject) => {
    const asked = request(url, { ...options, rejectUnauthorized: false }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () =>
        resolve(new Response(Buffer.concat(chunks), { status: answer.statusCode ?? 500, headers: { 'content-type': answer.headers['content-type'] ?? '' } })),
      );
    });
    asked.on('error', reject);
    asked.end(body);
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
  const whose = `of this folder (process ${holder.pid})`;
  const answer = askAt(new URL(path, url), questionOf(method, readSecrets(config.data).admin, body));
  return answerOf<T>(answer, url, { whose, hint: 'Look at what it printed; start it again if it has stopped.' });
}

/** A server on another machine, whose certificate must be good (`NODE_EXTRA_CA_CERTS` names a school's own authority). */
async function callRemote<T>(remote: { url: string; token: string }, method: string, path: string, body: unknown): Promise<T> {
  const base = remote.url.replace(/\/?$/, '/');
  const answer = fetch(new URL(path.replace(/^\//, ''), base), { ...questionOf(method, remote.token, body), redirect: 'error' });
  return answerOf<T>(answer, base, {
    whose: 'of POSTLAB_SERVER',
    hint: 'Look whether the address is right and this machine reaches it. Of an own certificate authority, name the file in NODE_EXTRA_CA_CERTS.',
  });
}

/** @param silent whose server it is, and what to do when it does not answer */
async function answerOf<T>(asked: Promise<Response>, url: string, silent: { whose: string; hint: string }): Promise<T> {
  const response = await asked.catch((error: unknown) => {
    const cause = error instanceof Error && error.cause ? error.cause : error;
    throw new PostlabError({
      code: 'server-silent',
      status: 503,
      message: `The Postlab server ${silent.whose} should answer at ${url}; it did not: ${messageOf(cause)}.`,
      hint: silent.hint,
      cause: error,
    });
  });
  if (response.ok && response.headers.get('content-type')?.startsWith('text/')) return (await response.text()) as T;
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok && answer !== null) return answer as T;
  const problem = apiError.safeParse(answer);
  throw problem.success
    ? new PostlabError({ ...problem.data.error, status: response.status })
    : new PostlabError({ code: 'server-error', message: `The server at ${url} answered ${response.status}.`, hint: 'Look at what it printed.' });
}
