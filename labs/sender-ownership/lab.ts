import { defineLab } from '../../lab-runner/contract/lab.ts';

const kept = ['inbound', 'no-relay'] as const;

export default defineLab({
  title: { en: 'Who may write as whom', 'zh-cn': '谁能以谁的名义写信' },
  summary: {
    en: 'Every employee can send mail as the director. Bind sender addresses to logins, in the envelope and in the From: that people see, without breaking the shared address.',
    'zh-cn': '每个员工都能以总经理的名义发信。把发件地址与登录账号绑定：信封上的和收件人看到的 From: 都要管住，又不能弄坏共用地址。',
  },
  module: 'M4',
  kind: 'secure',
  difficulty: 3,
  minutes: 25,
  lessons: ['security-protection', 'sender-authentication'],
  parameters: {
    domain: { kind: 'domain' },
    partner: { kind: 'domain', tld: 'example' },
    user: { kind: 'user' },
    colleague: { kind: 'user' },
    trainee: { kind: 'user' },
    customer: { kind: 'user' },
    password: { kind: 'password' },
    colleaguePassword: { kind: 'password' },
    traineePassword: { kind: 'password' },
    alias: { kind: 'choice', of: ['director', 'chief', 'ceo', 'head.office'] },
    shared: { kind: 'choice', of: ['info', 'sales', 'offers', 'hello', 'orders'] },
  },
  topology: {
    hosts: { mx: { image: 'filter', memory: '512m', fqdn: 'mail.[[domain]]', ready: ['system', 'smtp', 'imap', 'submission'] } },
    internet: {
      personas: { partner: { domain: '[[partner]]' } },
      zones: { '[[domain]]': ['@ MX 10 mail.[[domain]].'] },
    },
  },
  tasks: [
    { id: 'envelope', title: { en: 'MAIL FROM belongs to the login', 'zh-cn': 'MAIL FROM 属于登录者' }, points: 30, needs: [...kept] },
    { id: 'header', title: { en: 'So does the From: that people see', 'zh-cn': '收件人看到的 From: 也一样' }, points: 30, needs: [...kept] },
    { id: 'delegated', title: { en: 'The shared address: two may, others may not', 'zh-cn': '共用地址：两人可用，别人不行' }, points: 20, needs: [...kept] },
    { id: 'aliases', title: { en: 'An alias belongs to its owner', 'zh-cn': '别名属于它的主人' }, points: 10, needs: [...kept] },
    { id: 'null-sender', title: { en: 'No user sends with an empty sender', 'zh-cn': '用户不能用空发件人发信' }, points: 10, needs: [...kept] },
  ],
  invariants: [
    { id: 'inbound', title: { en: 'Mail and bounces from outside arrive', 'zh-cn': '外来邮件和退信能够送达' } },
    { id: 'no-relay', title: { en: 'Strangers cannot relay', 'zh-cn': '陌生人不能中继' } },
  ],
  hints: {
    envelope: [
      {
        en: 'Postfix has a table that says which login owns which sender address, and restrictions that use it. man 5 postconf, "login".',
        'zh-cn': 'Postfix 有一张表，写明哪个发件地址归哪个登录名，还有几种使用它的限制。man 5 postconf，搜索“login”。',
      },
      {
        en: 'smtpd_sender_login_maps, and reject_authenticated_sender_login_mismatch in the sender restrictions of both submission services. What happens to an address that is not in the table differs from restriction to restriction.',
        'zh-cn':
          'smtpd_sender_login_maps，再加上两个提交服务的发件人限制里的 reject_authenticated_sender_login_mismatch。对表里没有的地址，各种限制的处理并不一样。',
      },
      {
        en: 'Table of another company:\nkai@shop.test kai\nada@shop.test ada\npostmap lmdb:/etc/postfix/owners, then in master.cf for each service: -o smtpd_sender_restrictions=reject_authenticated_sender_login_mismatch',
        'zh-cn':
          '另一家公司的表：\nkai@shop.test kai\nada@shop.test ada\npostmap lmdb:/etc/postfix/owners，再在 master.cf 的每个服务里：-o smtpd_sender_restrictions=reject_authenticated_sender_login_mismatch',
      },
    ],
    header: [
      {
        en: 'The login table knows the envelope only. What the reader sees is a line of the content, and nothing compares the two.',
        'zh-cn': '登录表只认信封。收件人看到的是邮件内容里的一行，没有谁去比较这两者。',
      },
      {
        en: 'Either somebody who sees login and header compares them (a milter: rspamd with a rule of its own, or a few lines of Python), or the line is replaced: when a message from submission has no From:, cleanup writes one from the envelope.',
        'zh-cn':
          '要么让一个既看得到登录名又看得到邮件头的程序去比较（milter：rspamd 加一条自己的规则，或几行 Python）；要么把这一行换掉：从提交端口来的邮件没有 From: 时，cleanup 会按信封补写一行。',
      },
      {
        en: 'A cleanup of its own for submission, for example to drop X-Mailer:\nown-cleanup unix n - y - 0 cleanup -o header_checks=regexp:/etc/postfix/drop\n(drop: /^X-Mailer:/ IGNORE) and -o cleanup_service_name=own-cleanup for both services.',
        'zh-cn':
          '给提交服务一个专用的 cleanup，例如删掉 X-Mailer：\nown-cleanup unix n - y - 0 cleanup -o header_checks=regexp:/etc/postfix/drop\n（drop 文件：/^X-Mailer:/ IGNORE），并给两个服务加上 -o cleanup_service_name=own-cleanup。',
      },
    ],
    delegated: [
      { en: 'The right side of the table may name more than one login.', 'zh-cn': '表的右边可以写不止一个登录名。' },
      {
        en: 'Who owns the address may use it, in the envelope and in the From:. Everybody else is treated as with any foreign address.',
        'zh-cn': '拥有这个地址的人可以在信封和 From: 里使用它；其他人用它，就和用任何别人的地址一样被拒绝。',
      },
      { en: 'support@shop.test kai, ada', 'zh-cn': 'support@shop.test kai, ada' },
    ],
    aliases: [
      {
        en: '/etc/aliases says who receives mail for an alias. Who may send as it is another table.',
        'zh-cn': '/etc/aliases 说的是别名的邮件由谁收；谁能用它发信，是另一张表。',
      },
      { en: 'One more line in the table of owners.', 'zh-cn': '在所有者表里再加一行。' },
      { en: 'boss@shop.test ada', 'zh-cn': 'boss@shop.test ada' },
    ],
    'null-sender': [
      {
        en: 'Log in and say MAIL FROM:<>. The owner table does not hold for an empty address.',
        'zh-cn': '登录后输入 MAIL FROM:<>。所有者表管不到空地址。',
      },
      {
        en: 'An access table can refuse it, on the submission services only: on port 25 bounces come with an empty sender. smtpd_null_access_lookup_key says what to write.',
        'zh-cn': '可以用访问表拒绝它，但只在提交服务上：25 端口上的退信就是空发件人。表里写什么，见 smtpd_null_access_lookup_key。',
      },
      {
        en: 'check_sender_access inline:{{<> = REJECT please use your address}}',
        'zh-cn': 'check_sender_access inline:{{<> = REJECT please use your address}}',
      },
    ],
  },
  why: {
    envelope: {
      en: "On both ports a logged-in user was refused a colleague's address, one that nobody has, and one of another domain, while the user's own mail reached the partner. One stolen password must not give the thief everybody's name.",
      'zh-cn':
        '在两个端口上，登录用户使用同事的地址、没人拥有的地址、别的域的地址都被拒绝，而自己的邮件到达了合作伙伴。一个密码被盗，不该让小偷得到所有人的名字。',
    },
    header: {
      en: 'The envelope was right, the From: was not: another person, two From: fields, two addresses in one. It counted as solved when the message was refused or arrived without the foreign name. The invoice fraud that costs most money needs nothing but this line.',
      'zh-cn':
        '信封没错，错的是 From:：别人的地址、两个 From: 字段、一个字段里两个地址。邮件被拒，或者到达时已没有别人的名字，才算解决。损失最大的付款诈骗，靠的就只是这一行。',
    },
    delegated: {
      en: 'Both owners of the shared address sent with it in envelope and header; the third person was refused. A rule that forbids everything but one address a person sends people back to sharing passwords.',
      'zh-cn': '共用地址的两位所有者都能在信封和邮件头里使用它；第三个人被拒。若规定每人只能用一个地址，大家就会回到共用密码的老路。',
    },
    aliases: {
      en: 'The owner of the alias sent as it, a colleague was refused.',
      'zh-cn': '别名的主人用它发信成功，同事用它被拒。',
    },
    'null-sender': {
      en: 'The empty sender is for bounces, and bounces are what servers write, not people. Refused on both submission ports, still taken on port 25: without it no bounce would ever reach you (RFC 5321 section 4.5.5).',
      'zh-cn': '空发件人是给退信用的，写退信的是服务器而不是人。两个提交端口都拒绝它，25 端口照收：否则您永远收不到退信（RFC 5321 第 4.5.5 节）。',
    },
  },
  accepted: [
    {
      en: 'Refusing a wrong From: or replacing it by the envelope address: both keep the foreign name from the reader.',
      'zh-cn': '拒绝错误的 From:，或者用信封地址替换它：两种做法都不会让收件人看到别人的名字。',
    },
    {
      en: 'Refusing at MAIL FROM, at RCPT TO or after the message: all are before delivery.',
      'zh-cn': '在 MAIL FROM、RCPT TO 或邮件正文之后拒绝都可以：都发生在投递之前。',
    },
  ],
});
