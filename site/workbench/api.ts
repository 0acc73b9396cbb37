import { apiPath, ask, type Reply } from '../client/api.ts';

/** Calls the runner with a method and JSON. Never rejects. */
export function call<T>(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<Reply<T>> {
  return ask<T>(apiPath(path), { method, body });
}
