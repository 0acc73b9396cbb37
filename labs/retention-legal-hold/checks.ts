import { type CheckContext, defineChecks, fail, type ImapSession, pass, type Verdict } from '../../lab-runner/contract/check.ts';
import { letter, mailbox } from '../../lab-runner/contract/moves.ts';
import type { LocalizedText } from '../../lab-runner/contract/text.ts';
import lab from './lab.ts';

type Name = 'domain' | 'first' | 'second' | 'firstPassword' | 'secondPassword' | 'applications' | 'visitors' | 'deskKey';
const facts = (ctx: CheckContext) => ctx.params as Record<Name, string>;
const day = 24 * 3600_000;
const daysAgo = (days: number) => new Date(Date.now() - days * day);
const ruled = ['Applications', 'Visitors'] as const;
type Who = 'first' | 'second';

const open = (ctx: CheckContext, who: Who): Promise<ImapSession> => {
  const f = facts(ctx);
  return mailbox(ctx, { host: 'mx', user: f[who], password: f[`${who}Password`] });
};

/** A line of the report: how many of one person in one folder. */
interface Count {
  user: string;
  folder: string;
  messages: number;
}

/** Nobody here, but the name of the first person is part of this one. */
const namesakeOf = (ctx: CheckContext) => `${facts(ctx).first}son`;

/** What the desk of the records office answers to an order; a verdict when it does not. */
async function desk(ctx: CheckContext, action: string, more: Record<string, string> = {}): Promise<{ code: number; out: string; err: string } | Verdict> {
  const nonce = ctx.nonce();
  const query = new URLSearchParams({ key: facts(ctx).deskKey, nonce, ...more });
  const answer = await ctx.http.get({ host: 'mx', port: 8080, path: `/${action}?${query}`, timeout: 90_000 });
  let said: unknown = null;
  try {
    said = JSON.parse(answer.body);
  } catch {
    // Not the desk that answers: said below.
  }
  const got = said as { nonce?: string; code?: number; out?: string; err?: string } | null;
  if (answer.status === 200 && got?.nonce === nonce) return { code: got.code ?? 0, out: got.out ?? '', err: got.err ?? '' };
  return fail({
    because: answer,
    expected: { en: 'the desk of the records office (port 8080) works as at the start', 'zh-cn': '档案室的服务（8080 端口）像开始时那样工作' },
    observed: `${answer.status} ${answer.body.slice(0, 100)}`,
  });
}

/** Has the program run; a verdict when it fails. */
async function retention(ctx: CheckContext, mode: 'run' | 'dry-run'): Promise<{ out: string } | Verdict> {
  const done = await desk(ctx, mode);
  if ('verdict' in done) return done;
  if (done.code === 0) return done;
  return fail({
    expected: { en: `/usr/local/sbin/retention ${mode} ends with 0`, 'zh-cn': `/usr/local/sbin/retention ${mode} 以 0 结束` },
    observed: `${done.code} ${done.err.trim()}`,
  });
}

/** Checks share folders and holds: one after the other, from clean folders and without a hold. */
async function alone(ctx: CheckContext, check: () => Promise<Verdict>): Promise<Verdict> {
  const turn = await desk(ctx, 'alone');
  if ('verdict' in turn) return turn;
  try {
    for (const who of ['first', 'second'] as const) {
      const released = await desk(ctx, 'release', { user: facts(ctx)[who] });
      if ('verdict' in released) return released;
      const namesake = await desk(ctx, 'release', { user: namesakeOf(ctx) });
      if ('verdict' in namesake) return namesake;
      await using session = await open(ctx, who);
      for (const folder of ruled) await session.remove(folder);
    }
    return await check();
  } finally {
    await desk(ctx, 'back');
  }
}

interface Laid {
  who: Who;
  folder: string;
  /** Days since it arrived. */
  age: number;
  /** Days since the Date: header says it was written; default: as it arrived. */
  dated?: number;
  nonce: string;
}

async function lay(ctx: CheckContext, all: readonly Laid[]): Promise<Verdict | null> {
  for (const who of ['first', 'second'] as const) {
    const own = all.filter((m) => m.who === who);
    if (own.length === 0) continue;
    await using session = await open(ctx, who);
    for (const { folder, age, dated, nonce } of own) {
      const address = `${facts(ctx)[who]}@${facts(ctx).domain}`;
      const text = letter({ from: address, to: address, nonce }).replace(
        /^Date: .*$/m,
        `Date: ${daysAgo(dated ?? age)
          .toUTCString()
          .replace('GMT', '+0000')}`,
      );
      const stored = await session.append(folder, text, { received: daysAgo(age) });
      if (!stored.ok)
        return fail({
          expected: { en: `${facts(ctx)[who]} can store mail in ${folder}`, 'zh-cn': `${facts(ctx)[who]} 能往 ${folder} 存邮件` },
          observed: stored.text,
        });
    }
  }
  return null;
}

