/** The values of a widget in the address, over the defaults. What the widget does not know, and values that are far too long, are left out. */
export function fromSearch<State extends Record<string, string>>(search: string, name: string, defaults: State): State {
  const params = new URLSearchParams(search);
  const found = Object.keys(defaults).flatMap((key) => {
    const value = params.get(`${name}.${key}`);
    return value === null || value.length > 4000 ? [] : [[key, value] as const];
  });
  return { ...defaults, ...Object.fromEntries(found) } as State;
}

/** The address' query with a widget's values in it: only those that differ from the defaults. Other parameters stay. */
export function toSearch<State extends Record<string, string>>(search: string, name: string, state: State, defaults: State): string {
  const params = new URLSearchParams(search);
  for (const key of Object.keys(defaults)) {
    if (state[key] === defaults[key]) params.delete(`${name}.${key}`);
    else params.set(`${name}.${key}`, state[key] as string);
  }
  const text = params.toString();
  return text === '' ? '' : `?${text}`;
}
