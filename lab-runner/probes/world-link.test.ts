import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { duplexPair } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { patience } from '../../test/support/patience.ts';
import { ProbeFailure } from '../contract/check.ts';
import type { WorldEvent, WorldSandbox } from '../contract/world.ts';
import { type ChannelStream, WorldChannel } from '../contract/world-channel.ts';
import { type FromWorld, type ToWorld, toWorld, type WorldCall } from '../contract/world-protocol.ts';
import { Addresses } from '../world/addresses.ts';
import { LagMeter } from '../world/lag.ts';
import { RunnerConnection } from '../world/runner-connection.ts';
import { Sandboxes } from '../world/sandboxes.ts';
import { Spool } from '../world/spool.ts';
import { openWorldLink } from './world-link.ts';

const sandbox: WorldSandbox = {
  id: 's1',
  revision: 1,
  subnet: '198.18.7.240/28',
  gateway: '198.18.7.241',
  worldAddress: '198.18.7.242',
  hosts: [{ name: 'mx', address: '198.18.7.243', fqdn: 'mail.k3f9.test' }],
  personas: [],
  zones: {},
  delegations: {},
  manners: {},
  certificates: [],
};
const toMx = { sandbox: 's1', from: '203.0.113.25', to: '198.18.7.243', port: 587 };

/** A world of which the test plays the inside: every call is given to `answer`, whose result or throw goes back. */
function played(answer: (call: WorldCall, channel: WorldChannel, cancelled: Promise<void>) => Promise<number | null>) {
  const [ours, theirs] = duplexPair();
  const heard: ToWorld[] = [];
  const cancels = new Map<number, () => void>();
  const say = (message: FromWorld) => channel.send(message);
  const channel: WorldChannel = new WorldChannel(theirs, {
    control: (raw) => {
      const message = toWorld.parse(raw);
      heard.push(message);
      if (message.t === 'cancel') cancels.get(message.id)?.();
      if (message.t !== 'request') return;
      const { id, call } = message;
      const cancelled = new Promise<void>((resolve) => cancels.set(id, resolve));
      answer(call, channel, cancelled).then(
        (value) => say({ t: 'result', id, value }),
        (error: Error & { code?: string }) => say({ t: 'failure', id, code: error.code ?? 'world-fault', message: error.message }),
      );
    },
    closed: () => undefined,
  });
  say({ t: 'hello', protocol: 1, epoch: 'e1', sandboxes: [] });
  return { transport: ours, channel, heard, say };
}

/** World's end of a stream; what breaks it is told by the other end. */
function opened(channel: WorldChannel, id: number, datagrams: boolean): ChannelStream {
  return channel.stream(id, { datagrams }).on('error', () => undefined);
}

const fault = (code: string) => Object.assign(new Error(`because ${code}`), { code });
const never = () => new Promise<never>(() => undefined);

describe('against the real other side', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'postlab-link-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('greets, measures lag, names unknown sandboxes, brings spooled events exactly once and has them forgotten', async () => {
    const log = () => undefined;
    const spool = new Spool({ folder, epoch: 'e1', log });
    const lag = new LagMeter();
    const sandboxes = new Sandboxes({ addresses: new Addresses(), spool, log });
    const join = () => {
      const [ours, theirs] = duplexPair();
      const connection = new RunnerConnection({ transport: theirs, epoch: 'e1', sandboxes, spool, lag, log, onClosed: () => undefined });
      return { ours, connection };
    };
    const keep = (n: number) =>
      spool.keep({
        sandbox: 's1',
        persona: 'peer',
        at: new Date(n * 1000).toISOString(),
        connection: 'c1',
        remoteAddress: '198.18.7.243',
        helo: 'x',
        usedHelo: false,
        tls: '',
        mailFrom: 'a@b.test',
        rcptTo: ['c@d.test'],
        raw: '',
        lines: [],
      });
    await keep(1);
    const first = join();
    // As main.ts does: without it, only acknowledgements would bring the next events on their way.
    spool.onAdded(() => first.connection.pump());
    let lost = 0;
    const link = await openWorldLink(first.ours, () => lost++);
    expect(await link.lag()).toBeGreaterThanOrEqual(0);
    await expect(link.dial({ ...toMx, sandbox: 'nobody' })).rejects.toMatchObject({ name: 'PostlabError', code: 'world-unreachable' });
    const events: WorldEvent[] = [];
    let failures = 0;
    link.subscribe(async (event) => {
      if (failures++ === 0) throw new Error('the database is busy');
      events.push(event);
    });
    for (let i = 2; i <= 30; i++) await keep(i);
    await vi.waitFor(async () => expect([events.length, await readdir(folder)]).toEqual([30, []]), patience);
    expect(events.map((e) => e.seq).sort((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, i) => i));
    first.connection.close('gone');
    await vi.waitFor(() => expect(lost).toBe(1), patience);
    await expect(link.lag()).rejects.toMatchObject({ code: 'world-unreachable' });
  });
});

