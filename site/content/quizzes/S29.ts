import { defineQuiz } from '../../components/quiz/quiz.ts';

export default defineQuiz({
  lesson: 'S29',
  questions: [
    {
      id: 'which-source',
      kind: 'single',
      prompt: {
        en: 'You want to know what *your* Postfix does when a milter is away. What decides?',
        'zh-cn': '想知道*你的* Postfix 在 milter 不在时怎么做。以什么为准？',
      },
      options: [
        {
          id: 'online',
          text: { en: 'The manual on postfix.org, since it comes from the authors', 'zh-cn': 'postfix.org 上的手册，作者自己写的，总不会错' },
          why: { en: 'It describes the newest version, which yours is not.', 'zh-cn': '它写的是最新版本，你的不是。' },
        },
        {
          id: 'host',
          text: { en: '`postconf milter_default_action` on the host', 'zh-cn': '在主机上 `postconf milter_default_action`' },
          why: { en: 'The value in force, of the installed version.', 'zh-cn': '已安装版本的现用值。' },
        },
        { id: 'rfc', text: { en: 'RFC 5321', 'zh-cn': 'RFC 5321' }, why: { en: 'Milters are not part of SMTP.', 'zh-cn': 'milter 不属于 SMTP。' } },
        {
          id: 'forum',
          text: {
            en: 'The forum answer with the most votes of other administrators',
            'zh-cn': '论坛上得票最多、被许多管理员称赞、还标成最佳答案的那个回答，因为试过的人最多',
          },
          why: { en: 'Votes say nothing about your version.', 'zh-cn': '票数说明不了你的版本。' },
        },
      ],
      answer: 'host',
    },
    {
      id: 'section',
      kind: 'single',
      prompt: { en: 'Which command shows what the parameter `queue_minfree` means?', 'zh-cn': '哪条命令能看到参数 `queue_minfree` 的含义？' },
      options: [
        { id: 'man1', text: { en: '`man postconf`', 'zh-cn': '`man postconf`' }, why: { en: 'Section 1: the command.', 'zh-cn': '第 1 节：命令。' } },
        {
          id: 'man5',
          text: { en: '`man 5 postconf`', 'zh-cn': '`man 5 postconf`' },
          why: { en: 'Section 5: the parameters of main.cf.', 'zh-cn': '第 5 节：main.cf 的参数。' },
        },
        {
          id: 'value',
          text: { en: '`postconf -d queue_minfree`', 'zh-cn': '`postconf -d queue_minfree`' },
          why: { en: 'Its default value, not its meaning.', 'zh-cn': '那是默认值，不是含义。' },
        },
        { id: 'man8', text: { en: '`man 8 postconf`', 'zh-cn': '`man 8 postconf`' }, why: { en: 'There is no such page.', 'zh-cn': '没有这一页。' } },
      ],
      answer: 'man5',
    },
    {
      id: 'replaced',
      kind: 'numeric',
      prompt: {
        en: 'A contract demands “IMAP after RFC 3501”. What is the number of the RFC that replaced it?',
        'zh-cn': '合同要求“符合 RFC 3501 的 IMAP”。取代它的 RFC 是多少号？',
      },
      answer: 9051,
      tolerance: 0,
      unit: { en: '', 'zh-cn': '' },
      why: {
        en: 'RFC 9051, IMAP4rev2. Ask what is meant: Dovecot 2.4.1 announces IMAP4rev1.',
        'zh-cn': 'RFC 9051，IMAP4rev2。要问清楚指的是什么：Dovecot 2.4.1 宣告的是 IMAP4rev1。',
      },
      traps: [
        { value: 5321, why: { en: 'That is SMTP.', 'zh-cn': '那是 SMTP。' } },
        { value: 2060, why: { en: 'Older than 3501: it was replaced *by* it.', 'zh-cn': '比 3501 还旧：是*被* 3501 取代的。' } },
      ],
    },
    {
      id: 'search-line',
      kind: 'hotspot',
      prompt: { en: 'You search the web for a log line. Which part do you search for?', 'zh-cn': '拿一行日志去网上搜，该搜哪一部分？' },
      lines: [
        {
          id: 'host',
          line: 'Nov 25 04:16:47 mail postfix/smtpd[148]:',
          why: { en: 'Time, host and process number are yours alone.', 'zh-cn': '时间、主机名、进程号只有你有。' },
        },
        {
          id: 'id',
          line: '6A42335C556: client=mx.haibo.example[192.0.2.20]',
          why: { en: 'A queue id that exists once in the world.', 'zh-cn': '世上只有一个的队列编号。' },
        },
        {
          id: 'fixed',
          line: 'warning: do not list domain … in BOTH mydestination and virtual_mailbox_domains',
          why: { en: 'The fixed words of the program.', 'zh-cn': '程序里固定的字样。' },
        },
        {
          id: 'addr',
          line: 'from=<wang@haibo.example> to=<lin@k3f9.test> proto=ESMTP',
          why: { en: 'Addresses: not yours to publish in a search, either.', 'zh-cn': '地址：也不该拿去公开搜索。' },
        },
      ],
      answer: 'fixed',
    },
    {
      id: 'claims',
      kind: 'multiple',
      prompt: {
        en: 'A language model says: “set `smtpd_reject_footer_delay = 5s`”. What do you do first?',
        'zh-cn': '大模型说：“设置 `smtpd_reject_footer_delay = 5s`”。先做什么？',
      },
      options: [
        {
          id: 'ask',
          text: { en: 'Ask it whether it is sure', 'zh-cn': '问它确不确定' },
          why: { en: 'It will be, or apologise; neither is a proof.', 'zh-cn': '它要么很确定，要么道歉，都不是证据。' },
        },
        {
          id: 'postconf',
          text: { en: '`postconf smtpd_reject_footer_delay`', 'zh-cn': '`postconf smtpd_reject_footer_delay`' },
          why: { en: '“unknown parameter” ends the discussion.', 'zh-cn': '“unknown parameter”，讨论结束。' },
        },
        {
          id: 'man',
          text: { en: 'Look for it in `man 5 postconf`', 'zh-cn': '在 `man 5 postconf` 里找' },
          why: { en: 'What is not there is not there.', 'zh-cn': '没有就是没有。' },
        },
        {
          id: 'try',
          text: { en: 'Set it at noon and watch the log', 'zh-cn': '中午设上，看着日志' },
          why: { en: 'A guess on the production server.', 'zh-cn': '拿生产服务器来猜。' },
        },
      ],
      answer: ['postconf', 'man'],
    },
    {
      id: 'order',
      kind: 'order',
      prompt: { en: 'An advice from the web: in which order do you go on?', 'zh-cn': '网上看到一条建议，接下来按什么次序做？' },
      options: [
        {
          id: 'version',
          text: { en: 'Look which version is installed', 'zh-cn': '看装的是哪个版本' },
          why: { en: 'Everything else depends on it.', 'zh-cn': '后面的都取决于它。' },
        },
        {
          id: 'manual',
          text: { en: 'Read the manual page on the host', 'zh-cn': '读主机上的手册页' },
          why: { en: 'What this version does.', 'zh-cn': '这个版本怎么做。' },
        },
        {
          id: 'lab',
          text: { en: 'Try it in a sandbox', 'zh-cn': '在沙箱里试' },
          why: { en: 'With a test that must fail, too.', 'zh-cn': '也要有一个必须失败的测试。' },
        },
        {
          id: 'change',
          text: { en: 'Change production, with a way back', 'zh-cn': '改生产环境，留好退路' },
          why: { en: 'And write down why.', 'zh-cn': '并写下原因。' },
        },
      ],
    },
  ],
});
