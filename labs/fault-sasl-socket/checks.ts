import { type CheckContext, defineChecks, fail, ProbeFailure, pass, type SmtpReply, type SmtpSession, type Verdict } from '../../lab-runner/contract/check.ts';
import type { LocalizedText } from '../../lab-runner/contract/text.ts';
import lab from './lab.ts';

type Port = 587 | 465;

/** A session on a submission port, encrypted and greeted, and what its last EHLO was answered: the offers are in there. */
async function submission(ctx: CheckContext, port: Port, from?: string): Promise<{ session: SmtpSession; offers: SmtpReply }> {
  const session = await ctx.smtp.connect({ host: 'mx', port, from, tls: port === 465, servername: `mail.${ctx.params['domain']}` });
  let offers = await session.ehlo();
  if (port === 587) {
    await session.starttls();
    offers = await session.ehlo();
  }
  return { session, offers };
}

const message = (from: string, to: string, nonce: string) =>
  `From: <${from}>\nTo: <${to}>\nSubject: ${nonce}\nMessage-ID: <${nonce}@probe.internet.test>\nDate: ${new Date().toUTCString().replace('GMT', '+0000')}\n\n${nonce}\n`;

async function staffSend(ctx: CheckContext, port: Port): Promise<Verdict> {
  const { domain, peer, user, customer, password } = ctx.params as Record<string, string>;
  const from = `${user}@${domain}`;
  const to = `${customer}@${peer}`;
  const expected: LocalizedText = {
    en: `${user} logs in on port ${port} and a message for ${to} reaches the customer's server`,
    'zh-cn': `${user} 在 ${port} 端口登录，发给 ${to} 的邮件到达客户的服务器`,
  };
  const no = (because: SmtpReply, en: string, zh: string) =>
    fail({ because, expected, observed: { en: `${en}: ${because.text || 'the connection ended'}`, 'zh-cn': `${zh}：${because.text || '连接中断'}` } });
  const opened = await submission(ctx, port);
  await using session = opened.session;
  if (!session.extensions.has('AUTH')) {
    return fail({
      because: opened.offers,
      expected,
      observed: { en: `port ${port} does not offer AUTH after TLS`, 'zh-cn': `${port} 端口在 TLS 之后没有提供 AUTH` },
      hint: {
        en: 'Staff have to be able to say who they are: look for the line 250-AUTH in the reply to EHLO.',
        'zh-cn': '员工必须能表明身份：看 EHLO 的回复里有没有 250-AUTH 一行。',
      },
    });
  }
  const auth = await session.auth(user as string, password as string);
  if (auth.code !== 235) return no(auth, 'the login was refused', '登录被拒绝');
  const nonce = ctx.nonce();
  const mail = await session.mail(from);
  if (mail.code !== 250) return no(mail, 'MAIL FROM was refused', 'MAIL FROM 被拒绝');
  const rcpt = await session.rcpt(to);
  if (rcpt.code >= 400 || rcpt.code === 0) return no(rcpt, 'the recipient was refused', '收件人被拒绝');
  const sent = await session.data(message(from, to, nonce));
  if (sent.code !== 250) return no(sent, 'the message was refused', '邮件被拒绝');
  const arrived = await ctx.until(async () => (await ctx.outside.received({ persona: 'customer', containing: nonce }))[0], { timeout: 40_000 });
  if (!arrived)
    return fail({
      because: sent,
      expected,
      observed: { en: 'the message was accepted, but did not reach the customer within 40 s', 'zh-cn': '邮件已被接受，但 40 秒内没有到达客户那里' },
    });
  return pass(auth);
}

/** The verdict of a wrong password on one port, or null when all is well. */
async function wrongPassword(ctx: CheckContext, port: Port): Promise<Verdict | null> {
  const { user, password } = ctx.params as Record<string, string>;
  const expected: LocalizedText = {
    en: `on port ${port} a wrong password gets 535, the right one 235`,
    'zh-cn': `在 ${port} 端口，错误的密码得到 535，正确的得到 235`,
  };
  const opened = await submission(ctx, port);
  await using first = opened.session;
  if (!first.extensions.has('AUTH'))
    return fail({
      because: opened.offers,
      expected,
      observed: { en: `port ${port} does not offer AUTH after TLS`, 'zh-cn': `${port} 端口在 TLS 之后没有提供 AUTH` },
    });
  const right = await first.auth(user as string, password as string);
  if (right.code !== 235)
    return fail({ because: right, expected, observed: { en: `the right password was refused: ${right.text}`, 'zh-cn': `正确的密码被拒绝：${right.text}` } });
  // From another address: Dovecot holds back every login from one that had a wrong password, also those of the other checks.
  const again = await submission(ctx, port, ctx.internet.stranger());
  await using second = again.session;
  const wrong = await second.auth(user as string, `${ctx.nonce()}`);
  if (wrong.code === 535) return null;
  return fail({
    because: wrong,
    expected,
    observed: {
      en: `a random password was ${wrong.code === 235 ? 'accepted' : 'answered with'}: ${wrong.text}`,
      'zh-cn': `随机的密码${wrong.code === 235 ? '被接受了' : '得到的回复是'}：${wrong.text}`,
    },
    hint: { en: 'Whoever logs in has to be the one they say they are.', 'zh-cn': '登录的人必须确实是他声称的那个人。' },
  });
}

