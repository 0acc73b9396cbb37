import { defineLab } from '../../lab-runner/contract/lab.ts';

const kept = ['delivery'] as const;

export default defineLab({
  title: { en: 'Filters that run while you sleep', 'zh-cn': '睡着时也在工作的过滤器' },
  summary: {
    en: 'Give people Sieve: they upload filters and holiday notes themselves, and what is marked as spam goes to Junk for everybody.',
    'zh-cn': '给大家配上 Sieve：过滤规则和休假回复由他们自己上传，标记为垃圾的邮件则统一进入垃圾箱。',
  },
  module: 'M3',
  kind: 'configure',
  difficulty: 2,
  minutes: 25,
  lessons: ['configuration', 'extended-functions'],
  parameters: {
    domain: { kind: 'domain' },
    partner: { kind: 'domain', tld: 'example' },
    first: { kind: 'user' },
    second: { kind: 'user' },
    third: { kind: 'user' },
    firstPassword: { kind: 'password' },
    secondPassword: { kind: 'password' },
    thirdPassword: { kind: 'password' },
    keyword: { kind: 'choice', of: ['发票', '合同', '报价', '考勤', '对账单'] },
    folder: { kind: 'choice', of: ['Invoices', 'Contracts', 'Offers', 'Projects', 'Archive-2026'] },
    period: { kind: 'int', min: 2, max: 9 },
  },
  topology: {
    hosts: { mx: { image: 'mail', fqdn: 'mail.[[domain]]', ready: ['system', 'smtp', 'imap', 'submission'] } },
    internet: {
      personas: { partner: { domain: '[[partner]]' } },
      zones: { '[[domain]]': ['@ MX 10 mail.[[domain]].'] },
    },
  },
  tasks: [
    { id: 'managesieve', title: { en: 'Filters can be uploaded, over TLS only', 'zh-cn': '规则可以上传，且必须走 TLS' }, points: 25, needs: [...kept] },
    { id: 'fileinto', title: { en: 'A filter sorts mail, Chinese subjects too', 'zh-cn': '规则能分拣邮件，中文主题也行' }, points: 25, needs: [...kept] },
    { id: 'vacation', title: { en: 'The holiday note goes to people, and once', 'zh-cn': '休假回复只发给人，只发一次' }, points: 25, needs: [...kept] },
    { id: 'junk', title: { en: 'Marked spam lands in Junk, for everybody', 'zh-cn': '有垃圾标记的邮件统一进垃圾箱' }, points: 25, needs: [...kept] },
  ],
  invariants: [{ id: 'delivery', title: { en: 'Ordinary mail arrives in INBOX', 'zh-cn': '普通邮件进入收件箱' } }],
  hints: {
    managesieve: [
      {
        en: 'Which protocols does this Dovecot speak, and what does ss -ltn show for 4190? The server that takes Sieve scripts is part of the package dovecot-managesieved.',
        'zh-cn': '这台 Dovecot 启用了哪些协议？ss -ltn 里有没有 4190？接收 Sieve 脚本的服务在 dovecot-managesieved 软件包里。',
      },
      {
        en: 'The protocol is called sieve. Where a person has scripts, and which of them is active, says a sieve_script with the driver file.',
        'zh-cn': '协议的名字叫 sieve。脚本放在哪里、哪个是当前启用的，由一个 driver 为 file 的 sieve_script 决定。',
      },
      {
        en: 'protocols {\n  sieve = yes\n}\nsieve_script mine {\n  driver = file\n  path = ~/rules\n  active_path = ~/.rules.sieve\n}\nTo look: openssl s_client -starttls sieve -connect mail.shop.test:4190',
        'zh-cn':
          'protocols {\n  sieve = yes\n}\nsieve_script mine {\n  driver = file\n  path = ~/rules\n  active_path = ~/.rules.sieve\n}\n查看：openssl s_client -starttls sieve -connect mail.shop.test:4190',
      },
    ],
    fileinto: [
      {
        en: 'Uploading is one thing; running the script at delivery is another. Who delivers here?',
        'zh-cn': '上传是一回事，投递时执行脚本是另一回事。这里由谁投递？',
      },
      {
        en: 'Sieve is a plugin of the delivering protocol (lmtp or lda). sieve-test runs a script on a message without delivering it.',
        'zh-cn': 'Sieve 是投递协议（lmtp 或 lda）的插件。sieve-test 可以对一封邮件试运行脚本而不投递。',
      },
      { en: 'protocol lmtp {\n  mail_plugins {\n    sieve = yes\n  }\n}', 'zh-cn': 'protocol lmtp {\n  mail_plugins {\n    sieve = yes\n  }\n}' },
    ],
    vacation: [
      {
        en: 'Send a message to somebody with a vacation script and read the log of that second: what did Sieve decide, and where did the answer go?',
        'zh-cn': '给启用了 vacation 脚本的人发一封信，看那一秒的日志：Sieve 作了什么决定？回复去了哪里？',
      },
      {
        en: 'Sieve itself knows to whom not to answer. It needs to know who is meant: only what names the person in To: or Cc: is answered. The answer leaves through sendmail, or through the server that submission_host names.',
        'zh-cn':
          'Sieve 自己知道哪些信不该回。它还要确认收件人：只有 To: 或 Cc: 里写着本人的信才回。回复经 sendmail 发出，或者经 submission_host 指定的服务器发出。',
      },
      {
        en: 'sieve-test -u kai@shop.test -t - rules.sieve message.eml shows each decision. A note: require "vacation"; vacation :days 4 "back on Monday";',
        'zh-cn': 'sieve-test -u kai@shop.test -t - rules.sieve message.eml 会显示每一步决定。一个例子：require "vacation"; vacation :days 4 "周一回来";',
      },
    ],
    junk: [
      {
        en: 'A rule of the company must hold for people without a script, and for people with one, and they must not be able to switch it off by accident.',
        'zh-cn': '公司的规则对没有脚本的人、有脚本的人都要生效，而且不能被他们无意中关掉。',
      },
      {
        en: 'A sieve_script can have a type: before, after, default. Only one of them always comes first. The folder has to exist.',
        'zh-cn': 'sieve_script 可以带 type：before、after、default。其中只有一种总是最先执行。目标文件夹必须存在。',
      },
      {
        en: 'sieve_script lists {\n  type = before\n  driver = file\n  path = /etc/dovecot/lists.sieve\n}\nwith: require ["fileinto", "mailbox"]; if exists "List-Id" { fileinto :create "Lists"; stop; }\nsievec /etc/dovecot/lists.sieve',
        'zh-cn':
          'sieve_script lists {\n  type = before\n  driver = file\n  path = /etc/dovecot/lists.sieve\n}\n内容：require ["fileinto", "mailbox"]; if exists "List-Id" { fileinto :create "Lists"; stop; }\nsievec /etc/dovecot/lists.sieve',
      },
    ],
  },
  why: {
    managesieve: {
      en: 'We spoke RFC 5804 on port 4190: no login before STARTTLS, none with a wrong password, then upload, activate, list; and a script that does not compile was refused. Filters on the server work when the laptop is shut.',
      'zh-cn':
        '我们在 4190 端口按 RFC 5804 对话：STARTTLS 之前不能登录，密码错不能登录；然后上传、启用、列出；编译不过的脚本被拒收。规则放在服务器上，笔记本合上了也照样工作。',
    },
    fileinto: {
      en: 'A script that we uploaded sorted a message whose Chinese subject came encoded (RFC 2047); another message stayed in INBOX; and a script whose folder does not exist lost nothing. Sieve compares decoded text, so nobody has to write base64 into rules.',
      'zh-cn':
        '我们上传的脚本把一封主题经过编码（RFC 2047）的中文邮件分拣进了文件夹；另一封留在收件箱；目标文件夹不存在时也没有丢信。Sieve 比较的是解码后的文字，规则里不用写 base64。',
    },
    vacation: {
      en: 'Two messages of one person got one answer, another person got one; a mailing list and an empty sender got none. Answers to lists and bounces make loops (RFC 3834, RFC 5230).',
      'zh-cn': '同一个人的两封信得到一封回复，另一个人也得到一封；邮件列表和空发件人都没有得到。给列表和退信自动回复会造成循环（RFC 3834、RFC 5230）。',
    },
    junk: {
      en: 'A message with X-Spam-Flag: YES went to Junk for somebody without a script and for somebody with one; the same message without the mark went to INBOX.',
      'zh-cn': '带 X-Spam-Flag: YES 的邮件，对没有脚本的人和有脚本的人都进了 Junk；没有标记的同样邮件进了 INBOX。',
    },
  },
  accepted: [
    {
      en: 'Delivery by dovecot-lda in place of LMTP: only what arrives where is looked at.',
      'zh-cn': '用 dovecot-lda 代替 LMTP 投递也可以：只看邮件到了哪里。',
    },
  ],
});
