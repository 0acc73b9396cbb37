import { type CheckContext, defineChecks, fail, ProbeFailure, pass, type SmtpReply, type Verdict } from '../../lab-runner/contract/check.ts';
import { gathered, submission } from '../../lab-runner/contract/moves.ts';
import lab from './lab.ts';

const message = (from: string, to: string, nonce: string) =>
  `From: <${from}>\nTo: <${to}>\nSubject: ${nonce}\nMessage-ID: <${nonce}@probe.internet.test>\nDate: ${new Date().toUTCString().replace('GMT', '+0000')}\n\n${nonce}\n`;

/** Where strangers come from. */
const places = (ctx: CheckContext): { name: string; from: string }[] => [
  { name: 'probe.internet.test', from: '203.0.113.25' },
  { name: `mx.${ctx.params['far']}`, from: ctx.outside.address('strangers') },
  { name: `mx.${ctx.params['innocent']}`, from: ctx.outside.address('innocent') },
];

/** Twelve ways to write somebody else's address. */
function tricks(ctx: CheckContext): string[] {
  const { domain, peer, customer } = ctx.params;
  const address = ctx.outside.address('customer');
  return [
    `<${customer}@${peer}>`,
    `<${customer}%${peer}@${domain}>`,
    `<${customer}%${peer}@[${ctx.params['ip:mx']}]>`,
    `<${customer}%${peer}>`,
    `<${peer}!${customer}>`,
    `<${peer}!${customer}@${domain}>`,
    `<"${customer}@${peer}"@${domain}>`,
    `<"${customer}%${peer}"@${domain}>`,
    `<@${domain}:${customer}@${peer}>`,
    `<@${domain},@mail.${domain}:${customer}@${peer}>`,
    `<${customer}@[${address}]>`,
    `<${customer}@mx.${peer}>`,
  ];
}

/** Mail from the customer to a user is accepted and arrives; gives the message back. */
async function inbound(ctx: CheckContext): Promise<{ raw: Buffer } | Verdict> {
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
  const found = await ctx.until(async () => (await session.messages('INBOX', nonce))[0], { timeout: 40_000 });
  return (
    found ?? fail({ because: sent, expected, observed: { en: 'it was accepted but is not there after 40 s', 'zh-cn': '邮件被接受了，但 40 秒后仍不在那里' } })
  );
}

/** What every robot tries on port 587; each from an address of its own, since failed logins make a server slow. A verdict when one of them may send. */
async function guessed(ctx: CheckContext): Promise<Verdict | null> {
  const { guest, guestPassword, peer, customer, domain } = ctx.params as Record<string, string>;
  const from = `${guest}@${domain}`;
  const tried = [guestPassword, guest, `${guest}1`, '123456'].map(async (password) => {
    const address = ctx.internet.stranger();
    await using session = await submission(ctx, { host: 'mx', port: 587, from: address });
    const login = await session.auth(guest as string, password as string);
    if (login.code !== 235) return null;
    await session.mail(from);
    const relay = await session.rcpt(`${customer}@${peer}`);
    return relay.code < 200 || relay.code > 299
      ? null
      : fail({
          because: relay,
          expected: {
            en: 'nobody out there can send to others with a login that is easily guessed',
            'zh-cn': '外面的人不能用容易猜到的登录向别处发信',
          },
          observed: {
            en: `${address} logged in as somebody, with one of the passwords that robots try, and ${customer}@${peer} was accepted`,
            'zh-cn': `${address} 用机器人都会试的密码登录了一个账号，收件人 ${customer}@${peer} 被接受了`,
          },
        });
  });
  return (await Promise.all(tried)).find((verdict) => verdict !== null) ?? null;
}

