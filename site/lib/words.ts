import type { LocalizedText } from '../../lab-runner/contract/text.ts';

/** Names of the kinds of lab, as a learner reads them. */
export const kindNames: Record<string, LocalizedText> = {
  install: { en: 'Install', 'zh-cn': '安装' },
  configure: { en: 'Configure', 'zh-cn': '配置' },
  secure: { en: 'Secure', 'zh-cn': '加固' },
  operate: { en: 'Operate', 'zh-cn': '运维' },
  fault: { en: 'Fault handling', 'zh-cn': '故障处理' },
  compliance: { en: 'Compliance', 'zh-cn': '合规' },
  capstone: { en: 'Capstone', 'zh-cn': '综合' },
};

/** `difficulty` 1…5 in a word. */
export const difficultyNames: readonly LocalizedText[] = [
  { en: 'first steps', 'zh-cn': '入门' },
  { en: 'basic', 'zh-cn': '基础' },
  { en: 'intermediate', 'zh-cn': '进阶' },
  { en: 'advanced', 'zh-cn': '高级' },
  { en: 'expert', 'zh-cn': '专家' },
];

export const minutesText = (n: number): LocalizedText => ({ en: `${n} min`, 'zh-cn': `${n} 分钟` });
