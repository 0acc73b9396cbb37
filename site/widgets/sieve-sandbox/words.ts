import type { Language } from '../../../lab-runner/contract/text.ts';
import type { Suppressed } from './run.ts';

interface Words {
  example: string;
  examples: Record<string, string>;
  script: string;
  mail: string;
  from: string;
  to: string;
  actions: string;
  keep: string;
  fileinto: (folder: string) => string;
  redirect: (to: string) => string;
  discard: string;
  reject: (reason: string) => string;
  vacation: (days: number, subject: string | null, reason: string) => string;
  suppressed: Record<Suppressed, string>;
  flags: (list: string) => string;
  implicit: string;
  nothingElse: string;
  lost: string;
  wrong: (line: number) => string;
  failed: (line: number) => string;
  open: string;
  kept: string;
  steps: string;
  line: string;
  test: string;
  result: string;
  yes: string;
  no: string;
  noTests: string;
}

export const words: Record<Language, Words> = {
  en: {
    example: 'Begin with',
    examples: {
      orders: 'Orders and invoices',
      spam: 'Spam into Junk',
      lists: 'A folder for each list',
      away: 'Holiday note',
      broken: 'A script with a mistake',
    },
    script: 'Sieve script',
    mail: 'Message',
    from: 'Envelope sender',
    to: 'Envelope recipient',
    actions: 'What happens',
    keep: 'Store in INBOX',
    fileinto: (folder) => `Store in folder “${folder}”`,
    redirect: (to) => `Send on to ${to}`,
    discard: 'Discard: no copy here, no word to the sender',
    reject: (reason) => `Refuse; the sender reads: “${reason}”`,
    vacation: (days, subject, reason) => `Answer the sender, at most once in ${days} days${subject ? `, subject “${subject}”` : ''}: “${reason}”`,
    suppressed: {
      'null-sender': 'not sent: the envelope sender is empty, so this is a bounce',
      self: 'not sent: sender and owner are the same',
      list: 'not sent: the message comes from a list or is bulk',
      automatic: 'not sent: a machine wrote the message',
      'not-to-me': 'not sent: neither To nor Cc names the owner; give further addresses by :addresses',
    },
    flags: (list) => `with flags ${list}`,
    implicit: 'Store in INBOX (implicit keep: nothing cancelled it)',
    nothingElse: 'No implicit keep: one of these actions took its place.',
    lost: 'Nothing keeps this message.',
    wrong: (line) => `Line ${line}: this is no valid script:`,
    failed: (line) => `Line ${line}, while running:`,
    open: 'A server stores the message in INBOX and runs nothing of the script: it fails open.',
    kept: 'All actions are dropped, and the message is stored in INBOX.',
    steps: 'Tests, in the order in which they were decided',
    line: 'Line',
    test: 'Test',
    result: 'Result',
    yes: '✓ true',
    no: '✗ false',
    noTests: 'No test was reached.',
  },
  'zh-cn': {
    example: '从示例开始',
    examples: { orders: '订单与发票', spam: '垃圾邮件进 Junk', lists: '每个邮件列表一个文件夹', away: '休假回复', broken: '有错误的脚本' },
    script: 'Sieve 脚本',
    mail: '邮件',
    from: '信封发件人',
    to: '信封收件人',
    actions: '会发生什么',
    keep: '存入 INBOX',
    fileinto: (folder) => `存入文件夹“${folder}”`,
    redirect: (to) => `转发到 ${to}`,
    discard: '丢弃：这里不留副本，也不告知发件人',
    reject: (reason) => `拒收；发件人会看到：“${reason}”`,
    vacation: (days, subject, reason) => `回复发件人，${days} 天内最多一次${subject ? `，主题“${subject}”` : ''}：“${reason}”`,
    suppressed: {
      'null-sender': '不发：信封发件人为空，这是一封退信',
      self: '不发：发件人就是本人',
      list: '不发：来自邮件列表或群发',
      automatic: '不发：信是机器写的',
      'not-to-me': '不发：To 和 Cc 里都没有本人；其他地址用 :addresses 写明',
    },
    flags: (list) => `并加标记 ${list}`,
    implicit: '存入 INBOX（隐式 keep：没有动作取消它）',
    nothingElse: '没有隐式 keep：上面的动作之一取代了它。',
    lost: '没有任何动作保留这封信。',
    wrong: (line) => `第 ${line} 行，脚本不成立：`,
    failed: (line) => `第 ${line} 行，运行中出错：`,
    open: '服务器会把信存入 INBOX，脚本一条也不执行：出错时放行。',
    kept: '所有动作作废，信存入 INBOX。',
    steps: '各个测试，按判定的先后',
    line: '行',
    test: '测试',
    result: '结果',
    yes: '✓ 真',
    no: '✗ 假',
    noTests: '没有走到任何测试。',
  },
};

const mail = `From: "王伟" <wang@haibo.example>
To: lin+orders@k3f9.test
Subject: =?utf-8?B?5Y+R56Wo?= 4711
Message-ID: <1@haibo.example>
Date: Wed, 25 Nov 2026 09:00:00 +0800

See above.
`;

export interface Example {
  script: string;
  mail: string;
}
export const examples: Record<string, Example> = {
  orders: {
    script: `require ["fileinto", "copy", "subaddress"];
if address :detail "to" "orders" {
  fileinto "Orders";
}
if header :contains "subject" "发票" {
  fileinto :copy "Invoices";
}
`,
    mail,
  },
  spam: {
    script: `require ["fileinto", "relational", "comparator-i;ascii-numeric"];
if header :value "ge" :comparator "i;ascii-numeric" "x-spam-score" "5" {
  fileinto "Junk";
  stop;
}
`,
    mail: mail.replace('Message-ID', 'X-Spam-Score: 12.4\nMessage-ID'),
  },
  lists: {
    script: `require ["fileinto", "variables"];
if header :matches "list-id" "*<*.*>*" {
  set :lower :upperfirst "name" "\${2}";
  fileinto "Lists/\${name}";
}
`,
    mail: mail.replace('Message-ID', 'List-Id: Sales <sales.lists.haibo.example>\nMessage-ID'),
  },
  away: {
    script: `require ["vacation"];
vacation :days 7 :subject "Away until Monday" :addresses ["office@k3f9.test"]
  "I am back on Monday.";
`,
    mail,
  },
  broken: {
    script: `require ["fileinto"];
if header :contains "subject" "发票" {
  fileinto :copy "Invoices"
}
`,
    mail,
  },
};
