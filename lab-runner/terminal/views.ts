import type { WebSocket } from 'ws';
import type { Visitor } from '../contract/api.ts';
import type { Recorder } from './recordings.ts';
import type { Terminal } from './terminal.ts';
import { closeCode, TerminalView, type ViewTarget } from './view.ts';

interface Open {
  container: string;
  view: TerminalView;
  terminal: Terminal;
  attempt: string;
  tab: string;
  visitor: Visitor | null;
}

export interface ServeOptions {
  attempt: string;
  tab: string;
  /** Says where the host runs, or rejects with the reason why there is no terminal. */
  find: () => Promise<ViewTarget>;
  touch: () => void;
  /** Staff beside the learner. */
  visitor?: Visitor;
  /** Null when this session is not recorded. */
  record?: (size: { columns: number; rows: number }) => Recorder | null;
}

/** All terminals that this process shows. It knows them so that it can take leave of every host when it stops. */
export class TerminalViews {
  readonly #open = new Set<Open>();
  readonly #leaving = new Set<Promise<void>>();
  readonly #onVisitors: (attempt: string, visitors: Visitor[]) => void;

  /** @param onVisitors staff came to an attempt's terminals, or left: all who are there now */
  constructor(onVisitors: (attempt: string, visitors: Visitor[]) => void = () => undefined) {
    this.#onVisitors = onVisitors;
  }

  /** Serves a socket until it closes. */
  async serve(socket: WebSocket, options: ServeOptions): Promise<void> {
    // Listening has to begin before anything is awaited, or the first frames are lost.
    const visitor = options.visitor ?? null;
    const view = new TerminalView(socket, options.touch, visitor?.mode ?? null);
    try {
      const target = await options.find();
      const terminal = await view.attach(target, options.tab, (client) => this.#isOurs(target.container, client), options.record);
      if (!terminal) return;
      const open: Open = { container: target.container, view, terminal, attempt: options.attempt, tab: options.tab, visitor };
      this.#open.add(open);
      if (visitor) this.#tellVisitors(options.attempt);
      else view.onResize = (columns, rows) => this.#beside(open, (other) => other.view.showSize(columns, rows));
      const leave = () => this.#leave(open);
      if (socket.readyState === socket.OPEN) socket.once('close', leave);
      else leave();
    } catch (error) {
      view.refuse(error);
    }
  }

  /** The learner sends everybody away who looks on. */
  dismiss(attempt: string): void {
    for (const open of this.#open)
      if (open.attempt === attempt && open.visitor) {
        open.view.close(closeCode.refused, 'The learner ended this.');
        this.#leave(open);
      }
  }

  #beside(own: Open, act: (other: Open) => void): void {
    for (const open of this.#open) if (open.visitor && open.container === own.container && open.tab === own.tab) act(open);
  }

  #tellVisitors(attempt: string): void {
    this.#onVisitors(
      attempt,
      [...this.#open].flatMap((open) => (open.attempt === attempt && open.visitor ? [open.visitor] : [])),
    );
  }

  /** The server stops: shells go on, browsers are told to come back. */
  async close(): Promise<void> {
    for (const open of this.#open) {
      open.view.close(closeCode.goingAway, 'Postlab is being stopped; the shell goes on.');
      this.#leave(open);
    }
    await Promise.all(this.#leaving);
  }

  #leave(open: Open): void {
    if (!this.#open.delete(open)) return;
    if (open.visitor) this.#tellVisitors(open.attempt);
    const leaving = open.terminal.close().finally(() => this.#leaving.delete(leaving));
    this.#leaving.add(leaving);
  }

  #isOurs(container: string, client: string): boolean {
    return [...this.#open].some((open) => open.container === container && open.terminal.client === client);
  }
}
