import { type CheckContext, defineChecks, fail, type ImapMessage, pass, type SmtpReply, type Verdict } from '../../lab-runner/contract/check.ts';
import { loggedIn, mailbox, persistently, letter as plainLetter, transact } from '../../lab-runner/contract/moves.ts';
import type { LocalizedText } from '../../lab-runner/contract/text.ts';
import { internetAddresses } from '../../lab-runner/contract/topology.ts';
import lab from './lab.ts';

const param = (ctx: CheckContext, name: string): string => ctx.params[name] as string;
const me = (ctx: CheckContext): string => `${param(ctx, 'user')}@${param(ctx, 'domain')}`;
const said = (reply: SmtpReply): string => reply.text || 'the connection ended';

type Owner = 'bank' | 'shop' | 'club' | 'host' | 'list';
type Sent = { reply: SmtpReply; nonce: string };

interface Mail {
  /** Whose name stands in From. */
  owner: Owner;
  /** Whose server delivers it, with an envelope of its own. */
  by: Owner;
  signed: boolean;
  /** Whose name stands in the envelope; default: that of the server. A forwarder leaves the first sender's there. */
  envelope?: Owner;
  headers?: Record<string, string>;
  /** Changed after it was signed. */
  tampered?: boolean;
  /** A name below the owner's domain in From. */
  below?: string;
}

/** One letter to the user. `nonce` finds it again. */
async function send(ctx: CheckContext, mail: Mail): Promise<Sent> {
  const nonce = ctx.nonce();
  const server = ctx.outside.partner(mail.by);
  const owner = ctx.outside.partner(mail.owner).domain;
  const letter = await ctx.compose.letter({
    from: `Desk <desk@${mail.below ? `${mail.below}.` : ''}${owner}>`,
    to: me(ctx),
    subject: `Your order ${nonce}`,
    text: `Dear customer,\n\nyour order ${nonce} is on its way.\n\nKind regards\n`,
    sign: mail.signed ? owner : false,
    headers: mail.headers ?? {},
  });
  const reply = await ctx.smtp.send({
    host: 'mx',
    port: 25,
    from: server.address,
    ehlo: server.mx,
    mailFrom: `bounce-${nonce.slice(-6)}@${ctx.outside.partner(mail.envelope ?? mail.by).domain}`,
    rcptTo: [me(ctx)],
    message: mail.tampered ? Buffer.from(letter.toString('latin1').replace('is on its way', 'must be paid today'), 'latin1') : letter,
    timeout: 25_000,
  });
  return { reply, nonce };
}

interface ListMail {
  /** Who delivers, and seals what it changed; without `seal` nobody does. */
  by: 'list' | 'host';
  /** Brings along a result in the name of the learner's server that says so. */
  claim?: true;
  seal?: {
    /** What the sealer found when the message came in. */
    dmarc: 'pass' | 'fail';
    /** The name that stands in the seal; default: the sealer's own. */
    as?: 'list';
    /** Changed after it was sealed. */
    tampered?: boolean;
  };
}

/** The bank's signed letter as a mailing list sends it on: another subject, a line below, so that the bank's signature breaks; From stays. */
async function sendByList(ctx: CheckContext, mail: ListMail): Promise<Sent> {
  const nonce = ctx.nonce();
  const { domain: bank, mx } = ctx.outside.partner('bank');
  const server = ctx.outside.partner(mail.by);
  const signed = await ctx.compose.letter({
    from: `Desk <desk@${bank}>`,
    to: `members@${server.domain}`,
    subject: `Minutes ${nonce}`,
    text: `Dear all,\n\nthe minutes ${nonce} are ready.\n\nKind regards\n`,
  });
  const claim = `Authentication-Results: mail.${param(ctx, 'domain')}; arc=pass arc.chain=${ctx.outside.partner('list').domain}\r\n`;
  const changed = `${mail.claim ? claim : ''}${signed.toString('latin1')}`
    .replace('Subject: Minutes', 'Subject: [members] Minutes')
    .replace(/\r\n\r\n/, `\r\nList-Id: <members.${server.domain}>\r\n\r\n`)
    .replace(/(\r\n)*$/, `\r\n--\r\nmembers@${server.domain}\r\n`);
  let message = Buffer.from(changed, 'latin1');
  if (mail.seal) {
    const { dmarc, as, tampered } = mail.seal;
    const results = `${server.mx}; dkim=${dmarc} header.d=${bank}; spf=${dmarc} smtp.mailfrom=desk@${bank} smtp.helo=${mx}; dmarc=${dmarc} (p=reject) header.from=${bank}`;
    let sealed = (await ctx.compose.seal(message, server.domain, results)).toString('latin1');
    if (as)
      sealed = sealed.replace(/^ARC-(Seal|Message-Signature):[\s\S]*?(?=^\S)/gm, (field) => field.replaceAll(server.domain, ctx.outside.partner(as).domain));
    if (tampered) sealed = sealed.replace('are ready', 'must be paid today');
    message = Buffer.from(sealed, 'latin1');
  }
  const reply = await ctx.smtp.send({
    host: 'mx',
    port: 25,
    from: server.address,
    ehlo: server.mx,
    mailFrom: `members-bounces@${server.domain}`,
    rcptTo: [me(ctx)],
    message,
    timeout: 25_000,
  });
  return { reply, nonce };
}

