import { defineLab } from '../../lab-runner/contract/lab.ts';

export default defineLab({
  title: { en: 'Your first mail server', 'zh-cn': '第一台邮件服务器' },
  summary: {
    en: 'An empty Debian 13 machine, a domain whose MX points at it, and nothing installed. Make it a mail server that others can rely on.',
    'zh-cn': '一台空的 Debian 13，一个 MX 已经指向它的域名，什么都没有安装。把它变成别人可以信赖的邮件服务器。',
  },
  module: 'M3',
  kind: 'install',
  difficulty: 1,
  minutes: 25,
  lessons: ['installation-steps', 'configuration', 'mail-server-functions'],
  parameters: {
    domain: { kind: 'domain' },
    label: { kind: 'choice', of: ['mail', 'mx', 'post', 'smtp'] },
    peer: { kind: 'domain', tld: 'example' },
    user: { kind: 'user' },
    customer: { kind: 'user' },
    office: { kind: 'choice', of: ['office', 'hello', 'sales', 'orders'] },
    partner: { kind: 'user' },
  },
  topology: {
    hosts: { mx: { image: 'bare', memory: '256m', fqdn: '[[label]].[[domain]]' } },
    internet: {
      personas: {
        peer: { domain: '[[peer]]', persona: 'accepting', users: ['[[customer]]', '[[partner]]'] },
        elsewhere: { domain: 'elsewhere.example', persona: 'accepting' },
      },
      zones: { '[[domain]]': ['@ MX 10 [[label]].[[domain]].'] },
    },
  },
  tasks: [
    { id: 'greeting', title: { en: 'It answers on port 25 under its own name', 'zh-cn': '它在 25 端口应答，并报出自己的名字' }, points: 15 },
    { id: 'delivery', title: { en: 'Mail from outside lies in the mailbox', 'zh-cn': '外来邮件进入邮箱' }, points: 25 },
    { id: 'unknown-user', title: { en: 'Whoever does not exist is refused at RCPT', 'zh-cn': '不存在的收件人在 RCPT 时就被拒绝' }, points: 20 },
    { id: 'no-relay', title: { en: 'It carries no mail for strangers', 'zh-cn': '它不替陌生人转运邮件' }, points: 20 },
    { id: 'outbound', title: { en: 'It delivers to other servers', 'zh-cn': '它能把邮件送到别的服务器' }, points: 20 },
  ],
  hints: {
    greeting: [
      {
        en: 'What listens where: ss -ltnp. A server that listens on 127.0.0.1 only is not there for the Internet.',
        'zh-cn': '谁在哪里监听：ss -ltnp。只在 127.0.0.1 上监听的服务器，对互联网来说等于不存在。',
      },
      {
        en: 'Postfix: apt-get install postfix, then postconf myhostname inet_interfaces. Exim: dpkg-reconfigure exim4-config writes /etc/exim4/update-exim4.conf.conf. OpenSMTPD: "listen on" in /etc/smtpd.conf, the name in /etc/mailname.',
        'zh-cn':
          'Postfix：apt-get install postfix，再看 postconf myhostname inet_interfaces。Exim：dpkg-reconfigure exim4-config 会写 /etc/exim4/update-exim4.conf.conf。OpenSMTPD：/etc/smtpd.conf 里的 listen on，名字在 /etc/mailname。',
      },
      {
        en: 'With other names: postconf -e "myhostname = relay.books.test" "inet_interfaces = all"; systemctl restart postfix; then nc localhost 25 shows 220 relay.books.test.',
        'zh-cn':
          '换个名字：postconf -e "myhostname = relay.books.test" "inet_interfaces = all"；systemctl restart postfix；然后 nc localhost 25 会看到 220 relay.books.test。',
      },
    ],
    delivery: [
      {
        en: 'Send yourself a message with swaks and read what the server answers. Does it know that your domain is its own? Does the account exist?',
        'zh-cn': '用 swaks 给自己发一封，看服务器怎么回答。它知道这个域是自己的吗？账号存在吗？',
      },
      {
        en: 'The list of domains that are delivered here is mydestination in Postfix, dc_other_hostnames in Exim, "match … for domain" in OpenSMTPD. The recipient is an ordinary account: useradd -m.',
        'zh-cn':
          '“在本机投递的域”的清单：Postfix 叫 mydestination，Exim 叫 dc_other_hostnames，OpenSMTPD 写在 match … for domain。收件人就是普通账号：useradd -m。',
      },
      {
        en: 'With other names: useradd -m ada; postconf -e "mydestination = books.test, localhost"; systemctl reload postfix. Mail then lies in /var/mail/ada, or in ~ada/Maildir with home_mailbox = Maildir/.',
        'zh-cn':
          '换个名字：useradd -m ada；postconf -e "mydestination = books.test, localhost"；systemctl reload postfix。邮件随后在 /var/mail/ada；设置了 home_mailbox = Maildir/ 时在 ~ada/Maildir。',
      },
    ],
    'unknown-user': [
      {
        en: 'Type RCPT TO for a name that does not exist. What should the very next line say?',
        'zh-cn': '对一个不存在的名字输入 RCPT TO。紧接着的回复应该是什么？',
      },
      {
        en: 'The server has to know all its recipients while it talks. In Postfix that is local_recipient_maps (its default is right); a catch-all such as luser_relay makes every name exist.',
        'zh-cn': '服务器在对话当时就要知道有哪些收件人。Postfix 用 local_recipient_maps（默认值就对）；luser_relay 之类的“全收”会让任何名字都算存在。',
      },
      {
        en: 'A good dialogue: RCPT TO:<nobody-here@books.test> gets 550 5.1.1 … User unknown in local recipient table, before any DATA.',
        'zh-cn': '正确的对话：RCPT TO:<nobody-here@books.test> 得到 550 5.1.1 … User unknown in local recipient table，还没到 DATA。',
      },
    ],
    'no-relay': [
      {
        en: 'Who may send mail through your server to other domains? Ask from another address than your own: from your own host you are trusted.',
        'zh-cn': '谁可以经您的服务器给别的域发信？要从别的地址试：在本机上试，您本来就是被信任的。',
      },
      {
        en: 'Postfix trusts mynetworks; Exim dc_relay_nets; OpenSMTPD what "match from" says. Only the host itself belongs there.',
        'zh-cn': 'Postfix 信任 mynetworks，Exim 信任 dc_relay_nets，OpenSMTPD 看 match from。那里只应该有本机。',
      },
      {
        en: 'postconf mynetworks should print something like 127.0.0.0/8. A stranger then gets 454 4.7.1 or 550 for a foreign recipient.',
        'zh-cn': 'postconf mynetworks 应该类似 127.0.0.0/8。陌生人给外域收件人发信会得到 454 4.7.1 或 550。',
      },
    ],
    outbound: [
      {
        en: 'Two things have to work: an address of yours that stands for another one, and delivery to the server in the MX record of the other domain.',
        'zh-cn': '要有两件事能成：您这边的一个地址代表另一个地址；并能送到对方域 MX 记录指的那台服务器。',
      },
      {
        en: '/etc/aliases is read by all three servers; Postfix and OpenSMTPD want newaliases after a change. A relay host or smarthost that you do not own will not carry your mail. The queue is shown by mailq.',
        'zh-cn': '三种服务器都读 /etc/aliases；Postfix 和 OpenSMTPD 改完要运行 newaliases。不属于您的中继主机不会替您送信。队列用 mailq 查看。',
      },
      {
        en: 'With other names, a line in /etc/aliases:\ninfo: max@shop.example\nand then newaliases.',
        'zh-cn': '换个名字，/etc/aliases 里的一行：\ninfo: max@shop.example\n然后运行 newaliases。',
      },
    ],
  },
  why: {
    greeting: {
      en: 'We connected from the Internet and compared the name in the 220 banner and in the reply to EHLO with the name in the DNS. Other servers do the same: a name that does not resolve back costs trust. A word that is no command had to be refused.',
      'zh-cn':
        '我们从互联网连接，把 220 问候和 EHLO 回复里的名字与 DNS 里的名字对照。别的服务器也会这样做：名字和解析对不上，信誉就受损。乱写的命令必须被拒绝。',
    },
    delivery: {
      en: "The partner's server handed over a message with a fresh code, and we read it in the mailbox of that user, once, with its text unharmed. Accepting mail (250) is a promise; only the mailbox shows that it was kept.",
      'zh-cn': '对方服务器交来一封带新暗号的邮件，我们在那位用户的邮箱里读到它：一份，内容完好。接收（250）只是承诺，邮箱里有才算兑现。',
    },
    'unknown-user': {
      en: 'A name that we made up on the spot had to be refused while the other server was still on the line. Who accepts first and bounces later sends bounces to forged senders: that is backscatter.',
      'zh-cn': '我们临时编了一个名字，它必须在对方还在线时就被拒绝。先收下、后退信，会把退信发给被冒用的发件人，这就是反向散射。',
    },
    'no-relay': {
      en: 'From two addresses, with a foreign sender and with one of yours, we asked for foreign recipients, also in the old forms with % and with a route. An open relay is found by spammers within hours, and then your domain is on every block list.',
      'zh-cn':
        '我们从两个地址、分别用外域发件人和贵域发件人，要求送给外域收件人，也试了带 % 和带路由的老写法。开放中继几小时内就会被垃圾邮件发送者找到，然后您的域名会上各种黑名单。',
    },
    outbound: {
      en: 'We wrote to your address from outside, and the message had to arrive at the partner, from your address and under the name that your server has in the DNS.',
      'zh-cn': '我们从外面给您的这个地址写信，它必须到达合作伙伴那里，来自您的服务器地址，并且用 DNS 里的名字自报家门。',
    },
  },
  accepted: [
    {
      en: 'Postfix, Exim, OpenSMTPD or any other server, from a package or your own: only the dialogue and the mailbox count.',
      'zh-cn': 'Postfix、Exim、OpenSMTPD 或别的服务器，安装包的或自己写的都行：只看对话和邮箱。',
    },
    {
      en: 'An mbox in /var/mail, ~/mbox or ~/Mailbox, or a Maildir in ~/Maildir, ~/.maildir or /var/mail.',
      'zh-cn': '/var/mail、~/mbox、~/Mailbox 里的 mbox，或者 ~/Maildir、~/.maildir、/var/mail 里的 Maildir。',
    },
    {
      en: 'The mail for the partner may be forwarded by an alias, a .forward file, a virtual table or a pipe to sendmail.',
      'zh-cn': '转给合作伙伴的那封信，可以用别名、.forward 文件、虚拟表，或管道交给 sendmail。',
    },
    { en: 'Relaying may be refused with 4xx (454 is the default on Debian) or 5xx.', 'zh-cn': '拒绝中继可以用 4xx（Debian 默认是 454），也可以用 5xx。' },
  ],
});
