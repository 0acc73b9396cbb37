import { defineQuiz } from '../../components/quiz/quiz.ts';

export default defineQuiz({
  lesson: 'S13',
  questions: [
    {
      id: 'rpo',
      kind: 'numeric',
      prompt: {
        en: 'A copy every 6 hours; making it takes 30 minutes. How many hours of mail may be lost at worst?',
        'zh-cn': '每 6 小时备份一次，每次用 30 分钟。最坏丢失多少小时的邮件？',
      },
      answer: 6.5,
      tolerance: 0.1,
      unit: { en: 'hours', 'zh-cn': '小时' },
      why: {
        en: 'The disk may die just before a copy is finished: then the last whole one began 6.5 hours ago.',
        'zh-cn': '磁盘可能恰好在一次备份完成之前坏掉：最近一份完整的副本是 6.5 小时前开始的。',
      },
      traps: [{ value: 6, why: { en: 'A copy that is being made does not count until it is whole.', 'zh-cn': '正在做的副本，完成之前不算数。' } }],
    },
    {
      id: 'replica',
      kind: 'single',
      prompt: {
        en: 'A standby store receives every change within a second. From what does it protect?',
        'zh-cn': '一台热备存储在一秒内收到每个改动。它能防什么？',
      },
      options: [
        {
          id: 'machine',
          text: { en: 'The first store breaks', 'zh-cn': '主存储坏了' },
          why: { en: 'Then the second goes on: availability.', 'zh-cn': '备机接着用：这是可用性。' },
        },
        {
          id: 'hand',
          text: { en: 'Somebody empties a mailbox by mistake', 'zh-cn': '有人误清空了一个邮箱' },
          why: { en: 'It is empty on both a second later.', 'zh-cn': '一秒之后两边都是空的。' },
        },
        {
          id: 'both',
          text: { en: 'Both, which makes backups unnecessary', 'zh-cn': '两者都能防，所以不用备份' },
          why: { en: 'Deletions are changes, and are copied faithfully.', 'zh-cn': '删除也是改动，会被忠实地复制过去。' },
        },
        {
          id: 'law',
          text: { en: 'Losing what the law wants kept', 'zh-cn': '丢失依法应留存的内容' },
          why: { en: 'It keeps only what the original still has.', 'zh-cn': '原件没了的，它也没有。' },
        },
      ],
      answer: 'machine',
    },
    {
      id: 'uidvalidity',
      kind: 'hotspot',
      prompt: {
        en: 'After a restore every phone downloads everything. Which line shows the reason?',
        'zh-cn': '恢复之后，所有手机都在重新下载。哪一行是原因？',
      },
      lines: [
        {
          id: 'before',
          line: 'before:  INBOX messages=8211 uidnext=20417 uidvalidity=1722931001',
          why: { en: 'This is what the phones remember.', 'zh-cn': '手机记住的就是这个。' },
        },
        { id: 'count', line: 'after:   INBOX messages=8211', why: { en: 'As many as before: nothing is missing.', 'zh-cn': '封数和之前一样：什么都没少。' } },
        {
          id: 'validity',
          line: 'after:   INBOX uidvalidity=1795567058',
          why: { en: 'Another value: all remembered UIDs are void.', 'zh-cn': '换了值：记住的 UID 全部作废。' },
        },
        {
          id: 'quota',
          line: 'after:   lin@k3f9.test STORAGE 812000 of 1048576',
          why: { en: 'The quota has nothing to do with what clients remember.', 'zh-cn': '配额与客户端的缓存无关。' },
        },
      ],
      answer: 'validity',
    },
    {
      id: 'same-number',
      kind: 'single',
      prompt: {
        en: 'A folder comes back from last night’s copy with its old UIDVALIDITY. Today’s messages had UIDs 91 to 130 and are lost. What happens to the next message that arrives?',
        'zh-cn': '一个文件夹从昨夜的副本恢复，UIDVALIDITY 没变。今天收到的信用过 UID 91 到 130，都丢了。接下来到达的新信会怎样？',
      },
      options: [
        {
          id: 'again',
          text: { en: 'It gets UID 91, unless you raise the next UID first', 'zh-cn': '它的 UID 是 91，除非你先调高下一个 UID' },
          why: {
            en: 'The copy knows nothing of today. Phones that hold the old 91 would show that one: `doveadm mailbox update --min-next-uid`.',
            'zh-cn': '副本不知道今天的事。存着旧 91 号的手机会显示旧的那封：用 `doveadm mailbox update --min-next-uid`。',
          },
        },
        {
          id: 'clock',
          text: {
            en: 'It gets UID 131, since Dovecot keeps the last number outside the mailbox',
            'zh-cn': '它的 UID 是 131，因为 Dovecot 在邮箱之外记着最后的编号',
          },
          why: {
            en: 'The number stands in the folder’s own list, and that came from the copy.',
            'zh-cn': '编号就记在这个文件夹自己的列表里，而列表来自副本。',
          },
        },
        {
          id: 'validity',
          text: { en: 'UIDVALIDITY changes with it, and clients start over', 'zh-cn': 'UIDVALIDITY 随之改变，客户端重新开始' },
          why: { en: 'It changes when the list is written anew, not when mail arrives.', 'zh-cn': '列表重写时才会变，收信时不会。' },
        },
        {
          id: 'fill',
          text: { en: 'Clients upload what they still have, and the gap is filled', 'zh-cn': '客户端把自己还有的信传回来，补上缺口' },
          why: { en: 'To a client the server is right: what is not there was deleted.', 'zh-cn': '对客户端来说服务器才算数：服务器上没有的就是删了的。' },
        },
      ],
      answer: 'again',
    },
    {
      id: 'what-else',
      kind: 'multiple',
      prompt: {
        en: 'All messages are back with their UIDs. What else, if it is missing, keeps mail from working tomorrow?',
        'zh-cn': '信件连同 UID 都恢复了。下面哪些缺了，明天的邮件就会出问题？',
      },
      options: [
        {
          id: 'dkim',
          text: { en: 'The DKIM private key', 'zh-cn': 'DKIM 私钥' },
          why: { en: 'Without it you sign with another key than DNS shows, or not at all.', 'zh-cn': '没有它，签名就与 DNS 里的公钥对不上，或者根本不签。' },
        },
        {
          id: 'aliases',
          text: { en: 'The alias table', 'zh-cn': '别名表' },
          why: { en: 'Mail for info@ is refused for good with 550.', 'zh-cn': '发给 info@ 的信会以 550 永久拒绝。' },
        },
        {
          id: 'index',
          text: { en: '`dovecot.index.cache`', 'zh-cn': '`dovecot.index.cache`' },
          why: { en: 'Dovecot rebuilds it; the first opening is slow, that is all.', 'zh-cn': 'Dovecot 会重建；只是第一次打开慢一些。' },
        },
        {
          id: 'hashes',
          text: { en: 'The password hashes', 'zh-cn': '密码哈希' },
          why: { en: 'Nobody could log in, and nobody could be told by mail.', 'zh-cn': '谁都登录不了，也没法用邮件通知大家。' },
        },
      ],
      answer: ['dkim', 'aliases', 'hashes'],
    },
    {
      id: 'attacker',
      kind: 'single',
      prompt: {
        en: 'Somebody is root on your mail server for an hour. Which copy is still there?',
        'zh-cn': '有人在你的邮件服务器上当了一小时 root。哪一份副本还在？',
      },
      options: [
        {
          id: 'nfs',
          text: { en: 'The one on the NFS share that is mounted at `/backup`', 'zh-cn': '挂载在 `/backup` 的 NFS 共享上那份' },
          why: { en: 'Mounted is reachable: it is gone first.', 'zh-cn': '挂载着就够得着：最先没的就是它。' },
        },
        {
          id: 'ssh',
          text: { en: 'The one sent each night by `rsync` over ssh, with root’s key', 'zh-cn': '每晚用 root 的密钥经 ssh `rsync` 过去那份' },
          why: { en: 'The key on the server opens the other machine as well.', 'zh-cn': '服务器上的密钥同样能打开那台机器。' },
        },
        {
          id: 'pull',
          text: { en: 'The one that the backup server fetches with its own login', 'zh-cn': '由备份服务器用自己的账号来取的那份' },
          why: {
            en: 'The mail server knows no way to it. (Older generations, that is: the next fetch may bring spoilt data.)',
            'zh-cn': '邮件服务器上没有通往它的路。（指较早的几代：下一次取走的可能已是坏数据。）',
          },
        },
        {
          id: 'snapshot',
          text: { en: 'The file system snapshots on the same machine', 'zh-cn': '同一台机器上的文件系统快照' },
          why: { en: 'Root deletes snapshots with one command.', 'zh-cn': 'root 一条命令就能删掉快照。' },
        },
      ],
      answer: 'pull',
    },
    {
      id: 'open-order',
      kind: 'order',
      prompt: {
        en: 'An empty machine after a fire. In which order, so that no sender ever gets a final refusal?',
        'zh-cn': '火灾之后的一台空机器。按什么顺序恢复，才不会有任何发件方收到永久拒绝？',
      },
      options: [
        {
          id: 'system',
          text: { en: 'System, configuration, keys', 'zh-cn': '系统、配置、密钥' },
          why: { en: 'The rest needs them.', 'zh-cn': '后面都要用。' },
        },
        {
          id: 'accounts',
          text: { en: 'Accounts and aliases', 'zh-cn': '账号与别名' },
          why: { en: 'Before port 25: an unknown recipient is a final 550.', 'zh-cn': '必须在 25 端口之前：查无此人就是永久的 550。' },
        },
        {
          id: 'port',
          text: { en: 'Open port 25', 'zh-cn': '打开 25 端口' },
          why: { en: 'Now the partners’ queues drain into empty mailboxes.', 'zh-cn': '对方队列里的信开始流进空邮箱。' },
        },
        {
          id: 'recent',
          text: { en: 'INBOXes of the last month', 'zh-cn': '最近一个月的收件箱' },
          why: { en: 'What people ask for first.', 'zh-cn': '大家最先要的。' },
        },
        { id: 'old', text: { en: 'The rest', 'zh-cn': '其余邮件' }, why: { en: 'Nobody waits for 2019.', 'zh-cn': '2019 年的信没人急着看。' } },
      ],
    },
    {
      id: 'green',
      kind: 'single',
      prompt: {
        en: 'The backup job has reported success every night for three years. What is known?',
        'zh-cn': '备份任务三年来每晚都报告成功。由此能知道什么？',
      },
      options: [
        {
          id: 'restore',
          text: { en: 'That all mail can be restored', 'zh-cn': '所有邮件都能恢复' },
          why: { en: 'Only a restore shows that.', 'zh-cn': '只有恢复一次才知道。' },
        },
        {
          id: 'exit',
          text: { en: 'That a program ended with status 0 each night', 'zh-cn': '每晚有一个程序以 0 退出' },
          why: { en: 'No more. `tar` of an empty folder does so, too.', 'zh-cn': '仅此而已。对空目录做 `tar` 也是 0。' },
        },
        {
          id: 'most',
          text: { en: 'That at most one night’s mail can be lost', 'zh-cn': '最多丢一晚的邮件' },
          why: { en: 'If the copies hold what they should, which nobody has looked at.', 'zh-cn': '前提是副本里真有该有的东西，而没人看过。' },
        },
        {
          id: 'enough',
          text: { en: 'That the disk for backups is large enough', 'zh-cn': '备份磁盘够大' },
          why: { en: 'Or that there is little in it.', 'zh-cn': '也可能是里面几乎没东西。' },
        },
      ],
      answer: 'exit',
    },
    {
      id: 'time',
      kind: 'numeric',
      prompt: {
        en: '900 GB come back over a line of 250 Mbit/s. Two hours pass before the first byte. After how many hours is everything back?',
        'zh-cn': '900 GB 经 250 Mbit/s 的线路取回，开始之前要 2 小时。总共多少小时全部恢复？',
      },
      answer: 10,
      tolerance: 0.3,
      unit: { en: 'hours', 'zh-cn': '小时' },
      why: { en: '900 × 8000 Mbit ÷ 250 = 28,800 s = 8 hours, and 2.', 'zh-cn': '900 × 8000 Mbit ÷ 250 = 28,800 秒 = 8 小时，再加 2 小时。' },
      traps: [
        { value: 3, why: { en: 'Bytes and bits: 900 GB are 7,200 Gbit.', 'zh-cn': '字节和位弄混了：900 GB 是 7,200 Gbit。' } },
        { value: 8, why: { en: 'The two hours before the first byte count as well.', 'zh-cn': '开始之前的两小时也要算。' } },
      ],
    },
  ],
});