/** Nonces that are still where they were laid. */
async function still(ctx: CheckContext, all: readonly Laid[]): Promise<Set<string>> {
  const found = new Set<string>();
  for (const who of ['first', 'second'] as const) {
    const folders = new Set(all.filter((m) => m.who === who).map((m) => m.folder));
    if (folders.size === 0) continue;
    await using session = await open(ctx, who);
    for (const folder of folders)
      for (const message of await session.messages(folder)) {
        const text = message.raw.toString('latin1');
        for (const { nonce } of all.filter((m) => m.who === who && m.folder === folder)) if (text.includes(nonce)) found.add(nonce);
      }
  }
  return found;
}

const words = (ctx: CheckContext, m: Laid): LocalizedText => ({
  en: `a message in ${m.folder} of ${facts(ctx)[m.who]} that arrived ${m.age} days ago${m.dated === undefined ? '' : ` and says that it was written ${m.dated} days ago`}`,
  'zh-cn': `${facts(ctx)[m.who]} 的 ${m.folder} 里 ${m.age} 天前到达的一封信${m.dated === undefined ? '' : `（自称写于 ${m.dated} 天前）`}`,
});

/** Null when exactly what should be gone is gone. */
async function judge(ctx: CheckContext, goes: readonly Laid[], stays: readonly Laid[], when: LocalizedText): Promise<Verdict | null> {
  const left = await still(ctx, [...goes, ...stays]);
  const lost = stays.find((m) => !left.has(m.nonce));
  const kept = goes.find((m) => left.has(m.nonce));
  const wrong = lost ?? kept;
  if (!wrong) return null;
  const what = words(ctx, wrong);
  return fail({
    expected: { en: `${when.en}, ${what.en} ${lost ? 'is still there' : 'is gone'}`, 'zh-cn': `${when['zh-cn']}，${what['zh-cn']}${lost ? '还在' : '已删除'}` },
    observed: lost ? { en: 'it is gone', 'zh-cn': '它不见了' } : { en: 'it is still there', 'zh-cn': '它还在' },
  });
}

/** Old mail of both people, in both folders of the one; and as much that is young. */
function mixture(ctx: CheckContext): { old: Laid[]; young: Laid[] } {
  const days = { Applications: Number(facts(ctx).applications), Visitors: Number(facts(ctx).visitors) };
  const places = [
    ['first', 'Applications'],
    ['first', 'Visitors'],
    ['second', 'Visitors'],
  ] as const;
  const each = (age: (limit: number) => number) => places.map(([who, folder]): Laid => ({ who, folder, age: age(days[folder]), nonce: ctx.nonce() }));
  return { old: each((limit) => limit + 2), young: each((limit) => limit - 2) };
}

const afterRun: LocalizedText = { en: 'after the run', 'zh-cn': '运行之后' };

/** Null when the report has exactly these counts (lines with 0 may be there or not). */
function reported(out: string, laid: readonly Laid[], ctx: CheckContext): Verdict | null {
  const wanted = new Map<string, number>();
  for (const { who, folder } of laid) wanted.set(`${facts(ctx)[who]} ${folder}`, (wanted.get(`${facts(ctx)[who]} ${folder}`) ?? 0) + 1);
  const expected: LocalizedText = {
    en: `on standard output one JSON line for each person and folder: ${[...wanted].map(([k, n]) => `${k} ${n}`).join(', ')}`,
    'zh-cn': `标准输出上每个人、每个文件夹各有一行 JSON：${[...wanted].map(([k, n]) => `${k} ${n}`).join('、')}`,
  };
  const seen = new Map<string, number>();
  for (const line of out.split('\n').filter((l) => l.trim())) {
    let count: Partial<Count> | null = null;
    try {
      count = JSON.parse(line) as Partial<Count>;
    } catch {
      // Not JSON: said below, with the line.
    }
    if (
      !count ||
      typeof count.user !== 'string' ||
      typeof count.folder !== 'string' ||
      typeof count.messages !== 'number' ||
      seen.has(`${count.user} ${count.folder}`)
    )
      return fail({ expected, observed: { en: `a line reads: ${line.slice(0, 120)}`, 'zh-cn': `有一行是：${line.slice(0, 120)}` } });
    if (count.messages !== 0) seen.set(`${count.user} ${count.folder}`, count.messages);
  }
  if (seen.size === wanted.size && [...wanted].every(([k, n]) => seen.get(k) === n)) return null;
  return fail({
    expected,
    observed: {
      en: `it says: ${[...seen].map(([k, n]) => `${k} ${n}`).join(', ') || 'nothing'}`,
      'zh-cn': `它写的是：${[...seen].map(([k, n]) => `${k} ${n}`).join('、') || '什么也没有'}`,
    },
  });
}

