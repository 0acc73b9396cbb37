import { type CheckContext, defineChecks, fail, pass, type SmtpReply, type Verdict } from '../../lab-runner/contract/check.ts';
import { arrived, letter, loggedIn, transact } from '../../lab-runner/contract/moves.ts';
import type { LocalizedText } from '../../lab-runner/contract/text.ts';
import lab from './lab.ts';

const param = (ctx: CheckContext, name: string): string => ctx.params[name] as string;
const me = (ctx: CheckContext): string => `${param(ctx, 'user')}@${param(ctx, 'domain')}`;
const box = (ctx: CheckContext) => ({ host: 'mx', user: param(ctx, 'user'), password: param(ctx, 'password') });

interface Sender {
  ip: string;
  from: string;
  nonce: string;
}

/** Somebody nobody has seen before. */
function stranger(ctx: CheckContext): Sender {
  const nonce = ctx.nonce();
  return { ip: ctx.internet.stranger(), from: `${nonce.slice(3, 11)}@shop-${nonce.slice(-6)}.example`, nonce };
}

async function attempt(ctx: CheckContext, sender: Sender): Promise<SmtpReply> {
  return await ctx.smtp.send({
    host: 'mx',
    port: 25,
    from: sender.ip,
    ehlo: `out.${sender.from.split('@')[1]}`,
    mailFrom: sender.from,
    rcptTo: [me(ctx)],
    message: letter({ from: sender.from, to: me(ctx), nonce: sender.nonce }),
  });
}

const temporary = (reply: SmtpReply): boolean => reply.code >= 400 && reply.code < 500;
const said = (reply: SmtpReply): string => reply.text || 'the connection ended';

/** Null when the first try was put off, else the verdict. */
function putOff(reply: SmtpReply, who: LocalizedText): Verdict | null {
  if (temporary(reply)) return null;
  return fail({
    because: reply,
    expected: { en: `the first try of ${who.en} gets a temporary refusal (4xx)`, 'zh-cn': `${who['zh-cn']}的第一次尝试得到暂时拒绝（4xx）` },
    observed: said(reply),
  });
}

/** Tries again every two seconds, by turns from `pool`. @returns the reply that accepted, or null */
async function comeBack(ctx: CheckContext, sender: Sender, pool: readonly string[] = [sender.ip], timeout = 32_000): Promise<SmtpReply | null> {
  let turn = 0;
  return await ctx.until(
    async () => {
      const reply = await attempt(ctx, { ...sender, ip: pool[turn++ % pool.length] as string });
      return reply.code === 250 && reply;
    },
    { timeout, every: 2_000 },
  );
}

const lateness = (ctx: CheckContext): LocalizedText => ({
  en: `a sender that comes back is let in after ${param(ctx, 'delay')} seconds, and its message arrives`,
  'zh-cn': `再来的发送方在 ${param(ctx, 'delay')} 秒后放行，邮件送达`,
});

/** First try put off, a later one accepted and in the mailbox; null when all is well. */
async function patient(ctx: CheckContext, sender: Sender, pool?: readonly string[]): Promise<Verdict | null> {
  const first = await attempt(ctx, sender);
  const early = putOff(first, { en: 'a stranger', 'zh-cn': '陌生人' });
  if (early) return early;
  const accepted = await comeBack(ctx, sender, pool);
  if (!accepted)
    return fail({ because: first, expected: lateness(ctx), observed: { en: 'after 32 seconds it is still put off', 'zh-cn': '32 秒之后仍被请回' } });
  const [message] = await arrived(ctx, { ...box(ctx), containing: sender.nonce, timeout: 30_000 });
  return message
    ? null
    : fail({
        because: accepted,
        expected: lateness(ctx),
        observed: { en: 'it was accepted but is not in the mailbox', 'zh-cn': '邮件被接受了，但不在邮箱里' },
      });
}

