import { type SkillId, skillIds, skills } from './skills.ts';

export interface Lab {
  id: string;
  /** 1 to 5. */
  difficulty: number;
  minutes: number;
  /** Ids of the lessons that it belongs to. */
  lessons: readonly string[];
  fault: boolean;
}
/** Best share of a lab's points, 0 to 1; `proved` when it also held after a reboot. */
export interface LabResult {
  lab: string;
  share: number;
  proved: boolean;
}
/** Best share of right answers, by lesson id. */
export type QuizResults = Readonly<Record<string, number>>;

/** Doing counts three times as much as knowing. What is not proved by a reboot counts four fifths. */
export const labWeight = 0.75;
export const unproved = 0.8;
/**
 * So many points of difficulty, done completely, are a full level: about three labs. A skill for which this copy has fewer needs only those, but
 * never under `leastDifficulty`: one easy lab shows no mastery.
 */
export const fullDifficulty = 8;
export const leastDifficulty = 4;

export interface Level {
  skill: SkillId;
  /** 0 to 100, or null: this copy has neither a lab nor a quiz for it. */
  level: number | null;
  labs: { done: number; of: number };
  quiz: number | null;
}

export const shows = (lab: Lab, skill: SkillId): boolean =>
  lab.lessons.some((id) => (skills[skill].lessons as readonly string[]).includes(id)) || (skill === 'faults' && lab.fault);

const full = (labs: readonly Lab[], skill: SkillId): number => {
  const there = labs.filter((lab) => shows(lab, skill)).reduce((n, lab) => n + lab.difficulty, 0);
  return there === 0 ? 0 : Math.max(leastDifficulty, Math.min(fullDifficulty, there));
};
const worth = (results: readonly LabResult[], lab: Lab): number => {
  const result = results.find((r) => r.lab === lab.id);
  return result ? result.share * (result.proved ? 1 : unproved) : 0;
};
/** 0 to 1, or null without labs. */
function labPart(labs: readonly Lab[], results: readonly LabResult[], skill: SkillId): number | null {
  const all = full(labs, skill);
  if (all === 0) return null;
  const sum = labs.filter((lab) => shows(lab, skill)).reduce((n, lab) => n + lab.difficulty * worth(results, lab), 0);
  return Math.min(1, sum / all);
}

const quizzed = (quizzes: readonly string[], skill: SkillId): string[] => quizzes.filter((id) => (skills[skill].lessons as readonly string[]).includes(id));

/** Where somebody stands in each skill. `quizzes` are the lessons that have one. */
export function levels(labs: readonly Lab[], results: readonly LabResult[], quizzes: readonly string[], right: QuizResults): Level[] {
  return skillIds.map((skill) => {
    const own = labs.filter((lab) => shows(lab, skill));
    const asked = quizzed(quizzes, skill);
    const quiz = asked.length > 0 ? asked.reduce((n, id) => n + (right[id] ?? 0), 0) / asked.length : null;
    const done = labPart(labs, results, skill);
    const level = done === null ? quiz : quiz === null ? done : labWeight * done + (1 - labWeight) * quiz;
    return {
      skill,
      level: level === null ? null : Math.round(level * 100),
      labs: { done: own.filter((lab) => worth(results, lab) > 0).length, of: own.length },
      quiz,
    };
  });
}

export interface Next {
  lab: Lab;
  /** Points of the gap that it closes, by skill, largest first. */
  closes: { skill: SkillId; points: number }[];
}

/** One step above the hardest lab that somebody has mostly solved; 2 for who begins. */
const reach = (labs: readonly Lab[], results: readonly LabResult[]): number =>
  Math.max(2, ...labs.filter((lab) => (results.find((r) => r.lab === lab.id)?.share ?? 0) >= 0.6).map((lab) => lab.difficulty + 1));

/**
 * The labs to do next: again and again the one that closes most of what is missing in an hour, among those within reach, as if the ones before it
 * had been solved. `have` are the present levels: measured ones, or somebody's own estimate.
 */
export function nextLabs(
  labs: readonly Lab[],
  results: readonly LabResult[],
  have: Readonly<Record<SkillId, number>>,
  wants: Readonly<Record<SkillId, number>>,
  quizzes: readonly string[] = [],
  count = 5,
): Next[] {
  const now = { ...have };
  const known = [...results];
  const chosen: Next[] = [];
  while (chosen.length < count) {
    const best = labs
      .filter((lab) => lab.difficulty <= reach(labs, known) && !chosen.some((next) => next.lab.id === lab.id) && worth(known, lab) < 0.99)
      .map((lab) => {
        const closes = skillIds
          .filter((skill) => shows(lab, skill))
          .map((skill) => {
            const weight = quizzed(quizzes, skill).length > 0 ? labWeight : 1;
            const adds = (100 * weight * lab.difficulty * (1 - worth(known, lab))) / full(labs, skill);
            return { skill, points: Math.round(Math.max(0, Math.min(wants[skill] - now[skill], adds))) };
          })
          .filter((gain) => gain.points > 0)
          .toSorted((a, b) => b.points - a.points);
        return { lab, closes, rate: closes.reduce((n, gain) => n + gain.points, 0) / lab.minutes };
      })
      .filter((candidate) => candidate.rate > 0)
      .toSorted((a, b) => b.rate - a.rate || (a.lab.id < b.lab.id ? -1 : 1))[0];
    if (!best) break;
    chosen.push({ lab: best.lab, closes: best.closes });
    for (const { skill, points } of best.closes) now[skill] += points;
    const before = known.findIndex((r) => r.lab === best.lab.id);
    if (before >= 0) known.splice(before, 1);
    known.push({ lab: best.lab.id, share: 1, proved: true });
  }
  return chosen;
}

/** The share of a profile that is covered, 0 to 100: what goes beyond it in one skill makes up for nothing in another. */
export function covered(have: Readonly<Record<SkillId, number>>, wants: Readonly<Record<SkillId, number>>): number {
  const sum = skillIds.reduce((n, skill) => n + Math.min(have[skill], wants[skill]), 0);
  return Math.round((100 * sum) / skillIds.reduce((n, skill) => n + wants[skill], 0));
}

/** Somebody's own estimates in the address: twelve whole numbers from 0 to 100. */
export const writeOwn = (own: Readonly<Record<SkillId, number>>): string => skillIds.map((id) => own[id]).join('.');
export function readOwn(text: string): Record<SkillId, number> | null {
  const parts = text.split('.');
  if (parts.length !== skillIds.length || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) <= 100)) return null;
  return Object.fromEntries(skillIds.map((id, i) => [id, Number(parts[i])])) as Record<SkillId, number>;
}
