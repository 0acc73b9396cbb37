import { type CheckContext, defineChecks, fail, type ImapSession, pass, type SmtpReply, type Verdict } from '../../lab-runner/contract/check.ts';
import { letter, mailbox } from '../../lab-runner/contract/moves.ts';
import type { LocalizedText } from '../../lab-runner/contract/text.ts';
import lab from './lab.ts';

/** Every check has a mailbox of its own: they run at the same time. */
type Who = 'first' | 'second' | 'third' | 'fourth' | 'fifth';
/** Milliseconds that accepted mail may take: it takes one on a quiet machine. */
const patience = 45_000;
const mebibyte = 1024 * 1024;
const filler = 'x'.repeat(78);

const param = (ctx: CheckContext, name: string): string => ctx.params[name] as string;
const address = (ctx: CheckContext, who: Who) => `${param(ctx, who)}@${param(ctx, 'domain')}`;
const sender = (ctx: CheckContext) => `orders@${param(ctx, 'partner')}`;
const limitOf = (ctx: CheckContext) => Number(param(ctx, 'limit')) * mebibyte;

function open(ctx: CheckContext, who: Who): Promise<ImapSession> {
  return mailbox(ctx, { host: 'mx', user: address(ctx, who), password: param(ctx, `${who}Password`) });
}

/** A message of about `bytes` bytes with its line ends as CRLF. */
function large(ctx: CheckContext, who: Who, nonce: string, bytes: number): string {
  return letter({ from: sender(ctx), to: address(ctx, who), nonce, body: `${nonce}\n${`${filler}\n`.repeat(Math.max(1, Math.floor((bytes - 400) / 80)))}` });
}

/** Adds saved messages of about `bytes` in all; the server's words when it will not. */
async function fill(ctx: CheckContext, session: ImapSession, who: Who, bytes: number): Promise<string> {
  for (let left = bytes; left > 2000; left -= mebibyte / 2) {
    const stored = await session.append('INBOX', large(ctx, who, ctx.nonce(), Math.min(mebibyte / 2, left)));
    if (!stored.ok) return stored.text;
  }
  return '';
}

/** One message to one or more, with its size announced, as servers do; the recipients' replies and the last reply. */
async function deliver(ctx: CheckContext, to: Who[], nonce: string, bytes: number, announced?: number): Promise<{ rcpt: SmtpReply[]; last: SmtpReply }> {
  const message = large(ctx, to[0] as Who, nonce, bytes);
  await using session = await ctx.smtp.connect({ host: 'mx', port: 25 });
  const hello = await session.ehlo();
  if (hello.code !== 250) return { rcpt: [], last: hello };
  const mail = await session.mail(sender(ctx), session.extensions.has('SIZE') ? `SIZE=${announced ?? Buffer.byteLength(message)}` : '');
  if (mail.code !== 250) return { rcpt: [], last: mail };
  const rcpt: SmtpReply[] = [];
  for (const who of to) rcpt.push(await session.rcpt(address(ctx, who)));
  const taken = rcpt.filter((r) => r.code === 250);
  if (taken.length === 0) return { rcpt, last: rcpt.at(-1) as SmtpReply };
  if (announced !== undefined) return { rcpt, last: taken[0] as SmtpReply };
  return { rcpt, last: await session.data(message) };
}

/** Saved messages almost up to the brim, then one from outside over it. After that, the mailbox must count as full. */
async function makeFull(ctx: CheckContext, session: ImapSession, who: Who): Promise<void> {
  await session.remove('INBOX');
  await fill(ctx, session, who, limitOf(ctx) - 16_000);
  const nonce = ctx.nonce();
  const { last } = await deliver(ctx, [who], nonce, 40_000);
  if (last.code === 250) await ctx.until(async () => (await session.messages('INBOX', nonce))[0], { timeout: patience });
}

const said = (reply: SmtpReply) => reply.text || '—';

/** null when the reply is a refusal of the class the company wants. */
function rightClass(ctx: CheckContext, reply: SmtpReply, what: LocalizedText, expected: LocalizedText): Verdict | null {
  if (reply.code >= 400 && Math.floor(reply.code / 100) === Number(param(ctx, 'answer')[0])) return null;
  const en = reply.code >= 400 ? 'was refused in the other class' : 'was not refused';
  const zh = reply.code >= 400 ? '被拒绝了，但回复码不是要求的那一类' : '没有被拒绝';
  return fail({ because: reply, expected, observed: { en: `${what.en} ${en}: ${said(reply)}`, 'zh-cn': `${what['zh-cn']}${zh}：${said(reply)}` } });
}

