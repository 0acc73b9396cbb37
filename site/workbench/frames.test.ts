import { expect, test } from 'vitest';
import { acknowledgeFrame, afterClose, inputFrames, resizeFrame } from './frames.ts';

test('frames have the form of the contract', () => {
  expect([...resizeFrame(300, 40)]).toEqual([1, 1, 44, 0, 40]);
  expect([...acknowledgeFrame(65_536)]).toEqual([2, 0, 1, 0, 0]);
  expect([...(inputFrames('é')[0] as Uint8Array)]).toEqual([0, 0xc3, 0xa9]);
});

test('a long paste is cut into frames that a server takes, and nothing is lost', () => {
  const frames = inputFrames('x'.repeat(100_000));
  expect(frames.every((f) => f.length <= 32 * 1024 + 1)).toBe(true);
  expect(frames.reduce((n, f) => n + f.length - 1, 0)).toBe(100_000);
});

test.each([
  [4404, { giveUp: true }],
  [1008, { giveUp: true }],
  [4409, { retryIn: 250 }],
  [1006, { retryIn: 250 }],
])('after close code %i', (code, what) => expect(afterClose(code, 0)).toEqual(what));

test('pauses grow, up to five seconds', () => expect(afterClose(1006, 20)).toEqual({ retryIn: 5000 }));
