import type { Language } from '../../../lab-runner/contract/text.ts';
import type { Fault, Hop, Trace, Via } from './model.ts';

interface Words {
  setup: string;
  from: string;
  to: string;
  onward: string;
  via: string;
  vias: Record<Via, string>;
  fault: string;
  faults: Record<Fault, string>;
  minutes: string;
  hop: string;
  previous: string;
  next: string;
  of: (n: number, total: number) => string;
  holder: string;
  holders: Record<Hop['holder'], (host: string) => string>;
  envelope: string;
  empty: string;
  bytes: string;
  queue: string;
  queues: Record<Hop['queue'], string>;
  reply: string;
  message: string;
  time: string;
  kinds: Record<Hop['kind'], (hop: Hop, when: (s: number) => string) => string>;
  outcome: (trace: Trace, when: (s: number) => string) => string;
  goals: string;
  goalCustomer: string;
  goalList: string;
  met: string;
  open: string;
  fix: string;
  clock: (s: number) => string;
}

const span = (s: number, units: [string, string, string, string]): string => {
  const parts = [Math.floor(s / 86_400), Math.floor((s % 86_400) / 3600), Math.floor((s % 3600) / 60), Math.floor(s % 60)];
  const first = parts.findIndex((n) => n > 0);
  if (first < 0) return `0 ${units[3]}`;
  return parts
    .slice(first, first + 2)
    .flatMap((n, i) => (n > 0 ? [`${n} ${units[first + i]}`] : []))
    .join(' ');
};

