import type { ReverseVerdict, Step, Verdict } from './model.ts';

const list = (items: readonly string[], and: string) => items.join(and);

/** What each step, and the end, means. `code` is the enhanced status code of the bounce. */
export const words = {
  en: {
    zone: 'What DNS would answer (one record a line)',
    zoneHint: 'name type value, e.g. haibo.example MX 10 mx.haibo.example. “name SERVFAIL” makes a name’s servers silent.',
    examples: 'Records of:',
    domain: 'Mail for the domain',
    me: 'I am the server (may stay empty)',
    route: 'The way of the message',
    line: (n: number) => `Line ${n}:`,
    reverseTitle: 'And who calls?',
    address: 'A client connects from the address',
    badAddress: (typed: string) => `Expected an address such as 192.0.2.10 or 2001:db8::10, found ${typed.trim() === '' ? 'nothing' : `“${typed}”`}.`,
    held: 'The last records that could be read are still used.',
    previous: 'Back',
    next: 'Next step',
    of: (n: number, all: number) => `Step ${n} of ${all}`,
    step(s: Step): string {
      switch (s.kind) {
        case 'asked': {
          const what = `${s.name} ${s.type}?`;
          if (s.answer.kind === 'found')
            return `${what} → ${s.answer.records.map((r) => (s.type === 'MX' ? `${r.preference} ${r.value}` : r.value)).join(', ')}`;
          return `${what} → ${{ nodata: 'no such record (NODATA: the name exists)', nxdomain: 'no such name (NXDOMAIN)', servfail: 'no answer (SERVFAIL)' }[s.answer.kind]}`;
        }
        case 'owner-alias':
          return `${s.from} is an alias: go on as if the mail were for ${s.to} (RFC 5321 §5.1).`;
        case 'implicit':
          return `There is no MX. Then ${s.name} itself counts as one, with preference 0: the “implicit MX” (RFC 5321 §5.1).`;
        case 'sorted':
          return `Lowest preference first: ${list(
            s.order.map((mx) => `${mx.preference} ${mx.host}`),
            ' → ',
          )}. The next one is tried when the one before does not answer.`;
        case 'tie':
          return `Preference ${s.preference} is there ${s.hosts.length} times: the sender must choose at random (RFC 5321 §5.1), so that the load is shared.`;
        case 'myself':
          return `I am ${s.host} myself, preference ${s.preference}. I drop myself and all that are not better (${s.dropped.join(', ')}): else two servers would play ping-pong.`;
        case 'host-alias':
          return `${s.host} is an alias of ${s.target}. An MX must not point to one (RFC 2181 §10.3; “outside the scope”, RFC 5321 §5.1). Postfix follows it; nobody has to.`;
        case 'looks-like-address':
          return `“${s.host}” looks like an address, but an MX holds a name. DNS looks for a host that is called so.`;
        case 'null-mx-with-others':
          return `A null MX must stand alone (RFC 7505 §3); here it stands beside ${s.others.join(', ')}. Postfix 3.10 returned the mail; another server may go to the others.`;
        case 'unusable':
          return s.why === 'servfail' ? `${s.host}: not known at present.` : `${s.host} has no address: this one cannot be used.`;
      }
    },
    verdict(v: Verdict): string {
      if (v.kind === 'deliver')
        return v.implicit
          ? `Deliver to ${v.hops[0]?.host} (${v.hops[0]?.addresses.join(', ')}). Is that machine a mail server at all? If not, it wants a null MX.`
          : `Deliver: ${v.hops.map((h) => `${h.host} (${h.addresses.join(', ')})`).join(', else ')}.`;
      if (v.kind === 'wait') return `Keep it in the queue and ask again: ${v.name} could not be looked up (RFC 5321 §5.1). That is never a bounce.`;
      return {
        'null-mx': `Return it at once: “${v.name} takes no mail”. A server answers 556 5.1.10 (RFC 7505 §4.1); Postfix’s own bounce says 5.1.0.`,
        nxdomain: `Return it at once: ${v.name} does not exist. 5.4.4 (Postfix), often a typing error.`,
        'no-address': `Return it at once: ${v.name} exists, with neither MX nor address. 5.4.4 (Postfix).`,
        'no-usable-mx': `Return it: there are MX records, and none of them can be used. The address of ${v.name} itself is not tried (RFC 5321 §5.1).`,
        'loops-back': `Return it: the best server for ${v.name} is myself, and I do not know that domain as mine. 5.4.6 “loops back to myself”.`,
      }[v.why];
    },
    verdictName: { deliver: '✓ Delivered', wait: '… Queued', bounce: '✗ Returned' },
    reverse: {
      confirmed: '✓ Confirmed: address → name → the same address.',
      'no-ptr': '✗ The address has no name. Many servers refuse such a client (550 5.7.25), others count it as a fault.',
      'no-forward':
        '✗ It has a name, and that name has no address. Anybody can write any name into his own reverse zone: without the way back it proves nothing.',
      mismatch: '✗ The name leads to another address. Postfix calls such a client “unknown”.',
      servfail: '… Not known at present: a careful server answers 4xx here, not 5xx.',
    } satisfies Record<ReverseVerdict, string>,
  },
  'zh-cn': {
    zone: 'DNS 会回答什么（一行一条记录）',
    zoneHint: '名字 类型 值，例如 haibo.example MX 10 mx.haibo.example。写“名字 SERVFAIL”，表示它的域名服务器不回答。',
    examples: '示例记录：',
    domain: '发往域名',
    me: '我是哪台服务器（可留空）',
    route: '信的走法',
    line: (n: number) => `第 ${n} 行：`,
    reverseTitle: '再看：来的是谁？',
    address: '有客户端从这个地址连进来',
    badAddress: (typed: string) => `这里要填地址，例如 192.0.2.10 或 2001:db8::10，现在${typed.trim() === '' ? '是空的' : `是“${typed}”`}。`,
    held: '暂时沿用上一份能读懂的记录。',
    previous: '上一步',
    next: '下一步',
    of: (n: number, all: number) => `第 ${n} 步，共 ${all} 步`,
    step(s: Step): string {
      switch (s.kind) {
        case 'asked': {
          const what = `${s.name} ${s.type}？`;
          if (s.answer.kind === 'found')
            return `${what} → ${s.answer.records.map((r) => (s.type === 'MX' ? `${r.preference} ${r.value}` : r.value)).join('、')}`;
          return `${what} → ${{ nodata: '没有这种记录（NODATA：名字是有的）', nxdomain: '没有这个名字（NXDOMAIN）', servfail: '得不到答案（SERVFAIL）' }[s.answer.kind]}`;
        }
        case 'owner-alias':
          return `${s.from} 是别名：当作发往 ${s.to} 继续（RFC 5321 §5.1）。`;
        case 'implicit':
          return `没有 MX。那么 ${s.name} 自己就算一台，优先值 0，叫“隐式 MX”（RFC 5321 §5.1）。`;
        case 'sorted':
          return `优先值小的先试：${list(
            s.order.map((mx) => `${mx.preference} ${mx.host}`),
            ' → ',
          )}。前一台没有应答，才试下一台。`;
        case 'tie':
          return `优先值 ${s.preference} 出现了 ${s.hosts.length} 次：发送方必须随机挑选（RFC 5321 §5.1），负载由此分摊。`;
        case 'myself':
          return `我自己就是 ${s.host}，优先值 ${s.preference}。去掉自己和不比自己好的（${s.dropped.join('、')}），否则两台服务器会来回踢皮球。`;
        case 'host-alias':
          return `${s.host} 是 ${s.target} 的别名。MX 不得指向别名（RFC 2181 §10.3；RFC 5321 §5.1 说“不在本标准范围内”）。Postfix 会跟过去，但谁都没有义务这样做。`;
        case 'looks-like-address':
          return `“${s.host}”看着像地址，而 MX 里放的是名字。DNS 会去找一台叫这个名字的主机。`;
        case 'null-mx-with-others':
          return `空 MX 必须单独存在（RFC 7505 §3），这里旁边还有 ${s.others.join('、')}。Postfix 3.10 退了信；别的服务器可能会去找那几台。`;
        case 'unusable':
          return s.why === 'servfail' ? `${s.host}：暂时查不到。` : `${s.host} 没有地址：这一台用不了。`;
      }
    },
    verdict(v: Verdict): string {
      if (v.kind === 'deliver')
        return v.implicit
          ? `投递到 ${v.hops[0]?.host}（${v.hops[0]?.addresses.join('、')}）。那台机器真是邮件服务器吗？如果不是，应当给它一条空 MX。`
          : `投递：${v.hops.map((h) => `${h.host}（${h.addresses.join('、')}）`).join('，不行再试 ')}。`;
      if (v.kind === 'wait') return `留在队列里，稍后再查：${v.name} 暂时查不到（RFC 5321 §5.1）。这种情况绝不退信。`;
      return {
        'null-mx': `立即退信：“${v.name} 不收邮件”。服务器应答 556 5.1.10（RFC 7505 §4.1）；Postfix 自己的退信写的是 5.1.0。`,
        nxdomain: `立即退信：${v.name} 不存在。5.4.4（Postfix），多半是打错了。`,
        'no-address': `立即退信：${v.name} 存在，但既没有 MX 也没有地址。5.4.4（Postfix）。`,
        'no-usable-mx': `退信：有 MX 记录，却一台都用不了。不会去试 ${v.name} 自己的地址（RFC 5321 §5.1）。`,
        'loops-back': `退信：${v.name} 最好的服务器就是我自己，而我不认为这个域归我。5.4.6 “loops back to myself”。`,
      }[v.why];
    },
    verdictName: { deliver: '✓ 投递', wait: '… 排队', bounce: '✗ 退信' },
    reverse: {
      confirmed: '✓ 一致：地址 → 名字 → 同一个地址。',
      'no-ptr': '✗ 这个地址没有名字。许多服务器会拒绝这样的客户端（550 5.7.25），也有的只给它记一笔。',
      'no-forward': '✗ 有名字，而那个名字没有地址。谁都能在自己的反向区域里写任何名字：查不回来，就什么也证明不了。',
      mismatch: '✗ 名字指向另一个地址。Postfix 把这样的客户端叫做 “unknown”。',
      servfail: '… 暂时查不到：谨慎的服务器这时答 4xx，而不是 5xx。',
    } satisfies Record<ReverseVerdict, string>,
  },
} as const;

