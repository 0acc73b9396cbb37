/** What the choice of how many sandboxes may run depends on. Bytes. */
export interface CapacityFacts {
  /** Memory that programs can still get without swapping, on the engine's machine. */
  freeBytes: number;
  /** In use by each running sandbox of that lab. */
  measured: readonly number[];
  /** Sum of the hosts' limits. */
  limitBytes: number;
  hosts: number;
  /** Sandboxes being started, whose memory is not in use yet. */
  starting: number;
}

const mebibyte = 1024 * 1024;
/** Left for the machine itself, the runner and peaks (checks, package installation). */
export const reserveBytes = 512 * mebibyte;
/** What an idle mail host takes with its shim, and the share of a world (docs/decisions, bench). */
const idleHost = 40 * mebibyte;
/** A learner's work takes more than an idle host. */
const headroom = 1.5;

export interface Capacity {
  fits: number;
  bytesEach: number;
  /** False: estimated, nothing of this lab runs. */
  measured: boolean;
}

/** How many more sandboxes of a lab fit. Pure. The largest measured one counts: an average would promise too much. */
export function capacityOf(facts: CapacityFacts): Capacity {
  const estimate = Math.min(facts.limitBytes, facts.hosts * idleHost * 3);
  const known = facts.measured.length > 0;
  const bytesEach = Math.max(mebibyte, known ? Math.max(...facts.measured) * headroom : estimate);
  const room = facts.freeBytes - reserveBytes - facts.starting * bytesEach;
  return { fits: Math.max(0, Math.floor(room / bytesEach)), bytesEach: Math.round(bytesEach), measured: known };
}

/** Seconds until the learner at this place (from 1) is likely to be served. Null while nothing is known. */
export function waitSeconds(place: number, options: { fits: number; startSeconds: number | null; atOnce: number }): number | null {
  if (options.startSeconds === null || place > options.fits) return null;
  return Math.ceil(place / Math.max(1, options.atOnce)) * options.startSeconds;
}
