import { useEffect, useState } from 'preact/hooks';
import type { Language } from '../../../lab-runner/contract/text.ts';
import { readAddress, writeAddress } from '../address.ts';
import { figure, type NumberField } from '../shared/numbers.ts';
import { useNumbers } from '../shared/useNumbers.tsx';
import { rounds } from './feedback.ts';
import { activeFullAfter, apart, type Share, shared, type Traffic } from './pools.ts';
import { recordedWindows } from './recorded.ts';
import { words } from './words.ts';

const f = <Id extends string>(id: Id, en: string, zh: string, unitEn: string, unitZh: string, initial: number, min: number, max: number, whole = false) => ({
  id,
  label: { en, 'zh-cn': zh },
  unit: { en: unitEn, 'zh-cn': unitZh },
  initial,
  min,
  max,
  whole,
});
const trafficFields = [
  f('fast', 'Mail to quick destinations', '发往快速目的地', 'a minute', '封/分钟', 600, 0, 1_000_000),
  f('fasts', 'One delivery there takes', '每次投递用时', 's', '秒', 0.5, 0.001, 3600),
  f('slow', 'Mail to the slow provider', '发往慢速服务商', 'a minute', '封/分钟', 780, 0, 1_000_000),
  f('slows', 'One delivery there takes', '每次投递用时', 's', '秒', 10, 0.001, 3600),
  f('domains', 'Domains at that provider', '该服务商的域数', '', '个', 6, 1, 1000, true),
  f('limit', 'Concurrency limit a domain', '每域并发上限', '', '', 20, 1, 1000, true),
  f('procs', 'Delivery processes', '投递进程数', '', '个', 100, 1, 2000, true),
  f('own', 'Of the slow transport', '慢速传输的进程数', '', '个', 20, 1, 2000, true),
] as const satisfies readonly NumberField[];
const windowFields = [
  f('init', 'initial_destination_concurrency', 'initial_destination_concurrency', '', '', 5, 1, 100, true),
  f('top', 'smtp_destination_concurrency_limit', 'smtp_destination_concurrency_limit', '', '', 20, 1, 1000, true),
  f('cohort', '…_failed_cohort_limit', '…_failed_cohort_limit', '', '', 1, 0, 100, true),
  f('fail', 'Connections that fail', '连接失败', '%', '%', 0, 0, 100),
] as const satisfies readonly NumberField[];

interface Props {
  language: Language;
}

