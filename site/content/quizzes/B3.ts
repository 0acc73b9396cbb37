import { defineQuiz } from '../../components/quiz/quiz.ts';

export default defineQuiz({
  lesson: 'B3',
  questions: [
    {
      id: 'no-reserve',
      kind: 'single',
      prompt: {
        en: '`old.example` has `MX 10 mail.old.example`, and that name no longer exists. `old.example` itself has an A record with a mail server on it. A message to `info@old.example` …',
        'zh-cn':
          '`old.example` 有 `MX 10 mail.old.example`，而这个名字已经不存在。`old.example` 自己有 A 记录，那台机器上有邮件服务器。寄给 `info@old.example` 的信……',
      },
      options: [
        {
          id: 'a-record',
          text: { en: 'goes to the A record of `old.example`, as the reserve', 'zh-cn': '送到 `old.example` 的 A 记录，它是备用' },
          why: {
            en: 'The implicit MX is only for domains without any MX (RFC 5321 §5.1).',
            'zh-cn': '隐式 MX 只用于一条 MX 都没有的域名（RFC 5321 §5.1）。',
          },
        },
        {
          id: 'waits',
          text: { en: 'waits for five days, as for a server that is down', 'zh-cn': '排队五天，和服务器停机时一样' },
          why: { en: 'A definite “no such name” is no temporary failure.', 'zh-cn': '明确的“没有这个名字”不是临时故障。' },
        },
        {
          id: 'returned',
          text: { en: 'is returned, and not tried again', 'zh-cn': '当场被退回，不再重试' },
          why: {
            en: '“If MX records are present, but none of them are usable”: an error. Postfix: 5.4.4.',
            'zh-cn': '有 MX 而没有一条可用，就是错误。Postfix：5.4.4。',
          },
        },
        {
          id: 'parent',
          text: { en: 'goes to the MX of the parent domain', 'zh-cn': '送到上级域名的 MX' },
          why: { en: 'Mail never climbs the tree of names.', 'zh-cn': '投递从不沿着名字树往上找。' },
        },
      ],
      answer: 'returned',
    },
    {
      id: 'null-mx-line',
      kind: 'single',
      prompt: { en: 'Which line says that `www.k3f9.test` takes no mail?', 'zh-cn': '哪一行表示 `www.k3f9.test` 不收邮件？' },
      options: [
        { id: 'null', text: { en: '`www MX 0 .`', 'zh-cn': '`www MX 0 .`' }, why: { en: 'RFC 7505 §3.', 'zh-cn': 'RFC 7505 §3。' } },
        {
          id: 'localhost',
          text: { en: '`www MX 0 localhost.`', 'zh-cn': '`www MX 0 localhost.`' },
          why: { en: 'Each sender would try itself; some loop, some queue it for days.', 'zh-cn': '每个发送方都会去找自己：有的转圈，有的排队好几天。' },
        },
        {
          id: 'nothing',
          text: { en: 'None is needed: without an MX nobody sends mail there', 'zh-cn': '什么都不用写：没有 MX，就没人往那里送信' },
          why: { en: 'Without an MX the A record is used.', 'zh-cn': '没有 MX 就会用 A 记录。' },
        },
        {
          id: 'spf',
          text: { en: '`www TXT "v=spf1 -all"`', 'zh-cn': '`www TXT "v=spf1 -all"`' },
          why: {
            en: 'That says that nobody *sends* as www; a good companion, not a replacement.',
            'zh-cn': '那是说谁都不能以 www 的名义*发*信：可以一起写，但不能代替。',
          },
        },
      ],
      answer: 'null',
    },
    {
      id: 'when-visible',
      kind: 'numeric',
      prompt: {
        en: 'You asked for `imap.k3f9.test` at 10:00:00, before it existed. You publish it at 10:02:00. The SOA line ends in `7200 3600 1209600 300`, and all TTLs are 3600. How many seconds after publishing may your resolver still say NXDOMAIN?',
        'zh-cn':
          '10:00:00 你查了还不存在的 `imap.k3f9.test`，10:02:00 发布。SOA 末尾是 `7200 3600 1209600 300`，各 TTL 都是 3600。发布之后，你的解析器最多还会说多少秒 NXDOMAIN？',
      },
      answer: 180,
      tolerance: 1,
      unit: { en: 's', 'zh-cn': '秒' },
      why: {
        en: 'The smaller of 300 and 3600 counts from 10:00:00; 120 s have passed.',
        'zh-cn': '取 300 与 3600 中小的，从 10:00:00 起算；已经过了 120 秒。',
      },
      traps: [
        {
          value: 300,
          why: { en: 'Counted from the publication; but the clock started with your question.', 'zh-cn': '从发布时算起了；时钟是从你提问时开始走的。' },
        },
        { value: 3480, why: { en: '3600 is the TTL of what exists.', 'zh-cn': '3600 是存在的记录的 TTL。' } },
        { value: 3600, why: { en: '3600 is the TTL of what exists.', 'zh-cn': '3600 是存在的记录的 TTL。' } },
        { value: 7080, why: { en: '7200 tells the secondary how often to look.', 'zh-cn': '7200 是告诉从服务器多久来看一次。' } },
      ],
    },
    {
      id: 'temporary',
      kind: 'multiple',
      prompt: { en: 'In which cases must the sending server keep the message and try again?', 'zh-cn': '哪些情况下，发送方必须把信留着再试？' },
      options: [
        {
          id: 'servfail',
          text: { en: 'MX question: SERVFAIL', 'zh-cn': '查 MX：SERVFAIL' },
          why: { en: 'Temporary: “MUST be queued and retried later”.', 'zh-cn': '临时错误：必须排队重试。' },
        },
        {
          id: 'nxdomain',
          text: { en: 'MX question: NXDOMAIN', 'zh-cn': '查 MX：NXDOMAIN' },
          why: { en: 'The name does not exist: an error.', 'zh-cn': '名字不存在：是错误。' },
        },
        {
          id: 'refused',
          text: { en: 'The only MX refuses the connection', 'zh-cn': '唯一的 MX 拒绝连接' },
          why: { en: 'DNS was right, the machine is away.', 'zh-cn': 'DNS 没有错，是机器不在。' },
        },
        { id: 'null', text: { en: '`MX 0 .`', 'zh-cn': '`MX 0 .`' }, why: { en: 'As final as it gets.', 'zh-cn': '再明确不过的终局。' } },
        {
          id: 'timeout',
          text: { en: 'The resolver does not answer', 'zh-cn': '解析器没有回答' },
          why: { en: 'Not knowing is never “no”.', 'zh-cn': '不知道，不等于没有。' },
        },
      ],
      answer: ['servfail', 'refused', 'timeout'],
    },
    {
      id: 'backup-mx',
      kind: 'single',
      prompt: {
        en: '`partner.example` has MX 10 a, MX 20 b, MX 30 c. Server **b** holds a message for it that a did not take. Where does b try?',
        'zh-cn': '`partner.example` 有 MX 10 a、MX 20 b、MX 30 c。服务器 **b** 手里有一封寄往该域、a 没有收的信。b 该试哪里？',
      },
      options: [
        {
          id: 'a',
          text: { en: 'Only a, as long as that takes', 'zh-cn': '只试 a，a 不在就等' },
          why: { en: 'b drops itself and what is not better: a remains.', 'zh-cn': 'b 去掉自己和不比自己好的，只剩 a。' },
        },
        {
          id: 'a-c',
          text: { en: 'a, then c, since c is another way to the same domain', 'zh-cn': '先 a 后 c，c 也能到同一个域' },
          why: { en: 'c would hand it back to b: ping-pong.', 'zh-cn': 'c 会再交还给 b：来回踢皮球。' },
        },
        {
          id: 'local',
          text: { en: 'Nowhere: b is an MX, so it delivers the message itself', 'zh-cn': '哪里都不试：b 是 MX，自己投递' },
          why: { en: 'Being listed does not give b the mailboxes.', 'zh-cn': '列在 MX 里，不等于有邮箱。' },
        },
        {
          id: 'random',
          text: { en: 'One of the three at random', 'zh-cn': '三台里随机一台' },
          why: { en: 'Random is only for equal preferences.', 'zh-cn': '只有优先值相同才随机。' },
        },
      ],
      answer: 'a',
    },
    {
      id: 'unknown-line',
      kind: 'hotspot',
      prompt: {
        en: 'Which line shows that somebody wrote a name that is not his into his reverse zone?',
        'zh-cn': '哪一行说明，有人在自己的反向区域里写了别人的名字？',
      },
      lines: [
        {
          id: 'noptr',
          line: 'postfix/smtpd[530]: connect from unknown[192.0.2.66]',
          why: { en: '`unknown` alone may just mean: no PTR at all.', 'zh-cn': '光有 `unknown`，可能只是没有 PTR。' },
        },
        {
          id: 'mismatch',
          line: 'postfix/smtpd[530]: warning: hostname printer.k3f9.test does not resolve to address 192.0.2.67',
          why: { en: 'There is a PTR, and its name leads elsewhere.', 'zh-cn': '有 PTR，但名字指向别处。' },
        },
        {
          id: 'unknown2',
          line: 'postfix/smtpd[530]: connect from unknown[192.0.2.67]',
          why: { en: 'The consequence, not the proof.', 'zh-cn': '这是结果，不是证据。' },
        },
        {
          id: 'good',
          line: 'postfix/smtpd[530]: connect from mx.haibo.example[192.0.2.20]',
          why: { en: 'A name in the log is a confirmed one.', 'zh-cn': '日志里出现名字，就是查得回来的。' },
        },
      ],
      answer: 'mismatch',
    },
    {
      id: 'move',
      kind: 'order',
      prompt: { en: 'The mail server moves to a new address. In which order?', 'zh-cn': '邮件服务器要换地址。按什么次序？' },
      options: [
        {
          id: 'ttl',
          text: { en: 'Lower the TTL of its A record to 300', 'zh-cn': '把它的 A 记录 TTL 降到 300' },
          why: { en: 'First of all, since the old TTL has to run out.', 'zh-cn': '最先做，因为旧 TTL 要先走完。' },
        },
        {
          id: 'wait',
          text: { en: 'Wait one old TTL', 'zh-cn': '等一个旧的 TTL' },
          why: { en: 'Then nobody remembers the old answer for longer than 300 s.', 'zh-cn': '之后没人会把旧答案记上超过 300 秒。' },
        },
        {
          id: 'ptr',
          text: { en: 'Have the PTR of the new address set', 'zh-cn': '请服务商设好新地址的 PTR' },
          why: { en: 'Before the first message leaves from there.', 'zh-cn': '要赶在第一封信从那里发出之前。' },
        },
        {
          id: 'a',
          text: { en: 'Change the A record, raise the serial', 'zh-cn': '改 A 记录，序列号加一' },
          why: { en: 'The switch. Both servers take mail now.', 'zh-cn': '切换。这时两边都收信。' },
        },
        {
          id: 'off',
          text: { en: 'Switch the old one off when no mail comes there any more', 'zh-cn': '旧服务器不再来信，才关掉' },
          why: { en: 'Its log says when.', 'zh-cn': '看它的日志就知道。' },
        },
      ],
    },
    {
      id: 'cname',
      kind: 'single',
      prompt: {
        en: '“My MX points to a CNAME, and I tested it with three big providers: it works.” What is the best answer?',
        'zh-cn': '“我的 MX 指向 CNAME，拿三家大邮箱试过，都能收到。”最恰当的回答是？',
      },
      options: [
        {
          id: 'fine',
          text: { en: 'Then it is fine: what all big providers accept has become the standard', 'zh-cn': '那就没问题：大家都接受，就成了标准' },
          why: { en: 'The sender you lose is the one that you did not test.', 'zh-cn': '你会丢的，正是没试过的那一家。' },
        },
        {
          id: 'outside',
          text: { en: 'Senders may follow it or not: the next one need not', 'zh-cn': '发送方可以跟过去，也可以不跟：下一家就未必' },
          why: { en: 'RFC 5321 §5.1: outside the scope. RFC 2181 §10.3: must not be.', 'zh-cn': 'RFC 5321 §5.1：不在范围内。RFC 2181 §10.3：不得如此。' },
        },
        {
          id: 'never',
          text: { en: 'Impossible: every server returns such mail', 'zh-cn': '不可能：所有服务器都会退信' },
          why: { en: 'Postfix delivered it, as the recording shows.', 'zh-cn': 'Postfix 就送到了，记录里有。' },
        },
        {
          id: 'slow',
          text: { en: 'It is allowed, but costs one DNS question more each time', 'zh-cn': '允许，只是每次多一次 DNS 查询' },
          why: { en: 'The cost is not the question; it is not allowed.', 'zh-cn': '问题不在开销，而在于不允许。' },
        },
      ],
      answer: 'outside',
    },
  ],
});
