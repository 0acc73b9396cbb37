import type { RetentionPlan } from './model.ts';

export interface Said {
  verdict: string;
  advice: string;
}

const en = {
  where: 'Which rules reach you?',
  what: 'What do you keep?',
  rules: 'The rules that apply',
  rule: 'It asks for',
  source: 'Where it stands',
  force: { law: 'law', guidance: 'guidance of a supervisor' },
  none: 'None of the rules in this table is about this data at the chosen places. That is no permission: contracts, sector rules and the secrecy of communication remain.',
  nowhere: 'Choose at least one place.',
  broken: 'Correct the field above; the answer waits.',
  min: 'At least',
  max: 'At most',
  keep: 'For your policy',
  days: 'days',
  noNumber: 'no number',
  line: 'The sentence for your policy',
  notAdvice: 'This is an exercise with twelve sources, not legal advice.',
  sentence: (data: string, days: number, by: string): string =>
    `${data}: kept for ${days} days${by ? ` (${by})` : ' (as long as the purpose named beside it needs)'}; deleted by a program on day ${days + 1}, in backups when they expire; deletion stops for what a legal hold names.`,
  said: (p: RetentionPlan): Said => {
    switch (p.verdict) {
      case 'held':
        return {
          verdict: 'A hold: nothing that it names may be deleted, whatever the other rules say.',
          advice:
            'Switch the automatic deletion off for these mailboxes and records, also for what users delete. Write down who ordered it, when, and what it covers. The usual periods go on for everything else, and come back when the hold is released.',
        };
      case 'conflict':
        return {
          verdict: `Conflict: one rule asks for at least ${p.answer.minDays} days, another allows at most ${p.answer.maxDays}. No number is right for both.`,
          advice:
            'Ask first whether it is the same data: two companies, two servers, two logs with a period each. Where it stays one log: after the shorter period take away what identifies people and lock the rest to the one purpose that demands it. For the GDPR a duty of another country is no “legal obligation” (Art. 6(3)): it needs another basis. Write the decision down, and let a lawyer sign it.',
        };
      case 'too-short':
        return {
          verdict: `Too short: at least ${p.answer.minDays} days are demanded.`,
          advice: 'The period begins with the event, not with the rotation of the file: rotate daily, and count the files.',
        };
      case 'too-long':
        return {
          verdict: `Too long: at most ${p.answer.maxDays} days are allowed.`,
          advice: 'What remains afterwards must not lead to a person: counts, not lines. Mind the backups.',
        };
      case 'beyond-need':
        return {
          verdict: `Longer than any duty or your purpose needs: ${p.keepDays} days would do.`,
          advice: 'Either argue a purpose that needs more and write it down, or shorten. “We have the disk” is no purpose.',
        };
      case 'purpose-unmet':
        return {
          verdict: `Lawful, and shorter than your own purpose needs (${p.keepDays} days).`,
          advice: 'Then the purpose was not the real one, or the period is a mistake.',
        };
      default:
        return {
          verdict: 'This period keeps all the chosen rules.',
          advice: p.answer.narrow
            ? 'A duty to keep stands beside “no longer than needed”: use the records for that duty, and lock them against any other use.'
            : 'Write down the purpose; without one the figure means nothing.',
        };
    }
  },
};

const zh: typeof en = {
  where: '哪些规则管得到你？',
  what: '保存的是什么？',
  rules: '适用的规则',
  rule: '要求',
  source: '出处',
  force: { law: '法律', guidance: '监管机构的指导意见' },
  none: '就所选地方而言，这张表里没有关于这类数据的规则。这不等于许可：还有合同、行业规定和通信秘密。',
  nowhere: '请至少选一个地方。',
  broken: '请先改正上面的输入，再看结果。',
  min: '至少',
  max: '至多',
  keep: '写进制度的天数',
  days: '天',
  noNumber: '没有数字',
  line: '写进制度的一句话',
  notAdvice: '这是用十二条出处做的练习，不是法律意见。',
  sentence: (data, days, by) =>
    `${data}：保存 ${days} 天（${by || '以所写明的目的需要为限'}）；第 ${days + 1} 天由程序删除，备份中的随备份到期删除；法律保留所列的内容停止删除。`,
  said: (p) => {
    switch (p.verdict) {
      case 'held':
        return {
          verdict: '处于法律保留：所列内容一律不得删除，不论别的规则怎么说。',
          advice: '对这些邮箱和记录关掉自动删除，用户自己删的也要留下。写明谁下的指令、何时、包括哪些。其余内容照常到期删除；解除之后，恢复原来的期限。',
        };
      case 'conflict':
        return {
          verdict: `冲突：一条要求至少 ${p.answer.minDays} 天，另一条至多允许 ${p.answer.maxDays} 天。没有哪个数字能同时满足。`,
          advice:
            '先问是不是同一份数据：两家公司、两台服务器、两份日志，就各用各的期限。确实只有一份时，过了较短的期限，就去掉能识别个人的部分，其余锁定，只用于提出要求的那个目的。对 GDPR 来说，别国的法定义务不算“法定义务”（第 6(3) 条），要另找依据。把决定写下来，请律师签字。',
        };
      case 'too-short':
        return { verdict: `太短：至少要 ${p.answer.minDays} 天。`, advice: '期限从事件发生时算，不从日志轮转时算：每天轮转，再数一数文件。' };
      case 'too-long':
        return { verdict: `太长：至多允许 ${p.answer.maxDays} 天。`, advice: '之后留下的不能再指向个人：留统计数，不留原始行。别忘了备份。' };
      case 'beyond-need':
        return {
          verdict: `超过了任何义务，也超过了你的目的：${p.keepDays} 天就够。`,
          advice: '要么论证一个需要更久的目的并写下来，要么缩短。“磁盘够用”不是目的。',
        };
      case 'purpose-unmet':
        return { verdict: `合法，但不够你自己的目的用（${p.keepDays} 天）。`, advice: '那么，要么目的写得不真，要么期限定错了。' };
      default:
        return {
          verdict: '这个期限满足所选的全部规则。',
          advice: p.answer.narrow
            ? '保存义务和“不超过必要时间”并存：这些记录只用于履行该义务，其他用途一律锁定。'
            : '把目的写下来；没有目的，这个数字就没有意义。',
        };
    }
  },
};

export const words = { en, 'zh-cn': zh };