/**
 * Waits, once for all checks, until the server takes genuine mail or says no for good: a filter that is still starting after a reboot gives
 * everything a 4xx, and that must count neither as a refused forgery nor as lost mail. What came of it is for the checks to find out.
 */
async function settled(ctx: CheckContext): Promise<void> {
  await ctx.once('settled', () => persistently(ctx, async () => (await send(ctx, { owner: 'host', by: 'host', signed: true })).reply, 60_000));
}

/** Where the message lies, looked for in both folders until it is found. */
async function found(ctx: CheckContext, nonce: string): Promise<{ folder: string; message: ImapMessage } | null> {
  await using session = await mailbox(ctx, { host: 'mx', user: me(ctx), password: param(ctx, 'password') });
  return await ctx.until(
    async () => {
      for (const folder of ['INBOX', 'Junk']) {
        const [message] = await session.messages(folder, nonce);
        if (message) return { folder, message };
      }
      return null;
    },
    { timeout: 30_000 },
  );
}

/** Null when the letter was accepted and lies in `folder`. */
async function mustLieIn(ctx: CheckContext, folder: 'INBOX' | 'Junk', mail: Mail | (() => Promise<Sent>), what: LocalizedText): Promise<Verdict | null> {
  let nonce = '';
  const reply = await persistently(ctx, async () => {
    const sent = await (typeof mail === 'function' ? mail() : send(ctx, mail));
    nonce = sent.nonce;
    return sent.reply;
  });
  const place: LocalizedText = folder === 'INBOX' ? { en: 'the inbox', 'zh-cn': '收件箱' } : { en: 'Junk', 'zh-cn': '垃圾箱（Junk）' };
  const expected: LocalizedText = { en: `${what.en} is accepted and lies in ${place.en}`, 'zh-cn': `${what['zh-cn']}被接受，并进入${place['zh-cn']}` };
  if (reply.code !== 250) return fail({ because: reply, expected, observed: said(reply) });
  const at = await found(ctx, nonce);
  if (at?.folder === folder) return null;
  return fail({
    because: reply,
    expected,
    observed: at
      ? { en: `it lies in ${at.folder}`, 'zh-cn': `它在 ${at.folder}` }
      : { en: 'it was accepted and lies in neither folder', 'zh-cn': '邮件被接受了，但两个文件夹里都没有' },
  });
}

