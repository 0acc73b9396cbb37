import type { Language } from '../../../lab-runner/contract/text.ts';
import type { Reason, SpfResult, Step } from './evaluate.ts';
import type { SyntaxProblem } from './record.ts';

const problems: Record<SyntaxProblem, { en: string; 'zh-cn': string }> = {
  'unknown-mechanism': { en: 'is no mechanism that RFC 7208 knows', 'zh-cn': '不是 RFC 7208 里的机制' },
  'bad-domain': {
    en: 'has no domain that ends in a name such as example.com, or in a macro',
    'zh-cn': '里的域名不完整：末尾要像 example.com 那样，或者是一个宏',
  },
  'bad-macro': {
    en: 'has a macro that cannot be read, or that is allowed only in an explanation (c, r, t)',
    'zh-cn': '里的宏读不懂，或者只允许出现在说明里（c、r、t）',
  },
  'bad-ip4': { en: 'has no IPv4 address (four numbers from 0 to 255)', 'zh-cn': '里没有 IPv4 地址（四个 0–255 的数）' },
  'bad-ip6': { en: 'has no IPv6 address', 'zh-cn': '里没有 IPv6 地址' },
  'bad-cidr': {
    en: 'has a prefix length that does not exist (IPv4 0–32 after /, IPv6 0–128 after //)',
    'zh-cn': '的前缀长度不存在（IPv4 用 / 加 0–32，IPv6 用 // 加 0–128）',
  },
  'needs-domain': { en: 'needs a domain', 'zh-cn': '后面缺域名' },
  'takes-nothing': { en: 'takes nothing behind it', 'zh-cn': '后面不能带任何东西' },
  twice: { en: 'stands there twice; redirect and exp may stand once', 'zh-cn': '出现了两次；redirect 和 exp 各只能有一个' },
  'bad-modifier': { en: 'has a value with a macro that cannot be read', 'zh-cn': '的值里有读不懂的宏' },
  'not-ascii': { en: 'is not ASCII: a record may hold ASCII only', 'zh-cn': '不是 ASCII：记录里只能有 ASCII' },
};

const meaning: Record<SpfResult, { en: string; 'zh-cn': string }> = {
  pass: { en: 'this address may send for the domain', 'zh-cn': '这个地址可以替该域名发信' },
  fail: { en: 'it may not, says the domain', 'zh-cn': '域名说：不可以' },
  softfail: { en: 'probably not, says the domain; not enough to refuse by itself', 'zh-cn': '域名说：多半不可以；单凭它不足以拒收' },
  neutral: { en: 'the domain says nothing about this address', 'zh-cn': '域名对这个地址不表态' },
  none: { en: 'there is no record to evaluate', 'zh-cn': '没有可以求值的记录' },
  temperror: { en: 'the DNS did not answer: try again later', 'zh-cn': 'DNS 没有应答：稍后再试' },
  permerror: { en: 'the record cannot be evaluated: its owner has to mend it', 'zh-cn': '记录无法求值：要由域名的主人来改' },
};

export const words = {
  en: {
    ip: 'Address that connects',
    sender: 'MAIL FROM (empty: the null sender)',
    helo: 'HELO name',
    zone: 'What the DNS holds. One record a line: name TYPE data; “name TIMEOUT” for servers that do not answer',
    examples: 'Examples:',
    badIp: (found: string) => `Expected an IPv4 or IPv6 address such as 192.0.2.1 or 2001:db8::1, found ${found === '' ? 'nothing' : `“${found}”`}.`,
    counts: (lookups: number, voids: number) => `Terms that ask the DNS: ${lookups} of 10. Empty answers: ${voids} of 2.`,
    explanation: 'The domain explains (exp=):',
    trace: 'Step by step',
    asks: 'asks',
    effects: { record: 'record', into: 'go there', match: '✓ matches', 'no-match': 'no match', stop: '✗ stops here' } satisfies Record<Step['effect'], string>,
    meaning: (result: SpfResult) => meaning[result].en,
    reason: (r: Reason, domain: string): string => {
      switch (r.kind) {
        case 'matched':
          return `Decided by ${r.term}.`;
        case 'syntax':
          return `“${r.term}” ${problems[r.problem].en}. One error anywhere spoils the whole record (RFC 7208 §4.6).`;
        case 'bad-domain':
          return `“${domain}” is no domain that can have a record: expected at least two labels of 1 to 63 characters.`;
        case 'no-record':
          return 'No TXT record that begins with “v=spf1”.';
        case 'dns-timeout':
          return 'A question to the DNS was not answered.';
        case 'two-records':
          return 'Two records begin with v=spf1; there may be one (§4.5).';
        case 'lookup-limit':
          return 'The eleventh term that asks the DNS: ten are allowed, those of included records counted (§4.6.4).';
        case 'void-limit':
          return 'The third empty answer: two are allowed (§4.6.4).';
        case 'mx-limit':
          return 'More than ten MX records behind one mx (§4.6.4).';
        case 'include-none':
          return 'An included domain has no SPF record (§5.2).';
        case 'redirect-none':
          return 'The domain of redirect has no SPF record (§6.1).';
        default:
          return 'Nothing matched, and there is no redirect: neutral (§4.7).';
      }
    },
  },
  'zh-cn': {
    ip: '连接方地址',
    sender: 'MAIL FROM（留空表示空发件人）',
    helo: 'HELO 名',
    zone: 'DNS 里有什么。一行一条：名字 类型 数据；“名字 TIMEOUT”表示服务器不应答',
    examples: '例子：',
    badIp: (found: string) => `这里要填 IPv4 或 IPv6 地址，例如 192.0.2.1 或 2001:db8::1，现在${found === '' ? '是空的' : `是“${found}”`}。`,
    counts: (lookups: number, voids: number) => `需要查 DNS 的项：${lookups}／10。空答案：${voids}／2。`,
    explanation: '域名给出的说明（exp=）：',
    trace: '逐步过程',
    asks: '查询',
    effects: { record: '记录', into: '进入', match: '✓ 匹配', 'no-match': '不匹配', stop: '✗ 到此为止' } satisfies Record<Step['effect'], string>,
    meaning: (result: SpfResult) => meaning[result]['zh-cn'],
    reason: (r: Reason, domain: string): string => {
      switch (r.kind) {
        case 'matched':
          return `由 ${r.term} 决定。`;
        case 'syntax':
          return `“${r.term}”${problems[r.problem]['zh-cn']}。任何一处出错，整条记录都作废（RFC 7208 §4.6）。`;
        case 'bad-domain':
          return `“${domain}”不可能有记录：至少要两段，每段 1–63 个字符。`;
        case 'no-record':
          return '没有以“v=spf1”开头的 TXT 记录。';
        case 'dns-timeout':
          return '有一次 DNS 查询没有应答。';
        case 'two-records':
          return '有两条记录以 v=spf1 开头，只允许一条（§4.5）。';
        case 'lookup-limit':
          return '这是第十一个要查 DNS 的项：最多十个，被包含的记录也算在内（§4.6.4）。';
        case 'void-limit':
          return '这是第三个空答案：最多两个（§4.6.4）。';
        case 'mx-limit':
          return '一个 mx 背后有十条以上的 MX 记录（§4.6.4）。';
        case 'include-none':
          return 'include 的域名没有 SPF 记录（§5.2）。';
        case 'redirect-none':
          return 'redirect 的域名没有 SPF 记录（§6.1）。';
        default:
          return '没有一项匹配，也没有 redirect：neutral（§4.7）。';
      }
    },
  },
} satisfies Record<Language, unknown>;
