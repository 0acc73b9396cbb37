import { defineQuiz } from '../../components/quiz/quiz.ts';

export default defineQuiz({
  lesson: 'S09',
  questions: [
    {
      id: 'smtp-time',
      kind: 'single',
      prompt: { en: 'Why refuse spam during the dialogue and not send a bounce afterwards?', 'zh-cn': '为什么要在对话中拒收垃圾，而不是过后退信？' },
      options: [
        {
          id: 'cpu',
          text: { en: 'Because a bounce needs more processor time than the filter does', 'zh-cn': '因为退信比过滤更费处理器' },
          why: { en: 'It is cheap; that is not the trouble with it.', 'zh-cn': '退信很便宜，问题不在这里。' },
        },
        {
          id: 'victim',
          text: { en: 'The bounce would go to a forged address', 'zh-cn': '退信会寄到伪造的地址' },
          why: { en: 'Backscatter: strangers get it, and you get listed.', 'zh-cn': '反向散射：陌生人收到它，你上黑名单。' },
        },
        {
          id: 'rfc',
          text: { en: 'RFC 5321 forbids bounces for messages that contain spam', 'zh-cn': 'RFC 5321 禁止对垃圾邮件退信' },
          why: {
            en: 'It demands a notice for what was accepted and cannot be delivered. So do not accept.',
            'zh-cn': '它要求：收下而投不了的就得通知。所以别收下。',
          },
        },
        { id: 'log', text: { en: 'Only refusals are logged', 'zh-cn': '只有拒收会进日志' }, why: { en: 'Both are.', 'zh-cn': '两者都会。' } },
      ],
      answer: 'victim',
    },
    {
      id: 'dead-milter',
      kind: 'reply',
      prompt: {
        en: 'The virus milter is down and `milter_default_action = tempfail`. What does the sender hear next?',
        'zh-cn': '杀毒 milter 停了，`milter_default_action = tempfail`。发件方接下来听到什么？',
      },
      dialogue: ['S: 220 mail.k3f9.test ESMTP Postfix (Debian)', 'C: EHLO mx.haibo.example', 'S: 250 …', 'C: MAIL FROM:<wang@haibo.example>'],
      answer: ['451'],
      why: {
        en: '`451 4.7.1 Service unavailable - try again later`: nothing is lost, and nothing gets in.',
        'zh-cn': '`451 4.7.1 Service unavailable - try again later`：什么也没丢，什么也没进来。',
      },
      traps: [
        { code: '250', why: { en: 'That is `accept`: failing open.', 'zh-cn': '那是 `accept`：失效放行。' } },
        { code: '421', why: { en: 'That is `shutdown`, and it comes before EHLO.', 'zh-cn': '那是 `shutdown`，而且在 EHLO 之前。' } },
        { code: '550', why: { en: 'Final, and the sender would get a bounce for your fault.', 'zh-cn': '那是最终拒绝，发件人会因你的故障收到退信。' } },
      ],
      otherwise: { en: 'See the worked example of the dead scanner.', 'zh-cn': '见“扫描器停了”的实例。' },
    },
    {
      id: 'allow-from',
      kind: 'single',
      prompt: { en: 'Which allowlist entry is safe?', 'zh-cn': '哪种白名单条目是安全的？' },
      options: [
        {
          id: 'from',
          text: { en: '`From:` is one of our best customer’s addresses', 'zh-cn': '`From:` 是大客户的地址之一' },
          why: { en: 'Anybody can write it.', 'zh-cn': '谁都能写。' },
        },
        {
          id: 'own',
          text: { en: 'Our own domain, since colleagues do not send spam to each other', 'zh-cn': '自家域名，同事之间不会互发垃圾' },
          why: { en: 'The favourite of forgers.', 'zh-cn': '伪造者最爱。' },
        },
        {
          id: 'dmarc',
          text: { en: 'The customer’s domain, with DMARC pass', 'zh-cn': '客户的域名，且 DMARC 通过' },
          why: { en: 'Proved first, trusted then; and only for the score.', 'zh-cn': '先证明，再信任；而且只跳过评分。' },
        },
        {
          id: 'cloud',
          text: { en: 'All addresses of the large cloud provider that the customer uses', 'zh-cn': '客户所用大型云服务商的全部地址' },
          why: { en: 'Millions of other customers send from there.', 'zh-cn': '还有几百万别的客户从那里发信。' },
        },
      ],
      answer: 'dmarc',
    },
    {
      id: 'rates',
      kind: 'numeric',
      prompt: {
        en: '10,000 messages a day, 70 % unwanted. The filter catches 98 % of the unwanted and wrongs 0.5 % of the wanted. How many wanted messages are wronged in a day?',
        'zh-cn': '每天 10,000 封，70 % 是不想要的。过滤拦下其中 98 %，误伤想要的 0.5 %。每天误伤几封？',
      },
      answer: 15,
      tolerance: 0,
      unit: { en: 'messages', 'zh-cn': '封' },
      why: { en: '3,000 wanted × 0.005 = 15. “98 % right” hides them.', 'zh-cn': '想要的 3,000 封 × 0.005 = 15。“98 % 正确”看不出它们。' },
      traps: [
        { value: 50, why: { en: 'The share is of the wanted ones, not of all.', 'zh-cn': '比例是对想要的信说的，不是对全部。' } },
        { value: 140, why: { en: 'That is the unwanted that gets through: 7,000 × 0.02.', 'zh-cn': '那是漏进来的：7,000 × 0.02。' } },
      ],
    },
    {
      id: 'second-factor',
      kind: 'multiple',
      prompt: {
        en: 'Web mail asks for TOTP. What else is needed so that a phished password is worthless?',
        'zh-cn': '网页邮箱已有 TOTP。还要做什么，钓到的密码才没用？',
      },
      options: [
        {
          id: 'no-main',
          text: { en: 'IMAP and submission refuse the main password', 'zh-cn': 'IMAP 和提交端口不认主密码' },
          why: { en: 'Else the second factor is walked around.', 'zh-cn': '否则绕过去就是了。' },
        },
        {
          id: 'apppw',
          text: { en: 'A password of its own for each device', 'zh-cn': '每台设备一个专用密码' },
          why: { en: 'Can be taken back one by one, and is typed by nobody.', 'zh-cn': '可以单独收回，也没人手工输入。' },
        },
        {
          id: 'ninety',
          text: { en: 'A change of the main password every 90 days', 'zh-cn': '主密码每 90 天换一次' },
          why: {
            en: 'A phished one works for up to 90 days, and people number them. NIST SP 800-63B advises against it.',
            'zh-cn': '钓到的还能用上最多 90 天，人们还会编号。NIST SP 800-63B 不建议。',
          },
        },
        {
          id: 'caps',
          text: { en: 'Longer rules for capitals, digits and signs in the password', 'zh-cn': '更复杂的大小写、数字、符号规则' },
          why: { en: 'A phished password is known, however complicated.', 'zh-cn': '被钓走的密码再复杂也已泄露。' },
        },
      ],
      answer: ['no-main', 'apppw'],
    },
    {
      id: 'order-layers',
      kind: 'order',
      prompt: { en: 'Put the layers in the order in which they can decide.', 'zh-cn': '按能作决定的先后，排列各层。' },
      options: [
        { id: 'dnsbl', text: { en: 'Blocklist of addresses', 'zh-cn': '地址黑名单' }, why: { en: 'Needs the address only.', 'zh-cn': '只要地址。' } },
        { id: 'spf', text: { en: 'SPF', 'zh-cn': 'SPF' }, why: { en: 'Needs MAIL FROM.', 'zh-cn': '要等 MAIL FROM。' } },
        {
          id: 'grey',
          text: { en: 'Greylisting', 'zh-cn': '灰名单' },
          why: { en: 'Needs address, sender and recipient.', 'zh-cn': '要有地址、发件人和收件人。' },
        },
        { id: 'dkim', text: { en: 'Virus scanner', 'zh-cn': '病毒扫描' }, why: { en: 'Needs the whole message.', 'zh-cn': '要等整封信。' } },
        {
          id: 'sieve',
          text: { en: 'Sieve rules of the recipient', 'zh-cn': '收件人的 Sieve 规则' },
          why: { en: 'After the 250: can no longer refuse.', 'zh-cn': '250 之后：已经不能拒收。' },
        },
      ],
    },
    {
      id: 'clear-line',
      kind: 'hotspot',
      prompt: { en: 'An audit of four ports, without TLS. Which answer is a finding?', 'zh-cn': '不带 TLS 审查四个端口。哪个应答有问题？' },
      lines: [
        { id: 'p25', line: '25:  250-STARTTLS', why: { en: 'Right: TLS is offered, login is not.', 'zh-cn': '对：提供 TLS，不提供登录。' } },
        {
          id: 'p587',
          line: '587: 250-AUTH PLAIN LOGIN',
          why: { en: 'Login is offered before TLS: a program may send the password in clear.', 'zh-cn': 'TLS 之前就提供登录：程序可能把密码明文发出。' },
        },
        { id: 'p143', line: '143: * OK [CAPABILITY IMAP4rev1 STARTTLS LOGINDISABLED]', why: { en: 'Says that one must not.', 'zh-cn': '明说不许。' } },
        {
          id: 'p465',
          line: '465: (no banner, the server waits)',
          why: { en: 'TLS from the first octet: in clear nothing is said.', 'zh-cn': '一开始就是 TLS：明文什么也不说。' },
        },
      ],
      answer: 'p587',
    },
  ],
});
