import { defineLab } from '../../lab-runner/contract/lab.ts';

export default defineLab({
  title: { en: 'Greylisting', 'zh-cn': '灰名单' },
  summary: {
    en: 'Ask strangers to come back in a moment: real servers do, spam programs do not. Without delaying those you know, your own users, or large senders with many addresses.',
    'zh-cn': '让陌生人过一会儿再来：真正的服务器会来，垃圾邮件程序不会。但不能耽误熟人、自己的用户，以及用许多地址发信的大型发送方。',
  },
  module: 'M4',
  kind: 'configure',
  difficulty: 2,
  minutes: 20,
  lessons: ['security-protection', 'bounces-and-queues'],
  parameters: {
    domain: { kind: 'domain' },
    partner: { kind: 'domain', tld: 'example' },
    user: { kind: 'user' },
    password: { kind: 'password' },
    friend: { kind: 'user' },
    delay: { kind: 'int', min: 5, max: 9 },
  },
  topology: {
    hosts: { mx: { image: 'filter', memory: '512m', fqdn: 'mail.[[domain]]', ready: ['system', 'smtp', 'imap', 'submission'] } },
    internet: {
      personas: { partner: { domain: '[[partner]]', users: ['[[friend]]'] } },
      zones: { '[[domain]]': ['@ MX 10 mail.[[domain]].', '@ TXT "v=spf1 mx -all"'] },
    },
  },
  tasks: [
    {
      id: 'come-back',
      title: { en: 'A stranger is asked to come back, and then let in', 'zh-cn': '陌生人先被请回，再来时放行' },
      points: 30,
      needs: ['no-relay'],
    },
    { id: 'one-shot', title: { en: 'Who never comes back never gets in', 'zh-cn': '不再来的永远进不来' }, points: 20, needs: ['no-relay'] },
    { id: 'known', title: { en: 'The partner and your own users are not delayed', 'zh-cn': '合作伙伴和自己的用户不被耽误' }, points: 25, needs: ['no-relay'] },
    { id: 'pool', title: { en: 'A sender with many addresses gets in', 'zh-cn': '有许多地址的发送方能进来' }, points: 25, needs: ['no-relay'] },
  ],
  invariants: [{ id: 'no-relay', title: { en: 'Strangers cannot relay', 'zh-cn': '陌生人不能中继' } }],
  hints: {
    'come-back': [
      {
        en: "Greylisting remembers three things: the client's network, the sender and the recipient (RFC 6647). The first try of a new triplet gets a temporary refusal. Which programs on this host could do that?",
        'zh-cn': '灰名单记住三样东西：客户端的网段、发件人、收件人（RFC 6647）。新的三元组第一次尝试会被暂时拒绝。这台主机上哪些程序能做到？',
      },
      {
        en: 'postgrey is a policy server: Postfix asks it in smtpd_recipient_restrictions with check_policy_service. Its delay is 300 seconds unless /etc/default/postgrey says otherwise. rspamd has a module greylist, which needs redis.',
        'zh-cn':
          'postgrey 是策略服务器：Postfix 在 smtpd_recipient_restrictions 里用 check_policy_service 询问它。默认延迟 300 秒，可在 /etc/default/postgrey 里改。rspamd 有 greylist 模块，需要 redis。',
      },
      {
        en: 'In /etc/default/postgrey: POSTGREY_OPTS="--inet=10023 --delay=4". In main.cf:\nsmtpd_recipient_restrictions = permit_mynetworks, permit_sasl_authenticated, reject_unauth_destination, check_policy_service inet:127.0.0.1:10023',
        'zh-cn':
          '在 /etc/default/postgrey 里：POSTGREY_OPTS="--inet=10023 --delay=4"。在 main.cf 里：\nsmtpd_recipient_restrictions = permit_mynetworks, permit_sasl_authenticated, reject_unauth_destination, check_policy_service inet:127.0.0.1:10023',
      },
    ],
    'one-shot': [
      {
        en: 'What does a spam program do with a 4xx reply? And what would a real server do with a 5xx?',
        'zh-cn': '垃圾邮件程序收到 4xx 会怎样？真正的服务器收到 5xx 又会怎样？',
      },
      {
        en: 'The refusal must be temporary and must come for each new triplet, also from a network that has been let in with another sender.',
        'zh-cn': '拒绝必须是暂时的，而且对每个新的三元组都要有，即使同一网段曾以别的发件人通过。',
      },
      {
        en: 'postqueue -p shows nothing of it: a deferred stranger leaves no mail with you. grep Greylisted /var/log/mail.log.',
        'zh-cn': 'postqueue -p 里什么都没有：被请回的陌生人不会在您这里留下邮件。可以 grep Greylisted /var/log/mail.log。',
      },
    ],
    known: [
      {
        en: 'Restrictions are asked from left to right: who has been permitted further left is not asked again.',
        'zh-cn': '限制从左到右逐条检查：在左边已经放行的，就不会再问右边的。',
      },
      {
        en: 'Users who have logged in come first (permit_sasl_authenticated before the policy server). For partners, postgrey reads /etc/postgrey/whitelist_clients.local; rspamd has whitelisted_ip.',
        'zh-cn':
          '登录过的用户排在最前面（permit_sasl_authenticated 写在策略服务器前面）。合作伙伴可以写进 postgrey 的 /etc/postgrey/whitelist_clients.local；rspamd 有 whitelisted_ip。',
      },
      {
        en: 'A line of whitelist_clients.local: 192.0.2.99, or a name such as mx.books.example. Then restart postgrey.',
        'zh-cn': 'whitelist_clients.local 的一行：192.0.2.99，或者 mx.books.example 这样的名字。然后重启 postgrey。',
      },
    ],
    pool: [
      {
        en: "A large sender's second try often comes from another address of the same network.",
        'zh-cn': '大型发送方的第二次尝试往往来自同一网段的另一个地址。',
      },
      {
        en: 'Compare networks, not addresses: postgrey does so unless it was told --lookup-by-host; rspamd has ipv4_mask.',
        'zh-cn': '比较网段而不是地址：postgrey 默认如此，除非加了 --lookup-by-host；rspamd 有 ipv4_mask。',
      },
      { en: '198.51.100.7 and 198.51.100.8 have the same /24: 198.51.100.', 'zh-cn': '198.51.100.7 和 198.51.100.8 属于同一个 /24：198.51.100。' },
    ],
  },
  why: {
    'come-back': {
      en: 'We came as a stranger with a new sender, had to get a 4xx, and tried again every two seconds until the message was accepted; it had to be in the mailbox. A 5xx would have made any real server bounce the message.',
      'zh-cn':
        '我们以陌生人的身份、用新的发件人前来，必须先得到 4xx，然后每两秒再试，直到被接受，并且邮件要进入邮箱。如果回 5xx，真正的服务器就会把邮件退回去。',
    },
    'one-shot': {
      en: 'A second stranger changed the sender with every try, as spam programs do: none of the tries may be accepted, not even seconds later, while the patient one beside it is.',
      'zh-cn': '另一个陌生人像垃圾邮件程序那样，每次都换发件人：一次都不能被接受，过了几秒再来也不行，而旁边那个有耐心的要能进来。',
    },
    known: {
      en: "The partner's mail and that of a user on port 587 were accepted at the first try, a stranger's was not. Delaying your own users is the most common mistake of all.",
      'zh-cn': '合作伙伴的邮件和用户从 587 端口发的邮件第一次就要被接受，陌生人的则不能。耽误自己的用户是最常见的错误。',
    },
    pool: {
      en: 'We tried each time from another address of one network, as large providers do. A server that remembers single addresses may keep them waiting for hours.',
      'zh-cn': '我们像大型服务商那样，每次都换同一网段的另一个地址尝试。只记单个地址的服务器会让它们等上几个小时。',
    },
  },
  accepted: [{ en: 'A refusal after RCPT or at the end of DATA.', 'zh-cn': '在 RCPT 之后拒绝，或在 DATA 结束时拒绝，都可以。' }],
});
