import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { modules } from '../course.ts';
import { seedAnchor, seedPoints } from './seed-points.ts';

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
    for (const [i, point] of (seedPoints[id] ?? []).entries())
      expect(found, `${point}: <span id="${seedAnchor(id, i + 1)}"></span>`).toContain(seedAnchor(id, i + 1));
    expect(new Set(found).size, 'every id once').toBe(found.length);
  });
});

test('has the points of all 29 sections of the courseware', () => {
  const sections = modules.flatMap((module) => module.lessons.map((lesson) => lesson.id)).filter((id) => id.startsWith('S'));
  expect(Object.keys(seedPoints).toSorted()).toEqual(sections.toSorted());
  for (const id of sections) expect(seedPoints[id]?.length, id).toBeGreaterThan(0);
});
