import { type CheckContext, defineChecks, fail, ProbeFailure, pass, type TlsFacts, type Verdict } from '../../lab-runner/contract/check.ts';
import lab from './lab.ts';

const ports = [
  { port: 25, starttls: 'smtp' },
  { port: 587, starttls: 'smtp' },
  { port: 465, starttls: null },
  { port: 993, starttls: null },
] as const;

function handshake(ctx: CheckContext, { port, starttls }: (typeof ports)[number]): Promise<TlsFacts> {
  return ctx.tls.handshake({ host: 'mx', port, servername: `mail.${ctx.params['domain']}`, ...(starttls && { starttls }), timeout: 15_000 });
}

const day = (date: Date) => date.toISOString().slice(0, 10);

type Trusted = { until: number[] } | { verdict: Verdict };

/** All four ports trusted; the dates until when, or the verdict. */
async function allTrusted(ctx: CheckContext): Promise<Trusted> {
  const until: number[] = [];
  for (const door of ports) {
    const facts = await handshake(ctx, door);
    until.push(facts.validTo.getTime());
    if (facts.trusted) continue;
    return {
      verdict: fail({
        because: facts,
        expected: {
          en: `port ${door.port} shows a certificate for mail.${ctx.params['domain']} that is valid today and chains to a trusted CA`,
          'zh-cn': `${door.port} 端口出示 mail.${ctx.params['domain']} 的证书，今天有效，并能链到受信任的 CA`,
        },
        observed: {
          en: `port ${door.port}: ${facts.reason?.en ?? facts.problem} (valid to ${day(facts.validTo)})`,
          'zh-cn': `${door.port} 端口：${facts.reason?.['zh-cn'] ?? facts.problem}（有效期至 ${day(facts.validTo)}）`,
        },
      }),
    };
  }
  return { until };
}

/** The same, with some patience: who was told a moment ago to reload may still show what they had, and a renewal changes certificate and key one by one. */
async function soonTrusted(ctx: CheckContext): Promise<Trusted> {
  const looks: (Trusted | ProbeFailure)[] = [];
  await ctx.until(
    async () => {
      const seen = await allTrusted(ctx).catch(asSeen);
      looks.push(seen);
      return 'until' in seen;
    },
    { timeout: 4_000, every: 2_000 },
  );
  const last = looks.at(-1) as Trusted | ProbeFailure;
  if (last instanceof ProbeFailure) throw last;
  return last;
}

function asSeen(error: unknown): ProbeFailure {
  if (error instanceof ProbeFailure) return error;
  throw error;
}

export default defineChecks(lab, {
  ports: async (ctx) => {
    const seen = await soonTrusted(ctx);
    return 'verdict' in seen ? seen.verdict : pass(undefined, { en: 'all four ports are trusted', 'zh-cn': '四个端口都受信任' });
  },

  partner: (ctx) => {
    const { domain, user, boss, password, bossPassword } = ctx.params as Record<string, string>;
    return ctx.canary.arrived({
      logins: {
        [`${user}@${domain}`]: { user: user as string, password: password as string },
        [`${boss}@${domain}`]: { user: boss as string, password: bossPassword as string },
      },
    });
  },

  renewal: async (ctx) => {
    const first = await soonTrusted(ctx);
    if ('verdict' in first) return first.verdict;
    const changed = new Set<number>();
    await ctx.until(
      async () => {
        const now = await allTrusted(ctx).catch(asSeen);
        if (!('until' in now)) return false;
        now.until.forEach((until, i) => {
          if (until !== first.until[i]) changed.add(ports[i]?.port ?? 0);
        });
        return changed.size === ports.length;
      },
      { timeout: 45_000, every: 3_000 },
    );
    const still = ports.map((door) => door.port).filter((port) => !changed.has(port));
    // All four were trusted at the look that saw the last of them changed.
    if (still.length === 0) return pass();
    return fail({
      expected: {
        en: 'when the certificate client has renewed (every 20 s here), every port shows the newer certificate',
        'zh-cn': '证书客户端续期之后（这里每 20 秒一次），每个端口都出示更新的证书',
      },
      observed: { en: `after 45 s port ${still.join(', ')} still shows the same one`, 'zh-cn': `45 秒后，${still.join('、')} 端口出示的还是同一张` },
      hint: { en: 'What you did by hand has to happen every time.', 'zh-cn': '您手工做的事，每次都必须自动发生。' },
    });
  },

  mail: async (ctx) => {
    const { domain, user, password, peer, customer } = ctx.params as Record<string, string>;
    const from = `${customer}@${peer}`;
    const to = `${user}@${domain}`;
    const nonce = ctx.nonce();
    const expected = { en: `a message from ${from} lies in the mailbox of ${user}`, 'zh-cn': `${from} 的来信进入 ${user} 的邮箱` };
    const sent = await ctx.smtp.send({
      host: 'mx',
      port: 25,
      from: ctx.outside.address('customer'),
      ehlo: `mx.${peer}`,
      mailFrom: from,
      rcptTo: [to],
      message: `From: <${from}>\nTo: <${to}>\nSubject: ${nonce}\nMessage-ID: <${nonce}@probe.internet.test>\nDate: ${new Date().toUTCString().replace('GMT', '+0000')}\n\n${nonce}\n`,
    });
    if (sent.code !== 250) return fail({ because: sent, expected, observed: sent.text || 'the connection ended' });
    const login = await ctx.imap.login({ host: 'mx', port: 993, tls: true, user: user as string, password: password as string });
    if (!login.ok) return fail({ because: login, expected, observed: login.text });
    await using session = login.session;
    const found = await ctx.until(async () => (await session.messages('INBOX', nonce))[0], { timeout: 40_000 });
    if (!found)
      return fail({ because: sent, expected, observed: { en: 'it was accepted but is not there after 40 s', 'zh-cn': '邮件被接受了，但 40 秒后仍不在那里' } });
    await using stranger = await ctx.smtp.connect({ host: 'mx', port: 25 });
    await stranger.ehlo();
    await stranger.mail('stranger@probe.internet.test');
    const relay = await stranger.rcpt(from);
    if (relay.code >= 400) return pass(relay);
    return fail({
      because: relay,
      expected: { en: 'a stranger cannot send to others through port 25', 'zh-cn': '陌生人不能通过 25 端口向别处发信' },
      observed: relay.text || 'the connection ended',
    });
  },

  unharmed: (ctx) => ctx.canary.unharmed(),
});
