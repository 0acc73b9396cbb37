import { defineLab } from '../../lab-runner/contract/lab.ts';

export default defineLab({
  title: { en: 'A zone for mail', 'zh-cn': '为邮件配置 DNS 区域' },
  summary: {
    en: 'The registry has delegated your domain to a machine with an empty name server. Publish everything that mail needs, forward and reverse, and nothing that it does not.',
    'zh-cn': '注册局已经把您的域名委托给一台名字服务器，但上面还是空的。把邮件需要的正向、反向记录都发布出来，不该有的一条也不要有。',
  },
  module: 'M3',
  kind: 'install',
  difficulty: 2,
  minutes: 30,
  lessons: ['dns-for-mail', 'installation-steps'],
  parameters: {
    domain: { kind: 'domain' },
    mailName: { kind: 'choice', of: ['mail', 'mx1', 'smtp', 'post', 'mx-a', 'relay'] },
    webName: { kind: 'choice', of: ['www', 'shop', 'portal', 'news'] },
    webNumber: { kind: 'int', min: 180, max: 240 },
    secondaryNumber: { kind: 'int', min: 140, max: 190 },
    oldSerial: { kind: 'int', min: 2_050_000_000, max: 2_100_000_000 },
    webAddress: { kind: 'text', template: '192.0.2.[[webNumber]]' },
    secondary: { kind: 'text', template: '198.51.100.[[secondaryNumber]]' },
  },
  topology: {
    hosts: {
      dns: { image: 'dns', memory: '256m', fqdn: 'ns1.[[domain]]' },
      mx: { image: 'mail', memory: '192m', fqdn: '[[mailName]].[[domain]]', ready: ['system', 'smtp'] },
    },
    internet: {
      delegations: {
        '[[domain]]': { 'ns1.[[domain]]': '[[ip:dns]]' },
        '[[reverse:zone]]': { 'ns1.[[domain]]': '[[ip:dns]]' },
      },
    },
  },
  tasks: [
    {
      id: 'mail-route',
      title: { en: 'The world knows which server takes your mail', 'zh-cn': '全世界都知道哪台服务器接收您的邮件' },
      points: 25,
      needs: ['mail-answers', 'no-recursion'],
    },
    { id: 'reverse', title: { en: 'Address, name and greeting agree', 'zh-cn': '地址、名字和问候语一致' }, points: 20, needs: ['mail-answers'] },
    { id: 'spf', title: { en: 'Only your mail server may send in your name', 'zh-cn': '只有您的邮件服务器能以您的名义发信' }, points: 15 },
    { id: 'no-mail-host', title: { en: 'The web server says that it has nothing to do with mail', 'zh-cn': '网站主机声明自己与邮件无关' }, points: 20 },
    { id: 'transfer', title: { en: 'The secondary follows, strangers do not', 'zh-cn': '从服务器能同步，陌生人不能' }, points: 20 },
  ],
  invariants: [
    { id: 'mail-answers', title: { en: 'The mail server answers', 'zh-cn': '邮件服务器有应答' } },
    { id: 'no-recursion', title: { en: 'Strangers cannot use your name server as a resolver', 'zh-cn': '陌生人不能把您的名字服务器当解析器用' } },
  ],
  hints: {
    'mail-route': [
      {
        en: 'dig +trace MX [your domain] shows who is asked, step by step: the registry sends everybody to your machine dns. What does that one say, asked directly with dig @…?',
        'zh-cn': 'dig +trace MX [您的域名] 会逐步显示问了谁：注册局把所有人都指向您的 dns 主机。直接用 dig @… 问它，它怎么说？',
      },
      {
        en: 'One server program is enough (BIND, NSD and Knot are installed, all off). It needs a zone file with SOA, NS, MX and A, a line in its configuration, and to be enabled. The value of an MX record is a name that has an A record itself: not an address, not a CNAME (RFC 5321, section 5.1).',
        'zh-cn':
          '一个服务器程序就够（BIND、NSD、Knot 都装好了，都没启用）。它需要一个区域文件（含 SOA、NS、MX、A）、配置里的一段声明，并且要设为开机启动。MX 记录的值必须是自己就有 A 记录的名字：不能是地址，也不能是 CNAME（RFC 5321 第 5.1 节）。',
      },
      {
        en: 'With other names:\n$ORIGIN books.test.\n$TTL 300\n@ SOA ns1 hostmaster 2101010101 3600 600 86400 300\n@ NS ns1\n@ MX 10 mx\nns1 A 198.18.0.9\nmx A 198.18.0.8\nA name without a final dot is below the origin. named-checkzone, nsd-checkzone and kzonecheck read it before the server does.',
        'zh-cn':
          '换成别的名字：\n$ORIGIN books.test.\n$TTL 300\n@ SOA ns1 hostmaster 2101010101 3600 600 86400 300\n@ NS ns1\n@ MX 10 mx\nns1 A 198.18.0.9\nmx A 198.18.0.8\n末尾没有点的名字都接在 $ORIGIN 后面。named-checkzone、nsd-checkzone、kzonecheck 可以在服务器读取之前先检查一遍。',
      },
    ],
    reverse: [
      {
        en: "Ask as a receiver does: dig -x of the mail server's address, then the A record of the name that comes back, then the greeting on port 25.",
        'zh-cn': '像收信方那样查：先对邮件服务器的地址做 dig -x，再查得到的名字的 A 记录，再看 25 端口的问候语。',
      },
      {
        en: 'The reverse zone is a zone like any other, with SOA and NS of its own; its name ends in in-addr.arpa and is delegated to your machine dns, too. It holds PTR records.',
        'zh-cn': '反向区域也是一个普通的区域，有自己的 SOA 和 NS；名字以 in-addr.arpa 结尾，同样已经委托给您的 dns 主机，里面放 PTR 记录。',
      },
      {
        en: 'For 198.18.0.8 in the zone 0.18.198.in-addr.arpa:\n8 PTR mx.books.test.\nThe final dot matters: without it the name would go on with .0.18.198.in-addr.arpa.',
        'zh-cn': '例如 198.18.0.8，区域 0.18.198.in-addr.arpa：\n8 PTR mx.books.test.\n末尾的点不能少：没有它，后面会接上 .0.18.198.in-addr.arpa。',
      },
    ],
    spf: [
      {
        en: 'SPF is a TXT record at the domain itself. How many of them does your zone hold?',
        'zh-cn': 'SPF 是写在域名自身上的一条 TXT 记录。您的区域里有几条？',
      },
      {
        en: 'It begins with v=spf1, lists who may send (mx, a, ip4:…), and its last word says what holds for all others. Two such records are an error for every receiver (RFC 7208, section 3.2).',
        'zh-cn': '它以 v=spf1 开头，列出谁可以发信（mx、a、ip4:…），最后一个词规定其余所有人怎么办。若有两条，每个收信方都会当成错误（RFC 7208 第 3.2 节）。',
      },
      { en: '@ TXT "v=spf1 ip4:198.18.0.8 -all"', 'zh-cn': '@ TXT "v=spf1 ip4:198.18.0.8 -all"' },
    ],
    'no-mail-host': [
      {
        en: 'A host with an A record and no MX record gets mail at its A record. How does one say that a name takes no mail at all?',
        'zh-cn': '只有 A 记录、没有 MX 记录的主机，别人会把邮件送到它的 A 记录。怎样声明一个名字根本不收邮件？',
      },
      {
        en: 'RFC 7505 has an MX record for it whose server is the root, a single dot. That nobody may send as this name is again for SPF to say.',
        'zh-cn': 'RFC 7505 为此规定了一种 MX 记录：服务器是根，也就是单独一个点。而“谁都不能以这个名字发信”还是由 SPF 来说。',
      },
      { en: 'blog A 192.0.2.9\nblog MX 0 .\nblog TXT "v=spf1 -all"', 'zh-cn': 'blog A 192.0.2.9\nblog MX 0 .\nblog TXT "v=spf1 -all"' },
    ],
    transfer: [
      {
        en: 'The secondary copies the zone with AXFR, but only if your serial is newer than its own. dig AXFR [your domain] @[your address] shows what everybody may copy.',
        'zh-cn': '从服务器用 AXFR 复制区域，但只有您的序列号比它手里的新才会复制。dig AXFR [您的域名] @[您的地址] 能看出谁都可以复制到什么。',
      },
      {
        en: "Every server has a list of who may transfer: allow-transfer in BIND, provide-xfr in NSD, acl in Knot. A serial of today's date is smaller than the one that the secondary has.",
        'zh-cn': '每种服务器都有一份“谁可以传送”的名单：BIND 的 allow-transfer，NSD 的 provide-xfr，Knot 的 acl。用今天的日期作序列号，会比从服务器手里的小。',
      },
      {
        en: 'BIND: allow-transfer { 198.51.100.9; };\nNSD: provide-xfr: 198.51.100.9 NOKEY\nKnot: an acl with address: 198.51.100.9 and action: transfer, named in the zone.',
        'zh-cn':
          'BIND：allow-transfer { 198.51.100.9; };\nNSD：provide-xfr: 198.51.100.9 NOKEY\nKnot：写一个 acl，含 address: 198.51.100.9 和 action: transfer，并在 zone 里引用。',
      },
    ],
  },
  why: {
    'mail-route': {
      en: "We asked your server from outside for the MX record, for the address of the name in it, and for the MX of a name that does not exist; then the same through the Internet's resolver, which comes to you by the delegation. A name in an MX record must have an address of its own: behind a CNAME, some servers deliver and some do not, and an address in place of a name is no name at all. A wildcard MX would make every typing error a mail domain.",
      'zh-cn':
        '我们从外部问您的服务器：MX 记录、其中名字的地址，还有一个不存在的名字的 MX；然后通过互联网上的解析器再问一遍，它会沿着委托找到您。MX 里的名字必须自己有地址：如果是 CNAME，有的服务器送得到，有的送不到；写成地址就根本不是名字。通配 MX 会让每个拼错的名字都成为收信域。',
    },
    reverse: {
      en: 'Large receivers ask for the name of the address that connects, then for the address of that name (FCrDNS), and compare it with the greeting. Where the three differ, mail is refused or lands in the junk folder.',
      'zh-cn': '大型收信方会查来连接的地址叫什么名字，再查那个名字的地址（FCrDNS），并与问候语比较。三者不一致时，邮件会被拒收或进垃圾箱。',
    },
    spf: {
      en: "We judged your record as a receiver does: the mail server's address has to pass, strangers have to fail. Two records are a permanent error, so that none of them counts.",
      'zh-cn': '我们像收信方一样判定您的记录：邮件服务器的地址必须通过，陌生人必须不通过。两条记录会造成永久错误，结果一条也不算数。',
    },
    'no-mail-host': {
      en: 'A name that never mails is a favourite of forgers, because nobody looks after it. "MX 0 ." ends attempts to deliver at once instead of after days; "v=spf1 -all" makes every forgery recognisable.',
      'zh-cn': '从不发信的名字最受伪造者欢迎，因为没人管。“MX 0 .”让投递立刻结束，而不是重试好几天；“v=spf1 -all”让每一封伪造的信都能被认出来。',
    },
    transfer: {
      en: "We compared your serial with the secondary's by serial arithmetic (RFC 1982), copied the zone from the secondary's address, and tried the same as a stranger. A zone that anybody may copy hands out the list of all your machines.",
      'zh-cn':
        '我们按序列号算法（RFC 1982）比较了您和从服务器的序列号，从从服务器的地址复制了区域，再以陌生人的身份试了一次。谁都能复制的区域，等于把所有机器的名单送人。',
    },
  },
  accepted: [
    {
      en: 'More than one MX record, as long as each names a host with an address and the best one is the mail server.',
      'zh-cn': '多条 MX 记录也可以，只要每条指向的主机都有地址，并且优先级最高的是这台邮件服务器。',
    },
    { en: '~all in place of -all in the SPF record of the domain.', 'zh-cn': '域名的 SPF 记录用 ~all 代替 -all。' },
    {
      en: 'One server program for the forward zone and another for the reverse zone, or one that gets its zones from a database.',
      'zh-cn': '正向和反向区域用不同的服务器程序，或者用从数据库读取区域的程序。',
    },
  ],
});
