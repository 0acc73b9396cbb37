import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { textProblems } from './lab-texts.ts';
import { readLabs } from './labs.ts';

async function folder(files: Record<string, string>): Promise<AsyncDisposable & { path: string }> {
  const path = await mkdtemp(join(tmpdir(), 'labs-'));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(join(path, name, '..'), { recursive: true });
    await writeFile(join(path, name), text);
  }
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) };
}

test('no labs folder, or an empty one, is no problem', async () => {
  expect(await readLabs('/nowhere')).toEqual({ cards: [], problems: [] });
  await using empty = await folder({ 'README.md': 'x' });
  expect(await readLabs(empty.path)).toEqual({ cards: [], problems: [] });
  expect(await textProblems(empty.path)).toEqual([]);
});

test('a broken lab is left out, and its file and field are named', async () => {
  await using labs = await folder({ 'one/lab.ts': 'export default {{', 'two/lab.ts': 'export default { title: 3 };', 'three/notes.md': '' });
  const { cards, problems } = await readLabs(labs.path);
  expect(cards).toEqual([]);
  expect(problems.map((problem) => problem.slug)).toEqual(['one', 'three', 'two']);
  expect(problems[2]?.message).toMatch(/^labs\/two\/lab\.ts: title: /);
});

test('a text with bad frontmatter or MDX is named with its place; a good one is not', async () => {
  await using labs = await folder({
    'one/instructions.en.mdx': '---\ntitle: [x\n---\nhi',
    'one/instructions.zh-cn.mdx': 'hi <Task id="x">',
    'two/instructions.en.mdx': '---\ntitle: x\n---\n<Task id="x" /> **fine**',
  });
  const problems = await textProblems(labs.path);
  expect(problems.map((problem) => problem.file)).toEqual(['labs/one/instructions.en.mdx', 'labs/one/instructions.zh-cn.mdx']);
  expect(problems[1]?.message).toContain('Task');
});
