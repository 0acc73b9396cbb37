import { defineQuiz } from '../../components/quiz/quiz.ts';

export default defineQuiz({
  lesson: 'S18',
  questions: [
    {
      id: 'must',
      kind: 'single',
      prompt: {
        en: 'An RFC says that a server SHOULD do something, and yours does not. What follows?',
        'zh-cn': 'RFC 说服务器 SHOULD 做某件事，你的服务器没做。这意味着什么？',
      },
      options: [
        {
          id: 'broken',
          text: { en: 'It does not implement the protocol', 'zh-cn': '它没有实现这个协议' },
          why: { en: 'That follows from a missing MUST.', 'zh-cn': '缺了 MUST 才是这样。' },
        },
        {
          id: 'reason',
          text: { en: 'You need a reason, and to know the effect', 'zh-cn': '你要有理由，并清楚后果' },
          why: {
            en: 'RFC 2119: there may exist valid reasons, but the full implications must be understood.',
            'zh-cn': 'RFC 2119：可以有正当理由，但必须完全清楚其影响。',
          },
        },
        {
          id: 'nothing',
          text: { en: 'Nothing: SHOULD is a piece of advice like MAY', 'zh-cn': '没什么：SHOULD 和 MAY 一样只是建议' },
          why: { en: 'MAY is free. SHOULD is the rule, with exceptions.', 'zh-cn': 'MAY 才是随意；SHOULD 是规则，允许例外。' },
        },
        {
          id: 'fine',
          text: { en: 'A supervisor may fine you', 'zh-cn': '监管者可以罚你' },
          why: { en: 'RFCs bind through interoperation; fines come from laws.', 'zh-cn': 'RFC 靠互通来约束；罚款来自法律。' },
        },
      ],
      answer: 'reason',
    },
    {
      id: 'minutes',
      kind: 'numeric',
      prompt: {
        en: 'An objective of 99.95 % for a month of 30 days. How many minutes may be lost?',
        'zh-cn': '目标 99.95 %，一个月按 30 天。允许中断多少分钟？',
      },
      answer: 21.6,
      tolerance: 0.3,
      unit: { en: 'minutes', 'zh-cn': '分钟' },
      why: { en: '0.0005 × 30 × 24 × 60 = 21.6.', 'zh-cn': '0.0005 × 30 × 24 × 60 = 21.6。' },
      traps: [
        { value: 43.2, why: { en: 'That is 99.9 %.', 'zh-cn': '那是 99.9 %。' } },
        { value: 2160, why: { en: 'That is 5 % of the month: two places too many.', 'zh-cn': '那是全月的 5 %：小数点差了两位。' } },
      ],
    },
    {
      id: 'burn',
      kind: 'numeric',
      prompt: {
        en: 'Objective 99.9 %. In the last hour 3 of 600 canaries were lost. How many times faster than allowed is the budget being used?',
        'zh-cn': '目标 99.9 %。最近一小时 600 封探测邮件丢了 3 封。预算的消耗速度是允许值的几倍？',
      },
      answer: 5,
      tolerance: 0.1,
      unit: { en: '×', 'zh-cn': '倍' },
      why: { en: '3/600 = 0.5 %, allowed are 0.1 %.', 'zh-cn': '3/600 = 0.5 %，允许 0.1 %。' },
      traps: [
        {
          value: 0.5,
          why: { en: 'That is the failure rate in per cent, not yet compared with what is allowed.', 'zh-cn': '那是失败率（百分比），还没与允许值相比。' },
        },
      ],
    },
    {
      id: 'relay-line',
      kind: 'hotspot',
      prompt: { en: 'A probe of port 25. Which line would you change before going live?', 'zh-cn': '对 25 端口的一次探测。上线之前要改哪一行背后的设置？' },
      lines: [
        {
          id: 'banner',
          line: '<-  220 mail.k3f9.test ESMTP Postfix (Debian)',
          why: {
            en: 'A full name: as RFC 5321 §4.3.1 wants it. Hiding the product protects nobody.',
            'zh-cn': '完整的名字，符合 RFC 5321 §4.3.1。隐藏软件名保护不了谁。',
          },
        },
        { id: 'size', line: '<-  250-SIZE 10240000', why: { en: 'Announcing a limit saves both sides the transfer.', 'zh-cn': '公布上限让双方都省了传输。' } },
        {
          id: 'null',
          line: ' -> MAIL FROM:<>  … <-  250 2.1.0 Ok',
          why: { en: 'The null sender must be accepted, or you never get a bounce.', 'zh-cn': '必须接受空发件人，否则你永远收不到退信。' },
        },
        {
          id: 'relay',
          line: '<** 454 4.7.1 <someone@elsewhere.example>: Relay access denied',
          why: { en: '4 means “try again”: strangers will, for days. 554 says no once.', 'zh-cn': '4 表示“请重试”：陌生人会试好几天。554 一次就说清楚。' },
        },
      ],
      answer: 'relay',
    },
    {
      id: 'judgeable',
      kind: 'multiple',
      prompt: { en: 'Which of these can two parties check and agree upon?', 'zh-cn': '下面哪些句子，双方能各自检验并得到一致的结论？' },
      options: [
        {
          id: 'leading',
          text: {
            en: '“Performance is at the level of the industry’s leaders, at all times and under any load”',
            'zh-cn': '“任何时候、任何负载下，性能均达到业界领先水平”',
          },
          why: { en: 'Whose, under which load, measured how?', 'zh-cn': '谁的水平？什么负载？怎么量？' },
        },
        {
          id: 'canary',
          text: {
            en: '“99.9 % of one-a-minute canaries from network X readable within 60 s, per month”',
            'zh-cn': '“从网络 X 每分钟一封探测邮件，每月 99.9 % 在 60 秒内可读”',
          },
          why: { en: 'What, from where, how much, per what.', 'zh-cn': '测什么、从哪测、多少、什么周期，都有。' },
        },
        {
          id: 'tls',
          text: { en: '“A handshake limited to TLS 1.1 fails on 465, 587 and 993”', 'zh-cn': '“限定 TLS 1.1 的握手在 465、587、993 上失败”' },
          why: { en: 'One command, one result.', 'zh-cn': '一条命令，一个结果。' },
        },
        {
          id: 'stable',
          text: { en: '“Runs stably around the clock”', 'zh-cn': '“24 小时稳定运行”' },
          why: { en: 'Thursday’s three hours: stable or not?', 'zh-cn': '星期四的三小时算稳定吗？' },
        },
      ],
      answer: ['canary', 'tls'],
    },
    {
      id: 'postmaster',
      kind: 'reply',
      prompt: { en: 'A server that conforms to RFC 5321 §4.5.1. What must it answer?', 'zh-cn': '符合 RFC 5321 §4.5.1 的服务器，必须怎样应答？' },
      dialogue: [
        'S: 220 mail.k3f9.test ESMTP',
        'C: EHLO probe.internet.test',
        'S: 250 mail.k3f9.test',
        'C: MAIL FROM:<>',
        'S: 250 2.1.0 Ok',
        'C: RCPT TO:<postmaster@k3f9.test>',
      ],
      answer: ['250'],
      why: {
        en: 'Each domain that takes mail must take it for postmaster; and the null sender is no reason to refuse.',
        'zh-cn': '凡是收信的域都必须接收发给 postmaster 的信；空发件人不是拒收的理由。',
      },
      otherwise: {
        en: 'RFC 5321 §4.5.1 leaves no choice here: a domain that takes mail takes it for postmaster, 250.',
        'zh-cn': 'RFC 5321 §4.5.1 没有留选择：收信的域必须接收发给 postmaster 的信，即 250。',
      },
      traps: [
        {
          code: '550',
          why: { en: '“We have no such person” is no excuse: the address belongs to a task.', 'zh-cn': '“没有这个人”不是理由：这个地址属于一项职责。' },
        },
      ],
    },
    {
      id: 'asked',
      kind: 'single',
      prompt: { en: 'A report lists 14 ✓ and no ✗. What do you ask first?', 'zh-cn': '一份报告有 14 个 ✓，没有 ✗。你首先要问什么？' },
      options: [
        {
          id: 'tool',
          text: { en: 'Which tool made it', 'zh-cn': '用什么工具做的' },
          why: { en: 'Interesting, and second: any tool can leave a question out.', 'zh-cn': '值得问，但排在第二：什么工具都可能漏问。' },
        },
        {
          id: 'missing',
          text: { en: 'What was not asked', 'zh-cn': '哪些没有问到' },
          why: { en: 'A question that nobody asked looks like a pass.', 'zh-cn': '没人问过的问题，看上去就像通过了。' },
        },
        {
          id: 'cert',
          text: { en: 'Whether the auditor is certified for mail systems', 'zh-cn': '审计员有没有邮件系统方面的证书' },
          why: { en: 'A certificate does not make an unasked question asked.', 'zh-cn': '证书不能让没问的问题变成问过。' },
        },
        {
          id: 'when',
          text: { en: 'Whether it can be had as a spreadsheet', 'zh-cn': '能不能导出成表格' },
          why: { en: 'Sorting ticks adds no fact.', 'zh-cn': '给勾排序增加不了事实。' },
        },
      ],
      answer: 'missing',
    },
    {
      id: 'current',
      kind: 'single',
      prompt: { en: 'Which document describes DMARC as it is defined today?', 'zh-cn': '今天的 DMARC 由哪份文件定义？' },
      options: [
        {
          id: '7489',
          text: { en: 'RFC 7489', 'zh-cn': 'RFC 7489' },
          why: { en: 'The older, informational text, which many receivers still implement.', 'zh-cn': '较早的资料性文件，许多收信方仍按它实现。' },
        },
        {
          id: '9989',
          text: { en: 'RFC 9989', 'zh-cn': 'RFC 9989' },
          why: { en: 'It obsoletes 7489; reports are in 9990 and 9991.', 'zh-cn': '它取代了 7489；报告在 9990 和 9991。' },
        },
        {
          id: '7208',
          text: { en: 'RFC 7208', 'zh-cn': 'RFC 7208' },
          why: { en: 'That is SPF, one of the two things DMARC looks at.', 'zh-cn': '那是 SPF，DMARC 要看的两样之一。' },
        },
        { id: '6376', text: { en: 'RFC 6376', 'zh-cn': 'RFC 6376' }, why: { en: 'That is DKIM, the other one.', 'zh-cn': '那是 DKIM，另一样。' } },
      ],
      answer: '9989',
    },
  ],
});
