import type { Language } from '../../lab-runner/contract/text.ts';

/** `/` in most places; a sub-path, with its closing slash, when the static site is served below one. */
const base = import.meta.env.BASE_URL.replace(/\/?$/, '/');

/** The language of a page, from its address: everything below `zh-cn/` is Chinese, the rest English. */
export function languageOf(url: URL): Language {
  return `${url.pathname}/`.startsWith(`${base}zh-cn/`) ? 'zh-cn' : 'en';
}

/** The address of a page of the site in a language. `path` has no leading slash: `course/`, `labs/first-mta/`. */
export function href(language: Language, path: string): string {
  return `${base}${language === 'zh-cn' ? 'zh-cn/' : ''}${path}`;
}

/** The address of the same page in the other language. */
export function otherLanguage(url: URL): { language: Language; href: string } {
  const path = url.pathname.slice(base.length);
  return languageOf(url) === 'zh-cn' ? { language: 'en', href: href('en', path.replace(/^zh-cn\/?/, '')) } : { language: 'zh-cn', href: href('zh-cn', path) };
}

export type { Language };
