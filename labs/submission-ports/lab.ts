import { defineLab } from '../../lab-runner/contract/lab.ts';

export default defineLab({
  title: { en: 'Doors for your own people', 'zh-cn': '为自己人开门' },
  summary: {
    en: 'The server takes mail from the world on port 25, but your staff cannot send. Open 465 and 587: encrypted, with a password, and for nobody else.',
    'zh-cn': '服务器能在 25 端口收外来邮件，但自己的员工还发不了信。请打开 465 和 587：加密、凭密码、不放外人。',
  },
  module: 'M3',
  kind: 'configure',
  difficulty: 2,
  minutes: 30,
  lessons: ['configuration', 'transport-security', 'security-protection'],
  parameters: {
    domain: { kind: 'domain' },
    peer: { kind: 'domain', tld: 'example' },
    user: { kind: 'user' },
    colleague: { kind: 'user' },
    customer: { kind: 'user' },
    password: { kind: 'password' },
    otherPassword: { kind: 'password' },
  },
  topology: {
    hosts: { mx: { image: 'mail', memory: '256m', fqdn: 'mail.[[domain]]', ready: ['system', 'smtp', 'imap'] } },
    internet: {
      personas: { customer: { domain: '[[peer]]', persona: 'accepting', users: ['[[customer]]'] } },
      zones: { '[[domain]]': ['@ MX 10 mail.[[domain]].'] },
    },
  },
  tasks: [
    {
      id: 'implicit-tls',
      title: { en: 'Staff send through 465, encrypted from the first byte', 'zh-cn': '员工从 465 发信，从第一个字节起就加密' },
      points: 20,
      needs: ['inbound', 'no-relay', 'no-auth-25'],
    },
    {
      id: 'starttls',
      title: { en: 'Staff send through 587, after STARTTLS only', 'zh-cn': '员工从 587 发信，必须先 STARTTLS' },
      points: 25,
      needs: ['inbound', 'no-relay', 'no-auth-25'],
    },
    {
      id: 'strangers',
      title: { en: 'Without a login these doors stay shut', 'zh-cn': '不登录，这两扇门就不开' },
      points: 20,
      needs: ['inbound', 'no-relay', 'no-auth-25'],
    },
    {
      id: 'password-checked',
      title: { en: 'A wrong password gets 535', 'zh-cn': '错误的密码得到 535' },
      points: 20,
      needs: ['inbound', 'no-relay', 'no-auth-25'],
    },
    {
      id: 'certificate',
      title: { en: 'The certificate names the server', 'zh-cn': '证书写的是这台服务器' },
      points: 15,
      needs: ['inbound', 'no-relay', 'no-auth-25'],
    },
  ],
  invariants: [
    { id: 'inbound', title: { en: 'Mail from outside arrives and can be read', 'zh-cn': '外来邮件能送达，也能读到' } },
    { id: 'no-relay', title: { en: 'Strangers and neighbours cannot relay', 'zh-cn': '陌生人和邻居都不能中继' } },
    { id: 'no-auth-25', title: { en: 'Port 25 offers no login', 'zh-cn': '25 端口不提供登录' } },
  ],
  hints: {
    'implicit-tls': [
      {
        en: 'Postfix can listen on more ports than 25: /etc/postfix/master.cf already holds lines for them, switched off, with comments.',
        'zh-cn': 'Postfix 不只能监听 25：/etc/postfix/master.cf 里已经有相应的行，只是注释掉了，旁边还有说明。',
      },
      {
        en: 'Port 465 is the service "submissions" with smtpd_tls_wrappermode=yes. Passwords are checked by Dovecot (smtpd_sasl_type=dovecot) over a socket that has to lie inside the jail /var/spool/postfix, or by saslauthd.',
        'zh-cn':
          '465 对应服务 submissions，要有 smtpd_tls_wrappermode=yes。密码由 Dovecot 检查（smtpd_sasl_type=dovecot），所用的套接字要放在牢笼 /var/spool/postfix 里；也可以用 saslauthd。',
      },
      {
        en: 'With another name: in Dovecot "service auth { unix_listener /var/spool/postfix/private/door { mode = 0660 user = postfix group = postfix } }" (one setting a line), in Postfix smtpd_sasl_path = private/door, and on the service -o smtpd_sasl_auth_enable=yes -o smtpd_relay_restrictions=permit_sasl_authenticated,reject.',
        'zh-cn':
          '换个名字：Dovecot 里写 service auth { unix_listener /var/spool/postfix/private/door { mode = 0660 user = postfix group = postfix } }（每项设置占一行），Postfix 里写 smtpd_sasl_path = private/door，服务上加 -o smtpd_sasl_auth_enable=yes -o smtpd_relay_restrictions=permit_sasl_authenticated,reject。',
      },
    ],
    starttls: [
      {
        en: 'Connect in clear text: nc mail.[your domain] 587, EHLO. What does the server offer before STARTTLS, what after?',
        'zh-cn': '先用明文连接：nc 587，EHLO。STARTTLS 之前它提供什么？之后呢？',
      },
      {
        en: 'Two settings: smtpd_tls_security_level=encrypt asks for TLS before anything else, smtpd_tls_auth_only=yes hides AUTH until then. smtpd_tls_wrappermode belongs to 465 only.',
        'zh-cn':
          '两项设置：smtpd_tls_security_level=encrypt 要求先加密再说别的，smtpd_tls_auth_only=yes 在此之前不显示 AUTH。smtpd_tls_wrappermode 只属于 465。',
      },
      {
        en: 'A good dialogue in clear text: MAIL FROM:<kai@shop.test> gets 530 5.7.0 Must issue a STARTTLS command first.',
        'zh-cn': '明文时正确的对话：MAIL FROM:<kai@shop.test> 得到 530 5.7.0 Must issue a STARTTLS command first。',
      },
    ],
    strangers: [
      {
        en: 'Ports 465 and 587 are for people who log in. What happens there to somebody who does not, and writes to one of your own users?',
        'zh-cn': '465 和 587 是给登录的人用的。不登录而给贵公司员工写信的人，在那里会怎样？',
      },
      {
        en: 'Relaying is one question (smtpd_relay_restrictions), being served at all another (smtpd_client_restrictions or smtpd_recipient_restrictions of that service). An address is no proof: mynetworks has no place there.',
        'zh-cn':
          '能否中继是一回事（smtpd_relay_restrictions），是否接待是另一回事（该服务的 smtpd_client_restrictions 或 smtpd_recipient_restrictions）。地址证明不了身份，mynetworks 不该出现在这里。',
      },
      {
        en: 'On both services: -o smtpd_recipient_restrictions=permit_sasl_authenticated,reject',
        'zh-cn': '两个服务都加：-o smtpd_recipient_restrictions=permit_sasl_authenticated,reject',
      },
    ],
    'password-checked': [
      { en: 'Try both: the right password, and a wrong one. Read the two replies.', 'zh-cn': '正确的密码和错误的密码都试一次，看两个回复。' },
      {
        en: 'RFC 4954: a wrong password gets 535. "454 Temporary authentication failure" means that the server could not ask anybody: the socket is not there or not open to it.',
        'zh-cn': 'RFC 4954：密码错误是 535。“454 Temporary authentication failure”表示服务器没能问到谁：套接字不存在，或不让它进。',
      },
      {
        en: 'swaks --server mail.shop.test:465 --tls-on-connect --auth PLAIN --auth-user kai --auth-password wrong --quit-after AUTH',
        'zh-cn': 'swaks --server mail.shop.test:465 --tls-on-connect --auth PLAIN --auth-user kai --auth-password wrong --quit-after AUTH',
      },
    ],
    certificate: [
      {
        en: "Which certificate does it show? openssl s_client -connect mail.[your domain]:465 prints subject and issuer. The company's own certificate lies in /etc/ssl/postlab.",
        'zh-cn': '它出示的是哪张证书？openssl s_client -connect 465 会显示主体和签发者。公司自己的证书在 /etc/ssl/postlab。',
      },
      {
        en: 'Debian starts Postfix with the self-made "snakeoil" certificate, which nobody trusts: smtpd_tls_cert_file and smtpd_tls_key_file.',
        'zh-cn': 'Debian 的 Postfix 一开始用自制的 snakeoil 证书，没有人信任它：改 smtpd_tls_cert_file 和 smtpd_tls_key_file。',
      },
      {
        en: 'postconf -e smtpd_tls_cert_file=/etc/ssl/shop/cert.pem smtpd_tls_key_file=/etc/ssl/shop/key.pem, then reload. "Verify return code: 0 (ok)" is what you want to see.',
        'zh-cn':
          'postconf -e smtpd_tls_cert_file=/etc/ssl/shop/cert.pem smtpd_tls_key_file=/etc/ssl/shop/key.pem，再重新加载。要看到的是 Verify return code: 0 (ok)。',
      },
    ],
  },
  why: {
    'implicit-tls': {
      en: 'We spoke TLS from the first byte, logged in and sent a message with a fresh code to the customer; it counted when their server had it. RFC 8314 prefers this port: there is no clear-text phase in which somebody could strip the encryption.',
      'zh-cn': '我们一连上就说 TLS，登录后给客户寄出带新暗号的信，对方服务器收到才算。RFC 8314 首选这个端口：没有明文阶段，也就没有被人剥掉加密的机会。',
    },
    starttls: {
      en: 'Before STARTTLS, 587 must neither offer AUTH nor take a password or a message; after it, login and sending work. Else a program that is set up carelessly sends its password in the clear, and nobody notices.',
      'zh-cn': 'STARTTLS 之前，587 不能提供 AUTH，也不能接受密码或邮件；之后登录和发信都正常。否则设置马虎的程序会把密码明文送出去，还没人发现。',
    },
    strangers: {
      en: 'Without a login we asked on both ports for a foreign and for a local recipient, from the Internet and from an address in your own subnet; with a login both had to work. Mail from strangers belongs on port 25, where filters, limits and block lists look at it.',
      'zh-cn':
        '不登录时，我们在两个端口上分别试了外域和本域收件人，既从互联网，也从您子网里的地址；登录后两者都必须成功。陌生人的信应走 25 端口，那里有过滤、限速和黑名单把关。',
    },
    'password-checked': {
      en: "On both ports: a random password 535, the right one 235, for two different people, and not with the other one's password.",
      'zh-cn': '两个端口都试：随机密码得 535，正确密码得 235；两个人都试，拿对方的密码也不行。',
    },
    certificate: {
      en: 'We compared the certificate with the name that programs are told to use, and checked that it chains to the CA that they trust, on both ports. A program that is told to ignore warnings will also ignore an attacker.',
      'zh-cn': '我们在两个端口上都核对了：证书写的是程序所用的名字，并且能追溯到程序信任的 CA。被教会忽略警告的程序，也会忽略攻击者。',
    },
  },
  accepted: [
    {
      en: 'Dovecot SASL over a unix socket or an inet listener, or Cyrus saslauthd that asks PAM.',
      'zh-cn': 'Dovecot SASL 用 unix 套接字或 inet 监听都行，也可以用 Cyrus 的 saslauthd 去问 PAM。',
    },
    {
      en: 'Refusing a stranger at connect, MAIL, RCPT or DATA, with 4xx or 5xx.',
      'zh-cn': '在连接、MAIL、RCPT 或 DATA 时拒绝陌生人都可以，用 4xx 或 5xx 都行。',
    },
    { en: 'User names with or without the domain, as long as the plain name works.', 'zh-cn': '用户名带不带域名都行，只要短用户名能用。' },
  ],
});
