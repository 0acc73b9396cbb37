import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { PostlabError } from './errors.ts';

const environment = z.object({
  HOST: z.string().default('localhost'),
  PORT: z.coerce.number().int().min(0).max(65535).default(4321),
  POSTLAB_DATA: z.string().default('.postlab'),
  /** Minutes without a sign of the learner until the hosts are stopped (kept, started again on return). */
  POSTLAB_IDLE_MINUTES: z.coerce.number().positive().default(60),
  /** Hours a stopped sandbox is kept before it is removed. */
  POSTLAB_KEEP_HOURS: z.coerce.number().positive().default(48),
  /** Sandboxes that start at the same time; starting is CPU-bound, so about the number of cores. */
  POSTLAB_STARTS: z.coerce.number().int().positive().default(Math.max(1, availableParallelism())),
  /** Warm sandboxes kept in all; 0 switches the pool off. */
  POSTLAB_POOL: z.coerce.number().int().min(0).default(3),
});

export interface Config {
  host: string;
  port: number;
  /** Absolute path of the instance's folder: database, secrets, lock. */
  data: string;
  idleMs: number;
  keepMs: number;
  concurrentStarts: number;
  poolSize: number;
}

const loopback = new Set(['localhost', '127.0.0.1', '::1', '[::1]']);

/** The only reader of `process.env`. Throws PostlabError `bad-setting` naming variable, expectation and value. */
export function readConfig(env: Record<string, string | undefined>, root: string): Config {
  const parsed = environment.safeParse(env);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const name = String(issue?.path[0] ?? '?');
    throw new PostlabError({
      code: 'bad-setting',
      message: `The environment variable ${name} is "${env[name] ?? ''}": ${issue?.message ?? 'not understood'}.`,
      hint: `Set ${name} to a value of the expected form, or unset it to use the default.`,
    });
  }
  const e = parsed.data;
  if (!loopback.has(e.HOST)) {
    throw new PostlabError({
      code: 'host-not-loopback',
      message: `HOST is "${e.HOST}". Without accounts, everybody who reaches this address would get root terminals, so only the loopback address is served.`,
      hint: 'Unset HOST or set it to localhost. To let others in, forward the port through something that asks who they are (an SSH tunnel, for example).',
    });
  }
  return {
    host: e.HOST,
    port: e.PORT,
    data: resolve(root, e.POSTLAB_DATA),
    idleMs: e.POSTLAB_IDLE_MINUTES * 60_000,
    keepMs: e.POSTLAB_KEEP_HOURS * 3_600_000,
    concurrentStarts: e.POSTLAB_STARTS,
    poolSize: e.POSTLAB_POOL,
  };
}

const secretsShape = z.strictObject({ instance: z.string(), course: z.string(), instructor: z.string(), admin: z.string() });
/** `instance` labels everything we make; `course` keys the parameters; the others are bearer tokens. */
export type Secrets = z.infer<typeof secretsShape>;

/** Reads `.postlab/secrets.json` (mode 0600), making it on first start. */
export function readSecrets(data: string): Secrets {
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const file = join(data, 'secrets.json');
  if (!existsSync(file)) {
    const fresh: Secrets = {
      instance: randomBytes(6).toString('hex'),
      course: randomBytes(24).toString('hex'),
      instructor: randomBytes(18).toString('base64url'),
      admin: randomBytes(18).toString('base64url'),
    };
    writeFileSync(file, `${JSON.stringify(fresh, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  }
  const parsed = secretsShape.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!parsed.success) {
    throw new PostlabError({
      code: 'secrets-unreadable',
      message: `${file} should hold the four secrets of this instance; found something else (${parsed.error.issues[0]?.path.join('.')}: ${parsed.error.issues[0]?.message}).`,
      hint: 'Restore the file from a backup, or move it away: new secrets are made at the next start, and running sandboxes are then no longer recognised.',
    });
  }
  return parsed.data;
}
