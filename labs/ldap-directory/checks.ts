import { type CheckContext, defineChecks, fail, ProbeFailure, pass, type SmtpReply, type Verdict } from '../../lab-runner/contract/check.ts';
import { letter, submission, transact } from '../../lab-runner/contract/moves.ts';
import type { LocalizedText } from '../../lab-runner/contract/text.ts';
import lab from './lab.ts';

type Name = 'domain' | 'peer' | 'customer' | 'prefix' | 'stem' | 'hrKey';
const facts = (ctx: CheckContext) => ctx.params as Record<Name, string>;
const both = (text: string): LocalizedText => ({ en: text, 'zh-cn': text });
const said = (reply: SmtpReply): LocalizedText => ({ en: reply.text || 'the connection ended', 'zh-cn': reply.text || '连接中断' });

/** What the task promises, in milliseconds. */
const halfMinute = 30_000;

interface Person {
  uid: string;
  address: string;
  alias: string;
  password: string;
}
/** Person 10 … 49 of the directory. */
function person(ctx: CheckContext, n: number): Person {
  const { domain, prefix, stem } = facts(ctx);
  const uid = `${prefix}${n}`;
  return { uid, address: `${uid}@${domain}`, alias: `desk.${uid}@${domain}`, password: `${stem}${n}` };
}
/** `count` different people whom the mail server's old file does not know, by lot. */
function byLot(ctx: CheckContext, count: number): Person[] {
  const pool = Array.from({ length: 37 }, (_, i) => i + 13);
  return Array.from({ length: count }, () => pool.splice(Number.parseInt(ctx.nonce().slice(3, 9), 16) % pool.length, 1)[0] as number).map((n) =>
    person(ctx, n),
  );
}
function newcomer(ctx: CheckContext): Person {
  const uid = `new-${ctx.nonce().slice(3, 13)}`;
  const { domain } = facts(ctx);
  return { uid, address: `${uid}@${domain}`, alias: `desk.${uid}@${domain}`, password: ctx.nonce().slice(3, 19) };
}

/** The personnel office does something, when it is its turn. Null when it did. */
async function office(
  ctx: CheckContext,
  action: 'hire' | 'leave' | 'forget' | 'impostor' | 'stop' | 'back' | 'alone' | 'enter' | 'exit',
  who?: Person,
  visit = '',
): Promise<Verdict | null> {
  const nonce = ctx.nonce();
  const query = new URLSearchParams({
    key: facts(ctx).hrKey,
    nonce,
    visit,
    ...(who && { uid: who.uid, password: who.password, alias: who.alias.split('@')[0] as string }),
  });
  const ask = () => ctx.http.get({ host: 'ldap', port: 8080, path: `/${action}?${query}`, timeout: 60_000 });
  let answer = await ask();
  // Somebody else has the directory for themselves, or somebody is still in there.
  await ctx.until(
    async () => {
      if (answer.status === 503) answer = await ask();
      return answer.status !== 503;
    },
    { timeout: 110_000 },
  );
  if (answer.status === 200 && answer.body === `done ${nonce}`) return null;
  return fail({
    because: answer,
    expected: {
      en: 'the personnel office on the host ldap can write to the directory, as it did at the start',
      'zh-cn': '主机 ldap 上的人事部能像开始时那样写目录',
    },
    observed: `${answer.status} ${answer.body.slice(0, 100)}`,
    hint: { en: 'The directory is not yours to change: reset the lab to get it back.', 'zh-cn': '目录不归您改动：请重置实验把它恢复。' },
  });
}

/** Runs a check while the directory is as it should be: the one that stops it waits until the others have done. */
async function undisturbed(ctx: CheckContext, check: () => Promise<Verdict>): Promise<Verdict> {
  const visit = ctx.nonce();
  const closed = await office(ctx, 'enter', undefined, visit);
  if (closed) return closed;
  try {
    return await check();
  } finally {
    await office(ctx, 'exit', undefined, visit);
  }
}

interface Login {
  in: boolean;
  said: LocalizedText;
  reply?: SmtpReply;
}
/** Also a server that hangs up or says nothing has let nobody in. */
async function attempted(login: () => Promise<Login>): Promise<Login> {
  try {
    return await login();
  } catch (error) {
    if (error instanceof ProbeFailure) return { in: false, said: error.observed };
    throw error;
  }
}
function imapLogin(ctx: CheckContext, who: Person): Promise<Login> {
  return attempted(async () => {
    const login = await ctx.imap.login({ host: 'mx', port: 993, tls: true, user: who.address, password: who.password });
    if (!login.ok) return { in: false, said: both(login.text || 'refused') };
    await login.session[Symbol.asyncDispose]();
    return { in: true, said: both('OK') };
  });
}
function smtpLogin(ctx: CheckContext, who: Person): Promise<Login> {
  return attempted(async () => {
    await using session = await submission(ctx, { host: 'mx', port: 587, servername: `mail.${facts(ctx).domain}` });
    const reply = await session.auth(who.address, who.password);
    return { in: reply.code === 235, said: said(reply), reply };
  });
}

