import { readdir, readFile } from 'node:fs/promises';
import { parseFrontmatter } from '@astrojs/internal-helpers/frontmatter';
import { satteri } from '@astrojs/markdown-satteri';
import { glob, type Loader } from 'astro/loaders';
import { languages } from '../../lab-runner/contract/text.ts';

/** A text of a lab that cannot be shown. `file` is relative to the repository. */
export interface TextProblem {
  slug: string;
  file: string;
  message: string;
}

/**
 * The learner's texts of the labs, ids `<slug>/en` and `<slug>/zh-cn`. A text that does not compile is left out, with a warning:
 * one author's slip must not take the course off the air. `textProblems` says the same on the labs page.
 */
export function labTexts(folder: string): Loader {
  return {
    name: 'lab-texts',
    load: async (context) => {
      const problems = await textProblems(folder);
      for (const problem of problems) context.logger.warn(`${problem.file}: ${problem.message}. This text is left out.`);
      const broken = problems.map((problem) => `!${problem.file.replace(/^labs\//, '')}`);
      const inner = glob({
        base: './labs',
        pattern: [`*/instructions.{${languages.join(',')}}.mdx`, ...broken],
        generateId: ({ entry }) => entry.replace(/\/instructions\.(.+)\.mdx$/, '/$1'),
      });
      await inner.load(context);
    },
  };
}

/** Compiles every text once and says what is wrong with those that fail: frontmatter or MDX, with its line. */
export async function textProblems(folder: string): Promise<TextProblem[]> {
  const renderer = await satteri().createMdxRenderer?.(
    { syntaxHighlight: false, gfm: true, smartypants: false },
    { optimize: false, srcDir: new URL('../', import.meta.url) },
  );
  const problems: TextProblem[] = [];
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  for (const entry of entries.filter((e) => e.isDirectory()))
    for (const language of languages) {
      const name = `instructions.${language}.mdx`;
      const text = await readFile(`${folder}/${entry.name}/${name}`, 'utf8').catch(() => null);
      // A text that is not there is the catalogue's matter: it knows what a lab needs.
      if (text === null) continue;
      try {
        const { frontmatter, content } = parseFrontmatter(text, { frontmatter: 'empty-with-spaces' });
        await renderer?.process(content, `${folder}/${entry.name}/${name}`, frontmatter);
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        problems.push({ slug: entry.name, file: `labs/${entry.name}/${name}`, message: message.split('\n')[0] ?? message });
      }
    }
  return problems;
}
