import { defineQuiz } from '../../components/quiz/quiz.ts';

export default defineQuiz({
  lesson: 'S15',
  questions: [
    {
      id: 'three-full',
      kind: 'single',
      prompt: { en: 'Every partner sees `452 4.3.1`. Whose problem is it?', 'zh-cn': '每个合作方都收到 `452 4.3.1`。问题归谁？' },
      options: [
        {
          id: 'user',
          text: { en: 'The recipient’s, who has to delete old mail from the mailbox', 'zh-cn': '收件人的，他得把邮箱里的旧信删掉' },
          why: { en: 'That would be subject 2: `4.2.2`.', 'zh-cn': '那应当是主题 2：`4.2.2`。' },
        },
        {
          id: 'system',
          text: { en: 'The server’s: its queue has no room', 'zh-cn': '服务器的：队列没有空间' },
          why: { en: 'Subject 3 is the system as a whole. It hits everybody, and waits for you.', 'zh-cn': '主题 3 是整个系统。人人受影响，等你处理。' },
        },
        {
          id: 'size',
          text: { en: 'The senders’: their messages are larger than the limit', 'zh-cn': '发件人的：信超过了大小上限' },
          why: { en: 'That would be `5.3.4`, and not for every partner.', 'zh-cn': '那应当是 `5.3.4`，而且不会人人如此。' },
        },
        {
          id: 'network',
          text: { en: 'Nobody’s: a temporary network fault that passes by itself', 'zh-cn': '谁的也不是：临时网络故障，自己会好' },
          why: { en: 'Temporary means that senders try again, not that the cause goes away.', 'zh-cn': '“临时”是说发件方会再试，不是说原因会自己消失。' },
        },
      ],
      answer: 'system',
    },
    {
      id: 'quota-reply',
      kind: 'reply',
      prompt: {
        en: 'The mailbox is over quota, and the server asks `quota-status` at RCPT, set up as in this lesson. What does it answer?',
        'zh-cn': '邮箱超配额，服务器按本课的设置在 RCPT 时查 `quota-status`。它答什么？',
      },
      dialogue: ['C: MAIL FROM:<wang@haibo.example>', 'S: 250 2.1.0 Ok', 'C: RCPT TO:<lin@k3f9.test>'],
      answer: ['452'],
      why: {
        en: '`452 4.2.2 Mailbox is full`: temporary, and before anything was accepted.',
        'zh-cn': '`452 4.2.2 Mailbox is full`：临时，而且什么都还没收下。',
      },
      traps: [
        {
          code: '552',
          why: {
            en: 'That is Dovecot’s answer over LMTP, when Postfix has already accepted the message: a bounce follows.',
            'zh-cn': '那是 Postfix 已经收下之后，Dovecot 在 LMTP 上的回答：接着就是退信。',
          },
        },
        { code: '250', why: { en: 'So it is without the check: accepted now, returned later.', 'zh-cn': '没有检查才会这样：现在收下，过后退回。' } },
        { code: '550', why: { en: 'The mailbox exists; it is only full.', 'zh-cn': '邮箱是有的，只是满了。' } },
      ],
      otherwise: { en: 'See note 5 of the first worked example.', 'zh-cn': '见第一个实例的注 5。' },
    },
    {
      id: 'inodes',
      kind: 'hotspot',
      prompt: { en: 'Partners report timeouts, no code. Which line explains it?', 'zh-cn': '合作方说超时，没有代码。哪一行说明了原因？' },
      lines: [
        {
          id: 'dfh',
          line: 'tmpfs   64M   40K   64M   1% /var/spool/postfix      (df -h)',
          why: { en: 'Bytes are there. It misleads whoever stops here.', 'zh-cn': '字节够。查到这里就停的人会被误导。' },
        },
        {
          id: 'dfi',
          line: 'tmpfs   400   400     0  100% /var/spool/postfix      (df -i)',
          why: {
            en: 'No inode is left: Postfix cannot make a single file, and keeps the client waiting.',
            'zh-cn': '一个 inode 也没有了：Postfix 建不了文件，让客户端干等。',
          },
        },
        {
          id: 'queue',
          line: 'Mail queue is empty                                    (postqueue -p)',
          why: { en: 'Of course: nothing gets in.', 'zh-cn': '当然是空的：什么都进不来。' },
        },
        {
          id: 'listen',
          line: 'LISTEN 0 100 0.0.0.0:25 0.0.0.0:*                      (ss -ltn)',
          why: { en: 'It listens. An open port proves little.', 'zh-cn': '在监听。端口开着证明不了什么。' },
        },
      ],
      answer: 'dfi',
    },
    {
      id: 'weeks',
      kind: 'numeric',
      prompt: {
        en: '500 GB of disk, to be filled to 80 % at most. 310 GB are used, 6 GB more each week. How many weeks are left?',
        'zh-cn': '磁盘 500 GB，最多用到 80 %。已用 310 GB，每周增加 6 GB。还剩几周？',
      },
      answer: 15,
      tolerance: 0.1,
      unit: { en: 'weeks', 'zh-cn': '周' },
      why: { en: '(500 × 0.8 − 310) / 6 = 90 / 6 = 15.', 'zh-cn': '(500 × 0.8 − 310) / 6 = 90 / 6 = 15。' },
      traps: [
        {
          value: 31.7,
          why: { en: 'That is until the disk is 100 % full: too late for a delivery time and a move.', 'zh-cn': '那是到 100 % 满为止：采购和迁移都来不及了。' },
        },
        { value: 66.7, why: { en: 'That forgets what is already used.', 'zh-cn': '忘了减去已经用掉的。' } },
      ],
    },
    {
      id: 'who-is-it',
      kind: 'single',
      prompt: {
        en: '“I cannot send.” The log says `NOQUEUE: reject: RCPT … 554 5.7.1 … Access denied`, with no `sasl_username`. What helps?',
        'zh-cn': '“发不了信。”日志里是 `NOQUEUE: reject: RCPT … 554 5.7.1 … Access denied`，没有 `sasl_username`。怎么办？',
      },
      options: [
        {
          id: 'reset',
          text: { en: 'Reset the password and let her type it again on every device', 'zh-cn': '重置密码，让她在每台设备上重新输入' },
          why: { en: 'No password was ever sent.', 'zh-cn': '她的密码根本没有发出来过。' },
        },
        {
          id: 'client',
          text: { en: 'Switch on authentication in her program', 'zh-cn': '在她的邮件程序里打开认证' },
          why: { en: 'No `sasl_username`: she did not log in.', 'zh-cn': '没有 `sasl_username`：她没有登录。' },
        },
        {
          id: 'mynetworks',
          text: { en: 'Add the address of her laptop to mynetworks, so that it may relay', 'zh-cn': '把她笔记本的地址加进 mynetworks，让它可以转发' },
          why: {
            en: 'Works until the address belongs to somebody else, who may then relay, too.',
            'zh-cn': '在这个地址换人之前有效；换人之后，那个人也能转发了。',
          },
        },
        {
          id: 'socket',
          text: { en: 'Repair the socket between Postfix and Dovecot', 'zh-cn': '修 Postfix 与 Dovecot 之间的套接字' },
          why: { en: 'That fault hangs up or says 454, and hits everybody.', 'zh-cn': '那种故障会挂断或答 454，而且人人都受影响。' },
        },
      ],
      answer: 'client',
    },
    {
      id: 'listed',
      kind: 'order',
      prompt: { en: 'A partner refuses: “blocked using bl.example”. In which order?', 'zh-cn': '对方拒收：“blocked using bl.example”。按什么次序处理？' },
      options: [
        {
          id: 'find',
          text: { en: 'Find who sends so much', 'zh-cn': '找出谁在大量发信' },
          why: { en: 'Count sasl_username in the log.', 'zh-cn': '统计日志里的 sasl_username。' },
        },
        {
          id: 'stop',
          text: { en: 'Close that account, hold its mail', 'zh-cn': '停用该账号，挂起它的信' },
          why: { en: 'Every minute makes the listing longer.', 'zh-cn': '多拖一分钟，上榜就更久。' },
        },
        {
          id: 'cause',
          text: { en: 'Find out how it could happen', 'zh-cn': '查清怎么发生的' },
          why: { en: 'Password, form, relay, backscatter.', 'zh-cn': '密码、表单、中继，还是反向散射。' },
        },
        {
          id: 'limit',
          text: { en: 'Set a limit for each account', 'zh-cn': '给每个账号设上限' },
          why: { en: 'The next one will then be small.', 'zh-cn': '下一次就闹不大。' },
        },
        {
          id: 'ask',
          text: { en: 'Ask for removal', 'zh-cn': '申请移除' },
          why: { en: 'With what you did. Earlier, you would be listed again.', 'zh-cn': '写明做了什么。早了还会再上榜。' },
        },
      ],
    },
    {
      id: 'temporary',
      kind: 'multiple',
      prompt: { en: 'Which of these will the sending server try again by itself?', 'zh-cn': '下面哪些情况，发件方服务器会自己再试？' },
      options: [
        { id: '452', text: { en: '`452 4.2.2 Mailbox is full`', 'zh-cn': '`452 4.2.2 Mailbox is full`' }, why: { en: 'Class 4.', 'zh-cn': '类别 4。' } },
        {
          id: '552',
          text: { en: '`552 5.2.2 Mailbox is full`', 'zh-cn': '`552 5.2.2 Mailbox is full`' },
          why: { en: 'Class 5: returned.', 'zh-cn': '类别 5：已退信。' },
        },
        {
          id: 'timeout',
          text: { en: 'No answer within the timeout', 'zh-cn': '超时没有应答' },
          why: { en: 'No answer counts as temporary.', 'zh-cn': '没有应答按临时处理。' },
        },
        {
          id: '421',
          text: { en: '`421 4.7.0 too many connections`', 'zh-cn': '`421 4.7.0 too many connections`' },
          why: { en: 'Turned away at the door, to come back.', 'zh-cn': '在门口被挡回，稍后再来。' },
        },
        {
          id: '550',
          text: { en: '`550 5.7.23 SPF fail`', 'zh-cn': '`550 5.7.23 SPF fail`' },
          why: { en: 'Final, however quickly the record is mended.', 'zh-cn': '终局，记录改得再快也没用。' },
        },
      ],
      answer: ['452', 'timeout', '421'],
    },
    {
      id: 'hardware',
      kind: 'single',
      prompt: {
        en: 'Mail is late; `delays=0.1/210/0.2/0.3` even for healthy destinations. What is the narrow place?',
        'zh-cn': '信来得晚；连正常的目的地也是 `delays=0.1/210/0.2/0.3`。窄处在哪里？',
      },
      options: [
        { id: 'dns', text: { en: 'Name resolution', 'zh-cn': '域名解析' }, why: { en: 'That would be in *c*.', 'zh-cn': '那会体现在 *c*。' } },
        {
          id: 'disk',
          text: { en: 'The disk of the receiving servers', 'zh-cn': '接收方服务器的磁盘' },
          why: { en: 'That would be in *d*.', 'zh-cn': '那会体现在 *d*。' },
        },
        {
          id: 'queue',
          text: { en: 'Your own active queue', 'zh-cn': '自己的活动队列' },
          why: {
            en: '*b*: 210 s of waiting for a turn. Something fills the queue, probably one slow destination.',
            'zh-cn': '*b*：排了 210 秒才轮到。有东西占满了队列，多半是某一家太慢。',
          },
        },
        {
          id: 'cpu',
          text: { en: 'The processor: a faster one would halve the time', 'zh-cn': '处理器：换快一倍的，时间就减半' },
          why: { en: 'It waits, it does not compute.', 'zh-cn': '它在等，不在算。' },
        },
      ],
      answer: 'queue',
    },
  ],
});
