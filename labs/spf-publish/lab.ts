import { defineLab } from '../../lab-runner/contract/lab.ts';

export default defineLab({
  title: { en: 'Who may send in our name?', 'zh-cn': '谁可以用我们的名义发信？' },
  summary: {
    en: 'Four senders, one record, ten lookups: publish an SPF policy that lets every legitimate sender pass, everybody else fail, and stays within the limits.',
    'zh-cn': '四个发送方、一条记录、十次查询：发布一条 SPF 策略，让每个正当的发送方通过、其余的人都不通过，并且不超出限制。',
  },
  module: 'M4',
  kind: 'configure',
  difficulty: 2,
  minutes: 25,
  lessons: ['sender-authentication', 'dns-for-mail'],
  parameters: {
    domain: { kind: 'domain' },
    letters: { kind: 'domain', tld: 'example' },
    crm: { kind: 'domain', tld: 'example' },
    billing: { kind: 'domain', tld: 'example' },
    own: { kind: 'int', min: 140, max: 149 },
    lettersFirst: { kind: 'int', min: 160, max: 169 },
    crmFirst: { kind: 'int', min: 200, max: 220 },
    billingBase: { kind: 'choice', of: ['136', '144', '152', '168', '184'] },
    silentName: { kind: 'choice', of: ['intranet', 'wiki', 'files', 'build'] },
    ownAddress: { kind: 'text', template: '198.51.100.[[own]]' },
    billingRange: { kind: 'text', template: '203.0.113.[[billingBase]]/29' },
  },
  topology: {
    hosts: { dns: { image: 'dns', memory: '256m', fqdn: 'ns1.[[domain]]' } },
    internet: {
      delegations: { '[[domain]]': { 'ns1.[[domain]]': '[[ip:dns]]' } },
      zones: {
        // Five lookups: the include itself, three more inside, and an address.
        '[[letters]]': [
          '_spf TXT "v=spf1 include:_a._spf.[[letters]] include:_b._spf.[[letters]] include:_c._spf.[[letters]] -all"',
          '_a._spf TXT "v=spf1 a:out.[[letters]] -all"',
          '_b._spf TXT "v=spf1 ip4:198.51.100.176 -all"',
          '_c._spf TXT "v=spf1 ip4:198.51.100.180/31 -all"',
          'out A 198.51.100.[[lettersFirst]]',
        ],
        // Four: itself, one inside, an MX and an address.
        '[[crm]]': [
          'spf TXT "v=spf1 include:eu.spf.[[crm]] a:bulk.[[crm]] -all"',
          'eu.spf TXT "v=spf1 mx:[[crm]] -all"',
          '@ MX 10 mx.[[crm]].',
          'mx A 198.51.100.[[crmFirst]]',
          'bulk A 198.51.100.230',
        ],
        // Two.
        '[[billing]]': ['_spf TXT "v=spf1 include:_net.[[billing]] -all"', '_net TXT "v=spf1 ip4:[[billingRange]] -all"'],
      },
    },
  },
  tasks: [
    { id: 'senders-pass', title: { en: 'Every legitimate sender passes', 'zh-cn': '每个正当的发送方都通过' }, points: 35, needs: ['zone-intact'] },
    { id: 'strangers-fail', title: { en: 'Everybody else fails', 'zh-cn': '其余的人都不通过' }, points: 25, needs: ['zone-intact'] },
    { id: 'limits', title: { en: 'One record within the limits of SPF', 'zh-cn': '只有一条记录，且不超出 SPF 的限制' }, points: 20, needs: ['zone-intact'] },
    { id: 'silent-name', title: { en: 'The name that never mails says so', 'zh-cn': '从不发信的名字也作出声明' }, points: 10, needs: ['zone-intact'] },
    {
      id: 'helo-name',
      title: { en: "The mail server's own name has a policy, too", 'zh-cn': '邮件服务器自己的名字也有策略' },
      points: 10,
      needs: ['zone-intact'],
    },
  ],
  invariants: [{ id: 'zone-intact', title: { en: 'Mail for the domain still finds its way', 'zh-cn': '寄给本域的邮件仍能找到去处' } }],
  hints: {
    'senders-pass': [
      {
        en: 'Write down who sends, and from which address. What the providers say is in their DNS: dig TXT of the name in their include, and of the names in there.',
        'zh-cn': '先列出谁在发信、从哪个地址发。服务商的说法都在他们的 DNS 里：用 dig TXT 查 include 里的名字，再查其中的名字。',
      },
      {
        en: 'include: takes over what a provider maintains; ip4: names an address or a range; mx names the servers in your own MX record. The zone is in /etc/bind; after a change, raise the serial and run rndc reload.',
        'zh-cn':
          'include: 沿用服务商维护的名单；ip4: 写一个地址或网段；mx 指自己 MX 记录里的服务器。区域文件在 /etc/bind；改完后增大序列号，再运行 rndc reload。',
      },
      {
        en: '@ TXT "v=spf1 mx ip4:192.0.2.32/28 include:_spf.post.example -all"',
        'zh-cn': '@ TXT "v=spf1 mx ip4:192.0.2.32/28 include:_spf.post.example -all"',
      },
    ],
    'strangers-fail': [
      { en: 'The last word of the record decides about everybody who is not named before.', 'zh-cn': '记录的最后一个词决定前面没有列出的所有人。' },
      {
        en: "Four qualifiers: + pass, - fail, ~ softfail, ? neutral. The ticket says what receivers should do. A range that is wider than the provider's lets its neighbours in.",
        'zh-cn': '四种限定符：+ 通过、- 不通过、~ 软失败、? 中立。工单里写了希望收信方怎么做。网段写得比服务商的宽，就把邻居也放进来了。',
      },
      {
        en: "192.0.2.32/28 is .32 to .47; 192.0.2.0/24 would be 256 addresses, most of them somebody else's.",
        'zh-cn': '192.0.2.32/28 是 .32 到 .47；若写 192.0.2.0/24 就是 256 个地址，大部分是别人的。',
      },
    ],
    limits: [
      {
        en: 'Count what a receiver has to ask for: each include, a, mx, exists and redirect costs one, those inside an include count as well (RFC 7208, section 4.6.4).',
        'zh-cn': '数一数收信方要查几次：每个 include、a、mx、exists、redirect 算一次，include 里面的也算（RFC 7208 第 4.6.4 节）。',
      },
      {
        en: 'Ten are allowed; the eleventh turns everything into permerror. ip4 costs nothing. Draw the tree: provider, what is inside, sum. An include whose whole content is a fixed range can be replaced by the range.',
        'zh-cn':
          '最多十次，第十一次会让整条记录变成 permerror。ip4 不花查询。把树画出来：服务商、里面有什么、合计多少。如果一个 include 的全部内容就是固定网段，可以直接写网段。',
      },
      {
        en: 'include:_spf.post.example (1) with two includes (2) and an a: (1) inside costs 4. With mx that makes 5.',
        'zh-cn': 'include:_spf.post.example（1 次），里面有两个 include（2 次）和一个 a:（1 次），一共 4 次。再加 mx 就是 5 次。',
      },
    ],
    'silent-name': [
      { en: 'SPF is not inherited: what your domain says does not hold for names below it.', 'zh-cn': 'SPF 不会继承：域名自己的记录对它下面的名字无效。' },
      { en: 'A name from which nothing may ever come needs a record of two words.', 'zh-cn': '从不发信的名字需要一条只有两个词的记录。' },
      { en: 'printer TXT "v=spf1 -all"', 'zh-cn': 'printer TXT "v=spf1 -all"' },
    ],
    'helo-name': [
      {
        en: 'A bounce has an empty sender. Which name does a receiver check then? RFC 7208, section 2.4.',
        'zh-cn': '退信的发件人是空的，这时收信方检查哪个名字？见 RFC 7208 第 2.4 节。',
      },
      {
        en: 'The name the server greets with (EHLO) gets a TXT record of its own, which lets its own address pass.',
        'zh-cn': '服务器问候（EHLO）时用的名字要有自己的 TXT 记录，让它自己的地址通过。',
      },
      { en: 'mx TXT "v=spf1 a -all"', 'zh-cn': 'mx TXT "v=spf1 a -all"' },
    ],
  },
  why: {
    'senders-pass': {
      en: 'We judged mail from each address that a legitimate sender uses, as a strict receiver does, with your name server as it is now. Providers change their addresses: an include follows them, a copied list does not.',
      'zh-cn': '我们像严格的收信方一样，按您的名字服务器此刻的内容，对每个正当发送方的每个地址作了判定。服务商会换地址：include 会跟着变，抄下来的名单不会。',
    },
    'strangers-fail': {
      en: 'We tried addresses of strangers, also such as are next to your senders. "+all" and wide ranges make the record worthless, "?all" says nothing.',
      'zh-cn': '我们试了陌生人的地址，也试了紧挨着您的发送方的地址。“+all”和过宽的网段让记录毫无价值，“?all”等于什么都没说。',
    },
    limits: {
      en: 'We walked the whole record as for a stranger and counted. A record over the limit works for those senders that are matched early and fails for the rest: the kind of fault that is noticed weeks later. "ptr" is slow and unreliable; RFC 7208 says not to use it.',
      'zh-cn':
        '我们按陌生人的情形走完整条记录并计数。超限的记录对排在前面的发送方有效，对其余的失效：这种故障往往几周后才被发现。“ptr”又慢又不可靠，RFC 7208 要求不要使用。',
    },
    'silent-name': {
      en: "Forgers take the names that nobody watches. We tried the name from your own server and from a stranger's: both have to fail.",
      'zh-cn': '伪造者专挑没人看管的名字。我们分别以您自己的服务器和陌生人的地址试了这个名字：都必须不通过。',
    },
    'helo-name': {
      en: "Bounces and delivery reports have no sender address, so the HELO name is what is judged. We tried it with an empty sender from your server and from a stranger's address.",
      'zh-cn': '退信和投递报告没有发件人地址，被检查的是 HELO 名。我们用空发件人，分别从您的服务器和陌生人的地址试了一次。',
    },
  },
  accepted: [
    {
      en: 'All addresses flattened into ip4 terms: right today, and a burden to keep up to date.',
      'zh-cn': '把所有地址都展开成 ip4：今天是对的，但以后要一直手工维护。',
    },
    {
      en: 'A redirect to a record below the domain, or another name server program.',
      'zh-cn': '用 redirect 指向域名下面的另一条记录，或者换用别的名字服务器程序。',
    },
  ],
});
