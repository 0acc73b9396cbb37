import { spawnSync } from 'node:child_process';

const unshare = ['unshare', ...(process.getuid?.() === 0 ? [] : ['--map-root-user']), '--mount', '--propagation', 'private'];

/** Why no program can be given a disk of its own here, or '' when it can. */
export function whyNoSmallDisk(): string {
  const tried = spawnSync(unshare[0] as string, [...unshare.slice(1), 'mount', '-t', 'tmpfs', 'tmpfs', '/mnt'], { encoding: 'utf8' });
  return tried.status === 0 ? '' : `mounting is not possible here: ${tried.error?.message ?? tried.stderr.trim()}`;
}

/**
 * What to put in front of a program so that `folder` is, for it alone, a disk of that size; it goes with the program.
 * Others see it as `/proc/<pid>/root<folder>`.
 * @param then shell commands between the mount and the program
 */
export function smallDisk(folder: string, size: string, then = ''): string[] {
  const script = `set -e; folder=$1; shift; mount -t tmpfs -o "size=${size},mode=700" tmpfs "$folder"; ${then} exec "$@"`;
  return [...unshare, '/bin/sh', '-c', script, 'sh', folder];
}
