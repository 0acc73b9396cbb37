import { type CheckContext, defineChecks, fail, pass, type SmtpReply, type SmtpSession, type Verdict } from '../../lab-runner/contract/check.ts';
import { letter, loggedIn, mailbox, transact } from '../../lab-runner/contract/moves.ts';
import type { LocalizedText } from '../../lab-runner/contract/text.ts';
import lab from './lab.ts';

/** Milliseconds that mail may take: it takes one on a quiet machine. */
const patience = 45_000;
const ends = { 'LF.LF': '\n.\n', 'LF.CRLF': '\n.\r\n', 'CRLF.LF': '\r\n.\n' } as const;

const param = (ctx: CheckContext, name: string): string => ctx.params[name] as string;
const own = (ctx: CheckContext) => `${param(ctx, 'user')}@${param(ctx, 'domain')}`;
const box = (ctx: CheckContext) => mailbox(ctx, { host: 'mx', user: param(ctx, 'user'), password: param(ctx, 'password') });
const crlf = (text: string) => text.replaceAll('\n', '\r\n');

/** Replies until the connection ends, QUIT is answered, `upTo` has come, or nothing more comes. */
async function rest(session: SmtpSession, upTo = 0): Promise<SmtpReply[]> {
  const replies: SmtpReply[] = [];
  for (let i = 0; i < 10; i++) {
    const reply = await session.reply();
    if (!reply) break;
    replies.push(reply);
    if (reply.code === 0 || reply.code === 221 || reply.code === 421 || reply.code === upTo) break;
  }
  return replies;
}

interface Tried {
  end: string;
  outer: string;
  inner: string;
  last: SmtpReply | undefined;
}

/** One message with a false end, and behind it a whole second transaction. */
async function smuggle(ctx: CheckContext, end: keyof typeof ends, way: 'DATA' | 'BDAT'): Promise<Tried> {
  const outer = ctx.nonce();
  const inner = ctx.nonce();
  const to = own(ctx);
  const from = `news@${param(ctx, 'partner')}`;
  const hidden = crlf(letter({ from: `director@${param(ctx, 'domain')}`, to, nonce: inner }));
  await using session = await ctx.smtp.connect({ host: 'mx', port: 25 });
  const hello = await session.ehlo();
  const mail = hello.code === 250 ? await session.mail(from) : hello;
  const rcpt = mail.code === 250 ? await session.rcpt(to) : mail;
  const data = rcpt.code === 250 ? await session.command('DATA') : rcpt;
  if (data.code !== 354) return { end, outer, inner, last: data };
  const content = way === 'DATA' ? `DATA\r\n${hidden}` : `BDAT ${Buffer.byteLength(hidden)} LAST\r\n${hidden}`;
  session.raw(`${crlf(letter({ from, to, nonce: outer })).trimEnd()}${ends[end]}MAIL FROM:<${from}>\r\nRCPT TO:<${to}>\r\n${content}\r\n.\r\nQUIT\r\n`);
  return { end, outer, inner, last: (await rest(session)).at(-1) };
}

