import { createPublicKey, verify } from 'node:crypto';
import { type CheckContext, defineChecks, fail, type ImapSession, ProbeFailure, pass, type Verdict } from '../../lab-runner/contract/check.ts';
import { type Done, isVerdict, letter, mailbox, order } from '../../lab-runner/contract/moves.ts';
import type { LocalizedText } from '../../lab-runner/contract/text.ts';
import lab from './lab.ts';

const people = ['first', 'second', 'third', 'fourth'] as const;
type Who = (typeof people)[number];
type Name = Who | `${Who}Password` | 'fifth' | 'domain' | 'applications' | 'visitors' | 'backup' | 'traceMin' | 'traceMax' | 'deskKey';
const facts = (ctx: CheckContext) => ctx.params as Record<Name, string>;
const daysAgo = (days: number) => new Date(Date.now() - days * 24 * 3600_000);
const folders = ['Applications', 'Visitors', 'Invoices'];

const open = (ctx: CheckContext, who: Who): Promise<ImapSession> => mailbox(ctx, { host: 'mx', user: facts(ctx)[who], password: facts(ctx)[`${who}Password`] });

/** An order to the records office's desk. */
const desk = (ctx: CheckContext, action: string, more: Record<string, string> = {}) =>
  order(ctx, { host: 'mx', port: 8080, key: facts(ctx).deskKey, action, more, timeout: 140_000 });

const did = async (ctx: CheckContext, action: string, more: Record<string, string> = {}): Promise<Verdict | null> => {
  const done = await desk(ctx, action, more);
  return isVerdict(done) ? done : null;
};

const unmet = (expected: LocalizedText, en: string, zh = en): Verdict => fail({ expected, observed: { en, 'zh-cn': zh } });

/** Has the program run; a verdict when it fails. */
async function retention(ctx: CheckContext, action: 'run' | 'dry-run' | 'export', more: Record<string, string> = {}): Promise<Done | Verdict> {
  const done = await desk(ctx, action, more);
  if (isVerdict(done) || done.code === 0) return done;
  return unmet(
    { en: `/usr/local/sbin/retention ${action} ends with 0`, 'zh-cn': `/usr/local/sbin/retention ${action} 以 0 结束` },
    `${done.code} ${done.err.trim()}`,
  );
}

/** Has the program run; what this and all others since `since` have said: checks go side by side, and a run that another asked for deletes for all. */
async function ran(ctx: CheckContext, since: string): Promise<{ reports: string[] } | Verdict> {
  const own = await retention(ctx, 'run');
  const all = isVerdict(own) ? own : await desk(ctx, 'reports', { since });
  return isVerdict(all) ? all : { reports: JSON.parse(all.out) as string[] };
}

/** How many runs there have been, after something was put in place while none was under way. */
async function mark(ctx: CheckContext, action: 'mark' | 'hold' | 'backups' | 'traces', more: Record<string, string> = {}): Promise<string | Verdict> {
  const done = await desk(ctx, action, more);
  return isVerdict(done) ? done : done.out;
}