/** Two kinds of mail and their delivery processes; and the window by which Postfix feels its way with one destination. */
export default function Queueing({ language }: Props) {
  const w = words[language];
  const traffic = useNumbers(trafficFields, language);
  const settings = useNumbers(windowFields, language);
  const [own, setOwn] = useState(false);
  useEffect(() => setOwn(readAddress('plan') === 'apart'), []);
  const choose = (value: boolean) => {
    setOwn(value);
    writeAddress({ plan: value ? 'apart' : null });
  };
  const n = (value: number) => figure(value, language);
  const v = traffic.values;
  const t: Traffic | null = v && {
    fastArrivals: v.fast / 60,
    fastSeconds: v.fasts,
    slowArrivals: v.slow / 60,
    slowSeconds: v.slows,
    processes: v.procs,
    slowDomains: v.domains,
    concurrencyLimit: v.limit,
  };
  const outcomeOf = (traffic: Traffic) => (own ? apart(traffic, v?.own ?? 1) : shared(traffic));
  const outcome = t && outcomeOf(t);
  const full = outcome ? activeFullAfter(outcome) : Infinity;
  const s = settings.values;
  const at = (atOnce: boolean) => s && rounds({ initial: s.init, limit: s.top, cohortLimit: s.cohort }, 8, s.fail / 100, atOnce);
  const result = at(false);
  const burst = at(true);
  const row = (label: string, part: Share) => (
    <tr key={label}>
      <th scope="row">{label}</th>
      <td class={part.utilization >= 1 ? 'bad' : undefined}>
        {part.utilization >= 1 ? '✗ ' : ''}
        {n(part.utilization * 100)} %
      </td>
      <td>{Number.isFinite(part.wait) ? `${n(part.wait)} ${w.s}` : w.never}</td>
      <td>{Number.isFinite(part.p95) ? `${n(part.p95)} ${w.s}` : '∞'}</td>
      <td>{Number.isFinite(part.inside) ? n(part.inside) : w.never}</td>
    </tr>
  );

  return (
    <div class="figures">
      <h4>{w.pools}</h4>
      {traffic.inputs}
      <fieldset>
        <legend>{w.plan}</legend>
        {[false, true].map((value) => (
          <label key={String(value)} class="switch">
            <input type="radio" name="queueing-plan" checked={own === value} onChange={() => choose(value)} /> {value ? w.apart : w.shared}
          </label>
        ))}
      </fieldset>
      <div role="status">
        {t && outcome ? (
          <>
            <p>{w.holds(n(outcome.slowCap), n(own ? (v?.own ?? 0) : t.processes))}</p>
            <div class="scroll">
              <table>
                <thead>
                  <tr>
                    {[w.kind, w.load, w.wait, w.p95, w.inside].map((head) => (
                      <th key={head} scope="col">
                        {head}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {row(w.fast, outcome.fast)}
                  {row(w.slow, outcome.slow)}
                </tbody>
              </table>
            </div>
            <p class={Number.isFinite(full) ? 'bad' : 'good'}>
              {Number.isFinite(full) ? `✗ ${w.full(full < 7200 ? `${n(full / 60)} ${w.minutes}` : `${n(full / 3600)} ${w.hours}`)}` : `✓ ${w.keeps}`}
            </p>
          </>
        ) : (
          <p>{w.broken}</p>
        )}
      </div>
      {t && outcome && (
        <WaitCurve traffic={t} waitAt={(rate) => outcomeOf({ ...t, fastArrivals: rate }).fast.wait} free={own ? t.processes : freeFor(t)} language={language} />
      )}

      <h4>{w.window}</h4>
      {settings.inputs}
      <div role="status">
        {result && burst ? (
          <>
            <p class={result.windows.at(-1) === 0 ? 'bad' : undefined}>
              {result.windows.at(-1) === 0 ? w.dead(n(result.deliveries)) : w.alive(n(result.deliveries), n(result.windows.at(-1) ?? 0))}
            </p>
            <div class="scroll">
              <table aria-label={w.windowAlt}>
                <thead>
                  <tr>
                    <th scope="col">{w.round}</th>
                    <th scope="col">{w.spread}</th>
                    <th scope="col">{w.atOnce}</th>
                    <th scope="col">{w.recorded}</th>
                  </tr>
                </thead>
                <tbody>
                  {Array.from({ length: Math.max(result.windows.length, burst.windows.length) }, (_, i) => (
                    <tr key={i}>
                      <th scope="row">{i}</th>
                      <td>{result.windows[i] ?? ''}</td>
                      <td>{burst.windows[i] ?? ''}</td>
                      <td>{recordedWindows[i] ?? ''}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </>
        ) : (
          <p>{w.broken}</p>
        )}
      </div>
    </div>
  );
}

/** Processes that the slow mail leaves to the others when it holds all it may. */
function freeFor(t: Traffic): number {
  const cap = Math.min(t.slowDomains * t.concurrencyLimit, t.processes);
  return t.processes - Math.min(t.slowArrivals * t.slowSeconds, cap);
}

function WaitCurve(props: { traffic: Traffic; waitAt: (rate: number) => number; free: number; language: Language }) {
  const w = words[props.language];
  const capacity = props.free / props.traffic.fastSeconds;
  if (capacity <= 0) return <p class="bad">{w.curveNone}</p>;
  const points = Array.from({ length: 60 }, (_, i) => ((i + 0.5) / 60) * capacity).map((rate) => ({ rate, wait: props.waitAt(rate) }));
  // The steep end would flatten the rest: four delivery times fill the height.
  const top = props.traffic.fastSeconds * 4;
  const x = (rate: number) => 10 + (rate / capacity) * 380;
  const y = (wait: number) => 110 - (Math.min(wait, top) / top) * 100;
  const here = Math.min(props.traffic.fastArrivals, capacity);
  return (
    <figure>
      <figcaption>
        {w.curve} (0…{figure(top, props.language)} {w.s}; 0…{figure(capacity, props.language)} {w.perSecond})
      </figcaption>
      <svg class="curves" viewBox="0 0 400 120" role="img" aria-label={w.curveAlt(figure(capacity, props.language))}>
        <polyline class="curve-0" fill="none" points={points.map((p) => `${x(p.rate).toFixed(1)},${y(p.wait).toFixed(1)}`).join(' ')} />
        <polyline class="curve-1" fill="none" points={`${x(here)},10 ${x(here)},110`} />
      </svg>
    </figure>
  );
}
