import type { CanaryItem } from '../../lab-runner/contract/canary.ts';
import { type CheckContext, defineChecks, fail, type ImapSession, ProbeFailure, pass, type SmtpReply, type Verdict } from '../../lab-runner/contract/check.ts';
import { gathered, judged, letter, loggedIn, moment, persistently } from '../../lab-runner/contract/moves.ts';
import lab from './lab.ts';

const message = (from: string, to: string, subject: string, nonce: string) =>
  `From: <${from}>\nTo: <${to}>\nSubject: ${subject} ${nonce}\nMessage-ID: <${nonce}@probe.internet.test>\nDate: ${new Date().toUTCString().replace('GMT', '+0000')}\n\n${nonce}\n`;

/** A message of the customer to somebody in the house; after a 4xx it comes again. */
function fromCustomer(ctx: CheckContext, who: string, subject: string, nonce: string): Promise<SmtpReply> {
  const { domain, peer, customer } = ctx.params;
  const from = `${customer}@${peer}`;
  const to = `${who}@${domain}`;
  return persistently(ctx, () =>
    ctx.smtp.send({
      host: 'mx',
      port: 25,
      from: ctx.outside.address('customer'),
      ehlo: `mx.${peer}`,
      mailFrom: from,
      rcptTo: [to],
      message: message(from, to, subject, nonce),
    }),
  );
}

/** Somebody of the house sends on 587 and it arrives; null when so. */
async function sends(ctx: CheckContext, user: string, password: string): Promise<Verdict | null> {
  const { domain, peer, customer } = ctx.params;
  const from = `${user}@${domain}`;
  const to = `${customer}@${peer}`;
  const nonce = ctx.nonce();
  const expected = { en: `${user} logs in on port 587 and a message reaches ${to}`, 'zh-cn': `${user} 在 587 端口登录，邮件到达 ${to}` };
  // A program comes back after a 4xx: after a reboot, what counts recipients may be up later than what asks it.
  const sent = await persistently(ctx, () =>
    ctx.smtp.send({
      host: 'mx',
      port: 587,
      starttls: true,
      auth: { user, password },
      mailFrom: from,
      rcptTo: [to],
      message: message(from, to, 'hello', nonce),
    }),
  );
  if (sent.code !== 250) return fail({ because: sent, expected, observed: sent.text || 'the connection ended' });
  const arrived = await ctx.until(async () => (await ctx.outside.received({ persona: 'customer', containing: nonce }))[0], { timeout: 30_000 });
  return arrived
    ? null
    : fail({ because: sent, expected, observed: { en: 'it was accepted but did not arrive within 30 s', 'zh-cn': '邮件被接受，但 30 秒内没有到达' } });
}

async function mailboxOf(ctx: CheckContext, user: string, password: string): Promise<{ session: ImapSession } | { verdict: Verdict }> {
  const login = await ctx.imap.login({ host: 'mx', port: 993, tls: true, user, password });
  if (login.ok) return login;
  return { verdict: fail({ because: login, expected: { en: `${user} logs in on port 993`, 'zh-cn': `${user} 能在 993 端口登录` }, observed: login.text }) };
}

/** The forty desks, those first that have not sent for longest: what an earlier check used up must not count in this one. */
async function desks(ctx: CheckContext): Promise<string[]> {
  const last = new Map<string, number>();
  for (const { mailFrom, at } of await ctx.outside.received({ persona: 'strangers' })) last.set(mailFrom.split('@')[0] as string, at.getTime());
  const turn = Number.parseInt(ctx.nonce().slice(3, 9), 16) % 40;
  return Array.from({ length: 40 }, (_, i) => `${ctx.params['desk']}${String(1 + ((turn + i) % 40)).padStart(2, '0')}`).sort(
    (a, b) => (last.get(a) ?? 0) - (last.get(b) ?? 0),
  );
}

