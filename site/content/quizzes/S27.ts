import { defineQuiz } from '../../components/quiz/quiz.ts';

export default defineQuiz({
  lesson: 'S27',
  questions: [
    {
      id: 'promise',
      kind: 'hotspot',
      prompt: { en: 'From which line on is *another* server responsible for the message?', 'zh-cn': '从哪一行起，对这封信负责的是*另一台*服务器？' },
      lines: [
        {
          id: 'client',
          line: 'submission/smtpd: ECC4E1C054F: client=laptop.k3f9.test, sasl_username=lin@k3f9.test',
          why: { en: 'Handed in: ours from the `250` that followed.', 'zh-cn': '刚交来：接着那个 `250` 之后归我们。' },
        },
        {
          id: 'queue',
          line: 'qmgr: ECC4E1C054F: from=<lin@k3f9.test>, size=563, nrcpt=1 (queue active)',
          why: { en: 'It lies in our queue: ours.', 'zh-cn': '在我们的队列里：归我们。' },
        },
        {
          id: 'sent',
          line: 'smtp: ECC4E1C054F: to=<wang@haibo.example>, relay=mx1.haibo.example, status=sent (250 2.0.0 Ok: queued as 8DD051C05ED)',
          why: { en: 'The other side said `250`: RFC 5321 §6.1.', 'zh-cn': '对方答了 `250`：RFC 5321 §6.1。' },
        },
        { id: 'removed', line: 'qmgr: ECC4E1C054F: removed', why: { en: 'Only what follows from the line before.', 'zh-cn': '只是上一行的结果。' } },
      ],
      answer: 'sent',
    },
    {
      id: 'sm2',
      kind: 'numeric',
      prompt: {
        en: 'A card (SM-2, easiness 2.5) is remembered “after a moment” (quality 4) each time. Intervals: 1 day, 6 days, and then?',
        'zh-cn': '一张卡片（SM-2，难易系数 2.5）每次都“想了一下”答出（4 分）。间隔 1 天、6 天，再下一次几天？',
      },
      answer: 15,
      tolerance: 0,
      unit: { en: 'days', 'zh-cn': '天' },
      why: { en: '6 × 2.5 = 15; quality 4 leaves the easiness as it is.', 'zh-cn': '6 × 2.5 = 15；4 分不改变系数。' },
      traps: [
        { value: 12, why: { en: 'It is not doubled but multiplied by the easiness.', 'zh-cn': '不是翻倍，是乘以系数。' } },
        { value: 36, why: { en: 'Not squared.', 'zh-cn': '不是平方。' } },
        { value: 11, why: { en: 'Five more each time would be no spacing that grows.', 'zh-cn': '每次加 5，间隔就不会越拉越长。' } },
      ],
    },
    {
      id: 'who-checks',
      kind: 'multiple',
      prompt: { en: 'Which of these *show* that a backup is of use?', 'zh-cn': '下面哪些能*证明*备份有用？' },
      options: [
        {
          id: 'log',
          text: { en: 'The backup program’s log says “success” every night', 'zh-cn': '备份程序的日志每晚都写“成功”' },
          why: { en: 'It copied something.', 'zh-cn': '它确实复制了点什么。' },
        },
        {
          id: 'restore',
          text: { en: 'One mailbox was restored elsewhere, and timed', 'zh-cn': '在别处恢复过一个邮箱，并计时' },
          why: { en: 'That is the purpose, done.', 'zh-cn': '目的就在于此，而且做到了。' },
        },
        {
          id: 'sum',
          text: { en: 'Checksums of the archives are compared weekly', 'zh-cn': '每周比对备份文件的校验和' },
          why: { en: 'The file is whole; what is in it may be useless.', 'zh-cn': '文件完整，里面的东西未必有用。' },
        },
        {
          id: 'flags',
          text: { en: 'Count of messages, flags and folders after a restore equals that before', 'zh-cn': '恢复前后信数、标记、文件夹一致' },
          why: { en: 'That is how one looks at a restore.', 'zh-cn': '看恢复就该这样看。' },
        },
      ],
      answer: ['restore', 'flags'],
    },
    {
      id: 'night',
      kind: 'order',
      prompt: { en: '“Mail from the bank does not come.” In which order?', 'zh-cn': '“银行的信收不到。”按什么次序？' },
      options: [
        {
          id: 'seen',
          text: { en: 'Did our log ever see it?', 'zh-cn': '我们的日志见过它吗？' },
          why: { en: 'It divides the world in two.', 'zh-cn': '一下子分成两半。' },
        },
        { id: 'said', text: { en: 'What did we answer?', 'zh-cn': '我们答了什么？' }, why: { en: 'Code, class, subject.', 'zh-cn': '代码、类别、主题。' } },
        {
          id: 'cause',
          text: { en: 'Why that answer?', 'zh-cn': '为什么这样答？' },
          why: { en: 'One cause, proved by a line.', 'zh-cn': '一个原因，用一行来证明。' },
        },
        {
          id: 'mend',
          text: { en: 'Mend it, without losing what waits', 'zh-cn': '修好，不丢正在等的' },
          why: { en: 'The queue first, then the setting.', 'zh-cn': '先看队列，再改设置。' },
        },
        { id: 'prove', text: { en: 'Send one from outside', 'zh-cn': '从外部发一封' }, why: { en: 'Proved is what arrived.', 'zh-cn': '到了才算证明。' } },
      ],
    },
    {
      id: 'from-means',
      kind: 'single',
      prompt: { en: 'SPF passes, DKIM passes, DMARC fails. How can that be?', 'zh-cn': 'SPF 通过，DKIM 通过，DMARC 不通过。怎么会？' },
      options: [
        {
          id: 'policy',
          text: {
            en: 'The domain’s policy is `p=reject`, which fails every message until it is relaxed',
            'zh-cn': '该域的策略是 `p=reject`，不放宽就一律不通过',
          },
          why: { en: 'The policy says what to do with a failure; it makes none.', 'zh-cn': '策略说的是不通过怎么办，它本身不造成不通过。' },
        },
        {
          id: 'align',
          text: { en: 'Neither domain fits From', 'zh-cn': '两个域都和 From 对不上' },
          why: { en: 'Both passed for somebody else’s domain: no alignment.', 'zh-cn': '通过的都是别人的域：没有对齐。' },
        },
        {
          id: 'both',
          text: { en: 'DMARC wants a third signature, from the reader’s provider', 'zh-cn': 'DMARC 还要求读信人服务商的第三个签名' },
          why: { en: 'There is none.', 'zh-cn': '没有这种东西。' },
        },
        {
          id: 'dns',
          text: { en: 'It cannot be: with both passed, DMARC passes by definition', 'zh-cn': '不可能：两者都通过，按定义 DMARC 就通过' },
          why: { en: 'Passed *and* aligned, one of them at least.', 'zh-cn': '要通过*并且*对齐，至少一个。' },
        },
      ],
      answer: 'align',
    },
    {
      id: 'unknown',
      kind: 'reply',
      prompt: {
        en: 'The acceptance test asks for a name that does not exist. What does your finished server say?',
        'zh-cn': '验收时问一个不存在的名字。建好的服务器答什么？',
      },
      dialogue: ['C: MAIL FROM:<probe@internet.test>', 'S: 250 2.1.0 Ok', 'C: RCPT TO:<no-such-user@k3f9.test>'],
      answer: ['550'],
      why: { en: '`550 5.1.1`: final, before anything was accepted.', 'zh-cn': '`550 5.1.1`：终局，而且什么都没收下。' },
      traps: [
        { code: '250', why: { en: 'Then you have to bounce later, perhaps to a victim.', 'zh-cn': '那以后就得退信，也许退给一个受害者。' } },
        { code: '450', why: { en: 'The sender would try for days.', 'zh-cn': '发件方会重试好几天。' } },
        { code: '554', why: { en: 'That is for relaying; a missing user has a code of its own.', 'zh-cn': '那用于转发；查无此人有自己的代码。' } },
      ],
      otherwise: { en: 'See lesson S15, the twelve codes.', 'zh-cn': '见 S15 课的十二个代码。' },
    },
    {
      id: 'recall',
      kind: 'single',
      prompt: {
        en: 'An hour for revision, a week before the examination. What helps most, by what is known of memory?',
        'zh-cn': '考前一周，有一小时复习。按对记忆的了解，哪样最有用？',
      },
      options: [
        {
          id: 'read',
          text: { en: 'Read the four most important lessons again, slowly and with a marker', 'zh-cn': '拿荧光笔把最重要的四课慢慢重读一遍' },
          why: { en: 'It feels like knowing, and fades.', 'zh-cn': '觉得自己懂了，然后淡忘。' },
        },
        {
          id: 'test',
          text: { en: 'Test yourself, twenty minutes on three days', 'zh-cn': '分三天，每天自测二十分钟' },
          why: { en: 'Fetching, and spacing: both help.', 'zh-cn': '回想加间隔，两样都有用。' },
        },
        {
          id: 'copy',
          text: { en: 'Copy the settings of a finished server by hand into a notebook', 'zh-cn': '把一台建好的服务器的设置手抄进本子' },
          why: { en: 'Copying needs no recall.', 'zh-cn': '抄写用不着回想。' },
        },
        {
          id: 'night',
          text: { en: 'All in one hour on the evening before, so that it is fresh', 'zh-cn': '考前那晚一次用完一小时，趁热' },
          why: { en: 'Fresh on the next morning, gone in a week.', 'zh-cn': '第二天早上还热，一周后没了。' },
        },
      ],
      answer: 'test',
    },
    {
      id: 'narrow',
      kind: 'single',
      prompt: {
        en: '`delays=0.1/0.2/9.8/0.3` for many destinations. Where do you look first?',
        'zh-cn': '许多目的地都是 `delays=0.1/0.2/9.8/0.3`。先看哪里？',
      },
      options: [
        {
          id: 'disk',
          text: { en: 'At the disk of the queue, as it must be read before each delivery', 'zh-cn': '队列所在的磁盘，因为每次投递都要先读它' },
          why: { en: 'That would be in a or b.', 'zh-cn': '那会体现在 a 或 b。' },
        },
        {
          id: 'dns',
          text: { en: 'At DNS and the connection', 'zh-cn': 'DNS 和建立连接' },
          why: { en: 'c: names, TCP, greeting, TLS. For many at once: the resolver.', 'zh-cn': 'c：查名字、TCP、问候、TLS。许多家一起慢，就看解析器。' },
        },
        {
          id: 'them',
          text: { en: 'At the receivers’ content filters', 'zh-cn': '收信方的内容过滤' },
          why: { en: 'That would be in d.', 'zh-cn': '那会体现在 d。' },
        },
        {
          id: 'cpu',
          text: { en: 'At the processor', 'zh-cn': '处理器' },
          why: { en: 'Ten seconds of waiting use none of it.', 'zh-cn': '等十秒不费处理器。' },
        },
      ],
      answer: 'dns',
    },
  ],
});
