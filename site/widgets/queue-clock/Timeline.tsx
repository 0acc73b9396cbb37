import type { Language } from '../../../lab-runner/contract/text.ts';
import { type Schedule, showTime } from './model.ts';
import { words } from './words.ts';

interface Props {
  result: Schedule;
  acceptsAt: number | null;
  language: Language;
}
const width = 640;
/** Ages from a minute to weeks on one line: logarithmic, as the waits double. */
const place = (age: number, end: number): number => 20 + (Math.log10(1 + age / 60) / Math.log10(1 + Math.max(end, 600) / 60)) * (width - 40);

/** The tries as a line in time. The table below says the same in numbers. */
export function Timeline({ result, acceptsAt, language }: Props) {
  const w = words[language];
  const end = Math.max(result.end.at, acceptsAt ?? 0);
  const marks = [300, 3600, 14_400, 86_400, 432_000, 1_209_600].filter((age) => age < end * 1.02);
  const percent = (age: number) => `${((place(age, end) / width) * 100).toFixed(2)}%`;
  return (
    <div class="qc-line" role="img" aria-label={w.picture(result.tries.length, showTime(result.end.at))}>
      <svg viewBox={`0 0 ${width} 48`} preserveAspectRatio="none" aria-hidden="true">
        {acceptsAt !== null && acceptsAt <= end && (
          <rect class="qc-open" x={place(acceptsAt, end)} y="8" width={Math.max(2, width - 20 - place(acceptsAt, end))} height="34" />
        )}
        <path class="qc-axis" d={`M20 42 H${width - 20}`} />
        {marks.map((age) => (
          <path key={age} class="qc-axis" d={`M${place(age, end)} 42 V48`} />
        ))}
        {result.tries.map((one) => (
          <path key={one.at} class={`qc-try ${one.result}`} d={`M${place(one.at, end)} ${one.result === 'failed' ? 20 : 10} V42`} />
        ))}
      </svg>
      {marks.map((age) => (
        <span key={age} style={{ left: percent(age) }}>
          {showTime(age)}
        </span>
      ))}
    </div>
  );
}
