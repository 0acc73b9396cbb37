import { defineLab } from '../../lab-runner/contract/lab.ts';

const needs = ['mail-kept', 'audit-kept', 'portal', 'no-relay'];

export default defineLab({
  title: { en: 'Nobody can mail us', 'zh-cn': '谁都没法给我们发信' },
  summary: {
    en: 'A mail server that has run for years takes no more mail since this morning. Find out why, lose nothing, and see to it that it does not come back.',
    'zh-cn': '一台运行多年的邮件服务器从今早起不再收信。找出原因，什么都不能丢，还要让它不再发生。',
  },
  module: 'M5',
  kind: 'fault',
  difficulty: 2,
  minutes: 25,
  lessons: ['fault-handling', 'common-problems', 'monitoring-maintenance'],
  parameters: {
    domain: { kind: 'domain' },
    peer: { kind: 'domain', tld: 'example' },
    user: { kind: 'user' },
    customer: { kind: 'user' },
    password: { kind: 'password' },
    archive: { kind: 'token' },
    audit: { kind: 'token' },
    accepted: { kind: 'token' },
    variant: { kind: 'choice', of: ['log', 'deleted', 'inodes', 'reserve'] },
  },
  secret: ['variant', 'archive', 'audit', 'accepted'],
  topology: {
    hosts: { mx: { image: 'mail', memory: '320m', fqdn: 'mail.[[domain]]', ready: ['system', 'smtp', 'imap'], volumes: { '/var': '64m' } } },
    internet: {
      personas: { customer: { domain: '[[peer]]', persona: 'accepting', users: ['[[customer]]'] } },
      zones: { '[[domain]]': ['@ MX 10 mail.[[domain]].'] },
    },
  },
  canary: {
    flows: [{ id: 'orders', direction: 'inbound', persona: 'customer', from: '[[customer]]@[[peer]]', to: '[[user]]@[[domain]]', every: 10 }],
  },
  tasks: [
    { id: 'mail-flows', title: { en: 'Mail comes in again, and none was lost', 'zh-cn': '邮件恢复送达，一封也没丢' }, points: 40, needs },
    { id: 'room', title: { en: 'There is room again', 'zh-cn': '重新有了余量' }, points: 25, needs },
    { id: 'stays', title: { en: 'It stays that way', 'zh-cn': '以后也不会再满' }, points: 35, needs },
  ],
  invariants: [
    { id: 'mail-kept', title: { en: 'Nobody’s mail was deleted', 'zh-cn': '没有删掉任何人的邮件' } },
    { id: 'audit-kept', title: { en: 'The auditor’s log is complete', 'zh-cn': '给审计员的日志完整无缺' } },
    { id: 'portal', title: { en: 'The invoice portal answers', 'zh-cn': '发票门户照常应答' } },
    { id: 'no-relay', title: { en: 'Strangers cannot relay', 'zh-cn': '陌生人不能中继' } },
  ],
  hints: {
    'mail-flows': [
      {
        en: 'Be the customer: connect to port 25 and type MAIL FROM and RCPT TO. What exactly does the server say? Its log says more, if it can still be written.',
        'zh-cn': '自己当一回客户：连 25 端口，输入 MAIL FROM 和 RCPT TO。服务器究竟怎么说？日志里说得更多，如果还写得进去的话。',
      },
      {
        en: '452 4.3.1 is about the disk of the queue (452 4.2.2 would be a full mailbox). df -h shows bytes, df -i inodes: either can be the one that is used up. Postfix also wants a reserve: 1.5 × message_size_limit, or queue_minfree.',
        'zh-cn':
          '452 4.3.1 说的是队列所在的磁盘（452 4.2.2 才是邮箱满）。df -h 看字节，df -i 看 inode，用光哪一样都不行。Postfix 还要留余量：1.5 × message_size_limit，或 queue_minfree。',
      },
      {
        en: 'What is taken is found with du -xh / | sort -h | tail; a file that is deleted but still open shows only in lsof +L1; where many small files are: du --inodes -x / | sort -n | tail.',
        'zh-cn': '谁占了空间：du -xh / | sort -h | tail；已删除但仍被打开的文件只有 lsof +L1 看得到；小文件堆在哪里：du --inodes -x / | sort -n | tail。',
      },
    ],
    room: [
      { en: 'df -h /var and df -i /var: what is used, and by whom?', 'zh-cn': 'df -h /var 和 df -i /var：用了多少？是谁用的？' },
      {
        en: 'A program keeps a file it has open, also after rm: the space comes back when the program closes it. Emptying it (truncate -s 0) works at once.',
        'zh-cn': '程序打开着的文件，即使 rm 了也还占着空间，要等程序关闭它才释放。清空它（truncate -s 0）则立即生效。',
      },
      {
        en: 'With another program: truncate -s 0 /var/log/shop/trace.log; systemctl restart shop; df -h /var. Too many files for rm *: find /var/tmp/shop -type f -delete.',
        'zh-cn':
          '换个程序：truncate -s 0 /var/log/shop/trace.log；systemctl restart shop；df -h /var。文件多到 rm * 报错时：find /var/tmp/shop -type f -delete。',
      },
    ],
    stays: [
      {
        en: 'What filled the disk is still running. Use it a little (curl) and look at df again.',
        'zh-cn': '把磁盘写满的东西还在运行。用 curl 访问它几次，再看 df。',
      },
      {
        en: 'Its configuration says how much it writes, whether there is a limit, and what it leaves behind. A program reads its configuration when it starts.',
        'zh-cn': '它的配置写明了写多少、有没有上限、用完留下什么。程序在启动时读配置。',
      },
      {
        en: 'With another program: in /etc/shop.conf trace = off, or a limit such as max_size = 2M; then systemctl restart shop. A timer that rotates or clears must come round within half a minute to count here.',
        'zh-cn':
          '换个程序：在 /etc/shop.conf 里写 trace = off，或加上限，如 max_size = 2M；再 systemctl restart shop。若用定时任务轮转或清理，间隔须在半分钟之内才来得及算数。',
      },
    ],
  },
  why: {
    'mail-flows': {
      en: 'Numbered mail flowed the whole time: the customer’s server kept what you could not take and tried again, and each number had to arrive exactly once; so had the mail that your server had accepted before the disk was full. 4xx asks the sender to come back. That is why a full disk loses nothing, as long as nobody clears the queue.',
      'zh-cn':
        '编号邮件一直在流动：您收不下的，客户的服务器都留着再试，每个编号都必须恰好到达一次；磁盘写满之前您的服务器已经接受的邮件也一样。4xx 就是请对方稍后再来。所以磁盘满了并不会丢信，只要没人去清队列。',
    },
    room: {
      en: 'We measured the disk from outside: more than 20 % of the bytes and of the inodes had to be free, and the server had to take a message of 8 MB. Making message_size_limit or the reserve smaller only moves the alarm.',
      'zh-cn': '我们从外部测量了磁盘：字节和 inode 都要有 20% 以上空闲，并且服务器要愿意接收 8 MB 的邮件。调小 message_size_limit 或余量，只是把报警往后推。',
    },
    stays: {
      en: 'We read sixty invoices in the portal and looked how much of the disk that cost. Space that is freed without finding who used it is used again by the afternoon.',
      'zh-cn': '我们在门户上读了六十张发票，看这花掉多少磁盘。只腾空间、不找原因，下午又会满。',
    },
  },
  accepted: [
    {
      en: 'A lower log level, a limit in the portal itself, or rotation that comes round within half a minute.',
      'zh-cn': '降低日志级别、在门户里设上限，或半分钟内轮到的日志轮转，都可以。',
    },
    {
      en: 'Moving what grows to another disk: only this one is watched, though the other one wants watching, too.',
      'zh-cn': '把会增长的东西移到另一块磁盘：这里只看这一块，虽然那一块也该有人看着。',
    },
    {
      en: 'A message_size_limit of 9 MB or more, or a queue_minfree that leaves room for mail.',
      'zh-cn': 'message_size_limit 在 9 MB 以上，或者 queue_minfree 仍给邮件留出余地。',
    },
  ],
});
