import { Duplex, PassThrough } from 'node:stream';
import type Docker from 'dockerode';
import { PostlabError } from '../errors.ts';
import { StandardOutput } from './demux.ts';
import { asked, engineError } from './docker-errors.ts';
import type { ExecSession, RunResult } from './engine.ts';

const outputLimit = 1024 * 1024;
/** The environment of everything we run on a host: a terminal without a locale shows no Chinese. */
const plainEnv = ['LANG=C.UTF-8', 'LC_ALL=C.UTF-8', 'HOME=/root'];

export interface RunOptions {
  env?: Record<string, string>;
  stdin?: string | Buffer;
  timeout?: number;
  signal?: AbortSignal;
}

const envOf = (env: Record<string, string> = {}) => [...plainEnv, ...Object.entries(env).map(([name, value]) => `${name}=${value}`)];

/** Runs a command to its end, output cut at 1 MiB a stream. Rejects with `run-timeout` or `run-cancelled`; the process may then go on. */
export async function runCommand(docker: Docker, container: string, command: string[], options: RunOptions = {}): Promise<RunResult> {
  const exec = await asked(`running ${command[0]}`, () =>
    docker
      .getContainer(container)
      .exec({ Cmd: command, Env: envOf(options.env), AttachStdin: options.stdin !== undefined, AttachStdout: true, AttachStderr: true, Tty: false }),
  );
  const stream = await asked(`running ${command[0]}`, () => exec.start({ hijack: true, stdin: options.stdin !== undefined }));
  const stdout = new Collected();
  const stderr = new Collected();
  docker.modem.demuxStream(stream, stdout.sink, stderr.sink);
  if (options.stdin !== undefined) stream.end(options.stdin);
  await ended(stream, command, options);
  const facts = await asked(`running ${command[0]}`, () => exec.inspect());
  return { exitCode: facts.ExitCode ?? -1, stdout: stdout.text(), stderr: stderr.text() };
}

function ended(stream: Duplex, command: string[], options: RunOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    const give = (code: string, message: string) => {
      clean();
      stream.destroy();
      reject(new PostlabError({ code, status: 503, message, hint: 'Try again; if it happens again, the host is overloaded or stuck: reboot it.' }));
    };
    const timer = options.timeout
      ? setTimeout(() => give('run-timeout', `"${command.join(' ').slice(0, 60)}" should have ended within ${options.timeout} ms.`), options.timeout)
      : null;
    const cancelled = () => give('run-cancelled', `"${command.join(' ').slice(0, 60)}" was cancelled.`);
    const clean = () => {
      if (timer) clearTimeout(timer);
      options.signal?.removeEventListener('abort', cancelled);
    };
    options.signal?.addEventListener('abort', cancelled, { once: true });
    if (options.signal?.aborted) return cancelled();
    const done = () => {
      clean();
      resolve();
    };
    stream.once('end', done);
    stream.once('close', done);
    stream.once('error', (error) => {
      clean();
      reject(engineError(`running ${command[0]}`, error));
    });
  });
}

class Collected {
  readonly sink = new PassThrough();
  #chunks: Buffer[] = [];
  #size = 0;

  constructor() {
    this.sink.on('data', (chunk: Buffer) => {
      if (this.#size < outputLimit) this.#chunks.push(chunk.subarray(0, outputLimit - this.#size));
      this.#size += chunk.length;
    });
  }

  text(): string {
    return Buffer.concat(this.#chunks).toString('utf8');
  }
}

/** A process whose streams stay open. Without a terminal the stream carries standard output only; standard error is dropped. */
export async function openSession(
  docker: Docker,
  container: string,
  command: string[],
  options: { tty: boolean; env?: Record<string, string>; columns?: number; rows?: number },
): Promise<ExecSession> {
  const doing = `starting ${command[0]}`;
  const exec = await asked(doing, () =>
    docker.getContainer(container).exec({
      Cmd: command,
      Env: [...envOf(options.env), ...(options.tty ? ['TERM=xterm-256color'] : [])],
      AttachStdin: true,
      AttachStdout: true,
      AttachStderr: options.tty,
      Tty: options.tty,
      ...(options.tty && options.columns && options.rows && { ConsoleSize: [options.rows, options.columns] }),
    }),
  );
  const raw = await asked(doing, () => exec.start({ hijack: true, stdin: true, Tty: options.tty }));
  const resize = async (columns: number, rows: number) => {
    // The shell may have ended a moment ago: nothing is left to resize then.
    await exec.resize({ w: columns, h: rows }).catch(() => undefined);
  };
  // Engines before API 1.42 do not know ConsoleSize.
  if (options.tty && options.columns && options.rows) await resize(options.columns, options.rows);
  return {
    stream: options.tty ? raw : separated(raw),
    resize,
    exitCode: async () => (await asked(doing, () => exec.inspect())).ExitCode ?? null,
  };
}

/** The process's standard output to read, its standard input to write. */
function separated(raw: Duplex): Duplex {
  const out = raw.pipe(new StandardOutput());
  // An engine that goes away may close without an end.
  raw.on('close', () => out.end());
  // Not the transform itself: that would end what is read as soon as the writer ends, and cut off what is still on its way.
  const both = new Duplex({
    allowHalfOpen: true,
    write: (chunk, encoding, done) => void raw.write(chunk, encoding, (error) => done(error ?? null)),
    final: (done) => {
      raw.end();
      done();
    },
    read: () => void out.resume(),
    destroy: (error, done) => {
      raw.destroy();
      done(error);
    },
  });
  out.on('data', (chunk: Buffer) => {
    if (!both.push(chunk)) out.pause();
  });
  out.on('end', () => both.push(null));
  raw.on('error', (error) => both.destroy(error));
  return both;
}
