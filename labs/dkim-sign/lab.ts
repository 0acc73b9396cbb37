import { defineLab } from '../../lab-runner/contract/lab.ts';

export default defineLab({
  title: { en: 'Sign what you send', 'zh-cn': '给发出的邮件签名' },
  summary: {
    en: 'Two domains, one mail server, no signature: sign outgoing mail with DKIM so that any receiver can verify it, and nothing that is not yours.',
    'zh-cn': '两个域名、一台邮件服务器，还没有签名：用 DKIM 为发出的邮件签名，让任何收信方都能验证，并且不替别人的邮件签名。',
  },
  module: 'M4',
  kind: 'configure',
  difficulty: 3,
  minutes: 40,
  lessons: ['sender-authentication', 'security-protection'],
  parameters: {
    domain: { kind: 'domain' },
    second: { kind: 'domain' },
    peer: { kind: 'domain', tld: 'example' },
    user: { kind: 'user' },
    password: { kind: 'password' },
    friend: { kind: 'user' },
    big: { kind: 'domain', tld: 'example' },
    customer: { kind: 'user' },
    oldSelector: { kind: 'choice', of: ['old2021', 'default', 'k1', 's2019', 'mail'] },
  },
  topology: {
    hosts: {
      mx: { image: 'filter', memory: '512m', fqdn: 'mail.[[domain]]', ready: ['system', 'smtp', 'imap', 'submission'] },
      dns: { image: 'dns', memory: '192m', fqdn: 'ns1.[[domain]]' },
    },
    internet: {
      personas: {
        peer: { domain: '[[peer]]', users: ['[[friend]]', 'returns'] },
        big: { domain: '[[big]]', persona: 'strict', users: ['[[customer]]'] },
      },
      delegations: { '[[domain]]': { 'ns1.[[domain]]': '[[ip:dns]]' }, '[[second]]': { 'ns1.[[domain]]': '[[ip:dns]]' } },
    },
  },
  tasks: [
    {
      id: 'signed',
      title: { en: 'Mail of the first domain is signed by it', 'zh-cn': '第一个域名的邮件由它自己签名' },
      points: 20,
      needs: ['foreign-mail', 'no-relay'],
    },
    {
      id: 'local-mail',
      title: { en: 'So is mail that programs on the server write', 'zh-cn': '服务器上的程序写的邮件也一样' },
      points: 10,
      needs: ['foreign-mail', 'no-relay'],
    },
    {
      id: 'strong',
      title: { en: 'The signature is strong and covers all of the message', 'zh-cn': '签名足够强，并覆盖整封邮件' },
      points: 15,
      needs: ['foreign-mail', 'no-relay'],
    },
    {
      id: 'second-domain',
      title: { en: 'The second domain signs for itself, with its own key', 'zh-cn': '第二个域名用自己的密钥为自己签名' },
      points: 15,
      needs: ['foreign-mail', 'no-relay'],
    },
    {
      id: 'rotation',
      title: { en: 'A new selector signs, the old one stays in the DNS', 'zh-cn': '新的选择器负责签名，旧的仍留在 DNS 里' },
      points: 15,
      needs: ['foreign-mail', 'no-relay'],
    },
    {
      id: 'strict-receiver',
      title: { en: 'A strict receiver takes your mail where SPF cannot help', 'zh-cn': '在 SPF 帮不上忙时，严格的收信方也收下您的邮件' },
      points: 15,
      needs: ['foreign-mail', 'no-relay'],
      deadline: 180,
    },
    {
      id: 'newsletter',
      title: {
        en: 'The newsletter can be left with one click, and nobody can change where that leads',
        'zh-cn': '新闻邮件能一键退订，而且谁也改不了退订的去处',
      },
      points: 10,
      needs: ['foreign-mail', 'no-relay'],
    },
  ],
  invariants: [
    { id: 'foreign-mail', title: { en: 'Mail from outside arrives, and is not signed in your name', 'zh-cn': '外来邮件能送达，并且不会以您的名义签名' } },
    { id: 'no-relay', title: { en: 'Strangers cannot relay', 'zh-cn': '陌生人不能中继' } },
  ],
  hints: {
    signed: [
      {
        en: 'Send a message to the partner and read what you sent: is there a DKIM-Signature field? If there is, dig TXT <s>._domainkey.<d> has to show its public key.',
        'zh-cn': '给合作伙伴发一封信，看看发出的内容：有没有 DKIM-Signature 字段？有的话，dig TXT <s>._domainkey.<d> 要能看到公钥。',
      },
      {
        en: 'A milter signs: opendkim, rspamd or dkimpy-milter, all installed and off. Postfix calls it through smtpd_milters. smtpd runs in /var/spool/postfix: a socket at /run/… does not exist for it; inet:localhost:PORT does, and so does a path below that folder.',
        'zh-cn':
          '签名由 milter 完成：opendkim、rspamd、dkimpy-milter 都装好了，没有启用。Postfix 通过 smtpd_milters 调用它。smtpd 运行在 /var/spool/postfix 里，/run/… 下的套接字对它不存在；inet:localhost:端口 可以，这个目录下面的路径也可以。',
      },
      {
        en: 'opendkim-genkey -b 2048 -d books.test -s autumn writes autumn.private and autumn.txt. From mx, the record goes into the zone with nsupdate:\nserver 198.18.0.9\nzone books.test\nupdate add autumn._domainkey.books.test 300 TXT "v=DKIM1; k=rsa; p=MIIB…" "…rest"\nsend\nA string of a TXT record holds 255 characters at most: write longer ones as several strings.',
        'zh-cn':
          'opendkim-genkey -b 2048 -d books.test -s autumn 会生成 autumn.private 和 autumn.txt。在 mx 上用 nsupdate 把记录写进区域：\nserver 198.18.0.9\nzone books.test\nupdate add autumn._domainkey.books.test 300 TXT "v=DKIM1; k=rsa; p=MIIB…" "…其余部分"\nsend\nTXT 记录的一个字符串最多 255 个字符，更长的要分成几段。',
      },
    ],
    'local-mail': [
      {
        en: "Mail from a program does not come in over the network. Write to status@ from outside and look at the answer's way in the log.",
        'zh-cn': '程序写的邮件不是从网络进来的。从外部给 status@ 写信，看日志里回信走的路。',
      },
      {
        en: 'smtpd_milters is for smtpd alone. For what arrives through sendmail there is another parameter.',
        'zh-cn': 'smtpd_milters 只对 smtpd 有效。经 sendmail 进来的邮件要用另一个参数。',
      },
      { en: 'non_smtpd_milters = $smtpd_milters', 'zh-cn': 'non_smtpd_milters = $smtpd_milters' },
    ],
    strong: [
      {
        en: 'Read your own signature: a=, h= and l=; then the length of the key in the DNS.',
        'zh-cn': '读一读自己的签名：a=、h=、l=，再看 DNS 里密钥的长度。',
      },
      {
        en: 'RFC 8301: SHA-256, and RSA keys of 2048 bits. If From appears in h= once more than the message has From fields, nobody can add a second one unnoticed ("oversigning"). l= leaves the rest of the body free for anybody to fill.',
        'zh-cn':
          'RFC 8301：用 SHA-256，RSA 密钥 2048 位。h= 里的 From 比邮件里的 From 字段多列一次，就没人能悄悄再加一个（oversigning）。l= 会让正文剩下的部分谁都能填。',
      },
      {
        en: 'opendkim: OversignHeaders From. rspamd signs (o)from by default: look at sign_headers in dkim_signing.',
        'zh-cn': 'opendkim：OversignHeaders From。rspamd 默认就会：看 dkim_signing 的 sign_headers。',
      },
    ],
    'second-domain': [
      {
        en: 'Which d= does a message from the second domain have now? DMARC asks that it be the domain in From.',
        'zh-cn': '第二个域名发出的邮件现在 d= 是什么？DMARC 要求它就是 From 里的域名。',
      },
      {
        en: 'opendkim has two tables: SigningTable says which key a sender gets, KeyTable says what that key is (domain:selector:file). rspamd has a domain { } block for each.',
        'zh-cn':
          'opendkim 有两张表：SigningTable 决定某个发件人用哪把钥匙，KeyTable 说明这把钥匙是什么（域名:选择器:文件）。rspamd 为每个域名写一个 domain { } 块。',
      },
      {
        en: 'SigningTable (refile:): *@books.test books\nKeyTable: books books.test:autumn:/etc/dkimkeys/books.private',
        'zh-cn': 'SigningTable（refile:）：*@books.test books\nKeyTable：books books.test:autumn:/etc/dkimkeys/books.private',
      },
    ],
    rotation: [
      { en: 'Which selectors does the zone hold, and which one stands in your signature?', 'zh-cn': '区域里有哪些选择器？您的签名里写的是哪一个？' },
      {
        en: 'A receiver may ask for the old key days later, for mail that was signed before. The new selector needs a name of its own.',
        'zh-cn': '几天之后还可能有收信方来查旧密钥，用来验证之前签名的邮件。新的选择器要用另一个名字。',
      },
      {
        en: 'Leave the old TXT record as it is; publish the new one beside it, then sign with it.',
        'zh-cn': '旧的 TXT 记录原样保留；在旁边发布新的，再用新的签名。',
      },
    ],
    'strict-receiver': [
      {
        en: 'The strict server says what it misses in its reply, one thing at a time, and the log on mx keeps the reply. Its first word comes at MAIL, before it has seen a signature.',
        'zh-cn': '严格的服务器会在回复里说明缺什么，一次说一样；mx 的日志记着它的回复。它的第一句话在 MAIL 时就说了，那时还没看到签名。',
      },
      {
        en: 'smtp_tls_security_level is how Postfix sends (smtpd_… is how it receives). Then DMARC: SPF looks at the return address, which belongs to another domain here, so all depends on a signature whose d= is the domain in From. Some signers leave a message alone when From and return address differ.',
        'zh-cn':
          'smtp_tls_security_level 管 Postfix 怎么发（smtpd_… 管怎么收）。然后是 DMARC：SPF 看的是退信地址，而这里的退信地址属于另一个域名，所以全靠 d= 与 From 域名一致的签名。有些签名程序在 From 和退信地址不同时不签名。',
      },
      {
        en: 'postconf -e smtp_tls_security_level=may\nrspamd, local.d/dkim_signing.conf: allow_hdrfrom_mismatch = true;\nTo try: swaks --server localhost:587 -tls --auth-user … --from returns@printer.example --header "From: anna@books.test" --to …',
        'zh-cn':
          'postconf -e smtp_tls_security_level=may\nrspamd，local.d/dkim_signing.conf：allow_hdrfrom_mismatch = true;\n试一试：swaks --server localhost:587 -tls --auth-user … --from returns@printer.example --header "From: anna@books.test" --to …',
      },
    ],
    newsletter: [
      {
        en: 'Once the strict server takes invoices, read what it says about mail with a List-Id, and compare h= of your signature with the fields that it asks for.',
        'zh-cn': '等严格的服务器收下账单之后，看看它对带 List-Id 的邮件怎么说，再把签名里的 h= 和它要求的字段比一比。',
      },
      {
        en: 'RFC 8058 wants List-Unsubscribe and List-Unsubscribe-Post covered by the signature. The second is younger than the list of fields that RFC 6376 recommends, by which many signers go: SignHeaders (opendkim, dkimpy-milter) or sign_headers (rspamd) says which fields are signed.',
        'zh-cn':
          'RFC 8058 要求签名覆盖 List-Unsubscribe 和 List-Unsubscribe-Post。后者比 RFC 6376 推荐的字段列表更晚出现，而许多签名程序照那份列表签：由 SignHeaders（opendkim、dkimpy-milter）或 sign_headers（rspamd）决定签哪些字段。',
      },
      {
        en: 'opendkim: SignHeaders *,+list-unsubscribe-post\ndkimpy-milter: SignHeaders is the whole list; From twice, so that nobody can add a second one.',
        'zh-cn': 'opendkim：SignHeaders *,+list-unsubscribe-post\ndkimpy-milter：SignHeaders 是完整的列表；From 写两次，别人才不能再加一个。',
      },
    ],
  },
  why: {
    signed: {
      en: 'We sent through port 587 with a body of 8-bit text, long lines and dots, and verified what the partner received, with the key that your name server gives now. A signature that is made before something changes the message does not survive.',
      'zh-cn':
        '我们通过 587 端口发出含 8 位文字、长行和点号的邮件，再用您的名字服务器此刻给出的公钥验证合作伙伴收到的内容。如果签名之后邮件又被改动，签名就失效了。',
    },
    'local-mail': {
      en: 'We wrote to status@ and verified the answer. Reports, cron mail and web forms take this way; they are the ones whose missing signature nobody notices.',
      'zh-cn': '我们给 status@ 写信，验证了它的回信。报告、cron 邮件、网页表单都走这条路；它们缺签名时往往没人发现。',
    },
    strong: {
      en: 'We looked at the key that is published, the algorithm, the list of signed fields, and tried to find the private key in files that every user of mx may read. Software still offers 1024 bits and SHA-1; receivers do not accept them.',
      'zh-cn': '我们看了公布的密钥、算法、签名覆盖的字段，并在 mx 上任何用户都能读的文件里找过私钥。软件仍然提供 1024 位和 SHA-1，收信方却不接受。',
    },
    'second-domain': {
      en: 'A message from the second domain has to carry d= of that domain, and the two published keys have to differ: whoever steals one key can forge only one domain.',
      'zh-cn': '第二个域名的邮件必须带自己的 d=，而且两把公布的密钥要不同：偷到一把，只能伪造一个域名。',
    },
    rotation: {
      en: 'Keys are changed in this order: publish the new one, sign with it, keep the old one until no signed mail is on its way any more, then remove it. We looked at the selector of fresh mail and at the old record.',
      'zh-cn': '换密钥的顺序是：发布新的、用新的签名、保留旧的直到路上不再有用它签名的邮件，最后才删除。我们看了新邮件的选择器和旧记录。',
    },
    'strict-receiver': {
      en: "We sent an invoice of each domain with the partner's return address, and waited until the strict server had taken it, or until its refusal came back to the partner. SPF passes or fails for the return address alone; DMARC wants a domain that is the one in From, and here only the signature has it. The same holds after forwarding.",
      'zh-cn':
        '我们以每个域名的名义各发了一份账单，退信地址是合作伙伴的，一直等到严格的服务器收下，或者它的拒收信退回到合作伙伴那里。SPF 只针对退信地址通过或不通过；DMARC 要的是与 From 一致的域名，这里只有签名能证明它。转发之后也是一样。',
    },
    newsletter: {
      en: 'Large providers ask bulk senders for DMARC and for one-click unsubscribe (RFC 8058). Their button sends a POST to the address in List-Unsubscribe: they do so only when a signature covers both fields, for else anybody could lead the click elsewhere.',
      'zh-cn':
        '大型服务商要求群发者通过 DMARC，并支持一键退订（RFC 8058）。退订按钮会向 List-Unsubscribe 里的地址发一个 POST；只有签名覆盖了这两个字段，它们才会这么做，否则谁都能把这一点击引到别处去。',
    },
  },
  accepted: [
    { en: 'Ed25519 beside RSA: two signatures on each message.', 'zh-cn': '在 RSA 之外再用 Ed25519：每封邮件两个签名。' },
    { en: 'Any signer, also one in another mail server program.', 'zh-cn': '用任何签名程序，换用其他邮件服务器也行。' },
  ],
});
