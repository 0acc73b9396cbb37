import { lowIsBad, type Page } from './model.ts';
import { type Month, type Signal, signals } from './series.ts';

/** As the rule's threshold may lie outside of what was measured, the scale holds both. */
const tops: Record<Signal, number> = { roundTrip: 600, delay: 60, length: 9000, intake: 60, disk: 100, cpu: 100, cert: 90 };
const width = 720;
const columns = 360;

interface Props {
  month: Month;
  signal: Signal;
  threshold: number | null;
  pages: readonly Page[];
  label: string;
}

/** One signal, as its worst value in each two hours, with incidents, threshold and pages. Small values need the eye as well: the scale is a root. */
export function Chart({ month, signal, threshold, pages, label }: Props) {
  const values = month.values[signal];
  const size = values.length / columns;
  const worst = lowIsBad.includes(signal) ? Math.min : Math.max;
  const top = tops[signal];
  const y = (value: number) => 100 - Math.sqrt(Math.min(value, top) / top) * 94;
  const x = (i: number) => (i / values.length) * width;
  const points = Array.from({ length: columns }, (_, c) => `${(c / columns) * width},${y(worst(...values.slice(c * size, (c + 1) * size))).toFixed(1)}`);
  return (
    <svg class="curves" viewBox={`0 0 ${width} 120`} role="img" aria-label={label} preserveAspectRatio="none">
      {month.incidents.map((incident) => (
        <rect key={incident.id} class="band" x={x(incident.from)} y={0} width={Math.max(3, x(incident.until - incident.from))} height={104} />
      ))}
      <polyline class={`curve-0 of-${signals.indexOf(signal)}`} fill="none" points={points.join(' ')} />
      {threshold !== null && <line class="threshold" x1={0} x2={width} y1={y(threshold)} y2={y(threshold)} />}
      {pages.map((page) =>
        page.incident ? (
          <path key={page.at} class="right" d={`M ${x(page.at) - 4} 118 l 4 -9 l 4 9 z`} />
        ) : (
          <path key={page.at} class="wrong" d={`M ${x(page.at) - 3} 110 l 6 7 m 0 -7 l -6 7`} />
        ),
      )}
    </svg>
  );
}
