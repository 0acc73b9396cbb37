import type { WebSocket } from 'ws';
import { z } from 'zod';
import type { App, HttpContext } from '../http/context.ts';
import { viewerOf } from '../http/identity.ts';
import { messageOf, PostlabError } from '../errors.ts';
import { readFrame, serverFrame } from './frames.ts';
import { Terminal } from './terminal.ts';

const pingEvery = 20_000;
/** Keystrokes that arrive while the shell is being attached; more is not typed by a person. */
const earlyLimit = 64 * 1024;
const path = z.object({ id: z.string(), host: z.string(), tab: z.string() });

/** WebSocket /api/attempts/:id/terminals/:host/:tab; frames as in contract/api.ts. */
export function terminalRoutes(app: App, ctx: HttpContext): void {
  app.get('/api/attempts/:id/terminals/:host/:tab', { websocket: true, schema: { hide: true } }, (socket, request) => {
    const params = path.safeParse(request.params);
    const refuse = (error: unknown) => close(socket, error);
    if (!params.success || !/^[1-9]$/.test(params.data.tab)) return refuse(new PostlabError({ code: 'unknown-tab', status: 404, message: 'A tab is a digit from 1 to 9.', hint: 'Open the terminal from the lab page.' }));
    const { id, host, tab } = params.data;
    // Listening has to begin before anything is awaited, or the first frames are lost.
    const view = new View(socket, () => ctx.attempts().touch(id));
    const open = async () => {
      const viewer = viewerOf(request, NO_REPLY, ctx.keys);
      const target = await ctx.attempts().terminalTarget(viewer, id, host);
      await view.attach(target, tab);
    };
    open().catch(refuse);
  });
}

/** A socket's handshake is over: a browser without a cookie owns nothing here and gets 4404. */
const NO_REPLY = { setCookie: () => undefined } as unknown as Parameters<typeof viewerOf>[1];

function close(socket: WebSocket, error: unknown): void {
  const status = error instanceof PostlabError ? error.status : 500;
  const code = status === 404 ? 4404 : status === 409 || status === 503 ? 4409 : status === 401 || status === 403 ? 1008 : 1011;
  // A close reason is at most 123 bytes (RFC 6455 §5.5).
  socket.close(code, Buffer.from(messageOf(error)).subarray(0, 120).toString('utf8').replace(/\uFFFD+$/, ''));
}

class View {
  readonly #socket: WebSocket;
  readonly #touch: () => void;
  #terminal: Terminal | null = null;
  #columns = 80;
  #rows = 24;
  #early: Buffer[] = [];
  #earlySize = 0;

  constructor(socket: WebSocket, touch: () => void) {
    this.#socket = socket;
    this.#touch = touch;
    socket.on('message', (data: Buffer) => this.#frame(Buffer.isBuffer(data) ? data : Buffer.from(data)));
    const ping = setInterval(() => socket.ping(), pingEvery);
    socket.on('close', () => {
      clearInterval(ping);
      this.#terminal?.close();
    });
    // `ws` closes with 1009 by itself when a frame is larger than the server takes.
    socket.on('error', () => undefined);
  }

  async attach(target: { engine: import('../engine/engine.ts').Engine; container: string }, tab: string): Promise<void> {
    const send = (type: 'output' | 'restored' | 'exit', bytes: Buffer) => this.#socket.readyState === this.#socket.OPEN && this.#socket.send(serverFrame(type, bytes));
    const terminal = await Terminal.open({
      ...target,
      tab,
      columns: this.#columns,
      rows: this.#rows,
      events: {
        restored: (bytes) => send('restored', bytes),
        output: (bytes) => send('output', bytes),
        ended: () => {
          send('exit', Buffer.from('the shell ended'));
          this.#socket.close(4409, 'the shell ended, or its host went down');
        },
      },
    });
    if (this.#socket.readyState !== this.#socket.OPEN) return terminal.close();
    this.#terminal = terminal;
    await terminal.resize(this.#columns, this.#rows);
    for (const bytes of this.#early) terminal.write(bytes);
    this.#early = [];
  }

  #frame(data: Buffer): void {
    const frame = readFrame(data);
    switch (frame.kind) {
      case 'input':
        this.#touch();
        if (this.#terminal) return this.#terminal.write(frame.bytes);
        this.#earlySize += frame.bytes.length;
        if (this.#earlySize <= earlyLimit) this.#early.push(Buffer.from(frame.bytes));
        return;
      case 'resize':
        this.#columns = frame.columns;
        this.#rows = frame.rows;
        void this.#terminal?.resize(frame.columns, frame.rows);
        return;
      case 'acknowledge':
        return this.#terminal?.acknowledge(frame.bytes);
      case 'bad':
        return this.#socket.close(1007, frame.why);
    }
  }
}
