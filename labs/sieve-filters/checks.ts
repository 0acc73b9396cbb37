import {
  type CheckContext,
  defineChecks,
  fail,
  type ManageSieveSession,
  ProbeFailure,
  pass,
  type ReceivedMessage,
  type SmtpReply,
  type Verdict,
} from '../../lab-runner/contract/check.ts';
import { letter, mailbox } from '../../lab-runner/contract/moves.ts';
import type { LocalizedText } from '../../lab-runner/contract/text.ts';
import lab from './lab.ts';

/** Checks run at the same time: each has a person whose active script is its own. */
type Who = 'first' | 'second' | 'third';
const ours = 'postlab-check';
/** Seconds that an answer may take: it takes one on a quiet machine. */
const within = 30;

const param = (ctx: CheckContext, name: string): string => ctx.params[name] as string;
const address = (ctx: CheckContext, who: Who) => `${param(ctx, who)}@${param(ctx, 'domain')}`;
const open = (ctx: CheckContext, who: Who) => mailbox(ctx, { host: 'mx', user: address(ctx, who), password: param(ctx, `${who}Password`) });

async function sieve(ctx: CheckContext, who: Who): Promise<ManageSieveSession> {
  const session = await ctx.managesieve.connect({ host: 'mx', port: 4190, servername: `mail.${param(ctx, 'domain')}` });
  const tls = await session.starttls();
  const auth = tls.status === 'OK' ? await session.authenticate(address(ctx, who), param(ctx, `${who}Password`)) : tls;
  if (auth.status === 'OK') return session;
  auth.decide();
  await session[Symbol.asyncDispose]();
  throw new ProbeFailure({
    en: `${address(ctx, who)} could not log in on mx:4190: ${auth.text || auth.status}`,
    'zh-cn': `${address(ctx, who)} 在 mx:4190 登录失败：${auth.text || auth.status}`,
  });
}

/** Runs `work` while a script of ours is the active one; afterwards things are as they were. */
async function withScript<T>(ctx: CheckContext, who: Who, script: string, work: () => Promise<T>): Promise<T> {
  await using session = await sieve(ctx, who);
  const before = (await session.listScripts()).find((s) => s.active && s.name !== ours)?.name ?? '';
  const put = await session.putScript(ours, script);
  const active = put.status === 'OK' ? await session.setActive(ours) : put;
  if (active.status !== 'OK') {
    active.decide();
    throw new ProbeFailure({ en: `the server refused a script: ${active.text}`, 'zh-cn': `服务器拒绝了一个脚本：${active.text}` });
  }
  try {
    return await work();
  } finally {
    await session.setActive(before);
    await session.deleteScript(ours);
  }
}

interface Mail {
  to: Who;
  nonce: string;
  from?: string;
  mailFrom?: string;
  subject?: string;
  headers?: string[];
}

async function send(ctx: CheckContext, mail: Mail): Promise<SmtpReply> {
  const from = mail.from ?? `desk@${param(ctx, 'partner')}`;
  const to = address(ctx, mail.to);
  const message = letter({ from, to, nonce: mail.nonce, ...(mail.subject && { subject: mail.subject }), headers: mail.headers ?? [] });
  return await ctx.smtp.send({ host: 'mx', port: 25, mailFrom: mail.mailFrom ?? from, rcptTo: [to], message });
}

const refused = (because: SmtpReply, expected: LocalizedText) =>
  fail({
    because,
    expected,
    observed: { en: `the message was refused: ${because.text || 'the connection ended'}`, 'zh-cn': `邮件被拒绝：${because.text || '连接中断'}` },
  });

/** Folders in which a message lies, as soon as it lies in one; [] when that takes too long. */
async function whereIs(ctx: CheckContext, who: Who, nonce: string): Promise<string[]> {
  await using session = await open(ctx, who);
  const look = async () => {
    const found: string[] = [];
    for (const { path } of await session.folders()) if ((await session.messages(path, nonce)).length > 0) found.push(path);
    return found.length > 0 && found;
  };
  return (await ctx.until(look, { timeout: 25_000 })) ?? [];
}

/** A message must come to lie in one folder and in no other; null when it does. */
async function liesIn(ctx: CheckContext, mail: Mail, folder: string, expected: LocalizedText): Promise<Verdict | null> {
  const sent = await send(ctx, mail);
  if (sent.code !== 250) return refused(sent, expected);
  const found = await whereIs(ctx, mail.to, mail.nonce);
  if (found.length === 1 && found[0] === folder) return null;
  return fail({
    because: sent,
    expected,
    observed:
      found.length > 0
        ? { en: `it lies in ${found.join(' and ')}, not in ${folder} alone`, 'zh-cn': `它在 ${found.join('、')} 里，而不是只在 ${folder} 里` }
        : { en: `it was accepted, but is neither in ${folder} nor in INBOX`, 'zh-cn': `邮件被接受了，但既不在 ${folder} 也不在 INBOX` },
  });
}

