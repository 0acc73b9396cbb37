import { defineLab } from '../../lab-runner/contract/lab.ts';

const needs = ['list-works', 'dns-truth', 'delivery', 'no-relay'] as const;

export default defineLab({
  title: { en: 'Ten seconds of silence', 'zh-cn': '沉默的十秒' },
  summary: {
    en: 'Everything works, and everything takes ten seconds longer than it should. Find out what the server waits for, and make it quick without making it blind.',
    'zh-cn': '一切都能用，但一切都比应有的慢了十秒。找出服务器在等什么，让它快起来，又不让它变成瞎子。',
  },
  module: 'M6',
  kind: 'fault',
  difficulty: 3,
  minutes: 25,
  lessons: ['performance-tuning', 'dns-for-mail', 'fault-handling'],
  parameters: {
    domain: { kind: 'domain' },
    peer: { kind: 'domain', tld: 'example' },
    elsewhere: { kind: 'domain', tld: 'example' },
    listHost: { kind: 'domain', tld: 'example' },
    oldListHost: { kind: 'domain', tld: 'example' },
    user: { kind: 'user' },
    password: { kind: 'password' },
    customer: { kind: 'user' },
    listZone: { kind: 'text', template: 'bl.[[listHost]]' },
    oldList: { kind: 'text', template: 'dnsbl.[[oldListHost]]' },
    oldResolver: { kind: 'choice', of: ['192.0.2.253', '192.0.2.252', '192.0.2.251'] },
    variant: { kind: 'choice', of: ['resolver', 'list', 'jail'] },
  },
  secret: ['variant', 'oldResolver', 'oldList', 'oldListHost'],
  topology: {
    hosts: { mx: { image: 'mail', memory: '256m', fqdn: 'mail.[[domain]]', ready: ['system', 'imap'] } },
    internet: {
      personas: { customer: { domain: '[[peer]]', users: ['[[customer]]'] } },
      zones: {
        '[[domain]]': ['@ MX 10 mail.[[domain]].', '@ TXT "v=spf1 mx -all"'],
        '[[listZone]]': ['2.0.0.127 60 A 127.0.0.2'],
        '[[oldList]]': ['2.0.0.127 60 A 127.0.0.2'],
        '[[elsewhere]]': ['@ A 192.0.2.140'],
      },
      manners: { '[[oldList]]': 'silent' },
    },
  },
  canary: {
    // A dead name server costs ten seconds and more; two that are quick are enough, however busy the machine is.
    flows: [{ id: 'orders', direction: 'inbound', persona: 'customer', from: '[[customer]]@[[peer]]', to: '[[user]]@[[domain]]', every: 15, target: 5 }],
    // Whoever is slow would hold up everything that is asked at the same time; a task of its own looks at strangers.
    stranger: 0,
  },
  tasks: [
    { id: 'sending', title: { en: 'Sending is quick again', 'zh-cn': '发信重新变快' }, points: 50, needs: [...needs] },
    { id: 'receiving', title: { en: 'Receiving is quick again, whoever comes', 'zh-cn': '无论谁来，收信都重新变快' }, points: 50, needs: [...needs] },
  ],
  invariants: [
    { id: 'list-works', title: { en: 'Whoever is on the block list is refused', 'zh-cn': '黑名单上的人被拒绝' } },
    { id: 'dns-truth', title: { en: 'What the DNS says now is what counts', 'zh-cn': '以 DNS 此刻的内容为准' } },
    { id: 'delivery', title: { en: 'Mail arrives', 'zh-cn': '邮件能送达' } },
    { id: 'no-relay', title: { en: 'Strangers cannot relay', 'zh-cn': '陌生人不能中继' } },
  ],
  hints: {
    sending: [
      {
        en: 'Be the phone, and look at the clock: openssl s_client -starttls smtp -connect mail.[your domain]:587, then EHLO, MAIL, RCPT by hand. After which line does it wait? Compare with a round number of seconds.',
        'zh-cn':
          '自己当一回手机，并看着表：openssl s_client -starttls smtp -connect mail.[您的域名]:587，再手工输入 EHLO、MAIL、RCPT。它在哪一行之后等待？和整数秒比一比。',
      },
      {
        en: 'Five seconds is how long the resolver library waits for a name server before it tries again or asks the next (resolv.conf(5)). Who is asked, by whom, and for what? tcpdump is not there, but strace-like questions can be put one by one: dig with and without @server, for each name that the server looks up at that moment.',
        'zh-cn':
          '五秒是解析库等一台名字服务器的时间，之后才重试或改问下一台（resolv.conf(5)）。谁在问、问谁、问什么？把服务器在那一刻要查的每个名字，用 dig 加和不加 @server 逐个问一遍。',
      },
      {
        en: 'There are three places to look at: the name servers in /etc/resolv.conf; the copy of it in /var/spool/postfix/etc, which is what smtpd sees in its jail, and /etc/default/postfix, which decides whether the copy is kept up to date; and the lists in postconf smtpd_client_restrictions: dig +time=2 +tries=1 2.0.0.127.bl.books.example tells which of them still live.',
        'zh-cn':
          '要看三个地方：/etc/resolv.conf 里的名字服务器；/var/spool/postfix/etc 里的副本（牢笼里的 smtpd 看到的是它）以及决定副本是否更新的 /etc/default/postfix；还有 postconf smtpd_client_restrictions 里的名单：dig +time=2 +tries=1 2.0.0.127.bl.books.example 能看出哪个还活着。',
      },
    ],
    receiving: [
      {
        en: 'Does the wait come before the banner, or after RCPT TO? That tells what is being looked up.',
        'zh-cn': '等待发生在 220 之前，还是在 RCPT TO 之后？由此可知在查什么。',
      },
      {
        en: "Before the banner: the name of the client. At RCPT: block lists and the sender's domain. If all of them are slow it is the resolver; if only one is, it is that one.",
        'zh-cn': '220 之前查的是客户端的名字；RCPT 时查的是黑名单和发件人的域名。如果全都慢，是解析器的问题；如果只有一个慢，就是它的问题。',
      },
      {
        en: 'A change of resolv.conf reaches a running smtpd only when Postfix is started again, and reaches its jail only when the copy is made.',
        'zh-cn': 'resolv.conf 改了之后，要重新启动 Postfix，正在运行的 smtpd 才会知道；牢笼里的副本也要更新才行。',
      },
    ],
  },
  why: {
    sending: {
      en: 'We logged in on port 587 and sent to the customer, and looked at the clock. A server that waits for a dead name server is not down, so no monitoring that looks at open ports will ever tell.',
      'zh-cn': '我们在 587 端口登录，给客户发信，并计了时。等待一台死掉的名字服务器并不算宕机，所以只看端口是否开着的监控永远发现不了。',
    },
    receiving: {
      en: 'Five clients from different parts of the Internet delivered a message each; four of them had to be through in five seconds. Names in /etc/hosts help against none of this; taking the lists away is quick, and lets the spam in; so we also looked whether the living list still counts, and whether a domain that was registered a moment ago is known. The numbered mail of a real customer had to be on time, too.',
      'zh-cn':
        '来自互联网不同地方的五个客户端各投递了一封信，其中四个必须在五秒内完成。往 /etc/hosts 里写名字没有用；把名单都删掉是快了，垃圾邮件也进来了；所以我们还检查了仍在运行的名单是否有效，以及刚刚注册的域名是否认得。真实客户的编号邮件也必须准时。',
    },
  },
  accepted: [
    { en: 'smtpd without a jail: then it reads /etc/resolv.conf itself.', 'zh-cn': '让 smtpd 不进牢笼：它就直接读 /etc/resolv.conf。' },
    {
      en: 'Lists asked by postscreen or a milter that gives up early, or a resolver of your own.',
      'zh-cn': '由会及早放弃的 postscreen 或 milter 去查名单，或者自己架设解析器。',
    },
  ],
});
