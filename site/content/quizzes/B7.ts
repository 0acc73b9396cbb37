import { defineQuiz } from '../../components/quiz/quiz.ts';

export default defineQuiz({
  lesson: 'B7',
  questions: [
    {
      id: 'wait',
      kind: 'numeric',
      prompt: {
        en: 'Postfix’s defaults. A message fails again at an age of 40 minutes. After how many minutes is it due again?',
        'zh-cn': 'Postfix 默认值。一封信在信龄 40 分钟时又一次失败，再过多少分钟到点？',
      },
      answer: 40,
      tolerance: 0,
      unit: { en: 'min', 'zh-cn': '分钟' },
      why: {
        en: 'The wait is the age, 40 min, between `minimal_backoff_time` (5 min) and `maximal_backoff_time` (66.7 min). It is tried at the next scan after that, up to 5 min later.',
        'zh-cn':
          '等待等于信龄 40 分钟，在 `minimal_backoff_time`（5 分钟）和 `maximal_backoff_time`（66.7 分钟）之间。真正投递是到点之后的下一次扫描，最多再晚 5 分钟。',
      },
      traps: [
        { value: 5, why: { en: 'That is the shortest wait, right only in the first minutes.', 'zh-cn': '那是最短的等待，只在最初几分钟成立。' } },
        { value: 66.7, why: { en: 'That is the longest; it is reached at an age of 4,000 s.', 'zh-cn': '那是最长的等待，信龄到 4000 s 才达到。' } },
        { value: 80, why: { en: 'That will be its age when it is due.', 'zh-cn': '那是到点时的信龄。' } },
      ],
    },
    {
      id: 'null-sender',
      kind: 'single',
      prompt: { en: 'Why does a bounce have the sender `<>`?', 'zh-cn': '退信的发件人为什么是 `<>`？' },
      options: [
        {
          id: 'anon',
          text: { en: 'So that nobody can write back to the machine and fill its mailbox', 'zh-cn': '免得有人给机器回信，把它的邮箱塞满' },
          why: {
            en: 'Replies go to the From: header, MAILER-DAEMON. The envelope decides about bounces.',
            'zh-cn': '回信看的是 From: 头里的 MAILER-DAEMON；信封决定的是退信去哪里。',
          },
        },
        {
          id: 'loop',
          text: { en: 'A bounce must never be bounced', 'zh-cn': '退信不能再被退' },
          why: {
            en: 'With nobody to report to, two servers cannot bounce at each other (RFC 5321 §6.1).',
            'zh-cn': '无人可报告，两台服务器就不会互相退个没完（RFC 5321 §6.1）。',
          },
        },
        {
          id: 'spf',
          text: { en: 'So that it passes SPF', 'zh-cn': '为了通过 SPF' },
          why: { en: 'SPF then checks the HELO name instead. A side effect, not the reason.', 'zh-cn': '这时 SPF 改查 HELO 的名字。那是附带结果，不是原因。' },
        },
        {
          id: 'spam',
          text: { en: 'It marks automatic mail, so that filters can drop it before people see it', 'zh-cn': '标明是自动邮件，让过滤器在人看到之前丢掉' },
          why: { en: 'Whoever drops it leaves users without the report that they were promised.', 'zh-cn': '谁这样丢，谁的用户就收不到承诺过的报告。' },
        },
      ],
      answer: 'loop',
    },
    {
      id: 'forged',
      kind: 'reply',
      prompt: {
        en: 'A server that makes no backscatter, and knows its users. Which reply comes next?',
        'zh-cn': '一台不制造反向散射、知道自己有哪些用户的服务器，接下来答什么？',
      },
      dialogue: ['C: MAIL FROM:<wang@haibo.example>', 'S: 250 2.1.0 Ok', 'C: RCPT TO:<no-such-person@k3f9.test>'],
      answer: ['550'],
      why: {
        en: '`550 5.1.1`: refused while the client is on the line. No message, no promise, no bounce from us.',
        'zh-cn': '`550 5.1.1`：趁对方还在线上就拒绝。没有信，没有承诺，也没有我们的退信。',
      },
      traps: [
        {
          code: '250',
          why: { en: 'Then it must report the failure later, to Wang, whose address was forged.', 'zh-cn': '那它之后就得报告失败，报告给地址被冒用的王先生。' },
        },
        {
          code: '450',
          why: {
            en: 'Temporary: honest senders with a typing error would try for five days before they learn of it.',
            'zh-cn': '临时错误：写错地址的正经发件人要试五天才知道。',
          },
        },
        { code: '252', why: { en: 'That is an answer to VRFY.', 'zh-cn': '那是对 VRFY 的应答。' } },
      ],
      otherwise: { en: 'Look at the run “The same spam, at a server that knows its users”.', 'zh-cn': '回头看“知道自己有哪些用户的服务器”那段实例。' },
    },
    {
      id: 'delayed',
      kind: 'hotspot',
      prompt: { en: 'Lin Wei forwards you this and asks “is it lost?” Which line answers?', 'zh-cn': '林薇把这个转给你，问“是不是丢了？”哪一行是答案？' },
      lines: [
        {
          id: 'subject',
          line: 'Subject: Delayed Mail (still being retried)',
          why: {
            en: 'Text for people, in the words of one software; a program must not rely on it.',
            'zh-cn': '给人看的文字，各家软件措辞不同，程序不能依赖它。',
          },
        },
        { id: 'rcpt', line: 'Final-Recipient: rfc822; wang@haibo.example', why: { en: 'Says whom it is about.', 'zh-cn': '说的是哪位收件人。' } },
        {
          id: 'action',
          line: 'Action: delayed',
          why: { en: 'Not lost: `delayed`, and not `failed`. The tries go on.', 'zh-cn': '没有丢：是 `delayed`，不是 `failed`，还在继续试。' },
        },
        {
          id: 'status',
          line: 'Status: 4.4.1',
          why: {
            en: 'Temporary, no answer from the host. But a final report may carry a 4 as well: `Action` decides.',
            'zh-cn': '临时，对方主机没有应答。不过结局报告里也可能是 4 开头，要看 `Action`。',
          },
        },
        {
          id: 'diag',
          line: 'Diagnostic-Code: X-Postfix; connect to mx.haibo.example[192.0.2.20]:25: Connection refused',
          why: { en: 'Why it is late.', 'zh-cn': '为什么晚。' },
        },
      ],
      answer: 'action',
    },
    {
      id: 'promise',
      kind: 'multiple',
      prompt: { en: 'Which commands keep the promise of `250`: deliver, or report?', 'zh-cn': '下面哪些命令守住了 `250` 的承诺：要么送到，要么报告？' },
      options: [
        {
          id: 'hold',
          text: { en: '`postsuper -h ALL`', 'zh-cn': '`postsuper -h ALL`' },
          why: { en: 'Keeps it waiting. Do not forget to release it.', 'zh-cn': '只是让它等着，别忘了放行。' },
        },
        {
          id: 'expire',
          text: { en: '`postsuper -e 4bXk3J1zQZz`', 'zh-cn': '`postsuper -e 4bXk3J1zQZz`' },
          why: { en: 'Gives up, and reports to the sender.', 'zh-cn': '放弃，并报告发件人。' },
        },
        {
          id: 'delete',
          text: { en: '`postsuper -d ALL`', 'zh-cn': '`postsuper -d ALL`' },
          why: { en: 'Nobody is told anything.', 'zh-cn': '谁也不会得到通知。' },
        },
        {
          id: 'rm',
          text: { en: '`rm -r /var/spool/postfix/deferred/*`', 'zh-cn': '`rm -r /var/spool/postfix/deferred/*`' },
          why: { en: 'The same as delete, and behind the back of a running queue manager.', 'zh-cn': '与删除一样，还是背着正在运行的队列管理器干的。' },
        },
        {
          id: 'requeue',
          text: { en: '`postsuper -r ALL`', 'zh-cn': '`postsuper -r ALL`' },
          why: { en: 'Puts all through the front again, with today’s routing.', 'zh-cn': '全部重新走一遍，按现在的路由。' },
        },
      ],
      answer: ['hold', 'expire', 'requeue'],
    },
    {
      id: 'five-days',
      kind: 'single',
      prompt: {
        en: 'The lifetime is 5 d. When exactly is a message to a dead server returned?',
        'zh-cn': '寿命设为 5 d。发往一台死掉的服务器的信，究竟何时退回？',
      },
      options: [
        {
          id: 'sharp',
          text: { en: 'Exactly 5 days after arrival: a timer is set when it enters the queue', 'zh-cn': '到达之后正好 5 天：入队时就设好了定时器' },
          why: { en: 'There is no timer for a message; there are scans and tries.', 'zh-cn': '没有按信设的定时器，只有扫描和投递。' },
        },
        {
          id: 'after-try',
          text: { en: 'After the first failed try that ends later than 5 days', 'zh-cn': '在超过 5 天之后的第一次失败投递时' },
          why: {
            en: 'The age is looked at after a failed try. With the defaults that is up to about 72 minutes later.',
            'zh-cn': '失败之后才看信龄。按默认值，最多再晚约 72 分钟。',
          },
        },
        {
          id: 'count',
          text: { en: 'After a fixed number of tries, about a hundred, whatever time that takes', 'zh-cn': '投递满固定次数，大约一百次，不管花多久' },
          why: { en: 'It comes to about 110 tries, but nobody counts them.', 'zh-cn': '算下来约 110 次，但没人去数。' },
        },
        {
          id: 'warning',
          text: { en: 'One `delay_warning_time` after the last warning', 'zh-cn': '最后一次提醒之后再过一个 `delay_warning_time`' },
          why: { en: 'The warning is sent once, and changes nothing.', 'zh-cn': '提醒只发一次，什么也不改变。' },
        },
      ],
      answer: 'after-try',
    },
    {
      id: 'verp',
      kind: 'single',
      prompt: {
        en: 'A list sends from `news+wang=haibo.example@k3f9.test`. What for?',
        'zh-cn': '群发的信封发件人写成 `news+wang=haibo.example@k3f9.test`，为了什么？',
      },
      options: [
        {
          id: 'filter',
          text: { en: 'Wang can sort the list into a folder by this address', 'zh-cn': '王先生可以按这个地址把群发信归到一个文件夹' },
          why: { en: 'He would use List-Id. The envelope sender is for the way back.', 'zh-cn': '那该用 List-Id。信封发件人管的是回程。' },
        },
        {
          id: 'bounce',
          text: { en: 'The bounce says by its address whom it is about', 'zh-cn': '退信寄到哪个地址，就知道说的是谁' },
          why: {
            en: 'Even a bounce that no program can parse arrives at the right line of the list.',
            'zh-cn': '哪怕程序解析不了退信内容，也能对到名单上的那一行。',
          },
        },
        {
          id: 'track',
          text: { en: 'To see whether Wang has opened the letter', 'zh-cn': '查看王先生有没有打开信' },
          why: { en: 'Opening a letter sends nothing to the envelope sender.', 'zh-cn': '打开一封信不会给信封发件人发任何东西。' },
        },
        {
          id: 'spf',
          text: {
            en: 'Because SPF demands a sender of its own for each recipient of a bulk mailing',
            'zh-cn': '因为 SPF 要求群发邮件的每个收件人对应一个发件人',
          },
          why: { en: 'SPF looks at the domain only.', 'zh-cn': 'SPF 只看域名。' },
        },
      ],
      answer: 'bounce',
    },
  ],
});
