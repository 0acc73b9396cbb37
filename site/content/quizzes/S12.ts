import { defineQuiz } from '../../components/quiz/quiz.ts';

export default defineQuiz({
  lesson: 'S12',
  questions: [
    {
      id: 'little',
      kind: 'numeric',
      prompt: {
        en: 'A server delivers 4 messages a second. Each spends 30 s in it, from arrival to delivery. How many are inside on average?',
        'zh-cn': '一台服务器每秒投递 4 封信，每封从到达到送出要 30 秒。平均有多少封信在里面？',
      },
      answer: 120,
      tolerance: 0.5,
      unit: { en: 'messages', 'zh-cn': '封' },
      why: {
        en: 'Little’s law: number inside = rate × time inside, whatever the distribution.',
        'zh-cn': '利特尔法则：在内数量 = 到达率 × 停留时间，与分布无关。',
      },
      traps: [
        { value: 7.5, why: { en: 'Divided: 30 / 4 has the unit s², which is nothing.', 'zh-cn': '除反了：30 / 4 的单位是 s²，没有意义。' } },
        { value: 30, why: { en: 'That would be one message a second.', 'zh-cn': '那是每秒一封的情况。' } },
      ],
    },
    {
      id: 'which-field',
      kind: 'hotspot',
      prompt: {
        en: 'Which line shows that a message waited for a free delivery process?',
        'zh-cn': '哪一行说明信件在等一个空闲的投递进程？',
      },
      lines: [
        {
          id: 'a',
          line: 'to=<wang@haibo.example>, delay=61, delays=61/0.01/0.02/0.05, status=sent',
          why: {
            en: '`a`: before the queue manager. The sender was slow to hand it over, or it was retried.',
            'zh-cn': '`a`：进入队列管理器之前。发件方交得慢，或者这是重试。',
          },
        },
        {
          id: 'b',
          line: 'to=<wang@haibo.example>, delay=61, delays=0.05/61/0.01/0.05, status=sent',
          why: { en: '`b`: in the active queue, with nobody free to take it.', 'zh-cn': '`b`：已在活动队列里，但没有人来取。' },
        },
        {
          id: 'c',
          line: 'to=<wang@haibo.example>, delay=30, delays=0.05/0.01/30/0.05, status=sent',
          why: { en: '`c`: connection set-up, with DNS, EHLO and TLS.', 'zh-cn': '`c`：建立连接，含 DNS、EHLO 和 TLS。' },
        },
        {
          id: 'd',
          line: 'to=<wang@haibo.example>, delay=10, delays=0.05/0.01/0.02/10, status=sent',
          why: { en: '`d`: the other side took ten seconds to answer the message.', 'zh-cn': '`d`：对方用了 10 秒才对这封信作答。' },
        },
      ],
      answer: 'b',
    },
    {
      id: 'six-domains',
      kind: 'single',
      prompt: {
        en: 'A slow provider hosts six of your customers’ domains. All settings are Postfix’s defaults. How many of the 100 smtp processes can its mail hold?',
        'zh-cn': '一家慢速服务商托管着你六个客户的域，Postfix 全是默认设置。发往它的信最多占 100 个 smtp 进程中的几个？',
      },
      options: [
        {
          id: 'twenty',
          text: { en: '20: the destination concurrency limit protects the rest', 'zh-cn': '20 个：目的地并发上限保护了其余的' },
          why: { en: 'The limit is for each domain (next hop), not for each server behind it.', 'zh-cn': '上限按域（下一跳）计，而不是按背后的服务器计。' },
        },
        {
          id: 'five',
          text: { en: '30: six times the initial concurrency of 5', 'zh-cn': '30 个：六倍的初始并发 5' },
          why: { en: 'That is the beginning. Each success raises the window, up to 20.', 'zh-cn': '那只是开始。每次成功都会加大窗口，直到 20。' },
        },
        {
          id: 'all',
          text: { en: 'All 100', 'zh-cn': '100 个全部' },
          why: { en: 'Six domains times 20 are 120, more than there are.', 'zh-cn': '六个域乘以 20 等于 120，比总数还多。' },
        },
        {
          id: 'none',
          text: { en: 'Few: the feedback lowers the window of a slow destination', 'zh-cn': '很少：反馈机制会降低慢目的地的窗口' },
          why: { en: 'Slow is not failed. Only connections and handshakes that fail count against it.', 'zh-cn': '慢不等于失败。只有连接或握手失败才会扣减。' },
        },
      ],
      answer: 'all',
    },
    {
      id: 'what-lowers',
      kind: 'multiple',
      prompt: { en: 'What lowers Postfix’s concurrency window for a destination?', 'zh-cn': '什么会降低 Postfix 对一个目的地的并发窗口？' },
      options: [
        { id: 'refused', text: { en: 'The connection is refused', 'zh-cn': '连接被拒绝' }, why: { en: 'A failure to connect.', 'zh-cn': '连接失败。' } },
        { id: 'greeting', text: { en: 'The greeting is `421`', 'zh-cn': '欢迎行是 `421`' }, why: { en: 'A handshake that failed.', 'zh-cn': '握手失败。' } },
        {
          id: 'rcpt',
          text: { en: 'One recipient gets `450` at RCPT', 'zh-cn': '某个收件人在 RCPT 得到 `450`' },
          why: {
            en: 'The host is alive; only this recipient waits. Greylisting does not slow the others.',
            'zh-cn': '主机是活的，只有这个收件人要等。灰名单不会拖慢别人。',
          },
        },
        {
          id: 'slow',
          text: { en: 'Each delivery takes ten seconds', 'zh-cn': '每次投递要十秒' },
          why: { en: 'Time does not count, success does.', 'zh-cn': '不看时间，只看成败。' },
        },
      ],
      answer: ['refused', 'greeting'],
    },
    {
      id: 'more-processes',
      kind: 'single',
      prompt: {
        en: 'Content scanning uses two cores fully, and mail waits. Somebody raises the scanner’s processes from 4 to 40. What happens to the throughput?',
        'zh-cn': '内容扫描把两个核用满，信在排队。有人把扫描进程从 4 个加到 40 个。吞吐量会怎样？',
      },
      options: [
        {
          id: 'ten',
          text: { en: 'It grows tenfold, as ten times as many work', 'zh-cn': '增加十倍，因为干活的多了十倍' },
          why: { en: 'The work is done by the cores, and these are two.', 'zh-cn': '干活的是核，还是两个。' },
        },
        {
          id: 'less',
          text: { en: 'None is gained, and memory and switching may take some away', 'zh-cn': '不会增加，内存和切换还可能使它下降' },
          why: {
            en: 'Each message is begun sooner and finished later; forty signature sets may end in swap.',
            'zh-cn': '每封信开始得早、结束得晚；四十份特征库还可能用到交换分区。',
          },
        },
        {
          id: 'wait',
          text: { en: 'The same, but the mean wait falls to a tenth', 'zh-cn': '不变，但平均等待降到十分之一' },
          why: { en: 'The wait moves from the queue into the scanner.', 'zh-cn': '等待只是从队列搬进了扫描器。' },
        },
        {
          id: 'double',
          text: { en: 'It doubles, since hyper-threading hides the waiting', 'zh-cn': '翻倍，因为超线程掩盖了等待' },
          why: { en: 'It hides waiting for memory, a little. These cores wait for nothing else.', 'zh-cn': '它只能掩盖一点访存等待，这里的核并没有在等别的。' },
        },
      ],
      answer: 'less',
    },
    {
      id: 'cache-ttl',
      kind: 'single',
      prompt: {
        en: 'A resolver on the mail host takes 95 % of the queries off the upstream. A customer moved its MX an hour ago, and your server still delivers to the old one. Why?',
        'zh-cn': '邮件主机上的解析器替上游挡掉了 95 % 的查询。客户一小时前换了 MX，你的服务器还在往旧的投。为什么？',
      },
      options: [
        {
          id: 'broken',
          text: { en: 'The cache is broken: it should ask when something changes', 'zh-cn': '缓存坏了：有变化时它应该去问' },
          why: { en: 'DNS tells nobody of changes. The answer’s TTL is the agreement.', 'zh-cn': 'DNS 不会通知变化，应答里的 TTL 就是约定。' },
        },
        {
          id: 'ttl',
          text: { en: 'The old record’s TTL has not run out', 'zh-cn': '旧记录的 TTL 还没到' },
          why: {
            en: 'The customer had to lower it *before* the move. You may flush the name: `unbound-control flush_zone`.',
            'zh-cn': '他应在搬家*之前*调低 TTL。你可以清掉这个名字：`unbound-control flush_zone`。',
          },
        },
        {
          id: 'postfix',
          text: { en: 'Postfix keeps MX answers for five days, like its queue', 'zh-cn': 'Postfix 像队列一样把 MX 应答保存五天' },
          why: { en: 'Postfix has no DNS cache of its own; it asks for each delivery.', 'zh-cn': 'Postfix 自己没有 DNS 缓存，每次投递都会问。' },
        },
        {
          id: 'negative',
          text: { en: 'Negative caching holds the old address', 'zh-cn': '否定缓存留住了旧地址' },
          why: { en: 'It keeps “there is no such name”, not an address.', 'zh-cn': '否定缓存记的是“没有这个名字”，不是地址。' },
        },
      ],
      answer: 'ttl',
    },
    {
      id: 'bottleneck-order',
      kind: 'order',
      prompt: {
        en: '“Mail is slow.” Bring the steps into the order that finds the narrow place without a guess.',
        'zh-cn': '“邮件很慢。”把下面的步骤排成不靠猜就能找到瓶颈的顺序。',
      },
      options: [
        {
          id: 'which',
          text: { en: 'Ask which message, from whom, to whom, when', 'zh-cn': '问清是哪封信、谁发给谁、什么时候' },
          why: { en: 'Else you measure another one.', 'zh-cn': '否则量的是另一封。' },
        },
        {
          id: 'delays',
          text: { en: 'Read its `delays=`: which of a, b, c, d is large?', 'zh-cn': '看它的 `delays=`：a、b、c、d 哪个大？' },
          why: { en: 'It names the stage.', 'zh-cn': '它指出是哪一段。' },
        },
        {
          id: 'many',
          text: { en: 'See by `qshape` whether one destination or all are meant', 'zh-cn': '用 `qshape` 看是一个目的地还是全部' },
          why: { en: 'One: its transport. All: a resource.', 'zh-cn': '一个：看它的传输；全部：看资源。' },
        },
        {
          id: 'resource',
          text: { en: 'Look for the resource that is used up (`iostat`, `vmstat`)', 'zh-cn': '找被用满的资源（`iostat`、`vmstat`）' },
          why: { en: 'Only now it means something.', 'zh-cn': '到这一步看它才有意义。' },
        },
        {
          id: 'change',
          text: { en: 'Change one thing and measure again', 'zh-cn': '只改一处，再量一次' },
          why: { en: 'Two changes at once teach nothing.', 'zh-cn': '一次改两处，什么也学不到。' },
        },
      ],
    },
    {
      id: 'utilization',
      kind: 'single',
      prompt: {
        en: 'Ten processes, each delivery 1 s. At 5 messages a second hardly anybody waits. Mail doubles within a year. What happens at 10 a second?',
        'zh-cn': '十个进程，每次投递 1 秒。每秒 5 封时几乎不用等。一年后邮件翻倍，每秒 10 封时会怎样？',
      },
      options: [
        {
          id: 'double',
          text: { en: 'The wait doubles', 'zh-cn': '等待翻倍' },
          why: { en: 'Waits do not grow in proportion to load.', 'zh-cn': '等待不与负载成正比。' },
        },
        {
          id: 'ten',
          text: { en: 'The wait is 1 s, the length of one delivery', 'zh-cn': '等 1 秒，即一次投递的时间' },
          why: { en: 'At exactly full load chance alone makes the queue grow.', 'zh-cn': '恰好满载时，仅随机波动就会让队列增长。' },
        },
        {
          id: 'never',
          text: { en: 'It has no upper bound: the queue grows', 'zh-cn': '没有上界：队列一直增长' },
          why: {
            en: 'Utilization 1. Already at 0.9 the p95 is far from zero: the curve bends near the end.',
            'zh-cn': '利用率为 1。到 0.9 时 p95 已经远离零：曲线在末端才弯。',
          },
        },
        {
          id: 'same',
          text: { en: 'Nothing: ten processes finish ten messages a second', 'zh-cn': '没变化：十个进程每秒正好完成十封' },
          why: { en: 'Only if they came like clockwork, one each tenth of a second.', 'zh-cn': '除非信像钟表一样每 0.1 秒来一封。' },
        },
      ],
      answer: 'never',
    },
  ],
});
