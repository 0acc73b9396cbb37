import { defineQuiz } from '../../components/quiz/quiz.ts';

export default defineQuiz({
  lesson: 'S10',
  questions: [
    {
      id: 'precision',
      kind: 'numeric',
      prompt: {
        en: 'In a month 24 pages went out. Six of them told of real incidents; there were seven incidents. What is the precision?',
        'zh-cn': '一个月发出 24 次告警，其中 6 次确有事故；事故共 7 起。精确率是多少？',
      },
      answer: 0.25,
      tolerance: 0.005,
      unit: { en: '(0…1)', 'zh-cn': '（0…1）' },
      why: { en: 'Right pages over all pages: 6 / 24.', 'zh-cn': '正确告警除以全部告警：6 / 24。' },
      traps: [
        { value: 0.857, why: { en: '6 / 7 is the recall.', 'zh-cn': '6 / 7 是召回率。' } },
        { value: 0.29, why: { en: '7 / 24 mixes the two: incidents over pages.', 'zh-cn': '7 / 24 把两者混了：事故数除以告警数。' } },
      ],
    },
    {
      id: 'black-box',
      kind: 'single',
      prompt: {
        en: 'The content filter hangs and answers every message with `451`. Which measurement turns red first on *your* server?',
        'zh-cn': '内容过滤器卡住，对每封信都答 `451`。*你的*服务器上，哪个测量最先变红？',
      },
      options: [
        {
          id: 'queue',
          text: { en: 'The length of the queue', 'zh-cn': '队列长度' },
          why: { en: 'The senders keep the mail: your queue is shorter than usual.', 'zh-cn': '信留在发件方：你的队列比平时还短。' },
        },
        {
          id: 'port',
          text: { en: 'The check of port 25', 'zh-cn': '25 端口检查' },
          why: { en: 'The port answers, and says 220.', 'zh-cn': '端口有应答，还说 220。' },
        },
        {
          id: 'canary',
          text: { en: 'The canary from outside', 'zh-cn': '外部发来的探测邮件' },
          why: { en: 'It does what a user does, and fails as he does.', 'zh-cn': '它做的就是用户做的，失败也一样失败。' },
        },
        {
          id: 'cpu',
          text: { en: 'The processor, busy with retries', 'zh-cn': '忙于重试的处理器' },
          why: { en: 'The retries are made elsewhere, hours apart.', 'zh-cn': '重试发生在别处，隔几个小时一次。' },
        },
      ],
      answer: 'canary',
    },
    {
      id: 'age-length',
      kind: 'single',
      prompt: {
        en: 'Why is the age of the oldest message a better alarm than the number of messages?',
        'zh-cn': '为什么用最老邮件的年龄做告警，比用邮件数量好？',
      },
      options: [
        {
          id: 'load',
          text: { en: 'Its threshold means the same on a quiet and on a busy server', 'zh-cn': '同一个阈值，在忙和闲的服务器上意思一样' },
          why: { en: 'Length follows load; age is what somebody waits.', 'zh-cn': '长度随负载变，年龄就是某人在等的时间。' },
        },
        {
          id: 'cheap',
          text: { en: 'It is cheaper to compute, since only one message is read', 'zh-cn': '只读一封信，计算更省' },
          why: { en: 'To know the oldest, all must be looked at.', 'zh-cn': '要知道哪封最老，全部都得看。' },
        },
        {
          id: 'spam',
          text: {
            en: 'It also sees a flood of outgoing spam, which the number of messages does not',
            'zh-cn': '它还能发现外发的垃圾邮件洪流，单看数量则发现不了',
          },
          why: {
            en: 'A flood that is delivered quickly leaves no old message; here number and rate see more.',
            'zh-cn': '迅速送走的洪流不会留下老邮件；这时数量和速率更灵。',
          },
        },
        {
          id: 'never-false',
          text: { en: 'It raises no false alarm', 'zh-cn': '它不会误报' },
          why: { en: 'One partner who is away for a day does, unless destinations are told apart.', 'zh-cn': '一家对端离线一天就会，除非按目的地分开看。' },
        },
      ],
      answer: 'load',
    },
    {
      id: 'which-evidence',
      kind: 'hotspot',
      prompt: {
        en: 'Port 25 answers, users complain. Which line would have been worth a page?',
        'zh-cn': '25 端口有应答，用户在抱怨。哪一行值得叫人？',
      },
      lines: [
        { id: 'port', line: '220 mail.k3f9.test ESMTP Postfix (Debian)', why: { en: 'A greeting promises nothing.', 'zh-cn': '欢迎行不承诺任何事。' } },
        {
          id: 'canary',
          line: 'accepted, and not back after 20 s',
          why: { en: 'The symptom: what was accepted does not arrive.', 'zh-cn': '症状：收下的信没有送到。' },
        },
        { id: 'count', line: 'queue_messages 1', why: { en: 'One message is nothing on its own.', 'zh-cn': '单看一封信，说明不了什么。' } },
        { id: 'disk', line: 'disk_fullest_percent 27', why: { en: 'Fine, and unrelated.', 'zh-cn': '正常，也无关。' } },
      ],
      answer: 'canary',
    },
    {
      id: 'renewed',
      kind: 'single',
      prompt: {
        en: 'Certbot renewed the certificate a month ago. This morning all phones warn that it has expired. What was missed?',
        'zh-cn': 'Certbot 一个月前续了证书。今早所有手机都提示证书过期。漏了什么？',
      },
      options: [
        {
          id: 'reload',
          text: { en: 'Nobody told Dovecot and Postfix to load it', 'zh-cn': '没有让 Dovecot 和 Postfix 重新加载' },
          why: {
            en: 'A running daemon serves what it read at its start. A deploy hook reloads both; the alarm asks the port.',
            'zh-cn': '运行中的守护进程用的是启动时读的那份。部署钩子让两者重新加载，告警去问端口。',
          },
        },
        {
          id: 'dns',
          text: { en: 'The CAA record was not updated with the new serial number', 'zh-cn': 'DNS 里的 CAA 记录没有更新为新证书的序列号' },
          why: { en: 'CAA names the authority, not the certificate; and clients do not read it.', 'zh-cn': 'CAA 写的是机构而不是证书，客户端也不看它。' },
        },
        {
          id: 'phones',
          text: { en: 'The phones keep the old certificate in a cache', 'zh-cn': '手机把旧证书存在缓存里，要等它自己过期' },
          why: { en: 'They get it from the server at each handshake.', 'zh-cn': '每次握手都由服务器给出。' },
        },
        {
          id: 'chain',
          text: { en: 'The intermediate was renewed too late', 'zh-cn': '中间证书续得太晚' },
          why: { en: 'Then the error names an unknown issuer, not the date.', 'zh-cn': '那样报错的是签发者不明，而不是日期。' },
        },
      ],
      answer: 'reload',
    },
    {
      id: 'after-upgrade',
      kind: 'multiple',
      prompt: {
        en: 'OpenSSL was updated, Postfix and Dovecot were reloaded. What may still use the old library?',
        'zh-cn': '更新了 OpenSSL，并让 Postfix 和 Dovecot 重新加载。哪些可能还在用旧库？',
      },
      options: [
        {
          id: 'session',
          text: { en: 'An `smtpd` with a connection that a client keeps open', 'zh-cn': '一个客户端连接一直开着的 `smtpd`' },
          why: { en: 'It ends with its client.', 'zh-cn': '客户端走了它才结束。' },
        },
        {
          id: 'idle',
          text: { en: 'An `imap` process of a phone that has been waiting in IDLE since yesterday', 'zh-cn': '一个从昨天起在 IDLE 中等待的手机的 `imap` 进程' },
          why: { en: 'Sessions outlive a reload.', 'zh-cn': '会话比 reload 活得久。' },
        },
        {
          id: 'new',
          text: { en: 'A connection that begins after the reload', 'zh-cn': 'reload 之后新建的连接' },
          why: { en: 'Its process was started from the new files.', 'zh-cn': '它的进程由新文件启动。' },
        },
        {
          id: 'disk',
          text: { en: 'Nothing: the file on disk is gone', 'zh-cn': '都不会：磁盘上的旧文件已经没了，谁也用不到它' },
          why: {
            en: 'A deleted file lives on while a process has it mapped: `(deleted)` in `/proc/PID/maps`.',
            'zh-cn': '只要有进程映射着，删除的文件就还活着：`/proc/PID/maps` 里的 `(deleted)`。',
          },
        },
      ],
      answer: ['session', 'idle'],
    },
    {
      id: 'window-order',
      kind: 'order',
      prompt: { en: 'A patch window. Put the steps in order.', 'zh-cn': '一个补丁窗口，请排出顺序。' },
      options: [
        {
          id: 'copy',
          text: { en: 'Install on a copy and send a canary there', 'zh-cn': '在副本上安装并发探测邮件' },
          why: { en: 'Surprises belong here.', 'zh-cn': '意外应该发生在这里。' },
        },
        {
          id: 'back',
          text: { en: 'Save the old packages and what will be converted', 'zh-cn': '留存旧软件包和会被转换的数据' },
          why: { en: 'Before anything changes.', 'zh-cn': '在改动任何东西之前。' },
        },
        {
          id: 'install',
          text: { en: 'Install, restart', 'zh-cn': '安装，重启' },
          why: { en: 'Both: files alone change nothing that runs.', 'zh-cn': '两样都要：只换文件，运行中的不变。' },
        },
        {
          id: 'canary',
          text: { en: 'Look at the canary and at each large partner', 'zh-cn': '看探测邮件和各大对端' },
          why: { en: '“The service runs” is no test.', 'zh-cn': '“服务在运行”不算测试。' },
        },
        {
          id: 'decide',
          text: { en: 'At the time agreed: keep, or go back', 'zh-cn': '到约定时刻：保留，或退回' },
          why: { en: 'The stop rule decides, not hope.', 'zh-cn': '由中止条件决定，不靠希望。' },
        },
      ],
    },
    {
      id: 'quiet-log',
      kind: 'single',
      prompt: {
        en: 'After a rotation by `mv` and `touch` the error counter shows zero for days. Where are the lines?',
        'zh-cn': '用 `mv` 和 `touch` 轮转之后，错误计数几天都是零。日志行在哪里？',
      },
      options: [
        {
          id: 'old',
          text: { en: 'In the renamed file', 'zh-cn': '在改了名的文件里' },
          why: {
            en: 'The daemon holds the file, not its name, until it is told: `postfix logrotate`.',
            'zh-cn': '守护进程握着的是文件而不是名字，要等到被通知：`postfix logrotate`。',
          },
        },
        {
          id: 'lost',
          text: { en: 'Lost, as nobody may write to the new file', 'zh-cn': '丢了，新文件没有写权限' },
          why: { en: 'Nobody tries to.', 'zh-cn': '根本没有人去写它。' },
        },
        {
          id: 'journal',
          text: { en: 'In the systemd journal, which takes over by itself', 'zh-cn': '在 systemd 日志里，它会自动接手' },
          why: { en: 'With `maillog_file` Postfix writes the file itself.', 'zh-cn': '设了 `maillog_file`，Postfix 自己写文件。' },
        },
        {
          id: 'memory',
          text: { en: 'In memory, until the next restart', 'zh-cn': '在内存里，等下次重启' },
          why: { en: 'postlogd writes each line at once.', 'zh-cn': 'postlogd 每行立即写出。' },
        },
      ],
      answer: 'old',
    },
  ],
});
