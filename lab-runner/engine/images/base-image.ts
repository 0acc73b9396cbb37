import { spawn } from 'node:child_process';
import { createReadStream, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf, PostlabError } from '../../errors.ts';
import type { Engine } from '../engine.ts';

const official = 'debian:trixie-slim';
/** Our own build of the same thing: never under the official name. */
const own = 'postlab/debian:trixie';
/** For another apt that has the lock, and for a mirror that stumbles. */
const patient = ['-o', 'DPkg::Lock::Timeout=300', '-o', 'Acquire::Retries=5'];

/** The Debian 13 image to build on: what is there, else pulled, else built from packages. Resolves with its tag. */
export async function ensureBaseImage(engine: Engine, data: string, onProgress: (line: string) => void): Promise<string> {
  for (const tag of [official, own]) if (await engine.imageExists(tag)) return tag;
  let refused: string;
  try {
    onProgress(`pulling ${official}`);
    await engine.pull(official, onProgress);
    return official;
  } catch (error) {
    refused = messageOf(error);
  }
  onProgress('no registry answers: building Debian 13 from packages (mmdebstrap)');
  await buildFromPackages(engine, data, refused, onProgress);
  return own;
}

async function buildFromPackages(engine: Engine, data: string, refused: string, onProgress: (line: string) => void): Promise<void> {
  const give = (why: string) =>
    new PostlabError({
      code: 'no-base-image',
      status: 503,
      message: `The Debian 13 image could neither be pulled (${refused}) nor built here (${why}).`,
      hint: `Connect the engine to a registry and start again, or bring the image along: "docker save ${official}" on another machine, "docker load" here.`,
    });
  if (process.platform !== 'linux' || !existsSync('/usr/bin/apt-get')) throw give('this is not Debian or Ubuntu');
  if (process.getuid?.() !== 0) throw give('that needs root');
  mkdirSync(data, { recursive: true });
  const tar = join(data, 'debian-trixie.tar');
  try {
    if (!existsSync('/usr/bin/mmdebstrap')) {
      await run('apt-get', [...patient, 'update', '-q'], onProgress);
      await run('apt-get', [...patient, 'install', '-y', '-q', '--no-install-recommends', 'mmdebstrap', 'debian-archive-keyring'], onProgress);
    }
    await run(
      'mmdebstrap',
      ['--variant=minbase', '--include=ca-certificates', '--aptopt=Acquire::Retries "5"', '--quiet', 'trixie', tar, ...mirrorLines(aptSources())],
      onProgress,
    );
    onProgress('importing the image');
    await engine.importImage(createReadStream(tar), own);
  } catch (error) {
    throw give(messageOf(error));
  } finally {
    rmSync(tar, { force: true });
  }
}

/** The texts of the host's apt sources, both formats. */
function aptSources(): string {
  const files = ['/etc/apt/sources.list', ...['/etc/apt/sources.list.d'].flatMap((d) => (existsSync(d) ? readdirSync(d).map((f) => join(d, f)) : []))];
  return files
    .filter((f) => existsSync(f) && /\.(list|sources)$/.test(f))
    .map((f) => readFileSync(f, 'utf8'))
    .join('\n');
}

/**
 * `deb` lines for trixie on the mirror this machine already uses, so that a site behind a mirror works too. Pure.
 * No Debian mirror among the sources (Ubuntu): [] lets mmdebstrap use its own default.
 */
export function mirrorLines(sources: string): string[] {
  const uris = [...sources.matchAll(/^(?:deb\s+(?:\[[^\]]*\]\s+)?|URIs:\s*)(https?:\/\/\S+)/gm)].map((m) => (m[1] as string).replace(/\/$/, ''));
  const main = uris.find((uri) => /debian$/.test(uri));
  if (!main) return [];
  const security = uris.find((uri) => /debian-security$/.test(uri));
  return [`deb ${main} trixie main`, `deb ${main} trixie-updates main`, ...(security ? [`deb ${security} trixie-security main`] : [])];
}

function run(command: string, args: string[], onProgress: (line: string) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8' }, stdio: ['ignore', 'pipe', 'pipe'] });
    let tail = '';
    const read = (chunk: Buffer) => {
      tail = (tail + chunk.toString()).slice(-2000);
      onProgress(`${command}: ${tail.trim().split('\n').at(-1) ?? ''}`);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.on('error', reject);
    child.on('close', (code) => (code === 0 ? resolve() : reject(new Error(`${command} ended with ${code}: ${tail.trim().split('\n').slice(-3).join(' ')}`))));
  });
}
