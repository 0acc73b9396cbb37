import type { LocalizedText } from '../../lab-runner/contract/text.ts';

/** Minutes until `iso`, to the nearest, never negative; null without a date. */
export function minutesLeft(iso: string | null, now: number): number | null {
  return iso === null ? null : Math.max(0, Math.round((Date.parse(iso) - now) / 60_000));
}

/** "1 h 42 min" */
export function minutesText(minutes: number): LocalizedText {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return { en: `${rest} min`, 'zh-cn': `${rest} 分钟` };
  return { en: `${hours} h ${rest} min`, 'zh-cn': `${hours} 小时 ${rest} 分` };
}

/** When the page itself begins to warn: minutes before the hosts are put to sleep. */
export const warnFrom = 5;
