import { createHash } from 'node:crypto';
import {
  type CheckContext,
  defineChecks,
  fail,
  type ImapMessage,
  ProbeFailure,
  pass,
  type SmtpReply,
  type SmtpSession,
  type Verdict,
} from '../../lab-runner/contract/check.ts';
import { mailbox, transact } from '../../lab-runner/contract/moves.ts';
import type { LocalizedText } from '../../lab-runner/contract/text.ts';
import lab from './lab.ts';

/** The words of the corpus on the host (before-boot/mx.sh): some sound like an advertisement, some like work. */
const sounds = {
  en: [
    'discount transfer watches pharmacy crypto loan prize ticket casino insurance property shares bonus member coupon lottery refund pills dating upgrade',
    'meeting contract delivery warehouse quarter budget schedule training supplier inventory invoice sample order printer forklift review draft holiday agenda minutes',
  ],
  zh: [
    '优惠 贷款 汇款 返利 折扣 会员 积分 中奖 投资 股票 红包 彩票 手表 房产 旅游 保险 兼职 医药 代办 促销',
    '会议 合同 交货 仓库 报销 季度 预算 培训 图纸 物流 报价 发票 样品 订单 采购 设备 客户 排班 评审 打印',
  ],
};
const common = {
  en: 'please today about with your from this that have will'.split(' '),
  zh: '您好 谢谢 今天 关于 我们 需要 可以 明天'.split(' '),
};
export type Kind = 'spam' | 'ham';
export type Tongue = keyof typeof sounds;

/** Half of what sounds so, and half of what sounds otherwise: which half, is drawn for each sandbox, so that a list made elsewhere says nothing. */
function own(seed: string, kind: Kind, tongue: Tongue): string[] {
  return sounds[tongue].flatMap((words) =>
    words
      .split(' ')
      .map((word) => ({ word, at: createHash('sha256').update(`${seed}:${word}`).digest('hex') }))
      .sort((a, b) => (a.at < b.at ? -1 : 1))
      .slice(...(kind === 'spam' ? [0, 10] : [10, 20]))
      .map((x) => x.word),
  );
}

/** `count` different ones, in an order drawn anew each time. */
function some(nonce: () => string, from: readonly string[], count: number): string[] {
  return from
    .map((word) => ({ word, at: nonce() }))
    .sort((a, b) => (a.at < b.at ? -1 : 1))
    .slice(0, count)
    .map((x) => x.word);
}

/**
 * A text nobody has seen, of words that the corpus knows: twice 16 of the 20 of its kind among 3 that everybody uses. rspamd judges pairs of neighbours,
 * and makes little of shorter texts; of these it is as sure as it can be.
 */
export function text(nonce: () => string, seed: string, kind: Kind, tongue: Tongue): string {
  const line = () => some(nonce, [...some(nonce, own(seed, kind, tongue), 16), ...some(nonce, common[tongue], 3)], 19).join(' ');
  return `${line()}\n${line()}`;
}

/** Of each kind: how many the first look takes, which is enough to tell a filter that knows nothing, and how many there are. */
const counts = { spam: { first: 10, all: 60 }, ham: { first: 6, all: 40 } };
const mostMissed = 6;

const param = (ctx: CheckContext, name: string): string => ctx.params[name] as string;
const address = (ctx: CheckContext) => `${param(ctx, 'user')}@${param(ctx, 'domain')}`;
const box = (ctx: CheckContext, timeout?: number) =>
  mailbox(ctx, { host: 'mx', user: address(ctx), password: param(ctx, 'password'), ...(timeout && { timeout }) });
const said = (reply: SmtpReply) => reply.text || '—';

const body = (ctx: CheckContext, kind: Kind, tongue: Tongue = 'en') => text(ctx.nonce, param(ctx, 'words'), kind, tongue);

/** A filter that has only just been started, as after a reboot, makes the server say "later" to everybody: asked again, as servers do, without a message. */
const awake = (ctx: CheckContext) =>
  ctx.once('the filter is awake', () =>
    ctx.until(
      async () => {
        await using session = await ctx.smtp.connect({ host: 'mx', port: 25, from: ctx.outside.address('partner') });
        if (session.banner.code !== 220) return session.banner.code >= 500;
        await session.ehlo(`mx.${param(ctx, 'partner')}`);
        const mail = await session.mail(`writer@${param(ctx, 'partner')}`);
        const rcpt = mail.code === 250 ? await session.rcpt(address(ctx)) : mail;
        return rcpt.code < 400 || rcpt.code >= 500;
      },
      { timeout: 60_000, every: 1000 },
    ),
  );

interface Letter {
  text: string;
  nonce: string;
  from?: string;
}
const writer = (ctx: CheckContext, letter: Letter) => letter.from ?? `writer@${param(ctx, 'partner')}`;

const compose = (ctx: CheckContext, letter: Letter) =>
  ctx.compose.letter({
    from: writer(ctx, letter),
    to: address(ctx),
    subject: common.en[0] as string,
    text: letter.text,
    headers: { 'Message-ID': `<${letter.nonce}@${param(ctx, 'partner')}>` },
  });