export default defineChecks(lab, {
  'relay-closed': async (ctx) => {
    const { domain, boss } = ctx.params;
    const arrived = await inbound(ctx);
    if ('verdict' in arrived) return arrived;
    const expected = { en: 'a stranger who names a foreign recipient, in whatever way, is refused', 'zh-cn': '陌生人不论怎样书写外域收件人，都被拒绝' };
    const all = tricks(ctx);
    const tries = places(ctx).flatMap((place) =>
      [`stranger@${place.name}`, `${boss}@${domain}`, `scanner@${domain}`, ''].flatMap((sender) =>
        // Half of them a session: from the tenth error in one, Postfix answers a second late (smtpd_soft_error_limit).
        [all.slice(0, 6), all.slice(6)].map((part) => ({ place, sender, part })),
      ),
    );
    for (const { place, sender, part } of tries) {
      await using session = await ctx.smtp.connect({ host: 'mx', port: 25, from: place.from });
      await session.ehlo(place.name);
      const mail = await session.mail(sender);
      if (mail.code >= 400) continue;
      for (const to of part) {
        const reply: SmtpReply = await session.command(`RCPT TO:${to}`);
        // Whoever hangs up after too many errors has refused; the rest is tried in the next session.
        if (reply.code === 0 || reply.code === 421) break;
        if (reply.code >= 400) continue;
        return fail({
          because: reply,
          expected,
          observed: {
            en: `from ${place.from} with the sender <${sender}>, RCPT TO:${to} was accepted: ${reply.text}`,
            'zh-cn': `来自 ${place.from}、发件人 <${sender}> 时，RCPT TO:${to} 被接受：${reply.text}`,
          },
          hint: { en: 'Why did the server trust this one? Its log shows whom it saw.', 'zh-cn': '服务器为什么信任这一个？日志里写着它看到的是谁。' },
        });
      }
    }
    return (await guessed(ctx)) ?? pass();
  },

  'provider-test': async (ctx) => {
    const { domain, user, peer, customer } = ctx.params;
    const arrived = await inbound(ctx);
    if ('verdict' in arrived) return arrived;
    const address = ctx.outside.address('customer');
    const head = arrived.raw.toString('latin1').split(/\r?\n\r?\n/)[0] ?? '';
    const hop =
      head
        .replace(/\r?\n[ \t]+/g, ' ')
        .match(/^Received: from .*$/gim)
        ?.find((line) => line.includes('[')) ?? '';
    if (!hop.includes(`[${address}]`))
      return fail({
        expected: { en: `the Received line of mail from ${peer} names its client, [${address}]`, 'zh-cn': `${peer} 来信的 Received 行写明客户端 [${address}]` },
        observed: { en: `it says: ${hop.slice(0, 160) || 'nothing'}`, 'zh-cn': `写的是：${hop.slice(0, 160) || '没有'}` },
        hint: {
          en: 'The server does not see who connects. Everything that it decides by address is decided blindly.',
          'zh-cn': '服务器看不到连接者是谁，凡是按地址做的判断都是瞎判断。',
        },
      });
    const nonce = ctx.nonce();
    const from = `${user}@${domain}`;
    const to = `${customer}@${peer}`;
    const expected = {
      en: `a message from ${from} to ${to}, offered from outside without a login, is refused`,
      'zh-cn': `从外部、不登录、以 ${from} 名义投给 ${to} 的邮件被拒绝`,
    };
    const place = places(ctx)[0] as { name: string; from: string };
    const reply = await ctx.smtp.send({ host: 'mx', port: 25, from: place.from, mailFrom: from, rcptTo: [to], message: message(from, to, nonce) });
    if (reply.code < 400) return fail({ because: reply, expected, observed: reply.text || 'the connection ended' });
    return (await guessed(ctx)) ?? pass(reply);
  },

  'queue-clean': async (ctx) => {
    const id = new RegExp(`^Message-ID: <${ctx.params['archive']}\\.(\\d+)@`, 'im');
    const good = new Set(Array.from({ length: Number(ctx.params['count']) }, (_, n) => n).filter((n) => n % 50 === Number(ctx.params['pick'])));
    const expected = {
      en: `the ${good.size} honest messages of the queue reach ${ctx.params['peer']}, each once; nobody gets the spam or a bounce for it`,
      'zh-cn': `队列里的 ${good.size} 封正当邮件到达 ${ctx.params['peer']}，每封一次；没有人收到垃圾或其退信`,
    };
    const look = async () =>
      (await ctx.outside.received()).flatMap((m) => {
        const found = m.mailFrom !== '' && id.exec(m.raw.subarray(0, 4000).toString('latin1'));
        return found ? [Number(found[1])] : [];
      });
    const bounced = async () => {
      const bounce = (await ctx.canary.backscatter()).find((m) => m.persona === 'innocent');
      if (!bounce) return null;
      return fail({
        because: bounce,
        expected,
        observed: {
          en: `a bounce went to ${ctx.params['innocent']}, whose addresses were forged`,
          'zh-cn': `有退信到了地址被冒用的 ${ctx.params['innocent']}`,
        },
      });
    };
    const whole = (now: readonly number[]) => [...good].every((n) => now.includes(n));
    const early = await bounced();
    if (early) return early;
    let there = await gathered(ctx, look, whole);
    // One whose first try failed is tried again after half a minute (maximal_backoff_time): the others are here, so it is worth the wait.
    if (there.length > 0 && !whole(there)) there = await gathered(ctx, look, whole, { still: 45_000, timeout: 50_000 });
    const late = await bounced();
    if (late) return late;
    const spam = there.filter((n) => !good.has(n)).length;
    if (spam > 0) return fail({ expected, observed: { en: `${spam} spam messages of the queue went out`, 'zh-cn': `队列里有 ${spam} 封垃圾邮件发了出去` } });
    const missing = [...good].filter((n) => !there.includes(n)).length;
    if (missing > 0) return fail({ expected, observed: { en: `${missing} have not arrived`, 'zh-cn': `有 ${missing} 封没有到达` } });
    if (there.length > good.size) return fail({ expected, observed: { en: 'some arrived twice', 'zh-cn': '有的到达了两次' } });
    return pass();
  },

  inside: async (ctx) => {
    // When the scanner made it counts, not when it came: one that was under way says nothing about now.
    const begun = Date.now();
    const madeAt = (raw: Buffer) => 1000 * Number(/^Message-ID: <scan\.(\d+\.\d+)@/im.exec(raw.toString('latin1'))?.[1] ?? 0);
    // Where nobody greets, no scan gets through: that is said at once.
    {
      await using door = await ctx.smtp.connect({ host: 'mx', port: 25 });
      await door.ehlo();
    }
    const scan = await ctx.until(
      async () => (await ctx.outside.received({ persona: 'customer', containing: 'Scanned document' })).find((m) => madeAt(m.raw) > begun),
      { timeout: 50_000, every: 1_000 },
    );
    if (scan) return pass(scan);
    return fail({
      expected: {
        en: 'the scanner in the office sends a scan to the customer every few seconds, as always',
        'zh-cn': '办公室的扫描仪每隔几秒照常向客户发送扫描件',
      },
      observed: { en: 'no scan arrived within 50 s', 'zh-cn': '50 秒内没有扫描件到达' },
      hint: { en: 'It cannot log in; it is trusted because of where it stands.', 'zh-cn': '它不会登录；信任它是因为它所在的位置。' },
    });
  },

  service: async (ctx) => {
    const arrived = await inbound(ctx);
    if ('verdict' in arrived) return arrived;
    const { domain, user, password, peer, customer } = ctx.params as Record<string, string>;
    const from = `${user}@${domain}`;
    const to = `${customer}@${peer}`;
    const nonce = ctx.nonce();
    const expected = { en: `${user} logs in on port 587 and a message reaches ${to}`, 'zh-cn': `${user} 在 587 端口登录，邮件到达 ${to}` };
    const sent = await ctx.smtp.send({
      host: 'mx',
      port: 587,
      starttls: true,
      auth: { user: user as string, password: password as string },
      mailFrom: from,
      rcptTo: [to],
      message: message(from, to, nonce),
    });
    if (sent.code !== 250) return fail({ because: sent, expected, observed: sent.text || 'the connection ended' });
    const there = await ctx.until(async () => (await ctx.outside.received({ persona: 'customer', containing: nonce }))[0], { timeout: 40_000 });
    if (!there)
      return fail({ because: sent, expected, observed: { en: 'it was accepted but did not arrive within 40 s', 'zh-cn': '邮件被接受，但 40 秒内没有到达' } });
    try {
      await using stranger = await ctx.smtp.connect({ host: 'mx', port: 587 });
      await stranger.ehlo();
      await stranger.starttls();
      await stranger.ehlo();
      await stranger.mail(from);
      const relay = await stranger.rcpt(to);
      if (relay.code >= 200 && relay.code < 300)
        return fail({ because: relay, expected: { en: 'port 587 wants a login', 'zh-cn': '587 端口要求登录' }, observed: relay.text });
      return pass(relay);
    } catch (error) {
      if (error instanceof ProbeFailure) return pass();
      throw error;
    }
  },

  unharmed: (ctx) => ctx.canary.unharmed(),
});
