import { type CheckContext, defineChecks, fail, pass, type SmtpReply, type Verdict } from '../../lab-runner/contract/check.ts';
import { arrived, gathered, mailbox, persistently } from '../../lab-runner/contract/moves.ts';
import type { LocalizedText } from '../../lab-runner/contract/text.ts';
import lab from './lab.ts';

const record = '/var/log/keyword-audit.log';
/** Harmless sentences with the same characters, by word. */
const similar: Record<string, string> = {
  代开发票: '请代为开具九月的发票',
  博彩平台: '博物馆的彩排改到三号平台',
  刷单兼职: '刷新订单之后，兼职人员再排班',
  贷款秒批: '贷款已经审批，秒表在抽屉里',
};

const param = (ctx: CheckContext, name: string): string => ctx.params[name] as string;
const own = (ctx: CheckContext) => `${param(ctx, 'user')}@${param(ctx, 'domain')}`;
const both = (text: string): LocalizedText => ({ en: text, 'zh-cn': text });

interface Sample {
  name: LocalizedText;
  subject?: string;
  /** Content-Type and encoding of the text; default plain ASCII. */
  headers?: string[];
  body?: Buffer | string;
}

const b64 = (bytes: Buffer) => bytes.toString('base64').replace(/.{76}/g, '$&\r\n');
const qp = (bytes: Buffer) =>
  [...bytes]
    .map((b) => `=${b.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('')
    .replace(/.{72}/g, '$&=\r\n');
const wordB = (bytes: Buffer, charset = 'UTF-8') => `=?${charset}?B?${bytes.toString('base64')}?=`;
const wordQ = (bytes: Buffer) => `=?utf-8?Q?${qp(bytes).replaceAll('=\r\n', '')}?=`;
const type = (kind: string, encoding: string) => ['MIME-Version: 1.0', `Content-Type: ${kind}`, `Content-Transfer-Encoding: ${encoding}`];

/** GB18030 bytes of the words this lab knows (Node writes UTF-8 only). */
const gb: Record<string, string> = {
  代开发票: 'b4fabfaab7a2c6b1',
  博彩平台: 'b2a9b2cac6bdcca8',
  刷单兼职: 'cba2b5a5bce6d6b0',
  贷款秒批: 'b4fbbfeec3ebc5fa',
};

function forbidden(ctx: CheckContext): Sample[] {
  const zh = param(ctx, 'wordZh');
  const en = param(ctx, 'wordEn');
  const utf8 = Buffer.from(`您好，${zh}，请联系。`);
  const bytes = Buffer.from(zh);
  return [
    { name: { en: 'plain text', 'zh-cn': '纯文本' }, body: `visit our ${en} today` },
    { name: { en: 'capitals in the subject', 'zh-cn': '主题里的大写' }, subject: `Your ${en.toUpperCase()}!` },
    { name: { en: 'a B-encoded subject', 'zh-cn': 'B 编码的主题' }, subject: wordB(utf8) },
    { name: { en: 'a Q-encoded subject', 'zh-cn': 'Q 编码的主题' }, subject: wordQ(utf8) },
    {
      name: { en: 'a subject cut within the word', 'zh-cn': '在词中间断开的主题' },
      subject: `${wordB(bytes.subarray(0, 6))}\r\n ${wordB(bytes.subarray(6))}`,
    },
    { name: { en: '8-bit text', 'zh-cn': '8 位正文' }, headers: type('text/plain; charset=utf-8', '8bit'), body: utf8 },
    { name: { en: 'base64 text', 'zh-cn': 'base64 正文' }, headers: type('text/plain; charset=utf-8', 'base64'), body: b64(utf8) },
    { name: { en: 'quoted-printable text', 'zh-cn': 'quoted-printable 正文' }, headers: type('text/plain; charset=utf-8', 'quoted-printable'), body: qp(utf8) },
    {
      name: { en: 'GB18030 text', 'zh-cn': 'GB18030 正文' },
      headers: type('text/plain; charset=gb18030', 'base64'),
      body: b64(Buffer.from(gb[zh] as string, 'hex')),
    },
    {
      name: { en: 'a GB18030 subject', 'zh-cn': 'GB18030 的主题' },
      subject: wordB(Buffer.from(gb[zh] as string, 'hex'), 'GB18030'),
    },
    {
      name: { en: 'the HTML part beside a harmless text', 'zh-cn': '无害正文旁边的 HTML 部分' },
      headers: ['MIME-Version: 1.0', 'Content-Type: multipart/alternative; boundary="seam"'],
      body: [
        '--seam\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nhello\r\n',
        '--seam\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n',
        `${b64(Buffer.from(`<html><body><p>您好，${zh}，请联系。</p></body></html>`))}\r\n--seam--`,
      ].join(''),
    },
    {
      name: { en: 'HTML entities', 'zh-cn': 'HTML 实体' },
      headers: type('text/html; charset=us-ascii', '7bit'),
      body: `<html><body><p>${[...zh].map((c) => `&#x${(c.codePointAt(0) as number).toString(16)};`).join('')}</p></body></html>`,
    },
  ];
}

function harmless(ctx: CheckContext): Sample[] {
  const zh = param(ctx, 'wordZh');
  const en = param(ctx, 'wordEn');
  const text = (name: LocalizedText, body: string): Sample => ({ name, body });
  const chinese = (name: LocalizedText, sentence: string): Sample => {
    const bytes = Buffer.from(`${sentence}，谢谢。`);
    return { name, subject: wordB(bytes), headers: type('text/plain; charset=utf-8', 'base64'), body: b64(bytes) };
  };
  return [
    text({ en: 'a longer word around it', 'zh-cn': '包含它的长单词' }, `the pre${en}ville report`),
    text({ en: 'letters before it', 'zh-cn': '前面还有字母的单词' }, `spe${en} is a name`),
    text({ en: 'letters behind it', 'zh-cn': '后面还有字母的单词' }, `a ${en}ish colour`),
    text({ en: 'a digit behind it', 'zh-cn': '后面跟着数字' }, `room ${en}7 on the left`),
    text({ en: 'its letters one by one', 'zh-cn': '逐个隔开的字母' }, `spell it: ${[...en].join(' ')}`),
    text({ en: 'all but its last letter', 'zh-cn': '缺最后一个字母' }, `the ${en.slice(0, -1)} of it`),
    text({ en: 'an address with it inside', 'zh-cn': '包含它的邮件地址' }, `write to kim@${en}s.example`),
    {
      name: { en: 'a longer word that is cut in front of it by quoted-printable', 'zh-cn': '被 quoted-printable 在它前面断行的长单词' },
      headers: type('text/plain; charset=utf-8', 'quoted-printable'),
      body: `the pre=\r\n${en}ville report`,
    },
    chinese({ en: 'the same Chinese characters with another meaning', 'zh-cn': '同样的汉字、另一个意思' }, similar[zh] as string),
    chinese({ en: 'three of its four characters', 'zh-cn': '四个字里的前三个' }, `${zh.slice(0, 3)}的事`),
    chinese({ en: 'its halves the other way round', 'zh-cn': '前后两半对调' }, `${zh.slice(2)}${zh.slice(0, 2)}`),
    chinese({ en: 'its halves with a comma between them', 'zh-cn': '中间隔着逗号' }, `${zh.slice(0, 2)}，${zh.slice(2)}`),
  ];
}

async function send(ctx: CheckContext, sample: Sample, nonce: string, from = `desk@${param(ctx, 'partner')}`): Promise<SmtpReply> {
  const head = [
    `From: <${from}>`,
    `To: <${own(ctx)}>`,
    `Subject: ${sample.subject ?? 'hello'}`,
    `Message-ID: <${nonce}@probe.internet.test>`,
    `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`,
    ...(sample.headers ?? []),
  ];
  const body = typeof sample.body === 'string' ? Buffer.from(sample.body) : (sample.body ?? Buffer.from('hello'));
  const message = Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body, Buffer.from('\r\n')]);
  return await ctx.smtp.send({ host: 'mx', port: 25, mailFrom: from, rcptTo: [own(ctx)], message });
}

/** The same, sent again while it is put off. */
const sent = (...what: Parameters<typeof send>): Promise<SmtpReply> => persistently(what[0], () => send(...what));

const said = (reply: SmtpReply) => reply.text || '—';

async function refused(ctx: CheckContext, sample: Sample, expected: LocalizedText, from?: string): Promise<Verdict | null> {
  const reply = await sent(ctx, sample, ctx.nonce(), from);
  if (reply.code >= 500) return null;
  return fail({
    because: reply,
    expected,
    observed: { en: `${sample.name.en} got through: ${said(reply)}`, 'zh-cn': `${sample.name['zh-cn']}通过了：${said(reply)}` },
  });
}

async function delivered(ctx: CheckContext, sample: Sample, expected: LocalizedText, from?: string): Promise<Verdict | null> {
  const nonce = ctx.nonce();
  const reply = await sent(ctx, sample, nonce, from);
  const observed = { en: `${sample.name.en} was refused: ${said(reply)}`, 'zh-cn': `${sample.name['zh-cn']}被拒绝了：${said(reply)}` };
  if (reply.code !== 250) return fail({ because: reply, expected, observed });
  const there = await arrived(ctx, { host: 'mx', user: param(ctx, 'user'), password: param(ctx, 'password'), containing: nonce });
  if (there.length === 1) return null;
  return fail({
    because: reply,
    expected,
    observed: { en: `${sample.name.en} was accepted, but did not arrive`, 'zh-cn': `${sample.name['zh-cn']}被接受了，但没有到达` },
  });
}

/** All of them are taken, and lie in the mailbox as they were sent. */
async function unchanged(ctx: CheckContext, samples: readonly Sample[], expected: LocalizedText): Promise<Verdict | null> {
  const run = ctx.nonce();
  let last: SmtpReply | undefined;
  for (const [n, sample] of samples.entries()) {
    last = await sent(ctx, sample, `${run}-${n}.`);
    if (last.code !== 250)
      return fail({
        because: last,
        expected,
        observed: { en: `${sample.name.en} was refused: ${said(last)}`, 'zh-cn': `${sample.name['zh-cn']}被拒绝了：${said(last)}` },
      });
  }
  await using box = await mailbox(ctx, { host: 'mx', user: param(ctx, 'user'), password: param(ctx, 'password') });
  const came = await gathered(
    ctx,
    async () => (await box.messages('INBOX', run)).map(({ raw }) => raw.toString('latin1').replaceAll('\r\n', '\n')),
    (now) => now.length === samples.length,
  );
  for (const [n, sample] of samples.entries()) {
    const found = came.find((raw) => raw.includes(`<${run}-${n}.@`));
    const [head = '', ...rest] = (found ?? '').split('\n\n');
    const whole = head.includes(`\nSubject: ${sample.subject ?? 'hello'}\n`) && rest.join('\n\n').trimEnd() === String(sample.body).replaceAll('\r\n', '\n');
    if (whole) continue;
    return fail({
      ...(last && { because: last }),
      expected,
      observed: found
        ? { en: `${sample.name.en} did not arrive as it was sent`, 'zh-cn': `${sample.name['zh-cn']}到达时已被改动` }
        : { en: `${sample.name.en} was accepted, but did not arrive`, 'zh-cn': `${sample.name['zh-cn']}被接受了，但没有到达` },
    });
  }
  return null;
}

export default defineChecks(lab, {
  'every-encoding': async (ctx) => {
    const expected: LocalizedText = {
      en: `messages with ${param(ctx, 'wordEn')} or ${param(ctx, 'wordZh')} get 5xx, however they are encoded; others arrive`,
      'zh-cn': `含 ${param(ctx, 'wordEn')} 或“${param(ctx, 'wordZh')}”的邮件，无论怎样编码都得到 5xx；其他邮件照常送达`,
    };
    for (const sample of forbidden(ctx)) {
      const problem = await refused(ctx, sample, expected);
      if (problem) return problem;
    }
    return (await delivered(ctx, { name: { en: 'a harmless message', 'zh-cn': '无害的邮件' } }, expected)) ?? pass();
  },

  'near-misses': async (ctx) => {
    const expected: LocalizedText = {
      en: 'similar words arrive unchanged, the forbidden one does not',
      'zh-cn': '相似的词原样送达，违禁词不能',
    };
    return (await refused(ctx, forbidden(ctx)[0] as Sample, expected)) ?? (await unchanged(ctx, harmless(ctx), expected)) ?? pass();
  },

  'exempt-sender': async (ctx) => {
    const lawyer = `${param(ctx, 'lawyer')}@${param(ctx, 'partner')}`;
    const expected: LocalizedText = {
      en: `${lawyer} may use the words, others of ${param(ctx, 'partner')} may not`,
      'zh-cn': `${lawyer} 可以使用这些词，${param(ctx, 'partner')} 的其他人不行`,
    };
    const sample = forbidden(ctx)[6] as Sample;
    return (await refused(ctx, sample, expected, `not-${lawyer}`)) ?? (await delivered(ctx, sample, expected, lawyer)) ?? pass();
  },

  'live-list': async (ctx) => {
    const word = ctx.nonce().replace('-', '').slice(0, 14);
    const sample: Sample = { name: { en: `the new word ${word}`, 'zh-cn': `新词 ${word} ` }, body: `about ${word}, as agreed` };
    const expected: LocalizedText = {
      en: 'a word that was added to /etc/mail/keywords is refused within 30 s, and passes again when it is taken out',
      'zh-cn': '加入 /etc/mail/keywords 的词 30 秒内被拒，删掉后又能通过',
    };
    const edit = async (what: 'add' | 'remove') => {
      const answer = await ctx.http.get({ host: 'mx', port: 7000, path: `/${what}/${word}` });
      return answer.body.includes(`done: ${word}`)
        ? null
        : fail({ because: answer, expected: both('the editor on port 7000 answers'), observed: answer.body || '—' });
    };
    const before = await delivered(ctx, sample, expected);
    if (before) return before;
    const added = await edit('add');
    if (added) return added;
    let last: SmtpReply | undefined;
    const stopped = await ctx.until(
      async () => {
        last = await send(ctx, sample, ctx.nonce());
        return last.code >= 500;
      },
      { timeout: 25_000, every: 2500 },
    );
    await edit('remove');
    if (!stopped)
      return fail({
        ...(last && { because: last }),
        expected,
        observed: { en: '25 s after it was added the word still passes', 'zh-cn': '加入 25 秒之后，这个词仍能通过' },
      });
    const again = await ctx.until(async () => (await send(ctx, sample, ctx.nonce())).code === 250, { timeout: 20_000, every: 2500 });
    return again
      ? pass(last)
      : fail({
          ...(last && { because: last }),
          expected,
          observed: { en: 'the word was taken out, and is still refused', 'zh-cn': '这个词已删掉，却仍被拒绝' },
        });
  },

  record: async (ctx) => {
    const id = ctx.nonce();
    const secret = ctx.nonce();
    const expected: LocalizedText = {
      en: `${record} holds the Message-ID of each refused message and nothing of its text`,
      'zh-cn': `${record} 里有每封被拒邮件的 Message-ID，没有正文`,
    };
    const reply = await sent(ctx, { name: both('x'), body: `${secret} ${param(ctx, 'wordEn')} ${secret}` }, id);
    if (reply.code < 500)
      return fail({ because: reply, expected, observed: { en: `the message was not refused: ${said(reply)}`, 'zh-cn': `邮件没有被拒绝：${said(reply)}` } });
    const file = await ctx.until(
      async () => {
        const read = await ctx.host.read('mx', record);
        return read?.bytes.includes(id) && read;
      },
      { timeout: 10_000 },
    );
    if (!file) return fail({ because: reply, expected, observed: { en: 'its Message-ID is not in that file', 'zh-cn': '这个文件里没有它的 Message-ID' } });
    return file.bytes.includes(secret)
      ? fail({ because: file, expected, observed: { en: 'the file holds text of the message', 'zh-cn': '这个文件里有邮件的正文' } })
      : pass(file);
  },

  'ordinary-mail': async (ctx) => {
    const expected: LocalizedText = { en: 'mail about other things arrives, in English and in Chinese', 'zh-cn': '谈别的事的中英文邮件照常送达' };
    const zh = Buffer.from('周五下午开会，请带上合同。');
    return (
      (await delivered(ctx, { name: { en: 'an English message', 'zh-cn': '英文邮件' }, body: 'see you on Friday' }, expected)) ??
      (await delivered(
        ctx,
        { name: { en: 'a Chinese message', 'zh-cn': '中文邮件' }, subject: wordB(zh), headers: type('text/plain; charset=utf-8', 'base64'), body: b64(zh) },
        expected,
      )) ??
      pass()
    );
  },
});
