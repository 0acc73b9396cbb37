import type { LocalizedText } from '../../lab-runner/contract/text.ts';

/** One term of the course, in both languages. */
export interface GlossaryEntry {
  /** Stable: addresses and hover definitions use it. */
  id: string;
  term: LocalizedText;
  /** One or two sentences. */
  means: LocalizedText;
  /** Where it is defined: `RFC 5321 §2.3.10`; '' for a word of the trade. */
  source: string;
  /** Other Chinese forms that our texts do not use for it; a test looks for them. */
  avoid: readonly string[];
}

export function entry(id: string, en: string, zh: string, meansEn: string, meansZh: string, source = '', avoid: readonly string[] = []): GlossaryEntry {
  return { id, term: { en, 'zh-cn': zh }, means: { en: meansEn, 'zh-cn': meansZh }, source, avoid };
}
