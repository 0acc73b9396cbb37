import { defineLab } from '../../lab-runner/contract/lab.ts';

const needs = ['no-relay'];

export default defineLab({
  title: { en: 'A place for the mail to stay', 'zh-cn': '给邮件一个家' },
  summary: {
    en: 'Postfix is there, mailboxes are not. Install an IMAP server, give two people their mailboxes, and let Postfix deliver into them.',
    'zh-cn': 'Postfix 已经有了，邮箱还没有。装一台 IMAP 服务器，给两个人建好邮箱，让 Postfix 投递进去。',
  },
  module: 'M3',
  kind: 'install',
  difficulty: 2,
  minutes: 35,
  lessons: ['installation-steps', 'configuration', 'mail-server-functions', 'mail-architecture'],
  parameters: {
    domain: { kind: 'domain' },
    peer: { kind: 'domain', tld: 'example' },
    first: { kind: 'user' },
    second: { kind: 'user' },
    customer: { kind: 'user' },
    firstPassword: { kind: 'password' },
    secondPassword: { kind: 'password' },
  },
  topology: {
    hosts: { mx: { image: 'mta', memory: '256m', fqdn: 'mail.[[domain]]', ready: ['system', 'smtp'] } },
    internet: {
      personas: { customer: { domain: '[[peer]]', persona: 'accepting', users: ['[[customer]]'] } },
      zones: { '[[domain]]': ['@ MX 10 mail.[[domain]].'] },
    },
  },
  tasks: [
    { id: 'login', title: { en: 'Both log in, on 993 and on 143 with STARTTLS', 'zh-cn': '两人都能登录：993，以及 143 加 STARTTLS' }, points: 20, needs },
    { id: 'clear-text', title: { en: 'No password crosses the wire in the clear', 'zh-cn': '密码绝不明文过线' }, points: 15, needs },
    { id: 'password-checked', title: { en: 'A wrong password is refused', 'zh-cn': '错误的密码被拒绝' }, points: 10, needs },
    { id: 'delivery', title: { en: 'Mail from outside lies in both mailboxes', 'zh-cn': '外来邮件进入两人的邮箱' }, points: 25, needs },
    { id: 'folders', title: { en: 'Programs find Drafts, Sent, Junk and Trash', 'zh-cn': '程序能认出草稿、已发送、垃圾和废件箱' }, points: 15, needs },
    { id: 'private', title: { en: 'Nobody reads the other’s mail', 'zh-cn': '谁也看不到别人的邮件' }, points: 15, needs },
  ],
  invariants: [{ id: 'no-relay', title: { en: 'Strangers cannot relay', 'zh-cn': '陌生人不能中继' } }],
  hints: {
    login: [
      {
        en: 'apt-get install dovecot-imapd dovecot-lmtpd, then doveconf -n shows what is set, and the log says why a login fails. doveadm auth test tries one without a mail program.',
        'zh-cn': 'apt-get install dovecot-imapd dovecot-lmtpd，然后用 doveconf -n 看设置，登录失败的原因在日志里。doveadm auth test 不用邮件程序就能试登录。',
      },
      {
        en: 'Dovecot asks a passdb whether the password is right and a userdb where the mail lies. Debian asks the system accounts (PAM); these two people have none. Files of Dovecot 2.3 do not work with 2.4.',
        'zh-cn': 'Dovecot 向 passdb 问密码对不对，向 userdb 问邮件放在哪里。Debian 默认问系统账号（PAM），而这两个人没有。Dovecot 2.3 的配置在 2.4 上不能用。',
      },
      {
        en: 'With other names: the file /etc/dovecot/users holds "ada@books.test:{SHA512-CRYPT}$6$…::::::" (doveadm pw -s SHA512-CRYPT), and the configuration\npassdb passwd-file {\n  passwd_file_path = /etc/dovecot/users\n}\nthe userdb likewise, and mail_uid, mail_gid, mail_home, mail_path.',
        'zh-cn':
          '换个名字：文件 /etc/dovecot/users 里写 "ada@books.test:{SHA512-CRYPT}$6$…::::::"（用 doveadm pw -s SHA512-CRYPT 生成），配置里写\npassdb passwd-file {\n  passwd_file_path = /etc/dovecot/users\n}\nuserdb 同理，再加 mail_uid、mail_gid、mail_home、mail_path。',
      },
    ],
    'clear-text': [
      { en: 'What does the server offer on 143 before STARTTLS? a CAPABILITY', 'zh-cn': '143 端口在 STARTTLS 之前提供什么？a CAPABILITY' },
      {
        en: 'Two settings decide: ssl = required, and auth_allow_cleartext (no by default). From the host itself everything counts as safe, so try it from elsewhere, or with the host’s own address in mind.',
        'zh-cn': '取决于两项设置：ssl = required 和 auth_allow_cleartext（默认 no）。从本机连接一律算安全，所以要想到别处来的人看到什么。',
      },
      { en: 'A good greeting before TLS holds STARTTLS and LOGINDISABLED.', 'zh-cn': '正确的明文问候里有 STARTTLS 和 LOGINDISABLED。' },
    ],
    'password-checked': [
      { en: 'Log in with a wrong password. What should the server say?', 'zh-cn': '用错误的密码登录试试，服务器该怎么说？' },
      {
        en: 'The first passdb that says yes decides. A static one says yes to everybody.',
        'zh-cn': '第一个说“可以”的 passdb 就算数。static 的会对任何人说可以。',
      },
      {
        en: 'doveadm auth test ada@books.test wrong has to end with "passdb: … auth failed".',
        'zh-cn': 'doveadm auth test ada@books.test wrong 应以 auth failed 结束。',
      },
    ],
    delivery: [
      {
        en: 'Send a message to each with swaks and follow it in the log: what does Postfix do with your domain, and whom does it hand the mail to?',
        'zh-cn': '用 swaks 给每人发一封，在日志里跟着它走：Postfix 怎么对待您的域？把邮件交给了谁？',
      },
      {
        en: 'virtual_mailbox_domains and virtual_mailbox_maps say whose mail it is (and so who is refused), virtual_transport = lmtp:… who gets it. The socket has to lie where the jailed lmtp client can reach it; Debian’s conf.d/20-lmtp.conf cuts the domain off the address.',
        'zh-cn':
          'virtual_mailbox_domains 和 virtual_mailbox_maps 决定收谁的信（也就决定拒谁的），virtual_transport = lmtp:… 决定交给谁。套接字要放在牢笼里的 lmtp 够得着的地方；Debian 的 conf.d/20-lmtp.conf 会把地址里的域名去掉。',
      },
      {
        en: 'With other names: virtual_mailbox_domains = books.test, virtual_mailbox_maps = inline:{ada@books.test=x}, virtual_transport = lmtp:unix:private/store; in Dovecot "service lmtp { unix_listener /var/spool/postfix/private/store { … } }" and "protocol lmtp { auth_username_format = %{user | lower} }".',
        'zh-cn':
          '换个名字：virtual_mailbox_domains = books.test，virtual_mailbox_maps = inline:{ada@books.test=x}，virtual_transport = lmtp:unix:private/store；Dovecot 里写 service lmtp { unix_listener /var/spool/postfix/private/store { … } } 和 protocol lmtp { auth_username_format = %{user | lower} }。',
      },
    ],
    folders: [
      { en: 'Log in and type: a LIST "" "*". What is there, and with which marks?', 'zh-cn': '登录后输入：a LIST "" "*"。有哪些文件夹？带什么标记？' },
      {
        en: 'RFC 6154 gives the marks \\Drafts, \\Sent, \\Junk, \\Trash. Debian’s 15-mailboxes.conf names them; a folder that nobody has made yet is not listed, unless it is made by itself.',
        'zh-cn': 'RFC 6154 规定了标记 \\Drafts、\\Sent、\\Junk、\\Trash。Debian 的 15-mailboxes.conf 里已写明；但还没建立的文件夹不会列出，除非让它自动建立。',
      },
      {
        en: 'Inside "namespace inbox { … }":\nmailbox Later {\n  special_use = \\Archive\n  auto = subscribe\n}',
        'zh-cn': '写在 namespace inbox { … } 里：\nmailbox Later {\n  special_use = \\Archive\n  auto = subscribe\n}',
      },
    ],
    private: [
      { en: 'Where does the mail of the one lie on the disk, and where that of the other?', 'zh-cn': '一个人的邮件放在磁盘哪里？另一个人的呢？' },
      {
        en: 'One system user (vmail) may own all mailboxes, but each needs a path of its own: %{user}, %{user | username}, %{user | domain} stand in it.',
        'zh-cn': '所有邮箱可以归同一个系统用户（vmail），但每个人要有自己的路径：里面用 %{user}、%{user | username}、%{user | domain}。',
      },
      {
        en: 'mail_home = /srv/letters/%{user | domain}/%{user | username} and mail_path = ~/Maildir',
        'zh-cn': 'mail_home = /srv/letters/%{user | domain}/%{user | username}，mail_path = ~/Maildir',
      },
    ],
  },
  why: {
    login: {
      en: 'We logged in from the Internet as both, over TLS from the first byte and after STARTTLS, and a random name with their password was refused.',
      'zh-cn': '我们从互联网分别以两人的身份登录，一次从头就是 TLS，一次先 STARTTLS；换个随机的名字用他们的密码则被拒绝。',
    },
    'clear-text': {
      en: 'Before STARTTLS the right password had to be refused, too: else a program that is set up carelessly shows it to everybody on the same network. We asked from another address than the server’s own, since Dovecot calls that one safe.',
      'zh-cn':
        'STARTTLS 之前，正确的密码也必须被拒绝：否则设置马虎的程序会把它展示给同一网络里的所有人。我们从别的地址去试，因为 Dovecot 把本机地址当作安全的。',
    },
    'password-checked': {
      en: 'A random password and the other one’s password were refused, the right one was taken.',
      'zh-cn': '随机密码被拒绝，另一个人的密码也被拒绝，正确的密码被接受。',
    },
    delivery: {
      en: 'The customer’s server handed over one message for each, and we read both over IMAP and compared the text. A name that nobody has was refused at RCPT: the list of recipients has to be known to Postfix, not only to Dovecot, or the mail bounces later.',
      'zh-cn':
        '客户的服务器给每人交来一封信，我们用 IMAP 读到并比对了内容。没有人用的名字在 RCPT 时被拒绝：收件人名单不能只有 Dovecot 知道，Postfix 也要知道，否则以后就是退信。',
    },
    folders: {
      en: 'We looked for the four marks of RFC 6154 in LIST. Without them each program makes folders of its own, in its own language, and the sent mail of the phone is not that of the laptop.',
      'zh-cn': '我们在 LIST 里找 RFC 6154 的四个标记。没有它们，每个程序都会用自己的语言各建一套文件夹，手机上的已发送和电脑上的就不是同一个。',
    },
    private: {
      en: 'A message for the one had to be in that mailbox, and in no folder that the other one can see or name.',
      'zh-cn': '发给一个人的信必须在他的邮箱里，而另一个人能看到、能叫出名字的任何文件夹里都没有。',
    },
  },
  accepted: [
    {
      en: 'Users in a file, in SQLite, in LDAP, or system accounts with those passwords.',
      'zh-cn': '用户放在文件、SQLite、LDAP 里都行，建系统账号并设这两个密码也行。',
    },
    {
      en: 'Maildir, sdbox, mdbox or mbox; LMTP over a socket or TCP, dovecot-lda, or Postfix writing the Maildir itself.',
      'zh-cn': 'Maildir、sdbox、mdbox 或 mbox；LMTP 走套接字或 TCP，dovecot-lda，或者由 Postfix 直接写 Maildir。',
    },
    { en: 'Any other IMAP server.', 'zh-cn': '任何别的 IMAP 服务器。' },
  ],
});
