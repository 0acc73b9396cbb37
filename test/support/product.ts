import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { freePort } from './free-port.ts';

const ownRoot = resolve(import.meta.dirname, '../..');

/** The whole product as a user starts it, on a free port, with a data folder of its own. */
export class Product {
  readonly url: string;
  readonly env: NodeJS.ProcessEnv;
  readonly #data: string;
  readonly #root: string;
  #process: ChildProcess | null = null;
  output = '';

  private constructor(port: number, root: string, env: Record<string, string>) {
    this.#root = root;
    this.url = `http://localhost:${port}`;
    this.#data = mkdtempSync(join(tmpdir(), 'postlab-'));
    this.env = { ...process.env, PORT: String(port), POSTLAB_DATA: this.#data, ...env };
  }

  /** @param options.root another copy of the repository; `env` further settings */
  static async start(options: { root?: string; env?: Record<string, string> } = {}): Promise<Product> {
    const product = new Product(await freePort(), options.root ?? ownRoot, options.env ?? {});
    await product.up();
    return product;
  }

  get #cli(): string {
    return join(this.#root, 'lab-runner/cli.ts');
  }

  /** The link for teaching, which works once: the newest that was printed. */
  get teach(): string {
    const link = [...this.output.matchAll(/Teach: (\S+)/g)].at(-1)?.[1];
    if (!link) throw new Error(`the server should have printed a link for teaching; it printed:\n${this.output}`);
    return link;
  }

  /** Resolves when labs can be started, or it is said why they cannot. */
  up(): Promise<void> {
    const child = spawn(process.execPath, [this.#cli, 'up'], { cwd: this.#root, env: this.env, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#process = child;
    return new Promise((done, reject) => {
      const read = (chunk: Buffer) => {
        this.output += chunk.toString();
        if (/ready: \d+ labs|labs are not available/.test(this.output)) done();
      };
      child.stdout.on('data', read);
      child.stderr.on('data', read);
      child.on('exit', (code) => reject(new Error(`the server ended with ${code}:\n${this.output}`)));
    });
  }

  /** Ends the server the hard way or with Ctrl-C's signal; sandboxes stay. */
  async kill(signal: NodeJS.Signals): Promise<void> {
    const child = this.#process;
    if (!child) return;
    const gone = new Promise<void>((done) => child.once('exit', () => done()));
    child.removeAllListeners('exit');
    child.once('exit', () => undefined);
    child.kill(signal);
    await Promise.race([gone, new Promise<void>((done) => child.once('close', () => done()))]);
    this.#process = null;
    this.output = '';
  }

  /** Ends a server that made nothing in an engine. */
  async discard(): Promise<void> {
    await this.kill('SIGTERM');
    rmSync(this.#data, { recursive: true, force: true });
  }

  /** Ends the server and removes everything it made. */
  async down(): Promise<void> {
    await this.kill('SIGTERM');
    const result = spawnSync(process.execPath, [this.#cli, 'down'], { cwd: this.#root, env: this.env, encoding: 'utf8' });
    rmSync(this.#data, { recursive: true, force: true });
    if (result.status !== 0) throw new Error(`"postlab down" ended with ${result.status}: ${result.stderr}`);
  }
}