export default defineChecks(lab, {
  'own-policy': async (ctx) => {
    const domain = param(ctx, 'domain');
    const box = `${param(ctx, 'reportBox')}@${domain}`;
    const answer = await ctx.dns.query({ server: internetAddresses.resolver, name: `_dmarc.${domain}`, type: 'TXT' });
    const records = answer.answers.filter((a) => a.type === 'TXT' && /^v=DMARC1\s*(;|$)/.test(a.data)).map((a) => a.data);
    const tags = new Map(
      (records[0] ?? '').split(';').map((tag): [string, string] => [tag.split('=')[0]?.trim().toLowerCase() ?? '', tag.slice(tag.indexOf('=') + 1).trim()]),
    );
    const rua = (tags.get('rua') ?? '').split(',').map((uri) => uri.trim().toLowerCase());
    const right =
      records.length === 1 &&
      tags.get('p')?.toLowerCase() === param(ctx, 'policy') &&
      rua.includes(`mailto:${box}`) &&
      !tags.has('pct') &&
      tags.get('t')?.toLowerCase() !== 'y';
    return right
      ? pass(answer)
      : fail({
          because: answer,
          expected: {
            en: `one record at _dmarc.${domain} with p=${param(ctx, 'policy')} for all mail and rua=mailto:${box}`,
            'zh-cn': `_dmarc.${domain} 恰好有一条记录，p=${param(ctx, 'policy')} 对所有邮件有效，rua=mailto:${box}`,
          },
          observed: records.join(' | ') || { en: `there is none (${answer.rcode})`, 'zh-cn': `没有（${answer.rcode}）` },
        });
  },

  reject: async (ctx) => {
    await settled(ctx);
    const { reply } = await send(ctx, { owner: 'bank', by: 'host', signed: false });
    if (reply.code < 400)
      return fail({
        because: reply,
        expected: {
          en: `a message From ${param(ctx, 'bank')} (p=reject) that is neither its own nor signed by it is refused`,
          'zh-cn': `From 写着 ${param(ctx, 'bank')}（p=reject）、既不是它发的也没有它签名的邮件被拒收`,
        },
        observed: said(reply),
      });
    const foreign = await send(ctx, {
      owner: 'bank',
      by: 'host',
      signed: false,
      headers: {
        'Authentication-Results': `mail.${param(ctx, 'domain')}; dkim=pass header.d=${param(ctx, 'bank')}; spf=pass smtp.mailfrom=${param(ctx, 'bank')}; dmarc=pass`,
      },
    });
    if (foreign.reply.code < 400)
      return fail({
        because: foreign.reply,
        expected: { en: 'the same is refused when it brings along results that say "pass"', 'zh-cn': '同样的邮件，即使自带写着“pass”的结果，也被拒收' },
        observed: said(foreign.reply),
      });
    const changed = await send(ctx, { owner: 'bank', by: 'host', signed: true, tampered: true });
    if (changed.reply.code < 400)
      return fail({
        because: changed.reply,
        expected: { en: "the bank's mail is refused when it was changed after it was signed", 'zh-cn': '银行的邮件在签名之后被改过，就被拒收' },
        observed: said(changed.reply),
      });
    // A domain that has its policy from this moment: names in a table of the learner's would not know it.
    const below = `n${ctx.nonce().slice(-8)}`;
    await using _policy = await ctx.internet.publish(`_dmarc.${below}.${param(ctx, 'club')}`, 'TXT', ['10 "v=DMARC1; p=reject"']);
    const fresh = await send(ctx, { owner: 'club', by: 'host', signed: false, below });
    if (fresh.reply.code < 400)
      return fail({
        because: fresh.reply,
        expected: {
          en: `a forgery of ${below}.${param(ctx, 'club')}, which has published p=reject a moment ago, is refused`,
          'zh-cn': `${below}.${param(ctx, 'club')} 刚刚公布了 p=reject，伪造它的邮件被拒收`,
        },
        observed: said(fresh.reply),
      });
    return (
      (await mustLieIn(ctx, 'INBOX', { owner: 'bank', by: 'bank', signed: true }, { en: "the bank's own mail", 'zh-cn': '银行自己的邮件' })) ?? pass(reply)
    );
  },

  quarantine: async (ctx) =>
    (await mustLieIn(
      ctx,
      'Junk',
      { owner: 'shop', by: 'host', signed: false },
      { en: `a forgery of ${param(ctx, 'shop')} (p=quarantine)`, 'zh-cn': `伪造 ${param(ctx, 'shop')}（p=quarantine）的邮件` },
    )) ??
    (await mustLieIn(
      ctx,
      'INBOX',
      { owner: 'club', by: 'host', signed: false },
      { en: `a forgery of ${param(ctx, 'club')} (p=none)`, 'zh-cn': `伪造 ${param(ctx, 'club')}（p=none）的邮件` },
    )) ??
    pass(),

  aligned: async (ctx) => {
    await settled(ctx);
    const forged = await send(ctx, { owner: 'bank', by: 'host', signed: false });
    if (forged.reply.code < 400)
      return fail({
        because: forged.reply,
        expected: { en: 'mail that is aligned by neither is refused (p=reject)', 'zh-cn': '两者都不对齐的邮件被拒收（p=reject）' },
        observed: said(forged.reply),
      });
    return (
      (await mustLieIn(
        ctx,
        'INBOX',
        { owner: 'bank', by: 'host', envelope: 'bank', signed: true },
        { en: "the bank's signed mail, forwarded by another server", 'zh-cn': '银行签名、由另一台服务器转发的邮件' },
      )) ??
      (await mustLieIn(
        ctx,
        'INBOX',
        { owner: 'bank', by: 'bank', signed: false },
        { en: "the bank's unsigned mail from its own server", 'zh-cn': '银行自己的服务器投递、没有签名的邮件' },
      )) ??
      pass(forged.reply)
    );
  },

  'sealed-list': async (ctx) => {
    await settled(ctx);
    const { list, host, bank } = ctx.params as Record<string, string>;
    const forgeries: { mail: ListMail; what: LocalizedText }[] = [
      {
        mail: { by: 'host', seal: { dmarc: 'pass' } },
        what: { en: `the same with a seal of ${host}, whom nobody trusts,`, 'zh-cn': `同样的邮件，但由没人信任的 ${host} 加封，` },
      },
      {
        mail: { by: 'host', seal: { dmarc: 'pass', as: 'list' } },
        what: { en: `the same with a seal that ${host} forged in the name of ${list},`, 'zh-cn': `同样的邮件，但封签是 ${host} 冒 ${list} 之名伪造的，` },
      },
      {
        mail: { by: 'host', claim: true },
        what: {
          en: `the same without a seal, but with a result "arc=pass" in your server's name,`,
          'zh-cn': '同样的邮件，没有封签，却自带以您服务器名义写的“arc=pass”，',
        },
      },
      { mail: { by: 'list' }, what: { en: `the same from ${list} without a seal`, 'zh-cn': `同样的邮件，来自 ${list} 却没有封签，` } },
      {
        mail: { by: 'list', seal: { dmarc: 'pass', tampered: true } },
        what: { en: 'the same, changed after it was sealed,', 'zh-cn': '同样的邮件，但加封之后被改过，' },
      },
      {
        mail: { by: 'list', seal: { dmarc: 'fail' } },
        what: {
          en: `what ${list} sealed although it had failed DMARC there (dmarc=fail in its results)`,
          'zh-cn': `到 ${list} 时 DMARC 就已不通过（封签的结果里是 dmarc=fail）的邮件`,
        },
      },
    ];
    const missing = await mustLieIn(ctx, 'INBOX', () => sendByList(ctx, { by: 'list', seal: { dmarc: 'pass' } }), {
      en: `a message of ${bank} that the list at ${list} changed and sealed (it found dmarc=pass)`,
      'zh-cn': `${bank} 的邮件，经 ${list} 的邮件列表改动并加封（它查到的是 dmarc=pass），`,
    });
    if (missing) return missing;
    for (const { mail, what } of forgeries) {
      const { reply } = await sendByList(ctx, mail);
      if (reply.code < 400)
        return fail({ because: reply, expected: { en: `${what.en} is refused`, 'zh-cn': `${what['zh-cn']}被拒收` }, observed: said(reply) });
    }
    return pass();
  },

  'false-results': async (ctx) => {
    await settled(ctx);
    const own = `mail.${param(ctx, 'domain')}`;
    const mark = ctx.nonce().slice(-10);
    const { reply, nonce } = await send(ctx, {
      owner: 'host',
      by: 'host',
      signed: true,
      headers: { 'Authentication-Results': `${own}; dmarc=pass (${mark}) header.from=${param(ctx, 'bank')}` },
    });
    const expected: LocalizedText = {
      en: `an Authentication-Results field in the name of ${own} that came from outside is removed, the message arrives`,
      'zh-cn': `从外面带来的、以 ${own} 名义写的 Authentication-Results 被去掉，邮件送达`,
    };
    if (reply.code !== 250) return fail({ because: reply, expected, observed: said(reply) });
    const at = await found(ctx, nonce);
    if (!at) return fail({ because: reply, expected, observed: { en: 'the message is not in the mailbox', 'zh-cn': '邮箱里没有这封邮件' } });
    const head = at.message.raw.toString('latin1').split('\r\n\r\n')[0] ?? '';
    return head.includes(mark) ? fail({ because: reply, expected, observed: { en: 'the field is still there', 'zh-cn': '这个字段还在' } }) : pass(reply);
  },

  'own-users': async (ctx) => {
    await settled(ctx);
    await using session = await loggedIn(ctx, {
      host: 'mx',
      port: 587,
      servername: `mail.${param(ctx, 'domain')}`,
      from: ctx.internet.stranger(),
      user: me(ctx),
      password: param(ctx, 'password'),
      timeout: 25_000,
    });
    for (const to of [`desk@${param(ctx, 'host')}`, me(ctx)]) {
      const sent = await transact(session, { mailFrom: me(ctx), rcptTo: [to], message: plainLetter({ from: me(ctx), to, nonce: ctx.nonce() }) });
      if (sent.code !== 250)
        return fail({
          because: sent,
          expected: { en: `a user sends to ${to} through port 587`, 'zh-cn': `用户从 587 端口给 ${to} 发信` },
          observed: said(sent),
        });
    }
    return pass();
  },

  'genuine-mail': async (ctx) =>
    (await mustLieIn(ctx, 'INBOX', { owner: 'host', by: 'host', signed: true }, { en: "a partner's own mail", 'zh-cn': '合作伙伴自己的邮件' })) ?? pass(),

  'no-relay': async (ctx) => {
    await using session = await ctx.smtp.connect({ host: 'mx', port: 25, from: ctx.internet.stranger(), timeout: 25_000 });
    await session.ehlo('pc.somewhere.example');
    await session.mail(`info@${param(ctx, 'host')}`);
    const reply = await session.rcpt(`desk@${param(ctx, 'bank')}`);
    return reply.code >= 400
      ? pass(reply)
      : fail({
          because: reply,
          expected: { en: 'a stranger cannot send to others through you', 'zh-cn': '陌生人不能通过您向别人发信' },
          observed: said(reply),
        });
  },
});
