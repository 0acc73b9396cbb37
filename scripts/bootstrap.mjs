// Runs before `npm start` and `npm test` on whatever Node (>= 18) the machine has: plain JavaScript, built-ins only.
// Installs the locked dependencies when the lockfile changed; they bring Node 24 along.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = new URL('..', import.meta.url);
const at = (path) => new URL(path, root);
const stamp = at('node_modules/.postlab-install');
const wanted = createHash('sha256')
  .update(readFileSync(at('package-lock.json')))
  .update(`${process.platform}-${process.arch}`)
  .digest('hex');
const found = existsSync(stamp) ? readFileSync(stamp, 'utf8') : '';

if (found !== wanted) {
  console.log('Postlab: installing the locked dependencies (about a minute the first time)…');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const result = spawnSync(npm, ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--fetch-retries=5', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (result.status !== 0) {
    console.error('Postlab: "npm ci" failed (see above). Check the network or the proxy settings of npm, then run the same command again.');
    process.exit(result.status ?? 1);
  }
  writeFileSync(stamp, wanted);
}

const local = fileURLToPath(at(process.platform === 'win32' ? 'node_modules/.bin/node.cmd' : 'node_modules/.bin/node'));
const node = existsSync(local) ? local : process.execPath;
const version = spawnSync(node, ['-p', 'process.versions.node'], { encoding: 'utf8' }).stdout?.trim() ?? '';
if (Number(version.split('.')[0]) < 24) {
  console.error(
    `Postlab: Node 24 or newer is needed, found ${version || 'none'}, and none is bundled for ${process.platform}-${process.arch}. Install it from https://nodejs.org, then run the same command again.`,
  );
  process.exit(1);
}
