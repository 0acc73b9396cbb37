import { type CheckContext, defineChecks, fail, pass, type SmtpReply, type Verdict } from '../../lab-runner/contract/check.ts';
import { loggedIn, mailbox, transact } from '../../lab-runner/contract/moves.ts';
import type { LocalizedText } from '../../lab-runner/contract/text.ts';
import { zip } from '../../lab-runner/contract/zip.ts';
import lab from './lab.ts';

const param = (ctx: CheckContext, name: string): string => ctx.params[name] as string;
const own = (ctx: CheckContext) => `${param(ctx, 'user')}@${param(ctx, 'domain')}`;
const partner = (ctx: CheckContext) => `${param(ctx, 'customer')}@${param(ctx, 'partner')}`;
/** Put together here, so that no virus scanner takes this file for one. */
const eicar = () => Buffer.from(['X5O!P%@AP[4\\PZX54(P^)7CC)7}', '$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!', '$H+H*'].join(''));

interface Sample {
  name: LocalizedText;
  attachment?: { filename: string; content: Buffer; contentType: string };
  text?: string;
}

function viruses(ctx: CheckContext): Sample[] {
  const document = param(ctx, 'document');
  const archive = zip(`${document}.com`, eicar());
  return [
    { name: { en: 'the test file as text', 'zh-cn': '正文里的测试文件' }, text: eicar().toString() },
    {
      name: { en: 'an attachment with a harmless name', 'zh-cn': '名字无害的附件' },
      attachment: { filename: `${document}.txt`, content: eicar(), contentType: 'application/octet-stream' },
    },
    { name: { en: 'a ZIP', 'zh-cn': 'ZIP 压缩包' }, attachment: { filename: `${document}.zip`, content: archive, contentType: 'application/zip' } },
    {
      name: { en: 'a ZIP in a ZIP', 'zh-cn': 'ZIP 里的 ZIP' },
      attachment: { filename: `${document}.dat`, content: zip('inner.zip', archive), contentType: 'application/octet-stream' },
    },
  ];
}

function message(ctx: CheckContext, from: string, to: string, nonce: string, sample: Sample): Promise<Buffer> {
  return ctx.compose.letter({
    from,
    to,
    subject: nonce,
    text: sample.text ?? `${nonce}\n`,
    ...(sample.attachment && { attachments: [sample.attachment] }),
    headers: { 'Message-ID': `<${nonce}@probe.internet.test>` },
  });
}

type Way = 25 | 587 | 465;

async function once(ctx: CheckContext, way: Way, nonce: string, sample: Sample): Promise<SmtpReply> {
  const [from, to] = way === 25 ? [partner(ctx), own(ctx)] : [own(ctx), partner(ctx)];
  const raw = await message(ctx, from, to, nonce, sample);
  if (way === 25) return await ctx.smtp.send({ host: 'mx', port: 25, mailFrom: from, rcptTo: [to], message: raw });
  await using session = await loggedIn(ctx, { host: 'mx', port: way, user: param(ctx, 'user'), password: param(ctx, 'password') });
  return await transact(session, { mailFrom: from, rcptTo: [to], message: raw });
}

/** Another check may have sent the scanner away for a moment: "later" is asked again, as servers do. */
async function final(ctx: CheckContext, way: Way, nonce: string, sample: Sample): Promise<SmtpReply> {
  let last: SmtpReply | null = null;
  await ctx.until(
    async () => {
      last = await once(ctx, way, nonce, sample);
      return last.code < 400 || last.code >= 500;
    },
    { timeout: 60_000, every: 2500 },
  );
  return last as unknown as SmtpReply;
}

const said = (reply: SmtpReply) => reply.text || '—';

/** Null when the sample gets 5xx. */
async function refused(ctx: CheckContext, way: Way, sample: Sample, expected: LocalizedText, sent: string[] = []): Promise<Verdict | null> {
  const nonce = ctx.nonce();
  sent.push(nonce);
  const reply = await final(ctx, way, nonce, sample);
  if (reply.code < 500)
    return fail({
      because: reply,
      expected,
      observed: { en: `port ${way}, ${sample.name.en}: ${said(reply)}`, 'zh-cn': `${way} 端口，${sample.name['zh-cn']}：${said(reply)}` },
    });
  return null;
}

