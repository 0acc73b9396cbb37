import { defineLab } from '../../lab-runner/contract/lab.ts';

const needs = ['mail-flows'];

export default defineLab({
  title: { en: 'Who did what, and nobody can rub it out', 'zh-cn': '谁做了什么，谁也抹不掉' },
  summary: {
    en: 'The lawyers ask what happened to a message, and who read whose mailbox. Give them records on a machine of their own: complete, sparing, provably unaltered, and gone when their time is over.',
    'zh-cn': '法务要查一封邮件的去向，还要知道谁看过谁的邮箱。在一台单独的机器上给他们留下记录：完整、不多记、能证明没被改过，到期就消失。',
  },
  module: 'M8',
  kind: 'compliance',
  difficulty: 3,
  minutes: 40,
  lessons: ['laws-and-regulations', 'monitoring-maintenance', 'privacy-protection'],
  parameters: {
    domain: { kind: 'domain' },
    peer: { kind: 'domain', tld: 'example' },
    first: { kind: 'user' },
    second: { kind: 'user' },
    admin: { kind: 'user' },
    firstPassword: { kind: 'password' },
    secondPassword: { kind: 'password' },
    adminPassword: { kind: 'password' },
    days: { kind: 'int', min: 190, max: 400 },
    // Whether the company's policy wants subjects in the records.
    variant: { kind: 'choice', of: ['no', 'yes'] },
    deskKey: { kind: 'token', bytes: 12 },
  },
  secret: ['deskKey'],
  topology: {
    hosts: {
      mx: { image: 'mail', memory: '256m', fqdn: 'mail.[[domain]]', ready: ['system', 'smtp', 'imap', 'submission'] },
      logs: { image: 'client', memory: '128m', pids: 256, fqdn: 'logs.[[domain]]', ready: ['system'] },
    },
    internet: {
      personas: { partner: { domain: '[[peer]]', persona: 'accepting' } },
      zones: { '[[domain]]': ['@ MX 10 mail.[[domain]].'] },
    },
  },
  tasks: [
    { id: 'mail-trail', title: { en: 'Every transaction can be looked up', 'zh-cn': '每笔邮件往来都能查到' }, points: 25, needs },
    { id: 'people-trail', title: { en: 'So can logins and what administrators do', 'zh-cn': '登录和管理员的操作也能查到' }, points: 15, needs },
    { id: 'sparing', title: { en: 'What the policy asks for, and nothing more', 'zh-cn': '政策要记的才记，多一样也不记' }, points: 10, needs },
    { id: 'readers', title: { en: 'Only the auditor reads them', 'zh-cn': '只有审计员能看' }, points: 10, needs },
    { id: 'tamper-evident', title: { en: 'Whoever alters the past is found out', 'zh-cn': '改动过去的记录会被发现' }, points: 25, needs },
    { id: 'term', title: { en: 'Kept to the day, then gone for good', 'zh-cn': '保存到期，然后彻底删除' }, points: 15, needs },
  ],
  invariants: [{ id: 'mail-flows', title: { en: 'Mail comes in and goes out; strangers cannot relay', 'zh-cn': '邮件进出正常，陌生人不能中继' } }],
  hints: {
    'mail-trail': [
      {
        en: 'The lines that you need are written already, in /var/log/mail.log on the mail server. What has to change is where they go, and mailrecords on logs makes records from them.',
        'zh-cn': '需要的行早就写在邮件服务器的 /var/log/mail.log 里了。要改变的是它们的去向；logs 上的 mailrecords 能把它们变成记录。',
      },
      {
        en: 'rsyslog sends with omfwd and receives with imtcp. Mind the template: the traditional one has no time zone, and the two machines do not live in the same one.',
        'zh-cn': 'rsyslog 用 omfwd 发送，用 imtcp 接收。注意模板：传统格式不带时区，而两台机器不在同一个时区。',
      },
      {
        en: 'mx: *.* action(type="omfwd" target="192.0.2.9" port="1514" protocol="tcp" template="RSYSLOG_ForwardFormat")\nlogs: module(load="imtcp")\ninput(type="imtcp" port="1514" ruleset="far")\ntemplate(name="day" type="string" string="/srv/far/%$year%-%$month%-%$day%.log")\nruleset(name="far") { action(type="omfile" dynaFile="day" template="RSYSLOG_FileFormat") }',
        'zh-cn':
          'mx：*.* action(type="omfwd" target="192.0.2.9" port="1514" protocol="tcp" template="RSYSLOG_ForwardFormat")\nlogs：module(load="imtcp")\ninput(type="imtcp" port="1514" ruleset="far")\ntemplate(name="day" type="string" string="/srv/far/%$year%-%$month%-%$day%.log")\nruleset(name="far") { action(type="omfile" dynaFile="day" template="RSYSLOG_FileFormat") }',
      },
    ],
    'people-trail': [
      {
        en: 'Two logs hold this: mail.log the logins, auth.log new accounts and passwords. Look at what an administrator’s visit to a mailbox leaves behind.',
        'zh-cn': '这些分在两份日志里：登录在 mail.log，新账号和改密码在 auth.log。看看管理员进别人的邮箱留下了什么。',
      },
      {
        en: 'Dovecot writes the line of a login from login_log_format_elements, and its default does not name a master user, who logs in for somebody else. mailrecords says what it looks for.',
        'zh-cn': 'Dovecot 按 login_log_format_elements 写登录行，默认里没有替别人登录的主用户（master user）的名字。mailrecords 开头写明了它找什么。',
      },
      {
        en: 'login_log_format_elements = … auth=<%{auth_user}> session=<%{session}>',
        'zh-cn': 'login_log_format_elements = … auth=<%{auth_user}> session=<%{session}>',
      },
    ],
    sparing: [
      {
        en: 'What you collect is what the programs log. Do any of them log more than they did at the start?',
        'zh-cn': '收集到的就是程序写的。有没有哪个程序写得比开始时更多？',
      },
      {
        en: 'header_checks with INFO or WARN write the headers that they match into the log; where the policy says “subject no”, none may. debug_peer_list, auth_debug and always_bcc write down what nobody asked for.',
        'zh-cn':
          '带 INFO 或 WARN 的 header_checks 会把匹配到的头字段写进日志；政策写着“subject no”时，一个也不能有。debug_peer_list、auth_debug 和 always_bcc 会记下没人要的东西。',
      },
      {
        en: 'Send a message with the subject FINDME, then: grep -r FINDME /srv/far /var/log\nTo log one header: a line /^List-Id:/ INFO in a file, header_checks = regexp:/etc/postfix/that-file, postfix reload; see man 5 header_checks.',
        'zh-cn':
          '发一封主题为 FINDME 的邮件，然后：grep -r FINDME /srv/far /var/log\n要记一个头字段：文件里写一行 /^List-Id:/ INFO，header_checks = regexp:/etc/postfix/那个文件，postfix reload；见 man 5 header_checks。',
      },
    ],
    readers: [
      { en: 'Who may read the files, and the folder that they are in?', 'zh-cn': '谁能读这些文件，以及它们所在的目录？' },
      {
        en: 'A group of which only the auditor is a member; rsyslog has FileGroup, FileCreateMode and their like for actions.',
        'zh-cn': '一个只有审计员在里面的组；rsyslog 的动作有 fileGroup、fileCreateMode 这类参数。',
      },
      {
        en: 'install -d -o root -g readers -m 2750 /srv/far; action(… fileGroup="readers" fileCreateMode="0640")',
        'zh-cn': 'install -d -o root -g readers -m 2750 /srv/far；action(… fileGroup="readers" fileCreateMode="0640")',
      },
    ],
    'tamper-evident': [
      {
        en: 'A digest that lies beside the records is altered together with them. The receipt is not: the auditor has it. What must stand in it?',
        'zh-cn': '放在记录旁边的摘要会和记录一起被改掉。凭证不会：它在审计员手里。凭证里该写什么？',
      },
      {
        en: 'After the receipt more records come, at the end of files or in new ones. So note for each file its length and the digest of so many bytes, and look at just these later; a file that is missing counts.',
        'zh-cn': '开出凭证之后还会有新记录，加在文件末尾或新文件里。所以给每个文件记下长度和这么多字节的摘要，以后只核对这些；文件不见了也算。',
      },
      {
        en: 'seal: for f in *; do n=$(stat -c %s $f); echo -n "$f:$n:$(head -c $n $f | sha256sum | cut -c1-64),"; done',
        'zh-cn': 'seal：for f in *; do n=$(stat -c %s $f); echo -n "$f:$n:$(head -c $n $f | sha256sum | cut -c1-64),"; done',
      },
    ],
    term: [
      { en: 'An old line belongs under its own day, not under the day on which it was imported.', 'zh-cn': '旧的一行属于它自己的那一天，不属于导入的那一天。' },
      {
        en: 'Files with a day in their name are compared with the day that lies so long back; the whole file goes.',
        'zh-cn': '文件名里带日期，与那么多天以前的日期比较；整个文件删掉。',
      },
      {
        en: 'limit=$(date -u -d "-100 days" +%F); for f in /srv/far/*.log; do d=$(basename $f .log); [[ $d < $limit ]] && rm $f; done',
        'zh-cn': 'limit=$(date -u -d "-100 days" +%F); for f in /srv/far/*.log; do d=$(basename $f .log); [[ $d < $limit ]] && rm $f; done',
      },
    ],
  },
  why: {
    'mail-trail': {
      en: 'We sent mail in, had a user send out to two people, and were refused with an unknown address. For each we asked the log server as the auditor: time in UTC, sender, recipients, client address, login, size and result, the fields that the Measures for the Administration of Internet E-mail Services ask for. A refusal is a record too: “it never reached us” has to be provable.',
      'zh-cn':
        '我们往里发了信，让一位用户发给外面的两个人，又用不存在的地址碰了一次拒收。每一笔都以审计员身份向日志服务器查询：UTC 时间、发件人、收件人、客户端地址、登录名、大小和结果，正是《互联网电子邮件服务管理办法》要求的内容。拒收也是记录：“没有收到过”要能证明。',
    },
    'people-trail': {
      en: 'A good login, two failed ones on different services, an administrator in somebody’s mailbox, a new account and a new password: each by the name of whoever did it. Without the master user’s name an administrator’s visit looks as if the owner had come.',
      'zh-cn':
        '一次成功登录、两个服务上各一次失败登录、管理员进入别人的邮箱、新账号、改密码：都要有当事人的名字。少了主用户的名字，管理员来过就像是主人自己来过。',
    },
    sparing: {
      en: 'We looked for the subject of our own message: in its record where the policy wants it, in no record and no log where it does not. And we read every file of records and logs on both machines for the words, another header and the mistyped password of our probes. A log that holds content is a second mailbox that nobody guards; a mistyped password is nearly the right one.',
      'zh-cn':
        '我们找了自己那封信的主题：政策要记，记录里就必须有；政策不要，记录和日志里就都不能有。还读了两台机器上所有的记录和日志文件，找自己发的正文、别的头字段和输错的密码。记下内容的日志就是一个没人看守的邮箱；输错的密码离真密码只差一点。',
    },
    readers: {
      en: 'The auditor got the record, the clerk did not, neither from the program nor from the files. Who looks after a system should not be the one who judges what happened on it.',
      'zh-cn': '审计员查到了记录，文员查不到，无论通过程序还是直接看文件。管系统的人不应该同时评判系统上发生了什么。',
    },
    'tamper-evident': {
      en: 'Root of the mail server emptied all its logs: the records were still there. Then somebody with rights on the log server changed one character, removed one day, and sealed again to cover it up; the receipt that the auditor had taken away told each time. And it did not cry wolf when mere new records came.',
      'zh-cn':
        '邮件服务器的 root 清空了那里所有的日志：记录还在。然后有人在日志服务器上改了一个字符、删掉一天的记录、再重新封存想掩盖过去；审计员手里的凭证每次都能揭穿。只是多了新记录时，它也没有误报。',
    },
    term: {
      en: 'Records from two days within the term and two days beyond it: the first were still found, of the others no byte was left, in the store or where copies are put on logs. The law has a minimum (network logs: six months) and no blessing for keeping people’s traces for ever.',
      'zh-cn':
        '期限之内两天和超出两天的记录各一份：前一份还查得到，后一份一个字节也没留下，无论是在库里，还是在 logs 上放副本的地方。法律规定了下限（网络日志六个月），但没有允许永远留着人的踪迹。',
    },
  },
  accepted: [
    {
      en: 'rsyslog, syslog-ng, a program of your own, another port: what counts is what the auditor gets.',
      'zh-cn': 'rsyslog、syslog-ng、自己写的程序、别的端口都行：看的是审计员查到什么。',
    },
    {
      en: 'Digests, a hash chain or signatures, as long as an old receipt tells what was changed after it.',
      'zh-cn': '摘要、哈希链、签名都行，只要旧凭证能揭穿之后的改动。',
    },
    {
      en: 'Further fields in a record, times with any offset from UTC that is written, results of your own words beside the asked ones.',
      'zh-cn': '记录里有更多字段、时间写明任何 UTC 偏移都行。',
    },
  ],
});
