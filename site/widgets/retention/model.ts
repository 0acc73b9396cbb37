/** A rule on how long one class of data is kept, in days. Data of curriculum and lawyers: `rules.ts`. */
export interface RetentionRule {
  id: string;
  jurisdiction: string;
  dataClass: string;
  /** At least; 0 for none. */
  minDays: number;
  /** At most; null where the law names no number. */
  maxDays: number | null;
  /** No number, but “no longer than the purpose needs”. */
  noLongerThanNeeded: boolean;
  /** A hold: nothing may be deleted until it is released. */
  hold: boolean;
}

export interface RetentionAnswer {
  minDays: number;
  maxDays: number | null;
  /** Rules that set the minimum, the maximum. */
  setBy: { min: string[]; max: string[] };
  /** Keep for ever until released, whatever else is asked. */
  held: string[];
  /** The minimum of one is above the maximum of another. */
  conflict: boolean;
  /** A minimum binds, and another rule asks for no more than needed: keep exactly the minimum, and for that purpose only. */
  narrow: boolean;
  verdict: 'ok' | 'too-short' | 'too-long' | 'held' | 'conflict';
}

/** What follows from all rules that apply, for somebody who keeps this data for `days`. */
export function judge(rules: readonly RetentionRule[], days: number): RetentionAnswer {
  const minDays = Math.max(0, ...rules.map((rule) => rule.minDays));
  const limits = rules.flatMap((rule) => (rule.maxDays === null ? [] : [rule.maxDays]));
  const maxDays = limits.length > 0 ? Math.min(...limits) : null;
  const held = rules.filter((rule) => rule.hold).map((rule) => rule.id);
  const conflict = maxDays !== null && minDays > maxDays;
  return {
    minDays,
    maxDays,
    setBy: {
      min: minDays > 0 ? rules.filter((rule) => rule.minDays === minDays).map((rule) => rule.id) : [],
      max: maxDays === null ? [] : rules.filter((rule) => rule.maxDays === maxDays).map((rule) => rule.id),
    },
    held,
    conflict,
    narrow: minDays > 0 && rules.some((rule) => rule.noLongerThanNeeded),
    verdict: held.length > 0 ? 'held' : conflict ? 'conflict' : days < minDays ? 'too-short' : maxDays !== null && days > maxDays ? 'too-long' : 'ok',
  };
}

/** What one does about it: the days to keep, or why no number of days can be named. */
export interface RetentionPlan {
  answer: RetentionAnswer;
  verdict: RetentionAnswer['verdict'] | 'beyond-need' | 'purpose-unmet';
  /** The days to write into the policy; null under a hold and in a conflict. */
  keepDays: number | null;
  /** In a conflict: who asks for more than whom allows. */
  against: { keep: string; limit: string }[];
}

/** `neededDays`: for how long the purpose needs the data, argued by whoever keeps it. Where a law says “no longer than needed”, that figure is the limit. */
export function plan(rules: readonly RetentionRule[], days: number, neededDays: number): RetentionPlan {
  const answer = judge(rules, days);
  const against = answer.conflict ? answer.setBy.min.flatMap((keep) => answer.setBy.max.map((limit) => ({ keep, limit }))) : [];
  if (answer.verdict === 'held' || answer.verdict === 'conflict') return { answer, verdict: answer.verdict, keepDays: null, against };
  const keepDays = Math.max(answer.minDays, Math.min(neededDays, answer.maxDays ?? neededDays));
  const limited = rules.some((rule) => rule.noLongerThanNeeded);
  const verdict = answer.verdict !== 'ok' ? answer.verdict : limited && days > keepDays ? 'beyond-need' : days < keepDays ? 'purpose-unmet' : 'ok';
  return { answer, verdict, keepDays, against };
}
