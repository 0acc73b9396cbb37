import { expect, test } from 'vitest';
import { covered, type Lab, type LabResult, levels, nextLabs, readOwn, writeOwn } from './model.ts';
import { roles, type SkillId, skillIds, skills } from './skills.ts';

const lab = (id: string, difficulty: number, lessons: string[], fault = false, minutes = 30): Lab => ({ id, difficulty, minutes, lessons, fault });
const labs: Lab[] = [
  lab('hello-smtp', 1, ['B1', 'S02'], false, 15),
  lab('zone-for-mail', 2, ['B3', 'S07']),
  lab('spf-publish', 2, ['B4', 'B3'], false, 25),
  lab('dkim-sign', 3, ['B4', 'S09'], false, 40),
  lab('dmarc-enforce', 4, ['B4', 'S09'], false, 45),
  lab('fault-tls-expired', 2, ['S09', 'S11'], true, 20),
  lab('fault-spf', 3, ['B4'], true, 30),
];
const none = Object.fromEntries(skillIds.map((id) => [id, 0])) as Record<SkillId, number>;
const of = (results: LabResult[], quizzes: string[] = [], right = {}) => Object.fromEntries(levels(labs, results, quizzes, right).map((l) => [l.skill, l]));

test('twelve skills, six roles, each level from 0 to 100, each lesson in one skill', () => {
  expect(skillIds).toHaveLength(12);
  for (const role of Object.values(roles)) for (const id of skillIds) expect(role.wants[id], id).toBeGreaterThan(0);
  const lessons = skillIds.flatMap((id) => skills[id].lessons);
  expect(new Set(lessons).size).toBe(lessons.length);
});

test('a level is made of what was done and, for a quarter, of what was answered', () => {
  const solved = of([{ lab: 'spf-publish', share: 1, proved: true }], ['B3'], { B3: 0.9 });
  // dns: spf 2 of (2 + 2) points of difficulty, and 90 % of its quiz.
  expect(solved.dns?.level).toBe(Math.round(75 * 0.5 + 25 * 0.9));
  // senders: 2 of 8 (of 12 that there are, 8 are enough); no quiz.
  expect(solved.senders?.level).toBe(25);
  expect(of([{ lab: 'spf-publish', share: 1, proved: false }]).senders?.level).toBe(20);
  expect(of([]).senders?.level).toBe(0);
  expect(of([]).law).toMatchObject({ level: null, labs: { done: 0, of: 0 } });
  expect(of([], ['S19'], { S19: 0.5 }).law?.level).toBe(50);
  // A fault lab shows fault diagnosis, whatever its lessons are.
  expect(of([{ lab: 'fault-spf', share: 1, proved: true }]).faults?.level).toBe(60);
});

test('more than enough is 100, and hints show: a share below 1 counts as that share', () => {
  const all = labs.map(({ id }) => ({ lab: id, share: 1, proved: true }));
  expect(of(all).senders?.level).toBe(100);
  expect(of([{ lab: 'hello-smtp', share: 0.9, proved: true }]).protocols?.level).toBe(Math.round(90 / 4));
  // One easy lab is all that there is for protocols here, and still no mastery.
  expect(of(all).protocols?.level).toBe(25);
});

test('next labs: most of the gap in an hour, within reach, never one that is done', () => {
  const next = nextLabs(labs, [], none, roles.security.wants);
  expect(next).toHaveLength(5);
  expect(new Set(next.map((n) => n.lab.id)).size).toBe(5);
  // Nothing of difficulty 3 before something of 2 is solved.
  const ids = next.map((n) => n.lab.difficulty);
  expect(ids[0]).toBeLessThanOrEqual(2);
  for (const [i, difficulty] of ids.entries()) expect(difficulty).toBeLessThanOrEqual(Math.max(2, ...ids.slice(0, i).map((d) => d + 1)));
  const done = labs.filter((l) => l.id !== 'dmarc-enforce').map(({ id }) => ({ lab: id, share: 1, proved: true }));
  expect(nextLabs(labs, done, { ...none, senders: 60 }, roles.security.wants).map((n) => n.lab.id)).toEqual(['dmarc-enforce']);
});

test('where a quiz counts a quarter, a lab closes three quarters', () => {
  const closes = (quizzes: string[]) => nextLabs([labs[1]!, labs[2]!], [], none, roles.security.wants, quizzes, 1)[0]?.closes;
  const without = closes([]);
  const dns = without?.find((gain) => gain.skill === 'dns')?.points ?? 0;
  expect(dns).toBeGreaterThan(0);
  expect(closes(['B3', 'S07', 'B4'])?.find((gain) => gain.skill === 'dns')?.points ?? 0).toBe(Math.round(dns * 0.75));
});

test('a profile that is met wants nothing', () => {
  const met = { ...roles.developer.wants };
  expect(nextLabs(labs, [], met, roles.developer.wants)).toEqual([]);
  expect(covered(met, roles.developer.wants)).toBe(100);
  expect(covered(none, roles.developer.wants)).toBe(0);
  // 100 in one thing does not make up for another.
  expect(covered({ ...none, protocols: 100 }, roles.developer.wants)).toBe(Math.round((100 * 90) / 580));
});

test('own estimates come back from the address as they went', () => {
  const own = { ...none, dns: 40, law: 100 };
  expect(readOwn(writeOwn(own))).toEqual(own);
  for (const bad of ['', '1.2', `${writeOwn(own)}.3`, writeOwn(own).replace('40', '140'), writeOwn(own).replace('40', 'x')]) expect(readOwn(bad)).toBeNull();
});
