import { expect, test } from 'vitest';
import { readFrame } from './frames.ts';

test.each([
  [[0, 0x6c, 0x73], { kind: 'input', bytes: Buffer.from('ls') }],
  [[1, 0, 120, 0, 40], { kind: 'resize', columns: 120, rows: 40 }],
  [[1, 0, 0, 255, 255], { kind: 'resize', columns: 2, rows: 500 }],
  [[2, 0, 1, 0, 0], { kind: 'acknowledge', bytes: 65536 }],
  [[1, 0], { kind: 'bad', why: 'expected 4 bytes after a resize, found 1' }],
  [[9], { kind: 'bad', why: 'expected a frame of type 0, 1 or 2, found 9' }],
  [[], { kind: 'bad', why: 'expected a frame of type 0, 1 or 2, found an empty frame' }],
])('%j', (bytes, frame) => {
  expect(readFrame(Buffer.from(bytes))).toEqual(frame);
});