describe('dial', () => {
  it('carries bytes both ways, half-closing, and resets', async () => {
    const streams: ChannelStream[] = [];
    const world = played(async (call, channel) => {
      if (call.method === 'dial') {
        const stream = opened(channel, call.stream, call.protocol === 'udp');
        streams.push(stream);
        stream.write(Buffer.from('220 hi\r\n'));
      }
      return null;
    });
    const link = await openWorldLink(world.transport, () => undefined);
    const stream = await link.dial(toMx);
    const seen: string[] = [];
    stream.on('data', (chunk: Buffer) => seen.push(chunk.toString()));
    const big = Buffer.alloc(1_500_000, 'x');
    let received = 0;
    streams[0]?.on('data', (chunk: Buffer) => {
      received += chunk.length;
    });
    const ended = new Promise((resolve) => streams[0]?.on('end', resolve));
    stream.end(big);
    await ended;
    expect(received).toBe(big.length);
    expect(seen.join('')).toBe('220 hi\r\n');
    const reset = new Promise<Error>((resolve) => stream.on('error', resolve));
    streams[0]?.destroy(Object.assign(new Error('x'), { code: 'ECONNRESET' }));
    expect((await reset).message).toBe('the stream was reset (ECONNRESET)');

    const udp = await link.dial({ ...toMx, port: 53, protocol: 'udp' });
    udp.destroy();
    await link.close();
  });

  it('a refusal of the host is a ProbeFailure that names it, anything else our own trouble', async () => {
    let code = '';
    const world = played(async (call) => {
      if (call.method === 'dial') throw fault(code);
      return null;
    });
    const link = await openWorldLink(world.transport, () => undefined);
    await link.put(sandbox);
    const found: Record<string, string> = {};
    for (code of ['refused', 'silent', 'unreachable', 'reset']) {
      const error = await link.dial({ ...toMx, timeout: 3000 }).then(
        () => null,
        (e: unknown) => e,
      );
      expect(error).toBeInstanceOf(ProbeFailure);
      found[code] = (error as ProbeFailure).observed.en;
    }
    expect(found).toEqual({
      refused: 'Port 587 of mx refused the connection.',
      silent: 'Port 587 of mx did not answer within 3 s.',
      unreachable: 'mx could not be reached (port 587).',
      reset: 'Port 587 of mx reset the connection.',
    });
    for (code of ['not-allowed', 'unknown-sandbox', 'world-fault'])
      await expect(link.dial(toMx)).rejects.toMatchObject({ name: 'PostlabError', code: 'world-unreachable' });
    await link.close();
  });

  it('gives up when its signal is aborted, before and after it stands', async () => {
    let cancelled = false;
    let stream: ChannelStream | null = null;
    const world = played(async (call, channel, gaveUp) => {
      if (call.method !== 'dial') return null;
      if (call.port === 25) {
        stream = opened(channel, call.stream, false);
        return null;
      }
      await gaveUp;
      cancelled = true;
      throw fault('silent');
    });
    const link = await openWorldLink(world.transport, () => undefined);
    const abort = new AbortController();
    const dialling = link.dial({ ...toMx, signal: abort.signal });
    setTimeout(() => abort.abort(), 10);
    await expect(dialling).rejects.toMatchObject({ name: 'AbortError' });
    await vi.waitFor(() => expect(cancelled).toBe(true), patience);
    await expect(link.dial({ ...toMx, signal: abort.signal })).rejects.toMatchObject({ name: 'AbortError' });
    const later = new AbortController();
    const open = await link.dial({ ...toMx, port: 25, signal: later.signal });
    later.abort();
    await vi.waitFor(() => expect([open.destroyed, (stream as ChannelStream | null)?.destroyed]).toEqual([true, true]), patience);
    await link.close();
  });
});

describe('a connection that fails', () => {
  it('world’s refusal of a sandbox names the reason', async () => {
    const world = played(async () => {
      throw fault('bad-sandbox');
    });
    const link = await openWorldLink(world.transport, () => undefined);
    await expect(link.put(sandbox)).rejects.toMatchObject({ code: 'world-refused', message: expect.stringContaining('because bad-sandbox') });
    await link.close();
  });

  it('without a hello it rejects and never calls onLost', async () => {
    const [ours, theirs] = duplexPair();
    let lost = 0;
    const opening = openWorldLink(ours, () => lost++);
    theirs.end();
    theirs.resume();
    await expect(opening).rejects.toMatchObject({ code: 'world-unreachable' });
    const [mine, junk] = duplexPair();
    const other = openWorldLink(mine, () => lost++);
    junk.resume();
    junk.write('exec: "node": executable file not found\n');
    await expect(other).rejects.toMatchObject({ code: 'world-unreachable' });
    expect(lost).toBe(0);
  });

  it('when it is lost, calls under way are rejected, streams end with it, onLost is called once; not after close()', async () => {
    const world = played(async (call, channel) => {
      if (call.method === 'dial') opened(channel, call.stream, false).resume();
      return call.method === 'put' ? never() : null;
    });
    let lost = 0;
    const link = await openWorldLink(world.transport, () => lost++);
    const stream = await link.dial(toMx);
    const broken = new Promise<Error>((resolve) => stream.on('error', resolve));
    const putting = link.put(sandbox);
    world.channel.close('test');
    await expect(putting).rejects.toMatchObject({ code: 'world-unreachable' });
    expect((await broken).name).toBe('ChannelLost');
    expect(lost).toBe(1);

    const second = played(async () => null);
    const closed = await openWorldLink(second.transport, () => lost++);
    await closed.close();
    await expect(closed.lag()).rejects.toMatchObject({ code: 'world-unreachable' });
    expect(lost).toBe(1);
  });
});
