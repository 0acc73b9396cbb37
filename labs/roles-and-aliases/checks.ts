import { type CheckContext, defineChecks, fail, type ImapMessage, pass, type SmtpReply, type Verdict } from '../../lab-runner/contract/check.ts';
import { arrived, letter, mailbox, transact } from '../../lab-runner/contract/moves.ts';
import type { LocalizedText } from '../../lab-runner/contract/text.ts';
import lab from './lab.ts';

const places = ['first', 'second', 'third', 'fourth', 'fifth'] as const;
type Place = (typeof places)[number];

const param = (ctx: CheckContext, name: string): string => ctx.params[name] as string;
const person = (ctx: CheckContext, place: Place) => ({ host: 'mx', user: param(ctx, place), password: param(ctx, `${place}Password`) });

/** In the partner's name, so that a bounce would be seen there. */
async function write(ctx: CheckContext, to: string, nonce: string): Promise<SmtpReply> {
  const from = `desk@${param(ctx, 'partner')}`;
  await using session = await ctx.smtp.connect({ host: 'mx', port: 25 });
  const hello = await session.ehlo();
  return hello.code === 250 ? await transact(session, { mailFrom: from, rcptTo: [to], message: letter({ from, to, nonce }) }) : hello;
}

interface Delivery {
  to: string;
  nonce: string;
  receivers: readonly Place[];
}

/** Each message lies once in the mailbox of each receiver and nowhere else, and none came back. */
async function delivered(ctx: CheckContext, deliveries: readonly Delivery[], expected: LocalizedText): Promise<Verdict> {
  let last: SmtpReply | undefined;
  for (const { to, nonce } of deliveries) {
    last = await write(ctx, to, nonce);
    if (last.code !== 250)
      return fail({
        because: last,
        expected,
        observed: { en: `${to} was refused: ${last.text || 'the connection ended'}`, 'zh-cn': `${to} 被拒绝：${last.text || '连接中断'}` },
      });
  }
  const missing = (name: string, to: string) =>
    fail({
      because: last,
      expected,
      observed: {
        en: `the message to ${to} was accepted, but did not arrive in the mailbox of ${name}`,
        'zh-cn': `发给 ${to} 的邮件被接受了，但没有到达 ${name} 的邮箱`,
      },
      hint: {
        en: 'What happened to it is in /var/log/mail.log: look for orig_to=.',
        'zh-cn': '它的去向写在 /var/log/mail.log 里：找 orig_to=。',
      },
    });
  // How long mail takes depends on the machine: who must have something gets twelve seconds more than a message that was sent after it.
  const after = ctx.nonce();
  const control = await write(ctx, `${param(ctx, 'fourth')}@${param(ctx, 'domain')}`, after);
  if (control.code === 250) await arrived(ctx, { ...person(ctx, 'fourth'), containing: after, timeout: 40_000 });
  // First everybody who must have it, then a look at everybody's: only then has nothing been missed that comes late.
  for (const place of places) {
    const due = deliveries.filter((d) => d.receivers.includes(place));
    if (due.length === 0) continue;
    await using box = await mailbox(ctx, person(ctx, place));
    for (const { to, nonce } of due) {
      const found = await ctx.until(async () => (await box.messages('INBOX', nonce)).length > 0, { timeout: 12_000 });
      if (!found) return missing(param(ctx, place), to);
    }
  }
  for (const place of places) {
    await using box = await mailbox(ctx, person(ctx, place));
    const all = await box.messages('INBOX');
    for (const { to, nonce, receivers } of deliveries) {
      const copies = all.filter((m: ImapMessage) => m.raw.includes(nonce)).length;
      const wanted = receivers.includes(place) ? 1 : 0;
      if (copies === wanted) continue;
      const name = param(ctx, place);
      return fail({
        because: last,
        expected,
        observed:
          wanted === 1
            ? { en: `${name} has ${copies} copies of the message to ${to}`, 'zh-cn': `${name} 收到了 ${copies} 封发给 ${to} 的同一封邮件` }
            : { en: `${name} has the message to ${to}, too`, 'zh-cn': `${name} 也收到了发给 ${to} 的邮件` },
      });
    }
  }
  for (const { to, nonce } of deliveries) {
    const [bounce] = await ctx.outside.received({ persona: 'partner', containing: nonce });
    if (bounce) {
      await ctx.outside.dialogue(bounce);
      return fail({
        because: bounce,
        expected,
        observed: { en: `the sender got a bounce for the message to ${to}`, 'zh-cn': `发件人收到了发给 ${to} 的邮件的退信` },
      });
    }
  }
  return pass(last);
}

