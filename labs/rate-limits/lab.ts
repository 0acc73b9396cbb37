import { defineLab } from '../../lab-runner/contract/lab.ts';

const kept = ['inbound', 'no-relay'] as const;

export default defineLab({
  title: { en: 'How much one account may send', 'zh-cn': '一个账号能发多少' },
  summary: {
    en: 'A stolen password sends until somebody notices. Limit recipients per account and time, tell the administrator, and leave everybody else alone.',
    'zh-cn': '被盗的密码会一直发信，直到有人发现。按账号和时间限制收件人数量，及时告诉管理员，并且不打扰其他人。',
  },
  module: 'M4',
  kind: 'configure',
  difficulty: 3,
  minutes: 30,
  lessons: ['security-protection', 'monitoring-maintenance'],
  parameters: {
    domain: { kind: 'domain' },
    partner: { kind: 'domain', tld: 'example' },
    admin: { kind: 'user' },
    desk: { kind: 'choice', of: ['desk', 'seat', 'counter', 'agent'] },
    bulk: { kind: 'choice', of: ['newsletter', 'mailing', 'billing', 'notices'] },
    password: { kind: 'password' },
    adminPassword: { kind: 'password' },
    // Few recipients a second: one message after the other, a busy machine must be quicker than what the window gives back.
    limit: { kind: 'int', min: 8, max: 10 },
    window: { kind: 'int', min: 22, max: 26 },
  },
  topology: {
    hosts: { mx: { image: 'filter', memory: '512m', fqdn: 'mail.[[domain]]', ready: ['system', 'smtp', 'imap', 'submission'] } },
    internet: {
      personas: { partner: { domain: '[[partner]]' } },
      zones: { '[[domain]]': ['@ MX 10 mail.[[domain]].'] },
    },
  },
  tasks: [
    {
      id: 'per-account',
      title: { en: 'One account is stopped, its neighbour is not', 'zh-cn': '一个账号被拦下，旁边的不受影响' },
      points: 30,
      needs: [...kept],
    },
    {
      id: 'many-addresses',
      title: { en: 'The count follows the account from place to place', 'zh-cn': '换了地方，计数仍跟着账号' },
      points: 20,
      needs: [...kept],
    },
    { id: 'exempt', title: { en: 'The account for mass mail is exempt', 'zh-cn': '群发账号例外' }, points: 15, needs: [...kept] },
    { id: 'recovers', title: { en: 'After the window it goes on', 'zh-cn': '时间窗口过后恢复' }, points: 15, needs: [...kept] },
    { id: 'alert', title: { en: 'The administrator hears of it', 'zh-cn': '管理员会得知' }, points: 20, needs: [...kept] },
  ],
  invariants: [
    { id: 'inbound', title: { en: 'Mail from outside is not limited', 'zh-cn': '外来邮件不受限制' } },
    { id: 'no-relay', title: { en: 'Strangers cannot relay', 'zh-cn': '陌生人不能中继' } },
  ],
  hints: {
    'per-account': [
      {
        en: 'The limits that Postfix has of its own (smtpd_client_…_rate_limit) know addresses of clients, not accounts. Who knows the account?',
        'zh-cn': 'Postfix 自带的限制（smtpd_client_…_rate_limit）只认客户端地址，不认账号。谁知道账号？',
      },
      {
        en: 'A policy server is told sasl_username with every RCPT; a milter such as rspamd is told it as {auth_authen}. rspamd has a module ratelimit (it needs redis) with selectors; a policy server can be a page of Python. Count recipients, not messages.',
        'zh-cn':
          '策略服务器在每个 RCPT 都会收到 sasl_username；rspamd 这样的 milter 则收到 {auth_authen}。rspamd 有 ratelimit 模块（需要 redis），可用选择器；策略服务器用一页 Python 就能写。要数收件人，不是数邮件。',
      },
      {
        en: 'rspamd, 100 recipients an hour, in local.d/ratelimit.conf:\nrates {\n  by_user {\n    selector = \'user.lower\';\n    bucket {\n      burst = 100;\n      rate = "100 / 1h";\n    }\n  }\n}\nand redis.conf: servers = "127.0.0.1";',
        'zh-cn':
          'rspamd，每小时 100 个收件人，local.d/ratelimit.conf：\nrates {\n  by_user {\n    selector = \'user.lower\';\n    bucket {\n      burst = 100;\n      rate = "100 / 1h";\n    }\n  }\n}\n以及 redis.conf：servers = "127.0.0.1";',
      },
    ],
    'many-addresses': [
      {
        en: 'A botnet logs in with one password from many places. What is the key under which you count?',
        'zh-cn': '僵尸网络用同一个密码从许多地方登录。您是按什么键来计数的？',
      },
      { en: 'Neither the address nor the connection: the login name alone.', 'zh-cn': '既不是地址，也不是连接：只按登录名。' },
      {
        en: 'In a policy request: protocol_state=RCPT, sasl_username=kai, client_address=…: use the second only.',
        'zh-cn': '策略请求里有 protocol_state=RCPT、sasl_username=kai、client_address=…：只用第二个。',
      },
    ],
    exempt: [
      { en: 'One account sends the monthly letter to all customers, and has to.', 'zh-cn': '有一个账号每月要给所有客户发信，这是正当的。' },
      {
        en: 'An exception by login name, not by address: whoever knows only the address must not profit.',
        'zh-cn': '按登录名例外，而不是按地址：只知道地址的人不该占便宜。',
      },
      {
        en: 'rspamd: whitelisted_user = "kai"; a policy server: if the name is in a list, answer DUNNO.',
        'zh-cn': 'rspamd：whitelisted_user = "kai"；策略服务器：名字在名单里就回答 DUNNO。',
      },
    ],
    recovers: [
      { en: 'When the window has passed, nobody should have to press a button.', 'zh-cn': '时间窗口过去之后，不该还要有人去按按钮。' },
      {
        en: 'Old counts have to expire: a bucket that leaks, or a list of times of which the old ones are dropped. Refused recipients must not count, or a program that retries never gets out.',
        'zh-cn': '旧的计数必须过期：会漏的桶，或只保留近期时刻的列表。被拒的收件人不能计数，否则不断重试的程序永远出不来。',
      },
      { en: 'now - 3600 < t for each remembered time t.', 'zh-cn': '只保留满足 now - 3600 < t 的时刻 t。' },
    ],
    alert: [
      {
        en: 'Whoever refuses knows first that something is wrong. Let it write a letter, once for each case.',
        'zh-cn': '最先知道出事的，就是拒绝它的那个程序。让它写封信，每次事件一封。',
      },
      {
        en: 'From a policy server: SMTP to 127.0.0.1:25. From rspamd: the module metadata_exporter sends mail on what a selector finds. Or a small service that follows the log.',
        'zh-cn': '策略服务器可以用 SMTP 发到 127.0.0.1:25。rspamd 有 metadata_exporter 模块，可以按选择器的结果发信。也可以写个小服务跟踪日志。',
      },
      { en: 'printf "Subject: kai is over the limit\\n\\n…\\n" | sendmail root', 'zh-cn': 'printf "Subject: kai is over the limit\\n\\n…\\n" | sendmail root' },
    ],
  },
  why: {
    'per-account': {
      en: 'One account sent two messages to exactly as many recipients as allowed; soon after that it was refused. Another account, from the same address, was not. Counting messages in place of recipients lets one message to thousands pass.',
      'zh-cn':
        '一个账号用两封信发给了恰好允许的收件人数，随后就被拒绝。同一地址上的另一个账号不受影响。如果数的是邮件而不是收件人，一封发给几千人的信就能通过。',
    },
    'many-addresses': {
      en: 'The same account sent from three addresses in turn and was stopped all the same. A limit for each address does not see a botnet, and punishes an office behind one address.',
      'zh-cn': '同一个账号轮流从三个地址发信，照样被拦下。按地址限制看不见僵尸网络，却会惩罚共用一个出口地址的办公室。',
    },
    exempt: {
      en: 'The exempt account sent three times as many; an ordinary one did not get a single message to very many recipients through. A filter that looks at the count only after it has taken the message lets that one pass.',
      'zh-cn': '例外账号发了三倍的数量；普通账号一封收件人极多的信也发不出去。先收下邮件、后看计数的过滤器，会放过这一封。',
    },
    recovers: {
      en: 'After the refusal the account waited, and was allowed again within the window and a little. A limit that nobody lifts is an outage.',
      'zh-cn': '被拒之后，账号等了一会儿，在略多于一个窗口的时间里恢复。没人解除的限制就是故障。',
    },
    alert: {
      en: 'Within seconds a letter that names the account lay in the mailbox of the administrator. A limit gains time; somebody has to use it.',
      'zh-cn': '几秒之内，管理员的邮箱里就有了一封写着账号名的信。限制只是争取时间，还得有人去处理。',
    },
  },
  accepted: [
    {
      en: 'A leaking bucket, a sliding or a fixed window: we allow what refills while we send, and try again with another account when a window ends just then.',
      'zh-cn': '漏桶、滑动窗口、固定窗口都可以：我们会算上发送期间恢复的额度；若窗口恰好在此时结束，就换一个账号重试。',
    },
    {
      en: '4xx or 5xx, at RCPT or after the message.',
      'zh-cn': '4xx 或 5xx 都可以，在 RCPT 阶段或正文之后都可以。',
    },
  ],
});