async function delivered(ctx: CheckContext, who: Who, bytes: number, expected: LocalizedText): Promise<Verdict> {
  await using session = await open(ctx, who);
  await session.remove('INBOX');
  const nonce = ctx.nonce();
  const { last } = await deliver(ctx, [who], nonce, bytes);
  if (last.code !== 250) return fail({ because: last, expected, observed: said(last) });
  const there = await ctx.until(async () => (await session.messages('INBOX', nonce))[0], { timeout: patience });
  return there ? pass(last) : fail({ because: last, expected, observed: { en: 'it was accepted, but did not arrive', 'zh-cn': '邮件被接受了，但没有到达' } });
}

export default defineChecks(lab, {
  limits: async (ctx) => {
    const wanted: [Who, number][] = [
      ['first', limitOf(ctx)],
      ['second', Number(param(ctx, 'bigLimit')) * mebibyte],
    ];
    for (const [who, limit] of wanted) {
      await using session = await open(ctx, who);
      const quota = await session.quota();
      const expected: LocalizedText = {
        en: `the mailbox of ${param(ctx, who)} has a limit of ${limit / mebibyte} MB`,
        'zh-cn': `${param(ctx, who)} 的邮箱上限是 ${limit / mebibyte} MB`,
      };
      if (!quota) return fail({ expected, observed: { en: 'the IMAP server tells of no limit for storage', 'zh-cn': 'IMAP 服务器没有给出存储上限' } });
      if (quota.limitBytes !== limit)
        return fail({ expected, observed: { en: `the limit is ${quota.limitBytes / 1024} KB`, 'zh-cn': `上限是 ${quota.limitBytes / 1024} KB` } });
    }
    // A number that is told and never counts is no limit.
    await using session = await open(ctx, 'second');
    const before = (await session.quota())?.usedBytes ?? 0;
    const nonce = ctx.nonce();
    await session.append('INBOX', large(ctx, 'second', nonce, 300_000));
    const after = (await session.quota())?.usedBytes ?? 0;
    await session.remove('INBOX', nonce);
    if (after - before < 200_000)
      return fail({
        expected: { en: 'a saved message of 300 KB counts', 'zh-cn': '存入 300 KB 的邮件会计入用量' },
        observed: {
          en: `the usage told went from ${before / 1024} to ${after / 1024} KB`,
          'zh-cn': `报告的用量从 ${before / 1024} KB 变为 ${after / 1024} KB`,
        },
      });
    return pass();
  },

  'refused-at-the-door': async (ctx) => {
    const expected: LocalizedText = {
      en: `mail for the full mailbox of ${param(ctx, 'third')} gets ${param(ctx, 'answer')} in the SMTP dialogue; other recipients get theirs; no bounce leaves`,
      'zh-cn': `发给 ${param(ctx, 'third')} 已满邮箱的邮件在 SMTP 对话中得到 ${param(ctx, 'answer')}；其他收件人照收；没有退信发出`,
    };
    await using full = await open(ctx, 'third');
    await makeFull(ctx, full, 'third');
    const alone = ctx.nonce();
    const single = await deliver(ctx, ['third'], alone, 30_000);
    const problem = rightClass(ctx, single.last, { en: 'a message for the full mailbox', 'zh-cn': '发给已满邮箱的邮件' }, expected);
    if (problem) return problem;
    const big = await deliver(ctx, ['third'], ctx.nonce(), 1000, Math.min(9_000_000, limitOf(ctx) * 2));
    if (big.last.code < 400)
      return fail({
        because: big.last,
        expected,
        observed: {
          en: `one that was announced as larger than the whole mailbox was not refused: ${said(big.last)}`,
          'zh-cn': `声明比整个邮箱还大的邮件没有被拒绝：${said(big.last)}`,
        },
      });
    await using other = await open(ctx, 'second');
    const both = ctx.nonce();
    const shared = await deliver(ctx, ['third', 'second'], both, 30_000);
    const first = shared.rcpt[0] ?? shared.last;
    const second = shared.rcpt[1] ?? shared.last;
    const wrong = rightClass(ctx, first, { en: 'the full one of two recipients', 'zh-cn': '两个收件人中已满的那个' }, expected);
    if (wrong) return wrong;
    if (second.code !== 250 || shared.last.code !== 250)
      return fail({
        because: shared.last,
        expected,
        observed: { en: `the other recipient was refused, too: ${said(shared.last)}`, 'zh-cn': `另一位收件人也被拒绝了：${said(shared.last)}` },
      });
    const there = await ctx.until(async () => (await other.messages('INBOX', both))[0], { timeout: patience });
    if (!there)
      return fail({ because: shared.last, expected, observed: { en: 'the other recipient did not get the message', 'zh-cn': '另一位收件人没有收到邮件' } });
    const [bounce] = await ctx.outside.received({ persona: 'partner', containing: alone });
    if (!bounce) return pass(single.last);
    await ctx.outside.dialogue(bounce);
    return fail({ because: bounce, expected, observed: { en: 'a bounce was sent', 'zh-cn': '发出了退信' } });
  },

  warning: async (ctx) => {
    const expected: LocalizedText = {
      en: `${param(ctx, 'first')} gets one letter of warning when the mailbox passes 90 %, and none at half`,
      'zh-cn': `${param(ctx, 'first')} 的邮箱超过 90% 时收到一封提醒，用到一半时没有`,
    };
    await using session = await open(ctx, 'first');
    if (!(await session.quota())) return fail({ expected, observed: { en: 'the mailbox has no limit yet', 'zh-cn': '邮箱还没有上限' } });
    await session.remove('INBOX');
    const foreign = async () => (await session.messages('INBOX')).filter((m) => !m.raw.includes(filler));
    const full = (text: string) => fail({ expected, observed: { en: `a message could not be saved: ${text}`, 'zh-cn': `邮件无法存入：${text}` } });
    const half = await fill(ctx, session, 'first', limitOf(ctx) * 0.5);
    if (half) return full(half);
    if ((await foreign()).length > 0)
      return fail({ expected, observed: { en: 'a letter came when the mailbox was half full', 'zh-cn': '邮箱才用到一半就来了一封信' } });
    const rest = await fill(ctx, session, 'first', limitOf(ctx) * 0.43);
    if (rest) return full(rest);
    const came = await ctx.until(
      async () => {
        const letters = await foreign();
        return letters.length > 0 && letters;
      },
      { timeout: 40_000 },
    );
    if (!came) return fail({ expected, observed: { en: 'at 93 % no letter came within 40 s', 'zh-cn': '用到 93% 之后 40 秒内没有来信' } });
    return came.length === 1 ? pass() : fail({ expected, observed: { en: `${came.length} letters came`, 'zh-cn': `来了 ${came.length} 封` } });
  },

  'opens-again': async (ctx) => {
    const who = 'fifth';
    const expected: LocalizedText = {
      en: `the full mailbox of ${param(ctx, who)} refuses mail, and takes it again within a minute after it was emptied`,
      'zh-cn': `${param(ctx, who)} 的邮箱满时拒收，清空后一分钟之内恢复收信`,
    };
    await using session = await open(ctx, who);
    await makeFull(ctx, session, who);
    const refused = (await deliver(ctx, [who], ctx.nonce(), 30_000)).last;
    if (refused.code < 400)
      return fail({
        because: refused,
        expected,
        observed: { en: `when full it took a message: ${said(refused)}`, 'zh-cn': `满了还收下了邮件：${said(refused)}` },
      });
    await session.remove('INBOX');
    let last = refused;
    const nonce = ctx.nonce();
    const taken = await ctx.until(
      async () => {
        last = (await deliver(ctx, [who], nonce, 30_000)).last;
        return last.code === 250;
      },
      { timeout: 30_000, every: 2000 },
    );
    if (!taken)
      return fail({
        because: last,
        expected,
        observed: { en: `30 s after it was emptied it still refuses: ${said(last)}`, 'zh-cn': `清空 30 秒之后仍然拒收：${said(last)}` },
      });
    const there = await ctx.until(async () => (await session.messages('INBOX', nonce))[0], { timeout: patience });
    return there ? pass(last) : fail({ because: last, expected, observed: { en: 'it was accepted, but did not arrive', 'zh-cn': '邮件被接受了，但没有到达' } });
  },

  delivery: async (ctx) => {
    const expected: LocalizedText = {
      en: `mail for ${param(ctx, 'fourth')} arrives, also a message of 1 MB`,
      'zh-cn': `发给 ${param(ctx, 'fourth')} 的邮件能够送达，1 MB 的也行`,
    };
    const small = await delivered(ctx, 'fourth', 2000, expected);
    return small.verdict === 'pass' ? await delivered(ctx, 'fourth', mebibyte, expected) : small;
  },
});
