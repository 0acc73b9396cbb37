import { globSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { glossary } from './glossary.ts';

const root = resolve(import.meta.dirname, '../..');
const read = (pattern: string) => globSync(join(root, pattern)).map((file) => ({ file: relative(root, file), text: readFileSync(file, 'utf8') }));

test('at least two hundred terms, each once, in both languages', () => {
  expect(glossary.length).toBeGreaterThanOrEqual(200);
  const ids = glossary.map((e) => e.id);
  expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
  for (const e of glossary) expect([e.id, e.term.en, e.term['zh-cn'], e.means.en, e.means['zh-cn']].every((text) => text.trim() !== '')).toBe(true);
});

test('our Chinese texts use the forms of the glossary', () => {
  const texts = [
    ...read('site/content/docs/zh-cn/**/*.mdx'),
    ...read('labs/*/instructions.zh-cn.mdx'),
    ...read('labs/*/{lab,checks}.ts'),
    ...read('site/content/quizzes/*.ts'),
    ...read('site/widgets/*/*.{ts,tsx}'),
  ];
  expect(texts.length).toBeGreaterThan(10);
  const found = glossary.flatMap((e) =>
    e.avoid.flatMap((form) => texts.filter(({ text }) => text.includes(form)).map(({ file }) => `${file}: “${form}” should be “${e.term['zh-cn']}”`)),
  );
  expect(found).toEqual([]);
});

test('every term that a lesson explains is in the glossary', () => {
  const ids = new Set(glossary.map((e) => e.id));
  const used = read('site/content/docs/**/*.mdx').flatMap(({ file, text }) =>
    [...text.matchAll(/<Term id="([^"]*)"/g)].map((m) => ({ file, id: m[1] as string })),
  );
  expect(used.filter(({ id }) => !ids.has(id))).toEqual([]);
});
