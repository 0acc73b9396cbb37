import type { StartStage } from '../contract/sandbox.ts';

/** Tells a waiting person which named step of a start is running and how long each took. */
export class Stages {
  readonly #names: readonly string[];
  readonly #tell: (stage: StartStage) => void;

  constructor(names: readonly string[], tell: (stage: StartStage) => void = () => undefined) {
    this.#names = names;
    this.#tell = tell;
  }

  /** Starts a stage; call the returned function when it has ended. */
  begin(id: string): (state: 'done' | 'failed') => void {
    const begun = performance.now();
    const tell = (state: StartStage['state']) =>
      this.#tell({ id, step: this.#names.indexOf(id) + 1, of: this.#names.length, state, took: Math.round(performance.now() - begun) });
    tell('running');
    return tell;
  }

  async during<T>(id: string, work: () => Promise<T>): Promise<T> {
    const end = this.begin(id);
    try {
      const result = await work();
      end('done');
      return result;
    } catch (error) {
      end('failed');
      throw error;
    }
  }

  finish(): void {
    this.#tell({ id: 'ready', step: this.#names.length, of: this.#names.length, state: 'done', took: 0 });
  }
}