const encoded = (text: string) => `=?UTF-8?B?${Buffer.from(text, 'utf8').toString('base64')}?=`;

export default defineChecks(lab, {
  managesieve: async (ctx) => {
    const who = 'third';
    const expected: LocalizedText = {
      en: 'on port 4190 people log in after STARTTLS, and only then, and upload filters',
      'zh-cn': '在 4190 端口，必须先 STARTTLS 才能登录，登录后可以上传规则',
    };
    await using session = await ctx.managesieve.connect({ host: 'mx', port: 4190, servername: `mail.${param(ctx, 'domain')}` });
    const user = address(ctx, who);
    const clear = await session.authenticate(user, param(ctx, 'thirdPassword'));
    if (clear.status === 'OK') return fail({ because: clear, expected, observed: { en: 'a password was taken in clear text', 'zh-cn': '明文密码就能登录' } });
    await using safe = await ctx.managesieve.connect({ host: 'mx', port: 4190, servername: `mail.${param(ctx, 'domain')}` });
    const tls = await safe.starttls();
    if (tls.status !== 'OK')
      return fail({ because: tls, expected, observed: { en: `STARTTLS: ${tls.text || tls.status}`, 'zh-cn': `STARTTLS：${tls.text || tls.status}` } });
    if (!safe.tls?.trusted)
      return fail({
        ...(safe.tls && { because: safe.tls }),
        expected: {
          en: `a certificate for mail.${param(ctx, 'domain')} that mail programs trust`,
          'zh-cn': `mail.${param(ctx, 'domain')} 的、邮件程序信任的证书`,
        },
        observed: safe.tls?.problem ?? '—',
      });
    const wrong = await safe.authenticate(user, ctx.nonce());
    if (wrong.status === 'OK') return fail({ because: wrong, expected, observed: { en: 'a random password was taken', 'zh-cn': '随便一个密码就能登录' } });
    await using inside = await sieve(ctx, who);
    // A name of its own: the check of Junk uploads for the same person at the same time.
    const upload = `${ours}-upload`;
    const put = await inside.putScript(upload, '# nothing yet\nkeep;\n');
    if (put.status !== 'OK')
      return fail({ because: put, expected, observed: { en: `the upload was refused: ${put.text}`, 'zh-cn': `上传被拒绝：${put.text}` } });
    const listed = (await inside.listScripts()).some((s) => s.name === upload);
    const broken = await inside.putScript(`${ours}-2`, 'if no such test {\n');
    await inside.deleteScript(upload);
    if (!listed) return fail({ because: put, expected, observed: { en: 'the uploaded script is not in the list', 'zh-cn': '上传的脚本不在列表里' } });
    if (broken.status === 'OK')
      return fail({ because: broken, expected, observed: { en: 'a script that cannot run was taken', 'zh-cn': '无法运行的脚本也被收下了' } });
    return pass(put);
  },

  fileinto: async (ctx) => {
    const folder = param(ctx, 'folder');
    const keyword = param(ctx, 'keyword');
    const expected: LocalizedText = {
      en: `an uploaded filter puts mail with ${keyword} in its subject into ${folder}, other mail into INBOX, and loses nothing`,
      'zh-cn': `上传的规则把主题含“${keyword}”的邮件放进 ${folder}，其余进 INBOX，一封不丢`,
    };
    const script = `require ["fileinto", "mailbox"];\nif header :contains "subject" "${keyword}" {\n  fileinto :create "${folder}";\n}\nelsif header :contains "subject" "lost" {\n  fileinto "No-Such-Folder";\n}\n`;
    return await withScript(ctx, 'first', script, async () => {
      const sorted = ctx.nonce();
      const lost = ctx.nonce();
      return (
        (await liesIn(ctx, { to: 'first', nonce: sorted, subject: encoded(`九月的${keyword}，请查收`) }, folder, expected)) ??
        (await liesIn(ctx, { to: 'first', nonce: ctx.nonce(), subject: encoded('午饭吃什么') }, 'INBOX', expected)) ??
        (await lostNothing(ctx, lost, expected)) ??
        pass()
      );
    });
  },

  vacation: async (ctx) => {
    const partner = param(ctx, 'partner');
    const note = ctx.nonce();
    const expected: LocalizedText = {
      en: 'the holiday note reaches each sender once, and never a mailing list or an empty sender',
      'zh-cn': '休假回复给每个发件人只发一次，决不发给邮件列表或空发件人',
    };
    const script = `require "vacation";\nvacation :days ${param(ctx, 'period')} :subject "away" "${note}";\n`;
    return await withScript(ctx, 'second', script, async () => {
      const [anna, list, last] = [ctx.nonce(), ctx.nonce(), ctx.nonce()].map((name) => `${name}@${partner}`) as [string, string, string];
      const nonces = { once: ctx.nonce(), twice: ctx.nonce(), list: ctx.nonce(), bounce: ctx.nonce(), last: ctx.nonce() };
      const mails: Mail[] = [
        { to: 'second', nonce: nonces.once, from: anna },
        { to: 'second', nonce: nonces.twice, from: anna },
        { to: 'second', nonce: nonces.list, from: list, headers: [`List-Id: <news.${partner}>`, 'Precedence: list'] },
        { to: 'second', nonce: nonces.bounce, from: `mailer-daemon@${partner}`, mailFrom: '' },
      ];
      const answers = () => ctx.outside.received({ persona: 'partner', containing: note });
      const count = (all: ReceivedMessage[], to: string) => all.filter((m) => m.rcptTo.includes(to)).length;
      const came = (to: string) => ctx.until(async () => count(await answers(), to) > 0, { timeout: within * 1000 });
      let sent: SmtpReply | undefined;
      for (const mail of mails) {
        sent = await send(ctx, mail);
        if (sent.code !== 250) return refused(sent, expected);
        // The second comes when the first has been answered: both at once would be looked at side by side.
        if (mail.nonce === nonces.once && !(await came(anna))) return unanswered(sent, anna, expected);
      }
      // The last of them is there: all before it have been looked at by the script.
      if ((await whereIs(ctx, 'second', nonces.bounce)).length === 0)
        return fail({ ...(sent && { because: sent }), expected, observed: { en: 'the message itself did not arrive', 'zh-cn': '邮件本身没有到达' } });
      const end = await send(ctx, { to: 'second', nonce: nonces.last, from: last });
      if (!(await came(last))) return unanswered(end, last, expected);
      const all = await answers();
      const first = all[0];
      const twice = count(all, anna);
      if (twice !== 1)
        return fail({
          because: first ?? end,
          expected,
          observed: { en: `somebody who wrote twice got ${twice} answers`, 'zh-cn': `写了两封信的人得到了 ${twice} 封回复` },
        });
      const wrong = all.find((m) => !m.rcptTo.includes(anna) && !m.rcptTo.includes(last));
      if (!wrong) return pass(first);
      await ctx.outside.dialogue(wrong);
      return fail({
        because: wrong,
        expected,
        observed: { en: `an answer went to ${wrong.rcptTo.join(', ')}`, 'zh-cn': `有一封回复发给了 ${wrong.rcptTo.join('、')}` },
      });
    });
  },

  junk: async (ctx) => {
    const expected: LocalizedText = {
      en: 'a message with X-Spam-Flag: YES lies in Junk, for people with and without a script; others lie in INBOX',
      'zh-cn': '带 X-Spam-Flag: YES 的邮件进 Junk，有没有脚本的人都一样；其他邮件进 INBOX',
    };
    const marked = ['X-Spam-Flag: YES', 'X-Spam-Score: 12.3'];
    return (
      (await liesIn(ctx, { to: 'first', nonce: ctx.nonce(), headers: marked }, 'Junk', expected)) ??
      (await liesIn(ctx, { to: 'third', nonce: ctx.nonce(), headers: ['X-Spam-Flag: NO'] }, 'INBOX', expected)) ??
      (await withScript(ctx, 'third', 'if true {\n  keep;\n}\n', () => liesIn(ctx, { to: 'third', nonce: ctx.nonce(), headers: marked }, 'Junk', expected))) ??
      pass()
    );
  },

  delivery: async (ctx) => {
    const expected: LocalizedText = {
      en: `ordinary mail for ${address(ctx, 'third')} lies in INBOX`,
      'zh-cn': `发给 ${address(ctx, 'third')} 的普通邮件进入 INBOX`,
    };
    return (await liesIn(ctx, { to: 'third', nonce: ctx.nonce() }, 'INBOX', expected)) ?? pass();
  },
});

const unanswered = (because: SmtpReply, to: string, expected: LocalizedText): Verdict =>
  fail({ because, expected, observed: { en: `no answer reached ${to} within ${within} s`, 'zh-cn': `${within} 秒内没有回复到达 ${to}` } });

/** A filter that fails while it runs must not cost the message: INBOX, or the folder if the server makes it. */
async function lostNothing(ctx: CheckContext, nonce: string, expected: LocalizedText): Promise<Verdict | null> {
  const sent = await send(ctx, { to: 'first', nonce, subject: 'lost' });
  if (sent.code !== 250) return refused(sent, expected);
  if ((await whereIs(ctx, 'first', nonce)).length > 0) return null;
  return fail({
    because: sent,
    expected,
    observed: { en: 'a filter that names a folder that does not exist made the message vanish', 'zh-cn': '规则里的文件夹不存在，邮件就消失了' },
  });
}
