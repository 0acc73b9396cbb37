import { createHash } from 'node:crypto';
import { crc32, deflateRawSync, deflateSync } from 'node:zlib';
import { type CheckContext, defineChecks, fail, type ImapMessage, pass, type SmtpReply, type Verdict } from '../../lab-runner/contract/check.ts';
import { loggedIn, mailbox, persistently, transact } from '../../lab-runner/contract/moves.ts';
import type { LocalizedText } from '../../lab-runner/contract/text.ts';
import { zip } from '../../lab-runner/contract/zip.ts';
import lab from './lab.ts';

const param = (ctx: CheckContext, name: string): string => ctx.params[name] as string;
const own = (ctx: CheckContext) => `${param(ctx, 'user')}@${param(ctx, 'domain')}`;
const partner = (ctx: CheckContext) => `${param(ctx, 'customer')}@${param(ctx, 'partner')}`;
/** Put together here, so that no virus scanner takes this file for one. */
const eicar = () => Buffer.from(['X5O!P%@AP[4\\PZX54(P^)7CC)7}', '$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!', '$H+H*'].join(''));

interface Attachment {
  filename: string;
  content: Buffer;
  contentType: string;
}
interface Sample {
  name: LocalizedText;
  attachment?: Attachment;
  second?: Attachment;
  text?: string;
}

/** Of last week's incident: nobody has it, only its hash is in the database (before-boot/mx.sh makes the same bytes). */
const incident = (ctx: CheckContext) =>
  Buffer.concat(
    Array.from({ length: 64 }, (_, i) =>
      createHash('sha256')
        .update(`${param(ctx, 'sample')}:${i}`)
        .digest(),
    ),
  );

const deflated = (name: string, content: Buffer) => zip(name, content, { deflated: deflateRawSync(content) });

/** Packed anew each time, and deflated: what is inside can be found only by unpacking. */
function viruses(ctx: CheckContext): Sample[] {
  const document = param(ctx, 'document');
  const packed = (content: Buffer) => deflated(`${ctx.nonce()}.com`, content);
  const twice = (content: Buffer) => deflated(`${ctx.nonce()}.zip`, packed(content));
  const named = (en: string, zh: string, ending: string, content: Buffer): Sample => ({
    name: { en, 'zh-cn': zh },
    attachment: { filename: `${document}.${ending}`, content, contentType: ending === 'zip' ? 'application/zip' : 'application/octet-stream' },
  });
  return [
    { name: { en: 'the test file as text', 'zh-cn': '正文里的测试文件' }, text: eicar().toString() },
    named('an attachment with a harmless name', '名字无害的附件', 'txt', eicar()),
    named('a ZIP', 'ZIP 压缩包', 'zip', packed(eicar())),
    named('a ZIP in a ZIP', 'ZIP 里的 ZIP', 'dat', twice(eicar())),
    named("the incident's sample", '事故样本', 'txt', incident(ctx)),
    named("the incident's sample in a ZIP in a ZIP", 'ZIP 里的 ZIP 里的事故样本', 'dat', twice(incident(ctx))),
  ];
}

