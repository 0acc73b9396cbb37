import type { ListName, Outcome, TraceStep } from './model.ts';

export const words = {
  en: {
    mail: 'The mail',
    client: 'Connects',
    clients: {
      partner: '192.0.2.20, mx.haibo.example (confirmed)',
      laptop: '192.0.2.50, a laptop at home (dyn50.isp.example)',
      printer: '192.0.2.99, the office printer (in mynetworks)',
      nameless: '192.0.2.66, no PTR, on the blocklist',
      pretender: '192.0.2.67, PTR claims mail.k3f9.test',
      unclear: '192.0.2.68, its reverse zone does not answer',
    } as Record<string, string>,
    user: 'Logged in as',
    nobody: 'nobody',
    helo: 'EHLO',
    sender: 'MAIL FROM',
    recipient: 'RCPT TO',
    lists: 'The lists, in the order in which they are asked',
    table: 'texthash:/etc/postfix/access (for every check_…_access)',
    line: (n: number) => `Line ${n}:`,
    world: 'What this server knows',
    answer: 'The answer to RCPT TO',
    path: 'Rule by rule',
    missing: 'Expected an address such as wang@haibo.example, found nothing. Only MAIL FROM may be empty (a bounce).',
    spaces: 'An address has no spaces or angle brackets here.',
    reset: 'Debian’s lists',
    kinds: {
      permit: 'permit: this list ends here',
      dunno: 'no opinion: go on',
      reject: 'refuses',
      'defer-if-permit': 'could not find out: noted',
      warned: 'would refuse, only logged',
      unknown: 'no such restriction',
      'not-computed': 'not computed here',
    } satisfies Record<TraceStep['kind'], string>,
    key: (key: string) => ` (key ${key})`,
    outcome(o: Outcome): string {
      if (o.kind === 'no-greeting')
        return 'smtpd does not start, and the client gets no greeting: neither of the two lists has one of reject_unauth_destination, defer_unauth_destination, reject, defer, defer_if_permit. Postfix will not be an open relay by accident.';
      if (o.kind === 'not-computed')
        return `Postfix knows ${o.restriction}, but this widget does not compute it: what it says depends on certificates, probes, policy servers or other lists that are not in this small world. Take it out to see what the rest does.`;
      if (o.kind === 'misconfigured') return `${o.reply}: a name in the list is not known to Postfix. Everybody who gets so far is told to come back later.`;
      return o.reply;
    },
    accepted: 'Accepted: every list let it pass, and the recipient exists.',
    relayed: 'Accepted for somebody else’s domain. Who did that, the network or the login?',
  },
  'zh-cn': {
    mail: '这封信',
    client: '谁来连接',
    clients: {
      partner: '192.0.2.20，mx.haibo.example（正反向一致）',
      laptop: '192.0.2.50，家里的笔记本（dyn50.isp.example）',
      printer: '192.0.2.99，办公室打印机（在 mynetworks 里）',
      nameless: '192.0.2.66，没有 PTR，在黑名单上',
      pretender: '192.0.2.67，PTR 冒称 mail.k3f9.test',
      unclear: '192.0.2.68，反向区域不应答',
    } as Record<string, string>,
    user: '登录身份',
    nobody: '没有登录',
    helo: 'EHLO',
    sender: 'MAIL FROM',
    recipient: 'RCPT TO',
    lists: '各个列表，按询问的次序',
    table: 'texthash:/etc/postfix/access（供各个 check_…_access 使用）',
    line: (n: number) => `第 ${n} 行：`,
    world: '这台服务器知道什么',
    answer: '对 RCPT TO 的应答',
    path: '逐条经过',
    missing: '这里要填地址，例如 wang@haibo.example，现在是空的。只有 MAIL FROM 可以为空（退信）。',
    spaces: '这里的地址不含空格和尖括号。',
    reset: 'Debian 的列表',
    kinds: {
      permit: '放行：这个列表到此为止',
      dunno: '不表态：继续',
      reject: '拒绝',
      'defer-if-permit': '没查清：先记下',
      warned: '本会拒绝，只记日志',
      unknown: '没有这种限制',
      'not-computed': '这里不计算',
    } satisfies Record<TraceStep['kind'], string>,
    key: (key: string) => `（键 ${key}）`,
    outcome(o: Outcome): string {
      if (o.kind === 'no-greeting')
        return 'smtpd 起不来，客户端等不到问候语：两个列表里都没有 reject_unauth_destination、defer_unauth_destination、reject、defer、defer_if_permit 中的任何一个。Postfix 不会让自己无意中成为开放中继。';
      if (o.kind === 'not-computed')
        return `Postfix 认识 ${o.restriction}，但这里算不出来：它的回答取决于证书、探测、策略服务器或别的列表，这个小世界里没有。先把它拿掉，看其余的怎么判。`;
      if (o.kind === 'misconfigured') return `${o.reply}：列表里有 Postfix 不认识的名字。走到这一步的人，一律被告知稍后再来。`;
      return o.reply;
    },
    accepted: '收下：每个列表都放过了，收件人也存在。',
    relayed: '替别人的域名收下了。是凭网络，还是凭登录？',
  },
} as const;

export const listTitles: Record<ListName, string> = {
  client: 'smtpd_client_restrictions',
  helo: 'smtpd_helo_restrictions',
  sender: 'smtpd_sender_restrictions',
  relay: 'smtpd_relay_restrictions',
  recipient: 'smtpd_recipient_restrictions',
};
