import type { MyClass } from '../../lab-runner/contract/class.ts';

/** The running classes that have this lab; of a learner none of whose classes has it, all running ones: somebody can still come. Pure. */
export function classesFor(lab: string, mine: readonly MyClass[]): MyClass[] {
  const running = mine.filter((c) => c.endedAt === null);
  const having = running.filter((c) => c.labs.some((l) => l.lab === lab) || c.launches.some((l) => l.lab === lab));
  return having.length > 0 ? having : running;
}

export interface HandNews {
  /** A hand that was up is down, and its class is still there: staff did it, or this learner in another window. */
  lowered: boolean;
  /** What staff wrote since, newest first. */
  notes: string[];
}

/** What is new between two looks. The first look (`before` null) tells nothing: what stands there is old. Pure. */
export function newsOf(before: readonly MyClass[] | null, after: readonly MyClass[]): HandNews {
  if (before === null) return { lowered: false, notes: [] };
  const news: HandNews = { lowered: false, notes: [] };
  for (const now of after) {
    const then = before.find((c) => c.id === now.id);
    if (!then) continue;
    if (then.handRaised && !now.handRaised && now.endedAt === null) news.lowered = true;
    const known = new Set(then.notes.map((n) => `${n.at} ${n.text}`));
    news.notes.push(...now.notes.filter((n) => !known.has(`${n.at} ${n.text}`)).map((n) => n.text));
  }
  return news;
}
