import { expect, test } from 'vitest';
import { withPlaces } from './parameters.ts';

test('places become elements that show their name', () => {
  expect(withPlaces('mail to [[first]]@[[ip:mx]]', 'later')).toBe(
    'mail to <span class="place" data-parameter="first" title="later">first</span>@<span class="place" data-parameter="ip:mx" title="later">ip:mx</span>',
  );
});

test('tags that highlighting put inside a place stay, behind it', () => {
  expect(withPlaces('<i>[[</i>', '')).toBe('<i>[[</i>');
  expect(withPlaces('<i>[[</i><b>ip:</b>mx<u>]]</u>', 't')).toBe('<i><span class="place" data-parameter="ip:mx" title="t">ip:mx</span></i><b></b><u></u>');
});

test('what is no name is left alone', () => {
  expect(withPlaces('if [[ -f x ]]; [[Big]]', '')).toBe('if [[ -f x ]]; [[Big]]');
});
