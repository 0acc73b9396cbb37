import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer, type TlsOptions } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LabCa, openLabCa } from './ca.ts';
import { Http } from './http.ts';
import { loopbackNetwork, script, scripted, serve } from './test-network.ts';
import { Tls } from './tls.ts';

let folder: string;
let ca: LabCa;
let other: LabCa;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'postlab-tls-'));
  ca = await openLabCa(join(folder, 'ca.pem'));
  other = await openLabCa(join(folder, 'other.pem'));
});
afterAll(() => rm(folder, { recursive: true }));

function probe() {
  const { network, dialogues } = loopbackNetwork(ca.certificatePem);
  return { tls: new Tls(network), http: new Http(network), lines: () => script(dialogues) };
}

async function tlsServer(options: TlsOptions, talk: (say: (text: string) => void) => void = () => undefined) {
  const server = createServer(options, (socket) => {
    socket.on('error', () => socket.destroy());
    talk((text) => socket.end(text));
  });
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      server.close();
    },
  };
}

const pair = async (from: LabCa, options: { names?: string[]; days?: number; notBefore?: Date } = {}) => {
  const { certificate, key } = await from.issue({ names: ['mail.k3f9.test'], days: 30, ...options });
  return { cert: certificate, key };
};

describe('handshake', () => {
  it('tells what a certificate is worth', async () => {
    const { tls, lines } = probe();
    const problem = async (options: TlsOptions, servername = 'mail.k3f9.test') => {
      await using server = await tlsServer(options);
      const facts = await tls.handshake({ host: 'mx', port: server.port, servername });
      return facts.problem;
    };
    expect(await problem(await pair(ca))).toBe('');
    expect(await problem(await pair(ca), 'mx.k3f9.test')).toBe('the certificate is not for mx.k3f9.test but for mail.k3f9.test');
    expect(await problem(await pair(ca, { names: ['*.k3f9.test', 'a.test'] }), 'mx.k3f9.test')).toBe('');
    expect(await problem(await pair(other))).toMatch(/a CA that the lab does not trust/);
    expect(await problem(await pair(ca, { notBefore: new Date('2025-01-01'), days: 90 }))).toBe('the certificate has expired');
    expect(await problem(await pair(ca, { notBefore: new Date(Date.now() + 86_400_000) }))).toBe('the certificate is not valid yet');
    expect(lines().at(0)).toBe('- TLS: TLSv1.3, TLS_AES_256_GCM_SHA384');
  });

  it('offers chosen ciphers only: a server without a certificate answers an anonymous offer, another one does not', async () => {
    const { tls } = probe();
    await using anonymous = await tlsServer({ ciphers: 'aNULL:@SECLEVEL=0', maxVersion: 'TLSv1.2' });
    expect(await tls.handshake({ host: 'mx', port: anonymous.port, ciphers: 'aNULL' })).toMatchObject({ protocol: 'TLSv1.2', issuer: '', trusted: false });
    await using ordinary = await tlsServer(await pair(ca));
    await expect(tls.handshake({ host: 'mx', port: ordinary.port, ciphers: 'aNULL' })).rejects.toMatchObject({
      observed: { en: expect.stringContaining('nothing in common') },
    });
  });

  it('does old protocols when asked to, and says when the server does not', async () => {
    const { tls, lines } = probe();
    {
      await using old = await tlsServer({ ...(await pair(ca)), minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' });
      expect((await tls.handshake({ host: 'mx', port: old.port, maxVersion: 'TLSv1' })).protocol).toBe('TLSv1');
      expect((await tls.handshake({ host: 'mx', port: old.port, minVersion: 'TLSv1' })).protocol).toBe('TLSv1.1');
      await expect(tls.handshake({ host: 'mx', port: old.port })).rejects.toMatchObject({
        observed: { en: expect.stringMatching(/does not accept TLS 1\.2 – TLS 1\.3/) },
      });
    }
    await using modern = await tlsServer({ ...(await pair(ca)), minVersion: 'TLSv1.2' });
    await expect(tls.handshake({ host: 'mx', port: modern.port, maxVersion: 'TLSv1.1' })).rejects.toMatchObject({
      observed: { 'zh-cn': expect.stringContaining('它不接受 TLS 1.1') },
    });
    expect(lines().at(-1)).toMatch(/^\*- The TLS handshake/);
  });

  it('a port that is silent, closes or speaks clear text', async () => {
    const { tls } = probe();
    await using mute = await serve(() => undefined);
    await expect(tls.handshake({ host: 'mx', port: mute.port, timeout: 80 })).rejects.toThrow(/no answer within/);
    await using rude = await serve((socket) => void socket.end());
    await expect(tls.handshake({ host: 'mx', port: rude.port })).rejects.toThrow(/closed the connection/);
    await using clear = await serve((socket) => void socket.write('220 mail.k3f9.test ESMTP\r\n'));
    await expect(tls.handshake({ host: 'mx', port: clear.port })).rejects.toThrow(/is not TLS/);
  });

  it('STARTTLS that is declined names the answer', async () => {
    const { tls } = probe();
    await using smtp = await scripted('220 hi\r\n', (line) => (line.startsWith('EHLO') ? '250 mx\r\n' : '502 5.5.1 not implemented\r\n'));
    await expect(tls.handshake({ host: 'mx', port: smtp.port, starttls: 'smtp' })).rejects.toThrow('answered STARTTLS with "502 5.5.1 not implemented"');
    await using pop = await scripted('+OK hi\r\n', () => '-ERR no\r\n');
    await expect(tls.handshake({ host: 'mx', port: pop.port, starttls: 'pop3' })).rejects.toThrow('answered STLS with "-ERR no"');
  });
});

describe('http', () => {
  it('GET over TLS', async () => {
    await using server = await tlsServer(await pair(ca), (say) =>
      say(
        'HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nX-Twice: a\r\nX-Twice: b\r\nTransfer-Encoding: chunked\r\n\r\n6\r\nmode: \r\n7\r\nenforce\r\n0\r\n\r\n',
      ),
    );
    const { http, lines } = probe();
    const answer = await http.get({
      host: 'mx',
      port: server.port,
      tls: true,
      servername: 'mail.k3f9.test',
      path: '/.well-known/mta-sts.txt',
      headers: { authorization: 'Basic c2VjcmV0' },
    });
    expect(answer).toMatchObject({ status: 200, body: 'mode: enforce', headers: { 'content-type': 'text/plain', 'x-twice': 'a, b' } });
    answer.decide();
    expect(lines()).toContain('*< HTTP/1.1 200 OK');
    expect(lines()).toContain('> host: mail.k3f9.test');
    expect(lines().join('\n')).not.toContain('c2VjcmV0');
  });

  it('silence, early close and what is not HTTP', async () => {
    const { http } = probe();
    await using mute = await serve(() => undefined);
    await expect(http.get({ host: 'mx', port: mute.port, path: '/', timeout: 80 })).rejects.toThrow(/sent no reply to "GET \/"/);
    await using rude = await serve((socket) => void socket.end());
    await expect(http.get({ host: 'mx', port: rude.port, path: '/' })).rejects.toThrow(/closed the connection instead of answering "GET \/"/);
    await using half = await serve((socket) => void socket.end('HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc'));
    await expect(http.get({ host: 'mx', port: half.port, path: '/' })).rejects.toThrow(/closed the connection/);
    await using smtp = await serve((socket) => void socket.write('220 hello\r\n'));
    await expect(http.get({ host: 'mx', port: smtp.port, path: '/' })).rejects.toThrow(/did not speak HTTP/);
  });
});
