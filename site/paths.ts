import type { LocalizedText } from '../lab-runner/contract/text.ts';
import type { LessonId } from './course.ts';

/** A way through the course for one kind of work: steps in order, each with lessons, then labs. */
export interface LearningPath {
  id: string;
  title: LocalizedText;
  /** Who it is for. */
  audience: LocalizedText;
  /** Lessons and labs together. */
  hours: number;
  steps: readonly PathStep[];
  /** What shows that it was walked to its end. */
  exit: LocalizedText;
}
export interface PathStep {
  title: LocalizedText;
  /** Time of day, in the workshop: `09:30`. */
  at?: string;
  lessons: readonly LessonId[];
  labs: readonly string[];
}

const step = (en: string, zh: string, lessons: readonly LessonId[], labs: readonly string[], at?: string): PathStep => ({
  title: { en, 'zh-cn': zh },
  lessons,
  labs,
  ...(at !== undefined && { at }),
});
/** Every path but the workshop begins with it. */
const begin = step('Begin', '起步', ['S01', 'B1', 'B2'], ['hello-smtp']);

export const paths: readonly LearningPath[] = [
  {
    id: 'administrator',
    title: { en: 'Administrator', 'zh-cn': '技术专家（系统管理员）' },
    audience: { en: 'You will run a mail server, or design the next one.', 'zh-cn': '你将运行一台邮件服务器，或设计下一套系统。' },
    hours: 60,
    steps: [
      begin,
      step('Foundations', '基础', ['S02', 'S03', 'S04', 'S05', 'S06', 'B3'], ['first-mta', 'imap-store', 'zone-for-mail']),
      step(
        'Configuration',
        '配置',
        ['S07', 'S08'],
        ['submission-ports', 'roles-and-aliases', 'nftables-firewall', 'ldap-directory', 'quotas', 'sieve-filters'],
      ),
      step(
        'Security',
        '安全',
        ['S09', 'B4', 'B5', 'B6'],
        ['dkim-sign', 'dmarc-enforce', 'tls-hardening', 'spam-filter', 'virus-scanning', 'rate-limits', 'allow-block-lists'],
      ),
      step(
        'Operations and faults',
        '运维与故障',
        ['S10', 'S11', 'S15', 'B7'],
        [
          'metrics-and-alerts',
          'queue-surgery',
          'cert-renewal',
          'fault-disk-full',
          'fault-mailbox-full',
          'fault-sasl-socket',
          'fault-slow-dns',
          'fault-queue-jam',
          'fault-mail-loop',
          'fault-open-relay-nat',
          'fault-tls-expired',
        ],
      ),
      step(
        'Performance and continuity',
        '性能与连续性',
        ['S12', 'S13'],
        ['slow-destination', 'dns-cache', 'split-roles', 'secondary-mx', 'backup-restore-drill', 'offsite-immutable-backup', 'single-message-recovery'],
      ),
      step('Overview', '拓展', ['S14', 'S18', 'S19', 'S20', 'S21'], ['api-provisioning', 'audit-trail', 'lean-storage']),
      step('Capstones', '综合', [], ['incident-day', 'capstone-company', 'scale-out-imap', 'migrate-mailboxes', 'capstone-bank-group']),
    ],
    exit: {
      en: 'The mail of a company of 200, accepted by somebody else with the list in lesson S27, and one lab of each fault family (storage, performance, authentication, security) solved without hints.',
      'zh-cn': '一家 200 人公司的邮件系统，由别人按 S27 课的清单验收；并且存储、性能、认证、安全四类故障各有一个实验在不用提示的情况下完成。',
    },
  },
  {
    id: 'security',
    title: { en: 'Security consultant', 'zh-cn': '安全顾问' },
    audience: { en: 'You will tell others what is wrong with their mail, and prove it.', 'zh-cn': '你要指出别人的邮件系统哪里有问题，并拿出证据。' },
    hours: 45,
    steps: [
      begin,
      step('What is defended', '要保护什么', ['S02', 'S05'], ['nftables-firewall', 'submission-ports']),
      step(
        'Protection',
        '防护',
        ['S09', 'B4', 'B5', 'B6'],
        [
          'sender-ownership',
          'mfa-mail',
          'brute-force-shield',
          'smuggling-shield',
          'tls-hardening',
          'mta-sts-publish',
          'outbound-tls-policy',
          'dmarc-enforce',
          'virus-scanning',
          'keyword-filter',
        ],
      ),
      step(
        'Incidents',
        '事件',
        ['B7', 'S11', 'S15'],
        ['fault-open-relay-nat', 'fault-compromised-account', 'fault-backscatter', 'fault-virus-bypass', 'log-forensics'],
      ),
      step(
        'Standards, law, responsibility',
        '标准、法规与责任',
        ['S18', 'S19', 'S20', 'S22'],
        ['audit-trail', 'least-privilege-admin', 'privacy-erasure', 'evidence-export', 'security-audit'],
      ),
    ],
    exit: {
      en: 'An audit report judged by what it found and what it claimed wrongly, and a ten-minute briefing of a client.',
      'zh-cn': '一份审计报告（看找到多少、误报多少），以及十分钟的客户汇报。',
    },
  },
  {
    id: 'developer',
    title: { en: 'Developer', 'zh-cn': '开发者' },
    audience: { en: 'You will write programs that send, filter or read mail.', 'zh-cn': '你要编写收发、过滤或读取邮件的程序。' },
    hours: 35,
    steps: [
      begin,
      step('Protocols', '协议', ['S03', 'B7', 'B8'], ['sieve-filters', 'keyword-filter', 'smuggling-shield']),
      step('Programs', '程序', ['S05', 'S14'], ['policy-service', 'mail-to-ticket', 'api-provisioning', 'log-analytics', 'mobile-access']),
      step('Signatures', '签名', ['S17'], ['dkim-sign', 'fault-dkim-broken']),
    ],
    exit: {
      en: 'A policy service or milter with tests, known behaviour under load and failure, documented in two languages.',
      'zh-cn': '一个策略服务或 milter，带测试，说明负载和故障时的表现，并有中英文文档。',
    },
  },
  {
    id: 'integrator',
    title: { en: 'Application integrator', 'zh-cn': '应用集成' },
    audience: { en: 'You will connect mail to the other systems of a company.', 'zh-cn': '你要把邮件与公司的其他系统连接起来。' },
    hours: 35,
    steps: [
      begin,
      step('Models and parts', '部署方式与组成', ['S04', 'S05', 'S08'], ['submission-ports', 'ldap-directory', 'hybrid-cloud-relay']),
      step('Connections', '对接', ['S14', 'B8'], ['erp-integration', 'mail-to-ticket', 'shared-mailbox', 'mobile-access']),
      step('Rules', '规则', ['S16', 'S19', 'B4'], ['bulk-mail-compliance', 'journal-archive', 'migrate-mailboxes', 'greylisting']),
    ],
    exit: {
      en: 'An ERP or CRM connection that delivers exactly once and handles bounces through an outage.',
      'zh-cn': 'ERP 或 CRM 对接：在中断期间也做到恰好投递一次，并正确处理退信。',
    },
  },
  {
    id: 'workshop',
    title: { en: 'One-day workshop', 'zh-cn': '一日工作坊' },
    audience: {
      en: 'Twelve to twenty-four people in pairs, with an instructor, 09:00 to 16:45.',
      'zh-cn': '12 至 24 人，两人一组，有教师带领，9:00 至 16:45。',
    },
    hours: 6.5,
    steps: [
      step('Tour, and the SMTP simulator', '概览与 SMTP 模拟器', ['S01', 'S02', 'S03'], [], '09:00'),
      step('Say hello in SMTP, then talk about it', '手工发信，然后讨论', ['B1'], ['hello-smtp'], '09:30'),
      step('Install', '安装', ['S05', 'S07'], ['first-mta', 'imap-store'], '10:00'),
      step('DNS and sender authentication', 'DNS 与发件人验证', ['B3', 'B4'], ['spf-publish', 'dkim-sign'], '11:15'),
      step('Security: four layers, then one lab', '安全：四层防护，再做一个实验', ['S09'], ['submission-ports', 'virus-scanning'], '13:15'),
      step(
        'Fault relay: each pair draws three',
        '故障接力：每组抽三个',
        ['S11', 'S15'],
        ['fault-disk-full', 'fault-mailbox-full', 'fault-sasl-socket', 'fault-slow-dns', 'fault-open-relay-nat'],
        '14:05',
      ),
      step('Law and privacy: the retention debate', '法规与隐私：保留期限辩论', ['S19', 'S20'], ['privacy-headers'], '15:30'),
      step('Backup: a restore led by the instructor', '备份：教师带领的恢复演练', ['S13'], ['backup-restore-drill'], '16:10'),
      step('Quiz, feedback, next steps', '测验、反馈与下一步', ['S28'], [], '16:30'),
    ],
    exit: {
      en: 'Each pair has delivered by hand, installed a server and mended three faults.',
      'zh-cn': '每组都手工投递过邮件、装好过一台服务器、修好过三个故障。',
    },
  },
];
