import { expect, test } from 'vitest';
import { contains } from './subnet.ts';

test.each([
  ['198.18.7.240/28', '198.18.7.255', true],
  ['198.18.7.240/28', '198.18.8.0', false],
  ['2001:db8:1:17f0::/64', '2001:db8:1:17f0:ffff:ffff:ffff:ffff', true],
  ['2001:db8:1:17f0::/64', '2001:db8:1:17f1::', false],
  ['2001:db8:1:17f0::/64', '198.18.7.240', false],
  ['198.18.7.240/28', '2001:db8::1', false],
  ['', '2001:db8::1', false],
])('%s holds %s: %s', (block, address, expected) => {
  expect(contains(block, address)).toBe(expected);
});
