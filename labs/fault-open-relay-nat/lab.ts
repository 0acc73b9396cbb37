import { defineLab } from '../../lab-runner/contract/lab.ts';

export default defineLab({
  title: { en: 'Open to the world, closed from inside', 'zh-cn': '从里面看是关的，对外却是开的' },
  summary: {
    en: 'The provider reports an open relay, the own test says there is none. Find out whom the server believes to be talking to, and close it without locking out the scanner.',
    'zh-cn': '服务商说这是开放中继，自己测却没有问题。弄清服务器以为自己在和谁说话，把它关上，同时别把扫描仪关在门外。',
  },
  module: 'M5',
  kind: 'fault',
  difficulty: 3,
  minutes: 25,
  lessons: ['fault-handling', 'security-protection'],
  parameters: {
    domain: { kind: 'domain' },
    peer: { kind: 'domain', tld: 'example' },
    far: { kind: 'domain', tld: 'example' },
    innocent: { kind: 'domain', tld: 'example' },
    user: { kind: 'user' },
    boss: { kind: 'user' },
    customer: { kind: 'user' },
    password: { kind: 'password' },
    bossPassword: { kind: 'password' },
    archive: { kind: 'token' },
    pick: { kind: 'int', min: 0, max: 49 },
    count: { kind: 'text', template: '500' },
    guest: { kind: 'choice', of: ['guest', 'demo', 'office'] },
    guestPassword: { kind: 'text', template: '[[guest]]123' },
    variant: { kind: 'choice', of: ['nat', 'wide', 'sender', 'account', 'forward'] },
  },
  secret: ['variant', 'archive', 'pick', 'count', 'bossPassword', 'guest', 'guestPassword'],
  topology: {
    hosts: {
      mx: { image: 'mail', memory: '256m', fqdn: 'mail.[[domain]]', ready: ['system', 'smtp', 'imap', 'submission'] },
      printer: { image: 'client', memory: '96m', pids: 128, fqdn: 'printer.[[domain]]' },
    },
    internet: {
      personas: {
        customer: { domain: '[[peer]]', persona: 'accepting', users: ['[[customer]]'] },
        strangers: { domain: '[[far]]', persona: 'accepting' },
        innocent: { domain: '[[innocent]]', persona: 'accepting' },
      },
      zones: { '[[domain]]': ['@ MX 10 mail.[[domain]].'] },
    },
  },
  canary: {
    // The relay is open when the learner comes: whether it is closed in the end is what the tasks ask.
    stranger: 0,
    flows: [
      { id: 'orders', direction: 'inbound', persona: 'customer', from: '[[customer]]@[[peer]]', to: '[[user]]@[[domain]]', every: 12 },
      {
        id: 'offers',
        direction: 'outbound',
        persona: 'customer',
        from: '[[boss]]@[[domain]]',
        to: '[[customer]]@[[peer]]',
        user: '[[boss]]',
        password: '[[bossPassword]]',
        every: 15,
      },
    ],
  },
  tasks: [
    {
      id: 'relay-closed',
      title: { en: 'No stranger can send through the server, by no trick', 'zh-cn': '陌生人用什么花招都不能借道发信' },
      points: 50,
      needs: ['inside', 'service', 'unharmed'],
    },
    {
      id: 'provider-test',
      title: { en: 'The provider’s test is passed, and Received tells the truth', 'zh-cn': '通过服务商的检测，Received 里写的是真实来源' },
      points: 25,
      needs: ['inside', 'service', 'unharmed'],
    },
    {
      id: 'queue-clean',
      title: { en: 'Honest mail of the queue arrives; the strangers’ spam bothers nobody', 'zh-cn': '队列里的正当邮件送达，陌生人的垃圾不再打扰任何人' },
      points: 25,
      needs: ['inside', 'service', 'unharmed'],
    },
  ],
  invariants: [
    { id: 'inside', title: { en: 'The scanner of the office can send its scans', 'zh-cn': '办公室的扫描仪能发送扫描件' } },
    { id: 'service', title: { en: 'Mail comes in, staff send on 587', 'zh-cn': '来信正常，员工能从 587 发信' } },
    { id: 'unharmed', title: { en: 'No mail of the house is refused for good or returned', 'zh-cn': '公司的邮件没有被永久拒绝或退回' } },
  ],
  hints: {
    'relay-closed': [
      {
        en: 'Look at the log of a stranger’s delivery: whom does the server think it talks to? (connect from …) And which words let this one through?',
        'zh-cn': '看一条陌生人投递的日志：服务器以为自己在和谁说话（connect from …）？又是哪一条规则放行的？',
      },
      {
        en: 'Four things may open the door: an address that is not the true one (rewritten, or that of a program in between which passes connections on), a network that is wider than it looks, a rule that trusts what anybody can write, such as the sender, and a login that anybody can guess.',
        'zh-cn':
          '可能打开门的有四样：不是真实来源的地址（被改写过，或者是中间转发连接的程序的地址）、比看上去更宽的网段、相信了谁都能写的东西（比如发件人）的规则，以及谁都猜得到的登录密码。',
      },
      {
        en: 'postconf mynetworks smtpd_relay_restrictions smtpd_recipient_restrictions; nft list ruleset (a snat or masquerade changes the source of a connection); ss -ltnp (is it Postfix that listens?); postcat -q shows the sasl_username of a message; 10.0.0.0/8 has sixteen million addresses, 128.0.0.0/1 two thousand million.',
        'zh-cn':
          'postconf mynetworks smtpd_relay_restrictions smtpd_recipient_restrictions；nft list ruleset（snat 或 masquerade 会改写连接的来源）；ss -ltnp（在监听的真是 Postfix 吗？）；postcat -q 能看到一封信的 sasl_username；10.0.0.0/8 有一千六百万个地址，128.0.0.0/1 有二十亿个。',
      },
    ],
    'provider-test': [
      {
        en: 'The provider connects from outside, says MAIL FROM an address of yours and RCPT TO a foreign one. Think like them, not like a test from localhost.',
        'zh-cn': '服务商从外面连接，MAIL FROM 用您的地址，RCPT TO 写外域。要像他们那样想，而不是从 localhost 测。',
      },
      {
        en: 'The first Received line of an arrived message names its client in brackets. Is that where it came from?',
        'zh-cn': '收到的邮件最上面的 Received 行在方括号里写着客户端。它真的从那里来吗？',
      },
      {
        en: 'Received: from mx.b.example (mx.b.example [192.0.2.10]) is what you want to see for mail from b.example.',
        'zh-cn': '来自 b.example 的邮件应当看到 Received: from mx.b.example (mx.b.example [192.0.2.10])。',
      },
    ],
    'queue-clean': [
      {
        en: 'Five hundred messages wait, ten are honest. What tells them apart? Not always the sender.',
        'zh-cn': '五百封在等，十封是正当的。靠什么区分？发件人并不总靠得住。',
      },
      {
        en: 'Honest mail was handed in with the login of one of the two; or look at whom it is for.',
        'zh-cn': '正当邮件是那两个人登录后交来的；或者看它寄给谁。',
      },
      {
        en: 'postqueue -j | grep … | sed … | postsuper -d - ; then postqueue -f. Do not let Postfix return the spam: the senders are forged.',
        'zh-cn': 'postqueue -j | grep … | sed … | postsuper -d - ；然后 postqueue -f。不要让 Postfix 退回垃圾：发件人是伪造的。',
      },
    ],
  },
  why: {
    'relay-closed': {
      en: 'From three places on the Internet, with four kinds of sender, the scanner’s among them, we tried twelve ways to write a foreign recipient, while ordinary mail for the house had to be accepted. Then we tried the logins on port 587 that every robot tries. permit_mynetworks is only as good as the address that Postfix sees and the width of the networks; a sender’s address proves nothing; and a forgotten account with a password like its name is an open relay with a login.',
      'zh-cn':
        '我们从互联网上三个地方、用四种发件人（包括扫描仪的），尝试了十二种外域收件人的写法，同时寄给公司的普通邮件必须被接受。然后在 587 端口试了机器人都会试的那些登录。permit_mynetworks 是否可靠，取决于 Postfix 看到的地址是不是真的、网段有多宽；而发件人地址什么都证明不了；一个被遗忘的、密码和名字差不多的账号，就是一个要登录的开放中继。',
    },
    'provider-test': {
      en: 'A whole message was offered as the provider does, without a login and with those that are easily guessed, and the Received line of an honest one had to show where it really came from. Behind a hidden source every blocklist, rate limit and log line is worthless.',
      'zh-cn':
        '我们像服务商那样完整地试投一封，不登录试一次，再用容易猜到的登录试，并要求正当来信的 Received 行写明真实来源。来源一旦被掩盖，黑名单、限速和日志都毫无用处。',
    },
    'queue-clean': {
      en: 'Ten honest messages had to arrive once; nobody was allowed to get the spam, nor a bounce for it.',
      'zh-cn': '十封正当邮件必须各到达一次；没有人应当收到那些垃圾，也不应收到它们的退信。',
    },
  },
  accepted: [
    { en: 'The scanner’s single address in place of the office network in mynetworks.', 'zh-cn': 'mynetworks 里只写扫描仪的那一个地址，而不是整个办公网。' },
    {
      en: 'A proxy in front of Postfix, as long as it tells whom it speaks for (PROXY protocol).',
      'zh-cn': '在 Postfix 前面放一个代理，只要它说明自己替谁说话（PROXY 协议）。',
    },
    { en: 'Leaving the spam on hold.', 'zh-cn': '把垃圾邮件留在 hold 里。' },
  ],
});
