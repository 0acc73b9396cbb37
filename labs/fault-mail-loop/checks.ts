import { type CheckContext, defineChecks, fail, type ImapMessage, pass, type SmtpReply, type Verdict } from '../../lab-runner/contract/check.ts';
import lab from './lab.ts';

/** Milliseconds that a message may be on its way: a busy machine is no loop. */
const patience = 45_000;

const message = (from: string, to: string, nonce: string, extra = '') =>
  `${extra}From: <${from}>\nTo: <${to}>\nSubject: ${nonce}\nMessage-ID: <${nonce}@probe.internet.test>\nDate: ${new Date().toUTCString().replace('GMT', '+0000')}\n\n${nonce}\n`;

const sender = (ctx: CheckContext) => `${ctx.params['customer']}@${ctx.params['peer']}`;

function send(ctx: CheckContext, to: string, nonce: string, extra = ''): Promise<SmtpReply> {
  return ctx.smtp.send({
    host: 'mx',
    port: 25,
    from: ctx.outside.address('customer'),
    ehlo: `mx.${ctx.params['peer']}`,
    mailFrom: sender(ctx),
    rcptTo: [to],
    message: message(sender(ctx), to, nonce, extra),
  });
}

/** A message to `to` lies once in the mailbox of `who`, after few hops. Null when so. */
async function arrivesOnce(ctx: CheckContext, to: string, who: 'user' | 'boss', nonce: string): Promise<Verdict | null> {
  const password = ctx.params[who === 'user' ? 'password' : 'bossPassword'] as string;
  const expected = {
    en: `a message to ${to} lies in the mailbox of ${ctx.params[who]}, once, after at most five hops`,
    'zh-cn': `发给 ${to} 的邮件进入 ${ctx.params[who]} 的邮箱，恰好一次，不超过五跳`,
  };
  const sent = await send(ctx, to, nonce);
  if (sent.code !== 250) return fail({ because: sent, expected, observed: sent.text || 'the connection ended' });
  const login = await ctx.imap.login({ host: 'mx', port: 993, tls: true, user: ctx.params[who] as string, password });
  if (!login.ok) return fail({ because: login, expected, observed: login.text });
  await using session = login.session;
  let found: ImapMessage[] = [];
  let bounced = false;
  await ctx.until(
    async () => {
      found = await session.messages('INBOX', nonce);
      bounced = (await ctx.canary.backscatter()).some((m) => m.raw.includes(nonce));
      return found.length > 0 || bounced;
    },
    { timeout: patience },
  );
  if (bounced) {
    const bounce = (await ctx.canary.backscatter()).find((m) => m.raw.includes(nonce));
    const reason = /^Diagnostic-Code:\s*(.+(?:\r?\n[ \t].+)*)/im.exec(bounce?.raw.toString('latin1') ?? '')?.[1]?.replace(/\s+/g, ' ') ?? '';
    return fail({
      ...(bounce && { because: bounce }),
      expected,
      observed: { en: `it came back to its sender: ${reason}`, 'zh-cn': `它被退回给了发件人：${reason}` },
    });
  }
  const first = found[0];
  if (!first)
    return fail({ because: sent, expected, observed: { en: 'it was accepted but is not there after 45 s', 'zh-cn': '邮件被接受了，但 45 秒后仍不在那里' } });
  if (found.length > 1) return fail({ because: sent, expected, observed: times(found.length) });
  const head = first.raw.toString('latin1').split(/\r?\n\r?\n/)[0] ?? '';
  const hops = [...head.matchAll(/^Received:/gim)].length;
  if (hops > 5) return fail({ because: sent, expected, observed: { en: `it passed ${hops} servers`, 'zh-cn': `它经过了 ${hops} 跳` } });
  return null;
}

const times = (count: number) => ({ en: `it is there ${count} times`, 'zh-cn': `那里有 ${count} 份` });