export default defineChecks(lab, {
  'come-back': async (ctx) => (await patient(ctx, stranger(ctx))) ?? pass(),

  'one-shot': async (ctx) => {
    const hasty = stranger(ctx);
    let last: SmtpReply | undefined;
    // Four tries may take as long as the delay: each has a text of its own, which rspamd would know again whoever sends it, and a sender that does
    // not differ in a number only, which postgrey takes for the same one (VERP).
    for (const nth of ['first', 'second', 'third', 'fourth']) {
      last = await attempt(ctx, { ...hasty, from: `${nth}-${hasty.from}`, nonce: `${hasty.nonce}-${nth}` });
      const early = putOff(last, { en: 'each new sender', 'zh-cn': '每个新发件人' });
      if (early) return early;
    }
    const waited = await patient(ctx, stranger(ctx));
    if (waited) return waited;
    // The same machine some seconds later, with yet another sender and another text: it has come back, but this sender has not.
    last = await attempt(ctx, { ...hasty, from: `again-${hasty.from}`, nonce: `${hasty.nonce}-again` });
    const late = putOff(last, { en: 'each new sender', 'zh-cn': '每个新发件人' });
    if (late) return late;
    const got = await arrived(ctx, { ...box(ctx), containing: hasty.nonce, timeout: 1_000 });
    return got.length === 0
      ? pass(last)
      : fail({
          because: last,
          expected: { en: 'mail that was refused is not delivered', 'zh-cn': '被拒绝的邮件不会投递' },
          observed: { en: 'it lies in the mailbox', 'zh-cn': '它在邮箱里' },
        });
  },

  known: async (ctx) => {
    const nonce = ctx.nonce();
    const partner = ctx.outside.partner('partner');
    const from = `${param(ctx, 'friend')}-${nonce.slice(-6)}@${partner.domain}`;
    const reply = await ctx.smtp.send({
      host: 'mx',
      port: 25,
      from: partner.address,
      ehlo: partner.mx,
      mailFrom: from,
      rcptTo: [me(ctx)],
      message: await ctx.compose.letter({ from, to: me(ctx), subject: nonce, text: nonce }),
    });
    if (reply.code !== 250)
      return fail({
        because: reply,
        expected: {
          en: `mail from the partner (${partner.mx}, ${partner.address}) is accepted at once`,
          'zh-cn': `合作伙伴（${partner.mx}，${partner.address}）的邮件立即被接受`,
        },
        observed: said(reply),
      });
    await using session = await loggedIn(ctx, { ...box(ctx), port: 587, servername: `mail.${param(ctx, 'domain')}`, from: ctx.internet.stranger() });
    const to = `${param(ctx, 'friend')}@${partner.domain}`;
    for (const rcpt of [to, me(ctx)]) {
      const own = ctx.nonce();
      const sent = await transact(session, { mailFrom: me(ctx), rcptTo: [rcpt], message: letter({ from: me(ctx), to: rcpt, nonce: own }) });
      if (sent.code !== 250)
        return fail({
          because: sent,
          expected: {
            en: `what a user sends through port 587 (to ${rcpt}) is accepted at once`,
            'zh-cn': `用户从 587 端口发出的邮件（发给 ${rcpt}）立即被接受`,
          },
          observed: said(sent),
        });
    }
    const [message] = await arrived(ctx, { ...box(ctx), containing: nonce, timeout: 30_000 });
    if (!message)
      return fail({
        because: reply,
        expected: { en: "the partner's mail arrives", 'zh-cn': '合作伙伴的邮件送达' },
        observed: { en: 'it is not in the mailbox', 'zh-cn': '邮箱里没有' },
      });
    return putOff(await attempt(ctx, stranger(ctx)), { en: 'a stranger', 'zh-cn': '陌生人' }) ?? pass(reply);
  },

  pool: async (ctx) => {
    const sender = stranger(ctx);
    const network = sender.ip.replace(/\.\d+$/, '');
    // Every try from another address: more of them than there are tries.
    const neighbours = Array.from({ length: 24 }, (_, n) => `${network}.${130 + ((Number(sender.ip.split('.')[3]) + 5 * (n + 1)) % 124)}`);
    return (await patient(ctx, sender, neighbours)) ?? pass();
  },

  'no-relay': async (ctx) => {
    await using session = await ctx.smtp.connect({ host: 'mx', port: 25, from: ctx.internet.stranger() });
    await session.ehlo('pc.somewhere.example');
    await session.mail(`boss@${param(ctx, 'domain')}`);
    const reply = await session.rcpt(`${param(ctx, 'friend')}@${param(ctx, 'partner')}`);
    return reply.code >= 400
      ? pass(reply)
      : fail({
          because: reply,
          expected: { en: 'a stranger cannot send to the partner through you', 'zh-cn': '陌生人不能通过您向合作伙伴发信' },
          observed: said(reply),
        });
  },
});