async function post(ctx: CheckContext, to: string, nonce: string): Promise<SmtpReply> {
  const { peer, customer } = facts(ctx);
  const from = `${customer}@${peer}`;
  return ctx.smtp.send({
    host: 'mx',
    port: 25,
    from: ctx.outside.address('customer'),
    ehlo: `mx.${peer}`,
    mailFrom: from,
    rcptTo: [to],
    message: letter({ from, to, nonce }),
  });
}

/** Writes to an address until it is taken, then looks for the message with its owner; a pause of the directory in between is no harm. Null when all is well. */
async function reaches(ctx: CheckContext, to: string, owner: Person, timeout: number): Promise<Verdict | null> {
  const nonce = ctx.nonce();
  const expected: LocalizedText = { en: `mail to ${to} lies in the mailbox of ${owner.address}`, 'zh-cn': `发给 ${to} 的信进入 ${owner.address} 的邮箱` };
  const end = performance.now() + timeout;
  const left = () => Math.max(20_000, end - performance.now());
  let sent = await post(ctx, to, nonce);
  await ctx.until(
    async () => {
      if (sent.code !== 250) sent = await post(ctx, to, nonce);
      return sent.code === 250;
    },
    { timeout: left(), every: 1500 },
  );
  if (sent.code !== 250) return fail({ because: sent, expected, observed: said(sent) });
  let seen = '';
  const found = await ctx.until(
    async () => {
      const login = await ctx.imap.login({ host: 'mx', port: 993, tls: true, user: owner.address, password: owner.password });
      if (!login.ok) {
        seen = login.text;
        return false;
      }
      await using session = login.session;
      seen = 'it was accepted, but is not there';
      return (await session.messages('INBOX', nonce)).length === 1;
    },
    { timeout: left(), every: 1500 },
  );
  return found ? null : fail({ because: sent, expected, observed: seen });
}

/** Null when somebody can read and send. */
async function getsIn(ctx: CheckContext, who: Person, timeout: number): Promise<Verdict | null> {
  let imap: Login | undefined;
  let smtp: Login | undefined;
  const inside = await ctx.until(
    async () => {
      imap = await imapLogin(ctx, who);
      smtp = imap.in ? await smtpLogin(ctx, who) : undefined;
      return smtp?.in;
    },
    { timeout, every: 1500 },
  );
  if (inside) return null;
  return fail({
    expected: { en: `${who.address}, who is in the directory, logs in on 993 and on 587`, 'zh-cn': `目录里的 ${who.address} 能登录 993 和 587` },
    observed: smtp
      ? { en: `993: yes, 587: ${smtp.said.en}`, 'zh-cn': `993：可以，587：${smtp.said['zh-cn']}` }
      : { en: `993: ${imap?.said.en}`, 'zh-cn': `993：${imap?.said['zh-cn']}` },
  });
}