async function send(ctx: CheckContext, letter: Letter): Promise<SmtpReply> {
  await awake(ctx);
  return await ctx.smtp.send({
    host: 'mx',
    port: 25,
    from: ctx.outside.address('partner'),
    ehlo: `mx.${param(ctx, 'partner')}`,
    mailFrom: writer(ctx, letter),
    rcptTo: [address(ctx)],
    message: await compose(ctx, letter),
  });
}

/** Many, over four connections; where the server ends one, over a new one. */
async function sendAll<T extends Letter>(ctx: CheckContext, letters: readonly T[]): Promise<(T & { reply: SmtpReply })[]> {
  await awake(ctx);
  const queue = [...letters];
  const sent: (T & { reply: SmtpReply })[] = [];
  const lane = async () => {
    let session: SmtpSession | null = null;
    const leave = async () => {
      await session?.[Symbol.asyncDispose]();
      session = null;
    };
    const once = async (letter: T): Promise<SmtpReply> => {
      const message = await compose(ctx, letter);
      const reused = session !== null;
      const fresh: SmtpSession = session ?? (await ctx.smtp.connect({ host: 'mx', port: 25, from: ctx.outside.address('partner') }));
      if (!session) {
        session = fresh;
        const hello = fresh.banner.code === 220 ? await fresh.ehlo(`mx.${param(ctx, 'partner')}`) : fresh.banner;
        if (hello.code !== 250) {
          await leave();
          return hello;
        }
      }
      const reply = await transact(fresh, { mailFrom: writer(ctx, letter), rcptTo: [address(ctx)], message });
      if (reply.code !== 250) await leave();
      // A server may end a session after as many messages as it likes.
      return reused && (reply.code === 0 || reply.code === 421) ? await once(letter) : reply;
    };
    try {
      for (let letter = queue.shift(); letter; letter = queue.shift()) {
        sent.push({ ...letter, reply: await once(letter) });
      }
    } finally {
      await leave();
    }
  };
  await Promise.all(Array.from({ length: 4 }, lane));
  return sent;
}

const letters = (ctx: CheckContext, tag: string, from: 'first' | 'rest') =>
  (['spam', 'ham'] as const).flatMap((kind) =>
    Array.from({ length: from === 'first' ? counts[kind].first : counts[kind].all - counts[kind].first }, (_, i) => ({
      kind,
      nonce: `${ctx.nonce()}.${tag}`,
      text: body(ctx, kind, i % 2 ? 'zh' : 'en'),
    })),
  );

/**
 * The first new messages after which a look at single ones is fair: a filter that has only just been started may be unsure of what it sees first
 * (rspamd 3.12: for about a second each of its processes gives the first spam of the corpus 56 to 95 % where it says 99.9 % afterwards).
 */
const firstWave = (ctx: CheckContext) =>
  ctx.once('the first new messages', async () => {
    const tag = ctx.nonce();
    return { tag, sent: await sendAll(ctx, letters(ctx, tag, 'first')) };
  });

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
    { timeout: nonces.length > 20 ? 60_000 : 40_000, every: 1000 },
  );
  return found;
}

/** One message, and where it must lie; null when it does. */
async function lies(ctx: CheckContext, kind: Kind, folder: string, expected: LocalizedText, from?: string): Promise<Verdict | null> {
  const nonce = ctx.nonce();
  await firstWave(ctx);
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
    const { spam, ham } = counts;
    const expected: LocalizedText = {
      en: `of ${spam.all} new spam messages at least ${spam.all - mostMissed} are refused or in Junk; of ${ham.all} good ones, half of them Chinese, none is lost and at most one is in Junk`,
      'zh-cn': `${spam.all} 封新垃圾邮件至少 ${spam.all - mostMissed} 封被拒或进 Junk；${ham.all} 封好邮件（一半是中文）一封不丢，最多一封进 Junk`,
    };
    const { tag, sent: first } = await firstWave(ctx);
    const sent = [...first];
    for (const rest of [[], letters(ctx, tag, 'rest')]) {
      sent.push(...(await sendAll(ctx, rest)));
      const taken = sent.filter((s) => s.reply.code === 250).map((s) => s.nonce);
      const where = await folders(ctx, taken);
      const of = (kind: Kind, folder: string | undefined) => sent.filter((s) => s.kind === kind && where.get(s.nonce)?.folder === folder);
      const [lost, junked, missed] = [of('ham', undefined), of('ham', 'Junk'), of('spam', 'INBOX')];
      const no = (because: SmtpReply | undefined, en: string, zh: string) => fail({ ...(because && { because }), expected, observed: { en, 'zh-cn': zh } });
      if (lost.length > 0) return no(lost[0]?.reply, `${lost.length} good messages were refused or lost`, `${lost.length} 封好邮件被拒或丢失`);
      if (junked.length > 1) return no(junked[0]?.reply, `${junked.length} good messages are in Junk`, `${junked.length} 封好邮件进了 Junk`);
      if (missed.length > mostMissed) return no(missed[0]?.reply, `${missed.length} spam messages are in INBOX`, `${missed.length} 封垃圾邮件进了收件箱`);
    }
    await using session = await box(ctx);
    for (const folder of ['INBOX', 'Junk']) await session.remove(folder, tag);
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
      const left = new Set(some(ctx.nonce, fresh, 17));
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
    await firstWave(ctx);
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
