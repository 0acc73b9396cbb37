import { useEffect, useState } from 'preact/hooks';
import { fromSearch, toSearch } from './url-state.ts';

/**
 * A widget's inputs, kept in the address so that a teacher can link to an example: `?journey.via=list#widget-journey`.
 * The widget's outermost element carries `id="widget-<name>"`. What the address says is read after the first drawing,
 * since the server's page does not know it.
 */
export function useUrlState<State extends Record<string, string>>(name: string, defaults: State): [State, (change: Partial<State>) => void] {
  const [state, setState] = useState(defaults);
  useEffect(() => setState(fromSearch(location.search, name, defaults)), []);
  const change = (part: Partial<State>): void => {
    const next = { ...state, ...part };
    setState(next);
    history.replaceState(history.state, '', `${location.pathname}${toSearch(location.search, name, next, defaults)}#widget-${name}`);
  };
  return [state, change];
}
