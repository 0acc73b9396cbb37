import { useEffect, useState } from 'preact/hooks';
import type { Language } from '../../../lab-runner/contract/text.ts';
import { readAddress, writeAddress } from '../address.ts';
import { figure, type NumberField, readNumber } from '../shared/numbers.ts';
import { ClaimChecker } from './ClaimChecker.tsx';
import { type Assumption, assumptions, bands, disordered, type ResultName, results, type Scenario, tornado } from './model.ts';
import { RangePlot } from './RangePlot.tsx';
import { assumptionNames, words } from './words.ts';
import '../shared/numbers.css';
import './outlook.css';

const levels = ['low', 'base', 'high'] as const;
type Level = (typeof levels)[number];
type Texts = Record<Assumption, Record<Level, string>>;

const texts = (low: string, base: string, high: string) => ({ low, base, high });
/** A city of the reader's imagination: to be replaced, not believed. */
const begin: Texts = {
  seats: texts('90000', '100000', '110000'),
  growth: texts('-1', '2', '5'),
  cloud: texts('45', '55', '65'),
  shift: texts('0', '3', '6'),
  ownPrice: texts('250', '350', '500'),
  cloudPrice: texts('300', '400', '550'),
  seatsPerAdmin: texts('400', '600', '900'),
  cloudSeatsPerAdmin: texts('1500', '2500', '4000'),
};
const limits: Record<Assumption, readonly [number, number]> = {
  seats: [1, 1e10],
  growth: [-50, 100],
  cloud: [0, 100],
  shift: [-100, 100],
  ownPrice: [0, 1e6],
  cloudPrice: [0, 1e6],
  seatsPerAdmin: [1, 1e7],
  cloudSeatsPerAdmin: [1, 1e7],
};
const fieldOf = (id: string, [min, max]: readonly [number, number], whole = false): NumberField => ({
  id,
  label: { en: '', 'zh-cn': '' },
  unit: { en: '', 'zh-cn': '' },
  initial: 0,
  min,
  max,
  whole,
});
const write = (one: Record<Level, string>): string => levels.map((level) => one[level]).join('~');
function read(text: string): Record<Level, string> | null {
  const parts = text.split('~');
  return parts.length === 3 && parts.every((part) => part.length <= 14) ? texts(...(parts as [string, string, string])) : null;
}

interface Props {
  language: Language;
}

