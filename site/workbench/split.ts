/** Where a divider stands, in percent of its box. */
export interface SplitOptions {
  /** Remembered in this browser under this name. */
  name: string;
  start: number;
  least: number;
  most: number;
  /** `vertical`: the divider is an upright line, moved left and right. */
  orientation: () => 'vertical' | 'horizontal';
  /** The box that is divided. */
  box: () => HTMLElement | null;
  /** The share belongs to the part before the divider, or to the one after it. */
  part: 'before' | 'after';
  apply: (percent: number) => void;
}

/** The share after a key, or null when the key does not move a divider (WAI-ARIA window splitter). */
export function afterKey(
  value: number,
  key: string,
  options: Pick<SplitOptions, 'least' | 'most' | 'part'> & { orientation: 'vertical' | 'horizontal' },
): number | null {
  const { least, most, part, orientation } = options;
  if (key === 'Home') return part === 'before' ? least : most;
  if (key === 'End') return part === 'before' ? most : least;
  const back = orientation === 'vertical' ? 'ArrowLeft' : 'ArrowUp';
  const on = orientation === 'vertical' ? 'ArrowRight' : 'ArrowDown';
  const step = key === back ? -3 : key === on ? 3 : 0;
  if (step === 0) return null;
  return within(value + (part === 'before' ? step : -step), least, most);
}

export function within(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, Math.round(value)));
}

/** Makes an element with `role="separator"` a divider for mouse, touch and keyboard. Returns what undoes it. */
export function attachSplit(divider: HTMLElement, options: SplitOptions): () => void {
  const { least, most } = options;
  const key = () => `postlab-split-${options.name}-${options.orientation()}`;
  let value = options.start;
  const set = (percent: number) => {
    value = within(percent, least, most);
    divider.setAttribute('aria-valuenow', String(value));
    options.apply(value);
  };
  const show = () => {
    divider.setAttribute('aria-orientation', options.orientation());
    const kept = Number(localStorage.getItem(key()) ?? Number.NaN);
    set(Number.isFinite(kept) && kept > 0 ? kept : options.start);
  };
  const keep = () => localStorage.setItem(key(), String(value));
  const onKey = (event: KeyboardEvent) => {
    const next = afterKey(value, event.key, { least, most, part: options.part, orientation: options.orientation() });
    if (next === null) return;
    event.preventDefault();
    set(next);
    keep();
  };
  const onMove = (event: PointerEvent) => {
    const box = options.box()?.getBoundingClientRect();
    if (!box) return;
    const share = options.orientation() === 'vertical' ? (event.clientX - box.left) / box.width : (event.clientY - box.top) / box.height;
    set((options.part === 'before' ? share : 1 - share) * 100);
  };
  const onDown = (event: PointerEvent) => {
    event.preventDefault();
    divider.setPointerCapture(event.pointerId);
    divider.addEventListener('pointermove', onMove);
  };
  const onUp = () => {
    divider.removeEventListener('pointermove', onMove);
    keep();
  };
  divider.setAttribute('aria-valuemin', String(least));
  divider.setAttribute('aria-valuemax', String(most));
  divider.addEventListener('keydown', onKey);
  divider.addEventListener('pointerdown', onDown);
  divider.addEventListener('pointerup', onUp);
  divider.addEventListener('pointercancel', onUp);
  window.addEventListener('resize', show);
  show();
  return () => {
    divider.removeEventListener('keydown', onKey);
    divider.removeEventListener('pointerdown', onDown);
    divider.removeEventListener('pointerup', onUp);
    divider.removeEventListener('pointercancel', onUp);
    window.removeEventListener('resize', show);
  };
}
