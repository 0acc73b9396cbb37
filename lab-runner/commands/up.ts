import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { hostname, networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { createSecureContext } from 'node:tls';
import { buildSite } from '../../scripts/build-site.ts';
import { ensureEngine } from '../../scripts/engine-setup.ts';
import type { Attempts } from '../attempts/attempts.ts';
import { unavailableAttempts } from '../attempts/unavailable.ts';
import { describeProblem, loadCatalogue, summaryOf } from '../catalogue/catalogue.ts';
import { buildClassroom } from '../classroom.ts';
import { readConfig, readSecrets } from '../config.ts';
import type { Status } from '../contract/api.ts';
import { messageOf, PostlabError } from '../errors.ts';
import { buildServer } from '../http/server.ts';
import { unavailableLessons } from '../lessons/lessons.ts';
import { lockData } from '../lock.ts';
import { buildRunner, imageNames, openLessons, type Runner } from '../main.ts';
import { Recordings } from '../terminal/recordings.ts';
import { Progress } from './progress.ts';
import { root } from './running-server.ts';

const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };

/** `npm start`: the lessons as soon as the site is built, the labs as soon as their images are. Ends on Ctrl-C; sandboxes stay. */
export async function up(): Promise<void> {
  const config = readConfig(process.env, root);
  const secrets = readSecrets(config.data);
  const url = `http${config.tls ? 's' : ''}://${config.host === '127.0.0.1' ? '127.0.0.1' : 'localhost'}:${config.port}`;
  const lock = lockData(config.data);
  process.once('exit', () => lock.release());
  const progress = new Progress();
  const stop = new AbortController();

  // Nothing should come here; if it does, one learner's trouble must not end everybody's terminals.
  process.on('unhandledRejection', (error) => progress.warn(`an error nobody had foreseen: ${error instanceof Error ? error.stack : String(error)}`));

  let runner: Runner | null = null;
  let unavailable: Status['labsUnavailable'] = { message: 'A Docker engine is being looked for.', hint: 'This takes a few seconds.' };
  const labsOff = unavailableAttempts(() => unavailable ?? { message: 'Labs are not ready.', hint: 'Try again in a moment.' });
  const catalogue = await loadCatalogue(join(root, 'labs'), imageNames());
  for (const problem of catalogue.problems) progress.warn(`${describeProblem(problem)}. This lab is left out.`);

  // Before the long work, so that nobody waits for it in vain.
  await refuseTakenPort(config.host, config.port);
  const log = (message: string, detail?: Record<string, unknown>) => progress.warn(`${message}${detail ? ` ${JSON.stringify(detail)}` : ''}`);
  let kept: Awaited<ReturnType<typeof openLessons>> | null = null;
  let lessonsOff = { message: '', hint: '' };
  try {
    kept = await openLessons(config, log);
  } catch (error) {
    // The lessons can be read all the same; that labs are off, and why, is said below.
    lessonsOff = { message: messageOf(error), hint: error instanceof PostlabError ? error.hint : 'Run "npx postlab doctor".' };
  }
  const recordings = new Recordings(join(config.data, 'recordings'), log);
  const classroom = kept
    ? buildClassroom({
        db: kept.db,
        key: secrets.course,
        catalogue,
        whyNoLabs: () => unavailable ?? { message: 'Labs are not ready.', hint: 'Try again in a moment.' },
        removeFiles: async (attempts) => recordings.remove(attempts),
        log,
      })
    : null;
  await progress.step('site', 'building the course site', () => buildSite(root, (line) => progress.detail(line)));
  const app = await buildServer({
    attempts: () => (runner?.attempts ?? labsOff) as Attempts,
    lessons: kept?.lessons ?? unavailableLessons(() => lessonsOff),
    classroom,
    recordings,
    mode: config.mode,
    tls: config.tls && readTls(config.tls),
    trustProxy: config.proxy ?? false,
    labs: () => [...catalogue.labs.values()].map(summaryOf),
    status: () => ({ version, labsUnavailable: unavailable, images: runner?.images.states() ?? [] }),
    dist: join(root, 'dist'),
    keys: { instructor: secrets.instructor, admin: secrets.admin },
    allowedHosts: config.mode === 'solo' ? [...ownNames, ...config.names] : [...ownNames, ...machineNames(), ...config.names],
    version,
    log,
  });
  await listen(app, config.host, config.port);
  const { port } = app.server.address() as AddressInfo;
  const base = url.replace(/:\d+$/, `:${port}`);
  lock.serves(base);
  const reached =
    config.mode === 'classroom' && !isLoopback(config.host) ? machineAddresses().map((address) => base.replace(/\/\/[^:/]+/, `//${address}`)) : [];
  progress.links([
    ...[base, ...reached].map((address): [string, string] => [reached.length > 0 ? 'Join' : 'Learn', reached.length > 0 ? `${address}/join/` : address]),
    ...(classroom ? [['Teach', `${base}${(await classroom.accounts.signInLink((await classroom.accounts.firstAdmin()).id)).path}`] as [string, string]] : []),
  ]);
  if (config.mode === 'classroom') {
    progress.say(
      'Classroom: other machines reach this server, so labs need an account. Learners join with the code of a class; the Teach link works once ("npx postlab link" prints another).',
    );
    if (!config.tls && config.proxy === null)
      progress.warn('This is plain HTTP: whoever shares the network can read passwords and terminals. POSTLAB_TLS_CERT and POSTLAB_TLS_KEY switch TLS on.');
  }

  const end = async () => {
    stop.abort();
    progress.say('stopping; sandboxes are kept. "npm start" resumes them, "npx postlab down" removes them.');
    await app.close();
    await classroom?.close();
    await runner?.close();
    await kept?.close();
    lock.release();
    process.exit(0);
  };
  process.once('SIGINT', () => void end());
  process.once('SIGTERM', () => void end());

  try {
    const engine = await progress.step('engine', 'finding a Docker engine', () => ensureEngine((line) => progress.say(line), config.data));
    const made = await buildRunner({
      config,
      secrets,
      engine,
      log,
      ...(kept && { db: kept.db }),
      onImages: () => progress.images(runner?.images.states() ?? []),
    });
    runner = made;
    unavailable = null;
    await progress.step('labs', 'building what the labs need', () => made.prepare(stop.signal));
    classroom?.connect(made);
    progress.say(`ready: ${catalogue.labs.size} labs. Ctrl-C stops the server.`);
  } catch (error) {
    if (stop.signal.aborted) return;
    const known = error instanceof PostlabError;
    unavailable = { message: messageOf(error), hint: known ? error.hint : 'Run "npx postlab doctor".' };
    progress.warn(`labs are not available: ${unavailable.message}\n${unavailable.hint}\nThe lessons work all the same.`);
  }
}

