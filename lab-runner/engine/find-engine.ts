import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Docker from 'dockerode';
import { messageOf, PostlabError } from '../errors.ts';
import { DockerEngine, engineFacts } from './docker-engine.ts';

type Environment = Record<string, string | undefined>;

/** One place where an engine may be, and how we came to look there. */
export interface EnginePlace {
  why: string;
  options: Docker.DockerOptions;
}

/**
 * Where to look, best first: DOCKER_HOST, the Docker context in use, then the usual sockets. Pure but for reading
 * Docker's own configuration below HOME.
 */
export function enginePlaces(env: Environment): EnginePlace[] {
  if (env['DOCKER_HOST']) return [{ why: `DOCKER_HOST=${env['DOCKER_HOST']}`, options: optionsOf(env['DOCKER_HOST'], env) }];
  const home = env['HOME'] ?? '/root';
  const context = contextHost(join(env['DOCKER_CONFIG'] ?? join(home, '.docker')), env['DOCKER_CONTEXT']);
  if (context) return [{ why: `Docker context "${context.name}"`, options: optionsOf(context.host, env) }];
  const sockets = [
    '/var/run/docker.sock',
    join(env['XDG_RUNTIME_DIR'] ?? '/run/user/0', 'docker.sock'),
    join(home, '.docker/run/docker.sock'),
    join(home, '.docker/desktop/docker.sock'),
    join(home, '.colima/default/docker.sock'),
  ];
  const places = sockets.filter((path) => existsSync(path)).map((path) => ({ why: path, options: { socketPath: path } }));
  return process.platform === 'win32' ? [...places, { why: 'the Docker Desktop pipe', options: { socketPath: '//./pipe/docker_engine' } }] : places;
}

function optionsOf(host: string, env: Environment): Docker.DockerOptions {
  if (host.startsWith('unix://')) return { socketPath: host.slice('unix://'.length) };
  if (host.startsWith('npipe://')) return { socketPath: host.slice('npipe://'.length) };
  const url = new URL(host);
  if (url.protocol === 'ssh:')
    return {
      protocol: 'ssh',
      host: url.hostname,
      port: Number(url.port || 22),
      username: url.username || env['USER'] || 'root',
      sshOptions: { agent: env['SSH_AUTH_SOCK'] },
    } as Docker.DockerOptions;
  const folder = env['DOCKER_TLS_VERIFY'] ? (env['DOCKER_CERT_PATH'] ?? join(env['HOME'] ?? '/root', '.docker')) : null;
  const pem = (name: string) => readFileSync(join(folder as string, name));
  return {
    protocol: folder ? 'https' : 'http',
    host: url.hostname,
    port: Number(url.port || (folder ? 2376 : 2375)),
    ...(folder && { ca: pem('ca.pem'), cert: pem('cert.pem'), key: pem('key.pem') }),
  };
}

function contextHost(folder: string, wanted: string | undefined): { name: string; host: string } | null {
  const config = join(folder, 'config.json');
  const name = wanted ?? (existsSync(config) ? (JSON.parse(readFileSync(config, 'utf8')) as { currentContext?: string }).currentContext : undefined);
  if (!name || name === 'default') return null;
  const meta = join(folder, 'contexts/meta', createHash('sha256').update(name).digest('hex'), 'meta.json');
  if (!existsSync(meta)) return null;
  const host = (JSON.parse(readFileSync(meta, 'utf8')) as { Endpoints?: { docker?: { Host?: string } } }).Endpoints?.docker?.Host;
  return host ? { name, host } : null;
}

/** How a person without an engine gets one. */
export const installHint = [
  'Labs need a Docker engine; the lessons work without. On Debian or Ubuntu:',
  '  sudo apt-get install docker.io iptables',
  '  sudo usermod -aG docker $USER     # then log in again',
  'Elsewhere: https://docs.docker.com/engine/install/ . Then start Postlab again.',
].join('\n');

/** The engine to use. Throws PostlabError `no-engine` or `engine-unreachable` with the exact commands that would help. */
export async function findEngine(env: Environment): Promise<DockerEngine> {
  const failures: string[] = [];
  for (const place of enginePlaces(env)) {
    const docker = new Docker(place.options);
    try {
      const facts = await engineFacts(docker);
      return new DockerEngine(docker, facts, env['POSTLAB_RUNTIME'] ? { runtime: env['POSTLAB_RUNTIME'] } : {});
    } catch (error) {
      if (error instanceof PostlabError && error.code === 'engine-not-linux') throw error;
      failures.push(`${place.why}: ${messageOf(error)}`);
    }
  }
  throw new PostlabError({
    code: 'no-engine',
    status: 503,
    message:
      failures.length === 0
        ? 'No Docker engine was found (no DOCKER_HOST, no Docker context, none of the usual sockets).'
        : `No Docker engine answered. ${failures.join(' ')}`,
    hint: failures.some((f) => f.includes('EACCES')) ? 'Let your user talk to Docker: sudo usermod -aG docker $USER, then log in again.' : installHint,
  });
}
