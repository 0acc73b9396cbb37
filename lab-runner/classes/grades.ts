import type { Score } from '../contract/attempt.ts';
import type { ClassSettings, GradeCell } from '../contract/class.ts';
import { round, scoreFrom } from '../grading/score.ts';

/** One finished check of one learner in one lab. */
export interface GradedCheck {
  submission: string;
  /** When *Check* was pressed: what came after is not the learner's doing. */
  at: string;
  score: Score;
}
export interface Regrade {
  task: string;
  treat: 'pass' | 'drop' | 'as-checked';
}
export interface GradeOverride {
  points: number | null;
  reason: string;
  by: string;
  at: string;
}

const day = 24 * 3_600_000;

/** The newest ruling on each task counts. */
function rulings(regrades: readonly Regrade[]): Map<string, Regrade['treat']> {
  return new Map(regrades.map((r) => [r.task, r.treat]));
}

/** The score as it would have been with the check mended. Hints still cost; what could not be looked at stays unknown. */
export function regraded(score: Score, regrades: readonly Regrade[]): Score {
  const ruled = rulings(regrades);
  if (ruled.size === 0) return score;
  const tasks = score.tasks
    .filter((t) => ruled.get(t.id) !== 'drop')
    .map((t) =>
      ruled.get(t.id) === 'pass' && t.verdict === 'fail' ? { ...t, verdict: 'pass' as const, points: round(t.max - t.hintCost), brokenInvariants: [] } : t,
    );
  return scoreFrom(tasks);
}

/** Days begun after the due date; 0 on time. */
export function lateDays(at: string, dueAt: string | null): number {
  const late = dueAt === null ? 0 : Date.parse(at) - Date.parse(dueAt);
  return late <= 0 ? 0 : Math.ceil(late / day);
}

/**
 * What one learner has earned in one lab. Pure: the same checks, rule and rulings give the same grade at any time.
 * A check in which something could not be looked at counts only when there is no complete one.
 * @param max points of the lab, for a learner without any check
 */
export function gradeOf(options: {
  checks: readonly GradedCheck[];
  rule: ClassSettings['gradeRule'];
  latePercentPerDay: number;
  dueAt: string | null;
  regrades: readonly Regrade[];
  /** Newest last. */
  overrides: readonly GradeOverride[];
  max: number;
}): Omit<GradeCell, 'dueAt' | 'extendedTo' | 'asChecked'> {
  const { rule, latePercentPerDay, dueAt, regrades, max } = options;
  const graded = options.checks.map((check) => {
    const score = regraded(check.score, regrades);
    const late = lateDays(check.at, dueAt);
    return { ...check, score, late, points: round(score.points * Math.max(0, 1 - (latePercentPerDay * late) / 100)) };
  });
  const inTime = rule === 'best-before-due' ? graded.filter((c) => c.late === 0) : graded;
  const complete = inTime.filter((c) => !c.score.couldNotLook);
  const candidates = [...(complete.length > 0 ? complete : inTime)].sort((a, b) => a.at.localeCompare(b.at));
  const counts =
    rule === 'last'
      ? candidates.at(-1)
      : candidates.reduce<(typeof candidates)[number] | undefined>((best, c) => (best === undefined || c.points > best.points ? c : best), undefined);
  const last = options.overrides.at(-1);
  const override = last && last.points !== null ? { points: last.points, reason: last.reason, by: last.by, at: last.at } : null;
  return {
    earned: counts?.score.points ?? 0,
    points: override?.points ?? counts?.points ?? 0,
    max: counts?.score.max ?? max,
    solved: candidates.some((c) => c.score.solved),
    at: counts?.at ?? null,
    submission: counts?.submission ?? null,
    lateDays: counts?.late ?? 0,
    couldNotLook: counts?.score.couldNotLook ?? false,
    override,
  };
}
