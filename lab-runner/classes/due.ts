/**
 * The due date of one learner: the class's, or a later one that was given. No due date is never taken away by an extension,
 * and one that the class has meanwhile moved beyond counts no more. Pure.
 * @param extensions of this learner and lab, oldest first
 */
export function dueFor(dueAt: string | null, extensions: readonly { dueAt: string | null }[]): { dueAt: string | null; extendedTo: string | null } {
  const given = extensions.at(-1)?.dueAt ?? null;
  if (dueAt === null || given === null || Date.parse(given) <= Date.parse(dueAt)) return { dueAt, extendedTo: null };
  return { dueAt: given, extendedTo: given };
}
