import type { LocalizedText } from '../../../lab-runner/contract/text.ts';

/** One number that a reader may set. */
export interface NumberField {
  /** Also its name in the page's address. */
  id: string;
  label: LocalizedText;
  /** Behind the field: GiB, %, hours. */
  unit: LocalizedText;
  initial: number;
  min: number;
  max: number;
  whole?: boolean;
}

export type ReadNumber = { value: number } | { problem: LocalizedText };

/** What was typed, as a number within the field's limits, or what was expected and what was found. */
export function readNumber(field: NumberField, typed: string): ReadNumber {
  const text = typed.trim();
  const found = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  const range = `${field.min}…${field.max}`;
  const expected = field.whole ? { en: 'a whole number', 'zh-cn': '整数' } : { en: 'a number', 'zh-cn': '数字' };
  if (!/^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(text))
    return {
      problem: {
        en: `Expected ${expected.en} (${range}), found ${text === '' ? 'nothing' : `“${found}”`}.`,
        'zh-cn': `这里要填${expected['zh-cn']}（${range}），现在${text === '' ? '是空的' : `是“${found}”`}。`,
      },
    };
  const value = Number(text);
  if (value < field.min || value > field.max || (field.whole && !Number.isInteger(value)))
    return {
      problem: {
        en: `Expected ${expected.en} from ${field.min} to ${field.max}, found ${found}.`,
        'zh-cn': `这里要填 ${field.min} 到 ${field.max} 之间的${expected['zh-cn']}，现在是 ${found}。`,
      },
    };
  return { value };
}

/** A figure for people: three significant digits, grouped, ∞ for what has no end. */
export function figure(value: number, language: 'en' | 'zh-cn', digits = 3): string {
  if (value === Number.POSITIVE_INFINITY) return '∞';
  return value.toLocaleString(
    language === 'en' ? 'en' : 'zh-CN',
    Math.abs(value) >= 1000 ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: digits },
  );
}
