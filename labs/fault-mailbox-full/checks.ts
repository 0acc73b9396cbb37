import { type CheckContext, defineChecks, fail, type ImapSession, pass, type Verdict } from '../../lab-runner/contract/check.ts';
import lab from './lab.ts';

const mega = 1024 * 1024;
/** Milliseconds: a message that found Dovecot still starting is tried again after ten to fifteen seconds. */
const patience = 40_000;
type Login = { ok: true; session: ImapSession } | { ok: false; verdict: Verdict };

async function login(ctx: CheckContext, who: 'lady' | 'user' | 'boss'): Promise<Login> {
  const { domain } = ctx.params;
  const name = `${ctx.params[who]}@${domain}`;
  const password = ctx.params[who === 'user' ? 'password' : `${who}Password`] as string;
  const found = await ctx.imap.login({ host: 'mx', port: 993, tls: true, user: name, password });
  if (found.ok) return found;
  return {
    ok: false,
    verdict: fail({ because: found, expected: { en: `${name} reads mail on port 993`, 'zh-cn': `${name} 能在 993 端口读信` }, observed: found.text }),
  };
}

const message = (from: string, to: string, nonce: string, bytes = 0) =>
  `From: <${from}>\nTo: <${to}>\nSubject: ${nonce}\nMessage-ID: <${nonce}@probe.internet.test>\nDate: ${new Date().toUTCString().replace('GMT', '+0000')}\n\n${nonce}\n${`${'x'.repeat(75)}\n`.repeat(Math.ceil(bytes / 76))}`;

/** A message from the customer to somebody in the house is accepted and lies in the mailbox. */
async function arrives(ctx: CheckContext, who: 'lady' | 'user'): Promise<Verdict> {
  const { domain, peer, customer } = ctx.params;
  const from = `${customer}@${peer}`;
  const to = `${ctx.params[who]}@${domain}`;
  const expected = { en: `a message from ${from} lies in the INBOX of ${to}`, 'zh-cn': `${from} 的来信进入 ${to} 的收件箱` };
  const nonce = ctx.nonce();
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
  const opened = await login(ctx, who);
  if (!opened.ok) return opened.verdict;
  await using session = opened.session;
  const found = await ctx.until(async () => (await session.messages('INBOX', nonce))[0], { timeout: patience });
  if (found) return pass(sent);
  return fail({ because: sent, expected, observed: { en: 'it was accepted but is not there after 40 s', 'zh-cn': '邮件被接受了，但 40 秒后仍不在那里' } });
}

/** Every folder with its messages. */
async function everything(session: ImapSession) {
  const all: { path: string; messages: { raw: Buffer }[] }[] = [];
  for (const { path } of await session.folders()) all.push({ path, messages: await session.messages(path) });
  return all;
}

/** How many letters were laid into each mailbox, in the order of before-boot. */
function letters(ctx: CheckContext): { lady: number; user: number; boss: number } {
  const lady = { override: 5, trash: 2 + 4 * Number(ctx.params['limit']), stale: 3, hidden: 2 + 4 * Number(ctx.params['limit']) }[
    ctx.params['variant'] as 'override' | 'trash' | 'stale' | 'hidden'
  ];
  return { lady, user: 3, boss: 2 };
}

async function limitOf(ctx: CheckContext, who: 'user' | 'boss', megabytes: number): Promise<Verdict | null> {
  const opened = await login(ctx, who);
  if (!opened.ok) return opened.verdict;
  await using session = opened.session;
  const quota = await session.quota();
  if (quota && Math.abs(quota.limitBytes - megabytes * mega) < 2048) return null;
  return fail({
    expected: { en: `the mailbox of ${ctx.params[who]} has its limit of ${megabytes} MB`, 'zh-cn': `${ctx.params[who]} 的邮箱上限仍是 ${megabytes} MB` },
    observed: quota
      ? { en: `its limit is ${(quota.limitBytes / mega).toFixed(1)} MB`, 'zh-cn': `现在的上限是 ${(quota.limitBytes / mega).toFixed(1)} MB` }
      : { en: 'it has no limit any more', 'zh-cn': '现在没有上限了' },
    hint: { en: 'One mailbox was ill. Do not treat the others.', 'zh-cn': '病的只是一个邮箱，别动其他人的。' },
  });
}