/** A forecast with its range, and which of its assumptions it hangs on; below, what a claim may be used for. */
export default function Outlook({ language }: Props) {
  const w = words[language];
  const [typed, setTyped] = useState(begin);
  const [years, setYears] = useState('8');
  const [result, setResult] = useState<ResultName>('admins');
  useEffect(() => {
    const given = assumptions.flatMap((name) => {
      const one = read(readAddress(`o.${name}`) ?? '');
      return one ? [[name, one] as const] : [];
    });
    if (given.length > 0) setTyped((before) => ({ ...before, ...Object.fromEntries(given) }));
    setYears(readAddress('o.years') ?? '8');
    setResult(results.find((name) => name === readAddress('o.of')) ?? 'admins');
  }, []);
  const change = (name: Assumption, level: Level, text: string) => {
    const one = { ...typed[name], [level]: text };
    setTyped({ ...typed, [name]: one });
    writeAddress({ [`o.${name}`]: write(one) === write(begin[name]) ? null : write(one) });
  };

  const problems: string[] = [];
  const number = (label: string, field: NumberField, text: string): number => {
    const value = readNumber(field, text);
    if ('value' in value) return value.value;
    problems.push(`${label}: ${value.problem[language]}`);
    return Number.NaN;
  };
  const label = (name: Assumption, level: Level) => `${assumptionNames[name][language]}, ${w[level]}`;
  const scenario = Object.fromEntries(
    assumptions.map((name) => [
      name,
      Object.fromEntries(levels.map((level) => [level, number(label(name, level), fieldOf(name, limits[name]), typed[name][level])])),
    ]),
  ) as unknown as Scenario;
  const span = number(w.years, fieldOf('years', [1, 30], true), years);
  if (problems.length === 0) problems.push(...disordered(scenario).map((name) => w.order(assumptionNames[name][language])));
  const list = problems.length === 0 ? bands(scenario, result, span, 1000) : [];
  const bars = problems.length === 0 ? tornado(scenario, result, span) : [];
  const last = list.at(-1);
  const now = list[0];
  const n = (value: number) => figure(value, language);

  return (
    <div class="figures outlook">
      <h4>{w.assumptions}</h4>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <td />
              {levels.map((level) => (
                <th key={level} scope="col">
                  {w[level]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {assumptions.map((name) => (
              <tr key={name}>
                <th scope="row">{assumptionNames[name][language]}</th>
                {levels.map((level) => (
                  <td key={level}>
                    <input
                      type="text"
                      inputMode="decimal"
                      autocomplete="off"
                      aria-label={label(name, level)}
                      aria-invalid={'problem' in readNumber(fieldOf(name, limits[name]), typed[name][level])}
                      value={typed[name][level]}
                      onInput={(event) => change(name, level, event.currentTarget.value)}
                    />
                  </td>
                ))}
              </tr>
            ))}
            <tr>
              <th scope="row">{w.years}</th>
              <td colSpan={3}>
                <input
                  type="text"
                  inputMode="numeric"
                  autocomplete="off"
                  aria-label={w.years}
                  value={years}
                  onInput={(event) => {
                    setYears(event.currentTarget.value);
                    writeAddress({ 'o.years': event.currentTarget.value === '8' ? null : event.currentTarget.value });
                  }}
                />
              </td>
            </tr>
          </tbody>
        </table>
      </div>
      <p>
        <label>
          {w.result}{' '}
          <select
            value={result}
            onChange={(event) => {
              const name = event.currentTarget.value as ResultName;
              setResult(name);
              writeAddress({ 'o.of': name === 'admins' ? null : name });
            }}
          >
            {results.map((name) => (
              <option key={name} value={name}>
                {w.results[name]}
              </option>
            ))}
          </select>
        </label>
      </p>
      <div role="status">
        {last && now ? (
          <>
            <p>{w.sentence(n(now.base), n(last.p10), n(last.p50), n(last.p90), last.year)}</p>
            <p>
              <strong>{w.direction[last.p10 > now.base ? 'up' : last.p90 < now.base ? 'down' : 'open']}</strong>{' '}
              {bars[0] && w.biggest(assumptionNames[bars[0].assumption][language])}
            </p>
          </>
        ) : (
          <>
            {problems.map((problem) => (
              <p key={problem} class="bad">
                {problem}
              </p>
            ))}
            <p>{w.broken}</p>
          </>
        )}
      </div>
      <RangePlot list={list} language={language} />
      {last && <Tornado bars={bars} base={last.base} language={language} />}
      <ClaimChecker language={language} />
    </div>
  );
}

function Tornado({ bars, base, language }: { bars: ReturnType<typeof tornado>; base: number; language: Language }) {
  const w = words[language];
  const ends = bars.flatMap((bar) => [bar.atLow, bar.atHigh]);
  const [from, to] = [Math.min(base, ...ends), Math.max(base, ...ends)];
  const x = (value: number) => (to === from ? 50 : ((value - from) / (to - from)) * 100);
  const n = (value: number) => figure(value, language);
  return (
    <>
      <h4>{w.tornado}</h4>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <td />
              <td class="tornado" />
              <th scope="col">{w.atLow}</th>
              <th scope="col">{w.atHigh}</th>
              <th scope="col">{w.swing}</th>
            </tr>
          </thead>
          <tbody>
            {bars.map((bar) => (
              <tr key={bar.assumption}>
                <th scope="row">{assumptionNames[bar.assumption][language]}</th>
                <td class="tornado">
                  <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                    <rect x={x(Math.min(bar.atLow, bar.atHigh))} y={1} width={Math.max(0.5, Math.abs(x(bar.atHigh) - x(bar.atLow)))} height={8} />
                    <line x1={x(base)} x2={x(base)} y1={0} y2={10} />
                  </svg>
                </td>
                <td>{n(bar.atLow)}</td>
                <td>{n(bar.atHigh)}</td>
                <td>{n(bar.swing)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
