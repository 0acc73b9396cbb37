import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { PostlabError } from '../lab-runner/errors.ts';

const inputs = ['site', 'labs', 'lab-runner/contract', 'astro.config.mjs', 'package-lock.json'];
const compressible = /\.(html|css|js|json|svg|xml|txt|pf_meta|pf_index|pf_fragment|wasm)$/;

/** Builds `dist/` unless it already belongs to the present sources, then compresses what a server sends. */
export async function buildSite(root: string, onLine: (line: string) => void): Promise<{ built: boolean }> {
  const digest = digestOf(root);
  const stamp = join(root, 'dist', '.digest');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest) return { built: false };
  await run(root, onLine);
  compress(join(root, 'dist'));
  writeFileSync(stamp, digest);
  return { built: true };
}

function digestOf(root: string): string {
  const hash = createHash('sha256');
  for (const input of inputs) {
    for (const file of walk(join(root, input))) hash.update(file.slice(root.length)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

function run(root: string, onLine: (line: string) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, 'node_modules/astro/bin/astro.mjs'), 'build'], {
      cwd: root,
      env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1', FORCE_COLOR: '0' },
    });
    let output = '';
    const read = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-8000);
      onLine(chunk.toString().trim().split('\n').at(-1) ?? '');
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve();
      else
        reject(
          new PostlabError({
            code: 'site-build-failed',
            message: `The course site could not be built:\n${output}`,
            hint: 'Mend the file named above, then start again.',
          }),
        );
    });
  });
}

function compress(folder: string): void {
  for (const file of walk(folder)) {
    if (!compressible.test(file) || statSync(file).size < 1024) continue;
    const content = readFileSync(file);
    writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
    writeFileSync(`${file}.br`, brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }));
  }
}

function* walk(path: string): Generator<string> {
  if (!existsSync(path)) return;
  if (statSync(path).isFile()) {
    yield path;
    return;
  }
  for (const entry of readdirSync(path).sort()) yield* walk(join(path, entry));
}
