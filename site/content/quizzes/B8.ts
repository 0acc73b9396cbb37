import { defineQuiz } from '../../components/quiz/quiz.ts';

export default defineQuiz({
  lesson: 'B8',
  questions: [
    {
      id: 'shift',
      kind: 'numeric',
      prompt: {
        en: 'A folder has the UIDs 4, 7, 9, 12. You send `STORE 2 +FLAGS (\\Deleted)` and `EXPUNGE`. Which UID has number 2 now?',
        'zh-cn': '文件夹里的 UID 是 4、7、9、12。你发送 `STORE 2 +FLAGS (\\Deleted)` 和 `EXPUNGE`。现在第 2 封的 UID 是多少？',
      },
      answer: 9,
      tolerance: 0,
      unit: { en: '', 'zh-cn': '' },
      why: { en: '7 is gone; all behind it move up by one number, and keep their UIDs.', 'zh-cn': '7 没了，后面的序号各减一，UID 不变。' },
      traps: [
        { value: 7, why: { en: 'Number 2 was 7; that one was removed.', 'zh-cn': '第 2 封原来是 7，已被清除。' } },
        { value: 12, why: { en: '12 was number 4 and is number 3 now.', 'zh-cn': '12 原是第 4 封，现在是第 3 封。' } },
      ],
    },
    {
      id: 'uidvalidity',
      kind: 'single',
      prompt: { en: 'A program finds another UIDVALIDITY than yesterday. What must it do?', 'zh-cn': '程序发现 UIDVALIDITY 与昨天不同。它必须怎么做？' },
      options: [
        {
          id: 'add',
          text: { en: 'Add the difference of the two values to each UID that it has kept', 'zh-cn': '把两个值的差加到保存的每个 UID 上' },
          why: { en: 'The value is a name, not a distance.', 'zh-cn': '这个值是名字，不是距离。' },
        },
        {
          id: 'forget',
          text: { en: 'Forget all UIDs of this folder', 'zh-cn': '忘掉这个文件夹的全部 UID' },
          why: { en: 'They may name other messages now (RFC 9051 §2.3.1.1).', 'zh-cn': '它们现在可能指别的信（RFC 9051 §2.3.1.1）。' },
        },
        {
          id: 'all',
          text: { en: 'Forget all folders, as UIDVALIDITY belongs to the account', 'zh-cn': '忘掉所有文件夹，因为 UIDVALIDITY 属于整个账号' },
          why: { en: 'Each folder has its own.', 'zh-cn': '每个文件夹各有一个。' },
        },
        {
          id: 'nothing',
          text: { en: 'Nothing: it changes with each new message', 'zh-cn': '什么也不做：每来一封新信它都会变' },
          why: { en: 'That is UIDNEXT.', 'zh-cn': '那是 UIDNEXT。' },
        },
      ],
      answer: 'forget',
    },
    {
      id: 'vanished',
      kind: 'single',
      prompt: { en: 'What does QRESYNC tell that CONDSTORE alone does not?', 'zh-cn': 'QRESYNC 能告诉、而只有 CONDSTORE 时得不到的，是什么？' },
      options: [
        {
          id: 'flags',
          text: { en: 'Which messages have other flags than before', 'zh-cn': '哪些信的标记变了' },
          why: { en: 'CHANGEDSINCE of CONDSTORE does.', 'zh-cn': 'CONDSTORE 的 CHANGEDSINCE 就能。' },
        },
        {
          id: 'new',
          text: { en: 'Which messages are new since the last visit', 'zh-cn': '上次之后新来了哪些信' },
          why: { en: 'Their UIDs are from the remembered UIDNEXT on.', 'zh-cn': '它们的 UID 从记住的 UIDNEXT 开始。' },
        },
        {
          id: 'gone',
          text: { en: 'Which messages are gone', 'zh-cn': '哪些信没了' },
          why: { en: '`VANISHED (EARLIER)`: what is gone cannot be fetched.', 'zh-cn': '`VANISHED (EARLIER)`：没了的信是取不到的。' },
        },
        {
          id: 'who',
          text: { en: 'Which device made the change', 'zh-cn': '是哪台设备改的' },
          why: { en: 'IMAP does not tell that.', 'zh-cn': 'IMAP 不会告诉你。' },
        },
      ],
      answer: 'gone',
    },
    {
      id: 'modified',
      kind: 'hotspot',
      prompt: {
        en: 'A robot claims messages 5 and 8 with `UID STORE 5,8 (UNCHANGEDSINCE 40) +FLAGS ($Taken)`. Which line tells that somebody else was faster with one of them?',
        'zh-cn': '机器人用 `UID STORE 5,8 (UNCHANGEDSINCE 40) +FLAGS ($Taken)` 认领 5 和 8。哪一行说明其中一封被别人抢先了？',
      },
      lines: [
        { id: 'fetch', line: '* 4 FETCH (UID 5 FLAGS ($Taken) MODSEQ (43))', why: { en: 'This one it got.', 'zh-cn': '这一封认领成功。' } },
        {
          id: 'modified',
          line: 'a7 OK [MODIFIED 8] Conditional store failed.',
          why: { en: 'OK as a status, and yet 8 was not changed.', 'zh-cn': '状态是 OK，但 8 号并没有改。' },
        },
        { id: 'exists', line: '* 12 EXISTS', why: { en: 'A new message; nothing about 8.', 'zh-cn': '来了新信，与 8 无关。' } },
        { id: 'noop', line: 'a8 OK NOOP completed.', why: { en: 'Nothing at all.', 'zh-cn': '什么也没说。' } },
      ],
      answer: 'modified',
    },
    {
      id: 'peek',
      kind: 'single',
      prompt: {
        en: 'A robot reads `UID FETCH 7 (BODY[TEXT])`, and nothing else. What does the mailbox’s owner notice?',
        'zh-cn': '机器人只执行了 `UID FETCH 7 (BODY[TEXT])`。邮箱主人会发现什么？',
      },
      options: [
        {
          id: 'nothing',
          text: { en: 'Nothing, since FETCH only reads and STORE is what changes flags', 'zh-cn': '什么也没有，因为 FETCH 只读，改标记的是 STORE' },
          why: { en: 'Without .PEEK it does set \\Seen.', 'zh-cn': '没有 .PEEK，它就会加 \\Seen。' },
        },
        {
          id: 'read',
          text: { en: 'The message is marked as read', 'zh-cn': '这封信变成了已读' },
          why: { en: 'BODY[…] sets \\Seen; BODY.PEEK[…] does not (RFC 9051 §6.4.5).', 'zh-cn': 'BODY[…] 会加 \\Seen，BODY.PEEK[…] 不会（RFC 9051 §6.4.5）。' },
        },
        {
          id: 'gone',
          text: { en: 'The message is gone, as after POP3', 'zh-cn': '信没了，像 POP3 取走之后那样' },
          why: { en: 'IMAP leaves it on the server.', 'zh-cn': 'IMAP 把信留在服务器上。' },
        },
        {
          id: 'locked',
          text: { en: 'His program waits until the robot logs out', 'zh-cn': '他的程序要等机器人退出' },
          why: { en: 'Several sessions share a folder.', 'zh-cn': '多个会话可以共用一个文件夹。' },
        },
      ],
      answer: 'read',
    },
    {
      id: 'worker-order',
      kind: 'order',
      prompt: {
        en: 'A robot books orders from mail. In which order, so that it may die anywhere and lose and double nothing?',
        'zh-cn': '机器人把邮件里的订单入账。按什么顺序，死在哪里都不丢不重？',
      },
      options: [
        {
          id: 'validity',
          text: { en: 'Compare UIDVALIDITY', 'zh-cn': '核对 UIDVALIDITY' },
          why: { en: 'Else all else rests on wrong names.', 'zh-cn': '否则后面全建立在错误的名字上。' },
        },
        {
          id: 'fetch',
          text: { en: 'Fetch by UID, with PEEK', 'zh-cn': '按 UID 取信，用 PEEK' },
          why: { en: 'Reading changes nothing.', 'zh-cn': '读取不改变任何东西。' },
        },
        {
          id: 'known',
          text: { en: 'Look whether the Message-ID is booked', 'zh-cn': '查 Message-ID 是否已入账' },
          why: { en: 'A former run may have died after booking.', 'zh-cn': '上一次可能死在入账之后。' },
        },
        {
          id: 'book',
          text: { en: 'Book it, with the Message-ID, in one transaction', 'zh-cn': '连同 Message-ID 在一个事务里入账' },
          why: { en: 'Both or neither.', 'zh-cn': '要么都有，要么都没有。' },
        },
        {
          id: 'mark',
          text: { en: 'Mark or move the message', 'zh-cn': '标记或移动这封信' },
          why: { en: 'Last: a death before it costs only a look.', 'zh-cn': '放最后：死在它之前，只是多看一眼。' },
        },
      ],
    },
    {
      id: 'jmap-200',
      kind: 'multiple',
      prompt: { en: 'A JMAP request returned HTTP 200. What may nevertheless have happened?', 'zh-cn': 'JMAP 请求返回了 HTTP 200。仍然可能发生了什么？' },
      options: [
        {
          id: 'not-updated',
          text: { en: 'The message stands in `notUpdated`', 'zh-cn': '那封信列在 `notUpdated` 里' },
          why: { en: 'Each object succeeds or fails by itself.', 'zh-cn': '每个对象各自成功或失败。' },
        },
        {
          id: 'error',
          text: { en: 'One call was answered with `error`, the next one worked', 'zh-cn': '一个调用得到 `error`，下一个却成功' },
          why: { en: 'Calls are answered one by one (RFC 8620 §3.6.2).', 'zh-cn': '调用逐个应答（RFC 8620 §3.6.2）。' },
        },
        {
          id: 'not-json',
          text: { en: 'The body was no JSON', 'zh-cn': '正文不是 JSON' },
          why: { en: 'That is a 400, `notJSON`.', 'zh-cn': '那是 400，`notJSON`。' },
        },
        {
          id: 'rollback',
          text: { en: 'Everything was rolled back because one object failed', 'zh-cn': '因为一个对象失败，全部回滚' },
          why: { en: 'JMAP does not roll back the others.', 'zh-cn': 'JMAP 不会回滚其他对象。' },
        },
      ],
      answer: ['not-updated', 'error'],
    },
    {
      id: 'oauth',
      kind: 'single',
      prompt: { en: 'Why `OAUTHBEARER` instead of the user’s password in a robot?', 'zh-cn': '机器人里为什么用 `OAUTHBEARER`，而不用用户的密码？' },
      options: [
        {
          id: 'encrypted',
          text: { en: 'The token is encrypted, so that TLS is no longer needed', 'zh-cn': '令牌是加密的，所以不再需要 TLS' },
          why: { en: 'Whoever reads it can use it: TLS is a must (RFC 7628).', 'zh-cn': '谁读到谁就能用：必须有 TLS（RFC 7628）。' },
        },
        {
          id: 'revoke',
          text: { en: 'It ends by itself, and can be withdrawn alone', 'zh-cn': '它会自行失效，也能单独撤销' },
          why: { en: 'And it opens only what was granted.', 'zh-cn': '而且只打开授予的范围。' },
        },
        {
          id: 'twice',
          text: { en: 'The user confirms each login on the phone', 'zh-cn': '用户每次登录都在手机上确认' },
          why: { en: 'Once, when granting; the robot runs at night.', 'zh-cn': '只在授权时确认一次；机器人半夜运行。' },
        },
        {
          id: 'fast',
          text: { en: 'The server need not check anything', 'zh-cn': '服务器什么都不用检查' },
          why: { en: 'It checks the signature, or asks the issuer.', 'zh-cn': '它要验签名，或者去问签发者。' },
        },
      ],
      answer: 'revoke',
    },
  ],
});
