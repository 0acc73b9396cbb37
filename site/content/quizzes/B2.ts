import { defineQuiz } from '../../components/quiz/quiz.ts';

const same = (text: string) => ({ en: text, 'zh-cn': text });

export default defineQuiz({
  lesson: 'B2',
  questions: [
    {
      id: 'border-line',
      kind: 'hotspot',
      prompt: {
        en: 'You run haibo.example. Newest on top. Point at the lowest line that you can believe.',
        'zh-cn': '你管 haibo.example。最新的在上。指出你能相信的最下面那一行。',
      },
      lines: [
        {
          id: 'store',
          line: 'Received: from mx1.haibo.example by store.haibo.example with LMTP; 02:22:02 +0100',
          why: { en: 'Believable, and from one of your own: go on.', 'zh-cn': '可信，来自自己的服务器，继续往下。' },
        },
        {
          id: 'border',
          line: 'Received: from mail.bank.example (dsl-7.spam.example [192.0.2.66]) by mx1.haibo.example with ESMTP; 02:22:02 +0100',
          why: {
            en: 'Written by yours, and says that it came from outside: the last one. The address in brackets is what counts.',
            'zh-cn': '自己的服务器写的，并说明信从外面来：最后一行可信的。算数的是方括号里的地址。',
          },
        },
        {
          id: 'fake',
          line: 'Received: from mail.bank.example (mail.bank.example [192.0.2.200]) by mx1.haibo.example with ESMTPS; 09:00:12 +0100',
          why: { en: 'Your name, below the border: the sender wrote it.', 'zh-cn': '写着你的名字，却在边界下面：发信人自己写的。' },
        },
        {
          id: 'desk',
          line: 'Received: from desk12.bank.example ([10.1.2.3]) by mail.bank.example with ESMTPSA; 16:00:10 +0800',
          why: { en: 'A claim about somebody else’s network.', 'zh-cn': '关于别人网络的一面之词。' },
        },
      ],
      answer: 'border',
    },
    {
      id: 'bracket-or-name',
      kind: 'single',
      prompt: {
        en: '`Received: from mail.bank.example (dsl-7.spam.example [192.0.2.66]) by mx1…`: where does each of the three come from?',
        'zh-cn': '`Received: from mail.bank.example (dsl-7.spam.example [192.0.2.66]) by mx1…`：三个值各从哪里来？',
      },
      options: [
        {
          id: 'all-dns',
          text: { en: 'All three from the DNS, which the server has asked', 'zh-cn': '三个都是服务器向 DNS 查来的' },
          why: { en: 'The first is what the client said; nobody has asked.', 'zh-cn': '第一个是客户端自己说的，没人查过。' },
        },
        {
          id: 'helo',
          text: { en: 'What EHLO said; the reverse DNS; the connection itself', 'zh-cn': 'EHLO 自称的；反向 DNS；连接本身' },
          why: {
            en: 'In this order of worth: said, looked up, seen. Only the address cannot be chosen freely by the client.',
            'zh-cn': '可信程度依次升高：自称、查得、亲见。只有地址不由客户端随便挑。',
          },
        },
        {
          id: 'mail-from',
          text: { en: 'MAIL FROM; EHLO; the header of the message that was sent', 'zh-cn': 'MAIL FROM；EHLO；信本身的邮件头' },
          why: { en: 'MAIL FROM is not in this line at all; it becomes Return-Path.', 'zh-cn': 'MAIL FROM 不在这一行，它成了 Return-Path。' },
        },
      ],
      answer: 'helo',
    },
    {
      id: 'which-field',
      kind: 'multiple',
      prompt: { en: 'Which of these can the *author* set to anything?', 'zh-cn': '下面哪些可以由*作者*随便写？' },
      options: [
        { id: 'date', text: same('`Date`'), why: { en: 'His program writes it; servers do not correct it.', 'zh-cn': '他的程序写的，服务器不改。' } },
        { id: 'message-id', text: same('`Message-ID`'), why: { en: 'Made up by his program, any domain included.', 'zh-cn': '他的程序编的，域名也随便写。' } },
        {
          id: 'top-received',
          text: { en: 'The topmost `Received`', 'zh-cn': '最上面那行 `Received`' },
          why: { en: 'Your own server wrote it.', 'zh-cn': '那是你自己的服务器写的。' },
        },
        { id: 'reply-to', text: same('`Reply-To`'), why: { en: 'That is its purpose, and the swindler’s.', 'zh-cn': '本来就是给他写的，骗子也用它。' } },
        {
          id: 'internaldate',
          text: { en: 'The date of arrival that IMAP calls `INTERNALDATE`', 'zh-cn': 'IMAP 里叫 `INTERNALDATE` 的到达时间' },
          why: { en: 'Set by the mailbox server at delivery.', 'zh-cn': '投递时由邮箱服务器设定。' },
        },
      ],
      answer: ['date', 'message-id', 'reply-to'],
    },
    {
      id: 'words-needed',
      kind: 'numeric',
      prompt: {
        en: 'A subject of 32 common Chinese characters, UTF-8, B encoding. How many encoded words at least?',
        'zh-cn': '主题是 32 个常用汉字，UTF-8，B 编码。至少要几个编码字？',
      },
      answer: 3,
      tolerance: 0,
      unit: { en: 'words', 'zh-cn': '个' },
      why: { en: '15 characters (45 bytes, 60 of base64) fit into one: 15 + 15 + 2.', 'zh-cn': '一个装 15 个字（45 字节，base64 60 个字符）：15 + 15 + 2。' },
      traps: [
        { value: 1, why: { en: 'One would be 140 characters long; §2 allows 75.', 'zh-cn': '只用一个会长 140 个字符，§2 只许 75。' } },
        {
          value: 2,
          why: {
            en: '16 characters are 48 bytes, 64 of base64, 76 with the frame: one too many.',
            'zh-cn': '16 个字是 48 字节，base64 64 个字符，加外框 76，多了一个。',
          },
        },
        { value: 32, why: { en: 'Not one a character: they share.', 'zh-cn': '不是一字一个，可以合用。' } },
      ],
    },
    {
      id: 'garbage',
      kind: 'single',
      prompt: { en: 'A subject shows as `ʮһ·Ʊ`. What has happened?', 'zh-cn': '主题显示成 `ʮһ·Ʊ`。发生了什么？' },
      options: [
        {
          id: 'lost',
          text: { en: 'A server cleared the eighth bit on the way; the text is lost', 'zh-cn': '途中有服务器抹掉了第 8 位，内容已经丢失' },
          why: { en: 'Then there would be ASCII letters, not exotic ones.', 'zh-cn': '那样看到的是 ASCII 字母，不是这种怪字。' },
        },
        {
          id: 'charset',
          text: { en: 'GB18030 bytes, read as UTF-8', 'zh-cn': 'GB18030 的字节按 UTF-8 读了' },
          why: { en: 'Read again with the right label and it is whole.', 'zh-cn': '按正确的标签再读一遍就完好了。' },
        },
        {
          id: 'base64',
          text: { en: 'The base64 was damaged: too few padding characters', 'zh-cn': 'base64 坏了，填充字符不够' },
          why: { en: 'Damaged base64 shows as base64, or as nothing.', 'zh-cn': '坏的 base64 会原样显示，或者什么都没有。' },
        },
        {
          id: 'font',
          text: { en: 'The font lacks Chinese characters', 'zh-cn': '字体里没有汉字' },
          why: { en: 'That gives empty boxes.', 'zh-cn': '那样是空心方框。' },
        },
      ],
      answer: 'charset',
    },
    {
      id: 'alternative-order',
      kind: 'order',
      prompt: {
        en: 'Text, HTML of the same content, and an attachment: in which order do the parts stand?',
        'zh-cn': '文字、同样内容的 HTML、一个附件：各部分按什么顺序出现？',
      },
      options: [
        { id: 'mixed', text: same('`multipart/mixed`'), why: { en: 'Outermost: several things.', 'zh-cn': '最外层：几样东西。' } },
        {
          id: 'alternative',
          text: same('`multipart/alternative`'),
          why: { en: 'First thing in it: one content in two forms.', 'zh-cn': '其中第一样：同一内容的两种写法。' },
        },
        { id: 'plain', text: same('`text/plain`'), why: { en: 'The simplest form first (RFC 2046 §5.1.4).', 'zh-cn': '最简单的放前面（RFC 2046 §5.1.4）。' } },
        {
          id: 'html',
          text: same('`text/html`'),
          why: { en: 'The richest last: programs show the last that they can.', 'zh-cn': '最丰富的放最后：程序显示自己会的最后一种。' },
        },
        {
          id: 'file',
          text: same('`Content-Disposition: attachment`'),
          why: { en: 'Outside of the alternative, or some programs never show it.', 'zh-cn': '放在 alternative 外面，否则有的程序不显示。' },
        },
      ],
    },
    {
      id: 'attachment-size',
      kind: 'single',
      prompt: {
        en: 'The limit is 25 MB on the wire. Which file is the largest that fits, sent as base64?',
        'zh-cn': '上限是线路上 25 MB。用 base64，放得下的最大文件是哪个？',
      },
      options: [
        {
          id: '25',
          text: { en: '25 MB: the limit is meant for the file', 'zh-cn': '25 MB：上限指的是文件' },
          why: { en: 'Servers count bytes on the wire.', 'zh-cn': '服务器数的是线路上的字节。' },
        },
        { id: '18', text: same('18 MB'), why: { en: '18 × 4/3 = 24, with line ends 24.6 MB.', 'zh-cn': '18 × 4/3 = 24，加上行尾 24.6 MB。' } },
        {
          id: '19',
          text: { en: '19 MB (a quarter less)', 'zh-cn': '19 MB（少四分之一）' },
          why: { en: '25.3 MB without the line ends, 26 with them: just too large.', 'zh-cn': '不算行尾 25.3 MB，算上 26 MB，正好超了。' },
        },
        {
          id: '12',
          text: { en: '12 MB: encoding doubles the size', 'zh-cn': '12 MB：编码后大一倍' },
          why: { en: 'It fits, but so does more: base64 adds 37 %, line ends included.', 'zh-cn': '放得下，但还能更大：base64 连行尾增加 37 %。' },
        },
      ],
      answer: '18',
    },
  ],
});
