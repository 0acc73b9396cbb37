import type { Duplex } from 'node:stream';
import { terminalWindow } from '../contract/api.ts';
import type { Engine, ExecSession } from '../engine/engine.ts';

/** Lines of history given back to a browser that returns. */
const historyLines = 2000;
const tmux = ['tmux', '-L', 'postlab', '-f', '/etc/tmux.conf'];

export interface TerminalEvents {
  /** The screen as it is: clear first. Comes once, before any output. */
  restored(bytes: Buffer): void;
  output(bytes: Buffer): void;
  /** The shell ended or its host went away. */
  ended(): void;
}

/**
 * One tab of one host. The shell lives in a tmux session on the host, so it goes on when the browser, the network
 * or the runner goes away; this object is one view of it.
 */
export class Terminal {
  readonly #session: ExecSession;
  readonly #stream: Duplex;
  #unacknowledged = 0;

  private constructor(session: ExecSession, events: TerminalEvents) {
    this.#session = session;
    this.#stream = session.stream;
    this.#stream.on('data', (chunk: Buffer) => {
      this.#unacknowledged += chunk.length;
      // A command such as `yes` must not fill our memory or the browser's: the shell waits for its reader.
      if (this.#unacknowledged > terminalWindow) this.#stream.pause();
      events.output(chunk);
    });
    let over = false;
    const end = () => {
      if (over) return;
      over = true;
      events.ended();
    };
    this.#stream.on('end', end);
    this.#stream.on('close', end);
    this.#stream.on('error', end);
  }

  /** Attaches to the tab's session, which is made when it is not there. */
  static async open(options: { engine: Engine; container: string; tab: string; columns: number; rows: number; events: TerminalEvents }): Promise<Terminal> {
    const { engine, container, tab, columns, rows, events } = options;
    const name = `t${tab}`;
    // What scrolled by while nobody looked. The attached client then draws the visible screen itself.
    const history = await engine.run(container, [...tmux, 'capture-pane', '-p', '-e', '-S', `-${historyLines}`, '-E', '-1', '-t', `${name}:`], { timeout: 5000 });
    events.restored(history.exitCode === 0 ? Buffer.from(history.stdout.replaceAll('\n', '\r\n'), 'utf8') : Buffer.alloc(0));
    const session = await engine.exec(container, [...tmux, 'new-session', '-A', '-D', '-s', name, '-c', '/root'], { tty: true, columns, rows });
    const terminal = new Terminal(session, events);
    await session.resize(columns, rows);
    return terminal;
  }

  write(bytes: Buffer): void {
    this.#stream.write(bytes);
  }

  resize(columns: number, rows: number): Promise<void> {
    return this.#session.resize(columns, rows);
  }

  /** The browser has drawn so many bytes. */
  acknowledge(bytes: number): void {
    this.#unacknowledged = Math.max(0, this.#unacknowledged - bytes);
    if (this.#unacknowledged <= terminalWindow / 2 && this.#stream.isPaused()) this.#stream.resume();
  }

  /** Ends this view; the shell goes on. Destroying the stream makes tmux's client see the end of its terminal. */
  close(): void {
    this.#stream.destroy();
  }
}
