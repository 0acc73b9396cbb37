import { defineLab } from '../../lab-runner/contract/lab.ts';

const needs = ['mx-serves', 'no-relay'] as const;

export default defineLab({
  title: { en: 'The drill: everything burns, everything comes back', 'zh-cn': '恢复演练：全部烧毁，全部找回' },
  summary: {
    en: 'Nobody wants backups, everybody wants their mail back. Back up a whole mail server, sealed and in generations, and restore it onto a bare machine: mail, flags, users, rules and keys, so that no mail program notices.',
    'zh-cn': '没人想要备份，人人都想找回邮件。给整台邮件服务器做加密的多代备份，再恢复到一台空机器上：邮件、标记、用户、规则和密钥，让邮件客户端毫无察觉。',
  },
  module: 'M6',
  kind: 'operate',
  difficulty: 3,
  minutes: 45,
  lessons: ['backup-recovery', 'monitoring-maintenance'],
  parameters: {
    domain: { kind: 'domain' },
    partner: { kind: 'domain', tld: 'example' },
    user: { kind: 'user' },
    colleague: { kind: 'user' },
    customer: { kind: 'user' },
    alias: { kind: 'choice', of: ['sales', 'orders', 'office', 'service'] },
    password: { kind: 'password' },
    otherPassword: { kind: 'password' },
    vaultPassword: { kind: 'password' },
    passphrase: { kind: 'password', length: 24 },
    archive: { kind: 'token' },
  },
  secret: ['archive'],
  topology: {
    hosts: {
      mx: {
        image: 'backup',
        fqdn: 'mail.[[domain]]',
        ready: ['system', 'smtp', 'imap', 'submission'],
        certificates: { mail: { names: ['mail.[[domain]]'] } },
      },
      bk: { image: 'backup', fqdn: 'bk.[[domain]]' },
      new: { image: 'backup', fqdn: 'new.[[domain]]' },
    },
    internet: {
      personas: { partner: { domain: '[[partner]]' } },
      zones: {
        '[[domain]]': [
          '@ MX 10 mail.[[domain]].',
          'mail._domainkey 60 TXT "v=DKIM1; k=rsa; p=MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAs/3yXSMtO8JvhkBRnsTZD/2MpqG/ZDPan6chy2uFs9vXWhZUiOiWoCUsa5JMvyMc05Z0kv9demKcSFIP+nf+0xe/lBh/vOdjF1iLsdspTauWrgWWFDWnFQFJmbP7ciU9rozc3xxTYfzB8xo4MPn2Tmlsa1B2" "t4/UvcK+Fw+dubgpoS66C01fwb1rnKKa7Kll1jUG2clEWxCxLIy8zQDRm0DnKefl+yGKuY3p93UKUHNZgyLpgNCnQNGk6Iwl5gq4a9Sq4UJG/HNxX9yNf1/kbEtdx6fsRLr4kAsc41B1kxZKxj4WM/9f+GIsaq0ZLq+831/W2iC3lMjKhkQ2hODwPwIDAQAB"',
        ],
      },
    },
  },
  tasks: [
    { id: 'mail', title: { en: 'All mail is back, as it was', 'zh-cn': '邮件全部找回，与原来一样' }, points: 35, needs: [...needs], deadline: 180 },
    {
      id: 'settings',
      title: { en: 'Everything that is not mail is back, too', 'zh-cn': '邮件以外的一切也都回来了' },
      points: 30,
      needs: [...needs],
      deadline: 180,
    },
    {
      id: 'generations',
      title: { en: 'Each of the last three nights can be had, and none before', 'zh-cn': '最近三夜的任何一代都能取回，更早的不留' },
      points: 20,
      needs: [...needs],
      deadline: 180,
    },
    { id: 'sealed', title: { en: 'Whoever steals the backup has nothing', 'zh-cn': '偷走备份的人什么也得不到' }, points: 15, needs: [...needs], deadline: 180 },
  ],
  invariants: [
    { id: 'mx-serves', title: { en: 'The mail server goes on working', 'zh-cn': '邮件服务器照常工作' } },
    { id: 'no-relay', title: { en: 'Strangers cannot relay', 'zh-cn': '陌生人不能中继' } },
  ],
  hints: {
    mail: [
      {
        en: 'Make a list of all places on mx in which something of a mailbox lies; doveconf names them. A mail program recognises its mailbox by more than the messages.',
        'zh-cn': '列出 mx 上存着邮箱内容的所有位置；doveconf 里写着。邮件客户端认邮箱，看的不只是邮件本身。',
      },
      {
        en: 'Maildir file names carry the system flags; UIDs, UIDVALIDITY, names of keywords and subscriptions lie in the control folder. Arrival times are the files’ own times, and owners are numbers: a new machine does not know the name vmail.',
        'zh-cn':
          'Maildir 的文件名里有系统标记；UID、UIDVALIDITY、关键字名称和订阅在控制目录（control）里。到达时间就是文件的时间，属主是数字：新机器不认识 vmail 这个名字。',
      },
      {
        en: 'With other places: tar -C / --numeric-owner -cpf - srv/mail var/lib/dovecot-meta … on one side, tar -C / --numeric-owner -xpf - on the other; before it groupadd --gid 640 mailstore; useradd --uid 641 --gid mailstore mailstore.',
        'zh-cn':
          '换个位置举例：一边 tar -C / --numeric-owner -cpf - srv/mail var/lib/dovecot-meta …，另一边 tar -C / --numeric-owner -xpf -；在此之前 groupadd --gid 640 mailstore; useradd --uid 641 --gid mailstore mailstore。',
      },
    ],
    settings: [
      {
        en: 'What would you have to know by heart if only the mail were left? Go through postconf -n and doveconf -n: which files do they name?',
        'zh-cn': '如果只剩下邮件，还有哪些东西得靠背？过一遍 postconf -n 和 doveconf -n：里面提到了哪些文件？',
      },
      {
        en: 'Configuration, passwords, aliases, the certificate with its key, the signer’s key and configuration. Sieve scripts lie in the homes.',
        'zh-cn': '配置、密码、别名、证书和私钥、签名程序的密钥和配置。Sieve 脚本在各人的主目录里。',
      },
      {
        en: 'After the files are there: systemctl restart someservice … A restart reads everything anew, a reload does not. What listens is shown by ss -tln, why something does not by journalctl -u.',
        'zh-cn': '文件就位之后：systemctl restart 某服务……restart 会把一切重读一遍，reload 不会。ss -tln 看谁在监听，journalctl -u 看为什么没起来。',
      },
    ],
    generations: [
      {
        en: 'Let it be night four times and change something in between (curl localhost:7000/night on mx). What is on bk then, and how much of it (du -s)?',
        'zh-cn': '让“夜里”来四次，中间改点东西（在 mx 上 curl localhost:7000/night）。bk 上现在有什么，占多少空间（du -s）？',
      },
      {
        en: 'restore-mail gets a number: 0 is the newest generation, 2 the one before the one before. A name with time in it sorts by itself; restic and borg keep generations anyway, and need a second word to free the room of what they have forgotten. Count nights, not days: here three may fall on one day.',
        'zh-cn':
          'restore-mail 会得到一个数字：0 是最新的一代，2 是再往前两代。名字里带时间就能自动排序；restic 和 borg 本来就保留各代，忘掉的那些要再下一道命令才腾出空间。要数夜数，不要数天数：这里一天里可能有三夜。',
      },
      {
        en: 'ls -1 /srv/elsewhere | sort -r | sed -n "$(($1 + 1))p" names the one that is meant. To keep five: ls -1 /srv/elsewhere | sort -r | tail -n +6 | xargs -r rm --. With restic: snapshots --json, and forget --keep-last 5 --prune; with borg: prune --keep-last 5, then compact.',
        'zh-cn':
          'ls -1 /srv/elsewhere | sort -r | sed -n "$(($1 + 1))p" 就是要的那一代。保留五代：ls -1 /srv/elsewhere | sort -r | tail -n +6 | xargs -r rm --。restic 则用 snapshots --json 和 forget --keep-last 5 --prune；borg 用 prune --keep-last 5，再 compact。',
      },
    ],
    sealed: [
      { en: 'Go to bk and try to read in the backup as a thief would: file, strings, zcat.', 'zh-cn': '到 bk 上像小偷那样去读备份：file、strings、zcat。' },
      {
        en: 'Encrypt before it leaves mx, and keep what opens it away from bk: the machine that burns cannot be the only one that has it either.',
        'zh-cn': '离开 mx 之前就加密，打开它的东西别放在 bk 上；也不能只放在会烧掉的那台机器上。',
      },
      {
        en: 'restic and borg (-e repokey) seal by themselves. By hand: … | gpg --batch --symmetric --passphrase-file /root/elsewhere; it is opened with gpg --batch --decrypt --passphrase-file /root/elsewhere.',
        'zh-cn':
          'restic 和 borg（-e repokey）自己会加密。手工做：… | gpg --batch --symmetric --passphrase-file /root/elsewhere；用 gpg --batch --decrypt --passphrase-file /root/elsewhere 打开。',
      },
    ],
  },
  why: {
    mail: {
      en: 'We put a new message, a new folder, new flags into the mailboxes, let it be night three times more, destroyed on mx what was new, cut mx off, and gave the order to restore. Then we compared every message byte for byte, with its UID, UIDVALIDITY, flags, keywords and arrival time, and all folders and subscriptions. Where UIDVALIDITY changes, each mail program throws its copy away and downloads everything again.',
      'zh-cn':
        '我们往邮箱里放了新邮件、新文件夹、新标记，再让“夜里”来了三次，然后把 mx 上新的东西毁掉，切断 mx，下令恢复。然后逐字节比较每一封邮件，连同 UID、UIDVALIDITY、标记、关键字和到达时间，以及所有文件夹和订阅。UIDVALIDITY 一变，每个客户端都会丢掉本地副本，全部重新下载。',
    },
    settings: {
      en: 'On the restored machine a user logged in with the old password, over the old certificate; mail to the alias reached both, one of them by a Sieve rule that was made a minute before the first night; unknown recipients and relaying were refused; and what a user sent was signed with the key whose public half is in DNS.',
      'zh-cn':
        '在恢复出来的机器上，用户凭旧密码登录，看到旧证书；发给别名的邮件两人都收到，其中一人还经过第一夜之前一分钟才写好的 Sieve 规则；未知收件人和中继被拒绝；用户发出的邮件用 DNS 里公布的那把密钥签了名。',
    },
    generations: {
      en: 'A message that was deleted after the first of three nights was there again, and one that came after it was not. Most restores are not about fire: somebody deleted something, or something encrypted it, and it was noticed two days later. The night before those three had a huge message, and when the third of them was over, bk had to be smaller by about as much: a vault that only grows is full one night, and mail that had to be deleted lives on in it.',
      'zh-cn':
        '三夜中第一夜之后删掉的邮件回来了，那之后才到的则不在。大多数恢复并不是因为火灾：有人删了东西，或者被勒索软件加密，两天之后才发现。这三夜之前的那一夜有一封巨大的邮件，第三夜过完，bk 上就必须少掉差不多同样多的字节：只增不减的备份库总有一夜会满，该删的邮件也会一直活在里面。',
    },
    sealed: {
      en: 'We read what lies on bk and looked for the mail, passwords and keys that we knew to be in it, and for the passphrase. Backups are stolen more quietly than servers are broken into.',
      'zh-cn': '我们读取了 bk 上的内容，寻找我们知道应该在里面的邮件、密码、密钥，以及口令本身。偷备份比闯进服务器安静得多。',
    },
  },
  accepted: [
    {
      en: 'Backups that are pulled by bk, and generations that bk itself removes, as long as that is done when the night on mx ends.',
      'zh-cn': '由 bk 主动来拉取备份、由 bk 自己删掉旧的一代，只要在 mx 的“夜里”结束时已经完成。',
    },
    {
      en: 'Restoring into another format or with other software, as long as mail programs notice nothing.',
      'zh-cn': '恢复成另一种格式或用别的软件，只要邮件客户端察觉不到。',
    },
  ],
});
