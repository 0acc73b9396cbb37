import { type CheckContext, fail, type ImapMessage, type ImapSession, ProbeFailure, type SmtpReply, type SmtpSession, type Verdict } from './check.ts';
import type { LocalizedText } from './text.ts';

/** What the checks of many labs do in the same way, over the probes of a context. */

/** A complete message in the form of RFC 5322, lines ended by LF (probes send CRLF). The nonce is in subject, Message-ID and body. */
export function letter(options: { from: string; to: string; nonce: string; subject?: string; headers?: readonly string[]; body?: string }): string {
  const { from, to, nonce } = options;
  return [
    `From: <${from}>`,
    `To: <${to}>`,
    `Subject: ${options.subject ?? nonce}`,
    `Message-ID: <${nonce}@probe.internet.test>`,
    `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`,
    ...(options.headers ?? []),
    '',
    options.body ?? nonce,
    '',
  ].join('\n');
}

/** A session on a submission port, encrypted and greeted again, not logged in. Throws ProbeFailure when TLS cannot be had. */
export async function submission(
  ctx: CheckContext,
  options: { host: string; port: 465 | 587; servername?: string; from?: string; timeout?: number },
): Promise<SmtpSession> {
  const session = await ctx.smtp.connect({ ...options, tls: options.port === 465 });
  try {
    await session.ehlo();
    if (options.port === 465) return session;
    const reply = await session.starttls();
    if (reply.code !== 220) {
      reply.decide();
      throw new ProbeFailure({
        en: `${options.host}:${options.port} answered STARTTLS with "${reply.text}".`,
        'zh-cn': `${options.host}:${options.port} 对 STARTTLS 的回应是“${reply.text}”。`,
      });
    }
    await session.ehlo();
    return session;
  } catch (error) {
    await session[Symbol.asyncDispose]();
    throw error;
  }
}

/** The same, logged in. Throws ProbeFailure when the password is refused. */
export async function loggedIn(
  ctx: CheckContext,
  options: { host: string; port: 465 | 587; servername?: string; from?: string; timeout?: number; user: string; password: string },
): Promise<SmtpSession> {
  const { user, password, ...where } = options;
  const session = await submission(ctx, where);
  const reply = await session.auth(user, password);
  if (reply.code === 235) return session;
  reply.decide();
  await session[Symbol.asyncDispose]();
  throw new ProbeFailure({
    en: `${user} could not log in on ${options.host}:${options.port}: ${reply.text || 'the connection ended'}`,
    'zh-cn': `${user} 在 ${options.host}:${options.port} 登录失败：${reply.text || '连接中断'}`,
  });
}

/** MAIL, RCPT for each recipient, DATA. Returns the reply that decided: the first refusal, or that of the end of the message. */
export async function transact(
  session: SmtpSession,
  options: { mailFrom: string; rcptTo: readonly string[]; message: string | Buffer; mailParameters?: string },
): Promise<SmtpReply> {
  const mail = await session.mail(options.mailFrom, options.mailParameters);
  if (mail.code < 200 || mail.code > 299) return mail;
  for (const to of options.rcptTo) {
    const rcpt = await session.rcpt(to);
    if (rcpt.code < 200 || rcpt.code > 299) return rcpt;
  }
  return await session.data(options.message);
}

/**
 * What a real sender does with a 4xx: it comes back. For at most `timeout` ms (default 40 s); the last reply is the one that counts. For what
 * has to be accepted: after a reboot, a filter may take longer to start than the mail server that asks it.
 */
export async function persistently(ctx: CheckContext, attempt: () => Promise<SmtpReply>, timeout = 40_000): Promise<SmtpReply> {
  const replies: SmtpReply[] = [];
  await ctx.until(
    async () => {
      const reply = await attempt();
      replies.push(reply);
      return reply.code < 400 || reply.code >= 500;
    },
    { timeout, every: 2_000 },
  );
  return replies.at(-1) as SmtpReply;
}

