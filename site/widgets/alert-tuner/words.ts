import type { Language, LocalizedText } from '../../../lab-runner/contract/text.ts';
import type { Signal } from './series.ts';

interface Words {
  signals: Record<Signal, string>;
  incidents: Record<string, string>;
  rule: string;
  threshold: string;
  held: string;
  minutes: string;
  alarm: (signal: string) => string;
  chart: string;
  chartAlt: (signal: string, crossings: string) => string;
  legend: string;
  precision: string;
  recall: string;
  week: string;
  falseAlarms: string;
  noPages: string;
  incident: string;
  began: string;
  told: string;
  after: (minutes: number) => string;
  before: (minutes: number) => string;
  by: (signal: string) => string;
  says: (signals: string[]) => string;
  missed: string;
  when: (day: number, hour: string) => string;
  falseList: string;
  more: (n: number) => string;
  broken: string;
  met: string;
}

export const words: Record<Language, Words> = {
  en: {
    signals: {
      roundTrip: 'Canary round trip ≥ (s)',
      delay: 'Delivery delay, p95 of 15 min ≥ (min)',
      length: 'Messages in the queue ≥',
      intake: 'Messages received a minute ≤',
      disk: 'Disk ≥ (%)',
      cpu: 'Processor ≥ (%)',
      cert: 'Certificate valid for ≤ (days)',
    },
    incidents: {
      resolver: 'The resolver died',
      disk: 'The disk filled up',
      filter: 'The content filter hung: senders were put off',
      stolen: 'A stolen password sent spam all night',
      store: 'The IMAP store became slow',
      certificate: 'The certificate expired',
      stopped: 'Postfix did not start after an update',
    },
    rule: 'Call somebody when',
    threshold: 'Threshold',
    held: 'for',
    minutes: 'min',
    alarm: (signal) => `Alarm on: ${signal}`,
    chart: 'Show',
    chartAlt: (signal, crossings) => `${signal} over 30 days with its threshold; incidents are shaded, alarms of all rules are marked below. ${crossings}`,
    legend: 'Shaded: an incident. Dashed: the threshold. Marks below: ▲ right page, × false alarm.',
    precision: 'Precision',
    recall: 'Recall',
    week: 'Pages a week',
    falseAlarms: 'False alarms',
    noPages: 'no page',
    incident: 'Incident',
    began: 'Users suffer from',
    told: 'First page',
    after: (m) => `${m} min after`,
    before: (m) => (m >= 1440 ? `${Math.round(m / 1440)} days before` : `${m} min before`),
    says: (signals) => `: ${signals.join(', ')}`,
    by: (signal) => `, by ${signal}`,
    missed: '✗ never: users told you',
    when: (day, hour) => `day ${day}, ${hour}`,
    falseList: 'False alarms',
    more: (n) => `… and ${n} more`,
    broken: 'Correct the fields above; the verdict waits.',
    met: '✓ Task done: all seven, precision of at least 0.9, at most 2.5 pages a week.',
  },
  'zh-cn': {
    signals: {
      roundTrip: '探测邮件往返 ≥（秒）',
      delay: '投递时延，15 分钟 p95 ≥（分钟）',
      length: '队列中的邮件 ≥（封）',
      intake: '每分钟收到的邮件 ≤（封）',
      disk: '磁盘 ≥（%）',
      cpu: '处理器 ≥（%）',
      cert: '证书剩余有效期 ≤（天）',
    },
    incidents: {
      resolver: '解析器停了',
      disk: '磁盘写满了',
      filter: '内容过滤器卡住：发件方被推迟',
      stolen: '被盗的账号整夜发垃圾邮件',
      store: 'IMAP 存储变慢',
      certificate: '证书过期',
      stopped: '更新之后 Postfix 没有起来',
    },
    rule: '什么时候叫人',
    threshold: '阈值',
    held: '持续',
    minutes: '分钟',
    alarm: (signal) => `启用告警：${signal}`,
    chart: '显示',
    chartAlt: (signal, crossings) => `${signal}，30 天，带阈值；阴影是事故，下方标记是全部规则的告警。${crossings}`,
    legend: '阴影：事故。虚线：阈值。下方标记：▲ 正确告警，× 误报。',
    precision: '精确率',
    recall: '召回率',
    week: '每周叫人次数',
    falseAlarms: '误报',
    noPages: '没有告警',
    incident: '事故',
    began: '用户受影响自',
    told: '第一次告警',
    after: (m) => `${m} 分钟之后`,
    before: (m) => (m >= 1440 ? `提前 ${Math.round(m / 1440)} 天` : `提前 ${m} 分钟`),
    says: (signals) => `：${signals.join('、')}`,
    by: (signal) => `，来自${signal}`,
    missed: '✗ 从未告警：是用户告诉你的',
    when: (day, hour) => `第 ${day} 天 ${hour}`,
    falseList: '误报',
    more: (n) => `……还有 ${n} 次`,
    broken: '请先改正上面的输入，再看结论。',
    met: '✓ 任务完成：七起全部发现，精确率不低于 0.9，每周不超过 2.5 次。',
  },
};

export const names: Record<Signal, LocalizedText> = {
  roundTrip: { en: 'round trip', 'zh-cn': '探测邮件往返' },
  delay: { en: 'delivery delay', 'zh-cn': '投递时延' },
  length: { en: 'queue length', 'zh-cn': '队列长度' },
  intake: { en: 'intake', 'zh-cn': '收信量' },
  disk: { en: 'disk', 'zh-cn': '磁盘' },
  cpu: { en: 'processor', 'zh-cn': '处理器' },
  cert: { en: 'certificate', 'zh-cn': '证书' },
};
