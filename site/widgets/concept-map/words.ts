import type { LocalizedText } from '../../../lab-runner/contract/text.ts';
import type { Part } from './model.ts';

export const partNames: Record<Part, LocalizedText> = {
  core: { en: '1. Core concepts', 'zh-cn': '一、核心概念' },
  deploy: { en: '2. Deployment and configuration', 'zh-cn': '二、部署与配置' },
  secure: { en: '3. Security and maintenance', 'zh-cn': '三、安全及维护' },
  extend: { en: '4. Optimisation and extension', 'zh-cn': '四、优化与扩展' },
};

export const words = {
  en: {
    choose: '— choose —',
    done: (n: number, of: number) => `${n} of ${of} ends chosen.`,
    check: 'Check the map',
    again: 'Start over',
    score: (right: number, of: number, percent: number) => `${right} of ${of} right (${percent} %).`,
    passed: 'The map is rebuilt: 80 % are enough.',
    notYet: 'Not yet: 80 % are wanted.',
    part: (right: number, of: number) => `${right} of ${of}`,
    read: 'Read again:',
    right: 'Right.',
    wrong: 'Not this one:',
    isRight: (end: string) => `Right would be: ${end}.`,
    show: 'Show what is right',
    or: ' or ',
    figure: 'The map as you have drawn it: lines from each concept to the end that you chose.',
  },
  'zh-cn': {
    choose: '— 请选择 —',
    done: (n: number, of: number) => `已选 ${n} 条，共 ${of} 条。`,
    check: '检查',
    again: '重新开始',
    score: (right: number, of: number, percent: number) => `共 ${of} 条，对 ${right} 条（${percent} %）。`,
    passed: '概念图已重建：80 % 即可。',
    notYet: '还不够：要达到 80 %。',
    part: (right: number, of: number) => `${right} / ${of}`,
    read: '再读一遍：',
    right: '正确。',
    wrong: '不是这个，见：',
    isRight: (end: string) => `应是：${end}。`,
    show: '显示正确的终点',
    or: '，或 ',
    figure: '你画出的概念图：每个概念到所选终点的连线。',
  },
} as const;
