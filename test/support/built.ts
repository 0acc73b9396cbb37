import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { dist } from './site.ts';

export interface Tag {
  name: string;
  attributes: Record<string, string>;
}

/** A page of the built site, read without a browser. */
export interface BuiltPage {
  /** `/course/` */
  path: string;
  html: string;
  tags: Tag[];
  ids: string[];
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#34': '"', '#38': '&', '#x27': "'" };
const decode = (text: string) => text.replace(/&(#?\w+);/g, (whole, name: string) => entities[name] ?? whole);

/** Every start tag outside of scripts and styles. In text and attributes `<` is always escaped, so that none is made up. */
function tagsOf(html: string): Tag[] {
  const bare = html.replace(/(<(script|style)\b[^>]*>)[\s\S]*?(<\/\2>)/gi, '$1$3').replace(/<!--[\s\S]*?-->/g, '');
  return [...bare.matchAll(/<([a-z][\w-]*)((?:[^"'>]|"[^"]*"|'[^']*')*)>/gi)].map(([, name = '', rest = '']) => ({
    name: name.toLowerCase(),
    attributes: Object.fromEntries(
      [...rest.matchAll(/([^\s"'=/]+)(?:=(?:"([^"]*)"|'([^']*)'|([^\s"']+)))?/g)].map(([, key = '', a, b, c]) => [
        key.toLowerCase(),
        decode(a ?? b ?? c ?? ''),
      ]),
    ),
  }));
}

/** All pages of `dist`, in the order of their addresses. */
export function builtPages(): BuiltPage[] {
  const files = readdirSync(dist, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.html'));
  return files
    .map((file) => {
      const html = readFileSync(join(dist, file), 'utf8');
      const tags = tagsOf(html);
      const ids = tags.flatMap(({ name, attributes }) => [attributes['id'], name === 'a' ? attributes['name'] : undefined].filter((id) => id !== undefined));
      return { path: `/${file.replaceAll('\\', '/').replace(/index\.html$/, '')}`, html, tags, ids };
    })
    .sort((a, b) => a.path.localeCompare(b.path));
}

const sizes = new Map<string, number>();
const gzipped = (text: string | Buffer) => gzipSync(text, { level: 9 }).length;

function sizeOf(file: string): number {
  const known = sizes.get(file) ?? gzipped(readFileSync(join(dist, file)));
  sizes.set(file, known);
  return known;
}

/** Files of the site that a script imports, itself included; not what it imports only when it needs it (`import()`). */
function imported(roots: Iterable<string>): Set<string> {
  const seen = new Set<string>();
  const visit = (file: string): void => {
    if (seen.has(file) || !existsSync(join(dist, file))) return;
    seen.add(file);
    for (const [, to = ''] of readFileSync(join(dist, file), 'utf8').matchAll(/\b(?:import|from)\s*["'](\.[^"']+)["']/g)) visit(join(dirname(file), to));
  };
  for (const root of roots) visit(root);
  return seen;
}

export interface Weight {
  /** JavaScript and CSS, gzipped, of the page as it is loaded: linked, imported and inline. */
  page: number;
  /** What its islands bring on top once they are reached: widget, quiz, the lesson's end. */
  islands: number;
}

export function weightOf({ html, tags }: BuiltPage): Weight {
  const css = tags.filter(({ name, attributes }) => name === 'link' && attributes['rel'] === 'stylesheet').map(({ attributes }) => attributes['href'] ?? '');
  const scripts = tags.flatMap(({ name, attributes }) => {
    if (name === 'script' && attributes['src']) return [attributes['src']];
    return name === 'link' && attributes['rel'] === 'modulepreload' && attributes['href'] ? [attributes['href']] : [];
  });
  const inline = [...html.matchAll(/<(script|style)\b([^>]*)>([\s\S]*?)<\/\1>/gi)].flatMap(([, , attributes = '', text = '']) =>
    /\ssrc\s*=|application\/(ld\+)?json/i.test(attributes) ? [] : [text],
  );
  const own = imported(scripts);
  const islands = imported(
    tags.filter(({ name }) => name === 'astro-island').flatMap(({ attributes }) => [attributes['component-url'] ?? '', attributes['renderer-url'] ?? '']),
  );
  const sum = (files: Iterable<string>) => [...files].reduce((total, file) => total + sizeOf(file), 0);
  return { page: sum(css) + sum(own) + gzipped(inline.join('\n')), islands: sum([...islands].filter((file) => !own.has(file))) };
}

/** Where a link of a page leads: a path of the site and an anchor; null for what leaves the site or is the runner's. */
export function targetOf(page: BuiltPage, href: string): { path: string; anchor: string } | null {
  const url = new URL(href, `http://site.invalid${page.path}`);
  if (url.host !== 'site.invalid' || url.pathname.startsWith('/api/')) return null;
  return { path: decodeURIComponent(url.pathname), anchor: decodeURIComponent(url.hash.slice(1)) };
}

export const isFile = (path: string): boolean => !relative(dist, join(dist, path)).startsWith('..') && existsSync(join(dist, path));
