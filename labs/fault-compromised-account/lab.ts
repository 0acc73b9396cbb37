import { defineLab } from '../../lab-runner/contract/lab.ts';

export default defineLab({
  title: { en: 'Somebody else in the house', 'zh-cn': '家里进了别人' },
  summary: {
    en: 'A password has leaked and spam pours out of an honest account. Changing the password is the beginning, not the end: throw the guest out by every door, keep the owner’s things, and cap what the next stolen password can do.',
    'zh-cn': '密码泄露，垃圾邮件从一个正经账号里涌出。改密码只是开始：从每一扇门把不速之客请出去，保住主人的东西，并且限制下一个被盗密码能造成的损失。',
  },
  module: 'M5',
  kind: 'fault',
  difficulty: 3,
  minutes: 45,
  lessons: ['fault-handling', 'security-protection'],
  parameters: {
    domain: { kind: 'domain' },
    peer: { kind: 'domain', tld: 'example' },
    far: { kind: 'domain', tld: 'example' },
    evil: { kind: 'domain', tld: 'example' },
    account: { kind: 'user' },
    user: { kind: 'user' },
    boss: { kind: 'user' },
    customer: { kind: 'user' },
    collector: { kind: 'user' },
    accountPassword: { kind: 'password' },
    newPassword: { kind: 'password' },
    device: { kind: 'password' },
    password: { kind: 'password' },
    bossPassword: { kind: 'password' },
    bossPhone: { kind: 'password' },
    desk: { kind: 'choice', of: ['desk', 'seat', 'counter', 'agent'] },
    deskPassword: { kind: 'password' },
    // What thieves and colleagues send within ten minutes while the lab runs stays below it.
    limit: { kind: 'int', min: 90, max: 120 },
    home: { kind: 'choice', of: ['198.51.100.7', '198.51.100.9', '198.51.100.11', '198.51.100.13'] },
    dwell: { kind: 'int', min: 2, max: 5 },
    hour: { kind: 'int', min: 0, max: 23 },
    minute: { kind: 'int', min: 0, max: 59 },
    second: { kind: 'int', min: 0, max: 59 },
    intruderIp: { kind: 'int', min: 20, max: 90 },
    wave: { kind: 'int', min: 41, max: 97 },
    extra: { kind: 'int', min: 0, max: 4 },
    archive: { kind: 'token' },
    pick: { kind: 'int', min: 0, max: 49 },
    count: { kind: 'text', template: '600' },
    variant: { kind: 'choice', of: ['sieve', 'forward'] },
  },
  secret: [
    'variant',
    'archive',
    'pick',
    'count',
    'accountPassword',
    'device',
    'bossPassword',
    'bossPhone',
    'collector',
    'evil',
    'dwell',
    'hour',
    'minute',
    'second',
    'intruderIp',
    'wave',
    'extra',
  ],
  topology: {
    hosts: { mx: { image: 'filter', memory: '512m', fqdn: 'mail.[[domain]]', ready: ['system', 'smtp', 'imap', 'submission'] } },
    internet: {
      personas: {
        customer: { domain: '[[peer]]', persona: 'accepting', users: ['[[customer]]'] },
        strangers: { domain: '[[far]]', persona: 'accepting' },
        evil: { domain: '[[evil]]', persona: 'accepting' },
        cafe: { domain: 'cafe-wifi.example', persona: 'accepting' },
        rented: { domain: 'cheap-vps.example', persona: 'accepting' },
      },
      zones: { '[[domain]]': ['@ MX 10 mail.[[domain]].'] },
    },
  },
  canary: {
    flows: [
      { id: 'orders', direction: 'inbound', persona: 'customer', from: '[[customer]]@[[peer]]', to: '[[user]]@[[domain]]', every: 15 },
      {
        id: 'offers',
        direction: 'outbound',
        persona: 'customer',
        from: '[[boss]]@[[domain]]',
        to: '[[customer]]@[[peer]]',
        user: '[[boss]]',
        password: '[[bossPhone]]',
        every: 20,
      },
      {
        id: 'spam-one',
        direction: 'outbound',
        attacker: true,
        persona: 'cafe',
        from: '[[account]]@[[domain]]',
        to: 'lucky@[[far]]',
        user: '[[account]]',
        password: '[[accountPassword]]',
        every: 20,
      },
      {
        id: 'spam-two',
        direction: 'outbound',
        attacker: true,
        persona: 'rented',
        from: '[[account]]@[[domain]]',
        to: 'winner@[[far]]',
        user: '[[account]]',
        password: '[[device]]',
        every: 20,
      },
    ],
    lurkers: [{ persona: 'evil', user: '[[account]]', password: '[[accountPassword]]' }],
  },
  tasks: [
    { id: 'spam-stops', title: { en: 'No more spam leaves', 'zh-cn': '不再有垃圾邮件发出' }, points: 20, needs: ['service', 'unharmed'] },
    {
      id: 'thrown-out',
      title: { en: 'The guest is out, and the old password opens nothing', 'zh-cn': '不速之客已离开，旧密码打不开任何门' },
      points: 15,
      needs: ['service', 'unharmed'],
    },
    {
      id: 'nobody-reads',
      title: { en: 'Nobody reads along; the owner’s own rule still works', 'zh-cn': '没人再偷看邮件，主人自己的规则照常' },
      points: 20,
      needs: ['service', 'unharmed'],
    },
    {
      id: 'owner-back',
      title: { en: 'The owner works again, with the new password', 'zh-cn': '主人用新密码恢复工作' },
      points: 10,
      needs: ['service', 'unharmed'],
    },
    {
      id: 'legit-arrives',
      title: { en: 'Honest mail of the queue arrives, spam does not', 'zh-cn': '队列里的正当邮件送达，垃圾邮件不送' },
      points: 10,
      needs: ['service', 'unharmed'],
    },
    {
      id: 'capped',
      title: { en: 'A stolen password can do only so much', 'zh-cn': '被盗的密码只能发这么多' },
      points: 15,
      needs: ['service', 'unharmed'],
      // Some hundreds of recipients, twice when a window ended just then.
      deadline: 180,
    },
    {
      id: 'first-login',
      title: { en: 'Since when was somebody in the house (UTC)?', 'zh-cn': '外人是什么时候进来的（UTC）？' },
      points: 5,
      proof: 'answer',
      needs: ['unharmed'],
    },
    {
      id: 'reached',
      title: { en: 'How many recipients did the spam reach?', 'zh-cn': '垃圾邮件送达了多少个收件人？' },
      points: 5,
      proof: 'answer',
      needs: ['unharmed'],
    },
  ],
  invariants: [
    { id: 'service', title: { en: 'Colleagues send and receive; strangers cannot relay', 'zh-cn': '同事收发正常，陌生人不能中继' } },
    { id: 'unharmed', title: { en: 'No mail of colleagues is refused for good or returned', 'zh-cn': '同事的邮件没有被永久拒绝或退回' } },
  ],
  hints: {
    'spam-stops': [
      {
        en: 'Read who logs in: grep sasl_username /var/log/mail.log. From how many places, and is it always the same password?',
        'zh-cn': '看看谁在登录：grep sasl_username /var/log/mail.log。从几个地方来？用的总是同一个密码吗？',
      },
      {
        en: 'Dovecot asks more than one password database (doveconf passdb). Whoever is in the house makes a second key while the first still fits.',
        'zh-cn': 'Dovecot 会依次询问不止一个密码库（doveconf passdb）。进了门的人会趁旧钥匙还能用，再配一把。',
      },
      {
        en: 'For kai: passwd kai (or chpasswd) for the system password; the line kai:… in a passwd-file is another, independent one. Try each with doveadm auth test kai.',
        'zh-cn': '以 kai 为例：passwd kai（或 chpasswd）改系统密码；passwd-file 里的 kai:… 是另一个独立的密码。用 doveadm auth test kai 逐个试。',
      },
    ],
    'thrown-out': [
      { en: 'doveadm who shows who is logged in right now, and from where.', 'zh-cn': 'doveadm who 显示此刻谁登录着、从哪里来。' },
      {
        en: 'A changed password is asked for at the next login only. A session that is open stays open for days.',
        'zh-cn': '改了密码只在下次登录时才会问到。已经打开的会话可以一开就是好几天。',
      },
      { en: 'doveadm kick kai ends the sessions of kai.', 'zh-cn': 'doveadm kick kai 会结束 kai 的会话。' },
    ],
    'nobody-reads': [
      {
        en: 'Send the account a message and follow it in the log: how many deliveries come of it?',
        'zh-cn': '给这个账号发一封，在日志里跟着它：产生了几次投递？',
      },
      {
        en: 'Mail can be copied away by a Sieve script, by a .forward file, by an alias. Remove the copy and nothing else.',
        'zh-cn': '邮件可以被 Sieve 脚本、.forward 文件或别名抄送出去。只去掉抄送，别的不要动。',
      },
      {
        en: 'ls -la ~kai shows .forward and .dotted.sieve links; a line redirect :copy "x@y.example"; in a script sends a copy. After editing: sievec ~kai/sieve/name.sieve.',
        'zh-cn':
          'ls -la ~kai 能看到 .forward 和指向 sieve 脚本的链接；脚本里的 redirect :copy "x@y.example"; 会发出副本。改完后：sievec ~kai/sieve/名字.sieve。',
      },
    ],
    'owner-back': [
      { en: 'The owner waits on the phone with the new password from the instructions.', 'zh-cn': '主人拿着说明里的新密码在电话那头等着。' },
      { en: 'Reading uses port 993, sending 587; both ask Dovecot.', 'zh-cn': '收信用 993 端口，发信用 587；两者都问 Dovecot。' },
      { en: 'echo "kai:secret" | chpasswd', 'zh-cn': 'echo "kai:secret" | chpasswd' },
    ],
    'legit-arrives': [
      { en: 'postqueue -j shows the queue as data. Twelve of six hundred are honest.', 'zh-cn': 'postqueue -j 以数据形式给出队列。六百封里有十二封是正当的。' },
      {
        en: 'By sender it cannot be decided: the owner’s honest mail is among it. By recipient or by client address it can.',
        'zh-cn': '按发件人分不开：其中有主人自己的正当邮件。按收件人或客户端地址可以。',
      },
      { en: 'Delete with postsuper -d - and a list of ids, then postqueue -f.', 'zh-cn': '把队列号清单交给 postsuper -d -，然后 postqueue -f。' },
    ],
    capped: [
      {
        en: 'What do the limits of Postfix itself (smtpd_client_…_rate_limit) count by? The spam came from a dozen addresses.',
        'zh-cn': 'Postfix 自带的限制（smtpd_client_…_rate_limit）按什么计数？垃圾邮件可是从十几个地址来的。',
      },
      {
        en: 'The login name is told to a policy server at each RCPT (sasl_username) and to a milter such as rspamd, whose module ratelimit counts in redis. Both are here, switched off.',
        'zh-cn':
          '登录名会在每个 RCPT 告诉策略服务器（sasl_username），也会告诉 rspamd 这样的 milter；rspamd 的 ratelimit 模块在 redis 里计数。两者都已装好，没有启用。',
      },
      {
        en: 'rspamd, 500 recipients an hour, in local.d/ratelimit.conf:\nrates {\n  by_user {\n    selector = \'user.lower\';\n    bucket {\n      burst = 500;\n      rate = "500 / 1h";\n    }\n  }\n}\nredis.conf: servers = "127.0.0.1"; then the milter for port 587 alone:\npostconf -P submission/inet/smtpd_milters=inet:127.0.0.1:11332 submission/inet/smtpd_recipient_limit=500',
        'zh-cn':
          'rspamd，每小时 500 个收件人，local.d/ratelimit.conf：\nrates {\n  by_user {\n    selector = \'user.lower\';\n    bucket {\n      burst = 500;\n      rate = "500 / 1h";\n    }\n  }\n}\nredis.conf：servers = "127.0.0.1"; 再只给 587 端口接上 milter：\npostconf -P submission/inet/smtpd_milters=inet:127.0.0.1:11332 submission/inet/smtpd_recipient_limit=500',
      },
    ],
    'first-login': [
      { en: 'Spam is what one notices. Whoever sends it has often been inside for days.', 'zh-cn': '被发现的是垃圾邮件；而发它的人往往早就进来好几天了。' },
      {
        en: 'List the successful logins of the account, for reading as well as for sending, and leave out the office and the home of its owner.',
        'zh-cn': '列出该账号所有成功的登录，收信和发信都要看，去掉办公室和主人家里的地址。',
      },
      {
        en: "grep 'Logged in: user=<kai>' /var/log/mail.log.1 | grep -v 'rip=192.0.2.99,' | head -1; 2026-03-02T08:09:10.123456+00:00 is written 2026-03-02T08:09:10Z.",
        'zh-cn':
          "grep 'Logged in: user=<kai>' /var/log/mail.log.1 | grep -v 'rip=192.0.2.99,' | head -1；2026-03-02T08:09:10.123456+00:00 写作 2026-03-02T08:09:10Z。",
      },
    ],
    reached: [
      {
        en: 'A message may have several recipients; some servers refused, some have not answered yet.',
        'zh-cn': '一封邮件可能有多个收件人；有的服务器拒收了，有的还没有答复。',
      },
      {
        en: 'The queue id joins the lines of a message: first those with the login and a strange address, then what was delivered of them.',
        'zh-cn': '队列号把一封邮件的各行连在一起：先找带该登录名和陌生地址的，再看其中送达了多少。',
      },
      {
        en: "grep 'sasl_username=kai$' mail.log.1 | grep -v 'client=[^ ]*\\[10.20.30' | awk '{print $4}' > ids; grep -Ff ids mail.log.1 | grep -c status=sent",
        'zh-cn':
          "grep 'sasl_username=kai$' mail.log.1 | grep -v 'client=[^ ]*\\[10.20.30' | awk '{print $4}' > ids; grep -Ff ids mail.log.1 | grep -c status=sent",
      },
    ],
  },
  why: {
    'spam-stops': {
      en: 'Two senders far away used two different passwords of the same account, all the time. We looked whether their newest tries were refused, and whether a colleague’s mail still went out. Blocking addresses helps until they move, which takes them a minute.',
      'zh-cn':
        '远处有两个发送者一直在用同一账号的两个不同密码。我们看他们最近的尝试是否被拒绝，同时同事的邮件能否照常发出。封 IP 只在他们换地方之前有用，而换地方只要一分钟。',
    },
    'thrown-out': {
      en: 'An IMAP session was open from outside since the start, and its owner logs in again whenever the old password works. Both had to be over, while the new password works.',
      'zh-cn': '从一开始就有一个来自外部的 IMAP 会话开着，只要旧密码有效，那个人就会再登录。两者都必须结束，同时新密码可用。',
    },
    'nobody-reads': {
      en: 'A message to the account had to arrive, one with "invoice" in its folder, and no copy was allowed to reach the collector. This is what keeps an intruder informed for months after the password was changed.',
      'zh-cn': '发给该账号的邮件必须送达，主题带 invoice 的要进自己的文件夹，而且不许有副本到达窃取者手里。密码改了之后，入侵者往往就靠这个再偷看几个月。',
    },
    'owner-back': {
      en: 'The owner had to read on 993 and send on 587 with the new password. Deleting the account ends the spam, and the work of its owner.',
      'zh-cn': '主人必须能用新密码在 993 收信、在 587 发信。删掉账号能止住垃圾邮件，也止住了主人的工作。',
    },
    'legit-arrives': {
      en: 'Twelve honest messages were among six hundred, some of the owner’s own. Each had to arrive once, and no spam of the queue.',
      'zh-cn': '六百封里混着十二封正当邮件，有几封正是主人写的。每封都要恰好到达一次，而队列里的垃圾一封也不许到。',
    },
    capped: {
      en: 'One desk wrote to as many recipients as allowed from three addresses, and was refused soon after; its neighbour at the same address was not. The next password will be stolen, too: a cap turns thousands of letters into a hundred, and an outage into a ticket.',
      'zh-cn':
        '一个座位从三个地址发给了恰好允许的收件人数，随后就被拒绝；同一地址上的邻座不受影响。下一个密码迟早也会被盗：有了上限，几千封就只是一百封，一场事故就只是一张工单。',
    },
    'first-login': {
      en: 'The intruder read mail for days before the first spam: successful from an address that the owner does not know. All that was in the mailbox since then counts as read, and that is what those affected have to be told. We allowed one second.',
      'zh-cn':
        '入侵者在发第一封垃圾邮件之前，已经看了好几天的信：从一个主人不认识的地址登录成功。从那一刻起，邮箱里的一切都要当作已被看过，这正是要告诉受影响者的。我们允许一秒误差。',
    },
    reached: {
      en: 'Recipients whose servers said yes (status=sent) to what came in with the stolen login from strange addresses: not messages, not what was refused or still waits, and not the owner’s own mail.',
      'zh-cn': '对那些凭被盗登录从陌生地址交来的邮件，对方服务器答应接收的收件人（status=sent）：不是邮件封数，不含被拒收或还在等待的，也不含主人自己的邮件。',
    },
  },
  accepted: [
    { en: 'Any order of steps, also locking the account first and opening it again.', 'zh-cn': '先做哪一步都行，也可以先锁账号再重新打开。' },
    {
      en: 'Restarting Dovecot instead of kicking one user: the session ends, and the others come back by themselves.',
      'zh-cn': '不用 doveadm kick，而是重启 Dovecot：会话同样结束，其他人会自己重连。',
    },
    {
      en: 'A limit that gives way a little: a leaking bucket, or one that adapts as rspamd’s does. We ask for a refusal before half as many again.',
      'zh-cn': '稍有松动的限制：会漏的桶，或像 rspamd 那样自行调整的。我们只要求在超出一半之前被拒绝。',
    },
    { en: '4xx or 5xx, at RCPT or after the message.', 'zh-cn': '4xx 或 5xx 都可以，在 RCPT 阶段或正文之后都可以。' },
    { en: 'A time with any offset, as long as it names the same moment.', 'zh-cn': '时间可以带任何时区偏移，只要是同一时刻。' },
  ],
});
