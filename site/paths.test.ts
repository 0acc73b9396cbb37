import { expect, test } from 'vitest';
import { lessonIds } from './course.ts';
import { paths } from './paths.ts';

test('each lesson and each lab stands once in a path, and every lesson is one of the course', () => {
  for (const path of paths) {
    const lessons = path.steps.flatMap((s) => s.lessons);
    const labs = path.steps.flatMap((s) => s.labs);
    expect([path.id, lessons.filter((l, i) => lessons.indexOf(l) !== i), labs.filter((l, i) => labs.indexOf(l) !== i)]).toEqual([path.id, [], []]);
    for (const id of lessons) expect(lessonIds).toContain(id);
    for (const slug of labs) expect(slug).toMatch(/^[a-z0-9-]+$/);
  }
});

test('every path but the workshop begins with saying hello in SMTP', () => {
  for (const path of paths.filter((p) => p.id !== 'workshop')) expect(path.steps[0]?.labs).toEqual(['hello-smtp']);
});

test('the times of the workshop rise', () => {
  const times = paths.find((p) => p.id === 'workshop')?.steps.map((s) => s.at ?? '') ?? [];
  expect(times).toEqual(times.toSorted());
  expect(times).not.toContain('');
});
