import type { Complaint } from './model.ts';

export const words = {
  en: {
    input: 'Paste a bounce, a log line or a reply; or say in a few words what the user sees',
    placeholder: '452 4.3.1 Insufficient system storage',
    examples: 'Real ones:',
    empty: 'Nothing to read yet. A code looks like 5.1.1 or 452 4.2.2.',
    none: 'No code and no words that are known here. Look for a line with “said:”, “status=” or “Status:”; that line has the code.',
    codes: 'What the code says',
    subject: 'is about',
    unregistered: 'not registered: only class and subject can be relied on (RFC 3463 §2)',
    unknownSubject: 'an unknown subject: read it as “something else”',
    suspects: 'Likely causes, best first',
    because: 'because of',
    owner: 'Who can mend it:',
    first: 'First three commands',
    lab: 'Practise it:',
    complaint(c: Complaint): string {
      if (c.kind === 'class') return `“${c.code}”: the first number must be 2, 4 or 5. This is no status code, or it is mistyped.`;
      if (c.kind === 'zeros') return `“${c.code}” is written with leading zeros; read as ${c.plain}.`;
      if (c.kind === 'digits') return `“${c.code}”: subject and detail have at most three digits each (RFC 3463 §2).`;
      return `The reply ${c.reply} and the code ${c.code} contradict each other: one is temporary, the other final. Senders go by the reply, ${c.reply}.`;
    },
  },
  'zh-cn': {
    input: '贴上退信、日志或应答；也可以用几个词写出用户看到的现象',
    placeholder: '452 4.3.1 Insufficient system storage',
    examples: '真实的例子：',
    empty: '还没有内容。状态码形如 5.1.1，或 452 4.2.2。',
    none: '没有代码，也没有这里认得的词。找带 “said:”、“status=” 或 “Status:” 的那一行，代码就在那里。',
    codes: '代码的意思',
    subject: '说的是',
    unregistered: '未登记：只能依靠类别和主题（RFC 3463 §2）',
    unknownSubject: '未知的主题：按“其他”理解',
    suspects: '可能的原因，按可能性排列',
    because: '依据',
    owner: '谁能解决：',
    first: '前三条命令',
    lab: '对应实验：',
    complaint(c: Complaint): string {
      if (c.kind === 'class') return `“${c.code}”：第一个数必须是 2、4 或 5。这不是状态码，或者打错了。`;
      if (c.kind === 'zeros') return `“${c.code}”带了前导零，按 ${c.plain} 理解。`;
      if (c.kind === 'digits') return `“${c.code}”：主题和细节最多各三位数（RFC 3463 §2）。`;
      return `应答 ${c.reply} 与代码 ${c.code} 互相矛盾：一个是临时，一个是终局。发件方以应答 ${c.reply} 为准。`;
    },
  },
} as const;

/** Lines of real runs (docs/runs/S07, S11, S15). */
export const examples: readonly { id: string; label: string; text: string }[] = [
  { id: 'a', label: '452 4.3.1', text: '452 4.3.1 Insufficient system storage' },
  {
    id: 'b',
    label: '552 5.2.2',
    text: 'dsn=5.2.2, status=bounced (host mail.k3f9.test[private/dovecot-lmtp] said: 552 5.2.2 <lin@k3f9.test> Mailbox is full (in reply to end of DATA command))',
  },
  { id: 'c', label: '535 5.7.8', text: '535 5.7.8 Error: authentication failed: (reason unavailable)' },
  { id: 'd', label: '454 4.7.1', text: '454 4.7.1 <lin@k3f9.test>: Relay access denied' },
  { id: 'e', label: '554 5.7.1', text: '554 5.7.1 Service unavailable; Client host [192.0.2.10] blocked using bl.example; listed' },
  { id: 'f', label: '550 5.7.1', text: '550 5.7.1 Client host rejected: cannot find your reverse hostname, [192.0.2.10]' },
  {
    id: 'g',
    label: '4.4.3',
    text: 'relay=none, delay=1, dsn=4.4.3, status=deferred (Host or domain name not found. Name service error for name=haibo.example type=MX: Host not found, try again)',
  },
  {
    id: 'h',
    label: '554 5.4.0',
    text: 'dsn=5.4.0, status=bounced (host mx.haibo.example[192.0.2.20] said: 554 5.4.0 Error: too many hops (in reply to end of DATA command))',
  },
];
