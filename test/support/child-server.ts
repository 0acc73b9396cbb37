import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { root } from '../../lab-runner/commands/running-server.ts';

export { freePort } from './free-port.ts';

export interface Finished {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs `postlab …` to its end, as a user does. */
export async function postlab(args: string[], env: Record<string, string> = {}, before: readonly string[] = []): Promise<Finished> {
  const [program, ...rest] = [...before, process.execPath, 'lab-runner/cli.ts', ...args];
  const child = spawn(program as string, rest, { cwd: root, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout, stderr };
}

/** `postlab up` in a process of its own, with its own port and data folder. */
export class ChildServer {
  readonly url: string;
  readonly #env: Record<string, string>;
  readonly #before: readonly string[];
  #child: ChildProcess | null = null;
  #output = '';

  /** @param before a program and its arguments that become the server, such as `small-disk.ts` gives */
  constructor(data: string, port: number, before: readonly string[] = [], settings: Record<string, string> = {}) {
    this.#before = before;
    this.url = `http://127.0.0.1:${port}`;
    this.#env = { HOST: '127.0.0.1', PORT: String(port), POSTLAB_DATA: data, POSTLAB_POOL: '0', ...settings };
  }

  get pid(): number {
    if (!this.#child?.pid) throw new Error('the server is not running');
    return this.#child.pid;
  }

  /** What it has printed. */
  get output(): string {
    return this.#output;
  }

  /** Until labs can be started. */
  async start(): Promise<void> {
    this.#output = '';
    const [program, ...args] = [...this.#before, process.execPath, 'lab-runner/cli.ts', 'up'];
    const child = spawn(program as string, args, {
      cwd: root,
      env: { ...process.env, ...this.#env, ASTRO_TELEMETRY_DISABLED: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child = child;
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => {
        this.#output += chunk.toString();
      });
    // The site may have to be built first.
    for (const until = Date.now() + 300_000; !/\] ready: \d+ labs/.test(this.#output); await pause(50)) {
      if (child.exitCode !== null || child.signalCode !== null) throw new Error(`the server ended while it started:\n${this.#output}`);
      if (Date.now() > until) throw new Error(`the server was not ready after five minutes:\n${this.#output}`);
    }
  }

  /** @param signal SIGKILL: as when the machine's memory is over; SIGINT: Ctrl-C */
  async end(signal: 'SIGKILL' | 'SIGINT'): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }

  postlab(args: string[]): Promise<Finished> {
    return postlab(args, this.#env);
  }
}
