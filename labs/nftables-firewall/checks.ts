import { type CheckContext, defineChecks, fail, ProbeFailure, pass, type Verdict } from '../../lab-runner/contract/check.ts';
import { arrived, letter, loggedIn, mailbox, transact } from '../../lab-runner/contract/moves.ts';
import type { LocalizedText } from '../../lab-runner/contract/text.ts';
import lab from './lab.ts';

type Name = 'domain' | 'peer' | 'user' | 'customer' | 'password' | 'management';
const facts = (ctx: CheckContext) => ctx.params as Record<Name, string>;
const probe = '203.0.113.25';
const probe6 = '2001:db8:ffff::25';
/** The host over IPv6. */
const six = (ctx: CheckContext) => ctx.params['ip6:mx'] as string;
/** Milliseconds until a port that says nothing counts as shut. */
const patience = 4000;

/** The same where somebody has to answer. */
const longPatience = 12_000;

/** A port, seen from an address. */
interface Door {
  port: number;
  from: string;
  /** Absent: mx by its IPv4 address. */
  host?: string;
  /** TLS from the first byte. */
  tls?: boolean;
}

/** Whether a connection can be made at all; whatever is said on it. */
async function isOpen(ctx: CheckContext, door: Door, timeout = patience): Promise<boolean> {
  try {
    await using _session = await ctx.imap.raw({ ...door, host: door.host ?? 'mx', timeout });
    return true;
  } catch (error) {
    if (!(error instanceof ProbeFailure)) throw error;
    // Only these two mean that there was no connection; a greeting that is none of IMAP means that there was.
    return !/^Port \d+ of \S+ (refused|did not answer|reset)|could not be reached/.test(error.observed.en);
  }
}

/** Those that are open. A door that is always open is tried with them: when that one is silent, too, the machine paused, and silence says nothing. */
async function openOf(ctx: CheckContext, doors: readonly Door[]): Promise<Door[]> {
  let open: Door[] = [];
  await ctx.until(
    async () => {
      const [awake, ...seen] = await Promise.all([{ port: 25, from: probe }, ...doors].map((door) => isOpen(ctx, door)));
      open = doors.filter((_, i) => seen[i]);
      return awake;
    },
    { timeout: 25_000 },
  );
  return open;
}

/** The port on which the agent listens now; null when it does not run. */
async function agentPort(ctx: CheckContext): Promise<number | null> {
  const text = (await ctx.host.read('mx', '/var/lib/agent/port'))?.bytes.toString('utf8') ?? '';
  return /^\d+\n$/.test(text) ? Number(text) : null;
}

/** The agent's port, when it is open. */
async function openAgent(ctx: CheckContext): Promise<Door | undefined> {
  for (let round = 0; round < 3; round++) {
    const port = await agentPort(ctx);
    if (port === null) return undefined;
    const [open] = await openOf(ctx, [
      { port, from: probe },
      { port, from: probe6, host: six(ctx) },
    ]);
    // It may have moved on meanwhile: then this says nothing.
    if ((await agentPort(ctx)) === port) return open;
  }
  return undefined;
}

/** First and last address of a /28, and the ones beside them. */
function addresses(network: string): { inside: string[]; beside: string[] } {
  const [base = ''] = network.split('/');
  const parts = base.split('.').map(Number);
  const at = (offset: number) => [...parts.slice(0, 3), (parts[3] as number) + offset].join('.');
  return { inside: [at(1), at(14)], beside: [at(-1), at(16)] };
}

async function runJob(ctx: CheckContext, from: string, code: string): Promise<Verdict | null> {
  const expected: LocalizedText = {
    en: `http://mail.${facts(ctx).domain}:11334/run?code=${code} runs the job for ${from}, which is in the management network`,
    'zh-cn': `管理网段里的 ${from} 访问 http://mail.${facts(ctx).domain}:11334/run?code=${code} 时任务会运行`,
  };
  try {
    const answer = await ctx.http.get({ host: 'mx', port: 11334, from, path: `/run?code=${code}`, timeout: 40_000 });
    return answer.status === 200 && answer.body.startsWith(`job ${code}: uid `)
      ? null
      : fail({ because: answer, expected, observed: `${answer.status} ${answer.body.slice(0, 100)}` });
  } catch (error) {
    if (error instanceof ProbeFailure) return fail({ expected, observed: error.observed });
    throw error;
  }
}

