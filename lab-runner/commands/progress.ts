import type { ImageState } from '../contract/api.ts';

/** Progress a person can follow in a terminal or a log: step, count, elapsed. Plain lines, no cursor tricks. */
export class Progress {
  readonly #begun = performance.now();
  readonly #shown = new Map<string, string>();
  #lastDetail = 0;

  say(line: string): void {
    console.log(`[${this.#clock()}] ${line}`);
  }

  warn(line: string): void {
    console.error(`[${this.#clock()}] ! ${line}`);
  }

  /** At most one detail line a second. */
  detail(line: string): void {
    const now = performance.now();
    if (now - this.#lastDetail < 1000 || line.trim() === '') return;
    this.#lastDetail = now;
    this.say(`    ${line.trim().slice(0, 140)}`);
  }

  async step<T>(_id: string, title: string, work: () => Promise<T>): Promise<T> {
    const begun = performance.now();
    this.say(`${title}…`);
    const result = await work();
    this.say(`${title}: done in ${((performance.now() - begun) / 1000).toFixed(1)} s`);
    return result;
  }

  images(states: readonly ImageState[]): void {
    const ready = states.filter((s) => s.state === 'ready').length;
    for (const image of states) {
      const line = image.state === 'building' ? `building, ${image.step}` : image.state === 'failed' ? `failed: ${image.problem}` : image.state;
      const before = this.#shown.get(image.name);
      if (before === line || (image.state === 'waiting' && before === undefined)) continue;
      this.#shown.set(image.name, line);
      if (image.state === 'building' && before?.startsWith('building')) this.detail(`image ${image.name} (${ready} of ${states.length} ready): ${line}`);
      else this.say(`image ${image.name} (${ready} of ${states.length} ready): ${line}`);
    }
  }

  links(links: [string, string][]): void {
    console.log('');
    for (const [title, url] of links) console.log(`    ${title}: ${url}`);
    console.log('');
  }

  #clock(): string {
    const seconds = Math.round((performance.now() - this.#begun) / 1000);
    return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  }
}
