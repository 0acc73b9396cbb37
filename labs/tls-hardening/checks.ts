import { type CheckContext, defineChecks, fail, ProbeFailure, pass, type TlsFacts, type Verdict } from '../../lab-runner/contract/check.ts';
import { arrived, comingBack, heldOpen, letter, loggedIn, transact, whileHeld } from '../../lab-runner/contract/moves.ts';
import type { LocalizedText } from '../../lab-runner/contract/text.ts';
import lab from './lab.ts';

const ports = [25, 587, 465, 993] as const;
type Port = (typeof ports)[number];

const param = (ctx: CheckContext, name: string): string => ctx.params[name] as string;
const mailName = (ctx: CheckContext) => `mail.${param(ctx, 'domain')}`;

type Offer = Pick<Parameters<CheckContext['tls']['handshake']>[0], 'minVersion' | 'maxVersion' | 'ciphers'>;

function shake(ctx: CheckContext, port: Port, servername: string, offer: Offer = {}): Promise<TlsFacts> {
  return ctx.tls.handshake({ host: 'mx', port, servername, ...(port === 25 || port === 587 ? { starttls: 'smtp' as const } : {}), ...offer });
}

/** Milliseconds for who answers, but not well; and for who does not answer, where a restart is to be judged by what it does to sessions. */
const reloading = 4_000;
const restarting = 20_000;

/**
 * The same for what has to succeed, with some patience: certificates are renewed all the time, and who was told a moment ago to reload may still be at
 * it. Throws the last ProbeFailure when none succeeded in `away` ms.
 */
async function shakeSoon(
  ctx: CheckContext,
  port: Port,
  servername: string,
  offer: Offer,
  good: (facts: TlsFacts) => boolean,
  away = reloading,
): Promise<TlsFacts> {
  const looks: (TlsFacts | ProbeFailure)[] = [];
  const begun = performance.now();
  await ctx.until(
    async () => {
      const seen = await shake(ctx, port, servername, offer).catch(asSeen);
      looks.push(seen);
      return !(seen instanceof ProbeFailure) && (good(seen) || performance.now() - begun > reloading);
    },
    { timeout: away, every: 2_000 },
  );
  const last = looks.at(-1) as TlsFacts | ProbeFailure;
  if (last instanceof ProbeFailure) throw last;
  return last;
}

function asSeen(error: unknown): ProbeFailure {
  if (error instanceof ProbeFailure) return error;
  throw error;
}

/** Null when the server refuses this handshake; a port that does not even talk is a failure of its own, found by the other half. */
async function refuses(ctx: CheckContext, port: Port, offer: Offer): Promise<TlsFacts | null> {
  try {
    return await shake(ctx, port, mailName(ctx), offer);
  } catch (error) {
    if (error instanceof ProbeFailure) return null;
    throw error;
  }
}

/** A trusted certificate for this name on every port; null when it is so. */
async function trusted(ctx: CheckContext, name: string, expected: LocalizedText, away = reloading): Promise<Verdict | null> {
  for (const port of ports) {
    const facts = await shakeSoon(ctx, port, name, {}, (seen) => seen.trusted, away);
    if (!facts.trusted)
      return fail({
        because: facts,
        expected,
        observed: { en: `port ${port}: ${facts.problem}`, 'zh-cn': `${port} 端口：${facts.reason?.['zh-cn'] ?? facts.problem}` },
      });
  }
  return null;
}

