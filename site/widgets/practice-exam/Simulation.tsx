import { useState } from 'preact/hooks';
import type { Language } from '../../../lab-runner/contract/text.ts';
import { writeAddress } from '../address.ts';
import { figure } from '../shared/numbers.ts';
import type { ExamId } from './blueprint.ts';
import { judgeShare, type ShareReport, simulate } from './exam.ts';
import { type Estimate, type Item, interval } from './model.ts';
import { words } from './words.ts';

interface Props {
  language: Language;
  exam: ExamId;
  length: number;
  seed: number;
  initial: string;
  /** Fetches the bank; null when that failed. */
  bank: () => Promise<Item[] | null>;
}

/** An invented candidate sits the same examination: how the estimate settles, and how often it does not. */
export default function Simulation({ language, exam, length, seed, initial, bank }: Props) {
  const w = words[language];
  const [typed, setTyped] = useState(initial);
  const [run, setRun] = useState<{ path: Estimate[]; truth: number; mark: ShareReport } | null>(null);
  const [failed, setFailed] = useState(false);
  const ability = Number(typed.replace('−', '-'));
  const bad = typed.trim() === '' || !(ability >= -3 && ability <= 3);
  const go = async () => {
    const items = await bank();
    setFailed(items === null);
    if (!items) return;
    const path = simulate(items, exam, ability, length, seed);
    setRun({ path, truth: ability, mark: judgeShare(items, exam, path.at(-1) as Estimate) });
  };
  const last = run?.path.at(-1);
  const n = (value: number) => figure(value, language, 2);
  const per = (value: number) => `${Math.round(value * 100)} %`;
  return (
    <details class="pe-simulation">
      <summary>{w.simulate}</summary>
      <label class="number-field">
        <span>{w.simulateWhat}</span>
        <span class="number-input">
          <input
            type="text"
            inputMode="decimal"
            value={typed}
            aria-invalid={bad}
            onInput={(event) => {
              setTyped(event.currentTarget.value);
              writeAddress({ theta: event.currentTarget.value === '0.5' ? null : event.currentTarget.value.slice(0, 10) });
            }}
          />
          <button type="button" disabled={bad} onClick={() => void go()}>
            {w.simulateGo}
          </button>
        </span>
        {bad && <span class="number-problem">{w.thetaProblem(typed)}</span>}
      </label>
      <div role="status">
        {failed && <p class="bad">{w.failed}</p>}
        {run && last && (
          <p>
            {w.simulated(run.path.length - 1, n(last.theta), n(last.se), n(run.truth), interval(last)[0] <= run.truth && run.truth <= interval(last)[1])}{' '}
            {w.simulatedMark(per(run.mark.share.middle), per(run.mark.share.low), per(run.mark.share.high))} {w.verdicts[run.mark.verdict]}
          </p>
        )}
      </div>
      {run && <Chart path={run.path} truth={run.truth} language={language} />}
    </details>
  );
}

function Chart({ path, truth, language }: { path: Estimate[]; truth: number; language: Language }) {
  const w = words[language];
  const x = (i: number) => 40 + (i / (path.length - 1)) * 500;
  const y = (theta: number) => 100 - Math.max(-3, Math.min(3, theta)) * 30;
  const line = path.map((e, i) => `${x(i)},${y(e.theta)}`).join(' ');
  const band = [...path.map((e, i) => `${x(i)},${y(interval(e)[1])}`), ...path.map((e, i) => `${x(i)},${y(interval(e)[0])}`).toReversed()].join(' ');
  return (
    <div class="pe-scroll">
      <svg viewBox="0 0 600 220" class="pe-chart" role="img" aria-label={w.chart}>
        {[-2, 0, 2].map((theta) => (
          <g key={theta}>
            <path class="pe-grid" d={`M40 ${y(theta)} H540`} />
            <text x={32} y={y(theta) + 5} text-anchor="end">
              {theta}
            </text>
          </g>
        ))}
        <polygon class="pe-band" points={band} />
        <polyline class="curve-0" fill="none" points={line} />
        <path class="pe-truth" d={`M40 ${y(truth)} H540`} />
        <text x={546} y={y(truth) + 5}>
          {w.truth}
        </text>
        <text x={540} y={214} text-anchor="end">
          {path.length - 1} {w.items}
        </text>
      </svg>
    </div>
  );
}
