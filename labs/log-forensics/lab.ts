import { defineLab } from '../../lab-runner/contract/lab.ts';

export default defineLab({
  title: { en: 'What happened that night', 'zh-cn': '那一夜发生了什么' },
  summary: {
    en: 'Three logs from three time zones, thousands of honest lines, one intruder. Find out who, when, from where, by which way and how much, then close the door behind somebody who is still there.',
    'zh-cn': '三个时区的三份日志，成千行正常记录，一个入侵者。查出是哪个账号、何时、从哪里、走哪条路、造成多大影响，然后把还赖在里面的人请出去，把门关上。',
  },
  module: 'M5',
  kind: 'operate',
  difficulty: 2,
  minutes: 40,
  lessons: ['monitoring-maintenance', 'fault-handling'],
  parameters: {
    domain: { kind: 'domain' },
    peer: { kind: 'domain', tld: 'example' },
    far: { kind: 'domain', tld: 'example' },
    evil: { kind: 'domain', tld: 'example' },
    collector: { kind: 'user' },
    account: { kind: 'user' },
    user: { kind: 'user' },
    boss: { kind: 'user' },
    customer: { kind: 'user' },
    accountPassword: { kind: 'password' },
    newPassword: { kind: 'password' },
    password: { kind: 'password' },
    bossPassword: { kind: 'password' },
    home: { kind: 'choice', of: ['198.51.100.7', '198.51.100.9', '198.51.100.11', '198.51.100.13'] },
    train: { kind: 'choice', of: ['203.0.113.3', '203.0.113.5', '203.0.113.6', '203.0.113.8'] },
    firstIp: { kind: 'int', min: 60, max: 130 },
    secondIp: { kind: 'int', min: 80, max: 140 },
    thirdIp: { kind: 'int', min: 150, max: 210 },
    day: { kind: 'int', min: 4, max: 26 },
    hour: { kind: 'int', min: 17, max: 21 },
    minute: { kind: 'int', min: 0, max: 59 },
    second: { kind: 'int', min: 0, max: 59 },
    spam: { kind: 'int', min: 41, max: 97 },
    extra: { kind: 'int', min: 0, max: 3 },
    path: { kind: 'choice', of: ['465', '587'] },
    readFirst: { kind: 'int', min: 12, max: 60 },
    readSecond: { kind: 'int', min: 3, max: 40 },
    seed: { kind: 'token' },
  },
  secret: [
    'account',
    'accountPassword',
    'bossPassword',
    'firstIp',
    'secondIp',
    'thirdIp',
    'hour',
    'minute',
    'second',
    'spam',
    'extra',
    'path',
    'readFirst',
    'readSecond',
    'seed',
    'far',
    'evil',
    'collector',
  ],
  topology: {
    hosts: { mx: { image: 'mail', memory: '256m', fqdn: 'mail.[[domain]]', ready: ['system', 'smtp', 'imap', 'submission'] } },
    internet: {
      personas: { customer: { domain: '[[peer]]', persona: 'accepting', users: ['[[customer]]'] }, evil: { domain: '[[evil]]', persona: 'accepting' } },
      zones: { '[[domain]]': ['@ MX 10 mail.[[domain]].'] },
    },
  },
  canary: {
    flows: [
      { id: 'orders', direction: 'inbound', persona: 'customer', from: '[[customer]]@[[peer]]', to: '[[user]]@[[domain]]', every: 20 },
      {
        id: 'offers',
        direction: 'outbound',
        persona: 'customer',
        from: '[[boss]]@[[domain]]',
        to: '[[customer]]@[[peer]]',
        user: '[[boss]]',
        password: '[[bossPassword]]',
        every: 20,
      },
    ],
    lurkers: [{ persona: 'evil', user: '[[account]]', password: '[[accountPassword]]' }],
  },
  tasks: [
    { id: 'account', title: { en: 'Which account was abused?', 'zh-cn': '哪个账号被盗用？' }, points: 5, proof: 'answer', needs: ['evidence', 'unharmed'] },
    {
      id: 'first-login',
      title: { en: 'When did the intruder get in first (UTC)?', 'zh-cn': '入侵者第一次登录成功是什么时候（UTC）？' },
      points: 20,
      proof: 'answer',
      needs: ['evidence', 'unharmed'],
    },
    { id: 'addresses', title: { en: 'From which addresses?', 'zh-cn': '从哪些地址？' }, points: 15, proof: 'answer', needs: ['evidence', 'unharmed'] },
    {
      id: 'recipients',
      title: { en: 'How many recipients did the spam reach?', 'zh-cn': '垃圾邮件送达了多少个收件人？' },
      points: 15,
      proof: 'answer',
      needs: ['evidence', 'unharmed'],
    },
    {
      id: 'path',
      title: { en: 'Through which port was the spam handed in?', 'zh-cn': '垃圾邮件是从哪个端口交进来的？' },
      points: 5,
      proof: 'answer',
      needs: ['evidence', 'unharmed'],
    },
    {
      id: 'read',
      title: { en: 'How many messages did the intruder fetch over IMAP?', 'zh-cn': '入侵者通过 IMAP 取走了多少封邮件？' },
      points: 10,
      proof: 'answer',
      needs: ['evidence', 'unharmed'],
    },
    {
      id: 'closed',
      title: { en: 'The stolen password opens nothing; the owner has a new one', 'zh-cn': '被盗的密码失效，主人换上新密码' },
      points: 10,
      needs: ['evidence', 'unharmed'],
    },
    {
      id: 'thrown-out',
      title: { en: 'Nobody but the owner is in the mailbox', 'zh-cn': '除主人以外没有人在这个邮箱里' },
      points: 10,
      needs: ['evidence', 'unharmed'],
    },
    {
      id: 'no-copies',
      title: { en: 'No copies of the account’s mail go out', 'zh-cn': '这个账号的邮件不再有副本外流' },
      points: 10,
      needs: ['evidence', 'unharmed'],
    },
  ],
  invariants: [
    { id: 'evidence', title: { en: 'The logs are kept as they are', 'zh-cn': '日志原样保留' } },
    { id: 'unharmed', title: { en: 'No mail is refused for good or returned; strangers cannot relay', 'zh-cn': '没有邮件被永久拒绝或退回，陌生人不能中继' } },
  ],
  hints: {
    account: [
      { en: 'Who sent how much? Count the lines with sasl_username in mail.log.', 'zh-cn': '谁发了多少？数一数 mail.log 里带 sasl_username 的行。' },
      { en: 'Many failures are the weather; one success from a strange place is the break-in.', 'zh-cn': '大量失败只是天气；一次来自陌生地方的成功才是入侵。' },
      { en: "grep -o 'sasl_username=.*' mail.log | sort | uniq -c | sort -n", 'zh-cn': "grep -o 'sasl_username=.*' mail.log | sort | uniq -c | sort -n" },
    ],
    'first-login': [
      {
        en: 'Successful logins stand in all three logs. List those of the account from places that the owner does not know.',
        'zh-cn': '成功登录在三份日志里都有。列出该账号从主人不认识的地方登录的记录。',
      },
      {
        en: 'Two of the clocks are not UTC: README says which. Convert before you compare, and mind that the date may change with the hour.',
        'zh-cn': '有两台机器的时钟不是 UTC：README 里写明了。先换算再比较，注意小时一变日期也可能变。',
      },
      {
        en: "TZ=Asia/Shanghai date -d '2026-03-02 01:15:00' +%s, then date -u -d @SECONDS +%FT%TZ gives 2026-03-01T17:15:00Z. January has no summer time in New York: UTC-5.",
        'zh-cn': "先 TZ=Asia/Shanghai date -d '2026-03-02 01:15:00' +%s，再 date -u -d @秒数 +%FT%TZ，得到 2026-03-01T17:15:00Z。纽约一月没有夏令时：UTC-5。",
      },
    ],
    addresses: [
      { en: 'Reading, sending and webmail may come from different places.', 'zh-cn': '收信、发信和网页邮箱可能来自不同的地方。' },
      {
        en: 'The same account, success, and neither office nor home nor train: look in all three files.',
        'zh-cn': '同一个账号、登录成功、既非办公室也非家里也非火车：三份文件都要看。',
      },
      {
        en: "grep 'Logged in: user=<kai>' gateway.log | grep -o 'rip=[0-9.]*' | sort | uniq -c",
        'zh-cn': "grep 'Logged in: user=<kai>' gateway.log | grep -o 'rip=[0-9.]*' | sort | uniq -c",
      },
    ],
    recipients: [
      { en: 'A message may have several recipients, and some were refused by their servers.', 'zh-cn': '一封邮件可能有多个收件人，有的还被对方服务器拒收了。' },
      {
        en: 'Take the queue ids of the messages that the intruder handed in, then count their lines with status=sent.',
        'zh-cn': '先取出入侵者交来的那些邮件的队列号，再数它们的 status=sent 行。',
      },
      {
        en: "grep 'client=.*\\[192.0.2.99\\]' mail.log | awk '{print $4}' > ids; grep -Ff ids mail.log | grep -c status=sent",
        'zh-cn': "grep 'client=.*\\[192.0.2.99\\]' mail.log | awk '{print $4}' > ids; grep -Ff ids mail.log | grep -c status=sent",
      },
    ],
    path: [
      {
        en: 'Postfix notes which of its services took a message: postfix/NAME/smtpd.',
        'zh-cn': 'Postfix 会记下是它的哪个服务收下邮件：postfix/名字/smtpd。',
      },
      {
        en: 'submission is port 587 with STARTTLS, submissions is port 465, encrypted from the first byte (RFC 8314). Look at the intruder’s messages only.',
        'zh-cn': 'submission 是 587 端口（STARTTLS），submissions 是 465 端口，从第一个字节就加密（RFC 8314）。只看入侵者的邮件。',
      },
      {
        en: "grep 'client=.*\\[192.0.2.99\\]' mail.log | grep -o 'postfix/[a-z]*/smtpd' | sort | uniq -c",
        'zh-cn': "grep 'client=.*\\[192.0.2.99\\]' mail.log | grep -o 'postfix/[a-z]*/smtpd' | sort | uniq -c",
      },
    ],
    read: [
      {
        en: 'When an IMAP session ends, Dovecot writes what was fetched in it.',
        'zh-cn': 'IMAP 会话结束时，Dovecot 会写下其中取走了什么。',
      },
      {
        en: 'body_count is the number of messages whose text was fetched; hdr_count only headers. The address stands in the line of the login: session=<…> joins the two.',
        'zh-cn': 'body_count 是取走正文的邮件数；hdr_count 只是信头。地址写在登录那一行：用 session=<…> 把两行连起来。',
      },
      {
        en: "grep 'rip=192.0.2.99,' gateway.log | grep -o 'session=<[^>]*>' | cut -d= -f2- > ids; grep -Ff ids gateway.log | grep -o 'body_count=[0-9]*'",
        'zh-cn': "grep 'rip=192.0.2.99,' gateway.log | grep -o 'session=<[^>]*>' | cut -d= -f2- > ids; grep -Ff ids gateway.log | grep -o 'body_count=[0-9]*'",
      },
    ],
    'thrown-out': [
      { en: 'doveadm who shows who is logged in at this moment, and from where.', 'zh-cn': 'doveadm who 显示此刻谁登录着、从哪里来。' },
      {
        en: 'A password is asked for at the login only: first change it, then end the sessions that are open.',
        'zh-cn': '密码只在登录时才问：先改密码，再结束已经打开的会话。',
      },
      { en: 'doveadm kick kai ends the sessions of kai.', 'zh-cn': 'doveadm kick kai 会结束 kai 的会话。' },
    ],
    'no-copies': [
      {
        en: 'Send the account a message and follow it in /var/log/mail.log: how many deliveries come of it?',
        'zh-cn': '给这个账号发一封，在 /var/log/mail.log 里跟着它：产生了几次投递？',
      },
      {
        en: 'Whoever has a mailbox can have its mail forwarded; ls -la shows what lies in a home.',
        'zh-cn': '谁有邮箱，谁就能设置转发；ls -la 能看到家目录里有什么。',
      },
      {
        en: 'A file .forward with \\kai, x@y.example keeps the mail and sends a copy (man 8 local). Without the file, mail is only kept.',
        'zh-cn': '.forward 文件里写着 \\kai, x@y.example，就是自己留一份、再寄出一份（man 8 local）。没有这个文件，邮件就只留给自己。',
      },
    ],
    closed: [
      { en: 'The account still has the password that the intruder knows.', 'zh-cn': '那个账号现在用的还是入侵者知道的密码。' },
      { en: 'Set the password agreed with its owner; locking alone leaves the owner outside.', 'zh-cn': '换成和主人约好的密码；只锁账号会把主人也关在门外。' },
      { en: 'echo "kai:secret" | chpasswd', 'zh-cn': 'echo "kai:secret" | chpasswd' },
    ],
  },
  why: {
    account: {
      en: 'The one account with successful logins from places that its owner does not know. Volume points to it; the strange address proves it.',
      'zh-cn': '唯一一个从主人不认识的地方登录成功的账号。发信量指向它，陌生地址证实它。',
    },
    'first-login': {
      en: 'The first success was on the webmail host, whose clock shows Shanghai time: read as it stands, it seems to be on the next day, after New York’s lines that really came later. A timeline in UTC is the first thing that an investigator makes. We allowed one second.',
      'zh-cn':
        '第一次成功发生在网页邮箱主机上，它的时钟是上海时间：照字面读，像是第二天，排在其实更晚的纽约记录之后。调查者要做的第一件事就是统一成 UTC 的时间线。我们允许一秒误差。',
    },
    addresses: {
      en: 'Three addresses: webmail, reading, sending. The hundreds that only failed did not get in, and the train was the owner.',
      'zh-cn': '三个地址：网页邮箱、收信、发信各一个。几百个只有失败的没有进来，火车上的是主人自己。',
    },
    recipients: {
      en: 'Accepted recipients (status=sent) of the messages handed in from the intruder’s address: neither messages, nor the refused, nor the owner’s own mail. This number goes into the report to those affected.',
      'zh-cn':
        '从入侵者地址交来的邮件中，被对方接受的收件人（status=sent）：不是邮件封数，不含被拒收的，也不含主人自己的邮件。这个数字要写进给受影响者的通报。',
    },
    path: {
      en: 'The name of the Postfix service in the lines of the intruder’s messages says it: the colleagues use the other port. Who knows the way knows which log to ask next, and which door to watch.',
      'zh-cn': '入侵者那些邮件的日志行里，Postfix 服务的名字说明了一切：同事用的是另一个端口。知道走的是哪条路，才知道接下来查哪份日志、看住哪扇门。',
    },
    read: {
      en: 'The sum of body_count in the sessions from the intruder’s address. Mail that somebody outside has had in hand is a breach of personal data, which has to be reported: how much of it is the first question. What webmail showed is not counted here; a careful report takes all that was in the mailbox as read.',
      'zh-cn':
        '入侵者地址各会话的 body_count 之和。外人拿到手的邮件就是个人信息泄露，必须上报，第一个问题就是有多少。网页邮箱里看过的这里没有计数；稳妥的报告会把邮箱里的一切都当作已被看过。',
    },
    'thrown-out': {
      en: 'A session has been open from outside since the start, and its owner comes back as long as the old password works. Both had to be over, while the new password works.',
      'zh-cn': '从一开始就有一个来自外部的会话开着，只要旧密码有效，那个人就会再回来。两者都必须结束，同时新密码可用。',
    },
    'no-copies': {
      en: 'A message to the account had to arrive, and no copy was allowed to reach anybody outside. A forwarding outlives every change of password.',
      'zh-cn': '发给这个账号的邮件必须送达，而且不许有副本到达外面任何人。转发设置不受改密码的影响，会一直留着。',
    },
    closed: {
      en: 'The old password was refused on 993 and 587, the new one was accepted. Finding out is half of the work.',
      'zh-cn': '旧密码在 993 和 587 上都被拒绝，新密码被接受。查清只是一半的工作。',
    },
  },
  accepted: [
    {
      en: 'Times with any offset, as long as they name the same moment; addresses in any order.',
      'zh-cn': '时间可以带任何时区偏移，只要是同一时刻；地址顺序不限。',
    },
    { en: 'For the port also the name of the service: submission or submissions.', 'zh-cn': '端口也可以写服务名：submission 或 submissions。' },
    { en: 'Restarting Dovecot instead of kicking one user.', 'zh-cn': '不用 doveadm kick，而是重启 Dovecot。' },
  ],
});
