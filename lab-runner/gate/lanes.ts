import { cpus } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';

/** Processor time of all cores since the machine started, milliseconds. */
export interface CpuTime {
  busy: number;
  idle: number;
}

export interface LanesOptions {
  /** So many pieces of work go on at once however busy the machine is. */
  least: number;
  /** … and never more than this. */
  most: number;
  /** Share of all cores' time, 0 to 1, that must have been idle lately for another one beyond `least`. */
  spare?: number;
  /** Milliseconds that "lately" means, and that a piece has to show what it costs before the next one is thought of. */
  settle?: number;
  cpuTime?: () => CpuTime;
}

/** What is known at the moment in which another piece of work could begin. */
export interface Moment {
  running: number;
  /** Share of all cores' time that was idle lately, 0 to 1. */
  idle: number;
  /** Milliseconds since the last piece began. */
  since: number;
}

/** Pure: whether another piece may begin. */
export function mayBegin(
  { running, idle, since }: Moment,
  { least, most, spare, settle }: { least: number; most: number; spare: number; settle: number },
): boolean {
  if (running < least) return true;
  return running < most && since >= settle && idle >= spare;
}

/**
 * As much at once as the machine bears. Runs of the gate mostly wait (for a retry, a delivery, a renewal), and some do nothing else: with
 * a fixed number of lanes a core stands idle for a quarter of the time, or a busy moment spoils what checks time.
 */
export class Lanes {
  readonly #o: Required<LanesOptions>;
  /** Looks at the processors' time, oldest first: one from before `settle`, and those since. */
  readonly #looks: (CpuTime & { at: number })[] = [];
  #begun = 0;

  constructor(options: LanesOptions) {
    this.#o = { spare: 0.15, settle: 1_500, cpuTime: machineCpuTime, ...options };
  }

  /** Begins them in order; resolves when all have ended. When one rejects, no more begin, and it rejects with the first reason when the others have ended. */
  async all<T>(pieces: readonly T[], work: (piece: T) => Promise<void>): Promise<void> {
    const under = new Set<Promise<void>>();
    const broken: { reason: unknown }[] = [];
    for (const piece of pieces) {
      while (broken.length === 0 && !mayBegin(this.#moment(under.size), this.#o)) await this.#change(under);
      if (broken.length > 0) break;
      this.#begun = performance.now();
      const one = work(piece)
        .catch((reason: unknown) => {
          broken.push({ reason });
        })
        .finally(() => under.delete(one));
      under.add(one);
    }
    await Promise.all(under);
    if (broken[0]) throw broken[0].reason;
  }

  #moment(running: number): Moment {
    const now = { ...this.#o.cpuTime(), at: performance.now() };
    this.#looks.push(now);
    while ((this.#looks[1]?.at ?? now.at) <= now.at - this.#o.settle) this.#looks.shift();
    const [then = now] = this.#looks;
    const spent = now.busy - then.busy;
    const spared = now.idle - then.idle;
    return { running, idle: spared / Math.max(1, spent + spared), since: now.at - this.#begun };
  }

  /** A piece ended, or some time went by. */
  async #change(under: ReadonlySet<Promise<void>>): Promise<void> {
    const stop = new AbortController();
    try {
      await Promise.race([...under, pause(this.#o.settle / 3, undefined, { signal: stop.signal })]);
    } finally {
      stop.abort();
    }
  }
}

function machineCpuTime(): CpuTime {
  const time = { busy: 0, idle: 0 };
  for (const { times } of cpus()) {
    time.idle += times.idle;
    time.busy += times.user + times.nice + times.sys + times.irq;
  }
  return time;
}
