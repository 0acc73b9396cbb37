import { expect, test } from 'vitest';
import { findLesson, lessonIds, modules } from './course.ts';

const lessons = modules.flatMap((module) => module.lessons);

test('ten modules, 37 lessons: every id once, every slug once', () => {
  expect(modules.map((module) => module.id)).toEqual(['M1', 'M2', 'M3', 'M4', 'M5', 'M6', 'M7', 'M8', 'M9', 'M10']);
  expect(lessons.map((lesson) => lesson.id).sort()).toEqual([...lessonIds].sort());
  expect(lessons).toHaveLength(37);
  expect(new Set(lessons.map((lesson) => lesson.slug)).size).toBe(37);
});

test('a lesson is found by id and by slug', () => {
  expect(findLesson('B7')?.module.folder).toBe('operations');
  expect(findLesson('case-icbc')?.lesson.id).toBe('S26');
  expect(findLesson('nothing')).toBeNull();
});