/** The switch keeps the scanner away for ten seconds. */
const awayFor = 9_000;

const clean: Sample = { name: { en: 'a clean message', 'zh-cn': '干净的邮件' } };

/** A clean message by the same way is taken and arrives; null when all is well. */
async function passes(ctx: CheckContext, way: Way, expected: LocalizedText, sample: Sample = clean): Promise<Verdict | null> {
  const nonce = ctx.nonce();
  const reply = await final(ctx, way, nonce, sample);
  const no = (en: string, zh: string) => fail({ because: reply, expected, observed: { en, 'zh-cn': zh } });
  if (reply.code !== 250) return no(`port ${way}, ${sample.name.en}: ${said(reply)}`, `${way} 端口，${sample.name['zh-cn']}：${said(reply)}`);
  if (way !== 25) {
    const there = await ctx.until(async () => (await ctx.outside.received({ persona: 'partner', containing: nonce }))[0], { timeout: 40_000 });
    return there ? null : no('a clean message was accepted, but did not reach the partner', '干净的邮件被接受了，但没有到达合作伙伴');
  }
  await using box = await mailbox(ctx, { host: 'mx', user: param(ctx, 'user'), password: param(ctx, 'password') });
  const [mail] =
    (await ctx.until(
      async () => {
        const found = await box.messages('INBOX', nonce);
        return found.length > 0 && found;
      },
      { timeout: 40_000 },
    )) ?? [];
  if (!mail) return no('a clean message was accepted, but did not arrive', '干净的邮件被接受了，但没有到达');
  await box.remove('INBOX', nonce);
  const wanted = sample.attachment?.content.toString('base64');
  if (wanted && !mail.raw.toString('latin1').replace(/\s/g, '').includes(wanted))
    return no(`${sample.name.en} arrived changed`, `${sample.name['zh-cn']}到达时被改动了`);
  return null;
}

/** No bounce for what we sent: a virus's sender is forged. */
async function noBounce(ctx: CheckContext, sent: string[], expected: LocalizedText): Promise<Verdict | null> {
  const [bounce] = (await ctx.outside.received({ persona: 'partner' })).filter((m) => sent.some((nonce) => m.raw.includes(nonce)));
  if (!bounce) return null;
  await ctx.outside.dialogue(bounce);
  return fail({ because: bounce, expected, observed: { en: 'a bounce went to the forged sender', 'zh-cn': '退信发给了被伪造的发件人' } });
}

