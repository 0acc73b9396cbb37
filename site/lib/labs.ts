import { readdir, stat } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { labSchema } from '../../lab-runner/contract/lab.ts';
import type { LocalizedText } from '../../lab-runner/contract/text.ts';
import { textProblems } from './lab-texts.ts';

/** What the pages may say about a lab: never a hint, a "why" or a secret parameter. */
export interface LabCard {
  slug: string;
  title: LocalizedText;
  summary: LocalizedText;
  module: string;
  kind: string;
  difficulty: number;
  minutes: number;
  lessons: string[];
  hosts: string[];
  /** Images its hosts are made from. */
  images: string[];
  tasks: { id: string; title: LocalizedText; points: number; proof: string }[];
  invariants: { id: string; title: LocalizedText }[];
}
/** A folder of `labs/` that cannot be shown, and why: for its author. */
export interface LabProblem {
  slug: string;
  message: string;
}

/** The well-formed labs, in the order of modules and difficulty. A malformed one is left out and told by `labProblems`. */
export async function labCards(): Promise<LabCard[]> {
  return (await readLabs(`${process.cwd()}/labs`)).cards;
}

export async function labProblems(): Promise<LabProblem[]> {
  const folder = `${process.cwd()}/labs`;
  const texts = (await textProblems(folder)).map((problem) => ({ slug: problem.slug, message: `${problem.file}: ${problem.message}` }));
  return [...(await readLabs(folder)).problems, ...texts];
}

/** Reads every folder with a `lab.ts`. The file is run by Node itself, not bundled, so that one that is broken breaks no page. */
export async function readLabs(folder: string): Promise<{ cards: LabCard[]; problems: LabProblem[] }> {
  const cards: LabCard[] = [];
  const problems: LabProblem[] = [];
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  for (const entry of entries.filter((e) => e.isDirectory()).toSorted((a, b) => a.name.localeCompare(b.name))) {
    const result = await readLab(folder, entry.name);
    if ('message' in result) problems.push(result);
    else cards.push(result);
  }
  const order = (card: LabCard): number => Number(card.module.slice(1)) * 10 + card.difficulty;
  return { cards: cards.toSorted((a, b) => order(a) - order(b)), problems };
}

async function readLab(folder: string, slug: string): Promise<LabCard | LabProblem> {
  const file = `${folder}/${slug}/lab.ts`;
  let loaded: { default?: unknown };
  try {
    // The time in the address makes Node load a changed file again (in development); an unchanged one is loaded once.
    const { mtimeMs } = await stat(file);
    loaded = (await import(/* @vite-ignore */ `${pathToFileURL(file).href}?${mtimeMs}`)) as { default?: unknown };
  } catch (error) {
    return { slug, message: `labs/${slug}/lab.ts: expected a module that can be run, found: ${error instanceof Error ? error.message : String(error)}` };
  }
  const parsed = labSchema.safeParse(loaded.default);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return { slug, message: `labs/${slug}/lab.ts: ${issue?.path.join('.') || 'default export'}: ${issue?.message}` };
  }
  const lab = parsed.data;
  return {
    slug,
    title: lab.title,
    summary: lab.summary,
    module: lab.module,
    kind: lab.kind,
    difficulty: lab.difficulty,
    minutes: lab.minutes,
    lessons: lab.lessons,
    hosts: Object.keys(lab.topology.hosts),
    images: [...new Set(Object.values(lab.topology.hosts).map((host) => host.image))],
    tasks: lab.tasks.map(({ id, title, points, proof }) => ({ id, title, points, proof })),
    invariants: lab.invariants,
  };
}
