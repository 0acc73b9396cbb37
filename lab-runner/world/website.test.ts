import { get as getPlain } from 'node:http';
import { get } from 'node:https';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { PersonaWeb, webPorts } from './persona-web.ts';
import { pageOf } from './website.ts';

const partner = { domain: 'peer.example', mx: 'mx.peer.example', kind: 'accepting' as const, mtaSts: true };
const now = new Date('2026-03-01T00:00:00Z');
const ask = (host: string, path: string, over: Partial<typeof partner> | { kind: 'strict' } = {}, secure = true) =>
  pageOf({ ...partner, ...over }, { host, path, secure, now });

it('the policy is at its one place, and only where there is one', () => {
  expect(ask('mta-sts.peer.example', '/.well-known/mta-sts.txt')).toMatchObject({
    status: 200,
    type: 'text/plain; charset=utf-8',
    body: 'version: STSv1\r\nmode: enforce\r\nmx: mx.peer.example\r\nmax_age: 604800\r\n',
  });
  expect(ask('peer.example', '/.well-known/mta-sts.txt').status).toBe(404);
  expect(ask('mta-sts.peer.example', '/').status).toBe(404);
  expect(ask('mta-sts.peer.example', '/.well-known/mta-sts.txt', { mtaSts: false }).status).toBe(404);
});

it.each([
  ['PEER.example:443', '/.well-known/security.txt', 200, 'Contact: mailto:security@peer.example\r\nExpires: 2026-08-28T00:00:00Z\r\n'],
  ['autoconfig.peer.example', '/mail/config-v1.1.xml?emailaddress=a@peer.example', 200, '<clientConfig version="1.1">'],
  ['www.peer.example', '/', 200, 'peer.example'],
  ['peer.example', '/senders', 404, ''],
  ['other.example', '/', 421, ''],
  ['', '/', 421, ''],
])('%s%s → %i', (host, path, status, words) => {
  const page = ask(host, path);
  expect(page.status).toBe(status);
  expect(page.body).toContain(words);
});

it('clear text leads to HTTPS; the strict one publishes its rules', () => {
  expect(ask('peer.example', '/x', {}, false)).toMatchObject({ status: 301, location: 'https://peer.example/x' });
  expect(ask('peer.example', '/\f', {}, false).status).toBe(400);
  expect(ask('peer.example', '/senders', { kind: 'strict' }).body).toContain('550 5.7.26');
});

it('is a real web server over TLS', async () => {
  const { openLabCa } = await import('../probes/ca.ts');
  const { mkdtemp, rm } = await import('node:fs/promises');
  const folder = await mkdtemp(join(tmpdir(), 'postlab-web-'));
  const ca = await openLabCa(join(folder, 'ca.pem'));
  const web = new PersonaWeb({ partner, certificate: await ca.issue({ names: ['peer.example', 'mta-sts.peer.example'], days: 1 }) });
  const listeners = [webPorts.plain, webPorts.secure].map((port) => createServer((socket) => web.accept(socket, port)));
  const [plain, secure] = await Promise.all(
    listeners.map((server) => new Promise<number>((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)))),
  );
  const host = 'mta-sts.peer.example';
  const reply = (begin: typeof get | typeof getPlain, port: number | undefined, method = 'GET') =>
    new Promise<{ status: number | undefined; body: string }>((resolve, reject) => {
      const options = {
        host: '127.0.0.1',
        port,
        path: '/.well-known/mta-sts.txt',
        method,
        servername: host,
        ca: ca.certificatePem,
        headers: { host },
        agent: false,
      };
      begin(options, (message) => {
        let body = '';
        message.on('data', (chunk) => {
          body += chunk;
        });
        message.on('end', () => resolve({ status: message.statusCode, body }));
      }).on('error', reject);
    });
  try {
    expect(await reply(get, secure)).toMatchObject({ status: 200, body: expect.stringContaining('mode: enforce') });
    expect(await reply(get, secure, 'HEAD')).toEqual({ status: 200, body: '' });
    expect(await reply(get, secure, 'POST')).toMatchObject({ status: 405 });
    expect(await reply(getPlain, plain)).toMatchObject({ status: 301 });
  } finally {
    web.close();
    for (const server of listeners) server.close();
    await rm(folder, { recursive: true });
  }
});
