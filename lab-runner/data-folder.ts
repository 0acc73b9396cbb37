import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { messageOf, PostlabError } from './errors.ts';

/** Why the data folder could not be written, as an error a person can act on. */
export function folderProblem(folder: string, error: unknown): PostlabError {
  if (error instanceof PostlabError) return error;
  const code = (error as NodeJS.ErrnoException | null)?.code ?? '';
  const full = code === 'ENOSPC' || code === 'EDQUOT';
  return new PostlabError({
    code: full ? 'data-folder-full' : 'data-folder-unwritable',
    status: full ? 507 : 503,
    message: `Postlab keeps its data in ${folder} and must be able to write there; it found: ${messageOf(error)}.`,
    hint: full
      ? 'Free some space on that disk, then start Postlab again. Nothing that was kept is lost.'
      : 'Make the folder writable for your user, or name another one: POSTLAB_DATA=/some/folder npm start',
    cause: error,
  });
}

/** Makes the folder, for its owner only. Throws PostlabError `data-folder-full` or `data-folder-unwritable`. */
export function makeDataFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw folderProblem(folder, error);
  }
}

/** Writes a new file of the data folder for its owner only, whole or not at all. False when it is there already. Throws as `makeDataFolder` does. */
export function writeNew(folder: string, file: string, text: string): boolean {
  try {
    writeFileSync(file, text, { mode: 0o600, flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    // A full disk leaves an empty file behind, which the next start would take for a damaged one.
    rmSync(file, { force: true });
    throw folderProblem(folder, error);
  }
}
