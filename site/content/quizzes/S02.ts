import { defineQuiz } from '../../components/quiz/quiz.ts';

export default defineQuiz({
  lesson: 'S02',
  questions: [
    {
      id: 'who-after-250',
      kind: 'single',
      prompt: {
        en: 'To the end of DATA your MX answers `250 2.0.0 Ok: queued as 9A1`. A minute later its power fails. Who answers for the message now?',
        'zh-cn': '你的 MX 在 DATA 结束时回了 `250 2.0.0 Ok: queued as 9A1`，一分钟后断电。现在这封信归谁负责？',
      },
      options: [
        {
          id: 'sender',
          text: { en: 'The sending server, which keeps a copy until the mailbox confirms', 'zh-cn': '发送方服务器，它会留着副本，直到邮箱确认收到' },
          why: {
            en: 'There is no such confirmation. The sender deletes its copy at the 250: see `removed` in the log.',
            'zh-cn': '没有这种确认。听到 250，发送方就删掉副本：日志里的 `removed` 就是。',
          },
        },
        {
          id: 'mx',
          text: { en: 'Your MX: it must be on its disk', 'zh-cn': '你的 MX：信应当在它的磁盘上' },
          why: {
            en: 'RFC 5321 §6.1: with that 250 it took responsibility. That is why it flushed the queue file to disk first.',
            'zh-cn': 'RFC 5321 §6.1：说出那句 250，它就承担了责任。所以它先把队列文件刷到了磁盘。',
          },
        },
        {
          id: 'shared',
          text: { en: 'Both, until the recipient has read it', 'zh-cn': '双方共同负责，直到收件人读信' },
          why: {
            en: 'Reading is no part of SMTP. Responsibility is never shared: that is the point of the 250.',
            'zh-cn': '读不读信与 SMTP 无关。责任从不共担，250 的意义就在这里。',
          },
        },
        {
          id: 'nobody',
          text: { en: 'Nobody: mail is best effort, and a power failure is an act of God', 'zh-cn': '谁也不负责：邮件本来就是尽力而为，断电属于不可抗力' },
          why: {
            en: '§6.1 says that a message must not be lost for frivolous reasons such as a host that crashes later.',
            'zh-cn': '§6.1 明说不能因为主机后来崩溃这类原因丢信。',
          },
        },
      ],
      answer: 'mx',
    },
    {
      id: 'line-to-ask-for',
      kind: 'hotspot',
      prompt: {
        en: 'The customer says that nothing came. Point at the line that proves his server took the message.',
        'zh-cn': '客户说没收到。指出能证明他的服务器收下了信的那一行。',
      },
      lines: [
        {
          id: 'client',
          line: 'postfix/submission/smtpd[307]: 937071B135D: client=laptop.k3f9.test[198.51.100.11], sasl_username=lin@k3f9.test',
          why: { en: 'MSA: Lin Wei handed it in. That was our promise, not his.', 'zh-cn': 'MSA：林薇交了信。那是我们的承诺，不是他的。' },
        },
        {
          id: 'queue',
          line: 'postfix/qmgr[289]: 937071B135D: from=<lin@k3f9.test>, size=531, nrcpt=1 (queue active)',
          why: { en: 'It lies in our queue.', 'zh-cn': '信在我们的队列里。' },
        },
        {
          id: 'deferred',
          line: 'postfix/smtp[315]: 937071B135D: to=<wang@haibo.example>, relay=none, dsn=4.4.1, status=deferred (connect to mx1.haibo.example[198.51.100.20]:25: Connection refused)',
          why: { en: 'A try that failed: his server has taken nothing.', 'zh-cn': '这次没成：他的服务器什么也没收。' },
        },
        {
          id: 'sent',
          line: 'postfix/smtp[316]: 937071B135D: to=<wang@haibo.example>, relay=mx1.haibo.example[198.51.100.20]:25, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as ACA721B1393)',
          why: { en: 'His server’s own 250 with its own queue id. Send him this line.', 'zh-cn': '括号里是他那台服务器的 250 和队列号。把这一行发给他。' },
        },
        {
          id: 'removed',
          line: 'postfix/qmgr[289]: 937071B135D: removed',
          why: {
            en: 'Our copy is gone, for whichever reason: a bounced message is “removed”, too.',
            'zh-cn': '我们的副本删了，但原因不明：退了信也会 removed。',
          },
        },
      ],
      answer: 'sent',
    },
    {
      id: 'roles-in-order',
      kind: 'order',
      prompt: {
        en: 'Through which roles does a message to another domain pass? From writing to reading.',
        'zh-cn': '寄往别的域名的信依次经过哪些角色？从写信到读信。',
      },
      options: [
        { id: 'mua', text: { en: 'MUA of the author', 'zh-cn': '作者的 MUA' }, why: { en: 'Writes header and text.', 'zh-cn': '写信头和正文。' } },
        { id: 'msa', text: { en: 'MSA', 'zh-cn': 'MSA' }, why: { en: 'Checks the password, takes the message.', 'zh-cn': '验密码，收下信。' } },
        {
          id: 'mta',
          text: { en: 'MTA with its queue', 'zh-cn': 'MTA 和它的队列' },
          why: { en: 'Looks up the MX, tries until it succeeds or five days are over.', 'zh-cn': '查 MX，一直试到成功或过了五天。' },
        },
        {
          id: 'mx',
          text: { en: 'MX of the recipient’s domain', 'zh-cn': '收件域的 MX' },
          why: { en: 'Takes mail for its domain from anybody.', 'zh-cn': '替自己的域名收任何人寄来的信。' },
        },
        { id: 'mda', text: { en: 'MDA', 'zh-cn': 'MDA' }, why: { en: 'Writes it to the mailbox.', 'zh-cn': '写进邮箱。' } },
        {
          id: 'maa',
          text: { en: 'MAA (IMAP server)', 'zh-cn': 'MAA（IMAP 服务器）' },
          why: { en: 'Serves the mailbox to programs: the only hop that is pulled, not pushed.', 'zh-cn': '让程序来取信：只有这一跳是“取”，不是“送”。' },
        },
      ],
    },
    {
      id: 'envelope-or-header',
      kind: 'multiple',
      prompt: { en: 'Which of these show the *envelope* sender?', 'zh-cn': '下面哪些是*信封*发件人？' },
      options: [
        {
          id: 'return-path',
          text: { en: '`Return-Path: <a@x.test>`', 'zh-cn': '`Return-Path: <a@x.test>`' },
          why: { en: 'Written down by the last server from MAIL FROM.', 'zh-cn': '最后一台服务器从 MAIL FROM 抄下来的。' },
        },
        {
          id: 'from',
          text: { en: '`From: "Lin Wei (accounts, k3f9)" <a@x.test>`', 'zh-cn': '`From: "Lin Wei (accounts, k3f9)" <a@x.test>`' },
          why: { en: 'Header: text that the author’s program wrote.', 'zh-cn': '信头：作者的程序写的字。' },
        },
        {
          id: 'qmgr',
          text: { en: '`qmgr[288]: 9A1: from=<a@x.test>`', 'zh-cn': '`qmgr[288]: 9A1: from=<a@x.test>`' },
          why: { en: 'The queue knows only the envelope.', 'zh-cn': '队列只认信封。' },
        },
        {
          id: 'reply-to',
          text: { en: '`Reply-To: "Accounts" <a@x.test>`', 'zh-cn': '`Reply-To: "Accounts" <a@x.test>`' },
          why: { en: 'Header, for the reader’s *Reply* button.', 'zh-cn': '信头，给读信人的“回复”按钮用。' },
        },
        {
          id: 'mail-from',
          text: { en: '`MAIL FROM:<a@x.test>`', 'zh-cn': '`MAIL FROM:<a@x.test>`' },
          why: { en: 'The thing itself.', 'zh-cn': '就是它本身。' },
        },
        {
          id: 'sender',
          text: { en: '`Sender: assistant of Lin Wei <a@x.test>`', 'zh-cn': '`Sender: assistant of Lin Wei <a@x.test>`' },
          why: { en: 'Header: who wrote on somebody’s behalf (RFC 5322 §3.6.2).', 'zh-cn': '信头：谁代笔（RFC 5322 §3.6.2）。' },
        },
      ],
      answer: ['return-path', 'qmgr', 'mail-from'],
    },
    {
      id: 'who-bounces',
      kind: 'single',
      prompt: {
        en: 'lin@k3f9.test → chen@haibo.example, which forwards to post.example. post.example says `550` at RCPT. Who writes the bounce, and to whom?',
        'zh-cn': 'lin@k3f9.test 写给 chen@haibo.example，后者转发到 post.example；post.example 在 RCPT 时回 `550`。谁写退信，寄给谁？',
      },
      options: [
        {
          id: 'post',
          text: { en: 'mx.post.example, because it refused, to chen@haibo.example', 'zh-cn': 'mx.post.example，因为是它拒绝的，寄给 chen@haibo.example' },
          why: {
            en: 'It took nothing, so it owes nothing; and bounces go to the envelope sender.',
            'zh-cn': '它什么也没收下，也就不欠退信；而且退信寄给信封发件人。',
          },
        },
        {
          id: 'haibo',
          text: { en: 'mx1.haibo.example, to lin@k3f9.test', 'zh-cn': 'mx1.haibo.example，寄给 lin@k3f9.test' },
          why: {
            en: 'It holds the message (it said 250 to Lin Wei’s server), and a plain forward keeps the envelope sender.',
            'zh-cn': '信在它手里（它对林薇的服务器说过 250）；普通转发不改信封发件人。',
          },
        },
        {
          id: 'k3f9',
          text: { en: 'mail.k3f9.test: a bounce always comes from the server of the author', 'zh-cn': 'mail.k3f9.test：退信总是由作者自己的服务器发出' },
          why: { en: 'Only if the first hop fails. It handed over and forgot.', 'zh-cn': '只有第一跳失败才是它。它早已交出，也忘了。' },
        },
        {
          id: 'nobody',
          text: { en: 'Nobody: forwarded mail is outside SMTP', 'zh-cn': '没有人：转发不归 SMTP 管' },
          why: { en: 'A forward is an ordinary SMTP transaction with an ordinary promise.', 'zh-cn': '转发也是普通的 SMTP 事务，承诺照样算数。' },
        },
      ],
      answer: 'haibo',
    },
    {
      id: 'next-try',
      kind: 'numeric',
      prompt: {
        en: 'Postfix defaults. A message came at 08:00:00; the queue is looked through at 08:04:00, 08:09:00, 08:14:00 and so on. The first try fails at once. How many seconds after arrival is the second?',
        'zh-cn': 'Postfix 默认值。信在 08:00:00 到达；队列在 08:04:00、08:09:00、08:14:00……各巡查一次。第一次尝试立即失败。第二次在到达后多少秒？',
      },
      answer: 540,
      tolerance: 5,
      unit: { en: 's', 'zh-cn': '秒' },
      why: {
        en: 'It is set aside for at least 300 s, until 08:05:00; the first look after that is at 08:09:00, 540 s after arrival.',
        'zh-cn': '至少搁 300 秒，到 08:05:00；之后第一次巡查在 08:09:00，即到达后 540 秒。',
      },
      traps: [
        {
          value: 300,
          why: {
            en: '`minimal_backoff_time` is the earliest moment; a try happens only when the queue is looked through.',
            'zh-cn': '`minimal_backoff_time` 只是最早时刻，要等到巡查队列才会真的去试。',
          },
        },
        { value: 240, why: { en: 'At 08:04:00 the message is still set aside: 300 s are not over.', 'zh-cn': '08:04:00 时 300 秒还没到，信仍被搁着。' } },
        {
          value: 1800,
          why: {
            en: '30 minutes is what RFC 5321 §4.5.4.1 recommends; Postfix’s default is shorter.',
            'zh-cn': '30 分钟是 RFC 5321 §4.5.4.1 的建议，Postfix 默认更短。',
          },
        },
      ],
    },
    {
      id: 'why-587',
      kind: 'single',
      prompt: { en: 'Why do users not simply submit to port 25?', 'zh-cn': '用户为什么不直接把信交到 25 端口？' },
      options: [
        {
          id: 'speed',
          text: { en: '587 and 465 are faster, because they skip the DNS', 'zh-cn': '587 和 465 更快，因为跳过了 DNS' },
          why: { en: 'The MSA looks up the same MX afterwards.', 'zh-cn': 'MSA 收下后照样要查 MX。' },
        },
        {
          id: 'roles',
          text: {
            en: 'On 25 strangers must get in without a password, on 587/465 nobody must',
            'zh-cn': '25 端口必须让没有密码的陌生人进来，587/465 一个也不许',
          },
          why: {
            en: 'Opposite rules: so two ports (RFC 6409). And networks may block outgoing 25 without stopping their own users.',
            'zh-cn': '规则相反，所以分成两个端口（RFC 6409）。网络也能封掉出站 25 而不影响自己的用户。',
          },
        },
        {
          id: 'tls',
          text: {
            en: 'Port 25 cannot be encrypted, whereas 587 and 465 always use TLS from the first byte',
            'zh-cn': '25 端口无法加密，而 587 和 465 总是从第一个字节就用 TLS',
          },
          why: {
            en: '25 has STARTTLS, too; and 587 begins in clear text. Only 465 has TLS from the first byte.',
            'zh-cn': '25 也有 STARTTLS；587 一开始是明文；只有 465 从第一个字节就是 TLS。',
          },
        },
        {
          id: 'size',
          text: { en: '25 takes small messages only', 'zh-cn': '25 端口只收小信' },
          why: { en: 'SIZE is a setting of each server, not of the port.', 'zh-cn': '大小限制是各服务器的设置，与端口无关。' },
        },
      ],
      answer: 'roles',
    },
    {
      id: 'reply-to-bounce',
      kind: 'reply',
      prompt: {
        en: 'A server that keeps the rules (the mailbox lin exists). What does it say?',
        'zh-cn': '一台守规矩的服务器（邮箱 lin 存在）。它接下来说什么？',
      },
      dialogue: [
        'S: 220 mail.k3f9.test ESMTP',
        'C: EHLO mx.post.example',
        'S: 250 mail.k3f9.test',
        'C: MAIL FROM:<>',
        'S: 250 2.1.0 Ok',
        'C: RCPT TO:<lin@k3f9.test>',
      ],
      answer: ['250'],
      why: {
        en: 'The null sender marks a report. Refusing it would hide every bounce from your users (RFC 5321 §4.5.5).',
        'zh-cn': '空发件人表示这是报告。拒收它，你的用户就再也看不到退信（RFC 5321 §4.5.5）。',
      },
      traps: [
        {
          code: '550',
          why: { en: 'Many a filter does that, and its users wonder why they get no bounces.', 'zh-cn': '不少过滤器这么做，然后用户奇怪为什么收不到退信。' },
        },
        {
          code: '553',
          why: {
            en: '“Sender not allowed”: but the empty sender was already accepted at MAIL FROM, and rightly.',
            'zh-cn': '“发件人不允许”：可空发件人在 MAIL FROM 时已被接受，而且应当接受。',
          },
        },
        { code: '354', why: { en: '354 answers DATA, not RCPT.', 'zh-cn': '354 是对 DATA 的回答，不是对 RCPT 的。' } },
      ],
      otherwise: {
        en: 'For an existing mailbox the null sender gets the same 250 as any other sender; content is judged later.',
        'zh-cn': '邮箱存在，空发件人和别的发件人一样得到 250；内容以后再判断。',
      },
    },
  ],
});