/** A member of staff sends through a port; null when it reached the partner. */
async function staffSend(ctx: CheckContext, port: 465 | 587): Promise<Verdict | null> {
  const { domain, peer, user, customer, password } = facts(ctx);
  const [from, to, nonce] = [`${user}@${domain}`, `${customer}@${peer}`, ctx.nonce()];
  const expected: LocalizedText = { en: `${user} sends through port ${port}, and it reaches ${to}`, 'zh-cn': `${user} 从 ${port} 端口发信，能到达 ${to}` };
  await using session = await loggedIn(ctx, { host: 'mx', port, servername: `mail.${domain}`, user, password, timeout: 25_000 });
  const sent = await transact(session, { mailFrom: from, rcptTo: [to], message: letter({ from, to, nonce }) });
  if (sent.code !== 250) return fail({ because: sent, expected, observed: sent.text || { en: 'the connection ended', 'zh-cn': '连接中断' } });
  const there = await ctx.until(async () => (await ctx.outside.received({ persona: 'customer', containing: nonce }))[0], { timeout: 20_000 });
  if (there) return null;
  return fail({
    because: sent,
    expected,
    observed: { en: 'it was accepted, but did not arrive within 20 s', 'zh-cn': '邮件被接受了，但 20 秒内没有到达' },
    hint: {
      en: 'To deliver, the server has to ask the DNS and to hear the answers; likewise with the partner’s port 25.',
      'zh-cn': '要送信，服务器得去问 DNS，并且听得到回答；对方的 25 端口也一样。',
    },
  });
}

/** What fits through a link of `narrow` bytes has no larger payload than this, with the shortest headers there are. */
const [narrow, small] = [1280, 1240];

/** Somebody reads a large message, a router says that only smaller packets pass, and they read again; null when smaller ones came. */
async function throughNarrow(
  ctx: CheckContext,
  { stranger, nonce, ...login }: { host: string; port: number; user: string; password: string; nonce: string; stranger: () => string },
): Promise<Verdict | null> {
  const expected: LocalizedText = {
    en: `after "packet too big" the server sends packets of at most ${narrow} bytes`,
    'zh-cn': `收到“数据包太大”之后，服务器发出的数据包不超过 ${narrow} 字节`,
  };
  const read = async (from: string) => {
    const session = await mailbox(ctx, { ...login, from });
    const found = await session.messages('INBOX', nonce);
    if (found.length > 0) return session;
    await session[Symbol.asyncDispose]();
    throw new ProbeFailure({ en: 'the large message is not in the mailbox', 'zh-cn': '邮箱里没有那封大邮件' });
  };
  // A host remembers for ten minutes what it was told of an address: only who gets large packets now can see a change.
  for (let tries = 0; tries < 4; tries++) {
    const from = stranger();
    const way = { host: login.host, port: login.port, from };
    await using _first = await read(from);
    if (((await ctx.internet.path({ ...way, mtu: narrow })).at(-1) ?? 0) <= small) continue;
    let segment = 0;
    // Once is enough; a busy machine may be slow to take it in.
    for (let round = 0; round < 3; round++) {
      await using _again = await read(from);
      // The newest connection is the last one.
      segment = (await ctx.internet.path(way)).at(-1) ?? 0;
      if (segment <= small) return null;
      await ctx.internet.path({ ...way, mtu: narrow });
    }
    return fail({
      expected,
      observed: {
        en: `${login.host} still sends ${segment} bytes of payload in one packet to ${from}`,
        'zh-cn': `${login.host} 发往 ${from} 的数据包里仍有 ${segment} 字节载荷`,
      },
      hint: {
        en: 'ICMP is more than ping: routers use it to say that a packet does not fit.',
        'zh-cn': 'ICMP 不只是 ping：路由器靠它告诉发送方数据包通不过。',
      },
    });
  }
  // Never large ones: they fit.
  return null;
}

