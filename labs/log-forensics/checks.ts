import { type CheckContext, defineChecks, fail, pass } from '../../lab-runner/contract/check.ts';
import { judged, letter, loggedIn, mailbox, moment, persistently, transact } from '../../lab-runner/contract/moves.ts';
import lab from './lab.ts';

/** The moment of the first break-in. */
const first = (ctx: CheckContext) =>
  Date.UTC(2026, 0, Number(ctx.params['day']), Number(ctx.params['hour']), Number(ctx.params['minute']), Number(ctx.params['second']));

function intruders(ctx: CheckContext): string[] {
  return [`203.0.113.${ctx.params['firstIp']}`, `198.51.100.${ctx.params['secondIp']}`, `192.0.2.${ctx.params['thirdIp']}`];
}

/** As before-boot wrote it: message i has 2 + (7 i + extra) mod 4 recipients, of which each with (i + j) mod 5 = 0 was refused. */
function delivered(ctx: CheckContext): number {
  let sum = 0;
  for (let i = 0; i < Number(ctx.params['spam']); i++) {
    const recipients = 2 + ((i * 7 + Number(ctx.params['extra'])) % 4);
    for (let j = 0; j < recipients; j++) if ((i + j) % 5 !== 0) sum++;
  }
  return sum;
}

export default defineChecks(lab, {
  account: async (ctx) => {
    const given = ctx.answer.trim().toLowerCase();
    const { account, domain } = ctx.params;
    return judged(ctx, given === account || given === `${account}@${domain}`, { en: 'the name of the account that was abused', 'zh-cn': '被盗用账号的名字' });
  },

  'first-login': async (ctx) => {
    const given = moment(ctx.answer);
    const expected = {
      en: 'the time of the intruder’s first successful login, in UTC, such as 2026-01-03T09:08:07Z',
      'zh-cn': '入侵者第一次成功登录的 UTC 时间，例如 2026-01-03T09:08:07Z',
    };
    if (Number.isNaN(given))
      return judged(ctx, false, expected, { en: 'This is not a time in the form 2026-01-03T09:08:07Z.', 'zh-cn': '这不是 2026-01-03T09:08:07Z 这样的时间。' });
    const off = (given - first(ctx)) / 1000;
    const hours = Math.abs(off) > 1 && Math.abs(off) % 3600 === 0;
    return judged(
      ctx,
      Math.abs(off) <= 1,
      expected,
      hours ? { en: 'The minutes are right; whose clock is it?', 'zh-cn': '分秒是对的；可这是哪个时钟？' } : undefined,
    );
  },

  addresses: async (ctx) => {
    const given = new Set(ctx.answer.match(/\d+\.\d+\.\d+\.\d+/g) ?? []);
    const wanted = intruders(ctx);
    const right = wanted.filter((address) => given.has(address)).length;
    const expected = { en: 'every address from which the intruder was in, and no other', 'zh-cn': '入侵者登录成功所用的全部地址，不多不少' };
    return judged(ctx, right === wanted.length && given.size === wanted.length, expected, {
      en: given.size > right ? 'One of these did not get in, or was not the intruder.' : 'Some are missing.',
      'zh-cn': given.size > right ? '其中有的没有登录成功，或者不是入侵者。' : '还缺。',
    });
  },

  recipients: async (ctx) =>
    judged(ctx, /^\d+$/.test(ctx.answer.trim()) && Number(ctx.answer) === delivered(ctx), {
      en: 'the number of recipients whose servers accepted the intruder’s spam',
      'zh-cn': '接受了入侵者垃圾邮件的收件人数',
    }),

  path: async (ctx) => {
    const ports = new Set(
      ctx.answer
        .toLowerCase()
        .split(/[^a-z0-9]+/)
        .map((word) => ({ submission: '587', submissions: '465', smtps: '465' })[word] ?? word)
        .filter((word) => word === '465' || word === '587'),
    );
    return judged(
      ctx,
      ports.size === 1 && [...ports][0] === ctx.params['path'],
      { en: 'the port through which the intruder handed in the spam', 'zh-cn': '入侵者交来垃圾邮件所用的端口' },
      { en: 'Colleagues send, too. Which lines are the intruder’s?', 'zh-cn': '同事也在发信。哪些行才是入侵者的？' },
    );
  },

  read: async (ctx) =>
    judged(
      ctx,
      /^\d+$/.test(ctx.answer.trim()) && Number(ctx.answer) === Number(ctx.params['readFirst']) + Number(ctx.params['readSecond']),
      { en: 'the number of messages whose text the intruder fetched in all IMAP sessions', 'zh-cn': '入侵者在所有 IMAP 会话里取走正文的邮件数' },
      { en: 'All sessions of the intruder, and none of the owner’s.', 'zh-cn': '要算入侵者的全部会话，不算主人的。' },
    ),

  closed: async (ctx) => {
    const { account, accountPassword, newPassword, domain } = ctx.params as Record<string, string>;
    const expected = {
      en: 'the owner of the abused account logs in with the new password, and the old one is refused for reading and sending',
      'zh-cn': '被盗账号的主人用新密码登录，旧密码收信、发信都被拒绝',
    };
    const owner = await ctx.imap.login({ host: 'mx', port: 993, tls: true, user: account as string, password: newPassword as string });
    if (!owner.ok) return fail({ because: owner, expected, observed: { en: 'the new password is refused', 'zh-cn': '新密码被拒绝' } });
    await owner.session[Symbol.asyncDispose]();
    const old = await ctx.imap.login({ host: 'mx', port: 993, tls: true, user: account as string, password: accountPassword as string });
    if (old.ok) {
      await old.session[Symbol.asyncDispose]();
      return fail({ expected, observed: { en: 'the old password still opens the mailbox', 'zh-cn': '旧密码仍能打开邮箱' } });
    }
    await using session = await ctx.smtp.connect({ host: 'mx', port: 587, servername: `mail.${domain}` });
    await session.ehlo();
    await session.starttls();
    await session.ehlo();
    const sending = await session.auth(account as string, accountPassword as string);
    if (sending.code === 535) return pass(sending);
    return fail({ because: sending, expected, observed: sending.text || 'the connection ended' });
  },

  'thrown-out': async (ctx) => {
    const { account, accountPassword, newPassword } = ctx.params as Record<string, string>;
    const expected = {
      en: 'no session of the intruder is left and none can be opened anew, while the owner gets in with the new password',
      'zh-cn': '入侵者的会话一个不剩，也开不了新的；主人用新密码能进',
    };
    await using _owner = await mailbox(ctx, { host: 'mx', user: account as string, password: newPassword as string });
    const old = await ctx.imap.login({ host: 'mx', port: 993, tls: true, user: account as string, password: accountPassword as string });
    if (old.ok) {
      await old.session[Symbol.asyncDispose]();
      return fail({ expected, observed: { en: 'the old password opens a new session', 'zh-cn': '旧密码能打开新的会话' } });
    }
    const guest = (await ctx.canary.look({ now: true })).lurking[0];
    if (!guest) return pass(old);
    return fail({
      expected,
      observed: {
        en: `the intruder’s session of ${guest.since.toISOString().slice(11, 19)} UTC is still open`,
        'zh-cn': `入侵者 ${guest.since.toISOString().slice(11, 19)} UTC 打开的会话还开着`,
      },
      hint: { en: 'Who is inside needs no key any more.', 'zh-cn': '已经在屋里的人不再需要钥匙。' },
    });
  },

  'no-copies': async (ctx) => {
    const { account, newPassword, boss, bossPassword, domain, peer, customer } = ctx.params as Record<string, string>;
    const expected = {
      en: 'mail for the owner of the abused account arrives, and nobody outside gets a copy',
      'zh-cn': '发给被盗账号主人的邮件照常到达，外面没有人得到副本',
    };
    const outside = `${customer}@${peer}`;
    const to = `${account}@${domain}`;
    const nonce = ctx.nonce();
    const sent = await persistently(ctx, () =>
      ctx.smtp.send({
        host: 'mx',
        port: 25,
        from: ctx.outside.address('customer'),
        ehlo: `mx.${peer}`,
        mailFrom: outside,
        rcptTo: [to],
        message: letter({ from: outside, to, nonce }),
      }),
    );
    if (sent.code !== 250) return fail({ because: sent, expected, observed: sent.text || 'the connection ended' });
    await using box = await mailbox(ctx, { host: 'mx', user: account as string, password: newPassword as string });
    const there = await ctx.until(async () => (await box.messages('INBOX', nonce))[0], { timeout: 30_000 });
    if (!there)
      return fail({ because: sent, expected, observed: { en: 'it was accepted but is not there after 30 s', 'zh-cn': '邮件被接受了，但 30 秒后仍不在那里' } });
    // A copy would have been queued before a message that leaves now; when this one has arrived, only a question to the DNS that got lost, which
    // is asked again after five seconds, could still hold it up.
    const marker = ctx.nonce();
    const from = `${boss}@${domain}`;
    const left = await persistently(ctx, async () => {
      await using session = await loggedIn(ctx, { host: 'mx', port: 587, user: boss as string, password: bossPassword as string });
      return await transact(session, { mailFrom: from, rcptTo: [outside], message: letter({ from, to: outside, nonce: marker }) });
    });
    if (left.code !== 250) return fail({ because: left, expected, observed: left.text || 'the connection ended' });
    await ctx.until(async () => (await ctx.outside.received({ persona: 'customer', containing: marker }))[0], { timeout: 30_000 });
    const copy = await ctx.until(async () => (await ctx.outside.received({ containing: nonce }))[0], { timeout: 9_000 });
    if (!copy) return pass(sent);
    return fail({ because: copy, expected, observed: { en: `a copy went to ${copy.rcptTo.join(', ')}`, 'zh-cn': `副本寄到了 ${copy.rcptTo.join(', ')}` } });
  },

  evidence: async (ctx) => {
    const [web, smtp, imap] = intruders(ctx) as [string, string, string];
    const wanted: [string, string][] = [
      ['webmail.log', `from ${web} `],
      ['mail.log', `[${smtp}]`],
      ['gateway.log', `rip=${imap},`],
    ];
    const expected = { en: 'the logs in /var/log/incident are there as they were collected', 'zh-cn': '/var/log/incident 里的日志与收集时一样' };
    for (const [file, text] of wanted) {
      const found = await ctx.host.read('mx', `/var/log/incident/${file}`);
      const lines = found?.bytes.toString('utf8').split('\n') ?? [];
      const count = lines.filter((line) => line.includes(text)).length;
      const least = file === 'mail.log' ? Number(ctx.params['spam']) : file === 'webmail.log' ? 6 : 2;
      if (count < least || lines.length < 60)
        return fail({
          ...(found && { because: found }),
          expected,
          observed: { en: `${file} ${found ? 'is no longer complete' : 'is gone'}`, 'zh-cn': `${file} ${found ? '不再完整' : '不见了'}` },
          hint: { en: 'Evidence is copied, never changed. Reset the lab to get it back.', 'zh-cn': '证据只能复制，绝不能改动。要找回来只能重置实验。' },
        });
    }
    return pass();
  },

  unharmed: (ctx) => ctx.canary.unharmed(),
});