/** Lays backups or records down, then the same. */
async function laidAndRan(ctx: CheckContext, what: 'backups' | 'traces', things: string): Promise<{ reports: string[] } | Verdict> {
  const since = await mark(ctx, what, { things });
  return typeof since !== 'string' ? since : await ran(ctx, since);
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

/** The body; headers may live on in an index for a while, this may not. */
const contents = (nonce: string) => `Contents of ${nonce}`;

/** What an earlier check left: a run that finds it would report more than was laid. */
async function clear(ctx: CheckContext, whose: readonly Who[]): Promise<void> {
  for (const who of whose) {
    await using session = await open(ctx, who);
    for (const folder of folders) await session.remove(folder);
  }
}

/** Lays the messages into the folders of the people in question. */
async function lay(ctx: CheckContext, all: readonly Laid[]): Promise<Verdict | null> {
  for (const who of people.filter((p) => all.some((m) => m.who === p))) {
    await using session = await open(ctx, who);
    for (const { folder, age, dated, nonce } of all.filter((m) => m.who === who)) {
      const address = `${facts(ctx)[who]}@${facts(ctx).domain}`;
      const date = daysAgo(dated ?? age)
        .toUTCString()
        .replace('GMT', '+0000');
      const text = letter({ from: address, to: address, nonce, body: contents(nonce) }).replace(/^Date: .*$/m, `Date: ${date}`);
      const stored = await session.append(folder, text, { received: daysAgo(age) });
      if (!stored.ok) return unmet({ en: `${facts(ctx)[who]} can store mail in ${folder}`, 'zh-cn': `${facts(ctx)[who]} 能往 ${folder} 存邮件` }, stored.text);
    }
  }
  return null;
}

/** A message is deleted by its owner, wherever they see it. */
async function ownerDeletes(ctx: CheckContext, { who, folder, nonce }: Laid): Promise<void> {
  await using session = await open(ctx, who);
  await session.remove(folder, nonce);
  // It may have turned up in another one.
  for (const { path } of await session.folders()) {
    try {
      if (path !== folder) await session.remove(path, nonce);
    } catch (error) {
      // Not allowed to: as good as kept.
      if (!(error instanceof ProbeFailure)) throw error;
    }
  }
}

/** Nonces that are still where they were laid. */
async function still(ctx: CheckContext, all: readonly Laid[]): Promise<Set<string>> {
  const found = new Set<string>();
  for (const who of people) {
    const own = all.filter((m) => m.who === who);
    if (own.length === 0) continue;
    await using session = await open(ctx, who);
    for (const folder of new Set(own.map((m) => m.folder)))
      for (const { raw } of await session.messages(folder)) for (const m of own) if (m.folder === folder && raw.includes(m.nonce)) found.add(m.nonce);
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
  const wrong = lost ?? goes.find((m) => left.has(m.nonce));
  if (!wrong) return null;
  const what = words(ctx, wrong);
  return unmet(
    { en: `${when.en}, ${what.en} ${lost ? 'is still there' : 'is gone'}`, 'zh-cn': `${when['zh-cn']}，${what['zh-cn']}${lost ? '还在' : '已删除'}` },
    lost ? 'it is gone' : 'it is still there',
    lost ? '它不见了' : '它还在',
  );
}

/** Null when the export of a person has what it should, and nothing that should be gone. */
async function exported(ctx: CheckContext, who: Who, has: readonly string[], lacks: readonly string[], when: LocalizedText): Promise<Verdict | null> {
  const name = facts(ctx)[who];
  const done = await retention(ctx, 'export', { user: name });
  if (isVerdict(done)) return done;
  const call = `retention export ${name}`;
  if (has.some((nonce) => !done.out.includes(nonce)))
    return unmet({ en: `“${call}” prints ${when.en}`, 'zh-cn': `“${call}”打印${when['zh-cn']}` }, 'it is not in it', '里面没有');
  if (lacks.some((nonce) => done.out.includes(nonce)))
    return unmet(
      { en: `after the run nothing is left of what ${name} has deleted, or of what was too old`, 'zh-cn': `运行之后，${name} 自己删的和过期的都没有留下` },
      `“${call}” still has it`,
      `“${call}”里还有`,
    );
  return null;
}

/** Null when the bodies of these messages are in no file of the person: what is hidden is not deleted. */
async function erased(ctx: CheckContext, who: Who, gone: readonly string[]): Promise<Verdict | null> {
  const home = `/home/${facts(ctx)[who]}`;
  for (const { path, size } of await ctx.host.list('mx', home)) {
    const file = size > 0 ? await ctx.host.read('mx', path) : null;
    if (!file || !gone.some((nonce) => file.bytes.includes(contents(nonce)))) continue;
    return fail({
      because: file,
      expected: { en: `after the run no file below ${home} holds what was deleted`, 'zh-cn': `运行之后，${home} 之下没有文件还留着已删除的内容` },
      observed: { en: `${path} holds the text of such a message`, 'zh-cn': `${path} 里有这样一封信的正文` },
    });
  }
  return null;
}

/** What a report should say: `policy user` → how many were deleted, how many a hold kept. */
type Counts = Record<string, [deleted: number, kept: number]>;

const mailCounts = (ctx: CheckContext, laid: readonly Laid[], kept: boolean): Counts => {
  const counts: Counts = {};
  for (const { who, folder } of laid) {
    const key = `${folder} ${facts(ctx)[who]}`;
    const n = (counts[key]?.[kept ? 1 : 0] ?? 0) + 1;
    counts[key] = kept ? [0, n] : [n, 0];
  }
  return counts;
};

/** Null when the reports together say this of these people and policies; what they say of others is not looked at. */
function reported(ctx: CheckContext, out: string, wanted: Counts, policies: readonly string[], who: readonly (Who | 'fifth')[]): Verdict | null {
  const names = who.map((w) => facts(ctx)[w]);
  const say = (counts: [string, [number, number]][]) => counts.map(([k, [d, n]]) => `${k} ${d}/${n}`).join(', ') || '—';
  const expected: LocalizedText = {
    en: `the report has one JSON line each for (policy, user, deleted/kept): ${say(Object.entries(wanted))}`,
    'zh-cn': `报告里各有一行 JSON（政策、用户、删除数/保留数）：${say(Object.entries(wanted))}`,
  };
  const seen: Counts = {};
  for (const line of out.split('\n').filter((l) => l.trim())) {
    let row: { policy?: unknown; user?: unknown; deleted?: unknown; kept?: unknown } | null;
    try {
      row = JSON.parse(line);
    } catch {
      return unmet(expected, `a line reads: ${line.slice(0, 120)}`, `有一行是：${line.slice(0, 120)}`);
    }
    if (typeof row?.policy !== 'string' || !policies.includes(row.policy) || !names.includes(String(row.user))) continue;
    const [deleted, kept] = [Number(row.deleted ?? 0), Number(row.kept ?? 0)];
    const before = seen[`${row.policy} ${row.user}`] ?? [0, 0];
    // What a hold keeps, each run tells anew.
    if (deleted || kept) seen[`${row.policy} ${row.user}`] = [before[0] + deleted, Math.max(before[1], kept)];
  }
  const sorted = (c: Counts) => JSON.stringify(Object.entries(c).sort(([a], [b]) => (a < b ? -1 : 1)));
  return sorted(seen) === sorted(wanted) ? null : unmet(expected, `it says: ${say(Object.entries(seen))}`, `它写的是：${say(Object.entries(seen))}`);
}

/** Old mail of two people, two folders of the one, and as much that is young. */
function mixture(ctx: CheckContext, one: Who, other: Who): { old: Laid[]; young: Laid[] } {
  const days = { Applications: Number(facts(ctx).applications), Visitors: Number(facts(ctx).visitors) };
  const places = [
    [one, 'Applications'],
    [one, 'Visitors'],
    [other, 'Visitors'],
  ] as const;
  const each = (age: (limit: number) => number) => places.map(([who, folder]): Laid => ({ who, folder, age: age(days[folder]), nonce: ctx.nonce() }));
  return { old: each((limit) => limit + 2), young: each((limit) => limit - 2) };
}

const allMail: LocalizedText = { en: 'all mail of a person', 'zh-cn': '一个人的所有邮件' };
const nonces = (laid: readonly Laid[], who: Who) => laid.filter((m) => m.who === who).map((m) => m.nonce);

export default defineChecks(lab, {
  expired: async (ctx) => {
    const { old, young } = mixture(ctx, 'first', 'second');
    const limit = Number(facts(ctx).applications);
    // What the sender wrote says the opposite of when it came.
    old.push({ who: 'first', folder: 'Applications', age: limit + 2, dated: 3, nonce: ctx.nonce() });
    young.push({ who: 'second', folder: 'Applications', age: limit - 2, dated: limit + 500, nonce: ctx.nonce() });
    young.push({ who: 'first', folder: 'INBOX', age: limit + 400, nonce: ctx.nonce() });
    const invoices: Laid[] = [{ who: 'first', folder: 'Invoices', age: limit + 300, nonce: ctx.nonce() }];
    const deleted: Laid = { who: 'second', folder: 'Visitors', age: 1, nonce: ctx.nonce() };
    // Nobody else may have the program run while a dry run is looked at.
    const blocked = (await did(ctx, 'policy', { invoices: '0' })) ?? (await did(ctx, 'quiet'));
    if (blocked) return blocked;
    let dry: Done | Verdict;
    const since = await mark(ctx, 'mark');
    if (typeof since !== 'string') return since;
    try {
      await clear(ctx, ['first', 'second']);
      const laid = await lay(ctx, [...old, ...young, ...invoices, deleted]);
      if (laid) return laid;
      await ownerDeletes(ctx, deleted);
      dry = await retention(ctx, 'dry-run');
      if (isVerdict(dry)) return dry;
      const touched = await judge(ctx, [], [...old, ...young, ...invoices], { en: 'after a dry run', 'zh-cn': '试运行之后' });
      if (touched) return touched;
    } finally {
      await did(ctx, 'loud');
    }
    const ruled = await did(ctx, 'policy', { invoices: `${limit + 100}` });
    const run = ruled ?? (await ran(ctx, since));
    if (isVerdict(run)) return run;
    const goes = [...old, ...invoices];
    return (
      (await judge(ctx, goes, young, { en: 'after the run (for Invoices there was a new rule)', 'zh-cn': '运行之后（Invoices 有了新规定）' })) ??
      reported(ctx, dry.out, mailCounts(ctx, old, false), folders, ['first', 'second']) ??
      reported(ctx, run.reports.join('\n'), mailCounts(ctx, goes, false), folders, ['first', 'second']) ??
      (await exported(ctx, 'second', nonces(young, 'second'), [deleted.nonce, ...nonces(old, 'second')], allMail)) ??
      (await erased(ctx, 'second', [deleted.nonce, ...nonces(old, 'second')])) ??
      pass()
    );
  },

  held: async (ctx) => {
    const { third, fourth } = facts(ctx);
    const { old, young } = mixture(ctx, 'third', 'fourth');
    const deleted: Laid = { who: 'fourth', folder: 'Applications', age: 3, nonce: ctx.nonce() };
    // Nobody here is called like this, but the name of the third person is part of it.
    const users = `${fourth},${third}son`;
    await clear(ctx, ['third', 'fourth']);
    const since = await mark(ctx, 'hold', { users });
    if (typeof since !== 'string') return since;
    const laid = await lay(ctx, [...old, ...young, deleted]);
    if (laid) return laid;
    await ownerDeletes(ctx, deleted);
    const run = await ran(ctx, since);
    if (isVerdict(run)) return run;
    const of = (who: Who) => old.filter((m) => m.who === who);
    const ownYoung = young.filter((m) => m.who === 'fourth');
    const counts = { ...mailCounts(ctx, of('third'), false), ...mailCounts(ctx, of('fourth'), true) };
    const wrong =
      (await judge(ctx, of('third'), [...young, ...of('fourth')], { en: `with ${users} on hold, after the run`, 'zh-cn': `${users} 被保全时，运行之后` })) ??
      reported(ctx, run.reports.join('\n'), counts, folders, ['third', 'fourth']) ??
      (await exported(ctx, 'fourth', [deleted.nonce, ...nonces(old, 'fourth')], [], {
        en: `all mail of ${fourth}, who is on hold, also what ${fourth} had deleted in every folder in sight`,
        'zh-cn': `被保全的 ${fourth} 的所有邮件，包括 ${fourth} 在看得见的每个文件夹里删掉的`,
      })) ??
      (await did(ctx, 'release', { users }));
    if (wrong) return wrong;
    const again = await retention(ctx, 'run');
    if (isVerdict(again)) return again;
    return (
      (await judge(ctx, of('fourth'), ownYoung, { en: `after ${fourth} was released and the next run`, 'zh-cn': `${fourth} 解除保全、再次运行之后` })) ??
      (await exported(ctx, 'fourth', nonces(young, 'fourth'), [deleted.nonce, ...nonces(old, 'fourth')], allMail)) ??
      pass()
    );
  },

  backups: async (ctx) => {
    const { first, fifth, backup } = facts(ctx);
    const limit = Number(backup);
    const sets = [
      { user: first, age: limit + 2, stays: false },
      { user: first, age: limit - 2, stays: true },
      { user: fifth, age: limit + 30, stays: true },
    ].map((s) => ({ ...s, nonce: ctx.nonce() }));
    const run = await laidAndRan(ctx, 'backups', sets.map((s) => `${s.user}:${s.age}:${s.nonce}`).join(','));
    if (isVerdict(run)) return run;
    const files = await ctx.host.list('mx', '/srv/backup');
    const index = (await ctx.host.read('mx', '/srv/backup/index'))?.bytes.toString('utf8') ?? '';
    for (const { user, age, stays, nonce } of sets) {
      const expected: LocalizedText = {
        en: `the backup of ${user} of ${age} days ago is ${stays ? 'there' : 'gone'}${user === fifth ? ' (on hold)' : ''}, and the index says so`,
        'zh-cn': `${user} 在 ${age} 天前的备份${stays ? '还在' : '已删除'}${user === fifth ? '（被保全）' : ''}，索引与之一致`,
      };
      const there = files.some((f) => f.path.includes(nonce));
      const listed = index.includes(nonce);
      if (there !== stays) return unmet(expected, there ? 'the file is still there' : 'the file is gone', there ? '文件还在' : '文件没了');
      if (listed !== stays) return unmet(expected, listed ? 'the index still names it' : 'the index does not name it', listed ? '索引里还有' : '索引里没有');
    }
    return reported(ctx, run.reports.join('\n'), { [`backup ${first}`]: [1, 0], [`backup ${fifth}`]: [0, 1] }, ['backup'], ['first', 'fifth']) ?? pass();
  },

  records: async (ctx) => {
    const { first, third, fifth, traceMin, traceMax } = facts(ctx);
    const [least, most] = [Number(traceMin), Number(traceMax)];
    const asked = { en: 'of somebody who asked for erasure', 'zh-cn': '要求删除的人的' };
    const other = { en: 'of somebody who asked for nothing', 'zh-cn': '什么也没要求的人的' };
    const held = { en: 'of somebody on hold who asked for erasure', 'zh-cn': '被保全、又要求删除的人的' };
    const all = [
      { user: third, whose: asked, age: least - 2, stays: true },
      { user: third, whose: asked, age: least + 2, stays: false },
      { user: third, whose: asked, age: most + 2, stays: false },
      { user: first, whose: other, age: least + 2, stays: true },
      { user: first, whose: other, age: most - 2, stays: true },
      { user: first, whose: other, age: most + 2, stays: false },
      { user: fifth, whose: held, age: most + 2, stays: true },
    ].map((r) => ({ ...r, nonce: ctx.nonce() }));
    const run = await laidAndRan(ctx, 'traces', all.map((r) => `${r.user}:${r.age}:${r.nonce}`).join(','));
    if (isVerdict(run)) return run;
    let left = '';
    for (const { path } of await ctx.host.list('mx', '/srv/trace')) left += (await ctx.host.read('mx', path))?.bytes.toString('utf8') ?? '';
    const wrong = all.find((r) => left.includes(r.nonce) !== r.stays);
    if (wrong)
      return unmet(
        {
          en: `a record ${wrong.whose.en} that is ${wrong.age} days old ${wrong.stays ? 'stays' : 'goes'}`,
          'zh-cn': `${wrong.whose['zh-cn']}、${wrong.age} 天前的记录要${wrong.stays ? '留' : '删'}`,
        },
        wrong.stays ? 'it is gone' : 'it is still there',
        wrong.stays ? '它不见了' : '它还在',
      );
    const counts: Counts = { [`trace ${third}`]: [2, 0], [`trace ${first}`]: [1, 0], [`trace ${fifth}`]: [0, 1] };
    return reported(ctx, run.reports.join('\n'), counts, ['trace'], ['first', 'third', 'fifth']) ?? pass();
  },

  report: async (ctx) => {
    const { fourth, backup } = facts(ctx);
    const run = await laidAndRan(ctx, 'backups', `${fourth}:${Number(backup) + 3}:${ctx.nonce()}`);
    if (isVerdict(run)) return run;
    const expected: LocalizedText = {
      en: 'the last line is {"signature":"…"}: RSA with SHA-256, in Base64, over everything before it, with the office’s key',
      'zh-cn': '最后一行是 {"signature":"…"}：用档案室的密钥对它之前的一切做 RSA-SHA256 签名，Base64 编码',
    };
    const key = await ctx.host.read('mx', '/etc/retention/report.pub');
    for (const report of run.reports) {
      const at = report.trimEnd().lastIndexOf('\n') + 1;
      const last = report.slice(at, at + 600);
      const signature = /^\{\s*"signature"\s*:\s*"([A-Za-z0-9+/=]+)"\s*\}\s*$/.exec(last)?.[1];
      if (!signature) return unmet(expected, `the last line is: ${last.slice(0, 120)}`, `最后一行是：${last.slice(0, 120)}`);
      let good = false;
      try {
        good = key !== null && verify('sha256', Buffer.from(report.slice(0, at)), createPublicKey(key.bytes), Buffer.from(signature, 'base64'));
      } catch {
        // A public key that is none verifies nothing.
      }
      if (!good) return unmet(expected, 'the signature does not fit', '签名不符');
    }
    // A signature under nothing is none: one of them has to tell of this backup.
    if (run.reports.some((r) => r.includes(fourth) && r.includes('"backup"'))) return pass();
    return unmet(
      { en: `the report tells of an old backup of ${fourth}`, 'zh-cn': `报告里提到 ${fourth} 的旧备份` },
      run.reports.join('\n').slice(0, 300) || '—',
    );
  },

  reading: async (ctx) => {
    const f = facts(ctx);
    for (const who of people) await (await open(ctx, who))[Symbol.asyncDispose]();
    const wrong = await ctx.imap.login({ host: 'mx', port: 993, tls: true, user: f.first, password: ctx.nonce() });
    if (!wrong.ok) return pass(wrong);
    await wrong.session[Symbol.asyncDispose]();
    return unmet({ en: 'a wrong password is refused', 'zh-cn': '错误的密码被拒绝' }, 'the login was accepted', '登录被接受了');
  },
});
