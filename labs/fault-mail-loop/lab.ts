import { defineLab } from '../../lab-runner/contract/lab.ts';

export default defineLab({
  title: { en: 'Our mail comes back to us', 'zh-cn': '邮件转了一圈又回来' },
  summary: {
    en: 'Mail for the shop’s address never arrives; senders get it back with words about loops and hops. Find the circle and open it, without cutting off what people asked for.',
    'zh-cn': '发给商店地址的邮件从未送达，发件人收到的退信里写着 loop、hops 之类的话。找到这个圈并打开它，同时不要切断大家要求的转发。',
  },
  module: 'M5',
  kind: 'fault',
  difficulty: 2,
  minutes: 20,
  lessons: ['fault-handling', 'common-problems'],
  parameters: {
    domain: { kind: 'domain' },
    brand: { kind: 'domain' },
    peer: { kind: 'domain', tld: 'example' },
    isp: { kind: 'domain', tld: 'example' },
    user: { kind: 'user' },
    boss: { kind: 'user' },
    customer: { kind: 'user' },
    password: { kind: 'password' },
    bossPassword: { kind: 'password' },
    tail: { kind: 'int', min: 20, max: 120 },
    oldTail: { kind: 'int', min: 130, max: 240 },
    publicIp: { kind: 'text', template: '192.0.2.[[tail]]' },
    oldIp: { kind: 'text', template: '192.0.2.[[oldTail]]' },
    variant: { kind: 'choice', of: ['class', 'forward', 'filter', 'address'] },
  },
  secret: ['variant', 'bossPassword', 'tail', 'oldTail', 'oldIp'],
  topology: {
    hosts: { mx: { image: 'mail', memory: '256m', fqdn: 'mail.[[domain]]', ready: ['system', 'smtp', 'imap', 'submission'] } },
    internet: {
      personas: {
        customer: { domain: '[[peer]]', persona: 'accepting', users: ['[[customer]]'] },
        isp: { domain: '[[isp]]', persona: 'accepting', users: ['[[user]]'] },
      },
      zones: { '[[domain]]': ['@ MX 10 mail.[[domain]].'], '[[brand]]': ['@ MX 10 mx.[[brand]].', 'mx A [[publicIp]]'] },
    },
  },
  canary: {
    flows: [
      { id: 'orders', direction: 'inbound', persona: 'customer', from: '[[customer]]@[[peer]]', to: '[[boss]]@[[domain]]', every: 12 },
      {
        id: 'offers',
        direction: 'outbound',
        persona: 'customer',
        from: '[[boss]]@[[domain]]',
        to: '[[customer]]@[[peer]]',
        user: '[[boss]]',
        password: '[[bossPassword]]',
        every: 15,
      },
    ],
  },
  tasks: [
    {
      id: 'delivered',
      title: { en: 'Mail to the shop arrives, once', 'zh-cn': '发给商店的邮件送达，恰好一次' },
      points: 40,
      needs: ['house', 'guard', 'unharmed'],
    },
    {
      id: 'forwarding',
      title: { en: 'The copy that was asked for goes out', 'zh-cn': '要求的副本照样转出' },
      points: 30,
      needs: ['house', 'guard', 'unharmed'],
    },
    {
      id: 'unknown-refused',
      title: { en: 'Unknown addresses of the shop are refused at the door', 'zh-cn': '商店的未知地址在门口就被拒绝' },
      points: 30,
      needs: ['house', 'guard', 'unharmed'],
    },
  ],
  invariants: [
    { id: 'house', title: { en: 'Mail of the company flows both ways; strangers cannot relay', 'zh-cn': '公司邮件收发正常，陌生人不能中继' } },
    { id: 'guard', title: { en: 'A message that has been round the world fifty times is stopped', 'zh-cn': '转了五十多跳的邮件会被拦下' } },
    { id: 'unharmed', title: { en: 'No mail of the company is refused for good or returned', 'zh-cn': '公司的邮件没有被永久拒绝或退回' } },
  ],
  hints: {
    delivered: [
      {
        en: 'Send a message to the shop yourself and follow its queue ids in /var/log/mail.log, one hop after the other. Where does it pass for the second time?',
        'zh-cn': '自己给商店发一封，在 /var/log/mail.log 里沿着队列号一跳一跳地跟。它在哪里第二次经过？',
      },
      {
        en: 'A domain belongs to exactly one class: local (mydestination), virtual alias, virtual mailbox, or relay. An address is rewritten by aliases and .forward. A filter gets mail once and hands it back to a door that does not ask the filter again. And a server that looks up an MX recognizes itself there only by addresses that it knows as its own.',
        'zh-cn':
          '一个域只能属于一类：本地（mydestination）、虚拟别名、虚拟邮箱或中继。地址会被别名和 .forward 改写。过滤器只应拿到邮件一次，再交还给一个不会再问过滤器的入口。此外，服务器查询 MX 时，只有知道某个地址是自己的，才认得出那就是自己。',
      },
      {
        en: 'postconf -n | grep -E "mydestination|virtual|relay_domains|interfaces|best_mx", postmap -q sales@toys.test texthash:/etc/postfix/virtual, cat ~kai/.forward, postconf -P show the places; dig +short mx toys.test and the address of that name say what the world believes. In a .forward, "\\kai" means: my own mailbox, and no further forwarding.',
        'zh-cn':
          'postconf -n | grep -E "mydestination|virtual|relay_domains|interfaces|best_mx"、postmap -q sales@toys.test texthash:/etc/postfix/virtual、cat ~kai/.forward、postconf -P 分别能看到这几处；dig +short mx toys.test 再查那个名字的地址，就知道外界认定的是什么。.forward 里的 “\\kai” 表示：放进我自己的邮箱，不再转发。',
      },
    ],
    forwarding: [
      { en: 'What does the .forward file of the ticket’s author say, and what should it say?', 'zh-cn': '工单作者的 .forward 里写了什么？应该写什么？' },
      {
        en: 'A copy and the original: a forward that names only other addresses keeps nothing here.',
        'zh-cn': '既要副本也要原件：只写了别的地址的转发，本地什么也留不下。',
      },
      {
        en: '\\kai, kai@home.example delivers to kai’s own mailbox and sends a copy home.',
        'zh-cn': '\\kai, kai@home.example 会投进 kai 自己的邮箱，并把副本寄到家里。',
      },
    ],
    'unknown-refused': [
      {
        en: 'RCPT TO:<nobody-here@shop> must get a 5xx at once. What does your server say?',
        'zh-cn': 'RCPT TO:<nobody-here@商店域> 必须立刻得到 5xx。您的服务器怎么说？',
      },
      {
        en: 'Postfix can refuse whom it does not know only where it has the list: alias maps, local users, virtual mailboxes, relay_recipient_maps.',
        'zh-cn': 'Postfix 只有拿到名单才能拒绝不认识的人：别名表、本地用户、虚拟邮箱、relay_recipient_maps。',
      },
      {
        en: 'A line "@toys.test kai" accepts every address that spammers invent. List the addresses that exist.',
        'zh-cn': '“@toys.test kai” 这样的一行会接受垃圾邮件发送者编造的任何地址。请列出真正存在的地址。',
      },
    ],
  },
  why: {
    delivered: {
      en: 'We sent a message to each address of the shop and found it in the right mailbox: once, with at most five Received lines. Every Received line is one hop; the loop showed there. A domain in two classes or in none, a forward that leads back, a filter’s return door that filters again, and an MX with an address (behind NAT) that the server does not know as its own are the usual circles.',
      'zh-cn':
        '我们给商店的每个地址各发一封，在正确的邮箱里找到它：恰好一次，Received 不超过五行。每一行 Received 就是一跳，循环正是在那里看得出来。域属于两类或不属于任何一类、转发又指回来、过滤器的返回入口再次过滤，以及 MX 的地址（在 NAT 后面）没有被服务器当成自己的，是最常见的几种圈。',
    },
    forwarding: {
      en: 'The message had to be in the mailbox and, once, at the provider at home. Removing the forward opens the circle, too, and takes away what a user asked for.',
      'zh-cn': '邮件必须在邮箱里，并且在家里的服务商那边也恰好有一份。删掉转发同样能打开这个圈，却拿走了用户要求的东西。',
    },
    'unknown-refused': {
      en: 'A known address had to be delivered and an invented one refused during the dialogue. A server that accepts everything has to return it later, to senders who are mostly forged: backscatter.',
      'zh-cn': '已知地址必须送达，编造的地址必须在对话中被拒绝。什么都收的服务器只能事后退信，而那些发件人大多是伪造的：这就是反向散射。',
    },
  },
  accepted: [
    {
      en: 'Any class of domain for the shop: mydestination, virtual alias or virtual mailbox domain, even a relay domain with a recipient list to another daemon.',
      'zh-cn': '商店域归到哪一类都行：mydestination、虚拟别名域、虚拟邮箱域，甚至带收件人名单、转给另一个守护进程的中继域。',
    },
    {
      en: 'Where the server has to know its public address: proxy_interfaces, or a class for the shop that makes the question needless.',
      'zh-cn': '服务器需要知道自己的公网地址时：设好 proxy_interfaces，或者把商店域归入某一类，让它不必再问。',
    },
    { en: 'Doing the forwarding in aliases or Sieve instead of .forward.', 'zh-cn': '不用 .forward，而用别名或 Sieve 转发。' },
  ],
});