function message(ctx: CheckContext, from: string, to: string, nonce: string, sample: Sample): Promise<Buffer> {
  return ctx.compose.letter({
    from,
    to,
    subject: nonce,
    text: sample.text ?? `${nonce}\n`,
    attachments: [sample.attachment, sample.second].filter((a) => a !== undefined),
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
async function passes(
  ctx: CheckContext,
  way: Way,
  expected: LocalizedText,
  sample: Sample = clean,
  odd: (mail: ImapMessage) => LocalizedText | null = () => null,
): Promise<Verdict | null> {
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
  if (sample.attachment && !holds(mail, [sample.attachment])) return no(`${sample.name.en} arrived changed`, `${sample.name['zh-cn']}到达时被改动了`);
  const problem = odd(mail);
  return problem && no(`${sample.name.en} ${problem.en}`, `${sample.name['zh-cn']}${problem['zh-cn']}`);
}

/** Whether the bytes of all are in the message, as base64 or as they are (8bit). */
function holds(mail: ImapMessage, files: readonly Attachment[]): boolean {
  const text = mail.raw.toString('latin1').replace(/\s/g, '');
  return files.every((file) => mail.raw.includes(file.content) || text.includes(file.content.toString('base64')));
}

/** A header field X-… that says "encrypted". */
function marked(mail: ImapMessage): boolean {
  const head = mail.raw.toString('latin1').split('\r\n\r\n', 1)[0] as string;
  const lines = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n');
  return lines.some((line) => /^X-[^:]*:.*encrypted/i.test(line));
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
      en: "the test file and the incident's sample get 5xx from port 25 however they are packed, clean mail arrives, and no bounce is sent",
      'zh-cn': '无论怎样包装，测试文件和事故样本都在 25 端口得到 5xx；干净的邮件照常到达；不发退信',
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
      en: "a logged-in user gets 5xx for the test file and for the incident's sample on 587 and 465; clean mail leaves",
      'zh-cn': '已登录的用户在 587 和 465 端口发送测试文件或事故样本得到 5xx；干净的邮件能发出',
    };
    const [, attachment, archive, , sample, packedSample] = viruses(ctx) as [Sample, Sample, Sample, Sample, Sample, Sample];
    return (
      (await refused(ctx, 587, attachment, expected)) ??
      (await refused(ctx, 587, packedSample, expected)) ??
      (await refused(ctx, 465, archive, expected)) ??
      (await refused(ctx, 465, sample, expected)) ??
      (await passes(ctx, 587, expected)) ??
      (await passes(ctx, 465, expected)) ??
      pass()
    );
  },

  'encrypted-archive': async (ctx) => {
    const name = `${param(ctx, 'document')}.docx`;
    const content = Buffer.from(`${ctx.nonce()}\n`.repeat(20));
    const locked = zip(name, content, { password: ctx.nonce() });
    const attached = (bytes: Buffer) => ({ filename: `${param(ctx, 'document')}.zip`, content: bytes, contentType: 'application/zip' });
    const plain: Sample = { name: { en: 'a ZIP without a password', 'zh-cn': '不带密码的 ZIP' }, attachment: attached(zip(name, content)) };
    const closed: Sample[] = [
      { name: { en: 'a ZIP with a password', 'zh-cn': '带密码的 ZIP' }, attachment: attached(locked) },
      {
        name: { en: 'a ZIP with a password in a ZIP', 'zh-cn': 'ZIP 里带密码的 ZIP' },
        attachment: attached(deflated(`${ctx.nonce()}.zip`, locked)),
      },
    ];
    if (param(ctx, 'variant') === 'refuse') {
      const expected: LocalizedText = {
        en: 'a ZIP with a password gets 5xx, the same without one arrives',
        'zh-cn': '带密码的 ZIP 得到 5xx，不带密码的同样内容能够送达',
      };
      for (const sample of closed) {
        const problem = await refused(ctx, 25, sample, expected);
        if (problem) return problem;
      }
      return (await passes(ctx, 25, expected, plain)) ?? pass();
    }
    const expected: LocalizedText = {
      en: 'a ZIP with a password arrives with a header field X-… that says "encrypted", the same without one arrives without it, and a virus beside it gets 5xx',
      'zh-cn': '带密码的 ZIP 送达时有一行 X-… 邮件头写着“encrypted”，不带密码的同样内容送达时没有；同一封信里的病毒得到 5xx',
    };
    const beside: Sample = {
      ...(closed[0] as Sample),
      name: { en: 'a virus beside a ZIP with a password', 'zh-cn': '与带密码的 ZIP 同在一封信里的病毒' },
      second: { filename: `${param(ctx, 'document')}.txt`, content: eicar(), contentType: 'application/octet-stream' },
    };
    const virus = await refused(ctx, 25, beside, expected);
    if (virus) return virus;
    for (const sample of closed) {
      const problem = await passes(ctx, 25, expected, sample, (mail) => (marked(mail) ? null : { en: 'arrived without the mark', 'zh-cn': '送达时没有标记' }));
      if (problem) return problem;
    }
    return (await passes(ctx, 25, expected, plain, (mail) => (marked(mail) ? { en: 'arrived with the mark', 'zh-cn': '送达时带着标记' } : null))) ?? pass();
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
    const expected: LocalizedText = {
      en: 'six clean attachments arrive as they were sent, and a message of almost 10 MB within 30 seconds',
      'zh-cn': '六个干净的附件原样到达；一封将近 10 MB 的邮件在 30 秒内到达',
    };
    const large = { filename: `${param(ctx, 'document')}.dat`, content: pattern(7_100_000), contentType: 'application/octet-stream' };
    return (await arrivesWhole(ctx, cleanFiles(ctx), expected)) ?? (await arrivesWhole(ctx, [large], expected)) ?? pass();
  },
});

function pattern(length: number): Buffer {
  const bytes = Buffer.alloc(length);
  for (let i = 0; i < length; i++) bytes[i] = (i * 7 + (i >> 8)) & 0xff;
  return bytes;
}

/** 32 × 32 pixels, 8 bits of grey: each row is a filter byte and its pixels. */
function picture(): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const rows = pattern(32 * 33).map((byte, i) => (i % 33 ? byte : 0));
  const size = Buffer.from([0, 0, 0, 32, 0, 0, 0, 32, 8, 0, 0, 0, 0]);
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), chunk('IHDR', size), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]);
}

