import type { GlossaryEntry } from '../glossary/entry.ts';
import type { Language } from './language.ts';

const files = import.meta.glob<readonly GlossaryEntry[]>(['../glossary/*.ts', '!../glossary/entry.ts'], { eager: true, import: 'default' });

/** Every term of `site/glossary/`. */
export const glossary: readonly GlossaryEntry[] = Object.values(files).flat();

/** Throws for an id that no file of `site/glossary/` has: the build names it. */
export function termOf(id: string): GlossaryEntry {
  const found = glossary.find((e) => e.id === id);
  if (found) return found;
  throw new Error(`<Term id="${id}">: expected the id of an entry in site/glossary/, found none with this name.`);
}

/** In the alphabet of the language: Pinyin for Chinese. */
export function sorted(language: Language): GlossaryEntry[] {
  const collator = new Intl.Collator(language === 'zh-cn' ? 'zh-Hans-CN-u-co-pinyin' : 'en', { sensitivity: 'base' });
  return glossary.toSorted((a, b) => collator.compare(a.term[language], b.term[language]));
}
