import { defineQuiz } from '../../components/quiz/quiz.ts';

export default defineQuiz({
  lesson: 'S26',
  questions: [
    {
      id: 'two-votes',
      kind: 'single',
      prompt: {
        en: 'Two sites, one vote each, failover by a program that wants more than half of the votes. The line between them is cut; both have power. What happens to the mailboxes?',
        'zh-cn': '两个站点各一票，由程序切换，需要超过半数票。两边都有电，只是之间的线路断了。邮箱会怎样？',
      },
      options: [
        {
          id: 'both',
          text: { en: 'Both sites go on, each for the users who can reach it', 'zh-cn': '两边都继续，各自服务连得上自己的用户' },
          why: { en: 'That happens *without* votes: split brain.', 'zh-cn': '*没有*投票时才会这样，那就是脑裂。' },
        },
        {
          id: 'none',
          text: { en: 'Neither side goes on', 'zh-cn': '两边都停' },
          why: { en: 'One of two is not more than half, on either side.', 'zh-cn': '两票中的一票不过半，哪边都一样。' },
        },
        {
          id: 'home',
          text: { en: 'The site that held them before goes on', 'zh-cn': '原来持有邮箱的一边继续' },
          why: {
            en: 'It cannot know that the other has not taken over. With one vote in all, at that site, it would.',
            'zh-cn': '它无从知道对方有没有接管。如果总共只有一票、就在它这边，才会继续。',
          },
        },
        {
          id: 'lost',
          text: { en: 'Mail that arrives during the cut is lost', 'zh-cn': '断线期间到达的信会丢失' },
          why: { en: 'The MX of both sites go on answering and queue what comes.', 'zh-cn': '两边的 MX 照常应答，把来信放进队列。' },
        },
      ],
      answer: 'none',
    },
    {
      id: 'what-is-stated',
      kind: 'multiple',
      prompt: {
        en: 'Which of these does the courseware’s slide on ICBC state?',
        'zh-cn': '下面哪些是课件那一页关于工商银行说过的？',
      },
      options: [
        {
          id: 'distributed',
          text: { en: 'The system uses a distributed architecture', 'zh-cn': '系统采用分布式架构' },
          why: { en: 'Stated, in these words, without a drawing.', 'zh-cn': '原话就是这样，没有图。' },
        },
        {
          id: 'two-sites',
          text: { en: 'It runs active/active in two data centres in different cities', 'zh-cn': '它在不同城市的两个数据中心双活运行' },
          why: { en: 'That is our hypothetical design. The slide names no site.', 'zh-cn': '那是我们的假设方案。课件没有提站点。' },
        },
        {
          id: 'security',
          text: { en: 'It has complete security measures', 'zh-cn': '有完善的安全防护措施' },
          why: { en: 'Stated. Which ones, it does not say.', 'zh-cn': '说了；是哪些，没说。' },
        },
        {
          id: 'five-minutes',
          text: { en: 'After a failure mail is back in five minutes', 'zh-cn': '故障后五分钟内恢复' },
          why: { en: 'No number of any kind stands there.', 'zh-cn': '那一页没有任何数字。' },
        },
      ],
      answer: ['distributed', 'security'],
    },
    {
      id: 'same-counter',
      kind: 'hotspot',
      prompt: {
        en: 'Two sites wrote to one mailbox while they were apart; then a fast `doveadm sync` reported success and did nothing. Which line shows why it saw no difference?',
        'zh-cn': '两个站点分开期间都往同一个邮箱写过信；之后快速 `doveadm sync` 报告成功，却什么也没做。哪一行说明它为什么看不出差别？',
      },
      lines: [
        { id: 'a', line: 'A: uid 3  subject "payment 3"', why: { en: 'A difference, if it had been looked at.', 'zh-cn': '这是差别，可惜没有比到这一层。' } },
        {
          id: 'b',
          line: 'B: uid 3  subject "payment 4"',
          why: { en: 'The same number for another message: the damage, not the reason.', 'zh-cn': '同一个编号，另一封信：这是损害，不是原因。' },
        },
        {
          id: 'status',
          line: 'A and B: messages=3 uidnext=4 highestmodseq=4',
          why: { en: 'These are compared first, and on both sides they are equal.', 'zh-cn': '先比的就是它们，而两边相等。' },
        },
        {
          id: 'rc',
          line: 'doveadm sync: exit status 0',
          why: { en: 'It says that the program was content, not why.', 'zh-cn': '只说明程序满意了，没说明为什么。' },
        },
      ],
      answer: 'status',
    },
    {
      id: 'rpo',
      kind: 'numeric',
      prompt: {
        en: '9,000 messages a minute arrive. The far copy is made after the answer and is 20 seconds behind. The site burns. How many messages that were answered with `250` and stored are gone? (Leave the queue out.)',
        'zh-cn': '每分钟到达 9,000 封。远处的副本在答复之后才写，落后 20 秒。站点烧毁。已经用 `250` 答应并存下的信丢了多少封？（不算队列里的。）',
      },
      answer: 3000,
      tolerance: 10,
      unit: { en: 'messages', 'zh-cn': '封' },
      why: { en: '9,000 / 60 = 150 a second, times 20.', 'zh-cn': '9,000 ÷ 60 = 每秒 150 封，乘以 20。' },
      traps: [
        { value: 0, why: { en: 'Zero needs the copy before the answer.', 'zh-cn': '要做到零，副本必须先于答复。' } },
        { value: 180000, why: { en: 'A minute is not a second: 9,000 come in a minute.', 'zh-cn': '把分钟当成秒了：9,000 封是一分钟的量。' } },
      ],
    },
    {
      id: 'distance',
      kind: 'numeric',
      prompt: {
        en: 'A delivery takes 10 ms, and waits 4 times for a site 800 km away (0.01 ms/km there and back, no equipment). How many ms does it take in all?',
        'zh-cn': '一次投递 10 毫秒，还要等 800 公里外的站点 4 次（往返每公里 0.01 毫秒，不计设备）。总共多少毫秒？',
      },
      answer: 42,
      tolerance: 0.5,
      unit: { en: 'ms', 'zh-cn': '毫秒' },
      why: { en: '800 × 0.01 = 8 ms there and back; 10 + 4 × 8.', 'zh-cn': '800 × 0.01 = 往返 8 毫秒；10 + 4 × 8。' },
      traps: [
        { value: 18, why: { en: 'It waits four times, not once.', 'zh-cn': '要等四次，不是一次。' } },
        { value: 26, why: { en: 'The 0.01 ms are there *and back* already: do not halve them.', 'zh-cn': '0.01 毫秒已经是*往返*，不用再折半。' } },
      ],
    },
    {
      id: 'order',
      kind: 'order',
      prompt: {
        en: 'Sites A and C were cut apart, and both took mail. The line is back. In which order?',
        'zh-cn': 'A 与 C 曾经断开，两边都收过信。线路恢复了，按什么顺序做？',
      },
      options: [
        {
          id: 'one',
          text: { en: 'Let one side only deliver; the other queues', 'zh-cn': '只让一边投递，另一边先排队' },
          why: { en: 'Otherwise the difference grows while you compare.', 'zh-cn': '否则边比边长。' },
        },
        {
          id: 'keep',
          text: { en: 'Keep a snapshot of both sides', 'zh-cn': '两边各留一份快照' },
          why: { en: 'Before any program changes one of them.', 'zh-cn': '在任何程序改动之前。' },
        },
        {
          id: 'merge',
          text: { en: 'Merge with `doveadm sync -f`', 'zh-cn': '用 `doveadm sync -f` 合并' },
          why: { en: 'Both ways, with a full comparison.', 'zh-cn': '双向，完整比对。' },
        },
        {
          id: 'count',
          text: { en: 'Compare message ids of both sides', 'zh-cn': '核对两边的 Message-ID' },
          why: { en: 'Proof, before anybody signs.', 'zh-cn': '有了证据才能签字。' },
        },
        {
          id: 'open',
          text: { en: 'Let both deliver again', 'zh-cn': '恢复两边投递' },
          why: { en: 'Last: now there is one mailbox again.', 'zh-cn': '最后一步：邮箱又只有一个了。' },
        },
      ],
    },
    {
      id: 'journal',
      kind: 'single',
      prompt: {
        en: '`always_bcc` sends a copy of everything to an archive. The archive refuses mail for two days. What do senders and recipients notice?',
        'zh-cn': '`always_bcc` 把每封信抄一份给归档系统。归档系统两天拒收。发件人和收件人会发现什么？',
      },
      options: [
        {
          id: 'stop',
          text: { en: 'Mail stops, since nothing may pass without its copy', 'zh-cn': '邮件停了，因为没有副本不许放行' },
          why: { en: 'The copy is one more recipient; the others are delivered without it.', 'zh-cn': '副本只是又一个收件人，别的收件人照样送达。' },
        },
        {
          id: 'bounce',
          text: { en: 'Each sender gets a bounce about the archive', 'zh-cn': '每个发件人都收到一封关于归档的退信' },
          why: {
            en: 'The BCC is added with NOTIFY=NONE (postconf(5)): senders are not told.',
            'zh-cn': '这个密送带着 NOTIFY=NONE（postconf(5)），不会通知发件人。',
          },
        },
        {
          id: 'nothing',
          text: { en: 'Nothing', 'zh-cn': '什么也不会发现' },
          why: { en: 'That is why the queue for the archive needs an alarm of its own.', 'zh-cn': '所以通往归档的队列要单独告警。' },
        },
        {
          id: 'twice',
          text: { en: 'They get the messages of those days a second time', 'zh-cn': '那两天的信又收到一遍' },
          why: { en: 'Only the archive’s copy is retried.', 'zh-cn': '重试的只有归档那一份。' },
        },
      ],
      answer: 'nothing',
    },
    {
      id: 'segregation',
      kind: 'single',
      prompt: {
        en: 'Which arrangement separates duties?',
        'zh-cn': '哪一种安排做到了职责分离？',
      },
      options: [
        {
          id: 'two-sites',
          text: {
            en: 'Each site has administrators of its own, who know the root password of both',
            'zh-cn': '两个站点各有管理员，他们都知道两边的 root 密码',
          },
          why: { en: 'Each can do everything, and hide it.', 'zh-cn': '每个人都什么都能做，也都能掩盖。' },
        },
        {
          id: 'log',
          text: { en: 'Who runs the mail hosts has no login on the log host', 'zh-cn': '管邮件主机的人在日志机上没有账号' },
          why: { en: 'What they do stays where they cannot erase it.', 'zh-cn': '他做过什么，留在他抹不掉的地方。' },
        },
        {
          id: 'approval',
          text: { en: 'The administrator’s own deputy approves each mailbox search by mail', 'zh-cn': '每次检索邮箱，由管理员自己的副手用邮件批准' },
          why: { en: 'Same team, and on a system that the first one runs.', 'zh-cn': '同一班人，而且就在前者管的系统上批。' },
        },
        {
          id: 'handbook',
          text: { en: 'A signed handbook that forbids the misuse of rights', 'zh-cn': '一份人人签字、禁止滥用权限的手册' },
          why: { en: 'It forbids; it prevents and shows nothing.', 'zh-cn': '它只是禁止，既防不住也查不出。' },
        },
      ],
      answer: 'log',
    },
  ],
});
