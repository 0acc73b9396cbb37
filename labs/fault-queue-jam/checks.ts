import { type CheckContext, defineChecks, fail, pass, type SmtpReply } from '../../lab-runner/contract/check.ts';
import { gathered } from '../../lab-runner/contract/moves.ts';
import lab from './lab.ts';

const message = (from: string, to: string, nonce: string) =>
  `From: <${from}>\nTo: <${to}>\nSubject: ${nonce}\nMessage-ID: <${nonce}@probe.internet.test>\nDate: ${new Date().toUTCString().replace('GMT', '+0000')}\n\n${nonce}\n`;

/** The queue's messages that a persona has, by their numbers, with repeats. */
async function arrivals(ctx: CheckContext, persona: string): Promise<{ n: number; at: Date }[]> {
  const id = new RegExp(`^Message-ID: <${ctx.params['archive']}\\.(\\d+)@`, 'im');
  return (await ctx.outside.received({ persona })).flatMap(({ raw, at }) => {
    const found = id.exec(raw.subarray(0, 4000).toString('latin1'));
    return found ? [{ n: Number(found[1]), at }] : [];
  });
}

async function arrivedNumbers(ctx: CheckContext, persona: string): Promise<number[]> {
  return (await arrivals(ctx, persona)).map(({ n }) => n);
}

/** Messages of the queue, which is looked through twice: the queue manager moves them from one folder to another meanwhile. */
async function queueIds(ctx: CheckContext): Promise<Set<string>> {
  const ids = new Set<string>();
  for (let round = 0; round < 2; round++)
    for (const folder of ['incoming', 'active', 'deferred', 'hold'])
      for (const { path } of await ctx.host.list('mx', `/var/spool/postfix/${folder}`)) ids.add(path.slice(path.lastIndexOf('/') + 1));
  return ids;
}

/** Hands in one message as a colleague. */
function handIn(ctx: CheckContext, nonce: string): Promise<SmtpReply> {
  const { domain, user, password, peer, customer } = ctx.params as Record<string, string>;
  const from = `${user}@${domain}`;
  const to = `${customer}@${peer}`;
  return ctx.smtp.send({
    host: 'mx',
    port: 587,
    starttls: true,
    auth: { user: user as string, password: password as string },
    mailFrom: from,
    rcptTo: [to],
    message: message(from, to, nonce),
  });
}

const target = 15_000;

/** Milliseconds in which the slow partner has taken a message that was being delivered when the check began: it arrives whatever was done to the others. */
const underWay = 15_000;
const patience = 25_000;

