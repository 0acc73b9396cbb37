/** A terminal: `tab` 1…9 of a host. */
export interface Tab {
  host: string;
  tab: number;
}

export const tabId = (tab: Tab): string => `${tab.host}-${tab.tab}`;

/** One more terminal on that host, or null when it has nine. */
export function addTab(tabs: readonly Tab[], host: string): Tab[] | null {
  const used = tabs.filter((t) => t.host === host).map((t) => t.tab);
  const free = [1, 2, 3, 4, 5, 6, 7, 8, 9].find((n) => !used.includes(n));
  return free === undefined ? null : [...tabs, { host, tab: free }];
}

/** Without the one at `index`; a host's first terminal stays. */
export function withoutTab(tabs: readonly Tab[], index: number): Tab[] {
  return tabs.filter((tab, i) => i !== index || tab.tab === 1);
}
