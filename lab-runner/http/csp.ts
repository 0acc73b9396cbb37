import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';

/** What a page may load: its own origin only. Widgets set styles on elements, so inline styles stay allowed; Pagefind is WebAssembly. */
const policy = (scripts: readonly string[]) =>
  [
    "default-src 'self'",
    ["script-src 'self' 'wasm-unsafe-eval'", ...scripts].join(' '),
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'self'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');

export const strictPolicy = policy([]);

/** `'sha256-…'` of every inline script of a page (CSP 3 §6.7.3): the theme switch, the islands' starter. */
export function inlineScripts(html: string): string[] {
  const found = html.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/gi);
  const hashes = [...found].flatMap(([, attributes = '', text = '']) => {
    // JSON in a script element is data and never runs.
    if (/\ssrc\s*=/i.test(attributes) || /\stype\s*=\s*["']?application\/(ld\+)?json/i.test(attributes) || text === '') return [];
    return [`'sha256-${createHash('sha256').update(text).digest('base64')}'`];
  });
  return [...new Set(hashes)];
}

/** The policy of each page of the built site, read again when the page changed. */
export class PagePolicies {
  readonly #known = new Map<string, { changed: number; value: string }>();

  of(file: string): string {
    const changed = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
    if (changed === undefined) return strictPolicy;
    const known = this.#known.get(file);
    if (known?.changed === changed) return known.value;
    const value = policy(inlineScripts(readFileSync(file, 'utf8')));
    this.#known.set(file, { changed, value });
    return value;
  }
}
