import { existsSync } from 'node:fs';
import { modules } from '../course.ts';

/**
 * The sidebar: the course's own pages, then each module that has a written lesson, in the order of the plan.
 * `docs` is the folder of the English pages: a file there is what makes a lesson exist.
 */
export function courseSidebar(docs: URL) {
  const written = (path: string): boolean => existsSync(new URL(`${path}.mdx`, docs));
  const pages = ['course', 'paths', 'labs/index', 'progress', 'join', 'glossary', 'how-we-grade'].filter(written).map((path) => path.replace(/\/index$/, ''));
  const groups = modules
    .map((module) => ({
      label: module.title.en,
      translations: { 'zh-CN': module.title['zh-cn'] },
      items: module.lessons.map((lesson) => `${module.folder}/${lesson.slug}`).filter(written),
    }))
    .filter((group) => group.items.length > 0);
  return [...pages, ...groups];
}
