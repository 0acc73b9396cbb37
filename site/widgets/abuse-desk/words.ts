import type { LocalizedText } from '../../../lab-runner/contract/text.ts';
import type { Account, Action, Verdict } from './desk.ts';
import type { Problem } from './parse.ts';

export const accountNames: Record<Account, LocalizedText> = {
  lin: { en: 'lin (sales)', 'zh-cn': 'lin（销售）' },
  news: { en: 'news (newsletter)', 'zh-cn': 'news（订阅邮件）' },
  shopform: { en: 'shopform (form on the shop’s site)', 'zh-cn': 'shopform（网店的表单）' },
  sun: { en: 'sun (forwards to a private mailbox)', 'zh-cn': 'sun（转发到私人邮箱）' },
  zhao: { en: 'zhao (bookkeeping)', 'zh-cn': 'zhao（财务）' },
  nobody: { en: 'nobody here: not from our server', 'zh-cn': '不是我们的：没有经过本服务器' },
};
export const actionNames: Record<Action, LocalizedText> = {
  close: { en: 'close the account now', 'zh-cn': '立即停用账号' },
  warn: { en: 'talk to the owner', 'zh-cn': '找账号主人谈' },
  suppress: { en: 'take the complainer off the list', 'zh-cn': '把投诉人移出名单' },
  none: { en: 'no action, only a note', 'zh-cn': '不处理，只记一笔' },
};

/** Why a case is judged as it is. */
export const lessons: Record<string, LocalizedText> = {
  lin: { en: 'One complaint about one personal message: a talk, no suspension.', 'zh-cn': '一封私人邮件，一次投诉：谈一谈，不停用。' },
  news: { en: 'Somebody agreed once and has enough: the address goes off the list, today.', 'zh-cn': '当初同意过，现在不想收了：今天就移出名单。' },
  zhao: {
    en: 'A login from a cheap host in another country, payment bait: a stolen password. Close first, then call.',
    'zh-cn': '从境外廉价主机登录，内容是骗付款：密码被盗。先停用，再打电话。',
  },
  notspam: {
    en: '“not-spam” (RFC 6430): the reader took his complaint back. Note it, and close the talk with lin kindly.',
    'zh-cn': '“not-spam”（RFC 6430）：读者收回了投诉。记一笔，跟 lin 好好收尾。',
  },
  forged: {
    en: 'The hop names our server, the log has no such ID, and Source-IP is not ours: forged. DMARC helps, no suspension does.',
    'zh-cn': '那一跳写着本服务器，日志里却没有这个 ID，Source-IP 也不是我们的：伪造。管用的是 DMARC，不是停用谁。',
  },
  form: {
    en: 'A form that sends links to strangers: close its account now, mend the form afterwards.',
    'zh-cn': '表单在给陌生人发链接：先停用它的账号，再修表单。',
  },
  again: { en: 'Sender and subject were taken out; the queue ID leads to zhao all the same.', 'zh-cn': '发件人和主题都被去掉了，凭队列 ID 仍能查到 zhao。' },
  forward: {
    en: 'Spam from outside, forwarded by us at sun’s wish, and sun pressed “spam”: talk. Her forwarding costs your reputation.',
    'zh-cn': '外来的垃圾邮件，应 sun 的要求转发，sun 又点了“垃圾邮件”：要谈。她的转发在消耗你的信誉。',
  },
};

const problemsEn: Record<Problem, string> = {
  'not-multipart': 'not a multipart/report: a person wrote it; read it as one',
  'not-feedback': 'report-type is not feedback-report',
  'no-boundary': 'no boundary: the parts cannot be told apart',
  'no-second': 'no part message/feedback-report',
  'no-third': 'no part with the message complained of',
  'no-type': 'no Feedback-Type',
  'no-agent': 'no User-Agent',
  'no-version': 'no Version',
  twice: 'a field that may stand there once does so twice',
};
const problemsZh: Record<Problem, string> = {
  'not-multipart': '不是 multipart/report：是人写的，就按人写的来读',
  'not-feedback': 'report-type 不是 feedback-report',
  'no-boundary': '没有 boundary，分不清各部分',
  'no-second': '缺 message/feedback-report 部分',
  'no-third': '缺被投诉的那封信',
  'no-type': '缺 Feedback-Type',
  'no-agent': '缺 User-Agent',
  'no-version': '缺 Version',
  twice: '只能出现一次的字段出现了两次',
};

