import type { LocalizedText } from '../lab-runner/contract/text.ts';

/**
 * The plan of the course: ten modules, 37 lessons (29 of the courseware, `S…`, and 8 bridges, `B…`).
 * Whether a lesson is written is never said here: the pages ask the content collection.
 */
export interface Lesson {
  id: LessonId;
  slug: string;
  title: LocalizedText;
}
export interface Module {
  id: string;
  /** Folder of its lessons under `content/docs/` and `content/docs/zh-cn/`. */
  folder: string;
  title: LocalizedText;
  /** What a learner can do afterwards, in one line. */
  promise: LocalizedText;
  lessons: readonly Lesson[];
}

export const lessonIds = [
  ...(['S01', 'S02', 'S03', 'S04', 'S05', 'S06', 'S07', 'S08', 'S09', 'S10', 'S11', 'S12', 'S13', 'S14', 'S15'] as const),
  ...(['S16', 'S17', 'S18', 'S19', 'S20', 'S21', 'S22', 'S23', 'S24', 'S25', 'S26', 'S27', 'S28', 'S29'] as const),
  ...(['B1', 'B2', 'B3', 'B4', 'B5', 'B6', 'B7', 'B8'] as const),
] as const;
export type LessonId = (typeof lessonIds)[number];

const lesson = (id: LessonId, slug: string, en: string, zh: string): Lesson => ({ id, slug, title: { en, 'zh-cn': zh } });

