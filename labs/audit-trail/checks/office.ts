import { type CheckContext, fail, type Observation, type SmtpReply, type Verdict } from '../../../lab-runner/contract/check.ts';
import { type Done, isVerdict, letter, order } from '../../../lab-runner/contract/moves.ts';
import type { LocalizedText } from '../../../lab-runner/contract/text.ts';

/** What the checks of this lab have in common: the offices' desks, probes of mail, and records of them. */

type Name = 'domain' | 'peer' | 'first' | 'second' | 'admin' | 'firstPassword' | 'secondPassword' | 'adminPassword' | 'days' | 'variant' | 'deskKey';
export const facts = (ctx: CheckContext) => ctx.params as Record<Name, string>;
const day = 24 * 3600_000;
export const store = '/srv/audit';

export const office = (ctx: CheckContext, host: 'mx' | 'logs', action: string, more: Record<string, string> = {}) =>
  order(ctx, { host, port: 8080, key: facts(ctx).deskKey, action, more, timeout: 90_000 });

/** Not met: what should be, and what was seen, in both languages (or the same words). */
export const unmet = (en: string, zh: string, seen: string, seenZh = seen, because?: Observation): Verdict =>
  fail({ expected: { en, 'zh-cn': zh }, observed: { en: seen, 'zh-cn': seenZh }, ...(because && { because }) });

/** `audit …` on the log server has to end with 0. */
export async function audit(ctx: CheckContext, action: string, more: Record<string, string> = {}): Promise<Done | Verdict> {
  const done = await office(ctx, 'logs', action, more);
  if (isVerdict(done) || done.code === 0) return done;
  return unmet(`/usr/local/bin/audit ${action} on logs ends with 0`, `logs 上的 /usr/local/bin/audit ${action} 以 0 结束`, `${done.code} ${done.err.trim()}`);
}

/** Imports and alterations are for one check at a time. What was altered is put back in any case. */
export async function alone(ctx: CheckContext, check: () => Promise<Verdict>): Promise<Verdict> {
  const turn = await office(ctx, 'logs', 'alone');
  if (isVerdict(turn)) return turn;
  try {
    return await check();
  } finally {
    await office(ctx, 'logs', 'leave');
  }
}

/** A record, with what the checks look at. */
export type Entry = Partial<
  Record<'event' | 'time' | 'sender' | 'client' | 'user' | 'admin' | 'result' | 'subject', string> & { recipients: string[]; size: number }
>;

/** One line of the answer; null when it is not a JSON object. */
function entry(line: string): Entry | null {
  try {
    const found = JSON.parse(line) as Entry | null;
    return found && typeof found === 'object' ? found : null;
  } catch {
    return null;
  }
}

/** What the auditor finds, within half a minute, for a word: a record that `fits`. Else a verdict that says what there was. */
export async function recorded(ctx: CheckContext, word: string, what: LocalizedText, fits: (e: Entry) => boolean, timeout = 60_000): Promise<Entry | Verdict> {
  let last: Done = { code: 0, out: '', err: '' };
  const ended = await ctx.until<{ found?: Entry; stop?: Verdict }>(
    async () => {
      const done = await office(ctx, 'logs', 'query', { word });
      if (isVerdict(done)) return { stop: done };
      last = done;
      const found = done.out
        .split('\n')
        .map(entry)
        .find((e) => e && fits(e));
      // A program that is not there will not come.
      return found ? { found } : done.code === 126 || done.code === 127 ? {} : null;
    },
    { timeout, every: 1500 },
  );
  if (ended?.found || ended?.stop) return ended.found ?? (ended.stop as Verdict);
  const { code, out, err } = last as Done;
  const lines = out.trim().slice(0, 400);
  const seen = code !== 0 ? [`it ended with ${code}: ${err.trim()}`, `它以 ${code} 结束：${err.trim()}`] : lines ? [`it says: ${lines}`, `它说：${lines}`] : [];
  const [en, zh] = [`“audit query ${word}” gives the auditor, as one JSON line, ${what.en}`, `“audit query ${word}”以一行 JSON 给出${what['zh-cn']}`];
  return unmet(en, zh, seen[0] ?? 'it finds nothing', seen[1] ?? '什么也没查到');
}

