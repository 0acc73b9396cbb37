import { defineLab } from '../../lab-runner/contract/lab.ts';

// The check that stops the directory waits for the others, and they for it: deadlines of three minutes.
const needs = ['no-relay'];

export default defineLab({
  title: { en: 'One directory for everybody', 'zh-cn': '一份目录管所有人' },
  summary: {
    en: 'Forty people are in the directory, three in the mail server’s own file. Let the mail server ask the directory: who may log in, who gets mail, who has left.',
    'zh-cn': '目录里有四十个人，邮件服务器自己的文件里只有三个。让邮件服务器去问目录：谁能登录，谁收得到信，谁已离职。',
  },
  module: 'M3',
  kind: 'configure',
  difficulty: 4,
  minutes: 50,
  lessons: ['configuration', 'mail-architecture', 'security-protection'],
  parameters: {
    domain: { kind: 'domain' },
    peer: { kind: 'domain', tld: 'example' },
    customer: { kind: 'user' },
    prefix: { kind: 'choice', of: ['e', 'ma', 'st', 'p', 'hz', 'bj'] },
    stem: { kind: 'password', length: 10 },
    gone: { kind: 'choice', of: ['left', 'retired', 'suspended'] },
    servicePassword: { kind: 'password', length: 16 },
    adminSecret: { kind: 'password', length: 20 },
    hrKey: { kind: 'token', bytes: 12 },
  },
  secret: ['adminSecret', 'hrKey'],
  topology: {
    hosts: {
      mx: { image: 'ldap', memory: '256m', fqdn: 'mail.[[domain]]', ready: ['system', 'smtp', 'imap', 'submission'] },
      ldap: { image: 'ldap', memory: '192m', fqdn: 'ldap.[[domain]]', ready: ['system'] },
    },
    internet: {
      personas: { customer: { domain: '[[peer]]', persona: 'accepting', users: ['[[customer]]'] } },
      zones: { '[[domain]]': ['@ MX 10 mail.[[domain]].'] },
    },
  },
  tasks: [
    {
      id: 'everybody',
      title: { en: 'Everybody in the directory reads, sends and gets mail', 'zh-cn': '目录里的每个人都能读信、发信、收信' },
      points: 25,
      needs,
      deadline: 180,
    },
    {
      id: 'changes',
      title: { en: 'Who comes is there, who leaves is out, within half a minute', 'zh-cn': '有人入职、有人离职，半分钟内生效' },
      points: 30,
      needs,
      deadline: 180,
    },
    { id: 'aliases', title: { en: 'The second address of each person works', 'zh-cn': '每个人的第二个地址也收信' }, points: 15, needs, deadline: 180 },
    { id: 'outages', title: { en: 'A false or a missing directory does no harm', 'zh-cn': '目录被冒充或停机，不会出乱子' }, points: 30, needs, deadline: 180 },
  ],
  invariants: [{ id: 'no-relay', title: { en: 'Strangers cannot relay', 'zh-cn': '陌生人不能中继' } }],
  hints: {
    everybody: [
      {
        en: 'First ask the directory yourself: ldapsearch -x -ZZ -H ldap://ldap.[your domain] with the service account. What are people called there, and which attribute holds the address?',
        'zh-cn': '先自己问目录：用服务账号运行 ldapsearch -x -ZZ -H ldap://ldap.（您的域）。人在里面叫什么？地址在哪个属性里？',
      },
      {
        en: 'Dovecot 2.4: "passdb ldap" with ldap_uris, ldap_base, ldap_auth_dn…; with passdb_ldap_bind = yes the directory itself checks the password. Postfix: virtual_mailbox_maps = proxy:ldap:/etc/postfix/people.cf (man 5 ldap_table; with proxy: it is read outside the jail). doveadm auth test and postmap -q try them.',
        'zh-cn':
          'Dovecot 2.4：passdb ldap，配 ldap_uris、ldap_base、ldap_auth_dn……；passdb_ldap_bind = yes 时由目录自己核对密码。Postfix：virtual_mailbox_maps = proxy:ldap:/etc/postfix/people.cf（man 5 ldap_table；加 proxy: 就在牢笼外读取）。用 doveadm auth test 和 postmap -q 试。',
      },
      {
        en: 'With other names:\npassdb ldap {\n  passdb_ldap_bind = yes\n  passdb_ldap_filter = (&(objectClass=person)(mail=%{user}))\n}\nuserdb static {\n}\nand for Postfix: server_host = ldap://dir.books.test, start_tls = yes, tls_require_cert = yes, tls_ca_cert_file = …, bind_dn = …, query_filter = (mail=%s), result_attribute = mail',
        'zh-cn':
          '换个名字：\npassdb ldap {\n  passdb_ldap_bind = yes\n  passdb_ldap_filter = (&(objectClass=person)(mail=%{user}))\n}\nuserdb static {\n}\nPostfix 则写：server_host = ldap://dir.books.test，start_tls = yes，tls_require_cert = yes，tls_ca_cert_file = …，bind_dn = …，query_filter = (mail=%s)，result_attribute = mail',
      },
    ],
    changes: [
      {
        en: 'A copy of the directory is out of date the moment after it was made. Who asks, and when?',
        'zh-cn': '目录的副本一做出来就开始过时。是谁在问？什么时候问？',
      },
      {
        en: 'The filter may hold more than the address: employeeType says whether somebody is still there. It has to be in every place that asks: login, and recipients.',
        'zh-cn': '过滤条件不必只有地址：employeeType 说明人还在不在。凡是查询的地方都要写上：登录，还有收件人。',
      },
      { en: '(&(mail=%{user})(accountState=on))', 'zh-cn': '(&(mail=%{user})(accountState=on))' },
    ],
    aliases: [
      { en: 'Look at one person with ldapsearch: which address is there besides mail?', 'zh-cn': '用 ldapsearch 看一个人：除了 mail 还有哪个地址？' },
      {
        en: 'A second table turns that address into the main one before delivery: virtual_alias_maps.',
        'zh-cn': '再加一张表，在投递之前把它换成主地址：virtual_alias_maps。',
      },
      { en: 'query_filter = (otherAddress=%s), result_attribute = mail', 'zh-cn': 'query_filter = (otherAddress=%s)，result_attribute = mail' },
    ],
    outages: [
      {
        en: 'TLS without checking the certificate only hides the password from whoever does not ask for it. And: what does your server say to a customer while the directory is away?',
        'zh-cn': '不核对证书的 TLS，只能防住没来冒充的人。另外，目录停机时，您的服务器对客户怎么说？',
      },
      {
        en: 'The CA is in /etc/ssl/postlab/ca.pem. ssl_client_require_valid_cert and ssl_client_ca_file in Dovecot, tls_require_cert in Postfix. Postfix answers 451 when a table cannot be asked; whatever turns "I do not know" into "there is none" answers 550. The Dovecot of Debian 13 (2.4.1) does not find back after one failed STARTTLS; with ldaps:// it does.',
        'zh-cn':
          'CA 在 /etc/ssl/postlab/ca.pem。Dovecot 用 ssl_client_require_valid_cert 和 ssl_client_ca_file，Postfix 用 tls_require_cert。表查不到结果时 Postfix 回 451；把“不知道”当成“没有”的做法会回 550。Debian 13 的 Dovecot（2.4.1）在一次 STARTTLS 失败后不会自己恢复，用 ldaps:// 则会。',
      },
      {
        en: 'postmap -q ada@books.test ldap:/etc/postfix/people.cf says "Can’t contact LDAP server" when the certificate is a wrong one.',
        'zh-cn': '证书不对时，postmap -q ada@books.test ldap:/etc/postfix/people.cf 会说 Can’t contact LDAP server。',
      },
    ],
  },
  why: {
    everybody: {
      en: 'We drew people of the forty by lot, logged in as each, sent as each, and wrote to each. Somebody who is in no directory got 5xx at RCPT.',
      'zh-cn': '我们从四十人里抽了几个，逐一登录、发信、给他们写信。目录里没有的人在 RCPT 时得到 5xx。',
    },
    changes: {
      en: 'The personnel office hired somebody: within half a minute the new person could log in and got mail. Then that person left: IMAP, sending and mail for them had to be refused. Accounts of people who have left are how many break-ins begin.',
      'zh-cn': '人事部新招了一个人：半分钟内他要能登录、能收信。随后他离职了：读信、发信、给他的信都必须被拒绝。很多入侵就是从离职者的账号开始的。',
    },
    aliases: {
      en: 'Mail to the second address had to lie in the mailbox of its owner, also to that of somebody hired this minute, which looks like none of the others: the directory says who has which, not a rule.',
      'zh-cn': '写给第二个地址的信必须进入其主人的邮箱；刚入职的人也一样，而且那个地址和别人的毫不相像：谁有哪个地址由目录说了算，而不是靠规律去猜。',
    },
    outages: {
      en: 'For a few seconds a directory with a certificate of another CA stood in its place: what it said must not open any door. Then it was away: mail for your people must be put off (4xx) or taken, never refused for good, since 5xx sends everybody’s mail back for a pause of a minute.',
      'zh-cn':
        '有几秒钟，站在那里的目录用的是别家 CA 的证书：它说的话不能打开任何门。接着目录停机：给员工的信可以暂缓（4xx）或先收下，绝不能永久拒绝，否则停一分钟，大家的信全被退回。',
    },
  },
  accepted: [
    {
      en: 'Asking the directory at each login, or a job that copies it every few seconds over checked TLS.',
      'zh-cn': '每次登录都问目录，或每隔几秒经核对过证书的 TLS 复制一份，都可以。',
    },
    {
      en: 'STARTTLS on 389 or TLS on 636; checking passwords by bind or against the hash.',
      'zh-cn': '389 加 STARTTLS 或 636 都行；用 bind 核对密码或比对散列都行。',
    },
    {
      en: 'While the directory is away: putting mail off with 4xx, or taking it and delivering later.',
      'zh-cn': '目录停机期间，用 4xx 暂缓，或先收下以后再投，都可以。',
    },
  ],
});
