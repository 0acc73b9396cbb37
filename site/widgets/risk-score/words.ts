import type { Assessment, Risk, Threat } from './model.ts';

export const words = {
  en: {
    facts: 'What is true of the processing?',
    measures: 'What do you do about it?',
    need: 'Is an assessment due?',
    eu: (a: Assessment): string =>
      a.eu.always
        ? 'EU: yes, always: sensitive data on a large scale (GDPR Art. 35(3)(b)).'
        : a.eu.due
          ? `EU: yes, in most cases: ${a.eu.met.length} criteria of WP 248 are met (nos. ${a.eu.met.join(', ')}), and two suffice (GDPR Art. 35).`
          : `EU: probably not: ${a.eu.met.length} of the nine criteria of WP 248. Write down why, that also counts.`,
    cn: (a: Assessment): string =>
      a.cn.due
        ? `China: yes, beforehand: PIPL Art. 55, item ${a.cn.met.join(', ')}. Report and records are kept for three years (Art. 56).`
        : 'China: no item of PIPL Art. 55 is met.',
    threat: 'What may happen',
    severity: 'Severity',
    likelihood: 'Likelihood',
    before: 'Before',
    after: 'Afterwards',
    threats: { read: 'Somebody reads it who may not', change: 'Somebody changes it', loss: 'It is gone' } satisfies Record<Threat, string>,
    grade: { low: 'low', medium: 'medium', high: 'high' } satisfies Record<Risk['grade'], string>,
    levels: ['1 negligible', '2 limited', '3 significant', '4 maximum'],
    remains: {
      low: 'What remains is low. Sign, and look again when something changes.',
      medium: 'What remains is medium: say who accepts it, and until when.',
      high: 'What remains is high: do not begin. GDPR Art. 36 wants the authority asked first; better, change the plan.',
    } satisfies Record<Risk['grade'], string>,
    aside:
      'Score = severity × likelihood, 1 to 16; from 4 medium, from 9 high; each measure takes one step. These steps are a convention of this exercise: the laws ask for an assessment, not for this arithmetic.',
  },
  'zh-cn': {
    facts: '这项处理有哪些特征？',
    measures: '你采取哪些措施？',
    need: '需要做影响评估吗？',
    eu: (a: Assessment): string =>
      a.eu.always
        ? '欧盟：要，必须做：大规模处理敏感数据（GDPR 第 35(3)(b) 条）。'
        : a.eu.due
          ? `欧盟：多数情况下要：符合 WP 248 的 ${a.eu.met.length} 项标准（第 ${a.eu.met.join('、')} 项），两项即可（GDPR 第 35 条）。`
          : `欧盟：大概不用：WP 248 九项中符合 ${a.eu.met.length} 项。把理由写下来，这也算数。`,
    cn: (a: Assessment): string =>
      a.cn.due
        ? `中国：要，而且要事前做：《个人信息保护法》第五十五条第 ${a.cn.met.join('、')} 项。报告和记录保存三年（第五十六条）。`
        : '中国：不符合《个人信息保护法》第五十五条的任何一项。',
    threat: '可能发生什么',
    severity: '严重程度',
    likelihood: '可能性',
    before: '之前',
    after: '之后',
    threats: { read: '不该看的人看到了', change: '被人改了', loss: '没有了' } satisfies Record<Threat, string>,
    grade: { low: '低', medium: '中', high: '高' } satisfies Record<Risk['grade'], string>,
    levels: ['1 可忽略', '2 有限', '3 显著', '4 最高'],
    remains: {
      low: '剩余风险低。签字，情况有变时再评。',
      medium: '剩余风险中等：写明由谁接受、到何时为止。',
      high: '剩余风险高：不要开始。GDPR 第 36 条要求先征询监管机构；更好的办法是改方案。',
    } satisfies Record<Risk['grade'], string>,
    aside: '分数 = 严重程度 × 可能性，1 到 16；4 起为中，9 起为高；每项措施降一级。这些步长是本练习的约定：法律要求的是评估，不是这套算术。',
  },
} as const;