/** Reads a mailbox over IMAPS. Throws ProbeFailure when the login is refused. */
export async function mailbox(
  ctx: CheckContext,
  options: { host: string; user: string; password: string; port?: number; from?: string; timeout?: number },
): Promise<ImapSession> {
  const { host, user, password, port = 993, from, timeout } = options;
  const login = await ctx.imap.login({ host, port, tls: true, user, password, ...(from && { from }), ...(timeout && { timeout }) });
  if (login.ok) return login.session;
  login.decide();
  throw new ProbeFailure({
    en: `${options.user} could not log in on ${options.host}:${port}: ${login.text}`,
    'zh-cn': `${options.user} 在 ${options.host}:${port} 登录失败：${login.text}`,
  });
}

/**
 * INBOX held open on 993, as a mail program does all day: a NOOP now and then tells whether the session is still there (else it throws ProbeFailure).
 * Throws ProbeFailure when the mailbox cannot be opened.
 */
export async function heldOpen(
  ctx: CheckContext,
  options: { host: string; servername?: string; user: string; password: string },
): Promise<Awaited<ReturnType<CheckContext['imap']['raw']>>> {
  const { host, servername, user, password } = options;
  const session = await ctx.imap.raw({ host, port: 993, tls: true, ...(servername && { servername }), timeout: 15_000 });
  try {
    for (const line of [`LOGIN "${user}" "${password}"`, 'SELECT INBOX']) {
      const reply = await session.command(line);
      if (reply.status === 'OK') continue;
      reply.decide();
      throw new ProbeFailure({
        en: `${user} could not open the mailbox on ${host}:993: ${reply.text}`,
        'zh-cn': `${user} 无法在 ${host}:993 打开邮箱：${reply.text}`,
      });
    }
    return session;
  } catch (error) {
    await session[Symbol.asyncDispose]();
    throw error;
  }
}

/** What a program does that meets a server which is just being reloaded: it comes back, for `timeout` ms. Throws the last ProbeFailure. */
export async function comingBack<T>(ctx: CheckContext, attempt: () => Promise<T>, timeout = 8_000): Promise<T> {
  const failures: ProbeFailure[] = [];
  const got = await ctx.until(
    async () => {
      try {
        return { result: await attempt() };
      } catch (error) {
        if (!(error instanceof ProbeFailure)) throw error;
        failures.push(error);
        return null;
      }
    },
    { timeout, every: 2_000 },
  );
  if (got) return got.result;
  throw failures.at(-1) as ProbeFailure;
}

/**
 * Looks until `look` finds what it waits for, and asks the open session each time whether it is still there; then for as long again as a server may need to
 * end the sessions of before a reload (Dovecot 2.4: six seconds). `lost`: what was seen when the session ended; `found`: whether `look` found it.
 */
export async function whileHeld(
  ctx: CheckContext,
  session: Awaited<ReturnType<typeof heldOpen>>,
  look: () => Promise<boolean>,
  options: { timeout: number; every: number },
): Promise<{ found: boolean; lost: LocalizedText | null }> {
  const state: { found: boolean; lost: LocalizedText | null } = { found: false, lost: null };
  const asked = async () => {
    try {
      const reply = await session.command('NOOP');
      if (reply.status !== 'OK') state.lost = { en: reply.text, 'zh-cn': reply.text };
    } catch (error) {
      if (!(error instanceof ProbeFailure)) throw error;
      state.lost = error.observed;
    }
    return state.lost !== null;
  };
  await ctx.until(async () => {
    state.found = await look();
    return (await asked()) || state.found;
  }, options);
  if (state.found && !state.lost) await ctx.until(asked, { timeout: afterReload, every: 2_000 });
  return state;
}

/** Milliseconds: three times what Dovecot takes. */
const afterReload = 20_000;

/** Messages of one folder that hold `containing`, as soon as there are some; [] when none came in `timeout` ms (default 40 s). */
export async function arrived(
  ctx: CheckContext,
  options: { host: string; user: string; password: string; containing: string; folder?: string; timeout?: number },
): Promise<ImapMessage[]> {
  const { containing, folder = 'INBOX', timeout = 40_000, ...who } = options;
  // How long a message is waited for says nothing of how long a login may take.
  await using session = await mailbox(ctx, who);
  return (
    (await ctx.until(
      async () => {
        const found = await session.messages(folder, containing);
        return found.length > 0 && found;
      },
      { timeout },
    )) ?? []
  );
}

