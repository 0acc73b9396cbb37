import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { zip } from './zip.ts';

/** Python's zipfile reads both kinds and checks the CRC. */
function read(archive: Buffer, name: string, password = ''): string {
  const folder = mkdtempSync(join(tmpdir(), 'postlab-zip-'));
  try {
    writeFileSync(join(folder, 'a.zip'), archive);
    const program = 'import sys, zipfile; print(zipfile.ZipFile(sys.argv[1]).read(sys.argv[2], pwd=sys.argv[3].encode() or None).decode(), end="")';
    return execFileSync('python3', ['-c', program, join(folder, 'a.zip'), name, password], { stdio: ['ignore', 'pipe', 'pipe'] }).toString();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

it('is read by others, also when it is in another one', () => {
  const inner = zip('a.txt', Buffer.from('hello, 世界\n'));
  expect(read(inner, 'a.txt')).toBe('hello, 世界\n');
  expect(zip('inner.zip', inner).includes(inner)).toBe(true);
});

it('is read with the right password only', () => {
  const archive = zip('名.txt', Buffer.from('secret text'), { password: 'a password' });
  expect(archive.includes('secret text')).toBe(false);
  expect(read(archive, '名.txt', 'a password')).toBe('secret text');
  expect(() => read(archive, '名.txt', 'another')).toThrow();
});

it('is read deflated, also behind a password', () => {
  const text = 'the same again and again, '.repeat(20);
  const deflated = deflateRawSync(text);
  const archive = zip('a.txt', Buffer.from(text), { deflated });
  expect(archive.length).toBeLessThan(text.length);
  expect(read(archive, 'a.txt')).toBe(text);
  expect(read(zip('a.txt', Buffer.from(text), { deflated, password: 'a password' }), 'a.txt', 'a password')).toBe(text);
});
