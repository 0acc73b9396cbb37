import type { Duplex } from 'node:stream';
import { terminalWindow } from '../contract/api.ts';
import type { Engine } from '../engine/engine.ts';
import { PostlabError } from '../errors.ts';
import { type ControlEvent, ControlParser } from './control.ts';
import { typed } from './keys.ts';
import { type Captured, type PaneState, paneState, questions, screenOf } from './screen.ts';

const tmux = ['tmux', '-L', 'postlab', '-f', '/etc/tmux.conf'];
/** tmux is how we keep the shell; the learner's own tmux must not think that it is inside another one. */
const shell = 'exec env -u TMUX -u TMUX_PANE TERM=xterm-256color /bin/bash -i';
/** Milliseconds until a terminal must have been drawn; a busy host takes a second, one of many that boot at the same time several. */
const attachTime = 30_000;
/** Milliseconds that a browser may leave output unread before tmux is told to forget what it holds for it. */
const stallTime = 2_000;
/** Milliseconds for tmux's client to leave by itself. */
const leaveTime = 1000;

/** Why a terminal ended: its shell did, or what carried it went away (the host, the engine, a view taken over). */
export type TerminalEnd = { by: 'shell' | 'host'; reason: string };

export interface TerminalEvents {
  /** History and screen as they are: clear first. Comes before any output, and again when output was left out because nobody read it. */
  restored(bytes: Buffer): void;
  /** Of the pane that was restored, just before it. */
  size?(columns: number, rows: number): void;
  output(bytes: Buffer): void;
  /** Comes once, last, and not after `close`. */
  ended(end: TerminalEnd): void;
}

export interface TerminalOptions {
  engine: Engine;
  container: string;
  /** 1…9 */
  tab: string;
  columns: number;
  rows: number;
  events: TerminalEvents;
  /** Somebody beside the learner: takes no part in the size, and types only to `help`. */
  visitor?: 'watch' | 'help';
  /** Is a tmux client of that name (`/dev/pts/3`) one of ours? Others were left by a former run and are sent away. */
  isOurs: (client: string) => boolean;
}

/**
 * One view of one tab of one host. The shell lives in a tmux session on the host, so it goes on when the browser, the
 * network or the runner goes away. We attach in tmux's control mode: it hands over what programs wrote instead of a
 * picture of it, so the browser keeps every line, and a program whose output nobody reads waits.
 */
export class Terminal {
  readonly #stream: Duplex;
  readonly #events: TerminalEvents;
  readonly #parser = new ControlParser();
  /** Who waits for the replies, in order; null for keystrokes. */
  readonly #asked: (((lines: Buffer[]) => void) | null)[] = [];
  #pane = '';
  #client = '';
  #drawn = false;
  #over = false;
  #exit: string | null = null;
  #unacknowledged = 0;
  #stalled: NodeJS.Timeout | null = null;

