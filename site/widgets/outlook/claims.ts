import type { LocalizedText } from '../../../lab-runner/contract/text.ts';

/** What a claim about a market must say before it can be used. */
export const questions = ['source', 'measured', 'period', 'range', 'method', 'counter'] as const;
export type Question = (typeof questions)[number];

export type Verdict = 'evidence' | 'estimate' | 'opinion' | 'promotion';

/** Ticked: the claim itself, or what it cites, answers the question. `interested`: who says it earns by it. */
export function verdict(answered: readonly Question[], interested: boolean): Verdict {
  const has = (question: Question) => answered.includes(question);
  // Without a stated thing, time and source there is nothing that could turn out wrong.
  if (!has('measured') || !has('period') || !has('source')) return interested ? 'promotion' : 'opinion';
  if (has('method') && has('range') && has('counter')) return 'evidence';
  return interested && !has('method') ? 'promotion' : 'estimate';
}

export interface Claim {
  id: string;
  text: LocalizedText;
  /** What a careful reader finds answered. */
  answered: readonly Question[];
  interested: boolean;
}

/** The first three are the courseware's; the others are made up, of kinds that one meets. */
export const claims: readonly Claim[] = [
  {
    id: 'market',
    text: {
      en: 'Courseware: “With digital transformation the mail server market is expected to grow steadily; cloud deployment and mobile use become the mainstream.”',
      'zh-cn': '课件：“随着企业数字化转型的持续推进，邮件服务器市场规模预计将保持稳定增长，云端部署和移动应用成为主流趋势。”',
    },
    answered: [],
    interested: true,
  },
  {
    id: 'skills',
    text: {
      en: 'Courseware: “Deployment, configuration and maintenance of mail servers will continue to create great demand for professionals.”',
      'zh-cn': '课件：“邮件服务器的部署、配置和维护将持续创造大量专业人才需求，技术专家、安全顾问等角色前景广阔。”',
    },
    answered: [],
    interested: true,
  },
  {
    id: 'functions',
    text: {
      en: 'Courseware: “Mail servers will keep upgrading with artificial intelligence and big data, for smarter and more efficient collaboration.”',
      'zh-cn': '课件：“邮件服务器将不断升级人工智能、大数据分析等前沿技术，为企业提供更智能、更高效的协作支持。”',
    },
    answered: [],
    interested: false,
  },
  {
    id: 'report',
    text: {
      en: 'A research firm’s press release: “Market to reach 12.4 billion by 2032, at 9.7 % a year. Buy the report for the method.”',
      'zh-cn': '某研究公司的新闻稿：“到 2032 年市场将达 124 亿，年复合增长率 9.7 %。方法见付费报告。”',
    },
    answered: ['source', 'measured', 'period'],
    interested: true,
  },
  {
    id: 'measured',
    text: {
      en: 'A university: “Of 10,000 domains drawn from the registry’s list, 61 ± 1 % (95 %) had an MX at a cloud provider in May, 54 ± 1 % three years before; code and data attached; domains without mail were left out, which raises both figures.”',
      'zh-cn':
        '某大学：“从注册局名单随机抽取 10,000 个域，五月有 61 ± 1 %（95 % 置信）的 MX 在云服务商，三年前是 54 ± 1 %；附代码和数据；未收信的域已剔除，这会抬高两个数字。”',
    },
    answered: ['source', 'measured', 'period', 'range', 'method', 'counter'],
    interested: false,
  },
  {
    id: 'statistics',
    text: {
      en: 'A national statistics office: “Projected employment of system administrators in ten years: −3 %. Method: our input-output model, handbook chapter 4.”',
      'zh-cn': '某国统计机构：“预计十年后系统管理员就业人数 −3 %。方法：投入产出模型，见手册第 4 章。”',
    },
    answered: ['source', 'measured', 'period', 'method'],
    interested: false,
  },
];
