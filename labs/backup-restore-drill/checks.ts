import { randomBytes } from 'node:crypto';
import { type CheckContext, defineChecks, fail, type Observation, ProbeFailure, pass, type Verdict } from '../../lab-runner/contract/check.ts';
import { difference, type Inventory, inventory, opened } from '../../lab-runner/contract/inventory.ts';
import { arrived, letter, loggedIn, mailbox, persistently, transact } from '../../lab-runner/contract/moves.ts';
import type { LocalizedText } from '../../lab-runner/contract/text.ts';
import lab from './lab.ts';

/** Of the whole drill: what is too slow shall be said, not cut off by the deadline of the check. */
const mostMs = 135_000;
/** From the order to restore until mail works. */
const recoveryMs = 60_000;
/** Which generation is asked for: the third newest. */
const back = 2;
/** Bytes of a message that only one night has: random, so neither packing nor sealing makes less of it. */
const ballast = 1_000_000;
/** Marks what earlier checks left behind. */
const mark = 'X-Drill: yes';

type Who = 'user' | 'colleague';
const param = (ctx: CheckContext, name: string): string => ctx.params[name] as string;
const address = (ctx: CheckContext, who: string): string => `${param(ctx, who)}@${param(ctx, 'domain')}`;
const password = (ctx: CheckContext, who: Who): string => param(ctx, who === 'user' ? 'password' : 'otherPassword');
const login = (ctx: CheckContext, host: string, who: Who) => ({ host, user: address(ctx, who), password: password(ctx, who) });

interface Drill {
  /** When the first night began, in each mailbox. */
  before: Record<Who, Inventory>;
  /** There from before the first night until after the last; deleted after the first; came after the first. */
  kept: string;
  deleted: string;
  late: string;
  /** Subjects that the colleague's newest Sieve rule files into "Urgent". */
  urgent: string;
  /** Bytes in the vault after the third of four nights, when the first is still due, and after the last, when it is not. */
  room: [number, number];
  begun: number;
}

async function inventories(ctx: CheckContext, host: string): Promise<Record<Who, Inventory>> {
  const [user, colleague] = await Promise.all([inventory(ctx, login(ctx, host, 'user')), inventory(ctx, login(ctx, host, 'colleague'))]);
  return { user, colleague };
}

/** Time that is left of the drill. */
const left = (drill: { begun: number }): number => Math.max(1000, mostMs - (performance.now() - drill.begun));

async function night(ctx: CheckContext, drill: { begun: number }): Promise<void> {
  const answer = await ctx.http.get({ host: 'mx', port: 7000, path: '/night', timeout: left(drill) });
  if (/^the night ended with code 0$/m.test(answer.body)) return;
  answer.decide();
  throw new ProbeFailure(
    { en: answer.body.trim().slice(-300), 'zh-cn': answer.body.trim().slice(-300) },
    { en: 'the programs of the night on mx end with code 0', 'zh-cn': 'mx 上“夜里”的程序以代码 0 结束' },
  );
}

async function sieve(ctx: CheckContext, script: string): Promise<void> {
  await using session = await ctx.managesieve.connect({ host: 'mx', port: 4190 });
  const tls = await session.starttls();
  const auth = tls.status === 'OK' ? await session.authenticate(address(ctx, 'colleague'), password(ctx, 'colleague')) : tls;
  const put = auth.status === 'OK' ? await session.putScript('rules', script) : auth;
  const active = put.status === 'OK' ? await session.setActive('rules') : put;
  if (active.status === 'OK') return;
  active.decide();
  throw new ProbeFailure({ en: `Sieve on mx:4190: ${active.text || active.status}`, 'zh-cn': `mx:4190 上的 Sieve：${active.text || active.status}` });
}

/** The backups on bk: all in the vault but what every account has from the start, and the keys for SSH. */
const vault = async (ctx: CheckContext) =>
  (await ctx.host.list('bk', '/srv/backup')).filter((f) => !/^\/srv\/backup\/\.(ssh\/|bash|profile|cache\/)/.test(f.path));
const room = async (ctx: CheckContext): Promise<number> => (await vault(ctx)).reduce((n, f) => n + f.size, 0);

