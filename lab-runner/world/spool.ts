import { mkdirSync, readdirSync, statSync, unlinkSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type WorldEvent, worldEvent } from '../contract/world.ts';
import type { Refusal } from './behaviour.ts';
import type { Log } from './log.ts';
import type { AcceptedMessage } from './persona-server.ts';

/** Per sandbox, waiting for the runner: a learner's loop must not fill the disk. */
const mostEvents = 2_000;
const mostBytes = 128 * 1024 * 1024;

interface Entry {
  epoch: string;
  seq: number;
  sandbox: string;
  bytes: number;
  file: string;
}

/**
 * Events on disk until the runner has acknowledged them: `<epoch>.<seq>.<sandbox>.json`. Epochs sort by time,
 * so names sort by age also over restarts.
 */
export class Spool {
  readonly #folder: string;
  readonly #epoch: string;
  readonly #log: Log;
  #seq = 0;
  #entries: Entry[] = [];
  #onAdded: () => void = () => undefined;

  constructor(options: { folder: string; epoch: string; log: Log }) {
    this.#folder = options.folder;
    this.#epoch = options.epoch;
    this.#log = options.log;
    mkdirSync(this.#folder, { recursive: true });
    for (const file of readdirSync(this.#folder).sort()) {
      const match = /^([a-z0-9]+)\.(\d+)\.([A-Za-z0-9_-]+)\.json$/.exec(file);
      const path = join(this.#folder, file);
      if (match) this.#entries.push({ epoch: match[1] as string, seq: Number(match[2]), sandbox: match[3] as string, bytes: statSync(path).size, file: path });
      // A half-written event was never promised to anybody: 250 goes out after the rename.
      else if (file.endsWith('.new')) unlinkSync(path);
    }
  }

  /** Called after each event that was added. */
  onAdded(listener: () => void): void {
    this.#onAdded = listener;
  }

  /** Keeps a message. @returns null, or the refusal when the sandbox has too much waiting */
  async keep(message: AcceptedMessage): Promise<Refusal | null> {
    const mine = this.#entries.filter((e) => e.sandbox === message.sandbox);
    if (mine.length >= mostEvents || mine.reduce((n, e) => n + e.bytes, 0) > mostBytes) return { code: 452, text: '4.3.1 Insufficient system storage' };
    const seq = this.#seq++;
    const event: WorldEvent = { kind: 'message', epoch: this.#epoch, seq, ...message };
    const file = join(this.#folder, `${this.#epoch}.${String(seq).padStart(10, '0')}.${message.sandbox}.json`);
    const bytes = Buffer.from(JSON.stringify(event));
    await writeFile(`${file}.new`, bytes, { flush: true });
    await rename(`${file}.new`, file);
    this.#entries.push({ epoch: this.#epoch, seq, sandbox: message.sandbox, bytes: bytes.length, file });
    this.#onAdded();
    return null;
  }

  /** The oldest `count` events for which `skip` is false. */
  async oldest(count: number, skip: (key: string) => boolean): Promise<WorldEvent[]> {
    const out: WorldEvent[] = [];
    for (const entry of this.#entries.filter((e) => !skip(keyOf(e))).slice(0, count)) {
      try {
        out.push(worldEvent.parse(JSON.parse(await readFile(entry.file, 'utf8'))));
      } catch (error) {
        this.#log('spooled event unreadable', { file: entry.file, why: String(error) });
        this.#remove(entry);
      }
    }
    return out;
  }

  acknowledge(epoch: string, seq: number): void {
    const entry = this.#entries.find((e) => e.epoch === epoch && e.seq === seq);
    if (entry) this.#remove(entry);
  }

  /** The sandbox is gone: nobody will ask for its events. */
  forget(sandbox: string): void {
    for (const entry of this.#entries.filter((e) => e.sandbox === sandbox)) this.#remove(entry);
  }

  #remove(entry: Entry): void {
    this.#entries = this.#entries.filter((e) => e !== entry);
    try {
      unlinkSync(entry.file);
    } catch (error) {
      this.#log('spooled event not removed', { file: entry.file, why: String(error) });
    }
  }
}

export function keyOf(event: { epoch: string; seq: number }): string {
  return `${event.epoch}.${event.seq}`;
}