export default defineChecks(lab, {
  'role-addresses': async (ctx) => {
    const { domain, first, second } = ctx.params as Record<string, string>;
    const duty: Record<string, Place> = { postmaster: 'first', hostmaster: 'first', abuse: 'second', security: 'second' };
    return await delivered(
      ctx,
      Object.entries(duty).map(([role, place]) => ({ to: `${role}@${domain}`, nonce: ctx.nonce(), receivers: [place] })),
      {
        en: `postmaster@ and hostmaster@ reach ${first}, abuse@ and security@ reach ${second}: once, and nobody else`,
        'zh-cn': `postmaster@ 和 hostmaster@ 到达 ${first}，abuse@ 和 security@ 到达 ${second}：各一封，别人没有`,
      },
    );
  },

  'bare-postmaster': async (ctx) =>
    await delivered(ctx, [{ to: 'postmaster', nonce: ctx.nonce(), receivers: ['first'] }], {
      en: `RCPT TO:<postmaster>, without a domain, reaches ${param(ctx, 'first')}`,
      'zh-cn': `不带域名的 RCPT TO:<postmaster> 到达 ${param(ctx, 'first')}`,
    }),

  'plus-addressing': async (ctx) => {
    const tag = ctx.nonce().slice(3, 9);
    return await delivered(
      ctx,
      (['third', 'fifth'] as const).map((place) => ({ to: `${param(ctx, place)}+${tag}@${param(ctx, 'domain')}`, nonce: ctx.nonce(), receivers: [place] })),
      {
        en: `mail to ${param(ctx, 'third')}+${tag}@ and ${param(ctx, 'fifth')}+${tag}@ lies in the mailboxes of ${param(ctx, 'third')} and ${param(ctx, 'fifth')}`,
        'zh-cn': `发给 ${param(ctx, 'third')}+${tag}@ 和 ${param(ctx, 'fifth')}+${tag}@ 的邮件进入 ${param(ctx, 'third')} 和 ${param(ctx, 'fifth')} 的邮箱`,
      },
    );
  },

  group: async (ctx) =>
    await delivered(ctx, [{ to: `${param(ctx, 'group')}@${param(ctx, 'domain')}`, nonce: ctx.nonce(), receivers: places }], {
      en: `one message to ${param(ctx, 'group')}@${param(ctx, 'domain')} lies once in each of the five mailboxes`,
      'zh-cn': `发给 ${param(ctx, 'group')}@${param(ctx, 'domain')} 的一封邮件在五个邮箱里各有一份`,
    }),

  'unknown-refused': async (ctx) => {
    const domain = param(ctx, 'domain');
    const nobody = ctx.nonce();
    const expected: LocalizedText = {
      en: 'an address of nobody gets 5xx at RCPT, with a tag as well as without',
      'zh-cn': '不存在的地址在 RCPT 阶段得到 5xx，带标记与不带标记都一样',
    };
    await using session = await ctx.smtp.connect({ host: 'mx', port: 25 });
    await session.ehlo();
    const mail = await session.mail('someone@elsewhere.example');
    if (mail.code !== 250) return fail({ because: mail, expected, observed: mail.text || 'no reply' });
    for (const to of [`${nobody}@${domain}`, `${nobody}+news@${domain}`, nobody]) {
      const rcpt = await session.rcpt(to);
      if (rcpt.code < 500)
        return fail({
          because: rcpt,
          expected,
          observed: { en: `${to} was answered with ${rcpt.text || 'nothing'}`, 'zh-cn': `对 ${to} 的回复是 ${rcpt.text || '（无）'}` },
          hint: {
            en: 'Whoever accepts mail for nobody has to bounce it later, mostly to people who never wrote it.',
            'zh-cn': '收下发给不存在的人的邮件，之后就得退信，而退信多半落到从没写过那封信的人手里。',
          },
        });
    }
    return pass();
  },

  'own-address': async (ctx) => {
    const to = `${param(ctx, 'fourth')}@${param(ctx, 'domain')}`;
    const nonce = ctx.nonce();
    const expected: LocalizedText = { en: `mail to ${to} lies in that mailbox`, 'zh-cn': `发给 ${to} 的邮件进入其邮箱` };
    const sent = await write(ctx, to, nonce);
    if (sent.code !== 250) return fail({ because: sent, expected, observed: sent.text || 'the connection ended' });
    const found = await arrived(ctx, { ...person(ctx, 'fourth'), containing: nonce, timeout: 45_000 });
    return found.length === 1
      ? pass(sent)
      : fail({ because: sent, expected, observed: { en: `it is there ${found.length} times`, 'zh-cn': `邮箱里有 ${found.length} 份` } });
  },

  'no-relay': async (ctx) => {
    await using session = await ctx.smtp.connect({ host: 'mx', port: 25 });
    await session.ehlo();
    await session.mail('someone@elsewhere.example');
    const rcpt = await session.rcpt(`postmaster@${param(ctx, 'partner')}`);
    if (rcpt.code >= 400) return pass(rcpt);
    return fail({
      because: rcpt,
      expected: { en: "a stranger's mail for another domain is refused", 'zh-cn': '陌生人发往其他域的邮件被拒绝' },
      observed: rcpt.text || 'the connection ended',
    });
  },
});
