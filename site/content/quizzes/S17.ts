import { defineQuiz } from '../../components/quiz/quiz.ts';

export default defineQuiz({
  lesson: 'S17',
  questions: [
    {
      id: 'drift',
      kind: 'single',
      prompt: {
        en: 'A filter found 97 % of the spam in May and 71 % in November. Program and training set are the same. What happened?',
        'zh-cn': '过滤器五月找到 97 % 的垃圾，十一月 71 %。程序和训练集都没变。发生了什么？',
      },
      options: [
        {
          id: 'wear',
          text: { en: 'Its statistics wear out with the number of messages that pass through it', 'zh-cn': '统计数据随着经过的邮件增多而磨损' },
          why: { en: 'Judging changes nothing in a model that is not trained.', 'zh-cn': '不训练，判断多少次模型都不变。' },
        },
        {
          id: 'drift',
          text: { en: 'The spam changed', 'zh-cn': '垃圾变了' },
          why: { en: 'Drift: new words, of which it knows nothing.', 'zh-cn': '漂移：新词，它一无所知。' },
        },
        {
          id: 'poison',
          text: { en: 'Somebody poisoned the training set', 'zh-cn': '有人对训练集投了毒' },
          why: { en: 'The training set is the same.', 'zh-cn': '训练集没变。' },
        },
        {
          id: 'threshold',
          text: { en: 'The threshold rises by itself when much spam comes', 'zh-cn': '垃圾多了，阈值会自己升高' },
          why: { en: 'A threshold is a setting.', 'zh-cn': '阈值是设置。' },
        },
      ],
      answer: 'drift',
    },
    {
      id: 'precision',
      kind: 'numeric',
      prompt: {
        en: 'On a test set: 90 spam called spam, 10 spam called honest, 5 honest called spam, 95 honest called honest. What is the precision, in per cent?',
        'zh-cn': '测试集上：垃圾判为垃圾 90，垃圾判为正常 10，正常判为垃圾 5，正常判为正常 95。精确率是百分之几？',
      },
      answer: 94.7,
      tolerance: 0.2,
      unit: { en: '%', 'zh-cn': '%' },
      why: { en: '90 / (90 + 5): of what it calls spam, so much is.', 'zh-cn': '90 / (90 + 5)：它判为垃圾的，有这么多真是垃圾。' },
      traps: [
        { value: 90, why: { en: 'That is the recall: of the spam, so much is found.', 'zh-cn': '那是召回率：垃圾里找到这么多。' } },
        { value: 92.5, why: { en: 'That is the accuracy, which hides which error it was.', 'zh-cn': '那是准确率，看不出是哪种错误。' } },
      ],
    },
    {
      id: 'attacks',
      kind: 'multiple',
      prompt: { en: 'Which of these change the *model*, and not only one message?', 'zh-cn': '哪些做法改变了*模型*，而不只是一封信？' },
      options: [
        {
          id: 'poison',
          text: { en: 'A hundred accounts press “not spam” on an advertisement', 'zh-cn': '一百个账号对一则广告点“不是垃圾”' },
          why: { en: 'They train it.', 'zh-cn': '他们在训练它。' },
        },
        {
          id: 'autolearn',
          text: { en: 'The filter learns its own verdicts as truth', 'zh-cn': '过滤器把自己的判断当作事实来学' },
          why: { en: 'Its errors become its teachers.', 'zh-cn': '错误成了老师。' },
        },
        {
          id: 'good',
          text: { en: 'A paragraph from the news below the advertisement', 'zh-cn': '广告下面附一段新闻' },
          why: { en: 'Evasion: this one message looks better.', 'zh-cn': '规避：只是这一封好看了。' },
        },
        {
          id: 'leet',
          text: { en: '“pr1ze” in place of “prize”', 'zh-cn': '把“prize”写成“pr1ze”' },
          why: { en: 'A word it does not know; the model stays.', 'zh-cn': '一个它不认识的词；模型没变。' },
        },
      ],
      answer: ['poison', 'autolearn'],
    },
    {
      id: 'which-group',
      kind: 'hotspot',
      prompt: {
        en: 'Which setting or line explains that Postfix 3.10 on Debian 13 does not use the hybrid group?',
        'zh-cn': '哪一行说明了 Debian 13 上的 Postfix 3.10 为什么不用混合群组？',
      },
      lines: [
        {
          id: 'client',
          line: 'SSL handshake has read 1004 bytes and written 1669 bytes',
          why: { en: 'The client did send a hybrid share: 1,669 octets.', 'zh-cn': '客户端确实送了混合的 key share：1,669 字节。' },
        },
        {
          id: 'curves',
          line: 'tls_eecdh_auto_curves = X25519 X448 prime256v1 secp384r1 secp521r1',
          why: { en: 'Postfix’s own list, and the hybrid is not in it.', 'zh-cn': 'Postfix 自己的表，里面没有混合群组。' },
        },
        { id: 'level', line: 'smtpd_tls_security_level = may', why: { en: 'Whether TLS, not which group.', 'zh-cn': '管要不要 TLS，不管用哪个群组。' } },
        {
          id: 'cert',
          line: 'server-signature ECDSA (prime256v1) server-digest SHA256',
          why: { en: 'The signature of the certificate: another matter, and it can wait.', 'zh-cn': '那是证书的签名：另一回事，可以等。' },
        },
      ],
      answer: 'curves',
    },
    {
      id: 'first-kex',
      kind: 'single',
      prompt: { en: 'Why is the key exchange changed before the certificates?', 'zh-cn': '为什么先换密钥交换，后换证书？' },
      options: [
        {
          id: 'record',
          text: { en: 'Recorded traffic can be read later', 'zh-cn': '录下的流量以后可以读' },
          why: { en: 'A signature only has to hold while the connection is made.', 'zh-cn': '签名只需在建立连接时有效。' },
        },
        {
          id: 'ca',
          text: { en: 'CAs are forbidden to sign with new algorithms before 2030', 'zh-cn': 'CA 在 2030 年之前不得用新算法签名' },
          why: { en: 'No such rule.', 'zh-cn': '没有这种规定。' },
        },
        {
          id: 'size',
          text: { en: 'Because the new certificates would be smaller than those of today', 'zh-cn': '因为新证书会比现在的小' },
          why: { en: 'They are much larger.', 'zh-cn': '大得多。' },
        },
        {
          id: 'fast',
          text: { en: 'Key exchange is the slowest part of a handshake', 'zh-cn': '密钥交换是握手里最慢的部分' },
          why: { en: 'ML-KEM is fast; speed is not the reason.', 'zh-cn': 'ML-KEM 很快；原因不在速度。' },
        },
      ],
      answer: 'record',
    },
    {
      id: 'cloud-duty',
      kind: 'multiple',
      prompt: { en: 'The mail is now “as a service”. Which of these remain yours?', 'zh-cn': '邮件改成“即服务”。哪些还归你？' },
      options: [
        {
          id: 'dns',
          text: { en: 'SPF, DKIM and DMARC of your domain', 'zh-cn': '自家域名的 SPF、DKIM、DMARC' },
          why: { en: 'Your zone.', 'zh-cn': '区域是你的。' },
        },
        {
          id: 'leavers',
          text: { en: 'Closing the accounts of those who leave', 'zh-cn': '关闭离职人员的账号' },
          why: { en: 'Nobody else knows.', 'zh-cn': '别人不知道谁走了。' },
        },
        {
          id: 'patch',
          text: { en: 'Patches of the mail server', 'zh-cn': '邮件服务器的补丁' },
          why: { en: 'This is what you pay for.', 'zh-cn': '花钱买的就是这个。' },
        },
        { id: 'disk', text: { en: 'Replacing a failed disk', 'zh-cn': '更换坏盘' }, why: { en: 'Theirs.', 'zh-cn': '归他们。' } },
      ],
      answer: ['dns', 'leavers'],
    },
    {
      id: 'duty-order',
      kind: 'order',
      prompt: { en: 'A program is to close accounts that send spam. Put the steps in order.', 'zh-cn': '要让程序自动关闭发垃圾的账号。把步骤排好。' },
      options: [
        {
          id: 'assess',
          text: { en: 'Assess what a wrong decision does, and write it down', 'zh-cn': '评估误判的后果，并写下来' },
          why: { en: 'Before it starts (PIPL Art. 55, GDPR Art. 35).', 'zh-cn': '要在开始之前（个保法第五十五条，GDPR 第 35 条）。' },
        },
        {
          id: 'tell',
          text: { en: 'Tell the users by what rule it will decide', 'zh-cn': '告诉用户按什么规则决定' },
          why: { en: 'Transparency comes before the first decision.', 'zh-cn': '公开在先，决定在后。' },
        },
        {
          id: 'dry',
          text: { en: 'Let it only report for two weeks', 'zh-cn': '先只报告，不动手，两周' },
          why: { en: 'Its errors are counted without harm.', 'zh-cn': '数清它的错误，又不伤人。' },
        },
        {
          id: 'on',
          text: { en: 'Let it close accounts, with a notice to a person', 'zh-cn': '让它关闭账号，并通知一个人' },
          why: { en: 'It may stop by itself; it tells somebody.', 'zh-cn': '它可以自己停，但要告诉人。' },
        },
        {
          id: 'review',
          text: { en: 'Decide objections by hand, and count them', 'zh-cn': '人工处理申诉，并计数' },
          why: { en: 'Each is a test case for the next version.', 'zh-cn': '每一件都是下一版的测试。' },
        },
      ],
    },
  ],
});
