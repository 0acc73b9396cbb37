/** How far somebody is with the lessons, and how two places that know of it agree. Pure: the browser uses it, too. Times are `Date.toISOString()`. */

/** A quiz as far as it counts: so many right answers of so many questions, first reached then. */
export interface QuizResult {
  right: number;
  total: number;
  at: string;
}

/** One lesson. The answers themselves stay in the browser. */
export interface LessonRecord {
  /** When the reader said first that it is read. */
  readAt: string | null;
  best: QuizResult | null;
  /** When a round of the quiz was first passed. */
  passedAt: string | null;
}
/** By lesson id. */
export type LessonRecords = Record<string, LessonRecord>;

/** A quiz counts as passed from this share of right answers on. */
export const passShare = 0.8;
export const noRecord: LessonRecord = { readAt: null, best: null, passedAt: null };

/** A result as a record: passed or not. */
export function recordOf(result: QuizResult): LessonRecord {
  return { readAt: null, best: result, passedAt: result.right >= passShare * result.total ? result.at : null };
}

const earlier = (a: string | null, b: string | null): string | null => (a === null || (b !== null && b < a) ? b : a);

/** The larger share; of equal ones the quiz with more questions, then the one reached first. */
function better(a: QuizResult | null, b: QuizResult | null): QuizResult | null {
  if (a === null || b === null) return a ?? b;
  const order = b.right * a.total - a.right * b.total || b.total - a.total || (a.at < b.at ? -1 : Number(a.at > b.at));
  return order > 0 ? b : a;
}

/**
 * Both sides' knowledge of one lesson as one. Nothing that either knows is lost, whoever writes last: the order of merging does not
 * matter, and merging again changes nothing (the least upper bound of both).
 */
export function mergeRecords(a: LessonRecord, b: LessonRecord): LessonRecord {
  return { readAt: earlier(a.readAt, b.readAt), best: better(a.best, b.best), passedAt: earlier(a.passedAt, b.passedAt) };
}

export function mergeProgress(a: LessonRecords, b: LessonRecords): LessonRecords {
  const merged = { ...a };
  for (const [lesson, record] of Object.entries(b)) merged[lesson] = mergeRecords(merged[lesson] ?? noRecord, record);
  return merged;
}