/** One message of a desk to so many strangers; the reply that decided: the first refusal, or that of the end of the message. */
async function deskSends(ctx: CheckContext, user: string, count: number, from = ''): Promise<SmtpReply> {
  const { domain, far, deskPassword } = ctx.params as Record<string, string>;
  const own = `${user}@${domain}`;
  const nonce = ctx.nonce();
  await using session = await loggedIn(ctx, { host: 'mx', port: 587, user, password: deskPassword as string, timeout: 30_000, ...(from && { from }) });
  const mail = await session.mail(own);
  if (mail.code !== 250) return mail;
  for (let i = 0; i < count; i++) {
    const rcpt = await session.rcpt(`${nonce.slice(3, 9)}-${i}@${far}`);
    if (rcpt.code !== 250) return rcpt;
  }
  return await session.data(letter({ from: own, to: `list@${far}`, nonce }));
}

/**
 * As many recipients as are allowed, then more, in turn from several places: what was taken, and the reply that decided. `patient`: a refusal
 * before anything was taken is not the limit's, but that of a filter that is not up yet.
 */
async function exhaust(ctx: CheckContext, user: string, places: readonly string[], patient: boolean): Promise<{ taken: number; reply: SmtpReply }> {
  const limit = Number(ctx.params['limit']);
  const third = Math.floor(limit / 3);
  // Beyond: three times a fifth, so that whoever refuses before half as many again is always met.
  const parts = [limit - 2 * third, third, third, ...Array.from({ length: 3 }, () => Math.ceil(limit / 5))];
  let taken = 0;
  for (const [n, count] of parts.entries()) {
    const send = () => deskSends(ctx, user, count, places[n % places.length]);
    const reply = n === 0 && patient ? await persistently(ctx, send) : await send();
    if (reply.code === 250) taken += count;
    if (reply.code !== 250 || n === parts.length - 1) return { taken, reply };
  }
  throw new Error('there is nothing to send');
}

/** The moment when somebody got in first: on a day counted back from the one on which the host was made. */
async function brokenIn(ctx: CheckContext): Promise<number[]> {
  const { items } = await ctx.canary.look();
  const begun = Math.min(Date.now(), ...items.map((item) => item.begunAt.getTime()));
  const { hour, minute, second, dwell } = ctx.params;
  const day = new Date(begun).setUTCHours(Number(hour), Number(minute), Number(second), 0) - Number(dwell) * 86_400_000;
  // The host may have been made before midnight and given out after it.
  return [day, day - 86_400_000];
}

/** As before-boot wrote it: message i of the wave has 3 + (5 i + extra) mod 4 recipients, of which each with (i + j) mod 6 = 0 was refused. */
function reached(ctx: CheckContext): number {
  let sum = 0;
  for (let i = 0; i < Number(ctx.params['wave']); i++) {
    const recipients = 3 + ((5 * i + Number(ctx.params['extra'])) % 4);
    for (let j = 0; j < recipients; j++) if ((i + j) % 6 !== 0) sum++;
  }
  return sum;
}

