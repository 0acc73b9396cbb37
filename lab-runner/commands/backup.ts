import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { extract, pack } from 'tar-stream';
import { z } from 'zod';
import { readConfig } from '../config.ts';
import { makeDataFolder } from '../data-folder.ts';
import { messageOf, PostlabError } from '../errors.ts';
import { jsonOr } from '../json.ts';
import { holderOf } from '../lock.ts';
import { root } from './running-server.ts';

/** What makes an instance. Sandboxes are not in it: they are made anew. */
const files = ['postlab.db', 'secrets.json', 'lab-ca.pem', 'partner-dkim.pem'] as const;
/** Beside them; the site and images can be built again. */
const recording = /^recordings\/[0-9a-f-]{36}\/[\w.-]{1,100}\.cast$/;
const manifest = z.strictObject({ version: z.literal(1), at: z.iso.datetime() });

/** `postlab backup <file>`: one compressed archive of everything that cannot be made again, also while the server runs. */
export async function backup(file: string): Promise<number> {
  const { data } = readConfig(process.env, root);
  const target = resolve(file);
  if (!existsSync(join(data, 'postlab.db')))
    throw new PostlabError({
      code: 'nothing-there',
      status: 400,
      message: `There is no database in ${data}.`,
      hint: 'Start Postlab once, or name its folder: POSTLAB_DATA=/some/folder npx postlab backup …',
    });
  if (existsSync(target))
    throw new PostlabError({
      code: 'file-there',
      status: 400,
      message: `${target} is there already.`,
      hint: 'Name another file; a backup is never overwritten.',
    });
  const copy = join(data, `backup-${randomUUID()}.db`);
  try {
    const db = new DatabaseSync(join(data, 'postlab.db'), { timeout: 10_000 });
    // A consistent copy of what is committed, whoever writes meanwhile (sqlite.org/lang_vacuum.html#vacuuminto).
    db.prepare('VACUUM INTO ?').run(copy);
    db.close();
    const archive = pack();
    const written = pipeline(archive, createGzip(), createWriteStream(target, { mode: 0o600, flags: 'wx' }));
    const add = (name: string, bytes: Buffer | string) =>
      new Promise<void>((done, failed) => archive.entry({ name, mode: 0o600 }, bytes, (error) => (error ? failed(error) : done())));
    const put = async () => {
      await add('manifest.json', JSON.stringify({ version: 1, at: new Date().toISOString() }));
      for (const name of files) {
        const from = name === 'postlab.db' ? copy : join(data, name);
        if (existsSync(from)) await add(name, readFileSync(from));
      }
      for (const name of recordingsIn(data)) await add(name, readFileSync(join(data, name)));
      archive.finalize();
    };
    await Promise.all([written, put()]);
  } catch (error) {
    rmSync(target, { force: true });
    throw new PostlabError({
      code: 'backup-failed',
      message: `The backup could not be written to ${target}: ${messageOf(error)}.`,
      hint: 'Look for space and rights there, then try again. Nothing of the instance was changed.',
      cause: error,
    });
  } finally {
    rmSync(copy, { force: true });
  }
  console.log(`${target}: ${(statSync(target).size / 1024 / 1024).toFixed(1)} MiB. It holds secrets and personal data: keep it as you would the server.`);
  return 0;
}

function recordingsIn(data: string): string[] {
  const folder = join(data, 'recordings');
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => `recordings/${name.replaceAll('\\', '/')}`)
    .filter((name) => recording.test(name));
}

/** `postlab restore <file>`: into a folder without an instance, or with `replace` beside the former one, which is moved away, never deleted. */
export async function restore(file: string, options: { replace?: boolean }): Promise<number> {
  const { data } = readConfig(process.env, root);
  const holder = holderOf(data);
  if (holder)
    throw new PostlabError({
      code: 'server-running',
      status: 400,
      message: `Postlab runs in ${data} (process ${holder.pid}).`,
      hint: 'Stop it first: what is restored must not be changed meanwhile.',
    });
  makeDataFolder(data);
  const fresh = join(data, `restore-${randomUUID()}`);
  mkdirSync(fresh, { mode: 0o700 });
  try {
    const at = await unpack(resolve(file), fresh);
    const there = [...files.flatMap((name) => [name, `${name}-wal`, `${name}-shm`]), 'recordings'].filter((name) => existsSync(join(data, name)));
    if (there.includes('postlab.db') && !options.replace)
      throw new PostlabError({
        code: 'instance-there',
        status: 400,
        message: `${data} holds an instance already.`,
        hint: 'Restore with --replace (the present one is moved aside), or into another folder: POSTLAB_DATA=/some/folder.',
      });
    if (there.length > 0) {
      const aside = join(data, `replaced-${new Date().toISOString().replace(/[:.]/g, '-')}`);
      mkdirSync(aside, { mode: 0o700 });
      for (const name of there) renameSync(join(data, name), join(aside, name));
      console.log(`What was there is in ${aside} now.`);
    }
    for (const name of readdirSync(fresh)) renameSync(join(fresh, name), join(data, name));
    console.log(`Restored to ${data}, as it was on ${at}. Running sandboxes are not part of a backup: learners get fresh ones, with their results kept.`);
    return 0;
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

/** When the backup was made. Throws `bad-backup` for anything that is not one of ours, whole. */
async function unpack(file: string, into: string): Promise<string> {
  const bad = (why: string) =>
    new PostlabError({
      code: 'bad-backup',
      status: 400,
      message: `${file} should be a backup made by "postlab backup"; ${why}.`,
      hint: 'Name another file. Nothing was changed.',
    });
  if (!existsSync(file)) throw bad('there is no such file');
  let at: string | null = null;
  const found = new Set<string>();
  const unpacking = extract();
  unpacking.on('entry', (header, stream, next) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk) => chunks.push(chunk as Buffer));
    stream.on('end', () => {
      const bytes = Buffer.concat(chunks);
      const known = (files as readonly string[]).includes(header.name) || recording.test(header.name);
      if (header.name === 'manifest.json') {
        const parsed = manifest.safeParse(jsonOr(bytes.toString()));
        if (!parsed.success) return next(bad('its manifest is of another version'));
        at = parsed.data.at;
      } else if (header.type !== 'file' || !known) return next(bad(`it holds "${header.name.slice(0, 80)}"`));
      else {
        const path = join(into, header.name);
        mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
        writeFileSync(path, bytes, { mode: 0o600 });
        found.add(header.name);
      }
      next();
    });
  });
  try {
    await pipeline(createReadStream(file), createGunzip(), unpacking);
  } catch (error) {
    if (error instanceof PostlabError) throw error;
    throw bad(`reading it said: ${messageOf(error)}`);
  }
  const missing = files.find((name) => name !== 'lab-ca.pem' && name !== 'partner-dkim.pem' && !found.has(name));
  if (at === null || missing) throw bad(at === null ? 'it has no manifest' : `it lacks ${missing}`);
  const db = new DatabaseSync(join(into, 'postlab.db'));
  const [check] = db.prepare('PRAGMA integrity_check').all() as { integrity_check: string }[];
  db.close();
  if (check?.integrity_check !== 'ok') throw bad(`its database is damaged (${check?.integrity_check})`);
  return at;
}
