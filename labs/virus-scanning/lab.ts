import { defineLab } from '../../lab-runner/contract/lab.ts';

const kept = ['clean-mail'] as const;

export default defineLab({
  title: { en: 'No virus in, none out', 'zh-cn': '病毒进不来，也出不去' },
  summary: {
    en: 'Scan every message while the sender is still on the line, in both directions, inside archives too, and let nothing pass when the scanner is away.',
    'zh-cn': '在发件方还连着线的时候扫描每一封邮件：双向都查，压缩包里也查，扫描器不在时什么都不放行。',
  },
  module: 'M4',
  kind: 'configure',
  difficulty: 3,
  minutes: 40,
  lessons: ['security-protection', 'bounces-and-queues'],
  parameters: {
    domain: { kind: 'domain' },
    partner: { kind: 'domain', tld: 'example' },
    user: { kind: 'user' },
    colleague: { kind: 'user' },
    customer: { kind: 'user' },
    password: { kind: 'password' },
    otherPassword: { kind: 'password' },
    variant: { kind: 'choice', of: ['refuse', 'tag'] },
    sample: { kind: 'token', bytes: 16 },
    document: { kind: 'choice', of: ['发票', 'invoice', '对账单', 'contract', 'offer'] },
  },
  secret: ['otherPassword', 'sample'],
  topology: {
    hosts: { mx: { image: 'antivirus', memory: '512m', fqdn: 'mail.[[domain]]', ready: ['system', 'smtp', 'imap', 'submission'] } },
    internet: {
      personas: { partner: { domain: '[[partner]]' } },
      zones: { '[[domain]]': ['@ MX 10 mail.[[domain]].'] },
    },
  },
  tasks: [
    {
      id: 'inbound',
      title: { en: 'A virus from outside is refused at SMTP', 'zh-cn': '外来病毒在 SMTP 阶段被拒' },
      points: 35,
      needs: [...kept],
      deadline: 120,
    },
    { id: 'outbound', title: { en: 'Users cannot send one either', 'zh-cn': '用户也发不出病毒' }, points: 20, needs: [...kept], deadline: 120 },
    {
      id: 'encrypted-archive',
      title: { en: 'What cannot be looked into follows the policy', 'zh-cn': '看不到里面的压缩包按规定处理' },
      points: 20,
      needs: [...kept],
      deadline: 120,
    },
    {
      id: 'scanner-away',
      title: { en: 'Scanner away: nothing passes, and nothing is lost', 'zh-cn': '扫描器不在：不放行，也不丢信' },
      points: 25,
      needs: [...kept],
      deadline: 120,
    },
  ],
  invariants: [{ id: 'clean-mail', title: { en: 'Clean attachments arrive byte for byte', 'zh-cn': '干净的附件逐字节完好送达' } }],
  hints: {
    inbound: [
      {
        en: 'Who asks the scanner, and when? To refuse at SMTP, it has to be asked before Postfix says 250 to the end of the message.',
        'zh-cn': '由谁、在什么时候去问扫描器？要在 SMTP 阶段拒绝，就必须在 Postfix 对邮件结尾回答 250 之前问。',
      },
      {
        en: 'A milter does that: clamav-milter, rspamd with its antivirus module, or one of your own. Each asks clamd. Mind where their sockets are: smtpd sits in a jail, an inet socket is easier. clamav-milter by itself only quarantines.',
        'zh-cn':
          'milter 就是干这个的：clamav-milter、rspamd 的 antivirus 模块，或者自己写一个；它们都去问 clamd。注意套接字的位置：smtpd 在牢笼里，用 inet 套接字更省事。clamav-milter 默认只是隔离。',
      },
      {
        en: 'For a milter on port 9999: smtpd_milters = inet:127.0.0.1:9999. In clamav-milter.conf: MilterSocket inet:9999@127.0.0.1 and OnInfected Reject.',
        'zh-cn': '假如 milter 在 9999 端口：smtpd_milters = inet:127.0.0.1:9999。clamav-milter.conf：MilterSocket inet:9999@127.0.0.1，OnInfected Reject。',
      },
    ],
    outbound: [
      {
        en: 'Send the test file as [your user] through 587 and through 465. Which services of master.cf ask the scanner?',
        'zh-cn': '以用户身份从 587 和 465 各发一次测试文件。master.cf 里哪些服务会问扫描器？',
      },
      {
        en: 'A setting in main.cf holds for all smtpd services, unless -o in master.cf says otherwise. Some filters trust whoever has logged in, or local networks: look for a whitelist.',
        'zh-cn': 'main.cf 的设置对所有 smtpd 服务有效，除非 master.cf 用 -o 改掉。有些过滤器信任已登录的人或本地网络：找找白名单。',
      },
      {
        en: 'postconf -P | grep milters; in clamav-milter.conf: LocalNet, SkipAuthenticated.',
        'zh-cn': 'postconf -P | grep milters；clamav-milter.conf 里看 LocalNet 和 SkipAuthenticated。',
      },
    ],
    'encrypted-archive': [
      {
        en: 'man clamd.conf, and search for "encrypted". By default an archive with a password counts as clean.',
        'zh-cn': 'man clamd.conf，搜索“encrypted”。默认情况下，带密码的压缩包算干净。',
      },
      {
        en: 'An alert of its own exists for archives that cannot be opened; clamd reports it like a virus, under a name that begins with Heuristics.Encrypted. A milter that refuses whatever clamd reports then refuses these, too. To mark them, somebody has to tell this name from that of a virus.',
        'zh-cn':
          '对打不开的压缩包有专门的告警选项；clamd 会像报告病毒一样报告它，名字以 Heuristics.Encrypted 开头。凡是 clamd 报告的都拒绝的 milter，也就会拒绝它。如果要打标记，就得有人把这个名字和病毒名区分开。',
      },
      {
        en: 'The one for documents is AlertEncryptedDoc yes. To mark, in a milter of your own: self.addheader("X-Archive", "…"); or a second clamav-milter, with OnInfected Accept and AddHeader Replace, that asks a second clamd.',
        'zh-cn':
          '针对文档的那一项是 AlertEncryptedDoc yes。打标记：自己写的 milter 用 self.addheader("X-Archive", "…")；或者再开一个 clamav-milter，设 OnInfected Accept 和 AddHeader Replace，让它去问第二个 clamd。',
      },
    ],
    'scanner-away': [
      {
        en: 'curl localhost:7000, and within ten seconds send a message. What happens to a clean one, and what to one with the test file?',
        'zh-cn': '运行 curl localhost:7000，十秒之内发一封信。干净的会怎样？带测试文件的会怎样？',
      },
      {
        en: 'There are two places where somebody decides: what the milter says when clamd does not answer, and what Postfix does when the milter does not answer. Both should say "later".',
        'zh-cn': '有两处要决定：clamd 不应答时 milter 怎么说；milter 不应答时 Postfix 怎么做。两处都应当说“稍后再来”。',
      },
      {
        en: 'OnFail Defer in clamav-milter.conf; milter_default_action = tempfail in main.cf.',
        'zh-cn': 'clamav-milter.conf 里 OnFail Defer；main.cf 里 milter_default_action = tempfail。',
      },
    ],
  },
  why: {
    inbound: {
      en: 'We sent the EICAR test file plain, as base64 in an attachment with a harmless name, in a ZIP, and in a ZIP in a ZIP; then the sample of the incident, of which you had only the hash. Each had to get 5xx at the end of DATA, and no bounce came: the sender of a virus is nearly always forged, so a bounce would reach somebody innocent.',
      'zh-cn':
        '我们发送 EICAR 测试文件：直接放在正文里、以无害的文件名作 base64 附件、放在 ZIP 里、放在 ZIP 里的 ZIP 里；然后是事故样本，您手里只有它的哈希。每一封都必须在 DATA 结束时得到 5xx，而且没有退信：病毒的发件人几乎都是伪造的，退信只会落到无辜者头上。',
    },
    outbound: {
      en: 'A logged-in user sent the same through 587 and 465. An infected machine in the office is the usual way onto the blocklists.',
      'zh-cn': '已登录的用户从 587 和 465 发送了同样的东西。办公室里一台中毒的电脑，往往就是进黑名单的开始。',
    },
    'encrypted-archive': {
      en: 'A ZIP with a password cannot be scanned; with the password in the text, it is a common way to carry malware past scanners. Some companies refuse it, some mark it for their readers; yours had decided. Marking is no reason to look away: a virus beside it has to be refused all the same.',
      'zh-cn':
        '带密码的 ZIP 无法扫描；把密码写在正文里，是绕过扫描器的常见手法。有的公司拒收，有的打上标记让读信的人留意；贵公司已经做了决定。打标记不等于不看：同一封信里的病毒照样要拒绝。',
    },
    'scanner-away': {
      en: 'We used the switch and sent at once: the virus did not get in, and clean mail was taken afterwards, without anybody doing anything. A filter that lets everything pass when it is broken is broken when it is needed.',
      'zh-cn': '我们按下开关并立刻发信：病毒没有进来，之后干净的邮件照常被接收，没有任何人操作。坏了就全部放行的过滤器，等于在最需要它的时候坏掉。',
    },
  },
  accepted: [
    {
      en: 'A scanner of your own that unpacks archives and looks up hashes in the database.',
      'zh-cn': '自己写一个会解包、会查库里哈希的扫描器，也可以。',
    },
    {
      en: 'Scanning without clamd, so that the switch stops nothing: what counts is that no virus passes.',
      'zh-cn': '不用 clamd 扫描，开关因此什么也停不掉，也可以：看的是没有病毒通过。',
    },
    { en: 'Refusing at connect (421) while the scanner is away.', 'zh-cn': '扫描器不在时，一连上就用 421 拒绝，也可以。' },
  ],
});