/** A night with a huge message in a mailbox; then something is changed on mx, three nights more, and what was new is destroyed there. */
async function nights(ctx: CheckContext): Promise<Drill> {
  const begun = performance.now();
  const [kept, deleted, late, urgent] = [ctx.nonce(), ctx.nonce(), ctx.nonce(), ctx.nonce()] as [string, string, string, string];
  const mail = (nonce: string) => letter({ from: address(ctx, 'colleague'), to: address(ctx, 'user'), nonce, headers: [mark] });
  await using box = await mailbox(ctx, login(ctx, 'mx', 'user'));
  await box.remove('INBOX', mark);
  const huge = ctx.nonce();
  const bytes = randomBytes(ballast).toString('base64').replace(/.{76}/g, '$&\n');
  await box.append('INBOX', letter({ from: address(ctx, 'colleague'), to: address(ctx, 'user'), nonce: huge, headers: [mark], body: bytes }));
  await night(ctx, { begun });
  await box.remove('INBOX', huge);
  await box.append('INBOX', mail(kept), { received: new Date(Date.UTC(2025, 4, 1 + (kept.charCodeAt(5) % 28), 6, 30)) });
  await box.append('INBOX', mail(deleted), { received: new Date(Date.UTC(2025, 5, 1, 6, 30)) });
  await sieve(ctx, `require ["fileinto", "mailbox"];\nif header :contains "subject" "${urgent}" { fileinto :create "Urgent"; }\n`);
  const folder = `Trip-${kept.slice(-8)}`;
  {
    await using session = await opened(ctx, login(ctx, 'mx', 'user'));
    await session.command(`CREATE "${folder}"`);
    await session.command(`SUBSCRIBE "${folder}"`);
    await session.command('SELECT INBOX');
    const uid = (await box.messages('INBOX', kept))[0]?.uid ?? 0;
    const flags = ['\\Seen', '\\Answered', '\\Draft', '$Forwarded', 'Accounts'].filter((_, i) => (kept.charCodeAt(8 + i) & 1) === 1);
    await session.command(`UID STORE ${uid} +FLAGS.SILENT (${['\\Flagged', ...flags].join(' ')})`);
  }
  await box.append(folder, mail(kept), { received: new Date(Date.UTC(2025, 6, 2, 6, 30)) });
  const before = await inventories(ctx, 'mx');
  await night(ctx, { begun });
  await box.remove('INBOX', deleted);
  await box.append('INBOX', mail(late));
  await night(ctx, { begun });
  const due = await room(ctx);
  await night(ctx, { begun });
  const over = await room(ctx);
  await box.remove('INBOX', mark);
  await sieve(ctx, 'keep;\n');
  await using session = await opened(ctx, login(ctx, 'mx', 'user'));
  await session.command(`UNSUBSCRIBE "${folder}"`);
  await session.command(`DELETE "${folder}"`);
  return { before, kept, deleted, late, urgent, room: [due, over], begun };
}

interface Restored {
  drill: Drill;
  now: Record<Who, Inventory>;
}

/** The four nights, then fire, the order to restore, and a look at what is on `new`. */
async function restored(ctx: CheckContext): Promise<Restored> {
  const drill = await ctx.once('nights', () => nights(ctx));
  const button = (path: string) => ctx.http.get({ host: 'mx', port: 7000, path, timeout: 30_000 });
  await button('/fire');
  try {
    const ordered = performance.now();
    const patience = Math.min(recoveryMs, left(drill));
    const answer = await ctx.http.get({ host: 'new', port: 7000, path: `/restore/${back}`, timeout: patience });
    if (!/^restore-mail ended with code 0$/m.test(answer.body)) {
      answer.decide();
      throw new ProbeFailure(
        { en: answer.body.trim().slice(-300), 'zh-cn': answer.body.trim().slice(-300) },
        { en: `restore-mail ${back} on new ends with code 0, without mx`, 'zh-cn': `没有 mx，new 上的 restore-mail ${back} 也能以代码 0 结束` },
      );
    }
    const works = await ctx.until(() => serves(ctx), { timeout: Math.max(1000, patience - (performance.now() - ordered)), every: 700 });
    if (!works) {
      await serves(ctx, true);
      throw new ProbeFailure(
        { en: 'it did not work by then', 'zh-cn': '到时还没恢复' },
        { en: 'a minute after the order mail works on new', 'zh-cn': '下令一分钟后，new 上的邮件服务恢复' },
      );
    }
    return { drill, now: await inventories(ctx, 'new') };
  } finally {
    await button('/over');
  }
}

