import { describe, expect, test } from 'vitest';
import { lessonIds } from '../../course.ts';
import { paths } from '../../paths.ts';
import { calendar, escapeText, fold } from './calendar.ts';
import { areas, items, lessonsOf } from './items.ts';
import { type Existing, known, noAnswers, problems, quickMinutes, readAnswers, readDate, route, schedule, type Unit, weekday, writeDate } from './model.ts';

const allRight = items.map((item) => item.right).join('');
const existing: Existing = Object.fromEntries(
  [...lessonIds, ...new Set(paths.flatMap((path) => path.steps.flatMap((step) => step.labs)))].map((id) => [
    id,
    { title: `Title of ${id}`, href: `/${id}/`, minutes: 30 },
  ]),
);
const path = paths[0] as (typeof paths)[number];

test('twelve questions, two an area, each in both languages, and no position is always right', () => {
  expect(items).toHaveLength(12);
  for (const area of areas) expect(items.filter((item) => item.area === area)).toHaveLength(2);
  for (const position of [0, 1, 2]) expect(items.filter((item) => item.right === position)).toHaveLength(4);
  for (const item of items) for (const text of [item.question, ...item.options]) expect(text['zh-cn']).toMatch(/\p{Script=Han}|^`/u);
});

test('an area is known only when both answers are right', () => {
  expect(known(noAnswers)).toEqual([]);
  expect(known(allRight)).toEqual([...areas]);
  expect(known(`${allRight[0]}-${allRight.slice(2)}`)).toEqual(areas.slice(1));
  expect(readAnswers('0120')).toBe(noAnswers);
});

describe.each(paths.map((one) => [one.id, one] as const))('route %s', (_, one) => {
  test('has each lesson and lab of the path once, in its order', () => {
    const { units, missing } = route(one, noAnswers, existing);
    expect(missing).toBe(0);
    expect(units.map((unit) => unit.id)).toEqual([...new Set(one.steps.flatMap((step) => [...step.lessons, ...step.labs]))]);
  });
  test('what is known takes less time, labs never', () => {
    for (const unit of route(one, allRight, existing).units) {
      const quick = unit.kind === 'lesson' && areas.some((area) => (lessonsOf[area] as readonly string[]).includes(unit.id));
      expect([unit.id, unit.quick, unit.minutes]).toEqual([unit.id, quick, quick ? quickMinutes : 30]);
    }
  });
  test('what is not written is counted, not planned', () => {
    const { S02: _gone, ...rest } = existing;
    const { units, missing } = route(one, noAnswers, rest);
    expect(units.some((unit) => unit.id === 'S02')).toBe(false);
    expect(missing).toBe(one.steps.some((step) => step.lessons.includes('S02')) ? 1 : 0);
  });
});

describe('schedule', () => {
  const { units } = route(path, noAnswers, existing);
  const start = readDate('2026-11-30') as number;
  test('uses the chosen days only, never more than a session holds, and loses no minute', () => {
    const sessions = schedule(units, start, [1, 3, 6], 270);
    expect(sessions[0]?.date).toBe('2026-11-30');
    expect(new Set(sessions.map((s) => weekday(readDate(s.date) as number)))).toEqual(new Set([1, 3, 6]));
    for (const session of sessions) expect(session.minutes).toBeLessThanOrEqual(90);
    expect(sessions.reduce((sum, s) => sum + s.minutes, 0)).toBe(units.reduce((sum, u) => sum + u.minutes, 0));
  });
  test('a long lab goes on in the next session', () => {
    const long: Unit = { kind: 'lab', id: 'x', title: 'x', href: '', minutes: 150, quick: false };
    const sessions = schedule([long], start, [1], 60);
    expect(sessions.map((s) => [s.date, s.minutes, s.parts[0]?.continued])).toEqual([
      ['2026-11-30', 60, false],
      ['2026-12-07', 60, true],
      ['2026-12-14', 30, true],
    ]);
  });
  test('no day, no plan', () => expect(schedule(units, start, [], 300)).toEqual([]));
});

test('days', () => {
  expect(readDate('2026-02-30')).toBeNull();
  expect(readDate('1.12.2026')).toBeNull();
  expect(weekday(readDate('2026-11-25') as number)).toBe(3);
  expect(writeDate((readDate('2028-02-28') as number) + 1)).toBe('2028-02-29');
  const wrong = problems('2026-13-01', '25:00', '');
  for (const key of ['start', 'time', 'days'] as const) expect(wrong[key]?.['zh-cn']).toMatch(/\p{Script=Han}/u);
  expect(problems('2026-12-01', '19:30', '135')).toEqual({});
});

describe('iCalendar, RFC 5545', () => {
  test('escaping, §3.3.11', () => expect(escapeText('a, b; c\\d\ne')).toBe('a\\, b\\; c\\\\d\\ne'));
  test('folding, §3.1: 75 octets, no character cut, and unfolding gives the line back', () => {
    for (const line of [`SUMMARY:${'x'.repeat(200)}`, `SUMMARY:${'邮件服务器的架构'.repeat(12)}`, 'SUMMARY:short']) {
      const folded = fold(line);
      for (const part of folded.split('\r\n')) expect(new TextEncoder().encode(part).length).toBeLessThanOrEqual(75);
      expect(folded.replaceAll('\r\n ', '')).toBe(line);
    }
  });
  test('a calendar with what §3.6 and §3.6.1 require, in CRLF lines', () => {
    const text = calendar(
      'Postlab',
      [{ uid: 'a@postlab.invalid', date: '2026-12-01', time: '19:30', minutes: 90, summary: 'S02, B1', description: 'x' }],
      '20261125T043000Z',
    );
    expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    const lines = text.split('\r\n');
    expect(lines[0]).toBe('BEGIN:VCALENDAR');
    for (const line of [
      'VERSION:2.0',
      'PRODID:-//Postlab//Route planner//EN',
      'UID:a@postlab.invalid',
      'DTSTAMP:20261125T043000Z',
      'DTSTART:20261201T193000',
      'DURATION:PT90M',
      'SUMMARY:S02\\, B1',
    ])
      expect(lines).toContain(line);
  });
});
