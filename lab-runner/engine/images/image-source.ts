import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough, type Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { pack } from 'tar-stream';
import { PostlabError } from '../../errors.ts';

/** A file of a build context that is made rather than kept (a bundle, for example). */
export interface MadeFile {
  name: string;
  content: Buffer;
  mode: number;
}

/** One folder of `images/`, read. */
export interface ImageSource {
  name: string;
  /** Name of the image of ours it is built on, or null for Debian itself. */
  parent: string | null;
  files: MadeFile[];
  /** SHA-256 over everything that goes into the build. */
  digest: string;
}

/** Files of the folder that describe it and do not belong to the build. */
const notBuilt = /^(README\.md|image\.test\.ts|context\.ts)$/;

/** Reads `images/<name>`: its files, what its `context.ts` makes, and what `ARG FROM=` says it is built on. */
export async function readImageSource(root: string, name: string): Promise<ImageSource> {
  const folder = join(root, 'images', name);
  const made = existsSync(join(folder, 'context.ts'))
    ? await ((await import(pathToFileURL(join(folder, 'context.ts')).href)) as { default: (root: string) => Promise<MadeFile[]> }).default(root)
    : [];
  if (!existsSync(join(folder, 'Dockerfile')))
    throw new PostlabError({ code: 'bad-image', message: `images/${name} should hold a Dockerfile; found none.`, hint: 'Write one, or remove the folder.' });
  const files = [...kept(folder), ...made].sort((a, b) => (a.name < b.name ? -1 : 1));
  const dockerfile = files.find((f) => f.name === 'Dockerfile')?.content.toString('utf8') ?? '';
  const parent = /^ARG FROM=postlab\/([a-z-]+)/m.exec(dockerfile)?.[1] ?? null;
  const hash = createHash('sha256');
  for (const file of files) hash.update(`${file.name}\0${file.mode}\0${file.content.length}\0`).update(file.content);
  return { name, parent, files, digest: hash.digest('hex') };
}

function kept(folder: string, below = ''): MadeFile[] {
  return readdirSync(join(folder, below), { withFileTypes: true }).flatMap((entry): MadeFile[] => {
    const name = below ? `${below}/${entry.name}` : entry.name;
    if (entry.isDirectory()) return kept(folder, name);
    if (!below && notBuilt.test(entry.name)) return [];
    const path = join(folder, name);
    return [{ name, content: readFileSync(path), mode: statSync(path).mode & 0o111 ? 0o755 : 0o644 }];
  });
}

export function contextTar(source: ImageSource): Readable {
  const tar = pack();
  for (const file of source.files) tar.entry({ name: file.name, mode: file.mode, mtime: new Date('2026-01-05T08:00:00Z'), uid: 0, gid: 0 }, file.content);
  tar.finalize();
  return tar.pipe(new PassThrough());
}
