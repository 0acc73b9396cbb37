import { apiPath, type Reply } from '../client/api.ts';

/** Calls the runner with a method and JSON. Never rejects. */
export async function call<T>(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<Reply<T>> {
  try {
    const response = await fetch(apiPath(path), {
      method,
      credentials: 'same-origin',
      headers: { accept: 'application/json', ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.headers.get('content-type')?.includes('json')) return { kind: 'absent' };
    const answer = (await response.json()) as { error?: { code: string; message: string; hint: string } };
    if (response.ok) return { kind: 'ok', value: answer as T };
    return {
      kind: 'refused',
      status: response.status,
      code: answer.error?.code ?? '',
      message: answer.error?.message ?? `HTTP ${response.status}`,
      hint: answer.error?.hint ?? '',
    };
  } catch {
    // Nobody there: a normal state of a site of plain files.
    return { kind: 'absent' };
  }
}