/** Milliseconds between two looks that count as silence: when the machine stood still, what is waited for did so, too. */
const longestSilence = 2_000;

/**
 * What comes in one by one, such as the messages of a queue that was just released: until it is `enough`, or nothing new has come for `still` ms
 * (default 10 s): how long all of it takes depends on the machine, and where nothing comes nobody waits long. At most `timeout` ms (default 45 s).
 */
export async function gathered<T>(
  ctx: CheckContext,
  look: () => Promise<readonly T[]>,
  enough: (found: readonly T[]) => boolean,
  { still = 10_000, timeout = 45_000 }: { still?: number; timeout?: number } = {},
): Promise<readonly T[]> {
  let found: readonly T[] = [];
  let quiet = 0;
  let looked = performance.now();
  await ctx.until(
    async () => {
      const now = await look();
      const passed = performance.now() - looked;
      looked += passed;
      quiet = now.length === found.length ? quiet + Math.min(passed, longestSilence) : 0;
      found = now;
      return enough(found) || quiet > still;
    },
    { timeout, every: 1_000 },
  );
  return found;
}

/** What a program that an office had run said. */
export interface Done {
  code: number;
  out: string;
  err: string;
}

/** A check's step that had something to say instead of a result. */
export const isVerdict = (x: object): x is Verdict => 'verdict' in x;

/**
 * An order to a lab's own service on a learner's host: GET /ACTION?key=…&nonce=…, answered by JSON that repeats the nonce. A verdict when
 * something else answers.
 */
export async function order(
  ctx: CheckContext,
  options: { host: string; port: number; key: string; action: string; more?: Record<string, string>; timeout?: number },
): Promise<Done | Verdict> {
  const { host, port, key, action, more, timeout } = options;
  const nonce = ctx.nonce();
  const query = new URLSearchParams({ key, nonce, ...more });
  const answer = await ctx.http.get({ host, port, path: `/${action}?${query}`, ...(timeout && { timeout }) });
  let said: unknown = null;
  try {
    said = JSON.parse(answer.body);
  } catch {
    // Not the service that answers: said below.
  }
  const got = said as (Partial<Done> & { nonce?: string }) | null;
  if (answer.status === 200 && got?.nonce === nonce) return { code: got.code ?? 0, out: got.out ?? '', err: got.err ?? '' };
  return fail({
    because: answer,
    expected: {
      en: `the lab's own service on ${host} (port ${port}) works as at the start`,
      'zh-cn': `${host} 上实验自带的服务（${port} 端口）像开始时那样工作`,
    },
    observed: `${answer.status} ${answer.body.slice(0, 100)}`,
  });
}

/** The verdict on a typed answer: right, another one, or none yet. The hint is for one that is wrong. */
export function judged(ctx: CheckContext, right: boolean, expected: LocalizedText, hint?: LocalizedText): Verdict {
  if (right) return { verdict: 'pass' };
  const given = ctx.answer.trim();
  return fail({
    expected,
    observed: given
      ? { en: `the answer "${given.slice(0, 100)}" is not it`, 'zh-cn': `答案“${given.slice(0, 100)}”不对` }
      : { en: 'no answer has been given', 'zh-cn': '还没有填写答案' },
    ...(hint && given && { hint }),
  });
}

/** A typed ISO 8601 time in milliseconds; without an offset it is UTC. NaN when it is none. */
export function moment(text: string): number {
  const found = /^(\d{4}-\d\d-\d\d)[T ]+(\d\d:\d\d:\d\d)(?:\.\d+)? *(Z|UTC|[+-]\d\d:?\d\d)?$/i.exec(text.trim());
  if (!found) return Number.NaN;
  const offset = !found[3] || /^(z|utc)$/i.test(found[3]) ? 'Z' : found[3].replace(/^([+-]\d\d):?(\d\d)$/, '$1:$2');
  return Date.parse(`${found[1]}T${found[2]}${offset}`);
}