  private constructor(stream: Duplex, events: TerminalEvents, begun: () => void) {
    this.#stream = stream;
    this.#events = events;
    stream.on('data', (chunk: Buffer) => {
      for (const event of this.#parser.read(chunk)) {
        if (event.kind === 'begun') begun();
        else this.#hear(event);
      }
    });
    stream.on('end', () => this.#end());
    stream.on('close', () => this.#end());
    stream.on('error', () => this.#end());
  }

  /** Attaches to the tab's session, which is made when it is not there. Rejects with `no-terminal` (409) when it cannot. */
  static async open(options: TerminalOptions): Promise<Terminal> {
    const { engine, container, tab, columns, rows, events } = options;
    const session = `t${tab}`;
    const flags = options.visitor ? ['-f', options.visitor === 'watch' ? 'ignore-size,read-only' : 'ignore-size'] : [];
    const command = [...tmux, '-CC', 'new-session', '-A', ...flags, '-s', session, '-c', '/root', '-x', String(columns), '-y', String(rows), shell];
    const { stream } = await engine.exec(container, command, { tty: true });
    return new Promise((resolve, reject) => {
      let settled = false;
      const settle = (act: () => void) => {
        if (settled) return;
        settled = true;
        clearTimeout(timer);
        act();
      };
      const fail = (why: string) =>
        settle(() => {
          void terminal.close();
          reject(
            new PostlabError({
              code: 'no-terminal',
              status: 409,
              message: `The terminal could not be opened: ${why}`,
              hint: 'It is tried again by itself; if it stays so, reboot the host.',
            }),
          );
        });
      const timer = setTimeout(() => fail(`the host did not answer within ${attachTime / 1000} s.`), attachTime);
      const ended = (end: TerminalEnd) => (settled ? events.ended(end) : fail(end.reason));
      const terminal = new Terminal(stream, { ...events, ended }, () =>
        terminal.#draw(session, options, (problem) => (problem ? fail(problem) : settle(() => resolve(terminal)))),
      );
    });
  }

  /** Name of our tmux client on the host. */
  get client(): string {
    return this.#client;
  }

  /** Types these bytes. False when the host does not keep up: wait for `drained`. */
  write(bytes: Buffer): boolean {
    if (this.#over || bytes.length === 0) return true;
    const { text, commands } = typed(this.#pane, bytes);
    for (let i = 0; i < commands; i++) this.#asked.push(null);
    return this.#stream.write(text);
  }

  drained(then: () => void): void {
    this.#stream.once('drain', then);
  }

  resize(columns: number, rows: number): void {
    if (!this.#over) this.#tell(`refresh-client -C ${columns}x${rows}`, null);
  }

  /** The browser has drawn so many bytes of output. */
  acknowledge(bytes: number): void {
    this.#unacknowledged = Math.max(0, this.#unacknowledged - bytes);
    if (this.#unacknowledged > terminalWindow / 2 || !this.#stream.isPaused()) return;
    this.#readOn();
    this.#stream.resume();
  }

  /** Ends this view; the shell goes on. Resolves when tmux's client has left the host. */
  async close(): Promise<void> {
    if (this.#over) return;
    this.#over = true;
    this.#readOn();
    // Whatever waits to be read is of no interest any more, but the farewell comes behind it.
    this.#stream.removeAllListeners('data');
    this.#stream.resume();
    const left = new Promise<void>((resolve) => {
      this.#stream.once('close', resolve);
      this.#stream.once('end', resolve);
      setTimeout(resolve, leaveTime).unref();
    });
    this.#stream.write('detach-client\n');
    await left;
    this.#stream.destroy();
  }

  /** Asks for the screen and shows it. What programs write before the last answer is in it, what they write after it follows. */
  #draw(session: string, options: TerminalOptions, done: (problem?: string) => void): void {
    if (!options.visitor) this.#tell(`refresh-client -C ${options.columns}x${options.rows}`, null);
    let clients: string[] = [];
    this.#tell(`list-clients -t =${session} -F '#{client_name}'`, (lines) => {
      clients = lines.map((line) => line.toString('utf8'));
    });
    this.#look(`=${session}:`, (pane, screen) => {
      if (!pane) return done('its shell ended at once.');
      this.#client = pane.client_name;
      this.#pane = pane.pane_id;
      for (const name of clients) {
        if (name !== this.#client && /^[\w/-]+$/.test(name) && !options.isOurs(name)) this.#tell(`detach-client -t ${name}`, null);
      }
      this.#restore(pane, screen);
      this.#drawn = true;
      done();
    });
  }

  /** `then` is called in the very tick of the last answer: the output behind it may be in the same chunk. */
  #look(target: string, then: (pane: PaneState | null, screen: Captured) => void): void {
    const answers: Buffer[][] = [];
    const show = () => {
      const [[line] = [], history = [], visible = [], below = []] = answers;
      then(paneState(line), { history, visible, below });
    };
    for (const question of questions(target)) this.#tell(question, (lines) => answers.push(lines) === 4 && show());
  }

  #restore(pane: PaneState, screen: Captured): void {
    this.#events.size?.(Number(pane.pane_width), Number(pane.pane_height));
    this.#events.restored(screenOf(pane, screen));
  }

  #tell(command: string, answer: ((lines: Buffer[]) => void) | null): void {
    this.#asked.push(answer);
    this.#stream.write(`${command}\n`);
  }

  #hear(event: Exclude<ControlEvent, { kind: 'begun' }>): void {
    switch (event.kind) {
      case 'reply':
        this.#asked.shift()?.(event.ok ? event.lines : []);
        return;
      case 'exit':
        this.#exit ??= event.reason;
        return;
      case 'refused':
        this.#exit = event.reason || 'refused';
        return;
      case 'output':
        if (this.#drawn && event.pane === this.#pane) this.#forward(event.bytes);
    }
  }

  #forward(bytes: Buffer): void {
    this.#unacknowledged += bytes.length;
    // A command such as `yes` must not fill our memory or the browser's: not read, tmux stops reading it too, and it waits.
    if (this.#unacknowledged > terminalWindow) this.#hold();
    this.#events.output(bytes);
  }

  /**
   * Reads no more until the browser does. tmux (3.5) stops reading a program only while more than 512 bytes of its own output wait; when by
   * chance fewer are left over it reads on, into its memory and without end, until the host has none (seen in one stall of twenty). So a stall that
   * lasts ends with its pane paused: then tmux keeps the screen and its history, as for a browser that is away, and nothing else.
   */
  #hold(): void {
    this.#stream.pause();
    this.#stalled ??= setTimeout(() => this.#tell(`refresh-client -A '${this.#pane}:pause'`, () => this.#catchUp()), stallTime).unref();
  }

  #readOn(): void {
    if (this.#stalled) clearTimeout(this.#stalled);
    this.#stalled = null;
  }

  /** The answer is read: so the browser reads again, and output was left out. The screen as it is now, and what follows it. */
  #catchUp(): void {
    this.#look(this.#pane, (pane, screen) => pane && this.#restore(pane, screen));
    // In the same breath as the questions: tmux answers all before it reads the pane again.
    this.#tell(`refresh-client -A '${this.#pane}:continue'`, null);
  }

  #end(): void {
    if (this.#over) return;
    this.#over = true;
    this.#readOn();
    this.#stream.destroy();
    this.#events.ended(endOf(this.#exit, this.#parser.before));
  }
}

function endOf(exit: string | null, before: string): TerminalEnd {
  if (exit === '') return { by: 'shell', reason: 'The shell ended.' };
  if (exit === 'detached') return { by: 'host', reason: 'This terminal was detached on the host.' };
  if (exit !== null) return { by: 'host', reason: `The host is going down, or its terminals were ended (${exit}).` };
  const said = before.trim().slice(0, 200);
  return { by: 'host', reason: said || 'The host went down.' };
}
