import { defineQuiz } from '../../components/quiz/quiz.ts';

export default defineQuiz({
  lesson: 'S03',
  questions: [
    {
      id: 'oversize-declared',
      kind: 'reply',
      prompt: { en: 'What comes next?', 'zh-cn': '下一句是什么？' },
      dialogue: ['C: EHLO pc.k3f9.test', 'S: 250-SIZE 70000', 'S: 250 CHUNKING', 'C: MAIL FROM:<a@k3f9.test> SIZE=90000'],
      answer: ['552'],
      why: { en: '`552 5.3.4`: permanent, before a byte was sent (RFC 1870 §6.1).', 'zh-cn': '`552 5.3.4`：永久拒绝，一个字节都没发（RFC 1870 §6.1）。' },
      traps: [
        {
          code: '452',
          why: { en: 'That would be “no room at the moment”; the client would try the same again.', 'zh-cn': '那是“眼下没空间”，客户端会原样再试。' },
        },
        { code: '250', why: { en: 'Then 90000 bytes would travel for nothing.', 'zh-cn': '那样 90000 字节白跑一趟。' } },
        { code: '554', why: { en: 'Allowed, but it does not say why; 552 with 5.3.4 does.', 'zh-cn': '也允许，但没说原因；552 加 5.3.4 说清楚了。' } },
      ],
      otherwise: { en: 'The declared size is above the limit that EHLO announced.', 'zh-cn': '申报的大小超过了 EHLO 里公布的上限。' },
    },
    {
      id: 'dead-filter',
      kind: 'single',
      prompt: {
        en: 'The spam filter of your Postfix has crashed, and clients get `421` right after connecting. What happens to the mail?',
        'zh-cn': '你的 Postfix 的垃圾过滤器崩了，客户端一连上就得到 `421`。来信会怎样？',
      },
      options: [
        {
          id: 'lost',
          text: { en: 'It is lost until the filter runs again: nobody has stored it', 'zh-cn': '过滤器恢复之前的信都丢了，因为谁也没存' },
          why: { en: 'The senders’ servers have stored it: they never got a 250.', 'zh-cn': '发送方的服务器存着：它们没听到 250。' },
        },
        {
          id: 'waits',
          text: { en: 'It waits at the senders’ servers', 'zh-cn': '在发送方的服务器里等着' },
          why: { en: '4xx: try again later, for days. Delayed, not lost.', 'zh-cn': '4xx：过后再试，试好几天。延误，不丢。' },
        },
        {
          id: 'bounces',
          text: { en: 'It bounces at once to every sender, with the text of the 421', 'zh-cn': '立刻全部退回，附上 421 的文字' },
          why: { en: 'That would be a 5xx.', 'zh-cn': '那要 5xx 才会。' },
        },
        {
          id: 'unfiltered',
          text: { en: 'It comes in unfiltered', 'zh-cn': '不经过滤就进来' },
          why: {
            en: 'That is `milter_default_action = accept`; here the server fails closed.',
            'zh-cn': '那是 `milter_default_action = accept`；这里是宁可不收。',
          },
        },
      ],
      answer: 'waits',
    },
    {
      id: 'crash-safe',
      kind: 'multiple',
      prompt: {
        en: 'The power fails while a message is being delivered. In which formats can *other* messages of the folder be harmed?',
        'zh-cn': '投递途中断电。哪些格式里，同一文件夹的*其他*信会受损？',
      },
      options: [
        {
          id: 'mbox',
          text: { en: 'mbox', 'zh-cn': 'mbox' },
          why: { en: 'All in one file: whoever rewrites it in that moment hurts all.', 'zh-cn': '全在一个文件里：此刻谁在重写，就伤到全部。' },
        },
        {
          id: 'maildir',
          text: { en: 'Maildir, because it has so many files', 'zh-cn': 'Maildir，因为文件特别多' },
          why: { en: 'Many files are its safety: written in `tmp/`, then renamed.', 'zh-cn': '文件多正是它安全的原因：先写 `tmp/`，再改名。' },
        },
        {
          id: 'sdbox',
          text: { en: 'sdbox: their flags, when the index is damaged', 'zh-cn': 'sdbox：索引坏了，它们的标记就没了' },
          why: { en: 'The messages are whole; read and answered marks live in the index only.', 'zh-cn': '信是完整的；已读、已回复只记在索引里。' },
        },
        {
          id: 'mdbox',
          text: { en: 'mdbox: when map and files no longer agree', 'zh-cn': 'mdbox：映射与文件对不上时' },
          why: { en: '`doveadm force-resync` puts most of it together again.', 'zh-cn': '`doveadm force-resync` 能拼回大部分。' },
        },
      ],
      answer: ['mbox', 'sdbox', 'mdbox'],
    },
    {
      id: 'the-push',
      kind: 'hotspot',
      prompt: { en: 'Which line is the push?', 'zh-cn': '哪一行是推送？' },
      lines: [
        { id: 'idle', line: 'c idle', why: { en: 'The client says that it waits.', 'zh-cn': '客户端说它在等。' } },
        { id: 'idling', line: '+ idling', why: { en: 'The server agrees to speak first.', 'zh-cn': '服务器同意由自己先开口。' } },
        { id: 'exists', line: '* 2 EXISTS', why: { en: 'Untagged and unasked: something is new.', 'zh-cn': '没有标签，也没人问：有新东西。' } },
        { id: 'done', line: 'DONE', why: { en: 'The client stops waiting.', 'zh-cn': '客户端不等了。' } },
        { id: 'fetch', line: 'd fetch 2 (flags envelope)', why: { en: 'Only now does it ask what is new.', 'zh-cn': '到这时它才问新的是什么。' } },
      ],
      answer: 'exists',
    },
    {
      id: 'who-removed',
      kind: 'hotspot',
      prompt: { en: 'Li says that the server lost his message. Which line answers him?', 'zh-cn': '李工说服务器弄丢了他的信。哪一行回答了他？' },
      lines: [
        {
          id: 'saved',
          line: 'lmtp(li@haibo.example): Mailbox INBOX: save: box=INBOX, uid=1, msgid=<…08@pc.k3f9.test>',
          why: { en: 'It arrived. That is half of the answer.', 'zh-cn': '信到了。这是一半答案。' },
        },
        {
          id: 'login',
          line: 'imap-login: Logged in: user=<li@haibo.example>, rip=198.51.101.11, session=<FiT/qA9h>',
          why: { en: 'Somebody with his password was there; this alone removes nothing.', 'zh-cn': '有知道他密码的人来过；光凭这行什么也没删。' },
        },
        {
          id: 'delete',
          line: 'imap(li@haibo.example)<FiT/qA9h>: Mailbox INBOX: delete: box=INBOX, uid=1, msgid=<…08@pc.k3f9.test>',
          why: { en: 'Marked for deletion: still there, could be undone.', 'zh-cn': '打上删除标记：还在，还能撤销。' },
        },
        {
          id: 'expunge',
          line: 'imap(li@haibo.example)<FiT/qA9h>: Mailbox INBOX: expunge: box=INBOX, uid=1, msgid=<…08@pc.k3f9.test>',
          why: { en: 'Gone, by order of this session. Its login line says from where.', 'zh-cn': '没了，是这个会话下的令。它的登录行说明来自哪里。' },
        },
        {
          id: 'failed',
          line: 'imap-login: Login aborted: Logged out (auth failed, 1 attempts in 2 secs): user=<li@haibo.example>',
          why: { en: 'Four seconds later, and without success.', 'zh-cn': '四秒之后，而且没登录成。' },
        },
      ],
      answer: 'expunge',
    },
    {
      id: 'log-size',
      kind: 'numeric',
      prompt: {
        en: '30,000 messages a day, 20 lines of 250 bytes each, compressed to a tenth, kept 180 days. How many GB (1 GB = 10⁹ bytes)?',
        'zh-cn': '每天 30 000 封，每封 20 行、每行 250 字节，压缩到十分之一，留 180 天。共多少 GB（1 GB = 10⁹ 字节）？',
      },
      answer: 2.7,
      tolerance: 0.05,
      unit: { en: 'GB', 'zh-cn': 'GB' },
      why: {
        en: '30,000 × 20 × 250 = 150 MB a day, 15 MB compressed, × 180 = 2.7 GB.',
        'zh-cn': '30 000 × 20 × 250 = 每天 150 MB，压缩后 15 MB，× 180 = 2.7 GB。',
      },
      traps: [
        { value: 27, why: { en: 'Uncompressed.', 'zh-cn': '没算压缩。' } },
        { value: 0.135, why: { en: 'One line a message instead of twenty.', 'zh-cn': '每封只算了一行，应为二十行。' } },
      ],
    },
    {
      id: 'lmtp-three',
      kind: 'single',
      prompt: {
        en: 'One message to three mailboxes of the server; the second is full for the moment. What does LMTP do that SMTP cannot?',
        'zh-cn': '一封信投给本机三个邮箱，第二个暂时满了。LMTP 能做到、而 SMTP 做不到的是什么？',
      },
      options: [
        {
          id: 'rcpt',
          text: { en: 'Refuse a single recipient at RCPT, before the message is sent', 'zh-cn': '在 RCPT 时、信发出之前，单独拒绝一个收件人' },
          why: { en: 'SMTP can do that as well.', 'zh-cn': 'SMTP 也能。' },
        },
        {
          id: 'each',
          text: { en: 'Answer for each recipient after the dot', 'zh-cn': '在点之后对每个收件人分别应答' },
          why: {
            en: 'RFC 2033 §4.2. So only the second is tried again, and nobody gets it twice.',
            'zh-cn': 'RFC 2033 §4.2。所以只重试第二个，没有人收到两份。',
          },
        },
        {
          id: 'queue',
          text: { en: 'Keep the message in a queue of its own', 'zh-cn': '把信存进自己的队列' },
          why: { en: 'The opposite: an LMTP server has no queue (§2).', 'zh-cn': '正相反：LMTP 服务器没有队列（§2）。' },
        },
        {
          id: 'copies',
          text: { en: 'Send three copies of the message over three connections', 'zh-cn': '用三个连接送三份' },
          why: { en: 'One connection, one transaction, one copy.', 'zh-cn': '一个连接、一次事务、一份。' },
        },
      ],
      answer: 'each',
    },
    {
      id: 'greylist-next',
      kind: 'reply',
      prompt: {
        en: 'Greylisting is on; nobody of these two has been seen before. The server’s answer?',
        'zh-cn': '灰名单已打开，这两位都没见过。服务器怎么答？',
      },
      dialogue: ['C: MAIL FROM:<new@k3f9.test>', 'S: 250 2.1.0 Ok', 'C: RCPT TO:<li@haibo.example>'],
      answer: ['450', '451'],
      why: {
        en: 'A temporary no (450 or 451, by program). A server with a queue comes back; that is the whole test.',
        'zh-cn': '暂时的“不”（450 或 451，因程序而异）。有队列的服务器会再来，考的就是这个。',
      },
      traps: [
        { code: '550', why: { en: 'Then good mail would bounce.', 'zh-cn': '那样好信也退了。' } },
        { code: '250', why: { en: 'At the second try, a few minutes later.', 'zh-cn': '那是几分钟后第二次来的时候。' } },
        { code: '421', why: { en: 'It would close the connection, for all recipients.', 'zh-cn': '那会断开连接，连累所有收件人。' } },
      ],
      otherwise: { en: 'It must be temporary and for this recipient only: 450 or 451.', 'zh-cn': '必须是暂时的、只针对这个收件人：450 或 451。' },
    },
  ],
});
