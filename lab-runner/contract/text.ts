import { z } from 'zod';

/** The two languages of the course. English is the root locale, `zh-cn` is Simplified Chinese. */
export const languages = ['en', 'zh-cn'] as const;
export type Language = (typeof languages)[number];

/** A text in every language of the course: a missing translation is a type error. */
export const localizedText = z.strictObject({ en: z.string().min(1), 'zh-cn': z.string().min(1) });
export type LocalizedText = z.infer<typeof localizedText>;

/** Something that needs no translation (a line of a protocol, a path with its size), or a text in both languages. */
export const anyText = z.union([z.string(), localizedText]);
export type AnyText = z.infer<typeof anyText>;

export function inLanguage(text: AnyText, language: Language): string {
  return typeof text === 'string' ? text : text[language];
}

/** `mx`, `store`, `first-mta`: lower-case letters, digits and hyphens, starting with a letter. */
export const slug = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'expected lower-case words joined by hyphens, such as "first-mta"');
