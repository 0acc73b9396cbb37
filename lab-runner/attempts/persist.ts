import { setTimeout as pause } from 'node:timers/promises';
import { messageOf } from '../errors.ts';
import type { Log } from '../sandbox/log.ts';

/** Milliseconds; while the disk is full nothing is won by trying more often. */
const longestWait = 10_000;

/**
 * Writes something that must not be lost, as often as it takes: a disk that is full now is free later. The trouble is
 * logged and told once. False when `signal` ended it, which means that this process ends.
 */
export async function untilKept(
  what: string,
  work: () => Promise<void>,
  options: { signal: AbortSignal; log: Log; onTrouble?: (error: unknown) => void },
): Promise<boolean> {
  const { signal, log, onTrouble } = options;
  let told = false;
  for (let wait = 250; !signal.aborted; wait = Math.min(wait * 2, longestWait)) {
    try {
      await work();
      if (told) log(`${what}: kept now`);
      return true;
    } catch (error) {
      if (!told && !signal.aborted) {
        told = true;
        log(`${what} could not be kept; it is tried until it can`, { error: messageOf(error) });
        onTrouble?.(error);
      }
    }
    await pause(wait, undefined, { signal }).catch(() => undefined);
  }
  return false;
}
