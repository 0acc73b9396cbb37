import type { LocalizedText } from '../../../lab-runner/contract/text.ts';
import type { LearningPath } from '../../paths.ts';
import { type Area, areas, items, lessonsOf } from './items.ts';

/** One lesson or lab of the route. */
export interface Unit {
  kind: 'lesson' | 'lab';
  id: string;
  title: string;
  href: string;
  minutes: number;
  /** Known from the placement test: read quickly, do the quiz. */
  quick: boolean;
}
/** What exists of the course: by id of the lesson or slug of the lab. */
export type Existing = Readonly<Record<string, { title: string; href: string; minutes: number }>>;
/** Minutes for a lesson that the test showed to be known: its quiz and its field mistakes. */
export const quickMinutes = 10;

/** Answers as in the address: one character an item, `0` `1` `2` an option, `-` not known or not answered. */
export const noAnswers = '-'.repeat(items.length);
export const readAnswers = (text: string): string => (new RegExp(`^[012-]{${items.length}}$`).test(text) ? text : noAnswers);

/** Areas in which both questions were answered rightly. */
export function known(answers: string): Area[] {
  return areas.filter((area) => items.every((item, index) => item.area !== area || answers[index] === String(item.right)));
}

/** The path in order, each lesson and lab once, without those that are not written yet. */
export function route(path: LearningPath, answers: string, existing: Existing): { units: Unit[]; missing: number } {
  const quick = new Set<string>(known(answers).flatMap((area) => lessonsOf[area]));
  const units: Unit[] = [];
  const seen = new Set<string>();
  let missing = 0;
  for (const step of path.steps)
    for (const [kind, ids] of [
      ['lesson', step.lessons],
      ['lab', step.labs],
    ] as const)
      for (const id of ids) {
        if (seen.has(id)) continue;
        seen.add(id);
        const found = existing[id];
        if (!found) missing++;
        else {
          const short = kind === 'lesson' && quick.has(id);
          units.push({ kind, id, title: found.title, href: found.href, minutes: short ? Math.min(quickMinutes, found.minutes) : found.minutes, quick: short });
        }
      }
  return { units, missing };
}

export interface Part {
  unit: Unit;
  minutes: number;
  /** Not its first part. */
  continued: boolean;
}
export interface Session {
  date: string;
  minutes: number;
  parts: Part[];
}
const day = 86_400_000;
/** `2026-12-01` as days since the epoch, or null: the calendar is checked, 30 February is none. */
export function readDate(text: string): number | null {
  const match = text.trim().match(/^(\d{4})-(\d{2})-(\d{2})$/);
  if (!match) return null;
  const time = Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3]));
  return new Date(time).toISOString().slice(0, 10) === text.trim() ? time / day : null;
}
export const writeDate = (days: number): string => new Date(days * day).toISOString().slice(0, 10);
/** 1 Monday … 7 Sunday. */
export const weekday = (days: number): number => ((days + 3) % 7) + 1;

/** Fills the chosen weekdays from the first day on, `perWeek` minutes a week in equal sessions. A rest of under ten minutes is not begun. */
export function schedule(units: readonly Unit[], start: number, weekdays: readonly number[], perWeek: number): Session[] {
  if (weekdays.length === 0) return [];
  const capacity = Math.floor(perWeek / weekdays.length);
  if (capacity < 1) return [];
  const sessions: Session[] = [];
  const left = units.map((unit) => ({ unit, minutes: unit.minutes, begun: false }));
  for (let date = start; left.length > 0; date++) {
    if (!weekdays.includes(weekday(date))) continue;
    const session: Session = { date: writeDate(date), minutes: 0, parts: [] };
    while (left.length > 0) {
      const next = left[0] as (typeof left)[number];
      const room = capacity - session.minutes;
      if (room <= 0 || (session.parts.length > 0 && next.minutes > room && room < 10)) break;
      const minutes = Math.min(room, next.minutes);
      session.parts.push({ unit: next.unit, minutes, continued: next.begun });
      session.minutes += minutes;
      next.minutes -= minutes;
      next.begun = true;
      if (next.minutes === 0) left.shift();
    }
    sessions.push(session);
  }
  return sessions;
}

export type Problems = Partial<Record<'start' | 'time' | 'days', LocalizedText>>;
/** What keeps the settings from being a plan. */
export function problems(start: string, time: string, days: string): Problems {
  const found: Problems = {};
  if (readDate(start) === null)
    found.start = { en: `Expected a day such as 2026-12-01, found “${start}”.`, 'zh-cn': `这里要填日期，例如 2026-12-01，现在是“${start}”。` };
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(time.trim()))
    found.time = { en: `Expected a time such as 19:30, found “${time}”.`, 'zh-cn': `这里要填时间，例如 19:30，现在是“${time}”。` };
  if (!/[1-7]/.test(days)) found.days = { en: 'Choose at least one day of the week.', 'zh-cn': '每周至少选一天。' };
  return found;
}
