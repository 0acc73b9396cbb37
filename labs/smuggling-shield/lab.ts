import { defineLab } from '../../lab-runner/contract/lab.ts';

const kept = ['ordinary-mail', 'scanner', 'scanner-no-relay'] as const;

export default defineLab({
  title: { en: 'One message in, one message out', 'zh-cn': '进来一封，出去一封' },
  summary: {
    en: 'An old setting lets strangers hide a second message inside the first. Close the hole, without losing the old scanner that cannot do better.',
    'zh-cn': '一项老设置让陌生人能在一封邮件里藏进另一封。堵住这个洞，又不能丢下那台只会老办法的扫描仪。',
  },
  module: 'M4',
  kind: 'secure',
  difficulty: 3,
  minutes: 20,
  lessons: ['smtp-smuggling', 'security-protection'],
  parameters: {
    domain: { kind: 'domain' },
    partner: { kind: 'domain', tld: 'example' },
    scanner: { kind: 'domain', tld: 'example' },
    user: { kind: 'user' },
    customer: { kind: 'user' },
    password: { kind: 'password' },
  },
  topology: {
    hosts: { mx: { image: 'mail', fqdn: 'mail.[[domain]]', ready: ['system', 'smtp', 'imap', 'submission'] } },
    internet: {
      personas: { scanner: { domain: '[[scanner]]' }, partner: { domain: '[[partner]]' } },
      zones: { '[[domain]]': ['@ MX 10 mail.[[domain]].'] },
    },
  },
  tasks: [
    {
      id: 'no-smuggling',
      title: { en: 'A bare line feed ends no message', 'zh-cn': '单独的换行符结束不了一封邮件' },
      points: 35,
      needs: [...kept],
    },
    {
      id: 'no-smuggling-bdat',
      title: { en: 'Nor does it when the hidden message comes with BDAT', 'zh-cn': '藏着的邮件改用 BDAT 也不行' },
      points: 20,
      needs: [...kept],
    },
    {
      id: 'turn-taking',
      title: { en: 'Who talks out of turn is refused', 'zh-cn': '抢话的客户端被拒绝' },
      points: 25,
      needs: [...kept],
    },
    {
      id: 'clean-outbound',
      title: { en: 'Only CRLF leaves this server', 'zh-cn': '发出去的只有 CRLF' },
      points: 20,
      needs: [...kept],
    },
  ],
  invariants: [
    { id: 'ordinary-mail', title: { en: 'Ordinary mail arrives unharmed', 'zh-cn': '普通邮件完好送达' } },
    { id: 'scanner', title: { en: 'The old scanner still delivers', 'zh-cn': '老扫描仪仍能投递' } },
    { id: 'scanner-no-relay', title: { en: 'The scanner cannot relay', 'zh-cn': '扫描仪不能中继' } },
  ],
  hints: {
    'no-smuggling': [
      {
        en: 'Which settings of this server differ from those that Postfix ships? postconf -n shows them. Which of them are about line ends?',
        'zh-cn': '这台服务器有哪些设置与 Postfix 自带的不同？postconf -n 会列出来。其中哪些和行尾有关？',
      },
      {
        en: 'man 5 postconf, smtpd_forbid_bare_newline: what the values no, normalize and reject do, and what the exclusions are for. Who is in the exclusions when nobody set them?',
        'zh-cn': 'man 5 postconf，看 smtpd_forbid_bare_newline：no、normalize、reject 各做什么，例外名单又是干什么的。没人设置时，名单里有谁？',
      },
      {
        en: 'For a printer at 198.51.100.77:\npostconf -e smtpd_forbid_bare_newline=normalize smtpd_forbid_bare_newline_exclusions=198.51.100.77',
        'zh-cn': '假如有一台打印机在 198.51.100.77：\npostconf -e smtpd_forbid_bare_newline=normalize smtpd_forbid_bare_newline_exclusions=198.51.100.77',
      },
    ],
    'no-smuggling-bdat': [
      {
        en: 'RFC 3030: how does a receiver know where a BDAT chunk ends, and may it be sent without waiting?',
        'zh-cn': 'RFC 3030：接收方怎样知道 BDAT 块在哪里结束？发送方可以不等回复就发吗？',
      },
      {
        en: 'Forbidding early talk only hinders a hidden DATA. The cure is that the first message does not end where it should not.',
        'zh-cn': '禁止抢话只能挡住藏着的 DATA。真正的办法是让第一封邮件不在不该结束的地方结束。',
      },
      {
        en: 'The page postfix.org/smtp-smuggling.html tells the short-term from the long-term fix; the long-term one is the setting of the first task.',
        'zh-cn': 'postfix.org/smtp-smuggling.html 区分了临时办法和长期办法；长期办法就是第一个任务里的那项设置。',
      },
    ],
    'turn-taking': [
      {
        en: 'A client may send several commands at once only after the server has offered PIPELINING, and never beyond DATA.',
        'zh-cn': '服务器宣告 PIPELINING 之后，客户端才可以一次发出多条命令，而且决不能越过 DATA。',
      },
      {
        en: 'There is a setting for it (on by default since Postfix 3.9), a restriction for smtpd_data_restrictions, and the pregreet test of postscreen.',
        'zh-cn': '有一项专门的设置（Postfix 3.9 起默认开启），也有可用于 smtpd_data_restrictions 的限制，还有 postscreen 的抢先问候检测。',
      },
      {
        en: 'postconf -d | grep unauth_pip shows the setting with its default; postconf -X NAME removes a line from main.cf, so that the default counts again.',
        'zh-cn': 'postconf -d | grep unauth_pip 会显示这项设置及其默认值；postconf -X 名称 从 main.cf 里删掉一行，恢复默认值。',
      },
    ],
    'clean-outbound': [
      {
        en: 'Send a message with a lone carriage return through port 587 to yourself outside. What does a receiver see?',
        'zh-cn': '从 587 端口往外发一封含有单独回车符的邮件，接收方会看到什么？',
      },
      {
        en: 'Every message passes the cleanup daemon on its way into the queue: the place where stray characters can be replaced.',
        'zh-cn': '每封邮件进队列之前都要经过 cleanup 守护进程：零散的控制字符可以在那里替换掉。',
      },
      { en: 'postconf -n | grep cleanup_; compare with postconf -d.', 'zh-cn': 'postconf -n | grep cleanup_，再和 postconf -d 比较。' },
    ],
  },
  why: {
    'no-smuggling': {
      en: 'We sent three messages, each with a false end inside: LF.LF, LF.CRLF, CRLF.LF, and a whole second transaction behind it. It counts that no second message lay in the mailbox; whether the first was taken or refused does not. The danger is not that we can do this to you directly: it is a large provider whose servers pass such bytes on. Then the second message seems to come from that provider, with SPF passed (CVE-2023-51764).',
      'zh-cn':
        '我们发了三封信，每封里面都有一个假的结尾：LF.LF、LF.CRLF、CRLF.LF，后面跟着一整个事务。标准是邮箱里没有第二封；第一封被收下或被拒都可以。危险不在于我们能直接这样对您，而在于大服务商的服务器会原样传递这些字节：第二封看上去就来自那家服务商，SPF 也通过（CVE-2023-51764）。',
    },
    'no-smuggling-bdat': {
      en: 'The same false ends, but the hidden message comes with BDAT, whose content may follow the command without waiting. A server that only forbids early talk after DATA lets it through.',
      'zh-cn': '同样的假结尾，只是藏着的邮件用 BDAT 发送：它的内容可以紧跟命令，不必等待。只禁止 DATA 之后抢话的服务器会放它过去。',
    },
    'turn-taking': {
      en: 'Once we sent EHLO and the next commands without waiting for the answer, once HELO and then commands beyond DATA in one write: both must be refused. A client that pipelines after the offer, as RFC 2920 allows, must get through. Spam programs are in a hurry; mail servers are not.',
      'zh-cn':
        '我们先是不等回答就连发 EHLO 和后面的命令，又用 HELO 之后把命令连同 DATA 之后的内容一次写出：两种都必须被拒。而在服务器宣告之后按 RFC 2920 流水发送的客户端必须能通过。急的是垃圾邮件程序，邮件服务器从来不急。',
    },
    'clean-outbound': {
      en: 'A logged-in user sent a message with lone CRs. What left had CRLF only, or the message was refused. A server that emits other line ends is the one with which somebody else is attacked.',
      'zh-cn': '一名登录用户发出一封含单独 CR 的邮件：出去的只有 CRLF，或者这封信被拒。会发出其他行尾的服务器，就是别人被攻击时的那个帮凶。',
    },
  },
  accepted: [
    {
      en: 'Refusing a message with a bare line feed (reject) as well as repairing it (normalize): both end the attack.',
      'zh-cn': '拒绝含单独换行符的邮件（reject）或修正它（normalize）都可以：两者都能终止攻击。',
    },
    {
      en: 'Closing the connection, or 4xx in place of 5xx, for a client that talks out of turn.',
      'zh-cn': '对抢话的客户端直接断开连接，或用 4xx 代替 5xx，也可以。',
    },
    {
      en: 'Not offering PIPELINING or CHUNKING at all: slower, but right.',
      'zh-cn': '干脆不宣告 PIPELINING 或 CHUNKING：慢一些，但没有错。',
    },
  ],
});
