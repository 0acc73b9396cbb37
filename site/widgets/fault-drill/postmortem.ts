import type { Language, LocalizedText } from '../../../lab-runner/contract/text.ts';
import { actions } from './actions.ts';
import { type CaseId, cases } from './cases.ts';
import { type Attempt, judge } from './model.ts';

/** Phrases that look for a person instead of a cause, each with the question to ask instead. */
export const blameWords: readonly { find: RegExp; ask: LocalizedText }[] = [
  {
    find: /human error|operator error|人为失误|人为原因|操作失误/i,
    ask: { en: 'Which part of the system let this act do harm, and said nothing?', 'zh-cn': '系统的哪一处让这个动作造成了损害，而且没有吭声？' },
  },
  {
    find: /careless|negligen|forgot|粗心|疏忽|大意|忘了|忘记/i,
    ask: { en: 'What should have reminded, and did not?', 'zh-cn': '本该有什么来提醒，却没有？' },
  },
  {
    find: /should have|should not have|ought to have|本应该|本不该|早就该/i,
    ask: { en: 'What did the person know at that moment, and why did it look right?', 'zh-cn': '当事人当时知道些什么？为什么那样做看上去是对的？' },
  },
  {
    find: /(be|is|was) more careful|train(ed)? (him|her|them)|加强责任心|加强教育|更加细心|下不为例/i,
    ask: {
      en: 'Care is not an action with an owner and a date. What will stop the next one?',
      'zh-cn': '“更细心”不是有负责人、有期限的措施。什么能挡住下一次？',
    },
  },
];

export function blame(text: string): { found: string; ask: LocalizedText }[] {
  return blameWords.flatMap(({ find, ask }) => {
    const match = find.exec(text);
    return match ? [{ found: match[0], ask }] : [];
  });
}

const words = {
  en: {
    title: 'Postmortem (draft)',
    impact: 'Impact',
    impactHint: 'Who could not do what, from when to when? How many messages late, returned, lost? (count them in the log)',
    times: 'Times',
    table: ['step', 'minutes'],
    detect: 'fault began → somebody told us',
    diagnose: 'told → cause known',
    repair: 'known → proved mended',
    total: 'time to recovery',
    path: 'What we asked, in order',
    wrong: (n: number) => `causes named and taken back: ${n}`,
    trigger: 'Trigger (what changed)',
    cause: 'Cause (why that change could do harm)',
    repairDone: 'Repair',
    actions: 'Actions (owner role, date)',
    check: 'Regression check that would have caught it',
  },
  'zh-cn': {
    title: '事后复盘（草稿）',
    impact: '影响',
    impactHint: '谁、从几点到几点、做不了什么？多少封信晚到、被退、丢失？（按日志数）',
    times: '时间',
    table: ['阶段', '分钟'],
    detect: '故障开始 → 有人告诉我们',
    diagnose: '得知 → 查明原因',
    repair: '查明 → 证明已修复',
    total: '恢复时间',
    path: '依次查了什么',
    wrong: (n: number) => `认错又撤回的原因：${n} 次`,
    trigger: '诱因（什么变了）',
    cause: '根因（为什么这个变化能造成损害）',
    repairDone: '修复',
    actions: '措施（负责角色、期限）',
    check: '本可发现它的回归检查',
  },
};

/** The skeleton as Markdown, filled with what the attempt knows. */
export function postmortem(id: CaseId, attempt: Attempt, language: Language): string {
  const w = words[language];
  const one = cases[id];
  const o = judge(id, attempt);
  return [
    `# ${w.title}: ${id}`,
    `## ${w.impact}`,
    `> ${one.ticket[language]}`,
    w.impactHint,
    `## ${w.times}`,
    `| ${w.table.join(' | ')} |\n| --- | ---: |\n| ${w.detect} | ${o.detect} |\n| ${w.diagnose} | ${o.diagnose} |\n| ${w.repair} | ${o.repair} |\n| ${w.total} | ${o.total} |`,
    `## ${w.path}`,
    attempt.path.map((a, i) => `${i + 1}. ${actions[a].name[language]} (${actions[a].minutes})`).join('\n') || '-',
    w.wrong(attempt.named.length - (o.right ? 1 : 0)),
    `## ${w.trigger}`,
    one.trigger[language],
    `## ${w.cause}`,
    one.root[language],
    `## ${w.repairDone}`,
    one.fix[language],
    `## ${w.check}`,
    one.guard[language],
    `## ${w.actions}`,
    '- ',
  ].join('\n\n');
}
