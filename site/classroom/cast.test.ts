import { expect, test } from 'vitest';
import { readCast } from './cast.ts';

test('long pauses are cut, what is not an event is left out', () => {
  const file = '{"version": 2, "width": 80, "height": 24}\n[0.5, "o", "a"]\n[100, "o", "b"]\n[100.25, "r", "90x30"]\n[101, "i", "typed"]\n[101, "o", "cut o';
  expect(readCast(file, 2)).toEqual({
    columns: 80,
    rows: 24,
    events: [
      { at: 0.5, kind: 'o', text: 'a' },
      { at: 2.5, kind: 'o', text: 'b' },
      { at: 2.75, kind: 'r', text: '90x30' },
    ],
  });
});
test.each(['', 'hello', '{"version": 1}', '[]'])('%j is no recording', (file) => expect(readCast(file, 2)).toBeNull());