export const words: Record<Language, Words> = {
  en: {
    setup: 'The message',
    from: 'Sender’s domain',
    to: 'Recipient’s domain',
    onward: 'Sent on to domain',
    via: 'The recipient is',
    vias: { direct: 'a mailbox', forward: 'an address that forwards', list: 'a mailing list' },
    fault: 'What is broken',
    faults: {
      none: 'nothing',
      'submission-down': 'the sender’s server, port 587',
      'mx-down': 'the recipient’s MX does not answer',
      'mx-refuses': 'the MX refuses the recipient (550 at RCPT)',
      'mailbox-full': 'the last mailbox is full (552 from LMTP)',
      'onward-down': 'the server further on does not answer',
      'onward-refuses': 'the server further on refuses (550 at RCPT)',
      'imap-down': 'IMAP at the last server',
    },
    minutes: 'For how many minutes',
    hop: 'Step',
    previous: '← Back',
    next: 'Next →',
    of: (n, total) => `Step ${n} of ${total}`,
    holder: 'Responsible',
    holders: {
      sender: () => 'still the sender’s program',
      origin: (host) => host,
      destination: (host) => host,
      onward: (host) => host,
      mailbox: (host) => `${host}: it lies in the mailbox`,
      nobody: () => 'nobody: the promise is kept by this bounce',
    },
    envelope: 'Envelope',
    empty: '<> (null sender)',
    bytes: 'bytes',
    queue: 'Queue',
    queues: { none: 'in no queue', active: 'active', deferred: 'deferred', removed: 'removed' },
    reply: 'Reply',
    message: 'The message at this point',
    time: 'After Send',
    kinds: {
      submit: (h) => `The mail program (MUA) hands the message to ${h.peer} (MSA): with a password, over TLS.`,
      'submit-failed': (h) =>
        `The mail program cannot reach ${h.peer}. The message stays in its outbox, and the program says so. No server knows of it, so no server can bounce it.`,
      lookup: (h) => `${h.host} (now as MTA) asks the DNS for the MX of the recipient’s domain: ${h.peer}.`,
      local: (h) => `The recipient’s domain is one of ${h.host}’s own. No DNS, no port 25: the message stays here.`,
      'attempt-failed': (h, w) => `${h.host} cannot reach ${h.peer}. It keeps the message, tells nobody, and tries again in ${w((h.next ?? h.at) - h.at)}.`,
      transfer: (h) => `${h.host} hands it over. With this 250 the responsibility passes to ${h.peer}.`,
      refused: (h) => `${h.peer} says no before it has taken anything. Responsible is still ${h.host}: it must report.`,
      expired: (h) => `The message is older than five days. ${h.host} gives up.`,
      rewrite: (h) => `${h.host} puts the message into a new envelope. Its header stays as it was.`,
      store: () => 'The server hands it to the delivery agent (MDA) over LMTP. It is written to the mailbox.',
      'store-failed': (h) => `The delivery agent refuses. But ${h.host} has said 250 already: it must write a bounce itself.`,
      'read-failed': () =>
        'The recipient’s program cannot fetch it (MAA down). Nothing bounces: the message has been delivered. The program shows an error to its reader.',
      read: () => 'The recipient’s program fetches it over IMAP from the access server (MAA). SMTP has no part in this.',
      bounce: (h) =>
        `${h.host} writes a bounce to the envelope sender, ${h.peer}. Its own envelope sender is empty, so that it can never be answered by another bounce.`,
    },
    outcome: (t, w) =>
      t.outcome === 'read'
        ? `Read ${w(t.hops.at(-1)?.at ?? 0)} after Send.`
        : t.outcome === 'not-sent'
          ? 'Never sent: it waits in the sender’s outbox.'
          : `Bounced ${w(t.hops.at(-1)?.at ?? 0)} after Send: written by ${t.bounce?.writer}, addressed to ${t.bounce?.to}.`,
    goals: 'Task',
    goalCustomer: 'a server other than the sender’s writes the bounce',
    goalList: 'the bounce goes to somebody who is not the author',
    met: 'done',
    open: 'open',
    fix: 'The last valid example is still shown.',
    clock: (s) => span(s, ['d', 'h', 'min', 's']),
  },
  'zh-cn': {
    setup: '这封信',
    from: '发件人的域名',
    to: '收件人的域名',
    onward: '转到哪个域',
    via: '收件地址是',
    vias: { direct: '一个邮箱', forward: '自动转发的地址', list: '邮件列表' },
    fault: '哪里坏了',
    faults: {
      none: '一切正常',
      'submission-down': '发件方服务器的 587 端口',
      'mx-down': '收件方的 MX 没有响应',
      'mx-refuses': 'MX 拒绝收件人（RCPT 时 550）',
      'mailbox-full': '最后的邮箱满了（LMTP 回 552）',
      'onward-down': '下一台服务器没有响应',
      'onward-refuses': '下一台服务器拒绝（RCPT 时 550）',
      'imap-down': '最后那台服务器的 IMAP',
    },
    minutes: '坏多少分钟',
    hop: '步骤',
    previous: '← 上一步',
    next: '下一步 →',
    of: (n, total) => `第 ${n} 步，共 ${total} 步`,
    holder: '现在归谁负责',
    holders: {
      sender: () => '还在发件人的程序手里',
      origin: (host) => host,
      destination: (host) => host,
      onward: (host) => host,
      mailbox: (host) => `${host}，已存进邮箱`,
      nobody: () => '没有人了：这封退信就是交代',
    },
    envelope: '信封',
    empty: '<>（空发件人）',
    bytes: '字节',
    queue: '队列',
    queues: { none: '不在任何队列里', active: 'active（正在投递）', deferred: 'deferred（推迟）', removed: '已移出' },
    reply: '应答',
    message: '此时这封信的全文',
    time: '点“发送”之后',
    kinds: {
      submit: (h) => `邮件程序（MUA）把信交给 ${h.peer}（MSA）：用密码登录，走 TLS。`,
      'submit-failed': (h) => `邮件程序连不上 ${h.peer}。信留在发件箱里，程序会提示。没有一台服务器知道这封信，也就没有谁能退信。`,
      lookup: (h) => `${h.host} 这时的角色是 MTA：它向 DNS 查收件域的 MX，得到 ${h.peer}。`,
      local: (h) => `收件域就归 ${h.host} 管：不查 DNS，不走 25 端口，信留在本机。`,
      'attempt-failed': (h, w) => `${h.host} 连不上 ${h.peer}。信留在队列里，谁也不通知，${w((h.next ?? h.at) - h.at)}后再试。`,
      transfer: (h) => `${h.host} 把信交出去。对方回了这句 250，责任就转到 ${h.peer}。`,
      refused: (h) => `${h.peer} 还没收下任何东西就说了“不”。责任仍在 ${h.host}，要由它来告知发件人。`,
      expired: (h) => `信在队列里超过了五天，${h.host} 放弃投递。`,
      rewrite: (h) => `${h.host} 给信换了一个信封，邮件头原样不动。`,
      store: () => '服务器通过 LMTP 把信交给投递代理（MDA），写进邮箱。',
      'store-failed': (h) => `投递代理拒收。可是 ${h.host} 早就回过 250 了，只能自己写退信。`,
      'read-failed': () => '收件人的程序取不到信（MAA 停了）。不会有退信：信已经投递完成，只是读信的程序报错。',
      read: () => '收件人的程序用 IMAP 从访问服务器（MAA）取信。这一步与 SMTP 无关。',
      bounce: (h) => `${h.host} 给信封发件人 ${h.peer} 写退信。退信自己的信封发件人是空的，这样就不会有人再给它退信。`,
    },
    outcome: (t, w) =>
      t.outcome === 'read'
        ? `点“发送”后 ${w(t.hops.at(-1)?.at ?? 0)}，收件人读到了信。`
        : t.outcome === 'not-sent'
          ? '没有发出去：信还在发件人的发件箱里。'
          : `点“发送”后 ${w(t.hops.at(-1)?.at ?? 0)}退信：由 ${t.bounce?.writer} 写，寄给 ${t.bounce?.to}。`,
    goals: '任务',
    goalCustomer: '写退信的不是发件方的服务器',
    goalList: '退信寄给了作者以外的人',
    met: '完成',
    open: '未完成',
    fix: '下面显示的仍是上一个有效的例子。',
    clock: (s) => span(s, ['天', '小时', '分', '秒']),
  },
};