export default defineChecks(lab, {
  'new-mail': (ctx) => arrives(ctx, 'lady'),

  'waiting-mail': (ctx) => {
    const { domain, lady, user, ladyPassword, password } = ctx.params as Record<string, string>;
    return ctx.canary.arrived({
      logins: {
        [`${lady}@${domain}`]: { user: `${lady}@${domain}`, password: ladyPassword as string },
        [`${user}@${domain}`]: { user: `${user}@${domain}`, password: password as string },
      },
    });
  },

  'true-count': async (ctx) => {
    const limit = Number(ctx.params['limit']);
    const expected = {
      en: `GETQUOTAROOT of ${ctx.params['lady']} says the limit of ${limit} MB, the true size of the mail that counts, and room for at least 1 MB`,
      'zh-cn': `${ctx.params['lady']} 的 GETQUOTAROOT 给出 ${limit} MB 的上限、计入邮件的真实大小，并且至少还有 1 MB 空间`,
    };
    const opened = await login(ctx, 'lady');
    if (!opened.ok) return opened.verdict;
    await using session = opened.session;
    const quota = await session.quota();
    if (!quota) return fail({ expected, observed: { en: 'there is no limit any more', 'zh-cn': '已经没有上限了' } });
    const mb = (bytes: number) => (bytes / mega).toFixed(2);
    const said = { en: `it says ${mb(quota.usedBytes)} of ${mb(quota.limitBytes)} MB`, 'zh-cn': `显示 ${mb(quota.usedBytes)} / ${mb(quota.limitBytes)} MB` };
    if (Math.abs(quota.limitBytes - limit * mega) > 2048) return fail({ expected, observed: said });
    const folders = (await everything(session)).map(({ path, messages }) => ({ path, bytes: messages.reduce((n, m) => n + m.raw.length, 0) }));
    const total = folders.reduce((n, f) => n + f.bytes, 0);
    // All folders count, or all but one that is left out on purpose. Lines may be counted with one or two bytes at their end.
    const near = (sum: number) => Math.abs(quota.usedBytes - sum) <= 0.05 * sum + 20 * 1024;
    const true_ = [0, ...folders.filter((f) => f.path.toUpperCase() !== 'INBOX').map((f) => f.bytes)].some((left) => near(total - left));
    if (!true_)
      return fail({
        expected,
        observed: { en: `${said.en}, but her messages are ${mb(total)} MB in all`, 'zh-cn': `${said['zh-cn']}，而她的邮件总共是 ${mb(total)} MB` },
        hint: { en: 'Somebody keeps a count that nobody has checked for a long time.', 'zh-cn': '有人保存着一个很久没核对过的计数。' },
      });
    if (quota.limitBytes - quota.usedBytes < mega) return fail({ expected, observed: said });
    return pass(undefined, said);
  },

  'limit-holds': async (ctx) => {
    const { domain, lady, peer, customer, limit } = ctx.params as Record<string, string>;
    const from = `${customer}@${peer}`;
    const to = `${lady}@${domain}`;
    const bytes = (Number(limit) + 1) * mega;
    const expected = {
      en: `${to} takes a small message, and one of ${Number(limit) + 1} MB is refused in the dialogue`,
      'zh-cn': `${to} 接受小邮件，而 ${Number(limit) + 1} MB 的邮件在对话中被拒绝`,
    };
    await using session = await ctx.smtp.connect({ host: 'mx', port: 25, from: ctx.outside.address('customer'), timeout: 30_000 });
    await session.ehlo(`mx.${peer}`);
    await session.mail(from, 'SIZE=1500');
    const small = await session.rcpt(to);
    if (small.code !== 250)
      return fail({ because: small, expected, observed: { en: `the small one got: ${small.text}`, 'zh-cn': `小邮件得到：${small.text}` } });
    await session.command('RSET');
    const mail = await session.mail(from, `SIZE=${bytes}`);
    if (mail.code >= 400) return pass(mail);
    const large = await session.rcpt(to);
    if (large.code >= 400) return pass(large);
    const nonce = ctx.nonce();
    const end = await session.data(message(from, to, nonce, bytes));
    if (end.code >= 400) return pass(end);
    return fail({
      because: end,
      expected,
      observed: { en: `the large one was accepted: ${end.text || 'the connection ended'}`, 'zh-cn': `大邮件被接受了：${end.text || '连接中断'}` },
      hint: { en: 'A mailbox without a limit fills the disk for everybody.', 'zh-cn': '没有上限的邮箱会把大家的磁盘塞满。' },
    });
  },

  kept: async (ctx) => {
    const counts = letters(ctx);
    let serial = 0;
    for (const who of ['lady', 'user', 'boss'] as const) {
      const opened = await login(ctx, who);
      if (!opened.ok) return opened.verdict;
      await using session = opened.session;
      const text = (await everything(session)).flatMap((f) => f.messages.map((m) => m.raw.subarray(0, 2000).toString('latin1'))).join('\n');
      const ids = Array.from({ length: counts[who] }, () => `<${ctx.params['archive']}.${++serial}@${ctx.params['peer']}>`);
      const missing = ids.filter((id) => !text.includes(id));
      if (missing.length > 0)
        return fail({
          expected: {
            en: `all ${ids.length} older messages of ${ctx.params[who]} are still in the mailbox, in some folder`,
            'zh-cn': `${ctx.params[who]} 原有的 ${ids.length} 封邮件都还在邮箱的某个文件夹里`,
          },
          observed: { en: `${missing.length} are gone`, 'zh-cn': `少了 ${missing.length} 封` },
          hint: { en: 'Deleting somebody’s mail is not a repair. Reset the lab to get it back.', 'zh-cn': '删别人的邮件不是维修。要找回来只能重置实验。' },
        });
    }
    return pass();
  },

  others: async (ctx) => {
    const limit = Number(ctx.params['limit']);
    return (await limitOf(ctx, 'user', limit)) ?? (await limitOf(ctx, 'boss', 2 * limit)) ?? pass();
  },

  unharmed: (ctx) => ctx.canary.unharmed(),

  service: async (ctx) => {
    const { domain, user, password, peer, customer } = ctx.params as Record<string, string>;
    const inbound = await arrives(ctx, 'user');
    if (inbound.verdict === 'fail') return inbound;
    const from = `${user}@${domain}`;
    const to = `${customer}@${peer}`;
    const nonce = ctx.nonce();
    const expected = { en: `${user} logs in on port 587 and a message reaches ${to}`, 'zh-cn': `${user} 在 587 端口登录，邮件到达 ${to}` };
    const sent = await ctx.smtp.send({
      host: 'mx',
      port: 587,
      starttls: true,
      auth: { user: from, password: password as string },
      mailFrom: from,
      rcptTo: [to],
      message: message(from, to, nonce),
    });
    if (sent.code !== 250) return fail({ because: sent, expected, observed: sent.text || 'the connection ended' });
    const arrived = await ctx.until(async () => (await ctx.outside.received({ persona: 'customer', containing: nonce }))[0], { timeout: patience });
    if (!arrived)
      return fail({ because: sent, expected, observed: { en: 'it was accepted but did not arrive within 40 s', 'zh-cn': '邮件被接受，但 40 秒内没有到达' } });
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
});