export default defineChecks(lab, {
  instant: async (ctx) => {
    const expected = {
      en: `six messages that ${ctx.params['user']} hands in reach the customer within ${target / 1000} s each`,
      'zh-cn': `${ctx.params['user']} 交来的六封邮件，每封都在 ${target / 1000} 秒内到达客户`,
    };
    const handedIn = new Map<string, number>();
    for (let i = 0; i < 6; i++) {
      const nonce = ctx.nonce();
      const sent = await handIn(ctx, nonce);
      if (sent.code !== 250) return fail({ because: sent, expected, observed: sent.text || 'the connection ended' });
      handedIn.set(nonce, Date.now());
    }
    const late = new Set(handedIn.keys());
    let slowest = 0;
    await ctx.until(
      async () => {
        const there = await ctx.outside.received({ persona: 'customer', containing: 'pl-' });
        for (const nonce of late) {
          const one = there.find((m) => m.raw.includes(nonce));
          if (!one) continue;
          // By when it came, not by when it was seen: handing in the other five takes its time, too.
          const took = one.at.getTime() - (handedIn.get(nonce) ?? 0);
          slowest = Math.max(slowest, took);
          if (took <= target + 2_000) late.delete(nonce);
        }
        return late.size === 0;
      },
      { timeout: target + 2_000, every: 1_000 },
    );
    // The director's offers, too, which were late all the time.
    if (late.size === 0) {
      const offers = await ctx.canary.prompt('offers');
      if (offers.verdict === 'fail') return offers;
      const seconds = Math.ceil(slowest / 1000);
      return pass(undefined, {
        en: `the slowest took ${seconds} s; numbered mail: ${offers.observed?.en ?? ''}`,
        'zh-cn': `最慢的一封用了 ${seconds} 秒；编号邮件：${offers.observed?.['zh-cn'] ?? ''}`,
      });
    }
    return fail({
      expected,
      observed: {
        en: `${late.size} of ${handedIn.size} were not there after ${target / 1000} s`,
        'zh-cn': `${handedIn.size} 封里有 ${late.size} 封 ${target / 1000} 秒后还没到`,
      },
      hint: { en: 'The server took them at once; so they wait in its queue. What for?', 'zh-cn': '服务器立刻收下了它们，所以它们在队列里等着。等什么？' },
    });
  },

  backlog: async (ctx) => {
    const wanted = Array.from({ length: Number(ctx.params['count']) }, (_, n) => n).filter((n) => n % 50 === 7);
    const expected = {
      en: `the ${wanted.length} messages for ${ctx.params['customer']} that were in the queue arrive, each once`,
      'zh-cn': `队列里原有的 ${wanted.length} 封给 ${ctx.params['customer']} 的邮件全部到达，每封一次`,
    };
    // As long as some come: how long all of them take depends on the machine.
    const there = await gathered(
      ctx,
      () => arrivedNumbers(ctx, 'customer'),
      (found) => wanted.every((n) => found.includes(n)),
      { still: 12_000 },
    );
    const missing = wanted.filter((n) => !there.includes(n)).length;
    if (missing > 0)
      return fail({
        expected,
        observed: { en: `${missing} have not arrived yet`, 'zh-cn': `还有 ${missing} 封没有到达` },
        hint: { en: 'What still waits comes when the way is open; what was deleted does not come back.', 'zh-cn': '还在等的，路通了就会到；删掉的找不回来。' },
      });
    if (there.length > new Set(there).size) return fail({ expected, observed: { en: 'some arrived twice', 'zh-cn': '有的到达了两次' } });
    const { domain, user, password } = ctx.params as Record<string, string>;
    return ctx.canary.arrived({ logins: { [`${user}@${domain}`]: { user: user as string, password: password as string } } });
  },

  patient: async (ctx) => {
    const all = Array.from({ length: Number(ctx.params['count']) }, (_, n) => n).filter((n) => n % 50 !== 7).length;
    const expected = {
      en: `mail for ${ctx.params['slow']} goes on arriving there, and of its ${all} messages each has arrived or still waits, while others are served at once`,
      'zh-cn': `给 ${ctx.params['slow']} 的邮件继续到达；它的 ${all} 封里每封或者已到，或者仍在等，同时别人的邮件马上送到`,
    };
    const begun = Date.now();
    const nonce = ctx.nonce();
    const sent = await handIn(ctx, nonce);
    if (sent.code !== 250) return fail({ because: sent, expected, observed: sent.text || 'the connection ended' });
    const quick = await ctx.until(async () => (await ctx.outside.received({ persona: 'customer', containing: nonce }))[0], { timeout: 2 * target });
    // Counted from outside; the queue itself is what must not be thrown away, so here it is looked at. It only shrinks by delivery: look there first.
    const waiting = (await queueIds(ctx)).size;
    const arrived = new Set(await arrivedNumbers(ctx, 'partner')).size;
    if (arrived + waiting < all)
      return fail({
        expected,
        observed: {
          en: `${arrived} have arrived and ${waiting} wait: at least ${all - arrived - waiting} are lost`,
          'zh-cn': `已到 ${arrived} 封，等待 ${waiting} 封：至少丢了 ${all - arrived - waiting} 封`,
        },
        hint: { en: 'What was deleted does not come back: reset the lab.', 'zh-cn': '删掉的找不回来，只能重置实验。' },
      });
    // Said after what is lost: that is worse, and waiting does not mend it.
    if (!quick) return fail({ because: sent, expected, observed: { en: 'a message for the customer still waits with it', 'zh-cn': '给客户的邮件还在一起等' } });
    const until = begun + underWay + patience;
    const goesOn = await ctx.until(
      async () => {
        const there = await arrivals(ctx, 'partner');
        return new Set(there.map(({ n }) => n)).size === all || there.some(({ at }) => at.getTime() > begun + underWay);
      },
      { timeout: Math.max(patience / 2, until - Date.now()), every: 1_000 },
    );
    if (!goesOn)
      return fail({
        expected,
        observed: {
          en: `beyond what was under way, nothing more arrived there within ${patience / 1000} s`,
          'zh-cn': `除了已在途的，${patience / 1000} 秒内那里没有再收到新的`,
        },
        hint: { en: 'Slow is not the same as never.', 'zh-cn': '慢不等于永远不发。' },
      });
    return pass(undefined, { en: `${arrived} have arrived, ${waiting} wait`, 'zh-cn': `已到 ${arrived} 封，等待 ${waiting} 封` });
  },

  service: async (ctx) => {
    const { domain, user, password, peer, customer } = ctx.params as Record<string, string>;
    const from = `${customer}@${peer}`;
    const to = `${user}@${domain}`;
    const nonce = ctx.nonce();
    const expected = { en: `a message from ${from} lies in the mailbox of ${user}`, 'zh-cn': `${from} 的来信进入 ${user} 的邮箱` };
    const sent = await ctx.smtp.send({
      host: 'mx',
      port: 25,
      from: ctx.outside.address('customer'),
      ehlo: `mx.${peer}`,
      mailFrom: from,
      rcptTo: [to],
      message: message(from, to, nonce),
    });
    if (sent.code !== 250) return fail({ because: sent, expected, observed: sent.text || 'the connection ended' });
    const login = await ctx.imap.login({ host: 'mx', port: 993, tls: true, user: user as string, password: password as string });
    if (!login.ok) return fail({ because: login, expected, observed: login.text });
    await using session = login.session;
    const found = await ctx.until(async () => (await session.messages('INBOX', nonce))[0], { timeout: 45_000 });
    if (!found)
      return fail({ because: sent, expected, observed: { en: 'it was accepted but is not there after 45 s', 'zh-cn': '邮件被接受了，但 45 秒后仍不在那里' } });
    await using stranger = await ctx.smtp.connect({ host: 'mx', port: 25 });
    await stranger.ehlo();
    await stranger.mail('stranger@probe.internet.test');
    const relay = await stranger.rcpt(from);
    if (relay.code >= 400) return pass(relay);
    return fail({
      because: relay,
      expected: { en: 'a stranger cannot send to others through port 25', 'zh-cn': '陌生人不能通过 25 端口向别处发信' },
      observed: relay.text || 'the connection ended',
    });
  },

  unharmed: (ctx) => ctx.canary.unharmed(),
});
