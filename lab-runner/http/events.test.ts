import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { patience } from '../../test/support/patience.ts';
import { attemptEvent } from '../contract/api.ts';
import { learnerCookie } from './identity.ts';
import { listen, secretOfAnn, testServer } from './test-server.ts';

let server: Awaited<ReturnType<typeof testServer>>;
let url: string;
beforeEach(async () => {
  server = await testServer();
  url = await listen(server.app);
});
afterEach(() => server.app.close());

const open = (cookie = `${learnerCookie}=${secretOfAnn}`, signal?: AbortSignal) =>
  fetch(`${url}/api/attempts/at1/events`, { headers: { cookie }, ...(signal && { signal }) });

/** Reads until the text matches. */
async function until(response: Response, pattern: RegExp): Promise<string> {
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  const decoder = new TextDecoder();
  let got = '';
  while (!pattern.test(got)) {
    const { value, done } = await reader.read();
    if (done) throw new Error(`ended with ${got}`);
    got += decoder.decode(value, { stream: true });
  }
  reader.releaseLock();
  return got;
}

test('the present state comes first, then every change, and the subscription ends with the browser', async () => {
  const abort = new AbortController();
  const response = await open(undefined, abort.signal);
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  const first = await until(response, /\n\n.*\n\n/s);
  const [, type, data] = /event: (\w+)\ndata: (.*)\n\n/.exec(first) ?? [];
  expect(type).toBe('attempt');
  expect(attemptEvent.parse(JSON.parse(data ?? ''))).toMatchObject({ attempt: { id: 'at1' } });
  for (const listener of server.attempts.listeners) listener({ type: 'notice', level: 'info', text: { en: 'line\nbreak', 'zh-cn': '行' } });
  expect(await until(response, /\n\n/)).toBe('event: notice\ndata: {"type":"notice","level":"info","text":{"en":"line\\nbreak","zh-cn":"行"}}\n\n');
  abort.abort();
  await vi.waitFor(() => expect(server.attempts.listeners.size).toBe(0), patience);
});

test('a stranger gets 404 as JSON', async () => {
  const response = await open('');
  expect([response.status, (await response.json()).error.code]).toEqual([404, 'unknown-attempt']);
});

test('a server that stops ends its streams', async () => {
  const response = await open();
  await until(response, /attempt/);
  await server.app.close();
  await vi.waitFor(() => expect(server.attempts.listeners.size).toBe(0), patience);
});
