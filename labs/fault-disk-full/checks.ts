import { type CheckContext, defineChecks, fail, pass, type SmtpReply, type Verdict } from '../../lab-runner/contract/check.ts';
import { mailbox } from '../../lab-runner/contract/moves.ts';
import type { LocalizedText } from '../../lab-runner/contract/text.ts';
import lab from './lab.ts';

type Name = 'domain' | 'peer' | 'user' | 'customer' | 'password' | 'archive' | 'audit' | 'accepted';
const facts = (ctx: CheckContext) => ctx.params as Record<Name, string>;
const said = (reply: SmtpReply): LocalizedText => ({ en: reply.text || 'the connection ended', 'zh-cn': reply.text || '连接中断' });
const percent = (part: number, whole: number) => Math.round((100 * part) / whole);

const megabyte = 1024 * 1024;
/** What sixty invoices may leave on the disk: a limited log, some rests. Without a limit it is 8 MB or 2 400 files. */
const mayGrow = { bytes: 5 * megabyte, inodes: 800 };
const invoices = 60;

/** Null when more than a fifth of the disk is free. */
async function tooFull(ctx: CheckContext): Promise<Verdict | null> {
  const disk = await ctx.host.usage('mx', '/var');
  const used = Math.max(percent(disk.usedBytes, disk.bytes), percent(disk.usedInodes, disk.inodes));
  if (used < 80) return null;
  return fail({
    because: disk,
    expected: { en: 'more than 20 % of the bytes and of the inodes of /var are free', 'zh-cn': '/var 的字节和 inode 都有 20% 以上空闲' },
    observed: {
      en: `${percent(disk.usedBytes, disk.bytes)} % of the bytes and ${percent(disk.usedInodes, disk.inodes)} % of the inodes are in use`,
      'zh-cn': `字节用了 ${percent(disk.usedBytes, disk.bytes)}%，inode 用了 ${percent(disk.usedInodes, disk.inodes)}%`,
    },
    hint: {
      en: 'A disk knows two kinds of full. And a file that was deleted still takes its room while a program holds it open.',
      'zh-cn': '磁盘有两种“满”法。还有，被删除的文件只要有程序打开着，就仍占着空间。',
    },
  });
}

/** Null when the server says yes to a message of that size, up to its recipient. */
async function ready(ctx: CheckContext, size: number): Promise<Verdict | null> {
  const { domain, peer, user, customer } = facts(ctx);
  await using session = await ctx.smtp.connect({ host: 'mx', port: 25, from: ctx.outside.address('customer') });
  await session.ehlo(`mx.${peer}`);
  const mail = await session.mail(`${customer}@${peer}`, `SIZE=${size}`);
  const reply = mail.code === 250 ? await session.rcpt(`${user}@${domain}`) : mail;
  if (reply.code === 250) return null;
  return fail({
    because: reply,
    expected: { en: `the server is ready to take a message of ${size} bytes for ${user}`, 'zh-cn': `服务器愿意为 ${user} 接收一封 ${size} 字节的邮件` },
    observed: said(reply),
  });
}

async function readInvoice(ctx: CheckContext, number: string): Promise<Verdict | null> {
  const answer = await ctx.http.get({ host: 'mx', port: 8080, path: `/invoice?id=${number}` });
  if (answer.status === 200 && answer.body.trim() === `Invoice ${number}`) return null;
  return fail({
    because: answer,
    expected: {
      en: `http://mail.${facts(ctx).domain}:8080/invoice?id=${number} shows that invoice`,
      'zh-cn': `http://mail.${facts(ctx).domain}:8080/invoice?id=${number} 显示这张发票`,
    },
    observed: `${answer.status} ${answer.body.slice(0, 80)}`,
  });
}

