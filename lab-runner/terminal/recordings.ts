import { createReadStream, createWriteStream, existsSync, mkdirSync, readdirSync, rmSync, statSync, type WriteStream } from 'node:fs';
import { join } from 'node:path';
import { StringDecoder } from 'node:string_decoder';

/** Bytes of one recording; `yes` would fill the disk. */
const largest = 20 * 1024 * 1024;
const attemptForm = /^[0-9a-f-]{36}$/;
const fileForm = /^[a-z0-9-]{1,40}-[1-9]-\d{8}T\d{6}Z\.cast$/;

export interface Recording {
  attempt: string;
  file: string;
  at: string;
  bytes: number;
}

/** Terminal sessions in files of asciicast v2 (docs.asciinema.org/manual/asciicast/v2): output only, so that no typed password that is not echoed is kept. */
export class Recordings {
  readonly #folder: string;
  readonly #log: (message: string, detail?: Record<string, unknown>) => void;
  /** Tabs being recorded: two windows on one tab make one recording. */
  readonly #busy = new Set<string>();

  constructor(folder: string, log: (message: string, detail?: Record<string, unknown>) => void) {
    this.#folder = folder;
    this.#log = log;
  }

  /** Null when this tab is being recorded already. What cannot be written ends the recording, never the terminal. */
  begin(attempt: string, host: string, tab: string, size: { columns: number; rows: number }): Recorder | null {
    const key = `${attempt} ${host} ${tab}`;
    if (this.#busy.has(key)) return null;
    this.#busy.add(key);
    const now = new Date();
    const stamp = now.toISOString().replace(/[-:]|\.\d+/g, '');
    const folder = join(this.#folder, attempt);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const stream = createWriteStream(join(folder, `${host}-${tab}-${stamp}.cast`), { mode: 0o600 });
    stream.on('error', (error) => this.#log('a terminal could not be recorded', { attempt, error: error.message }));
    stream.write(`${JSON.stringify({ version: 2, width: size.columns, height: size.rows, timestamp: Math.floor(now.getTime() / 1000) })}\n`);
    return new Recorder(stream, () => this.#busy.delete(key));
  }

  /** Of these attempts, oldest first. */
  of(attempts: readonly string[]): Recording[] {
    return attempts
      .filter((attempt) => attemptForm.test(attempt) && existsSync(join(this.#folder, attempt)))
      .flatMap((attempt) =>
        readdirSync(join(this.#folder, attempt))
          .filter((file) => fileForm.test(file))
          .map((file) => {
            const facts = statSync(join(this.#folder, attempt, file));
            return { attempt, file, at: facts.birthtime.toISOString(), bytes: facts.size };
          }),
      )
      .sort((a, b) => a.at.localeCompare(b.at));
  }

  /** Null when there is none of that name. */
  read(attempt: string, file: string): NodeJS.ReadableStream | null {
    if (!attemptForm.test(attempt) || !fileForm.test(file)) return null;
    const path = join(this.#folder, attempt, file);
    return existsSync(path) ? createReadStream(path) : null;
  }

  remove(attempts: readonly string[]): void {
    for (const attempt of attempts) if (attemptForm.test(attempt)) rmSync(join(this.#folder, attempt), { recursive: true, force: true });
  }
}

export class Recorder {
  readonly #stream: WriteStream;
  readonly #done: () => void;
  readonly #begun = performance.now();
  // A character may be cut in two by a chunk's end.
  readonly #decoder = new StringDecoder('utf8');
  #bytes = 0;
  #over = false;

  constructor(stream: WriteStream, done: () => void) {
    this.#stream = stream;
    this.#done = done;
  }

  output(bytes: Buffer): void {
    this.#event('o', this.#decoder.write(bytes));
  }

  resize(columns: number, rows: number): void {
    this.#event('r', `${columns}x${rows}`);
  }

  end(): void {
    if (this.#over) return;
    this.#over = true;
    this.#stream.end();
    this.#done();
  }

  #event(kind: 'o' | 'r', text: string): void {
    if (this.#over || text === '') return;
    const line = `${JSON.stringify([Number(((performance.now() - this.#begun) / 1000).toFixed(3)), kind, text])}\n`;
    this.#bytes += line.length;
    if (this.#bytes > largest) {
      this.#stream.write(`${JSON.stringify([(performance.now() - this.#begun) / 1000, 'o', '\r\n[recording ends here: it is too long]\r\n'])}\n`);
      this.end();
    } else this.#stream.write(line);
  }
}
