/** The state of a widget in the page's address, so that a teacher can link to an example. One name a value: `?plan=abc`. */
export function readAddress(name: string): string | null {
  return new URLSearchParams(location.search).get(name);
}

/** Changes the values and nothing else of the address, without a new entry in the history; null or '' takes a value out. */
export function writeAddress(values: Record<string, string | null>): void {
  const url = new URL(location.href);
  for (const [name, value] of Object.entries(values)) {
    if (value) url.searchParams.set(name, value);
    else url.searchParams.delete(name);
  }
  if (url.href !== location.href) history.replaceState(history.state, '', url);
}