export default defineChecks(lab, {
  'mail-flows': async (ctx) => {
    const { domain, user, password, accepted } = facts(ctx);
    // Looked at first: a server whose queue cannot be written may let its partners wait for minutes.
    const refused = await ready(ctx, 10_000);
    if (refused) return refused;
    const flowed = await ctx.canary.arrived({ logins: { [`${user}@${domain}`]: { user, password } }, timeout: 25_000 });
    if (flowed.verdict === 'fail') return flowed;
    const wanted = [1, 2, 3].map((i) => `${accepted}-${i}`);
    await using session = await mailbox(ctx, { host: 'mx', user, password });
    let missing = wanted;
    await ctx.until(
      async () => {
        const texts = (await session.messages('INBOX', accepted)).map((m) => m.raw.toString('latin1'));
        missing = wanted.filter((w) => !texts.some((t) => t.includes(`\n${w}\r\n`)));
        return missing.length === 0;
      },
      { timeout: 25_000, every: 1000 },
    );
    if (missing.length === 0) return flowed;
    return fail({
      expected: {
        en: `the three messages that this server had accepted for ${user} before are in the mailbox, too`,
        'zh-cn': `服务器此前已经为 ${user} 接受的三封信也进入邮箱`,
      },
      observed: { en: `${missing.length} of them are not there`, 'zh-cn': `其中 ${missing.length} 封不在` },
      hint: {
        en: 'What a server has accepted it has to deliver. Is it in the queue (mailq), or was the queue cleared? Then only a reset brings it back.',
        'zh-cn': '服务器接受了的邮件就必须送达。它们还在队列里（mailq），还是队列被清空了？清空了就只能重置实验。',
      },
    });
  },

  room: async (ctx) => (await ready(ctx, 8_000_000)) ?? (await tooFull(ctx)) ?? pass(),

  stays: async (ctx) => {
    const full = await tooFull(ctx);
    if (full) return full;
    const before = await ctx.host.usage('mx', '/var');
    for (let i = 0; i < invoices; i++) {
      const wrong = await readInvoice(ctx, `${ctx.nonce()}`);
      if (wrong) return wrong;
    }
    let grown = { bytes: 0, inodes: 0 };
    const small = await ctx.until(
      async () => {
        const now = await ctx.host.usage('mx', '/var');
        grown = { bytes: now.usedBytes - before.usedBytes, inodes: now.usedInodes - before.usedInodes };
        return grown.bytes < mayGrow.bytes && grown.inodes < mayGrow.inodes && now;
      },
      { timeout: 35_000, every: 2000 },
    );
    if (small) return pass(small);
    return fail({
      because: before,
      expected: {
        en: `half a minute after ${invoices} invoices were read, /var holds at most ${mayGrow.bytes / megabyte} MB and ${mayGrow.inodes} files more`,
        'zh-cn': `读过 ${invoices} 张发票半分钟后，/var 最多增加 ${mayGrow.bytes / megabyte} MB 和 ${mayGrow.inodes} 个文件`,
      },
      observed: {
        en: `it grew by ${(grown.bytes / megabyte).toFixed(1)} MB and ${grown.inodes} files`,
        'zh-cn': `增加了 ${(grown.bytes / megabyte).toFixed(1)} MB 和 ${grown.inodes} 个文件`,
      },
      hint: { en: 'Room was made, but what used it up is still at work.', 'zh-cn': '空间是腾出来了，但占用它的东西还在工作。' },
    });
  },

  'mail-kept': async (ctx) => {
    const { user, password, archive } = facts(ctx);
    await using session = await mailbox(ctx, { host: 'mx', user, password });
    const texts = (await session.messages('INBOX', archive)).map((m) => m.raw.toString('latin1').replaceAll('\r\n', '\n'));
    const clauses = (letter: number) => Array.from({ length: 1500 }, (_, j) => `${archive}-${letter}-${j + 1} clause\n`).join('');
    const missing = Array.from({ length: 10 }, (_, i) => i + 1).filter((letter) => !texts.some((text) => text.endsWith(`\n\n${clauses(letter)}`)));
    if (missing.length === 0) return pass();
    return fail({
      expected: { en: `the ten old contracts in the mailbox of ${user} are there, word for word`, 'zh-cn': `${user} 邮箱里的十份旧合同都在，一字不差` },
      observed: { en: `${missing.length} of them are gone or changed`, 'zh-cn': `其中 ${missing.length} 份不见了或被改动` },
      hint: { en: 'Mail belongs to its readers: it is never the place to save room.', 'zh-cn': '邮件属于收信的人，绝不是拿来腾空间的。' },
    });
  },

  'audit-kept': async (ctx) => {
    const { audit } = facts(ctx);
    const file = await ctx.host.read('mx', '/var/log/portal/audit.log');
    const lines = (file?.bytes.toString('utf8') ?? '').split('\n').filter((l) => l.includes(`read invoice ${audit}-`)).length;
    if (file && lines === 400) return pass(file);
    return fail({
      ...(file && { because: file }),
      expected: { en: '/var/log/portal/audit.log holds all 400 entries of last year', 'zh-cn': '/var/log/portal/audit.log 里去年的 400 条记录都在' },
      observed: { en: `it holds ${lines}`, 'zh-cn': `里面有 ${lines} 条` },
      hint: { en: 'Records that the law wants kept are no debug log.', 'zh-cn': '法律要求保存的记录不是调试日志。' },
    });
  },

  portal: async (ctx) => (await readInvoice(ctx, ctx.nonce())) ?? pass(),

  'no-relay': async (ctx) => {
    const { peer, customer } = facts(ctx);
    await using session = await ctx.smtp.connect({ host: 'mx', port: 25 });
    await session.ehlo();
    const mail = await session.mail('someone@elsewhere.example');
    const reply = mail.code === 250 ? await session.rcpt(`${customer}@${peer}`) : mail;
    // With its disk full, the server refuses everybody at MAIL: also that is a refusal.
    if (reply.code >= 400) return pass(reply);
    return fail({
      because: reply,
      expected: { en: "a stranger's mail for another domain is refused", 'zh-cn': '陌生人发往其他域的邮件被拒绝' },
      observed: said(reply),
    });
  },
});
