import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Language } from '../../../lab-runner/contract/text.ts';
import { readAddress, writeAddress } from '../address.ts';
import { figure, type NumberField, readNumber } from '../shared/numbers.ts';
import { Chart } from './Chart.tsx';
import { judge, type Rule } from './model.ts';
import { makeMonth, type Signal, signals, stepMinutes } from './series.ts';
import { names, words } from './words.ts';
import '../shared/numbers.css';
import './alert-tuner.css';

/** What is typed for one signal; kept in the address as `a.cpu=80~0`, and with `-` before it while it is off. */
interface Typed {
  on: boolean;
  threshold: string;
  held: string;
}
const begin: Record<Signal, Typed> = {
  roundTrip: { on: false, threshold: '300', held: '0' },
  delay: { on: false, threshold: '1', held: '0' },
  length: { on: true, threshold: '300', held: '0' },
  intake: { on: false, threshold: '1', held: '0' },
  disk: { on: true, threshold: '75', held: '0' },
  cpu: { on: true, threshold: '80', held: '0' },
  cert: { on: false, threshold: '3', held: '0' },
};
const write = (typed: Typed): string => `${typed.on ? '' : '-'}${typed.threshold}~${typed.held}`;
function read(text: string): Typed | null {
  const match = /^(-?)([^~]{0,12})~([^~]{0,12})$/.exec(text);
  return match && { on: match[1] === '', threshold: match[2] as string, held: match[3] as string };
}
const field = (id: string, max: number): NumberField => ({ id, label: { en: '', 'zh-cn': '' }, unit: { en: '', 'zh-cn': '' }, initial: 0, min: 0, max });

interface Props {
  language: Language;
}

