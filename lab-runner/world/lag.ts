import { monitorEventLoopDelay } from 'node:perf_hooks';

const resolution = 20;
const span = 10;

/** How late this process was: the worst delay of its event loop in the last ten seconds, in milliseconds. */
export class LagMeter {
  readonly #histogram = monitorEventLoopDelay({ resolution });
  readonly #worst: number[] = [];
  readonly #timer: NodeJS.Timeout;

  constructor() {
    this.#histogram.enable();
    this.#timer = setInterval(() => {
      this.#worst.push(this.#now());
      if (this.#worst.length > span) this.#worst.shift();
      this.#histogram.reset();
    }, 1000);
    this.#timer.unref();
  }

  worst(): number {
    return Math.max(this.#now(), ...this.#worst);
  }

  close(): void {
    clearInterval(this.#timer);
    this.#histogram.disable();
  }

  /** The histogram counts the timer's own interval, too. */
  #now(): number {
    return Math.max(0, Math.round(this.#histogram.max / 1e6) - resolution);
  }
}
