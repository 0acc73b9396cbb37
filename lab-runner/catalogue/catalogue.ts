import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ZodError } from 'zod';
import type { LabSummary } from '../contract/api.ts';
import { type LabDefinition, labSchema } from '../contract/lab.ts';
import { languages } from '../contract/text.ts';
import { messageOf, PostlabError } from '../errors.ts';

/** One valid folder of `labs/`. */
export interface Lab {
  slug: string;
  folder: string;
  definition: LabDefinition;
  solutions: Fixture[];
  wrong: WrongFixture[];
}

/** A solution: what runs on which host, in order. */
export interface Fixture {
  name: string;
  steps: { host: string; script: string }[];
}
export interface WrongFixture extends Fixture {
  /** The task it must fail. */
  fails: string;
  /** Words the English result must contain. */
  because: string;
  /** The variant it is a shortcut for (`# variant: b`), or '' for the first. */
  variant: string;
}

/** What is wrong with a lab folder, for its author. */
export interface LabProblem {
  slug: string;
  file: string;
  field: string;
  expected: string;
}

export interface Catalogue {
  labs: ReadonlyMap<string, Lab>;
  problems: readonly LabProblem[];
}

const knownEntries = new Set([
  'lab.ts',
  'checks.ts',
  'checks',
  'instructions.en.mdx',
  'instructions.zh-cn.mdx',
  'files',
  'before-boot',
  'start',
  'solutions',
  'wrong',
  'README.md',
  'audit.json',
]);

/** Reads every folder of `labs/`. A malformed lab becomes a problem and never hides the others. */
export async function loadCatalogue(labsFolder: string, images: ReadonlySet<string>): Promise<Catalogue> {
  const labs = new Map<string, Lab>();
  const problems: LabProblem[] = [];
  const folders = existsSync(labsFolder)
    ? readdirSync(labsFolder, { withFileTypes: true })
        .filter((e) => e.isDirectory())
        .map((e) => e.name)
    : [];
  for (const slug of folders.sort()) {
    const found: LabProblem[] = [];
    const lab = await loadLab(join(labsFolder, slug), slug, images, found);
    problems.push(...found);
    if (lab && found.length === 0) labs.set(slug, lab);
  }
  return { labs, problems };
}

/** A sentence a lab's author can act on. */
export function describeProblem(p: LabProblem): string {
  return `labs/${p.slug}/${p.file}${p.field ? ` → ${p.field}` : ''}: ${p.expected}`;
}

/** Throws PostlabError 404 `unknown-lab` (or `broken-lab`, naming the first problem). */
export function labOf(catalogue: Catalogue, slug: string): Lab {
  const lab = catalogue.labs.get(slug);
  if (lab) return lab;
  const problem = catalogue.problems.find((p) => p.slug === slug);
  if (problem) {
    throw new PostlabError({
      code: 'broken-lab',
      status: 409,
      message: `The lab "${slug}" cannot be used: ${describeProblem(problem)}.`,
      hint: `Mend the folder and run "npx postlab lab test ${slug}".`,
    });
  }
  throw new PostlabError({
    code: 'unknown-lab',
    status: 404,
    message: `There is no lab "${slug}". Known are: ${[...catalogue.labs.keys()].join(', ') || 'none'}.`,
    hint: 'Check the spelling, or look at the list of labs.',
  });
}

/** The lab as the world may see it: no hints, no why, no checks. */
export function summaryOf(lab: Lab): LabSummary {
  const d = lab.definition;
  return {
    slug: lab.slug,
    title: d.title,
    summary: d.summary,
    module: d.module,
    kind: d.kind,
    difficulty: d.difficulty,
    minutes: d.minutes,
    lessons: d.lessons,
    hosts: Object.keys(d.topology.hosts),
    tasks: d.tasks.map(({ id, title, points, proof }) => ({ id, title, points, proof })),
    invariants: d.invariants.map(({ id, title }) => ({ id, title })),
  };
}

