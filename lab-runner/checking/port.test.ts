import { duplexPair, Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { MessageChannel } from 'node:worker_threads';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { patience } from '../../test/support/patience.ts';
import { ProbeFailure } from '../contract/check.ts';
import type { WorldLink } from '../contract/world-link.ts';
import type { Engine } from '../engine/engine.ts';
import { largestArchive } from './archive.ts';
import { portWindow } from './messages.ts';
import { PortClient } from './port-client.ts';
import { PortServer } from './port-server.ts';

/** Both ends of a worker's port, without the worker. */
const hosts = [{ name: 'mx', address: '198.18.0.8', container: 'c1' }];
let archives: (path: string) => Promise<Readable | null>;
let server: PortServer;
let client: PortClient;
let far: ReturnType<typeof duplexPair>[0];
let channel: MessageChannel;

beforeEach(() => {
  const [ours, theirs] = duplexPair();
  far = theirs;
  channel = new MessageChannel();
  server = new PortServer({
    port: channel.port1,
    sandbox: 's1',
    hosts,
    volumes: new Set(),
    link: async () => ({ dial: async () => ours, lag: async () => 0 }) as unknown as WorldLink,
    engine: { getArchive: (_container: string, path: string) => archives(path), inspect: async () => ({ running: true }) } as unknown as Engine,
    messages: async () => [],
    canary: async () => ({ items: [], relayed: [], lurking: [] }),
    onResult: () => undefined,
  });
  client = new PortClient(channel.port2);
});
afterEach(() => {
  server.close();
  channel.port1.close();
});

const archive = (path: string) => client.call<Uint8Array | null>((call) => ({ t: 'archive', call, container: 'c1', path }));
const dial = () => client.dial({ from: '203.0.113.25', to: '198.18.0.8', port: 25 });

test('a file comes whole, an absent one as null, and another container is not read', async () => {
  archives = async (path) => (path === '/gone' ? null : Readable.from([Buffer.from('one'), Buffer.from('two')]));
  expect(Buffer.from((await archive('/file')) as Uint8Array).toString()).toBe('onetwo');
  expect(await archive('/gone')).toBeNull();
  await expect(client.call((call) => ({ t: 'archive', call, container: 'c2', path: '/file' }))).rejects.toThrow('not a host of this sandbox');
});

test('a file without end is given up at the limit, which is the learner’s affair and says so', async () => {
  let given = 0;
  const endless = new Readable({
    read() {
      given += 1024 * 1024;
      this.push(Buffer.alloc(1024 * 1024));
    },
  });
  archives = async () => endless;
  const error = await archive('/var/mail/huge').catch((e: unknown) => e);
  expect(error).toBeInstanceOf(ProbeFailure);
  expect((error as ProbeFailure).observed.en).toBe('/var/mail/huge holds more than 64 MiB, which is not read.');
  expect((error as ProbeFailure).expected?.en).toBe('at most 64 MiB in /var/mail/huge');
  expect(endless.destroyed).toBe(true);
  expect(given).toBeLessThan(largestArchive + 4 * 1024 * 1024);
});

test('when the checks are over, a file that is still being read is let go', async () => {
  const slow = new Readable({ read: () => undefined });
  archives = async () => slow;
  void archive('/file').catch(() => undefined);
  await vi.waitFor(() => expect(slow.listenerCount('readable') + slow.listenerCount('end')).toBeGreaterThan(0), patience);
  server.close();
  await vi.waitFor(() => expect(slow.destroyed).toBe(true), patience);
});

test('a host that talks without end is held up until the check reads', async () => {
  const stream = await dial();
  let sent = 0;
  const chunk = Buffer.alloc(16 * 1024, 'x');
  const pump = () => {
    for (let room = true; room && !far.destroyed; sent += chunk.length) room = far.write(chunk);
  };
  far.on('drain', pump);
  pump();
  let before = -1;
  while (before !== sent) {
    before = sent;
    await pause(100);
  }
  expect(sent).toBeLessThan(2 * portWindow);
  let read = 0;
  for await (const part of stream) {
    read += (part as Buffer).length;
    if (read > 8 * 1024 * 1024) break;
  }
  expect(sent).toBeGreaterThan(8 * 1024 * 1024);
});

test('a check that writes to a host that does not read waits', async () => {
  const stream = await dial();
  let written = 0;
  const chunk = Buffer.alloc(16 * 1024);
  const writing = (async () => {
    for (;;) {
      await new Promise((done) => stream.write(chunk, done));
      written += chunk.length;
    }
  })();
  writing.catch(() => undefined);
  let before = -1;
  while (before !== written) {
    before = written;
    await pause(100);
  }
  expect(written).toBeLessThan(portWindow);
  far.resume();
  await vi.waitFor(() => expect(written).toBeGreaterThan(4 * 1024 * 1024), patience);
  stream.destroy();
});

test('last words that arrive with the end are read, however late', async () => {
  const stream = await dial();
  stream.on('error', () => undefined);
  far.end('421 going down\r\n');
  stream.end();
  await pause(50);
  let text = '';
  for await (const part of stream) text += String(part);
  expect(text).toBe('421 going down\r\n');
});
