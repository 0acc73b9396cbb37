import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo, Socket } from 'node:net';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { duplexPair } from 'node:stream';
import { createSecureContext, TLSSocket } from 'node:tls';
import { MessageChannel } from 'node:worker_threads';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PortClient } from '../checking/port-client.ts';
import { PortServer } from '../checking/port-server.ts';
import type { Dialogue } from '../contract/check.ts';
import { type ChannelStream, WorldChannel } from '../contract/world-channel.ts';
import { toWorld } from '../contract/world-protocol.ts';
import type { Engine } from '../engine/engine.ts';
import { type LabCa, openLabCa } from './ca.ts';
import { testContext } from './test-context.ts';
import { script, scripted, serve } from './test-network.ts';
import { openWorldLink } from './world-link.ts';

/**
 * The whole way a byte of a probe takes, but for the container: check context → worker's port → runner's link →
 * channel → a TCP connection to a real server.
 */
let folder: string;
let ca: LabCa;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'postlab-path-'));
  ca = await openLabCa(join(folder, 'ca.pem'));
});
afterAll(() => rm(folder, { recursive: true }));

async function path(port: number) {
  const [ours, theirs] = duplexPair();
  const world: WorldChannel = new WorldChannel(theirs, {
    control: (raw) => {
      const message = toWorld.parse(raw);
      if (message.t !== 'request' || message.call.method !== 'dial') return;
      const { id, call } = message;
      const socket = connect({ host: '127.0.0.1', port, allowHalfOpen: true });
      socket.once('error', (error) => world.send({ t: 'failure', id, code: 'refused', message: error.message }));
      socket.once('connect', () => {
        const stream: ChannelStream = world.stream(call.stream, { datagrams: false });
        socket.removeAllListeners('error');
        socket.pipe(stream);
        stream.pipe(socket);
        socket.on('error', (error) => stream.destroy(error));
        stream.on('error', () => socket.destroy());
        socket.on('close', () => socket.readableEnded || stream.destroy());
        stream.on('close', () => socket.destroy());
        world.send({ t: 'result', id, value: null });
      });
    },
    closed: () => undefined,
  });
  world.send({ t: 'hello', protocol: 1, epoch: 'e', sandboxes: [] });
  const link = await openWorldLink(ours, () => undefined);
  const { port1, port2 } = new MessageChannel();
  const server = new PortServer({
    port: port1,
    sandbox: 's1',
    hosts: [],
    volumes: new Set(),
    link: async () => link,
    engine: {} as Engine,
    messages: async () => [],
    canary: async () => ({ items: [], relayed: [], lurking: [] }),
    onResult: () => undefined,
  });
  const client = new PortClient(port2);
  const dialogues: Dialogue[] = [];
  const abort = new AbortController();
  const ctx = testContext({
    sandbox: { hosts: [{ name: 'mx', address: '127.0.0.1', container: 'c1' }], ca: ca.certificatePem },
    dialogues,
    signal: abort.signal,
    dial: (options) => client.dial({ ...options, signal: abort.signal }),
  });
  return {
    ctx,
    world,
    lines: () => script(dialogues),
    async [Symbol.asyncDispose]() {
      abort.abort();
      server.close();
      await link.close();
      port1.close();
    },
  };
}