async function loadLab(folder: string, slug: string, images: ReadonlySet<string>, problems: LabProblem[]): Promise<Lab | null> {
  const complain = (file: string, field: string, expected: string) => problems.push({ slug, file, field, expected });
  for (const name of readdirSync(folder)) {
    if (!knownEntries.has(name)) complain(name, '', `expected only ${[...knownEntries].join(', ')}; found "${name}"`);
  }
  const file = join(folder, 'lab.ts');
  if (!existsSync(file)) {
    complain('lab.ts', '', 'expected a file with "export default defineLab({…})"; found none');
    return null;
  }
  let raw: unknown;
  try {
    raw = ((await import(pathToFileURL(file).href)) as { default?: unknown }).default;
  } catch (error) {
    complain('lab.ts', '', `expected a module that loads; found: ${messageOf(error)}`);
    return null;
  }
  const parsed = labSchema.safeParse(raw);
  if (!parsed.success) {
    for (const p of friendly(parsed.error, raw)) complain('lab.ts', p.field, p.expected);
    return null;
  }
  const definition = parsed.data;
  const hosts = Object.keys(definition.topology.hosts);
  for (const [host, spec] of Object.entries(definition.topology.hosts)) {
    if (!images.has(spec.image))
      complain('lab.ts', `topology.hosts.${host}.image`, `expected a folder of images/ (${[...images].join(', ')}); found "${spec.image}"`);
  }
  checkInstructions(folder, definition, complain);
  if (!existsSync(join(folder, 'checks.ts'))) complain('checks.ts', '', 'expected a file with "export default defineChecks(lab, {…})"; found none');
  for (const sub of ['files', 'before-boot', 'start']) {
    for (const entry of list(join(folder, sub))) {
      const host = sub === 'files' ? entry : entry.replace(/\.sh$/, '');
      if (!hosts.includes(host)) complain(`${sub}/${entry}`, '', `expected the name of a host of the topology (${hosts.join(', ')}); found "${entry}"`);
    }
  }
  const solutions = fixtures(folder, 'solutions', hosts, complain);
  const wrong = fixtures(folder, 'wrong', hosts, complain).map((fixture): WrongFixture => {
    const head = fixture.steps[0]?.script ?? '';
    const fails = /^# fails: (\S+)$/m.exec(head)?.[1] ?? '';
    const because = /^# because: (.+)$/m.exec(head)?.[1]?.trim() ?? '';
    const ids = definition.tasks.map((t) => t.id);
    if (!ids.includes(fails)) complain(`wrong/${fixture.name}`, '', `expected a line "# fails: <task>" naming one of ${ids.join(', ')}; found "${fails}"`);
    if (!because) complain(`wrong/${fixture.name}`, '', 'expected a line "# because: <words of the message>"; found none');
    return { ...fixture, fails, because, variant: /^# variant: (\S+)$/m.exec(head)?.[1] ?? '' };
  });
  if (solutions.length < 2) complain('solutions/', '', `expected at least two really different solutions; found ${solutions.length}`);
  if (wrong.length < 1) complain('wrong/', '', 'expected at least one wrong shortcut; found none');
  return { slug, folder, definition, solutions, wrong };
}

function checkInstructions(folder: string, lab: LabDefinition, complain: (file: string, field: string, expected: string) => void): void {
  const wanted = lab.tasks.map((t) => t.id).join(', ');
  const known = new Set([
    ...Object.keys(lab.parameters).filter((p) => !lab.secret.includes(p)),
    ...Object.entries(lab.topology.hosts).flatMap(([h, { ipv6 }]) => [`ip:${h}`, `ptr:${h}`, ...(ipv6 ? [`ip6:${h}`] : [])]),
    'reverse:zone',
  ]);
  for (const language of languages) {
    const name = `instructions.${language}.mdx`;
    const file = join(folder, name);
    if (!existsSync(file)) {
      complain(name, '', "expected the learner's text in this language; found no such file");
      continue;
    }
    const text = readFileSync(file, 'utf8');
    const found = [...text.matchAll(/<Task id="([^"]+)"/g)].map((m) => m[1]).join(', ');
    if (found !== wanted) complain(name, '<Task>', `expected the tasks ${wanted}, in this order; found ${found || 'none'}`);
    for (const [, parameter] of text.matchAll(/\[\[([a-z][A-Za-z0-9:-]*)\]\]/g)) {
      if (!known.has(parameter ?? '')) complain(name, `[[${parameter}]]`, `expected a parameter that the learner may see (${[...known].join(', ')})`);
    }
  }
}

function fixtures(folder: string, sub: string, hosts: string[], complain: (file: string, field: string, expected: string) => void): Fixture[] {
  const base = join(folder, sub);
  return list(base).flatMap((entry): Fixture[] => {
    const path = join(base, entry);
    if (statSync(path).isDirectory()) {
      const steps = list(path).flatMap((file) => {
        const host = /^\d\d-([a-z][a-z0-9-]*)\.sh$/.exec(file)?.[1];
        if (!host || !hosts.includes(host)) {
          complain(relative(folder, join(path, file)), '', `expected a name like 10-${hosts[0]}.sh with a host of the topology; found "${file}"`);
          return [];
        }
        return [{ host, script: readFileSync(join(path, file), 'utf8') }];
      });
      return [{ name: entry, steps }];
    }
    if (!entry.endsWith('.sh')) {
      complain(`${sub}/${entry}`, '', 'expected a shell script (name.sh) or a folder of NN-host.sh scripts');
      return [];
    }
    return [{ name: entry.replace(/\.sh$/, ''), steps: [{ host: hosts[0] ?? '', script: readFileSync(path, 'utf8') }] }];
  });
}

const list = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder).sort() : []);

/** Zod's issues in our form: field, expected, found. */
function friendly(error: ZodError, input: unknown): { field: string; expected: string }[] {
  return error.issues.map((issue) => {
    const value = issue.path.reduce<unknown>((v, key) => (v as Record<PropertyKey, unknown> | undefined)?.[key], input);
    const shown = value === undefined ? 'nothing' : JSON.stringify(value)?.slice(0, 80);
    return { field: issue.path.join('.'), expected: `${issue.message}${issue.code === 'custom' ? '' : `; found ${shown}`}` };
  });
}
