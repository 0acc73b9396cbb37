import { expect, test } from 'vitest';
import { inline } from './inline.ts';

test('marks code, strong and emphasis', () => {
  expect(inline('say `MAIL FROM:<a@b>` **now** or *never*')).toBe('say <code>MAIL FROM:&lt;a@b&gt;</code> <strong>now</strong> or <em>never</em>');
});

test('escapes everything else, and leaves stars alone inside code', () => {
  expect(inline('<b>"x"</b> & `a * b * c`')).toBe('&lt;b&gt;&quot;x&quot;&lt;/b&gt; &amp; <code>a * b * c</code>');
});
