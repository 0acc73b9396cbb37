import type { LocalizedText } from '../../../lab-runner/contract/text.ts';
import type { LessonId } from '../../course.ts';

export const areas = ['protocol', 'message', 'dns', 'configuration', 'security', 'operations'] as const;
export type Area = (typeof areas)[number];
/** Lessons that are read quickly when both questions of the area were answered rightly. */
export const lessonsOf: Record<Area, readonly LessonId[]> = {
  protocol: ['B1', 'S02', 'S03'],
  message: ['B2'],
  dns: ['B3'],
  configuration: ['S05', 'S07', 'S08'],
  security: ['S09', 'B4', 'B5', 'B6'],
  operations: ['B7', 'S10', 'S11', 'S15'],
};
export interface Item {
  area: Area;
  question: LocalizedText;
  /** Three options; `right` is the index of the right one. A fourth, “I don't know”, is added by the view. */
  options: readonly [LocalizedText, LocalizedText, LocalizedText];
  right: 0 | 1 | 2;
}
const t = (en: string, zh: string): LocalizedText => ({ en, 'zh-cn': zh });

/** The placement test: two questions an area. */
export const items: readonly Item[] = [
  {
    area: 'protocol',
    question: t(
      'Your server has answered `250 … queued` to the end of DATA. Whose problem is the message now?',
      '你的服务器在 DATA 结束后答了 `250 … queued`。这封信现在归谁负责？',
    ),
    options: [t('Still the sender’s', '仍归发送方'), t('Yours', '归你'), t('The recipient’s', '归收件人')],
    right: 1,
  },
  {
    area: 'protocol',
    question: t('Which address gets the bounce?', '退信寄到哪个地址？'),
    options: [t('The one in `From:`', '`From:` 里的'), t('The one in `Reply-To:`', '`Reply-To:` 里的'), t('The one of `MAIL FROM`', '`MAIL FROM` 里的')],
    right: 2,
  },
  {
    area: 'message',
    question: t('`Subject: =?utf-8?B?5Y+R56Wo?=`. What is it?', '`Subject: =?utf-8?B?5Y+R56Wo?=` 是什么？'),
    options: [t('An encoded word: base64 of UTF-8', '编码字：UTF-8 的 base64'), t('An encrypted subject', '加密的主题'), t('A damaged header', '损坏的信头')],
    right: 0,
  },
  {
    area: 'message',
    question: t('Which `Received:` line was written last?', '哪一行 `Received:` 是最后写上去的？'),
    options: [t('The lowest one', '最下面一行'), t('The one with the longest delay', '延迟最长的一行'), t('The uppermost one', '最上面一行')],
    right: 2,
  },
  {
    area: 'dns',
    question: t('A domain has an A record and no MX. Where does its mail go?', '一个域名有 A 记录，没有 MX。寄给它的信去哪里？'),
    options: [t('It is returned', '被退回'), t('To the A record', '送到 A 记录'), t('To the MX of the parent domain', '送到上级域名的 MX')],
    right: 1,
  },
  {
    area: 'dns',
    question: t('What is wrong with `MX 10 mail.example.` where `mail.example.` is a CNAME?', '`MX 10 mail.example.`，而 `mail.example.` 是 CNAME。错在哪里？'),
    options: [
      t('Senders need not follow it', '发送方没有义务跟过去'),
      t('Nothing, it is one lookup more', '没错，只是多查一次'),
      t('The preference must be 0', '优先值必须是 0'),
    ],
    right: 0,
  },
  {
    area: 'configuration',
    question: t(
      '`smtpd_recipient_restrictions = permit_mynetworks, permit, reject_rbl_client bl.example`. What does the blocklist do?',
      '`smtpd_recipient_restrictions = permit_mynetworks, permit, reject_rbl_client bl.example`，黑名单起什么作用？',
    ),
    options: [
      t('It refuses listed strangers', '拒绝上榜的陌生人'),
      t('It only logs them', '只记日志'),
      t('Nothing: it is never asked', '不起作用：根本问不到'),
    ],
    right: 2,
  },
  {
    area: 'configuration',
    question: t('Postfix’s `smtpd` cannot connect to `/run/dovecot/auth`. Why?', 'Postfix 的 `smtpd` 连不上 `/run/dovecot/auth`，为什么？'),
    options: [
      t('It is chrooted and cannot see it', '它在 chroot 里，看不见'),
      t('Dovecot only speaks TCP', 'Dovecot 只用 TCP'),
      t('SASL needs a certificate first', 'SASL 要先有证书'),
    ],
    right: 0,
  },
  {
    area: 'security',
    question: t('What does DMARC add to SPF and DKIM?', 'DMARC 在 SPF 和 DKIM 之外加了什么？'),
    options: [
      t('Encryption of the message', '给信加密'),
      t('The tie to the address in `From:`', '与 `From:` 里的地址挂钩'),
      t('A list of bad senders', '坏发件人的名单'),
    ],
    right: 1,
  },
  {
    area: 'security',
    question: t('Port 25 offers STARTTLS to strangers, “may”. What does it not protect against?', '25 端口对外提供 STARTTLS，级别 “may”。它防不住什么？'),
    options: [
      t('Somebody who only listens', '只窃听的人'),
      t('Somebody in between who removes the offer', '在中间把 STARTTLS 去掉的人'),
      t('Bad passwords', '弱密码'),
    ],
    right: 1,
  },
  {
    area: 'operations',
    question: t('`452 4.3.1`, to everybody. Where do you look first?', '人人都得到 `452 4.3.1`。先看哪里？'),
    options: [t('The quota of the recipient', '收件人的配额'), t('The blocklists', '黑名单'), t('The file system of the queue', '队列所在的文件系统')],
    right: 2,
  },
  {
    area: 'operations',
    question: t('In `delays=0.1/210/0.2/0.3`, where was the time lost?', '`delays=0.1/210/0.2/0.3`，时间耗在哪里？'),
    options: [t('Waiting in your own queue', '在自己的队列里等'), t('In name resolution', '域名解析'), t('On the other server', '对方服务器')],
    right: 0,
  },
];
