import { defineQuiz } from '../../components/quiz/quiz.ts';

export default defineQuiz({
  lesson: 'S08',
  questions: [
    {
      id: 'relay-list',
      kind: 'single',
      prompt: {
        en: '`smtpd_relay_restrictions` is Debian’s. In `smtpd_recipient_restrictions` stands `check_sender_access …` with `haibo.example OK`. A stranger sends from `wang@haibo.example` to `someone@isp.example`. What happens?',
        'zh-cn':
          '`smtpd_relay_restrictions` 保持 Debian 的默认；`smtpd_recipient_restrictions` 里有 `check_sender_access …`，表里写着 `haibo.example OK`。陌生人以 `wang@haibo.example` 的名义发给 `someone@isp.example`，结果如何？',
      },
      options: [
        {
          id: 'relayed',
          text: {
            en: 'It is relayed: the OK makes an open relay for everybody who knows that name',
            'zh-cn': '被转发：有了 OK，谁知道这个名字，谁就能拿它当开放中继',
          },
          why: { en: 'So it was before 2.10, with a single list for both.', 'zh-cn': '2.10 之前，两件事共用一个列表，才会这样。' },
        },
        {
          id: 'refused',
          text: { en: '`454 4.7.1 Relay access denied`', 'zh-cn': '`454 4.7.1 Relay access denied`' },
          why: { en: 'The relay list is asked on its own, and before.', 'zh-cn': 'relay 列表单独问，而且先问。' },
        },
        {
          id: 'unknown',
          text: { en: '`550 5.1.1 User unknown`', 'zh-cn': '`550 5.1.1 User unknown`' },
          why: { en: 'Only for domains whose recipients are known here.', 'zh-cn': '只有知道收件人的域才会这样答。' },
        },
        {
          id: 'accepted-local',
          text: { en: 'It is accepted and bounced later', 'zh-cn': '先收下，过后再退' },
          why: { en: 'It is refused before DATA.', 'zh-cn': '在 DATA 之前就拒绝了。' },
        },
      ],
      answer: 'refused',
    },
    {
      id: 'stranger-reply',
      kind: 'reply',
      prompt: {
        en: 'Relay list: `permit_mynetworks, permit_sasl_authenticated, reject_unauth_destination`. The client is a stranger. What does Postfix answer?',
        'zh-cn': 'relay 列表：`permit_mynetworks, permit_sasl_authenticated, reject_unauth_destination`。客户端是陌生人。Postfix 怎么答？',
      },
      dialogue: ['C: MAIL FROM:<wang@haibo.example>', 'S: 250 2.1.0 Ok', 'C: RCPT TO:<someone@isp.example>'],
      answer: ['554'],
      why: { en: '`554 5.7.1 <someone@isp.example>: Relay access denied`.', 'zh-cn': '`554 5.7.1 <someone@isp.example>: Relay access denied`。' },
      traps: [
        { code: '454', why: { en: 'That is `defer_unauth_destination`, Debian’s default.', 'zh-cn': '那是 `defer_unauth_destination`，Debian 的默认值。' } },
        { code: '550', why: { en: 'Postfix’s `reject_code` for relaying is 554.', 'zh-cn': 'Postfix 拒绝转发用的是 554。' } },
        { code: '530', why: { en: '530 asks for a login; this list just refuses.', 'zh-cn': '530 是要求登录；这个列表只是拒绝。' } },
      ],
      otherwise: { en: 'Try it in the evaluator.', 'zh-cn': '在求值器里试一试。' },
    },
    {
      id: 'never-asked',
      kind: 'hotspot',
      prompt: {
        en: '`smtpd_recipient_restrictions`, one rule a line. Which line makes the blocklist useless for strangers?',
        'zh-cn': '`smtpd_recipient_restrictions`，一行一条。哪一行使黑名单对陌生人不起作用？',
      },
      lines: [
        { id: 'net', line: 'permit_mynetworks,', why: { en: 'Only for your own machines; that is wanted.', 'zh-cn': '只对自己的机器，这是想要的。' } },
        { id: 'unlisted', line: 'reject_unlisted_recipient,', why: { en: 'Refuses unknown recipients only.', 'zh-cn': '只拒绝不存在的收件人。' } },
        { id: 'permit', line: 'permit,', why: { en: 'Everybody is permitted here, and the list ends.', 'zh-cn': '到这里人人放行，列表结束。' } },
        { id: 'rbl', line: 'reject_rbl_client bl.example', why: { en: 'Right in itself, only never asked.', 'zh-cn': '本身没错，只是问不到。' } },
      ],
      answer: 'permit',
    },
    {
      id: 'class',
      kind: 'multiple',
      prompt: {
        en: '`k3f9.test` is in `virtual_mailbox_domains`. In which of these must it NOT be?',
        'zh-cn': '`k3f9.test` 在 `virtual_mailbox_domains` 里。它*不能*再出现在哪些设置里？',
      },
      options: [
        {
          id: 'mydestination',
          text: { en: '`mydestination`', 'zh-cn': '`mydestination`' },
          why: { en: 'Another class: the warning “in BOTH”.', 'zh-cn': '是另一类：会有 “in BOTH” 的警告。' },
        },
        { id: 'relay', text: { en: '`relay_domains`', 'zh-cn': '`relay_domains`' }, why: { en: 'Another class, too.', 'zh-cn': '也是另一类。' } },
        {
          id: 'vad',
          text: { en: '`virtual_alias_domains`', 'zh-cn': '`virtual_alias_domains`' },
          why: { en: 'Another class: nobody would be delivered to.', 'zh-cn': '是另一类：那里不投递给任何人。' },
        },
        {
          id: 'vam',
          text: { en: '`virtual_alias_maps` (as part of addresses)', 'zh-cn': '`virtual_alias_maps`（作为地址的一部分）' },
          why: {
            en: 'A table of addresses for all classes: `postmaster@k3f9.test` belongs there.',
            'zh-cn': '那是各类通用的地址表：`postmaster@k3f9.test` 正该写在那里。',
          },
        },
        {
          id: 'myorigin',
          text: { en: '`myorigin`', 'zh-cn': '`myorigin`' },
          why: { en: 'Only what is appended to bare names.', 'zh-cn': '只是补在裸用户名后面的域名。' },
        },
      ],
      answer: ['mydestination', 'relay', 'vad'],
    },
    {
      id: 'close',
      kind: 'single',
      prompt: {
        en: 'An employee leaves today. For a month her mail must still arrive, for her successor. What do you do with her line in the passwd-file?',
        'zh-cn': '一位员工今天离职，接下来一个月，她的信还要照收，给接任者看。她在 passwd-file 里的那一行怎么办？',
      },
      options: [
        {
          id: 'delete',
          text: { en: 'Delete it; the mailbox stays on the disk anyway', 'zh-cn': '删掉；反正邮箱还在磁盘上' },
          why: { en: 'Her mail is then refused with 5.1.1.', 'zh-cn': '那么她的信会被 5.1.1 拒绝。' },
        },
        {
          id: 'star',
          text: { en: 'Put `*` in the place of the hash, leave the rest', 'zh-cn': '把散列改成 `*`，其余不动' },
          why: { en: 'No login, and the userdb still knows her.', 'zh-cn': '登录不了，而 userdb 还认得她。' },
        },
        {
          id: 'quota',
          text: { en: 'Set her quota to 0, so that she can do nothing any more', 'zh-cn': '把配额设成 0，让她什么也做不了' },
          why: { en: '0 means *no limit* in Dovecot, and a login has nothing to do with it.', 'zh-cn': '在 Dovecot 里 0 表示*不限*，而且与登录无关。' },
        },
        {
          id: 'tell',
          text: { en: 'Change the password and write it on a note for the successor', 'zh-cn': '改个密码，写在纸条上给接任者' },
          why: {
            en: 'The successor then also *sends* as her. Give rights to the mailbox instead.',
            'zh-cn': '那样接任者还能以她的名义*发信*。应当给邮箱权限。',
          },
        },
      ],
      answer: 'star',
    },
    {
      id: 'silent',
      kind: 'single',
      prompt: {
        en: 'Which old line does Dovecot 2.4.1 accept without a word, and put all users into one home directory?',
        'zh-cn': '哪一行旧写法，Dovecot 2.4.1 一声不吭就接受，结果所有用户共用一个主目录？',
      },
      options: [
        {
          id: 'location',
          text: { en: '`mail_location = maildir:~/Maildir`', 'zh-cn': '`mail_location = maildir:~/Maildir`' },
          why: { en: '“Unknown setting”: loud.', 'zh-cn': '“Unknown setting”，会报错。' },
        },
        {
          id: 'home',
          text: { en: '`mail_home = /srv/vmail/%d/%n`', 'zh-cn': '`mail_home = /srv/vmail/%d/%n`' },
          why: { en: 'The name still exists, and `%d` is now plain text.', 'zh-cn': '名字没变，而 `%d` 现在只是普通文字。' },
        },
        {
          id: 'passdb',
          text: { en: '`passdb { driver = passwd-file … }`', 'zh-cn': '`passdb { driver = passwd-file … }`' },
          why: { en: '“missing section name”: loud.', 'zh-cn': '“missing section name”，会报错。' },
        },
        {
          id: 'plugin',
          text: { en: '`plugin { quota_rule = *:storage=1G }`', 'zh-cn': '`plugin { quota_rule = *:storage=1G }`' },
          why: { en: '“Unknown section name: plugin”: loud.', 'zh-cn': '“Unknown section name: plugin”，会报错。' },
        },
      ],
      answer: 'home',
    },
    {
      id: 'sizes',
      kind: 'numeric',
      prompt: {
        en: 'Delivery by Postfix’s `virtual`. `virtual_mailbox_limit = 51200000`. What is the largest `message_size_limit`, in bytes, with which delivery still works?',
        'zh-cn': '投递用 Postfix 的 `virtual`，`virtual_mailbox_limit = 51200000`。`message_size_limit` 最大可以是多少字节，投递才不会停？',
      },
      answer: 51200000,
      tolerance: 0,
      unit: { en: 'bytes', 'zh-cn': '字节' },
      why: { en: 'It must not be *smaller* than the message limit; equal is enough.', 'zh-cn': '邮箱上限不能*小于*信件上限，相等就行。' },
      traps: [
        { value: 10240000, why: { en: 'That is the default, not the limit.', 'zh-cn': '那是默认值，不是上限。' } },
        { value: 51199999, why: { en: 'One byte too careful: equal is allowed.', 'zh-cn': '多让了一个字节：相等是允许的。' } },
      ],
    },
    {
      id: 'temporary-dns',
      kind: 'single',
      prompt: {
        en: 'Sender list: `reject_unknown_sender_domain`. The sender’s DNS does not answer (SERVFAIL), and the recipient is to be relayed by a stranger. Which reply?',
        'zh-cn': 'sender 列表：`reject_unknown_sender_domain`。发件人的 DNS 不应答（SERVFAIL），而收件人属于外域，客户端是陌生人。应答是什么？',
      },
      options: [
        {
          id: '450',
          text: { en: '`450 4.1.8 Domain not found`: the sender list comes first', 'zh-cn': '`450 4.1.8 Domain not found`：sender 列表在前' },
          why: {
            en: 'A temporary failure is noted and waits: it only counts if nobody refuses for good.',
            'zh-cn': '临时失败先记下，没有谁终局拒绝时才算数。',
          },
        },
        {
          id: '554',
          text: { en: '`554 5.7.1 Relay access denied`', 'zh-cn': '`554 5.7.1 Relay access denied`' },
          why: { en: 'The relay list refuses for good; so it was recorded.', 'zh-cn': 'relay 列表终局拒绝；实测就是如此。' },
        },
        {
          id: '250',
          text: { en: '`250`: not knowing is no reason to refuse', 'zh-cn': '`250`：不知道，不是拒绝的理由' },
          why: { en: 'Not knowing is never a 250 here: it would be 450.', 'zh-cn': '在这里，不知道从不等于 250，至少是 450。' },
        },
        {
          id: '451',
          text: { en: '`451 4.3.5 Server configuration error`', 'zh-cn': '`451 4.3.5 Server configuration error`' },
          why: { en: 'That is for a name in a list that Postfix does not know.', 'zh-cn': '那是列表里写了 Postfix 不认识的名字。' },
        },
      ],
      answer: '554',
    },
  ],
});
