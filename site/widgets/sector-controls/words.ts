import type { LocalizedText } from '../../../lab-runner/contract/text.ts';
import type { Place, PolicyWords, Sector } from './model.ts';

export const sectorNames: Record<Sector, LocalizedText> = {
  office: { en: 'company office', 'zh-cn': '企业办公' },
  government: { en: 'government service', 'zh-cn': '政务服务' },
  health: { en: 'health care', 'zh-cn': '医疗健康' },
  commerce: { en: 'e-commerce', 'zh-cn': '电商营销' },
};
export const placeNames: Record<Place, LocalizedText> = {
  cn: { en: 'China', 'zh-cn': '中国' },
  eu: { en: 'European Union', 'zh-cn': '欧盟' },
  us: { en: 'USA', 'zh-cn': '美国' },
  ca: { en: 'Canada', 'zh-cn': '加拿大' },
};

interface Words extends Omit<PolicyWords, 'title' | 'scope'> {
  sector: string;
  where: string;
  nowhere: string;
  more: string;
  marketing: string;
  sensitive: string;
  hosted: string;
  broken: string;
  sum: (all: number, law: number, standard: number, receiver: number, practice: number) => string;
  export: string;
  save: string;
  file: string;
  title: (sector: string) => string;
  scope: (places: string) => string;
  aside: string;
}

export const words: Record<'en' | 'zh-cn', Words> = {
  en: {
    sector: 'Sector',
    where: 'Whose law? Where you are, and where your recipients are',
    nowhere: 'No place is chosen: only what holds everywhere is listed.',
    more: 'What is true of you?',
    marketing: 'We send advertising',
    sensitive: 'Sensitive content leaves for other organisations',
    hosted: 'Somebody else hosts, filters or archives',
    broken: 'Correct the field above; the list waits.',
    sum: (all, law, standard, receiver, practice) =>
      `${all} controls: ${law} by law, ${standard} by standard, ${receiver} because large receivers refuse otherwise, ${practice} by practice.`,
    shown: 'Shown by:',
    because: 'Because:',
    families: { transport: 'On the way', access: 'Access', records: 'Records', sending: 'Sending', people: 'People and contracts' },
    force: { law: 'law', standard: 'standard', receiver: 'receiver’s rule', practice: 'practice' },
    export: 'As a policy, to be edited and signed',
    save: 'Save as a text file',
    file: 'mail-policy.txt',
    title: (sector) => `Mail policy: ${sector}`,
    scope: (places) => `Applies to mail sent from or to: ${places}. Draft from an exercise; each source is to be looked up. Not legal advice.`,
    sign: 'Valid from:            Reviewed every year by:            Signed:',
    aside: 'Twenty-six controls, and no more: an exercise, not legal advice.',
  },
  'zh-cn': {
    sector: '行业',
    where: '哪里的法律？看你在哪里，也看收信人在哪里',
    nowhere: '没有选地方：只列出到处都适用的。',
    more: '哪些符合你的情况？',
    marketing: '我们发广告',
    sensitive: '敏感内容会发给别的机构',
    hosted: '由别人托管、过滤或归档',
    broken: '请先改正上面的输入，再看清单。',
    sum: (all, law, standard, receiver, practice) =>
      `共 ${all} 项：依法律 ${law} 项，依标准 ${standard} 项，不做就会被大型收信方拒绝 ${receiver} 项，依惯例 ${practice} 项。`,
    shown: '验证：',
    because: '依据：',
    families: { transport: '传输', access: '访问', records: '记录', sending: '发送', people: '人员与合同' },
    force: { law: '法律', standard: '标准', receiver: '收信方规则', practice: '惯例' },
    export: '导出为制度，修改后签字',
    save: '保存为文本文件',
    file: '邮件制度.txt',
    title: (sector) => `邮件制度：${sector}`,
    scope: (places) => `适用于发自或发往以下地方的邮件：${places}。练习生成的草稿，每条出处须自行查对。不是法律意见。`,
    sign: '生效日期：            每年复核人：            签字：',
    aside: '只有二十六项：这是练习，不是法律意见。',
  },
};
