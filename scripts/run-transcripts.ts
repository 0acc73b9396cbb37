import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { applyMarks, type Marks } from './transcript-marks.ts';

/**
 * `npm run transcripts -- S02`: runs `docs/runs/S02/run.sh` on containers of our images and writes what a person would have seen
 * to `docs/runs/S02/raw/`; then `docs/runs/S02/marks.ts` says which lines a lesson shows and which carry a note, and the result
 * goes to `site/content/transcripts/S02/`. `--marks` only does the second step; `--keep` leaves the containers.
 */
const { values, positionals } = parseArgs({ allowPositionals: true, options: { marks: { type: 'boolean' }, keep: { type: 'boolean' } } });
const [lesson] = positionals;
const root = resolve(import.meta.dirname, '..');
const folder = join(root, 'docs/runs', lesson ?? '');
if (!lesson || !existsSync(join(folder, 'run.sh'))) {
  const known = readdirSync(join(root, 'docs/runs'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  console.error(`Expected a lesson with docs/runs/<lesson>/run.sh, found ${lesson ?? 'nothing'}. There are: ${known.map((entry) => entry.name).join(', ')}.`);
  process.exit(64);
}
const raw = join(folder, 'raw');
if (!values.marks) run(lesson);
// A run.sh that marks as it records has no marks.ts, and has written the transcripts itself.
if (existsSync(join(folder, 'marks.ts'))) await mark(lesson);

function docker(...args: string[]): string {
  const done = spawnSync('docker', args, { encoding: 'utf8', env: { ...process.env, DOCKER_BUILDKIT: '0' }, maxBuffer: 64 * 1024 * 1024 });
  if (done.status !== 0) throw new Error(`docker ${args.slice(0, 3).join(' ')}: expected success, found: ${done.stderr.trim().split('\n').at(-1)}`);
  return done.stdout.trim();
}

/** The newest image of ours by that name, with the tools of docs/runs/Dockerfile. */
function image(name: 'mail' | 'client'): string {
  const [newest] = docker('image', 'ls', '--format', '{{.Repository}}:{{.Tag}}', `postlab/${name}`).split('\n');
  if (!newest) throw new Error(`Expected an image postlab/${name} on this engine, found none. Build the images first: npm start, or npm test -- images.`);
  const tag = `postlab-run/${name}`;
  docker('build', '--quiet', '--build-arg', `FROM=${newest}`, '--tag', tag, join(root, 'docs/runs'));
  return tag;
}

function run(id: string): void {
  const name = `postlab-run-${id.toLowerCase()}`;
  const out = mkdtempSync(join(tmpdir(), `${name}-`));
  const env = { ...process.env, RUN: name, OUT: out, IMAGE_MAIL: image('mail'), IMAGE_CLIENT: image('client') };
  const clean = (): void => {
    // What runs under this lesson's label was made by this script.
    const containers = docker('ps', '-aq', '--filter', `label=postlab-run=${name}`).split('\n').filter(Boolean);
    if (containers.length > 0) docker('rm', '-f', ...containers);
    const networks = docker('network', 'ls', '-q', '--filter', `label=postlab-run=${name}`).split('\n').filter(Boolean);
    if (networks.length > 0) docker('network', 'rm', ...networks);
  };
  clean();
  const done = spawnSync('bash', [join(folder, 'run.sh')], { env, stdio: 'inherit' });
  if (!values.keep) clean();
  if (done.status !== 0) throw new Error(`docs/runs/${id}/run.sh: expected success, found exit status ${done.status}. What was recorded is in ${out}.`);
  if (readdirSync(out).length === 0) return;
  rmSync(raw, { recursive: true, force: true });
  mkdirSync(raw, { recursive: true });
  for (const file of readdirSync(out).filter((f) => f.endsWith('.txt'))) writeFileSync(join(raw, file), readFileSync(join(out, file), 'utf8'));
  rmSync(out, { recursive: true });
}

async function mark(id: string): Promise<void> {
  const { default: transcripts } = (await import(join(folder, 'marks.ts'))) as { default: Record<string, Marks> };
  const target = join(root, 'site/content/transcripts', id);
  mkdirSync(target, { recursive: true });
  for (const [name, marks] of Object.entries(transcripts)) {
    const source = join(raw, `${marks.of ?? name}.txt`);
    if (!existsSync(source)) throw new Error(`docs/runs/${id}/marks.ts: "${name}" expected the recording ${source}, found none.`);
    writeFileSync(join(target, `${name}.txt`), applyMarks(name, readFileSync(source, 'utf8'), marks));
  }
  console.log(`${Object.keys(transcripts).length} transcripts in site/content/transcripts/${id}/`);
}
