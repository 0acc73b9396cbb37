import { defineChecks, fail, pass, type Verdict } from '../../lab-runner/contract/check.ts';
import { isVerdict, letter, loggedIn } from '../../lab-runner/contract/moves.ts';
import type { LocalizedText } from '../../lab-runner/contract/text.ts';
import {
  alone,
  arrivedFrom,
  audit,
  done,
  type Entry,
  facts,
  fromOutside,
  imported,
  inbox,
  mailWords,
  named,
  now,
  office,
  oldLines,
  recorded,
  same,
  store,
  taken,
  unmet,
} from './checks/office.ts';
import lab from './lab.ts';

/** Where somebody would put a copy on logs. */
const kept = ['/srv', '/root', '/home', '/opt', '/tmp', '/var/tmp', '/var/log', '/var/spool', '/var/backups'];

export default defineChecks(lab, {
  'mail-trail': async (ctx) => {
    const { domain, peer, first, firstPassword } = facts(ctx);
    const inward = await taken(ctx, ctx.nonce());
    if (isVerdict(inward)) return inward;
    const close = ({ size = 0 }: Entry, sent: number) => size >= sent - 50 && size <= sent + 3000;
    const one = await recorded(
      ctx,
      inward.sender,
      mailWords(`${inward.client}, ${inbox(ctx)}, about ${inward.size} bytes, delivered`),
      (e) =>
        e.event === 'mail' && now(e) && e.client === inward.client && same(e.recipients, [inbox(ctx)]) && close(e, inward.size) && e.result === 'delivered',
    );
    if (isVerdict(one)) return one;

    const nonce = ctx.nonce();
    const [a, b] = [`${nonce}a@${peer}`, `${nonce}b@${peer}`];
    const message = letter({ from: inbox(ctx), to: a, nonce, body: `${'Minutes of the meeting.\n'.repeat(200)}` });
    const client = ctx.internet.stranger();
    await using session = await loggedIn(ctx, { host: 'mx', port: 587, servername: `mail.${domain}`, from: client, user: first, password: firstPassword });
    await session.mail(inbox(ctx));
    await session.rcpt(a);
    await session.rcpt(b);
    const reply = await session.data(message);
    if (reply.code !== 250) return unmet(`${first} can send`, `${first} 能发信`, reply.text, undefined, reply);
    const out = await recorded(
      ctx,
      b,
      mailWords(`${client}, login ${first}, ${inbox(ctx)}, ${a} + ${b}, about ${message.length} bytes, delivered`),
      (e) =>
        e.event === 'mail' &&
        now(e) &&
        e.client === client &&
        named(e.user) === first &&
        e.sender === inbox(ctx) &&
        same(e.recipients, [a, b]) &&
        close(e, message.length) &&
        e.result === 'delivered',
    );
    if (isVerdict(out)) return out;

    const nobody = `${ctx.nonce()}@${domain}`;
    const refused = await fromOutside(ctx, `someone@${peer}`, nobody, 'Subject: hello\n\nhello\n');
    if (refused.reply.code < 400) return unmet('an unknown address is refused', '不存在的地址被拒绝', refused.reply.text || '—', undefined, refused.reply);
    const no = await recorded(
      ctx,
      nobody,
      mailWords(`${refused.client}, someone@${peer}, ${nobody}, refused`),
      (e) =>
        e.event === 'mail' && now(e) && e.client === refused.client && e.sender === `someone@${peer}` && same(e.recipients, [nobody]) && e.result === 'refused',
    );
    return isVerdict(no) ? no : pass();
  },

  'people-trail': async (ctx) => {
    const { domain, first, second, admin, firstPassword, adminPassword } = facts(ctx);
    const [good, bad, sending, visit] = [ctx.internet.stranger(), ctx.internet.stranger(), ctx.internet.stranger(), ctx.internet.stranger()];
    const imap = async (from: string, user: string, password: string): Promise<boolean> => {
      const login = await ctx.imap.login({ host: 'mx', port: 993, tls: true, from, user, password });
      if (login.ok) await login.session[Symbol.asyncDispose]();
      return login.ok;
    };
    const expected: LocalizedText = { en: 'people log in as before', 'zh-cn': '登录像以前一样' };
    if (!(await imap(good, first, firstPassword))) return fail({ expected, observed: { en: `${first} cannot log in`, 'zh-cn': `${first} 登录不了` } });
    if (await imap(bad, second, ctx.nonce())) return fail({ expected, observed: { en: 'a wrong password was accepted', 'zh-cn': '错误的密码被接受了' } });
    if (!(await imap(visit, `${second}*${admin}`, adminPassword)))
      return fail({ expected, observed: { en: `${admin} cannot look into the mailbox of ${second}`, 'zh-cn': `${admin} 进不了 ${second} 的邮箱` } });
    await using session = await ctx.smtp.connect({ host: 'mx', port: 587, from: sending, servername: `mail.${domain}` });
    await session.ehlo();
    await session.starttls();
    await session.ehlo();
    const refused = await session.auth(second, ctx.nonce());
    if (refused.code < 400) return fail({ because: refused, expected, observed: refused.text || '—' });
    const newcomer = `n${ctx.nonce().replace(/[^a-z0-9]/g, '')}`.slice(0, 24);
    const hired = await office(ctx, 'mx', 'hire', { user: newcomer, password: ctx.nonce() });
    if (isVerdict(hired)) return hired;
    try {
      const login = (user: string, result: string, by?: string) => (e: Entry) =>
        e.event === 'login' && named(e.user) === user && e.result === result && named(e.admin || undefined) === by;
      const event = (name: string) => (e: Entry) => e.event === name && e.user === newcomer;
      const wanted: [string, LocalizedText, (e: Entry) => boolean][] = [
        [good, { en: `a login of ${first}, ok`, 'zh-cn': `${first} 登录成功（ok）` }, login(first, 'ok')],
        [bad, { en: `a login of ${second}, failed`, 'zh-cn': `${second} 登录失败（failed）` }, login(second, 'failed')],
        [sending, { en: `a login of ${second} for sending, failed`, 'zh-cn': `${second} 发信登录失败（failed）` }, login(second, 'failed')],
        [
          visit,
          { en: `a login to the mailbox of ${second} by the administrator ${admin}`, 'zh-cn': `管理员 ${admin} 登录 ${second} 的邮箱` },
          login(second, 'ok', admin),
        ],
        [newcomer, { en: `the new account ${newcomer}`, 'zh-cn': `新账号 ${newcomer}` }, event('user-added')],
        [newcomer, { en: `the new password of ${newcomer}`, 'zh-cn': `${newcomer} 的密码修改` }, event('password-changed')],
      ];
      const patience = [60_000, 15_000];
      for (const [i, [word, what, fits]] of wanted.entries()) {
        const found = await recorded(ctx, word, what, (e) => fits(e) && now(e), patience[i] ?? 15_000);
        if (isVerdict(found)) return found;
      }
      return pass();
    } finally {
      await office(ctx, 'mx', 'dismiss', { user: newcomer });
    }
  },

  sparing: async (ctx) => {
    const { second, variant } = facts(ctx);
    const [nonce, subject, header, body, mistyped] = [ctx.nonce(), ctx.nonce(), ctx.nonce(), ctx.nonce(), ctx.nonce()];
    const title = `Your ${subject} result`;
    const sent = await taken(ctx, nonce, { subject: title, headers: [`X-Reference: ${header}`], body: `Dear colleague,\n${body}\n` });
    if (isVerdict(sent)) return sent;
    const from = ctx.internet.stranger();
    const login = await ctx.imap.login({ host: 'mx', port: 993, tls: true, from, user: second, password: mistyped });
    if (login.ok) await login.session[Symbol.asyncDispose]();
    // Records of both have to be there: where nothing is written, nothing is spared.
    const withSubject = variant === 'yes';
    const there = await recorded(
      ctx,
      sent.sender,
      mailWords(withSubject ? `delivered, its subject “${title}”` : 'delivered'),
      (e) => e.sender === sent.sender && e.result === 'delivered' && (!withSubject || e.subject === title),
    );
    if (isVerdict(there)) return there;
    const failed = await recorded(ctx, from, { en: `the failed login of ${second}`, 'zh-cn': `${second} 的失败登录` }, (e) => named(e.user) === second, 15_000);
    if (isVerdict(failed)) return failed;
    const secrets: [string, LocalizedText][] = [
      ...(withSubject ? [] : [[subject, { en: 'the subject of a message', 'zh-cn': '邮件的主题' }] as [string, LocalizedText]]),
      [header, { en: 'another header of a message', 'zh-cn': '邮件的其他头字段' }],
      [body, { en: 'the text of a message', 'zh-cn': '邮件的正文' }],
      [mistyped, { en: 'a mistyped password', 'zh-cn': '输错的密码' }],
      [Buffer.from(`\0${second}\0${mistyped}`).toString('base64'), { en: 'a mistyped password, in Base64', 'zh-cn': 'Base64 形式的输错的密码' }],
    ];
    for (const [host, folder] of [
      ['logs', store],
      ['logs', '/var/log'],
      ['mx', '/var/log'],
    ] as const)
      for (const { path } of await ctx.host.list(host, folder)) {
        const file = await ctx.host.read(host, path);
        const found = file && secrets.find(([secret]) => file.bytes.includes(secret));
        if (!found) continue;
        return unmet(
          `no record and no log holds content, ${withSubject ? '' : 'subjects, '}other headers or passwords`,
          `记录和日志里没有内容、${withSubject ? '' : '主题、'}其他头字段和密码`,
          `${path} on ${host} holds ${found[1].en}`,
          `${host} 上的 ${path} 里有${found[1]['zh-cn']}`,
          file,
        );
      }
    return pass();
  },

  readers: async (ctx) => {
    const nonce = ctx.nonce();
    const sent = await arrivedFrom(ctx, nonce);
    if (isVerdict(sent)) return sent;
    const [en, zh] = ['the auditor finds the record, the clerk does not', '审计员查得到记录，文员查不到'];
    const other = await office(ctx, 'logs', 'query', { word: sent.sender, as: 'clerk' });
    if (isVerdict(other)) return other;
    if (`${other.out}${other.err}`.includes(nonce)) return unmet(en, zh, 'the program shows it to the clerk, too', '程序也给文员看了');
    const seen = await office(ctx, 'logs', 'peek', { word: nonce });
    if (isVerdict(seen)) return seen;
    const paths = seen.out.trim().slice(0, 200);
    if (paths) return unmet(en, zh, `the clerk can read ${paths}`, `文员能读 ${paths}`);
    const files = await ctx.host.list('logs', store);
    const open = files.find((f) => f.open);
    if (open) return unmet(en, zh, `${open.path} can be read by everybody`, `${open.path} 谁都能读`, open);
    if (files.length > 0) return pass();
    return unmet(`the records are below ${store} on logs`, `记录在 logs 的 ${store} 之下`, 'there is no file', '那里没有文件');
  },

  'tamper-evident': (ctx) =>
    alone(ctx, async () => {
      const [live, later, older, today] = [ctx.nonce(), ctx.nonce(), ctx.nonce(), ctx.nonce()];
      const first = await arrivedFrom(ctx, live);
      if (isVerdict(first)) return first;
      // Root of the mail server covers the tracks there; then time passes until a further record has come.
      const intruder = await office(ctx, 'mx', 'intruder');
      if (isVerdict(intruder)) return intruder;
      const second = await arrivedFrom(ctx, later);
      if (isVerdict(second)) return second;
      const kept = await audit(ctx, 'query', { word: first.sender });
      if (isVerdict(kept)) return kept;
      if (!kept.out.includes(live))
        return unmet(
          'a record stays when root of the mail server empties the logs there',
          '邮件服务器的 root 清空那里的日志之后，记录还在',
          'the record is gone',
          '记录不见了',
        );

      const none = await done(ctx, 'import', { lines: oldLines(older, 20) });
      if (none) return none;
      const sealed = await audit(ctx, 'seal');
      if (isVerdict(sealed)) return sealed;
      const receipt = sealed.out.trim();
      if (!receipt || receipt.includes('\n') || receipt.length > 30_000)
        return unmet('“audit seal” prints a receipt of one line', '“audit seal”打印一行凭证', receipt.slice(0, 200) || '—');
      const judged = async (should: boolean, when: LocalizedText): Promise<Verdict | null> => {
        const said = await office(ctx, 'logs', 'verify', { receipt });
        if (isVerdict(said)) return said;
        if ((said.code === 0) === should) return null;
        return unmet(
          `“audit verify” with the receipt ends with ${should ? '0' : 'another number than 0'} ${when.en}`,
          `${when['zh-cn']}，“audit verify”加凭证${should ? '以 0 结束' : '不以 0 结束'}`,
          `it ended with ${said.code}: ${said.err.trim().slice(0, 200)}`,
          `它以 ${said.code} 结束：${said.err.trim().slice(0, 200)}`,
        );
      };
      const alter = async (how: 'change' | 'remove', what: string): Promise<Verdict | null> => {
        const touched = await office(ctx, 'logs', 'alter', { how, text: what });
        if (isVerdict(touched)) return touched;
        if (Number(touched.out) > 0) return null;
        return unmet(
          `the records lie as text, one a line, below ${store} on logs`,
          `记录以文本存放在 logs 的 ${store} 之下，每行一条`,
          `no file there holds ${what}`,
          `那里没有文件含有 ${what}`,
        );
      };
      return (
        (await done(ctx, 'import', { lines: oldLines(today, 0) })) ??
        (await judged(true, { en: 'when only new records have come', 'zh-cn': '只是来了新记录时' })) ??
        (await alter('change', live)) ??
        (await judged(false, { en: 'after one letter of a record was changed', 'zh-cn': '记录里改了一个字母之后' })) ??
        (await done(ctx, 'undo')) ??
        (await judged(true, { en: 'when all is as it was', 'zh-cn': '一切恢复原样之后' })) ??
        (await alter('remove', older)) ??
        (await judged(false, { en: 'after the records of one day were removed', 'zh-cn': '删掉某一天的记录之后' })) ??
        (await done(ctx, 'seal')) ??
        (await judged(false, { en: 'also when the forger has sealed again', 'zh-cn': '伪造者重新封存之后也一样' })) ??
        (await done(ctx, 'undo')) ??
        pass()
      );
    }),

  term: (ctx) =>
    alone(ctx, async () => {
      const days = Number(facts(ctx).days);
      const [young, old] = [ctx.nonce(), ctx.nonce()];
      const wrong =
        (await done(ctx, 'import', { lines: oldLines(young, days - 2) + oldLines(old, days + 2) })) ??
        (await imported(ctx, young, true, 'what was imported can be looked up', '导入的记录能查到')) ??
        (await imported(ctx, old, true, 'what was imported can be looked up', '导入的记录能查到')) ??
        (await done(ctx, 'prune')) ??
        (await imported(
          ctx,
          young,
          true,
          `after “audit prune” a record of ${days - 2} days ago is still there`,
          `“audit prune”之后，${days - 2} 天前的记录还在`,
        ));
      if (wrong) return wrong;
      const [en, zh] = [`after “audit prune” nothing is left of a record of ${days + 2} days ago`, `“audit prune”之后，${days + 2} 天前的记录什么也没留下`];
      const found = await imported(ctx, old, false, en, zh);
      if (found) return found;
      for (const folder of kept)
        for (const { path } of await ctx.host.list('logs', folder)) {
          const file = await ctx.host.read('logs', path);
          if (file?.bytes.includes(old)) return unmet(en, zh, `${path} still holds it`, `${path} 里还有`, file);
        }
      return pass();
    }),

  'mail-flows': async (ctx) => {
    const { peer } = facts(ctx);
    const sent = await taken(ctx, ctx.nonce());
    if (isVerdict(sent)) return sent;
    const { reply } = await fromOutside(ctx, `someone@${peer}`, `someone@${ctx.nonce()}.example`, 'Subject: hello\n\nhello\n');
    if (reply.code >= 400) return pass(reply);
    return unmet('a stranger’s mail for another domain is refused', '陌生人发往其他域的邮件被拒绝', reply.text || '—', undefined, reply);
  },
});
