import { type CheckContext, fail, type ImapSession, ProbeFailure, type Verdict } from '../../../lab-runner/contract/check.ts';
import { type Done, isVerdict, letter, mailbox, order } from '../../../lab-runner/contract/moves.ts';
import type { LocalizedText } from '../../../lab-runner/contract/text.ts';

/** What the checks of this lab have in common: the office's desk, mail of a given age, and what is left of it. */

export const people = ['first', 'second', 'third', 'fourth', 'sixth'] as const;
export type Who = (typeof people)[number];
type Name = Who | `${Who}Password` | 'fifth' | 'domain' | 'applications' | 'visitors' | 'backup' | 'traceMin' | 'traceMax' | 'deskKey';
export const facts = (ctx: CheckContext) => ctx.params as Record<Name, string>;
const daysAgo = (days: number) => new Date(Date.now() - days * 24 * 3600_000);
export const folders = ['Applications', 'Visitors', 'Invoices'];

export const open = (ctx: CheckContext, who: Who): Promise<ImapSession> =>
  mailbox(ctx, { host: 'mx', user: facts(ctx)[who], password: facts(ctx)[`${who}Password`] });

/** An order to the records office's desk. */
export const desk = (ctx: CheckContext, action: string, more: Record<string, string> = {}) =>
  order(ctx, { host: 'mx', port: 8080, key: facts(ctx).deskKey, action, more, timeout: 140_000 });

export const did = async (ctx: CheckContext, action: string, more: Record<string, string> = {}): Promise<Verdict | null> => {
  const done = await desk(ctx, action, more);
  return isVerdict(done) ? done : null;
};

export const unmet = (expected: LocalizedText, en: string, zh = en): Verdict => fail({ expected, observed: { en, 'zh-cn': zh } });

/** Has the program run; a verdict when it fails. */
export async function retention(ctx: CheckContext, action: 'run' | 'dry-run' | 'export', more: Record<string, string> = {}): Promise<Done | Verdict> {
  const done = await desk(ctx, action, more);
  if (isVerdict(done) || done.code === 0) return done;
  return unmet(
    { en: `/usr/local/sbin/retention ${action} ends with 0`, 'zh-cn': `/usr/local/sbin/retention ${action} 以 0 结束` },
    `${done.code} ${done.err.trim()}`,
  );
}

/** Has the program run; what this and all others since `since` have said: checks go side by side, and a run that another asked for deletes for all. */
export async function ran(ctx: CheckContext, since: string): Promise<{ reports: string[] } | Verdict> {
  const own = await retention(ctx, 'run');
  const all = isVerdict(own) ? own : await desk(ctx, 'reports', { since });
  return isVerdict(all) ? all : { reports: JSON.parse(all.out) as string[] };
}

/** How many runs there have been, after something was put in place while none was under way. */
export async function mark(
  ctx: CheckContext,
  action: 'mark' | 'hold' | 'open' | 'backups' | 'traces',
  more: Record<string, string> = {},
): Promise<string | Verdict> {
  const done = await desk(ctx, action, more);
  return isVerdict(done) ? done : done.out;
}

/** Lays backups or records down, then the same. */
export async function laidAndRan(ctx: CheckContext, what: 'backups' | 'traces', things: string): Promise<{ reports: string[] } | Verdict> {
  const since = await mark(ctx, what, { things });
  return typeof since !== 'string' ? since : await ran(ctx, since);
}

export interface Laid {
  who: Who;
  folder: string;
  /** Days since it arrived. */
  age: number;
  /** Days since the Date: header says it was written; default: as it arrived. */
  dated?: number;
  nonce: string;
  /** What is special about it, as a letter and in words. */
  write?: Partial<Parameters<typeof letter>[0]>;
  what?: LocalizedText;
}

/** The body; headers may live on in an index for a while, this may not. */
export const contents = (nonce: string) => `Contents of ${nonce}`;

