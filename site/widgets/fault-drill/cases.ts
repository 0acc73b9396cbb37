import type { LocalizedText } from '../../../lab-runner/contract/text.ts';
import type { ActionId } from './actions.ts';
import type { LeafId } from './tree.ts';

export const causeIds = ['storage', 'resolver', 'store', 'certificate', 'mailbox', 'loop', 'policy'] as const;
export type CauseId = (typeof causeIds)[number] & LeafId;
export const caseIds = ['disk-full', 'stale-resolver', 'dovecot-config', 'certificate-expired', 'mailbox-full', 'mail-loop', 'blocklisted'] as const;
export type CaseId = (typeof caseIds)[number];

/** A fault that was really made on a server (docs/runs/S11), as its users saw it. */
export interface Case {
  cause: CauseId;
  ticket: LocalizedText;
  /** Minutes from the beginning of the fault to the ticket: part of this story, not of the run. */
  detect: number;
  /** Minutes for the repair and its proof, by somebody who knows the cause. */
  repair: number;
  /** Any one of these shows the cause. */
  evidence: ActionId[];
  /** How an experienced colleague would go. */
  expert: ActionId[];
  /** What a restart takes away: these questions can no longer be answered. */
  gone: ActionId[];
  /** Whether a restart makes the symptom go away. */
  restartHides: boolean;
  trigger: LocalizedText;
  root: LocalizedText;
  fix: LocalizedText;
  guard: LocalizedText;
}

