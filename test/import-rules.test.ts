import { readdirSync, readFileSync, statSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const builtins = new Set(builtinModules);

/** Who may import whom (docs/architecture.md). Folders of lab-runner; `errors` is allowed everywhere. What is not listed is forbidden. */
const allowed: Record<string, readonly string[]> = {
  contract: [],
  world: ['contract'],
  catalogue: ['contract'],
  engine: ['contract'],
  placement: ['engine', 'contract'],
  terminal: ['engine', 'contract'],
  probes: ['contract', 'engine'],
  checking: ['probes', 'contract', 'catalogue', 'engine'],
  grading: ['contract'],
  classes: ['accounts', 'grading', 'store', 'contract'],
  store: ['contract'],
  accounts: ['contract', 'store'],
  sandbox: ['placement', 'engine', 'probes', 'contract', 'catalogue', 'store'],
  lessons: ['store', 'contract'],
  canary: ['sandbox', 'probes', 'store', 'catalogue', 'contract'],
  attempts: ['sandbox', 'canary', 'checking', 'grading', 'store', 'catalogue', 'contract', 'engine'],
  http: ['attempts', 'lessons', 'terminal', 'catalogue', 'contract', 'engine', 'accounts', 'classes', 'grading'],
};
/** Composition: `main`, `cli`, the commands and the gate may import anything. */
const composition = new Set(['commands', 'gate', '']);

/** Packages that only one folder may touch. */
const onlyIn: Record<string, readonly string[]> = {
  dockerode: ['engine'],
  kysely: ['store'],
  'smtp-server': ['world'],
  imapflow: ['probes'],
  fastify: ['http'],
};

function* sources(folder: string): Generator<string> {
  for (const entry of readdirSync(folder)) {
    const path = join(folder, entry);
    if (entry === 'node_modules') continue;
    if (statSync(path).isDirectory()) yield* sources(path);
    else if (/\.tsx?$/.test(entry) && !/\.test(-d)?\.tsx?$/.test(entry)) yield path;
  }
}

function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  return [/\bfrom\s+'([^']+)';?$/gm, /^import\s+'([^']+)'/gm, /\bimport\(\s*'([^']+)'/g].flatMap((form) => [...text.matchAll(form)].map((m) => m[1] as string));
}

const runner = join(root, 'lab-runner');
const files = [...sources(runner)];

describe('import rules', () => {
  it('looks at something', () => expect(files.length).toBeGreaterThan(20));

  it.each(files.map((f) => [relative(root, f), f]))('%s', (_name, file) => {
    const inside = relative(runner, file);
    const folder = inside.includes('/') ? (inside.split('/')[0] as string) : '';
    for (const target of importsOf(file)) {
      if (target.startsWith('.')) {
        const to = relative(runner, resolve(dirname(file), target));
        if (composition.has(folder)) continue;
        const other = to.includes('/') ? (to.split('/')[0] as string) : '';
        if (other === '' && to === 'errors.ts') continue;
        expect([folder, ...(allowed[folder] ?? [])], `${inside} imports ${to}`).toContain(other);
      } else {
        const name = target.startsWith('@') ? target.split('/').slice(0, 2).join('/') : (target.split('/')[0] as string);
        if (target.startsWith('node:') || builtins.has(name)) {
          if (folder === 'contract') expect(['node:crypto', 'node:stream'], `${inside} imports ${target}`).toContain(target);
          continue;
        }
        if (folder === 'contract') expect(name, `${inside} imports ${target}`).toBe('zod');
        const owners = onlyIn[name];
        if (owners && !composition.has(folder))
          expect([...owners, ...(name === 'kysely' ? ['attempts', 'accounts', 'classes', 'lessons'] : [])], `${inside} imports ${target}`).toContain(folder);
      }
    }
  });

  it('labs import only the contract, their own files, node:crypto and node:zlib, which can only compute', () => {
    const labs = join(root, 'labs');
    for (const file of sources(labs)) {
      const lab = relative(labs, file).split('/')[0] as string;
      for (const target of importsOf(file)) {
        const to = relative(root, resolve(dirname(file), target));
        expect(
          /^node:(crypto|zlib)$/.test(target) || (target.startsWith('.') && (to.startsWith('lab-runner/contract/') || to.startsWith(`labs/${lab}/`))),
          `${relative(root, file)} imports ${target}`,
        ).toBe(true);
      }
    }
  });
});
