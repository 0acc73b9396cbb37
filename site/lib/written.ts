import { getCollection } from 'astro:content';
import { type LessonId, modules } from '../course.ts';
import { href, type Language } from './language.ts';

/** Minutes of each written lesson, by id. Written = its English page is in the collection at the place the plan gives it. */
export async function writtenLessons(): Promise<Map<LessonId, number | null>> {
  const minutes = new Map((await getCollection('docs')).map((entry) => [entry.id, entry.data.minutes ?? null]));
  const written = new Map<LessonId, number | null>();
  for (const module of modules)
    for (const lesson of module.lessons) {
      const found = minutes.get(`${module.folder}/${lesson.slug}`);
      if (found !== undefined) written.set(lesson.id, found);
    }
  return written;
}

/** The written lessons in the order of the course, with title and address in a language. */
export async function courseLessons(language: Language): Promise<{ id: LessonId; title: string; href: string }[]> {
  const written = await writtenLessons();
  return modules.flatMap((module) =>
    module.lessons
      .filter((lesson) => written.has(lesson.id))
      .map((lesson) => ({ id: lesson.id, title: lesson.title[language], href: href(language, `${module.folder}/${lesson.slug}/`) })),
  );
}