const ownNames = ['localhost', '127.0.0.1', '[::1]'];
const isLoopback = (host: string) => host === 'localhost' || host.startsWith('127.') || /^\[?::1\]?$/.test(host);

/** Addresses under which other machines reach this one; IPv6 in brackets, as in an address bar. */
function machineAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flat()
    .filter((one) => one !== undefined && !one.internal && !one.address.startsWith('fe80:'))
    .map((one) => (one?.family === 'IPv6' ? `[${one.address}]` : (one?.address ?? '')));
}

function machineNames(): string[] {
  return [...machineAddresses(), hostname(), `${hostname()}.local`];
}

function readTls(files: { cert: string; key: string }): { cert: Buffer; key: Buffer } {
  const read = (path: string, what: string) => {
    try {
      return readFileSync(path);
    } catch (error) {
      throw new PostlabError({
        code: 'bad-setting',
        status: 400,
        message: `The ${what} for TLS should be a readable file in PEM: ${messageOf(error)}.`,
        hint: 'Correct the path, or unset POSTLAB_TLS_CERT and POSTLAB_TLS_KEY.',
        cause: error,
      });
    }
  };
  const pair = { cert: read(files.cert, 'certificate'), key: read(files.key, 'key') };
  try {
    createSecureContext(pair);
  } catch (error) {
    throw new PostlabError({
      code: 'bad-setting',
      status: 400,
      message: `Certificate ${files.cert} and key ${files.key} should belong together; TLS said: ${messageOf(error)}.`,
      hint: 'Give a certificate chain and its own private key, both in PEM.',
      cause: error,
    });
  }
  return pair;
}

async function listen(app: { listen(options: { host: string; port: number }): Promise<string> }, host: string, port: number): Promise<void> {
  try {
    await app.listen({ host, port });
  } catch (error) {
    throw portProblem(error, host, port);
  }
}

async function refuseTakenPort(host: string, port: number): Promise<void> {
  const server = createServer();
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (error) {
    throw portProblem(error, host, port);
  }
  server.close();
  await once(server, 'close');
}

function portProblem(error: unknown, host: string, port: number): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE')
    return new PostlabError({
      code: 'port-taken',
      status: 503,
      message: `Port ${port} on ${host} is taken by another program.`,
      hint: `Choose another one: PORT=${port < 65_535 ? port + 1 : port - 1} npm start`,
      cause: error,
    });
  if (code === 'EACCES')
    return new PostlabError({
      code: 'port-forbidden',
      status: 503,
      message: `Port ${port} may not be used by your user: ports below 1024 are the superuser's.`,
      hint: 'Choose a higher one: PORT=4321 npm start',
      cause: error,
    });
  return error;
}