/** What an earlier check left: a run that finds it would report more than was laid. */
export async function clear(ctx: CheckContext, whose: readonly Who[]): Promise<void> {
  for (const who of whose) {
    await using session = await open(ctx, who);
    for (const folder of folders) await session.remove(folder);
  }
}

/** Lays the messages into the folders of the people in question. */
export async function lay(ctx: CheckContext, all: readonly Laid[]): Promise<Verdict | null> {
  for (const who of people.filter((p) => all.some((m) => m.who === p))) {
    await using session = await open(ctx, who);
    for (const { folder, age, dated, nonce, write } of all.filter((m) => m.who === who)) {
      const address = `${facts(ctx)[who]}@${facts(ctx).domain}`;
      const date = daysAgo(dated ?? age)
        .toUTCString()
        .replace('GMT', '+0000');
      const text = letter({ from: address, to: address, nonce, body: contents(nonce), ...write }).replace(/^Date: .*$/m, `Date: ${date}`);
      const stored = await session.append(folder, text, { received: daysAgo(age) });
      if (!stored.ok) return unmet({ en: `${facts(ctx)[who]} can store mail in ${folder}`, 'zh-cn': `${facts(ctx)[who]} 能往 ${folder} 存邮件` }, stored.text);
    }
  }
  return null;
}

/** A message is deleted by its owner, wherever they see it. */
export async function ownerDeletes(ctx: CheckContext, { who, folder, nonce }: Laid): Promise<void> {
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
  en: `a message ${m.what ? `${m.what.en} ` : ''}in ${m.folder} of ${facts(ctx)[m.who]} that arrived ${m.age} days ago${m.dated === undefined ? '' : ` and says that it was written ${m.dated} days ago`}`,
  'zh-cn': `${facts(ctx)[m.who]} 的 ${m.folder} 里 ${m.age} 天前到达的一封${m.what ? m.what['zh-cn'] : ''}信${m.dated === undefined ? '' : `（自称写于 ${m.dated} 天前）`}`,
});

/** Null when exactly what should be gone is gone. */
export async function judge(ctx: CheckContext, goes: readonly Laid[], stays: readonly Laid[], when: LocalizedText): Promise<Verdict | null> {
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
export async function exported(ctx: CheckContext, who: Who, has: readonly string[], lacks: readonly string[], when: LocalizedText): Promise<Verdict | null> {
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
export async function erased(ctx: CheckContext, who: Who, gone: readonly string[]): Promise<Verdict | null> {
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
export type Counts = Record<string, [deleted: number, kept: number]>;

export const mailCounts = (ctx: CheckContext, laid: readonly Laid[], kept: boolean): Counts => {
  const counts: Counts = {};
  for (const { who, folder } of laid) {
    const key = `${folder} ${facts(ctx)[who]}`;
    const n = (counts[key]?.[kept ? 1 : 0] ?? 0) + 1;
    counts[key] = kept ? [0, n] : [n, 0];
  }
  return counts;
};

/** Null when the reports together say this of these people and policies; what they say of others is not looked at. */
export function reported(ctx: CheckContext, out: string, wanted: Counts, policies: readonly string[], who: readonly (Who | 'fifth')[]): Verdict | null {
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
export function mixture(ctx: CheckContext, one: Who, other: Who): { old: Laid[]; young: Laid[] } {
  const days = { Applications: Number(facts(ctx).applications), Visitors: Number(facts(ctx).visitors) };
  const places = [
    [one, 'Applications'],
    [one, 'Visitors'],
    [other, 'Visitors'],
  ] as const;
  const each = (age: (limit: number) => number) => places.map(([who, folder]): Laid => ({ who, folder, age: age(days[folder]), nonce: ctx.nonce() }));
  return { old: each((limit) => limit + 2), young: each((limit) => limit - 2) };
}

export const allMail: LocalizedText = { en: 'all mail of a person', 'zh-cn': '一个人的所有邮件' };
export const nonces = (laid: readonly Laid[], who: Who) => laid.filter((m) => m.who === who).map((m) => m.nonce);
