import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fail, ProbeFailure, pass } from '../contract/check.ts';
import { type LabCa, openLabCa } from './ca.ts';
import { Smtp } from './smtp.ts';
import { loopbackNetwork, script, scripted, serve } from './test-network.ts';

let folder: string;
let ca: LabCa;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'postlab-smtp-'));
  ca = await openLabCa(join(folder, 'ca.pem'));
});
afterAll(() => rm(folder, { recursive: true }));

function probe(): { smtp: Smtp; lines: () => string[] } {
  const { network, dialogues } = loopbackNetwork(ca.certificatePem);
  return { smtp: new Smtp(network), lines: () => script(dialogues) };
}

async function mailServer(options: SMTPServerOptions = {}) {
  const received: { raw: Buffer; to: string[] }[] = [];
  const { certificate, key } = await ca.issue({ names: ['mail.k3f9.test'], days: 1 });
  const server = new SMTPServer({
    name: 'mail.k3f9.test',
    banner: 'ready',
    key,
    cert: certificate,
    disableReverseLookup: true,
    onAuth: (auth, _session, done) => (auth.password === 'Grün-und-7' ? done(null, { user: auth.username }) : done(new Error('Invalid username or password'))),
    onRcptTo: (address, _session, done) =>
      address.address.startsWith('nobody') ? done(Object.assign(new Error('5.1.1 <nobody@k3f9.test>: User unknown'), { responseCode: 550 })) : done(),
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        received.push({ raw: Buffer.concat(chunks), to: session.envelope.rcptTo.map((r) => r.address) });
        done(null, 'queued as 4bXk3J1zQZz');
      });
    },
    ...options,
  });
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  return {
    port: (server.server.address() as AddressInfo).port,
    received,
    async [Symbol.asyncDispose]() {
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

describe('a whole transaction with a real server', () => {
  it('STARTTLS, AUTH, message: delivered as it was, password nowhere in the evidence', async () => {
    await using server = await mailServer();
    const { smtp, lines } = probe();
    const message = 'Subject: hi\n\n.starts with a dot\n..two\n你好 8-bit\nend';
    const reply = await smtp.send({
      host: 'mx',
      port: server.port,
      servername: 'mail.k3f9.test',
      starttls: true,
      auth: { user: 'lin', password: 'Grün-und-7' },
      mailFrom: 'probe@peer.example',
      rcptTo: ['lin@k3f9.test', 'wei@k3f9.test'],
      message,
    });
    expect(reply.code).toBe(250);
    pass(reply);
    expect(server.received).toHaveLength(1);
    expect(server.received[0]?.to).toEqual(['lin@k3f9.test', 'wei@k3f9.test']);
    expect(server.received[0]?.raw.toString('utf8')).toBe(`${message.replaceAll('\n', '\r\n')}\r\n`);
    const told = lines();
    expect(told.join('\n')).not.toContain('Grün');
    expect(told.join('\n')).not.toContain(Buffer.from('\0lin\0Grün-und-7').toString('base64'));
    expect(told).toContain('> AUTH PLAIN ••••••');
    expect(told).toContain('> STARTTLS');
    expect(told.some((line) => line.startsWith('- Certificate: mail.k3f9.test; issued by Postlab Lab CA;') && line.endsWith('trusted'))).toBe(true);
    expect(told.filter((line) => line.startsWith('*'))).toEqual([expect.stringMatching(/^\*< 250 .*queued as 4bXk3J1zQZz/)]);
  });

  it('ends at the first refusal and marks it', async () => {
    await using server = await mailServer({ authOptional: true });
    const { smtp, lines } = probe();
    const reply = await smtp.send({ host: 'mx', port: server.port, mailFrom: '', rcptTo: ['lin@k3f9.test', 'nobody@k3f9.test'], message: 'x' });
    expect(reply).toMatchObject({ code: 550, enhanced: '5.1.1' });
    fail({ expected: { en: 'e', 'zh-cn': 'z' }, observed: 'o', because: reply });
    expect(lines().at(-2)).toMatch(/^\*< 550 5\.1\.1/);
    expect(lines().at(-1)).toBe('> QUIT');
    expect(server.received).toHaveLength(0);
  });

  it('AUTH LOGIN and a wrong password: refused, masked', async () => {
    await using server = await mailServer({ authMethods: ['LOGIN'] });
    const { smtp, lines } = probe();
    await using session = await smtp.connect({ host: 'mx', port: server.port, servername: 'other.test' });
    await session.ehlo();
    expect(session.extensions.has('STARTTLS')).toBe(true);
    expect(session.tls).toBeNull();
    expect((await session.starttls()).code).toBe(220);
    expect(session.extensions.size).toBe(0);
    expect(session.tls).toMatchObject({
      protocol: 'TLSv1.3',
      subjectNames: ['mail.k3f9.test'],
      issuer: 'Postlab Lab CA',
      trusted: false,
      problem: 'the certificate is not for other.test but for mail.k3f9.test',
    });
    await session.ehlo();
    expect(session.extensions.get('AUTH')).toBe('LOGIN');
    const reply = await session.auth('lin', 'wrong-password');
    expect(reply.code).toBe(535);
    const told = lines();
    expect(told).toContain(`> ${Buffer.from('lin').toString('base64')}`);
    expect(told).toContain('> ••••••');
    expect(told.join('\n')).not.toContain(Buffer.from('wrong-password').toString('base64'));
  });

  it('TLS from the first byte', async () => {
    await using server = await mailServer({ secure: true, authOptional: true });
    const { smtp } = probe();
    await using session = await smtp.connect({ host: 'mx', port: server.port, tls: true, servername: 'mail.k3f9.test' });
    expect(session.banner.code).toBe(220);
    expect(session.tls?.trusted).toBe(true);
    expect((await session.quit()).code).toBe(221);
  });

  it('masks what is typed as a raw AUTH exchange', async () => {
    await using server = await mailServer({ hideSTARTTLS: true, allowInsecureAuth: true });
    const { smtp, lines } = probe();
    await using session = await smtp.connect({ host: 'mx', port: server.port });
    await session.ehlo();
    const secret = Buffer.from('\0lin\0Grün-und-7').toString('base64');
    expect((await session.command('AUTH PLAIN')).code).toBe(334);
    expect((await session.command(secret)).code).toBe(235);
    expect(lines().join('\n')).not.toContain(secret);
  });
});

describe('raw bytes', () => {
  it('several commands in one write, their replies one by one, then silence; line ends that are not CRLF are spelt out', async () => {
    await using server = await mailServer({ authOptional: true });
    const { smtp, lines } = probe();
    await using session = await smtp.connect({ host: 'mx', port: server.port });
    session.raw('EHLO probe.test\r\nMAIL FROM:<a@peer.example>\r\nRCPT TO:<lin@k3f9.test>\r\nDATA\r\n');
    const codes: (number | undefined)[] = [];
    for (let i = 0; i < 4; i++) codes.push((await session.reply())?.code);
    expect(codes).toEqual([250, 250, 250, 354]);
    expect(await session.reply({ within: 120 })).toBeNull();
    session.raw(Buffer.from('Subject: x\n\n.\n\r\n.\r\nQUIT\r\n'));
    expect((await session.reply())?.code).toBe(250);
    expect((await session.reply())?.code).toBe(221);
    expect(await session.reply()).toMatchObject({ code: 0 });
    expect(server.received.map((m) => m.raw.toString())).toEqual(['Subject: x\n\n.\n\r\n']);
    const told = lines();
    expect(told).toContain('> RCPT TO:<lin@k3f9.test>');
    expect(told).toContain('> Subject: x\\n');
    expect(told).toContain('- (nothing came for 0.1 s)');
  });

  it('speaks before its turn when asked to', async () => {
    await using server = await mailServer({ authOptional: true });
    const { smtp, lines } = probe();
    await using session = await smtp.connect({ host: 'mx', port: server.port, early: 'EHLO rude.test\r\n' });
    expect(lines()[0]).toBe('> EHLO rude.test');
    expect(session.banner.code).toBeGreaterThanOrEqual(220);
  });
});

describe('servers that misbehave', () => {
  it('multi-line replies, code without text, two replies in one packet, 8-bit text, bare LF', async () => {
    await using server = await scripted('220-first\r\n220 second\r\n', (line) => {
      if (line.startsWith('EHLO')) return '250-mx greets you\r\n250-SIZE 1048576\r\n250-AUTH=LOGIN\r\n250 AUTH PLAIN LOGIN\n';
      if (line === 'NOOP') return '250\r\n';
      if (line === 'RSET') return '250 2.0.0 ok\r\n421 4.3.2 closing soon\r\n';
      if (line === 'VRFY lin') return Buffer.from('252 gr\xfc\xdf dich\r\n', 'latin1');
      return '500 5.5.1 what?\r\n';
    });
    const { smtp, lines } = probe();
    await using session = await smtp.connect({ host: 'mx', port: server.port });
    expect(session.banner.lines).toEqual(['220-first', '220 second']);
    await session.ehlo('probe.test');
    expect(session.extensions.get('SIZE')).toBe('1048576');
    expect(session.extensions.get('AUTH')).toBe('LOGIN');
    expect((await session.command('NOOP')).code).toBe(250);
    expect((await session.command('VRFY lin')).text).toBe('252 grüß dich');
    expect(await session.command('RSET')).toMatchObject({ code: 250, enhanced: '2.0.0' });
    const late = await session.command('NOOP');
    expect(late).toMatchObject({ code: 421, enhanced: '4.3.2' });
    late.decide();
    expect(lines()).toContain('*< 421 4.3.2 closing soon');
  });

  it('closing instead of a reply gives code 0; closing inside one gives what came', async () => {
    await using server = await scripted('220 hi\r\n', (line, socket) => {
      if (line.startsWith('EHLO')) {
        socket.end('250-mx\r\n250-SI');
        return '';
      }
      return '250 ok\r\n';
    });
    const { smtp, lines } = probe();
    await using session = await smtp.connect({ host: 'mx', port: server.port });
    expect(await session.ehlo()).toMatchObject({ code: 0, enhanced: '', lines: ['250-mx', '250-SI'] });
    const next = await session.mail('a@b.test');
    expect(next).toMatchObject({ code: 0, text: '', lines: [] });
    next.decide();
    expect(lines().at(-1)).toBe(`*- mx:${server.port} closed the connection instead of answering "MAIL FROM:<a@b.test>".`);
  });

  it('a reset gives code 0 too', async () => {
    await using server = await scripted('220 hi\r\n', (_line, socket) => {
      socket.resetAndDestroy();
      return '';
    });
    const { smtp } = probe();
    await using session = await smtp.connect({ host: 'mx', port: server.port });
    expect((await session.ehlo()).code).toBe(0);
  });

  it('refused, silent and foreign ports are ProbeFailures in both languages', async () => {
    const gone = await serve(() => undefined);
    await gone[Symbol.asyncDispose]();
    const { smtp, lines } = probe();
    await expect(smtp.connect({ host: 'mx', port: gone.port })).rejects.toMatchObject({
      observed: { en: `Port ${gone.port} of mx refused the connection.`, 'zh-cn': `mx 的 ${gone.port} 端口拒绝连接。` },
    });
    await using mute = await serve(() => undefined);
    await expect(smtp.connect({ host: 'mx', port: mute.port, timeout: 80 })).rejects.toMatchObject({
      observed: { en: `mx:${mute.port} accepted the connection but sent no greeting within 0.1 s.` },
    });
    await using ssh = await serve((socket) => void socket.write('SSH-2.0-OpenSSH_10.0\r\n'));
    await expect(smtp.connect({ host: 'mx', port: ssh.port })).rejects.toThrow(/did not speak SMTP: it said "SSH-2\.0/);
    await using rude = await serve((socket) => void socket.end());
    await expect(smtp.connect({ host: 'mx', port: rude.port })).rejects.toThrow(/closed the connection without a greeting/);
    expect(lines().every((line) => line.startsWith('*-') || line.startsWith('<'))).toBe(true);
  });

  it('silence after a command is a ProbeFailure that names the command but no password', async () => {
    await using server = await scripted('220 hi\r\n', (line) => (line.startsWith('EHLO') ? '250 AUTH PLAIN\r\n' : ''));
    const { smtp } = probe();
    await using session = await smtp.connect({ host: 'mx', port: server.port, timeout: 3000 });
    await session.ehlo();
    const failure = await session.auth('lin', 'geheim99').then(
      () => null,
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(ProbeFailure);
    expect((failure as ProbeFailure).observed['zh-cn']).toBe(`mx:${server.port} 在 3 秒内没有回应“AUTH PLAIN ••••••”。`);
  });

  it('an endless line is cut off', async () => {
    await using server = await serve((socket) => void socket.write('220 '.padEnd(200_000, 'x')));
    const { smtp } = probe();
    await expect(smtp.connect({ host: 'mx', port: server.port })).rejects.toThrow(/did not speak SMTP/);
  });

  it('clear text slipped in after STARTTLS is thrown away', async () => {
    await using server = await mailServer();
    // A man in the middle: adds a reply of its own in the same packet as the 220.
    await using middle = await serve((socket) => {
      const up = connect({ host: '127.0.0.1', port: server.port });
      socket.on('close', () => up.destroy());
      up.on('error', () => socket.destroy());
      socket.pipe(up);
      let clear = true;
      up.on('data', (chunk: Buffer) => {
        const injected = clear && chunk.toString('latin1').includes('Ready to start TLS');
        if (injected) clear = false;
        socket.write(injected ? Buffer.concat([chunk, Buffer.from('250 injected\r\n')]) : chunk);
      });
    });
    const { smtp, lines } = probe();
    await using session = await smtp.connect({ host: 'mx', port: middle.port });
    await session.ehlo();
    await session.starttls();
    expect((await session.ehlo()).text).not.toContain('injected');
    expect(lines().join('\n')).toContain('(14 bytes of clear text came before the handshake and were thrown away)');
  });

  it('a handshake that breaks is a ProbeFailure', async () => {
    await using server = await scripted('220 hi\r\n', (line) =>
      line.startsWith('EHLO') ? '250 STARTTLS\r\n' : line === 'STARTTLS' ? '220 go\r\n' : '500 what\r\n',
    );
    const { smtp } = probe();
    await using session = await smtp.connect({ host: 'mx', port: server.port, timeout: 3000 });
    await session.ehlo();
    await expect(session.starttls()).rejects.toMatchObject({ observed: { 'zh-cn': expect.stringContaining('TLS 握手失败') } });
  });
});

describe('messages', () => {
  it('bytes are left alone but for stuffing after CRLF, so a lone LF can be sent on purpose', async () => {
    const seen: string[] = [];
    let inData = false;
    await using server = await scripted('220 hi\r\n', (line) => {
      if (inData) {
        seen.push(line);
        if (line === '.') inData = false;
        return inData ? '' : '250 ok\r\n';
      }
      if (line === 'DATA') {
        inData = true;
        return '354 go\r\n';
      }
      return '250 ok\r\n';
    });
    const { smtp, lines } = probe();
    await using session = await smtp.connect({ host: 'mx', port: server.port });
    const many = Array.from({ length: 40 }, (_, i) => `line ${i}`).join('\r\n');
    expect((await session.data(Buffer.from(`a\n.b\r\n.c\r\n${many}`))).code).toBe(250);
    expect(seen.slice(0, 3)).toEqual(['a', '.b', '..c']);
    expect(seen.at(-1)).toBe('.');
    expect(lines()).toContain('- (… 30 more lines, 364 bytes in all)');
    expect(lines().filter((line) => line === '> .')).toHaveLength(1);
  });
});
