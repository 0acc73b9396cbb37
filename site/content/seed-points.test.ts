import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type LessonId, modules } from '../course.ts';
import { seedPoints } from './seed-points.ts';

const file = (folder: string, slug: string, language: 'en' | 'zh-cn'): URL =>
  new URL(`./docs/${language === 'en' ? '' : 'zh-cn/'}${folder}/${slug}.mdx`, import.meta.url);

/** The ids that a lesson's source gives by hand. Ids of headings differ between the languages, so a seed point never uses one. */
const ids = (source: string): string[] => [...source.matchAll(/\bid="([^"]+)"/g)].map((match) => match[1] as string);

const written = modules.flatMap((module) =>
  module.lessons.filter((lesson) => existsSync(file(module.folder, lesson.slug, 'en'))).map((lesson) => ({ ...lesson, folder: module.folder })),
);

describe.each(written)('lesson $id', ({ id, slug, folder }) => {
  test.each(['en', 'zh-cn'] as const)('teaches each point of the courseware at its anchor (%s)', (language) => {
    const found = ids(readFileSync(file(folder, slug, language), 'utf8'));
    for (const { point, anchor } of seedPoints[id] ?? []) expect(found, `${point}: <span id="${anchor}" />`).toContain(anchor);
    expect(new Set(found).size, 'every id once').toBe(found.length);
  });

  // The bridge lessons are not in the courseware.
  test.runIf(id.startsWith('S'))('has its points listed', () => {
    expect(seedPoints[id]?.length ?? 0, `seed-points.ts: expected the points of ${id}`).toBeGreaterThan(0);
  });
});

test('lists lessons that exist', () => {
  const known = new Set<LessonId>(modules.flatMap((module) => module.lessons.map((lesson) => lesson.id)));
  for (const id of Object.keys(seedPoints)) expect(known.has(id as LessonId), id).toBe(true);
});
