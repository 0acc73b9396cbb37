import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pack } from 'tar-stream';
import { describe, expect, it } from 'vitest';
import { Host } from './host.ts';
import { loopbackNetwork, script } from './test-network.ts';

/** Tars as Docker's archive call gives them: names begin with the last part of the path, links come as themselves. */
async function tar(
  entries: { name: string; type?: 'file' | 'directory' | 'symlink'; linkname?: string; body?: string; mode?: number; uid?: number }[],
): Promise<Buffer> {
  const archive = pack();
  for (const { body = '', ...entry } of entries) archive.entry({ type: 'file', ...entry }, body);
  archive.finalize();
  return buffer(archive as unknown as AsyncIterable<Buffer>);
}

async function host(files: Record<string, Buffer>) {
  const { network, dialogues } = loopbackNetwork();
  network.sandbox.volumes.mx = { '/var/mail': 'vol-1' };
  const asked: string[] = [];
  const probe = new Host(network, {
    archive: async (container, path) => {
      asked.push(`${container}:${path}`);
      const bytes = files[path];
      return bytes ? Readable.from([bytes]) : null;
    },
    usage: async () => ({ bytes: 4096, usedBytes: 4096, inodes: 10, usedInodes: 3 }),
    digest: (bytes) => createHash('sha256').update(bytes).digest('hex'),
  });
  return { probe, asked, lines: () => script(dialogues) };
}

describe('host', () => {
  it('reads a file, also through links, and knows when there is none', async () => {
    const { probe, asked, lines } = await host({
      '/etc/resolv.conf': await tar([{ name: 'resolv.conf', type: 'symlink', linkname: '../run/resolv.conf' }]),
      '/run/resolv.conf': await tar([{ name: 'resolv.conf', body: 'nameserver 203.0.113.53\n' }]),
      '/etc/loop': await tar([{ name: 'loop', type: 'symlink', linkname: 'loop' }]),
      '/etc': await tar([
        { name: 'etc/', type: 'directory' },
        { name: 'etc/passwd', body: 'root' },
      ]),
    });
    const file = await probe.read('mx', '/etc/resolv.conf');
    expect(file?.bytes.toString()).toBe('nameserver 203.0.113.53\n');
    file?.decide();
    expect(asked).toEqual(['c1:/etc/resolv.conf', 'c1:/run/resolv.conf']);
    expect(lines().at(-1)).toMatch(/^\*- \/etc\/resolv\.conf: 24 bytes/);
    expect(await probe.read('mx', '/etc/gone')).toBeNull();
    expect(await probe.read('mx', '/etc/loop')).toBeNull();
    expect(await probe.read('mx', '/etc')).toBeNull();
  });

  it('lists regular files with absolute paths', async () => {
    const { probe } = await host({
      '/var/mail': await tar([
        { name: 'mail/', type: 'directory' },
        { name: 'mail/lin/new/1.mx', body: 'hello', mode: 0o600, uid: 1000 },
        { name: 'mail/lin/link', type: 'symlink', linkname: '1.mx' },
        { name: 'mail/lin/new/2.mx', body: 'x'.repeat(70_000), mode: 0o644 },
      ]),
    });
    const files = await probe.list('mx', '/var/mail/');
    expect(files).toMatchObject([
      { path: '/var/mail/lin/new/1.mx', size: 5, mode: 0o600, uid: 1000, sha256: createHash('sha256').update('hello').digest('hex') },
      { path: '/var/mail/lin/new/2.mx', size: 70_000, mode: 0o644 },
    ]);
    expect(await probe.list('mx', '/gone')).toEqual([]);
  });

  it('knows which files every user can read', async () => {
    const { probe } = await host({
      '/etc/keys': await tar([
        { name: 'keys/', type: 'directory', mode: 0o755 },
        { name: 'keys/public', body: 'a', mode: 0o644 },
        { name: 'keys/private', body: 'b', mode: 0o640 },
        { name: 'keys/shut/', type: 'directory', mode: 0o700 },
        { name: 'keys/shut/below/', type: 'directory', mode: 0o755 },
        { name: 'keys/shut/below/public', body: 'c', mode: 0o644 },
      ]),
    });
    expect((await probe.list('mx', '/etc/keys')).map((f) => [f.path, f.open])).toEqual([
      ['/etc/keys/public', true],
      ['/etc/keys/private', false],
      ['/etc/keys/shut/below/public', false],
    ]);
  });

  it('measures a volume of the topology only', async () => {
    const { probe } = await host({});
    expect(await probe.usage('mx', '/var/mail')).toMatchObject({ bytes: 4096, usedInodes: 3 });
    await expect(probe.usage('mx', '/srv')).rejects.toMatchObject({ code: 'bad-check' });
    await expect(probe.read('nobody', '/etc/passwd')).rejects.toMatchObject({ code: 'bad-check' });
  });
});
