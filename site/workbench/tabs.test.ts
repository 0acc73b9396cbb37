import { expect, test } from 'vitest';
import { addTab, withoutTab } from './tabs.ts';

test('a host has at most nine terminals, the lowest free number first', () => {
  expect(
    addTab(
      [
        { host: 'mx', tab: 1 },
        { host: 'mx', tab: 3 },
      ],
      'mx',
    )?.at(-1),
  ).toEqual({ host: 'mx', tab: 2 });
  const nine = Array.from({ length: 9 }, (_, i) => ({ host: 'mx', tab: i + 1 }));
  expect(addTab(nine, 'mx')).toBeNull();
  expect(addTab(nine, 'client')?.at(-1)).toEqual({ host: 'client', tab: 1 });
});

test('the first terminal of a host stays', () => {
  const tabs = [
    { host: 'mx', tab: 1 },
    { host: 'mx', tab: 2 },
  ];
  expect(withoutTab(tabs, 0)).toEqual(tabs);
  expect(withoutTab(tabs, 1)).toEqual([{ host: 'mx', tab: 1 }]);
});
