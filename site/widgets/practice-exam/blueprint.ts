import type { LocalizedText } from '../../../lab-runner/contract/text.ts';
import type { LessonId } from '../../course.ts';

/** The course's own blueprint: which share of an examination belongs to which domain, and where the domain is taught and practised. */
export interface Domain {
  id: string;
  title: LocalizedText;
  /** Per cent of the items. */
  weight: Record<ExamId, number>;
  lessons: readonly LessonId[];
  labs: readonly string[];
}
export type ExamId = 'msa1' | 'msa2';

/** Part 1 of each examination as the blueprint wants it: the whole form, and seconds for an item. */
export const exams: Record<ExamId, { title: LocalizedText; items: number; minutes: number }> = {
  msa1: { title: { en: 'MSA-1, administrator', 'zh-cn': 'MSA-1 邮件系统管理员' }, items: 60, minutes: 75 },
  msa2: { title: { en: 'MSA-2, architect', 'zh-cn': 'MSA-2 邮件系统架构师' }, items: 50, minutes: 90 },
};
export const passShare = 0.7;
/** At least this share in the domains that protect others: security, and fault handling. */
export const gateShare = 0.5;
export const gates: readonly string[] = ['D4', 'D5'];

const domain = (id: string, en: string, zh: string, msa1: number, msa2: number, lessons: readonly LessonId[], labs: readonly string[]): Domain => ({
  id,
  title: { en, 'zh-cn': zh },
  weight: { msa1, msa2 },
  lessons,
  labs,
});

export const domains: readonly Domain[] = [
  domain('D1', 'Concepts, protocols, message format', '概念、协议、邮件格式', 12, 5, ['S01', 'S02', 'S03', 'B1', 'B2'], ['hello-smtp', 'first-mta']),
  domain(
    'D2',
    'Architecture, sizing, deployment models',
    '架构、容量、部署方式',
    8,
    20,
    ['S04', 'S05', 'S06'],
    ['imap-store', 'ldap-directory', 'split-roles'],
  ),
  domain(
    'D3',
    'Installation, DNS, configuration, users',
    '安装、DNS、配置、用户',
    18,
    10,
    ['S07', 'S08', 'B3'],
    ['zone-for-mail', 'submission-ports', 'quotas', 'roles-and-aliases'],
  ),
  domain(
    'D4',
    'Security and sender authentication',
    '安全与发件人验证',
    20,
    17,
    ['S09', 'B4', 'B5', 'B6'],
    ['tls-hardening', 'spf-publish', 'dkim-sign', 'dmarc-enforce', 'smuggling-shield'],
  ),
  domain(
    'D5',
    'Monitoring, queues, fault handling',
    '监控、队列、故障处理',
    20,
    12,
    ['S10', 'S11', 'S15', 'B7'],
    ['queue-surgery', 'fault-disk-full', 'fault-queue-jam', 'fault-sasl-socket', 'log-forensics'],
  ),
  domain('D6', 'Performance, backup, continuity', '性能、备份、连续性', 10, 18, ['S12', 'S13'], ['backup-restore-drill', 'fault-slow-dns', 'secondary-mx']),
  domain(
    'D7',
    'Extensions, integration, automation',
    '扩展、集成、自动化',
    5,
    8,
    ['S14', 'S16', 'S17', 'B8'],
    ['sieve-filters', 'api-provisioning', 'mobile-access'],
  ),
  domain('D8', 'Standards, law, privacy, evidence', '标准、法规、隐私、证据', 5, 8, ['S18', 'S19', 'S20'], ['keyword-filter', 'rate-limits', 'audit-trail']),
  domain('D9', 'Environment, responsibility, ethics', '环境、责任、伦理', 2, 2, ['S21', 'S22'], ['roles-and-aliases', 'abuse-desk', 'lean-storage']),
];

export const domainOf = (lesson: string): Domain | null => domains.find((d) => (d.lessons as readonly string[]).includes(lesson)) ?? null;
