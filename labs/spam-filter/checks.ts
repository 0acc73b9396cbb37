import { type CheckContext, defineChecks, fail, type ImapMessage, ProbeFailure, pass, type SmtpReply, type Verdict } from '../../lab-runner/contract/check.ts';
import { mailbox } from '../../lab-runner/contract/moves.ts';
import type { LocalizedText } from '../../lab-runner/contract/text.ts';
import lab from './lab.ts';

/** The same words as those of the corpus on the host; the messages are new. */
const words = {
  spam: 'winner prize transfer inheritance millions guaranteed urgent pharmacy discount replica watches crypto doubling unclaimed beneficiary refinance pills singles 中奖 汇款 返利 代办 贷款 零首付 翻倍 秒到账 加微信 高薪 刷单 优惠券 彩金 私彩'.split(
    ' ',
  ),
  ham: 'meeting agenda minutes contract delivery warehouse quarter budget schedule colleague review draft printer holiday training supplier forklift inventory 会议 纪要 合同 交货 仓库 报销 季度 预算 排班 同事 评审 草稿 打印机 培训 供应商 图纸'.split(
    ' ',
  ),
  common: 'please today about with your from this that have will 您好 谢谢 今天 关于 我们 请'.split(' '),
};
const each = 12;

const param = (ctx: CheckContext, name: string): string => ctx.params[name] as string;
const own = (ctx: CheckContext) => `${param(ctx, 'user')}@${param(ctx, 'domain')}`;
const box = (ctx: CheckContext, timeout?: number) =>
  mailbox(ctx, { host: 'mx', user: own(ctx), password: param(ctx, 'password'), ...(timeout && { timeout }) });
const said = (reply: SmtpReply) => reply.text || '—';

/** `count` different words, drawn anew each time. */
function some(ctx: CheckContext, from: readonly string[], count: number): string[] {
  return from
    .map((word) => ({ word, at: ctx.nonce() }))
    .sort((a, b) => (a.at < b.at ? -1 : 1))
    .slice(0, count)
    .map((x) => x.word);
}

/** Long texts only: 18 of a kind's own words among 6 that everybody uses. */
function body(ctx: CheckContext, kind: 'spam' | 'ham'): string {
  return some(ctx, [...some(ctx, words[kind], 18), ...some(ctx, words.common, 6)], 24).join(' ');
}

/** A filter that has only just been started, as after a reboot, makes the server say "later" to everybody: asked again, as servers do, without a message. */
const awake = (ctx: CheckContext) =>
  ctx.once('the filter is awake', () =>
    ctx.until(
      async () => {
        await using session = await ctx.smtp.connect({ host: 'mx', port: 25, from: ctx.outside.address('partner') });
        if (session.banner.code !== 220) return session.banner.code >= 500;
        await session.ehlo(`mx.${param(ctx, 'partner')}`);
        const mail = await session.mail(`writer@${param(ctx, 'partner')}`);
        const rcpt = mail.code === 250 ? await session.rcpt(own(ctx)) : mail;
        return rcpt.code < 400 || rcpt.code >= 500;
      },
      { timeout: 60_000, every: 1000 },
    ),
  );

async function send(ctx: CheckContext, options: { text: string; nonce: string; from?: string }): Promise<SmtpReply> {
  await awake(ctx);
  const from = options.from ?? `writer@${param(ctx, 'partner')}`;
  const message = await ctx.compose.letter({
    from,
    to: own(ctx),
    subject: words.common[0] as string,
    text: options.text,
    headers: { 'Message-ID': `<${options.nonce}@${param(ctx, 'partner')}>` },
  });
  return await ctx.smtp.send({
    host: 'mx',
    port: 25,
    from: ctx.outside.address('partner'),
    ehlo: `mx.${param(ctx, 'partner')}`,
    mailFrom: from,
    rcptTo: [own(ctx)],
    message,
  });
}

/** The folder in which each of these lies, once all are somewhere; a missing one counts as lost. */
async function folders(ctx: CheckContext, nonces: string[]): Promise<Map<string, { folder: string; mail: ImapMessage }>> {
  const found = new Map<string, { folder: string; mail: ImapMessage }>();
  await using session = await box(ctx);
  await ctx.until(
    async () => {
      for (const folder of ['INBOX', 'Junk'])
        for (const mail of await session.messages(folder)) {
          const nonce = nonces.find((n) => mail.raw.includes(n));
          if (nonce) found.set(nonce, { folder, mail });
        }
      return found.size === nonces.length;
    },
    { timeout: 40_000, every: 1000 },
  );
  return found;
}

