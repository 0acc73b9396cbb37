import type { Language } from '../../../lab-runner/contract/text.ts';
import { figure } from '../shared/numbers.ts';
import type { Band } from './model.ts';
import { words } from './words.ts';

/** The middle 80 of 100 draws, year by year, with median and base. */
export function RangePlot({ list, language }: { list: readonly Band[]; language: Language }) {
  const w = words[language];
  const n = (value: number) => figure(value, language);
  const last = list.at(-1);
  if (!last) return null;
  const top = Math.max(...list.flatMap((band) => [band.p90, band.base])) * 1.05 || 1;
  const x = (year: number) => 50 + (last.year === 0 ? 0 : year / last.year) * 340;
  const y = (value: number) => 140 - (value / top) * 125;
  const at = (year: number, value: number) => `${x(year).toFixed(1)},${y(value).toFixed(1)}`;
  return (
    <figure>
      <figcaption>{w.range(last.year)}</figcaption>
      <svg class="curves" viewBox="0 0 400 160" role="img" aria-label={w.rangeAlt(n(last.p10), n(last.p50), n(last.p90), last.year)}>
        <polygon
          class="band"
          points={[...list.map((band) => at(band.year, band.p90)), ...list.toReversed().map((band) => at(band.year, band.p10))].join(' ')}
        />
        <polyline class="curve-0" fill="none" points={list.map((band) => at(band.year, band.p50)).join(' ')} />
        <polyline class="curve-1" fill="none" points={list.map((band) => at(band.year, band.base)).join(' ')} />
        <text x={46} y={y(top / 1.05) + 4} text-anchor="end">
          {n(top / 1.05)}
        </text>
        <text x={46} y={144} text-anchor="end">
          0
        </text>
        <text x={50} y={156}>
          {w.today}
        </text>
        <text x={390} y={156} text-anchor="end">
          {last.year}
        </text>
      </svg>
      <p class="aside">{w.legend}</p>
    </figure>
  );
}
