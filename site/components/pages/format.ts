import type { Language } from '../../../lab-runner/contract/text.ts';

/** "3 min", "2 h 5 min", "4 d": how long ago `iso` was, seen from `now` (milliseconds). A clock behind gives 0. */
export function age(iso: string, now: number, language: Language): string {
  const minutes = Math.max(0, Math.floor((now - Date.parse(iso)) / 60_000));
  const zh = language === 'zh-cn';
  if (Number.isNaN(minutes)) return '—';
  if (minutes < 60) return zh ? `${minutes} 分钟` : `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return zh ? `${hours} 小时 ${minutes % 60} 分` : `${hours} h ${minutes % 60} min`;
  return zh ? `${Math.floor(hours / 24)} 天` : `${Math.floor(hours / 24)} d`;
}

/** Bytes in MiB, as the limits are given. */
export function mebibytes(bytes: number | null): string {
  return bytes === null ? '—' : `${Math.round(bytes / 1_048_576)} MiB`;
}

/** Day and minute in the reader's time zone. */
export function when(iso: string, language: Language): string {
  return new Date(iso).toLocaleString(language === 'en' ? 'en-GB' : 'zh-CN', { dateStyle: 'medium', timeStyle: 'short' });
}
