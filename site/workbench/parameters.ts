export type Place = { text: string } | { parameter: string };

/** Cuts a text at its `[[name]]` places. Pure. */
export function placesIn(text: string): Place[] {
  return text.split(/(\[\[[a-z][A-Za-z0-9:-]*\]\])/).flatMap((part): Place[] => {
    const name = /^\[\[(.+)\]\]$/.exec(part)?.[1];
    return name ? [{ parameter: name }] : part ? [{ text: part }] : [];
  });
}

/** Turns every `[[name]]` of the instructions into an element that can be filled in, also inside code. */
export function preparePlaces(root: HTMLElement): void {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const nodes: Text[] = [];
  while (walker.nextNode()) if (walker.currentNode.nodeValue?.includes('[[')) nodes.push(walker.currentNode as Text);
  for (const node of nodes) {
    node.replaceWith(
      ...placesIn(node.nodeValue ?? '').map((part) => {
        if ('text' in part) return document.createTextNode(part.text);
        const span = document.createElement('span');
        span.className = 'place';
        span.dataset['parameter'] = part.parameter;
        span.textContent = '…';
        return span;
      }),
    );
  }
}

export function fillPlaces(root: HTMLElement, parameters: Record<string, string>): void {
  for (const span of root.querySelectorAll<HTMLElement>('[data-parameter]')) {
    const value = parameters[span.dataset['parameter'] ?? ''];
    if (value !== undefined) {
      span.textContent = value;
      span.classList.add('known');
    }
  }
}
