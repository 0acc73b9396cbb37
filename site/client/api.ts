/** What came of a request: a value, nobody there (plain files, or the runner is down), or a refusal with its reason. */
export type Reply<T> = { kind: 'ok'; value: T } | { kind: 'absent' } | { kind: 'refused'; status: number; code: string; message: string; hint: string };

interface Request {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  body?: unknown;
  /** A secret for the Authorization header. */
  key?: string | null;
  /** Without this browser's cookie. */
  anonymous?: boolean;
  signal?: AbortSignal;
}

/** Milliseconds before a question is asked again that did not get through. */
const pauses = [150, 600];

/**
 * Asks again what only asks: browsers drop what still waits for a connection when the machine's network changes (Chromium's ERR_NETWORK_CHANGED),
 * as it does whenever a lab is started on it. Nobody should read "no lab runner answers" because of that.
 */
async function persistent(path: string, init: RequestInit): Promise<Response> {
  for (const pause of init.method === 'GET' ? pauses : []) {
    try {
      return await fetch(path, init);
    } catch (error) {
      if (init.signal?.aborted) throw error;
    }
    await new Promise((done) => setTimeout(done, pause));
  }
  return fetch(path, init);
}

/**
 * Asks the runner this page came from. `T` is the shape that `lab-runner/contract/api.ts` gives the path: the server checks it.
 * Never rejects: a page without a runner (the lessons as plain files) is a normal state, not an exception.
 */
export async function ask<T>(path: string, options: Request = {}): Promise<Reply<T>> {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (options.body !== undefined) headers['content-type'] = 'application/json';
  if (options.key) headers.authorization = `Bearer ${options.key}`;
  let response: Response;
  try {
    response = await persistent(path, {
      method: options.method ?? 'GET',
      headers,
      credentials: options.anonymous ? 'omit' : 'same-origin',
      ...(options.body !== undefined && { body: JSON.stringify(options.body) }),
      ...(options.signal ? { signal: options.signal } : {}),
    });
  } catch {
    // Refused connection, no network, aborted: for the reader all of them are "nobody answers".
    return { kind: 'absent' };
  }
  if (response.status === 204) return { kind: 'ok', value: undefined as T };
  if (!response.headers.get('content-type')?.includes('json')) return { kind: 'absent' };
  const body: unknown = await response.json().catch(() => null);
  if (response.ok) return { kind: 'ok', value: body as T };
  const error = (body as { error?: { code?: string; message?: string; hint?: string } } | null)?.error;
  return { kind: 'refused', status: response.status, code: error?.code ?? '', message: error?.message ?? `HTTP ${response.status}`, hint: error?.hint ?? '' };
}

/** Calls the runner with a method and JSON. Never rejects. */
export function call<T>(method: NonNullable<Request['method']>, path: string, body?: unknown): Promise<Reply<T>> {
  return ask<T>(apiPath(path), { method, body });
}

/** Where the API is: beside the site, also when that is served below a path. */
export const apiPath = (path: string): string => `${import.meta.env.BASE_URL.replace(/\/?$/, '/')}api/${path}`;
