import { createHash, randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import WebSocket from 'ws';
import { patience } from '../../test/support/patience.ts';
import { terminalFrame, terminalWindow } from '../contract/api.ts';
import { type Engine, labelOf } from '../engine/engine.ts';
import { findEngine } from '../engine/find-engine.ts';
import { learnerCookie } from '../http/identity.ts';
import { listen, secretOfAnn, testServer } from '../http/test-server.ts';

/** Real tmux on a real host, through the real server and WebSocket. The host runs no systemd: terminals do not need it. */
const instance = `test${randomBytes(4).toString('hex')}`;
let engine: Engine;
let container: string;
let server: Awaited<ReturnType<typeof testServer>>;
let url: string;

beforeAll(async () => {
  engine = await findEngine(process.env);
  // Built by `npm test` before; the newest comes first.
  const tags = (await engine.images({})).flatMap((image) => image.tags);
  const image = tags.find((tag) => tag.startsWith('postlab/base:'));
  if (!image) throw new Error('there is no postlab/base image; run the tests with "npm test -- engine"');
  container = await engine.createService({
    name: `${instance}-host`,
    image,
    command: ['/bin/sleep', 'infinity'],
    labels: { [labelOf.instance]: instance, [labelOf.kind]: 'test' },
    network: 'none',
    networkMode: 'none',
    capabilities: ['SETUID', 'SETGID', 'CHOWN'],
    memoryBytes: 128 * 1024 * 1024,
  });
  await engine.start(container);
});
afterAll(async () => {
  if (container) await engine.remove(container);
});

beforeEach(async () => {
  await engine.start(container);
  await begin();
});
afterEach(async () => {
  await server.app.close();
  await engine.start(container);
  await engine.run(container, ['tmux', '-L', 'postlab', 'kill-server'], { timeout: 60_000 });
});

async function begin(): Promise<void> {
  server = await testServer();
  server.attempts.hosts.set('mx', { engine, container });
  url = await listen(server.app);
}

/** A browser's end of a terminal that draws nothing, but acknowledges unless told not to. */
class Screen {
  readonly socket: WebSocket;
  text = '';
  restored: string | null = null;
  restores = 0;
  exit: string | null = null;
  received = 0;
  unacknowledged = 0;
  acknowledging = true;
  closed: { code: number; reason: string } | null = null;

  constructor(tab = 1, size = { columns: 100, rows: 30 }) {
    this.socket = new WebSocket(`${url}/api/attempts/at1/terminals/mx/${tab}`.replace('http', 'ws'), {
      headers: { cookie: `${learnerCookie}=${secretOfAnn}`, origin: url },
    });
    this.socket.on('open', () => this.resize(size.columns, size.rows));
    this.socket.on('message', (frame: Buffer) => this.#frame(frame));
    // A close follows, which the tests look at.
    this.socket.on('error', () => undefined);
    this.socket.on('close', (code, reason) => {
      this.closed = { code, reason: reason.toString() };
    });
  }

  #frame(frame: Buffer): void {
    const body = frame.subarray(1);
    if (frame[0] === terminalFrame.restored) {
      this.restored = body.toString();
      this.restores++;
    }
    if (frame[0] === terminalFrame.exit) this.exit = body.toString();
    if (frame[0] !== terminalFrame.output) return;
    this.received += body.length;
    this.unacknowledged += body.length;
    this.text = (this.text + body.toString()).slice(-200_000);
    if (this.acknowledging) this.acknowledge();
  }

  acknowledge(): void {
    const frame = Buffer.alloc(5);
    frame[0] = terminalFrame.acknowledge;
    frame.writeUInt32BE(this.unacknowledged, 1);
    this.unacknowledged = 0;
    this.socket.send(frame);
  }

  resize(columns: number, rows: number): void {
    const frame = Buffer.alloc(5);
    frame[0] = terminalFrame.resize;
    frame.writeUInt16BE(columns, 1);
    frame.writeUInt16BE(rows, 3);
    this.socket.send(frame);
  }

  type(text: string): void {
    this.socket.send(Buffer.concat([Buffer.from([terminalFrame.input]), Buffer.from(text)]));
  }

  /** Everything that is or was on this screen; ESC is shown as ␛. */
  get all(): string {
    return ((this.restored ?? '') + this.text).replaceAll('\x1b', '␛');
  }

  shows(pattern: RegExp): Promise<void> {
    return vi.waitFor(() => expect(this.all).toMatch(pattern), patience);
  }

  async leave(): Promise<void> {
    this.socket.close();
    await vi.waitFor(() => expect(this.closed).not.toBeNull(), patience);
  }
}

async function open(tab = 1, size?: { columns: number; rows: number }): Promise<Screen> {
  const screen = new Screen(tab, size);
  await screen.shows(/[#$] /);
  return screen;
}

const clients = async () =>
  (await engine.run(container, ['tmux', '-L', 'postlab', 'list-clients', '-F', '#{client_name}'], { timeout: 60_000 })).stdout.split('\n').filter(Boolean);
const processes = async (name: string) => (await engine.run(container, ['pgrep', '-c', '-x', name], { timeout: 60_000 })).stdout.trim();

test('a shell of the right size, in UTF-8, that knows nothing of tmux', async () => {
  const screen = await open(1, { columns: 90, rows: 20 });
  screen.type('stty size; echo "t=$TERM m=$TMUX."; echo 邮件 | wc -m; pwd\r');
  await screen.shows(/20 90\r\nt=xterm-256color m=\.\r\n3\r\n\/root\r\n/);
  screen.resize(120, 40);
  screen.type('stty size\r');
  await screen.shows(/40 120/);
  expect(server.attempts.touched[0]).toBe('at1');
});

test('every line arrives, however fast', async () => {
  const screen = await open();
  screen.type('seq -f "line %g" 1 5000; echo "do""ne"\r');
  await screen.shows(/done/);
  expect(screen.text.match(/^line \d+\r$/gm)).toHaveLength(5000);
});

test('a long paste arrives whole, control characters too', async () => {
  const screen = await open();
  const paste =
    randomBytes(60_000)
      .toString('base64')
      .match(/.{1,76}/g)
      ?.join('\n') ?? '';
  screen.type('stty -echo; cat > /tmp/paste; stty echo; sha256sum /tmp/paste\r');
  await screen.shows(/sha256sum/);
  for (let at = 0; at < paste.length; at += 60_000) screen.type(paste.slice(at, at + 60_000));
  screen.type('\n\x04');
  await screen.shows(new RegExp(createHash('sha256').update(`${paste}\n`).digest('hex')));
  // Ctrl-P Ctrl-Q would end a plain exec of the engine.
  screen.type('stty -icanon -echo -isig -ixon; echo "g""o"; head -c 3 | od -An -tx1; stty sane\r');
  await screen.shows(/go\r/);
  screen.type('\x10\x11\x03');
  await screen.shows(/10 11 03/);
});

test('after a reload the screen is there and the shell is the same', async () => {
  const first = await open();
  first.type('seq 1 100; kept=before; echo "o""k"\r');
  await first.shows(/ok/);
  await first.leave();
  await vi.waitFor(async () => expect(await clients()).toEqual([]), patience);
  const again = await open();
  expect(again.all).toMatch(/^1\r\n2\r\n/m);
  expect(again.all).toMatch(/^100\r\nok/m);
  again.type('echo "[$kept]"\r');
  await again.shows(/\[before\]/);
});

test('a full-screen program is restored with the screen below it', async () => {
  const first = await open();
  first.type('echo below; printf "alpha\\nbeta\\n" > /tmp/f; vi /tmp/f\r');
  await first.shows(/alpha/);
  await first.leave();
  const again = new Screen();
  await again.shows(/beta/);
  expect(again.all).toMatch(/below.*␛\[\?1049h.*alpha.*beta/s);
  again.type('\x1b:q!\r');
  await again.shows(/␛\[\?1049l/);
});

test('tabs are different shells', async () => {
  const [one, two] = await Promise.all([open(1), open(2)]);
  one.type('echo "pid=$$="\r');
  two.type('echo "pid=$$="\r');
  await Promise.all([one.shows(/pid=\d+=/), two.shows(/pid=\d+=/)]);
  expect(/pid=(\d+)=/.exec(one.text)?.[1]).not.toBe(/pid=(\d+)=/.exec(two.text)?.[1]);
});

test('two views of one tab show the same and leave each other alone', async () => {
  const [one, two] = [await open(), await open()];
  one.type('echo "sha""red"\r');
  await Promise.all([one.shows(/shared/), two.shows(/shared/)]);
  expect(one.closed ?? two.closed).toBeNull();
});

test('the browser’s answer to a question that tmux answered is not typed', async () => {
  const screen = await open();
  screen.type('stty -echo -icanon; printf "\\033[6n"; read -r -d R pos; read -r -t 1 -n 1 more; stty sane; echo "pos=$pos more=[$more]"\r');
  await screen.shows(/␛\[6n/);
  screen.socket.send(Buffer.concat([Buffer.from([terminalFrame.input]), Buffer.from('\x1b[24;80R')]));
  await screen.shows(/pos=.*\d+;\d+ more=\[\]/);
});

test('yes fills nobody’s memory while a browser does not read, and is there as it is now when it does', async () => {
  const screen = await open();
  screen.acknowledging = false;
  screen.type('yes\r');
  await vi.waitFor(() => expect(screen.received).toBeGreaterThan(terminalWindow), patience);
  // KiB of tmux's own memory.
  const memory = async () => {
    const { stdout } = await engine.run(container, ['sh', '-c', 'cat $(grep -l "^tmux: server" /proc/[0-9]*/comm | sed s/comm/status/)'], { timeout: 60_000 });
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(stdout)?.[1]);
  };
  for (let second = 0; second < 6; second++) {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect(await memory()).toBeLessThan(64 * 1024);
  }
  expect(screen.received).toBeLessThan(terminalWindow + 256 * 1024);
  expect(screen.restores).toBe(1);
  screen.acknowledging = true;
  screen.acknowledge();
  const held = screen.received;
  await vi.waitFor(() => expect(screen.received).toBeGreaterThan(held + 4 * terminalWindow), patience);
  expect(screen.restores).toBeGreaterThan(1);
  screen.type('\x03');
  await vi.waitFor(async () => expect(await processes('yes')).toBe('0'), patience);
  screen.type('echo "a""fter"\r');
  await screen.shows(/after/);
});

test('a browser that reads again within a moment goes on where it was', async () => {
  const screen = await open();
  screen.acknowledging = false;
  screen.type('seq 300000; echo "e""nd"\r');
  await vi.waitFor(() => expect(screen.received).toBeGreaterThan(terminalWindow), patience);
  screen.acknowledging = true;
  screen.acknowledge();
  await screen.shows(/299999\r\n300000\r\nend/);
});

test('the end of the shell is said, and the tab can be opened anew', async () => {
  const screen = await open();
  screen.type('exit\r');
  await vi.waitFor(() => expect(screen.closed).toEqual({ code: 1000, reason: 'The shell ended.' }), patience);
  expect(screen.exit).toBe('The shell ended.');
  const again = await open();
  again.type('echo "ag""ain"\r');
  await again.shows(/again/);
});

test('a host that goes down closes its terminals with 4409', async () => {
  const screen = await open();
  await engine.stop(container, 0);
  await vi.waitFor(() => expect(screen.closed?.code).toBe(4409), patience);
  expect(screen.exit).toMatch(/host/);
  const again = new Screen();
  await vi.waitFor(() => expect(again.closed?.code).toBe(4409), patience);
});

test('a runner that stops leaves the shell and takes its clients along', async () => {
  const screen = await open();
  screen.type('mark=left; echo "o""k"\r');
  await screen.shows(/ok/);
  await server.app.close();
  await vi.waitFor(() => expect(screen.closed?.code).toBe(1001), patience);
  await vi.waitFor(async () => expect(await clients()).toEqual([]), patience);
  await begin();
  const again = await open();
  again.type('echo "[$mark]"\r');
  await again.shows(/\[left\]/);
});

test('what a killed runner left behind is sent away by the next one', async () => {
  // A client whose runner is gone: nobody will ever say farewell for it.
  const left = await engine.exec(container, ['tmux', '-L', 'postlab', '-CC', 'new-session', '-A', '-s', 't1'], { tty: true });
  await vi.waitFor(async () => expect(await clients()).toHaveLength(1), patience);
  left.stream.destroy();
  const screen = await open();
  await vi.waitFor(async () => expect(await clients()).toHaveLength(1), patience);
  screen.type('echo "he""re"\r');
  await screen.shows(/here/);
});
