import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { folderProblem, makeDataFolder, writeNew } from './data-folder.ts';
import { PostlabError } from './errors.ts';
import { jsonOr } from './json.ts';

/** A number in plain digits; the message says which. */
const number = (options: { whole?: boolean; min: number; max: number; otherwise: number; unit?: string }) => {
  const { whole = true, min, max, otherwise, unit = '' } = options;
  const expected = `expected ${whole ? 'a whole number' : 'a number'}${unit && ` of ${unit}`} from ${min} to ${max}`;
  return z
    .string()
    .regex(whole ? /^\d{1,9}$/ : /^\d{1,9}(\.\d{1,9})?$/, expected)
    .transform(Number)
    .refine((n) => n >= min && n <= max, expected)
    .default(otherwise);
};

const environment = z.object({
  HOST: z.string().default('localhost'),
  /** Names, beside the machine's own, under which learners reach this server; separated by commas. */
  POSTLAB_NAMES: z
    .string()
    .regex(/^[A-Za-z0-9.-]+(,[A-Za-z0-9.-]+)*$/, 'expected host names separated by commas, such as "postlab.school.example"')
    .optional(),
  /** Files in PEM; both or none. */
  POSTLAB_TLS_CERT: z.string().optional(),
  POSTLAB_TLS_KEY: z.string().optional(),
  /** Addresses or networks of the proxies in front of this server, whose X-Forwarded-* headers are believed. */
  POSTLAB_PROXY: z
    .string()
    .regex(/^[0-9a-fA-F.:/]+(,[0-9a-fA-F.:/]+)*$/, 'expected addresses or networks separated by commas, such as "127.0.0.1" or "10.0.0.0/8"')
    .optional(),
  /** For commands only: a server on another machine, and a token it made. */
  POSTLAB_SERVER: z.url({ protocol: /^https?$/, error: 'expected an address such as "https://postlab.school.example"' }).optional(),
  POSTLAB_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]+$/, 'expected a token as it was shown, such as "postlab_…"')
    .optional(),
  PORT: number({ min: 0, max: 65_535, otherwise: 4321 }),
  POSTLAB_DATA: z.string().default('.postlab'),
  /** Minutes without a sign of the learner until the hosts are stopped (kept, started again on return). */
  POSTLAB_IDLE_MINUTES: number({ whole: false, unit: 'minutes', min: 0.01, max: 100_000, otherwise: 60 }),
  /** Hours a stopped sandbox is kept before it is removed. */
  POSTLAB_KEEP_HOURS: number({ whole: false, unit: 'hours', min: 0.01, max: 100_000, otherwise: 48 }),
  /** Sandboxes that start at the same time; starting is CPU-bound, so about the number of cores. */
  POSTLAB_STARTS: number({ min: 1, max: 1000, otherwise: Math.max(1, availableParallelism()) }),
  /** Warm sandboxes kept in all; 0 switches the pool off. */
  POSTLAB_POOL: number({ min: 0, max: 500, otherwise: 3 }),
  /** What one host may write beyond its image before it is stopped. */
  POSTLAB_DISK_MB: number({ unit: 'mebibytes', min: 16, max: 1_000_000, otherwise: 2048 }),
  /** Days that feedback on lessons is kept. */
  POSTLAB_FEEDBACK_DAYS: number({ unit: 'days', min: 1, max: 3650, otherwise: 180 }),
  /** Container runtime of the learners' hosts; read where the engine is found. */
  POSTLAB_RUNTIME: z
    .string()
    .regex(/^[A-Za-z0-9][\w.-]*$/, 'expected the name of a container runtime that Docker knows, such as "runc"')
    .optional(),
});

export interface Config {
  /** `classroom`: learners join a class before they get a lab; `solo`: only this machine reaches the server. */
  mode: 'solo' | 'classroom';
  /** Further names of this server. */
  names: string[];
  /** Absolute paths. */
  tls: { cert: string; key: string } | null;
  proxy: string | null;
  host: string;
  port: number;
  /** Absolute path of the instance's folder: database, secrets, lock. */
  data: string;
  idleMs: number;
  keepMs: number;
  concurrentStarts: number;
  poolSize: number;
  hostDiskBytes: number;
  feedbackDays: number;
  /** The server on another machine that commands talk to; null: the one of this folder. */
  remote: { url: string; token: string } | null;
}

const loopback = new Set(['localhost', '127.0.0.1', '::1', '[::1]']);

