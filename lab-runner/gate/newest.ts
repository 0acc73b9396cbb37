import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Lab } from '../catalogue/catalogue.ts';

/** The labs that changed last come first, so that an author waits for one lab and not for all. */
export function newestFirst(labs: readonly Lab[]): Lab[] {
  const changed = new Map(labs.map((lab) => [lab, lastChange(lab.folder)]));
  return [...labs].sort((a, b) => (changed.get(b) ?? 0) - (changed.get(a) ?? 0));
}

/** Milliseconds since 1970: of the newest file that is not committed, else of the last commit, else of the newest file. */
function lastChange(folder: string): number {
  const git = (...args: string[]) => spawnSync('git', ['-C', folder, ...args], { encoding: 'utf8' });
  const status = git('status', '--porcelain', '--', '.');
  if (status.status !== 0 || status.stdout.trim() !== '') return newestFile(folder);
  return Number(git('log', '-1', '--format=%ct', '--', '.').stdout.trim()) * 1000 || newestFile(folder);
}

function newestFile(folder: string): number {
  return Math.max(
    0,
    ...readdirSync(folder, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .map((entry) => statSync(join(entry.parentPath, entry.name)).mtimeMs),
  );
}
