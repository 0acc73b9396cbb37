import { defineQuiz } from '../../components/quiz/quiz.ts';

export default defineQuiz({
  lesson: 'S22',
  questions: [
    {
      id: 'postmaster',
      kind: 'reply',
      prompt: {
        en: 'The recipient’s server conforms to RFC 5321. There is no mailbox of that name in its list. What must it say?',
        'zh-cn': '收信服务器符合 RFC 5321。它的用户表里没有叫这个名字的邮箱。它必须答什么？',
      },
      dialogue: ['C: MAIL FROM:<probe@internet.test>', 'S: 250 2.1.0 Ok', 'C: RCPT TO:<postmaster@k3f9.test>'],
      answer: ['250'],
      why: {
        en: '§4.5.1: every server that takes mail must accept `postmaster`. Whoever has no mailbox of that name makes an alias.',
        'zh-cn': '§4.5.1：凡收信的服务器都必须接收 `postmaster`。没有这个邮箱，就做一个别名。',
      },
      traps: [
        {
          code: '550',
          why: { en: 'For any other name. This one must not be refused for being unknown.', 'zh-cn': '别的名字可以。这一个不能因为“不存在”而拒绝。' },
        },
        { code: '252', why: { en: 'That belongs to VRFY.', 'zh-cn': '那是 VRFY 的应答。' } },
      ],
      otherwise: { en: 'See RFC 5321 §4.5.1.', 'zh-cn': '见 RFC 5321 §4.5.1。' },
    },
    {
      id: 'arf-line',
      kind: 'hotspot',
      prompt: {
        en: 'A complaint has come, with names taken out. Which line leads you to the account?',
        'zh-cn': '来了一份抹去姓名的投诉。哪一行能带你找到账号？',
      },
      lines: [
        { id: 'type', line: 'Feedback-Type: abuse', why: { en: 'What kind it is, not whose.', 'zh-cn': '说的是哪一类，不是谁。' } },
        { id: 'agent', line: 'User-Agent: Otherbox-ARF/1.0', why: { en: 'The program that made the report.', 'zh-cn': '生成报告的程序。' } },
        {
          id: 'hop',
          line: 'Received: from client (…) by mail.k3f9.test (Postfix) with ESMTPSA id 4jZ5kj3sYRzTGd1',
          why: { en: 'Your server’s queue ID: search for it in your own log.', 'zh-cn': '本服务器的队列 ID：到自己的日志里搜。' },
        },
        {
          id: 'from',
          line: 'From: redacted@redacted',
          why: { en: 'Taken out. And even a name here may be forged.', 'zh-cn': '被抹掉了。就算有名字，也可能是伪造的。' },
        },
        { id: 'source', line: 'Source-IP: 192.0.2.10', why: { en: 'Your server, for all accounts alike.', 'zh-cn': '你的服务器，所有账号都一样。' } },
      ],
      answer: 'hop',
    },
    {
      id: 'required',
      kind: 'multiple',
      prompt: { en: 'Which fields must stand in the second part of an ARF report (RFC 5965)?', 'zh-cn': 'ARF 报告（RFC 5965）的第二部分，哪些字段必填？' },
      options: [
        { id: 'type', text: { en: '`Feedback-Type`', 'zh-cn': '`Feedback-Type`' }, why: { en: 'Compulsory.', 'zh-cn': '必填。' } },
        { id: 'agent', text: { en: '`User-Agent`', 'zh-cn': '`User-Agent`' }, why: { en: 'Compulsory.', 'zh-cn': '必填。' } },
        { id: 'version', text: { en: '`Version`', 'zh-cn': '`Version`' }, why: { en: 'Compulsory.', 'zh-cn': '必填。' } },
        {
          id: 'rcpt',
          text: { en: '`Original-Rcpt-To`', 'zh-cn': '`Original-Rcpt-To`' },
          why: { en: 'Optional, and often left out to protect whoever complained.', 'zh-cn': '选填，常为保护投诉人而省略。' },
        },
        {
          id: 'source',
          text: { en: '`Source-IP`', 'zh-cn': '`Source-IP`' },
          why: { en: 'Optional, though hardly any report is without it.', 'zh-cn': '选填，尽管很少有报告不写。' },
        },
      ],
      answer: ['type', 'agent', 'version'],
    },
    {
      id: 'first',
      kind: 'order',
      prompt: {
        en: 'Three complaints about one account within five minutes, all from a login abroad. In which order?',
        'zh-cn': '五分钟内三份投诉指向同一账号，都是境外登录发的。按什么次序？',
      },
      options: [
        {
          id: 'close',
          text: { en: 'Close it for sending', 'zh-cn': '停掉它的发信' },
          why: { en: 'Every minute costs strangers, and your name.', 'zh-cn': '每一分钟都在害别人，也在毁自己的名声。' },
        },
        {
          id: 'hold',
          text: { en: 'Hold what waits in the queue', 'zh-cn': '挂起队列里还没发的' },
          why: { en: 'Closing does not stop what was accepted.', 'zh-cn': '停用拦不住已经收下的。' },
        },
        {
          id: 'call',
          text: { en: 'Call the owner', 'zh-cn': '打电话给主人' },
          why: { en: 'She is a victim, and must hear it from you.', 'zh-cn': '她是受害者，应当由你告诉她。' },
        },
        {
          id: 'password',
          text: { en: 'Change the password, end the sessions', 'zh-cn': '改密码，结束会话' },
          why: { en: 'With her; and look for forwarding rules.', 'zh-cn': '和她一起做；再查转发规则。' },
        },
        { id: 'answer', text: { en: 'Answer those who complained', 'zh-cn': '答复投诉的人' }, why: { en: 'With what was done.', 'zh-cn': '说明做了什么。' } },
      ],
    },
    {
      id: 'expires',
      kind: 'single',
      prompt: { en: 'Why must a security.txt have `Expires`?', 'zh-cn': 'security.txt 为什么必须有 `Expires`？' },
      options: [
        {
          id: 'cache',
          text: { en: 'So that browsers and proxies know how long they may cache the file', 'zh-cn': '让浏览器和代理知道可以缓存多久' },
          why: { en: 'HTTP has headers for that.', 'zh-cn': '那是 HTTP 头的事。' },
        },
        {
          id: 'stale',
          text: { en: 'So that nobody relies on a forgotten file', 'zh-cn': '免得有人依赖一份被遗忘的文件' },
          why: { en: 'RFC 9116 §2.5.5: after it the data should not be used.', 'zh-cn': 'RFC 9116 §2.5.5：过期之后不应再使用其中的内容。' },
        },
        {
          id: 'reward',
          text: { en: 'Because it ends the time in which a reward is paid for holes', 'zh-cn': '它规定漏洞奖励的截止时间' },
          why: { en: 'Rewards are a matter of the policy that the file may point to.', 'zh-cn': '奖励写在文件可以指向的政策里。' },
        },
        {
          id: 'cert',
          text: { en: 'It has to be the date on which the certificate of the site runs out', 'zh-cn': '它必须等于网站证书的到期日' },
          why: { en: 'The two have nothing to do with each other.', 'zh-cn': '两者毫无关系。' },
        },
      ],
      answer: 'stale',
    },
    {
      id: 'harm',
      kind: 'numeric',
      prompt: {
        en: 'A stolen account sends 25 messages a minute. The first complaint came at 09:04, the account was closed at 11:34. How many messages left in between?',
        'zh-cn': '被盗账号每分钟发 25 封。第一份投诉 09:04 到，11:34 停用。其间发出多少封？',
      },
      answer: 3750,
      tolerance: 0,
      unit: { en: 'messages', 'zh-cn': '封' },
      why: { en: '150 minutes × 25.', 'zh-cn': '150 分钟 × 25。' },
      traps: [
        {
          value: 57.5,
          why: { en: '2.3 hours is not 2 hours 30 minutes, and the rate is by the minute.', 'zh-cn': '2 小时 30 分不是 2.3 小时，而且速率按分钟算。' },
        },
        { value: 62.5, why: { en: 'That is 2.5 × 25: hours times a rate by the minute.', 'zh-cn': '那是 2.5 × 25：小时乘了每分钟的速率。' } },
      ],
    },
    {
      id: 'blocklist',
      kind: 'single',
      prompt: {
        en: 'Your customers’ mail is refused by a partner, since a blocklist has listed the whole /24 of your hoster for one neighbour. Who refuses it?',
        'zh-cn': '因为一个邻居，黑名单把你托管商的整个 /24 都列了进去，合作方拒收你客户的信。是谁在拒收？',
      },
      options: [
        {
          id: 'list',
          text: { en: 'The blocklist: only its operator can let the mail through', 'zh-cn': '黑名单：只有它的运营者能放行' },
          why: { en: 'A list publishes an opinion. It touches no mail.', 'zh-cn': '名单发布的是意见，它碰不到邮件。' },
        },
        {
          id: 'partner',
          text: { en: 'The partner', 'zh-cn': '合作方' },
          why: {
            en: 'His server asked the list and chose to refuse. He can make an exception today.',
            'zh-cn': '是它的服务器查了名单并选择拒收。它今天就可以设例外。',
          },
        },
        {
          id: 'hoster',
          text: { en: 'The hoster, who must give every customer a /24 of his own', 'zh-cn': '托管商，它必须给每个客户一个 /24' },
          why: {
            en: 'The hoster should stop the neighbour; nobody gives out 256 addresses for it.',
            'zh-cn': '托管商该管住那个邻居，但不会为此分 256 个地址。',
          },
        },
        {
          id: 'nobody',
          text: { en: 'Nobody: DNS has failed, and such failures pass within hours', 'zh-cn': '没有谁：是 DNS 故障，几小时就好' },
          why: { en: 'A refusal with a list’s name is a decision.', 'zh-cn': '写着名单名字的拒绝是一个决定。' },
        },
      ],
      answer: 'partner',
    },
    {
      id: 'notice',
      kind: 'single',
      prompt: {
        en: 'An EU company learns on Friday 18:00 that mailboxes were read. Not everything is known yet. What does GDPR Art. 33 want?',
        'zh-cn': '一家欧盟公司星期五 18:00 得知邮箱被人看过，情况还没查清。GDPR 第 33 条要求什么？',
      },
      options: [
        {
          id: 'complete',
          text: { en: 'A complete report, as soon as the inquiry is finished, and no earlier', 'zh-cn': '调查结束之后交一份完整报告，不必更早' },
          why: { en: 'Art. 33(4): what is missing follows in phases.', 'zh-cn': '第 33(4) 条：缺的可以分阶段补报。' },
        },
        {
          id: 'monday',
          text: { en: 'A notice by Monday 18:00, with what is known', 'zh-cn': '星期一 18:00 前先报已知的' },
          why: { en: '72 hours from knowing, week-ends included.', 'zh-cn': '得知后 72 小时，周末照算。' },
        },
        {
          id: 'working',
          text: { en: 'A notice by Wednesday 18:00: three working days', 'zh-cn': '星期三 18:00 前：三个工作日' },
          why: { en: 'Hours, not working days.', 'zh-cn': '按小时算，不按工作日。' },
        },
        {
          id: 'people',
          text: { en: 'First a message to everybody, then one to the authority', 'zh-cn': '先通知所有人，再报监管机构' },
          why: {
            en: 'People are told when the risk for them is high (Art. 34); the authority’s clock runs anyway.',
            'zh-cn': '风险高才通知个人（第 34 条）；监管机构那边的钟照走。',
          },
        },
      ],
      answer: 'monday',
    },
  ],
});
