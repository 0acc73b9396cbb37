/**
 * `npm run test:cgroup2 -- [--kvm] [--base-only] [suite [test files…]]`: the engine tests on a real kernel with cgroup v2, in a virtual machine with Debian's own
 * docker.io. trixie has Docker 26 (a helper remounts the cgroups), forky Docker 28 or newer (writable cgroups). Run by hand
 * as root on Debian or Ubuntu, after `npm test -- images`: the images are taken from this machine's engine, all or
 * the base alone, which is enough for the engine's own tests.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { messageOf } from '../../lab-runner/errors.ts';
import { freePort } from '../../test/support/child-server.ts';
import { ensureDisk, run } from './disk.ts';
import { boot } from './machine.ts';

const root = resolve(import.meta.dirname, '../..');
const [suite = 'trixie', ...files] = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const kvm = process.argv.includes('--kvm');
const baseOnly = process.argv.includes('--base-only');
const own = 'lab-runner/engine/docker-engine.engine.test.ts';
const tests = files.length > 0 ? files : baseOnly ? [own] : [own, 'test/life.engine.test.ts', 'test/isolation.engine.test.ts'];
const say = (line: string) => console.log(`  ${line}`);

function refuse(message: string): never {
  console.error(message);
  process.exit(2);
}
if (!/^[a-z]+$/.test(suite)) refuse(`Expected a suite of Debian, such as "trixie" or "forky"; found "${suite}".`);
if (process.platform !== 'linux' || process.arch !== 'x64' || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get'))
  refuse('This needs root on Debian or Ubuntu on x86-64: it makes a disk with mmdebstrap and boots it with qemu.');
const tagsFile = join(root, '.postlab/test/images.json');
if (!existsSync(tagsFile)) refuse('Run "npm test -- images" first: the images are taken from this machine\'s engine.');
const built = JSON.parse(readFileSync(tagsFile, 'utf8')) as Record<string, string>;
const tags = baseOnly ? [built['base'] as string] : Object.values(built);
const base = ['debian:trixie-slim', 'postlab/debian:trixie'].filter((tag) => spawnSync('docker', ['image', 'inspect', tag]).status === 0);

const needed: Record<string, string> = { 'qemu-system-x86_64': 'qemu-system-x86', mmdebstrap: 'mmdebstrap', mke2fs: 'e2fsprogs', docker: 'docker.io' };
const missing = Object.keys(needed).filter((program) => spawnSync('which', [program]).status !== 0);
if (missing.length > 0) {
  say(`installing ${missing.map((program) => needed[program]).join(', ')}…`);
  run('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...missing.map((program) => needed[program] as string)]);
}

const folder = join(root, '.postlab/cgroup2');
const disk = ensureDisk(folder, suite, say);
const machine = await boot(disk, { port: await freePort(), kvm, console: join(folder, 'console.log'), say });
try {
  const info = (await machine.docker.info()) as { ServerVersion: string; CgroupVersion: string; CgroupDriver: string; KernelVersion: string };
  say(`Docker ${info.ServerVersion}, cgroup v${info.CgroupVersion} (${info.CgroupDriver}), Linux ${info.KernelVersion}`);
  if (info.CgroupVersion !== '2') throw new Error(`the machine should have cgroup v2; found v${info.CgroupVersion}`);
  say(`loading ${tags.length} images…`);
  const save = spawn('docker', ['save', ...base, ...tags], { stdio: ['ignore', 'pipe', 'inherit'] });
  await machine.docker.loadImage(save.stdout, { quiet: 'true' }).then(async (stream) => {
    for await (const chunk of stream as AsyncIterable<Buffer>)
      if (chunk.toString().includes('"error"')) throw new Error(`an image could not be loaded: ${chunk.toString()}`);
  });
  const child = spawn(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--project', 'engine', ...tests], {
    cwd: root,
    env: { ...process.env, DOCKER_HOST: machine.host, TESTCONTAINERS_RYUK_DISABLED: 'true' },
    stdio: 'inherit',
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  process.exitCode = code ?? 1;
} catch (error) {
  console.error(messageOf(error));
  process.exitCode = 1;
} finally {
  await machine.off();
}
