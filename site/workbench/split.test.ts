import { expect, test } from 'vitest';
import { afterKey } from './split.ts';

const upright = { least: 20, most: 70, part: 'before', orientation: 'vertical' } as const;
const level = { least: 20, most: 80, part: 'after', orientation: 'horizontal' } as const;

test.each([
  ['ArrowRight', 43],
  ['ArrowLeft', 37],
  ['Home', 20],
  ['End', 70],
  ['ArrowUp', null],
  ['Tab', null],
])('%s moves an upright divider to %s', (key, to) => expect(afterKey(40, key, upright)).toBe(to));

test('a divider below its part grows it upwards, and stays within its limits', () => {
  expect(afterKey(40, 'ArrowUp', level)).toBe(43);
  expect(afterKey(40, 'ArrowDown', level)).toBe(37);
  expect(afterKey(80, 'ArrowUp', level)).toBe(80);
  expect(afterKey(40, 'End', level)).toBe(20);
});
