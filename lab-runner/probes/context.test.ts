import { describe, expect, it } from 'vitest';
import type { Dialogue } from '../contract/check.ts';
import type { WorldMessage } from '../contract/world.ts';
import { testContext } from './test-context.ts';
import { script, scripted } from './test-network.ts';

const arrived: WorldMessage = {
  kind: 'message',
  epoch: 'e1',
  seq: 3,
  sandbox: 's1',
  persona: 'peer',
  at: '2026-01-05T08:00:00.000Z',
  connection: 'c9',
  remoteAddress: '198.18.7.242',
  helo: 'mail.k3f9.test',
  usedHelo: false,
  tls: 'TLSv1.3',
  mailFrom: 'lin@k3f9.test',
  rcptTo: ['ada@peer.example'],
  raw: Buffer.from('Subject: hi\r\n\r\npl-abc\r\n').toString('base64'),
  lines: [
    { direction: 'sent', text: '220 mx.peer.example', at: 0 },
    { direction: 'received', text: 'EHLO mail.k3f9.test', at: 5 },
  ],
};

function context(messages: WorldMessage[] = []) {
  const dialogues: Dialogue[] = [];
  const abort = new AbortController();
  const ctx = testContext({
    sandbox: {
      parameters: { domain: 'k3f9.test' },
      hosts: [{ name: 'mx', address: '127.0.0.1', container: 'c1' }],
      personas: [{ name: 'peer', address: '192.0.2.10', domain: 'peer.example', mx: 'mx.peer.example' }],
    },
    dialogues,
    signal: abort.signal,
    answer: '550',
    messages: async () => messages,
  });
  return { ctx, dialogues, abort };
}

describe('makeCheckContext', () => {
  it('gives parameters, addresses, answer and nonces', () => {
    const { ctx } = context();
    expect(ctx.params.domain).toBe('k3f9.test');
    expect(ctx.params['ip:mx']).toBe('127.0.0.1');
    expect(ctx.answer).toBe('550');
    expect(ctx.nonce()).toMatch(/^pl-[0-9a-f]{24}$/);
    expect(ctx.nonce()).not.toBe(ctx.nonce());
  });

  it('until: keeps the evidence of the last look only, returns what was found or null', async () => {
    const { ctx, dialogues } = context();
    let looks = 0;
    await using server = await scripted('220 hi\r\n', (line) => (line.startsWith('NOOP') && ++looks < 4 ? '450 4.2.0 greylisted\r\n' : '250 ok\r\n'));
    const look = async () => {
      await using session = await ctx.smtp.connect({ host: 'mx', port: server.port });
      const reply = await session.command(`NOOP ${looks}`);
      return reply.code === 250 && reply;
    };
    const reply = await ctx.until(look, { every: 5 });
    expect(reply?.code).toBe(250);
    expect(dialogues).toHaveLength(1);
    expect(script(dialogues)).toContain('> NOOP 3');
    looks = -100;
    expect(await ctx.until(look, { timeout: 30, every: 5 })).toBeNull();
    expect(dialogues).toHaveLength(2);
  });

  it('until: a failure inside passes through, an aborted check ends it', async () => {
    const { ctx, abort } = context();
    await expect(ctx.until(async () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    const waiting = ctx.until(async () => null, { timeout: 60_000 });
    abort.abort();
    await expect(waiting).rejects.toThrow(/abort/);
  });

  it('an aborted check drops its connections', async () => {
    const { ctx, abort } = context();
    await using server = await scripted('220 hi\r\n', () => '');
    const session = await ctx.smtp.connect({ host: 'mx', port: server.port });
    const silent = session.ehlo();
    abort.abort();
    expect((await silent).code).toBe(0);
    await expect(ctx.smtp.connect({ host: 'mx', port: server.port })).rejects.toThrow(/abort/);
  });

  it('a mistake of the author is an error, not a failure', async () => {
    const { ctx } = context();
    await expect(ctx.smtp.connect({ host: 'mxx', port: 25 })).rejects.toMatchObject({ name: 'PostlabError', code: 'bad-check' });
    await expect(ctx.outside.received({ persona: 'nobody' })).rejects.toMatchObject({ code: 'bad-check' });
  });

  it('outside: what arrived, found by its nonce, with world’s dialogue as evidence', async () => {
    const { ctx, dialogues } = context([arrived, { ...arrived, seq: 4, raw: '', persona: 'peer' }]);
    expect(ctx.outside.address('peer')).toBe('192.0.2.10');
    expect(await ctx.outside.received()).toHaveLength(2);
    const [message] = await ctx.outside.received({ persona: 'peer', containing: 'pl-abc' });
    expect(message).toMatchObject({ id: 'e1-3', helo: 'mail.k3f9.test', tls: 'TLSv1.3', rcptTo: ['ada@peer.example'] });
    expect(message?.at.getUTCFullYear()).toBe(2026);
    message?.decide();
    if (message) await ctx.outside.dialogue(message);
    expect(script(dialogues)).toEqual([
      '- 2 messages arrived',
      expect.stringMatching(/^- 2026/),
      expect.stringMatching(/^- 2026/),
      '- 1 message containing "pl-abc" arrived',
      expect.stringMatching(/^\*- 2026-01-05T08:00:00\.000Z peer: MAIL FROM:<lin@k3f9\.test> RCPT TO:<ada@peer\.example>/),
      '> 220 mx.peer.example',
      '< EHLO mail.k3f9.test',
    ]);
    // The evidence crosses a thread boundary: plain data only.
    expect(structuredClone(dialogues)).toEqual(dialogues);
  });
});
