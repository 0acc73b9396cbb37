import { expect, test } from 'vitest';
import { StandardOutput } from './demux.ts';

const frame = (type: number, text: string) => {
  const head = Buffer.alloc(8);
  head.writeUInt8(type, 0);
  head.writeUInt32BE(Buffer.byteLength(text), 4);
  return Buffer.concat([head, Buffer.from(text)]);
};

test.each([1, 3, 7, 8, 9, 1000])('standard output comes whole, in pieces of %i bytes, without standard error', async (size) => {
  const all = Buffer.concat([frame(1, 'one '), frame(2, 'error'), frame(1, ''), frame(1, 'two'), frame(2, 'x'.repeat(50)), frame(1, ' three')]);
  const out = new StandardOutput();
  for (let at = 0; at < all.length; at += size) out.write(all.subarray(at, at + size));
  out.end();
  let text = '';
  for await (const chunk of out) text += String(chunk);
  expect(text).toBe('one two three');
});

test('who does not read holds up the writer', () => {
  const out = new StandardOutput();
  let taken = 0;
  while (taken < 10_000 && out.write(frame(1, 'x'.repeat(1000)))) taken++;
  expect(taken).toBeLessThan(200);
});
