import { afterEach, beforeEach, expect, test } from 'vitest';
import WebSocket from 'ws';
import type { Engine } from '../engine/engine.ts';
import { learnerCookie } from './identity.ts';
import { listen, secretOfAnn, testServer } from './test-server.ts';

/** What is refused before a host is touched; terminals themselves: terminal/terminal.engine.test.ts. */
let server: Awaited<ReturnType<typeof testServer>>;
let url: string;
beforeEach(async () => {
  server = await testServer();
  server.attempts.hosts.set('mx', { engine: untouched, container: 'none' });
  url = await listen(server.app);
});
afterEach(() => server.app.close());

const untouched = new Proxy({} as Engine, {
  get: () => {
    throw new Error('the engine was asked for something');
  },
});
const cookie = `${learnerCookie}=${secretOfAnn}`;

function open(path: string, headers: Record<string, string | undefined> = {}): WebSocket {
  const all = { cookie, origin: url, ...headers };
  return new WebSocket(`${url}/api/attempts/${path}`.replace('http', 'ws'), {
    headers: Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)),
  });
}

/** The close code and reason, or the HTTP status when there is no socket. */
function end(socket: WebSocket): Promise<{ code: number; reason: string } | { status: number | undefined }> {
  return new Promise((resolve) => {
    socket.on('unexpected-response', (_request, response) => {
      resolve({ status: response.statusCode });
      response.destroy();
    });
    socket.on('close', (code, reason) => resolve({ code, reason: reason.toString() }));
    socket.on('error', () => undefined);
  });
}

test.each([
  ['a foreign origin', { origin: 'http://evil.example' }, { status: 403 }],
  ['no origin', { origin: undefined }, { status: 403 }],
  ['a foreign host', { host: 'evil.example', origin: 'http://evil.example' }, { status: 421 }],
])('%s gets no socket', async (_what, headers, expected) => {
  expect(await end(open('at1/terminals/mx/1', headers))).toEqual(expected);
});

test.each([
  ['another attempt', 'at2/terminals/mx/1', {}, 4404],
  ['another host', 'at1/terminals/store/1', {}, 4404],
  ['another tab', 'at1/terminals/mx/10', {}, 4404],
  ['tab 0', 'at1/terminals/mx/0', {}, 4404],
  ['another learner', 'at1/terminals/mx/1', { cookie: '' }, 4404],
  ['a wrong key', 'at1/terminals/mx/1', { authorization: 'Bearer wrong' }, 1008],
])('%s is refused: %s', async (_what, path, headers, code) => {
  expect(await end(open(path, headers))).toMatchObject({ code });
});

test('a host that is not up says so', async () => {
  server.attempts.hostUp = false;
  expect(await end(open('at1/terminals/mx/1'))).toEqual({ code: 4409, reason: 'mx is not up (rebooting).' });
});

test.each([
  ['too large', Buffer.alloc(65 * 1024), 1009],
  ['text', 'ls', 1003],
  ['of no known type', Buffer.from([9]), 1007],
])('a frame %s closes the socket', async (_what, frame, code) => {
  const socket = open('at1/terminals/mx/1');
  socket.on('open', () => socket.send(frame));
  expect(await end(socket)).toMatchObject({ code });
});

test('an upgrade of another path ends without one', async () => {
  const socket = new WebSocket(`${url}/api/health`.replace('http', 'ws'), { headers: { origin: url } });
  expect(await end(socket)).toBeDefined();
});

test('a stranger’s keystrokes keep nobody’s sandbox awake', async () => {
  const socket = open('at1/terminals/mx/1', { cookie: '' });
  socket.on('open', () => socket.send(Buffer.from([0, 0x6c])));
  await end(socket);
  expect(server.attempts.touched).toEqual([]);
});