/** Both users can log in on `new`, and port 25 takes a sender: not before its filters run. `loud`: says why not. */
async function serves(ctx: CheckContext, loud = false): Promise<boolean> {
  try {
    for (const who of ['user', 'colleague'] as const) {
      await using _session = await opened(ctx, login(ctx, 'new', who));
    }
    await using session = await ctx.smtp.connect({ host: 'new', port: 25 });
    return (await session.ehlo()).code === 250 && (await session.mail(`someone@${param(ctx, 'partner')}`)).code === 250;
  } catch (error) {
    if (loud || !(error instanceof ProbeFailure)) throw error;
    return false;
  }
}

const drilled = (ctx: CheckContext): Promise<Restored> => ctx.once('restore', () => restored(ctx));

/** Archives that anybody can open, by their first bytes. */
const archives: [string, number[]][] = [
  // With its method, which is always deflate: two bytes alone also begin one of some 1,600 random repositories of forty files.
  ['gzip', [0x1f, 0x8b, 0x08]],
  ['bzip2', [0x42, 0x5a, 0x68]],
  ['xz', [0xfd, 0x37, 0x7a, 0x58, 0x5a]],
  ['zstd', [0x28, 0xb5, 0x2f, 0xfd]],
  ['lz4', [0x04, 0x22, 0x4d, 0x18]],
];

/** Says what was seen instead of `expected`. */
const unlike =
  (expected: LocalizedText) =>
  (en: string, zh: string, because?: Observation): Verdict =>
    fail({ ...(because && { because }), expected, observed: { en, 'zh-cn': zh } });

const needsDrill: LocalizedText = {
  en: 'in the drill all that was there on that night comes back as it was',
  'zh-cn': '演练中，那一夜有的一切都原样回来',
};

/** A stranger at port 25 of `new`: code of RCPT for `to`. */
async function knock(ctx: CheckContext, host: string, to: string) {
  await using session = await ctx.smtp.connect({ host, port: 25, from: ctx.internet.stranger() });
  await session.ehlo('pc.somewhere.example');
  const mail = await session.mail(`someone@${param(ctx, 'partner')}`);
  return mail.code === 250 ? await session.rcpt(to) : mail;
}

async function deliver(ctx: CheckContext, host: string, to: string, nonce: string, subject = nonce): Promise<Observation & { code: number; text: string }> {
  const from = `${param(ctx, 'customer')}@${param(ctx, 'partner')}`;
  const message = letter({ from, to, nonce, subject });
  return await persistently(ctx, () => ctx.smtp.send({ host, port: 25, from: ctx.outside.address('partner'), mailFrom: from, rcptTo: [to], message }));
}

