import { expect, test } from 'vitest';
import { placesIn } from './parameters.ts';

test('a text is cut at its places', () => {
  expect(placesIn('a [[domain]] b [[ip:mx]]')).toEqual([{ text: 'a ' }, { parameter: 'domain' }, { text: ' b ' }, { parameter: 'ip:mx' }]);
  expect(placesIn('[[ -f x ]] && y')).toEqual([{ text: '[[ -f x ]] && y' }]);
});
