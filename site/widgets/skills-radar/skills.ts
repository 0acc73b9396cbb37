import type { LocalizedText } from '../../../lab-runner/contract/text.ts';
import type { LessonId } from '../../course.ts';

export const skillIds = [
  'protocols',
  'dns',
  'install',
  'architecture',
  'senders',
  'transport',
  'defence',
  'faults',
  'operations',
  'continuity',
  'automation',
  'law',
] as const;
export type SkillId = (typeof skillIds)[number];

/** A skill is shown by labs and quizzes of these lessons; `faults` by every fault lab as well. A new lab finds its skills by the lessons it names. */
export const skills: Record<SkillId, { title: LocalizedText; lessons: readonly LessonId[] }> = {
  protocols: { title: { en: 'Protocols and message format', 'zh-cn': '协议与邮件格式' }, lessons: ['B1', 'B2', 'S02', 'S03'] },
  dns: { title: { en: 'DNS for mail', 'zh-cn': '邮件 DNS' }, lessons: ['B3'] },
  install: { title: { en: 'Installation and configuration', 'zh-cn': '安装与配置' }, lessons: ['S07', 'S08'] },
  architecture: { title: { en: 'Architecture and sizing', 'zh-cn': '架构与容量' }, lessons: ['S04', 'S05', 'S06', 'S26'] },
  senders: { title: { en: 'Sender authentication', 'zh-cn': '发件人验证' }, lessons: ['B4'] },
  transport: { title: { en: 'Transport security', 'zh-cn': '传输安全' }, lessons: ['B5'] },
  defence: { title: { en: 'Defence and filtering', 'zh-cn': '防护与过滤' }, lessons: ['S09', 'B6'] },
  faults: { title: { en: 'Fault diagnosis', 'zh-cn': '故障诊断' }, lessons: ['S11', 'S15'] },
  operations: { title: { en: 'Monitoring and queues', 'zh-cn': '监控与队列' }, lessons: ['S10', 'B7'] },
  continuity: { title: { en: 'Performance and continuity', 'zh-cn': '性能与连续性' }, lessons: ['S12', 'S13'] },
  automation: { title: { en: 'Automation and integration', 'zh-cn': '自动化与集成' }, lessons: ['S14', 'S16', 'S17', 'B8'] },
  law: { title: { en: 'Law, privacy, responsibility', 'zh-cn': '法规、隐私、责任' }, lessons: ['S18', 'S19', 'S20', 'S21', 'S22'] },
};

export const roleIds = ['administrator', 'operations', 'architect', 'security', 'developer', 'integrator'] as const;
export type RoleId = (typeof roleIds)[number];

const role = (en: string, zh: string, ...levels: number[]): { title: LocalizedText; wants: Record<SkillId, number> } => ({
  title: { en, 'zh-cn': zh },
  wants: Object.fromEntries(skillIds.map((id, i) => [id, levels[i] ?? 0])) as Record<SkillId, number>,
});
/** What each role wants, of 100. Our proposal, made from the seed's four careers and the course's paths; no survey of employers. In the order of `skillIds`. */
export const roles: Record<RoleId, ReturnType<typeof role>> = {
  administrator: role('Mail administrator', '邮件系统管理员', 70, 70, 80, 40, 60, 60, 60, 70, 60, 50, 30, 30),
  operations: role('Operations engineer', '运维工程师', 60, 60, 60, 50, 40, 50, 50, 90, 90, 70, 50, 30),
  architect: role('Mail system architect', '邮件系统架构师', 70, 70, 60, 90, 60, 60, 60, 60, 60, 90, 50, 60),
  security: role('Security consultant', '安全顾问', 70, 70, 50, 40, 90, 90, 90, 60, 50, 30, 30, 80),
  developer: role('Developer', '开发者', 90, 50, 40, 40, 50, 40, 50, 40, 40, 30, 90, 20),
  integrator: role('Application integrator', '应用集成工程师', 60, 50, 60, 60, 50, 40, 40, 40, 50, 30, 90, 50),
};
