import { defineQuiz } from '../../components/quiz/quiz.ts';

export default defineQuiz({
  lesson: 'S20',
  questions: [
    {
      id: 'which-header',
      kind: 'hotspot',
      prompt: {
        en: 'A colleague writes from home. Which line tells strangers most about where she is?',
        'zh-cn': '同事在家里写信。哪一行向陌生人透露她在哪里最多？',
      },
      lines: [
        { id: 'from', line: 'From: Lin Wei <lin@k3f9.test>', why: { en: 'That she meant to tell.', 'zh-cn': '这是她本来就要告诉对方的。' } },
        {
          id: 'mid',
          line: 'Message-Id: <20261125033324.000315@mail.k3f9.test>',
          why: {
            en: 'A time, and the name of your server. Some programs write the laptop’s name here: worth a look.',
            'zh-cn': '时间和服务器名。有的程序会写上电脑名，值得看一眼。',
          },
        },
        {
          id: 'received',
          line: 'Received: from lin-laptop (dsl-23.home.example [198.51.100.23])',
          why: {
            en: 'Laptop, provider, address of her line. Set `smtpd_hide_client_session` on submission.',
            'zh-cn': '电脑、运营商、家里的地址。在提交服务上设 `smtpd_hide_client_session`。',
          },
        },
        {
          id: 'auth',
          line: 'Authentication-Results: mail.k3f9.test; auth=pass smtp.auth=lin',
          why: { en: 'Her login: not needed outside, but it does not say where she is.', 'zh-cn': '登录名：外面用不着，但没有说她在哪里。' },
        },
      ],
      answer: 'received',
    },
    {
      id: 'basis',
      kind: 'single',
      prompt: {
        en: 'On which basis does a company in China log the IP addresses of its staff’s logins?',
        'zh-cn': '中国公司记录员工登录的 IP 地址，依据是什么？',
      },
      options: [
        {
          id: 'consent',
          text: { en: 'On their consent, which everybody signs on the first day together with the contract', 'zh-cn': '员工的同意，入职第一天和合同一起签' },
          why: { en: 'It can be taken back (Art. 15), and the log would have to stop.', 'zh-cn': '同意可以撤回（第十五条），那日志就得停。' },
        },
        {
          id: 'duty',
          text: { en: 'On a statutory duty', 'zh-cn': '法定义务' },
          why: {
            en: 'PIPL Art. 13(3) with Art. 23 of the Cybersecurity Law: logs for at least six months.',
            'zh-cn': '《个人信息保护法》第十三条第三项，结合《网络安全法》第二十三条：日志至少六个月。',
          },
        },
        {
          id: 'public',
          text: { en: 'None is needed, since an IP address does not name anybody', 'zh-cn': '不需要，IP 地址又不写姓名' },
          why: { en: 'Beside a login it does. Who can be identified is enough (Art. 4).', 'zh-cn': '和登录名放在一起就写了。可识别就够（第四条）。' },
        },
        {
          id: 'owner',
          text: { en: 'On ownership: the server and everything on it belong to the company', 'zh-cn': '所有权：服务器和上面的一切都归公司' },
          why: { en: 'Owning a machine is no basis for using data about people.', 'zh-cn': '拥有机器，不构成处理个人信息的依据。' },
        },
      ],
      answer: 'duty',
    },
    {
      id: 'hash',
      kind: 'single',
      prompt: {
        en: 'Addresses in a log are replaced by their plain SHA-256. 200 people work here. What is it worth?',
        'zh-cn': '日志里的地址换成了不带密钥的 SHA-256。公司 200 人。这值多少？',
      },
      options: [
        {
          id: 'safe',
          text: { en: 'It is anonymous: SHA-256 cannot be computed backwards by anybody alive', 'zh-cn': '已经匿名：SHA-256 没有人能倒着算' },
          why: { en: 'Nobody needs to: one computes forwards, 200 times.', 'zh-cn': '不用倒着算：正着算 200 次就行。' },
        },
        {
          id: 'guess',
          text: { en: 'Little: hash the 200 and compare', 'zh-cn': '很少：把 200 个都算一遍再比对' },
          why: { en: 'That is why the hash needs a key, and the key another keeper.', 'zh-cn': '所以散列要有密钥，密钥要由别人保管。' },
        },
        {
          id: 'md5',
          text: { en: 'Enough for logs, as long as it is not MD5, which is broken', 'zh-cn': '只要不是已被攻破的 MD5，对日志来说足够' },
          why: { en: 'The weakness is the small set of inputs, and not the function.', 'zh-cn': '弱在输入太少，不在函数。' },
        },
        {
          id: 'illegal',
          text: { en: 'Nothing, and the log can no longer be searched for one person', 'zh-cn': '毫无价值，而且再也不能按人查日志' },
          why: { en: 'It can: hash the address and search. That is the point.', 'zh-cn': '能查：算出散列再搜。要的就是这个。' },
        },
      ],
      answer: 'guess',
    },
    {
      id: 'precision',
      kind: 'numeric',
      prompt: {
        en: '200,000 messages a month, 100 of them carry what must not leave. A detector finds 80 % of these and is wrong about 0.5 % of the others. Of 100 reports, how many are real?',
        'zh-cn': '每月 200,000 封，其中 100 封带有不该外发的内容。检测器找出其中 80 %，对其余的误报 0.5 %。每 100 个报告里，真的有几个？',
      },
      answer: 7.4,
      tolerance: 0.6,
      unit: { en: 'of 100', 'zh-cn': '个' },
      why: { en: '80 real and 199,900 × 0.005 = 999.5 wrong: 80 / 1,079.5 = 7.4 %.', 'zh-cn': '真的 80，误报 199,900 × 0.005 = 999.5：80 / 1,079.5 = 7.4 %。' },
      traps: [
        { value: 80, why: { en: 'That is the recall: of the real ones, how many are reported.', 'zh-cn': '那是召回率：真的里面报告了多少。' } },
        {
          value: 99.5,
          why: {
            en: 'That is how often it is right about harmless mail. They are so many that half a per cent buries the 80.',
            'zh-cn': '那是对无害邮件判对的比例。无害的太多，千分之五就足以淹没那 80 封。',
          },
        },
      ],
    },
    {
      id: 'pipia',
      kind: 'multiple',
      prompt: {
        en: 'Which of these alone demands an impact assessment beforehand under PIPL Art. 55?',
        'zh-cn': '下面哪些，单独一项就须依《个人信息保护法》第五十五条事前做影响评估？',
      },
      options: [
        {
          id: 'cloud',
          text: { en: 'A cloud filter reads all mail for you', 'zh-cn': '由云端过滤服务替你扫描全部邮件' },
          why: { en: 'Item 3: entrusting.', 'zh-cn': '第三项：委托处理。' },
        },
        {
          id: 'disk',
          text: { en: 'The mailboxes move to a larger disk in the same room', 'zh-cn': '邮箱搬到同一机房的更大磁盘' },
          why: { en: 'Nothing changes for people.', 'zh-cn': '对个人没有任何变化。' },
        },
        {
          id: 'abroad',
          text: { en: 'Logs go to the parent company in another country', 'zh-cn': '日志发给境外的母公司' },
          why: { en: 'Item 4, and chapter III besides.', 'zh-cn': '第四项，此外还有第三章。' },
        },
        {
          id: 'quota',
          text: { en: 'A quota of 5 GB for everybody', 'zh-cn': '给每人设 5 GB 配额' },
          why: { en: 'A technical limit, the same for all.', 'zh-cn': '一视同仁的技术限制。' },
        },
        {
          id: 'score',
          text: { en: 'A program blocks accounts by a score of behaviour', 'zh-cn': '程序按行为评分封停账号' },
          why: { en: 'Item 2: automated decisions.', 'zh-cn': '第二项：自动化决策。' },
        },
      ],
      answer: ['cloud', 'abroad', 'score'],
    },
    {
      id: 'who-read',
      kind: 'single',
      prompt: {
        en: 'The Dovecot log says `Logged in: user=<lin@k3f9.test>, method=PLAIN`. Lin Wei says it was not she. Her password is secret. What else can it be, as shipped?',
        'zh-cn': 'Dovecot 日志写着 `Logged in: user=<lin@k3f9.test>, method=PLAIN`。林薇说不是她，密码也没泄露。按出厂设置，还可能是谁？',
      },
      options: [
        {
          id: 'master',
          text: { en: 'A master user', 'zh-cn': '主用户' },
          why: {
            en: 'As shipped the line names the mailbox, not who came. `%{auth_user}` shows it.',
            'zh-cn': '出厂日志写的是邮箱，不是来人。`%{auth_user}` 才写得出来。',
          },
        },
        {
          id: 'lmtp',
          text: { en: 'Postfix, which logs in as the user for each delivery by LMTP', 'zh-cn': 'Postfix，每次经 LMTP 投递都以用户身份登录' },
          why: { en: 'LMTP delivers without logging in.', 'zh-cn': 'LMTP 投递不登录。' },
        },
        {
          id: 'doveadm',
          text: { en: 'An administrator with `doveadm fetch`, which is logged like this', 'zh-cn': '用 `doveadm fetch` 的管理员，日志就是这样写' },
          why: { en: 'It leaves no line at all.', 'zh-cn': '它一行都不留。' },
        },
        {
          id: 'attack',
          text: {
            en: 'Somebody who guessed: PLAIN means that the password went in clear text over the network',
            'zh-cn': '猜中密码的人：PLAIN 表示密码在网络上明文传输',
          },
          why: { en: 'PLAIN is the mechanism; inside TLS it is encrypted all the same.', 'zh-cn': 'PLAIN 是认证机制；在 TLS 里面照样是加密的。' },
        },
      ],
      answer: 'master',
    },
    {
      id: 'erase',
      kind: 'order',
      prompt: { en: 'Somebody who has left asks for erasure. In which order?', 'zh-cn': '离职者请求删除。按什么次序？' },
      options: [
        {
          id: 'who',
          text: { en: 'Make sure who asks', 'zh-cn': '核实请求人' },
          why: { en: 'Or a stranger has somebody erased.', 'zh-cn': '否则陌生人也能让别人被删掉。' },
        },
        {
          id: 'hold',
          text: { en: 'Look for a legal hold', 'zh-cn': '查有无法律保留' },
          why: { en: 'It stops everything that follows.', 'zh-cn': '有的话，后面都要停。' },
        },
        {
          id: 'stop',
          text: { en: 'Stop delivery to the address', 'zh-cn': '停止向该地址收信' },
          why: { en: 'Else new data arrives while you delete.', 'zh-cn': '否则边删边来新的。' },
        },
        {
          id: 'delete',
          text: { en: 'Delete mailbox, indexes, entries', 'zh-cn': '删邮箱、索引和条目' },
          why: { en: 'Also at contractors.', 'zh-cn': '受托方那里也要删。' },
        },
        {
          id: 'prove',
          text: { en: 'Search for what is left', 'zh-cn': '搜索剩下了什么' },
          why: { en: 'The proof, and the reasons for what remains.', 'zh-cn': '这是证明，剩下的要写明理由。' },
        },
        {
          id: 'answer',
          text: { en: 'Answer, with articles and dates', 'zh-cn': '答复，写明条款和日期' },
          why: { en: 'Within a month (GDPR Art. 12(3)).', 'zh-cn': '一个月内（GDPR 第 12(3) 条）。' },
        },
      ],
    },
    {
      id: 'imap-second-factor',
      kind: 'single',
      prompt: {
        en: 'How does a mail program that speaks IMAP honestly take part in a log-in with two factors?',
        'zh-cn': '用 IMAP 的邮件程序，怎样才算真正参加两因素登录？',
      },
      options: [
        {
          id: 'append',
          text: {
            en: 'The user types password and six digits together, in the password field of the program',
            'zh-cn': '用户在密码框里把密码和六位数字连着输入',
          },
          why: {
            en: 'Programs store it and log in again within minutes: the digits are stale by then.',
            'zh-cn': '程序会存下来，几分钟后重新登录，数字早已过期。',
          },
        },
        {
          id: 'token',
          text: { en: 'By a token from the sign-on service', 'zh-cn': '使用登录服务发的令牌' },
          why: { en: 'OAUTHBEARER, RFC 7628: the second factor is asked there.', 'zh-cn': 'OAUTHBEARER，RFC 7628：第二因素在那里问。' },
        },
        {
          id: 'tls',
          text: { en: 'TLS on port 993 is the second factor, as it needs a certificate', 'zh-cn': '993 端口的 TLS 就是第二因素，因为它要证书' },
          why: { en: 'That is the server’s certificate; it says nothing of the user.', 'zh-cn': '那是服务器的证书，与用户无关。' },
        },
        {
          id: 'vpn',
          text: { en: 'It cannot; only web mail can', 'zh-cn': '不可能，只有网页邮箱行' },
          why: { en: 'Tokens, client certificates and device passwords exist.', 'zh-cn': '还有令牌、客户端证书和设备密码。' },
        },
      ],
      answer: 'token',
    },
  ],
});
