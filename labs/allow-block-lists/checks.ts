import { type CheckContext, defineChecks, fail, pass, type SmtpReply, type Verdict } from '../../lab-runner/contract/check.ts';
import { arrived, letter, persistently } from '../../lab-runner/contract/moves.ts';
import type { LocalizedText } from '../../lab-runner/contract/text.ts';
import lab from './lab.ts';

const param = (ctx: CheckContext, name: string): string => ctx.params[name] as string;
const me = (ctx: CheckContext): string => `${param(ctx, 'user')}@${param(ctx, 'domain')}`;
const said = (reply: SmtpReply): string => reply.text || 'the connection ended';
const refused = (reply: SmtpReply): boolean => reply.code >= 400;
const reversed = (ip: string): string => ip.split('.').reverse().join('.');

/** An address that nobody has listed; not the one that the ticket names, nor its neighbour. */
function stranger(ctx: CheckContext): string {
  for (;;) {
    const ip = ctx.internet.stranger();
    if (Math.abs(Number(ip.split('.')[3]) - Number(param(ctx, 'badNumber'))) > 1) return ip;
  }
}

interface Options {
  ip: string;
  from?: string;
  to?: string;
  ehlo?: string;
  nonce?: string;
  timeout?: number;
}
/** One message. A sender nobody knows, unless said otherwise. */
async function send(ctx: CheckContext, options: Options): Promise<SmtpReply> {
  const nonce = options.nonce ?? ctx.nonce();
  const from = options.from ?? `${nonce.slice(3, 11)}@${param(ctx, 'elsewhere')}`;
  const to = options.to ?? me(ctx);
  return await ctx.smtp.send({
    host: 'mx',
    port: 25,
    from: options.ip,
    ehlo: options.ehlo ?? `host-${nonce.slice(-5)}.${param(ctx, 'elsewhere')}`,
    mailFrom: from,
    rcptTo: [to],
    message: letter({ from, to, nonce }),
    timeout: options.timeout ?? 25_000,
  });
}

/** Null when the reply is as wanted. */
function mustBe(wanted: 'accepted' | 'refused', reply: SmtpReply, who: LocalizedText): Verdict | null {
  if (wanted === 'accepted' ? reply.code === 250 : refused(reply)) return null;
  return fail({
    because: reply,
    expected: { en: `${who.en} is ${wanted}`, 'zh-cn': `${who['zh-cn']}${wanted === 'accepted' ? '被接受' : '被拒绝'}` },
    observed: said(reply),
  });
}

/**
 * The reply to somebody on the list. A server that lets mail in when the list does not answer in time does what it should, and on a busy
 * machine the list of the pocket Internet may be late once: so whoever is let in comes twice more.
 */
async function sendListed(ctx: CheckContext, options: Options): Promise<SmtpReply> {
  let reply = await send(ctx, options);
  for (let more = 2; more > 0 && !refused(reply); more--) reply = await send(ctx, options);
  return reply;
}

