import { createPublicKey } from 'node:crypto';
import {
  type CheckContext,
  type DkimVerdict,
  defineChecks,
  fail,
  type MailVerdict,
  pass,
  type ReceivedMessage,
  type SmtpReply,
  type Verdict,
} from '../../lab-runner/contract/check.ts';
import { arrived, loggedIn, persistently, transact } from '../../lab-runner/contract/moves.ts';
import type { LocalizedText } from '../../lab-runner/contract/text.ts';
import { internetAddresses } from '../../lab-runner/contract/topology.ts';
import lab from './lab.ts';

const param = (ctx: CheckContext, name: string): string => ctx.params[name] as string;

/** A message that programs which touch what they sign cannot carry unharmed: 8-bit text, a line of almost 998 bytes, dots, spaces at the end. */
function tricky(ctx: CheckContext, from: string, to: string, nonce: string, more: readonly string[] = []): Buffer {
  const lines = [
    ...more,
    `From: <${from}>`,
    `To: <${to}>`,
    `Subject: ${nonce}`,
    `Message-ID: <${nonce}@${param(ctx, 'domain')}>`,
    `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
    '',
    `${nonce} 您好，附上九月的发票。`,
    'x'.repeat(990),
    '.a dot first',
    'spaces last   ',
    '',
    '',
  ];
  return Buffer.from(`${lines.join('\r\n')}\r\n`, 'utf8');
}

/** The user's submission of one tricky message. */
function submitted(ctx: CheckContext, mail: { mailFrom: string; from: string; to: string; nonce: string; more?: readonly string[] }): Promise<SmtpReply> {
  // A session whose signer was not there at its beginning stays without: each try is a new one.
  return persistently(ctx, async () => {
    await using session = await loggedIn(ctx, {
      host: 'mx',
      port: 587,
      servername: `mail.${param(ctx, 'domain')}`,
      user: param(ctx, 'user'),
      password: param(ctx, 'password'),
    });
    const message = tricky(ctx, mail.from, mail.to, mail.nonce, mail.more);
    return await transact(session, { mailFrom: mail.mailFrom, rcptTo: [mail.to], message, mailParameters: 'BODY=8BITMIME' });
  });
}

/** Submits as the user in the name of `domain` and gives what the partner received with its verdict, or why there is none. */
async function sendAs(ctx: CheckContext, domain: string): Promise<{ message: ReceivedMessage; verdict: MailVerdict } | { failed: Verdict }> {
  const from = `${param(ctx, 'user')}@${domain}`;
  const to = `${param(ctx, 'friend')}@${param(ctx, 'peer')}`;
  const nonce = ctx.nonce();
  const sent = await submitted(ctx, { mailFrom: from, from, to, nonce });
  const expected: LocalizedText = { en: `a message of ${from} reaches the partner`, 'zh-cn': `${from} 的邮件到达合作伙伴` };
  if (sent.code !== 250) return { failed: fail({ because: sent, expected, observed: sent.text || 'the connection ended' }) };
  return await judged(ctx, nonce, expected);
}

async function judged(
  ctx: CheckContext,
  nonce: string,
  expected: LocalizedText,
): Promise<{ message: ReceivedMessage; verdict: MailVerdict } | { failed: Verdict }> {
  const message = await ctx.until(async () => (await ctx.outside.received({ persona: 'peer', containing: nonce }))[0], { timeout: 40_000 });
  if (!message) return { failed: fail({ expected, observed: { en: 'nothing arrived within 40 s', 'zh-cn': '40 秒内没有收到' } }) };
  return { message, verdict: await ctx.auth.received(message) };
}

const shown = (verdict: MailVerdict): LocalizedText => {
  const list = verdict.dkim.map((d) => `d=${d.domain} s=${d.selector} a=${d.algorithm}: ${d.result}${d.comment ? ` (${d.comment})` : ''}`).join('; ');
  return list ? { en: list, 'zh-cn': list } : { en: 'the message has no DKIM signature', 'zh-cn': '邮件没有 DKIM 签名' };
};

/** The passing signatures of a domain. */
const good = (verdict: MailVerdict, domain: string): DkimVerdict[] => verdict.dkim.filter((d) => d.result === 'pass' && d.domain === domain);

async function signedBy(ctx: CheckContext, domain: string): Promise<{ verdict: MailVerdict; signatures: DkimVerdict[] } | { failed: Verdict }> {
  const sent = await sendAs(ctx, domain);
  if ('failed' in sent) return sent;
  const signatures = good(sent.verdict, domain);
  if (signatures.length > 0) return { verdict: sent.verdict, signatures };
  return {
    failed: fail({
      because: sent.verdict,
      expected: { en: `a valid signature with d=${domain} on mail from ${domain}`, 'zh-cn': `${domain} 的邮件带有 d=${domain} 的有效签名` },
      observed: shown(sent.verdict),
    }),
  };
}

/** `p=` of a selector's record, or ''. */
async function publishedKey(ctx: CheckContext, selector: string, domain: string): Promise<string> {
  const found = await ctx.dns.query({ server: internetAddresses.resolver, name: `${selector}._domainkey.${domain}`, type: 'TXT' });
  return /p=([A-Za-z0-9+/=]*)/.exec(found.answers.find((a) => a.type === 'TXT')?.data.replace(/\s+/g, '') ?? '')?.[1] ?? '';
}

/** A file on mx that every user can read and that holds the private half of this key; null when there is none. */
async function exposed(ctx: CheckContext, publicKey: string) {
  for (const folder of ['/etc', '/var/lib/rspamd/dkim', '/var/lib/opendkim', '/srv', '/opt']) {
    for (const file of await ctx.host.list('mx', folder)) {
      if (!file.open || file.size < 100 || file.size > 16_000 || !/key|priv|dkim|pem/i.test(file.path)) continue;
      const bytes = (await ctx.host.read('mx', file.path))?.bytes.toString('latin1') ?? '';
      const pem = /-----BEGIN [A-Z ]*PRIVATE KEY-----[^-]+-----END [A-Z ]*PRIVATE KEY-----/.exec(bytes)?.[0];
      if (pem && spki(pem) === publicKey) return file;
    }
  }
  return null;
}

/** The public half as in a record; '' for what is no key that we know. */
function spki(pem: string): string {
  try {
    return createPublicKey(pem).export({ type: 'spki', format: 'der' }).toString('base64');
  } catch {
    // Encrypted, or of a kind that OpenSSL does not know: not the key that signs.
    return '';
  }
}

/** What a server said that refused a message, as the bounce reports it (RFC 3464 §2.3.6); '' when it does not. */
function refusalIn(bounce: ReceivedMessage): string {
  const unfolded = bounce.raw.toString('latin1').replace(/\r\n[ \t]+/g, ' ');
  return /^Diagnostic-Code:\s*smtp;\s*(.+)$/im.exec(unfolded)?.[1]?.trim() ?? '';
}

/** Mail of `domain` to the strict receiver, with the partner's return address; null when it was taken for the right reason. */
async function strictlyTaken(ctx: CheckContext, domain: string, newsletter = false): Promise<Verdict | null> {
  const from = `${param(ctx, 'user')}@${domain}`;
  const returns = `returns@${param(ctx, 'peer')}`;
  const to = `${param(ctx, 'customer')}@${param(ctx, 'big')}`;
  const nonce = ctx.nonce();
  const what: LocalizedText = newsletter ? { en: 'a newsletter', 'zh-cn': '新闻邮件' } : { en: 'a message', 'zh-cn': '邮件' };
  const expected: LocalizedText = {
    en: `${param(ctx, 'big')} takes ${what.en} of ${from} with the return address ${returns}`,
    'zh-cn': `${param(ctx, 'big')} 收下 ${from} 的${what['zh-cn']}，退信地址为 ${returns}`,
  };
  const more = [`List-Id: <news.${domain}>`, `List-Unsubscribe: <https://news.${domain}/u/${nonce}>`, 'List-Unsubscribe-Post: List-Unsubscribe=One-Click'];
  const sent = await submitted(ctx, { mailFrom: returns, from, to, nonce, more: newsletter ? more : [] });
  if (sent.code !== 250) return fail({ because: sent, expected, observed: sent.text || 'the connection ended' });
  // Either it is there, or the refusal is on its way to the return address.
  const ended = await ctx.until(
    async () => {
      const [taken] = await ctx.outside.received({ persona: 'big', containing: nonce });
      if (taken) return { taken };
      const bounce = (await ctx.outside.received({ persona: 'peer', containing: nonce })).find((m) => m.rcptTo.includes(returns));
      return bounce ? { bounce } : null;
    },
    { timeout: 40_000 },
  );
  if (!ended)
    return fail({
      because: sent,
      expected,
      observed: { en: 'it neither arrived nor came back within 40 s: see the log of mx', 'zh-cn': '40 秒内既没有送达也没有退回：请看 mx 的日志' },
    });
  if (ended.bounce) {
    await ctx.outside.dialogue(ended.bounce);
    const said = refusalIn(ended.bounce) || '—';
    return fail({
      because: ended.bounce,
      expected,
      observed: { en: `it was refused: ${said}`, 'zh-cn': `被拒收：${said}` },
      hint: { en: `Its rules are at https://${param(ctx, 'big')}/senders.`, 'zh-cn': `它的规则写在 https://${param(ctx, 'big')}/senders。` },
    });
  }
  const { taken } = ended;
  if (taken.mailFrom.toLowerCase() !== returns)
    return fail({
      because: taken,
      expected,
      observed: { en: `the return address is now <${taken.mailFrom}>`, 'zh-cn': `退信地址变成了 <${taken.mailFrom}>` },
    });
  const verdict = await ctx.auth.received(taken);
  if (verdict.dmarc.dkimAligned && verdict.dmarc.policy === 'reject') return null;
  return fail({
    because: verdict,
    expected: {
      en: `it is taken because ${domain} signed it, while ${domain} still asks for p=reject`,
      'zh-cn': `收下的理由是 ${domain} 的签名，同时 ${domain} 的策略仍是 p=reject`,
    },
    observed: verdict.dmarc.dkimAligned
      ? { en: `the policy is ${verdict.dmarc.policy || 'gone'}`, 'zh-cn': verdict.dmarc.policy ? `策略是 ${verdict.dmarc.policy}` : '策略没有了' }
      : shown(verdict),
  });
}

export default defineChecks(lab, {
  signed: async (ctx) => {
    const found = await signedBy(ctx, param(ctx, 'domain'));
    return 'failed' in found ? found.failed : pass(found.verdict);
  },

  'local-mail': async (ctx) => {
    const { domain, peer, friend } = ctx.params as Record<string, string>;
    const from = `${friend}@${peer}`;
    const nonce = ctx.nonce();
    const expected: LocalizedText = {
      en: `the answer of status@${domain} is signed with d=${domain}`,
      'zh-cn': `status@${domain} 的回信带有 d=${domain} 的签名`,
    };
    const message = await ctx.compose.letter({ from, to: `status@${domain}`, subject: nonce, text: 'How are you?' });
    const sent = await persistently(ctx, () =>
      ctx.smtp.send({
        host: 'mx',
        port: 25,
        from: ctx.outside.address('peer'),
        ehlo: ctx.outside.partner('peer').mx,
        mailFrom: from,
        rcptTo: [`status@${domain}`],
        message,
      }),
    );
    if (sent.code !== 250) return fail({ because: sent, expected, observed: sent.text || 'the connection ended' });
    const answer = await judged(ctx, nonce, expected);
    if ('failed' in answer) return answer.failed;
    return good(answer.verdict, domain as string).length > 0
      ? pass(answer.verdict)
      : fail({ because: answer.verdict, expected, observed: shown(answer.verdict) });
  },

  strong: async (ctx) => {
    const domain = param(ctx, 'domain');
    const found = await signedBy(ctx, domain);
    if ('failed' in found) return found.failed;
    const rsa = found.signatures.find((d) => d.algorithm === 'rsa-sha256') ?? found.signatures[0];
    const no = (expected: LocalizedText, observed: LocalizedText | string) => fail({ because: found.verdict, expected, observed });
    if (rsa?.algorithm !== 'rsa-sha256')
      return no(
        { en: 'an rsa-sha256 signature, which every receiver understands', 'zh-cn': '有一个所有收信方都认识的 rsa-sha256 签名' },
        rsa?.algorithm ?? '—',
      );
    for (const d of found.signatures) {
      if (d.algorithm.startsWith('rsa') && d.keyBits < 2048)
        return no(
          { en: 'RSA keys of at least 2048 bits', 'zh-cn': 'RSA 密钥至少 2048 位' },
          { en: `selector ${d.selector} has ${d.keyBits} bits`, 'zh-cn': `选择器 ${d.selector} 只有 ${d.keyBits} 位` },
        );
      if (d.algorithm.endsWith('sha1')) return no({ en: 'no SHA-1 (RFC 8301)', 'zh-cn': '不用 SHA-1（RFC 8301）' }, d.algorithm);
      if (d.partialBody)
        return no(
          { en: 'the whole body is signed', 'zh-cn': '正文全部被签名' },
          { en: 'l= leaves the end of the body to anybody', 'zh-cn': 'l= 让正文后面的部分谁都能改' },
        );
      for (const needed of ['subject', 'to', 'date'])
        if (!d.signedHeaders.includes(needed)) return no({ en: `h= covers ${needed}`, 'zh-cn': `h= 包含 ${needed}` }, `h=${d.signedHeaders.join(':')}`);
    }
    if (rsa.signedHeaders.filter((h) => h === 'from').length < 2)
      return no(
        { en: 'From is signed once more than it occurs (oversigned)', 'zh-cn': 'From 比实际多签一次（oversigning）' },
        { en: `h=${rsa.signedHeaders.join(':')}: a second From could be added`, 'zh-cn': `h=${rsa.signedHeaders.join(':')}：别人可以再加一个 From` },
      );
    const open = await exposed(ctx, await publishedKey(ctx, rsa.selector, domain));
    if (open)
      return fail({
        because: open,
        expected: { en: 'only the signer can read the private key', 'zh-cn': '只有签名程序能读私钥' },
        observed: { en: `every user of mx can read ${open.path}`, 'zh-cn': `mx 上的任何用户都能读 ${open.path}` },
      });
    return pass(found.verdict);
  },

  'second-domain': async (ctx) => {
    const [domain, second] = [param(ctx, 'domain'), param(ctx, 'second')];
    const own = await signedBy(ctx, second);
    if ('failed' in own) return own.failed;
    const first = await signedBy(ctx, domain);
    if ('failed' in first) return first.failed;
    const keyOf = (of: { signatures: DkimVerdict[] }, name: string) => publishedKey(ctx, of.signatures[0]?.selector ?? '', name);
    const [a, b] = [await keyOf(first, domain), await keyOf(own, second)];
    return a !== b && a !== ''
      ? pass(own.verdict)
      : fail({
          because: own.verdict,
          expected: { en: 'the two domains have different keys', 'zh-cn': '两个域名的密钥不同' },
          observed: { en: 'both publish the same key', 'zh-cn': '两个域名公布的是同一把密钥' },
        });
  },

  rotation: async (ctx) => {
    const [domain, old] = [param(ctx, 'domain'), param(ctx, 'oldSelector')];
    const found = await signedBy(ctx, domain);
    if ('failed' in found) return found.failed;
    const selectors = found.signatures.map((d) => d.selector.toLowerCase());
    if (selectors.includes(old))
      return fail({
        because: found.verdict,
        expected: { en: `a selector other than ${old}`, 'zh-cn': `选择器不是 ${old}` },
        observed: { en: `mail is signed with the old selector ${old}`, 'zh-cn': `邮件用旧选择器 ${old} 签名` },
      });
    const kept = await ctx.dns.query({ server: internetAddresses.resolver, name: `${old}._domainkey.${domain}`, type: 'TXT' });
    const p = /p=([A-Za-z0-9+/]+={0,2})/.exec(kept.answers.find((a) => a.type === 'TXT')?.data ?? '')?.[1] ?? '';
    // 1024 bits as SubjectPublicKeyInfo: 162 bytes. A new key under the old name could not verify old mail.
    return Buffer.from(p, 'base64').length === 162
      ? pass(found.verdict)
      : fail({
          because: kept,
          expected: { en: `the key under ${old}._domainkey is still there for mail on its way`, 'zh-cn': `${old}._domainkey 下的密钥还在，供路上的邮件使用` },
          observed: p
            ? { en: 'another key stands there now', 'zh-cn': '那里换成了另一把密钥' }
            : { en: `the old selector's record is gone (${kept.rcode})`, 'zh-cn': `旧选择器的记录没有了（${kept.rcode}）` },
        });
  },

  'strict-receiver': async (ctx) => (await strictlyTaken(ctx, param(ctx, 'domain'))) ?? (await strictlyTaken(ctx, param(ctx, 'second'))) ?? pass(),

  newsletter: async (ctx) => (await strictlyTaken(ctx, param(ctx, 'second'), true)) ?? pass(),

  'foreign-mail': async (ctx) => {
    const { domain, second, user, password, peer, friend } = ctx.params as Record<string, string>;
    const to = `${user}@${domain}`;
    for (const { from, by, ehlo } of [
      { from: `${friend}@${peer}`, by: ctx.outside.address('peer'), ehlo: ctx.outside.partner('peer').mx },
      { from: `boss@${domain}`, by: ctx.internet.stranger(), ehlo: 'pc.somewhere.example' },
    ]) {
      const nonce = ctx.nonce();
      const letter = await ctx.compose.letter({ from, to, subject: nonce, text: nonce });
      const forged = by !== ctx.outside.address('peer');
      const send = () => ctx.smtp.send({ host: 'mx', port: 25, from: by, ehlo, mailFrom: from, rcptTo: [to], message: letter });
      const sent = forged ? await send() : await persistently(ctx, send);
      if (sent.code !== 250) {
        // A server that refuses forgeries of its own name has not signed them.
        if (forged && sent.code >= 400) continue;
        return fail({
          because: sent,
          expected: { en: `mail from ${from} is accepted`, 'zh-cn': `接受 ${from} 的来信` },
          observed: sent.text || 'the connection ended',
        });
      }
      const [message] = await arrived(ctx, { host: 'mx', user: user as string, password: password as string, containing: nonce, timeout: 40_000 });
      if (!message && !forged)
        return fail({
          because: sent,
          expected: { en: `mail from ${from} arrives`, 'zh-cn': `${from} 的来信送达` },
          observed: { en: 'it is not in the mailbox', 'zh-cn': '邮箱里没有' },
        });
      const head =
        message?.raw
          .toString('latin1')
          .split('\r\n\r\n')[0]
          ?.replace(/\r\n[ \t]+/g, ' ') ?? '';
      const ours = head
        .split('\r\n')
        .find((line) => /^dkim-signature:/i.test(line) && [domain, second].some((d) => new RegExp(`[; ]d=${d?.replace('.', '\\.')}\\s*;`, 'i').test(line)));
      if (ours)
        return fail({
          because: sent,
          expected: { en: 'what comes in from outside is not signed with your key', 'zh-cn': '从外面进来的邮件不会用您的密钥签名' },
          observed: {
            en: `a message of ${from}, which a stranger sent in, carries your signature`,
            'zh-cn': `外人送进来的、自称 ${from} 的邮件带上了您的签名`,
          },
        });
    }
    return pass();
  },

  'no-relay': async (ctx) => {
    await using session = await ctx.smtp.connect({ host: 'mx', port: 25, from: ctx.internet.stranger() });
    await session.ehlo('pc.somewhere.example');
    await session.mail(`boss@${param(ctx, 'domain')}`);
    const reply = await session.rcpt(`${param(ctx, 'friend')}@${param(ctx, 'peer')}`);
    return reply.code >= 400
      ? pass(reply)
      : fail({
          because: reply,
          expected: { en: 'a stranger cannot send to the partner through you', 'zh-cn': '陌生人不能通过您向合作伙伴发信' },
          observed: reply.text || 'the connection ended',
        });
  },
});