export const words = {
  en: {
    clock: (minute: number, shift: number, open: number) => `Minute ${minute} of ${shift}. ${open} ${open === 1 ? 'report' : 'reports'} open.`,
    reports: 'Reports that have come',
    at: (minute: number) => `minute ${minute}`,
    state: { open: 'open', acted: 'acted on', done: 'done' },
    raw: 'The report',
    reads: 'What a program reads of it',
    type: 'Type',
    source: 'Source-IP',
    ours: 'ours',
    notOurs: 'not ours',
    id: 'Queue ID claimed for our server',
    none: 'none',
    problems: problemsEn,
    look: (n: number) => `Search the log for this ID (${n} min)`,
    found: 'The log',
    nothing: 'No line with this ID. The hop is made up, or older than the log.',
    noId: 'Nothing to search for: no hop names mail.k3f9.test.',
    account: 'Account',
    action: 'Action',
    act: (n: number) => `Do it (${n} min)`,
    done: (account: string, action: string) => `Done: ${account}: ${action}.`,
    answer: (n: number) => `Answer the reporter (${n} min)`,
    answered: 'Answered.',
    wait: 'Wait for the next report',
    end: 'Wait until the shift ends',
    again: 'A new shift',
    over: 'The shift is over',
    score: (v: Verdict) =>
      `${v.score} of 100 points. ${v.harm} messages left through stolen accounts after the first complaint (of ${v.harmAtMost} if nobody had acted).`,
    falsely: (names: string) => `Closed without need: ${names}.`,
    late: (n: number, due: number) => `${n} not acted on and answered within ${due} minutes.`,
    right: 'right',
    wrong: 'other',
    missed: 'not acted on',
    rule: 'Points: 50 for harm stopped, 15 off for each honest account closed, 5 for each report judged wrongly or not at all, 2 for each late one.',
  },
  'zh-cn': {
    clock: (minute: number, shift: number, open: number) => `第 ${minute} 分钟，共 ${shift} 分钟。还有 ${open} 份未了。`,
    reports: '已到的报告',
    at: (minute: number) => `第 ${minute} 分钟`,
    state: { open: '未处理', acted: '已处理', done: '已了结' },
    raw: '报告原文',
    reads: '程序从中读到的',
    type: '类型',
    source: 'Source-IP',
    ours: '我们的',
    notOurs: '不是我们的',
    id: '声称的本服务器队列 ID',
    none: '无',
    problems: problemsZh,
    look: (n: number) => `在日志里搜这个 ID（${n} 分钟）`,
    found: '日志',
    nothing: '没有含这个 ID 的行。这一跳是编的，或者比日志还早。',
    noId: '没有可搜的：没有哪一跳写着 mail.k3f9.test。',
    account: '账号',
    action: '处理',
    act: (n: number) => `执行（${n} 分钟）`,
    done: (account: string, action: string) => `已执行：${account}，${action}。`,
    answer: (n: number) => `答复举报方（${n} 分钟）`,
    answered: '已答复。',
    wait: '等下一份报告',
    end: '等到下班',
    again: '再来一班',
    over: '下班了',
    score: (v: Verdict) => `得 ${v.score} 分，满分 100。收到第一次投诉之后，被盗账号又发出 ${v.harm} 封（无人处理则是 ${v.harmAtMost} 封）。`,
    falsely: (names: string) => `不该停用的：${names}。`,
    late: (n: number, due: number) => `${n} 份没有在 ${due} 分钟内处理并答复。`,
    right: '正确',
    wrong: '不同',
    missed: '未处理',
    rule: '计分：止损 50 分；每误停一个正常账号扣 15 分，每判错或没判一份扣 5 分，每迟一份扣 2 分。',
  },
} as const;
