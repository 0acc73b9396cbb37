import { type LessonRecord, type LessonRecords, mergeProgress, mergeRecords, noRecord, type QuizResult, recordOf } from '../../lab-runner/contract/progress.ts';
import { quizKey, readMemory } from '../components/quiz/quiz.ts';
import { apiPath, ask } from './api.ts';
import { recall, remember } from './memory.ts';

/** What this browser knows of a lesson, under `postlab.lesson.<id>`; the same in both languages. */
const keyOf = (lesson: string) => `postlab.lesson.${lesson}`;

const isTime = (value: unknown): value is string => typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value);
const time = (value: unknown) => (isTime(value) ? value : null);

function result(value: unknown): QuizResult | null {
  const { right, total, at } = (value ?? {}) as Partial<QuizResult>;
  const whole = Number.isInteger(right) && Number.isInteger(total) && isTime(at);
  return whole && right! >= 0 && total! >= 1 && total! <= 100 && right! <= total! ? { right: right!, total: total!, at } : null;
}

/** Reads a stored record; what is not one counts as nothing. */
export function readRecord(stored: string | null): LessonRecord {
  try {
    const value = JSON.parse(stored ?? 'null') as Partial<LessonRecord> | null;
    return { readAt: time(value?.readAt), best: result(value?.best), passedAt: time(value?.passedAt) };
  } catch {
    // Somebody else's text under our key: as good as nothing.
    return noRecord;
  }
}

/** Also what the quiz remembers, which is older than these records. */
export function known(lesson: string): LessonRecord {
  const quiz = result(readMemory(recall(quizKey(lesson))));
  const record = readRecord(recall(keyOf(lesson)));
  return quiz ? mergeRecords(record, recordOf(quiz)) : record;
}

const isEmpty = ({ readAt, best, passedAt }: LessonRecord) => readAt === null && best === null && passedAt === null;

/** Adds to what is known of a lesson: here at once; `tell` tells the runner, too. What was not told is told by `agree`. */
export function add(lesson: string, record: LessonRecord, tell: boolean): LessonRecord {
  const merged = mergeRecords(known(lesson), record);
  remember(keyOf(lesson), JSON.stringify(merged));
  if (tell) void ask(apiPath('lessons/progress'), { method: 'POST', body: { lessons: { [lesson]: merged } } });
  return merged;
}

/** What browser and runner know together, kept in both. `runner` is false when none answers. */
export async function agree(lessons: readonly string[]): Promise<{ records: LessonRecords; runner: boolean }> {
  const mine = () => Object.fromEntries(lessons.map((lesson) => [lesson, known(lesson)] as const).filter(([, record]) => !isEmpty(record)));
  const here = mine();
  // Who knows nothing only asks: no cookie for somebody who just looks.
  const told = Object.keys(here).length > 0 ? { method: 'POST' as const, body: { lessons: here } } : {};
  const reply = await ask<{ lessons: LessonRecords }>(apiPath('lessons/progress'), told);
  if (reply.kind !== 'ok') return { records: here, runner: false };
  // Another tab may have added something meanwhile.
  const records = mergeProgress(mine(), reply.value.lessons);
  for (const [lesson, record] of Object.entries(records)) remember(keyOf(lesson), JSON.stringify(record));
  return { records, runner: true };
}

/** Forgets everything about lessons here and, when there is one, with the runner. False when a runner refused. */
export async function forget(lessons: readonly string[]): Promise<boolean> {
  // The runner first: if it cannot, the browser must not believe that it did.
  const reply = await ask(apiPath('lessons/progress'), { method: 'DELETE' });
  if (reply.kind === 'refused') return false;
  for (const lesson of lessons) for (const key of [keyOf(lesson), quizKey(lesson)]) remember(key, null);
  return true;
}
