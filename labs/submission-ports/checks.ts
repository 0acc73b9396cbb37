import { type CheckContext, defineChecks, fail, ProbeFailure, pass, type SmtpReply, type SmtpSession, type Verdict } from '../../lab-runner/contract/check.ts';
import { arrived, letter, submission, transact } from '../../lab-runner/contract/moves.ts';
import type { LocalizedText } from '../../lab-runner/contract/text.ts';
import lab from './lab.ts';

type Port = 587 | 465;
const ports: readonly Port[] = [465, 587];
const said = (reply: SmtpReply): LocalizedText => ({ en: reply.text || 'the connection ended', 'zh-cn': reply.text || '连接中断' });
const facts = (ctx: CheckContext) => ctx.params as Record<'domain' | 'peer' | 'user' | 'colleague' | 'customer' | 'password' | 'otherPassword', string>;
const open = (ctx: CheckContext, port: Port, from?: string) =>
  submission(ctx, { host: 'mx', port, servername: `mail.${facts(ctx).domain}`, ...(from && { from }) });

const noAuth = (port: Port, session: SmtpSession) =>
  fail({
    because: session.banner,
    expected: { en: `port ${port} offers AUTH over TLS`, 'zh-cn': `${port} 端口在 TLS 之后提供 AUTH` },
    observed: { en: 'there is no AUTH in the reply to EHLO', 'zh-cn': 'EHLO 的回复里没有 AUTH' },
  });

/** Logs in and sends to the customer; what arrives there decides. */
async function staffSend(ctx: CheckContext, port: Port): Promise<Verdict> {
  const { domain, peer, user, customer, password } = facts(ctx);
  const [from, to, nonce] = [`${user}@${domain}`, `${customer}@${peer}`, ctx.nonce()];
  const expected: LocalizedText = {
    en: `${user} logs in on port ${port} and a message for ${to} reaches the customer's server`,
    'zh-cn': `${user} 在 ${port} 端口登录，发给 ${to} 的邮件到达客户的服务器`,
  };
  await using session = await open(ctx, port);
  if (!session.extensions.has('AUTH')) return noAuth(port, session);
  const auth = await session.auth(user, password);
  if (auth.code !== 235) return fail({ because: auth, expected, observed: said(auth) });
  const sent = await transact(session, { mailFrom: from, rcptTo: [to], message: letter({ from, to, nonce }) });
  if (sent.code !== 250) return fail({ because: sent, expected, observed: said(sent) });
  const there = await ctx.until(async () => (await ctx.outside.received({ persona: 'customer', containing: nonce }))[0], { timeout: 25_000 });
  if (there) return pass(auth);
  return fail({
    because: sent,
    expected,
    observed: { en: 'it was accepted, but did not reach the customer within 25 s', 'zh-cn': '邮件已被接受，但 25 秒内没有到达客户那里' },
  });
}

/** What 587 says before TLS: null when all is well. */
async function clearText(ctx: CheckContext): Promise<Verdict | null> {
  const { domain, peer, user, customer, password } = facts(ctx);
  const expected: LocalizedText = {
    en: 'before STARTTLS, port 587 greets, offers STARTTLS, and takes neither a password nor a message',
    'zh-cn': '在 STARTTLS 之前，587 端口会问候并提供 STARTTLS，但不接受密码，也不接受邮件',
  };
  await using session = await ctx.smtp.connect({ host: 'mx', port: 587 });
  const hello = await session.ehlo();
  if (hello.code !== 250 || !session.extensions.has('STARTTLS')) return fail({ because: hello, expected, observed: said(hello) });
  if (session.extensions.has('AUTH'))
    return fail({ because: hello, expected, observed: { en: 'AUTH is offered in clear text', 'zh-cn': '明文时就提供了 AUTH' } });
  // A password that everybody may hear: never the real one.
  const auth = await session.auth(user, `${password.slice(0, 2)}${ctx.nonce()}`);
  if (auth.code < 400 || auth.code === 535)
    return fail({
      because: auth,
      expected,
      observed: { en: `it took the password in clear text and answered: ${auth.text}`, 'zh-cn': `它接受了明文密码，回复是：${auth.text}` },
    });
  const mail = await session.mail(`${user}@${domain}`);
  const rcpt = mail.code < 400 ? await session.rcpt(`${customer}@${peer}`) : mail;
  return rcpt.code >= 400 ? null : fail({ because: rcpt, expected, observed: said(rcpt) });
}

