import type { LocalizedText } from '../../../lab-runner/contract/text.ts';

/**
 * The diagnostic tree: questions put to a log, from the general to the particular, each answered by the first line that matches.
 * It reads logs of Postfix 3.10 and Dovecot 2.4; what it says is a hypothesis with its evidence, never a verdict.
 */
export type LeafId = 'nothing' | 'storage' | 'resolver' | 'store' | 'certificate' | 'mailbox' | 'loop' | 'policy' | 'unreachable' | 'unknown';
export type QuestionId = 'any' | 'tls' | 'door' | 'hops' | 'name' | 'socket' | 'said' | 'full' | 'connect';

interface Question {
  id: QuestionId;
  ask: LocalizedText;
  /** A line that answers yes. */
  match: RegExp;
  /** A leaf, or the next question. */
  onYes: LeafId | QuestionId;
  onNo: LeafId | QuestionId;
}

export const questions: readonly Question[] = [
  {
    id: 'any',
    ask: { en: 'Does the log say anything about a message or a connection that failed?', 'zh-cn': '日志里有没有哪封信、哪次连接失败的记录？' },
    match: /status=(deferred|bounced)|reject:|warning:|error:|fatal:/i,
    onYes: 'tls',
    onNo: 'nothing',
  },
  {
    id: 'tls',
    ask: { en: 'Did the other side break off during the TLS handshake?', 'zh-cn': '对方是不是在 TLS 握手时就断开了？' },
    match: /alert certificate expired|alert bad certificate|alert unknown ca|certificate has expired/i,
    onYes: 'certificate',
    onNo: 'door',
  },
  {
    id: 'door',
    ask: { en: 'Did our own server run out of room, so that it refuses at the door?', 'zh-cn': '是不是我们自己的服务器没有空间，在门口就拒收？' },
    match: /4\.3\.1 Insufficient system storage|not enough free space|No space left on device/i,
    onYes: 'storage',
    onNo: 'hops',
  },
  {
    id: 'hops',
    ask: { en: 'Did a message pass through here too often?', 'zh-cn': '有没有信经过这里太多次？' },
    match: /too many hops|mail forwarding loop|5\.4\.6/i,
    onYes: 'loop',
    onNo: 'name',
  },
  {
    id: 'name',
    ask: { en: 'Did a delivery fail before any connection, on a name that could not be looked up?', 'zh-cn': '投递是不是还没连接就失败了，因为名字查不到？' },
    match: /Name service error|Host or domain name not found|Temporary lookup failure/i,
    onYes: 'resolver',
    onNo: 'socket',
  },
  {
    id: 'socket',
    ask: { en: 'Did the last yard fail: the socket between Postfix and Dovecot?', 'zh-cn': '是不是最后一步失败：Postfix 与 Dovecot 之间的套接字？' },
    match: /private\/(dovecot-lmtp|auth)\S*\s?.*(No such file|Connection refused)|no SASL authentication mechanisms|doveconf: Fatal/i,
    onYes: 'store',
    onNo: 'said',
  },
  {
    id: 'said',
    ask: { en: 'Did somebody answer and say no (`said: 4…` or `said: 5…`)?', 'zh-cn': '是不是有人应答了，而且说“不”（`said: 4…` 或 `said: 5…`）？' },
    match: /said: [45]\d\d/,
    onYes: 'full',
    onNo: 'connect',
  },
  {
    id: 'full',
    ask: { en: 'Is it about one mailbox (`x.2.2`)?', 'zh-cn': '是不是某一个邮箱的事（`x.2.2`）？' },
    match: /[45]\.2\.2/,
    onYes: 'mailbox',
    onNo: 'policy',
  },
  {
    id: 'connect',
    ask: { en: 'Did nobody answer at all?', 'zh-cn': '是不是根本没有人应答？' },
    match: /connect to \S+: (Connection timed out|Connection refused|No route to host|Network is unreachable)/,
    onYes: 'unreachable',
    onNo: 'unknown',
  },
];

export interface Step {
  question: QuestionId;
  answer: 'yes' | 'no';
  /** The line that answered yes. */
  line: string | null;
}