export default defineChecks(lab, {
  mail: async (ctx) => {
    const { drill, now } = await drilled(ctx);
    const stranger = await ctx.imap.login({ host: 'new', port: 993, tls: true, user: address(ctx, 'user'), password: ctx.nonce() });
    if (stranger.ok) {
      await stranger.session[Symbol.asyncDispose]();
      return fail({ expected: needsDrill, observed: { en: 'any password opens the mailbox on new', 'zh-cn': '任何密码都能打开 new 上的邮箱' } });
    }
    for (const who of ['user', 'colleague'] as const) {
      const differs = difference(drill.before[who], now[who], drill.deleted);
      if (differs)
        return fail({
          because: stranger,
          expected: needsDrill,
          observed: { en: `${address(ctx, who)}: ${differs.en}`, 'zh-cn': `${address(ctx, who)}：${differs['zh-cn']}` },
          hint: { en: 'Which file holds that on mx, and is it in the backup?', 'zh-cn': '这在 mx 上存于哪个文件？备份里有它吗？' },
        });
    }
    return pass();
  },

  settings: async (ctx) => {
    const { drill } = await drilled(ctx);
    const no = unlike({ en: 'new does everything that mx did', 'zh-cn': 'mx 能做的，new 都能做' });
    for (const port of [993, 25] as const) {
      const name = `mail.${param(ctx, 'domain')}`;
      const tls = await ctx.tls.handshake({ host: 'new', port, servername: name, ...(port === 25 && { starttls: 'smtp' }) });
      if (!tls.trusted)
        return no(`port ${port} has no valid certificate for ${name}: ${tls.problem}`, `${port} 端口没有 ${name} 的有效证书：${tls.reason?.['zh-cn']}`, tls);
    }
    const nonce = ctx.nonce();
    const sent = await deliver(ctx, 'new', address(ctx, 'alias'), nonce, `${drill.urgent} ${nonce}`);
    if (sent.code !== 250) return no(`mail to ${address(ctx, 'alias')}: ${sent.text}`, `发往 ${address(ctx, 'alias')} 的邮件：${sent.text}`, sent);
    const copies = await arrived(ctx, { ...login(ctx, 'new', 'user'), containing: nonce, timeout: 20_000 });
    if (copies.length !== 1)
      return no(
        `mail to the alias arrived ${copies.length} times in INBOX of ${param(ctx, 'user')}`,
        `别名邮件在 ${param(ctx, 'user')} 的收件箱里有 ${copies.length} 份`,
        sent,
      );
    {
      await using box = await mailbox(ctx, login(ctx, 'new', 'colleague'));
      const filed = await ctx.until(async () => (await box.folders()).some((f) => f.path === 'Urgent') && (await box.messages('Urgent', nonce)).length === 1, {
        timeout: 20_000,
      });
      if (!filed)
        return no(`the newest Sieve rule of ${param(ctx, 'colleague')} did not file a message`, `${param(ctx, 'colleague')} 最新的 Sieve 规则没有生效`, sent);
    }
    for (const to of [`${ctx.nonce()}@${param(ctx, 'domain')}`, `${param(ctx, 'customer')}@${param(ctx, 'partner')}`]) {
      const reply = await knock(ctx, 'new', to);
      if (reply.code < 400)
        return no(`a stranger's mail to ${to}: ${reply.text || 'the connection ended'}`, `陌生人发往 ${to} 的邮件：${reply.text || '连接中断'}`, reply);
    }
    const order = ctx.nonce();
    const to = `${param(ctx, 'customer')}@${param(ctx, 'partner')}`;
    {
      await using session = await loggedIn(ctx, { ...login(ctx, 'new', 'user'), port: 587 });
      const reply = await transact(session, {
        mailFrom: address(ctx, 'user'),
        rcptTo: [to],
        message: letter({ from: address(ctx, 'user'), to, nonce: order }),
      });
      if (reply.code !== 250) return no(`a user sends on 587: ${reply.text}`, `用户从 587 端口发信：${reply.text}`, reply);
    }
    const there = await ctx.until(async () => (await ctx.outside.received({ persona: 'partner', containing: order }))[0], { timeout: 40_000 });
    if (!there) return no('what a user sent did not reach the partner', '用户发出的邮件没有到达合作伙伴');
    const verdict = await ctx.auth.received(there);
    if (verdict.dkim.some((d) => d.result === 'pass' && d.domain === param(ctx, 'domain'))) return pass(verdict);
    const seen = verdict.dkim.map((d) => `${d.domain}: ${d.result}`).join(', ');
    return no(
      `the mail has no valid DKIM signature of ${param(ctx, 'domain')} (${seen || 'none'})`,
      `邮件没有 ${param(ctx, 'domain')} 的有效 DKIM 签名（${seen || '无'}）`,
      verdict,
    );
  },

  generations: async (ctx) => {
    const { drill, now } = await drilled(ctx);
    const has = (nonce: string) => [...now.user.messages.values()].filter((m) => m.raw.includes(nonce)).length;
    const no = unlike({
      en: `restore-mail ${back} brings back the state of two nights before the last: with what was deleted since, without what came since`,
      'zh-cn': `restore-mail ${back} 找回最后一夜之前两夜的状态：有后来删掉的，没有后来才到的`,
    });
    const kept = has(drill.kept);
    if (kept !== 2) return no(`what was there all the time is there ${kept} times, not twice`, `一直都在的内容出现 ${kept} 次，应为两次`);
    if (has(drill.deleted) !== 1) return no('what was deleted after that night is missing', '那一夜之后删掉的邮件不在');
    if (has(drill.late) !== 0) return no('what came after that night is there', '那一夜之后才到的邮件也在');
    // It takes up more than its own bytes while it is there, in Base64; half of them leave room for whatever else grew.
    const [due, over] = drill.room;
    if (over <= due - ballast / 2) return pass();
    return fail({
      expected: {
        en: 'with each night the one that is the fourth by then goes from bk; of four nights, the first had a message of 1.3 MB that none has had since',
        'zh-cn': '每过一夜，变成倒数第四的那一夜就从 bk 上消失；四夜中只有第一夜有一封 1.3 MB 的邮件，后来都没有',
      },
      observed: {
        en: `it still takes up room: /srv/backup has ${over} bytes after the fourth night, ${due} before`,
        'zh-cn': `它仍然占着空间：第四夜之后 /srv/backup 有 ${over} 字节，之前是 ${due} 字节`,
      },
      hint: {
        en: 'How many nights lie on bk? In a repository, what is forgotten goes only when it is cleared out.',
        'zh-cn': 'bk 上放着几夜的备份？在备份仓库里，光是“忘掉”还不会腾出空间，要清理才行。',
      },
    });
  },

  sealed: async (ctx) => {
    const { drill, now } = await drilled(ctx);
    const no = unlike({ en: 'bk holds a backup, and nothing in it can be read', 'zh-cn': 'bk 上有备份，而且里面什么也读不到' });
    if (![...now.user.messages.values()].some((m) => m.raw.includes(drill.kept)))
      return no('what is on bk is no backup: the drill did not bring the mail back', 'bk 上的不是备份：演练没有找回邮件');
    const files = await vault(ctx);
    if (files.reduce((n, f) => n + f.size, 0) < 4000) return no('there is no backup in /srv/backup', '/srv/backup 里没有备份');
    const needles = [drill.kept, param(ctx, 'archive'), param(ctx, 'passphrase'), '{SHA512-CRYPT}', 'PRIVATE KEY'];
    // The largest: sealed or not shows there, and a repository may consist of hundreds.
    for (const file of files.sort((a, b) => b.size - a.size).slice(0, 40)) {
      const bytes = (await ctx.host.read('bk', file.path))?.bytes ?? Buffer.alloc(0);
      const needle = needles.find((n) => bytes.includes(n));
      if (needle) return no(`${file.path} can be read: it holds "${needle}"`, `${file.path} 可以直接读：里面有“${needle}”`, file);
      const archive = archives.find(([, magic]) => magic.every((byte, i) => bytes[i] === byte))?.[0];
      if (archive) return no(`${file.path} is compressed (${archive}), not sealed`, `${file.path} 只是压缩（${archive}），没有加密`, file);
    }
    return pass();
  },

  'mx-serves': async (ctx) => {
    const nonce = ctx.nonce();
    const sent = await deliver(ctx, 'mx', address(ctx, 'alias'), nonce);
    const found = sent.code === 250 ? await arrived(ctx, { ...login(ctx, 'mx', 'user'), containing: nonce, timeout: 40_000 }) : [];
    await using box = await mailbox(ctx, login(ctx, 'mx', 'user'));
    const old = (await box.messages('INBOX', param(ctx, 'archive'))).length;
    if (found.length === 1) await box.remove('INBOX', nonce);
    await using other = await mailbox(ctx, login(ctx, 'mx', 'colleague'));
    await other.remove('INBOX', nonce);
    if (found.length === 1 && old === 6) return pass(sent);
    return fail({
      because: sent,
      expected: { en: 'mx takes mail for the alias, and the six old letters are in INBOX', 'zh-cn': 'mx 接收发给别名的邮件，收件箱里六封旧信都在' },
      observed: { en: `${sent.text}; ${found.length} arrived, ${old} old letters`, 'zh-cn': `${sent.text}；到达 ${found.length} 封，旧信 ${old} 封` },
    });
  },

  'no-relay': async (ctx) => {
    const reply = await knock(ctx, 'mx', `${param(ctx, 'customer')}@${param(ctx, 'partner')}`);
    if (reply.code >= 400) return pass(reply);
    return fail({
      because: reply,
      expected: { en: "a stranger's mail for another domain is refused", 'zh-cn': '陌生人发往其他域的邮件被拒绝' },
      observed: reply.text || { en: 'the connection ended', 'zh-cn': '连接中断' },
    });
  },
});