export default defineChecks(lab, {
  everybody: (ctx) =>
    undisturbed(ctx, async () => {
      for (const who of byLot(ctx, 2)) {
        const wrong = (await getsIn(ctx, who, 20_000)) ?? (await reaches(ctx, who.address, who, 15_000));
        if (wrong) return wrong;
      }
      const [first, second] = byLot(ctx, 2) as [Person, Person];
      const mixed = await imapLogin(ctx, { ...first, password: second.password });
      const nobody = await post(ctx, `${ctx.nonce()}@${facts(ctx).domain}`, ctx.nonce());
      const expected: LocalizedText = {
        en: 'nobody gets in with another one’s password, and mail for nobody is refused',
        'zh-cn': '谁也不能用别人的密码登录；给不存在的人的信被拒绝',
      };
      if (mixed.in) return fail({ expected, observed: { en: 'another one’s password was accepted', 'zh-cn': '别人的密码被接受了' } });
      if (nobody.code >= 400) return pass(nobody);
      return fail({ because: nobody, expected, observed: said(nobody) });
    }),

  changes: (ctx) =>
    undisturbed(ctx, async () => {
      const who = newcomer(ctx);
      const hired = await office(ctx, 'hire', who);
      if (hired) return hired;
      const wrong = (await getsIn(ctx, who, halfMinute)) ?? (await reaches(ctx, who.address, who, 5_000));
      const left = wrong ?? (await office(ctx, 'leave', who));
      if (left) {
        await office(ctx, 'forget', who);
        return left;
      }
      let imap: Login | undefined;
      let smtp: Login | undefined;
      let mail: SmtpReply | undefined;
      const out = await ctx.until(
        async () => {
          imap = await imapLogin(ctx, who);
          if (imap.in) return false;
          smtp = await smtpLogin(ctx, who);
          if (smtp.in) return false;
          mail = await post(ctx, who.address, ctx.nonce());
          return mail.code >= 500;
        },
        { timeout: halfMinute, every: 1500 },
      );
      await office(ctx, 'forget', who);
      if (out) return pass(mail);
      const expected: LocalizedText = {
        en: `within half a minute after ${who.address} left, reading, sending and mail for them are refused`,
        'zh-cn': `${who.address} 离职后半分钟内，读信、发信、给其的信都被拒绝`,
      };
      if (imap?.in) return fail({ expected, observed: { en: 'they still read their mail', 'zh-cn': '其仍能读信' } });
      if (smtp?.in)
        return fail({ ...(smtp.reply && { because: smtp.reply }), expected, observed: { en: 'they still log in to send', 'zh-cn': '其仍能登录发信' } });
      return fail({
        ...(mail && { because: mail }),
        expected,
        observed: mail ? { en: `mail for them: ${mail.text}`, 'zh-cn': `给其的信：${mail.text}` } : (imap?.said ?? '—'),
      });
    }),

  aliases: (ctx) =>
    undisturbed(ctx, async () => {
      const [owner] = byLot(ctx, 1) as [Person];
      const wrong = await reaches(ctx, owner.alias, owner, 15_000);
      if (wrong) return wrong;
      const { domain } = facts(ctx);
      const nobody = await post(ctx, `desk.${ctx.nonce()}@${domain}`, ctx.nonce());
      const expected: LocalizedText = { en: 'only addresses that are in the directory are taken', 'zh-cn': '只收目录里有的地址' };
      if (nobody.code < 400) return fail({ because: nobody, expected, observed: said(nobody) });
      // One that cannot be guessed from the others: what the directory says counts, not what its addresses look like.
      const who: Person = { ...newcomer(ctx), alias: `${ctx.nonce()}@${domain}` };
      const hired = await office(ctx, 'hire', who);
      if (hired) return hired;
      const unread = await reaches(ctx, who.alias, who, halfMinute);
      await office(ctx, 'forget', who);
      return unread ?? pass(nobody);
    }),

  outages: async (ctx) => {
    const [known] = byLot(ctx, 1) as [Person];
    const closed = await office(ctx, 'alone');
    if (closed) return closed;
    const before = await getsIn(ctx, known, 10_000);
    if (before) {
      await office(ctx, 'back');
      return before;
    }
    const who = newcomer(ctx);
    try {
      // The false directory knows somebody whom the true one has never named.
      const false1 = (await office(ctx, 'impostor')) ?? (await office(ctx, 'hire', who));
      if (false1) return false1;
      const trusted = await ctx.until(async () => (await imapLogin(ctx, who)).in, { timeout: 6_000, every: 1500 });
      if (trusted)
        return fail({
          expected: { en: 'a directory with a certificate of another CA is not believed', 'zh-cn': '证书由别家 CA 签发的目录不被相信' },
          observed: { en: `${who.address}, whom only that one knows, was let in`, 'zh-cn': `只有它认识的 ${who.address} 登录成功了` },
          hint: {
            en: 'Whoever can put a machine in the place of the directory would get every password.',
            'zh-cn': '谁能在目录的位置上放一台机器，谁就能拿到所有密码。',
          },
        });
      const gone = await office(ctx, 'stop');
      if (gone) return gone;
      const reply = await ctx.until(
        async () => {
          try {
            const answer = await post(ctx, known.address, ctx.nonce());
            return answer.code >= 500 && answer;
          } catch (error) {
            // No answer at all makes the sender come back, too.
            if (error instanceof ProbeFailure) return false;
            throw error;
          }
        },
        { timeout: 7_000, every: 1500 },
      );
      if (reply)
        return fail({
          because: reply,
          expected: {
            en: `while the directory is away, mail for ${known.address} is put off (4xx) or taken`,
            'zh-cn': `目录停机期间，给 ${known.address} 的信被暂缓（4xx）或先收下`,
          },
          observed: { en: `it was refused for good: ${reply.text}`, 'zh-cn': `它被永久拒绝：${reply.text}` },
        });
    } finally {
      await office(ctx, 'back');
    }
    const again = (await getsIn(ctx, known, halfMinute)) ?? (await reaches(ctx, known.address, known, 15_000));
    await office(ctx, 'forget', who);
    return again ?? pass();
  },

  'no-relay': async (ctx) => {
    const { peer, customer } = facts(ctx);
    await using session = await ctx.smtp.connect({ host: 'mx', port: 25 });
    await session.ehlo();
    const reply = await transact(session, {
      mailFrom: 'someone@elsewhere.example',
      rcptTo: [`${customer}@${peer}`],
      message: letter({ from: 'someone@elsewhere.example', to: `${customer}@${peer}`, nonce: ctx.nonce() }),
    });
    if (reply.code >= 400) return pass(reply);
    return fail({
      because: reply,
      expected: { en: "a stranger's mail for another domain is refused", 'zh-cn': '陌生人发往其他域的邮件被拒绝' },
      observed: said(reply),
    });
  },
});
