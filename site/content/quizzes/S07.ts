import { defineQuiz } from '../../components/quiz/quiz.ts';

export default defineQuiz({
  lesson: 'S07',
  questions: [
    {
      id: 'first-start',
      kind: 'single',
      prompt: {
        en: 'Postfix and Dovecot are installed, nothing has been started. Dovecot says `bind(/var/spool/postfix/private/auth) failed: No such file or directory`. What helps?',
        'zh-cn':
          'Postfix 和 Dovecot 都装好了，都还没启动。启动 Dovecot 时报 `bind(/var/spool/postfix/private/auth) failed: No such file or directory`。怎么办？',
      },
      options: [
        {
          id: 'reinstall',
          text: { en: 'Reinstall Postfix: its package was unpacked incompletely', 'zh-cn': '重装 Postfix：软件包没有解压完整' },
          why: {
            en: 'The package is complete. It does not contain this directory; Postfix makes it at its first start.',
            'zh-cn': '包是完整的，里面本来就没有这个目录，它由 Postfix 第一次启动时建立。',
          },
        },
        {
          id: 'start',
          text: { en: 'Start Postfix once, to make the directory, then Dovecot', 'zh-cn': '先启动一次 Postfix，让它把目录建好，再启动 Dovecot' },
          why: {
            en: 'The first start makes `private/` with the right owner and mode. Nothing else has to be changed.',
            'zh-cn': '第一次启动会建好 `private/`，属主和权限都正确，别的什么都不用改。',
          },
        },
        {
          id: 'move',
          text: { en: 'Put the socket into /run/dovecot, where Dovecot may always write', 'zh-cn': '把套接字改到 /run/dovecot，Dovecot 在那里总能写' },
          why: {
            en: 'Dovecot would start, and Postfix could not see the socket: its `smtpd` runs in a chroot below /var/spool/postfix.',
            'zh-cn': 'Dovecot 是能启动了，Postfix 却看不见这个套接字：`smtpd` 被 chroot 在 /var/spool/postfix 里。',
          },
        },
        {
          id: 'chmod',
          text: { en: 'Make /var/spool/postfix writable for the user dovecot', 'zh-cn': '让 dovecot 用户对 /var/spool/postfix 可写' },
          why: {
            en: 'Dovecot binds its sockets as root; a lack of rights would read “Permission denied”.',
            'zh-cn': 'Dovecot 以 root 身份绑定套接字；权限不够时报的是 “Permission denied”。',
          },
        },
      ],
      answer: 'start',
    },
    {
      id: 'order',
      kind: 'order',
      prompt: {
        en: 'Put these steps into an order in which no sender ever gets an error.',
        'zh-cn': '把这些步骤排成任何发件方都不会收到错误的顺序。',
      },
      options: [
        {
          id: 'ptr',
          text: { en: 'Publish A and PTR', 'zh-cn': '发布 A 与 PTR' },
          why: { en: 'The certificate needs the name, strangers need the PTR.', 'zh-cn': '证书要用这个名字，别的服务器要查 PTR。' },
        },
        {
          id: 'cert',
          text: { en: 'Get the certificate', 'zh-cn': '取得证书' },
          why: { en: 'Dovecot does not start without the file.', 'zh-cn': '没有证书文件 Dovecot 不启动。' },
        },
        {
          id: 'dovecot',
          text: { en: 'Start Dovecot', 'zh-cn': '启动 Dovecot' },
          why: { en: 'Its tools make the password hashes; its socket takes the mail.', 'zh-cn': '密码散列由它的工具生成，信由它的套接字接收。' },
        },
        {
          id: 'accounts',
          text: { en: 'Create the accounts', 'zh-cn': '建立账号' },
          why: { en: 'Before the MX: an unknown user is a final `550`.', 'zh-cn': '必须在 MX 之前：查无此人就是终局的 `550`。' },
        },
        { id: 'mx', text: { en: 'Publish the MX', 'zh-cn': '发布 MX' }, why: { en: 'The switch: from now on mail comes.', 'zh-cn': '总开关：从此有信来。' } },
      ],
    },
    {
      id: 'debian-default',
      kind: 'reply',
      prompt: {
        en: 'Postfix freshly installed on Debian 13, nothing configured. A stranger tries to relay. Which reply does he get?',
        'zh-cn': 'Debian 13 上刚装好的 Postfix，还没做任何配置。外人试图借它转发，得到的应答码是什么？',
      },
      dialogue: [
        'S: 220 mail.k3f9.test ESMTP Postfix (Debian)',
        'C: EHLO mx.haibo.example',
        'C: MAIL FROM:<wang@haibo.example>',
        'S: 250 2.1.0 Ok',
        'C: RCPT TO:<someone@elsewhere.example>',
      ],
      answer: ['454'],
      why: {
        en: '`454 4.7.1 Relay access denied`: Debian’s `smtpd_relay_restrictions` ends in `defer_unauth_destination`. Refused, but temporarily: the sender keeps trying.',
        'zh-cn':
          '`454 4.7.1 Relay access denied`：Debian 的 `smtpd_relay_restrictions` 以 `defer_unauth_destination` 结尾。拒是拒了，却是临时的，对方会一直重试。',
      },
      traps: [
        {
          code: '554',
          why: {
            en: 'That is what `reject_unauth_destination` answers; Debian’s default defers.',
            'zh-cn': '那是 `reject_unauth_destination` 的应答；Debian 默认是“推迟”。',
          },
        },
        {
          code: '550',
          why: {
            en: 'That would say: this mailbox does not exist here. Postfix never looked for one.',
            'zh-cn': '550 表示此处没有这个邮箱；Postfix 根本没有去找。',
          },
        },
        {
          code: '250',
          why: {
            en: 'That would be an open relay. Since 2.10 Postfix has had a safe default.',
            'zh-cn': '那就成了开放中继。Postfix 自 2.10 起就有安全的默认值。',
          },
        },
      ],
      otherwise: { en: 'Look at note ③ of the first worked example.', 'zh-cn': '回头看第一个实例的注 ③。' },
    },
    {
      id: 'final',
      kind: 'multiple',
      prompt: {
        en: 'Which of these mistakes lose mail for good, because the sender does not try again?',
        'zh-cn': '下面哪些失误会让信彻底丢掉，因为对方不会再试？',
      },
      options: [
        {
          id: 'fw',
          text: { en: 'MX published, port 25 still closed by the firewall', 'zh-cn': 'MX 已发布，防火墙仍关着 25 端口' },
          why: {
            en: '`4.4.1 Connection timed out` is temporary: Postfix tries for five days by default.',
            'zh-cn': '`4.4.1 Connection timed out` 是临时错误：Postfix 默认会试五天。',
          },
        },
        {
          id: 'noa',
          text: { en: 'The MX names a host without an address', 'zh-cn': 'MX 指向的主机名没有地址' },
          why: {
            en: '`5.4.4`, bounced at the first try: the sender’s DNS said with certainty that there is nothing.',
            'zh-cn': '`5.4.4`，第一次就退信：对方的 DNS 明确答复“没有”。',
          },
        },
        {
          id: 'noacc',
          text: { en: 'MX published, table of users empty', 'zh-cn': 'MX 已发布，用户表还是空的' },
          why: { en: '`550 5.1.1`, final.', 'zh-cn': '`550 5.1.1`，终局。' },
        },
        {
          id: 'nolmtp',
          text: { en: 'Postfix hands over to a Dovecot that is not installed yet', 'zh-cn': 'Postfix 要转交给 Dovecot，而 Dovecot 还没装' },
          why: {
            en: 'The message waits in your own queue, `deferred`, and arrives when Dovecot does.',
            'zh-cn': '信在你自己的队列里等着（`deferred`），Dovecot 装好就送到。',
          },
        },
      ],
      answer: ['noa', 'noacc'],
    },
    {
      id: 'which-line',
      kind: 'hotspot',
      prompt: { en: 'Which line says that the host was named too late?', 'zh-cn': '哪一行说明主机名设晚了？' },
      lines: [
        {
          id: 'dest',
          line: 'setting destinations: $myhostname, debian, localhost.localdomain, , localhost',
          why: {
            en: 'It carries the short name, too, but as a consequence: what the world hears is `myhostname`.',
            'zh-cn': '这里也有短名字，但那是结果；对外自报的是 `myhostname`。',
          },
        },
        {
          id: 'host',
          line: 'setting myhostname: debian',
          why: {
            en: 'This is the name in every greeting and HELO from now on. `504 need fully-qualified hostname` comes from here.',
            'zh-cn': '从此每次问候和 HELO 都用这个名字。`504 need fully-qualified hostname` 就是这么来的。',
          },
        },
        {
          id: 'nets',
          line: 'setting mynetworks: 127.0.0.0/8 [::ffff:127.0.0.0]/104 [::1]/128',
          why: { en: 'Who may relay without a password: only the host itself. That is right.', 'zh-cn': '免密转发的范围：只有本机。这是对的。' },
        },
        {
          id: 'proto',
          line: 'setting inet_protocols: all',
          why: { en: 'IPv4 and IPv6; nothing to do with names.', 'zh-cn': 'IPv4 和 IPv6 都用，与名字无关。' },
        },
      ],
      answer: 'host',
    },
    {
      id: 'ptr-owner',
      kind: 'single',
      prompt: {
        en: 'Your zone is correct, yet `dig -x` of your address shows `host-17.provider.example`. Where is this mended?',
        'zh-cn': '你的域没有错，可 `dig -x` 查你的地址得到 `host-17.provider.example`。该去哪里改？',
      },
      options: [
        {
          id: 'zone',
          text: { en: 'In your own zone, with a PTR record beside the A', 'zh-cn': '在自己的域里，A 记录旁边加一条 PTR' },
          why: {
            en: 'Nobody asks there: reverse names live below in-addr.arpa, delegated to the owner of the address.',
            'zh-cn': '没人会到那里问：反查在 in-addr.arpa 之下，授权给了地址的所有者。',
          },
        },
        {
          id: 'hosts',
          text: { en: 'In /etc/hosts of the mail server', 'zh-cn': '在邮件服务器的 /etc/hosts 里' },
          why: { en: 'Only the server itself reads that file.', 'zh-cn': '这个文件只有服务器自己看。' },
        },
        {
          id: 'provider',
          text: { en: 'At the provider to whom the address belongs', 'zh-cn': '在提供这个地址的服务商那里，由他们来设' },
          why: {
            en: 'The block belongs to the provider; its panel or its support sets the PTR. Ask before you pay.',
            'zh-cn': '地址段归服务商；在它的控制台或找客服设 PTR。付款之前就该问清。',
          },
        },
        {
          id: 'postfix',
          text: { en: 'With `smtp_helo_name` in main.cf, until both agree', 'zh-cn': '改 main.cf 的 `smtp_helo_name`，让两者一致' },
          why: {
            en: 'You would call yourself `host-17…`, like a hundred other rented machines. Consistent, and a bad name to have.',
            'zh-cn': '那你就自称 `host-17…`，和成百台出租机器一样。是一致了，名声却不好。',
          },
        },
      ],
      answer: 'provider',
    },
    {
      id: 'from-outside',
      kind: 'single',
      prompt: { en: 'Why does the acceptance test run on another machine?', 'zh-cn': '验收测试为什么要在另一台机器上跑？' },
      options: [
        {
          id: 'load',
          text: {
            en: 'So that the test’s own load does not slow the server down and spoil the measured times',
            'zh-cn': '免得测试本身占用资源，拖慢服务器，影响测得的时间',
          },
          why: { en: 'A few dozen messages are no load. Nothing here measures speed.', 'zh-cn': '几十封信谈不上负载，这里也没有测速度。' },
        },
        {
          id: 'trust',
          text: { en: 'Because the server trusts itself more than strangers', 'zh-cn': '因为服务器信任自己，对外人则不然' },
          why: {
            en: '127.0.0.1 may relay, passes the firewall and sees its own /etc/hosts. None of the world’s questions is asked.',
            'zh-cn': '127.0.0.1 可以转发、不过防火墙、看自己的 /etc/hosts。外界会问的，一个也没问到。',
          },
        },
        {
          id: 'tools',
          text: { en: 'swaks and dig must not be installed on a mail server, for security', 'zh-cn': '出于安全，邮件服务器上不能装 swaks 和 dig' },
          why: {
            en: 'They are harmless, and useful there. The place of the test is about what it can see.',
            'zh-cn': '它们无害，而且有用。在哪里测，取决于从那里能看到什么。',
          },
        },
        {
          id: 'tls',
          text: { en: 'TLS cannot be tested over loopback', 'zh-cn': 'TLS 不能在本机回环上测试' },
          why: { en: 'It can. The certificate is even the same.', 'zh-cn': '可以测，连证书都是同一张。' },
        },
      ],
      answer: 'trust',
    },
    {
      id: 'ttl',
      kind: 'numeric',
      prompt: {
        en: 'The MX has a TTL of 86400 s. You change it at 18:00. For how many hours, at most, may a resolver that keeps to the TTL still send mail to the old server?',
        'zh-cn': 'MX 的 TTL 是 86400 s，你在 18:00 改了它。守规矩的解析器最多还会在几小时内把信送到旧服务器？',
      },
      answer: 24,
      tolerance: 0,
      unit: { en: 'hours', 'zh-cn': '小时' },
      why: {
        en: 'A resolver that asked at 17:59:59 keeps the answer for 86400 s = 24 h. Lowering the TTL helps only if it is done at least one old TTL before the change.',
        'zh-cn': '17:59:59 刚查过的解析器会把答案留 86400 s，即 24 小时。要靠调低 TTL 缩短，必须提前至少一个旧 TTL 去做。',
      },
      traps: [
        {
          value: 48,
          why: { en: '“DNS needs 48 hours” is folklore: the TTL says how long.', 'zh-cn': '“DNS 生效要 48 小时”是民间说法，到底多久由 TTL 说了算。' },
        },
        { value: 0, why: { en: 'The zone changes at once, the copies in resolvers do not.', 'zh-cn': '域里立刻变了，解析器里的副本没有。' } },
      ],
    },
  ],
});