/** Six kinds. The text is GB 18030 and goes as it is (8bit); one has a Chinese name (RFC 2231). */
function cleanFiles(ctx: CheckContext): Attachment[] {
  const script = deflated('run.sh', Buffer.from(`echo EICAR is only a name ${ctx.nonce()}\n`));
  const line = Buffer.concat([Buffer.from('b7a2c6b120d2d1b8b6', 'hex'), Buffer.from(` ${ctx.nonce()}\r\n`)]);
  const drawing = deflateSync(Buffer.from(`BT (${ctx.nonce()}) Tj ET`));
  const pdf = [
    Buffer.from(`%PDF-1.4\n1 0 obj\n<< /Length ${drawing.length} /Filter /FlateDecode >>\nstream\n`),
    drawing,
    Buffer.from('\nendstream\nendobj\n%%EOF\n'),
  ];
  return [
    { filename: 'report.pdf', content: Buffer.concat(pdf), contentType: 'application/pdf' },
    { filename: 'chart.png', content: picture(), contentType: 'image/png' },
    { filename: 'scripts.zip', content: script, contentType: 'application/zip' },
    { filename: 'archive.zip', content: zip('inner.zip', script), contentType: 'application/zip' },
    { filename: 'notes.txt', content: Buffer.concat(Array.from({ length: 30 }, () => line)), contentType: 'text/plain; charset=gb18030' },
    { filename: '第四季度报告.bin', content: pattern(600_000), contentType: 'application/octet-stream' },
  ];
}

/** One message made by hand: text goes as 8bit, a name that is not ASCII as RFC 2231 says. */
function parcel(ctx: CheckContext, to: string, nonce: string, files: readonly Attachment[]): Promise<Buffer> {
  const parts = files.flatMap((file) => {
    const text = file.contentType.startsWith('text/');
    const name = ascii(file.filename) ? `filename="${file.filename}"` : `filename*=UTF-8''${encodeURIComponent(file.filename)}`;
    const head = [
      `--${nonce}`,
      `Content-Type: ${file.contentType}`,
      `Content-Disposition: attachment; ${name}`,
      `Content-Transfer-Encoding: ${text ? '8bit' : 'base64'}`,
    ];
    const body = text ? file.content : Buffer.from(file.content.toString('base64').replace(/.{76}/g, '$&\r\n'));
    return [Buffer.from(`${head.join('\r\n')}\r\n\r\n`), body, Buffer.from('\r\n')];
  });
  const head = [
    `From: <${partner(ctx)}>`,
    `To: <${to}>`,
    `Subject: ${nonce}`,
    `Message-ID: <${nonce}@probe.internet.test>`,
    `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`,
    'MIME-Version: 1.0',
    `Content-Type: multipart/mixed; boundary="${nonce}"`,
  ];
  const raw = Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`), ...parts, Buffer.from(`--${nonce}--\r\n`)]);
  return ctx.compose.sign(raw, param(ctx, 'partner'));
}

const ascii = (name: string) => /^[\w.]+$/.test(name);

/** It goes to the colleague, so that the other checks, which read the user's folder, do not carry it along. */
async function arrivesWhole(ctx: CheckContext, files: readonly Attachment[], expected: LocalizedText): Promise<Verdict | null> {
  const nonce = ctx.nonce();
  const to = `${param(ctx, 'colleague')}@${param(ctx, 'domain')}`;
  const message = await parcel(ctx, to, nonce, files);
  const attempt = async () => {
    await using session = await ctx.smtp.connect({ host: 'mx', port: 25 });
    const hello = session.banner.code === 220 ? await session.ehlo() : session.banner;
    if (hello.code !== 250) return hello;
    const mailParameters = session.extensions.has('8BITMIME') ? 'BODY=8BITMIME' : '';
    return await transact(session, { mailFrom: partner(ctx), rcptTo: [to], message, mailParameters });
  };
  const reply = await persistently(ctx, attempt, 60_000);
  const size = `${(message.length / 1e6).toFixed(1)} MB`;
  const no = (en: string, zh: string) =>
    fail({ because: reply, expected, observed: { en: `a clean message of ${size} ${en}`, 'zh-cn': `一封 ${size} 的干净邮件${zh}` } });
  if (reply.code !== 250) return no(`got: ${said(reply)}`, `得到的回应是：${said(reply)}`);
  await using box = await mailbox(ctx, { host: 'mx', user: param(ctx, 'colleague'), password: param(ctx, 'otherPassword'), timeout: 60_000 });
  // Thirty seconds are asked for; a busy machine gets sixty.
  const mail = await ctx.until(async () => (await box.messages('INBOX', nonce))[0], { timeout: 60_000 });
  if (!mail) return no('was accepted, but did not arrive in time', '被接受了，但没有按时到达');
  await box.remove('INBOX', nonce);
  const spoilt = files.filter((file) => !holds(mail, [file])).map((file) => file.filename);
  if (spoilt.length > 0) return no(`arrived with ${spoilt.join(', ')} changed`, `到达时，${spoilt.join('、')} 被改动了`);
  const nameless = files.find((file) => !ascii(file.filename) && !mail.raw.includes(encodeURIComponent(file.filename)));
  return nameless ? no(`arrived without the name ${nameless.filename}`, `到达时，文件名“${nameless.filename}”不见了`) : null;
}
