import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
/** Made or fetched, or not wanted: all else belongs to a copy. */
const left = new Set(['labs', 'node_modules', 'dist', '.git', '.postlab', '.astro', 'test-results']);

/**
 * A copy of this repository with one lab of the test's own in place of all others: what a lab author has after adding a folder.
 * `files` by their path in the lab's folder. Returns the copy's root and what removes it.
 */
export function copyWithLab(slug: string, files: Record<string, string>): { root: string; remove: () => void } {
  // On the same disk: the packages are hard links, made in seconds. (Through symbolic links the site's builder loses its way.)
  const place = join(root, '.postlab/test');
  mkdirSync(place, { recursive: true });
  const copy = mkdtempSync(join(place, 'copy-'));
  for (const name of readdirSync(root)) if (!left.has(name)) cpSync(join(root, name), join(copy, name), { recursive: true });
  const linked = spawnSync('cp', ['-al', join(root, 'node_modules'), join(copy, 'node_modules')], { encoding: 'utf8' });
  if (linked.status !== 0) throw new Error(`the packages could not be linked: ${linked.stderr}`);
  // The builder's caches are written to: each copy has its own.
  for (const cache of ['.astro', '.vite']) rmSync(join(copy, 'node_modules', cache), { recursive: true, force: true });
  for (const [path, text] of Object.entries(files)) {
    const file = join(copy, 'labs', slug, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return { root: copy, remove: () => rmSync(copy, { recursive: true, force: true }) };
}