export default defineChecks(lab, {
  expired: (ctx) =>
    alone(ctx, async () => {
      const { old, young } = mixture(ctx);
      const limit = Number(facts(ctx).applications);
      // What the sender wrote says the opposite of when it came.
      old.push({ who: 'first', folder: 'Applications', age: limit + 2, dated: 3, nonce: ctx.nonce() });
      young.push({ who: 'second', folder: 'Applications', age: limit - 2, dated: limit + 500, nonce: ctx.nonce() });
      young.push({ who: 'first', folder: 'INBOX', age: limit + 400, nonce: ctx.nonce() });
      // A folder gets a rule for this run only; before, it has none.
      const invoices: Laid[] = [{ who: 'first', folder: 'Invoices', age: limit + 300, nonce: ctx.nonce() }];
      const laid = await lay(ctx, [...old, ...young, ...invoices]);
      if (laid) return laid;
      const run = await retention(ctx, 'run');
      if ('verdict' in run) return run;
      const wrong = (await judge(ctx, old, [...young, ...invoices], afterRun)) ?? reported(run.out, old, ctx);
      if (wrong) return wrong;
      try {
        const added = await desk(ctx, 'policy', { folder: 'Invoices', days: String(limit + 100) });
        if ('verdict' in added) return added;
        const again = await retention(ctx, 'run');
        if ('verdict' in again) return again;
        return (
          (await judge(ctx, invoices, [], {
            en: 'after the office has added a rule for Invoices and a second run',
            'zh-cn': '档案室给 Invoices 加了规定、再次运行之后',
          })) ?? pass()
        );
      } finally {
        await desk(ctx, 'policy', { folder: 'Invoices', days: '0' });
      }
    }),

  held: (ctx) =>
    alone(ctx, async () => {
      const { old, young } = mixture(ctx);
      const laid = (await lay(ctx, [...old, ...young])) ?? (await desk(ctx, 'hold', { user: facts(ctx).second }));
      if ('verdict' in laid) return laid;
      const other = await desk(ctx, 'hold', { user: namesakeOf(ctx) });
      if ('verdict' in other) return other;
      const run = await retention(ctx, 'run');
      if ('verdict' in run) return run;
      const of = (who: Who) => old.filter((m) => m.who === who);
      const names = `${facts(ctx).second}, ${namesakeOf(ctx)}`;
      const wrong =
        (await judge(ctx, of('first'), [...young, ...of('second')], { en: `with ${names} on hold, after the run`, 'zh-cn': `${names} 被保全时，运行之后` })) ??
        reported(run.out, of('first'), ctx) ??
        (await desk(ctx, 'release', { user: facts(ctx).second }));
      if ('verdict' in wrong) return wrong;
      const again = await retention(ctx, 'run');
      if ('verdict' in again) return again;
      return (
        (await judge(ctx, old, young, { en: `after ${facts(ctx).second} was released and the next run`, 'zh-cn': `${facts(ctx).second} 解除保全、再次运行之后` })) ??
        pass()
      );
    }),

  'dry-run': (ctx) =>
    alone(ctx, async () => {
      const { old, young } = mixture(ctx);
      old.push(...old.slice(0, 2).map((m) => ({ ...m, nonce: ctx.nonce() })));
      const laid = await lay(ctx, [...old, ...young]);
      if (laid) return laid;
      const run = await retention(ctx, 'dry-run');
      if ('verdict' in run) return run;
      return (await judge(ctx, [], [...old, ...young], { en: 'after a dry run', 'zh-cn': '试运行之后' })) ?? reported(run.out, old, ctx) ?? pass();
    }),

  reading: async (ctx) => {
    const f = facts(ctx);
    for (const who of ['first', 'second'] as const) {
      await using _session = await open(ctx, who);
    }
    const wrong = await ctx.imap.login({ host: 'mx', port: 993, tls: true, user: f.first, password: ctx.nonce() });
    if (!wrong.ok) return pass(wrong);
    await wrong.session[Symbol.asyncDispose]();
    return fail({
      expected: { en: 'a wrong password is refused', 'zh-cn': '错误的密码被拒绝' },
      observed: { en: 'the login was accepted', 'zh-cn': '登录被接受了' },
    });
  },
});
