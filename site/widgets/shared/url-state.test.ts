import { expect, test } from 'vitest';
import { fromSearch, toSearch } from './url-state.ts';

const defaults = { via: 'direct', to: 'haibo.example' };

test('comes back as it went out, beside what others keep there', () => {
  const state = { via: 'list', to: '海 & =?#' };
  const search = toSearch('?theme=dark', 'journey', state, defaults);
  expect(search).toMatch(/^\?theme=dark&journey\.via=list&journey\.to=/);
  expect(fromSearch(search, 'journey', defaults)).toEqual(state);
  expect(toSearch(search, 'journey', defaults, defaults)).toBe('?theme=dark');
  expect(toSearch('', 'journey', defaults, defaults)).toBe('');
});

test('takes only what the widget knows', () => {
  expect(fromSearch(`?journey.other=1&other.via=list&journey.to=${'x'.repeat(5000)}`, 'journey', defaults)).toEqual(defaults);
});
