import type { Language } from '../../../lab-runner/contract/text.ts';
import type { Finding } from './received.ts';
import type { Problem } from './rfc2047.ts';

interface Words {
  path: string;
  headers: string;
  domain: string;
  noReceived: string;
  guess: string;
  choose: string;
  lines: (n: number) => string;
  right: (n: number) => string;
  wrong: string;
  columns: [string, string, string, string, string];
  nothing: string;
  said: (helo: string) => string;
  span: (seconds: number) => string;
  findings: Record<Finding, string>;
  ours: string;
  claim: string;
  codec: string;
  input: string;
  decoded: string;
  encoded: string;
  word: string;
  means: string;
  problems: Record<Problem, string>;
  bytes: (n: number, chars: number) => string;
}
const span = (s: number, units: readonly [string, string, string, string]): string => {
  const a = Math.abs(s);
  const text =
    a < 60
      ? `${a} ${units[0]}`
      : a < 3600
        ? `${Math.round(a / 60)} ${units[1]}`
        : a < 172_800
          ? `${(a / 3600).toFixed(1)} ${units[2]}`
          : `${(a / 86_400).toFixed(1)} ${units[3]}`;
  return `${s < 0 ? '−' : '+'}${text}`;
};

export const words: Record<Language, Words> = {
  en: {
    path: 'The path',
    headers: 'Header (paste one of your own)',
    domain: 'Domain of our servers',
    noReceived:
      'Expected at least one line that begins with “Received:”, found none. Paste the whole header: in most programs it is called “source” or “original”.',
    guess: 'How many of these lines, from the top, can you believe?',
    choose: 'choose',
    lines: (n) => `${n}`,
    right: (n) => `Right: ${n}. The last of them names the machine that really handed it in.`,
    wrong: 'Not that many. Believe a line when a server of yours wrote it, and only as long as the line above says that it came from a server of yours.',
    columns: ['', 'written by', 'got it from', 'time (UTC)', 'since the line below'],
    nothing: '–',
    said: (helo) => `said “${helo}”`,
    span: (s) => span(s, ['s', 'min', 'h', 'd']),
    findings: {
      border: 'The border: it came from outside here. The address in brackets is true, the name before it is only what the other side said.',
      claim: 'A claim: anybody could have written it.',
      'own-name': 'Names our server, but stands below the border. Invented, or the message has been here before.',
      break: 'A gap: the line below was written by somebody else than whoever handed it over here.',
      backwards: 'Earlier than the line below: a clock is wrong, or the line is.',
      slow: 'More than ten minutes: queued, greylisted or held.',
      'no-date': 'No readable time after the semicolon.',
      'no-by': 'Does not say who wrote it.',
      'helo-differs': 'The name said at EHLO is not the name of the address.',
    },
    ours: 'ours',
    claim: 'claim',
    codec: 'Encoded words',
    input: 'A header value, encoded or not',
    decoded: 'Decoded',
    encoded: 'As it goes over the wire',
    word: 'word',
    means: 'means',
    problems: {
      charset: 'unknown character set: left as it is',
      base64: 'not valid base64 (characters or padding)',
      quoted: '“=” without two hexadecimal digits, or a character outside ASCII',
      cut: 'a character was cut between two words (§5 forbids it); put together here, garbage in many programs',
      'too-long': 'longer than 75 characters (§2)',
      bytes: 'these bytes do not exist in that character set',
      malformed: 'begins like an encoded word and is none: white space inside, another letter than B or Q, or its end is missing; shown as it is',
      'raw-8bit': 'raw characters outside ASCII: allowed only with SMTPUTF8 (RFC 6532)',
    },
    bytes: (n, chars) => `${chars} characters, ${n} bytes in UTF-8`,
  },
  'zh-cn': {
    path: '路径',
    headers: '邮件头（可以贴上你自己的）',
    domain: '我们服务器的域名',
    noReceived: '至少要有一行以“Received:”开头，现在一行也没有。请贴完整的邮件头：多数程序里叫“源码”或“原始邮件”。',
    guess: '从上往下，有几行可以相信？',
    choose: '请选择',
    lines: (n) => `${n}`,
    right: (n) => `对，${n} 行。其中最后一行写的，才是真正把信交进来的那台机器。`,
    wrong: '不是这个数。一行要由你自己的服务器写下才可信；而且它上面那行必须说明信来自你自己的服务器。',
    columns: ['', '谁写的', '从谁那里收到', '时间（UTC）', '距下面一行'],
    nothing: '–',
    said: (helo) => `自称“${helo}”`,
    span: (s) => span(s, ['秒', '分', '小时', '天']),
    findings: {
      border: '边界：信在这里从外面进来。方括号里的地址是真的，前面的名字只是对方自称。',
      claim: '一面之词：谁都写得出来。',
      'own-name': '写着我们服务器的名字，却在边界下面：是编的，或者信以前来过一次。',
      break: '断了：下面一行不是由交信的那台机器写的。',
      backwards: '比下面一行还早：要么钟不准，要么这行不真。',
      slow: '超过十分钟：排队、灰名单或被扣留。',
      'no-date': '分号后面没有可读的时间。',
      'no-by': '没写是谁写的。',
      'helo-differs': 'EHLO 里报的名字与地址对应的名字不同。',
    },
    ours: '自己的',
    claim: '说法',
    codec: '编码字',
    input: '一个信头值，编码过的或没编码的',
    decoded: '解码后',
    encoded: '线路上的写法',
    word: '编码字',
    means: '内容',
    problems: {
      charset: '不认识的字符集，原样保留',
      base64: '不是有效的 base64（字符或填充不对）',
      quoted: '“=”后面没有两位十六进制数字，或有 ASCII 以外的字符',
      cut: '一个字符被切在两个编码字之间（§5 禁止）；这里拼好了，很多程序会显示乱码',
      'too-long': '超过 75 个字符（§2）',
      bytes: '这个字符集里没有这样的字节',
      malformed: '开头像编码字，其实不是：里面有空白、字母不是 B 或 Q，或者缺了结尾；原样显示',
      'raw-8bit': 'ASCII 以外的字符原样出现：只有 SMTPUTF8 才允许（RFC 6532）',
    },
    bytes: (n, chars) => `${chars} 个字符，UTF-8 占 ${n} 个字节`,
  },
};