/** A login name, with or without the domain. */
export const named = (name: string | undefined) => name?.split('@')[0];

/** Written with its offset from UTC, and not more than two minutes off. */
export const now = ({ time }: Entry) => typeof time === 'string' && /(Z|[+-]\d\d:?\d\d)$/.test(time) && Math.abs(Date.parse(time) - Date.now()) < 120_000;
export const same = (a: unknown, b: readonly string[]) => Array.isArray(a) && JSON.stringify([...a].sort()) === JSON.stringify([...b].sort());

/** One message from outside, as a stranger; the address of the client and the last reply. */
export async function fromOutside(ctx: CheckContext, sender: string, to: string, message: string): Promise<{ client: string; reply: SmtpReply }> {
  const client = ctx.internet.stranger();
  const reply = await ctx.smtp.send({ host: 'mx', port: 25, from: client, ehlo: 'sender.example', mailFrom: sender, rcptTo: [to], message });
  return { client, reply };
}

export const inbox = (ctx: CheckContext) => `${facts(ctx).first}@${facts(ctx).domain}`;
type Taken = { sender: string; client: string; size: number };

/** A message that was taken from outside; a verdict when it was not. */
export async function taken(
  ctx: CheckContext,
  nonce: string,
  options: { subject?: string; headers?: readonly string[]; body?: string } = {},
): Promise<Taken | Verdict> {
  const sender = `${nonce}@${facts(ctx).peer}`;
  const message = letter({ from: sender, to: inbox(ctx), nonce, ...options });
  const { client, reply } = await fromOutside(ctx, sender, inbox(ctx), message);
  if (reply.code === 250) return { sender, client, size: message.replaceAll('\n', '\r\n').length };
  return unmet(`mail for ${inbox(ctx)} is taken`, `发给 ${inbox(ctx)} 的邮件被收下`, reply.text || '—', undefined, reply);
}

export const mailWords = (what: string): LocalizedText => ({ en: `the message with its time in UTC, ${what}`, 'zh-cn': `那封邮件：UTC 时间、${what}` });

export async function arrivedFrom(ctx: CheckContext, nonce: string): Promise<Verdict | Taken> {
  const sent = await taken(ctx, nonce);
  if (isVerdict(sent)) return sent;
  const there = await recorded(ctx, sent.sender, mailWords(`client ${sent.client}`), (e) => e.sender === sent.sender);
  return isVerdict(there) ? there : sent;
}

/** What Postfix would have logged so many days ago. */
export function oldLines(nonce: string, daysAgo: number): string {
  const at = new Date(Date.now() - daysAgo * day).toISOString().replace('Z', '+00:00');
  const id = `${nonce.replace(/[^0-9a-f]/g, '')}AB12CD34`.slice(0, 10).toUpperCase();
  return [
    `postfix/smtpd[801]: ${id}: client=unknown[192.0.2.77]`,
    `postfix/cleanup[802]: ${id}: message-id=<${nonce}@old.example>`,
    `postfix/qmgr[331]: ${id}: from=<${nonce}@old.example>, size=2048, nrcpt=1 (queue active)`,
    `postfix/local[803]: ${id}: to=<somebody@here.example>, relay=local, delay=0.1, delays=0.1/0/0/0, dsn=2.0.0, status=sent (delivered to maildir)`,
    `postfix/qmgr[331]: ${id}: removed`,
  ]
    .map((line) => `${at} mail ${line}\n`)
    .join('');
}

/** Null when the auditor finds, or does not find, what was imported. */
export async function imported(ctx: CheckContext, nonce: string, there: boolean, en: string, zh: string): Promise<Verdict | null> {
  const done = await audit(ctx, 'query', { word: `${nonce}@old.example` });
  if (isVerdict(done)) return done;
  if (done.out.includes(nonce) === there) return null;
  return unmet(en, zh, there ? `${nonce}@old.example is not found` : 'it is still found', there ? `查不到 ${nonce}@old.example` : '还能查到');
}

/** `audit …`, where only a failure matters. */
export async function done(ctx: CheckContext, action: string, more?: Record<string, string>): Promise<Verdict | null> {
  const result = await audit(ctx, action, more);
  return isVerdict(result) ? result : null;
}
