import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const cli = join(root, 'lab-runner/cli.ts');

/** The whole product as a user starts it, on a free port, with a data folder of its own. */
export class Product {
  readonly url: string;
  readonly env: NodeJS.ProcessEnv;
  readonly #data: string;
  #process: ChildProcess | null = null;
  output = '';

  private constructor(port: number) {
    this.url = `http://localhost:${port}`;
    this.#data = mkdtempSync(join(tmpdir(), 'postlab-'));
    this.env = { ...process.env, PORT: String(port), POSTLAB_DATA: this.#data };
  }

  static async start(): Promise<Product> {
    const product = new Product(await freePort());
    await product.up();
    return product;
  }

  /** Resolves when labs can be started. */
  up(): Promise<void> {
    const child = spawn(process.execPath, [cli, 'up'], { cwd: root, env: this.env, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#process = child;
    return new Promise((done, reject) => {
      const read = (chunk: Buffer) => {
        this.output += chunk.toString();
        if (/ready: \d+ labs/.test(this.output)) done();
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

  /** Ends the server and removes everything it made. */
  async down(): Promise<void> {
    await this.kill('SIGTERM');
    const result = spawnSync(process.execPath, [cli, 'down'], { cwd: root, env: this.env, encoding: 'utf8' });
    rmSync(this.#data, { recursive: true, force: true });
    if (result.status !== 0) throw new Error(`"postlab down" ended with ${result.status}: ${result.stderr}`);
  }
}

function freePort(): Promise<number> {
  return new Promise((done, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