export default defineChecks(lab, {
  'send-587': (ctx) => staffSend(ctx, 587),
  'send-465': (ctx) => staffSend(ctx, 465),
  'password-checked': async (ctx) => (await wrongPassword(ctx, 587)) ?? (await wrongPassword(ctx, 465)) ?? pass(),

  reading: async (ctx) => {
    const { user, password } = ctx.params as Record<string, string>;
    const login = await ctx.imap.login({ host: 'mx', port: 993, tls: true, user: user as string, password: password as string });
    if (!login.ok) return fail({ because: login, expected: { en: `${user} logs in on port 993`, 'zh-cn': `${user} 能在 993 端口登录` }, observed: login.text });
    await using _session = login.session;
    return pass();
  },

  inbound: async (ctx) => {
    const { domain, peer, user, password, customer } = ctx.params as Record<string, string>;
    const nonce = ctx.nonce();
    const expected: LocalizedText = {
      en: `a message from ${customer}@${peer} lies in the mailbox of ${user} within 40 s`,
      'zh-cn': `${customer}@${peer} 的来信在 40 秒内进入 ${user} 的邮箱`,
    };
    const from = `${customer}@${peer}`;
    const to = `${user}@${domain}`;
    const sent = await ctx.smtp.send({
      host: 'mx',
      port: 25,
      from: ctx.outside.address('customer'),
      ehlo: `mx.${peer}`,
      mailFrom: from,
      rcptTo: [to],
      message: message(from, to, nonce),
    });
    if (sent.code !== 250) return fail({ because: sent, expected, observed: sent.text });
    const login = await ctx.imap.login({ host: 'mx', port: 993, tls: true, user: user as string, password: password as string });
    if (!login.ok) return fail({ because: login, expected, observed: login.text });
    await using session = login.session;
    const found = await ctx.until(async () => (await session.messages('INBOX', nonce))[0], { timeout: 40_000 });
    return found
      ? pass(sent)
      : fail({ because: sent, expected, observed: { en: 'it was accepted but is not in the mailbox', 'zh-cn': '邮件被接受，但不在邮箱里' } });
  },

  'no-relay': async (ctx) => {
    const { domain, peer, customer, colleague } = ctx.params as Record<string, string>;
    for (const port of [25, 587, 465] as const) {
      try {
        await using session = await ctx.smtp.connect({ host: 'mx', port, tls: port === 465, ...(port !== 25 && { timeout: 6000 }) });
        await session.ehlo();
        if (port !== 465 && session.extensions.has('STARTTLS')) {
          await session.starttls();
          await session.ehlo();
        }
        const mail = await session.mail(`${colleague}@${domain}`);
        if (mail.code !== 250) continue;
        const rcpt = await session.rcpt(`${customer}@${peer}`);
        if (rcpt.code >= 200 && rcpt.code < 300) {
          return fail({
            because: rcpt,
            expected: {
              en: `a stranger who has not logged in cannot send to ${peer} through port ${port}`,
              'zh-cn': `没有登录的陌生人不能通过 ${port} 端口向 ${peer} 发信`,
            },
            observed: { en: `port ${port} accepted the foreign recipient: ${rcpt.text}`, 'zh-cn': `${port} 端口接受了外域收件人：${rcpt.text}` },
            hint: {
              en: 'That is an open relay. Trust what somebody proves, not where they come from.',
              'zh-cn': '这就是开放中继。要信任对方证明了的身份，而不是对方来自哪里。',
            },
          });
        }
      } catch (error) {
        // A port that does not even answer relays nothing; whether it should answer is asked by the tasks.
        if (!(error instanceof ProbeFailure) || port === 25) throw error;
      }
    }
    return pass();
  },

  'no-auth-25': async (ctx) => {
    await using session = await ctx.smtp.connect({ host: 'mx', port: 25 });
    const expected: LocalizedText = {
      en: 'port 25, where strangers knock, offers no AUTH, neither before nor after STARTTLS',
      'zh-cn': '25 端口面向陌生人，STARTTLS 前后都不提供 AUTH',
    };
    const clear = await session.ehlo();
    const offered = (reply: SmtpReply) =>
      fail({
        because: reply,
        expected,
        observed: { en: `port 25 offers AUTH ${session.extensions.get('AUTH')}`, 'zh-cn': `25 端口提供了 AUTH ${session.extensions.get('AUTH')}` },
      });
    if (clear.code !== 250) return fail({ because: clear, expected, observed: clear.text || 'no reply' });
    if (session.extensions.has('AUTH')) return offered(clear);
    if (session.extensions.has('STARTTLS')) {
      await session.starttls();
      const again = await session.ehlo();
      if (session.extensions.has('AUTH')) return offered(again);
    }
    return pass(clear);
  },
});
