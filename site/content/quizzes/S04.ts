import { defineQuiz } from '../../components/quiz/quiz.ts';

export default defineQuiz({
  lesson: 'S04',
  questions: [
    {
      id: 'shared',
      kind: 'multiple',
      prompt: { en: 'Mail moved to the cloud. What is still your work?', 'zh-cn': '邮件搬上了云。哪些仍是你的事？' },
      options: [
        {
          id: 'dns',
          text: { en: 'MX, SPF, DKIM and DMARC records', 'zh-cn': 'MX、SPF、DKIM、DMARC 记录' },
          why: { en: 'The zone is yours, and so are its mistakes.', 'zh-cn': '区域是你的，写错也是你的。' },
        },
        {
          id: 'accounts',
          text: { en: 'Accounts and second factors', 'zh-cn': '账号与第二因素' },
          why: { en: 'Nobody else knows who left on Friday.', 'zh-cn': '星期五谁离职，只有你知道。' },
        },
        { id: 'disks', text: { en: 'Replacing disks', 'zh-cn': '换硬盘' }, why: { en: 'That is what is rented.', 'zh-cn': '租的就是这个。' } },
        {
          id: 'retention',
          text: { en: 'How long mail is kept', 'zh-cn': '邮件保留多久' },
          why: { en: 'The duty stays with you; the provider only carries out settings.', 'zh-cn': '义务在你；服务商只执行设置。' },
        },
      ],
      answer: ['dns', 'accounts', 'retention'],
    },
    {
      id: 'circle',
      kind: 'hotspot',
      prompt: {
        en: 'Zhang has left, and his cloud mailbox is deleted. Mail for him now circles between the two servers. Which setting sends it back?',
        'zh-cn': '张敏离职，云上的邮箱删了。写给他的信如今在两台服务器之间兜圈子。是哪个设置把信送回去的？',
      },
      lines: [
        {
          id: 'house-dest',
          line: 'house:  mydestination = k3f9.test',
          why: { en: 'The house takes mail for the domain: right.', 'zh-cn': '本地接收该域的信：正确。' },
        },
        {
          id: 'house-map',
          line: 'house:  transport_maps: zhang@k3f9.test  smtp:[in.cloud.example]',
          why: {
            en: 'Forgotten, and to be deleted; by itself it would only bring a 550 from the cloud.',
            'zh-cn': '忘了删，该删；但光有它，只会得到云的一句 550。',
          },
        },
        {
          id: 'cloud-dest',
          line: 'cloud:  mydestination = k3f9.test',
          why: { en: 'It must know the domain to deliver to its own mailboxes.', 'zh-cn': '它得认这个域，才能投进自己的邮箱。' },
        },
        {
          id: 'cloud-fallback',
          line: 'cloud:  fallback_transport = smtp:[mail.k3f9.test]',
          why: { en: 'The end sends people back: from here on messages turn.', 'zh-cn': '终点又把人送回去：圈子从这里转起来。' },
        },
      ],
      answer: 'cloud-fallback',
    },
    {
      id: 'unknown',
      kind: 'reply',
      prompt: {
        en: 'A rightly built hybrid: the MX knows all users of both sides. What does it answer?',
        'zh-cn': '搭得正确的混合部署：MX 认识两边的所有用户。它怎样应答？',
      },
      dialogue: [
        'S: 220 mail.k3f9.test ESMTP',
        'C: EHLO mx.haibo.example',
        'S: 250 mail.k3f9.test',
        'C: MAIL FROM:<wang@haibo.example>',
        'S: 250 2.1.0 Ok',
        'C: RCPT TO:<nobody-here@k3f9.test>',
      ],
      answer: ['550'],
      why: {
        en: 'On neither list: refused for good, at once, and by the server that the sender speaks with.',
        'zh-cn': '两边名单上都没有：由正在对话的这台服务器当场永久拒绝。',
      },
      traps: [
        {
          code: '250',
          why: { en: 'Then it has promised delivery, and the other side will have to bounce.', 'zh-cn': '那就等于承诺了投递，只能由另一边退信。' },
        },
        { code: '450', why: { en: 'The sender would try for days.', 'zh-cn': '发件方会重试好几天。' } },
      ],
      otherwise: { en: 'An address that exists nowhere is refused with 550 at RCPT.', 'zh-cn': '哪里都不存在的地址，在 RCPT 时以 550 拒绝。' },
    },
    {
      id: 'dkim-two',
      kind: 'single',
      prompt: { en: 'Mail of one domain leaves from the house and from the cloud. How is it signed?', 'zh-cn': '同一个域名的信从本地和云上发出。怎样签名？' },
      options: [
        {
          id: 'one-key',
          text: { en: 'With one key that both have', 'zh-cn': '两边共用一把私钥' },
          why: { en: 'Then the provider’s loss is yours, and neither can be withdrawn alone.', 'zh-cn': '那样服务商泄露就是你泄露，也没法单独撤销一方。' },
        },
        {
          id: 'two-selectors',
          text: { en: 'With a key and selector for each', 'zh-cn': '各有自己的密钥和选择器' },
          why: { en: 'Any number of selectors may stand in a zone.', 'zh-cn': '一个区域里可以有任意多个选择器。' },
        },
        {
          id: 'subdomain',
          text: { en: 'Only from the house, since a domain can have one DKIM record', 'zh-cn': '只能由本地签，因为一个域名只能有一条 DKIM 记录' },
          why: { en: 'That is so for SPF and DMARC, not for DKIM.', 'zh-cn': '那是 SPF 和 DMARC 的规矩，DKIM 不是。' },
        },
        {
          id: 'none',
          text: { en: 'Not at all: SPF with both addresses is enough', 'zh-cn': '不用签：SPF 写上两边的地址就够了' },
          why: { en: 'Forwarded mail fails SPF; only a signature survives.', 'zh-cn': '转发后 SPF 会失败，只有签名能留下来。' },
        },
      ],
      answer: 'two-selectors',
    },
    {
      id: 'move',
      kind: 'order',
      prompt: {
        en: 'A mailbox moves from the cloud into the house. Order the steps so that nothing is lost.',
        'zh-cn': '一个邮箱从云上搬回本地。排好步骤，一封不丢。',
      },
      options: [
        {
          id: 'make',
          text: { en: 'Make the mailbox here and copy', 'zh-cn': '在本地建邮箱并复制' },
          why: { en: 'The long part, while mail still arrives there.', 'zh-cn': '最久的一步，期间新信仍到那边。' },
        },
        {
          id: 'route',
          text: { en: 'Delete the line in the transport table', 'zh-cn': '从传输表删掉那一行' },
          why: {
            en: 'From now on new mail comes here. Then he goes on the cloud’s list: never on both at once.',
            'zh-cn': '从此新信到这边。之后再把他写进云的名单：绝不同时在两份上。',
          },
        },
        {
          id: 'again',
          text: { en: 'Copy again what came in between', 'zh-cn': '把期间到达的再复制一遍' },
          why: { en: 'What arrived there during the first copy.', 'zh-cn': '第一次复制期间到达那边的。' },
        },
        {
          id: 'delete',
          text: { en: 'Delete the cloud mailbox', 'zh-cn': '删掉云上的邮箱' },
          why: { en: 'Last: nothing refers to it any more.', 'zh-cn': '最后：已经没有东西指向它。' },
        },
      ],
    },
    {
      id: 'cost',
      kind: 'numeric',
      prompt: {
        en: '250 seats at 4 a month, 20 a seat for moving in, 15 for moving out at the end of year 5. What does the cloud cost in five years, without administrators?',
        'zh-cn': '250 个账号，每账号每月 4 元，迁入每账号 20 元，第 5 年末迁出每账号 15 元。不算管理员，五年共多少元？',
      },
      answer: 68750,
      tolerance: 50,
      unit: { en: '', 'zh-cn': '元' },
      why: { en: '250 × (60 × 4 + 20 + 15) = 250 × 275.', 'zh-cn': '250 ×（60 × 4 + 20 + 15）= 250 × 275。' },
      traps: [
        { value: 60000, why: { en: 'Rent only: moving in and out were forgotten.', 'zh-cn': '只算了租金，漏了迁入迁出。' } },
        { value: 12000, why: { en: 'That is one year’s rent.', 'zh-cn': '这是一年的租金。' } },
      ],
    },
    {
      id: 'safer',
      kind: 'single',
      prompt: { en: '“Our own server is safer than the cloud.” What is the most useful answer?', 'zh-cn': '“自建比云安全。”最有用的回答是什么？' },
      options: [
        {
          id: 'yes',
          text: { en: 'Yes: nobody else has the keys', 'zh-cn': '对：钥匙不在别人手里' },
          why: { en: 'True, and only one of the questions.', 'zh-cn': '没错，但只回答了其中一个问题。' },
        },
        {
          id: 'no',
          text: { en: 'No: a provider has more and better-trained people for it', 'zh-cn': '不对：服务商的人更多、更专业' },
          why: { en: 'Often true for patches; it says nothing about who may read.', 'zh-cn': '打补丁方面往往如此；至于谁能看，它没有回答。' },
        },
        {
          id: 'whom',
          text: { en: 'Safer from whom?', 'zh-cn': '防谁？' },
          why: {
            en: 'From the provider, from thieves, from a fire, from one’s own mistake: four different answers.',
            'zh-cn': '防服务商、防小偷、防火灾、防自己手误：四个不同的答案。',
          },
        },
        {
          id: 'law',
          text: { en: 'The law decides that', 'zh-cn': '由法律决定' },
          why: { en: 'Law decides what is allowed, not what is safe.', 'zh-cn': '法律决定允许什么，不决定安全与否。' },
        },
      ],
      answer: 'whom',
    },
  ],
});