/** One message, and where it must lie; null when it does. */
async function lies(ctx: CheckContext, kind: 'spam' | 'ham', folder: string, expected: LocalizedText, from?: string): Promise<Verdict | null> {
  const nonce = ctx.nonce();
  const reply = await send(ctx, { text: body(ctx, kind), nonce, ...(from && { from }) });
  if (reply.code >= 500 && folder === 'Junk') return null;
  const place = reply.code === 250 ? (await folders(ctx, [nonce])).get(nonce)?.folder : '';
  if (place === folder) return null;
  return fail({
    because: reply,
    expected,
    observed: place ? { en: `a ${kind} message lies in ${place}`, 'zh-cn': `一封${kind === 'spam' ? '垃圾' : '正常'}邮件在 ${place} 里` } : said(reply),
  });
}

export default defineChecks(lab, {
  gtube: async (ctx) => {
    const expected: LocalizedText = { en: 'the GTUBE test message gets 5xx, an ordinary one arrives', 'zh-cn': 'GTUBE 测试邮件得到 5xx，普通邮件照常送达' };
    // Put together here, so that no filter takes this file for spam.
    const gtube = ['XJS*C4JDBQADN1.NSBN3*2IDNEN', '*GTUBE-STANDARD-ANTI-UBE-TEST-EMAIL*', 'C.34X'].join('');
    const reply = await send(ctx, { text: gtube, nonce: ctx.nonce() });
    if (reply.code < 500) return fail({ because: reply, expected, observed: { en: `GTUBE got ${said(reply)}`, 'zh-cn': `GTUBE 得到 ${said(reply)}` } });
    return (await lies(ctx, 'ham', 'INBOX', expected)) ?? pass(reply);
  },

  corpus: async (ctx) => {
    const expected: LocalizedText = {
      en: `of ${each} new spam messages at least ${each - 1} are refused or in Junk; of ${each} good ones none is lost and at most one is in Junk`,
      'zh-cn': `${each} 封新垃圾邮件至少 ${each - 1} 封被拒或进 Junk；${each} 封好邮件一封不丢，最多一封进 Junk`,
    };
    const sent: { kind: 'spam' | 'ham'; nonce: string; reply: SmtpReply }[] = [];
    for (let i = 0; i < each; i++)
      for (const kind of ['spam', 'ham'] as const) {
        const nonce = ctx.nonce();
        sent.push({ kind, nonce, reply: await send(ctx, { text: body(ctx, kind), nonce }) });
      }
    const taken = sent.filter((s) => s.reply.code === 250);
    const where = await folders(
      ctx,
      taken.map((s) => s.nonce),
    );
    const of = (kind: 'spam' | 'ham', test: (folder: string | undefined, reply: SmtpReply) => boolean) =>
      sent.filter((s) => s.kind === kind && test(where.get(s.nonce)?.folder, s.reply));
    const passed = of('spam', (folder) => folder === 'INBOX');
    const lost = of('ham', (folder) => folder === undefined);
    const junked = of('ham', (folder) => folder === 'Junk');
    if (lost.length > 0)
      return fail({
        because: lost[0]?.reply as SmtpReply,
        expected,
        observed: { en: `${lost.length} good messages were refused or lost`, 'zh-cn': `${lost.length} 封好邮件被拒或丢失` },
      });
    if (junked.length > 1)
      return fail({
        because: junked[0]?.reply as SmtpReply,
        expected,
        observed: { en: `${junked.length} good messages are in Junk`, 'zh-cn': `${junked.length} 封好邮件进了 Junk` },
      });
    if (passed.length > 1)
      return fail({
        because: passed[0]?.reply as SmtpReply,
        expected,
        observed: { en: `${passed.length} spam messages are in INBOX`, 'zh-cn': `${passed.length} 封垃圾邮件进了收件箱` },
      });
    return pass(sent[0]?.reply);
  },

  learns: async (ctx) => {
    const expected: LocalizedText = {
      en: 'six messages with words that nobody knew, moved to Junk, teach the filter: the next one goes there; moved back, they teach it again',
      'zh-cn': '六封满是新词的邮件移进 Junk，过滤器就学会了：下一封自动进 Junk；移回收件箱，它又学一遍',
    };
    // A campaign: nearly the same text each time, in words that are in no corpus.
    const fresh = Array.from({ length: 21 }, () => [...ctx.nonce().slice(-9)].map((c) => String.fromCharCode(97 + Number.parseInt(c, 16))).join(''));
    const marked = `Mark ${ctx.nonce()}`;
    const one = async () => {
      const nonce = ctx.nonce();
      const left = new Set(some(ctx, fresh, 17));
      const reply = await send(ctx, { text: `${fresh.filter((word) => left.has(word)).join(' ')}\n${marked}\n`, nonce });
      return { reply, nonce };
    };
    const place = async () => {
      const { reply, nonce } = await one();
      return reply.code >= 500 ? 'Junk' : reply.code === 250 ? (await folders(ctx, [nonce])).get(nonce)?.folder : undefined;
    };
    const lessons: string[] = [];
    for (let i = 0; i < 6; i++) {
      const { reply, nonce } = await one();
      if (reply.code !== 250) return fail({ because: reply, expected, observed: said(reply) });
      lessons.push(nonce);
    }
    const first = await folders(ctx, lessons);
    if (lessons.some((nonce) => first.get(nonce)?.folder !== 'INBOX'))
      return fail({ expected, observed: { en: 'words that nobody has judged yet do not lie in INBOX', 'zh-cn': '还没人评判过的词没有进收件箱' } });
    // The move may be answered only when all of them have been learnt: one program each.
    await using session = await box(ctx, 60_000);
    for (const [from, to] of [
      ['INBOX', 'Junk'],
      ['Junk', 'INBOX'],
    ] as const) {
      await session.move(from, to, marked);
      if (!(await ctx.until(async () => (await place()) === to, { timeout: 40_000, every: 2500 })))
        return fail({
          expected,
          observed: {
            en: `after six were moved from ${from} to ${to}, the next ones still do not go there`,
            'zh-cn': `六封从 ${from} 移到 ${to} 之后，新来的仍然不去那里`,
          },
        });
    }
    return pass();
  },

  score: async (ctx) => {
    const expected: LocalizedText = {
      en: 'a message in Junk and one in INBOX carry a header X-Spam… with their score, and the scores differ',
      'zh-cn': 'Junk 和 INBOX 里的邮件都带有写明得分的 X-Spam… 头，而且得分不同',
    };
    const nonces = [ctx.nonce(), ctx.nonce()] as [string, string];
    const replies = [await send(ctx, { text: body(ctx, 'spam'), nonce: nonces[0] }), await send(ctx, { text: body(ctx, 'ham'), nonce: nonces[1] })];
    const where = await folders(
      ctx,
      nonces.filter((_, i) => replies[i]?.code === 250),
    );
    const scores = nonces.map((nonce) => scoreOf(where.get(nonce)?.mail));
    if (where.get(nonces[0])?.folder === 'Junk' && scores.every((s) => s !== null) && (scores[0] as number) > (scores[1] as number)) return pass(replies[0]);
    return fail({
      ...(replies[0] && { because: replies[0] }),
      expected,
      observed: {
        en: `spam: ${scores[0] ?? 'no score'}, good mail: ${scores[1] ?? 'no score'}`,
        'zh-cn': `垃圾邮件：${scores[0] ?? '没有得分'}，好邮件：${scores[1] ?? '没有得分'}`,
      },
    });
  },

  'allow-list': async (ctx) => {
    const friend = `${param(ctx, 'friend')}@${param(ctx, 'partner')}`;
    const expected: LocalizedText = {
      en: `whatever ${friend} writes lies in INBOX; the same from not-${friend} does not`,
      'zh-cn': `${friend} 写什么都进收件箱；not-${friend} 写的同样内容不行`,
    };
    return (await lies(ctx, 'spam', 'Junk', expected, `not-${friend}`)) ?? (await lies(ctx, 'spam', 'INBOX', expected, friend)) ?? pass();
  },

  'controller-closed': async (ctx) => {
    // All at once: a port that is open and no web server is silent for ten seconds.
    const open = await Promise.all(
      [11332, 11333, 11334, 6379].map(async (port) => {
        try {
          const page = await ctx.http.get({ host: 'mx', port, path: '/stat' });
          return page.status === 200 ? [{ port, page }] : [];
        } catch (error) {
          // Closed, or no web server: what it should be.
          if (!(error instanceof ProbeFailure)) throw error;
          return [];
        }
      }),
    );
    const [first] = open.flat();
    if (first)
      return fail({
        because: first.page,
        expected: { en: 'no part of the filter serves strangers', 'zh-cn': '过滤器的任何部分都不对陌生人服务' },
        observed: { en: `port ${first.port} gave its statistics to the Internet`, 'zh-cn': `${first.port} 端口把统计数据给了互联网` },
      });
    return pass();
  },
});

/** The number of the first X-Spam… header that has one. */
function scoreOf(mail: ImapMessage | undefined): number | null {
  const head =
    mail?.raw
      .toString('utf8')
      .split('\r\n\r\n')[0]
      ?.replace(/\r\n[ \t]+/g, ' ') ?? '';
  for (const line of head.split('\r\n')) {
    const number = /^X-Spam[^:]*:.*?(-?\d+\.\d+|-?\d+)/i.exec(line)?.[1];
    if (number !== undefined) return Number(number);
  }
  return null;
}
