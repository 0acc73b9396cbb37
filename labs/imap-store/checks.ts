import { type CheckContext, defineChecks, fail, type ImapSession, ProbeFailure, pass, type SmtpReply, type Verdict } from '../../lab-runner/contract/check.ts';
import { letter, mailbox } from '../../lab-runner/contract/moves.ts';
import type { LocalizedText } from '../../lab-runner/contract/text.ts';
import lab from './lab.ts';

type Name = 'domain' | 'peer' | 'first' | 'second' | 'customer' | 'firstPassword' | 'secondPassword';
const facts = (ctx: CheckContext) => ctx.params as Record<Name, string>;
const said = (reply: SmtpReply): LocalizedText => ({ en: reply.text || 'the connection ended', 'zh-cn': reply.text || '连接中断' });

interface Person {
  user: string;
  password: string;
}
function people(ctx: CheckContext): [Person, Person] {
  const { domain, first, second, firstPassword, secondPassword } = facts(ctx);
  return [
    { user: `${first}@${domain}`, password: firstPassword },
    { user: `${second}@${domain}`, password: secondPassword },
  ];
}
const doors = [
  { port: 993, tls: true, starttls: false },
  { port: 143, tls: false, starttls: true },
] as const;

/** A verdict when a login that should work does not, or one that should not does. */
async function login(ctx: CheckContext, door: (typeof doors)[number], who: Person, right: boolean): Promise<Verdict | null> {
  const { port, tls, starttls } = door;
  const over = starttls ? { en: 'after STARTTLS', 'zh-cn': '在 STARTTLS 之后' } : { en: 'over TLS', 'zh-cn': '经 TLS' };
  const result = await ctx.imap.login({ host: 'mx', port, ...(tls && { tls }), ...(starttls && { starttls }), ...who });
  if (result.ok) {
    await result.session[Symbol.asyncDispose]();
    if (right) return null;
    return fail({
      expected: { en: `on port ${port} ${who.user} with a wrong password is refused`, 'zh-cn': `在 ${port} 端口，${who.user} 用错误的密码会被拒绝` },
      observed: { en: 'the login was accepted', 'zh-cn': '登录被接受了' },
    });
  }
  if (!right) return null;
  return fail({
    because: result,
    expected: { en: `${who.user} logs in on port ${port} ${over.en}`, 'zh-cn': `${who.user} ${over['zh-cn']}能在 ${port} 端口登录` },
    observed: result.text,
  });
}

/** One message from the customer for a person. */
async function post(ctx: CheckContext, to: string, nonce: string): Promise<SmtpReply> {
  const { peer, customer } = facts(ctx);
  const from = `${customer}@${peer}`;
  const headers = ['MIME-Version: 1.0', 'Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: 8bit'];
  const message = letter({ from, to, nonce, headers, body: text(nonce) });
  return ctx.smtp.send({ host: 'mx', port: 25, from: ctx.outside.address('customer'), ehlo: `mx.${peer}`, mailFrom: from, rcptTo: [to], message });
}
const text = (nonce: string) => `.${nonce}\n合同 ${nonce}\n${nonce}  `;

async function inInbox(ctx: CheckContext, session: ImapSession, nonce: string): Promise<string | null> {
  const found = await ctx.until(async () => (await session.messages('INBOX', nonce))[0], { timeout: 20_000 });
  return found ? found.raw.toString('utf8').replaceAll('\r\n', '\n') : null;
}

