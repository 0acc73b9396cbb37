import { defineQuiz } from '../../components/quiz/quiz.ts';

export default defineQuiz({
  lesson: 'S06',
  questions: [
    {
      id: 'first-number',
      kind: 'single',
      prompt: {
        en: 'Folders open slowly every morning at nine, the processor is idle. Which number do you look at first?',
        'zh-cn': '每天早上九点打开文件夹都很慢，CPU 却是闲的。先看哪个数字？',
      },
      options: [
        {
          id: 'cores',
          text: { en: 'The number of cores, compared with that of users', 'zh-cn': '核数与用户数之比' },
          why: { en: 'An idle processor does not get less idle by having more cores.', 'zh-cn': 'CPU 本来就闲，加核只会更闲。' },
        },
        {
          id: 'util',
          text: { en: '`%util` and `await` of the disk', 'zh-cn': '磁盘的 `%util` 和 `await`' },
          why: {
            en: 'Mail waits for durable writes and index reads; `await` says for how many milliseconds. (`%util` by itself means little on SSDs.)',
            'zh-cn': '邮件等的是落盘写和索引读，`await` 说明等多少毫秒。（在 SSD 上，光看 `%util` 意义不大。）',
          },
        },
        {
          id: 'bandwidth',
          text: { en: 'Bandwidth of the Internet line in Mbit/s', 'zh-cn': '出口带宽有多少 Mbit/s' },
          why: {
            en: 'Opening a folder moves kilobytes; a full line would slow attachments, not lists.',
            'zh-cn': '打开文件夹只传几 KB；带宽不足会让附件变慢，而不是列表。',
          },
        },
        {
          id: 'free',
          text: { en: 'Free memory, which should be above half', 'zh-cn': '空闲内存，应该在一半以上' },
          why: {
            en: 'Linux uses memory it has for caches; “free” is small on a healthy server.',
            'zh-cn': 'Linux 会把内存用作缓存；健康的服务器“空闲”本来就少。',
          },
        },
      ],
      answer: 'util',
    },
    {
      id: 'peak',
      kind: 'numeric',
      prompt: {
        en: '300 users with 60 messages a day each; the busiest hour has 20 % of the day. How many messages a second must the server take at the peak?',
        'zh-cn': '300 个用户，每人每天 60 封，最忙的一小时占全天的 20 %。高峰时服务器每秒要处理多少封？',
      },
      answer: 1,
      tolerance: 0.05,
      unit: { en: 'a second', 'zh-cn': '封/秒' },
      why: {
        en: '300 × 60 = 18,000 a day; 20 % are 3,600 in one hour: one a second.',
        'zh-cn': '300 × 60 = 18,000 封/天；20 % 是一小时 3,600 封，即每秒一封。',
      },
      traps: [
        {
          value: 0.208,
          why: {
            en: 'That is the mean over the whole day. The server must live through the busiest hour.',
            'zh-cn': '这是全天平均。服务器要扛的是最忙的一小时。',
          },
        },
        {
          value: 0.625,
          why: { en: 'A working day of eight hours, evenly used, is not the busiest hour either.', 'zh-cn': '按八小时均摊也不是最忙的一小时。' },
        },
      ],
    },
    {
      id: 'inodes',
      kind: 'hotspot',
      prompt: {
        en: 'Nothing is delivered any more; Dovecot’s log says “No space left on device”. Which line shows why?',
        'zh-cn': '一封信也投不进去，Dovecot 的日志写着 “No space left on device”。哪一行说明了原因？',
      },
      lines: [
        {
          id: 'bytes',
          line: '/dev/sdb1   500G  310G  190G   63% /srv/vmail      (df -h)',
          why: { en: '190 GB are free: bytes are not the problem.', 'zh-cn': '还有 190 GB：不是字节的问题。' },
        },
        {
          id: 'inodes',
          line: '/dev/sdb1   3.2M  3.2M     0  100% /srv/vmail      (df -i)',
          why: { en: 'No inode is left, so no file can be made, however small.', 'zh-cn': 'inode 用完了，再小的文件也建不了。' },
        },
        {
          id: 'mount',
          line: '/dev/sdb1 on /srv/vmail type ext4 (rw,relatime)',
          why: { en: 'Mounted for writing: read-only would say “Read-only file system”.', 'zh-cn': '是可写挂载；只读的报错会是 “Read-only file system”。' },
        },
        {
          id: 'quota',
          line: 'lin@k3f9.test  STORAGE  812000  1048576   77',
          why: {
            en: 'Her quota has room, and an exceeded one gives another reply (452 4.2.2 or 552 5.2.2).',
            'zh-cn': '她的配额还有余量；超配额的应答也不同（452 4.2.2 或 552 5.2.2）。',
          },
        },
      ],
      answer: 'inodes',
    },
    {
      id: 'write-penalty',
      kind: 'single',
      prompt: { en: 'The same eight disks. Which array takes the most small durable writes?', 'zh-cn': '同样八块磁盘，哪种阵列能承受最多的小块落盘写？' },
      options: [
        {
          id: 'five',
          text: { en: 'RAID 5', 'zh-cn': 'RAID 5' },
          why: {
            en: 'Each small write reads data and parity, then writes both: four operations.',
            'zh-cn': '一次小写入要先读数据和校验，再写两者：四次操作。',
          },
        },
        {
          id: 'six',
          text: { en: 'RAID 6', 'zh-cn': 'RAID 6' },
          why: { en: 'Two parities make it six operations: safest of all here, and slowest.', 'zh-cn': '两份校验，六次操作：这里最安全，也最慢。' },
        },
        {
          id: 'ten',
          text: { en: 'RAID 10', 'zh-cn': 'RAID 10' },
          why: { en: 'Two operations a write, and four pairs work side by side.', 'zh-cn': '每次写两次操作，四对磁盘并行。' },
        },
        {
          id: 'one',
          text: { en: 'RAID 1 over all eight', 'zh-cn': '八块全做 RAID 1' },
          why: { en: 'Every write goes to all eight: the speed of one disk.', 'zh-cn': '每次写都要写八块：只有一块磁盘的速度。' },
        },
      ],
      answer: 'ten',
    },
    {
      id: 'raid-backup',
      kind: 'multiple',
      prompt: { en: 'Which of these does an array with redundancy protect from?', 'zh-cn': '带冗余的阵列能防住下面哪些？' },
      options: [
        { id: 'disk', text: { en: 'One disk stops working', 'zh-cn': '一块磁盘坏了' }, why: { en: 'That is what it is for.', 'zh-cn': '它就是干这个的。' } },
        {
          id: 'delete',
          text: { en: 'An administrator deletes the wrong mailbox', 'zh-cn': '管理员删错了邮箱' },
          why: { en: 'The deletion is mirrored within a millisecond.', 'zh-cn': '删除操作一毫秒内就同步到另一块盘。' },
        },
        {
          id: 'ransom',
          text: { en: 'Malware encrypts the store', 'zh-cn': '恶意软件加密了存储' },
          why: { en: 'Encrypted blocks are mirrored like any others.', 'zh-cn': '加密后的数据块同样被镜像。' },
        },
        { id: 'fire', text: { en: 'The rack burns', 'zh-cn': '机架着火' }, why: { en: 'All copies are in it.', 'zh-cn': '所有副本都在里面。' } },
      ],
      answer: ['disk'],
    },
    {
      id: 'series',
      kind: 'numeric',
      prompt: {
        en: 'Power 99.9 %, one server 99 %, storage 99.9 %: all three are needed. How many hours a year is the service away? (A year has 8,760 hours.)',
        'zh-cn': '供电 99.9 %、服务器一台 99 %、存储 99.9 %，缺一不可。一年中断多少小时？（一年 8,760 小时）',
      },
      answer: 105,
      tolerance: 2,
      unit: { en: 'hours', 'zh-cn': '小时' },
      why: { en: '0.999 × 0.99 × 0.999 = 0.98802; 1.198 % of 8,760 is 105.', 'zh-cn': '0.999 × 0.99 × 0.999 = 0.98802；8,760 的 1.198 % 是 105。' },
      traps: [
        { value: 87.6, why: { en: 'That is the weakest part alone; the other two fail as well.', 'zh-cn': '这只算了最弱的一项；另外两项也会坏。' } },
        { value: 8.76, why: { en: 'That is one part of 99.9 %.', 'zh-cn': '这是单独一个 99.9 % 部件的数字。' } },
      ],
    },
    {
      id: 'out-order',
      kind: 'order',
      prompt: {
        en: 'One server no longer suffices. In which order do you divide it, so that each step hurts least?',
        'zh-cn': '一台不够用了。按什么顺序拆，每一步的代价最小？',
      },
      options: [
        {
          id: 'measure',
          text: { en: 'Find out what it waits for', 'zh-cn': '先查清它在等什么' },
          why: { en: 'Dividing what does not wait changes nothing.', 'zh-cn': '把不是瓶颈的东西拆开毫无用处。' },
        },
        {
          id: 'roles',
          text: { en: 'Separate MX, submission and store', 'zh-cn': '把 MX、提交、存储分开' },
          why: { en: 'No mailbox moves; each part can then be looked at alone.', 'zh-cn': '邮箱不用搬；之后每一部分都能单独看。' },
        },
        {
          id: 'mx',
          text: { en: 'Add MX hosts', 'zh-cn': '增加 MX 主机' },
          why: { en: 'The DNS shares the work out; nothing has to be kept in step but the list of users.', 'zh-cn': '由 DNS 分摊；只需同步用户名单。' },
        },
        {
          id: 'mailboxes',
          text: { en: 'Divide the mailboxes among stores', 'zh-cn': '把邮箱分到几台存储上' },
          why: {
            en: 'The hardest: each mailbox lives in one place, and clients must be led there.',
            'zh-cn': '最难：每个邮箱只能在一处，还要把客户端引过去。',
          },
        },
      ],
    },
    {
      id: 'rebuild',
      kind: 'numeric',
      prompt: {
        en: 'An 8 TB disk is rebuilt at 100 MB/s. After how many hours is the array whole again?',
        'zh-cn': '8 TB 的磁盘以 100 MB/s 重建，多少小时后阵列才完整？',
      },
      answer: 22.2,
      tolerance: 0.5,
      unit: { en: 'hours', 'zh-cn': '小时' },
      why: {
        en: '8,000,000 MB ÷ 100 MB/s = 80,000 s. During all that time RAID 5 survives no further failure.',
        'zh-cn': '8,000,000 MB ÷ 100 MB/s = 80,000 秒。这段时间里 RAID 5 经不起再坏一块。',
      },
      traps: [{ value: 2.22, why: { en: 'A factor of ten: 8 TB are 8,000,000 MB.', 'zh-cn': '差了十倍：8 TB 是 8,000,000 MB。' } }],
    },
  ],
});
