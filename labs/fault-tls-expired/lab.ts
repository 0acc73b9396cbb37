import { defineLab } from '../../lab-runner/contract/lab.ts';

export default defineLab({
  title: { en: 'Telephones warn, a partner refuses', 'zh-cn': '手机报警，伙伴拒投' },
  summary: {
    en: 'The certificate was renewed, says the log; the world sees something else. Look at each port as a stranger does, and mend what happens between the renewal and the daemons.',
    'zh-cn': '日志说证书已经续期，外面看到的却不是。像陌生人那样逐个端口查看，修好从续期到守护进程之间的那一段。',
  },
  module: 'M4',
  kind: 'fault',
  difficulty: 2,
  minutes: 20,
  lessons: ['security-protection', 'fault-handling'],
  parameters: {
    domain: { kind: 'domain' },
    peer: { kind: 'domain', tld: 'example' },
    partner: { kind: 'domain', tld: 'example' },
    user: { kind: 'user' },
    boss: { kind: 'user' },
    customer: { kind: 'user' },
    buyer: { kind: 'user' },
    password: { kind: 'password' },
    bossPassword: { kind: 'password' },
    variant: { kind: 'choice', of: ['hook', 'chain', 'mismatch'] },
  },
  secret: ['variant', 'bossPassword'],
  topology: {
    hosts: {
      mx: {
        image: 'mail',
        memory: '256m',
        fqdn: 'mail.[[domain]]',
        ready: ['system', 'smtp'],
        certificates: {
          old: { names: ['mail.[[domain]]'], from: -120, days: 90 },
          alpha: { names: ['mail.[[domain]]'], intermediate: true, days: 90 },
          beta: { names: ['mail.[[domain]]'], intermediate: true, days: 80 },
        },
      },
    },
    internet: {
      personas: {
        customer: { domain: '[[peer]]', persona: 'accepting', users: ['[[customer]]'] },
        partner: { domain: '[[partner]]', persona: 'accepting', users: ['[[buyer]]'] },
      },
      zones: { '[[domain]]': ['@ MX 10 mail.[[domain]].'] },
    },
  },
  canary: {
    flows: [
      { id: 'orders', direction: 'inbound', persona: 'customer', from: '[[customer]]@[[peer]]', to: '[[user]]@[[domain]]', every: 15 },
      { id: 'contracts', direction: 'inbound', persona: 'partner', from: '[[buyer]]@[[partner]]', to: '[[boss]]@[[domain]]', every: 10, tls: 'verified' },
    ],
  },
  tasks: [
    {
      id: 'ports',
      title: { en: 'Every port shows a certificate that strangers trust', 'zh-cn': '每个端口都出示陌生人信任的证书' },
      points: 35,
      needs: ['mail', 'unharmed'],
    },
    {
      id: 'partner',
      title: { en: 'The strict partner delivers again, also what had waited', 'zh-cn': '严格的合作伙伴恢复投递，积压的也送到' },
      points: 30,
      needs: ['mail', 'unharmed'],
    },
    {
      id: 'renewal',
      title: { en: 'The next renewal reaches every port by itself', 'zh-cn': '下一次续期会自动到达每个端口' },
      points: 35,
      needs: ['mail', 'unharmed'],
    },
  ],
  invariants: [
    { id: 'mail', title: { en: 'Mail from others arrives and can be read; strangers cannot relay', 'zh-cn': '其他人的来信能到达并能读，陌生人不能中继' } },
    { id: 'unharmed', title: { en: 'No mail is refused for good or returned', 'zh-cn': '没有邮件被永久拒绝或退回' } },
  ],
  hints: {
    ports: [
      {
        en: 'Ask each port yourself: 25 and 587 with STARTTLS, 465 and 993 with TLS at once. What is shown: which certificates, until when, and does the chain end in a CA you trust?',
        'zh-cn': '自己逐个端口问：25 和 587 用 STARTTLS，465 和 993 直接 TLS。看到的是哪几张证书、有效到何时、链条是否通向信任的 CA？',
      },
      {
        en: 'A server has to send its certificate and every CA between it and the root; and the key must be the one that belongs to it.',
        'zh-cn': '服务器要发出自己的证书和到根之间的每一级 CA；私钥也必须和证书配对。',
      },
      {
        en: 'openssl s_client -connect mail.shop.test:587 -starttls smtp -servername mail.shop.test -verify_return_error </dev/null | head -30; openssl x509 -in cert.pem -noout -dates -pubkey; openssl pkey -in key.pem -pubout',
        'zh-cn':
          'openssl s_client -connect mail.shop.test:587 -starttls smtp -servername mail.shop.test -verify_return_error </dev/null | head -30；openssl x509 -in cert.pem -noout -dates -pubkey；openssl pkey -in key.pem -pubout',
      },
    ],
    partner: [
      {
        en: 'This partner does what MTA-STS and DANE ask for: no valid certificate on port 25, no delivery. Its mail waits with them.',
        'zh-cn': '这家伙伴执行的正是 MTA-STS 和 DANE 的要求：25 端口没有有效证书就不投递。邮件在他们那里等着。',
      },
      { en: 'It tries again every few seconds. As soon as port 25 is right, everything comes.', 'zh-cn': '它每隔几秒重试一次。25 端口一正常，就都来了。' },
      {
        en: 'grep "postfix/smtpd.*\\(TLS\\|SSL\\)" /var/log/mail.log tells why a handshake failed.',
        'zh-cn': 'grep "postfix/smtpd.*\\(TLS\\|SSL\\)" /var/log/mail.log 会说明握手为何失败。',
      },
    ],
    renewal: [
      {
        en: 'Read /usr/local/sbin/acme-renew to its end. What should happen after each renewal, and does it?',
        'zh-cn': '把 /usr/local/sbin/acme-renew 读到最后。每次续期之后应该发生什么？真的发生了吗？',
      },
      {
        en: 'run-parts runs what is executable and silently passes over the rest. A daemon that has read a file does not look again before it is reloaded.',
        'zh-cn': 'run-parts 只运行可执行的文件，其余一声不响地跳过。守护进程读过文件之后，不重载就不会再看。',
      },
      {
        en: 'A hook of four lines: #!/bin/sh, install -m 600 /etc/acme/live/key.pem /etc/daemon/tls/key.pem, install -m 644 /etc/acme/live/fullchain.pem /etc/daemon/tls/cert.pem, systemctl reload daemon; chmod 755.',
        'zh-cn':
          '四行的钩子：#!/bin/sh，install -m 600 /etc/acme/live/key.pem /etc/daemon/tls/key.pem，install -m 644 /etc/acme/live/fullchain.pem /etc/daemon/tls/cert.pem，systemctl reload daemon；再 chmod 755。',
      },
    ],
  },
  why: {
    ports: {
      en: 'On 25, 587, 465 and 993 we made a handshake as a stranger who knows only the root CA, and checked name, dates and chain. Ports are served by different daemons from different files: one that is right says nothing about the others.',
      'zh-cn':
        '我们以只认识根 CA 的陌生人身份，在 25、587、465 和 993 上各握手一次，核对名称、日期和证书链。不同端口由不同的守护进程、不同的文件服务：一个对了，不代表别的也对。',
    },
    partner: {
      en: 'Numbered mail of a partner that insists on a valid certificate had waited since the start; it had to arrive completely, and the customer’s, who takes any TLS, too. Ordinary SMTP never fails for a bad certificate, which is why nobody had noticed.',
      'zh-cn':
        '坚持要求有效证书的伙伴，其编号邮件从开始就在等；它们必须全部到达，而接受任何 TLS 的客户的邮件也一样。普通 SMTP 不会因为坏证书而失败，所以一直没人发现。',
    },
    renewal: {
      en: 'We waited for the next renewal and looked whether every port showed the newer certificate. A certificate copied by hand is a ticket in ninety days; soon every forty-seven, as lifetimes shrink.',
      'zh-cn': '我们等到下一次续期，看每个端口是否都换上了更新的证书。手工拷贝的证书，就是九十天后的一张工单；有效期还在缩短，很快会是四十七天一张。',
    },
  },
  accepted: [
    {
      en: 'Daemons that read /etc/acme/live directly, with a hook or timer that reloads them.',
      'zh-cn': '守护进程直接读 /etc/acme/live，由钩子或定时器重载。',
    },
  ],
});
