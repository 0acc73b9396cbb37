import { type CheckContext, defineChecks, fail, pass, type SmtpReply, type SmtpSession, type Verdict } from '../../lab-runner/contract/check.ts';
import { letter, loggedIn, mailbox, transact } from '../../lab-runner/contract/moves.ts';
import type { LocalizedText } from '../../lab-runner/contract/text.ts';
import lab from './lab.ts';

const param = (ctx: CheckContext, name: string): string => ctx.params[name] as string;
const limit = (ctx: CheckContext) => Number(param(ctx, 'limit'));
const windowOf = (ctx: CheckContext) => Number(param(ctx, 'window'));
/** Each check has eight of the forty alike accounts to itself: what another one used up must not count in it. */
const checks = ['per-account', 'many-addresses', 'exempt', 'recovers', 'alert'] as const;

/** The accounts of one check, in an order that differs from time to time: those that were used last may still be hot. */
class Accounts {
  readonly #left: string[];

  constructor(ctx: CheckContext, check: (typeof checks)[number]) {
    const first = 1 + 8 * checks.indexOf(check);
    const turn = Number.parseInt(ctx.nonce().slice(3, 9), 16) % 8;
    this.#left = Array.from({ length: 8 }, (_, i) => `${param(ctx, 'desk')}${String(first + ((turn + i) % 8)).padStart(2, '0')}`);
  }

  next(): string {
    return this.#left.shift() as string;
  }
}

/** The sessions of one account, one for each place it sends from: a login costs the server more than a message. */
class Account implements AsyncDisposable {
  readonly user: string;
  readonly #ctx: CheckContext;
  readonly #sessions = new Map<string, SmtpSession>();

  constructor(ctx: CheckContext, user: string) {
    this.#ctx = ctx;
    this.user = user;
  }

  /** One message to `count` recipients; how many were taken, and the reply that decided. */
  async send(count: number, from = ''): Promise<{ taken: number; reply: SmtpReply }> {
    const ctx = this.#ctx;
    const own = `${this.user}@${param(ctx, 'domain')}`;
    const nonce = ctx.nonce();
    const session = await this.#session(from);
    const mail = await session.mail(own);
    if (mail.code !== 250) return await this.#over(session, from, { taken: 0, reply: mail });
    let taken = 0;
    let refusal: SmtpReply | null = null;
    for (let i = 0; i < count; i++) {
      const rcpt = await session.rcpt(`${nonce.slice(3, 9)}-${i}@${param(ctx, 'partner')}`);
      if (rcpt.code === 250) taken++;
      else refusal ??= rcpt;
    }
    if (taken === 0) return await this.#over(session, from, { taken, reply: refusal as SmtpReply });
    const done = await session.data(letter({ from: own, to: `list@${param(ctx, 'partner')}`, nonce }));
    if (done.code !== 250) return await this.#over(session, from, { taken: 0, reply: done });
    return { taken, reply: refusal ?? done };
  }

  async login(): Promise<void> {
    await this.#session('');
  }

  async #session(from: string): Promise<SmtpSession> {
    const open = this.#sessions.get(from);
    if (open) return open;
    const session = await loggedIn(this.#ctx, { host: 'mx', port: 587, user: this.user, password: param(this.#ctx, 'password'), ...(from && { from }) });
    this.#sessions.set(from, session);
    return session;
  }

  /** After a refusal the next message comes over a new connection. */
  async #over<T>(session: SmtpSession, from: string, result: T): Promise<T> {
    this.#sessions.delete(from);
    await session[Symbol.asyncDispose]();
    return result;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const session of this.#sessions.values()) await session[Symbol.asyncDispose]();
  }
}

interface Exhausted {
  user: string;
  refusal: SmtpReply;
}

/** More than so many after the limit, and a machine was slow: what the window gave back in the meantime hides how many are allowed. */
const prompt = 4;
/** How often a slow attempt is made anew. */
const patience = 2;

/**
 * Sends as many as allowed with a fresh account, each part from its own place, then one by one until the refusal.
 * A verdict when too few or too many were taken.
 */
async function exhaust(ctx: CheckContext, accounts: Accounts, expected: LocalizedText, parts: number, from: string[] = ['']): Promise<Exhausted | Verdict> {
  let early: Verdict | undefined;
  let never: Verdict | undefined;
  let slow = 0;
  // A fixed window may end just while we send, and an account may still be hot from the last time: then another one is tried.
  for (let attempt = 0; attempt < 2 + slow; attempt++) {
    const user = accounts.next();
    await using account = new Account(ctx, user);
    const begun = performance.now();
    const stopped = await fillUp(ctx, account, parts, from);
    if (stopped) {
      early = fail({
        because: stopped,
        expected,
        observed: {
          en: `${user} was stopped before ${limit(ctx)} recipients: ${stopped.text}`,
          'zh-cn': `${user} 还没到 ${limit(ctx)} 个收件人就被拦下：${stopped.text}`,
        },
      });
      continue;
    }
    const { more, reply, refused } = await oneByOne(ctx, account, begun, (n) => from[(parts + n) % from.length] as string);
    if (refused && (more <= prompt || slow === patience)) return never ?? { user, refusal: reply };
    if (refused) {
      slow++;
      continue;
    }
    const seconds = Math.ceil((performance.now() - begun) / 1000);
    never = fail({
      because: reply,
      expected,
      observed: {
        en: `${user} sent to ${limit(ctx) + more} recipients in ${seconds} s and was never refused`,
        'zh-cn': `${user} 在 ${seconds} 秒内发给了 ${limit(ctx) + more} 个收件人，一直没有被拒绝`,
      },
    });
  }
  return (never ?? early) as Verdict;
}

