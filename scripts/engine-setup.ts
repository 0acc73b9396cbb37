import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { DockerEngine } from '../lab-runner/engine/docker-engine.ts';
import { findEngine } from '../lab-runner/engine/find-engine.ts';
import { PostlabError } from '../lab-runner/errors.ts';
import { aptInstall } from './apt.ts';

/**
 * The Docker engine to use. Where there is none and we are root on Debian or Ubuntu, says so, installs one from the
 * distribution and starts it. Else throws PostlabError `no-engine` with the exact commands.
 */
export async function ensureEngine(log: (line: string) => void, data: string): Promise<DockerEngine> {
  try {
    return await findEngine(process.env);
  } catch (error) {
    const mayInstall =
      error instanceof PostlabError && error.code === 'no-engine' && !process.env['DOCKER_HOST'] && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
    if (!mayInstall) throw error;
    if (!existsSync('/usr/sbin/dockerd') && !existsSync('/usr/bin/dockerd')) {
      log('no Docker engine here, and we are root on Debian: installing docker.io and iptables (under a minute)…');
      install(error);
    }
    log('starting the Docker engine…');
    return startEngine(data, error);
  }
}

function install(cause: PostlabError): void {
  const problem = aptInstall(['docker.io', 'iptables']);
  if (problem) {
    throw new PostlabError({
      code: 'no-engine',
      status: 503,
      message: `docker.io could not be installed: ${problem}`,
      hint: cause.hint,
      cause,
    });
  }
}

/** With the service manager where one runs, else by hand; its own output goes to `<data>/dockerd.log`. */
async function startEngine(data: string, cause: PostlabError): Promise<DockerEngine> {
  const managed = existsSync('/run/systemd/system');
  if (managed) spawnSync('systemctl', ['start', 'docker'], { stdio: 'ignore' });
  let running = managed;
  for (const until = Date.now() + 180_000; Date.now() < until; ) {
    // It ends at once while a former engine is still going down: started again until the time is over.
    if (!running) {
      running = true;
      mkdirSync(data, { recursive: true });
      const output = openSync(join(data, 'dockerd.log'), 'a');
      const child = spawn('dockerd', [], { detached: true, stdio: ['ignore', output, output] });
      child.once('exit', () => {
        running = false;
      });
      child.once('error', () => undefined);
      child.unref();
      closeSync(output);
    }
    await pause(500);
    try {
      return await findEngine(process.env);
    } catch (error) {
      if (!(error instanceof PostlabError) || (error.code !== 'no-engine' && error.code !== 'engine-unreachable')) throw error;
    }
  }
  throw new PostlabError({
    code: 'no-engine',
    status: 503,
    message: 'The Docker engine was started but did not answer within three minutes.',
    hint: `Look at ${join(data, 'dockerd.log')} or "journalctl -u docker".`,
    cause,
  });
}
