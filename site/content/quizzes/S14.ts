import { defineQuiz } from '../../components/quiz/quiz.ts';

export default defineQuiz({
  lesson: 'S14',
  questions: [
    {
      id: 'exit-status',
      kind: 'numeric',
      prompt: {
        en: 'A script that Postfix runs through `pipe(8)` cannot reach the chat. With which exit status should it end, so that the message is neither lost nor returned?',
        'zh-cn': 'Postfix 通过 `pipe(8)` 运行的脚本连不上聊天系统。它应以什么退出状态结束，信才既不丢也不退？',
      },
      answer: 75,
      tolerance: 0,
      unit: { en: '', 'zh-cn': '' },
      why: { en: 'EX_TEMPFAIL: Postfix keeps the message and tries again.', 'zh-cn': 'EX_TEMPFAIL：Postfix 留下这封信，之后重试。' },
      traps: [
        { value: 0, why: { en: '0 means delivered: Postfix forgets the message.', 'zh-cn': '0 表示已送达：Postfix 就不再管它了。' } },
        { value: 1, why: { en: 'Any unknown status is a final failure: the sender gets a bounce.', 'zh-cn': '不认识的状态算永久失败：发件人会收到退信。' } },
      ],
    },
    {
      id: 'idempotent',
      kind: 'single',
      prompt: { en: 'Which provisioning job is idempotent?', 'zh-cn': '哪个开户任务是幂等的？' },
      options: [
        {
          id: 'state',
          text: { en: 'It makes each mailbox be as the list says', 'zh-cn': '让每个邮箱变成名单上写的样子' },
          why: { en: 'Running it again finds nothing to do.', 'zh-cn': '再运行一次，发现无事可做。' },
        },
        {
          id: 'steps',
          text: {
            en: 'It appends a line for each person of the list, and ends at once with an error when one fails',
            'zh-cn': '为名单上每个人追加一行，有一个失败就立即报错退出',
          },
          why: { en: 'The second run appends all lines again.', 'zh-cn': '第二次运行会把所有行再追加一遍。' },
        },
        {
          id: 'toggle',
          text: { en: 'It switches each account of the list from off to on or from on to off', 'zh-cn': '把名单上的每个账号从停用切到启用，或从启用切到停用' },
          why: { en: 'The second run undoes the first.', 'zh-cn': '第二次运行会撤销第一次。' },
        },
        {
          id: 'log',
          text: { en: 'It asks before it does anything', 'zh-cn': '动手之前先询问' },
          why: { en: 'Who answers yes twice has it done twice.', 'zh-cn': '回答两次“是”，就做两次。' },
        },
      ],
      answer: 'state',
    },
    {
      id: 'implicit-keep',
      kind: 'multiple',
      prompt: { en: 'After which of these does the message *also* lie in INBOX?', 'zh-cn': '执行下面哪些之后，信*也*会在 INBOX 里？' },
      options: [
        {
          id: 'copy',
          text: { en: '`fileinto :copy "A";`', 'zh-cn': '`fileinto :copy "A";`' },
          why: { en: ':copy leaves the implicit keep (RFC 3894).', 'zh-cn': ':copy 保留隐式 keep（RFC 3894）。' },
        },
        {
          id: 'fileinto',
          text: { en: '`fileinto "A";`', 'zh-cn': '`fileinto "A";`' },
          why: { en: 'It takes the place of the implicit keep.', 'zh-cn': '它取代了隐式 keep。' },
        },
        {
          id: 'vacation',
          text: { en: '`vacation "Away.";`', 'zh-cn': '`vacation "Away.";`' },
          why: { en: 'Answering is not storing: the keep stays (RFC 5230 §4.7).', 'zh-cn': '回复不等于存放：keep 仍在（RFC 5230 §4.7）。' },
        },
        {
          id: 'redirect',
          text: { en: '`redirect "a@x.example";`', 'zh-cn': '`redirect "a@x.example";`' },
          why: { en: 'Without :copy nothing stays here.', 'zh-cn': '没有 :copy，这里什么也不留。' },
        },
      ],
      answer: ['copy', 'vacation'],
    },
    {
      id: 'broken-script',
      kind: 'single',
      prompt: {
        en: 'The active Sieve script has a mistake in line 40 of 60. What happens to new mail?',
        'zh-cn': '启用中的 Sieve 脚本共 60 行，第 40 行有错。新邮件会怎样？',
      },
      options: [
        {
          id: 'until',
          text: { en: 'Lines 1 to 39 work, the rest is skipped', 'zh-cn': '1 到 39 行有效，其余跳过' },
          why: { en: 'A script is compiled as a whole, before anything runs.', 'zh-cn': '脚本是整体编译的，编译不过就一条也不运行。' },
        },
        {
          id: 'bounce',
          text: { en: 'It is deferred until the script is mended', 'zh-cn': '一直延迟，直到脚本改好' },
          why: { en: 'Mail of a user must not wait for his syntax.', 'zh-cn': '用户的邮件不能等他改语法。' },
        },
        {
          id: 'inbox',
          text: { en: 'All of it is stored in INBOX', 'zh-cn': '全部存入 INBOX' },
          why: { en: 'The server fails open, and notes the error.', 'zh-cn': '服务器出错时放行，并记下错误。' },
        },
        {
          id: 'discard',
          text: { en: 'What line 40 would have matched is lost', 'zh-cn': '第 40 行本会匹配的那些丢失' },
          why: { en: 'Nothing is matched at all.', 'zh-cn': '根本没有做任何匹配。' },
        },
      ],
      answer: 'inbox',
    },
    {
      id: 'acl-letters',
      kind: 'single',
      prompt: {
        en: 'A trainee shall read a shared folder and have "seen" kept, and nothing else. Which letters (RFC 4314)?',
        'zh-cn': '实习生只能读共享文件夹，并保留“已读”状态，其余都不行。该给哪些字母（RFC 4314）？',
      },
      options: [
        { id: 'lr', text: { en: '`lr`', 'zh-cn': '`lr`' }, why: { en: 'All messages stay unread for him for ever.', 'zh-cn': '对他来说所有信永远是未读。' } },
        { id: 'lrs', text: { en: '`lrs`', 'zh-cn': '`lrs`' }, why: { en: 'Lookup, read, seen.', 'zh-cn': '可见、可读、已读标记。' } },
        { id: 'lrsw', text: { en: '`lrsw`', 'zh-cn': '`lrsw`' }, why: { en: 'w lets him flag and unflag for all.', 'zh-cn': 'w 让他能替所有人加减标记。' } },
        {
          id: 'lrswite',
          text: { en: '`lrswite`', 'zh-cn': '`lrswite`' },
          why: { en: 'That is everything needed to empty the folder.', 'zh-cn': '这些足够把文件夹清空。' },
        },
      ],
      answer: 'lrs',
    },
    {
      id: 'twice',
      kind: 'hotspot',
      prompt: {
        en: 'A webhook’s receiver shows a request twice. By which line could it have known?',
        'zh-cn': 'webhook 的接收方把一个请求显示了两次。它本可以凭哪一行认出来？',
      },
      lines: [
        { id: 'type', line: 'Content-Type: application/json', why: { en: 'The same in every request.', 'zh-cn': '每个请求都一样。' } },
        { id: 'stamp', line: 'X-Timestamp: 1795600000', why: { en: 'The second try has another time.', 'zh-cn': '第二次尝试的时间不同。' } },
        {
          id: 'signature',
          line: 'X-Signature: sha256=9f2c…',
          why: { en: 'Signed over the time, so it changes as well.', 'zh-cn': '签名包含时间，所以也会变。' },
        },
        {
          id: 'id',
          line: 'Idempotency-Key: <t1@haibo.example>',
          why: { en: 'The Message-ID stays the same in every delivery of the message.', 'zh-cn': '同一封信无论投递几次，Message-ID 都不变。' },
        },
      ],
      answer: 'id',
    },
    {
      id: 'idle-limit',
      kind: 'single',
      prompt: {
        en: 'Why does a client end IDLE and begin it again, at the latest after 29 minutes?',
        'zh-cn': '为什么客户端最迟 29 分钟就要结束 IDLE 再重新开始？',
      },
      options: [
        {
          id: 'battery',
          text: { en: 'To save the battery, since a long connection uses power all the time', 'zh-cn': '为了省电，因为长连接一直在耗电' },
          why: { en: 'A silent connection uses almost none; beginning again does.', 'zh-cn': '静默的连接几乎不耗电，重新开始才耗。' },
        },
        {
          id: 'timeout',
          text: { en: 'A server may log out who is silent for 30', 'zh-cn': '沉默 30 分钟，服务器可以将其登出' },
          why: { en: 'RFC 2177, and the inactivity timer of RFC 9051 §5.4.', 'zh-cn': 'RFC 2177，以及 RFC 9051 §5.4 的不活动计时。' },
        },
        {
          id: 'uidvalidity',
          text: { en: 'Because UIDVALIDITY holds for 30 minutes only', 'zh-cn': '因为 UIDVALIDITY 只在 30 分钟内有效' },
          why: { en: 'It holds as long as the folder’s UIDs do.', 'zh-cn': '只要文件夹的 UID 不变，它就一直有效。' },
        },
        {
          id: 'tls',
          text: { en: 'TLS keys must be renewed', 'zh-cn': 'TLS 密钥必须更新' },
          why: { en: 'TLS does that by itself within the connection.', 'zh-cn': 'TLS 会在连接内自己完成。' },
        },
      ],
      answer: 'timeout',
    },
    {
      id: 'statistics',
      kind: 'single',
      prompt: {
        en: 'For a report “mail between departments” you need yesterday’s log. What goes into the report’s data set?',
        'zh-cn': '要做“部门之间的邮件量”报表，需要用昨天的日志。哪些应进入报表的数据集？',
      },
      options: [
        {
          id: 'all',
          text: { en: 'All lines, as the log is technical and holds no content', 'zh-cn': '所有日志行，因为日志是技术数据，不含内容' },
          why: { en: 'Who wrote to whom and when is personal data without any content.', 'zh-cn': '谁在何时写给谁，不含内容也是个人信息。' },
        },
        {
          id: 'hash',
          text: { en: 'All lines with the addresses replaced by their SHA-256', 'zh-cn': '所有日志行，地址换成 SHA-256' },
          why: {
            en: 'With a list of staff anybody computes the hashes: pseudonyms, still personal data.',
            'zh-cn': '拿着员工名单谁都能算出哈希：只是化名，仍是个人信息。',
          },
        },
        {
          id: 'counts',
          text: { en: 'Counts by pair of departments, none below five people', 'zh-cn': '部门两两之间的计数，不足五人的不列' },
          why: { en: 'What the question needs, and no more.', 'zh-cn': '回答问题所需的，仅此而已。' },
        },
        {
          id: 'consent',
          text: { en: 'All addresses of those who have not objected', 'zh-cn': '所有没有提出反对的人的地址' },
          why: { en: 'Silence is no consent, and strangers outside were never asked.', 'zh-cn': '沉默不等于同意，外部的人更没有被问过。' },
        },
      ],
      answer: 'counts',
    },
  ],
});