/** Walks the tree over a log, newest line first. */
export function walk(log: string): { steps: Step[]; leaf: LeafId } {
  const lines = log
    .split('\n')
    .filter((line) => line.trim() !== '')
    .toReversed();
  const steps: Step[] = [];
  let at: LeafId | QuestionId = 'any';
  for (;;) {
    const question: Question | undefined = questions.find((q) => q.id === at && !steps.some((step) => step.question === q.id));
    if (!question) return { steps, leaf: at as LeafId };
    const line = lines.find((candidate) => question.match.test(candidate)) ?? null;
    steps.push({ question: question.id, answer: line ? 'yes' : 'no', line });
    at = line ? question.onYes : question.onNo;
  }
}

export const leaves: Record<LeafId, { name: LocalizedText; next: LocalizedText }> = {
  nothing: {
    name: { en: 'Nothing in this log', 'zh-cn': '这份日志里没有线索' },
    next: {
      en: 'Nothing failed *here*. Either nothing reaches the server (`ss -ltn`, firewall, MX), or the other side left politely, as a client does that dislikes a certificate: do what the user does, from where the user is.',
      'zh-cn':
        '*这里*没有失败。要么什么都没到服务器（看 `ss -ltn`、防火墙、MX），要么对方自己礼貌地走了，比如不认证书的客户端：到用户所在的地方，照用户的做法做一遍。',
    },
  },
  storage: {
    name: { en: 'No room for the queue', 'zh-cn': '队列没有空间' },
    next: {
      en: '`df -h` and `df -i` of the file system that holds /var/spool/postfix; then who filled it.',
      'zh-cn': '对 /var/spool/postfix 所在的文件系统执行 `df -h` 和 `df -i`，再找谁占满的。',
    },
  },
  resolver: {
    name: { en: 'Name resolution of the mail server', 'zh-cn': '邮件服务器的域名解析' },
    next: {
      en: '`dig` the same name on the host. If that works, compare /etc/resolv.conf with the copy in the chroot.',
      'zh-cn': '在本机 `dig` 同一个名字；若能查到，再比较 /etc/resolv.conf 与 chroot 里的副本。',
    },
  },
  store: {
    name: { en: 'Dovecot does not answer Postfix', 'zh-cn': 'Dovecot 不应答 Postfix' },
    next: {
      en: 'Does Dovecot run (`ss -ltn`: 993)? If not, start it and read the first error.',
      'zh-cn': 'Dovecot 在跑吗（`ss -ltn` 看 993）？没在跑就启动它，读第一条报错。',
    },
  },
  certificate: {
    name: { en: 'The certificate', 'zh-cn': '证书' },
    next: {
      en: '`openssl x509 -noout -enddate -in …`, for the file *and* for what the port presents.',
      'zh-cn': '`openssl x509 -noout -enddate -in …`，文件要看，端口*实际*给出的也要看。',
    },
  },
  mailbox: {
    name: { en: 'One mailbox is full', 'zh-cn': '某个邮箱满了' },
    next: { en: '`doveadm quota get -u …`: whose, by how much, since when.', 'zh-cn': '`doveadm quota get -u …`：是谁的，超多少，从何时起。' },
  },
  loop: {
    name: { en: 'A forwarding loop', 'zh-cn': '转发成环' },
    next: {
      en: 'Read the Received headers of the bounced message: the two hosts that alternate are the loop.',
      'zh-cn': '看被退的那封信的 Received 头：交替出现的两台主机就是环。',
    },
  },
  policy: {
    name: { en: 'The other server refuses us', 'zh-cn': '对方服务器拒收' },
    next: {
      en: 'Read the sentence after the code: it names the list, the rule or the page. Then look up your own address there.',
      'zh-cn': '读代码后面那句话：里面有名单、规则或网页的名字。再拿自己的地址去查。',
    },
  },
  unreachable: {
    name: { en: 'The other server does not answer', 'zh-cn': '对方服务器没有应答' },
    next: {
      en: '`nc -vz <host> 25` from here and from another network; one destination, or all?',
      'zh-cn': '从本机和另一个网络各试 `nc -vz <主机> 25`：只有一家不通，还是都不通？',
    },
  },
  unknown: {
    name: { en: 'The tree does not know', 'zh-cn': '这棵树不认得' },
    next: { en: 'Take one message that failed and follow its queue ID through the whole log.', 'zh-cn': '取一封失败的信，按队列号把整份日志读一遍。' },
  },
};
