import { defineLab } from '../../lab-runner/contract/lab.ts';

export default defineLab({
  title: { en: 'Reading works, sending does not', 'zh-cn': '收信正常，发信不行' },
  summary: {
    en: 'A ticket, a running mail server, and nobody in the company who can send. Find out what the two daemons no longer tell each other.',
    'zh-cn': '一张工单，一台还在运行的邮件服务器，全公司没人能发信。找出两个守护进程之间断了什么。',
  },
  module: 'M5',
  kind: 'fault',
  difficulty: 2,
  minutes: 20,
  lessons: ['fault-handling', 'common-problems'],
  parameters: {
    domain: { kind: 'domain' },
    peer: { kind: 'domain', tld: 'example' },
    user: { kind: 'user' },
    colleague: { kind: 'user' },
    customer: { kind: 'user' },
    password: { kind: 'password' },
    otherPassword: { kind: 'password' },
    variant: { kind: 'choice', of: ['outside', 'mode', 'name'] },
  },
  secret: ['variant', 'otherPassword'],
  topology: {
    hosts: { mx: { image: 'mail', memory: '256m', fqdn: 'mail.[[domain]]', ready: ['system', 'smtp', 'imap'] } },
    internet: {
      personas: { customer: { domain: '[[peer]]', persona: 'accepting', users: ['[[customer]]'] } },
      zones: { '[[domain]]': ['@ MX 10 mail.[[domain]].'] },
    },
  },
  tasks: [
    {
      id: 'send-587',
      title: { en: 'Staff send through port 587', 'zh-cn': '员工能从 587 端口发信' },
      points: 35,
      needs: ['reading', 'inbound', 'no-relay', 'no-auth-25'],
    },
    {
      id: 'send-465',
      title: { en: 'Staff send through port 465', 'zh-cn': '员工能从 465 端口发信' },
      points: 35,
      needs: ['reading', 'inbound', 'no-relay', 'no-auth-25'],
    },
    {
      id: 'password-checked',
      title: { en: 'Only the right password opens the door', 'zh-cn': '只有正确的密码才放行' },
      points: 30,
      needs: ['reading', 'inbound', 'no-relay', 'no-auth-25'],
    },
  ],
  invariants: [
    { id: 'reading', title: { en: 'Reading mail works', 'zh-cn': '收信（IMAP）正常' } },
    { id: 'inbound', title: { en: 'Mail from outside arrives', 'zh-cn': '外来邮件能够送达' } },
    { id: 'no-relay', title: { en: 'Strangers cannot relay', 'zh-cn': '陌生人不能中继' } },
    { id: 'no-auth-25', title: { en: 'Port 25 offers no login', 'zh-cn': '25 端口不提供登录' } },
  ],
  hints: {
    'send-587': [
      {
        en: 'Be the mail program: openssl s_client -starttls smtp -connect mail.[your domain]:587 on the host shows what the users see. Then read what Postfix wrote about that moment in /var/log/mail.log.',
        'zh-cn':
          '自己当一次邮件程序：在主机上用 openssl s_client -starttls smtp 连接 587 端口，看看用户看到了什么，再到 /var/log/mail.log 里读 Postfix 在那一刻写下的话。',
      },
      {
        en: 'Postfix does not know any password; it asks Dovecot through a socket. postconf smtpd_sasl_path says where Postfix looks, doveconf -n says where Dovecot listens. Column five of master.cf (chroot) decides what a path means for smtpd.',
        'zh-cn':
          'Postfix 自己不知道任何密码，它通过一个套接字去问 Dovecot。postconf smtpd_sasl_path 说明 Postfix 到哪里找，doveconf -n 说明 Dovecot 在哪里监听。master.cf 第五列（chroot）决定了路径对 smtpd 意味着什么。',
      },
      {
        en: 'Both sides of a working pair, with another name. In main.cf: smtpd_sasl_path = private/login-check. In Dovecot:\nservice auth {\n  unix_listener /var/spool/postfix/private/login-check {\n    mode = 0660\n    user = postfix\n    group = postfix\n  }\n}\nThen reload both.',
        'zh-cn':
          '换个名字，写出能配对的两边。main.cf：smtpd_sasl_path = private/login-check。Dovecot：\nservice auth {\n  unix_listener /var/spool/postfix/private/login-check {\n    mode = 0660\n    user = postfix\n    group = postfix\n  }\n}\n然后让两边都重新加载。',
      },
    ],
    'send-465': [
      {
        en: 'Ports 465 and 587 are two lines of master.cf. Does each of them use the same way to ask for passwords?',
        'zh-cn': '465 和 587 是 master.cf 里的两行。它们询问密码的方式一样吗？',
      },
      {
        en: 'A setting in main.cf holds for every service; -o in master.cf holds for one. postconf -P lists the latter.',
        'zh-cn': 'main.cf 里的设置对所有服务有效，master.cf 里的 -o 只对一个服务有效。postconf -P 会列出后者。',
      },
      {
        en: 'openssl s_client -connect mail.shop.test:465 speaks TLS at once; then EHLO, and look for a line 250-AUTH.',
        'zh-cn': 'openssl s_client -connect mail.shop.test:465 一连上就是 TLS；然后发 EHLO，看有没有 250-AUTH 一行。',
      },
    ],
    'password-checked': [
      {
        en: 'Try to log in with a wrong password yourself. What should the server say, and what does it say?',
        'zh-cn': '自己用错误的密码登录试试。服务器应该说什么？它实际说了什么？',
      },
      {
        en: 'The answer to a wrong password is 535 (RFC 4954). Dovecot decides that, with the same users as for reading mail.',
        'zh-cn': '密码错误时的回复是 535（RFC 4954）。由 Dovecot 判断，用的是收信时的同一批用户。',
      },
      {
        en: 'swaks --server mail.shop.test:587 --tls --auth PLAIN --auth-user kai --auth-password wrong --quit-after AUTH shows the dialogue.',
        'zh-cn': 'swaks --server mail.shop.test:587 --tls --auth PLAIN --auth-user kai --auth-password wrong --quit-after AUTH 会显示整个对话。',
      },
    ],
  },
  why: {
    'send-587': {
      en: "From outside we said EHLO, STARTTLS, EHLO, AUTH and sent a message with a fresh code; it counted when the customer's server had it. Postfix runs smtpd in a jail (/var/spool/postfix): a socket outside it does not exist for smtpd, one inside it needs an owner who lets the user postfix in, and both sides need the same name.",
      'zh-cn':
        '我们从外部依次发出 EHLO、STARTTLS、EHLO、AUTH，并寄出一封带有新暗号的邮件；客户的服务器收到它才算数。Postfix 的 smtpd 运行在牢笼（/var/spool/postfix）里：牢笼外的套接字对它来说不存在；牢笼里的，要让 postfix 用户有权访问；而且两边的名字必须一致。',
    },
    'send-465': {
      en: 'The same with TLS from the first byte (RFC 8314). Both services have to be looked at: a change made with -o for one of them leaves the other as it was.',
      'zh-cn': '同样的过程，只是从第一个字节起就是 TLS（RFC 8314）。两个服务都要看：用 -o 只改其中一个，另一个还是老样子。',
    },
    'password-checked': {
      en: 'On both ports a wrong password had to get 535 and the right one 235. A server that says yes to everybody also "repairs" sending, and is an open relay for whoever finds it.',
      'zh-cn': '在两个端口上，错误的密码必须得到 535，正确的得到 235。对谁都说“可以”的服务器也算“修好了”发信，但它就成了谁都能用的开放中继。',
    },
  },
  accepted: [
    {
      en: 'Mode 0666 on a socket in /var/spool/postfix/private: the folder itself lets only the user postfix in, so nobody else can reach it.',
      'zh-cn': '/var/spool/postfix/private 里的套接字用 0666 权限：这个目录本身只有 postfix 用户能进，别人够不着。',
    },
    {
      en: 'An inet listener on the loopback address, or Cyrus SASL that asks the same accounts.',
      'zh-cn': '在回环地址上用 inet 监听，或者用 Cyrus SASL 查询同一批账号。',
    },
    {
      en: 'smtpd without a jail (chroot n): less safe, but it works and nobody can tell from outside.',
      'zh-cn': '让 smtpd 不进牢笼（chroot 设为 n）：安全性差一些，但能用，从外部也看不出来。',
    },
  ],
});