/** As many recipients as are allowed, in so many messages; the reply that stopped it early, or null. */
async function fillUp(ctx: CheckContext, account: Account, parts: number, from: string[]): Promise<SmtpReply | null> {
  let left = limit(ctx);
  for (let part = 0; part < parts; part++) {
    const count = Math.ceil(left / (parts - part));
    left -= count;
    const result = await account.send(count, from[part % from.length]);
    if (result.taken < count) return result.reply;
  }
  return null;
}

/** One recipient after the other, until one is refused or more have been taken than a window can give back in the meantime. */
async function oneByOne(ctx: CheckContext, account: Account, begun: number, from: (n: number) => string) {
  for (let more = 0; ; ) {
    const { taken, reply } = await account.send(1, from(more));
    if (taken === 0 && reply.code >= 400) return { more, reply, refused: true };
    more++;
    // What a leaking bucket gives back while we send, and one for rounding.
    const refilled = Math.ceil((limit(ctx) * (performance.now() - begun)) / 1000 / windowOf(ctx));
    if (more > refilled + 1) return { more, reply, refused: false };
  }
}

const isVerdict = (x: Exhausted | Verdict): x is Verdict => 'verdict' in x;

export default defineChecks(lab, {
  'per-account': async (ctx) => {
    const expected: LocalizedText = {
      en: `an account that has sent to ${limit(ctx)} recipients within ${windowOf(ctx)} s is refused; another account is not`,
      'zh-cn': `一个账号在 ${windowOf(ctx)} 秒内发给 ${limit(ctx)} 个收件人之后被拒绝，另一个账号不受影响`,
    };
    const accounts = new Accounts(ctx, 'per-account');
    const neighbour = accounts.next();
    await using next = new Account(ctx, neighbour);
    // Logged in before, so that it asks at once, while the other one is still stopped.
    await next.login();
    const result = await exhaust(ctx, accounts, expected, 2);
    if (isVerdict(result)) return result;
    const other = await next.send(3);
    if (other.taken === 3) return pass(result.refusal);
    return fail({
      because: other.reply,
      expected,
      observed: { en: `${neighbour} was refused, too: ${other.reply.text}`, 'zh-cn': `${neighbour} 也被拒绝了：${other.reply.text}` },
      hint: { en: 'They come from the same address. Who has sent too much?', 'zh-cn': '两个账号来自同一个地址。发多了的是谁？' },
    });
  },

  'many-addresses': async (ctx) => {
    const expected: LocalizedText = {
      en: `an account that sends from three addresses is refused after ${limit(ctx)} recipients in all`,
      'zh-cn': `一个账号从三个地址发信，总共 ${limit(ctx)} 个收件人之后被拒绝`,
    };
    const result = await exhaust(ctx, new Accounts(ctx, 'many-addresses'), expected, 3, ['203.0.113.140', '198.51.100.150', '203.0.113.160']);
    return isVerdict(result) ? result : pass(result.refusal);
  },

  exempt: async (ctx) => {
    const bulk = param(ctx, 'bulk');
    const expected: LocalizedText = {
      en: `${bulk} sends three messages to ${limit(ctx)} recipients each; no ordinary account gets one to ${2 * limit(ctx) + 2} through`,
      'zh-cn': `${bulk} 可以连发三封、每封 ${limit(ctx)} 个收件人；普通账号发不出一封 ${2 * limit(ctx) + 2} 个收件人的信`,
    };
    await using mass = new Account(ctx, bulk);
    for (let part = 1; part <= 3; part++) {
      const many = await mass.send(limit(ctx));
      if (many.taken < limit(ctx))
        return fail({
          because: many.reply,
          expected,
          observed: {
            en: `${bulk} was stopped in message ${part}: ${many.reply.text}`,
            'zh-cn': `${bulk} 在第 ${part} 封时被拦下：${many.reply.text}`,
          },
        });
    }
    await using single = new Account(ctx, new Accounts(ctx, 'exempt').next());
    const ordinary = await single.send(2 * limit(ctx) + 2);
    if (ordinary.reply.code >= 400) return pass(ordinary.reply);
    return fail({
      because: ordinary.reply,
      expected,
      observed: { en: `an ordinary account sent one message to ${ordinary.taken} recipients`, 'zh-cn': `普通账号一封信发给了 ${ordinary.taken} 个收件人` },
    });
  },

  recovers: async (ctx) => {
    const expected: LocalizedText = {
      en: `an account that was refused may send again after ${windowOf(ctx)} s`,
      'zh-cn': `被拒绝的账号在 ${windowOf(ctx)} 秒之后又能发信`,
    };
    const result = await exhaust(ctx, new Accounts(ctx, 'recovers'), expected, 2);
    if (isVerdict(result)) return result;
    let last = result.refusal;
    await using account = new Account(ctx, result.user);
    const again = await ctx.until(
      async () => {
        const { taken, reply } = await account.send(1);
        last = reply;
        return taken === 1;
      },
      { timeout: (windowOf(ctx) + 6) * 1000, every: 2000 },
    );
    if (again) return pass(result.refusal);
    return fail({
      because: last,
      expected,
      observed: {
        en: `${windowOf(ctx) + 6} s later ${result.user} is still refused: ${last.text}`,
        'zh-cn': `${windowOf(ctx) + 6} 秒之后 ${result.user} 仍被拒绝：${last.text}`,
      },
    });
  },

  alert: async (ctx) => {
    const admin = param(ctx, 'admin');
    const expected: LocalizedText = {
      en: `when an account is stopped, a letter that names it lies in the mailbox of ${admin} within 30 s`,
      'zh-cn': `有账号被拦下时，30 秒之内 ${admin} 的邮箱里有一封写着该账号名的信`,
    };
    await using box = await mailbox(ctx, { host: 'mx', user: admin, password: param(ctx, 'adminPassword') });
    const known = new Set((await box.messages('INBOX')).map((m) => m.uid));
    const accounts = new Accounts(ctx, 'alert');
    const result = await exhaust(ctx, accounts, expected, 1);
    if (isVerdict(result)) return result;
    const quiet = accounts.next();
    const came = await ctx.until(async () => (await box.messages('INBOX', result.user)).find((m) => !known.has(m.uid)), { timeout: 30_000 });
    if (!came)
      return fail({ because: result.refusal, expected, observed: { en: `no letter about ${result.user} came`, 'zh-cn': `没有收到关于 ${result.user} 的信` } });
    // A letter about everybody tells nothing.
    return came.raw.includes(quiet)
      ? fail({
          because: result.refusal,
          expected,
          observed: { en: `the letter names ${quiet}, too, who has sent nothing`, 'zh-cn': `信里还写了没有发过信的 ${quiet}` },
        })
      : pass(result.refusal);
  },

  inbound: async (ctx) => {
    const admin = param(ctx, 'admin');
    const to = `${admin}@${param(ctx, 'domain')}`;
    const from = `news@${param(ctx, 'partner')}`;
    const expected: LocalizedText = {
      en: `${limit(ctx) + 4} messages from one sender outside arrive one after the other`,
      'zh-cn': `外部同一个发件人连续发来的 ${limit(ctx) + 4} 封邮件全部送达`,
    };
    const nonce = ctx.nonce();
    let last: SmtpReply | undefined;
    // Over one connection: quick, even where connecting takes its time, so that a limit would be met within its window.
    await using session = await ctx.smtp.connect({ host: 'mx', port: 25 });
    await session.ehlo();
    for (let i = 0; i < limit(ctx) + 4; i++) {
      last = await transact(session, { mailFrom: from, rcptTo: [to], message: letter({ from, to, nonce: `${nonce}-${i}` }) });
      if (last.code !== 250)
        return fail({ because: last, expected, observed: { en: `number ${i + 1} was refused: ${last.text}`, 'zh-cn': `第 ${i + 1} 封被拒绝：${last.text}` } });
    }
    await using box = await mailbox(ctx, { host: 'mx', user: admin, password: param(ctx, 'adminPassword') });
    const all = await ctx.until(async () => (await box.messages('INBOX', nonce)).length === limit(ctx) + 4, { timeout: 45_000 });
    await box.remove('INBOX', nonce);
    return all ? pass(last) : fail({ ...(last && { because: last }), expected, observed: { en: 'some did not arrive', 'zh-cn': '有些没有到达' } });
  },

  'no-relay': async (ctx) => {
    await using session = await ctx.smtp.connect({ host: 'mx', port: 25 });
    await session.ehlo();
    await session.mail('someone@elsewhere.example');
    const rcpt = await session.rcpt(`a@${param(ctx, 'partner')}`);
    if (rcpt.code >= 400) return pass(rcpt);
    return fail({
      because: rcpt,
      expected: { en: "a stranger's mail for another domain is refused", 'zh-cn': '陌生人发往其他域的邮件被拒绝' },
      observed: rcpt.text || 'the connection ended',
    });
  },
});
