import { defineQuiz } from '../../components/quiz/quiz.ts';

export default defineQuiz({
  lesson: 'S16',
  questions: [
    {
      id: 'addressable',
      kind: 'single',
      prompt: {
        en: 'In 45 CFR 164.312(e)(2)(ii) encryption in transit is “addressable”. What does it mean for a clinic?',
        'zh-cn': '45 CFR 164.312(e)(2)(ii) 把传输加密列为“可处置”项。对诊所意味着什么？',
      },
      options: [
        {
          id: 'optional',
          text: { en: 'It is optional: a clinic may leave it out as long as nobody complains', 'zh-cn': '可选：只要没人投诉，可以不做' },
          why: { en: 'Addressable is not optional.', 'zh-cn': '“可处置”不等于可选。' },
        },
        {
          id: 'decide',
          text: { en: 'Do it, or write down what is as good', 'zh-cn': '要么做，要么写明同样好的办法' },
          why: { en: 'A reasoned decision in writing, kept for six years (164.316).', 'zh-cn': '要有写下来的理由，保存六年（164.316）。' },
        },
        {
          id: 'address',
          text: { en: 'The address fields of messages must be encrypted, the rest need not be', 'zh-cn': '信的地址栏必须加密，其余不必' },
          why: { en: 'It has nothing to do with address fields.', 'zh-cn': '和地址栏毫无关系。' },
        },
        {
          id: 'patient',
          text: { en: 'The patient decides in each single case, by a signed form', 'zh-cn': '每次由患者签字决定' },
          why: {
            en: 'A patient may ask for unencrypted mail; the duty to assess stays with the clinic.',
            'zh-cn': '患者可以要求收不加密的信；评估的义务仍在诊所。',
          },
        },
      ],
      answer: 'decide',
    },
    {
      id: 'attachment',
      kind: 'numeric',
      prompt: {
        en: 'A file of 20 MB goes to 150 colleagues as an attachment. Base64 with line ends makes it 1.37 times as large. How many GB (1,000 MB) are stored, without deduplication?',
        'zh-cn': '20 MB 的文件作为附件发给 150 位同事。Base64 加换行后是原来的 1.37 倍。不去重的话，一共占多少 GB（1,000 MB）？',
      },
      answer: 4.11,
      tolerance: 0.06,
      unit: { en: 'GB', 'zh-cn': 'GB' },
      why: { en: '20 × 1.37 × 150 = 4,110 MB, and one more in Sent.', 'zh-cn': '20 × 1.37 × 150 = 4,110 MB，“已发送”里还有一份。' },
      traps: [
        {
          value: 3,
          why: { en: 'That forgets Base64: three bytes become four characters, and lines end.', 'zh-cn': '忘了 Base64：三个字节变四个字符，还有换行。' },
        },
        { value: 0.0274, why: { en: 'That is one copy. Each mailbox has its own.', 'zh-cn': '那是一份。每个邮箱各有一份。' } },
      ],
    },
    {
      id: 'tls-log',
      kind: 'hotspot',
      prompt: { en: 'Which line proves that a policy for this partner held a message back?', 'zh-cn': '哪一行证明对这家合作方的策略拦下了一封信？' },
      lines: [
        {
          id: 'sent',
          line: 'to=<wang@lab-partner.example>, relay=lab-partner.example[203.0.113.30]:25, dsn=2.0.0, status=sent (250 2.0.0 Ok)',
          why: { en: 'It went; whether under TLS this line does not say.', 'zh-cn': '发走了；有没有 TLS，这一行没说。' },
        },
        {
          id: 'deferred',
          line: 'to=<wang@lab-partner.example>, dsn=4.7.4, status=deferred (TLS is required, but was not offered by host …)',
          why: { en: 'Required by the policy, not offered, so it waits.', 'zh-cn': '策略要求，对方没有，所以等着。' },
        },
        {
          id: 'timeout',
          line: 'to=<wang@lab-partner.example>, relay=none, dsn=4.4.1, status=deferred (connect to …: Connection timed out)',
          why: { en: 'Nobody answered: no word of TLS.', 'zh-cn': '没人应答，与 TLS 无关。' },
        },
        {
          id: 'untrusted',
          line: 'Untrusted TLS connection established to lab-partner.example[203.0.113.30]:25: TLSv1.3',
          why: { en: 'Encrypted, to somebody whose name was not checked.', 'zh-cn': '加密了，但没有核对对方是谁。' },
        },
      ],
      answer: 'deferred',
    },
    {
      id: 'get',
      kind: 'single',
      prompt: { en: 'Why does RFC 8058 have the unsubscription done by POST?', 'zh-cn': 'RFC 8058 为什么要求用 POST 退订？' },
      options: [
        {
          id: 'secret',
          text: {
            en: 'A GET would put the reader’s address into the log of the web server, which privacy law forbids',
            'zh-cn': 'GET 会把读者地址写进网站日志，为隐私法所禁止',
          },
          why: { en: 'The address in the header should be opaque anyway; the reason is another.', 'zh-cn': '信头里的链接本就不该含地址；原因在别处。' },
        },
        {
          id: 'scanners',
          text: { en: 'Link scanners fetch with GET', 'zh-cn': '链接扫描程序用 GET 取链接' },
          why: { en: 'They would unsubscribe everybody whose mail they check.', 'zh-cn': '否则被检查过的人全都退订了。' },
        },
        {
          id: 'size',
          text: { en: 'A GET is limited to 2,048 characters, too few for a signed request', 'zh-cn': 'GET 限 2,048 个字符，放不下签名' },
          why: { en: 'The request is a few bytes, and not signed.', 'zh-cn': '请求只有几个字节，也不签名。' },
        },
        {
          id: 'login',
          text: { en: 'POST makes the reader log in first', 'zh-cn': 'POST 会让读者先登录' },
          why: { en: 'On the contrary: no login, no second question.', 'zh-cn': '恰恰相反：不登录，也不再问。' },
        },
      ],
      answer: 'scanners',
    },
    {
      id: 'streams',
      kind: 'multiple',
      prompt: {
        en: 'Which of these keep trouble with a promotion (complaints, messages put off) away from order notices?',
        'zh-cn': '促销惹来的麻烦（投诉、被推迟的信），下面哪些能使它不牵连订单通知？',
      },
      options: [
        {
          id: 'sub',
          text: { en: 'A subdomain with a DKIM key of its own', 'zh-cn': '带自己 DKIM 密钥的子域' },
          why: { en: 'The record is kept by domain.', 'zh-cn': '信誉按域名记。' },
        },
        { id: 'ip', text: { en: 'An outgoing address of its own', 'zh-cn': '单独的外发地址' }, why: { en: 'And by address.', 'zh-cn': '也按地址记。' } },
        {
          id: 'name',
          text: { en: 'Another display name in From: “K3F9 Offers”', 'zh-cn': 'From 里换个显示名：“K3F9 优惠”' },
          why: { en: 'People read it, receivers do not judge by it.', 'zh-cn': '人看得到，收信方不按它记。' },
        },
        {
          id: 'queue',
          text: { en: 'A transport with its own rate', 'zh-cn': '限速的单独通道' },
          why: { en: 'So that what is put off in one lane does not fill the other.', 'zh-cn': '一条道上推迟的信，不会占满另一条。' },
        },
        {
          id: 'prio',
          text: { en: '`X-Priority: 1` on order notices', 'zh-cn': '订单通知加 `X-Priority: 1`' },
          why: { en: 'A mark for programs of readers; spammers set it, too.', 'zh-cn': '给阅读程序看的标记，垃圾邮件也爱加。' },
        },
      ],
      answer: ['sub', 'ip', 'queue'],
    },
    {
      id: 'archive',
      kind: 'single',
      prompt: {
        en: 'An authority in China files an official e-mail. What does DA/T 32-2021 have kept with the text?',
        'zh-cn': '中国的机关归档一封公务邮件。DA/T 32-2021 要求与正文一起保存什么？',
      },
      options: [
        {
          id: 'print',
          text: { en: 'A printout signed by the head of the unit, which replaces the electronic form', 'zh-cn': '经单位负责人签字的打印件，用来代替电子形式' },
          why: { en: 'The Archives Law Art. 37 gives the electronic record the same standing.', 'zh-cn': '《档案法》第三十七条规定电子档案具有同等效力。' },
        },
        {
          id: 'meta',
          text: { en: 'Its metadata', 'zh-cn': '元数据' },
          why: {
            en: 'Who, to whom, when, which attachments: without them nobody can tell later what it was.',
            'zh-cn': '谁发给谁、何时、有哪些附件：没有这些，以后谁也说不清它是什么。',
          },
        },
        {
          id: 'password',
          text: { en: 'The password of the mailbox, in a sealed envelope', 'zh-cn': '邮箱密码，装在密封信封里' },
          why: { en: 'A file that needs the old system is not filed.', 'zh-cn': '离不开旧系统，就不算归档。' },
        },
        {
          id: 'server',
          text: { en: 'An image of the server as it was on that day', 'zh-cn': '当天的服务器镜像' },
          why: { en: 'Then everything of everybody would be filed.', 'zh-cn': '那等于把所有人的一切都归档了。' },
        },
      ],
      answer: 'meta',
    },
    {
      id: 'toronto',
      kind: 'single',
      prompt: {
        en: 'A shop in Shenzhen mails a promotion to customers in Toronto and Chengdu. Which law does it follow?',
        'zh-cn': '深圳一家店给多伦多和成都的顾客发促销。守哪里的法律？',
      },
      options: [
        {
          id: 'sender',
          text: { en: 'China’s alone, as that is where the server and the company are', 'zh-cn': '只守中国的，因为服务器和公司都在中国' },
          why: { en: 'CASL reaches messages that are opened in Canada (s. 12).', 'zh-cn': '在加拿大打开的信，CASL 管得到（第 12 条）。' },
        },
        {
          id: 'both',
          text: { en: 'Both', 'zh-cn': '两地的' },
          why: {
            en: 'Consent and the mark for Chengdu, CASL’s consent and form for Toronto; one list takes the stricter of each.',
            'zh-cn': '成都要同意和标注，多伦多要 CASL 的同意和形式；同一份名单取更严的。',
          },
        },
        {
          id: 'provider',
          text: { en: 'That of the state in which the recipients’ mail provider has its seat', 'zh-cn': '收信人邮件服务商所在国的' },
          why: { en: 'Where the person is counts, not the provider.', 'zh-cn': '看人在哪里，不看服务商。' },
        },
        {
          id: 'choice',
          text: { en: 'The one named in the terms of trade', 'zh-cn': '交易条款里约定的' },
          why: { en: 'A contract does not choose away the duties of public law.', 'zh-cn': '合同约定不能排除公法义务。' },
        },
      ],
      answer: 'both',
    },
    {
      id: 'tls-order',
      kind: 'order',
      prompt: { en: 'A clinic wants results to its partners under TLS only. In which order?', 'zh-cn': '诊所要求发给合作方的结果只走 TLS。按什么次序？' },
      options: [
        {
          id: 'list',
          text: { en: 'List the partners, and how mail reached each yesterday', 'zh-cn': '列出合作方，看昨天各是怎样送达的' },
          why: { en: 'From the log, before anything changes.', 'zh-cn': '先看日志，什么都别改。' },
        },
        {
          id: 'ask',
          text: { en: 'Speak with those who had none', 'zh-cn': '联系没有 TLS 的' },
          why: { en: 'Or their mail will wait without their knowing.', 'zh-cn': '不然信会等着，对方还不知道。' },
        },
        {
          id: 'alarm',
          text: { en: 'Set the alarm on “TLS is required”', 'zh-cn': '对“TLS is required”设告警' },
          why: { en: 'Before the policy, so that the first waiting message is seen.', 'zh-cn': '先于策略，第一封在等的信就看得见。' },
        },
        {
          id: 'policy',
          text: { en: 'Write the policy', 'zh-cn': '写策略' },
          why: { en: 'By the key that the transport uses.', 'zh-cn': '键要与传输表一致。' },
        },
        {
          id: 'prove',
          text: { en: 'Prove it on a host without TLS', 'zh-cn': '对没有 TLS 的主机验证' },
          why: { en: 'A control that was never seen to stop anything is a hope.', 'zh-cn': '从没拦住过什么的控制项，只是希望。' },
        },
      ],
    },
  ],
});
