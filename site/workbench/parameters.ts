/** A place of the instructions that each attempt fills: `[[domain]]`, `[[ip:mx]]`. Code is highlighted, so that tags may stand inside. */
const place = /\[\[((?:<[^<>]*>|[A-Za-z0-9:-])+)\]\]/g;

/**
 * Turns every `[[name]]` of rendered instructions into an element that shows the name until an attempt fills it, also inside code.
 * `title` says what it waits for. Pure, at build time.
 */
export function withPlaces(html: string, title: string): string {
  return html.replace(place, (whole, inner: string) => {
    const name = inner.replace(/<[^<>]*>/g, '');
    if (!/^[a-z][A-Za-z0-9:-]*$/.test(name)) return whole;
    const tags = (inner.match(/<[^<>]*>/g) ?? []).join('');
    return `<span class="place" data-parameter="${name}" title="${title}">${name}</span>${tags}`;
  });
}

/** Fills the places of the page with an attempt's values; null: shows the names again. */
export function fillPlaces(root: HTMLElement, parameters: Record<string, string> | null): void {
  for (const span of root.querySelectorAll<HTMLElement>('[data-parameter]')) {
    const name = span.dataset['parameter'] ?? '';
    const value = parameters?.[name];
    span.textContent = value ?? name;
    span.classList.toggle('known', value !== undefined);
  }
}