/** Thirty days, seven incidents, and rules that call somebody: how often rightly, how often in vain. */
export default function AlertTuner({ language }: Props) {
  const w = words[language];
  const month = useMemo(() => makeMonth(), []);
  const [typed, setTyped] = useState(begin);
  const [shown, setShown] = useState<Signal>('length');
  useEffect(() => {
    const given = signals.flatMap((signal) => {
      const rule = read(readAddress(`a.${signal}`) ?? '');
      return rule ? [[signal, rule] as const] : [];
    });
    if (given.length > 0) setTyped((before) => ({ ...before, ...Object.fromEntries(given) }));
  }, []);
  const change = (signal: Signal, part: Partial<Typed>) => {
    const rule = { ...typed[signal], ...part };
    setTyped({ ...typed, [signal]: rule });
    writeAddress({ [`a.${signal}`]: write(rule) === write(begin[signal]) ? null : write(rule) });
  };
  const problems: string[] = [];
  const number = (of: NumberField, text: string): number | null => {
    const result = readNumber(of, text);
    if ('value' in result) return result.value;
    problems.push(result.problem[language]);
    return null;
  };
  const rules = signals.flatMap((signal): Rule[] => {
    const { on, threshold, held } = typed[signal];
    if (!on) return [];
    const level = number(field(`t-${signal}`, 1_000_000), threshold);
    const minutes = number(field(`h-${signal}`, 1440), held);
    return level === null || minutes === null ? [] : [{ signal, threshold: level, forMinutes: minutes }];
  });
  const verdict = problems.length === 0 ? judge(month, rules) : null;
  const clock = (sample: number) => {
    const minutes = (sample * stepMinutes) % 1440;
    return w.when(
      Math.floor((sample * stepMinutes) / 1440) + 1,
      `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`,
    );
  };
  const wrong = verdict?.pages.filter((page) => page.incident === null) ?? [];
  const done = verdict !== null && verdict.recall === 1 && (verdict.precision ?? 0) >= 0.9 && verdict.pagesPerWeek <= 2.5;

  return (
    <div class="figures alert-tuner">
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">{w.rule}</th>
              <th scope="col">{w.threshold}</th>
              <th scope="col">
                {w.held} ({w.minutes})
              </th>
            </tr>
          </thead>
          <tbody>
            {signals.map((signal) => (
              <tr key={signal} class={typed[signal].on ? undefined : 'off'}>
                <th scope="row">
                  <label>
                    <input
                      type="checkbox"
                      aria-label={w.alarm(w.signals[signal])}
                      checked={typed[signal].on}
                      onChange={(event) => change(signal, { on: event.currentTarget.checked })}
                    />{' '}
                    {w.signals[signal]}
                  </label>
                </th>
                {(['threshold', 'held'] as const).map((part) => (
                  <td key={part}>
                    <input
                      type="text"
                      inputMode="decimal"
                      autocomplete="off"
                      disabled={!typed[signal].on}
                      aria-label={`${w.signals[signal]}: ${part === 'held' ? `${w.held} (${w.minutes})` : w.threshold}`}
                      aria-invalid={typed[signal].on && 'problem' in readNumber(field('', part === 'held' ? 1440 : 1_000_000), typed[signal][part])}
                      value={typed[signal][part]}
                      onInput={(event) => change(signal, { [part]: event.currentTarget.value })}
                      onFocus={() => setShown(signal)}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p>
        <label>
          {w.chart}{' '}
          <select value={shown} onChange={(event) => setShown(event.currentTarget.value as Signal)}>
            {signals.map((signal) => (
              <option key={signal} value={signal}>
                {names[signal][language]}
              </option>
            ))}
          </select>
        </label>
      </p>
      <Chart
        month={month}
        signal={shown}
        threshold={rules.find((rule) => rule.signal === shown)?.threshold ?? null}
        pages={verdict?.pages ?? []}
        label={w.chartAlt(w.signals[shown], verdict ? `${w.falseAlarms}: ${wrong.length}.` : '')}
      />
      <p class="aside">{w.legend}</p>
      <div role="status">
        {verdict ? (
          <>
            <dl>
              <div>
                <dt>{w.precision}</dt>
                <dd class={(verdict.precision ?? 0) >= 0.9 ? 'good' : 'bad'}>
                  {verdict.precision === null ? w.noPages : figure(verdict.precision, language, 2)}
                </dd>
              </div>
              <div>
                <dt>{w.recall}</dt>
                <dd class={verdict.recall === 1 ? 'good' : 'bad'}>
                  {Math.round(verdict.recall * month.incidents.length)} / {month.incidents.length}
                </dd>
              </div>
              <div>
                <dt>{w.week}</dt>
                <dd class={verdict.pagesPerWeek <= 2.5 ? 'good' : 'bad'}>{figure(verdict.pagesPerWeek, language, 2)}</dd>
              </div>
              <div>
                <dt>{w.falseAlarms}</dt>
                <dd>{wrong.length}</dd>
              </div>
            </dl>
            {done && <p class="good">{w.met}</p>}
            <div class="scroll">
              <table>
                <thead>
                  <tr>
                    <th scope="col">{w.incident}</th>
                    <th scope="col">{w.began}</th>
                    <th scope="col">{w.told}</th>
                  </tr>
                </thead>
                <tbody>
                  {month.incidents.map((incident) => {
                    const first = verdict.found[incident.id];
                    return (
                      <tr key={incident.id}>
                        <th scope="row">{w.incidents[incident.id]}</th>
                        <td>{clock(incident.from)}</td>
                        <td class={first ? 'good' : 'bad'}>
                          {first
                            ? `✓ ${first.minutes < 0 ? w.before(-first.minutes) : w.after(first.minutes)}${w.by(names[first.signal][language])}`
                            : w.missed}
                        </td>
                      </tr>
                    );
                  })}
                </tbody>
              </table>
            </div>
            {wrong.length > 0 && (
              <>
                <h4>{w.falseList}</h4>
                <ul>
                  {wrong.slice(0, 6).map((page) => (
                    <li key={page.at}>
                      {clock(page.at)}
                      {w.says(page.signals.map((signal) => names[signal][language]))}
                    </li>
                  ))}
                  {wrong.length > 6 && <li>{w.more(wrong.length - 6)}</li>}
                </ul>
              </>
            )}
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
    </div>
  );
}