export default defineChecks(lab, {
  login: async (ctx) => {
    for (const door of doors)
      for (const who of people(ctx)) {
        const wrong = await login(ctx, door, who, true);
        if (wrong) return wrong;
      }
    const stranger = { user: `${ctx.nonce()}@${facts(ctx).domain}`, password: people(ctx)[0].password };
    return (await login(ctx, doors[0], stranger, false)) ?? pass();
  },

  'clear-text': async (ctx) => {
    const [who] = people(ctx);
    const works = await login(ctx, doors[1], who, true);
    if (works) return works;
    await using session = await ctx.imap.raw({ host: 'mx', port: 143 });
    const expected: LocalizedText = {
      en: 'before STARTTLS, port 143 lets nobody in, not even with the right password',
      'zh-cn': '在 STARTTLS 之前，143 端口不放任何人进来，密码正确也不行',
    };
    const answer = await session.command(`LOGIN ${who.user} ${who.password}`);
    if (answer.status === 'OK')
      return fail({ because: answer, expected, observed: { en: `the login was accepted: ${answer.text}`, 'zh-cn': `登录被接受了：${answer.text}` } });
    return pass(answer);
  },

  'password-checked': async (ctx) => {
    const [first, second] = people(ctx);
    const right = await login(ctx, doors[0], first, true);
    if (right) return right;
    for (const [door, who] of [
      [doors[0], { user: first.user, password: ctx.nonce() }],
      [doors[1], { user: second.user, password: first.password }],
    ] as const) {
      const wrong = await login(ctx, door, who, false);
      if (wrong) return wrong;
    }
    return pass();
  },

  delivery: async (ctx) => {
    const { domain, peer, customer } = facts(ctx);
    let last: SmtpReply | undefined;
    for (const who of people(ctx)) {
      const nonce = ctx.nonce();
      const expected: LocalizedText = {
        en: `a message from ${customer}@${peer} to ${who.user} lies in that mailbox, unharmed`,
        'zh-cn': `${customer}@${peer} 写给 ${who.user} 的信完好地进入其邮箱`,
      };
      last = await post(ctx, who.user, nonce);
      if (last.code !== 250) return fail({ because: last, expected, observed: said(last) });
      await using session = await mailbox(ctx, { host: 'mx', ...who });
      const raw = await inInbox(ctx, session, nonce);
      if (!raw)
        return fail({
          because: last,
          expected,
          observed: { en: 'it was accepted, but is not there after 20 s', 'zh-cn': '邮件被接受了，但 20 秒后还不在邮箱里' },
        });
      if (!raw.includes(`\n\n${text(nonce)}\n`))
        return fail({ because: last, expected, observed: { en: 'its text is not the one that was sent', 'zh-cn': '内容和发出的不一样' } });
    }
    const nobody = `${ctx.nonce()}@${domain}`;
    await using session = await ctx.smtp.connect({ host: 'mx', port: 25 });
    await session.ehlo();
    const mail = await session.mail('someone@elsewhere.example');
    const unknown = mail.code === 250 ? await session.rcpt(nobody) : mail;
    if (unknown.code >= 500) return pass(last);
    return fail({
      because: unknown,
      expected: { en: `mail for ${nobody}, whom nobody knows, is refused with 5xx at RCPT`, 'zh-cn': `没有人认识的 ${nobody} 在 RCPT 时就被 5xx 拒绝` },
      observed:
        unknown.code === 250
          ? { en: `the unknown recipient was accepted: ${unknown.text}`, 'zh-cn': `不存在的收件人被接受了：${unknown.text}` }
          : said(unknown),
      hint: {
        en: 'Postfix has to know who has a mailbox, or it accepts what Dovecot will refuse.',
        'zh-cn': 'Postfix 也要知道谁有邮箱，否则它会收下 Dovecot 将要拒绝的邮件。',
      },
    });
  },

  folders: async (ctx) => {
    const wanted = ['\\Drafts', '\\Sent', '\\Junk', '\\Trash'];
    for (const who of people(ctx)) {
      await using session = await mailbox(ctx, { host: 'mx', ...who });
      const seen = await session.folders();
      const missing = wanted.filter((use) => !seen.some((f) => f.specialUse === use));
      if (missing.length > 0)
        return fail({
          expected: {
            en: `LIST shows ${who.user} folders marked ${wanted.join(', ')}`,
            'zh-cn': `LIST 给 ${who.user} 列出带有 ${wanted.join('、')} 标记的文件夹`,
          },
          observed: {
            en: `missing: ${missing.join(', ')}; there are ${seen.map((f) => f.path).join(', ')}`,
            'zh-cn': `缺少：${missing.join('、')}；现有 ${seen.map((f) => f.path).join('、')}`,
          },
        });
    }
    return pass();
  },

  private: async (ctx) => {
    const [first, second] = people(ctx);
    const nonce = ctx.nonce();
    const expected: LocalizedText = {
      en: `mail for ${second.user} is read by ${second.user} and by nobody else`,
      'zh-cn': `${second.user} 的邮件只有 ${second.user} 能读`,
    };
    const sent = await post(ctx, second.user, nonce);
    if (sent.code !== 250) return fail({ because: sent, expected, observed: said(sent) });
    {
      await using owner = await mailbox(ctx, { host: 'mx', ...second });
      if (!(await inInbox(ctx, owner, nonce)))
        return fail({ because: sent, expected, observed: { en: `${second.user} does not find it`, 'zh-cn': `${second.user} 自己也找不到` } });
    }
    await using other = await mailbox(ctx, { host: 'mx', ...first });
    const local = second.user.split('@')[0] as string;
    const listed = (await other.folders()).map((f) => f.path);
    const guessed = [`user/${local}`, `user.${local}`, `shared/${second.user}`, `shared/${local}`, `../${local}`, `Other Users/${local}`, `#shared/${local}`];
    for (const folder of new Set([...listed, ...guessed])) {
      let found: number;
      try {
        found = (await other.messages(folder, nonce)).length;
      } catch (error) {
        // Whatever cannot be opened is not read either; that INBOX opens was seen at the login.
        if (!(error instanceof ProbeFailure) || listed.includes(folder)) throw error;
        continue;
      }
      if (found > 0)
        return fail({
          because: sent,
          expected,
          observed: { en: `${first.user} reads it in the folder ${folder}`, 'zh-cn': `${first.user} 在文件夹 ${folder} 里也读到了它` },
        });
    }
    return pass(sent);
  },

  'no-relay': async (ctx) => {
    const { peer, customer } = facts(ctx);
    await using session = await ctx.smtp.connect({ host: 'mx', port: 25 });
    await session.ehlo();
    const mail = await session.mail('someone@elsewhere.example');
    const reply = mail.code === 250 ? await session.rcpt(`${customer}@${peer}`) : mail;
    if (reply.code >= 400) return pass(reply);
    return fail({
      because: reply,
      expected: { en: "a stranger's mail for another domain is refused", 'zh-cn': '陌生人发往其他域的邮件被拒绝' },
      observed: said(reply),
    });
  },
});
