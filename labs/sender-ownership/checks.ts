import {
  type CheckContext,
  defineChecks,
  fail,
  pass,
  type ReceivedMessage,
  type SmtpReply,
  type SmtpSession,
  type Verdict,
} from '../../lab-runner/contract/check.ts';
import { arrived, letter, loggedIn, transact } from '../../lab-runner/contract/moves.ts';
import type { LocalizedText } from '../../lab-runner/contract/text.ts';
import lab from './lab.ts';

type Who = 'user' | 'colleague' | 'trainee';
type Port = 587 | 465;
const ports = [587, 465] as const;

const param = (ctx: CheckContext, name: string): string => ctx.params[name] as string;
const at = (ctx: CheckContext, local: string) => `${param(ctx, local)}@${param(ctx, 'domain')}`;
const customer = (ctx: CheckContext) => `${param(ctx, 'customer')}@${param(ctx, 'partner')}`;

function login(ctx: CheckContext, who: Who, port: Port): Promise<SmtpSession> {
  return loggedIn(ctx, { host: 'mx', port, user: param(ctx, who), password: param(ctx, who === 'user' ? 'password' : `${who}Password`) });
}

const reached = async (ctx: CheckContext, nonce: string): Promise<ReceivedMessage | null> =>
  await ctx.until(async () => (await ctx.outside.received({ persona: 'partner', containing: nonce }))[0], { timeout: 30_000 });

/** Every From: field of a message, unfolded, in lower case. */
function fromFields(message: ReceivedMessage): string[] {
  const head = message.raw.toString('utf8').split('\r\n\r\n')[0] ?? '';
  return head
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n')
    .filter((line) => /^from\s*:/i.test(line))
    .map((line) => line.toLowerCase());
}

interface Case {
  who: Who;
  port: Port;
  address: string;
}

const said = (reply: SmtpReply) => reply.text || '—';

/** The owner writes with this address in envelope and header, and the partner sees it; null when all is well. */
async function allowed(ctx: CheckContext, { who, port, address }: Case, expected: LocalizedText): Promise<Verdict | null> {
  const nonce = ctx.nonce();
  await using session = await login(ctx, who, port);
  const sent = await transact(session, { mailFrom: address, rcptTo: [customer(ctx)], message: letter({ from: address, to: customer(ctx), nonce }) });
  if (sent.code !== 250)
    return fail({
      because: sent,
      expected,
      observed: {
        en: `on port ${port} ${param(ctx, who)} may not write as ${address}: ${said(sent)}`,
        'zh-cn': `${param(ctx, who)} 在 ${port} 端口不能以 ${address} 写信：${said(sent)}`,
      },
    });
  const there = await reached(ctx, nonce);
  if (!there)
    return fail({
      because: sent,
      expected,
      observed: { en: `the message from ${address} was accepted, but did not reach the partner`, 'zh-cn': `${address} 的邮件被接受了，但没有到达合作伙伴` },
    });
  if (fromFields(there).some((line) => line.includes(address.toLowerCase()))) return null;
  await ctx.outside.dialogue(there);
  return fail({
    because: there,
    expected,
    observed: {
      en: `the partner saw "${fromFields(there).join('; ')}" where ${address} stood`,
      'zh-cn': `${address} 写的信，合作伙伴看到的却是“${fromFields(there).join('; ')}”`,
    },
  });
}

/** This login may not use this address in the envelope; null when it is refused. */
async function refused(ctx: CheckContext, { who, port, address }: Case, expected: LocalizedText): Promise<Verdict | null> {
  await using session = await login(ctx, who, port);
  const nonce = ctx.nonce();
  const sent = await transact(session, {
    mailFrom: address,
    rcptTo: [customer(ctx)],
    message: letter({ from: address || at(ctx, who), to: customer(ctx), nonce }),
  });
  if (sent.code >= 400) return null;
  return fail({
    because: sent,
    expected,
    observed: {
      en: `on port ${port} ${param(ctx, who)} sent with MAIL FROM:<${address}>: ${said(sent)}`,
      'zh-cn': `${param(ctx, who)} 在 ${port} 端口用 MAIL FROM:<${address}> 发信：${said(sent)}`,
    },
  });
}