async function noSecondMessage(ctx: CheckContext, way: 'DATA' | 'BDAT'): Promise<Verdict> {
  const expected: LocalizedText = {
    en: `a message with a false end (LF.LF, LF.CRLF, CRLF.LF) inside stays one message, the one behind it (${way}) never arrives; a message sent rightly does`,
    'zh-cn': `中间含假结尾（LF.LF、LF.CRLF、CRLF.LF）的邮件仍是一封，后面藏着的（${way}）不会到达；正确发送的邮件照常到达`,
  };
  const tried: Tried[] = [];
  for (const end of Object.keys(ends) as (keyof typeof ends)[]) tried.push(await smuggle(ctx, end, way));
  // Sent last: when it is there, what was queued before it has had its time.
  const control = ctx.nonce();
  const sent = await ordinary(ctx, control);
  if (sent.code !== 250)
    return fail({
      because: sent,
      expected,
      observed: { en: `an ordinary message was refused: ${sent.text}`, 'zh-cn': `普通邮件被拒绝：${sent.text}` },
    });
  await using session = await box(ctx);
  const there = await ctx.until(async () => (await session.messages('INBOX', control))[0], { timeout: patience });
  if (!there)
    return fail({
      because: sent,
      expected,
      observed: { en: 'an ordinary message was accepted, but did not arrive', 'zh-cn': '普通邮件被接受了，但没有到达' },
    });
  const all = await session.messages('INBOX');
  for (const { end, outer, inner, last } of tried) {
    const hidden = all.find((m) => m.raw.includes(inner) && !m.raw.includes(outer));
    if (hidden)
      return fail({
        because: last,
        expected,
        observed: {
          en: `after ${end} a second message lay in the mailbox, from a sender of the attacker's choice`,
          'zh-cn': `${end} 之后，邮箱里多出了第二封邮件，发件人由攻击者随意填写`,
        },
      });
  }
  return pass(tried.at(-1)?.last);
}

async function ordinary(ctx: CheckContext, nonce: string): Promise<SmtpReply> {
  const from = `news@${param(ctx, 'partner')}`;
  return await ctx.smtp.send({ host: 'mx', port: 25, mailFrom: from, rcptTo: [own(ctx)], message: letter({ from, to: own(ctx), nonce }) });
}

