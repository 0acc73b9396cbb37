import { defineQuiz } from '../../components/quiz/quiz.ts';

export default defineQuiz({
  lesson: 'S11',
  questions: [
    {
      id: 'delays',
      kind: 'numeric',
      prompt: {
        en: '`delay=64, delays=0.1/0.1/31/33`. How many seconds passed *before* MAIL FROM was sent, counted from the arrival of the message?',
        'zh-cn': '`delay=64, delays=0.1/0.1/31/33`。从信到达算起，发出 MAIL FROM *之前*过了多少秒？',
      },
      answer: 31.2,
      tolerance: 0.3,
      unit: { en: 's', 'zh-cn': '秒' },
      why: {
        en: 'a + b + c = 0.1 + 0.1 + 31. Only *d*, 33 s, is the transfer that begins with MAIL FROM. 31 s of connecting smells of a first address that does not answer.',
        'zh-cn': 'a + b + c = 0.1 + 0.1 + 31。只有 *d* 的 33 秒是从 MAIL FROM 开始的传送。连接用掉 31 秒，多半是第一个地址没有应答。',
      },
      traps: [
        { value: 33, why: { en: 'That is *d*, the time after MAIL FROM.', 'zh-cn': '那是 *d*，MAIL FROM 之后的时间。' } },
        { value: 64, why: { en: 'That is the whole delay, including the transfer.', 'zh-cn': '那是总时间，包括传送。' } },
        { value: 0.2, why: { en: 'Connection setup belongs to it: it ends just before MAIL FROM.', 'zh-cn': '建立连接也要算：它正好到 MAIL FROM 之前为止。' } },
      ],
    },
    {
      id: 'deciding-line',
      kind: 'hotspot',
      prompt: {
        en: 'Customers read “Insufficient system storage”. Which line says *why* Postfix refuses although the disk is only 63 % full?',
        'zh-cn': '客户看到 “Insufficient system storage”。磁盘才用了 63 %，哪一行说明了 Postfix *为什么*拒收？',
      },
      lines: [
        {
          id: 'reject',
          line: 'postfix/smtpd[3056]: NOQUEUE: reject: MAIL from mx.haibo.example[192.0.2.20]: 452 4.3.1 Insufficient system storage; proto=ESMTP helo=<mx.haibo.example>',
          why: { en: 'This is what the customer is told: the consequence.', 'zh-cn': '这是告诉客户的话，是结果。' },
        },
        {
          id: 'space',
          line: 'postfix/smtpd[3056]: warning: not enough free space in mail queue: 9396224 bytes < 1.5*message size limit',
          why: {
            en: '9.4 MB are free, 1.5 × 10.24 MB are wanted. Per cent do not matter here.',
            'zh-cn': '剩 9.4 MB，而要求 1.5 × 10.24 MB。百分比在这里不起作用。',
          },
        },
        {
          id: 'local',
          line: 'postfix/local[3062]: 42A5A3B: to=<root@mail.k3f9.test>, orig_to=<postmaster>, relay=local, delay=0.23, dsn=2.0.0, status=sent (delivered to mailbox)',
          why: {
            en: 'Postfix has written to postmaster about it. Who reads that mailbox?',
            'zh-cn': 'Postfix 已经为此给 postmaster 写了信。这个邮箱有人看吗？',
          },
        },
        {
          id: 'client',
          line: 'postfix/smtpd[3056]: connect from mx.haibo.example[192.0.2.20]',
          why: { en: 'Somebody connected: the network is fine.', 'zh-cn': '有人连上来了：网络没问题。' },
        },
      ],
      answer: 'space',
    },
    {
      id: 'first-question',
      kind: 'single',
      prompt: { en: 'Mail has stopped. What do you want to know first?', 'zh-cn': '邮件不通了。最先要弄清什么？' },
      options: [
        {
          id: 'who',
          text: { en: 'Who made the last change, so that it can be taken back', 'zh-cn': '最后是谁改的，好让他改回来' },
          why: {
            en: 'A good second question, without the “who”: *what* changed. Taking back untested is a change, too.',
            'zh-cn': '可以排第二，但该问*什么*变了，而不是谁。不加验证地改回去，也是一次改动。',
          },
        },
        {
          id: 'bounce',
          text: { en: 'Are messages bounced or deferred?', 'zh-cn': '信是在退，还是在推迟？' },
          why: {
            en: 'Bounced mail is lost while you think; deferred mail waits for days. It decides how much time you have.',
            'zh-cn': '退信是边想边丢；推迟的信会等好几天。这决定了你有多少时间。',
          },
        },
        {
          id: 'restart',
          text: { en: 'Whether a restart of Postfix and Dovecot makes the symptom disappear', 'zh-cn': '重启 Postfix 和 Dovecot 之后现象是否消失' },
          why: { en: 'It may, and then the evidence is gone with it.', 'zh-cn': '也许会消失，证据也跟着一起消失。' },
        },
        {
          id: 'load',
          text: { en: 'Load, memory and the number of processes', 'zh-cn': '负载、内存和进程数' },
          why: { en: 'They say that a machine is busy, rarely why mail stops.', 'zh-cn': '它们说明机器忙不忙，很少说明邮件为什么停。' },
        },
      ],
      answer: 'bounce',
    },
    {
      id: 'trigger-cause',
      kind: 'single',
      prompt: {
        en: 'A certificate ended on Sunday at midnight; phones refuse to connect. Which sentence names the *cause*?',
        'zh-cn': '证书在星期日午夜到期，手机拒绝连接。哪句话说的是*根因*？',
      },
      options: [
        {
          id: 'midnight',
          text: { en: 'The end date of the certificate was reached on Sunday at 23:59:59', 'zh-cn': '证书的截止时间星期日 23:59:59 到了' },
          why: { en: 'That is the trigger. Every certificate has such a moment.', 'zh-cn': '这是诱因。每张证书都有这一刻。' },
        },
        {
          id: 'admin',
          text: { en: 'The administrator on duty had forgotten the entry in the calendar', 'zh-cn': '值班管理员忘了日历上的提醒' },
          why: { en: 'Ends at a person, and changes nothing: the next one will forget, too.', 'zh-cn': '停在某个人身上，什么也改变不了：换个人照样会忘。' },
        },
        {
          id: 'timer',
          text: { en: 'Renewal was by hand, and nothing watched the date', 'zh-cn': '靠手工续期，又没人监控日期' },
          why: {
            en: 'Something that you can change, and that would have made the midnight harmless.',
            'zh-cn': '这是你能改变的东西；改了它，那个午夜就不会出事。',
          },
        },
        {
          id: 'phones',
          text: { en: 'Phones check certificates more strictly than other mail servers', 'zh-cn': '手机校验证书比别的邮件服务器严格' },
          why: {
            en: 'True, and it explains why incoming mail went on. Not a cause that you would want to remove.',
            'zh-cn': '这是事实，也解释了为什么来信照常。但不是该去掉的原因。',
          },
        },
      ],
      answer: 'timer',
    },
    {
      id: 'order',
      kind: 'order',
      prompt: { en: 'Put the steps of a recovery in order.', 'zh-cn': '把恢复的步骤排好。' },
      options: [
        {
          id: 'save',
          text: { en: 'Copy logs and the suspicious file', 'zh-cn': '留存日志和可疑的文件' },
          why: { en: 'Ten seconds; afterwards it is too late.', 'zh-cn': '十秒钟，过后就晚了。' },
        },
        {
          id: 'change',
          text: { en: 'Change one thing', 'zh-cn': '只改一处' },
          why: { en: 'One, so that you know what helped.', 'zh-cn': '只一处，才知道是什么起了作用。' },
        },
        {
          id: 'prove',
          text: { en: 'See a new message arrive outside', 'zh-cn': '看到一封新信在外面收到' },
          why: { en: '“The process runs” proves nothing about mail.', 'zh-cn': '“进程在跑”证明不了信能走。' },
        },
        {
          id: 'tell',
          text: { en: 'Tell the users', 'zh-cn': '通报用户' },
          why: { en: 'When it is proved, not when it is hoped.', 'zh-cn': '证明了再说，不是觉得好了就说。' },
        },
        {
          id: 'trace',
          text: { en: 'Trace the cause', 'zh-cn': '追查根因' },
          why: { en: 'Nobody waits any more: take the time.', 'zh-cn': '没人等着了，慢慢查。' },
        },
        {
          id: 'check',
          text: { en: 'Add a check and see it fail', 'zh-cn': '加一项检查，看它报错' },
          why: { en: 'Make the fault again for it.', 'zh-cn': '为此把故障再造一次。' },
        },
      ],
    },
    {
      id: 'evidence',
      kind: 'multiple',
      prompt: { en: 'Which of these destroy or change evidence?', 'zh-cn': '下面哪些会毁掉或改变证据？' },
      options: [
        {
          id: 'restart',
          text: { en: '`systemctl restart postfix`', 'zh-cn': '`systemctl restart postfix`' },
          why: {
            en: 'On Debian it runs `postfix check` first, which refreshes files in the chroot; and all processes lose what they held.',
            'zh-cn': '在 Debian 上会先跑 `postfix check`，更新 chroot 里的文件；所有进程的现场也没了。',
          },
        },
        {
          id: 'check',
          text: { en: '`postfix check`', 'zh-cn': '`postfix check`' },
          why: {
            en: 'Its name says “check”; Debian’s version also copies resolv.conf and others into the chroot.',
            'zh-cn': '名字叫“检查”，Debian 版还会把 resolv.conf 等文件拷进 chroot。',
          },
        },
        {
          id: 'queuej',
          text: { en: '`postqueue -j >/root/incident/queue.json`', 'zh-cn': '`postqueue -j >/root/incident/queue.json`' },
          why: { en: 'Reads only. This *is* saving evidence.', 'zh-cn': '只读。这正是在留证据。' },
        },
        {
          id: 'flush',
          text: { en: '`postqueue -f`', 'zh-cn': '`postqueue -f`' },
          why: {
            en: 'Tries everything at once: arrival times stay, but the reasons in the queue are replaced by new ones.',
            'zh-cn': '立刻全部重试：到达时间还在，但队列里记的原因会被新的覆盖。',
          },
        },
      ],
      answer: ['restart', 'check', 'flush'],
    },
    {
      id: 'availability',
      kind: 'numeric',
      prompt: {
        en: 'One incident of 3 hours every 30 days (30 × 24 h from one to the next). What is the availability, in per cent?',
        'zh-cn': '每 30 天（从一次到下一次共 30 × 24 小时）出一次 3 小时的事故，可用性是百分之多少？',
      },
      answer: 99.58,
      tolerance: 0.02,
      unit: { en: '%', 'zh-cn': '%' },
      why: {
        en: '(720 − 3) / 720 = 99.58 %. MTBF is the time that works, 717 h; MTTR 3 h.',
        'zh-cn': '(720 − 3) / 720 = 99.58 %。MTBF 是正常工作的 717 小时，MTTR 是 3 小时。',
      },
      traps: [
        { value: 99.9, why: { en: 'Three nines would allow 43 minutes in 30 days.', 'zh-cn': '三个九，30 天只允许 43 分钟。' } },
        { value: 90, why: { en: '3 of 30 days, not hours.', 'zh-cn': '那是 30 天里坏 3 天，不是 3 小时。' } },
      ],
    },
    {
      id: 'contradiction',
      kind: 'single',
      prompt: {
        en: '`dig` on the mail server finds the MX, Postfix says “Host not found, try again”. What do you conclude?',
        'zh-cn': '在邮件服务器上 `dig` 查得到 MX，Postfix 却说 “Host not found, try again”。能得出什么结论？',
      },
      options: [
        {
          id: 'cache',
          text: { en: 'Postfix still has an old answer in its cache, which will run out with the TTL', 'zh-cn': 'Postfix 缓存了旧答案，等 TTL 过了就好' },
          why: {
            en: 'Postfix does not cache DNS answers; it asks the resolver that its own resolv.conf names.',
            'zh-cn': 'Postfix 不缓存 DNS 答案，它去问自己那份 resolv.conf 里的解析器。',
          },
        },
        {
          id: 'paths',
          text: { en: 'They ask different servers or read different files', 'zh-cn': '两者问的服务器或读的文件不同' },
          why: { en: 'Both observations are true. Look for the difference between the two paths.', 'zh-cn': '两个观察都是真的，去找两条路的差别。' },
        },
        {
          id: 'domain',
          text: { en: 'The customer’s domain had an outage and is back now', 'zh-cn': '客户的域刚才出了故障，现在恢复了' },
          why: { en: 'Then the next try would succeed. It does not.', 'zh-cn': '那下一次重试就会成功，事实不是这样。' },
        },
        {
          id: 'bug',
          text: { en: 'A bug of Postfix, to be reported with the log', 'zh-cn': 'Postfix 的缺陷，带日志上报' },
          why: { en: 'Possible, and last on the list of explanations.', 'zh-cn': '有可能，但应排在所有解释的最后。' },
        },
      ],
      answer: 'paths',
    },
  ],
});
