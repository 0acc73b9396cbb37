import { spawnSync } from 'node:child_process';

/** Waits for another apt (a fresh machine updates itself in its first minutes), and asks a mirror that stumbles again. */
const patient = ['-o', 'DPkg::Lock::Timeout=300', '-o', 'Acquire::Retries=5'];

/** Installs packages of Debian or Ubuntu, as root. Resolves with '' or what went wrong. */
export function aptInstall(packages: readonly string[]): string {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', [...patient, 'update', '-q'], { env, stdio: 'ignore' });
  const result = spawnSync('apt-get', [...patient, 'install', '-y', '-q', '--no-install-recommends', ...packages], { env, encoding: 'utf8' });
  return result.status === 0 ? '' : (result.error?.message ?? result.stderr.trim().split('\n').slice(-2).join(' '));
}
