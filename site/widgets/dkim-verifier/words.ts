import type { Language } from '../../../lab-runner/contract/text.ts';
import type { Outcome, Reason, Warning } from './model.ts';

const date = (seconds: number): string => new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');

export const words = {
  en: {
    examples: 'Examples:',
    message: 'The whole message as it arrived, header and body',
    zone: 'The keys, as records: selector._domainkey.domain TXT "v=DKIM1; p=…"',
    at: 'Verified at (for x= and t=)',
    badAt: (found: string) => `Expected a time such as 2026-11-25T04:00:00Z, found “${found}”: x= and t= are not checked.`,
    empty: 'Paste a message. In a mail program it is called “show source” or “raw message”.',
    none: 'No DKIM-Signature field in the header: nobody signed, and DKIM says nothing about this message.',
    odd: (lines: number[]) => `Header line ${lines.join(', ')}: expected “Name: value”, found something else. Is this the raw source?`,
    from: (count: number) =>
      count === 0
        ? 'No From field: RFC 5322 wants exactly one.'
        : `${count} From fields: RFC 5322 §3.6 allows one. Mail programs differ in which of them they show.`,
    outcome: { pass: 'pass', permfail: 'permfail', tempfail: 'tempfail' } satisfies Record<Outcome, string>,
    by: (domain: string, selector: string, algorithm: string) => `d=${domain || '?'}, s=${selector || '?'}, ${algorithm || '?'}`,
    claimed: 'bh= says',
    computed: 'computed here',
    header: 'Header octets that were hashed',
    body: 'Body octets that were hashed',
    bodyEmpty: '(none)',
    reason: (r: Reason): string => {
      switch (r.kind) {
        case 'good':
          return 'The hash of the body and the signature of the header are right: the holder of this key signed exactly these octets.';
        case 'body-changed':
          return 'The body is not the one that was signed: its hash differs from bh=. Somebody on the way changed it (footer, banner, line ends), or c= is stricter than the way.';
        case 'signature-wrong':
          return 'The body is intact. A signed header field was changed, added or removed; or the key in the DNS is not the signer’s.';
        case 'from-unsigned':
          return 'h= does not name From: such a signature proves nothing about the author (§5.4).';
        case 'domain-mismatch':
          return 'i= is not within d= (§3.5).';
        case 'no-dns-query':
          return 'q= names no way that is known; dns/txt is the only one (§3.5).';
        case 'sha1':
          return 'rsa-sha1: must not be used for signing or verifying since RFC 8301. It counts as no signature.';
        case 'body-shorter':
          return 'l= is larger than the body: part of what was signed is gone (§3.5).';
        case 'missing-tag':
          return `The signature lacks ${r.tag}=, which every signature needs (§3.5).`;
        case 'duplicate-tag':
          return `${r.tag}= stands there twice: the whole list is invalid (§3.2).`;
        case 'bad-value':
          return `The value of ${r.tag}= is none that RFC 6376 §3.5 or RFC 8301 allows.`;
        case 'bad-list':
          return `“${r.tag}” is no tag=value (§3.2).`;
        case 'expired':
          return `The signature ended at ${date(r.at)} (x=).`;
        case 'no-key':
          return `No TXT record at ${r.name}: key never published, published elsewhere, or taken away too early.`;
        case 'dns-timeout':
          return `The DNS did not answer for ${r.name}: try again later.`;
        case 'two-keys':
          return `Two TXT records at ${r.name}: results are undefined (§3.6.2.2). One selector, one record.`;
        case 'key-syntax':
          return `The record at ${r.name} holds no key that can be read: expected p= with base64 of an RSA key (DER) or, for Ed25519, of 32 octets.`;
        case 'key-version':
          return `The record at ${r.name} has a v= that is not DKIM1, or does not begin with it (§3.6.1).`;
        case 'key-revoked':
          return `p= at ${r.name} is empty: the key was withdrawn (§3.6.1).`;
        case 'key-algorithm':
          return `k= at ${r.name} is not of the kind that the signature names in a=.`;
        case 'key-hash':
          return `h= at ${r.name} does not allow sha256.`;
        case 'key-service':
          return `s= at ${r.name} does not allow email.`;
        case 'key-strict':
          return `t=s at ${r.name}: i= has to have exactly the domain of d=.`;
        default:
          return `An RSA key of ${r.bits} bits: below 1024 a signature is never valid (RFC 8301 §3.2).`;
      }
    },
    warning: (x: Warning): string => {
      switch (x.kind) {
        case 'unsigned-tail':
          return `l=: the last ${x.octets} octets of the body are not signed. Anybody could have added them (§8.2).`;
        case 'can-be-added':
          return `A further ${x.names.join(', ')} could be added and the signature would stay valid: h= does not name them once more than they are there (oversigning, §8.15).`;
        case 'not-signed':
          return `There, but not signed: ${x.names.join(', ')}.`;
        case 'testing':
          return 't=y in the key record: the domain says that it is testing DKIM; the message is to be treated as if unsigned (§3.6.1).';
        case 'future':
          return 't= lies in the future of this computer’s clock.';
        case 'short-key':
          return 'An RSA key below 2048 bits: allowed, not recommended (RFC 8301 §3.2).';
        default:
          return `${x.count} fields named ${x.name}; RFC 5322 §3.6 allows one.`;
      }
    },
  },
  'zh-cn': {
    examples: '例子：',
    message: '到达时的完整邮件，含邮件头和正文',
    zone: '公钥，写成记录：selector._domainkey.域名 TXT "v=DKIM1; p=…"',
    at: '验证时刻（用于 x= 和 t=）',
    badAt: (found: string) => `这里要填时刻，例如 2026-11-25T04:00:00Z，现在是“${found}”：不检查 x= 和 t=。`,
    empty: '请粘贴一封邮件。邮件程序里叫“查看源代码”或“显示原始邮件”。',
    none: '邮件头里没有 DKIM-Signature：没有人签名，DKIM 对这封信不作任何表示。',
    odd: (lines: number[]) => `邮件头第 ${lines.join('、')} 行：应为“名字: 值”，现在是别的内容。这是原始邮件吗？`,
    from: (count: number) =>
      count === 0 ? '没有 From：RFC 5322 要求恰好一个。' : `有 ${count} 个 From：RFC 5322 §3.6 只允许一个。不同邮件程序显示的是不同的那一个。`,
    outcome: { pass: 'pass', permfail: 'permfail', tempfail: 'tempfail' } satisfies Record<Outcome, string>,
    by: (domain: string, selector: string, algorithm: string) => `d=${domain || '？'}，s=${selector || '？'}，${algorithm || '？'}`,
    claimed: 'bh= 写的是',
    computed: '这里算出',
    header: '参与哈希的邮件头字节',
    body: '参与哈希的正文字节',
    bodyEmpty: '（空）',
    reason: (r: Reason): string => {
      switch (r.kind) {
        case 'good':
          return '正文的哈希和邮件头的签名都对：持有这个私钥的一方签的正是这些字节。';
        case 'body-changed':
          return '正文不是签名时的正文：哈希与 bh= 不同。路上有人改过（页脚、横幅、换行），或者 c= 比这条路要求得更严。';
        case 'signature-wrong':
          return '正文完好。某个签过名的邮件头被改过、添过或删过；也可能 DNS 里的公钥不是签名者的。';
        case 'from-unsigned':
          return 'h= 里没有 From：这样的签名证明不了作者是谁（§5.4）。';
        case 'domain-mismatch':
          return 'i= 不在 d= 之内（§3.5）。';
        case 'no-dns-query':
          return 'q= 里没有认识的查询方式；只有 dns/txt 一种（§3.5）。';
        case 'sha1':
          return 'rsa-sha1：RFC 8301 起不得用于签名和验证，等于没有签名。';
        case 'body-shorter':
          return 'l= 比正文还长：签过名的内容少了一部分（§3.5）。';
        case 'missing-tag':
          return `签名里没有 ${r.tag}=，它是必需的（§3.5）。`;
        case 'duplicate-tag':
          return `${r.tag}= 出现了两次：整个列表无效（§3.2）。`;
        case 'bad-value':
          return `${r.tag}= 的值不在 RFC 6376 §3.5 或 RFC 8301 允许的范围内。`;
        case 'bad-list':
          return `“${r.tag}”不是“标记=值”（§3.2）。`;
        case 'expired':
          return `签名到 ${date(r.at)} 为止（x=），已过期。`;
        case 'no-key':
          return `${r.name} 没有 TXT 记录：公钥没发布、发布错了地方，或者撤得太早。`;
        case 'dns-timeout':
          return `查 ${r.name} 时 DNS 没有应答：稍后再试。`;
        case 'two-keys':
          return `${r.name} 有两条 TXT：结果没有定义（§3.6.2.2）。一个选择器只能有一条记录。`;
        case 'key-syntax':
          return `${r.name} 的记录里没有读得懂的公钥：p= 应是 RSA 公钥（DER）的 base64；Ed25519 则是 32 字节的 base64。`;
        case 'key-version':
          return `${r.name} 的 v= 不是 DKIM1，或者没有排在最前（§3.6.1）。`;
        case 'key-revoked':
          return `${r.name} 的 p= 是空的：公钥已撤销（§3.6.1）。`;
        case 'key-algorithm':
          return `${r.name} 的 k= 与签名 a= 里的算法不是一类。`;
        case 'key-hash':
          return `${r.name} 的 h= 不允许 sha256。`;
        case 'key-service':
          return `${r.name} 的 s= 不允许 email。`;
        case 'key-strict':
          return `${r.name} 有 t=s：i= 的域名必须与 d= 完全相同。`;
        default:
          return `RSA 公钥只有 ${r.bits} 位：不足 1024 位的签名一律无效（RFC 8301 §3.2）。`;
      }
    },
    warning: (x: Warning): string => {
      switch (x.kind) {
        case 'unsigned-tail':
          return `l=：正文最后 ${x.octets} 个字节没有签名，谁都可能添上去（§8.2）。`;
        case 'can-be-added':
          return `再添一个 ${x.names.join('、')}，签名仍然有效：h= 里没有比实有的多写一次（超额签名，oversigning，§8.15）。`;
        case 'not-signed':
          return `邮件里有，但没有签名：${x.names.join('、')}。`;
        case 'testing':
          return '公钥记录里有 t=y：域名说自己还在测试 DKIM，这封信应当作没有签名处理（§3.6.1）。';
        case 'future':
          return 't= 比本机时钟还晚。';
        case 'short-key':
          return 'RSA 公钥不足 2048 位：允许，但不推荐（RFC 8301 §3.2）。';
        default:
          return `有 ${x.count} 个 ${x.name}；RFC 5322 §3.6 只允许一个。`;
      }
    },
  },
} satisfies Record<Language, unknown>;
