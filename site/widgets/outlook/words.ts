import type { Language, LocalizedText } from '../../../lab-runner/contract/text.ts';
import type { Question, Verdict } from './claims.ts';
import type { Assumption, ResultName } from './model.ts';

export const assumptionNames: Record<Assumption, LocalizedText> = {
  seats: { en: 'Mailboxes today', 'zh-cn': '现有邮箱数' },
  growth: { en: 'Growth, % a year', 'zh-cn': '年增长，%' },
  cloud: { en: 'Cloud share today, %', 'zh-cn': '现在的云端占比，%' },
  shift: { en: 'Change of the cloud share, points a year', 'zh-cn': '云端占比每年变化，百分点' },
  ownPrice: { en: 'Own mailbox, money a year', 'zh-cn': '自建每箱每年费用' },
  cloudPrice: { en: 'Cloud mailbox, money a year', 'zh-cn': '云端每箱每年费用' },
  seatsPerAdmin: { en: 'Own mailboxes an administrator', 'zh-cn': '每位管理员的自建邮箱数' },
  cloudSeatsPerAdmin: { en: 'Cloud mailboxes an administrator', 'zh-cn': '每位管理员的云端邮箱数' },
};

interface Words {
  assumptions: string;
  low: string;
  base: string;
  high: string;
  years: string;
  result: string;
  results: Record<ResultName, string>;
  broken: string;
  order: (name: string) => string;
  range: (year: number) => string;
  rangeAlt: (p10: string, p50: string, p90: string, year: number) => string;
  legend: string;
  year: string;
  median: string;
  today: string;
  sentence: (now: string, p10: string, p50: string, p90: string, year: number) => string;
  direction: Record<'up' | 'down' | 'open', string>;
  tornado: string;
  atLow: string;
  atHigh: string;
  swing: string;
  biggest: (name: string) => string;
  claims: string;
  claim: string;
  questions: Record<Question, string>;
  interested: string;
  verdict: string;
  verdicts: Record<Verdict, string>;
  agree: string;
  differ: (questions: string) => string;
  growth: string;
  from: string;
  to: string;
  span: string;
  implied: (percent: string, doubling: string) => string;
  yearsUnit: string;
}

export const words: Record<Language, Words> = {
  en: {
    assumptions: 'Your assumptions',
    low: 'Low',
    base: 'Base',
    high: 'High',
    years: 'Years',
    result: 'Forecast of',
    results: { seats: 'all mailboxes', ownSeats: 'mailboxes in the house', spend: 'money spent a year', admins: 'administrators needed' },
    broken: 'Correct the fields above; the forecast waits.',
    order: (name) => `${name}: expected low ≤ base ≤ high.`,
    range: (year) => `Range over ${year} years`,
    rangeAlt: (p10, p50, p90, year) => `The middle 80 of 100 draws widen from year to year; in year ${year} from ${p10} to ${p90}, median ${p50}.`,
    legend: 'Shaded: 80 of 100 draws. Line: median. Dashed: all assumptions at their base.',
    year: 'Year',
    median: 'Median',
    today: 'today',
    sentence: (now, p10, p50, p90, year) => `From ${now} today to ${p50} in year ${year}; in 80 of 100 draws between ${p10} and ${p90}.`,
    direction: {
      up: 'Under these assumptions it grows.',
      down: 'Under these assumptions it shrinks.',
      open: 'These assumptions do not even decide whether it grows or shrinks.',
    },
    tornado: 'Which assumption matters',
    atLow: 'At low',
    atHigh: 'At high',
    swing: 'Swing',
    biggest: (name) => `Find out more about this first: ${name}.`,
    claims: 'Claim checker',
    claim: 'Claim',
    questions: {
      source: 'Says who found it out, so that one could look',
      measured: 'Says what exactly is counted, and where',
      period: 'Says from when to when',
      range: 'Gives a range or an error',
      method: 'Says how it was found out',
      counter: 'Names what speaks against it, or what was left out',
    },
    interested: 'Who says it earns by its being believed',
    verdict: 'May be used as',
    verdicts: {
      evidence: 'evidence: it could turn out wrong, and says how one would notice',
      estimate: 'an estimate: quote it with its source, and put a range of your own around it',
      opinion: 'an opinion: there is nothing in it that could turn out wrong',
      promotion: 'promotion: use it for nothing but as a question',
    },
    agree: '✓ A careful reader ticks the same.',
    differ: (list) => `A careful reader differs on: ${list}.`,
    growth: 'What growth does a claim imply?',
    from: 'Figure then',
    to: 'Figure later',
    span: 'Years between',
    implied: (percent, doubling) => `${percent} % a year; doubled after ${doubling} years.`,
    yearsUnit: 'years',
  },
  'zh-cn': {
    assumptions: '你的假设',
    low: '低',
    base: '基准',
    high: '高',
    years: '年数',
    result: '预测什么',
    results: { seats: '全部邮箱', ownSeats: '自建邮箱', spend: '每年支出', admins: '需要的管理员' },
    broken: '请先改正上面的输入，再看预测。',
    order: (name) => `${name}：应满足 低 ≤ 基准 ≤ 高。`,
    range: (year) => `${year} 年的范围`,
    rangeAlt: (p10, p50, p90, year) => `居中 80 % 的抽样逐年变宽；第 ${year} 年从 ${p10} 到 ${p90}，中位数 ${p50}。`,
    legend: '阴影：80 % 的抽样。实线：中位数。虚线：全部假设取基准。',
    year: '年',
    median: '中位数',
    today: '现在',
    sentence: (now, p10, p50, p90, year) => `从现在的 ${now} 到第 ${year} 年的 ${p50}；80 % 的抽样落在 ${p10} 与 ${p90} 之间。`,
    direction: { up: '在这些假设下，它会增长。', down: '在这些假设下，它会缩小。', open: '这些假设连增长还是缩小都决定不了。' },
    tornado: '哪个假设要紧',
    atLow: '取低值',
    atHigh: '取高值',
    swing: '摆幅',
    biggest: (name) => `最该先弄清楚的是：${name}。`,
    claims: '说法检查',
    claim: '说法',
    questions: {
      source: '说了是谁查明的，可以去核对',
      measured: '说了到底数的是什么、在哪里',
      period: '说了从何时到何时',
      range: '给了范围或误差',
      method: '说了是怎么查明的',
      counter: '说了反面的证据，或漏掉了什么',
    },
    interested: '说的人会因别人相信而获利',
    verdict: '可以当作',
    verdicts: {
      evidence: '证据：它可能被证明是错的，也说了怎样发现',
      estimate: '估计：引用时注明出处，并自己加上范围',
      opinion: '看法：里面没有任何可能被证明为错的东西',
      promotion: '宣传：除了拿来当问题，什么也不能用它证明',
    },
    agree: '✓ 细心的读者勾的和你一样。',
    differ: (list) => `细心的读者在这些地方与你不同：${list}。`,
    growth: '一个说法隐含多大的增长？',
    from: '当时的数',
    to: '后来的数',
    span: '相隔年数',
    implied: (percent, doubling) => `每年 ${percent} %；${doubling} 年翻一番。`,
    yearsUnit: '年',
  },
};
