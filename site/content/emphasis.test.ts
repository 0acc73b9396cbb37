import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const space = (c: string) => c === '' || /\s/u.test(c);
const mark = (c: string) => /[\p{P}\p{S}]/u.test(c);

/**
 * The `*` and `**` that Markdown shows instead of emphasis (CommonMark §6.2). Chinese has no spaces, so `叫**<Term …` and `。**再看` happen easily: a mark
 * with a letter on its outer side and punctuation on its inner side neither opens nor closes.
 */
function shown(source: string): string[] {
  const text = source
    .replace(/^---\n[\s\S]*?\n---\n/, '')
    .replace(/^```[\s\S]*?^```/gm, '')
    // What is inside code and attributes is not Markdown; their own marks stay, since they are neighbours.
    .replace(/`[^`\n]*`/g, (code) => `\`${'x'.repeat(code.length - 2)}\``)
    .replace(/="[^"]*"/g, (value) => `="${'x'.repeat(value.length - 3)}"`);
  return text.split(/\n\s*\n/).flatMap((paragraph) => {
    const open = { '*': false, '**': false };
    const bad: string[] = [];
    const excerpt = (at: number) => paragraph.slice(Math.max(0, at - 12), at + 14).replace(/\n/g, ' ');
    for (const { 0: stars, index } of paragraph.matchAll(/(?<!\*)\*\*?(?!\*)/g)) {
      const kind = stars as '*' | '**';
      const [before, after] = [paragraph[index - 1] ?? '', paragraph[index + stars.length] ?? ''];
      const opens = !space(after) && (!mark(after) || space(before) || mark(before));
      const closes = !space(before) && (!mark(before) || space(after) || mark(after));
      if (open[kind] ? !closes : !opens) bad.push(excerpt(index));
      open[kind] = !open[kind];
    }
    return open['*'] || open['**'] ? [...bad, `never closed: ${excerpt(paragraph.lastIndexOf('*'))}`] : bad;
  });
}

test.each([
  ['先**重启**。再看一遍', 0],
  ['**双电源**要接两路电。**多处理器**让机器更快', 0],
  ['用途：**<Term id="pue">PUE</Term>**（电能利用效率）', 0],
  ['the **budget**, and `**not this**`', 0],
  ['先**重启。**再看一遍', 1],
  ['这叫**<Term id="error-budget">错误预算</Term>**，用完为止', 1],
  ['主题含**[[keyword]]**的邮件', 2],
  ['one **left open', 1],
  ['*每月 36 封。*每一句都有数字', 1],
  ['*前部*注明', 0],
])('%s', (text, wrong) => {
  expect(shown(text)).toHaveLength(wrong);
});

test('no page shows the marks of its emphasis', () => {
  const files = globSync(['site/content/docs/**/*.mdx', 'labs/*/instructions.*.mdx'], { cwd: root });
  expect(files.length).toBeGreaterThan(100);
  expect(files.flatMap((file) => shown(readFileSync(`${root}/${file}`, 'utf8')).map((where) => `${file}: …${where}…`))).toEqual([]);
});
