import { defineLab } from '../../lab-runner/contract/lab.ts';

const needs = ['mail-in', 'mail-out'];

export default defineLab({
  title: { en: 'Four doors and no more', 'zh-cn': '只开四扇门' },
  summary: {
    en: 'A mail server on which far too much listens, and from which every program may send mail by itself. Put a firewall in front, without losing a message.',
    'zh-cn': '一台邮件服务器上监听的东西太多，而且任何程序都能自己往外发信。给它装上防火墙，一封信也不能丢。',
  },
  module: 'M3',
  kind: 'install',
  difficulty: 2,
  minutes: 30,
  lessons: ['installation-steps', 'security-protection', 'configuration'],
  parameters: {
    domain: { kind: 'domain' },
    peer: { kind: 'domain', tld: 'example' },
    user: { kind: 'user' },
    customer: { kind: 'user' },
    password: { kind: 'password' },
    management: { kind: 'choice', of: ['198.51.100.144/28', '198.51.100.176/28', '203.0.113.160/28', '203.0.113.208/28'] },
  },
  topology: {
    hosts: { mx: { image: 'mail', memory: '256m', fqdn: 'mail.[[domain]]', ipv6: true, ready: ['system', 'smtp', 'imap', 'submission'] } },
    internet: {
      personas: { customer: { domain: '[[peer]]', persona: 'accepting', users: ['[[customer]]'] } },
      zones: { '[[domain]]': ['@ MX 10 mail.[[domain]].', 'mail AAAA [[ip6:mx]]'] },
    },
  },
  tasks: [
    {
      id: 'only-four',
      title: { en: 'From the Internet only 25, 465, 587 and 993 are open', 'zh-cn': '从互联网只能连 25、465、587 和 993' },
      points: 40,
      needs: [...needs, 'narrow-path'],
    },
    { id: 'management', title: { en: 'The job controller answers its own network only', 'zh-cn': '任务控制器只应答管理网段' }, points: 25, needs },
    { id: 'only-the-mta', title: { en: 'Only the mail server talks to port 25 outside', 'zh-cn': '只有邮件服务器能连外面的 25 端口' }, points: 35, needs },
  ],
  invariants: [
    { id: 'mail-in', title: { en: 'Mail from outside arrives and can be read', 'zh-cn': '外来邮件能送达，也能读到' } },
    { id: 'mail-out', title: { en: 'Staff send to the world', 'zh-cn': '员工能向外发信' } },
    { id: 'narrow-path', title: { en: 'Large mail reaches those whose link carries smaller packets', 'zh-cn': '链路只能通过小数据包的人也能收到大邮件' } },
  ],
  hints: {
    'only-four': [
      {
        en: 'ss -ltnp shows what listens, and on which address: [::] and * are IPv4 and IPv6. Not all of it stays where it is: look again after half a minute.',
        'zh-cn': 'ss -ltnp 显示什么在监听、在哪个地址上监听：[::] 和 * 表示 IPv4 和 IPv6 都在听。有的端口会变：过半分钟再看一次。',
      },
      {
        en: 'Say what may come in and drop the rest (policy drop), never the other way round. Replies to what the server itself began must pass: ct state established,related. So must the loopback interface, and ICMP: errors of a connection are "related" to it, and IPv6 finds its neighbours by ICMPv6.',
        'zh-cn':
          '要写明什么可以进来，其余一律丢弃（policy drop），不要反过来。服务器自己发起的连接，其应答必须放行：ct state established,related。回环接口和 ICMP 也一样：连接的差错报文属于 related，IPv6 找邻居则靠 ICMPv6。',
      },
      {
        en: 'With other ports, in /etc/nftables.conf:\ntable inet wall {\n  chain input {\n    type filter hook input priority filter; policy drop;\n    ct state established,related accept\n    iif lo accept\n    meta l4proto { icmp, ipv6-icmp } accept\n    tcp dport { 80, 443 } accept\n  }\n}\nthen systemctl enable --now nftables.',
        'zh-cn':
          '换成别的端口，写在 /etc/nftables.conf：\ntable inet wall {\n  chain input {\n    type filter hook input priority filter; policy drop;\n    ct state established,related accept\n    iif lo accept\n    meta l4proto { icmp, ipv6-icmp } accept\n    tcp dport { 80, 443 } accept\n  }\n}\n然后 systemctl enable --now nftables。',
      },
    ],
    management: [
      { en: 'Who asks is seen in the source address: ip saddr.', 'zh-cn': '谁来问，看源地址：ip saddr。' },
      {
        en: 'One more rule in the input chain, with source network and port together. Mind the mask: a neighbour of that network is a stranger.',
        'zh-cn': '在 input 链里再加一条规则，同时写上源网段和端口。注意掩码：网段旁边的地址就是外人。',
      },
      { en: 'ip saddr 192.0.2.64/28 tcp dport 9443 accept', 'zh-cn': 'ip saddr 192.0.2.64/28 tcp dport 9443 accept' },
    ],
    'only-the-mta': [
      {
        en: 'Run the job yourself: curl "http://localhost:11334/run?code=test". It says under which user id it sent. Under which user does Postfix’s smtp run?',
        'zh-cn': '自己运行一次任务：curl "http://localhost:11334/run?code=test"，它会说是以哪个用户 ID 发的。Postfix 的 smtp 又是以哪个用户运行的？',
      },
      {
        en: 'The output chain knows the user of the process that sends a packet: meta skuid (nft), -m owner --uid-owner (iptables).',
        'zh-cn': '在 output 链里能知道数据包来自哪个用户的进程：nft 用 meta skuid，iptables 用 -m owner --uid-owner。',
      },
      {
        en: 'With another service: chain output { type filter hook output priority filter; tcp dport 53 meta skuid != unbound reject with tcp reset }',
        'zh-cn': '换个服务：chain output { type filter hook output priority filter; tcp dport 53 meta skuid != unbound reject with tcp reset }',
      },
    ],
  },
  why: {
    'only-four': {
      en: 'We dialled the four ports and everything else that listened, the port that changes every twenty seconds included, from the Internet and from your own subnet, over IPv4 and over IPv6. A list of what is forbidden is out of date with the next package; a list of what is allowed is not. Then a router on the way said "packet too big", over both, and your server had to send smaller packets: where that ICMP message is dropped, small mail passes and large mail hangs.',
      'zh-cn':
        '我们从互联网和您自己的子网分别去连这四个端口，以及其他所有在监听的端口，包括那个每二十秒一变的，IPv4 和 IPv6 都试过。“禁止清单”装个新软件就过时了，“允许清单”不会。然后途中的路由器用两种协议各说了一次“数据包太大”，您的服务器必须改发小一些的包：这种 ICMP 报文一旦被丢弃，小邮件能通，大邮件就卡住。',
    },
    management: {
      en: 'An address of the management network had to get an answer; its nearest neighbours on both sides and the rest of the Internet had to get none, over IPv6 neither: a rule with ip saddr says nothing about IPv6.',
      'zh-cn': '管理网段里的地址必须得到应答；紧挨着它两边的地址，以及互联网其余部分，都必须得不到，走 IPv6 也不行：带 ip saddr 的规则管不到 IPv6。',
    },
    'only-the-mta': {
      en: 'We had the job run under a user id that nobody could foresee: its mail must not reach the partner, while mail of your staff through Postfix does. The partner has an IPv6 address as well, and the job tries both. Most spam that leaves a company comes from a program that sends by itself, past queue, limits and log.',
      'zh-cn':
        '我们让任务以一个谁也猜不到的用户 ID 运行：它的信不能到达对方，而员工经 Postfix 发的信要能到。对方也有 IPv6 地址，任务两个都会试。公司里流出的垃圾邮件，多半来自自己发信的程序，绕过了队列、限速和日志。',
    },
  },
  accepted: [
    {
      en: 'nftables, iptables, or services bound to the loopback address where nobody outside needs them.',
      'zh-cn': 'nftables、iptables，或把外面用不着的服务绑定到回环地址，都可以。',
    },
    {
      en: 'Of ICMP, no more than what IP itself needs; or smaller packets for everybody.',
      'zh-cn': 'ICMP 只放行 IP 本身要用的那些；或者一律发小一些的数据包。',
    },
    { en: 'Dropping in silence or refusing: both are shut.', 'zh-cn': '默默丢弃也好，明确拒绝也好，都算关上。' },
    {
      en: 'Switching off services that nobody needs, such as POP3; but the job controller has to stay.',
      'zh-cn': '没人用的服务（如 POP3）可以关掉；但任务控制器必须保留。',
    },
  ],
});
