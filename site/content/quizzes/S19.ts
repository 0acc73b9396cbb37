import { defineQuiz } from '../../components/quiz/quiz.ts';

export default defineQuiz({
  lesson: 'S19',
  questions: [
    {
      id: 'which-period',
      kind: 'numeric',
      prompt: {
        en: 'A company in China keeps one mail log for two duties: 60 days (2006 Measures, Art. 10) and six months (Cybersecurity Law, Art. 23), counted as 184 days. Tracing mail needs 30 days. After how many days does a careful policy delete?',
        'zh-cn':
          '一家中国公司的同一份邮件日志要履行两项义务：60 天（2006 年《管理办法》第十条）和六个月（《网络安全法》第二十三条，按 184 天算）。查信需要 30 天。稳妥的制度在多少天之后删除？',
      },
      answer: 184,
      tolerance: 4,
      unit: { en: 'days', 'zh-cn': '天' },
      why: {
        en: 'The longest minimum binds; beyond it nothing needs the log, and PIPL Art. 19 wants it gone.',
        'zh-cn': '以最长的下限为准；再往后没有什么用得着它，《个人信息保护法》第十九条要求删除。',
      },
      traps: [
        {
          value: 60,
          why: {
            en: 'That keeps one duty and breaks the other: the mail log is a network log, too.',
            'zh-cn': '满足了一项，违反了另一项：邮件日志也是网络日志。',
          },
        },
        { value: 244, why: { en: 'Periods do not add up: they run at the same time.', 'zh-cn': '期限不相加，是同时起算的。' } },
        { value: 30, why: { en: 'A purpose of yours does not shorten a duty.', 'zh-cn': '自己的目的不能缩短法定义务。' } },
        { value: 365, why: { en: 'For whom? Nobody demands it and no purpose needs it.', 'zh-cn': '为了谁？没有谁要求，也没有目的需要。' } },
      ],
    },
    {
      id: 'article-13',
      kind: 'hotspot',
      prompt: {
        en: 'An advertisement to people in China who agreed to it. Which subject keeps Art. 13 of the 2006 Measures?',
        'zh-cn': '发给中国境内已同意者的广告。哪个主题符合 2006 年《管理办法》第十三条？',
      },
      lines: [
        {
          id: 'end',
          line: 'Subject: Autumn sale, 30 % off everything in store (AD)',
          why: { en: 'The mark stands at the end; the Measures want it in front.', 'zh-cn': '标注在末尾，《办法》要求在前部。' },
        },
        {
          id: 'header',
          line: 'X-Advertisement: yes   Subject: Autumn sale, 30 % off',
          why: { en: 'Nobody sees an X- header. The mark belongs to the subject.', 'zh-cn': 'X- 信头谁也看不见，标注要写在主题里。' },
        },
        {
          id: 'front',
          line: 'Subject: AD Autumn sale, 30 % off',
          why: { en: 'In front of the subject: “AD” or “广告”.', 'zh-cn': '主题前部注明“AD”或“广告”。' },
        },
        {
          id: 'body',
          line: 'Subject: For you   (in the text, first line: this is an advertisement)',
          why: { en: 'That may do in the USA; here it must be seen before opening.', 'zh-cn': '在美国也许可以；这里要在打开之前就看得到。' },
        },
      ],
      answer: 'front',
    },
    {
      id: 'consent',
      kind: 'multiple',
      prompt: {
        en: 'A first advertisement to strangers, addresses bought. Where does it already fail for want of consent?',
        'zh-cn': '给陌生人发的第一封广告，地址是买来的。在哪里仅仅因为没有同意就已经违法？',
      },
      options: [
        {
          id: 'cn',
          text: { en: 'China', 'zh-cn': '中国' },
          why: {
            en: 'Measures Art. 13, Advertising Law Art. 43; Art. 12 forbids trading harvested addresses.',
            'zh-cn': '《管理办法》第十三条、《广告法》第四十三条；第十二条还禁止买卖收集来的地址。',
          },
        },
        {
          id: 'eu',
          text: { en: 'European Union', 'zh-cn': '欧盟' },
          why: { en: 'Directive 2002/58/EC Art. 13(1).', 'zh-cn': '指令 2002/58/EC 第 13(1) 条。' },
        },
        {
          id: 'us',
          text: { en: 'United States', 'zh-cn': '美国' },
          why: {
            en: 'CAN-SPAM is opt-out: truthful, with an address and a way out, it may be sent once.',
            'zh-cn': 'CAN-SPAM 是“选择退出”：内容真实、有地址、能退订，就可以发第一封。',
          },
        },
        {
          id: 'ca',
          text: { en: 'Canada', 'zh-cn': '加拿大' },
          why: {
            en: 'S.C. 2010 c. 23 s. 6(1): consent, express or implied. A bought address implies none.',
            'zh-cn': 'S.C. 2010 c. 23 第 6(1) 条：要有明示或默示同意。买来的地址不构成默示同意。',
          },
        },
      ],
      answer: ['cn', 'eu', 'ca'],
    },
    {
      id: 'base64',
      kind: 'single',
      prompt: { en: 'The filter has `/^Subject:.*发票/ REJECT`. Complaints go on. Why?', 'zh-cn': '过滤器里有 `/^Subject:.*发票/ REJECT`，投诉照旧。为什么？' },
      options: [
        {
          id: 'charset',
          text: {
            en: 'The table must be saved in GB18030 and not in UTF-8, as Chinese senders use it',
            'zh-cn': '这张表要存成 GB18030，不能存 UTF-8，因为中国的发件人用的是前者',
          },
          why: { en: 'Neither appears in the header as such: it is encoded.', 'zh-cn': '两种字节都不会直接出现在信头里：信头是编码过的。' },
        },
        {
          id: 'encoded',
          text: { en: 'The subject arrives encoded', 'zh-cn': '主题到达时是编码过的' },
          why: { en: '`=?utf-8?B?…?=`: a filter must decode before it compares.', 'zh-cn': '`=?utf-8?B?…?=`：要先解码再比较。' },
        },
        {
          id: 'dot',
          text: { en: '`.*` does not match the space after the colon, so it never matches', 'zh-cn': '`.*` 匹配不了冒号后面的空格，所以永远不中' },
          why: { en: 'It matches anything, the space too; plain text is caught.', 'zh-cn': '它什么都匹配，包括空格；明文是抓得到的。' },
        },
        {
          id: 'secrecy',
          text: { en: 'Postfix may not look at subjects, by the secrecy of communication', 'zh-cn': '因为通信秘密，Postfix 不能看主题' },
          why: {
            en: 'A program may, by a written rule. Law does not switch regular expressions off.',
            'zh-cn': '程序按成文规则过滤是可以的；法律也不会让正则表达式失灵。',
          },
        },
      ],
      answer: 'encoded',
    },
    {
      id: 'foreign-duty',
      kind: 'single',
      prompt: {
        en: 'A European company keeps its staff’s mail logs for six months “because Chinese law demands it for the server in Hangzhou”. What is wrong under the GDPR?',
        'zh-cn': '一家欧洲公司把员工邮件日志留六个月，“因为服务器在杭州，中国法律有要求”。按 GDPR，问题在哪里？',
      },
      options: [
        {
          id: 'nothing',
          text: {
            en: 'Nothing: a legal obligation is a basis under Art. 6(1)(c), whichever state has made it',
            'zh-cn': '没有问题：法定义务就是第 6(1)(c) 条的依据，不管是哪国的',
          },
          why: { en: 'Art. 6(3) names Union and member state law only.', 'zh-cn': '第 6(3) 条只认欧盟法和成员国法。' },
        },
        {
          id: 'basis',
          text: { en: 'It needs another basis: only EU law counts as obligation', 'zh-cn': '要另找依据：只有欧盟的法律才算义务' },
          why: { en: 'Art. 6(3). Or another server, so that the duty does not arise.', 'zh-cn': '第 6(3) 条。或者换一台服务器，让这项义务不产生。' },
        },
        {
          id: 'consent',
          text: { en: 'The employees must sign a consent form, and then any period is lawful', 'zh-cn': '让员工签一份同意书，之后留多久都合法' },
          why: {
            en: 'Between employer and employee consent is hardly free, and Art. 5(1)(e) stays.',
            'zh-cn': '雇佣关系里的同意很难算自愿，第 5(1)(e) 条也仍然有效。',
          },
        },
        {
          id: 'sixmonths',
          text: { en: 'The GDPR allows 30 days at most', 'zh-cn': 'GDPR 至多允许 30 天' },
          why: { en: 'It names no number.', 'zh-cn': '它没有写天数。' },
        },
      ],
      answer: 'basis',
    },
    {
      id: 'which-date',
      kind: 'single',
      prompt: {
        en: 'Mail older than 90 days is to be purged, a year after a migration over IMAP. Which search fits the policy “90 days after arrival”?',
        'zh-cn': '迁移（经 IMAP）一年之后，要清理 90 天以前的信。哪个条件符合“到达后 90 天”？',
      },
      options: [
        {
          id: 'sent',
          text: { en: '`sentbefore 90d`', 'zh-cn': '`sentbefore 90d`' },
          why: { en: 'The `Date:` header: the sender writes it. Today’s mail may go.', 'zh-cn': '看的是 `Date:`，由发件人填写。今天的信也可能被删。' },
        },
        {
          id: 'before',
          text: { en: '`before 90d`', 'zh-cn': '`before 90d`' },
          why: { en: 'The date of arrival (INTERNALDATE), kept by a good migration.', 'zh-cn': '到达日期（INTERNALDATE），规范的迁移会保住它。' },
        },
        {
          id: 'saved',
          text: { en: '`savedbefore 90d`', 'zh-cn': '`savedbefore 90d`' },
          why: { en: 'The day it was put into this store: for migrated mail, the migration.', 'zh-cn': '存入这个存储的日期：对迁移来的信，就是迁移那天。' },
        },
        {
          id: 'mtime',
          text: { en: '`find Maildir -mtime +90 -delete`', 'zh-cn': '`find Maildir -mtime +90 -delete`' },
          why: { en: 'Goes behind the indexes, and knows no hold.', 'zh-cn': '绕过索引，也不认识法律保留。' },
        },
      ],
      answer: 'before',
    },
    {
      id: 'export',
      kind: 'order',
      prompt: { en: 'The lawyer needs the mail of order 4711. In which order?', 'zh-cn': '律师要 4711 号订单的邮件。按什么次序？' },
      options: [
        {
          id: 'hold',
          text: { en: 'Stop every deletion that could reach it', 'zh-cn': '停掉可能波及它的一切删除' },
          why: { en: 'First: the purge runs tonight.', 'zh-cn': '最先：清理程序今晚就要跑。' },
        },
        {
          id: 'search',
          text: { en: 'Search, and write down the search', 'zh-cn': '搜索，并记下搜索条件' },
          why: { en: 'So that somebody else finds the same set.', 'zh-cn': '让别人也能找出同一批。' },
        },
        {
          id: 'copy',
          text: { en: 'Copy the bytes from the store', 'zh-cn': '从存储里复制原始字节' },
          why: { en: 'No forward, no printout alone.', 'zh-cn': '不转发，不只打印。' },
        },
        {
          id: 'hash',
          text: { en: 'Hash each, and time-stamp the manifest', 'zh-cn': '逐封算散列，给清单加时间戳' },
          why: { en: 'From now on a changed byte shows.', 'zh-cn': '从此改动一个字节都看得出来。' },
        },
        {
          id: 'hand',
          text: { en: 'Hand over, with a receipt', 'zh-cn': '移交，并取得签收' },
          why: { en: 'Who, when, to whom: the chain of custody.', 'zh-cn': '谁、何时、交给谁：证据保管链。' },
        },
      ],
    },
    {
      id: 'original',
      kind: 'single',
      prompt: {
        en: 'What counts as an original of an e-mail under Art. 15 of the Chinese rules on civil evidence (法释〔2019〕19号)?',
        'zh-cn': '依法释〔2019〕19号第十五条，什么可以视为邮件的原件？',
      },
      options: [
        {
          id: 'disk',
          text: { en: 'Only the hard disk on which the message was first stored, sealed', 'zh-cn': '只有最初存放它的那块硬盘，封存之后' },
          why: { en: 'Then no running server could ever give evidence.', 'zh-cn': '那样的话，运行中的服务器永远拿不出证据。' },
        },
        {
          id: 'copy',
          text: { en: 'Its maker’s identical copy, too', 'zh-cn': '制作者制作的一致副本也算' },
          why: {
            en: 'And a printout made straight from the data. What then must be shown is that it is identical.',
            'zh-cn': '直接来源于数据的打印件也算。接下来要证明的是“一致”。',
          },
        },
        {
          id: 'photo',
          text: { en: 'A photograph of the screen, taken with a witness present', 'zh-cn': '有证人在场时拍下的屏幕照片' },
          why: { en: 'It shows what a screen showed, and not the data.', 'zh-cn': '它只证明屏幕上显示过什么，不是数据本身。' },
        },
        {
          id: 'forward',
          text: { en: 'A forward of it to the court’s own mailbox, as that is a neutral third party', 'zh-cn': '转发到法院邮箱的那一封，因为法院是中立第三方' },
          why: { en: 'A forward is a new message with new headers.', 'zh-cn': '转发是一封新邮件，信头都是新的。' },
        },
      ],
      answer: 'copy',
    },
  ],
});