export default defineChecks(lab, {
  'spam-stops': async (ctx) => {
    const { user, password } = ctx.params as Record<string, string>;
    const expected = { en: 'whoever uses the stolen account is refused, while colleagues send as always', 'zh-cn': '盗用账号的人被拒绝，而同事照常发信' };
    const good = await sends(ctx, user as string, password as string);
    if (good) return good;
    // Of each thief a message that was begun after this check: one of the seconds before may still have got in by a door that is shut now.
    const since = Date.now();
    const flows = ['spam-one', 'spam-two'];
    const tries = new Map<string, CanaryItem>();
    const tried = await ctx.until(
      async () => {
        const { items } = await ctx.canary.look({ now: true });
        for (const item of items) if (flows.includes(item.flow) && item.endedAt && item.begunAt.getTime() >= since) tries.set(item.flow, item);
        return tries.size === flows.length;
      },
      { timeout: 50_000, every: 1_000 },
    );
    // The thieves are ours: that they did not come says nothing about the server.
    if (!tried) throw new Error(`the senders of ${flows.filter((f) => !tries.has(f)).join(', ')} did not come within 50 s`);
    for (const flow of flows) {
      const last = tries.get(flow);
      if (last?.state !== 'accepted') continue;
      return fail({
        expected,
        observed: {
          en: `at ${last.endedAt?.toISOString().slice(11, 19)} UTC another spam message for ${last.to} was accepted (${flow === 'spam-one' ? 'from one place' : 'from another place'})`,
          'zh-cn': `${last.endedAt?.toISOString().slice(11, 19)} UTC 又有一封发往 ${last.to} 的垃圾邮件被接受（${flow === 'spam-one' ? '来自一处' : '来自另一处'}）`,
        },
        hint: { en: 'They do not all use the same key.', 'zh-cn': '他们用的不是同一把钥匙。' },
      });
    }
    return pass();
  },

  'thrown-out': async (ctx) => {
    const { account, accountPassword, device, newPassword } = ctx.params as Record<string, string>;
    const expected = {
      en: 'no session of the intruder is left, the old passwords open nothing, the new one does',
      'zh-cn': '入侵者的会话一个不剩，旧密码打不开任何门，新密码可以',
    };
    const owner = await mailboxOf(ctx, account as string, newPassword as string);
    if ('verdict' in owner) return owner.verdict;
    await owner.session[Symbol.asyncDispose]();
    // At the same time, from two places where nobody has been before: a server makes whoever fails wait longer each time.
    const place = Number.parseInt(ctx.nonce().slice(3, 7), 16) % 60;
    const tries = [
      { password: accountPassword as string, from: `203.0.113.${130 + place}` },
      { password: device as string, from: `203.0.113.${192 + place}` },
    ];
    const [{ lurking }, ...opened] = await Promise.all([
      ctx.canary.look({ now: true }),
      ...tries.map(async ({ password, from }) => {
        try {
          const login = await ctx.imap.login({ host: 'mx', port: 993, tls: true, from, user: account as string, password });
          if (login.ok) await login.session[Symbol.asyncDispose]();
          return login.ok;
        } catch (error) {
          // The owner has just got in: a door that is shut for this address only opens nothing there.
          if (error instanceof ProbeFailure) return false;
          throw error;
        }
      }),
    ]);
    if (opened.some((open) => open))
      return fail({
        expected,
        observed: { en: `a password that the intruder knows still opens the mailbox of ${account}`, 'zh-cn': `入侵者知道的密码仍能打开 ${account} 的邮箱` },
        hint: { en: 'Try it from another place, too: blocking an address does not change a password.', 'zh-cn': '也要从别处试：封地址并不会改变密码。' },
      });
    const guest = lurking[0];
    if (guest)
      return fail({
        expected,
        observed: {
          en: `the intruder’s session of ${guest.since.toISOString().slice(11, 19)} UTC is still open`,
          'zh-cn': `入侵者 ${guest.since.toISOString().slice(11, 19)} UTC 打开的会话还开着`,
        },
        hint: { en: 'Who is inside needs no key any more.', 'zh-cn': '已经在屋里的人不再需要钥匙。' },
      });
    return pass();
  },

  'nobody-reads': async (ctx) => {
    const { account, newPassword } = ctx.params as Record<string, string>;
    const expected = {
      en: `mail for ${account} arrives, mail about an invoice in the folder Invoices, and nobody outside gets a copy`,
      'zh-cn': `${account} 的邮件照常到达，主题带 invoice 的进入 Invoices 文件夹，外面没有人得到副本`,
    };
    const nonces = { INBOX: ctx.nonce(), Invoices: ctx.nonce() };
    for (const [folder, nonce] of Object.entries(nonces)) {
      const sent = await fromCustomer(ctx, account as string, folder === 'INBOX' ? 'question' : 'invoice', nonce);
      if (sent.code !== 250) return fail({ because: sent, expected, observed: sent.text || 'the connection ended' });
    }
    const opened = await mailboxOf(ctx, account as string, newPassword as string);
    if ('verdict' in opened) return opened.verdict;
    await using session = opened.session;
    for (const [folder, nonce] of Object.entries(nonces)) {
      const there = await ctx.until(
        async () => {
          // A folder that a rule makes does not exist before its first message.
          const exists = folder === 'INBOX' || (await session.folders()).some((f) => f.path === folder);
          return exists && (await session.messages(folder, nonce))[0];
        },
        // Both came together: the second does not need the whole time again.
        { timeout: folder === 'INBOX' ? 30_000 : 15_000 },
      );
      if (!there)
        return fail({
          expected,
          observed: { en: `the message for the folder ${folder} is not there`, 'zh-cn': `应进入 ${folder} 的邮件不在那里` },
          ...(folder !== 'INBOX' && { hint: { en: 'That rule was the owner’s own.', 'zh-cn': '那条规则是主人自己的。' } }),
        });
    }
    // A copy would have been queued before a message that leaves now; when this one has arrived, only a question to the DNS that got lost, which
    // is asked again after five seconds, could still hold it up.
    await sends(ctx, ctx.params['user'] as string, ctx.params['password'] as string);
    const copies = await ctx.until(
      async () =>
        ((found) => found.length > 0 && found)((await ctx.outside.received()).filter((m) => Object.values(nonces).some((nonce) => m.raw.includes(nonce)))),
      { timeout: 9_000 },
    );
    const copy = copies?.[0];
    if (!copy) return pass();
    return fail({ because: copy, expected, observed: { en: `a copy went to ${copy.rcptTo.join(', ')}`, 'zh-cn': `副本寄到了 ${copy.rcptTo.join(', ')}` } });
  },

  'owner-back': async (ctx) => {
    const { account, newPassword } = ctx.params as Record<string, string>;
    const opened = await mailboxOf(ctx, account as string, newPassword as string);
    if ('verdict' in opened) return opened.verdict;
    await opened.session[Symbol.asyncDispose]();
    return (await sends(ctx, account as string, newPassword as string)) ?? pass();
  },

  'legit-arrives': async (ctx) => {
    const id = new RegExp(`^Message-ID: <${ctx.params['archive']}\\.(\\d+)@`, 'im');
    const good = new Set(Array.from({ length: Number(ctx.params['count']) }, (_, n) => n).filter((n) => n % 50 === Number(ctx.params['pick'])));
    const expected = {
      en: `the ${good.size} honest messages that waited in the queue reach ${ctx.params['peer']}, each once, and no spam of the queue goes out`,
      'zh-cn': `队列里等待的 ${good.size} 封正当邮件到达 ${ctx.params['peer']}，每封一次，队列里的垃圾一封也不发出`,
    };
    const look = async () =>
      (await ctx.outside.received()).flatMap((m) => {
        const found = id.exec(m.raw.subarray(0, 4000).toString('latin1'));
        return found ? [Number(found[1])] : [];
      });
    const all = (now: readonly number[]) => [...good].every((n) => now.includes(n));
    const first = await gathered(ctx, look, all);
    // Where some have come, the others may wait for their next try.
    const there = first.length === 0 || all(first) ? first : await gathered(ctx, look, all, { still: 25_000, timeout: 60_000 });
    const spam = there.filter((n) => !good.has(n)).length;
    if (spam > 0) return fail({ expected, observed: { en: `${spam} spam messages of the queue went out`, 'zh-cn': `队列里有 ${spam} 封垃圾邮件发了出去` } });
    const missing = [...good].filter((n) => !there.includes(n)).length;
    if (missing > 0) return fail({ expected, observed: { en: `${missing} have not arrived`, 'zh-cn': `有 ${missing} 封没有到达` } });
    if (there.length > good.size) return fail({ expected, observed: { en: 'some arrived twice', 'zh-cn': '有的到达了两次' } });
    return pass();
  },

  capped: async (ctx) => {
    const limit = Number(ctx.params['limit']);
    const expected = {
      en: `an account that has written to ${limit} recipients within ten minutes is refused, from wherever it sends; another account is not`,
      'zh-cn': `一个账号十分钟内发给 ${limit} 个收件人之后被拒绝，不管从哪里发；别的账号不受影响`,
    };
    const [neighbour, ...others] = (await desks(ctx)) as [string, ...string[]];
    const place = Number.parseInt(ctx.nonce().slice(3, 7), 16) % 60;
    const otherHint = { en: 'This account was within its limit. Who has sent too much?', 'zh-cn': '这个账号没有超出限制。发多了的是谁？' };
    let verdict = pass();
    // A fixed window may end just while we send, and a learner may have tried out this very account: then another one is taken.
    for (const [n, user] of others.slice(0, 2).entries()) {
      // From other places each time: what an address has sent must not count for the next account.
      const shifted = place + 20 * n;
      const places = [130 + (shifted % 60), 192 + (shifted % 60), 192 + ((shifted + 10) % 60)].map((last) => `203.0.113.${last}`);
      const { taken, reply } = await exhaust(ctx, user, places, n === 0);
      const observed =
        taken < limit
          ? {
              en: `${user} was stopped before ${limit} recipients: ${reply.text || 'the connection ended'}`,
              'zh-cn': `${user} 还没到 ${limit} 个收件人就被拦下：${reply.text || '连接中断'}`,
            }
          : { en: `${user} wrote to ${taken} recipients and was never refused`, 'zh-cn': `${user} 发给了 ${taken} 个收件人，一直没有被拒绝` };
      if (taken < limit || reply.code < 400) {
        verdict = fail({
          because: reply,
          expected,
          observed,
          hint:
            taken < limit
              ? otherHint
              : { en: 'It sent from three addresses, as thieves do. What do you count by?', 'zh-cn': '它像盗用者那样从三个地址发信。您是按什么计数的？' },
        });
        continue;
      }
      // From an address that the stopped one used, too: an office behind one address.
      const other = await deskSends(ctx, neighbour, 3, places[0]);
      if (other.code === 250) return pass(reply);
      return fail({
        because: other,
        expected,
        observed: { en: `${neighbour} was refused, too: ${other.text}`, 'zh-cn': `${neighbour} 也被拒绝了：${other.text}` },
        hint: otherHint,
      });
    }
    return verdict;
  },

  'first-login': async (ctx) => {
    const given = moment(ctx.answer);
    const expected = {
      en: 'the time of the intruder’s first successful login, in UTC, such as 2026-01-03T09:08:07Z',
      'zh-cn': '入侵者第一次登录成功的 UTC 时间，例如 2026-01-03T09:08:07Z',
    };
    if (Number.isNaN(given))
      return judged(ctx, false, expected, { en: 'This is not a time in the form 2026-01-03T09:08:07Z.', 'zh-cn': '这不是 2026-01-03T09:08:07Z 这样的时间。' });
    const right = (await brokenIn(ctx)).some((when) => Math.abs(given - when) <= 1_000);
    return judged(ctx, right, expected);
  },

  reached: async (ctx) =>
    judged(ctx, /^\d+$/.test(ctx.answer.trim()) && Number(ctx.answer) === reached(ctx), {
      en: 'the number of recipients whose servers accepted the spam, as mail.log.1 says',
      'zh-cn': '根据 mail.log.1，接受了垃圾邮件的收件人数',
    }),

  service: async (ctx) => {
    const { user, password, boss, bossPhone, peer, customer } = ctx.params as Record<string, string>;
    const nonce = ctx.nonce();
    const sent = await fromCustomer(ctx, user as string, 'hello', nonce);
    const expected = { en: `mail from outside lies in the mailbox of ${user}`, 'zh-cn': `外来邮件进入 ${user} 的邮箱` };
    if (sent.code !== 250) return fail({ because: sent, expected, observed: sent.text || 'the connection ended' });
    const opened = await mailboxOf(ctx, user as string, password as string);
    if ('verdict' in opened) return opened.verdict;
    await using session = opened.session;
    const found = await ctx.until(async () => (await session.messages('INBOX', nonce))[0], { timeout: 30_000 });
    if (!found)
      return fail({ because: sent, expected, observed: { en: 'it was accepted but is not there after 30 s', 'zh-cn': '邮件被接受了，但 30 秒后仍不在那里' } });
    const phone = await sends(ctx, boss as string, bossPhone as string);
    if (phone) return phone;
    await using stranger = await ctx.smtp.connect({ host: 'mx', port: 25 });
    await stranger.ehlo();
    await stranger.mail('stranger@probe.internet.test');
    const relay = await stranger.rcpt(`${customer}@${peer}`);
    if (relay.code >= 400) return pass(relay);
    return fail({
      because: relay,
      expected: { en: 'a stranger cannot send to others through port 25', 'zh-cn': '陌生人不能通过 25 端口向别处发信' },
      observed: relay.text || 'the connection ended',
    });
  },

  unharmed: (ctx) => ctx.canary.unharmed(),
});
