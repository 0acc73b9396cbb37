import { createPublicKey, verify } from 'node:crypto';
import { defineChecks, pass, type Verdict } from '../../lab-runner/contract/check.ts';
import { type Done, isVerdict } from '../../lab-runner/contract/moves.ts';
import type { LocalizedText } from '../../lab-runner/contract/text.ts';
import {
  allMail,
  type Counts,
  clear,
  contents,
  did,
  erased,
  exported,
  facts,
  folders,
  judge,
  type Laid,
  laidAndRan,
  lay,
  mailCounts,
  mark,
  mixture,
  nonces,
  open,
  ownerDeletes,
  people,
  ran,
  reported,
  retention,
  unmet,
  type Who,
} from './checks/office.ts';
import lab from './lab.ts';

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

  matter: async (ctx) => {
    const { sixth, domain } = facts(ctx);
    const [word, party] = [`case${ctx.nonce().replace(/[^a-z0-9]/gi, '')}`, `${ctx.nonce()}@opponent.example`];
    const matters = `word:${word},party:${party}`;
    const of = (folder: 'Applications' | 'Visitors', what: LocalizedText, write: Laid['write'], days = 2): Laid => {
      const nonce = ctx.nonce();
      return { who: 'sixth', folder, age: Number(facts(ctx)[folder === 'Visitors' ? 'visitors' : 'applications']) + days, nonce, what, write };
    };
    const base64 = (text: string) => Buffer.from(text).toString('base64');
    const kept = [
      of('Applications', { en: `with ${word} in its subject`, 'zh-cn': `主题里有 ${word} 的` }, { subject: `=?UTF-8?B?${base64(`关于 ${word} 一案`)}?=` }),
      of(
        'Visitors',
        { en: `with ${word} in its text (in Base64)`, 'zh-cn': `正文里有 ${word}（Base64 编码）的` },
        {
          headers: ['MIME-Version: 1.0', 'Content-Type: text/plain; charset=UTF-8', 'Content-Transfer-Encoding: base64'],
          body: base64(`About our visit:\n${word}.\n`),
        },
      ),
      of('Visitors', { en: `from ${party}`, 'zh-cn': `${party} 发来的` }, { from: party }),
      of('Visitors', { en: `with ${party} in Cc`, 'zh-cn': `抄送 ${party} 的` }, { headers: [`Cc: "Other side" <${party}>`] }),
    ];
    const plain = of('Applications', { en: 'of no matter', 'zh-cn': '与案件无关的' }, {});
    const mention = { en: `that only mentions ${party} in its text`, 'zh-cn': `只在正文里提到 ${party} 的` };
    const goes = [plain, of('Applications', mention, { body: `I know ${party} from school.` })];
    const young = [of('Visitors', { en: 'of no matter', 'zh-cn': '与案件无关的' }, {}, -2)];
    const [held, other]: Laid[] = [ctx.nonce(), ctx.nonce()].map((nonce): Laid => ({ who: 'sixth', folder: 'Visitors', age: 3, nonce })) as [Laid, Laid];
    held.write = { body: `${contents(held.nonce)}\nabout ${word}` };
    const since = await mark(ctx, 'open', { matters });
    if (typeof since !== 'string') return since;
    try {
      await clear(ctx, ['sixth']);
      const laid = await lay(ctx, [...kept, ...goes, ...young, held, other]);
      if (laid) return laid;
      await ownerDeletes(ctx, held);
      await ownerDeletes(ctx, other);
      const run = await ran(ctx, since);
      if (isVerdict(run)) return run;
      const wrong =
        (await judge(ctx, goes, [...kept, ...young], {
          en: `with “word ${word}” and “party ${party}” in matters, after the run`,
          'zh-cn': `matters 里有“word ${word}”和“party ${party}”时，运行之后`,
        })) ??
        reported(ctx, run.reports.join('\n'), { [`Applications ${sixth}`]: [2, 1], [`Visitors ${sixth}`]: [0, 3] }, folders, ['sixth']) ??
        (await exported(ctx, 'sixth', [...nonces(kept, 'sixth'), held.nonce], [other.nonce, ...nonces(goes, 'sixth')], {
          en: `all mail of ${sixth}@${domain} that belongs to the matter, also what ${sixth} had deleted`,
          'zh-cn': `${sixth}@${domain} 与案件有关的所有邮件，包括 ${sixth} 自己删掉的`,
        })) ??
        (await erased(ctx, 'sixth', [other.nonce, plain.nonce]));
      if (wrong) return wrong;
    } finally {
      await did(ctx, 'close', { matters });
    }
    const again = await retention(ctx, 'run');
    if (isVerdict(again)) return again;
    return (
      (await judge(ctx, kept, young, { en: 'after the matter was closed and the next run', 'zh-cn': '案件了结、再次运行之后' })) ??
      (await exported(ctx, 'sixth', nonces(young, 'sixth'), [held.nonce, ...nonces(kept, 'sixth')], allMail)) ??
      (await erased(ctx, 'sixth', [held.nonce])) ??
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
