import { defineQuiz } from '../../components/quiz/quiz.ts';

export default defineQuiz({
  lesson: 'S23',
  questions: [
    {
      id: 'who-decides-open',
      kind: 'single',
      prompt: {
        en: 'A developer’s virus check may be unreachable. Who decides whether mail then passes unchecked?',
        'zh-cn': '开发者写的病毒检查可能连不上。这时信要不要不经检查就放行，由谁决定？',
      },
      options: [
        {
          id: 'developer',
          text: { en: 'The developer, as nobody else knows the program', 'zh-cn': '开发者，因为只有他懂这个程序' },
          why: { en: 'It is no question of programming but of risk.', 'zh-cn': '这不是编程问题，是风险问题。' },
        },
        {
          id: 'owner',
          text: { en: 'Whoever bears the risk', 'zh-cn': '承担风险的人' },
          why: { en: 'The developer’s duty is to ask, and to build both.', 'zh-cn': '开发者的责任是去问，并且两种都做得到。' },
        },
        {
          id: 'default',
          text: { en: 'Nobody: Postfix’s default settles it', 'zh-cn': '没有人，Postfix 的默认值就定了' },
          why: { en: 'A default is a decision of strangers about your mail.', 'zh-cn': '默认值是陌生人替你的邮件做的决定。' },
        },
        {
          id: 'users',
          text: { en: 'The recipients, by a switch in their mail program', 'zh-cn': '收件人，在邮件程序里设一个开关' },
          why: { en: 'One of them opens the door for all.', 'zh-cn': '一个人打开，就等于替所有人打开。' },
        },
      ],
      answer: 'owner',
    },
    {
      id: 'dunno',
      kind: 'single',
      prompt: {
        en: 'A policy service answers `action=OK` for everything it has no objection to. What goes wrong?',
        'zh-cn': '一个策略服务对没有意见的信一律答 `action=OK`。会出什么问题？',
      },
      options: [
        {
          id: 'skips',
          text: { en: 'The rules behind it in that list are skipped', 'zh-cn': '这张表里它后面的规则被跳过' },
          why: { en: '`OK` ends the list; `DUNNO` asks the next rule.', 'zh-cn': '`OK` 结束整张表；`DUNNO` 才问下一条。' },
        },
        {
          id: 'nothing',
          text: { en: 'Nothing: OK and DUNNO mean the same in an access table', 'zh-cn': '没问题，在访问表里 OK 和 DUNNO 一个意思' },
          why: { en: '`access(5)` has both, with different effects.', 'zh-cn': '`access(5)` 两个都有，效果不同。' },
        },
        {
          id: 'relay',
          text: { en: 'The server relays for strangers at once', 'zh-cn': '服务器立刻替陌生人转发' },
          why: {
            en: 'Only if relaying is restricted in the same list, behind it. Since Postfix 2.10 it has a list of its own.',
            'zh-cn': '只有当转发限制写在同一张表、又在它后面时才会。自 Postfix 2.10 起，转发另有一张表。',
          },
        },
        {
          id: 'slow',
          text: { en: 'Each message waits for a timeout', 'zh-cn': '每封信都要等到超时' },
          why: { en: 'It has answered: nothing waits.', 'zh-cn': '它已经回答了，没有什么要等。' },
        },
      ],
      answer: 'skips',
    },
    {
      id: 'cause-line',
      kind: 'hotspot',
      prompt: {
        en: 'All senders get `451 4.3.5 Server configuration problem`. Which line names the cause?',
        'zh-cn': '所有发件方都收到 `451 4.3.5 Server configuration problem`。哪一行说出了原因？',
      },
      lines: [
        {
          id: 'reply',
          line: '451 4.3.5 <lin@k3f9.test>: Recipient address rejected: Server configuration problem',
          why: { en: 'What senders see. It says that, not why.', 'zh-cn': '发件方看到的：只说有问题，没说为什么。' },
        },
        {
          id: 'talk',
          line: 'postfix/smtpd: warning: problem talking to server private/policy: Connection reset by peer',
          why: { en: 'Which service; not yet why.', 'zh-cn': '说了是哪个服务，还没说为什么。' },
        },
        {
          id: 'exec',
          line: 'postfix/spawn: fatal: spawn_comand: execvp /usr/local/bin/policy.py: No such file or directory',
          why: { en: 'The program is not there.', 'zh-cn': '程序不在那里。' },
        },
        {
          id: 'exit',
          line: 'postfix/spawn: warning: command /usr/local/bin/policy.py exit status 1',
          why: { en: 'A consequence: it could not even be started.', 'zh-cn': '这是后果：根本没有启动起来。' },
        },
      ],
      answer: 'exec',
    },
    {
      id: 'next-reply',
      kind: 'reply',
      prompt: {
        en: 'A policy service has died; `smtpd_policy_service_default_action` is at its default. What does Postfix say?',
        'zh-cn': '策略服务死了，`smtpd_policy_service_default_action` 是默认值。Postfix 答什么？',
      },
      dialogue: [
        'S: 220 mail.k3f9.test ESMTP Postfix (Debian)',
        'C: EHLO probe.internet.test',
        'S: 250 …',
        'C: MAIL FROM:<chen@haibo.example>',
        'S: 250 2.1.0 Ok',
        'C: RCPT TO:<lin@k3f9.test>',
      ],
      answer: ['451'],
      why: { en: 'Temporary: the sender keeps the message and tries again.', 'zh-cn': '临时拒绝：发件方留着信，过后再试。' },
      traps: [
        { code: '250', why: { en: 'That would be fail open; the default is fail closed.', 'zh-cn': '那是失效放行；默认是失效拒绝。' } },
        { code: '554', why: { en: 'A final refusal would lose mail for a fault of ours.', 'zh-cn': '永久拒绝会因为我们自己的故障丢信。' } },
      ],
      otherwise: { en: 'It is a temporary refusal that belongs to us, not to the mailbox: 451.', 'zh-cn': '是临时拒绝，问题在我们这边，不在邮箱：451。' },
    },
    {
      id: 'authorised',
      kind: 'multiple',
      prompt: {
        en: 'What must stand in a written authorisation before the first test?',
        'zh-cn': '第一次测试之前，书面授权里必须有什么？',
      },
      options: [
        {
          id: 'scope',
          text: { en: 'Addresses and domains', 'zh-cn': '地址和域名' },
          why: { en: 'What is not named is out of bounds.', 'zh-cn': '没写到的就不许碰。' },
        },
        {
          id: 'time',
          text: { en: 'From when to when', 'zh-cn': '起止时间' },
          why: { en: 'Outside of it you are an intruder.', 'zh-cn': '时间之外，你就是入侵者。' },
        },
        {
          id: 'result',
          text: { en: 'What the report will find', 'zh-cn': '报告会发现什么' },
          why: { en: 'Nobody knows yet; a promised result is none.', 'zh-cn': '还没有人知道；预先许诺的结果不算结果。' },
        },
        {
          id: 'owner',
          text: { en: 'The signature of somebody who owns the system', 'zh-cn': '系统所有者的签字' },
          why: { en: 'Consent of others does not help.', 'zh-cn': '别人的同意不管用。' },
        },
        {
          id: 'nda',
          text: { en: 'That you will tell no authority, whatever you find', 'zh-cn': '无论发现什么都不向任何机关报告' },
          why: { en: 'No contract can take legal duties away.', 'zh-cn': '合同免除不了法定义务。' },
        },
      ],
      answer: ['scope', 'time', 'owner'],
    },
    {
      id: 'audit-precision',
      kind: 'numeric',
      prompt: {
        en: 'A server has 8 real weaknesses. An audit reports 15 findings; 6 of them are real. What per cent of the findings were real?',
        'zh-cn': '一台服务器有 8 处真实弱点。审计报出 15 条，其中 6 条属实。报出的发现有百分之几是真的？',
      },
      answer: 40,
      tolerance: 0.5,
      unit: { en: '%', 'zh-cn': '%' },
      why: { en: '6 of 15. (Found of the real ones: 6 of 8, 75 %.)', 'zh-cn': '15 条里 6 条。（真实弱点找到的比例：8 处里 6 处，75 %。）' },
      traps: [
        { value: 75, why: { en: 'That is the share of the real weaknesses that was found.', 'zh-cn': '那是真实弱点被找到的比例。' } },
        { value: 53.3, why: { en: '8 of 15 would mean that all real ones were found.', 'zh-cn': '15 条里 8 条，那就等于全找到了。' } },
      ],
    },
    {
      id: 'timeout',
      kind: 'single',
      prompt: {
        en: 'An ERP’s connection breaks after the end of DATA, before the reply. What should it do?',
        'zh-cn': 'ERP 发完 DATA、还没收到应答，连接断了。该怎么做？',
      },
      options: [
        {
          id: 'new',
          text: { en: 'Send it again as a new message', 'zh-cn': '当作新的一封再发' },
          why: { en: 'If the first was taken, the customer has two that nobody can tell apart.', 'zh-cn': '如果第一封已被收下，客户就有两封认不出来的。' },
        },
        {
          id: 'same',
          text: { en: 'Send the same message again', 'zh-cn': '把同一封再发一次' },
          why: { en: 'Same Message-ID, same key: a duplicate can be recognised.', 'zh-cn': 'Message-ID 和业务键不变：重复认得出来。' },
        },
        {
          id: 'assume',
          text: { en: 'Note it as sent, since all data went out', 'zh-cn': '数据都发完了，记为已发送' },
          why: { en: 'Without `250` nobody has promised anything (RFC 5321 §6.1).', 'zh-cn': '没有 `250`，就没有人作过承诺（RFC 5321 §6.1）。' },
        },
        {
          id: 'person',
          text: { en: 'Put it aside for a person to look at', 'zh-cn': '搁在一边等人看' },
          why: { en: 'Every network fault would become manual work.', 'zh-cn': '那样每次断网都变成人工活。' },
        },
      ],
      answer: 'same',
    },
    {
      id: 'runbook',
      kind: 'single',
      prompt: {
        en: 'Which of these shows best that a runbook works?',
        'zh-cn': '下面哪一项最能说明一份运维手册管用？',
      },
      options: [
        {
          id: 'pages',
          text: { en: 'It treats every case on forty pages', 'zh-cn': '四十页，各种情况都写到了' },
          why: { en: 'At three in the morning nobody reads page 31.', 'zh-cn': '凌晨三点没有人会翻到第 31 页。' },
        },
        {
          id: 'boss',
          text: { en: 'The head of department has approved it', 'zh-cn': '部门主管批准过' },
          why: { en: 'Approved is not followed.', 'zh-cn': '批准过不等于照着做过。' },
        },
        {
          id: 'author',
          text: { en: 'Its author has cured the fault with it many times', 'zh-cn': '作者自己用它修好过许多次' },
          why: { en: 'The author knows what is missing from it.', 'zh-cn': '缺了什么，作者心里补得上。' },
        },
        {
          id: 'other',
          text: { en: 'Somebody else followed it last month', 'zh-cn': '上个月有别人照着做过' },
          why: { en: 'With the date, and what they had to ask.', 'zh-cn': '还要有日期，以及他不得不问的问题。' },
        },
      ],
      answer: 'other',
    },
  ],
});