/** The login's own envelope, a From: that is not the login's: refused, or the name is gone when it arrives. */
async function headerForged(ctx: CheckContext, port: Port, from: string[], victim: string, expected: LocalizedText): Promise<Verdict | null> {
  const nonce = ctx.nonce();
  const own = at(ctx, 'trainee');
  await using session = await login(ctx, 'trainee', port);
  const message = letter({ from: own, to: customer(ctx), nonce }).replace(/^From: .*\n/, from.map((line) => `From: ${line}\n`).join(''));
  const sent = await transact(session, { mailFrom: own, rcptTo: [customer(ctx)], message });
  if (sent.code >= 400) return null;
  const there = sent.code === 250 ? await reached(ctx, nonce) : null;
  if (!there)
    return fail({
      because: sent,
      expected,
      observed: { en: 'the message was accepted and then vanished: neither refused nor delivered', 'zh-cn': '邮件被接受后就消失了：既没有被拒绝，也没有送达' },
    });
  const seen = fromFields(there);
  if (seen.length > 0 && !seen.some((line) => line.includes(victim.toLowerCase()))) return null;
  await ctx.outside.dialogue(there);
  return fail({
    because: there,
    expected,
    observed: {
      en: `${param(ctx, 'trainee')} logged in on port ${port}, and the partner saw "${seen.join('; ')}"`,
      'zh-cn': `${param(ctx, 'trainee')} 在 ${port} 端口登录发信，合作伙伴看到的是“${seen.join('; ')}”`,
    },
    hint: {
      en: 'MAIL FROM and From: are two things. What compares the second with the login?',
      'zh-cn': 'MAIL FROM 和 From: 是两回事。第二个由谁来和登录名比较？',
    },
  });
}