export const examples: readonly { id: string; domain: string; me: string; address: string; zone: string }[] = [
  {
    id: 'haibo.example',
    domain: 'haibo.example',
    me: '',
    address: '192.0.2.20',
    zone: 'haibo.example      MX   20 mx2.haibo.example\nhaibo.example      MX   10 mx1.haibo.example\nmx1.haibo.example  A    192.0.2.20\nmx2.haibo.example  A    192.0.2.21\nhaibo.example      A    192.0.2.80\n192.0.2.20         PTR  mx1.haibo.example',
  },
  {
    id: 'www.k3f9.test',
    domain: 'www.k3f9.test',
    me: '',
    address: '192.0.2.80',
    zone: 'www.k3f9.test   A    192.0.2.80\n192.0.2.80      PTR  web7.hosting.example',
  },
  {
    id: 'shop.example',
    domain: 'shop.example',
    me: '',
    address: '192.0.2.67',
    zone: 'shop.example      MX     10 mail.shop.example\nmail.shop.example CNAME  host9.cloud.example\nhost9.cloud.example A    192.0.2.90\n192.0.2.67        PTR    printer.k3f9.test\nprinter.k3f9.test A      192.0.2.99',
  },
  {
    id: 'old.example',
    domain: 'old.example',
    me: '',
    address: '192.0.2.66',
    zone: 'old.example   MX   10 mail.old.example\nold.example   A    192.0.2.80',
  },
  {
    id: 'partner.example',
    domain: 'partner.example',
    me: 'mx2.k3f9.test',
    address: '192.0.2.12',
    zone: 'partner.example   MX   10 mail.k3f9.test\npartner.example   MX   20 mx2.k3f9.test\npartner.example   MX   30 mx3.k3f9.test\nmail.k3f9.test    A    192.0.2.10\nmx2.k3f9.test     A    192.0.2.12\nmx3.k3f9.test     A    192.0.2.13\n192.0.2.12        PTR  mx2.k3f9.test',
  },
  {
    id: 'lame.example',
    domain: 'lame.example',
    me: '',
    address: '192.0.2.10',
    zone: 'lame.example   SERVFAIL\n192.0.2.10     SERVFAIL',
  },
];
