/** What can be told of the built site without a browser; it is here because the site is built before this part of the tests. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { modules } from '../site/course.ts';
import { type BuiltPage, builtPages, isFile, targetOf, weightOf } from './support/built.ts';
import { root } from './support/site.ts';

const pages = builtPages();
const byPath = new Map(pages.map((page) => [page.path, page]));
/** Addresses of the written lessons in English. */
const lessons = modules.flatMap(({ folder, lessons }) => lessons.map(({ slug }) => `/${folder}/${slug}/`)).filter((path) => byPath.has(path));
const inBoth = lessons.flatMap((path) => [path, `/zh-cn${path}`]);
const source = (path: string, language: '' | 'zh-cn/') => readFileSync(join(root, 'site/content/docs', language, `${path.slice(1, -1)}.mdx`), 'utf8');

/** Design §9. */
const budget = 35 * 1024;

test('there are pages to look at', () => {
  expect(lessons.length).toBeGreaterThan(10);
  expect(pages.length).toBeGreaterThan(2 * lessons.length);
});

test('every link of every page leads somewhere, anchors included', () => {
  const broken: string[] = [];
  for (const page of pages)
    for (const { name, attributes } of page.tags) {
      const href = attributes[name === 'a' || name === 'link' ? 'href' : 'src'];
      // An empty link is a mistake; a tag without one is not a link.
      if (href === undefined) continue;
      if (href === '') broken.push(`${page.path}: <${name}> with an empty address`);
      else {
        const target = targetOf(page, href);
        if (!target) continue;
        const to = byPath.get(target.path);
        if (!to && !isFile(target.path)) broken.push(`${page.path}: ${href} leads nowhere`);
        else if (to && target.anchor && target.anchor !== '_top' && !to.ids.includes(target.anchor)) broken.push(`${page.path}: ${href} has no such anchor`);
      }
    }
  expect(broken).toEqual([]);
});

test('no id stands twice on a page', () => {
  // Each figure brings its own, equal arrow head: whichever is taken, the arrow is the same.
  const twice = pages.flatMap(({ path, ids }) => [...new Set(ids.filter((id, i) => ids.indexOf(id) !== i && id !== 'fig-head'))].map((id) => `${path}: ${id}`));
  expect(twice).toEqual([]);
});

test('every lesson needs at most 35 KB of JavaScript and CSS before its widget', () => {
  const weights = inBoth.map((path) => ({ path, ...weightOf(byPath.get(path) as BuiltPage) }));
  const heaviest = weights.toSorted((a, b) => b.page - a.page)[0];
  console.log(`heaviest: ${heaviest?.path} ${heaviest?.page} B, and ${heaviest?.islands} B of islands`);
  expect(weights.filter(({ page }) => page > budget)).toEqual([]);
  // It measures something: the fonts' and colours' sheet alone is more.
  for (const { page, islands } of weights) expect([page > 5000, islands > 5000]).toEqual([true, true]);
});

test('a link to any page can be shown with its title, a sentence and a picture in its language', () => {
  const bad: string[] = [];
  for (const page of pages.filter(({ path }) => !/404/.test(path))) {
    const meta = (key: string) =>
      page.tags.find(({ name, attributes }) => name === 'meta' && (attributes['property'] === key || attributes['name'] === key))?.attributes['content'] ?? '';
    const language = page.path.startsWith('/zh-cn/') ? 'zh-cn' : 'en';
    for (const key of ['og:title', 'og:description', 'description', 'og:type', 'og:site_name', 'og:image', 'og:image:alt', 'twitter:card'])
      if (meta(key).trim() === '') bad.push(`${page.path}: ${key} is missing`);
    if (meta('og:locale').toLowerCase() !== language) bad.push(`${page.path}: og:locale is "${meta('og:locale')}"`);
    const picture = targetOf(page, meta('og:image'))?.path ?? '';
    if (picture !== `/preview.${language}.png` || !isFile(picture)) bad.push(`${page.path}: og:image is "${meta('og:image')}"`);
  }
  expect(bad).toEqual([]);
});

/** What a lesson is made of, in order: it must be the same in both languages. */
function partsOf(text: string): string[] {
  return [
    ...text.matchAll(/^import .*/gm),
    ...text.matchAll(/<(?:Quiz id|Worked [^>]*?of|LessonLink id|LabCards labs)=\{?["[][^>]*?["\]]/g),
    ...text.matchAll(/<(?:WidgetFrame|Figure|Mistake|CheckYourself|Objectives|Scene|Sources|Compare)\b/g),
    ...text.matchAll(/id="seed-[^"]+"/g),
    ...text.matchAll(/^#{2,3} /gm),
  ]
    .map(([part]) =>
      part
        .replace(/<Worked [^>]*?of/, '<Worked of')
        .replace(/'(\.\.\/)+/, "'")
        .trim(),
    )
    .filter((part) => !part.startsWith('<LessonLink'));
}

test.each(lessons)('%s is complete in both languages', (path) => {
  const [en, zh] = [byPath.get(path), byPath.get(`/zh-cn${path}`)];
  if (!zh) throw new Error(`expected site/content/docs/zh-cn${path.slice(0, -1)}.mdx, found none`);
  // Starlight shows the English text where the Chinese one is missing, and says so.
  expect(zh.html).not.toContain('This page is not in your language yet');
  expect(partsOf(source(path, 'zh-cn/')).sort()).toEqual(partsOf(source(path, '')).sort());
  const islands = (page: BuiltPage | undefined) =>
    page?.tags.filter(({ name }) => name === 'astro-island').map(({ attributes }) => attributes['component-url']);
  expect(islands(zh)).toEqual(islands(en));
  const seeds = (page: BuiltPage | undefined) => page?.ids.filter((id) => id.startsWith('seed-')).sort();
  expect(seeds(zh)).toEqual(seeds(en));
  const frontmatter = (text: string) => [/^lesson: (.*)$/m.exec(text)?.[1], /^minutes: (.*)$/m.exec(text)?.[1]];
  expect(frontmatter(source(path, 'zh-cn/'))).toEqual(frontmatter(source(path, '')));
});