export default defineChecks(lab, {
  'only-four': async (ctx) => {
    const ways = [
      { name: 'IPv4', from: probe, host: 'mx' },
      { name: 'IPv6', from: probe6, host: six(ctx) },
    ];
    const wanted = ways.flatMap((way) => [25, 465, 587, 993].map((port) => ({ ...way, port, tls: port === 465 || port === 993 })));
    const answers = await Promise.all(wanted.map(({ name: _, ...door }) => isOpen(ctx, door, longPatience)));
    const dead = wanted.find((_, i) => !answers[i]);
    if (dead)
      return fail({
        expected: { en: `port ${dead.port} is open over ${dead.name}`, 'zh-cn': `${dead.port} 端口走 ${dead.name} 是开的` },
        observed: { en: 'there was no connection', 'zh-cn': '连不上' },
      });
    const shut = [24, 110, 143, 995, 3306, 4190];
    const strangers = [{ from: probe }, { from: ctx.outside.neighbour() }, ...[probe6, ctx.outside.neighbour6()].map((from) => ({ from, host: six(ctx) }))];
    const tries = strangers.flatMap((stranger) => shut.map((port) => ({ ...stranger, port })));
    const [[fixed], moving] = await Promise.all([openOf(ctx, tries), openAgent(ctx)]);
    const wrong = fixed ?? moving;
    if (!wrong) return pass();
    return fail({
      expected: {
        en: 'from outside, only 25, 465, 587 and 993 are open, over IPv4 and IPv6',
        'zh-cn': '从外面只能连 25、465、587 和 993，IPv4 和 IPv6 都一样',
      },
      observed: { en: `port ${wrong.port} is open for ${wrong.from}`, 'zh-cn': `${wrong.from} 连得上 ${wrong.port} 端口` },
      hint: {
        en: 'Say what is allowed, and shut everything else, also what will listen tomorrow. What is near is not safe for that.',
        'zh-cn': '写明什么允许，其余全部关上，包括明天才会监听的。离得近不等于安全。',
      },
    });
  },

  management: async (ctx) => {
    const { inside, beside } = addresses(facts(ctx).management);
    for (const from of inside) {
      const wrong = await runJob(ctx, from, ctx.nonce());
      if (wrong) return wrong;
    }
    const strangers = [...beside, probe, ctx.outside.neighbour(), ctx.outside.address('customer')].map((from): Door => ({ port: 11334, from }));
    const [wrong] = await openOf(ctx, [...strangers, ...[probe6, ctx.outside.neighbour6()].map((from) => ({ port: 11334, from, host: six(ctx) }))]);
    if (!wrong) return pass();
    return fail({
      expected: { en: `port 11334 is open for ${facts(ctx).management} only`, 'zh-cn': `11334 端口只对 ${facts(ctx).management} 开放` },
      observed: { en: `port 11334 is open for ${wrong.from}`, 'zh-cn': `${wrong.from} 也连得上 11334 端口` },
    });
  },

  'only-the-mta': async (ctx) => {
    const { domain, peer, customer } = facts(ctx);
    // A job that is sent elsewhere proves nothing.
    const conf = await ctx.host.read('mx', '/etc/jobs.conf');
    const lines = (conf?.bytes.toString('utf8') ?? '').split('\n');
    const missing = [`name=mail.${domain}`, `server=mx.${peer}`, `to=${customer}@${peer}`].find((line) => !lines.includes(line));
    if (missing)
      return fail({
        ...(conf && { because: conf }),
        expected: { en: 'the job knows whom to write to, as at the start (/etc/jobs.conf)', 'zh-cn': '任务仍像开始时那样知道该写给谁（/etc/jobs.conf）' },
        observed: { en: `the line ${missing} is missing`, 'zh-cn': `少了 ${missing} 这一行` },
      });
    const code = ctx.nonce();
    const wrong = await runJob(ctx, addresses(facts(ctx).management).inside[0] as string, code);
    if (wrong) return wrong;
    // The way out works for whom it is meant, and what the job sent would have arrived before this.
    const dead = await staffSend(ctx, 587);
    if (dead) return dead;
    const mail = (await ctx.outside.received({ persona: 'customer', containing: code }))[0];
    if (!mail) return pass();
    return fail({
      because: mail,
      expected: { en: 'only the mail server itself reaches port 25 of others', 'zh-cn': '只有邮件服务器自己能连别人的 25 端口' },
      observed: { en: 'the job delivered its mail to the partner by itself', 'zh-cn': '任务自己把信送到了对方那里' },
      hint: { en: 'It is the user of the process that counts, and tomorrow it is another one.', 'zh-cn': '关键在于进程属于哪个用户，而明天又会是另一个用户。' },
    });
  },

  'mail-in': async (ctx) => {
    const { domain, peer, user, password, customer } = facts(ctx);
    const [from, to, nonce] = [`${customer}@${peer}`, `${user}@${domain}`, ctx.nonce()];
    const expected: LocalizedText = { en: `a message from ${from} lies in the mailbox of ${user}`, 'zh-cn': `${from} 的来信进入 ${user} 的邮箱` };
    const message = letter({ from, to, nonce });
    const sent = await ctx.smtp.send({
      host: 'mx',
      port: 25,
      from: ctx.outside.address('customer'),
      ehlo: `mx.${peer}`,
      mailFrom: from,
      rcptTo: [to],
      message,
    });
    if (sent.code !== 250) return fail({ because: sent, expected, observed: sent.text || { en: 'the connection ended', 'zh-cn': '连接中断' } });
    const found = await arrived(ctx, { host: 'mx', user, password, containing: nonce });
    return found.length === 1
      ? pass(sent)
      : fail({ because: sent, expected, observed: { en: `it is there ${found.length} times`, 'zh-cn': `邮箱里有 ${found.length} 份` } });
  },

  'narrow-path': async (ctx) => {
    const { user, password, domain } = facts(ctx);
    const nonce = ctx.nonce();
    const login = { port: 993, user, password, timeout: 25_000 };
    await using home = await mailbox(ctx, { ...login, host: 'mx' });
    const large = letter({ from: `${user}@${domain}`, to: `${user}@${domain}`, nonce, body: `${'The minutes of the meeting. '.repeat(40)}\n`.repeat(60) });
    const kept = await home.append('INBOX', large);
    if (!kept.ok)
      return fail({
        expected: { en: `a large message can be put into the mailbox of ${user}`, 'zh-cn': `${user} 的邮箱里放得进一封大邮件` },
        observed: kept.text,
      });
    const verdicts = [];
    for (const way of [
      { host: 'mx', stranger: () => ctx.internet.stranger() },
      { host: six(ctx), stranger: () => ctx.internet.stranger6() },
    ])
      verdicts.push(await throughNarrow(ctx, { ...login, ...way, nonce }));
    await home.remove('INBOX', nonce);
    return verdicts.find((verdict) => verdict !== null) ?? pass();
  },

  'mail-out': async (ctx) => (await staffSend(ctx, 587)) ?? (await staffSend(ctx, 465)) ?? pass(),
});