export default defineChecks(lab, {
  inbound: async (ctx) => {
    const expected: LocalizedText = {
      en: 'the test file gets 5xx from port 25 however it is packed, clean mail arrives, and no bounce is sent',
      'zh-cn': '无论怎样包装，测试文件都在 25 端口得到 5xx；干净的邮件照常到达；不发退信',
    };
    const sent: string[] = [];
    for (const sample of viruses(ctx)) {
      const problem = await refused(ctx, 25, sample, expected, sent);
      if (problem) return problem;
    }
    return (await passes(ctx, 25, expected)) ?? (await noBounce(ctx, sent, expected)) ?? pass();
  },

  outbound: async (ctx) => {
    const expected: LocalizedText = {
      en: 'a logged-in user gets 5xx for the test file on 587 and 465; clean mail leaves',
      'zh-cn': '已登录的用户在 587 和 465 端口发送测试文件得到 5xx；干净的邮件能发出',
    };
    const [, attachment, archive] = viruses(ctx) as [Sample, Sample, Sample];
    return (
      (await refused(ctx, 587, attachment, expected)) ??
      (await refused(ctx, 465, archive, expected)) ??
      (await passes(ctx, 587, expected)) ??
      (await passes(ctx, 465, expected)) ??
      pass()
    );
  },

  'encrypted-archive': async (ctx) => {
    const name = `${param(ctx, 'document')}.docx`;
    const content = Buffer.from(`${ctx.nonce()}\n`.repeat(20));
    const sample = (en: string, zh: string, bytes: Buffer): Sample => ({
      name: { en, 'zh-cn': zh },
      attachment: { filename: `${param(ctx, 'document')}.zip`, content: bytes, contentType: 'application/zip' },
    });
    const expected: LocalizedText = {
      en: 'a ZIP with a password gets 5xx, the same without one arrives',
      'zh-cn': '带密码的 ZIP 得到 5xx，不带密码的同样内容能够送达',
    };
    return (
      (await refused(ctx, 25, sample('a ZIP with a password', '带密码的 ZIP', zip(name, content, ctx.nonce())), expected)) ??
      (await passes(ctx, 25, expected, sample('a ZIP without a password', '不带密码的 ZIP', zip(name, content)))) ??
      pass()
    );
  },

  'scanner-away': async (ctx) => {
    const expected: LocalizedText = {
      en: 'while the scanner is away no virus gets in; ten seconds later clean mail is taken again',
      'zh-cn': '扫描器不在时病毒进不来；十秒之后干净的邮件恢复接收',
    };
    const virus = viruses(ctx)[1] as Sample;
    const before = await refused(ctx, 25, virus, expected);
    if (before) return before;
    // Its answer comes when the scanner has ended.
    const press = () => ctx.http.get({ host: 'mx', port: 7000, path: '/', timeout: 40_000 });
    const gotIn = (reply: SmtpReply): Verdict | null =>
      reply.code > 0 && reply.code < 400
        ? fail({
            because: reply,
            expected,
            observed: { en: `the scanner was away, and the virus got in: ${said(reply)}`, 'zh-cn': `扫描器不在，病毒进来了：${said(reply)}` },
            hint: { en: 'Fail closed: whoever cannot ask has to say "later".', 'zh-cn': '故障时要关上门：问不到扫描器，就回答“稍后再来”。' },
          })
        : null;
    let pressed = await press();
    if (!pressed.body.includes('is stopped'))
      return fail({ because: pressed, expected: { en: 'the switch on port 7000 works', 'zh-cn': '7000 端口的开关有效' }, observed: pressed.body || '—' });
    for (let round = 0, seen = false; round < 3 && !seen; round++) {
      // On a machine that stood still, the scanner was back before it was needed: once more, when it is.
      if (round > 0) {
        const back = gotIn(await final(ctx, 25, ctx.nonce(), virus));
        if (back) return back;
        pressed = await press();
      }
      const gone = performance.now();
      for (let i = 0; i < 3; i++) {
        const problem = gotIn(await once(ctx, 25, ctx.nonce(), virus));
        if (problem) return problem;
        seen ||= performance.now() - gone < awayFor;
      }
    }
    return (await passes(ctx, 25, expected)) ?? (await refused(ctx, 25, virus, expected)) ?? pass(pressed);
  },

  'clean-mail': async (ctx) => {
    const document = param(ctx, 'document');
    const expected: LocalizedText = { en: 'clean attachments arrive as they were sent, also a large one', 'zh-cn': '干净的附件原样到达，大的也一样' };
    const bytes = Buffer.from(Array.from({ length: 600_000 }, (_, i) => (i * 7 + (i >> 8)) & 0xff));
    const samples: Sample[] = [
      { name: { en: 'a document', 'zh-cn': '一份文档' }, attachment: { filename: `${document}.bin`, content: bytes, contentType: 'application/octet-stream' } },
      {
        name: { en: 'a ZIP with a script', 'zh-cn': '装着脚本的 ZIP' },
        attachment: { filename: `${document}.zip`, content: zip('run.sh', Buffer.from('echo EICAR is only a name\n')), contentType: 'application/zip' },
      },
    ];
    for (const sample of samples) {
      const problem = await passes(ctx, 25, expected, sample);
      if (problem) return problem;
    }
    return pass();
  },
});
