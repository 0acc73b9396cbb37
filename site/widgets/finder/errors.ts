import type { LocalizedText } from '../../../lab-runner/contract/text.ts';
import type { LessonId } from '../../course.ts';

/** Replies and log lines that were met in the recorded runs: the words that stay the same, who says them, what they mean, and where it is taught. */
export const errors: readonly { says: string; by: string; means: LocalizedText; lesson: LessonId }[] = [
  {
    says: 'Relay access denied',
    by: 'Postfix smtpd',
    means: { en: 'Not your domain, not logged in, not in mynetworks.', 'zh-cn': '不是自己的域，没有登录，也不在 mynetworks 里。' },
    lesson: 'S08',
  },
  {
    says: 'Insufficient system storage',
    by: 'Postfix smtpd',
    means: { en: 'Too little room in the file system of the queue.', 'zh-cn': '队列所在文件系统的空间不够。' },
    lesson: 'S11',
  },
  {
    says: 'User unknown in virtual mailbox table',
    by: 'Postfix smtpd',
    means: { en: 'The domain is yours, the mailbox is not in the table.', 'zh-cn': '域是自己的，邮箱不在表里。' },
    lesson: 'S08',
  },
  {
    says: 'User unknown in local recipient table',
    by: 'Postfix smtpd',
    means: { en: 'The domain stands in mydestination: system users are looked up.', 'zh-cn': '域名写在 mydestination 里：查的是系统用户。' },
    lesson: 'S08',
  },
  {
    says: 'do not list domain',
    by: 'Postfix trivial-rewrite',
    means: { en: 'One domain in two address classes.', 'zh-cn': '一个域名归了两类。' },
    lesson: 'S08',
  },
  {
    says: 'Server configuration error',
    by: 'Postfix smtpd',
    means: { en: 'A restriction’s name is unknown to Postfix, or a table cannot be read.', 'zh-cn': '限制的名字 Postfix 不认识，或者表读不了。' },
    lesson: 'S08',
  },
  {
    says: 'virtual_mailbox_limit is smaller than message_size_limit',
    by: 'Postfix virtual',
    means: { en: 'Two limits that do not fit: all local delivery stops.', 'zh-cn': '两个上限不配套：本地投递全停。' },
    lesson: 'S08',
  },
  {
    says: 'cannot find your reverse hostname',
    by: 'Postfix smtpd',
    means: { en: 'The client’s address has no PTR record.', 'zh-cn': '客户端地址没有 PTR 记录。' },
    lesson: 'B3',
  },
  {
    says: 'cannot find your hostname',
    by: 'Postfix smtpd',
    means: { en: 'PTR and address do not confirm each other.', 'zh-cn': 'PTR 与地址查不回来。' },
    lesson: 'B3',
  },
  {
    says: 'does not resolve to address',
    by: 'Postfix smtpd',
    means: { en: 'The PTR’s name leads to another address.', 'zh-cn': 'PTR 的名字指向另一个地址。' },
    lesson: 'B3',
  },
  { says: 'does not accept mail (nullMX)', by: 'Postfix', means: { en: 'The domain publishes MX 0 .', 'zh-cn': '该域发布了 MX 0 .' }, lesson: 'B3' },
  {
    says: 'loops back to myself',
    by: 'Postfix smtp',
    means: { en: 'The best MX is this server, which does not know the domain as its own.', 'zh-cn': '最好的 MX 就是本机，而本机不认为这个域归自己。' },
    lesson: 'B3',
  },
  {
    says: 'Host or domain name not found',
    by: 'Postfix smtp',
    means: { en: 'The name does not exist; with “try again”: could not be asked.', 'zh-cn': '名字不存在；带 “try again” 的是没能查到。' },
    lesson: 'B3',
  },
  {
    says: 'Temporary lookup failure',
    by: 'Postfix',
    means: { en: 'A table or directory cannot be asked at present.', 'zh-cn': '表或目录暂时问不到。' },
    lesson: 'S05',
  },
  {
    says: 'authentication failed',
    by: 'Postfix smtpd',
    means: { en: 'Asked, and the answer was no: a wrong password.', 'zh-cn': '问过了，答案是不：密码不对。' },
    lesson: 'S15',
  },
  {
    says: 'Temporary authentication failure',
    by: 'Postfix smtpd',
    means: { en: 'Nobody could check the password.', 'zh-cn': '没有谁能验证密码。' },
    lesson: 'S15',
  },
  {
    says: 'too many connections',
    by: 'Postfix smtpd',
    means: { en: 'The limit of connections from one client.', 'zh-cn': '单个客户端的连接数上限。' },
    lesson: 'S15',
  },
  { says: 'too many hops', by: 'Postfix cleanup', means: { en: 'The message goes in a circle.', 'zh-cn': '信在兜圈子。' }, lesson: 'S11' },
  {
    says: 'need fully-qualified hostname',
    by: 'Postfix smtpd',
    means: { en: 'EHLO gave a name without a dot.', 'zh-cn': 'EHLO 的名字里没有点。' },
    lesson: 'S08',
  },
  {
    says: 'not owned by user',
    by: 'Postfix smtpd',
    means: { en: 'Logged in, but the sender address belongs to somebody else.', 'zh-cn': '登录了，但发件人地址属于别人。' },
    lesson: 'S08',
  },
  { says: 'Mailbox is full', by: 'Dovecot', means: { en: 'The quota of this one mailbox.', 'zh-cn': '这一个邮箱的配额满了。' }, lesson: 'S15' },
  { says: 'Unknown setting', by: 'doveconf', means: { en: 'A name of Dovecot 2.3 on 2.4.', 'zh-cn': '在 2.4 上用了 2.3 的名字。' }, lesson: 'S08' },
  {
    says: 'The first setting must be dovecot_config_version',
    by: 'doveconf',
    means: { en: 'A 2.3 file, or a version that is not at the top.', 'zh-cn': '2.3 的文件，或者版本没写在最前面。' },
    lesson: 'S08',
  },
  { says: 'is a CNAME (illegal)', by: 'named-checkzone', means: { en: 'An MX points to an alias.', 'zh-cn': 'MX 指向了别名。' }, lesson: 'B3' },
  {
    says: 'has no address records',
    by: 'named-checkzone',
    means: { en: 'An MX points to a name without address: often a missing dot.', 'zh-cn': 'MX 指向没有地址的名字：常是少了一个点。' },
    lesson: 'B3',
  },
  {
    says: 'bind(/var/spool/postfix/private/auth) failed',
    by: 'Dovecot',
    means: { en: 'Dovecot was started before Postfix’s first start.', 'zh-cn': 'Dovecot 在 Postfix 第一次启动之前就启动了。' },
    lesson: 'S07',
  },
  {
    says: 'Service unavailable - try again later',
    by: 'Postfix smtpd',
    means: { en: 'The milter does not answer (milter_default_action = tempfail).', 'zh-cn': 'milter 没有应答（milter_default_action = tempfail）。' },
    lesson: 'S05',
  },
  {
    says: 'improper command pipelining',
    by: 'Postfix smtpd',
    means: { en: 'The client spoke before it was its turn.', 'zh-cn': '客户端没等轮到就开口。' },
    lesson: 'B1',
  },
];
