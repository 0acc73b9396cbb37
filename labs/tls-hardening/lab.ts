import { defineLab } from '../../lab-runner/contract/lab.ts';

const kept = ['plain-text', 'mailbox'] as const;

export default defineLab({
  title: { en: 'TLS that deserves the name', 'zh-cn': '名副其实的 TLS' },
  summary: {
    en: 'A server still offers TLS 1.0, anonymous ciphers and a certificate nobody trusts. Harden all four ports, serve two names with certificates that renew themselves, and lose no mail from those who cannot encrypt.',
    'zh-cn': '一台服务器还在提供 TLS 1.0、匿名套件和没人信任的证书。加固全部四个端口，为两个名字各配会自动续期的证书，又不丢掉不会加密的对方发来的邮件。',
  },
  module: 'M4',
  kind: 'secure',
  difficulty: 3,
  minutes: 35,
  lessons: ['transport-security', 'security-protection'],
  parameters: {
    domain: { kind: 'domain' },
    second: { kind: 'domain' },
    partner: { kind: 'domain', tld: 'example' },
    user: { kind: 'user' },
    password: { kind: 'password' },
  },
  topology: {
    hosts: {
      mx: {
        image: 'mail',
        fqdn: 'mx.[[domain]]',
        ready: ['system', 'smtp', 'imap', 'submission'],
        certificates: {
          company: { names: ['mail.[[domain]]'], intermediate: true },
          second: { names: ['mail.[[second]]'], intermediate: true },
          // Three of each, in turn: who looks every minute, and so sees each second one only, sees a new one all the same.
          'company-a': { names: ['mail.[[domain]]'], intermediate: true, days: 90 },
          'company-b': { names: ['mail.[[domain]]'], intermediate: true, days: 80 },
          'company-c': { names: ['mail.[[domain]]'], intermediate: true, days: 70 },
          'second-a': { names: ['mail.[[second]]'], intermediate: true, days: 90 },
          'second-b': { names: ['mail.[[second]]'], intermediate: true, days: 80 },
          'second-c': { names: ['mail.[[second]]'], intermediate: true, days: 70 },
        },
      },
    },
    internet: {
      personas: { partner: { domain: '[[partner]]' } },
      zones: {
        '[[domain]]': ['@ MX 10 mail.[[domain]].', 'mail A [[ip:mx]]'],
        '[[second]]': ['@ MX 10 mail.[[second]].', 'mail A [[ip:mx]]'],
      },
    },
  },
  tasks: [
    { id: 'certificate', title: { en: 'A certificate that every mail program trusts', 'zh-cn': '所有邮件程序都信任的证书' }, points: 25, needs: [...kept] },
    { id: 'old-protocols', title: { en: 'TLS 1.2 and 1.3, nothing older', 'zh-cn': '只有 TLS 1.2 和 1.3，没有更老的' }, points: 25, needs: [...kept] },
    { id: 'anonymous', title: { en: 'No cipher without a certificate', 'zh-cn': '不提供没有证书的套件' }, points: 10, needs: [...kept] },
    { id: 'second-name', title: { en: 'The second name has its own certificate', 'zh-cn': '第二个名字有自己的证书' }, points: 20, needs: [...kept] },
    {
      id: 'renewal',
      title: { en: 'A renewal reaches every port, and throws nobody out', 'zh-cn': '续期到达每个端口，而且不踢掉任何人' },
      points: 20,
      // A renewal may come half a minute after the last, and who looks once a minute is right, too.
      deadline: 180,
      needs: [...kept],
    },
  ],
  invariants: [
    { id: 'plain-text', title: { en: 'Servers that cannot encrypt still deliver to port 25', 'zh-cn': '不会加密的服务器仍能向 25 端口投递' } },
    { id: 'mailbox', title: { en: 'Reading and sending works', 'zh-cn': '收信和发信正常' } },
  ],
  hints: {
    certificate: [
      {
        en: 'openssl s_client -connect mail.[your domain]:993 -servername mail.[your domain] -showcerts shows what is sent, and the line "Verify return code" what it is worth.',
        'zh-cn':
          'openssl s_client -connect mail.[您的域]:993 -servername mail.[您的域] -showcerts 会显示服务器发来的证书，“Verify return code”一行说明它值不值得信任。',
      },
      {
        en: 'The certificates were issued by an intermediate CA. Clients know the root only: the server has to send its own certificate and the intermediate one, in this order, in one file.',
        'zh-cn': '证书由中间 CA 签发，而客户端只认识根 CA：服务器要把自己的证书和中间证书按这个顺序放在一个文件里一起发送。',
      },
      {
        en: 'cat web.pem web-chain.pem > web-full.pem; for Postfix smtpd_tls_chain_files takes key, certificate and chain in one list; for Dovecot ssl_server_cert_file and ssl_server_key_file.',
        'zh-cn':
          'cat web.pem web-chain.pem > web-full.pem；Postfix 的 smtpd_tls_chain_files 依次列出私钥、证书和证书链；Dovecot 用 ssl_server_cert_file 和 ssl_server_key_file。',
      },
    ],
    'old-protocols': [
      {
        en: 'Which lines of postconf -n and doveconf -n speak of protocols? Port 25 and the submission ports obey different ones.',
        'zh-cn': 'postconf -n 和 doveconf -n 里哪些行与协议有关？25 端口和提交端口听从的是不同的设置。',
      },
      {
        en: 'smtpd_tls_protocols is for "may", smtpd_tls_mandatory_protocols for "encrypt"; Dovecot has ssl_min_protocol. The default of Postfix is still >=TLSv1.',
        'zh-cn': 'smtpd_tls_protocols 用于 may，smtpd_tls_mandatory_protocols 用于 encrypt；Dovecot 用 ssl_min_protocol。Postfix 的默认值至今仍是 >=TLSv1。',
      },
      {
        en: "For TLS 1.3 only, on a server that nobody else uses, it would be: postconf -e 'smtpd_tls_mandatory_protocols=>=TLSv1.3'",
        'zh-cn': "如果只给自己用、只要 TLS 1.3，可以写：postconf -e 'smtpd_tls_mandatory_protocols=>=TLSv1.3'",
      },
    ],
    anonymous: [
      {
        en: 'openssl s_client -tls1_2 -cipher aNULL:@SECLEVEL=0 -starttls smtp -connect mail.[your domain]:25: does a handshake succeed without any certificate?',
        'zh-cn': 'openssl s_client -tls1_2 -cipher aNULL:@SECLEVEL=0 -starttls smtp -connect mail.[您的域]:25：没有任何证书，握手也成功了吗？',
      },
      {
        en: 'Postfix keeps aNULL in its lists on purpose and has a setting that takes ciphers out. In Dovecot it is the cipher list.',
        'zh-cn': 'Postfix 有意在列表里保留 aNULL，并提供一项排除套件的设置。Dovecot 则看套件列表。',
      },
      { en: 'smtpd_tls_exclude_ciphers = eNULL, EXP', 'zh-cn': 'smtpd_tls_exclude_ciphers = eNULL, EXP' },
    ],
    'second-name': [
      {
        en: 'The client says in its first TLS message which name it wants (SNI). Who looks at it?',
        'zh-cn': '客户端在第一条 TLS 消息里就说出它要找的名字（SNI）。谁会看它？',
      },
      {
        en: 'Postfix: tls_server_sni_maps, a table whose values are files (postmap -F). Dovecot: a block local_name.',
        'zh-cn': 'Postfix：tls_server_sni_maps，表的值是文件（用 postmap -F 编译）。Dovecot：local_name 块。',
      },
      {
        en: 'sni: mail.shop.test /etc/ssl/shop-key.pem /etc/ssl/shop-full.pem, then postmap -F lmdb:/etc/postfix/sni\nDovecot:\nlocal_name mail.shop.test {\n  ssl_server_cert_file = /etc/ssl/shop-full.pem\n  ssl_server_key_file = /etc/ssl/shop-key.pem\n}',
        'zh-cn':
          'sni 表：mail.shop.test /etc/ssl/shop-key.pem /etc/ssl/shop-full.pem，然后 postmap -F lmdb:/etc/postfix/sni\nDovecot：\nlocal_name mail.shop.test {\n  ssl_server_cert_file = /etc/ssl/shop-full.pem\n  ssl_server_key_file = /etc/ssl/shop-key.pem\n}',
      },
    ],
    renewal: [
      {
        en: 'Read /usr/local/sbin/acme-renew: what does it do after each renewal? And when does a daemon read its certificate?',
        'zh-cn': '读一读 /usr/local/sbin/acme-renew：每次续期之后它做什么？守护进程又是什么时候读证书的？',
      },
      {
        en: 'An executable file in /etc/acme/hooks is run after each renewal. man dovecot says what becomes of open sessions when it reloads, and which setting decides. And what does a table made by postmap -F hold: names of files, or what was in them?',
        'zh-cn':
          '/etc/acme/hooks 里可执行的文件会在每次续期之后运行。man dovecot 说明了重载时打开着的会话会怎样，由哪项设置决定。再想想，postmap -F 生成的表里存的是文件名，还是当时的文件内容？',
      },
      {
        en: '#!/bin/sh\ncat /etc/acme/live/shop/key.pem /etc/acme/live/shop/fullchain.pem > /etc/web/shop.pem.new\nmv /etc/web/shop.pem.new /etc/web/shop.pem\nsystemctl reload web\nAt its place, executable; and think of all that was made from the old files.',
        'zh-cn':
          '#!/bin/sh\ncat /etc/acme/live/shop/key.pem /etc/acme/live/shop/fullchain.pem > /etc/web/shop.pem.new\nmv /etc/web/shop.pem.new /etc/web/shop.pem\nsystemctl reload web\n放到该放的位置，设为可执行；并想一想还有什么是由旧文件生成的。',
      },
    ],
  },
  why: {
    certificate: {
      en: 'On 25, 465, 587 and 993 we checked the name, the dates and the chain up to the root. A missing intermediate certificate is the commonest mistake: browsers that have seen it before hide it, phones and other servers do not.',
      'zh-cn':
        '在 25、465、587、993 端口，我们检查了名称、有效期和直到根的证书链。最常见的错误是漏掉中间证书：见过它的浏览器会替您掩盖，手机和别的服务器不会。',
    },
    'old-protocols': {
      en: 'Handshakes with at most TLS 1.1 had to fail on all four ports (RFC 8996), those with TLS 1.2 and with TLS 1.3 had to succeed. Only 1.3 would cut off programs and servers that are a few years old.',
      'zh-cn': '四个端口上，最高 TLS 1.1 的握手都必须失败（RFC 8996），TLS 1.2 和 1.3 的都必须成功。只留 1.3 会把用了几年的程序和服务器挡在门外。',
    },
    anonymous: {
      en: 'An anonymous cipher encrypts without saying to whom: whoever sits in between can be the other end. On port 25 nobody may verify anyway, yet no client needs it either.',
      'zh-cn': '匿名套件加密了，却不知道在对谁说话：坐在中间的人就可以冒充对方。25 端口上对方也许本来就不验证，但也没有哪个客户端需要它。',
    },
    'second-name': {
      en: 'We asked with both names in SNI on all ports and got the matching certificate each time. A certificate that holds the names of all customers would work as well, but shows them to everybody.',
      'zh-cn': '我们在每个端口上用两个名字分别做 SNI，每次都得到对应的证书。把所有客户的名字写进一张证书也行，但那样谁都看得见全部客户。',
    },
    renewal: {
      en: 'With an IMAP session open we waited for a renewal, until all four ports showed newer certificates for both names, and then used the session. Servers read certificates when they start: who renews has to tell them, and a table made by postmap -F holds the contents of the files, not their names. A restart tells them at the cost of everybody who is reading mail; and so does a reload of Dovecot 2.4, some seconds later, unless shutdown_clients = no.',
      'zh-cn':
        '我们开着一个 IMAP 会话等待续期，直到四个端口对两个名字都出示更新的证书，然后再用这个会话。服务器在启动时读取证书：续期之后必须告诉它们；postmap -F 生成的表里存的是文件内容，不是文件名。重启也能让它们知道，代价是正在读信的人全部断线；Dovecot 2.4 的重载同样如此，只是晚几秒，除非 shutdown_clients = no。',
    },
  },
  accepted: [
    {
      en: 'Daemons that read /etc/acme/live themselves, reloaded by a hook, a path unit or a timer; a timer once a minute is soon enough.',
      'zh-cn': '守护进程直接读 /etc/acme/live，由钩子、path 单元或定时器重载；每分钟一次的定时器也够快。',
    },
    {
      en: 'Any list of ciphers, and any key exchange: what counts is which handshakes succeed.',
      'zh-cn': '套件列表和密钥交换怎么选都可以：看的是哪些握手成功。',
    },
  ],
});
