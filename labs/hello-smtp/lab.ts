import { defineLab } from '../../lab-runner/contract/lab.ts';

export default defineLab({
  title: { en: 'Say hello in SMTP', 'zh-cn': '用 SMTP 打个招呼' },
  summary: {
    en: 'Be the mail program yourself: type a whole delivery to a real mail server, one command at a time.',
    'zh-cn': '自己当一回邮件程序：逐条输入命令，把一封邮件亲手交给对方的邮件服务器。',
  },
  module: 'M1',
  kind: 'install',
  difficulty: 1,
  minutes: 15,
  lessons: ['smtp-by-hand', 'message-anatomy', 'course-introduction', 'what-is-a-mail-server'],
  parameters: {
    domain: { kind: 'domain' },
    peer: { kind: 'domain', tld: 'example' },
    sender: { kind: 'user' },
    first: { kind: 'user' },
    second: { kind: 'user' },
    subject: {
      kind: 'choice',
      of: ['会议改到周五下午', '九月发票已开具', '合同附件请查收', '周一停电通知', '新员工入职安排', '报销单已寄出', '年会节目报名', '设备采购清单'],
    },
    firstCode: { kind: 'token' },
    dotCode: { kind: 'token' },
    secondCode: { kind: 'token' },
  },
  topology: {
    hosts: { client: { image: 'client', memory: '128m', pids: 256, fqdn: 'client.[[domain]]' } },
    internet: { personas: { peer: { domain: '[[peer]]', persona: 'accepting', users: ['[[first]]', '[[second]]'] } } },
  },
  tasks: [
    {
      id: 'two-recipients',
      title: { en: 'One message, two recipients, one transaction', 'zh-cn': '一封邮件、两个收件人、一次事务' },
      points: 30,
      proof: 'event',
    },
    { id: 'leading-dot', title: { en: 'A line that starts with a dot arrives unharmed', 'zh-cn': '以点号开头的一行完好送达' }, points: 20, proof: 'event' },
    { id: 'chinese-subject', title: { en: 'A Chinese subject in pure ASCII', 'zh-cn': '用纯 ASCII 写出中文主题' }, points: 25, proof: 'event' },
    { id: 'over-tls', title: { en: 'A second message, encrypted on the way', 'zh-cn': '第二封邮件，传输时加密' }, points: 25, proof: 'event' },
  ],
  hints: {
    'two-recipients': [
      {
        en: 'Which server takes mail for a domain is in the DNS: ask for its MX record with dig, then connect to port 25 of that name with nc or openssl s_client.',
        'zh-cn': '某个域的邮件由哪台服务器接收，写在 DNS 里：用 dig 查它的 MX 记录，再用 nc 或 openssl s_client 连接那个主机名的 25 端口。',
      },
      {
        en: 'Every line ends with CRLF: nc does that with -C. The order is EHLO, MAIL FROM, RCPT TO (once for each recipient), DATA. The reply 354 means: now the message; it ends with a line that holds a single dot.',
        'zh-cn':
          '每一行都以 CRLF 结尾：nc 要加 -C。顺序是 EHLO、MAIL FROM、RCPT TO（每个收件人一条）、DATA。回复 354 表示“现在请发正文”；以单独一个点号的一行结束。',
      },
      {
        en: 'With other names:\nEHLO pc.shop.test\nMAIL FROM:<kai@shop.test>\nRCPT TO:<ada@books.example>\nRCPT TO:<max@books.example>\nDATA\nFrom: <kai@shop.test>\nTo: <ada@books.example>, <max@books.example>\nSubject: hello\n(an empty line)\nthe text\n.',
        'zh-cn':
          '换成别的名字：\nEHLO pc.shop.test\nMAIL FROM:<kai@shop.test>\nRCPT TO:<ada@books.example>\nRCPT TO:<max@books.example>\nDATA\nFrom: <kai@shop.test>\nTo: <ada@books.example>, <max@books.example>\nSubject: hello\n（空一行）\n正文\n.',
      },
    ],
    'leading-dot': [
      {
        en: 'A line with a single dot ends the message. What happens to a longer line that starts with one? RFC 5321, section 4.5.2.',
        'zh-cn': '单独一个点号表示正文结束。那么以点号开头的更长的一行会怎样?见 RFC 5321 第 4.5.2 节。',
      },
      {
        en: 'The receiving server takes one leading dot away from every line that starts with one. The sender has to allow for that.',
        'zh-cn': '接收方会把每个以点号开头的行去掉一个点号。发送方要为此做好准备。',
      },
      {
        en: 'To let ".profile was changed" arrive, one types "..profile was changed".',
        'zh-cn': '想让对方收到 ".profile was changed"，就要输入 "..profile was changed"。',
      },
    ],
    'chinese-subject': [
      {
        en: 'A header line may hold ASCII only. RFC 2047 says how other text is written there.',
        'zh-cn': '邮件头的一行只能用 ASCII。其他文字怎么写，见 RFC 2047。',
      },
      {
        en: 'The form is =?charset?B?…?= with the base64 form of the bytes in between. The base64 command makes it; mind that echo adds a line end that would be encoded, too.',
        'zh-cn': '格式是 =?字符集?B?…?=，中间是那些字节的 base64。base64 命令可以生成；注意 echo 会多加一个换行，它也会被编码进去。',
      },
      {
        en: 'For the subject 你好: printf %s 你好 | base64 gives 5L2g5aW9, so the line is\nSubject: =?UTF-8?B?5L2g5aW9?=',
        'zh-cn': '主题“你好”：printf %s 你好 | base64 得到 5L2g5aW9，于是这一行是\nSubject: =?UTF-8?B?5L2g5aW9?=',
      },
    ],
    'over-tls': [
      { en: 'Read the lines of the reply to EHLO: one of them offers what you need.', 'zh-cn': '看一看 EHLO 的回复：其中有一行正是你需要的。' },
      {
        en: 'After STARTTLS the bytes are a TLS handshake that nobody can type. openssl s_client can do that part and then give you the encrypted line.',
        'zh-cn': 'STARTTLS 之后的字节是 TLS 握手，没法用手输入。openssl s_client 可以完成握手，再把加密后的通道交给你。',
      },
      {
        en: 'openssl s_client -starttls smtp -crlf -quiet -connect mx.books.example:25 — and start again with EHLO. Without -quiet, s_client takes a line that begins with a capital R or Q as an order to itself.',
        'zh-cn':
          'openssl s_client -starttls smtp -crlf -quiet -connect mx.books.example:25，然后从 EHLO 重新开始。不加 -quiet 时，s_client 会把大写 R 或 Q 开头的一行当成给它自己的命令。',
      },
    ],
  },
  why: {
    'two-recipients': {
      en: 'The other server recorded one transaction with two RCPT commands and one DATA. The envelope (MAIL FROM, RCPT TO) decides where mail goes; the To: header is only text. One transaction carries the content once, which is why SMTP has it.',
      'zh-cn':
        '对方服务器记录到一次事务：两条 RCPT，一条 DATA。邮件送到哪里由信封（MAIL FROM、RCPT TO）决定；To: 头只是文字。一次事务里内容只传一遍，这正是 SMTP 这样设计的原因。',
    },
    'leading-dot': {
      en: 'We compared the line byte for byte after the receiving side had taken one dot away. Forgetting to double it loses a dot; doubling it twice leaves one too many. The same rule, read differently by two servers, is what SMTP smuggling abuses.',
      'zh-cn':
        '接收方去掉一个点号之后，我们逐字节比较了那一行。忘了加倍会少一个点，多加一次会多一个点。两台服务器对同一条规则的理解不一致，就成了 SMTP 走私攻击的入口。',
    },
    'chinese-subject': {
      en: 'We looked that every byte of the header is ASCII and decoded the encoded word ourselves. Raw UTF-8 is only allowed when both servers agree on SMTPUTF8 (RFC 6531); without that, the reader sees garbage or the mail is refused.',
      'zh-cn':
        '我们检查了邮件头的每个字节都是 ASCII，并自己解码了编码字。只有双方都支持 SMTPUTF8（RFC 6531）时才能直接写 UTF-8；否则收件人看到乱码，或者邮件被拒。',
    },
    'over-tls': {
      en: 'The receiving server recorded the TLS version of the connection over which your second code came. STARTTLS encrypts one hop; the server at its end still sees the text.',
      'zh-cn': '对方服务器记录了第二个暗号到达时那条连接的 TLS 版本。STARTTLS 只加密这一段路；到了对方服务器，内容仍是可读的。',
    },
  },
  accepted: [
    {
      en: 'Python, swaks, msmtp or any other client: what counts is the dialogue that the other server saw, and theirs is the same when it has one DATA and two RCPT.',
      'zh-cn': '用 Python、swaks、msmtp 或别的客户端：看的是对方服务器记录到的对话，只要是一条 DATA、两条 RCPT 就一样。',
    },
    {
      en: 'Several tries, also wrong ones before the right one: each task asks for one right message, and mail that is on its way cannot be called back.',
      'zh-cn': '多试几次、先错后对都可以：每个任务只要求有一封正确的邮件，已经发出的邮件本来就收不回来。',
    },
    {
      en: 'HELO in place of EHLO for the first message: RFC 5321 still allows it.',
      'zh-cn': '第一封邮件用 HELO 代替 EHLO:RFC 5321 仍然允许。',
    },
  ],
});
