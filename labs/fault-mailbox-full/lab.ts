import { defineLab } from '../../lab-runner/contract/lab.ts';

export default defineLab({
  title: { en: 'Full, though she deleted everything', 'zh-cn': '明明删光了，却说邮箱已满' },
  summary: {
    en: 'One mailbox refuses all mail as full, and its owner swears that it is nearly empty. Find out who counts what, without costing anybody a message.',
    'zh-cn': '一个邮箱以“已满”为由拒收所有邮件，主人却发誓里面几乎是空的。弄清楚是谁在数、数了什么，而且一封信都不能丢。',
  },
  module: 'M5',
  kind: 'fault',
  difficulty: 2,
  minutes: 20,
  lessons: ['fault-handling', 'common-problems'],
  parameters: {
    domain: { kind: 'domain' },
    peer: { kind: 'domain', tld: 'example' },
    lady: { kind: 'user' },
    user: { kind: 'user' },
    boss: { kind: 'user' },
    customer: { kind: 'user' },
    ladyPassword: { kind: 'password' },
    password: { kind: 'password' },
    bossPassword: { kind: 'password' },
    limit: { kind: 'int', min: 5, max: 8 },
    archive: { kind: 'token' },
    variant: { kind: 'choice', of: ['override', 'trash', 'stale', 'hidden'] },
  },
  secret: ['variant', 'archive', 'bossPassword'],
  topology: {
    hosts: { mx: { image: 'mail', memory: '256m', fqdn: 'mail.[[domain]]', ready: ['system', 'smtp', 'imap', 'submission'] } },
    internet: {
      personas: { customer: { domain: '[[peer]]', persona: 'accepting', users: ['[[customer]]'] } },
      zones: { '[[domain]]': ['@ MX 10 mail.[[domain]].'] },
    },
  },
  canary: {
    flows: [
      { id: 'to-lady', direction: 'inbound', persona: 'customer', from: '[[customer]]@[[peer]]', to: '[[lady]]@[[domain]]', every: 8 },
      { id: 'to-user', direction: 'inbound', persona: 'customer', from: '[[customer]]@[[peer]]', to: '[[user]]@[[domain]]', every: 20 },
      {
        id: 'offers',
        direction: 'outbound',
        persona: 'customer',
        from: '[[boss]]@[[domain]]',
        to: '[[customer]]@[[peer]]',
        user: '[[boss]]@[[domain]]',
        password: '[[bossPassword]]',
        every: 20,
      },
    ],
  },
  tasks: [
    { id: 'new-mail', title: { en: 'New mail reaches her', 'zh-cn': '新邮件能送到她的邮箱' }, points: 25, needs: ['kept', 'others', 'unharmed', 'service'] },
    {
      id: 'waiting-mail',
      title: { en: 'What the customer had kept for her arrives, too', 'zh-cn': '客户那边一直留着的邮件也送到' },
      points: 25,
      needs: ['kept', 'others', 'unharmed', 'service'],
    },
    {
      id: 'true-count',
      title: { en: 'Her program shows the true count and the house limit', 'zh-cn': '她的程序显示真实用量和统一上限' },
      points: 25,
      needs: ['kept', 'others', 'unharmed', 'service'],
    },
    {
      id: 'limit-holds',
      title: { en: 'Too much is still refused', 'zh-cn': '超过上限的邮件照样拒收' },
      points: 25,
      needs: ['kept', 'others', 'unharmed', 'service'],
    },
  ],
  invariants: [
    { id: 'kept', title: { en: "Nobody's mail is deleted", 'zh-cn': '没有删除任何人的邮件' } },
    { id: 'others', title: { en: "The others' limits are as before", 'zh-cn': '其他人的上限不变' } },
    { id: 'unharmed', title: { en: 'No mail is refused for good or returned', 'zh-cn': '没有邮件被永久拒绝或退回' } },
    { id: 'service', title: { en: 'Colleagues receive and send; strangers cannot relay', 'zh-cn': '同事收发正常，陌生人不能中继' } },
  ],
  hints: {
    'new-mail': [
      {
        en: 'Read the reply that the customer gets (swaks from this machine shows the same), then ask the program that said it: doveadm quota get -u ADDRESS. Compare its two numbers with what lies in her folders.',
        'zh-cn':
          '先看客户得到的回复（在本机用 swaks 也能看到），再去问说这句话的程序：doveadm quota get -u 地址。把它的两个数字和她各个文件夹里的实际内容比一比。',
      },
      {
        en: 'Three things make a mailbox full: its limit, what is counted, and the count. The limit may come from the user database, what is counted are all folders, those too that a mail program does not show, and a count may be kept in a file.',
        'zh-cn':
          '邮箱“满”由三样东西决定：上限、计入的范围、数出来的结果。上限可能来自用户数据库；计入的是所有文件夹，包括邮件程序不显示的；结果可能存在某个文件里。',
      },
      {
        en: 'For kai@shop.test: doveadm user kai@shop.test shows the extra fields of the user; doveadm mailbox status -u kai@shop.test vsize "*" the size of each folder; doveadm quota recalc -u kai@shop.test counts anew; a folder with quota_ignore = yes does not count.',
        'zh-cn':
          '以 kai@shop.test 为例：doveadm user kai@shop.test 显示该用户的附加字段；doveadm mailbox status -u kai@shop.test vsize "*" 显示各文件夹大小；doveadm quota recalc -u kai@shop.test 重新计数；带 quota_ignore = yes 的文件夹不计入。',
      },
    ],
    'waiting-mail': [
      { en: 'The customer tries again every few seconds. What does their server hear now?', 'zh-cn': '客户的服务器每隔几秒重试一次。它现在听到的是什么？' },
      {
        en: 'A 4xx reply makes a sender come back, a 5xx makes it give up: never answer with a 5xx for what you are repairing.',
        'zh-cn': '4xx 会让发件方再来，5xx 会让它放弃：正在修的东西绝不要回 5xx。',
      },
      {
        en: 'tail -f /var/log/mail.log shows every try: "NOQUEUE: reject: RCPT from … 452 4.2.2" before, "status=sent" after the repair.',
        'zh-cn': 'tail -f /var/log/mail.log 能看到每次尝试：修好之前是 “NOQUEUE: reject: RCPT from … 452 4.2.2”，修好之后是 “status=sent”。',
      },
    ],
    'true-count': [
      {
        en: 'doveadm quota get -u ADDRESS shows value and limit. Which of the two is not as the house rules say?',
        'zh-cn': 'doveadm quota get -u 地址 会显示用量和上限。哪一个不符合公司的规定？',
      },
      {
        en: 'Limits: global setting, overridden by the user database. Value: the sum of the folders that count, kept by the quota driver.',
        'zh-cn': '上限：全局设置，可被用户数据库覆盖。用量：计入的各文件夹之和，由配额驱动保存。',
      },
      {
        en: 'A line kai@shop.test:…:userdb_quota_storage_size=2M in the user database wins over quota_storage_size = 500M in the configuration. A maildirsize file is believed as long as it looks young.',
        'zh-cn':
          '用户数据库里 kai@shop.test:…:userdb_quota_storage_size=2M 会盖过配置里的 quota_storage_size = 500M。maildirsize 文件只要看上去够新，就会被当真。',
      },
    ],
    'limit-holds': [
      {
        en: 'Announce a message larger than the limit: MAIL FROM:<…> SIZE=… and see what RCPT TO says.',
        'zh-cn': '声明一封比上限还大的邮件：MAIL FROM:<…> SIZE=…，看 RCPT TO 得到什么回复。',
      },
      {
        en: 'Postfix asks Dovecot’s quota-status before it accepts a recipient. Without that question the mail is accepted first and returned later.',
        'zh-cn': 'Postfix 在接受收件人之前会询问 Dovecot 的 quota-status。不问的话，邮件会先被接受、之后再退回。',
      },
      {
        en: 'check_policy_service unix:private/quota-status in smtpd_recipient_restrictions, and a limit that is a size.',
        'zh-cn': 'smtpd_recipient_restrictions 里要有 check_policy_service unix:private/quota-status，而且上限要是一个大小。',
      },
    ],
  },
  why: {
    'new-mail': {
      en: 'A fresh message from the customer had to be accepted and lie in her INBOX. "Full" is the verdict of a comparison: a limit (global, or overridden for one user), a scope (all folders, Trash and unsubscribed ones too, unless a folder is left out), and a count that some drivers keep in a file. Only one of the three was wrong.',
      'zh-cn':
        '客户新发的一封信必须被接受并出现在她的收件箱里。“已满”是一次比较的结论：上限（全局的，或为某个用户单独设的）、范围（所有文件夹，包括“已删除”和没有订阅的，除非排除某个文件夹）、以及有些驱动存在文件里的计数。三者之中只有一个错了。',
    },
    'waiting-mail': {
      en: 'All numbered mail since the start had to arrive exactly once. 452 4.2.2 is a temporary refusal: the senders kept the mail and delivered it as soon as you had repaired the count. 552 5.2.2 would have sent it back.',
      'zh-cn': '从开始起的所有编号邮件都必须恰好到达一次。452 4.2.2 是暂时拒绝：发件方留着邮件，您一修好就送来了。换成 552 5.2.2，邮件就被退回了。',
    },
    'true-count': {
      en: 'Over IMAP we asked GETQUOTAROOT, added up the messages of her folders ourselves, and compared. A count that nobody can explain is the next ticket.',
      'zh-cn': '我们通过 IMAP 询问 GETQUOTAROOT，自己把她各文件夹里的邮件加起来再比较。没人说得清的计数，就是下一张工单。',
    },
    'limit-holds': {
      en: 'A small message had to be accepted and one above the limit refused in the dialogue, so that its sender learns at once. Switching the limit off repairs the ticket and fills the disk.',
      'zh-cn': '小邮件必须被接受，超过上限的必须在对话中就被拒绝，让发件人立刻知道。关掉上限虽然了结了工单，却会把磁盘塞满。',
    },
  },
  accepted: [
    {
      en: 'Moving the deleted mail to a place outside the mailbox that still belongs to her and that she can read over IMAP: nothing is lost, and the count is true.',
      'zh-cn': '把已删除的邮件移到不计配额、但仍属于她并能用 IMAP 读到的地方：什么都没丢，计数也真实。',
    },
    { en: 'Another quota driver: what counts is what GETQUOTAROOT says.', 'zh-cn': '换一种配额驱动：看的是 GETQUOTAROOT 的回答。' },
  ],
});
