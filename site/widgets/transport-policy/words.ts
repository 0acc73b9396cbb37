import type { Language } from '../../../lab-runner/contract/text.ts';
import type { Decision, Situation } from './decide.ts';
import type { PolicyProblem } from './sts.ts';

type Options<K extends keyof Situation> = Record<Situation[K] & string, string>;
export const words = {
  en: {
    fields: {
      sender: 'The sender',
      starttls: 'STARTTLS, as the sender sees it',
      certificate: 'The certificate',
      dnssec: 'The recipient’s zone',
      tlsa: 'TLSA of the MX host',
      policy: 'MTA-STS policy, fetched or cached',
    },
    listed: 'The policy names this MX host',
    sender: {
      'neither-tls': 'does no TLS',
      opportunistic: 'opportunistic only',
      'mta-sts': 'MTA-STS',
      dane: 'DANE',
      both: 'DANE and MTA-STS',
    } satisfies Options<'sender'>,
    starttls: { offered: 'offered', missing: 'not offered (or taken out)', broken: 'offered, handshake fails' } satisfies Options<'starttls'>,
    certificate: {
      valid: 'valid for the host’s name',
      'wrong-name': 'for another name',
      expired: 'expired',
      untrusted: 'self-signed or unknown CA',
    } satisfies Options<'certificate'>,
    dnssec: { secure: 'signed, validates', insecure: 'not signed', bogus: 'signed, validation fails' } satisfies Options<'dnssec'>,
    tlsa: {
      none: 'none',
      match: 'matches',
      mismatch: 'matches another key',
      unusable: 'only unusable ones (usage 0, 1)',
      error: 'cannot be looked up',
    } satisfies Options<'tlsa'>,
    policy: {
      absent: 'none',
      none: 'mode: none',
      testing: 'mode: testing',
      enforce: 'mode: enforce',
      unfetchable: 'announced, HTTPS fails, nothing cached',
    } satisfies Options<'policy'>,
    delivered: {
      authenticated: 'delivered, encrypted, to the right host',
      encrypted: 'delivered, encrypted, to whoever answered',
      clear: 'delivered in clear text',
      deferred: 'not delivered to this host: waits in the queue',
    } satisfies Record<Decision['delivered'], string>,
    rule: {
      dane: 'DANE decides (RFC 7672 §2.2).',
      'dane-encrypt': 'DANE asks for encryption only: no TLSA record can be used (RFC 7672 §2.2).',
      'mta-sts': 'MTA-STS decides, mode enforce (RFC 8461 §5).',
      'mta-sts-testing': 'MTA-STS, mode testing: delivered all the same, and reported (RFC 8461 §5).',
      opportunistic: 'Nothing is required: TLS if it is there (RFC 7435).',
      plain: 'No TLS at all.',
    } satisfies Record<Decision['rule'], string>,
    why: {
      ok: '',
      dns: 'The DNS cannot be believed, so nobody is connected to.',
      'no-tls': 'TLS is required and not offered.',
      handshake: 'TLS is required and the handshake fails.',
      'not-listed': 'The MX host is not in the policy.',
      certificate: 'The certificate is not acceptable.',
      tlsa: 'No TLSA record matches. MTA-STS may not override this (RFC 8461 §2).',
      testing: 'Something is wrong; in this mode that is no reason to wait.',
      opportunistic: '',
      unauthenticated: 'Nothing says who the other end is.',
      plain: '',
    } satisfies Record<Decision['why'], string>,
    attacker: {
      nothing: 'Somebody on the way can delay the message, not read it.',
      strip: 'Somebody on the way reads it by taking STARTTLS out of the dialogue, or by showing a certificate of their own.',
      impersonate: 'Somebody on the way reads it by showing a certificate of their own.',
      read: 'Anybody on the way reads it by listening.',
    } satisfies Record<Decision['attacker'], string>,
    handshake: 'From SYN to MAIL FROM',
    transport: 'Port',
    transports: { starttls: '25 or 587: STARTTLS', implicit: '465: TLS from the first octet' },
    version: 'TLS',
    delay: 'Round trip',
    total: (trips: number, ms: number) => `${trips} round trips, ${trips * ms} ms before MAIL FROM is on its way.`,
    side: { client: 'client', server: 'server' },
    parts: {
      tcp: 'TCP',
      banner: '220 banner',
      ehlo: 'EHLO',
      'ehlo-reply': '250 (extensions)',
      starttls: 'STARTTLS',
      'starttls-reply': '220 go ahead',
      'client-hello': 'ClientHello (SNI, groups, key share)',
      'server-hello': 'ServerHello',
      certificate: 'certificate',
      'key-exchange': 'key exchange',
      finished: 'Finished',
      mail: 'MAIL FROM',
    },
    clear: 'readable on the way',
    hidden: 'encrypted',
    reports: 'In the TLS report:',
    pem: 'A certificate (PEM)',
    record: 'A TLSA record',
    tools: 'TLSA and policy workshop',
    badPem: 'Expected a PEM certificate (-----BEGIN CERTIFICATE-----), found none that can be read.',
    badTlsa: 'Expected a record such as “3 1 1 bc18…” with hexadecimal octets, found something else.',
    unusable: 'SMTP cannot use this record: usage 2 or 3, selector 0 or 1, matching type 0 to 2, and a digest of the right length (RFC 7672 §3.1).',
    matches: 'The record matches this certificate.',
    differs: 'The record does not match this certificate.',
    caOnly: 'Usage 2 is compared with the CA’s certificate of the chain: paste that one.',
    would: 'For this certificate:',
    policyText: 'A policy file',
    host: 'MX host',
    policyFine: (mode: string, age: number) => `Valid: mode ${mode}, to be kept for ${age} s (${(age / 86400).toFixed(1)} days).`,
    hostIn: 'The host is in the policy.',
    hostOut: 'The host is not in the policy: a strict sender does not deliver to it.',
    shortAge: 'Shorter than a day: whoever blocks the fetch for that long is rid of the policy. RFC 8461 §3.2 speaks of weeks.',
    problem: (p: PolicyProblem): string => {
      switch (p.kind) {
        case 'empty':
          return 'Expected a policy, found nothing.';
        case 'version':
          return 'Expected “version: STSv1”.';
        case 'mode-missing':
          return 'Expected “mode:” with enforce, testing or none.';
        case 'max-age-missing':
          return 'Expected “max_age:” in seconds.';
        case 'mx-missing':
          return 'Expected at least one “mx:”, unless the mode is none.';
        case 'line':
          return `Line ${p.line}: expected “name: value”, found “${p.found}”.`;
        case 'mode':
          return `Line ${p.line}: expected enforce, testing or none, found “${p.found}”.`;
        case 'max-age':
          return `Line ${p.line}: expected 0 to 31557600 seconds, found “${p.found}”.`;
        default:
          return `Line ${p.line}: expected a host name, or *. before one, found “${p.found}”.`;
      }
    },
  },
  'zh-cn': {
    fields: {
      sender: '发件方',
      starttls: '发件方看到的 STARTTLS',
      certificate: '证书',
      dnssec: '收件方的区域',
      tlsa: 'MX 主机的 TLSA',
      policy: 'MTA-STS 策略（刚取得或缓存的）',
    },
    listed: '策略里列了这台 MX',
    sender: {
      'neither-tls': '不用 TLS',
      opportunistic: '只做机会性 TLS',
      'mta-sts': 'MTA-STS',
      dane: 'DANE',
      both: 'DANE 和 MTA-STS',
    } satisfies Options<'sender'>,
    starttls: { offered: '提供', missing: '没有提供（或被删掉）', broken: '提供，但握手失败' } satisfies Options<'starttls'>,
    certificate: {
      valid: '与主机名相符，有效',
      'wrong-name': '是别的名字的',
      expired: '已过期',
      untrusted: '自签名或 CA 不受信任',
    } satisfies Options<'certificate'>,
    dnssec: { secure: '已签名，验证通过', insecure: '没有签名', bogus: '已签名，验证失败' } satisfies Options<'dnssec'>,
    tlsa: {
      none: '没有',
      match: '匹配',
      mismatch: '对应另一把密钥',
      unusable: '只有不能用的（usage 0、1）',
      error: '查不到（出错）',
    } satisfies Options<'tlsa'>,
    policy: {
      absent: '没有',
      none: 'mode: none',
      testing: 'mode: testing',
      enforce: 'mode: enforce',
      unfetchable: '有公告，HTTPS 取不到，也没有缓存',
    } satisfies Options<'policy'>,
    delivered: {
      authenticated: '已投递，加密，对方身份正确',
      encrypted: '已投递，加密，但不知对方是谁',
      clear: '已投递，明文',
      deferred: '不投给这台主机，留在队列里',
    } satisfies Record<Decision['delivered'], string>,
    rule: {
      dane: '由 DANE 决定（RFC 7672 §2.2）。',
      'dane-encrypt': 'DANE 只要求加密：没有一条 TLSA 能用（RFC 7672 §2.2）。',
      'mta-sts': '由 MTA-STS 决定，enforce 模式（RFC 8461 §5）。',
      'mta-sts-testing': 'MTA-STS，testing 模式：照样投递，但要报告（RFC 8461 §5）。',
      opportunistic: '没有任何要求：有 TLS 就用（RFC 7435）。',
      plain: '完全不用 TLS。',
    } satisfies Record<Decision['rule'], string>,
    why: {
      ok: '',
      dns: 'DNS 不可信，所以谁也不连。',
      'no-tls': '要求 TLS，而对方没有提供。',
      handshake: '要求 TLS，而握手失败。',
      'not-listed': '这台 MX 不在策略里。',
      certificate: '证书不可接受。',
      tlsa: '没有一条 TLSA 匹配。MTA-STS 不得推翻它（RFC 8461 §2）。',
      testing: '有地方不对；在这个模式下，这不构成等待的理由。',
      opportunistic: '',
      unauthenticated: '没有任何东西说明对方是谁。',
      plain: '',
    } satisfies Record<Decision['why'], string>,
    attacker: {
      nothing: '路上的人可以拖延，读不到内容。',
      strip: '路上的人把 STARTTLS 从对话里删掉，或者拿出自己的证书，就能读到。',
      impersonate: '路上的人拿出自己的证书，就能读到。',
      read: '路上任何人一听就能读到。',
    } satisfies Record<Decision['attacker'], string>,
    handshake: '从 SYN 到 MAIL FROM',
    transport: '端口',
    transports: { starttls: '25 或 587：STARTTLS', implicit: '465：第一个字节起就是 TLS' },
    version: 'TLS',
    delay: '往返时间',
    total: (trips: number, ms: number) => `${trips} 次往返，${trips * ms} 毫秒后才发出 MAIL FROM。`,
    side: { client: '客户端', server: '服务器' },
    parts: {
      tcp: 'TCP',
      banner: '220 问候',
      ehlo: 'EHLO',
      'ehlo-reply': '250（扩展列表）',
      starttls: 'STARTTLS',
      'starttls-reply': '220 可以开始',
      'client-hello': 'ClientHello（SNI、群组、key share）',
      'server-hello': 'ServerHello',
      certificate: '证书',
      'key-exchange': '密钥交换',
      finished: 'Finished',
      mail: 'MAIL FROM',
    },
    clear: '路上可读',
    hidden: '已加密',
    reports: 'TLS 报告里会写：',
    pem: '证书（PEM）',
    record: 'TLSA 记录',
    tools: 'TLSA 与策略工作台',
    badPem: '这里要贴 PEM 证书（-----BEGIN CERTIFICATE-----），现在没有读得懂的。',
    badTlsa: '这里要填“3 1 1 bc18……”那样的记录，后面是十六进制，现在不是。',
    unusable: 'SMTP 用不了这条记录：usage 要是 2 或 3，selector 0 或 1，matching 0 到 2，摘要长度要对（RFC 7672 §3.1）。',
    matches: '记录与证书匹配。',
    differs: '记录与证书不匹配。',
    caOnly: 'usage 2 要和证书链里的 CA 证书比：请贴 CA 的证书。',
    would: '这张证书对应：',
    policyText: '策略文件',
    host: 'MX 主机',
    policyFine: (mode: string, age: number) => `有效：模式 ${mode}，保存 ${age} 秒（${(age / 86400).toFixed(1)} 天）。`,
    hostIn: '主机在策略里。',
    hostOut: '主机不在策略里：严格的发件方不会投给它。',
    shortAge: '不到一天：只要拦住这么久的抓取，策略就没了。RFC 8461 §3.2 说的是几周。',
    problem: (p: PolicyProblem): string => {
      switch (p.kind) {
        case 'empty':
          return '这里要有策略，现在是空的。';
        case 'version':
          return '应有“version: STSv1”。';
        case 'mode-missing':
          return '应有“mode:”，值为 enforce、testing 或 none。';
        case 'max-age-missing':
          return '应有“max_age:”，单位为秒。';
        case 'mx-missing':
          return '至少要有一行“mx:”，除非模式是 none。';
        case 'line':
          return `第 ${p.line} 行：应为“名字: 值”，现在是“${p.found}”。`;
        case 'mode':
          return `第 ${p.line} 行：应为 enforce、testing 或 none，现在是“${p.found}”。`;
        case 'max-age':
          return `第 ${p.line} 行：应为 0 到 31557600 秒，现在是“${p.found}”。`;
        default:
          return `第 ${p.line} 行：应为主机名，前面可以有 *.，现在是“${p.found}”。`;
      }
    },
  },
} satisfies Record<Language, unknown>;
