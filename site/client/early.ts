/**
 * What a reader does to an island before its code has come (a slow network, a click in the first moment) is not lost: it is done again, in its
 * order, when the island is alive. Astro marks an island by `ssr` until then, and says `astro:hydrate` when it is.
 */
type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

const pressable = 'button, [role="tab"], input[type="checkbox"], input[type="radio"]';

export function keepEarly(root: Document): void {
  const kept = new WeakMap<Element, Map<Element, () => void>>();

  const keep = (island: Element, control: Element, again: () => void) => {
    let acts = kept.get(island);
    if (!acts) {
      acts = new Map();
      kept.set(island, acts);
      const later = acts;
      const replay = async () => {
        for (const [element, act] of later) {
          if (island.contains(element)) act();
          // The island draws before it hears of the next one.
          await new Promise((drawn) => setTimeout(drawn));
        }
      };
      island.addEventListener('astro:hydrate', () => void replay(), { once: true });
    }
    // The last thing done to a control counts: who presses a button that does nothing presses it again.
    acts.delete(control);
    acts.set(control, again);
  };
  const sleeping = (event: Event) => (event.target instanceof Element ? event.target.closest('astro-island[ssr]') : null);

  root.addEventListener(
    'click',
    (event) => {
      const island = sleeping(event);
      const control = (event.target as Element).closest<HTMLElement>(pressable);
      if (!island || !control || !island.contains(control)) return;
      event.preventDefault();
      event.stopPropagation();
      keep(island, control, () => control.click());
    },
    { capture: true },
  );
  root.addEventListener(
    'input',
    (event) => {
      const island = sleeping(event);
      const field = event.target as Field;
      if (!island || field.matches(pressable)) return;
      const { value } = field;
      keep(island, field, () => {
        field.value = value;
        for (const type of ['input', 'change']) field.dispatchEvent(new Event(type, { bubbles: true }));
      });
    },
    { capture: true },
  );
}
