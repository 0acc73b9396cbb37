import { posix } from 'node:path';
import type { Readable } from 'node:stream';
import { extract, type Header } from 'tar-stream';
import type { HostProbe } from '../contract/check.ts';
import { badCheck, type Network } from './network.ts';

const mostLinks = 8;
const mostFiles = 20_000;

export interface HostAccess {
  /** A tar of the file or folder; a symbolic link comes as itself. Null when there is none. */
  archive(container: string, path: string): Promise<Readable | null>;
  usage(volume: string): Promise<{ bytes: number; usedBytes: number; inodes: number; usedInodes: number }>;
  /** SHA-256, hex. */
  digest(bytes: Buffer): string;
}

export class Host implements HostProbe {
  readonly #network: Network;
  readonly #access: HostAccess;

  constructor(network: Network, access: HostAccess) {
    this.#network = network;
    this.#access = access;
  }

  /** Follows symbolic links. */
  async read(host: string, path: string): ReturnType<HostProbe['read']> {
    const recorder = this.#network.begin('host', host, 'engine');
    const bytes = await this.#file(this.#network.host(host).container, path);
    const line = recorder.note(
      bytes
        ? {
            en: `${path}: ${bytes.length} bytes, SHA-256 ${this.#access.digest(bytes).slice(0, 16)}…`,
            'zh-cn': `${path}：${bytes.length} 字节，SHA-256 ${this.#access.digest(bytes).slice(0, 16)}…`,
          }
        : { en: `${path}: no such file`, 'zh-cn': `${path}：没有这个文件` },
    );
    return bytes && { bytes, decide: () => line.decide() };
  }

  /** Paths are absolute. */
  async list(host: string, folder: string): ReturnType<HostProbe['list']> {
    const recorder = this.#network.begin('host', host, 'engine');
    const top = posix.normalize(folder).replace(/\/$/, '') || '/';
    const tar = await this.#access.archive(this.#network.host(host).container, top);
    const found: Awaited<ReturnType<HostProbe['list']>> = [];
    if (!tar) {
      recorder.note({ en: `${top}: no such folder`, 'zh-cn': `${top}：没有这个目录` });
      return found;
    }
    const head = recorder.fact(`${top}:`);
    const closed = new Set<string>();
    await eachEntry(tar, async (header, body) => {
      // The archive's names begin with the folder's own.
      const path = posix.join(top, header.name.split('/').slice(1).join('/')).replace(/(.)\/$/, '$1');
      const shut = closed.has(posix.dirname(path));
      if (header.type === 'directory' && (shut || (header.mode & 0o001) === 0)) closed.add(path);
      if (header.type !== 'file' && header.type !== 'contiguous-file') return true;
      const bytes = await collected(body);
      const mode = header.mode & 0o7777;
      const entry = { path, size: bytes.length, mode, uid: header.uid, sha256: this.#access.digest(bytes), open: !shut && (mode & 0o004) !== 0 };
      const line = recorder.fact(`${entry.mode.toString(8).padStart(4, '0')} ${entry.uid} ${entry.size} ${path}`);
      found.push({ ...entry, decide: () => line.decide() });
      return found.length < mostFiles;
    });
    if (found.length === 0) head.decide();
    return found;
  }

  async usage(host: string, path: string): ReturnType<HostProbe['usage']> {
    const volume = this.#network.sandbox.volumes[this.#network.host(host).name]?.[path];
    if (!volume) throw badCheck(`a volume of ${host} (${Object.keys(this.#network.sandbox.volumes[host] ?? {}).join(', ') || 'it has none'})`, path);
    const recorder = this.#network.begin('host', host, 'engine');
    const usage = await this.#access.usage(volume);
    const line = recorder.note({
      en: `${path}: ${usage.usedBytes} of ${usage.bytes} bytes, ${usage.usedInodes} of ${usage.inodes} inodes in use`,
      'zh-cn': `${path}：已用 ${usage.usedBytes} / ${usage.bytes} 字节，${usage.usedInodes} / ${usage.inodes} 个 inode`,
    });
    return { ...usage, decide: () => line.decide() };
  }

  async #file(container: string, path: string): Promise<Buffer | null> {
    let at = posix.normalize(path);
    for (let links = 0; links < mostLinks; links++) {
      const tar = await this.#access.archive(container, at);
      if (!tar) return null;
      let bytes: Buffer | null = null;
      let target: string | null = null;
      await eachEntry(tar, async (header, body) => {
        if (header.type === 'symlink') target = header.linkname ?? null;
        else if (header.type === 'file' || header.type === 'contiguous-file') bytes = await collected(body);
        // Only the entry itself: a folder's first entry is the folder.
        return false;
      });
      if (target === null) return bytes;
      at = posix.resolve(posix.dirname(at), target);
    }
    return null;
  }
}

/** Entries in order until `visit` returns false. */
async function eachEntry(tar: Readable, visit: (header: Header, body: AsyncIterable<unknown>) => Promise<boolean>): Promise<void> {
  const unpack = extract();
  tar.on('error', (error) => unpack.destroy(error));
  tar.pipe(unpack);
  for await (const entry of unpack) {
    const more = await visit(entry.header, entry);
    if (!more) break;
    entry.resume();
  }
  tar.destroy();
}

async function collected(body: AsyncIterable<unknown>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of body) if (chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
