import type { LocalizedText } from '../../../lab-runner/contract/text.ts';

export const sectors = ['office', 'government', 'health', 'commerce'] as const;
export type Sector = (typeof sectors)[number];
export const places = ['cn', 'eu', 'us', 'ca'] as const;
export type Place = (typeof places)[number];
export const families = ['transport', 'access', 'records', 'sending', 'people'] as const;
export type Family = (typeof families)[number];

/** Why a control is asked for: a law binds, a standard is asked for by contract or auditor, a receiver refuses mail without it, practice is our advice. */
export type Force = 'law' | 'standard' | 'receiver' | 'practice';

export interface Reason {
  text: LocalizedText;
  force: Force;
  /** Where it holds; everywhere when left out. */
  place?: Place;
  /** Whom it binds; everybody when left out. */
  sector?: Sector;
}

export interface Situation {
  sector: Sector;
  where: ReadonlySet<Place>;
  /** Advertising is sent. */
  marketing: boolean;
  /** Sensitive content leaves for other organisations. */
  sensitive: boolean;
  /** Somebody else hosts, filters or archives. */
  hosted: boolean;
  /** Messages a day to the accounts of one large receiver. */
  perDay: number;
}

export interface Control {
  id: string;
  family: Family;
  does: LocalizedText;
  /** The setting or the command that shows it. */
  shown: LocalizedText;
  when: (s: Situation) => boolean;
  reasons: readonly Reason[];
}

export interface Asked {
  control: Control;
  /** Those that hold in this situation; never empty. */
  reasons: Reason[];
  /** The strongest of them. */
  force: Force;
}

const rank: readonly Force[] = ['law', 'standard', 'receiver', 'practice'];

/** The controls for a situation, with those of their reasons that hold there; a control without one is left out. */
export function ask(controls: readonly Control[], situation: Situation): Asked[] {
  return controls.flatMap((control) => {
    if (!control.when(situation)) return [];
    const reasons = control.reasons.filter(
      ({ place, sector }) => (place === undefined || situation.where.has(place)) && (sector === undefined || sector === situation.sector),
    );
    const force = rank.find((one) => reasons.some((reason) => reason.force === one));
    return force ? [{ control, reasons: reasons.toSorted((a, b) => rank.indexOf(a.force) - rank.indexOf(b.force)), force }] : [];
  });
}

export function counts(asked: readonly Asked[]): Record<Force, number> {
  const count = (force: Force) => asked.filter((one) => one.force === force).length;
  return { law: count('law'), standard: count('standard'), receiver: count('receiver'), practice: count('practice') };
}

export interface PolicyWords {
  title: string;
  scope: string;
  shown: string;
  because: string;
  families: Record<Family, string>;
  force: Record<Force, string>;
  sign: string;
}

/** The controls as a text to be signed: numbered, each with what shows it and why. */
export function policy(asked: readonly Asked[], words: PolicyWords, language: 'en' | 'zh-cn'): string {
  const join = language === 'en' ? '; ' : '；';
  const lines = [words.title, '', words.scope];
  let n = 0;
  for (const family of families) {
    const own = asked.filter(({ control }) => control.family === family);
    if (own.length === 0) continue;
    lines.push('', `## ${words.families[family]}`);
    for (const { control, reasons, force } of own) {
      n += 1;
      lines.push(
        '',
        `${n}. ${control.does[language]}`,
        `   ${words.shown} ${control.shown[language]}`,
        `   ${words.because} ${reasons.map(({ text }) => text[language]).join(join)} [${words.force[force]}]`,
      );
    }
  }
  return `${[...lines, '', words.sign].join('\n')}\n`;
}
