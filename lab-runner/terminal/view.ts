import type { WebSocket } from 'ws';
import type { terminalFrame } from '../contract/api.ts';
import type { Engine } from '../engine/engine.ts';
import { messageOf, PostlabError } from '../errors.ts';
import { readFrame, serverFrame } from './frames.ts';
import { isTerminalAnswer } from './keys.ts';
import type { Recorder } from './recordings.ts';
import { Terminal } from './terminal.ts';

/** Milliseconds. A view that answers no ping until the next one is gone. */
const pingEvery = 20_000;
/** Milliseconds to wait for the browser's first frame, its size: a terminal drawn in another size is drawn twice. */
const sizeWait = 500;
/** Milliseconds between two signs of life that we pass on: a keystroke each is too many for a database. */
const touchEvery = 5_000;
/** Keystrokes that arrive while the shell is being attached; more is not typed by a person. */
const earlyLimit = 64 * 1024;

/** RFC 6455 §7.4; 4000 and up are ours. */
export const closeCode = {
  shellEnded: 1000,
  goingAway: 1001,
  textFrame: 1003,
  badFrame: 1007,
  refused: 1008,
  internal: 1011,
  unknown: 4404,
  notUp: 4409,
} as const;

export interface ViewTarget {
  engine: Engine;
  container: string;
}

/** One browser's WebSocket on one tab of one host: frames as in contract/api.ts in, a terminal behind it. */
export class TerminalView {
  readonly #socket: WebSocket;
  readonly #touch: () => void;
  readonly #visitor: 'watch' | 'help' | null;
  /** The learner's screen has this size now. */
  onResize: (columns: number, rows: number) => void = () => undefined;
  #recorder: Recorder | null = null;
  readonly #sized: Promise<void>;
  #gotSize: () => void = () => undefined;
  #terminal: Terminal | null = null;
  #size = { columns: 80, rows: 24 };
  #early: Buffer[] = [];
  #earlySize = 0;
  #touchedAt = 0;
  #alive = true;

  /** Listens at once; `attach` follows when the target is known. `touch`: the person typed. */
  constructor(socket: WebSocket, touch: () => void, visitor: 'watch' | 'help' | null = null) {
    this.#socket = socket;
    this.#touch = touch;
    this.#visitor = visitor;
    this.#sized = new Promise((resolve) => {
      this.#gotSize = resolve;
    });
    socket.on('message', (data: Buffer, isBinary: boolean) =>
      isBinary ? this.#frame(data) : this.close(closeCode.textFrame, 'Terminals take binary frames only.'),
    );
    socket.on('pong', () => {
      this.#alive = true;
    });
    const ping = setInterval(() => {
      if (!this.#alive) return socket.terminate();
      this.#alive = false;
      socket.ping();
    }, pingEvery);
    socket.on('close', () => clearInterval(ping));
  }

  /** Opens the terminal. Resolves with it, or null when the browser has gone meanwhile. */
  async attach(
    target: ViewTarget,
    tab: string,
    isOurs: (client: string) => boolean,
    record: (size: { columns: number; rows: number }) => Recorder | null = () => null,
  ): Promise<Terminal | null> {
    if (!this.#visitor) await Promise.race([this.#sized, new Promise((resolve) => setTimeout(resolve, sizeWait).unref())]);
    if (!this.#open) return null;
    const opened = { ...this.#size };
    this.#recorder = record(opened);
    this.#socket.once('close', () => this.#recorder?.end());
    const terminal = await Terminal.open({
      ...target,
      ...opened,
      tab,
      isOurs,
      ...(this.#visitor && { visitor: this.#visitor }),
      events: {
        size: (columns, rows) => this.showSize(columns, rows),
        restored: (bytes) => {
          this.#recorder?.output(bytes);
          this.#send('restored', bytes);
        },
        output: (bytes) => {
          this.#recorder?.output(bytes);
          this.#send('output', bytes);
        },
        ended: ({ by, reason }) => {
          this.#send('exit', Buffer.from(reason));
          this.close(by === 'shell' ? closeCode.shellEnded : closeCode.notUp, reason);
        },
      },
    });
    if (!this.#open) {
      await terminal.close();
      return null;
    }
    this.#terminal = terminal;
    if (!this.#visitor && (this.#size.columns !== opened.columns || this.#size.rows !== opened.rows)) terminal.resize(this.#size.columns, this.#size.rows);
    for (const bytes of this.#early) this.#type(terminal, bytes);
    this.#early = [];
    return terminal;
  }

  get size(): { columns: number; rows: number } {
    return this.#size;
  }

  /** To somebody who looks on: how large the learner's screen is. */
  showSize(columns: number, rows: number): void {
    if (!this.#visitor) return;
    const body = Buffer.alloc(4);
    body.writeUInt16BE(columns, 0);
    body.writeUInt16BE(rows, 2);
    this.#send('size', body);
  }

  /** Closes with the code that fits the problem. */
  refuse(error: unknown): void {
    const status = error instanceof PostlabError ? error.status : 500;
    const code =
      status === 404 || status === 410
        ? closeCode.unknown
        : status === 409 || status === 503
          ? closeCode.notUp
          : status === 401 || status === 403
            ? closeCode.refused
            : closeCode.internal;
    this.close(code, error instanceof PostlabError ? messageOf(error) : 'Something went wrong on our side.');
  }

  /** A close reason is at most 123 bytes (RFC 6455 §5.5). */
  close(code: number, reason: string): void {
    const cut = Buffer.from(reason).subarray(0, 123).toString('utf8');
    this.#socket.close(code, cut.replace(/\uFFFD+$/, ''));
  }

  get #open(): boolean {
    return this.#socket.readyState === this.#socket.OPEN;
  }

  #send(type: Exclude<keyof typeof terminalFrame, 'input' | 'resize' | 'acknowledge'>, bytes: Buffer): void {
    if (this.#open) this.#socket.send(serverFrame(type, bytes));
  }

  #frame(data: Buffer): void {
    const frame = readFrame(data);
    switch (frame.kind) {
      case 'input':
        this.#input(frame.bytes);
        return;
      case 'resize':
        if (this.#visitor) return;
        this.#size = { columns: frame.columns, rows: frame.rows };
        this.#gotSize();
        this.#terminal?.resize(frame.columns, frame.rows);
        this.#recorder?.resize(frame.columns, frame.rows);
        this.onResize(frame.columns, frame.rows);
        return;
      case 'acknowledge':
        this.#terminal?.acknowledge(frame.bytes);
        return;
      case 'bad':
        this.close(closeCode.badFrame, frame.why);
    }
  }

  #input(bytes: Buffer): void {
    // tmux would refuse it too: a watcher is attached read-only.
    if (this.#visitor === 'watch' || isTerminalAnswer(bytes)) return;
    if (this.#terminal) {
      this.#type(this.#terminal, bytes);
      return;
    }
    this.#earlySize += bytes.length;
    if (this.#earlySize <= earlyLimit) this.#early.push(Buffer.from(bytes));
  }

  #type(terminal: Terminal, bytes: Buffer): void {
    if (Date.now() - this.#touchedAt > touchEvery) {
      this.#touchedAt = Date.now();
      this.#touch();
    }
    if (terminal.write(bytes)) return;
    // A long paste: the host takes it as fast as it can.
    this.#socket.pause();
    terminal.drained(() => this.#socket.resume());
  }
}
