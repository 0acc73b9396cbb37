/** What Pagefind gives of a page that was found; the parts that we show. */
interface Found {
  url: string;
  meta: { title?: string };
  /** HTML made by Pagefind from escaped text: only `<mark>` is an element. */
  excerpt: string;
  sub_results: { title: string; url: string }[];
}
interface Pagefind {
  options(options: { bundlePath: string; baseUrl: string }): Promise<void>;
  init(): Promise<void>;
  search(query: string): Promise<{ results: { data(): Promise<Found> }[] }>;
}

interface Words {
  searching: string;
  none: string;
  found: string;
  one: string;
  more: string;
  off: string;
  failed: string;
}

const pageSize = 8;
/** Milliseconds without a key until it is searched. */
const pause = 150;

/** Makes the dialog search as one types. Its second call, when the dialog is opened again, does nothing. */
export async function begin(dialog: HTMLDialogElement): Promise<void> {
  if (dialog.dataset.alive) return;
  dialog.dataset.alive = 'yes';
  const words = JSON.parse(dialog.dataset.words ?? '{}') as Words;
  const base = (dialog.dataset.base ?? '/').replace(/\/?$/, '/');
  const input = dialog.querySelector('input') as HTMLInputElement;
  const status = dialog.querySelector('p') as HTMLElement;
  const list = dialog.querySelector('ol') as HTMLElement;
  const more = dialog.querySelector<HTMLButtonElement>('[data-more]') as HTMLButtonElement;

  let pagefind: Pagefind;
  try {
    // Made by the build beside the pages; the bundler knows nothing of it.
    pagefind = (await import(/* @vite-ignore */ new URL(`${base}pagefind/pagefind.js`, location.href).href)) as Pagefind;
    await pagefind.options({ bundlePath: `${base}pagefind/`, baseUrl: base });
    await pagefind.init();
  } catch {
    // While somebody writes lessons there is no index.
    status.textContent = words.off;
    return;
  }

  let asked = 0;
  let rest: { data(): Promise<Found> }[] = [];
  const say = (text: string, n: number) => {
    status.textContent = text.replace('{q}', input.value.trim()).replace('{n}', String(n));
  };
  /** False when something else has been asked for before these came. */
  const show = async () => {
    const turn = asked;
    const next = rest.slice(0, pageSize);
    rest = rest.slice(pageSize);
    const found = await Promise.all(next.map((result) => result.data()));
    if (turn !== asked) return false;
    list.append(...found.map(entry));
    more.hidden = rest.length === 0;
    return true;
  };
  const search = async () => {
    const query = input.value.trim();
    const turn = ++asked;
    if (query === '') {
      list.replaceChildren();
      status.textContent = '';
      more.hidden = true;
      return;
    }
    if (list.childElementCount === 0) say(words.searching, 0);
    await new Promise((done) => setTimeout(done, pause));
    if (turn !== asked) return;
    try {
      const { results } = await pagefind.search(query);
      // Somebody who types on wants the later answer.
      if (turn !== asked) return;
      rest = results;
      list.replaceChildren();
      if (await show()) say(results.length === 0 ? words.none : results.length === 1 ? words.one : words.found, results.length);
    } catch {
      // A part of the index did not come: the network, or a site that was built anew meanwhile.
      if (turn === asked) say(words.failed, 0);
    }
  };
  input.addEventListener('input', () => void search());
  // Enter goes to the first that was found; Escape closes at once, where a search field would first empty itself. Both belong to an
  // input method while it composes.
  input.addEventListener('keydown', (event) => {
    if (event.isComposing || (event.key !== 'Enter' && event.key !== 'Escape')) return;
    event.preventDefault();
    if (event.key === 'Escape') dialog.close();
    else list.querySelector<HTMLAnchorElement>('a')?.click();
  });
  more.addEventListener('click', async () => {
    const before = list.childElementCount;
    await show();
    list.children[before]?.querySelector('a')?.focus();
  });
  // A link to a place on this same page: the dialog is in its way.
  list.addEventListener('click', (event) => (event.target as HTMLElement).closest('a') && dialog.close());
  await search();
}

function link(href: string, text: string, className: string): HTMLAnchorElement {
  const a = document.createElement('a');
  a.href = href;
  a.textContent = text;
  a.className = className;
  return a;
}

function entry(found: Found): HTMLLIElement {
  const item = document.createElement('li');
  const excerpt = document.createElement('p');
  excerpt.className = 'excerpt';
  excerpt.innerHTML = found.excerpt;
  const sections = found.sub_results.filter((sub) => sub.url.includes('#') && sub.title !== found.meta.title).slice(0, 3);
  item.append(link(found.url, found.meta.title ?? found.url, 'title'), excerpt, ...sections.map((sub) => link(sub.url, sub.title, 'section')));
  return item;
}
