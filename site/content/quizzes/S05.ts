import { defineQuiz } from '../../components/quiz/quiz.ts';

export default defineQuiz({
  lesson: 'S05',
  questions: [
    {
      id: 'order',
      kind: 'order',
      prompt: { en: 'A message from outside to a mailbox: in which order do these have it?', 'zh-cn': '一封外来的信送进邮箱：依次经过谁的手？' },
      options: [
        { id: 'smtpd', text: { en: 'smtpd', 'zh-cn': 'smtpd' }, why: { en: 'Speaks with the stranger.', 'zh-cn': '与陌生人对话。' } },
        { id: 'cleanup', text: { en: 'cleanup', 'zh-cn': 'cleanup' }, why: { en: 'Writes the queue file.', 'zh-cn': '写队列文件。' } },
        { id: 'qmgr', text: { en: 'qmgr', 'zh-cn': 'qmgr' }, why: { en: 'Decides when it is tried.', 'zh-cn': '决定何时试。' } },
        { id: 'lmtp', text: { en: 'Postfix’s lmtp', 'zh-cn': 'Postfix 的 lmtp' }, why: { en: 'The client of the store.', 'zh-cn': '存储的客户端。' } },
        {
          id: 'dovecot',
          text: { en: 'Dovecot: quota, then Sieve, then the file', 'zh-cn': 'Dovecot：配额、Sieve、落盘' },
          why: { en: 'Only here the mailbox is known.', 'zh-cn': '到这里才知道是哪个邮箱。' },
        },
      ],
    },
    {
      id: 'after-queue',
      kind: 'single',
      prompt: {
        en: 'A virus filter works as `content_filter` (after the queue) and *rejects* what it finds. What happens to a virus with a forged sender?',
        'zh-cn': '病毒过滤器用 `content_filter`（在队列之后），查出来就*拒绝*。一封伪造了发件人的病毒邮件会怎样？',
      },
      options: [
        {
          id: 'sender-server',
          text: { en: 'The sending server gets a 5xx and keeps it', 'zh-cn': '发送方服务器得到 5xx，信留在它那里' },
          why: { en: 'It already has its 250.', 'zh-cn': '它早已得到 250。' },
        },
        {
          id: 'bounce',
          text: { en: 'Your server sends a bounce to somebody innocent', 'zh-cn': '你的服务器给无辜的人发退信' },
          why: { en: 'Backscatter: promised, then returned.', 'zh-cn': '反向散射：先承诺，后退回。' },
        },
        {
          id: 'gone',
          text: { en: 'It disappears; a filter behind the queue may drop what it likes', 'zh-cn': '就此消失；队列之后的过滤器想丢就丢' },
          why: { en: 'Rejecting is not discarding: Postfix must tell the sender.', 'zh-cn': '拒绝不等于丢弃：Postfix 必须告知发件人。' },
        },
        {
          id: 'wait',
          text: { en: 'It waits in the queue until an administrator decides', 'zh-cn': '在队列里等管理员处理' },
          why: { en: 'Only if it is put on hold; a 5xx is final.', 'zh-cn': '挂起才会这样；5xx 是终局。' },
        },
      ],
      answer: 'bounce',
    },
    {
      id: 'directory-reply',
      kind: 'reply',
      prompt: {
        en: 'The directory is down. A partner’s server names a recipient. What does a well-configured MX answer?',
        'zh-cn': '用户目录停了。合作方的服务器报出一个收件人。配置得当的 MX 怎么答？',
      },
      dialogue: ['C: MAIL FROM:<wang@haibo.example>', 'S: 250 2.1.0 Ok', 'C: RCPT TO:<lin@k3f9.test>'],
      answer: ['451', '450'],
      why: { en: 'Not knowing is temporary: `451 4.3.0 Temporary lookup failure`.', 'zh-cn': '不知道只是暂时的：`451 4.3.0 Temporary lookup failure`。' },
      traps: [
        { code: '550', why: { en: 'That would return all mail for everybody, for good.', 'zh-cn': '那就把所有人的信都终局退掉了。' } },
        { code: '250', why: { en: 'Then it would accept for people who do not exist, and bounce later.', 'zh-cn': '那就会替不存在的人收下，过后再退。' } },
      ],
      otherwise: { en: 'See the example of the directory.', 'zh-cn': '见用户目录的实例。' },
    },
    {
      id: 'chroot',
      kind: 'single',
      prompt: {
        en: 'Why does Dovecot’s socket for passwords lie in `/var/spool/postfix/private`?',
        'zh-cn': 'Dovecot 验证密码的套接字，为什么放在 `/var/spool/postfix/private`？',
      },
      options: [
        {
          id: 'fast',
          text: { en: 'It is faster there than a TCP connection', 'zh-cn': '放在那里比 TCP 连接快' },
          why: { en: 'Any unix socket would be as fast.', 'zh-cn': '哪里的 unix 套接字都一样快。' },
        },
        {
          id: 'jail',
          text: { en: 'smtpd can see no other directory', 'zh-cn': 'smtpd 看不见别的目录' },
          why: { en: 'It runs chrooted there.', 'zh-cn': '它 chroot 在那里。' },
        },
        {
          id: 'queue',
          text: { en: 'Passwords are queued like messages, in case Dovecot is away', 'zh-cn': '密码像信一样排队，以防 Dovecot 不在' },
          why: { en: 'A login that cannot be checked fails at once.', 'zh-cn': '验证不了的登录当场失败。' },
        },
        {
          id: 'owner',
          text: { en: 'Dovecot belongs to Postfix and shares its directory', 'zh-cn': 'Dovecot 属于 Postfix，共用它的目录' },
          why: { en: 'They are two projects that meet at sockets.', 'zh-cn': '它们是两个项目，只在套接字上碰头。' },
        },
      ],
      answer: 'jail',
    },
    {
      id: 'waits',
      kind: 'multiple',
      prompt: { en: 'Which failures lose no mail *and* make no user see an error at once?', 'zh-cn': '哪些故障既不丢信，*也*不会让用户马上看到错误？' },
      options: [
        { id: 'mx', text: { en: 'The only MX is down', 'zh-cn': '唯一的 MX 停了' }, why: { en: 'Strangers’ servers queue.', 'zh-cn': '外面的服务器会排队。' } },
        {
          id: 'lmtp',
          text: { en: 'The firewall drops LMTP', 'zh-cn': '防火墙挡住了 LMTP' },
          why: { en: 'Your own queue keeps it.', 'zh-cn': '留在自己的队列里。' },
        },
        {
          id: 'directory',
          text: { en: 'The only directory is down', 'zh-cn': '唯一的用户目录停了' },
          why: { en: 'Nobody can log in: they see it at once.', 'zh-cn': '谁都登录不了，马上就看到。' },
        },
        {
          id: 'out',
          text: { en: 'Port 25 outwards is closed', 'zh-cn': '往外的 25 端口关了' },
          why: { en: 'It waits in your queue; “sent” was said.', 'zh-cn': '在你的队列里等，用户看到的是“已发送”。' },
        },
        { id: 'imap', text: { en: 'The IMAP proxy is down', 'zh-cn': 'IMAP 代理停了' }, why: { en: 'Readers see an error.', 'zh-cn': '读信的人看到错误。' } },
      ],
      answer: ['mx', 'lmtp', 'out'],
    },
    {
      id: 'pop3',
      kind: 'single',
      prompt: {
        en: '“On my phone all mail from this morning is gone.” She also has an old desktop at home. What is the first suspicion?',
        'zh-cn': '“手机上今天早上的信全没了。”她家里还有一台旧电脑。首先怀疑什么？',
      },
      options: [
        {
          id: 'quota',
          text: { en: 'Her mailbox is over quota and the oldest mail was removed', 'zh-cn': '邮箱超配额，最老的信被清掉了' },
          why: { en: 'A quota refuses new mail; it removes nothing.', 'zh-cn': '配额只拒收新信，不会删旧信。' },
        },
        {
          id: 'pop',
          text: { en: 'The desktop fetches by POP3 and deletes', 'zh-cn': '那台电脑用 POP3 取走并删除' },
          why: { en: 'As in the recording.', 'zh-cn': '正如记录所示。' },
        },
        {
          id: 'hacked',
          text: { en: 'The account was taken over by somebody who deletes mail', 'zh-cn': '账号被盗，有人在删信' },
          why: { en: 'Possible; look at the logins. But first at her own.', 'zh-cn': '有可能，要查登录记录；不过先查她自己的。' },
        },
        {
          id: 'sync',
          text: { en: 'IMAP synchronisation is slow, it will come back by itself', 'zh-cn': 'IMAP 同步慢，会自己回来' },
          why: { en: 'IMAP shows what is on the server now.', 'zh-cn': 'IMAP 显示的就是服务器上现有的。' },
        },
      ],
      answer: 'pop',
    },
    {
      id: 'log-line',
      kind: 'hotspot',
      prompt: {
        en: 'Which line says that the promise to the sender’s server is fulfilled for *both* recipients?',
        'zh-cn': '哪一行说明，对发送方的承诺对*两个*收件人都兑现了？',
      },
      lines: [
        { id: 'client', line: 'postfix/smtpd[339]: 6A42335C556: client=mx.haibo.example[192.0.2.20]', why: { en: 'It only comes in.', 'zh-cn': '才刚进来。' } },
        {
          id: 'active',
          line: 'postfix/qmgr[325]: 6A42335C556: from=<wang@haibo.example>, size=420, nrcpt=2 (queue active)',
          why: { en: 'Promised, not yet kept.', 'zh-cn': '已承诺，还没兑现。' },
        },
        { id: 'one', line: 'postfix/lmtp[347]: 6A42335C556: to=<chenjie@k3f9.test>, … status=sent', why: { en: 'One of two.', 'zh-cn': '两个里的一个。' } },
        {
          id: 'removed',
          line: 'postfix/qmgr[325]: 6A42335C556: removed',
          why: { en: 'Nothing is left to do for this message.', 'zh-cn': '这封信再没有要办的事。' },
        },
      ],
      answer: 'removed',
    },
  ],
});
