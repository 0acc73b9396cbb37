import { defineLab } from '../../lab-runner/contract/lab.ts';

const needs = ['own-users', 'genuine-mail', 'no-relay'] as const;

export default defineLab({
  title: { en: 'Enforce DMARC', 'zh-cn': '执行 DMARC' },
  summary: {
    en: 'Forgers write any From they like. Do what the owners of the names ask for: refuse, put aside, or let pass; without losing forwarded mail, and without believing results that somebody else wrote.',
    'zh-cn': '伪造者想写什么 From 就写什么。按域名所有者的要求去做：拒收、放到一边，或放行；既不误伤转发的邮件，也不轻信别人写好的检查结果。',
  },
  module: 'M4',
  kind: 'configure',
  difficulty: 4,
  minutes: 60,
  lessons: ['sender-authentication', 'security-protection'],
  parameters: {
    domain: { kind: 'domain' },
    bank: { kind: 'domain', tld: 'example' },
    shop: { kind: 'domain', tld: 'example' },
    club: { kind: 'domain', tld: 'example' },
    host: { kind: 'domain', tld: 'example' },
    list: { kind: 'domain', tld: 'example' },
    user: { kind: 'user' },
    password: { kind: 'password' },
    policy: { kind: 'choice', of: ['quarantine', 'reject'] },
    reportBox: { kind: 'choice', of: ['dmarc', 'dmarc-reports', 'rua', 'aggregate'] },
  },
  topology: {
    hosts: {
      mx: { image: 'filter', memory: '512m', fqdn: 'mail.[[domain]]', ready: ['system', 'smtp', 'imap', 'submission'] },
      dns: { image: 'dns', memory: '192m', fqdn: 'ns1.[[domain]]' },
    },
    internet: {
      personas: {
        bank: { domain: '[[bank]]', dmarc: 'reject' },
        shop: { domain: '[[shop]]', dmarc: 'quarantine' },
        club: { domain: '[[club]]', dmarc: 'none' },
        host: { domain: '[[host]]', dmarc: 'none' },
        list: { domain: '[[list]]', dmarc: 'none' },
      },
      delegations: { '[[domain]]': { 'ns1.[[domain]]': '[[ip:dns]]' } },
    },
  },
  tasks: [
    { id: 'own-policy', title: { en: 'Your own domain has a policy', 'zh-cn': '自己的域名有策略' }, points: 10, needs: [...needs] },
    {
      id: 'reject',
      title: { en: 'Forgeries of a domain that says reject are refused', 'zh-cn': '伪造“reject”域名的邮件被拒收' },
      points: 25,
      needs: [...needs],
    },
    {
      id: 'quarantine',
      title: { en: 'Those of one that says quarantine lie in Junk, others in the inbox', 'zh-cn': '伪造“quarantine”域名的进垃圾箱，其余进收件箱' },
      points: 15,
      needs: [...needs],
    },
    { id: 'aligned', title: { en: 'One of the two, SPF or DKIM, is enough', 'zh-cn': 'SPF 或 DKIM 有一个对齐就够' }, points: 15, needs: [...needs] },
    {
      id: 'false-results',
      title: { en: 'Results that somebody else wrote in your name are gone', 'zh-cn': '别人冒名写的检查结果被去掉' },
      points: 15,
      needs: [...needs],
    },
    {
      id: 'sealed-list',
      title: { en: 'A list that you trust may change what it sends on', 'zh-cn': '您信任的邮件列表可以改动它转发的邮件' },
      points: 20,
      needs: [...needs],
      deadline: 180,
    },
  ],
  invariants: [
    { id: 'own-users', title: { en: 'Your own users can send', 'zh-cn': '自己的用户能发信' } },
    { id: 'genuine-mail', title: { en: 'Genuine mail arrives in the inbox', 'zh-cn': '真实的邮件进收件箱' } },
    { id: 'no-relay', title: { en: 'Strangers cannot relay', 'zh-cn': '陌生人不能中继' } },
  ],
  hints: {
    'own-policy': [
      {
        en: 'Where do receivers look for the policy of a domain? dig TXT shows how others do it.',
        'zh-cn': '收信方到哪里找一个域名的策略？用 dig TXT 看看别人怎么写。',
      },
      {
        en: 'A TXT record at _dmarc below the domain, with v=, p= and rua= (RFC 9989).',
        'zh-cn': '域名下 _dmarc 处的一条 TXT 记录，含 v=、p=、rua=（RFC 9989）。',
      },
      {
        en: 'printf "server 198.18.0.9\\nupdate add _dmarc.books.test 300 TXT \\"v=DMARC1; p=none; rua=mailto:desk@books.test\\"\\nsend\\n" | nsupdate',
        'zh-cn': 'printf "server 198.18.0.9\\nupdate add _dmarc.books.test 300 TXT \\"v=DMARC1; p=none; rua=mailto:desk@books.test\\"\\nsend\\n" | nsupdate',
      },
    ],
    reject: [
      {
        en: 'Send yourself a message with From: of the bank (swaks --from … --header From:…) from mx itself is no test: filters trust the machine they run on. Look at what the log says about mail from outside.',
        'zh-cn': '从 mx 自己给自己发一封写着银行 From: 的信不算测试：过滤器信任自己所在的机器。要看日志里外来邮件的情况。',
      },
      {
        en: 'opendmarc needs the results of SPF and DKIM (opendkim in front of it, SPFSelfValidate), and rejects only with RejectFailures. rspamd checks all three itself; dmarc.conf says which action follows from which policy.',
        'zh-cn':
          'opendmarc 需要 SPF 和 DKIM 的结果（前面放 opendkim，并打开 SPFSelfValidate），而且只有打开 RejectFailures 才会拒收。rspamd 三样都自己检查，由 dmarc.conf 决定哪种策略对应哪个动作。',
      },
      {
        en: 'rspamd, local.d/dmarc.conf: actions = { quarantine = "add header"; reject = "reject"; }\nopendmarc.conf: RejectFailures true, SPFSelfValidate true, IgnoreAuthenticatedClients true',
        'zh-cn':
          'rspamd，local.d/dmarc.conf：actions = { quarantine = "add header"; reject = "reject"; }\nopendmarc.conf：RejectFailures true、SPFSelfValidate true、IgnoreAuthenticatedClients true',
      },
    ],
    quarantine: [
      {
        en: 'The filter can only mark a message; somebody else has to file it. Who delivers here, and what does it go by?',
        'zh-cn': '过滤器只能给邮件做记号，归档要靠别人。这里是谁在投递，依据是什么？',
      },
      {
        en: '/etc/dovecot/sieve/before.sieve files what carries X-Spam: Yes. It can look at Authentication-Results just as well. After a change: sievec.',
        'zh-cn': '/etc/dovecot/sieve/before.sieve 把带 X-Spam: Yes 的邮件归档，它也可以看 Authentication-Results。改完要运行 sievec。',
      },
      {
        en: 'header :regex or :matches "Authentication-Results" "mail.books.test; dmarc=fail (p=quarantine*"',
        'zh-cn': 'header :regex 或 :matches "Authentication-Results" "mail.books.test; dmarc=fail (p=quarantine*"',
      },
    ],
    aligned: [
      {
        en: 'Forwarded mail fails SPF and keeps its signature; mail without a signature may still come from the right server.',
        'zh-cn': '转发的邮件 SPF 不通过，但签名还在；没有签名的邮件也可能来自正确的服务器。',
      },
      {
        en: 'DMARC passes when one of them passes for the domain in From. A server that refuses each SPF fail by itself never gets that far.',
        'zh-cn': '只要其中一个对 From 里的域名通过，DMARC 就通过。凡是 SPF 不通过就自己拒收的服务器走不到这一步。',
      },
      {
        en: 'postfix-policyd-spf-python: Mail_From_reject = False, HELO_reject = False',
        'zh-cn': 'postfix-policyd-spf-python：Mail_From_reject = False、HELO_reject = False',
      },
    ],
    'false-results': [
      {
        en: 'A stranger may write "Authentication-Results: mail.[your domain]; dmarc=pass" into a message. Who would believe it?',
        'zh-cn': '陌生人可以在邮件里写“Authentication-Results: mail.[您的域名]; dmarc=pass”。谁会信以为真？',
      },
      {
        en: 'RFC 8601, section 5: fields with your own name that you did not write have to go. opendkim does it with RemoveARAll and RemoveARFrom, rspamd with milter_headers and its routine authentication-results.',
        'zh-cn':
          'RFC 8601 第 5 节：写着您的名字、却不是您写的字段必须去掉。opendkim 用 RemoveARAll 和 RemoveARFrom；rspamd 用 milter_headers 的 authentication-results。',
      },
      {
        en: 'opendkim.conf: RemoveARAll yes, RemoveARFrom mail.books.test\nrspamd, local.d/milter_headers.conf: use = ["authentication-results", "spam-header"]; the name is in authserv_id of its routine.',
        'zh-cn':
          'opendkim.conf：RemoveARAll yes、RemoveARFrom mail.books.test\nrspamd，local.d/milter_headers.conf：use = ["authentication-results", "spam-header"]；名字写在该 routine 的 authserv_id 里。',
      },
    ],
    'sealed-list': [
      {
        en: 'Read the header that such a list adds (RFC 8617): ARC-Seal and ARC-Message-Signature say who vouches, ARC-Authentication-Results what was found when the message came in.',
        'zh-cn': '读一读这种列表加的邮件头（RFC 8617）：ARC-Seal 和 ARC-Message-Signature 说明谁担保，ARC-Authentication-Results 写着邮件进来时查到了什么。',
      },
      {
        en: 'rspamd knows trusted sealers (arc.conf: whitelisted_signers_map) and lowers the score of a DMARC failure by itself when the seal says dmarc=pass; an action that dmarc.conf forces cannot be lowered, so let scores decide. opendmarc trusts the domains in DomainWhitelist, when an Authentication-Results field of your own says arc=pass with arc.chain=…: no package of Debian writes it, but python3-dkim verifies ARC, and python3-milter is there for a milter of thirty lines. Such a field must not come in from outside, and opendkim removes only fields whose methods it knows.',
        'zh-cn':
          'rspamd 认识可信的加封者（arc.conf 的 whitelisted_signers_map），封签写着 dmarc=pass 时，会自己降低 DMARC 不通过的分数；但 dmarc.conf 强制的动作降不下来，所以要让分数来决定。opendmarc 信任 DomainWhitelist 里的域名，前提是有一个您自己写的 Authentication-Results，里面有 arc=pass 和 arc.chain=…：Debian 没有写它的软件包，但 python3-dkim 能验证 ARC，python3-milter 可以用来写一个三十行的 milter。这样的字段不能从外面带进来，而 opendkim 只删它认得其中方法的字段。',
      },
      {
        en: 'rspamd: local.d/arc.conf: whitelisted_signers_map = ["lists.books.test"]; local.d/policies_group.conf: symbols = { "DMARC_POLICY_REJECT" { weight = 40; } }\nPython: cv, sets, why = dkim.arc_verify(message); sets[0]["as-domain"], sets[0]["aar-value"]',
        'zh-cn':
          'rspamd：local.d/arc.conf：whitelisted_signers_map = ["lists.books.test"]；local.d/policies_group.conf：symbols = { "DMARC_POLICY_REJECT" { weight = 40; } }\nPython：cv, sets, why = dkim.arc_verify(message)；sets[0]["as-domain"]、sets[0]["aar-value"]',
      },
    ],
  },
  why: {
    'own-policy': {
      en: "We read the record through the Internet's resolver: one record, the policy of the ticket, an address for reports.",
      'zh-cn': '我们通过互联网上的解析器读了这条记录：只有一条，策略与工单一致，并写明报告地址。',
    },
    reject: {
      en: 'A server with a good name and a passing SPF of its own sent in the name of the bank: refused it had to be, while it was being sent. A filter that only adds a line to the header has refused nothing.',
      'zh-cn': '一台信誉良好、自身 SPF 也通过的服务器，以银行的名义来信：必须在传送过程中就拒收。只往邮件头里加一行的过滤器，什么也没有拒绝。',
    },
    quarantine: {
      en: 'The same in the name of the shop had to lie in Junk, and in the name of the club, which only watches (p=none), in the inbox. Doing more than the owner asks for loses mail; doing less helps the forger.',
      'zh-cn': '同样的信以商店的名义必须进垃圾箱，以只作观察（p=none）的俱乐部的名义必须进收件箱。做得比所有者要求的多会丢信，做得少是帮伪造者。',
    },
    aligned: {
      en: "The bank's signed mail from a foreign address, as after forwarding, and its unsigned mail from its own server both had to arrive in the inbox.",
      'zh-cn': '银行带签名、但从陌生地址送来的邮件（如同被转发过），以及从银行自己的服务器送来、没有签名的邮件，都必须进收件箱。',
    },
    'false-results': {
      en: "A message came with an Authentication-Results field in your server's name; what lies in the mailbox must not hold it any more. Programs behind you, and your own Sieve script, believe that name.",
      'zh-cn': '一封邮件自带以您的服务器名义写的 Authentication-Results；邮箱里的邮件不能再有它。您后面的程序，还有您自己的 Sieve 脚本，都相信这个名字。',
    },
    'sealed-list': {
      en: "A list that writes into subject and text breaks the author's signature, and DMARC fails for honest mail. The sealed message had to arrive in the inbox; six others had to be refused: sealed by somebody whom you do not trust, sealed in a stolen name, not sealed but with a result that says so, not sealed at all, changed after the seal, and sealed with the remark that it was a forgery from the start. A seal proves who says it, not that it is true: that is why only sealers on your list count.",
      'zh-cn':
        '邮件列表改动主题和正文，会破坏作者的签名，诚实的邮件因此也通不过 DMARC。加封过的这封必须进收件箱；另外六封必须拒收：由您不信任的人加封的、冒名加封的、没有封签却自称有结果的、根本没有封签的、加封之后被改的，以及封签里注明本来就是伪造的。封签只证明话是谁说的，不证明话是真的，所以只有您名单上的加封者才算数。',
    },
  },
  accepted: [
    {
      en: 'A temporary refusal (4xx) for p=reject is accepted as a refusal, though RFC 9989 asks for a permanent one.',
      'zh-cn': '对 p=reject 回 4xx 也算拒绝，不过 RFC 9989 要求永久拒绝。',
    },
    {
      en: 'All Authentication-Results fields from outside removed, not only those in your name.',
      'zh-cn': '去掉所有外来的 Authentication-Results 字段，而不仅是冒用您名字的。',
    },
  ],
});
