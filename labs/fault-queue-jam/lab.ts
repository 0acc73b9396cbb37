import { defineLab } from '../../lab-runner/contract/lab.ts';

export default defineLab({
  title: { en: 'It was instant last week', 'zh-cn': '上周还是秒到' },
  summary: {
    en: 'Mail to customers takes ages, the machine is idle, nothing is refused. Find the narrow place and widen it, without dropping a message.',
    'zh-cn': '发给客户的邮件要等很久，机器却很闲，也没有任何拒绝。找到那个瓶颈并打通它，一封都不能丢。',
  },
  module: 'M5',
  kind: 'fault',
  difficulty: 3,
  minutes: 35,
  lessons: ['performance-tuning', 'fault-handling'],
  parameters: {
    domain: { kind: 'domain' },
    peer: { kind: 'domain', tld: 'example' },
    slow: { kind: 'domain', tld: 'example' },
    user: { kind: 'user' },
    boss: { kind: 'user' },
    customer: { kind: 'user' },
    password: { kind: 'password' },
    bossPassword: { kind: 'password' },
    archive: { kind: 'token' },
    count: { kind: 'text', template: '1500' },
    gate: { kind: 'choice', of: ['192.0.2.253', '192.0.2.252', '192.0.2.251'] },
    variant: { kind: 'choice', of: ['agents', 'delay', 'gate', 'limit'] },
  },
  secret: ['variant', 'archive', 'bossPassword', 'count', 'gate'],
  topology: {
    hosts: { mx: { image: 'mail', memory: '256m', fqdn: 'mail.[[domain]]', ready: ['system', 'smtp', 'imap', 'submission'] } },
    internet: {
      personas: {
        customer: { domain: '[[peer]]', persona: 'accepting', users: ['[[customer]]'] },
        partner: { domain: '[[slow]]', persona: 'slow' },
      },
      zones: { '[[domain]]': ['@ MX 10 mail.[[domain]].'] },
    },
  },
  canary: {
    flows: [
      { id: 'orders', direction: 'inbound', persona: 'customer', from: '[[customer]]@[[peer]]', to: '[[user]]@[[domain]]', every: 15 },
      {
        id: 'offers',
        direction: 'outbound',
        persona: 'customer',
        from: '[[boss]]@[[domain]]',
        to: '[[customer]]@[[peer]]',
        user: '[[boss]]',
        password: '[[bossPassword]]',
        every: 10,
        target: 15,
      },
    ],
  },
  tasks: [
    {
      id: 'instant',
      title: { en: 'Mail to customers is there within seconds', 'zh-cn': '发给客户的邮件几秒内到达' },
      points: 40,
      needs: ['service', 'unharmed'],
    },
    {
      id: 'backlog',
      title: { en: 'What customers have been waiting for has arrived, each once', 'zh-cn': '客户一直在等的邮件都已到达，每封一次' },
      points: 30,
      needs: ['service', 'unharmed'],
    },
    { id: 'patient', title: { en: 'The slow partner loses nothing', 'zh-cn': '慢的那家合作伙伴一封也不少' }, points: 30, needs: ['service', 'unharmed'] },
  ],
  invariants: [
    { id: 'service', title: { en: 'Mail comes in, staff hand in mail, strangers cannot relay', 'zh-cn': '来信正常，员工能交信，陌生人不能中继' } },
    { id: 'unharmed', title: { en: 'No mail is refused for good or returned', 'zh-cn': '没有邮件被永久拒绝或退回' } },
  ],
  hints: {
    instant: [
      {
        en: 'qshape active and qshape deferred say for whom the queue waits; the log line of a delivered message says where it spent its time: delays=a/b/c/d.',
        'zh-cn': 'qshape active 和 qshape deferred 说明队列在等谁；已投递邮件的日志 delays=a/b/c/d 说明时间花在了哪里。',
      },
      {
        en: 'a: before the queue manager, b: in the queue, c: connecting, d: sending. A large b with an idle machine means: no delivery agent was free, or the queue manager waits on purpose. A large c: somebody was called who does not answer.',
        'zh-cn':
          'a：进入队列管理器之前，b：在队列里，c：建立连接，d：传输。机器空闲而 b 很大，说明没有空闲的投递进程，或者队列管理器在故意等待。c 很大，说明在呼叫一个不应答的对方。',
      },
      {
        en: 'postconf -n | grep -E "delay|limit|concurrency|timeout|transport" and postconf -M smtp/unix (the seventh column is the most processes; - is default_process_limit). Whom does the log say that smtp connects to, and is that what the DNS says? To give one domain its own agents: a line "lazy unix - - y - 5 smtp" in master.cf and "b.example lazy:" in transport_maps.',
        'zh-cn':
          'postconf -n | grep -E "delay|limit|concurrency|timeout|transport"，以及 postconf -M smtp/unix（第七列是进程数上限，- 表示 default_process_limit）。日志里 smtp 在连谁？和 DNS 说的一致吗？给某个域单独的投递进程：master.cf 里加一行 “lazy unix - - y - 5 smtp”，transport_maps 里写 “b.example lazy:”。',
      },
    ],
    backlog: [
      {
        en: 'Once the narrow place is open the queue drains by itself, or after postqueue -f.',
        'zh-cn': '瓶颈打通后队列会自己排空，或者用 postqueue -f 催一下。',
      },
      {
        en: 'Messages that are active already keep the transport that was chosen for them until the queue manager looks again: after a reload it does.',
        'zh-cn': '已经进入 active 的邮件沿用当初选定的传输方式，直到队列管理器重新查看：reload 之后就会。',
      },
      {
        en: 'postfix reload; postqueue -f; then watch: watch -n2 "qshape active | head -5"',
        'zh-cn': 'postfix reload; postqueue -f; 然后观察：watch -n2 "qshape active | head -5"',
      },
    ],
    patient: [
      {
        en: 'Their server takes ten seconds for a message. That is their right; your queue is there for it.',
        'zh-cn': '他们的服务器一封要十秒。那是他们的事；您的队列就是为此而存在的。',
      },
      {
        en: 'A separate transport with a few processes lets the slow ones be slow without standing in the way.',
        'zh-cn': '一个只有几个进程的独立传输方式，让慢的慢慢来，又不挡别人的路。',
      },
      {
        en: 'lazy_destination_concurrency_limit = 3 in main.cf holds for the transport called lazy only.',
        'zh-cn': 'main.cf 里的 lazy_destination_concurrency_limit = 3 只对名为 lazy 的传输方式有效。',
      },
    ],
  },
  why: {
    instant: {
      en: 'We handed in several fresh messages and took the time until the customer had them; numbered mail that is not there within fifteen seconds was counted as late all the while, and had to be on time now. Fourteen hundred price lists for one slow partner had taken every delivery agent, or every destination had been told to wait between two messages: both show as a large b in delays=a/b/c/d on an idle machine. Or a route that nobody remembered tried a dead address first, for every message, and was given minutes to answer: a large c.',
      'zh-cn':
        '我们交了几封新邮件，计时到客户收到为止；编号邮件超过十五秒没到就算超时，现在必须准时。一千四百多封价目表都发给同一家慢的合作伙伴，占住了所有投递进程；或者每个目的地都被要求在两封之间等待：二者在空闲的机器上都表现为 delays=a/b/c/d 里很大的 b。还有一种：一条早被遗忘的路由让每封邮件先去找一个死掉的地址，而且给了它几分钟的应答时间，表现为很大的 c。',
    },
    backlog: {
      en: 'Thirty messages to the customer were in the queue when you came, and numbered mail was handed in all the time: each had to arrive, once.',
      'zh-cn': '您来的时候队列里有三十封给客户的邮件，之后又不断有编号邮件交来：每一封都要到达，恰好一次。',
    },
    patient: {
      en: 'Mail for the slow partner had to go on arriving, and what has arrived there and what still waits in the queue had to add up to everything. Deleting the queue, or putting it on hold, makes the others fast, too.',
      'zh-cn': '给慢伙伴的邮件必须继续到达，已到达的和仍在队列里的加起来必须等于全部。删掉或扣住这些邮件同样能让别人变快，却不是维修。',
    },
  },
  accepted: [
    {
      en: 'Calling a dead address for a few seconds before the living one: the route is still odd, but nobody waits for it.',
      'zh-cn': '先花几秒呼叫死掉的地址，再找活着的那个：路由仍然古怪，但没有人为它久等。',
    },
    {
      en: 'More delivery agents with a limit for each destination instead of a separate transport: on the wire it is the same.',
      'zh-cn': '不用独立的传输方式，而是增加投递进程并限制每个目的地的并发：从线路上看是一样的。',
    },
  ],
});
