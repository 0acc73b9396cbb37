import { defineQuiz } from '../../components/quiz/quiz.ts';

export default defineQuiz({
  lesson: 'B6',
  questions: [
    {
      id: 'needs-two',
      kind: 'single',
      prompt: { en: 'What does smuggling need?', 'zh-cn': '走私需要什么条件？' },
      options: [
        {
          id: 'hole',
          text: { en: 'A receiver that is an open relay', 'zh-cn': '收件方是开放中继' },
          why: { en: 'The recipient is the receiver’s own user: nothing is relayed.', 'zh-cn': '收件人是它自己的用户，谈不上中继。' },
        },
        {
          id: 'two',
          text: { en: 'Two servers that disagree about the end', 'zh-cn': '两台服务器对结尾看法不同' },
          why: { en: 'One passes on as text what the other takes for an end.', 'zh-cn': '一台当正文转出的，另一台当成结尾。' },
        },
        {
          id: 'password',
          text: { en: 'A stolen password of the person in whose name the second message comes', 'zh-cn': '第二封冒充的那个人的密码' },
          why: { en: 'Her account is never used. Any customer of the sending server will do.', 'zh-cn': '根本没用到她的账号。发件服务器的任何一个客户都行。' },
        },
        {
          id: 'tls',
          text: { en: 'A connection without TLS, so that lines can be put into it on the way', 'zh-cn': '没有 TLS 的连接，好在途中塞进几行' },
          why: { en: 'The lines are in the message itself. TLS carries them faithfully.', 'zh-cn': '那几行就在信里，TLS 会忠实地送到。' },
        },
      ],
      answer: 'two',
    },
    {
      id: 'count-messages',
      kind: 'numeric',
      prompt: {
        en: 'Content: `a` LF `.` CRLF, then MAIL, RCPT, DATA, `b` CRLF `.` LF, then MAIL, RCPT, DATA, `c` CRLF `.` CRLF. How many messages does Postfix with `smtpd_forbid_bare_newline = no` see, pipelining allowed?',
        'zh-cn':
          '内容：`a` LF `.` CRLF，然后 MAIL、RCPT、DATA，`b` CRLF `.` LF，再 MAIL、RCPT、DATA，`c` CRLF `.` CRLF。Postfix 设为 `smtpd_forbid_bare_newline = no`、允许流水线，看到几封？',
      },
      answer: 3,
      tolerance: 0,
      unit: { en: 'messages', 'zh-cn': '封' },
      why: { en: 'It takes LF.CRLF and CRLF.LF for ends as well.', 'zh-cn': 'LF.CRLF 和 CRLF.LF 它都认作结尾。' },
      traps: [
        { value: 1, why: { en: 'So it would be with normalize.', 'zh-cn': '`normalize` 才是一封。' } },
        { value: 2, why: { en: 'That is a server which takes LF.CRLF, but not CRLF.LF.', 'zh-cn': '那是只认 LF.CRLF、不认 CRLF.LF 的服务器。' } },
      ],
    },
    {
      id: 'why-spf',
      kind: 'multiple',
      prompt: { en: 'Which checks can the smuggled message pass, if the domain relies on SPF?', 'zh-cn': '如果域名只靠 SPF，走私的信能通过哪些检查？' },
      options: [
        {
          id: 'spf',
          text: { en: 'SPF of any domain that may send from that server', 'zh-cn': '凡可从那台服务器发信的域名的 SPF' },
          why: { en: 'The address is right.', 'zh-cn': '地址是对的。' },
        },
        {
          id: 'dmarc',
          text: { en: 'DMARC of such a domain', 'zh-cn': '这种域名的 DMARC' },
          why: { en: 'An aligned SPF pass is enough.', 'zh-cn': '对齐的 SPF 通过就够了。' },
        },
        {
          id: 'dkim',
          text: { en: 'DKIM with the domain’s key', 'zh-cn': '该域名密钥的 DKIM' },
          why: { en: 'Nobody signed the hidden message.', 'zh-cn': '没有人给藏着的信签名。' },
        },
        {
          id: 'sender',
          text: { en: 'The sending server’s check that customers use only their own address', 'zh-cn': '发件服务器“客户只能用自己地址”的检查' },
          why: { en: 'It does not pass it: it is never asked.', 'zh-cn': '不是通过，是根本没查到。' },
        },
      ],
      answer: ['spf', 'dmarc'],
    },
    {
      id: 'which-octets',
      kind: 'hotspot',
      prompt: { en: 'Which line of the capture holds a false end of data?', 'zh-cn': '抓包里哪一行有假结尾？' },
      lines: [
        { id: 'ok', line: '4e 69 63 65 0d 0a 2e 2e 0d 0a   Nice....', why: { en: 'Two dots: a stuffed line, text.', 'zh-cn': '两个点：补过点的一行正文。' } },
        { id: 'inner', line: '61 2e 0d 0a 62 0d 0a 2e 63 0d   a...b...c.', why: { en: 'The dots do not stand alone on a line.', 'zh-cn': '点没有独占一行。' } },
        { id: 'false', line: '6f 6b 0a 2e 0d 0a 4d 41 49 4c   ok....MAIL', why: { en: '0a 2e 0d 0a: LF, dot, CRLF.', 'zh-cn': '0a 2e 0d 0a：LF、点、CRLF。' } },
        {
          id: 'real',
          line: '6f 6b 0d 0a 2e 0d 0a 51 55 49   ok.....QUI',
          why: { en: 'The real one: CRLF, dot, CRLF.', 'zh-cn': '这是真结尾：CRLF、点、CRLF。' },
        },
      ],
      answer: 'false',
    },
    {
      id: 'normalize-cost',
      kind: 'single',
      prompt: { en: 'Which honest client loses mail with `normalize`?', 'zh-cn': '用 `normalize` 时，哪种正常客户端会丢信？' },
      options: [
        {
          id: 'mixed',
          text: { en: 'One that writes some lines with LF and others with CRLF', 'zh-cn': '有的行用 LF、有的行用 CRLF 的' },
          why: { en: 'Taken, and made CRLF. `reject` would refuse it.', 'zh-cn': '照收，改成 CRLF。`reject` 才会拒。' },
        },
        {
          id: 'lflf',
          text: { en: 'One that ends with LF.LF', 'zh-cn': '用 LF.LF 结束的' },
          why: { en: 'For the server the message never ends.', 'zh-cn': '在服务器看来，信一直没结束。' },
        },
        {
          id: 'dots',
          text: { en: 'One whose text has lines that begin with a dot', 'zh-cn': '正文里有以点开头的行的' },
          why: { en: 'Those are stuffed, as ever.', 'zh-cn': '照常补点即可。' },
        },
        {
          id: 'bdat',
          text: { en: 'One that sends with BDAT and gives the length instead of an end', 'zh-cn': '用 BDAT 发信、以长度代替结尾的' },
          why: { en: 'BDAT needs no end of data.', 'zh-cn': 'BDAT 不需要结尾。' },
        },
      ],
      answer: 'lflf',
    },
    {
      id: 'next-reply',
      kind: 'reply',
      prompt: { en: 'Postfix 3.10 with `reject`. What comes after the last line?', 'zh-cn': 'Postfix 3.10，设为 `reject`。最后一行之后它答什么？' },
      dialogue: [
        'C: DATA',
        'S: 354 End data with <CR><LF>.<CR><LF>',
        'C: Subject: test <CR><LF> <CR><LF> one line <LF>',
        'C: . <CR><LF>',
        'C: more text <CR><LF> . <CR><LF>',
      ],
      answer: ['550'],
      why: { en: '`550 5.5.2 … Error: bare <LF> received`, after the real end.', 'zh-cn': '`550 5.5.2 … Error: bare <LF> received`，在真结尾之后。' },
      traps: [
        { code: '250', why: { en: 'That would be normalize.', 'zh-cn': '`normalize` 才是这样。' } },
        { code: '500', why: { en: 'The text is content, not a command.', 'zh-cn': '那些是内容，不是命令。' } },
        { code: '554', why: { en: 'That is what talking ahead of the reply gets.', 'zh-cn': '抢话才得到 554。' } },
      ],
      otherwise: { en: 'See `smtpd_forbid_bare_newline_reject_code`.', 'zh-cn': '见 `smtpd_forbid_bare_newline_reject_code`。' },
    },
  ],
});
