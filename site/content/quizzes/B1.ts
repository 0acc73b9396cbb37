import { defineQuiz } from '../../components/quiz/quiz.ts';

export default defineQuiz({
  lesson: 'B1',
  questions: [
    {
      id: 'session-order',
      kind: 'order',
      prompt: { en: 'Put a delivery to one recipient in order (client’s side).', 'zh-cn': '投给一个收件人，客户端按什么顺序说？' },
      options: [
        {
          id: 'ehlo',
          text: { en: '`EHLO pc.k3f9.test`', 'zh-cn': '`EHLO pc.k3f9.test`' },
          why: { en: 'Name first; the answer lists the extensions.', 'zh-cn': '先报名字，应答里列出扩展。' },
        },
        {
          id: 'mail',
          text: { en: '`MAIL FROM:<a@k3f9.test>`', 'zh-cn': '`MAIL FROM:<a@k3f9.test>`' },
          why: { en: 'Begins the transaction.', 'zh-cn': '事务由它开始。' },
        },
        {
          id: 'rcpt',
          text: { en: '`RCPT TO:<li@haibo.example>`', 'zh-cn': '`RCPT TO:<li@haibo.example>`' },
          why: { en: 'Needs an open transaction.', 'zh-cn': '要先有打开的事务。' },
        },
        { id: 'data', text: { en: '`DATA`', 'zh-cn': '`DATA`' }, why: { en: 'Needs a recipient that was accepted.', 'zh-cn': '至少要有一个被接受的收件人。' } },
        {
          id: 'subject',
          text: { en: '`Subject: hi`, an empty line, the text', 'zh-cn': '`Subject: hi`、空行、正文' },
          why: { en: 'Only after 354.', 'zh-cn': '要等到 354 之后。' },
        },
        {
          id: 'dot',
          text: { en: '`.`', 'zh-cn': '`.`' },
          why: { en: 'Ends the message; the 250 after it is the promise.', 'zh-cn': '信到此结束，之后的 250 就是承诺。' },
        },
        {
          id: 'quit',
          text: { en: '`QUIT`', 'zh-cn': '`QUIT`' },
          why: { en: 'Good manners; the message is safe without it, too.', 'zh-cn': '礼貌；没有它信也已经安全。' },
        },
      ],
    },
    {
      id: 'no-recipient-left',
      kind: 'reply',
      prompt: { en: 'Postfix. What comes next?', 'zh-cn': 'Postfix。下一句是什么？' },
      dialogue: ['C: MAIL FROM:<a@k3f9.test>', 'S: 250 2.1.0 Ok', 'C: RCPT TO:<nobody@haibo.example>', 'S: 550 5.1.1 User unknown', 'C: DATA'],
      answer: ['554'],
      why: {
        en: '`554 5.5.1 Error: no valid recipients`: the order was right, but nobody is left. RFC 5321 §3.3 allows 503, too; the recorded Postfix says 554.',
        'zh-cn': '`554 5.5.1 Error: no valid recipients`：顺序没错，可是没人可投。RFC 5321 §3.3 也允许 503，录下的 Postfix 说的是 554。',
      },
      traps: [
        { code: '354', why: { en: 'Then the client would send a message that can go nowhere.', 'zh-cn': '那样客户端会发来一封没处可投的信。' } },
        {
          code: '503',
          why: {
            en: 'RFC 5321 §3.3 allows it; Postfix keeps 503 for “no RCPT at all”.',
            'zh-cn': 'RFC 5321 §3.3 允许；Postfix 的 503 留给“一条 RCPT 都没有”。',
          },
        },
        { code: '550', why: { en: 'That was the answer to RCPT. DATA gets its own.', 'zh-cn': '那是对 RCPT 的答复，DATA 另有答复。' } },
      ],
      otherwise: { en: 'All recipients were refused: a permanent no to DATA.', 'zh-cn': '收件人全被拒，所以对 DATA 也是永久性的“不”。' },
    },
    {
      id: 'dots-on-the-wire',
      kind: 'numeric',
      prompt: {
        en: 'A text has the lines `.`, `..x`, `a.b` and `end.` How many dots go over the wire for these four lines (without the final dot)?',
        'zh-cn': '正文有四行：`.`、`..x`、`a.b`、`end.`。这四行在线路上一共有几个点（不算最后结束用的点）？',
      },
      answer: 7,
      tolerance: 0,
      unit: { en: 'dots', 'zh-cn': '个' },
      why: {
        en: '5 dots in the text, and one more for each of the two lines that *begin* with one: `..`, `...x`.',
        'zh-cn': '原有 5 个；以点*开头*的两行各加一个：`..`、`...x`。',
      },
      traps: [
        { value: 5, why: { en: 'As written: then the first line would end the message.', 'zh-cn': '原样发出：第一行就把信结束了。' } },
        { value: 10, why: { en: 'Not every dot is doubled, only the first of a line that begins with one.', 'zh-cn': '不是每个点都加倍，只加行首那一个。' } },
        { value: 6, why: { en: '`..x` begins with a dot as well: it gets a third.', 'zh-cn': '`..x` 也是以点开头，要变成三个。' } },
        { value: 8, why: { en: '`..x` gets one more, not two.', 'zh-cn': '`..x` 只加一个，不是两个。' } },
      ],
    },
    {
      id: 'what-ends',
      kind: 'multiple',
      prompt: {
        en: 'Inside DATA, a Postfix 3.10 with its defaults. Which bytes end the message?',
        'zh-cn': '在 DATA 里，默认配置的 Postfix 3.10。哪些字节能结束这封信？',
      },
      options: [
        {
          id: 'crlf',
          text: { en: '`0d 0a 2e 0d 0a`', 'zh-cn': '`0d 0a 2e 0d 0a`' },
          why: { en: 'CR LF . CR LF: the only one (RFC 5321 §2.3.8, §4.1.1.4).', 'zh-cn': 'CR LF . CR LF：只有它（RFC 5321 §2.3.8、§4.1.1.4）。' },
        },
        {
          id: 'lf',
          text: { en: '`0a 2e 0a`', 'zh-cn': '`0a 2e 0a`' },
          why: { en: 'Before 3.9, yes: the door of SMTP smuggling.', 'zh-cn': '3.9 之前可以：SMTP 走私的门就在这里。' },
        },
        {
          id: 'mixed',
          text: { en: '`0a 2e 0d 0a` or `0d 0a 2e 0a`, the two mixed forms', 'zh-cn': '`0a 2e 0d 0a` 或 `0d 0a 2e 0a` 这两种混合写法' },
          why: { en: 'Neither: both ends must be CR LF.', 'zh-cn': '都不行：两头都得是 CR LF。' },
        },
        {
          id: 'data-first',
          text: { en: '`2e 0d 0a` as the very first bytes after 354', 'zh-cn': '354 之后最先来的就是 `2e 0d 0a`' },
          why: {
            en: 'The CR LF of the DATA command counts as the one before the dot: an empty message.',
            'zh-cn': 'DATA 命令自己的 CR LF 就算点前面那个：一封空信。',
          },
        },
        {
          id: 'close',
          text: { en: 'The client closes the connection properly', 'zh-cn': '客户端正常关闭连接' },
          why: {
            en: 'Then the message is thrown away: without the dot nobody has promised anything.',
            'zh-cn': '那样信会被丢弃：没有那个点，谁也没承诺过什么。',
          },
        },
      ],
      answer: ['crlf', 'data-first'],
    },
    {
      id: 'deciding-line',
      kind: 'hotspot',
      prompt: {
        en: 'The script reads only one line of this dialogue. Point at the one that misleads it.',
        'zh-cn': '脚本只读其中一行。指出把它骗了的那一行。',
      },
      lines: [
        { id: '354', line: '354 End data with <CR><LF>.<CR><LF>', why: { en: 'True, and a warning that nobody read.', 'zh-cn': '是实话，也是没人读的警告。' } },
        {
          id: '250',
          line: '250 2.0.0 Ok: queued as A3E081F410E',
          why: { en: 'True as well, for page one. The script takes it for the whole report.', 'zh-cn': '也是实话，但只对第一页。脚本以为是整份报表。' },
        },
        {
          id: '500',
          line: '500 5.5.2 Error: command not recognized',
          why: { en: 'This would have told it: page two came as a command.', 'zh-cn': '读到这句就明白了：第二页成了命令。' },
        },
        {
          id: '221',
          line: '221 2.7.0 Error: I can break rules, too. Goodbye.',
          why: { en: 'The server hangs up on a line that cannot be a command.', 'zh-cn': '遇到不可能是命令的行，服务器挂断。' },
        },
      ],
      answer: '250',
    },
    {
      id: 'vrfy-252',
      kind: 'single',
      prompt: {
        en: 'A server that you know nothing about answers `VRFY wang@haibo.example` with `252`. What do you know now?',
        'zh-cn': '一台你毫不了解的服务器，对 `VRFY wang@haibo.example` 答 `252`。现在你知道了什么？',
      },
      options: [
        {
          id: 'exists',
          text: { en: 'The mailbox exists: the first digit is 2, so the server has verified it', 'zh-cn': '邮箱存在：首位是 2，说明服务器核实过了' },
          why: { en: '250 would say that. 252 says: cannot verify, but will try to deliver.', 'zh-cn': '那是 250 的意思。252 是：不能核实，但愿意试着投。' },
        },
        {
          id: 'nothing',
          text: { en: 'Nothing for certain', 'zh-cn': '什么也确定不了' },
          why: {
            en: 'Many servers say it to everybody (RFC 5321 §7.3). Ask for an invented name as well: the Postfix of this lesson then says 550, and only the comparison tells.',
            'zh-cn': '很多服务器对谁都这么答（RFC 5321 §7.3）。再问一个编造的名字：本课的 Postfix 会答 550，一比才知道。',
          },
        },
        {
          id: 'relay',
          text: { en: 'The server would relay for you', 'zh-cn': '服务器愿意为你中继' },
          why: { en: 'Relay is decided at RCPT.', 'zh-cn': '中继与否在 RCPT 时决定。' },
        },
        {
          id: 'catchall',
          text: { en: 'The domain has a catch-all', 'zh-cn': '这个域名收下所有地址' },
          why: { en: 'You would see that by a RCPT for an invented name, not here.', 'zh-cn': '要用编造的名字去 RCPT 才看得出来。' },
        },
      ],
      answer: 'nothing',
    },
    {
      id: 'pipelining-where',
      kind: 'single',
      prompt: {
        en: 'PIPELINING is offered. After which of these must the client wait before it sends more?',
        'zh-cn': '服务器提供 PIPELINING。说完哪一条必须先等应答？',
      },
      options: [
        {
          id: 'rcpt',
          text: { en: 'RCPT, because the recipient might be refused', 'zh-cn': 'RCPT，因为收件人可能被拒' },
          why: { en: 'Each gets its own answer, and they may come later in the group.', 'zh-cn': '各有各的应答，可以成组地晚一点回来。' },
        },
        {
          id: 'mail',
          text: { en: 'MAIL, since RCPT depends on it', 'zh-cn': 'MAIL，因为 RCPT 取决于它' },
          why: { en: 'If MAIL is refused, RCPT gets 503. No harm done.', 'zh-cn': 'MAIL 被拒，RCPT 得 503，不碍事。' },
        },
        {
          id: 'data',
          text: { en: 'DATA', 'zh-cn': 'DATA' },
          why: {
            en: 'RFC 2920 §3.1: the content may follow only a 354; without one it would be read as commands.',
            'zh-cn': 'RFC 2920 §3.1：见到 354 才能发内容，否则内容会被当成命令。',
          },
        },
        {
          id: 'rset',
          text: { en: 'RSET, since it empties the whole transaction', 'zh-cn': 'RSET，因为它会清空整个事务' },
          why: { en: 'May stand anywhere in a group.', 'zh-cn': '可以放在一组里的任何位置。' },
        },
      ],
      answer: 'data',
    },
    {
      id: 'raw-chinese',
      kind: 'single',
      prompt: {
        en: 'Your text contains 发票 as raw UTF-8, in the body only. What must the server have offered?',
        'zh-cn': '正文里有原样 UTF-8 的“发票”，信头里没有。服务器必须提供过什么？',
      },
      options: [
        {
          id: 'smtputf8',
          text: { en: '`SMTPUTF8`, because the text is not ASCII', 'zh-cn': '`SMTPUTF8`，因为内容不是 ASCII' },
          why: { en: 'That is for addresses and header fields (RFC 6531).', 'zh-cn': '那是给地址和信头用的（RFC 6531）。' },
        },
        {
          id: 'eightbit',
          text: { en: '`8BITMIME`', 'zh-cn': '`8BITMIME`' },
          why: { en: 'RFC 6152: bytes above 127 in the body.', 'zh-cn': 'RFC 6152：正文里大于 127 的字节。' },
        },
        {
          id: 'chunking',
          text: { en: '`CHUNKING`, because Chinese characters take three bytes each', 'zh-cn': '`CHUNKING`，因为一个汉字占三个字节' },
          why: { en: 'BDAT counts bytes, but it does not decide which bytes are allowed.', 'zh-cn': 'BDAT 数字节，但不管哪些字节允许。' },
        },
        {
          id: 'nothing',
          text: { en: 'Nothing: DATA takes any bytes', 'zh-cn': '什么也不用：DATA 什么字节都收' },
          why: {
            en: 'Most servers will take them. But SMTP alone promises 7 bits; an old relay may clear the eighth.',
            'zh-cn': '多数服务器确实会收。但 SMTP 本身只保证 7 位，老的中继可能抹掉第 8 位。',
          },
        },
      ],
      answer: 'eightbit',
    },
  ],
});