export default defineChecks(lab, {
  delivered: async (ctx) => {
    const { brand, boss, user, password } = ctx.params as Record<string, string>;
    const nonce = ctx.nonce();
    const wrong = (await arrivesOnce(ctx, `info@${brand}`, 'user', nonce)) ?? (await arrivesOnce(ctx, `${boss}@${brand}`, 'boss', ctx.nonce()));
    if (wrong) return wrong;
    // Once more: a second copy may have come a moment after the first was seen.
    const expected = { en: `a message to info@${brand} lies once in the mailbox of ${user}`, 'zh-cn': `发给 info@${brand} 的邮件在 ${user} 的邮箱里恰好一份` };
    const login = await ctx.imap.login({ host: 'mx', port: 993, tls: true, user: user as string, password: password as string });
    if (!login.ok) return fail({ because: login, expected, observed: login.text });
    await using session = login.session;
    const { length } = await session.messages('INBOX', nonce);
    return length === 1 ? pass() : fail({ expected, observed: times(length) });
  },

  forwarding: async (ctx) => {
    const { brand, user, isp } = ctx.params;
    const nonce = ctx.nonce();
    const here = await arrivesOnce(ctx, `info@${brand}`, 'user', nonce);
    if (here) return here;
    const expected = {
      en: `a copy of mail for ${user} goes to ${user}@${isp}, once, as ${user} asked`,
      'zh-cn': `按 ${user} 的要求，其邮件的副本转到 ${user}@${isp}，恰好一份`,
    };
    const look = () => ctx.outside.received({ persona: 'isp', containing: nonce });
    const copies = (await ctx.until(async () => ((found) => found.length > 0 && found)(await look()), { timeout: patience })) ?? [];
    if (copies.length === 1) return pass(copies[0]);
    return fail({
      ...(copies[0] && { because: copies[0] }),
      expected,
      observed:
        copies.length === 0
          ? { en: 'no copy arrived within 45 s', 'zh-cn': '45 秒内没有收到副本' }
          : { en: `${copies.length} copies arrived`, 'zh-cn': `收到了 ${copies.length} 份` },
    });
  },

  'unknown-refused': async (ctx) => {
    const { brand } = ctx.params;
    const known = await arrivesOnce(ctx, `info@${brand}`, 'user', ctx.nonce());
    if (known) return known;
    const unknown = `x${ctx.nonce().slice(3, 15)}@${brand}`;
    await using session = await ctx.smtp.connect({ host: 'mx', port: 25, from: ctx.outside.address('customer') });
    await session.ehlo(`mx.${ctx.params['peer']}`);
    await session.mail(sender(ctx));
    const reply = await session.rcpt(unknown);
    if (reply.code >= 400) return pass(reply);
    return fail({
      because: reply,
      expected: { en: `info@${brand} is delivered and ${unknown} refused at RCPT TO`, 'zh-cn': `info@${brand} 能送达，而 ${unknown} 在 RCPT TO 时被拒绝` },
      observed: { en: `the unknown address got: ${reply.text || 'the connection ended'}`, 'zh-cn': `未知地址得到：${reply.text || '连接中断'}` },
    });
  },

  house: async (ctx) => {
    const { domain, boss, bossPassword } = ctx.params as Record<string, string>;
    const inbound = await arrivesOnce(ctx, `${boss}@${domain}`, 'boss', ctx.nonce());
    if (inbound) return inbound;
    const nonce = ctx.nonce();
    const to = sender(ctx);
    const expected = { en: `${boss} logs in on port 587 and a message reaches ${to}`, 'zh-cn': `${boss} 在 587 端口登录，邮件到达 ${to}` };
    const sent = await ctx.smtp.send({
      host: 'mx',
      port: 587,
      starttls: true,
      auth: { user: boss as string, password: bossPassword as string },
      mailFrom: `${boss}@${domain}`,
      rcptTo: [to],
      message: message(`${boss}@${domain}`, to, nonce),
    });
    if (sent.code !== 250) return fail({ because: sent, expected, observed: sent.text || 'the connection ended' });
    const arrived = await ctx.until(async () => (await ctx.outside.received({ persona: 'customer', containing: nonce })).find((m) => m.mailFrom !== ''), {
      timeout: patience,
    });
    if (!arrived)
      return fail({ because: sent, expected, observed: { en: 'it was accepted but did not arrive within 45 s', 'zh-cn': '邮件被接受，但 45 秒内没有到达' } });
    await using stranger = await ctx.smtp.connect({ host: 'mx', port: 25 });
    await stranger.ehlo();
    await stranger.mail('stranger@probe.internet.test');
    const relay = await stranger.rcpt(to);
    if (relay.code >= 400) return pass(relay);
    return fail({
      because: relay,
      expected: { en: 'a stranger cannot send to others through port 25', 'zh-cn': '陌生人不能通过 25 端口向别处发信' },
      observed: relay.text || 'the connection ended',
    });
  },

  guard: async (ctx) => {
    const nonce = ctx.nonce();
    const hops = Array.from(
      { length: 60 },
      (_, i) => `Received: from h${i}.example by h${i + 1}.example with SMTP id ${i}; Mon, 05 Jan 2026 08:00:00 +0000\n`,
    ).join('');
    const to = `${ctx.params['boss']}@${ctx.params['domain']}`;
    const end = await send(ctx, to, nonce, hops);
    if (end.code >= 400) return pass(end);
    return fail({
      because: end,
      expected: {
        en: 'a message with sixty Received lines is refused: it must be going in circles',
        'zh-cn': '带有六十行 Received 的邮件被拒绝：它一定是在转圈',
      },
      observed: end.text || 'the connection ended',
      hint: { en: 'The limit on hops is what ends a loop that nobody has found yet. Leave it.', 'zh-cn': '跳数上限是尚未发现的循环的最后一道闸，请保留它。' },
    });
  },

  unharmed: (ctx) => ctx.canary.unharmed(),
});
