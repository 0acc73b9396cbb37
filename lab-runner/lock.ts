import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { folderProblem, makeDataFolder, writeNew } from './data-folder.ts';
import { PostlabError } from './errors.ts';

/** `url` is null for a command without a server. `began` tells a process from a later one with the same number. */
const lockShape = z.object({ pid: z.number().int(), began: z.string(), url: z.string().nullable() });
export type Holder = z.infer<typeof lockShape>;

const fileOf = (data: string) => join(data, 'server.json');

/** Who works in this data folder now, or null. What a killed process left behind does not count. */
export function holderOf(data: string): Holder | null {
  let found: unknown;
  try {
    found = JSON.parse(readFileSync(fileOf(data), 'utf8'));
  } catch {
    // None, or one that was cut off while it was written: nobody holds it.
    return null;
  }
  const lock = lockShape.safeParse(found);
  return lock.success && beginOf(lock.data.pid) === lock.data.began ? lock.data : null;
}

/** Says when a process began, in the kernel's own terms where it tells; null when there is no such process. */
function beginOf(pid: number): string | null {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it exists and is another user's.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return null;
  }
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return '';
  // Field 22, starttime; the second field is a name in brackets that may hold anything (proc(5)).
  return (
    readFileSync(file, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')[19] ?? ''
  );
}

export interface DataLock {
  /** The server listens there now. */
  serves(url: string): void;
  release(): void;
}

/** One runner a data folder: two would fight over the same sandboxes. Throws PostlabError `already-running`, or one about the folder. */
export function lockData(data: string): DataLock {
  makeDataFolder(data);
  const file = fileOf(data);
  const mine: Holder = { pid: process.pid, began: beginOf(process.pid) ?? '', url: null };
  const text = (url: string | null) => JSON.stringify({ ...mine, url });
  while (!writeNew(data, file, text(null))) {
    const other = holderOf(data);
    if (other) throw alreadyRunning(other);
    rmSync(file, { force: true });
  }
  return {
    serves(url) {
      try {
        writeFileSync(file, text(url));
      } catch (error) {
        throw folderProblem(data, error);
      }
    },
    release() {
      const holder = holderOf(data);
      if (holder?.pid === mine.pid && holder.began === mine.began) rmSync(file, { force: true });
    },
  };
}

export function alreadyRunning(holder: Holder): PostlabError {
  return new PostlabError({
    code: 'already-running',
    status: 503,
    message: `Postlab already runs here (process ${holder.pid}, ${holder.url ?? 'a command, or a server that is not serving yet'}).`,
    hint: holder.url ? 'Use that one, or stop it with Ctrl-C first.' : 'Wait until it has ended, or stop it with Ctrl-C first.',
  });
}