export default defineChecks(lab, {
  certificate: async (ctx) =>
    (await trusted(ctx, mailName(ctx), {
      en: `on 25, 465, 587 and 993 the certificate is for ${mailName(ctx)} and leads to the CA that everybody trusts`,
      'zh-cn': `25、465、587、993 端口的证书属于 ${mailName(ctx)}，并能通向大家信任的 CA`,
    })) ?? pass(),

  'old-protocols': async (ctx) => {
    const expected: LocalizedText = { en: 'TLS 1.2 and TLS 1.3 on all four ports, and no older one', 'zh-cn': '四个端口都有 TLS 1.2 和 TLS 1.3，没有更老的' };
    for (const port of ports) {
      for (const version of ['TLSv1', 'TLSv1.1'] as const) {
        const facts = await refuses(ctx, port, { minVersion: version, maxVersion: version });
        if (facts)
          return fail({ because: facts, expected, observed: { en: `port ${port} speaks ${facts.protocol}`, 'zh-cn': `${port} 端口接受 ${facts.protocol}` } });
      }
      for (const version of ['TLSv1.2', 'TLSv1.3'] as const)
        await shakeSoon(ctx, port, mailName(ctx), { minVersion: version, maxVersion: version }, () => true);
    }
    return pass();
  },

  anonymous: async (ctx) => {
    const expected: LocalizedText = { en: 'no port agrees to a cipher without a certificate', 'zh-cn': '没有端口同意使用不带证书的套件' };
    for (const port of ports) {
      const facts = await refuses(ctx, port, { ciphers: 'aNULL' });
      if (facts)
        return fail({ because: facts, expected, observed: { en: `port ${port} agreed to ${facts.cipher}`, 'zh-cn': `${port} 端口同意使用 ${facts.cipher}` } });
      await shakeSoon(ctx, port, mailName(ctx), { ciphers: 'ECDHE:DHE' }, () => true);
    }
    return pass();
  },

  'second-name': async (ctx) => {
    const second = `mail.${param(ctx, 'second')}`;
    const expected: LocalizedText = {
      en: `who asks for ${second} gets its certificate on all four ports; who asks for ${mailName(ctx)} gets that one`,
      'zh-cn': `四个端口上，找 ${second} 的得到它的证书，找 ${mailName(ctx)} 的得到另一张`,
    };
    return (await trusted(ctx, second, expected)) ?? (await trusted(ctx, mailName(ctx), expected)) ?? pass();
  },

  renewal: async (ctx) => {
    const second = `mail.${param(ctx, 'second')}`;
    const expected: LocalizedText = {
      en: 'within a minute after a renewal (here every 30 s) all four ports show the new certificates of both names, and an open IMAP session stays open',
      'zh-cn': '每次续期（这里每 30 秒一次）之后一分钟之内，四个端口对两个名字都出示新证书，已打开的 IMAP 会话不断',
    };
    for (const name of [mailName(ctx), second]) {
      const verdict = await trusted(ctx, name, expected, restarting);
      if (verdict) return verdict;
    }
    await using reader = await comingBack(
      ctx,
      () => heldOpen(ctx, { host: 'mx', servername: mailName(ctx), user: param(ctx, 'user'), password: param(ctx, 'password') }),
      restarting,
    );
    const watched = [mailName(ctx), second].flatMap((name) => ports.map((port) => ({ name, port, first: 0, changed: false })));
    const look = async () => {
      for (const door of watched) {
        if (door.changed) continue;
        const facts = await shake(ctx, door.port, door.name).catch(asSeen);
        if (facts instanceof ProbeFailure || !facts.trusted) continue;
        door.first ||= facts.validTo.getTime();
        door.changed = facts.validTo.getTime() !== door.first;
      }
      return watched.every((door) => door.changed);
    };
    const { found, lost } = await whileHeld(ctx, reader, look, { timeout: 100_000, every: 2_500 });
    if (lost)
      return fail({
        expected,
        observed: { en: `the IMAP session that was open ended: ${lost.en}`, 'zh-cn': `打开着的 IMAP 会话断了：${lost['zh-cn']}` },
        hint: {
          en: 'man dovecot says what becomes of open sessions when it is told to reload or to stop, and which setting decides.',
          'zh-cn': 'man dovecot 说明了重载或停止时打开着的会话会怎样，由哪项设置决定。',
        },
      });
    if (found) return pass();
    const still = [mailName(ctx), second].map((name) => ({ name, ports: watched.filter((door) => door.name === name && !door.changed).map((d) => d.port) }));
    const shown = still.filter((s) => s.ports.length > 0);
    return fail({
      expected,
      observed: {
        en: `after 100 s still the same one ${shown.map((s) => `on port ${s.ports.join(', ')} for ${s.name}`).join('; ')}`,
        'zh-cn': `100 秒后仍是同一张：${shown.map((s) => `${s.name} 在 ${s.ports.join('、')} 端口`).join('；')}`,
      },
      hint: {
        en: 'What you did by hand has to happen after every renewal, for everything that was made from the certificate.',
        'zh-cn': '您手工做的事，每次续期之后都必须自动发生，由证书生成的每样东西都算在内。',
      },
    });
  },

  'plain-text': async (ctx) => {
    const to = `${param(ctx, 'user')}@${param(ctx, 'domain')}`;
    const from = `desk@${param(ctx, 'partner')}`;
    const expected: LocalizedText = {
      en: 'a server without TLS delivers to port 25; one with TLS 1.2 does so encrypted',
      'zh-cn': '不会 TLS 的服务器能向 25 端口投递；会 TLS 1.2 的能加密投递',
    };
    for (const starttls of [false, true]) {
      const nonce = ctx.nonce();
      const sent = await ctx.smtp.send({ host: 'mx', port: 25, mailFrom: from, rcptTo: [to], message: letter({ from, to, nonce }), starttls });
      if (sent.code !== 250)
        return fail({
          because: sent,
          expected,
          observed: {
            en: `${starttls ? 'encrypted' : 'clear text'}: ${sent.text || 'the connection ended'}`,
            'zh-cn': `${starttls ? '加密' : '明文'}：${sent.text || '连接中断'}`,
          },
          hint: {
            en: 'RFC 3207 section 4: a public server must not demand TLS on port 25.',
            'zh-cn': 'RFC 3207 第 4 节：对公众开放的服务器不得在 25 端口强制 TLS。',
          },
        });
      const found = await comingBack(ctx, () => arrived(ctx, { host: 'mx', user: param(ctx, 'user'), password: param(ctx, 'password'), containing: nonce }));
      if (found.length !== 1)
        return fail({ because: sent, expected, observed: { en: 'it was accepted, but did not arrive', 'zh-cn': '邮件被接受，但没有到达' } });
    }
    return pass();
  },

  mailbox: async (ctx) => {
    const nonce = ctx.nonce();
    const from = `${param(ctx, 'user')}@${param(ctx, 'domain')}`;
    const to = `desk@${param(ctx, 'partner')}`;
    const expected: LocalizedText = { en: `${from} sends through 587 and 465`, 'zh-cn': `${from} 能从 587 和 465 端口发信` };
    for (const port of [587, 465] as const) {
      await using session = await comingBack(ctx, () => loggedIn(ctx, { host: 'mx', port, user: param(ctx, 'user'), password: param(ctx, 'password') }));
      const sent = await transact(session, { mailFrom: from, rcptTo: [to], message: letter({ from, to, nonce: `${nonce}-${port}` }) });
      if (sent.code !== 250) return fail({ because: sent, expected, observed: sent.text || 'the connection ended' });
      const there = await ctx.until(async () => (await ctx.outside.received({ persona: 'partner', containing: `${nonce}-${port}` }))[0], { timeout: 40_000 });
      if (!there) return fail({ because: sent, expected, observed: { en: 'the message did not reach the partner', 'zh-cn': '邮件没有到达合作伙伴' } });
    }
    return pass();
  },
});
