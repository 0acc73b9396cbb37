import { defineLab } from '../../lab-runner/contract/lab.ts';

export default defineLab({
  title: { en: 'Encrypted, or not at all', 'zh-cn': '要么加密，要么不送' },
  summary: {
    en: 'Publish an MTA-STS policy: a record, a web page, certificates that agree with it, and a mailbox for reports. Senders that obey it deliver over verified TLS only.',
    'zh-cn': '发布 MTA-STS 策略：一条记录、一个网页、与之一致的证书，再加一个收报告的邮箱。遵守它的发送方只会通过经过验证的 TLS 投递。',
  },
  module: 'M4',
  kind: 'secure',
  difficulty: 3,
  minutes: 30,
  lessons: ['transport-security', 'dns-for-mail'],
  parameters: {
    domain: { kind: 'domain' },
    user: { kind: 'user' },
    password: { kind: 'password' },
    mode: { kind: 'choice', of: ['enforce', 'testing'] },
    reportBox: { kind: 'choice', of: ['tls-reports', 'tlsrpt', 'smtp-tls', 'sts-reports'] },
    oldId: { kind: 'token', bytes: 5 },
  },
  topology: {
    hosts: {
      web: {
        image: 'web',
        memory: '256m',
        fqdn: 'web.[[domain]]',
        certificates: { 'mta-sts': { names: ['mta-sts.[[domain]]'] } },
      },
      mx: {
        image: 'mail',
        memory: '192m',
        fqdn: 'mail.[[domain]]',
        ready: ['system', 'smtp', 'imap'],
        certificates: { 'both-names': { names: ['mail.[[domain]]', 'backup.[[domain]]'] } },
      },
    },
    internet: { delegations: { '[[domain]]': { 'web.[[domain]]': '[[ip:web]]' } } },
  },
  tasks: [
    { id: 'policy', title: { en: 'The policy is on the web as it has to be', 'zh-cn': '策略按规定放在网上' }, points: 35, needs: ['mail-route'] },
    { id: 'record', title: { en: 'The DNS says that there is a new policy', 'zh-cn': 'DNS 声明有新的策略' }, points: 15, needs: ['mail-route'] },
    {
      id: 'mx-certificates',
      title: { en: 'Every MX shows a certificate that the policy asks for', 'zh-cn': '每台 MX 都出示策略要求的证书' },
      points: 25,
      needs: ['mail-route'],
    },
    {
      id: 'reports',
      title: { en: 'Reports about failed TLS are asked for, and arrive', 'zh-cn': '请求 TLS 失败报告，并且收得到' },
      points: 15,
      needs: ['mail-route'],
    },
    { id: 'strict-sender', title: { en: 'A sender that obeys the policy delivers', 'zh-cn': '遵守策略的发送方能投递' }, points: 10, needs: ['mail-route'] },
  ],
  invariants: [{ id: 'mail-route', title: { en: 'Mail still finds its way to both servers', 'zh-cn': '邮件仍能找到两台服务器' } }],
  hints: {
    policy: [
      {
        en: 'Fetch it as a sender does: curl -v https://mta-sts.[your domain]/.well-known/mta-sts.txt. Name, certificate, status, type and content all count.',
        'zh-cn': '像发送方那样取一次：curl -v https://mta-sts.[您的域名]/.well-known/mta-sts.txt。名字、证书、状态码、类型、内容都算数。',
      },
      {
        en: 'RFC 8461, section 3.2 and 3.3: lines version, mode, one mx for each server that may be in the MX records, max_age in seconds; text/plain; redirects are not followed. nginx and lighttpd are installed on web and off; the certificate is /etc/ssl/postlab/mta-sts.pem with mta-sts-key.pem.',
        'zh-cn':
          'RFC 8461 第 3.2、3.3 节：version、mode、每台可能出现在 MX 记录里的服务器各一行 mx、以秒计的 max_age；类型 text/plain；不跟随重定向。web 上装好了 nginx 和 lighttpd，没有启用；证书是 /etc/ssl/postlab/mta-sts.pem 和 mta-sts-key.pem。',
      },
      {
        en: 'version: STSv1\nmode: none\nmx: mx1.books.test\nmx: *.pool.books.test\nmax_age: 1209600',
        'zh-cn': 'version: STSv1\nmode: none\nmx: mx1.books.test\nmx: *.pool.books.test\nmax_age: 1209600',
      },
    ],
    record: [
      {
        en: 'Senders keep a policy for as long as its max_age. How do they learn that there is a new one?',
        'zh-cn': '发送方会按 max_age 缓存策略。他们怎么知道有了新的？',
      },
      {
        en: 'By the id in the TXT record at _mta-sts: another id means another policy. It is any text of up to 32 letters and digits.',
        'zh-cn': '靠 _mta-sts 那条 TXT 记录里的 id：id 变了就表示策略变了。它可以是最多 32 个字母和数字。',
      },
      { en: '_mta-sts TXT "v=STSv1; id=20300101T120000;"', 'zh-cn': '_mta-sts TXT "v=STSv1; id=20300101T120000;"' },
    ],
    'mx-certificates': [
      {
        en: 'openssl s_client -starttls smtp -connect mail.[your domain]:25 -verify_hostname … shows what a sender sees; do it for both names.',
        'zh-cn': 'openssl s_client -starttls smtp -connect mail.[您的域名]:25 -verify_hostname … 能看到发送方看到的内容；两个名字都试一次。',
      },
      {
        en: 'Both MX names lead to the same machine, so its certificate has to hold both. There is more than one in /etc/ssl/postlab.',
        'zh-cn': '两个 MX 名字指向同一台机器，所以它的证书要包含两个名字。/etc/ssl/postlab 里不止一份。',
      },
      {
        en: 'postconf -e smtpd_tls_cert_file=/etc/ssl/… smtpd_tls_key_file=/etc/ssl/…; openssl x509 -noout -ext subjectAltName -in FILE shows the names.',
        'zh-cn': 'postconf -e smtpd_tls_cert_file=/etc/ssl/… smtpd_tls_key_file=/etc/ssl/…；openssl x509 -noout -ext subjectAltName -in 文件 能看到名字。',
      },
    ],
    reports: [
      {
        en: "Somebody's TLS fails against your server. Who would tell you, and where? RFC 8460.",
        'zh-cn': '别人与您的服务器 TLS 握手失败，谁来告诉您，发到哪里？见 RFC 8460。',
      },
      {
        en: 'A TXT record at _smtp._tls names the address; the mailbox behind it has to exist.',
        'zh-cn': '_smtp._tls 的 TXT 记录写明地址；这个邮箱要真的存在。',
      },
      { en: '_smtp._tls TXT "v=TLSRPTv1; rua=mailto:desk@books.test"', 'zh-cn': '_smtp._tls TXT "v=TLSRPTv1; rua=mailto:desk@books.test"' },
    ],
    'strict-sender': [
      {
        en: 'It does in this order: record, policy, MX, STARTTLS, certificate. At which step does it stop?',
        'zh-cn': '它的顺序是：记录、策略、MX、STARTTLS、证书。它停在哪一步？',
      },
      { en: 'When all other tasks are met, this one is, too.', 'zh-cn': '其他任务都完成时，这一项也就完成了。' },
      { en: 'Remember the serial and rndc reload on web.', 'zh-cn': '别忘了在 web 上增大序列号并运行 rndc reload。' },
    ],
  },
  why: {
    policy: {
      en: 'We looked up mta-sts.[domain], connected with TLS and that name, verified the certificate, fetched the page and compared its mx lines with the MX records. A policy that forgets one server makes senders refuse to use it, and mail waits, just when the first server is down.',
      'zh-cn':
        '我们查了 mta-sts.[域名]，用这个名字建立 TLS，验证证书，取回网页，再把其中的 mx 行与 MX 记录对照。策略漏掉一台服务器，发送方就会拒绝用它；偏偏在第一台故障时，邮件就都等着了。',
    },
    record: {
      en: 'The id has to be a new one: senders that still hold the old policy fetch it again only when the id changes.',
      'zh-cn': 'id 必须是新的：手里还有旧策略的发送方，只有看到 id 变了才会重新取。',
    },
    'mx-certificates': {
      en: 'We connected to port 25 under each MX name, said STARTTLS, and verified the chain and the name. With "enforce", a sender that finds a self-signed certificate does not deliver.',
      'zh-cn': '我们用每个 MX 的名字连接 25 端口，STARTTLS 之后验证证书链和名字。在 enforce 模式下，发送方看到自签名证书就不投递。',
    },
    reports: {
      en: 'We read the record and sent a report, as large senders do every day, to the address in it; it had to arrive. Without reports nobody notices a broken policy, except those whose mail does not come.',
      'zh-cn': '我们读了这条记录，并像大型发送方每天所做的那样，往其中的地址发了一份报告；它必须送达。没有报告，策略出了错没人知道，只有收不到信的人着急。',
    },
    'strict-sender': {
      en: 'All steps together, as Gmail or a postfix-mta-sts-resolver does them, ending with a message in the mailbox.',
      'zh-cn': '把所有步骤像 Gmail 或 postfix-mta-sts-resolver 那样连起来做一遍，最后邮件要进入邮箱。',
    },
  },
  accepted: [
    { en: 'A wildcard such as *.[domain] in the mx lines: it matches both names.', 'zh-cn': 'mx 行写成 *.[域名] 这样的通配符：它匹配两个名字。' },
    { en: 'The policy served by mx or by any web server program.', 'zh-cn': '策略由 mx 提供，或用任何网页服务器程序提供。' },
  ],
});
