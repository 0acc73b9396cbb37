import {
  type CheckContext,
  defineChecks,
  fail,
  ProbeFailure,
  pass,
  type ReceivedMessage,
  type SmtpReply,
  type SmtpSession,
} from '../../lab-runner/contract/check.ts';
import type { LocalizedText } from '../../lab-runner/contract/text.ts';
import lab from './lab.ts';

const serverName = (ctx: CheckContext) => `${ctx.params['label']}.${ctx.params['domain']}`;
const accepted = (reply: SmtpReply) => reply.code >= 200 && reply.code < 300;
const said = (reply: SmtpReply): LocalizedText => ({ en: reply.text || 'the connection ended', 'zh-cn': reply.text || '连接中断' });

function message(from: string, to: string, nonce: string): string {
  return [
    `From: <${from}>`,
    `To: <${to}>`,
    `Subject: ${nonce}`,
    `Message-ID: <${nonce}@probe.internet.test>`,
    `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    '',
    ...textOf(nonce),
    '',
  ].join('\n');
}
/** Lines that a careless mail server harms: one with a leading dot, one with Chinese, one with blanks at its end. */
const textOf = (nonce: string) => [`.${nonce}`, `发票 ${nonce}`, `${nonce}  `];

/**
 * Exim's and OpenSMTPD's units count as started before anything listens, after a reboot, too: a few seconds, once a submission. Who never comes is
 * found out by the checks.
 */
async function started(ctx: CheckContext): Promise<void> {
  await ctx.once('started', () =>
    ctx.until(
      async () => {
        try {
          await using _session = await ctx.smtp.connect({ host: 'mx', port: 25 });
          return true;
        } catch (error) {
          if (error instanceof ProbeFailure) return false;
          throw error;
        }
      },
      { timeout: 8_000 },
    ),
  );
}

async function greeted(ctx: CheckContext, from: string, ehlo: string): Promise<SmtpSession> {
  const session = await ctx.smtp.connect({ host: 'mx', port: 25, from });
  await session.ehlo(ehlo);
  return session;
}

/** Home of an account, from the host's own passwd file; null when there is no such account. */
async function homeOf(ctx: CheckContext, user: string): Promise<string | null> {
  const passwd = (await ctx.host.read('mx', '/etc/passwd'))?.bytes.toString('utf8') ?? '';
  const line = passwd.split('\n').find((l) => l.startsWith(`${user}:`));
  return line?.split(':')[5] ?? null;
}

/** Texts of all mailbox files of the user that hold the nonce. */
async function mailboxTexts(ctx: CheckContext, user: string, nonce: string): Promise<string[]> {
  const home = await homeOf(ctx, user);
  const boxes = [`/var/mail/${user}`, ...(home ? [`${home}/Maildir`, `${home}/.maildir`, `${home}/mbox`, `${home}/Mailbox`] : [])];
  const texts: string[] = [];
  for (const box of boxes) {
    const mbox = await ctx.host.read('mx', box);
    if (mbox) texts.push(mbox.bytes.toString('utf8'));
    else
      for (const file of await ctx.host.list('mx', box))
        if (/\/(new|cur)\//.test(file.path)) texts.push((await ctx.host.read('mx', file.path))?.bytes.toString('utf8') ?? '');
  }
  return texts.filter((text) => text.includes(nonce)).map((text) => text.replaceAll('\r\n', '\n'));
}

export default defineChecks(lab, {
  greeting: async (ctx) => {
    await started(ctx);
    const name = serverName(ctx);
    const expected: LocalizedText = {
      en: `port 25 greets with 220 ${name}, and the reply to EHLO begins with that name, too`,
      'zh-cn': `25 端口以 220 ${name} 问候，EHLO 的回复也以这个名字开头`,
    };
    await using session = await ctx.smtp.connect({ host: 'mx', port: 25 });
    const first = (reply: SmtpReply) => (reply.lines[0] ?? '').slice(4).split(/\s/)[0]?.toLowerCase();
    if (session.banner.code !== 220 || first(session.banner) !== name) return fail({ because: session.banner, expected, observed: said(session.banner) });
    const hello = await session.ehlo();
    if (hello.code !== 250 || first(hello) !== name) return fail({ because: hello, expected, observed: said(hello) });
    const nonsense = await session.command(`PL${ctx.nonce().slice(-6).toUpperCase()}`);
    if (nonsense.code < 500)
      return fail({
        because: nonsense,
        expected: { en: 'a word that is no SMTP command is refused with 5xx', 'zh-cn': '不是 SMTP 命令的词被 5xx 拒绝' },
        observed: said(nonsense),
      });
    return pass(session.banner);
  },

  delivery: async (ctx) => {
    await started(ctx);
    const { domain, peer, user, customer } = ctx.params as Record<string, string>;
    const from = `${customer}@${peer}`;
    const to = `${user}@${domain}`;
    const nonce = ctx.nonce();
    const expected: LocalizedText = {
      en: `a message from ${from} is accepted for ${to} and lies in the mailbox of ${user}, once and unharmed`,
      'zh-cn': `来自 ${from} 的邮件被 ${to} 接收，完好地进入 ${user} 的邮箱，只有一份`,
    };
    const sent = await ctx.smtp.send({
      host: 'mx',
      port: 25,
      from: ctx.outside.address('peer'),
      ehlo: `mx.${peer}`,
      mailFrom: from,
      rcptTo: [to],
      message: message(from, to, nonce),
    });
    if (sent.code !== 250) return fail({ because: sent, expected, observed: said(sent) });
    const harmedIn = (text: string) => textOf(nonce).find((line) => !text.includes(`\n${line}\n`));
    let harmedLooks = 0;
    const found = await ctx.until(
      async () => {
        const texts = await mailboxTexts(ctx, user as string, nonce);
        if (texts.length === 0) return false;
        // An mbox may be read while the message is being written to it: only what stays harmed is.
        return (!harmedIn(texts[0] as string) || ++harmedLooks === 3) && texts;
      },
      { timeout: 40_000, every: 1000 },
    );
    if (!found)
      return fail({
        because: sent,
        expected,
        observed: { en: `it was accepted, but no mailbox of ${user} holds it after 40 s`, 'zh-cn': `邮件被接收了，但 40 秒后 ${user} 的邮箱里还没有` },
        hint: {
          en: `We looked for /var/mail/${user} and for Maildir, .maildir, mbox and Mailbox in the home of the account ${user}.`,
          'zh-cn': `我们看了 /var/mail/${user}，以及账号 ${user} 主目录里的 Maildir、.maildir、mbox 和 Mailbox。`,
        },
      });
    const copies = found.reduce((n, text) => n + text.split(`\nSubject: ${nonce}\n`).length - 1, 0);
    if (copies !== 1) return fail({ because: sent, expected, observed: { en: `the mailbox holds ${copies} copies of it`, 'zh-cn': `邮箱里有 ${copies} 份` } });
    const harmed = harmedIn(found[0] as string);
    if (harmed)
      return fail({
        because: sent,
        expected,
        observed: { en: `the line "${harmed}" did not arrive as it was sent`, 'zh-cn': `“${harmed}”这一行到达时和发出时不同` },
      });
    return pass(sent);
  },

  'unknown-user': async (ctx) => {
    await started(ctx);
    const { domain, peer, user, customer } = ctx.params as Record<string, string>;
    const nobody = `${ctx.nonce()}@${domain}`;
    await using session = await greeted(ctx, ctx.outside.address('peer'), `mx.${peer}`);
    const mail = await session.mail(`${customer}@${peer}`);
    const known = accepted(mail) ? await session.rcpt(`${user}@${domain}`) : mail;
    if (!accepted(known))
      return fail({
        because: known,
        expected: { en: `mail for ${user}@${domain} is welcome`, 'zh-cn': `欢迎 ${user}@${domain} 的邮件` },
        observed: said(known),
      });
    const unknown = await session.rcpt(nobody);
    if (unknown.code >= 500) return pass(unknown);
    return fail({
      because: unknown,
      expected: { en: `RCPT TO:<${nobody}>, whom nobody knows, is refused with 5xx at once`, 'zh-cn': `没有人认识的 RCPT TO:<${nobody}> 当场被 5xx 拒绝` },
      observed: accepted(unknown)
        ? { en: `the unknown recipient was accepted: ${unknown.text}`, 'zh-cn': `不存在的收件人被接受了：${unknown.text}` }
        : said(unknown),
      hint: {
        en: 'The server has to know its recipients while the other side is still on the line; 4xx only makes it come again.',
        'zh-cn': '服务器要在对方还在线时就知道有没有这个收件人；4xx 只会让对方再来一次。',
      },
    });
  },

  'no-relay': async (ctx) => {
    await started(ctx);
    const { domain, peer, user, customer, partner } = ctx.params as Record<string, string>;
    const foreign = [`${partner}@${peer}`, `${ctx.nonce()}@elsewhere.example`, `${partner}%${peer}@${domain}`, `@${domain}:${partner}@${peer}`];
    let last: SmtpReply | undefined;
    for (const from of ['203.0.113.25', ctx.outside.address('peer')]) {
      await using session = await greeted(ctx, from, from === '203.0.113.25' ? 'probe.internet.test' : `mx.${peer}`);
      for (const sender of [`${customer}@elsewhere.example`, `${user}@${domain}`]) {
        const mail = await session.mail(sender);
        // A server may refuse strangers who use its own domain; then nothing is relayed for them either.
        if (mail.code >= 500 && sender.endsWith(`@${domain}`)) continue;
        const own = accepted(mail) ? await session.rcpt(`${user}@${domain}`) : mail;
        if (!accepted(own))
          return fail({
            because: own,
            expected: { en: `mail for ${user}@${domain} is welcome, mail for others is not`, 'zh-cn': `欢迎给 ${user}@${domain} 的邮件，不收给别人的` },
            observed: said(own),
          });
        for (const to of foreign) {
          const reply = await session.rcpt(to);
          if (reply.code < 400)
            return fail({
              because: reply,
              expected: { en: `a stranger's mail from ${sender} to ${to} is refused`, 'zh-cn': `陌生人从 ${sender} 发往 ${to} 的邮件被拒绝` },
              observed:
                reply.code === 0 ? said(reply) : { en: `the foreign recipient was accepted: ${reply.text}`, 'zh-cn': `外域收件人被接受了：${reply.text}` },
              hint: { en: 'That is an open relay.', 'zh-cn': '这就是开放中继。' },
            });
          last = reply;
        }
        await session.command('RSET');
      }
    }
    return pass(last);
  },

  outbound: async (ctx) => {
    await started(ctx);
    const { domain, peer, office, partner } = ctx.params as Record<string, string>;
    const name = serverName(ctx);
    const from = `${ctx.nonce()}@elsewhere.example`;
    const to = `${office}@${domain}`;
    const nonce = ctx.nonce();
    const expected: LocalizedText = {
      en: `a message for ${to} reaches ${partner}@${peer}, brought by a server that says EHLO ${name}`,
      'zh-cn': `发给 ${to} 的邮件到达 ${partner}@${peer}，送信的服务器自称 EHLO ${name}`,
    };
    const sent = await ctx.smtp.send({ host: 'mx', port: 25, mailFrom: from, rcptTo: [to], message: message(from, to, nonce) });
    if (sent.code !== 250) return fail({ because: sent, expected, observed: said(sent) });
    const arrived = await ctx.until(
      async (): Promise<ReceivedMessage | undefined> =>
        (await ctx.outside.received({ persona: 'peer', containing: nonce })).find((m) => m.rcptTo.some((r) => r.toLowerCase() === `${partner}@${peer}`)),
      { timeout: 25_000 },
    );
    if (!arrived)
      return fail({
        because: sent,
        expected,
        observed: { en: `it was accepted, but did not reach ${partner}@${peer} within 25 s`, 'zh-cn': `邮件被接收了，但 25 秒内没有到达 ${partner}@${peer}` },
        hint: { en: 'What does the queue say (mailq), and what the log?', 'zh-cn': '看看队列（mailq）和日志怎么说。' },
      });
    if (arrived.helo.toLowerCase() !== name)
      return fail({ because: arrived, expected, observed: { en: `it said EHLO ${arrived.helo}`, 'zh-cn': `它自称 EHLO ${arrived.helo}` } });
    await ctx.outside.dialogue(arrived);
    return pass(arrived);
  },
});
