import { defineLab } from '../../lab-runner/contract/lab.ts';

export default defineLab({
  title: { en: 'Block lists and allow lists', 'zh-cn': '黑名单与白名单' },
  summary: {
    en: 'Refuse whom you know to be bad, ask a public block list about the rest, and let the partner in who got onto it by mistake; without an open relay, and without falling over when the list does.',
    'zh-cn': '拒绝已知的坏人，其余的查公共黑名单，并放行误上名单的合作伙伴；既不能变成开放中继，也不能因为名单出故障而跟着倒下。',
  },
  module: 'M4',
  kind: 'configure',
  difficulty: 3,
  minutes: 35,
  lessons: ['security-protection', 'dns-for-mail'],
  parameters: {
    domain: { kind: 'domain' },
    partner: { kind: 'domain', tld: 'example' },
    listHost: { kind: 'domain', tld: 'example' },
    badDomain: { kind: 'domain', tld: 'example' },
    newsDomain: { kind: 'domain', tld: 'example' },
    elsewhere: { kind: 'domain', tld: 'example' },
    user: { kind: 'user' },
    password: { kind: 'password' },
    friend: { kind: 'user' },
    badSender: { kind: 'choice', of: ['offers', 'win', 'promo', 'bonus', 'deals'] },
    badNumber: { kind: 'int', min: 130, max: 250 },
    badAddress: { kind: 'text', template: '203.0.113.[[badNumber]]' },
    listZone: { kind: 'text', template: 'bl.[[listHost]]' },
  },
  topology: {
    hosts: { mx: { image: 'filter', memory: '512m', fqdn: 'mail.[[domain]]', ready: ['system', 'smtp', 'imap', 'submission'] } },
    internet: {
      personas: { partner: { domain: '[[partner]]', users: ['[[friend]]'] }, elsewhere: { domain: '[[elsewhere]]' } },
      zones: {
        '[[domain]]': ['@ MX 10 mail.[[domain]].', '@ TXT "v=spf1 mx -all"'],
        '[[listZone]]': ['2.0.0.127 60 A 127.0.0.2', '10.2.0.192 60 A 127.0.0.4', '10.2.0.192 60 TXT "listed by mistake"'],
        '[[newsDomain]]': ['@ MX 10 mail.[[newsDomain]].', 'mail A 192.0.2.150'],
        '[[badDomain]]': ['@ MX 10 mail.[[badDomain]].', 'mail A 192.0.2.151'],
      },
    },
  },
  tasks: [
    {
      id: 'own-lists',
      title: { en: 'An address, a sender and a domain are refused', 'zh-cn': '拒绝一个地址、一个发件人和一个域名' },
      points: 25,
      needs: ['ordinary-mail', 'no-relay'],
    },
    {
      id: 'public-list',
      title: { en: 'Whoever is on the public list is refused, as long as they are on it', 'zh-cn': '谁在公共名单上就拒绝谁，下了名单就放行' },
      points: 25,
      needs: ['ordinary-mail', 'no-relay'],
    },
    {
      id: 'partner',
      title: { en: 'The partner gets in, and gets no further than others', 'zh-cn': '合作伙伴能进来，但没有更多特权' },
      points: 20,
      needs: ['ordinary-mail', 'no-relay'],
    },
    { id: 'list-trouble', title: { en: 'A list in trouble stops no mail', 'zh-cn': '名单出故障时邮件照常' }, points: 20, needs: ['ordinary-mail', 'no-relay'] },
    {
      id: 'postmaster',
      title: { en: 'Whoever is blocked can still reach the postmaster', 'zh-cn': '被拦的人仍能联系到 postmaster' },
      points: 10,
      needs: ['ordinary-mail', 'no-relay'],
    },
  ],
  invariants: [
    { id: 'ordinary-mail', title: { en: 'Ordinary mail arrives', 'zh-cn': '普通邮件能送达' } },
    { id: 'no-relay', title: { en: 'Strangers cannot relay', 'zh-cn': '陌生人不能中继' } },
  ],
  hints: {
    'own-lists': [
      {
        en: 'Three different things are to be refused: who connects, who is named in MAIL FROM, and a whole domain of those.',
        'zh-cn': '要拒绝的是三样不同的东西：谁来连接、MAIL FROM 写的是谁、以及其中的整个域名。',
      },
      {
        en: 'Postfix has a table and a check for each: check_client_access, check_sender_access (access(5)). rspamd has multimap with type ip, from, and filter for the domain. A table is read again after postfix reload.',
        'zh-cn':
          'Postfix 对每一样都有表和检查：check_client_access、check_sender_access（access(5)）。rspamd 有 multimap，类型 ip、from，以及按域名过滤。改表之后要 postfix reload。',
      },
      {
        en: '/etc/postfix/senders: noise@books.example REJECT\nspam.example REJECT\nthen check_sender_access texthash:/etc/postfix/senders',
        'zh-cn': '/etc/postfix/senders：noise@books.example REJECT\nspam.example REJECT\n再写 check_sender_access texthash:/etc/postfix/senders',
      },
    ],
    'public-list': [
      {
        en: 'Ask the list yourself: dig A 2.0.0.127.[the list]. That test entry is on every list (RFC 5782).',
        'zh-cn': '自己查一下名单：dig A 2.0.0.127.[名单]。每个名单都有这个测试条目（RFC 5782）。',
      },
      {
        en: "The client's address, reversed, is looked up below the list's name; an answer in 127.0.0.0/8 means: listed. Postfix: reject_rbl_client; rspamd: the rbl module.",
        'zh-cn': '把客户端地址倒过来，在名单的名字下面查；得到 127.0.0.0/8 里的回答就表示在名单上。Postfix：reject_rbl_client；rspamd：rbl 模块。',
      },
      { en: 'reject_rbl_client bl.lists.example=127.0.0.[2..11]', 'zh-cn': 'reject_rbl_client bl.lists.example=127.0.0.[2..11]' },
    ],
    partner: [
      {
        en: "The partner's server is known by its address. Its name in MAIL FROM is something that anybody can write.",
        'zh-cn': '认合作伙伴的服务器要看地址；MAIL FROM 里的名字谁都能写。',
      },
      {
        en: 'Restrictions are asked from left to right. An OK or permit ends the list it stands in: in the list that decides about relaying it opens the relay. mynetworks would make the partner one of your own machines.',
        'zh-cn': '限制从左到右检查。OK 或 permit 会结束它所在的那份名单：如果写在决定中继的名单里，就打开了中继。写进 mynetworks 则等于把对方当成自己的机器。',
      },
      {
        en: 'smtpd_relay_restrictions stays as it is; in smtpd_recipient_restrictions: …, check_client_access texthash:/etc/postfix/partners, reject_rbl_client …\npartners: 192.0.2.99 OK',
        'zh-cn':
          'smtpd_relay_restrictions 保持不变；在 smtpd_recipient_restrictions 里：…, check_client_access texthash:/etc/postfix/partners, reject_rbl_client …\npartners：192.0.2.99 OK',
      },
    ],
    'list-trouble': [
      {
        en: 'Lists end, and some answer everything with an error code before that. What does your server take for "listed", and how long does it wait for an answer that never comes?',
        'zh-cn': '名单会停办，有的在停办之前对所有查询都回错误码。您的服务器把什么当作“在名单上”？永远等不到回答时又等多久？',
      },
      {
        en: '127.255.255.x is no listing but "you may not ask" or "you ask wrongly". The time a lookup may take is the resolver\'s: resolv.conf(5), timeout and attempts; Postfix copies that file into its jail when it starts. rspamd has its own in options.inc.',
        'zh-cn':
          '127.255.255.x 不是在名单上，而是“您无权查询”或“查询方式不对”。一次查询最多等多久由解析器决定：resolv.conf(5) 的 timeout 和 attempts；Postfix 启动时会把这个文件复制进牢笼。rspamd 在 options.inc 里有自己的设置。',
      },
      { en: 'In /etc/resolv.conf: options timeout:1 attempts:2', 'zh-cn': '在 /etc/resolv.conf 里：options timeout:1 attempts:2' },
    ],
    postmaster: [
      {
        en: 'Somebody is listed by mistake and wants to tell you. Whom do they write to, and do they get through?',
        'zh-cn': '有人误上了名单，想告诉您。他会写给谁？写得进来吗？',
      },
      {
        en: 'The recipient has to be looked at before the client is refused: so the refusal has to wait for RCPT TO, and a check of the recipient comes first.',
        'zh-cn': '要先看收件人再拒绝客户端：所以拒绝要等到 RCPT TO，并且先检查收件人。',
      },
      {
        en: 'check_recipient_access texthash:/etc/postfix/roles, with postmaster@books.test OK, in front of the block lists and behind reject_unauth_destination',
        'zh-cn': 'check_recipient_access texthash:/etc/postfix/roles，内容 postmaster@books.test OK，放在黑名单之前、reject_unauth_destination 之后',
      },
    ],
  },
  why: {
    'own-lists': {
      en: "We came from the address, as the sender and as somebody else of the domain, and had to be refused; the neighbour address and another sender of the newsletter's domain had to get in. A list that catches neighbours costs you customers.",
      'zh-cn':
        '我们分别用那个地址、那个发件人、那个域名里的另一个人前来，都必须被拒绝；相邻的地址、电子报域名里的其他发件人则必须放行。误伤邻居的名单会让您失去客户。',
    },
    'public-list': {
      en: 'We put an address on the list, tried, took it off again, and tried until it was let in. Copies of lists grow old; the DNS says how long an answer holds.',
      'zh-cn': '我们把一个地址放上名单，试一次，再拿下来，直到它被放行。抄下来的名单会过期；一个回答有效多久，由 DNS 说了算。',
    },
    partner: {
      en: "The partner's server, which is on the list, had to get in, and had to be refused when it asked you to send to others. A stranger on the list who writes the partner's name into MAIL FROM had to be refused.",
      'zh-cn': '在名单上的合作伙伴服务器必须能进来，但让您转发给别人时必须被拒绝。名单上的陌生人即使在 MAIL FROM 里写合作伙伴的名字，也必须被拒绝。',
    },
    'list-trouble': {
      en: 'We made the list answer 127.255.255.254, and made it silent, for one address each: both had to get in, the second one within eight seconds. In 2021 and since, lists that were shut down have stopped the mail of whole companies.',
      'zh-cn': '我们让名单对一个地址回答 127.255.255.254，对另一个地址不回答：两个都必须放行，后者要在八秒之内。这些年停办的名单曾让整个公司的邮件中断。',
    },
    postmaster: {
      en: 'From an address on the list, mail to postmaster@ had to be accepted and mail to a user refused, in the same session. RFC 5321 section 4.5.1 wants the postmaster to be reachable.',
      'zh-cn': '同一次会话里，从名单上的地址发给 postmaster@ 必须被接受，发给普通用户必须被拒绝。RFC 5321 第 4.5.1 节要求 postmaster 能联系得到。',
    },
  },
  accepted: [
    { en: 'A refusal after RCPT or at the end of DATA, 4xx or 5xx.', 'zh-cn': '在 RCPT 之后或 DATA 结束时拒绝，4xx 或 5xx 都可以。' },
    { en: 'A local resolver that gives up earlier, in place of options in resolv.conf.', 'zh-cn': '用更早放弃的本地解析器，代替 resolv.conf 里的选项。' },
  ],
});