/** Someone without a login, to one recipient: true when the server took it. */
async function taken(session: SmtpSession, from: string, to: string, nonce: string): Promise<{ yes: boolean; reply: SmtpReply }> {
  const reply = await transact(session, { mailFrom: from, rcptTo: [to], message: letter({ from, to, nonce }) });
  return { yes: reply.code >= 200 && reply.code < 300, reply };
}

export default defineChecks(lab, {
  'implicit-tls': (ctx) => staffSend(ctx, 465),
  starttls: async (ctx) => (await clearText(ctx)) ?? (await staffSend(ctx, 587)),

  strangers: async (ctx) => {
    const { domain, peer, user, colleague, customer, password } = facts(ctx);
    let last: SmtpReply | undefined;
    for (const port of ports) {
      await using known = await open(ctx, port);
      if (!known.extensions.has('AUTH')) return noAuth(port, known);
      const auth = await known.auth(user, password);
      const inside = auth.code === 235 ? await taken(known, `${user}@${domain}`, `${colleague}@${domain}`, ctx.nonce()) : { yes: false, reply: auth };
      if (!inside.yes)
        return fail({
          because: inside.reply,
          expected: { en: `on port ${port} ${user}, logged in, can write to a colleague`, 'zh-cn': `在 ${port} 端口，${user} 登录后可以给同事写信` },
          observed: said(inside.reply),
        });
      for (const from of ['203.0.113.25', ctx.outside.neighbour()]) {
        for (const to of [`${colleague}@${domain}`, `${customer}@${peer}`]) {
          // Each in a connection of its own: a server may hang up on whoever is refused.
          try {
            await using session = await open(ctx, port, from);
            const attempt = await taken(session, `${user}@${domain}`, to, ctx.nonce());
            if (attempt.yes)
              return fail({
                because: attempt.reply,
                expected: {
                  en: `on port ${port} somebody from ${from} who has not logged in cannot send to ${to}`,
                  'zh-cn': `在 ${port} 端口，来自 ${from} 而没有登录的人不能发给 ${to}`,
                },
                observed: { en: `the message was taken: ${attempt.reply.text}`, 'zh-cn': `邮件被收下了：${attempt.reply.text}` },
                hint: { en: 'An address proves nothing; a password does.', 'zh-cn': '地址证明不了身份，密码才可以。' },
              });
            last = attempt.reply;
          } catch (error) {
            // Who is not even let in to talk is refused, too: that the port works was seen with the login above.
            if (!(error instanceof ProbeFailure)) throw error;
          }
        }
      }
    }
    return pass(last);
  },

  'password-checked': async (ctx) => {
    const { user, colleague, password, otherPassword } = facts(ctx);
    let last: SmtpReply | undefined;
    for (const port of ports) {
      const tries: { who: string; secret: string; right: boolean; from?: string }[] = [
        { who: user, secret: password, right: true },
        { who: colleague, secret: otherPassword, right: true },
        // From elsewhere each: servers make an address wait longer after every wrong password.
        { who: user, secret: ctx.nonce(), right: false, from: port === 465 ? ctx.outside.address('customer') : ctx.outside.neighbour() },
        ...(port === 465 ? [{ who: colleague, secret: password, right: false, from: '203.0.113.25' }] : []),
      ];
      for (const { who, secret, right, from } of tries) {
        await using session = await open(ctx, port, from);
        if (!session.extensions.has('AUTH')) return noAuth(port, session);
        const reply = await session.auth(who, secret);
        last = reply;
        if (reply.code === (right ? 235 : 535)) continue;
        return fail({
          because: reply,
          expected: right
            ? { en: `on port ${port} ${who} is let in with the right password (235)`, 'zh-cn': `在 ${port} 端口，${who} 用正确的密码可以登录（235）` }
            : { en: `on port ${port} ${who} with a wrong password gets 535`, 'zh-cn': `在 ${port} 端口，${who} 用错误的密码得到 535` },
          observed:
            !right && reply.code === 235 ? { en: `a wrong password was accepted: ${reply.text}`, 'zh-cn': `错误的密码被接受了：${reply.text}` } : said(reply),
        });
      }
    }
    return pass(last);
  },

  certificate: async (ctx) => {
    const name = `mail.${facts(ctx).domain}`;
    for (const port of ports) {
      const seen = await ctx.tls.handshake({ host: 'mx', port, servername: name, ...(port === 587 && { starttls: 'smtp' as const }) });
      if (!seen.trusted)
        return fail({
          because: seen,
          expected: {
            en: `the certificate on port ${port} names ${name} and chains to the lab's CA`,
            'zh-cn': `${port} 端口的证书写着 ${name}，并能追溯到实验的 CA`,
          },
          observed: seen.reason ?? { en: seen.problem, 'zh-cn': seen.problem },
        });
    }
    // Only the right certificate on a door that works counts.
    const { user, password } = facts(ctx);
    await using session = await open(ctx, 465);
    const auth = await session.auth(user, password);
    return auth.code === 235
      ? pass(session.banner)
      : fail({ because: auth, expected: { en: `behind it, ${user} can log in`, 'zh-cn': `在它后面，${user} 能登录` }, observed: said(auth) });
  },

  inbound: async (ctx) => {
    const { domain, peer, user, password, customer } = facts(ctx);
    const [from, to, nonce] = [`${customer}@${peer}`, `${user}@${domain}`, ctx.nonce()];
    const expected: LocalizedText = { en: `a message from ${from} lies in the mailbox of ${user}`, 'zh-cn': `${from} 的来信进入 ${user} 的邮箱` };
    const message = letter({ from, to, nonce });
    const sent = await ctx.smtp.send({
      host: 'mx',
      port: 25,
      from: ctx.outside.address('customer'),
      ehlo: `mx.${peer}`,
      mailFrom: from,
      rcptTo: [to],
      message,
    });
    if (sent.code !== 250) return fail({ because: sent, expected, observed: said(sent) });
    const found = await arrived(ctx, { host: 'mx', user, password, containing: nonce });
    return found.length === 1
      ? pass(sent)
      : fail({ because: sent, expected, observed: { en: `it is there ${found.length} times`, 'zh-cn': `邮箱里有 ${found.length} 份` } });
  },

  'no-relay': async (ctx) => {
    const { domain, peer, user, customer } = facts(ctx);
    let last: SmtpReply | undefined;
    for (const from of ['203.0.113.25', ctx.outside.neighbour()]) {
      await using session = await ctx.smtp.connect({ host: 'mx', port: 25, from });
      await session.ehlo();
      await session.mail(`${user}@${domain}`);
      last = await session.rcpt(`${customer}@${peer}`);
      if (last.code < 400)
        return fail({
          because: last,
          expected: { en: `port 25 carries nothing to ${peer} for ${from}`, 'zh-cn': `25 端口不替 ${from} 向 ${peer} 送信` },
          observed: last.code === 0 ? said(last) : { en: `the foreign recipient was accepted: ${last.text}`, 'zh-cn': `外域收件人被接受了：${last.text}` },
        });
    }
    return pass(last);
  },

  'no-auth-25': async (ctx) => {
    await using session = await ctx.smtp.connect({ host: 'mx', port: 25 });
    const hello = await session.ehlo();
    const replies = [hello];
    if (!session.extensions.has('AUTH') && session.extensions.has('STARTTLS')) {
      await session.starttls();
      replies.push(await session.ehlo());
    }
    const last = replies.at(-1) as SmtpReply;
    if (last.code === 250 && !session.extensions.has('AUTH')) return pass(last);
    return fail({
      because: last,
      expected: { en: 'port 25 answers and offers no AUTH, neither before nor after STARTTLS', 'zh-cn': '25 端口有应答，STARTTLS 前后都不提供 AUTH' },
      observed:
        last.code === 250 ? { en: `it offers AUTH ${session.extensions.get('AUTH')}`, 'zh-cn': `它提供了 AUTH ${session.extensions.get('AUTH')}` } : said(last),
    });
  },
});