export const modules: readonly Module[] = [
  {
    id: 'M1',
    folder: 'foundations',
    title: { en: 'Foundations', 'zh-cn': '基础概念' },
    promise: { en: 'Say which server holds a message, and prove it by hand.', 'zh-cn': '说得清一封信现在归哪台服务器负责，并能亲手验证。' },
    lessons: [
      lesson('S01', 'course-introduction', 'Course introduction', '课程介绍'),
      lesson('S02', 'what-is-a-mail-server', 'What a mail server is', '邮件服务器的概念'),
      lesson('B1', 'smtp-by-hand', 'SMTP by hand', '手工 SMTP 会话'),
      lesson('S03', 'mail-server-functions', 'What mail servers do', '邮件服务器的功能'),
      lesson('B2', 'message-anatomy', 'Headers, MIME, Chinese text', '邮件头、MIME 与中文编码'),
      lesson('S04', 'deployment-models', 'On-premises, cloud, hybrid', '邮件服务器的分类'),
    ],
  },
  {
    id: 'M2',
    folder: 'architecture',
    title: { en: 'Architecture and sizing', 'zh-cn': '架构与容量规划' },
    promise: { en: 'Draw a system without a single point of failure, and size it.', 'zh-cn': '画出没有单点故障的系统，并算出需要多大。' },
    lessons: [
      lesson('S05', 'mail-architecture', 'Architecture', '邮件服务器的架构'),
      lesson('S06', 'hardware-software-requirements', 'Hardware and software requirements', '邮件服务器的软硬件要求'),
    ],
  },
  {
    id: 'M3',
    folder: 'installation',
    title: { en: 'Installation and configuration', 'zh-cn': '安装与配置' },
    promise: { en: 'From an empty Debian to a server that others can rely on.', 'zh-cn': '从一台空的 Debian 到别人可以信赖的服务器。' },
    lessons: [
      lesson('S07', 'installation-steps', 'Installation steps', '邮件服务器的安装步骤'),
      lesson('B3', 'dns-for-mail', 'DNS for mail', '邮件相关 DNS'),
      lesson('S08', 'configuration', 'Configuration', '邮件服务器的配置'),
    ],
  },
  {
    id: 'M4',
    folder: 'security',
    title: { en: 'Security', 'zh-cn': '安全防护' },
    promise: { en: 'Refuse what is bad early, and lose nothing that is good.', 'zh-cn': '尽早拒绝坏的，不误伤好的。' },
    lessons: [
      lesson('S09', 'security-protection', 'Security', '邮件服务器的安全防护'),
      lesson('B4', 'sender-authentication', 'SPF, DKIM, DMARC, ARC', '发件人验证'),
      lesson('B5', 'transport-security', 'TLS, MTA-STS, DANE, TLSRPT', '传输安全'),
      lesson('B6', 'smtp-smuggling', 'Line endings as an attack surface', 'SMTP 走私'),
    ],
  },
  {
    id: 'M5',
    folder: 'operations',
    title: { en: 'Monitoring and fault handling', 'zh-cn': '监控与故障处理' },
    promise: { en: 'Know before the users do; mend without losing mail.', 'zh-cn': '比用户先发现，修复时不丢信。' },
    lessons: [
      lesson('S10', 'monitoring-maintenance', 'Monitoring and maintenance', '邮件服务器的监控与维护'),
      lesson('B7', 'bounces-and-queues', 'Bounces, DSNs, queues, backscatter', '退信、队列与反向散射'),
      lesson('S11', 'fault-handling', 'Fault handling', '邮件服务器的故障处理'),
      lesson('S15', 'common-problems', 'Common problems', '邮件服务器的常见问题'),
    ],
  },
  {
    id: 'M6',
    folder: 'continuity',
    title: { en: 'Performance and continuity', 'zh-cn': '性能与备份恢复' },
    promise: { en: 'Find the bottleneck by measuring; restore, and time it.', 'zh-cn': '用测量找瓶颈；真正恢复一次，并计时。' },
    lessons: [
      lesson('S12', 'performance-tuning', 'Performance tuning', '邮件服务器的性能优化'),
      lesson('S13', 'backup-recovery', 'Backup and recovery', '邮件服务器的备份与恢复'),
    ],
  },
  {
    id: 'M7',
    folder: 'extensions',
    title: { en: 'Extensions, industries, trends', 'zh-cn': '扩展、行业与趋势' },
    promise: { en: 'Connect mail to the rest of a company, safely.', 'zh-cn': '把邮件安全地接到公司的其他系统。' },
    lessons: [
      lesson('S14', 'extended-functions', 'Extended functions', '邮件服务器的扩展功能'),
      lesson('B8', 'mail-apis', 'IMAP, JMAP, automation', '邮件接口与自动化'),
      lesson('S16', 'industry-applications', 'Industry applications', '邮件服务器的行业应用'),
      lesson('S17', 'development-trends', 'Trends', '邮件服务器的发展趋势'),
    ],
  },
  {
    id: 'M8',
    folder: 'compliance',
    title: { en: 'Standards, law, privacy', 'zh-cn': '标准、法规与隐私' },
    promise: { en: 'Name the rule, its article, and the setting that keeps it.', 'zh-cn': '说出规则、条款，以及落实它的那项配置。' },
    lessons: [
      lesson('S18', 'industry-standards', 'Industry standards', '邮件服务器的行业标准'),
      lesson('S19', 'laws-and-regulations', 'Laws and regulations', '邮件服务器的法律法规'),
      lesson('S20', 'privacy-protection', 'Privacy protection', '邮件服务器的隐私保护'),
    ],
  },
  {
    id: 'M9',
    folder: 'society',
    title: { en: 'Environment and society', 'zh-cn': '环境与社会责任' },
    promise: { en: 'Count what a mailbox costs others, and answer abuse reports.', 'zh-cn': '算清一个邮箱让别人付出的代价，处理好每一份投诉。' },
    lessons: [
      lesson('S21', 'environmental-impact', 'Environmental impact', '邮件服务器的环境影响'),
      lesson('S22', 'social-responsibility', 'Social responsibility', '邮件服务器的社会责任'),
    ],
  },
  {
    id: 'M10',
    folder: 'career',
    title: { en: 'Career, case, wrap-up', 'zh-cn': '职业、案例与总结' },
    promise: { en: 'Design for a bank, then show what you can do.', 'zh-cn': '为一家银行做设计，再展示你会做什么。' },
    lessons: [
      lesson('S23', 'career-paths', 'Career paths', '邮件服务器的职业发展'),
      lesson('S24', 'training-certification', 'Training and certification', '邮件服务器的培训认证'),
      lesson('S25', 'industry-outlook', 'Industry outlook', '邮件服务器的行业前景'),
      lesson('S26', 'case-icbc', 'Case: a bank-group mail system (ICBC)', '邮件服务器的成功案例（工商银行集团邮件系统）'),
      lesson('S27', 'course-summary', 'Summary', '邮件服务器的课程总结'),
      lesson('S28', 'course-feedback', 'Feedback', '邮件服务器的课程反馈'),
      lesson('S29', 'course-resources', 'Resources', '邮件服务器的课程资源'),
    ],
  },
];

/** The lesson with its module, by id (`S02`) or slug (`what-is-a-mail-server`); null when there is none. */
export function findLesson(idOrSlug: string): { lesson: Lesson; module: Module } | null {
  for (const module of modules) for (const lesson of module.lessons) if (lesson.id === idOrSlug || lesson.slug === idOrSlug) return { lesson, module };
  return null;
}
