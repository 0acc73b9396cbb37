import { defineLab } from '../../lab-runner/contract/lab.ts';

const needs = ['reading'];

export default defineLab({
  title: { en: 'Delete on time, keep on order', 'zh-cn': '到期就删，奉命就留' },
  summary: {
    en: 'The law wants some mail gone after so many days, and a court may want it kept all the same. Write the program that does both, and says what it did.',
    'zh-cn': '法律要求有些邮件过了期限就删除，而法院可能命令照样保留。写出两样都做到的程序，并让它说清楚做了什么。',
  },
  module: 'M8',
  kind: 'compliance',
  difficulty: 4,
  minutes: 45,
  lessons: ['laws-and-regulations', 'privacy-protection', 'industry-standards'],
  parameters: {
    domain: { kind: 'domain' },
    first: { kind: 'user' },
    second: { kind: 'user' },
    firstPassword: { kind: 'password' },
    secondPassword: { kind: 'password' },
    applications: { kind: 'int', min: 150, max: 200 },
    visitors: { kind: 'int', min: 20, max: 45 },
    deskKey: { kind: 'token', bytes: 12 },
  },
  secret: ['deskKey'],
  topology: {
    hosts: { mx: { image: 'mail', memory: '256m', fqdn: 'mail.[[domain]]', ready: ['system', 'imap'] } },
  },
  tasks: [
    { id: 'expired', title: { en: 'What is too old goes, what is not stays, and the report says so', 'zh-cn': '过期的删掉，没过期的留下，并如实报告' }, points: 45, needs },
    { id: 'held', title: { en: 'A hold keeps everything of a person until it ends', 'zh-cn': '保全令保住一个人的所有邮件，直到解除' }, points: 35, needs },
    { id: 'dry-run', title: { en: 'A dry run tells and touches nothing', 'zh-cn': '试运行只说不动' }, points: 20, needs },
  ],
  invariants: [{ id: 'reading', title: { en: 'Both people read their mail, and only they', 'zh-cn': '两个人都能读自己的邮件，别人不能' } }],
  hints: {
    expired: [
      {
        en: 'man doveadm-search-query: a message has three dates. Which one is the day on which it arrived?',
        'zh-cn': 'man doveadm-search-query：一封邮件有三个日期。哪一个是它到达的那天？',
      },
      {
        en: 'BEFORE looks at the day of arrival (INTERNALDATE), SENTBEFORE at the Date: header, which the sender writes as they like, SAVEDBEFORE at when it was put into this folder. The files of sdbox tell none of them.',
        'zh-cn':
          'BEFORE 看到达的日期（INTERNALDATE），SENTBEFORE 看 Date: 头，那是发件人随意写的，SAVEDBEFORE 看它何时被放进这个文件夹。sdbox 的文件日期一样也说明不了。',
      },
      {
        en: 'doveadm expunge -u kai mailbox Offers before 90d — to be called once for each line of the policy, for each person.',
        'zh-cn': 'doveadm expunge -u kai mailbox Offers before 90d：对政策里的每一行、每个人各执行一次。',
      },
    ],
    held: [
      {
        en: 'Who is on hold can change between two runs. When does your program look?',
        'zh-cn': '谁在保全名单上，两次运行之间可能会变。您的程序什么时候看名单？',
      },
      {
        en: 'Names in /etc/retention/holds are whole lines: grep -qxF name file.',
        'zh-cn': '/etc/retention/holds 里每行一个完整的名字：grep -qxF 名字 文件。',
      },
      {
        en: 'for u in $people; do grep -qxF "$u" /etc/shop/keep && continue; …; done',
        'zh-cn': 'for u in $people; do grep -qxF "$u" /etc/shop/keep && continue; …; done',
      },
    ],
    'dry-run': [
      { en: 'The first argument says what is wanted: run or dry-run.', 'zh-cn': '第一个参数说明要做什么：run 还是 dry-run。' },
      {
        en: 'doveadm search takes the same query as doveadm expunge, and prints one line a message.',
        'zh-cn': 'doveadm search 和 doveadm expunge 用同样的条件，每封邮件输出一行。',
      },
      { en: 'doveadm search -u kai mailbox Offers before 90d | wc -l', 'zh-cn': 'doveadm search -u kai mailbox Offers before 90d | wc -l' },
    ],
  },
  why: {
    expired: {
      en: 'We laid mail into the folders that had arrived a day before and a day after the limit, with Date: headers that said the opposite, had your program run, and looked. A folder without a rule and the inbox were left alone; a rule that the office had just added was obeyed. The report had to have the right counts: whoever cannot show that they deleted on time is treated as if they had not.',
      'zh-cn':
        '我们往文件夹里放了刚好在期限前一天和后一天到达的邮件，Date: 头却写得相反，然后让您的程序运行再看结果。没有规定的文件夹和收件箱不能动；档案室刚加的规定要遵守。报告里的数目必须对：拿不出按时删除的证明，就会被当作没有删。',
    },
    held: {
      en: 'One person was on hold, the other was not, though somebody of a longer name was; the same old mail lay with both. Destroying what a court has ordered to be kept is an offence, whatever the deletion rule says: the hold goes before the rule. After its end, what is too old had to go: then there is no reason left to keep it.',
      'zh-cn':
        '一个人在保全名单上，另一个不在（名单上只有一个名字比他长的人），两人有同样的旧邮件。销毁法院命令保留的东西是违法的，不管删除规定怎么说：保全令优先。解除之后，过期的就必须删掉：已经没有理由再留着。',
    },
    'dry-run': {
      en: 'Before deleting for ever, somebody has to be able to see what would go. The counts had to be right and every message still there.',
      'zh-cn': '永久删除之前，得有人能先看到会删掉什么。数目要对，邮件一封也不能少。',
    },
  },
  accepted: [
    {
      en: 'A shell script, Python over IMAP, or anything else that starts as /usr/local/sbin/retention.',
      'zh-cn': 'shell 脚本、走 IMAP 的 Python，或任何能以 /usr/local/sbin/retention 启动的程序。',
    },
    { en: 'Leaving out lines with 0 messages, or printing them.', 'zh-cn': '0 封的行省略不写，或者照样打印，都可以。' },
  ],
});
