import { type CheckContext, defineChecks, fail, pass } from '../../lab-runner/contract/check.ts';
import { gathered } from '../../lab-runner/contract/moves.ts';
import lab from './lab.ts';

/** Numbers of the honest messages, as before-boot mixed them in. */
function honest(ctx: CheckContext): number[] {
  return Array.from({ length: Number(ctx.params['count']) }, (_, n) => n).filter((n) => n % 50 === Number(ctx.params['pick']));
}

/** Number of a message of the queue in a message that arrived, or null: it is another one. */
function numberOf(ctx: CheckContext, raw: Buffer): number | null {
  const found = new RegExp(`^Message-ID: <${ctx.params['archive']}\\.(\\d+)@`, 'im').exec(raw.subarray(0, 4000).toString('latin1'));
  return found ? Number(found[1]) : null;
}

const message = (from: string, to: string, nonce: string) =>
  `From: <${from}>\nTo: <${to}>\nSubject: ${nonce}\nMessage-ID: <${nonce}@probe.internet.test>\nDate: ${new Date().toUTCString().replace('GMT', '+0000')}\n\n${nonce}\n`;

/** A colleague hands in a message on 587. */
function handIn(ctx: CheckContext, nonce: string) {
  const { domain, user, password, peer, customer } = ctx.params as Record<string, string>;
  const from = `${user}@${domain}`;
  const to = `${customer}@${peer}`;
  return ctx.smtp.send({
    host: 'mx',
    port: 587,
    starttls: true,
    auth: { user: user as string, password: password as string },
    mailFrom: from,
    rcptTo: [to],
    message: message(from, to, nonce),
  });
}

export default defineChecks(lab, {
  'legit-arrives': async (ctx) => {
    const wanted = honest(ctx);
    const expected = {
      en: `the ${wanted.length} honest messages that waited in the queue reach ${ctx.params['peer']}, each exactly once`,
      'zh-cn': `队列里等待的 ${wanted.length} 封正当邮件到达 ${ctx.params['peer']}，每封恰好一次`,
    };
    const came = await gathered(
      ctx,
      async () => (await ctx.outside.received({ persona: 'customer' })).flatMap(({ raw }) => numberOf(ctx, raw) ?? []),
      (now) => wanted.every((n) => now.includes(n)),
    );
    const counts = new Map<number, number>();
    for (const n of came) counts.set(n, (counts.get(n) ?? 0) + 1);
    const missing = wanted.filter((n) => !counts.has(n));
    if (missing.length > 0)
      return fail({
        expected,
        observed: { en: `${missing.length} of ${wanted.length} have not arrived`, 'zh-cn': `${wanted.length} 封里有 ${missing.length} 封没有到达` },
        hint: {
          en: 'Some may still wait, also on hold. What was deleted does not come back: reset the lab then.',
          'zh-cn': '有的可能还在等待，或者被扣住。删掉的找不回来，那就只能重置实验。',
        },
      });
    const twice = wanted.filter((n) => (counts.get(n) ?? 0) > 1);
    if (twice.length > 0) return fail({ expected, observed: { en: `${twice.length} arrived more than once`, 'zh-cn': `有 ${twice.length} 封到达了不止一次` } });
    return pass();
  },

  'no-spam': async (ctx) => {
    const nonce = ctx.nonce();
    const expected = {
      en: 'a message that a colleague hands in now reaches the customer within 20 s, and no spam of the queue reaches anybody',
      'zh-cn': '同事现在交来的邮件 20 秒内到达客户，而队列里的垃圾邮件到不了任何人那里',
    };
    const good = new Set(honest(ctx));
    const leaked = async () => {
      const spam = (await ctx.outside.received()).filter(({ raw }) => {
        const n = numberOf(ctx, raw);
        return n !== null && !good.has(n);
      });
      const first = spam[0];
      if (!first) return null;
      return fail({
        because: first,
        expected,
        observed: { en: `${spam.length} spam messages of the queue have gone out`, 'zh-cn': `队列里有 ${spam.length} 封垃圾邮件已经流出` },
        hint: {
          en: 'What has gone out cannot be called back. Reset the lab, and look before you open.',
          'zh-cn': '发出去的收不回来。请重置实验，先看清再放行。',
        },
      });
    };
    // First what time does not change: a server that is busy with spam may be slow to answer.
    const before = await leaked();
    if (before) return before;
    const sent = await handIn(ctx, nonce);
    if (sent.code !== 250) return fail({ because: sent, expected, observed: sent.text || 'the connection ended' });
    const arrived = await ctx.until(async () => (await ctx.outside.received({ persona: 'customer', containing: nonce }))[0], { timeout: 20_000 });
    const since = await leaked();
    if (since) return since;
    if (!arrived)
      return fail({ because: sent, expected, observed: { en: 'the message was accepted, but did not leave', 'zh-cn': '邮件被接受了，但没有发出去' } });
    return pass(arrived);
  },

  'all-the-time': (ctx) => {
    const { domain, user, password } = ctx.params as Record<string, string>;
    return ctx.canary.arrived({ logins: { [`${user}@${domain}`]: { user: user as string, password: password as string } }, timeout: 35_000 });
  },

  'no-bounces': async (ctx) => {
    const bounces = await ctx.canary.backscatter();
    const innocent = bounces.find((m) => m.persona === 'innocent');
    if (!innocent) return pass();
    return fail({
      because: innocent,
      expected: { en: 'people whose addresses were forged get no bounce', 'zh-cn': '地址被冒用的人不会收到退信' },
      observed: {
        en: `${bounces.length} bounces reached ${ctx.params['innocent']}, whose addresses the spammer had forged`,
        'zh-cn': `有 ${bounces.length} 封退信到了 ${ctx.params['innocent']}，而那里的地址是被冒用的`,
      },
      hint: {
        en: 'A bounce to a forged sender is spam, too. Reset the lab to begin with a clean record.',
        'zh-cn': '发给被冒用者的退信也是垃圾邮件。要得到干净的记录，请重置实验。',
      },
    });
  },

  service: async (ctx) => {
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
      message: message(from, to, nonce),
    });
    if (sent.code !== 250) return fail({ because: sent, expected, observed: sent.text || 'the connection ended' });
    const login = await ctx.imap.login({ host: 'mx', port: 993, tls: true, user: user as string, password: password as string });
    if (!login.ok) return fail({ because: login, expected, observed: login.text });
    await using session = login.session;
    const found = await ctx.until(async () => (await session.messages('INBOX', nonce))[0], { timeout: 20_000 });
    if (!found)
      return fail({ because: sent, expected, observed: { en: 'it was accepted but is not there after 20 s', 'zh-cn': '邮件被接受了，但 20 秒后仍不在那里' } });
    const handedIn = await handIn(ctx, ctx.nonce());
    if (handedIn.code !== 250)
      return fail({
        because: handedIn,
        expected: { en: `${user} hands in mail on port 587`, 'zh-cn': `${user} 能在 587 端口交信` },
        observed: handedIn.text || 'the connection ended',
      });
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
