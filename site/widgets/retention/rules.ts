import type { LocalizedText } from '../../../lab-runner/contract/text.ts';
import type { RetentionRule } from './model.ts';

/** What is kept. */
export const dataClasses = {
  transaction: { en: 'Transaction records: who wrote to whom, when, from which address', 'zh-cn': '收发记录：谁在何时、从哪个地址写给谁' },
  security: { en: 'Security logs: logins, failures, what administrators did', 'zh-cn': '安全日志：登录、失败、管理员的操作' },
  content: { en: 'Messages in mailboxes and in the archive', 'zh-cn': '邮箱和归档里的邮件内容' },
  papers: { en: 'Papers on privacy and security: assessments, policies', 'zh-cn': '隐私与安全文档：影响评估、制度' },
} as const satisfies Record<string, LocalizedText>;
export type DataClass = keyof typeof dataClasses;

/** Where one is, and what one is there. */
export const places = {
  cn: { en: 'China', 'zh-cn': '中国' },
  eu: { en: 'European Union', 'zh-cn': '欧盟' },
  it: { en: 'Italy, as an employer', 'zh-cn': '意大利（雇主）' },
  fr: { en: 'France', 'zh-cn': '法国' },
  de: { en: 'Germany, as a merchant', 'zh-cn': '德国（商人）' },
  usbd: { en: 'USA, as a broker or dealer', 'zh-cn': '美国（证券经纪商）' },
  usaudit: { en: 'USA, as an auditor of accounts', 'zh-cn': '美国（审计师）' },
  ushealth: { en: 'USA, in health care', 'zh-cn': '美国（医疗机构）' },
  suit: { en: 'A lawsuit is on, or in sight', 'zh-cn': '已有诉讼，或可以预见' },
} as const satisfies Record<string, LocalizedText>;
export type Place = keyof typeof places;

/** A rule with what lawyers edit: where it stands, and how firm it is. */
export interface SourcedRule extends RetentionRule {
  jurisdiction: Place;
  dataClass: DataClass;
  says: LocalizedText;
  source: LocalizedText;
  /** A law binds; guidance says how a supervisor reads the law, and leaves room for reasons in writing. */
  force: 'law' | 'guidance';
}

const all: readonly DataClass[] = ['transaction', 'security', 'content', 'papers'];
const personal: readonly DataClass[] = ['transaction', 'security', 'content'];
type Ask = Partial<Pick<RetentionRule, 'minDays' | 'maxDays' | 'noLongerThanNeeded' | 'hold'>>;

const of = (
  id: string,
  jurisdiction: Place,
  classes: readonly DataClass[],
  asks: Ask,
  says: LocalizedText,
  source: LocalizedText,
  force: SourcedRule['force'] = 'law',
): SourcedRule[] =>
  classes.map((dataClass) => ({
    id,
    jurisdiction,
    dataClass,
    minDays: 0,
    maxDays: null,
    noLongerThanNeeded: false,
    hold: false,
    ...asks,
    says,
    source,
    force,
  }));

const needed: LocalizedText = { en: 'no longer than the purpose needs', 'zh-cn': '不超过实现目的所必要的时间' };

/**
 * Periods in days, the longest that the calendar allows: six months are at most 184 days, three years 1,096. Texts seen in November 2026;
 * whoever relies on one looks it up.
 */