export const cases: Record<CaseId, Case> = {
  'disk-full': {
    cause: 'storage',
    ticket: {
      en: 'Customers say their mail to us does not arrive, and their servers report “Insufficient system storage”. Everybody has this, not only Lin Wei. Reading old mail works.',
      'zh-cn': '客户说发给我们的信到不了，他们的服务器报 “Insufficient system storage”。不只林薇，人人如此。看旧信没有问题。',
    },
    detect: 40,
    repair: 10,
    evidence: ['log', 'disk', 'in'],
    expert: ['log', 'disk'],
    gone: [],
    restartHides: false,
    trigger: {
      en: 'A trace of smtpd, started to look at something else, wrote 15 MB into the file system of the queue.',
      'zh-cn': '为排查别的问题开着的 smtpd 跟踪，往队列所在文件系统里写了 15 MB。',
    },
    root: {
      en: 'Queue and debugging output share one small file system. Only 63 % were used, so a usual alert at 90 % was silent: Postfix wants 1.5 × `message_size_limit` free, here 15 MB.',
      'zh-cn':
        '队列和调试输出共用一个小文件系统。才用了 63 %，常见的 90 % 告警当然不响：Postfix 要求剩余空间不少于 `message_size_limit` 的 1.5 倍，此处是 15 MB。',
    },
    fix: { en: 'Move the trace to another file system; never delete from the queue.', 'zh-cn': '把跟踪文件移到别的文件系统；绝不删队列。' },
    guard: {
      en: 'Alert on free *bytes* (twice 15 MB) and on inodes of /var/spool/postfix, not on per cent.',
      'zh-cn': '对 /var/spool/postfix 的剩余*字节*（15 MB 的两倍）和 inode 设告警，不看百分比。',
    },
  },
  'stale-resolver': {
    cause: 'resolver',
    ticket: {
      en: 'Since the network people changed something yesterday evening our offers do not reach the customers. Mail to us arrives. They say “DNS is fine, we tested it on your server”.',
      'zh-cn': '昨晚网络组动过之后，我们的报价信就到不了客户那里，来信倒是正常。网络组说：“DNS 没问题，在你们服务器上测过。”',
    },
    detect: 600,
    repair: 5,
    evidence: ['chroot', 'log', 'queue'],
    expert: ['log', 'dns', 'chroot'],
    gone: ['log', 'chroot', 'queue'],
    restartHides: true,
    trigger: { en: 'The old name server was switched off.', 'zh-cn': '旧的域名服务器关掉了。' },
    root: {
      en: 'Postfix works with a copy of resolv.conf in its chroot; whatever keeps it up to date did not run on this host, and nobody compares the two.',
      'zh-cn': 'Postfix 用的是 chroot 里的 resolv.conf 副本；负责更新副本的机制在这台主机上没有运行，也没有人比对二者。',
    },
    fix: { en: 'Save the old copy, replace it, `postfix reload`, `postqueue -f`.', 'zh-cn': '先留存旧副本，再替换，`postfix reload`，`postqueue -f`。' },
    guard: {
      en: 'Enable `postfix-resolvconf.path`; compare the files every hour; alert on the age of the oldest queued message.',
      'zh-cn': '启用 `postfix-resolvconf.path`；每小时比对一次；对队列里最老一封信的年龄设告警。',
    },
  },
  'dovecot-config': {
    cause: 'store',
    ticket: {
      en: 'Nobody can read mail this morning, on no device, and sending fails, too. The mail program connects, then says that the server has hung up.',
      'zh-cn': '今早谁都看不了信，什么设备都不行，发信也失败。邮件程序能连上，随后说服务器断开了连接。',
    },
    detect: 90,
    repair: 6,
    evidence: ['auth', 'quota', 'restart', 'log'],
    expert: ['log', 'auth'],
    gone: [],
    restartHides: false,
    trigger: {
      en: 'In the evening a line in the syntax of version 2.3 was added to dovecot.conf.',
      'zh-cn': '傍晚有人在 dovecot.conf 里加了一行 2.3 版的语法。',
    },
    root: {
      en: 'It was not tried with `doveconf -n`. Nothing was restarted, and it still did harm: the old processes went on, each new one stopped at the line. The ports stayed open, so a port check saw nothing.',
      'zh-cn': '改完没有用 `doveconf -n` 试过。并没有重启，照样出事：旧进程照跑，每个新进程都停在这一行。端口一直开着，端口监控看不出来。',
    },
    fix: { en: 'Take the line out; `doveconf -n` must be silent; reload; log in once.', 'zh-cn': '去掉那一行；`doveconf -n` 不再报错；重载；登录一次。' },
    guard: {
      en: 'A log-in as a test user every minute, not an open port; `doveconf -n` before every change is saved.',
      'zh-cn': '每分钟用测试账号登录一次，而不是看端口；每次保存改动之前先 `doveconf -n`。',
    },
  },
  'certificate-expired': {
    cause: 'certificate',
    ticket: {
      en: 'Phones warn about the server since yesterday, and the sales program sends nothing any more. Customers’ mail still comes in.',
      'zh-cn': '从昨天起手机上一直弹服务器警告，销售系统也发不出信了。客户的来信还能收到。',
    },
    detect: 480,
    repair: 15,
    evidence: ['cert', 'out'],
    expert: ['out', 'cert'],
    gone: [],
    restartHides: false,
    trigger: { en: 'Midnight of 23 November: the certificate ended.', 'zh-cn': '11 月 23 日午夜，证书到期。' },
    root: {
      en: 'It was renewed by hand once; no timer renews it, and nothing watches the date that the port presents.',
      'zh-cn': '上次是手工续的；没有定时任务续期，也没有监控端口实际给出的日期。',
    },
    fix: { en: 'Renew, reload both daemons, look at all three ports.', 'zh-cn': '续期，重载两个守护进程，三个端口都要看。' },
    guard: {
      en: 'Automatic renewal *with* a reload hook, and an alert at 14 days, measured from outside.',
      'zh-cn': '自动续期，并带重载钩子；从外部量，剩 14 天就告警。',
    },
  },
  'mailbox-full': {
    cause: 'mailbox',
    ticket: {
      en: 'A customer reads “Mailbox is full” when he writes to Lin Wei. Chen Jie, at the next desk, gets his mail.',
      'zh-cn': '有客户给林薇写信，收到 “Mailbox is full”。邻座的陈杰收信正常。',
    },
    detect: 180,
    repair: 10,
    evidence: ['quota', 'log'],
    expert: ['log', 'quota'],
    gone: [],
    restartHides: false,
    trigger: { en: 'One message with pictures took the mailbox over its limit.', 'zh-cn': '一封带图片的信让邮箱超过了上限。' },
    root: {
      en: 'The quota is checked at delivery and not at RCPT: the message was accepted first and then sent back to a sender who may be forged.',
      'zh-cn': '配额在投递时才查，而不是在 RCPT：先收下，再退给一个可能是伪造的发件人。',
    },
    fix: {
      en: 'Make room with her, or raise her limit for a reason; ask the customer to send again, because this was final.',
      'zh-cn': '和她一起清理，或有理由地提高上限；这次是终局退信，请客户重发。',
    },
    guard: { en: 'A warning to the user at 80 %, and quota-status at RCPT.', 'zh-cn': '用到 80 % 时提醒本人；在 RCPT 阶段查 quota-status。' },
  },
  'mail-loop': {
    cause: 'loop',
    ticket: {
      en: 'The server is slow, the log grows, and Lin Wei misses mail since she asked for forwarding to the partner company.',
      'zh-cn': '服务器变慢，日志猛涨；林薇要求把信转到合作公司之后，就收不到信了。',
    },
    detect: 120,
    repair: 8,
    evidence: ['log', 'queue'],
    expert: ['log'],
    gone: [],
    restartHides: false,
    trigger: {
      en: 'Lin Wei’s forwarding was switched on; there, a forwarding back to us had been on for months.',
      'zh-cn': '给林薇开了转发；而对方几个月前就设了转回我们的转发。',
    },
    root: {
      en: 'Forwarding can be set at both ends without either seeing the other, and no test message was sent after the change.',
      'zh-cn': '两头都能各自设转发，互相看不见；改完又没有发测试信。',
    },
    fix: {
      en: 'Take one of the two out. What bounced is lost for the sender: write to the senders in the log.',
      'zh-cn': '去掉其中一个。已退的信对发件人来说就是没到：按日志逐个联系。',
    },
    guard: { en: 'One message through every new forwarding, followed to its end.', 'zh-cn': '每开一个转发，都发一封信跟到底。' },
  },
  blocklisted: {
    cause: 'policy',
    ticket: {
      en: 'One customer, Haibo, has not had our mail since noon. Others get it. Lin Wei’s program said “sent”, then a bounce came.',
      'zh-cn': '从中午起只有海博一家收不到我们的信，别的客户都正常。林薇的程序显示“已发送”，随后来了退信。',
    },
    detect: 200,
    repair: 30,
    evidence: ['log'],
    expert: ['log'],
    gone: [],
    restartHides: false,
    trigger: { en: 'Our address was put on a blocklist that this customer uses.', 'zh-cn': '我们的地址进了这家客户使用的黑名单。' },
    root: {
      en: 'Not in this log: find out *why* we were listed (a stolen password? a neighbour’s address?) before asking to be taken off.',
      'zh-cn': '这份日志里没有：先查清*为什么*上榜（密码被盗？邻居连累？），再申请移除。',
    },
    fix: {
      en: 'Stop what caused it, then ask for delisting; meanwhile write to this customer by another way.',
      'zh-cn': '先止住源头，再申请移除；这段时间换别的方式联系客户。',
    },
    guard: { en: 'Look up your own addresses in the lists every hour; rate limits per account.', 'zh-cn': '每小时查一次自己的地址是否上榜；按账号限速。' },
  },
};
