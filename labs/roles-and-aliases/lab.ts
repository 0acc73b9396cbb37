import { defineLab } from '../../lab-runner/contract/lab.ts';

export default defineLab({
  title: { en: 'Addresses that belong to a role', 'zh-cn': '属于岗位的地址' },
  summary: {
    en: 'postmaster, abuse, a group of five, and user+tag: give a small company the addresses that the world expects, and no others.',
    'zh-cn': 'postmaster、abuse、五人小组、user+tag：给一家小公司配上外界期待的地址，一个也不多给。',
  },
  module: 'M3',
  kind: 'configure',
  difficulty: 1,
  minutes: 20,
  lessons: ['configuration', 'social-responsibility'],
  parameters: {
    domain: { kind: 'domain' },
    partner: { kind: 'domain', tld: 'example' },
    first: { kind: 'user' },
    second: { kind: 'user' },
    third: { kind: 'user' },
    fourth: { kind: 'user' },
    fifth: { kind: 'user' },
    firstPassword: { kind: 'password' },
    secondPassword: { kind: 'password' },
    thirdPassword: { kind: 'password' },
    fourthPassword: { kind: 'password' },
    fifthPassword: { kind: 'password' },
    group: { kind: 'choice', of: ['team', 'office', 'staff', 'projects', 'support', 'crew'] },
  },
  topology: {
    hosts: { mx: { image: 'mail', fqdn: 'mail.[[domain]]', ready: ['system', 'smtp', 'imap'] } },
    internet: {
      personas: { partner: { domain: '[[partner]]' } },
      zones: { '[[domain]]': ['@ MX 10 mail.[[domain]].'] },
    },
  },
  tasks: [
    {
      id: 'role-addresses',
      title: { en: 'Mail to a role reaches the person on duty', 'zh-cn': '发给岗位的邮件到达负责人' },
      points: 35,
      needs: ['unknown-refused', 'own-address', 'no-relay'],
    },
    {
      id: 'bare-postmaster',
      title: { en: 'postmaster is there without a domain, too', 'zh-cn': '不带域名的 postmaster 也能送达' },
      points: 15,
      needs: ['unknown-refused', 'own-address', 'no-relay'],
    },
    {
      id: 'plus-addressing',
      title: { en: 'Everybody has user+anything', 'zh-cn': '每个人都有 user+任意标记 的地址' },
      points: 20,
      needs: ['unknown-refused', 'own-address', 'no-relay'],
    },
    {
      id: 'group',
      title: { en: 'The group address reaches five people, each once', 'zh-cn': '小组地址让五个人各收到一封' },
      points: 30,
      needs: ['unknown-refused', 'own-address', 'no-relay'],
    },
  ],
  invariants: [
    { id: 'unknown-refused', title: { en: 'Unknown recipients are refused at RCPT', 'zh-cn': '不存在的收件人在 RCPT 阶段被拒绝' } },
    { id: 'own-address', title: { en: 'The address of a person reaches this person', 'zh-cn': '个人地址的邮件到达本人' } },
    { id: 'no-relay', title: { en: 'Strangers cannot relay', 'zh-cn': '陌生人不能中继' } },
  ],
  hints: {
    'role-addresses': [
      {
        en: 'Where does mail to postmaster go now? Look into /etc/aliases, and find out who reads that mailbox.',
        'zh-cn': '现在发给 postmaster 的邮件去了哪里？看看 /etc/aliases，再想想谁会去读那个邮箱。',
      },
      {
        en: 'Two tables of Postfix can do it: alias_maps, which the local delivery agent reads, and virtual_alias_maps, which is read for every domain before that. Both are compiled: newaliases or postmap.',
        'zh-cn':
          'Postfix 有两种表可以做到：本地投递代理读取的 alias_maps，以及在那之前对所有域生效的 virtual_alias_maps。两者都要编译：newaliases 或 postmap。',
      },
      {
        en: 'In /etc/aliases of another company:\nwebmaster: kai\nnoc: ada\nThen run newaliases.',
        'zh-cn': '另一家公司的 /etc/aliases：\nwebmaster: kai\nnoc: ada\n然后运行 newaliases。',
      },
    ],
    'bare-postmaster': [
      {
        en: 'Say RCPT TO:<postmaster> by hand, then find in /var/log/mail.log which address it became.',
        'zh-cn': '手工输入 RCPT TO:<postmaster>，再到 /var/log/mail.log 里看它变成了哪个地址。',
      },
      {
        en: 'Postfix adds $myorigin to an address without a domain. The result must lead to the same person.',
        'zh-cn': '没有域名的地址，Postfix 会补上 $myorigin。补完之后的地址也要通向同一个人。',
      },
      {
        en: 'postconf myorigin; then postmap -q webmaster@that.name lmdb:/etc/postfix/virtual shows whether your table knows the completed address. /etc/aliases knows only the part before the @.',
        'zh-cn':
          '先看 postconf myorigin，再用 postmap -q webmaster@那个名字 lmdb:/etc/postfix/virtual 查你的表是否认识补全后的地址。/etc/aliases 只认 @ 前面的部分。',
      },
    ],
    'plus-addressing': [
      { en: 'man 5 postconf, and search for "delimiter".', 'zh-cn': 'man 5 postconf，搜索“delimiter”。' },
      {
        en: 'One setting names the character that separates the user from the extension. A user who does not exist stays unknown with it.',
        'zh-cn': '有一项设置规定用哪个字符分隔用户名和标记。不存在的用户加了标记依然不存在。',
      },
      {
        en: 'For kai-news@shop.test it would be: postconf -e recipient_delimiter=-',
        'zh-cn': '如果想用 kai-news@shop.test，就是：postconf -e recipient_delimiter=-',
      },
    ],
    group: [
      {
        en: 'An alias may name several people. Send one message and count what each of them has.',
        'zh-cn': '一个别名可以对应多个人。发一封邮件，数一数每个人收到几封。',
      },
      {
        en: 'If somebody has it twice, they are in the list twice, perhaps through two tables or under two spellings.',
        'zh-cn': '如果有人收到两封，就是他在名单里出现了两次，可能经由两张表，或者用了两种写法。',
      },
      { en: 'choir: ada, kai, max\nThen newaliases.', 'zh-cn': 'choir: ada, kai, max\n然后 newaliases。' },
    ],
  },
  why: {
    'role-addresses': {
      en: 'From outside we wrote to all four addresses and looked into all five mailboxes: the person on duty had each message once, nobody else had it, and no bounce came back. RFC 2142 names these addresses; RFC 5321 section 4.5.1 demands postmaster of every domain that takes mail. A complaint that nobody reads ends with your address on a blocklist.',
      'zh-cn':
        '我们从外部给四个地址各发一封信，再看五个人的邮箱：负责人恰好各收到一封，其他人没有，也没有退信。RFC 2142 规定了这些地址名，RFC 5321 第 4.5.1 节要求每个接收邮件的域都有 postmaster。投诉没人看，最后就是自己的地址进黑名单。',
    },
    'bare-postmaster': {
      en: 'RCPT TO:<postmaster>, without a domain, is the one recipient a server must always take (RFC 5321 section 4.1.1.3). It is for the moment when the domain itself is what is broken.',
      'zh-cn': '不带域名的 RCPT TO:<postmaster> 是服务器任何时候都必须接受的收件人（RFC 5321 第 4.1.1.3 节）。它就是为“域名本身出了问题”的时刻准备的。',
    },
    'plus-addressing': {
      en: 'A fresh tag reached the right mailbox, and an unknown user with a tag was still refused at RCPT. A table that rewrites anything with a plus accepts unknown users first and bounces later: that is backscatter.',
      'zh-cn':
        '全新的标记到达了正确的邮箱；不存在的用户加标记仍在 RCPT 阶段被拒。若用一张表把所有带加号的地址都改写，就会先收下不存在的用户、再退信，这就是反向散射。',
    },
    group: {
      en: 'One message to the group, one copy in each of five mailboxes. The list is expanded once, on your server; the sender sees one recipient.',
      'zh-cn': '给小组发一封信，五个邮箱各一封。名单在您的服务器上只展开一次；发件人眼里只有一个收件人。',
    },
  },
  accepted: [
    {
      en: 'Forwarding by an account of the role with a .forward file, by Sieve, or from a directory: only where the mail arrives is looked at.',
      'zh-cn': '给岗位建账号再用 .forward 转发、用 Sieve 转发或从目录服务查询都可以：只看邮件最后到了哪里。',
    },
    {
      en: 'More role addresses than asked for (webmaster, noc): RFC 2142 has them, too.',
      'zh-cn': '多配几个岗位地址（webmaster、noc）也可以：RFC 2142 里也有它们。',
    },
  ],
});