export const rules: readonly SourcedRule[] = [
  ...of(
    'cn-mail',
    'cn',
    ['transaction'],
    { minDays: 60 },
    { en: 'at least 60 days', 'zh-cn': '保存六十日' },
    {
      en: 'Measures for the Administration of Internet E-mail Services (MII Order 38, 2006-03-30), Art. 10',
      'zh-cn': '《互联网电子邮件服务管理办法》（信息产业部令第 38 号，2006-03-30 施行）第十条',
    },
  ),
  ...of(
    'cn-csl',
    'cn',
    ['transaction', 'security'],
    { minDays: 184 },
    { en: 'network logs: at least six months', 'zh-cn': '网络日志不少于六个月' },
    {
      en: 'Cybersecurity Law, as amended from 2026-01-01, Art. 23 (before: Art. 21)',
      'zh-cn': '《网络安全法》（2025 年修正，2026-01-01 施行）第二十三条（原第二十一条）',
    },
  ),
  ...of('cn-pipl', 'cn', personal, { noLongerThanNeeded: true }, needed, {
    en: 'Personal Information Protection Law (2021-11-01), Art. 19',
    'zh-cn': '《个人信息保护法》（2021-11-01 施行）第十九条',
  }),
  ...of(
    'cn-pipia',
    'cn',
    ['papers'],
    { minDays: 1096 },
    { en: 'assessment and processing records: at least three years', 'zh-cn': '评估报告和处理情况记录至少保存三年' },
    { en: 'Personal Information Protection Law (2021-11-01), Art. 56', 'zh-cn': '《个人信息保护法》（2021-11-01 施行）第五十六条' },
  ),
  ...of('eu-gdpr', 'eu', personal, { noLongerThanNeeded: true }, needed, {
    en: 'GDPR, Regulation (EU) 2016/679, applied since 2018-05-25, Art. 5(1)(e)',
    'zh-cn': 'GDPR（条例 (EU) 2016/679，2018-05-25 起适用）第 5(1)(e) 条',
  }),
  ...of(
    'it-metadata',
    'it',
    ['transaction'],
    { maxDays: 21, noLongerThanNeeded: true },
    {
      en: 'mail logs of employees: as a rule at most 21 days, longer only for reasons in writing',
      'zh-cn': '员工邮件日志：一般不超过 21 天，更长须有书面理由',
    },
    {
      en: 'Garante, guidance document of 2024-06-06 (no. 364) on e-mail metadata at work',
      'zh-cn': '意大利数据保护局 2024-06-06 第 364 号指导文件（工作邮件元数据）',
    },
    'guidance',
  ),
  ...of(
    'fr-logs',
    'fr',
    ['security'],
    { minDays: 184, maxDays: 366, noLongerThanNeeded: true },
    { en: 'between six months and one year', 'zh-cn': '六个月至一年' },
    { en: 'CNIL, recommendation on logging of 2021-10-14', 'zh-cn': '法国 CNIL 2021-10-14 日志记录建议' },
    'guidance',
  ),
  ...of(
    'de-letters',
    'de',
    ['content'],
    { minDays: 2557 },
    {
      en: 'commercial letters, also as e-mail: six years from the end of the calendar year, so up to seven',
      'zh-cn': '商业信函（含邮件）：自日历年末起六年，最长近七年',
    },
    { en: 'Handelsgesetzbuch § 257(1) nos. 2 and 3, (4), (5)', 'zh-cn': '德国《商法典》（HGB）第 257 条第 1 款第 2、3 项，第 4、5 款' },
  ),
  ...of(
    'us-17a4',
    'usbd',
    ['content'],
    { minDays: 1096 },
    { en: 'communications of the business: at least three years, the first two easily accessible', 'zh-cn': '业务往来通信至少三年，前两年须便于调取' },
    { en: '17 CFR 240.17a-4(b)(4)', 'zh-cn': '17 CFR 240.17a-4(b)(4)' },
  ),
  ...of(
    'us-audit',
    'usaudit',
    ['content'],
    { minDays: 2557 },
    { en: 'records of an audit, correspondence among them: seven years after it ends', 'zh-cn': '审计档案（含往来信函）：审计结束后七年' },
    { en: '17 CFR 210.2-06(a); compare 18 U.S.C. 1519, 1520', 'zh-cn': '17 CFR 210.2-06(a)；另见 18 U.S.C. 1519、1520' },
  ),
  ...of(
    'us-hipaa',
    'ushealth',
    ['papers'],
    { minDays: 2192 },
    {
      en: 'policies and required records: six years. It sets no period for messages or logs',
      'zh-cn': '制度和要求留下的记录：六年。它没有为邮件和日志规定期限',
    },
    { en: '45 CFR 164.316(b)(2)(i)', 'zh-cn': '45 CFR 164.316(b)(2)(i)' },
  ),
  ...of(
    'hold',
    'suit',
    all,
    { hold: true },
    { en: 'what bears on the case is kept until the hold is released', 'zh-cn': '与案件有关的一律保存，直到解除' },
    {
      en: 'USA: Federal Rules of Civil Procedure 37(e), as of 2015-12-01; ask for your own court’s rule',
      'zh-cn': '美国《联邦民事诉讼规则》37(e)（2015-12-01 起）；其他地方请查当地规则',
    },
  ),
];

/** The rules for this data in these places. */
export const rulesFor = (dataClass: DataClass, where: readonly Place[]): SourcedRule[] =>
  rules.filter((rule) => rule.dataClass === dataClass && where.includes(rule.jurisdiction));
