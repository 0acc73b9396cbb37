import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { holderOf, lockData } from './lock.ts';

let data: string;
let file: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'postlab-lock-'));
  file = join(data, 'server.json');
});
afterEach(() => rmSync(data, { recursive: true, force: true }));

test('a folder has one holder, which others find with its address, until it lets go', () => {
  const lock = lockData(data);
  expect(holderOf(data)).toMatchObject({ pid: process.pid, url: null });
  expect(() => lockData(data)).toThrow(/already runs here \(process \d+, a command/);
  lock.serves('http://localhost:4321');
  expect(holderOf(data)?.url).toBe('http://localhost:4321');
  expect(() => lockData(data)).toThrow(/http:\/\/localhost:4321/);
  lock.release();
  expect(existsSync(file)).toBe(false);
  lockData(data).release();
});

test('what a killed process left behind holds nothing', async () => {
  const other = spawn('/bin/sleep', ['60']);
  const script = `import { lockData } from ${JSON.stringify(join(import.meta.dirname, 'lock.ts'))}; lockData(${JSON.stringify(data)}).serves('http://localhost:1'); process.kill(process.pid, 'SIGKILL');`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script]);
  await once(child, 'exit');
  expect(existsSync(file)).toBe(true);
  expect(holderOf(data)).toBeNull();
  // The number of the dead is another's now, as after a reboot of the machine.
  writeFileSync(file, JSON.stringify({ pid: other.pid, began: '1', url: 'http://localhost:1' }));
  if (process.platform === 'linux') expect(holderOf(data)).toBeNull();
  other.kill();
  await once(other, 'exit');
  const lock = lockData(data);
  expect(holderOf(data)?.pid).toBe(process.pid);
  lock.release();
});

test.each(['', '{', 'null', '{"pid": "me"}'])('a lock that reads %j is nobody’s', (text) => {
  writeFileSync(file, text);
  expect(holderOf(data)).toBeNull();
  lockData(data).release();
});

test('a lock that somebody else took over is not removed', () => {
  const lock = lockData(data);
  writeFileSync(file, JSON.stringify({ pid: 1, began: '1', url: null }));
  lock.release();
  expect(existsSync(file)).toBe(true);
});