export default defineChecks(lab, {
  envelope: async (ctx) => {
    const expected: LocalizedText = {
      en: 'on 587 and 465 a user sends with the own address and with no other',
      'zh-cn': '在 587 和 465 端口，用户只能用自己的地址发信',
    };
    for (const port of ports) {
      const strange = port === 587 ? `${ctx.nonce().slice(3, 11)}@${param(ctx, 'domain')}` : `chair@${param(ctx, 'partner')}`;
      const problem =
        (await allowed(ctx, { who: 'trainee', port, address: at(ctx, 'trainee') }, expected)) ??
        (await refused(ctx, { who: 'trainee', port, address: at(ctx, 'user') }, expected)) ??
        (await refused(ctx, { who: 'user', port, address: strange }, expected));
      if (problem) return problem;
    }
    return pass();
  },

  header: async (ctx) => {
    const victim = at(ctx, 'colleague');
    const own = at(ctx, 'trainee');
    const expected: LocalizedText = {
      en: `a message of ${own} with ${victim} in its From: is refused, or arrives without that name; an honest one arrives`,
      'zh-cn': `${own} 的邮件若在 From: 里写了 ${victim}，要么被拒，要么到达时没有这个名字；诚实的邮件正常到达`,
    };
    return (
      (await headerForged(ctx, 587, [`<${victim}>`], victim, expected)) ??
      (await headerForged(ctx, 465, [`"${param(ctx, 'colleague')}" <${victim.toUpperCase()}>`], victim, expected)) ??
      (await headerForged(ctx, 465, [`<${own}>`, `<${victim}>`], victim, expected)) ??
      (await headerForged(ctx, 587, [`<${own}>,\n <${victim}>`], victim, expected)) ??
      (await allowed(ctx, { who: 'trainee', port: 587, address: own }, expected)) ??
      (await allowed(ctx, { who: 'colleague', port: 465, address: victim }, expected)) ??
      pass()
    );
  },

  delegated: async (ctx) => {
    const address = at(ctx, 'shared');
    const expected: LocalizedText = {
      en: `${param(ctx, 'user')} and ${param(ctx, 'colleague')} write as ${address}, ${param(ctx, 'trainee')} does not`,
      'zh-cn': `${param(ctx, 'user')} 和 ${param(ctx, 'colleague')} 能以 ${address} 写信，${param(ctx, 'trainee')} 不能`,
    };
    return (
      (await refused(ctx, { who: 'trainee', port: 465, address }, expected)) ??
      (await headerForged(ctx, 587, [`<${address}>`], address, expected)) ??
      (await allowed(ctx, { who: 'user', port: 587, address }, expected)) ??
      (await allowed(ctx, { who: 'colleague', port: 465, address }, expected)) ??
      pass()
    );
  },

  aliases: async (ctx) => {
    const address = at(ctx, 'alias');
    const expected: LocalizedText = {
      en: `${param(ctx, 'user')} writes as ${address}, ${param(ctx, 'colleague')} does not`,
      'zh-cn': `${param(ctx, 'user')} 能以 ${address} 写信，${param(ctx, 'colleague')} 不能`,
    };
    return (
      (await refused(ctx, { who: 'colleague', port: 587, address }, expected)) ?? (await allowed(ctx, { who: 'user', port: 465, address }, expected)) ?? pass()
    );
  },

  'null-sender': async (ctx) => {
    const expected: LocalizedText = {
      en: 'a logged-in user gets no mail out with MAIL FROM:<>; with the own address it goes',
      'zh-cn': '登录用户不能用 MAIL FROM:<> 发信；用自己的地址可以',
    };
    return (
      (await refused(ctx, { who: 'colleague', port: 587, address: '' }, expected)) ??
      (await refused(ctx, { who: 'colleague', port: 465, address: '' }, expected)) ??
      (await allowed(ctx, { who: 'colleague', port: 587, address: at(ctx, 'colleague') }, expected)) ??
      pass()
    );
  },

  inbound: async (ctx) => {
    const to = at(ctx, 'colleague');
    const expected: LocalizedText = {
      en: `mail from outside, also with an empty sender, lies in the mailbox of ${to}`,
      'zh-cn': `外来邮件（包括空发件人的）进入 ${to} 的邮箱`,
    };
    for (const mailFrom of [customer(ctx), '']) {
      const nonce = ctx.nonce();
      const sent = await ctx.smtp.send({ host: 'mx', port: 25, mailFrom, rcptTo: [to], message: letter({ from: customer(ctx), to, nonce }) });
      const refusal = { en: `MAIL FROM:<${mailFrom}> was refused: ${said(sent)}`, 'zh-cn': `MAIL FROM:<${mailFrom}> 被拒绝：${said(sent)}` };
      if (sent.code !== 250) return fail({ because: sent, expected, observed: refusal });
      const found = await arrived(ctx, {
        host: 'mx',
        user: param(ctx, 'colleague'),
        password: param(ctx, 'colleaguePassword'),
        containing: nonce,
        timeout: 45_000,
      });
      if (found.length === 0)
        return fail({ because: sent, expected, observed: { en: 'it was accepted, but did not arrive', 'zh-cn': '邮件被接受，但没有到达' } });
      const from = found[0]?.raw.toString('utf8').match(/^from:.*$/im)?.[0] ?? '';
      if (!from.includes(customer(ctx)))
        return fail({ because: sent, expected, observed: { en: `its From: was changed to "${from.trim()}"`, 'zh-cn': `它的 From: 被改成了“${from.trim()}”` } });
    }
    return pass();
  },

  'no-relay': async (ctx) => {
    await using session = await ctx.smtp.connect({ host: 'mx', port: 25 });
    await session.ehlo();
    await session.mail(at(ctx, 'user'));
    const rcpt = await session.rcpt(customer(ctx));
    if (rcpt.code >= 400) return pass(rcpt);
    return fail({
      because: rcpt,
      expected: { en: "a stranger's mail for another domain is refused", 'zh-cn': '陌生人发往其他域的邮件被拒绝' },
      observed: rcpt.text || 'the connection ended',
    });
  },
});
