import { defineLab } from '../../lab-runner/contract/lab.ts';

const kept = ['delivery'] as const;

export default defineLab({
  title: { en: 'A mailbox has an end', 'zh-cn': '邮箱总有装满的时候' },
  summary: {
    en: 'Give every mailbox a limit, one of them a larger one, warn in time, and refuse mail for a full one at the door, so that no bounce leaves your server.',
    'zh-cn': '给每个邮箱设定上限，给其中一个更大的额度，提前提醒，并在门口就拒绝发给已满邮箱的邮件，让您的服务器不发出一封退信。',
  },
  module: 'M3',
  kind: 'configure',
  difficulty: 3,
  minutes: 35,
  lessons: ['configuration', 'bounces-and-queues'],
  parameters: {
    domain: { kind: 'domain' },
    partner: { kind: 'domain', tld: 'example' },
    first: { kind: 'user' },
    second: { kind: 'user' },
    third: { kind: 'user' },
    fourth: { kind: 'user' },
    fifth: { kind: 'user' },
    firstPassword: { kind: 'password' },
    secondPassword: { kind: 'password' },
    thirdPassword: { kind: 'password' },
    fourthPassword: { kind: 'password' },
    fifthPassword: { kind: 'password' },
    limit: { kind: 'int', min: 2, max: 3 },
    bigLimit: { kind: 'int', min: 7, max: 12 },
    answer: { kind: 'choice', of: ['4xx', '5xx'] },
  },
  topology: {
    hosts: { mx: { image: 'mail', fqdn: 'mail.[[domain]]', ready: ['system', 'smtp', 'imap', 'submission'] } },
    internet: {
      personas: { partner: { domain: '[[partner]]' } },
      zones: { '[[domain]]': ['@ MX 10 mail.[[domain]].'] },
    },
  },
  tasks: [
    { id: 'limits', title: { en: 'Mail programs show the limit', 'zh-cn': '邮件程序能看到上限' }, points: 25, needs: [...kept] },
    {
      id: 'refused-at-the-door',
      title: { en: 'Mail for a full mailbox is refused at SMTP', 'zh-cn': '发给已满邮箱的邮件在 SMTP 阶段被拒' },
      points: 35,
      needs: [...kept],
    },
    { id: 'warning', title: { en: 'Whoever reaches 90 % gets a letter', 'zh-cn': '用到 90% 的人收到提醒' }, points: 20, needs: [...kept] },
    { id: 'opens-again', title: { en: 'Who tidies up gets mail again', 'zh-cn': '清理之后又能收信' }, points: 20, needs: [...kept] },
  ],
  invariants: [{ id: 'delivery', title: { en: 'Mail for a mailbox with room arrives, also 1 MB', 'zh-cn': '没满的邮箱照常收信，1 MB 的也行' } }],
  hints: {
    limits: [
      {
        en: 'Dovecot counts with its quota plugin, and tells mail programs with another one that belongs to the protocol imap.',
        'zh-cn': 'Dovecot 用 quota 插件计数，再用另一个属于 imap 协议的插件告诉邮件程序。',
      },
      {
        en: 'mail_plugins { quota = yes }, in protocol imap imap_quota, a block quota "name" { }, and quota_storage_size. A user of the passwd-file may bring a setting of their own in the extra fields.',
        'zh-cn':
          'mail_plugins { quota = yes }，protocol imap 里的 imap_quota，一个 quota "名字" { } 块，以及 quota_storage_size。passwd-file 里的用户可以在附加字段里带上自己的设置。',
      },
      {
        en: 'For a limit of 50 MB, and 80 MB for one person:\nmail_plugins {\n  quota = yes\n}\nprotocol imap {\n  mail_plugins {\n    imap_quota = yes\n  }\n}\nquota "Mailbox" {\n}\nquota_storage_size = 50M\nIn users: ada@shop.test:{…}…::::::userdb_quota_storage_size=80M\nThen: doveadm quota get -u ada@shop.test',
        'zh-cn':
          '上限 50 MB、某人 80 MB：\nmail_plugins {\n  quota = yes\n}\nprotocol imap {\n  mail_plugins {\n    imap_quota = yes\n  }\n}\nquota "Mailbox" {\n}\nquota_storage_size = 50M\nusers 文件：ada@shop.test:{…}…::::::userdb_quota_storage_size=80M\n然后：doveadm quota get -u ada@shop.test',
      },
    ],
    'refused-at-the-door': [
      {
        en: 'Fill a mailbox and send to it from outside: who says no, smtpd to the sender, or LMTP to Postfix? In the second case a bounce leaves. /var/log/mail.log shows it.',
        'zh-cn':
          '把一个邮箱装满，再从外面给它发信：说“不”的是 smtpd（对发件方），还是 LMTP（对 Postfix）？后一种情况就会有退信发出。/var/log/mail.log 里看得到。',
      },
      {
        en: 'Postfix has to ask before it accepts: the service quota-status of Dovecot speaks the policy protocol. It knows several answers; look at each: over quota, and too large for the whole mailbox. An empty answer means yes. quota_storage_grace says how far above the limit a mailbox may go.',
        'zh-cn':
          'Postfix 在接受之前必须先问：Dovecot 的 quota-status 服务会说策略协议。它有好几种回答，每种都要看：已超额、比整个邮箱还大。回答为空就等于同意。quota_storage_grace 决定邮箱可以超出上限多少。',
      },
      {
        en: 'service quota-status {\n  executable = quota-status -p postfix\n  client_limit = 1\n  unix_listener /var/spool/postfix/private/ask-quota {\n    mode = 0660\n    user = postfix\n    group = postfix\n  }\n}\nquota_status_success = DUNNO\nquota_status_nouser = DUNNO\nquota_status_overquota = "452 4.2.2 no room"\nquota_status_toolarge = "552 5.2.3 larger than the mailbox"\nmain.cf: smtpd_recipient_restrictions = check_policy_service unix:private/ask-quota',
        'zh-cn':
          'service quota-status {\n  executable = quota-status -p postfix\n  client_limit = 1\n  unix_listener /var/spool/postfix/private/ask-quota {\n    mode = 0660\n    user = postfix\n    group = postfix\n  }\n}\nquota_status_success = DUNNO\nquota_status_nouser = DUNNO\nquota_status_overquota = "452 4.2.2 no room"\nquota_status_toolarge = "552 5.2.3 larger than the mailbox"\nmain.cf：smtpd_recipient_restrictions = check_policy_service unix:private/ask-quota',
      },
    ],
    warning: [
      {
        en: 'Dovecot can run a program when a threshold is crossed. Who writes the letter is up to you.',
        'zh-cn': 'Dovecot 能在越过某个比例时运行一个程序。信由谁来写，您自己决定。',
      },
      {
        en: 'quota_warning NAME { } with a percentage and an execute part, and a service of type script that runs as the owner of the mail. The letter itself must not be stopped by the quota; and sendmail cannot write it there, since systemd lets nothing below Dovecot gain a group (NoNewPrivileges).',
        'zh-cn': 'quota_warning 名字 { } 里写比例和要执行的脚本，再加一个 script 类型的服务，以邮件所有者的身份运行。提醒信本身不能被配额挡住。',
      },
      {
        en: 'quota "Mailbox" {\n  warning soon {\n    quota_storage_percentage = 75\n    execute quota-warning {\n      args = 75 %{user}\n    }\n  }\n}\nservice quota-warning {\n  executable = script /usr/local/bin/tell-them\n  user = vmail\n  unix_listener quota-warning {\n    user = vmail\n  }\n}\nThe script gets the two words as arguments.',
        'zh-cn':
          'quota "Mailbox" {\n  warning soon {\n    quota_storage_percentage = 75\n    execute quota-warning {\n      args = 75 %{user}\n    }\n  }\n}\nservice quota-warning {\n  executable = script /usr/local/bin/tell-them\n  user = vmail\n  unix_listener quota-warning {\n    user = vmail\n  }\n}\n脚本会收到这两个参数。',
      },
    ],
    'opens-again': [
      {
        en: 'Delete what is in a full mailbox, expunge, and send again at once. If it is still refused: what remembers the old answer?',
        'zh-cn': '把已满邮箱里的邮件删除并清除，马上再发一封。如果还是被拒：是谁记住了旧答案？',
      },
      {
        en: 'A verdict that is cached (address verification, a script that runs once an hour) stays wrong for as long as the cache lives.',
        'zh-cn': '缓存下来的结论（地址验证缓存、每小时才跑一次的脚本）在缓存有效期内一直是错的。',
      },
      {
        en: 'doveadm quota get -u kai@shop.test tells what Dovecot counts now; doveadm quota recalc -u kai@shop.test counts anew.',
        'zh-cn': 'doveadm quota get -u kai@shop.test 显示 Dovecot 目前的计数；doveadm quota recalc -u kai@shop.test 重新计数。',
      },
    ],
  },
  why: {
    limits: {
      en: 'We asked over IMAP (GETQUOTAROOT, RFC 9208) for two users: everybody has the common limit, one has more. A limit in the file system would be invisible here, and would surprise people in the middle of a save.',
      'zh-cn': '我们用 IMAP（GETQUOTAROOT，RFC 9208）查了两个用户：大家用统一上限，一人更大。文件系统配额在这里看不见，只会在保存到一半时给人意外。',
    },
    'refused-at-the-door': {
      en: 'With a full mailbox: a small message, one for two recipients, and one announced as larger than the whole mailbox. Refused has to mean refused while the sender is on the line, in the class the company wants; the second recipient got the message; and the sender, whose address might be forged, received no bounce (backscatter).',
      'zh-cn':
        '邮箱装满之后，我们发了一封小信、一封两个收件人的信，还有一封声明比整个邮箱还大的信。拒绝必须发生在发件方还连着线的时候，而且是公司要求的那一类回复码；另一位收件人收到了信；发件人（地址可能是伪造的）没有收到退信（反向散射）。',
    },
    warning: {
      en: 'At half of the limit no letter came; past 90 % one came. People tidy up when they are told before mail is lost, not after.',
      'zh-cn': '用到一半时没有提醒；超过 90% 时来了一封。要让人在丢信之前清理，而不是之后。',
    },
    'opens-again': {
      en: 'We filled the mailbox until mail was refused, emptied it over IMAP, and within a minute the next message was in. A refusal that outlives its reason looks like a broken server.',
      'zh-cn': '我们把邮箱装到拒收，再用 IMAP 清空，一分钟之内下一封信就进来了。原因消失之后还在拒收，看上去就是服务器坏了。',
    },
  },
  accepted: [
    {
      en: 'A policy program of your own: what counts is the reply.',
      'zh-cn': '自己写的策略程序也可以：看的是回复。',
    },
    {
      en: 'A mailbox that may exceed its limit by one message (quota_storage_grace), as long as it is full after that.',
      'zh-cn': '允许邮箱超出上限一封信（quota_storage_grace），只要之后就算满。',
    },
  ],
});