export default defineChecks(lab, {
  'no-smuggling': (ctx) => noSecondMessage(ctx, 'DATA'),
  'no-smuggling-bdat': (ctx) => noSecondMessage(ctx, 'BDAT'),

  'turn-taking': async (ctx) => {
    const from = `news@${param(ctx, 'partner')}`;
    const to = own(ctx);
    const expected: LocalizedText = {
      en: 'commands sent before their time are refused; a client that pipelines as RFC 2920 allows delivers',
      'zh-cn': '抢先发出的命令被拒绝；按 RFC 2920 流水发送的客户端能够投递',
    };
    const rude = ctx.nonce();
    const attempts = {
      hasty: `EHLO rude.example\r\nMAIL FROM:<${from}>\r\nRCPT TO:<${to}>\r\nDATA\r\n`,
      helo: `MAIL FROM:<${from}>\r\nRCPT TO:<${to}>\r\nDATA\r\n${crlf(letter({ from, to, nonce: rude }))}.\r\n`,
    };
    for (const [name, bytes] of Object.entries(attempts)) {
      await using session = await ctx.smtp.connect({ host: 'mx', port: 25 });
      if (name === 'helo') await session.command('HELO rude.example');
      session.raw(`${bytes}QUIT\r\n`);
      const replies = await rest(session, name === 'hasty' ? 354 : 0);
      // The connection may also just end: that is a refusal here, since the other half below needs a living server.
      const refused = replies.find((r) => r.code >= 400) ?? replies.find((r) => r.code === 0);
      const taken = replies.find((r) => r.code === 354);
      if (refused && !taken) continue;
      return fail({
        because: taken ?? replies.at(-1),
        expected,
        observed:
          name === 'hasty'
            ? { en: 'EHLO and what follows it came in one write, and DATA got 354', 'zh-cn': 'EHLO 和后面的命令一次写出，DATA 却得到了 354' }
            : { en: 'after HELO the whole transaction came in one write, and was taken', 'zh-cn': 'HELO 之后整个事务一次写出，却被接受了' },
      });
    }
    const nonce = ctx.nonce();
    await using session = await ctx.smtp.connect({ host: 'mx', port: 25 });
    await session.ehlo();
    let last: SmtpReply | null;
    if (session.extensions.has('PIPELINING')) {
      session.raw(`MAIL FROM:<${from}>\r\nRCPT TO:<${to}>\r\nDATA\r\n`);
      const group = [await session.reply(), await session.reply(), await session.reply()];
      last = group[2] ?? null;
      if (last?.code === 354) {
        session.raw(`${crlf(letter({ from, to, nonce }))}.\r\n`);
        last = await session.reply({ within: 30_000 });
      }
    } else last = await transact(session, { mailFrom: from, rcptTo: [to], message: letter({ from, to, nonce }) });
    const observed = (en: string, zh: string) => fail({ because: last ?? session.banner, expected, observed: { en, 'zh-cn': zh } });
    if (last?.code !== 250) return observed(`a polite client was answered ${last?.text || 'nothing'}`, `守规矩的客户端得到的回答是 ${last?.text || '（无）'}`);
    await using mails = await box(ctx);
    const there = await ctx.until(async () => (await mails.messages('INBOX', nonce))[0], { timeout: patience });
    if (!there) return observed("a polite client's message did not arrive", '守规矩的客户端发来的邮件没有到达');
    const slipped = (await mails.messages('INBOX', rude)).length > 0;
    return slipped ? observed("the rude client's message arrived all the same", '抢话客户端的邮件还是到达了') : pass(last);
  },

  'clean-outbound': async (ctx) => {
    const to = `${param(ctx, 'customer')}@${param(ctx, 'partner')}`;
    const expected: LocalizedText = {
      en: `mail of ${param(ctx, 'user')} reaches ${to}; no CR and no LF leaves this server alone`,
      'zh-cn': `${param(ctx, 'user')} 的邮件到达 ${to}；没有单独的 CR 或 LF 离开这台服务器`,
    };
    const plain = ctx.nonce();
    const odd = ctx.nonce();
    await using session = await loggedIn(ctx, { host: 'mx', port: 587, user: param(ctx, 'user'), password: param(ctx, 'password') });
    const dirty = Buffer.from(`${crlf(letter({ from: own(ctx), to, nonce: odd, body: odd }))}first\rsecond\r.\rthird\r\n`);
    const taken = await transact(session, { mailFrom: own(ctx), rcptTo: [to], message: dirty });
    const again = taken.code === 0 || taken.code === 421 ? null : session;
    await using fresh = again ? null : await loggedIn(ctx, { host: 'mx', port: 587, user: param(ctx, 'user'), password: param(ctx, 'password') });
    const clean = await transact(fresh ?? session, { mailFrom: own(ctx), rcptTo: [to], message: letter({ from: own(ctx), to, nonce: plain }) });
    if (clean.code !== 250)
      return fail({
        because: clean,
        expected,
        observed: { en: `an ordinary message was refused: ${clean.text}`, 'zh-cn': `普通邮件被拒绝：${clean.text}` },
      });
    for (const nonce of [plain, ...(taken.code === 250 ? [odd] : [])]) {
      const [there] =
        (await ctx.until(
          async () => {
            const found = await ctx.outside.received({ persona: 'partner', containing: nonce });
            return found.length > 0 && found;
          },
          { timeout: patience },
        )) ?? [];
      if (!there)
        return fail({
          because: clean,
          expected,
          observed: { en: 'a message was accepted, but did not reach the partner', 'zh-cn': '邮件被接受了，但没有到达合作伙伴' },
        });
      const stray = /\r(?!\n)|(?<!\r)\n/.exec(there.raw.toString('latin1'));
      if (!stray) continue;
      await ctx.outside.dialogue(there);
      return fail({
        because: there,
        expected,
        observed:
          stray[0] === '\r'
            ? { en: 'the message arrived outside with a lone CR in it', 'zh-cn': '到达外部的邮件里有单独的 CR' }
            : { en: 'the message arrived outside with a lone LF in it', 'zh-cn': '到达外部的邮件里有单独的 LF' },
      });
    }
    return pass(taken);
  },

  'ordinary-mail': async (ctx) => {
    const nonce = ctx.nonce();
    const from = `news@${param(ctx, 'partner')}`;
    const lines = [nonce, '.starts with a dot', '..with two', '', '.', 'Grüße aus 上海: 8-bit text', 'end'];
    const message = letter({
      from,
      to: own(ctx),
      nonce,
      headers: ['MIME-Version: 1.0', 'Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: 8bit'],
      body: lines.join('\n'),
    });
    const expected: LocalizedText = {
      en: 'a message with 8-bit text and lines that start with a dot arrives as it was sent',
      'zh-cn': '含 8 位文字和以点号开头的行的邮件原样到达',
    };
    const sent = await ctx.smtp.send({ host: 'mx', port: 25, mailFrom: from, rcptTo: [own(ctx)], message });
    if (sent.code !== 250) return fail({ because: sent, expected, observed: sent.text || 'the connection ended' });
    await using session = await box(ctx);
    const there = await ctx.until(async () => (await session.messages('INBOX', nonce))[0], { timeout: patience });
    if (!there) return fail({ because: sent, expected, observed: { en: 'it did not arrive', 'zh-cn': '没有到达' } });
    return there.raw.toString('utf8').replaceAll('\r\n', '\n').includes(lines.join('\n'))
      ? pass(sent)
      : fail({ because: sent, expected, observed: { en: 'its text was changed on the way', 'zh-cn': '正文在途中被改动了' } });
  },

  scanner: async (ctx) => {
    const nonce = ctx.nonce();
    const expected: LocalizedText = {
      en: `the scanner at ${ctx.outside.address('scanner')}, which ends every line with LF alone, delivers its scan`,
      'zh-cn': `${ctx.outside.address('scanner')} 上的扫描仪每行只用 LF 结尾，它的扫描件仍能送达`,
    };
    await using session = await ctx.smtp.connect({ host: 'mx', port: 25, from: ctx.outside.address('scanner') });
    const from = `scan@${param(ctx, 'scanner')}`;
    let last: SmtpReply | null = null;
    for (const line of ['HELO scanner', `MAIL FROM:<${from}>`, `RCPT TO:<${own(ctx)}>`, 'DATA', `${letter({ from, to: own(ctx), nonce })}.`]) {
      session.raw(`${line}\n`);
      last = await session.reply();
      if (!last || last.code >= 400 || last.code === 0) {
        return fail({
          because: last ?? session.banner,
          expected,
          observed: last
            ? { en: `it was told ${last.text || 'goodbye'}`, 'zh-cn': `它得到的回复是 ${last.text || '断开连接'}` }
            : { en: 'it waits for a reply and gets none', 'zh-cn': '它一直等不到回复' },
          hint: {
            en: 'The scanner cannot be taught better: an exception for its address, and for that alone.',
            'zh-cn': '扫描仪改不了：给它的地址开个例外，而且只给它。',
          },
        });
      }
    }
    await using mails = await box(ctx);
    const there = await ctx.until(async () => (await mails.messages('INBOX', nonce))[0], { timeout: patience });
    return there
      ? pass(last ?? undefined)
      : fail({ because: last ?? session.banner, expected, observed: { en: 'the scan did not arrive', 'zh-cn': '扫描件没有到达' } });
  },

  'scanner-no-relay': async (ctx) => {
    const to = `${param(ctx, 'customer')}@${param(ctx, 'partner')}`;
    await using session = await ctx.smtp.connect({ host: 'mx', port: 25, from: ctx.outside.address('scanner') });
    await session.ehlo();
    await session.mail(`scan@${param(ctx, 'scanner')}`);
    const rcpt = await session.rcpt(to);
    if (rcpt.code >= 400) return pass(rcpt);
    return fail({
      because: rcpt,
      expected: { en: 'the scanner may write to the company, not to others', 'zh-cn': '扫描仪只能往公司发信，不能发给别人' },
      observed: { en: `its mail for ${to} got ${rcpt.text || 'no reply'}`, 'zh-cn': `它发给 ${to} 的邮件得到 ${rcpt.text || '（无回复）'}` },
      hint: { en: 'Whoever is in mynetworks may send through the server to anybody.', 'zh-cn': 'mynetworks 里的地址可以经由这台服务器发给任何人。' },
    });
  },
});
