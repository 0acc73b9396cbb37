import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test, vi } from 'vitest';
import { patience } from '../../test/support/patience.ts';
import { Recordings } from './recordings.ts';

const folder = mkdtempSync(join(tmpdir(), 'postlab-recordings-'));
const attempt = '0b8f6a52-9f0d-4d0e-8f8e-6a1f3f1f2a10';
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('asciicast v2: a header, then output with its time; characters that are cut in two are whole again', async () => {
  const recordings = new Recordings(folder, () => undefined);
  const recorder = recordings.begin(attempt, 'mx', '1', { columns: 100, rows: 30 });
  expect(recordings.begin(attempt, 'mx', '1', { columns: 80, rows: 24 })).toBeNull();
  const bytes = Buffer.from('邮 \x1b[1m"x"');
  recorder?.output(bytes.subarray(0, 2));
  recorder?.output(bytes.subarray(2));
  recorder?.resize(120, 40);
  recorder?.end();
  const read = async () => text(recordings.read(attempt, recordings.of([attempt])[0]?.file ?? '') ?? Readable.from(['']));
  await vi.waitFor(async () => expect((await read()).trim().split('\n')).toHaveLength(3), patience);
  const [header, ...events] = (await read())
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(header).toMatchObject({ version: 2, width: 100, height: 30 });
  expect(events).toEqual([
    [expect.any(Number), 'o', '邮 \x1b[1m"x"'],
    [expect.any(Number), 'r', '120x40'],
  ]);
  recordings.remove([attempt]);
  expect(recordings.of([attempt])).toEqual([]);
});

test.each([
  ['../../etc', 'passwd'],
  [attempt, '../../../etc/passwd'],
  [attempt, 'mx-1-20260101T000000Z.cast/../x'],
])('%s %s is no recording', (of, file) => expect(new Recordings(folder, () => undefined).read(of, file)).toBeNull());