/** The only reader of `process.env`. Throws PostlabError `bad-setting` naming variable, expectation and value. */
export function readConfig(env: Record<string, string | undefined>, root: string): Config {
  // An empty one counts as not set: shells and unit files often leave them so.
  const set = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const known = Object.keys(environment.shape);
  const unknown = Object.keys(set).find((name) => name.startsWith('POSTLAB_') && !known.includes(name));
  if (unknown)
    throw new PostlabError({
      code: 'bad-setting',
      status: 400,
      message: `There is no setting ${unknown}; there are ${known.join(', ')}.`,
      hint: `Correct the name, or unset ${unknown}.`,
    });
  const parsed = environment.safeParse(set);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const name = String(issue?.path[0] ?? '?');
    throw new PostlabError({
      code: 'bad-setting',
      status: 400,
      message: `The environment variable ${name}: ${issue?.message ?? 'not understood'}${name === 'POSTLAB_TOKEN' ? '' : `, found "${(env[name] ?? '').slice(0, 100)}"`}.`,
      hint: `Set ${name} to such a value, or unset it to use the default.`,
    });
  }
  const e = parsed.data;
  if ((e.POSTLAB_TLS_CERT === undefined) !== (e.POSTLAB_TLS_KEY === undefined))
    throw new PostlabError({
      code: 'bad-setting',
      status: 400,
      message: `TLS needs a certificate and its key; found only ${e.POSTLAB_TLS_CERT === undefined ? 'POSTLAB_TLS_KEY' : 'POSTLAB_TLS_CERT'}.`,
      hint: 'Set both POSTLAB_TLS_CERT and POSTLAB_TLS_KEY to files in PEM, or neither.',
    });
  if ((e.POSTLAB_SERVER === undefined) !== (e.POSTLAB_TOKEN === undefined))
    throw new PostlabError({
      code: 'bad-setting',
      status: 400,
      message: `A server on another machine needs its address and a token; found only ${e.POSTLAB_SERVER === undefined ? 'POSTLAB_TOKEN' : 'POSTLAB_SERVER'}.`,
      hint: 'Set both POSTLAB_SERVER and POSTLAB_TOKEN, or neither. An admin makes tokens on the instructor’s page.',
    });
  return {
    // Who reaches the server from elsewhere needs an account: everybody else would get root terminals.
    mode: loopback.has(e.HOST) && e.POSTLAB_PROXY === undefined ? 'solo' : 'classroom',
    names: e.POSTLAB_NAMES?.split(',') ?? [],
    tls: e.POSTLAB_TLS_CERT && e.POSTLAB_TLS_KEY ? { cert: resolve(root, e.POSTLAB_TLS_CERT), key: resolve(root, e.POSTLAB_TLS_KEY) } : null,
    proxy: e.POSTLAB_PROXY ?? null,
    host: e.HOST,
    port: e.PORT,
    data: resolve(root, e.POSTLAB_DATA),
    idleMs: e.POSTLAB_IDLE_MINUTES * 60_000,
    keepMs: e.POSTLAB_KEEP_HOURS * 3_600_000,
    concurrentStarts: e.POSTLAB_STARTS,
    poolSize: e.POSTLAB_POOL,
    hostDiskBytes: e.POSTLAB_DISK_MB * 1024 * 1024,
    feedbackDays: e.POSTLAB_FEEDBACK_DAYS,
    remote: e.POSTLAB_SERVER && e.POSTLAB_TOKEN ? { url: e.POSTLAB_SERVER, token: e.POSTLAB_TOKEN } : null,
  };
}

const secretsShape = z.strictObject({ instance: z.string(), course: z.string(), instructor: z.string(), admin: z.string() });
/** `instance` labels everything we make; `course` keys the parameters; the others are bearer tokens. */
export type Secrets = z.infer<typeof secretsShape>;

/** Reads `.postlab/secrets.json` (mode 0600), making it on first start. Throws PostlabError `secrets-unreadable`, or one about the folder. */
export function readSecrets(data: string): Secrets {
  makeDataFolder(data);
  const file = join(data, 'secrets.json');
  if (!existsSync(file)) {
    const fresh: Secrets = {
      instance: randomBytes(6).toString('hex'),
      course: randomBytes(24).toString('hex'),
      instructor: randomBytes(18).toString('base64url'),
      admin: randomBytes(18).toString('base64url'),
    };
    writeNew(data, file, `${JSON.stringify(fresh, null, 2)}\n`);
  }
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw folderProblem(data, error);
  }
  const parsed = secretsShape.safeParse(jsonOr(text));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new PostlabError({
    code: 'secrets-unreadable',
    message: `${file} should hold the four secrets of this instance as JSON; found ${text === '' ? 'an empty file' : `something else (${[issue?.path.join('.'), issue?.message].filter(Boolean).join(': ')})`}.`,
    hint: 'Restore the file from a backup, or move it away: new secrets are made at the next start, and running sandboxes are then no longer recognised.',
  });
}