describe('through the worker’s port and the world’s channel', () => {
  it('STARTTLS and a message of two megabytes arrive whole', async () => {
    const { certificate, key } = await ca.issue({ names: ['mail.k3f9.test'], days: 1 });
    let size = 0;
    const server = new SMTPServer({
      key,
      cert: certificate,
      authOptional: true,
      disableReverseLookup: true,
      onData: (stream, _session, done) => {
        stream.on('data', (chunk: Buffer) => {
          size += chunk.length;
        });
        stream.on('end', () => done());
      },
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    await using way = await path((server.server.address() as AddressInfo).port);
    const message = Buffer.concat([Buffer.from('Subject: big\r\n\r\n'), Buffer.from(`${'x'.repeat(78)}\r\n`.repeat(26_000))]);
    const reply = await way.ctx.smtp.send({
      host: 'mx',
      port: 25,
      starttls: true,
      servername: 'mail.k3f9.test',
      mailFrom: '',
      rcptTo: ['lin@k3f9.test'],
      message,
    });
    expect(reply.code).toBe(250);
    expect(size).toBe(message.length);
    await new Promise<void>((resolve) => server.close(() => resolve()));
  });

  it('imapflow over TLS', async () => {
    const issued = await ca.issue({ names: ['mail.k3f9.test'], days: 1 });
    const secureContext = createSecureContext({ key: issued.key, cert: issued.certificate });
    const talk = (socket: Socket): void => {
      const secure = new TLSSocket(socket, { isServer: true, secureContext });
      secure.on('error', () => socket.destroy());
      secure.write('* OK [CAPABILITY IMAP4rev1 NAMESPACE] ready\r\n');
      let text = '';
      secure.on('data', (chunk: Buffer) => {
        text += chunk.toString('utf8');
        for (let at = text.indexOf('\r\n'); at >= 0; at = text.indexOf('\r\n')) {
          const [tag = '', name = ''] = text.slice(0, at).split(' ');
          text = text.slice(at + 2);
          if (name === 'CAPABILITY') secure.write('* CAPABILITY IMAP4rev1 NAMESPACE\r\n');
          if (name === 'NAMESPACE') secure.write('* NAMESPACE (("" ".")) NIL NIL\r\n');
          if (name === 'LIST') secure.write('* LIST (\\HasNoChildren) "." INBOX\r\n');
          secure.write(`${tag} OK done\r\n`);
          if (name === 'LOGOUT') secure.end();
        }
      });
    };
    await using server = await serve(talk);
    await using way = await path(server.port);
    const result = await way.ctx.imap.login({ host: 'mx', port: 993, tls: true, servername: 'mail.k3f9.test', user: 'lin', password: 'geheim99' });
    if (!result.ok) throw new Error(result.text);
    await using session = result.session;
    expect(session.tls?.trusted).toBe(true);
    expect((await session.folders()).map((f) => f.path)).toEqual(['INBOX']);
    expect(way.lines().join('\n')).not.toContain('geheim99');
  });

  it('what the host does is a ProbeFailure, the loss of the channel is not', async () => {
    const gone = createServer();
    await new Promise<void>((resolve) => gone.listen(0, '127.0.0.1', resolve));
    const { port } = gone.address() as AddressInfo;
    await new Promise((resolve) => gone.close(resolve));
    {
      await using way = await path(port);
      await expect(way.ctx.smtp.connect({ host: 'mx', port: 25 })).rejects.toMatchObject({ observed: { en: 'Port 25 of 127.0.0.1 refused the connection.' } });
    }
    await using rude = await serve((socket) => {
      socket.write('220 hi\r\n');
      socket.once('data', () => socket.resetAndDestroy());
    });
    {
      await using way = await path(rude.port);
      await using session = await way.ctx.smtp.connect({ host: 'mx', port: 25 });
      expect((await session.ehlo()).code).toBe(0);
    }
    await using mute = await scripted('220 hi\r\n', () => '');
    await using way = await path(mute.port);
    await using session = await way.ctx.smtp.connect({ host: 'mx', port: 25 });
    const silent = session.ehlo();
    setTimeout(() => way.world.close('the test ends it'), 20);
    await expect(silent).rejects.toMatchObject({ name: 'PostlabError', code: 'world-unreachable' });
  });

  it('the loss of the channel under TLS, HTTP or imapflow is our own trouble too', async () => {
    const issued = await ca.issue({ names: ['mail.k3f9.test'], days: 1 });
    const secureContext = createSecureContext({ key: issued.key, cert: issued.certificate });
    const greeting = (text: string) =>
      serve((socket) => {
        const secure = new TLSSocket(socket, { isServer: true, secureContext });
        secure.on('error', () => socket.destroy());
        if (text) secure.write(text);
        secure.resume();
      });
    const ours = { name: 'PostlabError', code: 'world-unreachable' };
    {
      await using server = await greeting('220 hi\r\n');
      await using way = await path(server.port);
      await using session = await way.ctx.smtp.connect({ host: 'mx', port: 465, tls: true });
      const silent = session.ehlo();
      setTimeout(() => way.world.close('the test ends it'), 20);
      await expect(silent).rejects.toMatchObject(ours);
    }
    {
      await using server = await greeting('* OK [CAPABILITY IMAP4rev1] hi\r\n');
      await using way = await path(server.port);
      const login = way.ctx.imap.login({ host: 'mx', port: 993, tls: true, user: 'lin', password: 'geheim99' });
      setTimeout(() => way.world.close('the test ends it'), 50);
      await expect(login).rejects.toMatchObject(ours);
    }
    for (const tls of [true, false]) {
      await using server = tls ? await greeting('') : await serve((socket) => void socket.resume());
      await using way = await path(server.port);
      const get = way.ctx.http.get({ host: 'mx', port: 443, tls, path: '/' });
      setTimeout(() => way.world.close('the test ends it'), 50);
      await expect(get).rejects.toMatchObject(ours);
    }
  });
});
