import type { WebSocket } from 'ws';
import type { Terminal } from './terminal.ts';
import { closeCode, TerminalView, type ViewTarget } from './view.ts';

interface Open {
  container: string;
  view: TerminalView;
  terminal: Terminal;
}

/** All terminals that this process shows. It knows them so that it can take leave of every host when it stops. */
export class TerminalViews {
  readonly #open = new Set<Open>();
  readonly #leaving = new Set<Promise<void>>();

  /** Serves a socket until it closes. `find` says where the host runs, or rejects with the reason why there is no terminal. */
  async serve(socket: WebSocket, options: { find: () => Promise<ViewTarget>; tab: string; touch: () => void }): Promise<void> {
    // Listening has to begin before anything is awaited, or the first frames are lost.
    const view = new TerminalView(socket, options.touch);
    try {
      const target = await options.find();
      const terminal = await view.attach(target, options.tab, (client) => this.#isOurs(target.container, client));
      if (!terminal) return;
      const open = { container: target.container, view, terminal };
      this.#open.add(open);
      const leave = () => this.#leave(open);
      if (socket.readyState === socket.OPEN) socket.once('close', leave);
      else leave();
    } catch (error) {
      view.refuse(error);
    }
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
    const leaving = open.terminal.close().finally(() => this.#leaving.delete(leaving));
    this.#leaving.add(leaving);
  }

  #isOurs(container: string, client: string): boolean {
    return [...this.#open].some((open) => open.container === container && open.terminal.client === client);
  }
}
