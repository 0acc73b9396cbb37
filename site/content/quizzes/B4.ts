import { defineQuiz } from '../../components/quiz/quiz.ts';

export default defineQuiz({
  lesson: 'B4',
  questions: [
    {
      id: 'spf-pass',
      kind: 'single',
      prompt: {
        en: 'A message with `From: lin@k3f9.test` carries `spf=pass smtp.mailfrom=evil.example`. What was proved?',
        'zh-cn': '一封 `From: lin@k3f9.test` 的信带着 `spf=pass smtp.mailfrom=evil.example`。证明了什么？',
      },
      options: [
        {
          id: 'lin',
          text: { en: 'That a server of k3f9.test sent it', 'zh-cn': '信是 k3f9.test 的服务器发的' },
          why: { en: 'SPF never looked at From.', 'zh-cn': 'SPF 根本没看 From。' },
        },
        {
          id: 'evil',
          text: { en: 'That this address may use evil.example', 'zh-cn': '这个 IP 可以用 evil.example' },
          why: { en: 'Nothing else. It is DMARC that asks whether this is the domain of From.', 'zh-cn': '仅此而已。问它是不是 From 的域名的，是 DMARC。' },
        },
        {
          id: 'intact',
          text: { en: 'That the message is unchanged since it left evil.example', 'zh-cn': '信从 evil.example 发出后没有变过' },
          why: { en: 'SPF knows addresses, not content. That is DKIM’s part.', 'zh-cn': 'SPF 只认地址，不看内容。那是 DKIM 的事。' },
        },
        {
          id: 'person',
          text: { en: 'That Lin’s account was used, by her or by somebody with her password', 'zh-cn': '用的是林薇的账号，不是她本人就是知道她密码的人' },
          why: { en: 'No account was involved.', 'zh-cn': '与账号毫无关系。' },
        },
      ],
      answer: 'evil',
    },
    {
      id: 'count',
      kind: 'numeric',
      prompt: {
        en: '`v=spf1 a mx ip4:192.0.2.0/24 include:x.example -all`, and x.example has `v=spf1 a:o1.x.example a:o2.x.example ip6:2001:db8::/32 ~all`. No term matches before the end. How many terms ask the DNS?',
        'zh-cn':
          '`v=spf1 a mx ip4:192.0.2.0/24 include:x.example -all`，x.example 的记录是 `v=spf1 a:o1.x.example a:o2.x.example ip6:2001:db8::/32 ~all`。直到最后都不匹配。有几项要查 DNS？',
      },
      answer: 5,
      tolerance: 0,
      unit: { en: 'terms', 'zh-cn': '项' },
      why: { en: 'a, mx, include, and inside it a and a. ip4, ip6 and all ask nothing.', 'zh-cn': 'a、mx、include，以及里面的两个 a。ip4、ip6、all 不查。' },
      traps: [
        { value: 3, why: { en: 'Those of the included record count as well.', 'zh-cn': '被包含的记录里的也要算。' } },
        { value: 7, why: { en: 'ip4 and ip6 hold the address: nothing to ask.', 'zh-cn': 'ip4、ip6 里就是地址，不用查。' } },
        { value: 4, why: { en: 'The include itself asks, too.', 'zh-cn': 'include 本身也要查。' } },
      ],
    },
    {
      id: 'broken-how',
      kind: 'hotspot',
      prompt: {
        en: 'A list added “[dev]” to the subject and nothing else. Which line of the verifier shows it?',
        'zh-cn': '邮件列表只在主题前加了“[dev]”。验证器的哪一行反映了它？',
      },
      lines: [
        {
          id: 'bh',
          line: 'bh= says      2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=',
          why: { en: 'What the signer computed over the body; the list did not touch it.', 'zh-cn': '签名者对正文算出的值；列表没有动正文。' },
        },
        {
          id: 'computed',
          line: 'computed      2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=   ✓',
          why: { en: 'The same: the body is intact.', 'zh-cn': '一样：正文完好。' },
        },
        {
          id: 'sig',
          line: 'result        permfail: the signature over the header is wrong',
          why: { en: 'Subject is in h=, so a changed subject breaks b=, not bh=.', 'zh-cn': 'Subject 在 h= 里，主题一变，坏的是 b= 而不是 bh=。' },
        },
        {
          id: 'key',
          line: 'key           brisbane._domainkey.football.example.com   found',
          why: { en: 'The key is there. Had it been missing, nothing could have been checked.', 'zh-cn': '公钥在。要是不在，什么也查不了。' },
        },
      ],
      answer: 'sig',
    },
    {
      id: 'survive',
      kind: 'multiple',
      prompt: { en: 'Which changes does a `c=relaxed/relaxed` signature survive?', 'zh-cn': '`c=relaxed/relaxed` 的签名经得起哪些改动？' },
      options: [
        {
          id: 'fold',
          text: { en: 'A long Subject is folded at another place', 'zh-cn': '长主题换了个地方折行' },
          why: { en: 'Unfolded before hashing.', 'zh-cn': '哈希之前会先展开。' },
        },
        {
          id: 'trailing',
          text: { en: 'Spaces at line ends disappear', 'zh-cn': '行末的空格没了' },
          why: { en: 'Relaxed ignores them, in header and body.', 'zh-cn': 'relaxed 在邮件头和正文里都不计它们。' },
        },
        {
          id: 'footer',
          text: { en: 'A footer of two lines is added below the signature of the author', 'zh-cn': '作者落款下面添了两行页脚' },
          why: { en: 'Text was added: the hash of the body changes.', 'zh-cn': '多了文字，正文哈希就变了。' },
        },
        {
          id: 'base64',
          text: { en: 'A relay converts 8-bit text to quoted-printable', 'zh-cn': '中继把 8-bit 正文转成 quoted-printable' },
          why: { en: 'Other octets, another hash, though it looks the same to people.', 'zh-cn': '人看着一样，字节却不同，哈希也就不同。' },
        },
      ],
      answer: ['fold', 'trailing'],
    },
    {
      id: 'np',
      kind: 'single',
      prompt: {
        en: '`_dmarc.k3f9.test` has `p=none; sp=quarantine; np=reject`. A forgery comes from `pay.k3f9.test`, which does not exist. What is asked for by RFC 9989, what by RFC 7489?',
        'zh-cn': '`_dmarc.k3f9.test` 是 `p=none; sp=quarantine; np=reject`。伪造信来自不存在的 `pay.k3f9.test`。RFC 9989 和 RFC 7489 各要求什么？',
      },
      options: [
        {
          id: 'rq',
          text: { en: 'reject; quarantine', 'zh-cn': 'reject；quarantine' },
          why: { en: 'np is new; an old receiver ignores it and takes sp.', 'zh-cn': 'np 是新的；旧收信方不认，用 sp。' },
        },
        { id: 'rr', text: { en: 'reject; reject', 'zh-cn': 'reject；reject' }, why: { en: 'RFC 7489 does not know np.', 'zh-cn': 'RFC 7489 不认识 np。' } },
        {
          id: 'nn',
          text: { en: 'none; none', 'zh-cn': 'none；none' },
          why: { en: 'p is for the domain itself, as long as sp or np is there.', 'zh-cn': '有 sp 或 np 时，p 只管域名本身。' },
        },
        {
          id: 'no',
          text: { en: 'nothing at all, since a domain that does not exist has no record', 'zh-cn': '什么都不要求，因为不存在的域名没有记录' },
          why: { en: 'Both go on to the organizational domain.', 'zh-cn': '两者都会继续查组织域。' },
        },
      ],
      answer: 'rq',
    },
    {
      id: 'pct',
      kind: 'single',
      prompt: {
        en: 'You publish `p=reject; pct=10` to begin gently. What does a receiver that follows RFC 9989 do with mail that fails?',
        'zh-cn': '你发布 `p=reject; pct=10`，想温和起步。按 RFC 9989 行事的收信方怎样处理失败的信？',
      },
      options: [
        {
          id: 'ten',
          text: { en: 'Refuses one in ten and lets the other nine pass to quarantine', 'zh-cn': '十封拒一封，其余九封隔离' },
          why: { en: 'So it was under RFC 7489.', 'zh-cn': 'RFC 7489 才是这样。' },
        },
        {
          id: 'all',
          text: { en: 'May refuse all of it', 'zh-cn': '可能全部拒收' },
          why: { en: 'pct is gone; unknown tags are ignored. t=y would have been gentle.', 'zh-cn': 'pct 已取消，不认识的标记一律忽略。要温和应写 t=y。' },
        },
        {
          id: 'invalid',
          text: { en: 'Takes the record for broken and does nothing', 'zh-cn': '认为记录写错，什么也不做' },
          why: { en: 'Unknown tags do not spoil a record.', 'zh-cn': '不认识的标记不会毁掉记录。' },
        },
        {
          id: 'none',
          text: { en: 'Reads it as p=none', 'zh-cn': '当作 p=none' },
          why: {
            en: 'Only a record whose policy is missing or wrong can be read so. This one is valid.',
            'zh-cn': '只有策略缺失或写错的记录才可能这样读。这一条写得没错。',
          },
        },
      ],
      answer: 'all',
    },
    {
      id: 'rotate',
      kind: 'order',
      prompt: { en: 'Put the rotation of a DKIM key in order.', 'zh-cn': '把更换 DKIM 密钥的步骤排好。' },
      options: [
        {
          id: 'publish',
          text: { en: 'Publish the new public key at a new selector', 'zh-cn': '在新选择器下发布新公钥' },
          why: { en: 'Before anything is signed with it.', 'zh-cn': '要在用它签名之前。' },
        },
        {
          id: 'ask',
          text: { en: 'Look it up from outside', 'zh-cn': '从外面查一次' },
          why: { en: 'Negative answers are cached: do not switch blindly.', 'zh-cn': '否定答案也会被缓存，不要盲目切换。' },
        },
        {
          id: 'switch',
          text: { en: 'Let the signer use it', 'zh-cn': '让签名程序改用它' },
          why: { en: 'From now on both keys are needed.', 'zh-cn': '从此两把公钥都用得着。' },
        },
        {
          id: 'wait',
          text: { en: 'Wait until mail signed with the old one has arrived', 'zh-cn': '等旧密钥签过的信都到达' },
          why: { en: 'Queues hold mail for days.', 'zh-cn': '队列里的信可能存几天。' },
        },
        {
          id: 'revoke',
          text: { en: 'Publish the old selector with an empty p=', 'zh-cn': '把旧选择器的 p= 发布为空' },
          why: { en: 'So that nobody can use a stolen old key.', 'zh-cn': '旧私钥就算被偷也没用了。' },
        },
      ],
    },
  ],
});