export default defineChecks(lab, {
  'own-lists': async (ctx) => {
    const bad = param(ctx, 'badAddress');
    const next = bad.replace(/\d+$/, (n) => String(Number(n) + (Number(n) < 200 ? 1 : -1)));
    const sender = `${param(ctx, 'badSender')}@${param(ctx, 'newsDomain')}`;
    const other = `editor@${param(ctx, 'newsDomain')}`;
    const domain = `${ctx.nonce().slice(3, 9)}@${param(ctx, 'badDomain')}`;
    const tries: ['accepted' | 'refused', { ip: string; from?: string }, LocalizedText][] = [
      ['refused', { ip: bad }, { en: `mail from the address ${bad}`, 'zh-cn': `来自地址 ${bad} 的邮件` }],
      ['accepted', { ip: next }, { en: `mail from its neighbour ${next}`, 'zh-cn': `来自相邻地址 ${next} 的邮件` }],
      ['refused', { ip: stranger(ctx), from: sender }, { en: `mail of the sender ${sender}`, 'zh-cn': `发件人 ${sender} 的邮件` }],
      ['accepted', { ip: stranger(ctx), from: other }, { en: `mail of another sender there, ${other},`, 'zh-cn': `同一域名的另一发件人 ${other} 的邮件` }],
      [
        'refused',
        { ip: stranger(ctx), from: domain },
        { en: `mail of anybody at ${param(ctx, 'badDomain')}`, 'zh-cn': `${param(ctx, 'badDomain')} 任何人的邮件` },
      ],
    ];
    for (const [wanted, options, who] of tries) {
      const reply = wanted === 'accepted' ? await persistently(ctx, () => send(ctx, options)) : await send(ctx, options);
      const verdict = mustBe(wanted, reply, who);
      if (verdict) return verdict;
    }
    return pass();
  },

  'public-list': async (ctx) => {
    const ip = stranger(ctx);
    const who: LocalizedText = { en: `mail from ${ip}, which is on the list,`, 'zh-cn': `来自名单上的 ${ip} 的邮件` };
    {
      await using _listed = await ctx.internet.publish(`${reversed(ip)}.${param(ctx, 'listZone')}`, 'A', ['3 127.0.0.2']);
      const verdict = mustBe('refused', await sendListed(ctx, { ip }), who);
      if (verdict) return verdict;
    }
    const later = await ctx.until(
      async () => {
        const reply = await send(ctx, { ip });
        return reply.code === 250 && reply;
      },
      { timeout: 20_000, every: 2_000 },
    );
    return later
      ? pass(later)
      : fail({
          expected: {
            en: `once ${ip} is off the list, its mail is accepted as soon as the TTL (3 seconds) is over`,
            'zh-cn': `${ip} 下了名单后，TTL（3 秒）一过，它的邮件就被接受`,
          },
          observed: { en: 'it is still refused after 20 seconds', 'zh-cn': '20 秒之后仍被拒绝' },
        });
  },

  partner: async (ctx) => {
    const { address, mx, domain } = ctx.outside.partner('partner');
    const from = `${param(ctx, 'friend')}@${domain}`;
    const greeted = await persistently(ctx, () => send(ctx, { ip: address, from, ehlo: mx }));
    const allowed = mustBe('accepted', greeted, {
      en: `the partner's mail (${address}, which is on the list)`,
      'zh-cn': `合作伙伴的邮件（${address}，在名单上）`,
    });
    if (allowed) return allowed;
    const relay = await send(ctx, { ip: address, from, ehlo: mx, to: `somebody@${param(ctx, 'elsewhere')}` });
    const further = mustBe('refused', relay, {
      en: "the partner's mail for another domain, which you would have to relay,",
      'zh-cn': '合作伙伴寄往其他域、需要您中继的邮件',
    });
    if (further) return further;
    const ip = stranger(ctx);
    await using _listed = await ctx.internet.list(param(ctx, 'listZone'), ip);
    const forged = await sendListed(ctx, { ip, from, ehlo: mx });
    return (
      mustBe('refused', forged, {
        en: `mail in the partner's name from ${ip}, a stranger on the list,`,
        'zh-cn': `名单上的陌生人 ${ip} 以合作伙伴名义发来的邮件`,
      }) ?? pass(relay)
    );
  },

  'list-trouble': async (ctx) => {
    const zone = param(ctx, 'listZone');
    const [listed, failing] = [stranger(ctx), stranger(ctx)];
    await using _listed = await ctx.internet.list(zone, listed);
    const verdict = mustBe('refused', await sendListed(ctx, { ip: listed }), {
      en: `mail from ${listed}, which is on the list,`,
      'zh-cn': `来自名单上的 ${listed} 的邮件`,
    });
    if (verdict) return verdict;
    await using _error = await ctx.internet.list(zone, failing, '127.255.255.254');
    const answered = await persistently(ctx, () => send(ctx, { ip: failing }));
    const wrong = mustBe('accepted', answered, {
      en: `mail from ${failing}, for which the list answers 127.255.255.254 (an error),`,
      'zh-cn': `来自 ${failing} 的邮件（名单对它回答 127.255.255.254，表示出错）`,
    });
    if (wrong) return wrong;
    // A busy machine may need longer once; a server that waits for the list needs so long each time.
    const seconds: number[] = [];
    for (let tries = 0; tries < 3; tries++) {
      const silent = stranger(ctx);
      await using _silent = await ctx.internet.manner(`${reversed(silent)}.${zone}`, 'silent');
      const begun = performance.now();
      // Longer than a resolver's own patience and a busy machine together: how long it took is what is asked here.
      const reply = await send(ctx, { ip: silent, timeout: 33_000 });
      const took = (performance.now() - begun) / 1000;
      const who: LocalizedText = { en: `mail from ${silent}, for which the list does not answer,`, 'zh-cn': `来自 ${silent} 的邮件（名单不回答）` };
      const stopped = mustBe('accepted', reply, who);
      if (stopped) return stopped;
      if (took < 8) return pass(reply);
      seconds.push(took);
    }
    return fail({
      expected: {
        en: 'mail from somebody for whom the list does not answer is accepted within 8 seconds',
        'zh-cn': '名单对某个地址不回答时，来自它的邮件在 8 秒之内被接受',
      },
      observed: {
        en: `it took ${seconds.map((s) => s.toFixed(1)).join(', ')} seconds`,
        'zh-cn': `用了 ${seconds.map((s) => s.toFixed(1)).join('、')} 秒`,
      },
    });
  },

  postmaster: async (ctx) => {
    const ip = stranger(ctx);
    await using _listed = await ctx.internet.list(param(ctx, 'listZone'), ip);
    const who: LocalizedText = { en: `mail from ${ip}, which is on the list,`, 'zh-cn': `来自名单上的 ${ip} 的邮件` };
    const other = mustBe('refused', await sendListed(ctx, { ip }), who);
    if (other) return other;
    const roles: LocalizedText = { en: `mail for the postmaster from ${ip}, which is on the list,`, 'zh-cn': `名单上的 ${ip} 发给 postmaster 的邮件` };
    // Twice: a list that answers too late once would open the door for anybody.
    for (let times = 0; times < 2; times++) {
      const reply = await persistently(ctx, () => send(ctx, { ip, to: `postmaster@${param(ctx, 'domain')}` }));
      const verdict = mustBe('accepted', reply, roles);
      if (verdict) return verdict;
    }
    return pass();
  },

  'ordinary-mail': async (ctx) => {
    const nonce = ctx.nonce();
    const ip = stranger(ctx);
    const reply = await persistently(ctx, () => send(ctx, { ip, nonce }));
    const verdict = mustBe('accepted', reply, { en: 'mail from an ordinary stranger', 'zh-cn': '普通陌生人的邮件' });
    if (verdict) return verdict;
    const [message] = await arrived(ctx, { host: 'mx', user: param(ctx, 'user'), password: param(ctx, 'password'), containing: nonce, timeout: 40_000 });
    return message
      ? pass(reply)
      : fail({
          because: reply,
          expected: { en: 'ordinary mail arrives', 'zh-cn': '普通邮件送达' },
          observed: { en: 'it is not in the mailbox', 'zh-cn': '邮箱里没有' },
        });
  },

  'no-relay': async (ctx) => {
    await using session = await ctx.smtp.connect({ host: 'mx', port: 25, from: stranger(ctx), timeout: 25_000 });
    await session.ehlo('pc.somewhere.example');
    await session.mail(`boss@${param(ctx, 'domain')}`);
    const reply = await session.rcpt(`somebody@${param(ctx, 'elsewhere')}`);
    return refused(reply)
      ? pass(reply)
      : fail({
          because: reply,
          expected: { en: 'a stranger cannot send to others through you', 'zh-cn': '陌生人不能通过您向别人发信' },
          observed: said(reply),
        });
  },
});
