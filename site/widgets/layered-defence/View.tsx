import type { Language } from '../../../lab-runner/contract/text.ts';
import { figure } from '../shared/numbers.ts';
import { useUrlState } from '../shared/useUrlState.ts';
import { areaUnderCurve, type Config, roc, type Summary, simulate } from './model.ts';
import { type Kind, morning, profiles } from './stream.ts';
import { words } from './words.ts';
import '../shared/numbers.css';
import '../shared/fields.css';

interface Props {
  language: Language;
}
const messages = morning(2026);
const defaults = { lists: '0', dmarc: '0', greylist: '0', keywords: '0', antivirus: 'off', scanner: '1', junk: '6', refuse: '15', allow: 'off' };
const oneOf = <T extends string>(value: string, allowed: readonly T[], otherwise: T): T => allowed.find((one) => one === value) ?? otherwise;
const between = (value: string, low: number, high: number, otherwise: number): number => {
  const n = Number(value);
  return value.trim() !== '' && Number.isFinite(n) && n >= low && n <= high ? n : otherwise;
};

/** One morning of 200 messages through the layers that the reader switches on. */
export default function LayeredDefence({ language }: Props) {
  const w = words[language];
  const [input, change] = useUrlState('layers', defaults);
  const config: Config = {
    lists: Number(oneOf(input.lists, ['0', '1', '2', '3'], '0')) as Config['lists'],
    dmarc: input.dmarc === '1',
    greylist: input.greylist === '1',
    keywords: input.keywords === '1',
    antivirus: oneOf(input.antivirus, ['off', 'open', 'closed'], 'off'),
    scannerUp: input.scanner === '1',
    junkAt: between(input.junk, -3, 16, 6),
    refuseAt: between(input.refuse, -3, 16, 15),
    allowlist: oneOf(input.allow, ['off', 'from', 'dmarc'], 'off'),
  };
  const summary = simulate(messages, config);
  const curve = roc(messages, config);
  const solved = summary.caught >= 133 && summary.lost === 0 && summary.junked <= 6 && summary.infected <= 4 && summary.cpuSeconds < 18;
  const tick = (key: 'dmarc' | 'greylist' | 'keywords' | 'scanner') => (
    <label style="display: flex; gap: 0.5rem; align-items: center">
      <input
        type="checkbox"
        style="width: auto"
        checked={input[key] === '1'}
        onChange={(event) => change({ [key]: event.currentTarget.checked ? '1' : '0' })}
      />
      {w.ticks[key]}
    </label>
  );
  const select = (key: 'lists' | 'antivirus' | 'allow', options: Record<string, string>) => (
    <label>
      {w.selects[key]}
      <select value={input[key]} onChange={(event) => change({ [key]: event.currentTarget.value })}>
        {Object.entries(options).map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </label>
  );
  const slider = (key: 'junk' | 'refuse', value: number) => (
    <label>
      <span>
        {w.sliders[key]} <strong>{value}</strong>
      </span>
      <input
        type="range"
        min={-3}
        max={16}
        step={0.5}
        value={value}
        aria-valuetext={w.points(value)}
        onInput={(event) => change({ [key]: event.currentTarget.value })}
      />
    </label>
  );
  return (
    <div id="widget-layers" class="figures" style="scroll-margin-top: 6rem">
      <div class="fields">
        {select('lists', w.lists)}
        {select('antivirus', w.antivirus)}
        {select('allow', w.allow)}
        {slider('junk', config.junkAt)}
        {slider('refuse', config.refuseAt)}
        <div>
          {tick('dmarc')}
          {tick('greylist')}
          {tick('keywords')}
          {tick('scanner')}
        </div>
      </div>
      <div class={`outcome ${solved ? 'good' : 'open'}`} role="status">
        <p>
          <strong>{w.headline(summary)}</strong>
        </p>
        <p>{w.rest(summary, figure(summary.cpuSeconds, language), figure(summary.meanDelay, language))}</p>
        <p>{solved ? `✓ ${w.solved}` : w.notYet}</p>
      </div>
      <ByLayer summary={summary} language={language} />
      <Roc curve={curve} area={areaUnderCurve(messages)} at={config.junkAt} language={language} />
      <details>
        <summary>{w.kinds}</summary>
        <ByKind summary={summary} language={language} />
      </details>
    </div>
  );
}

function ByLayer({ summary, language }: { summary: Summary; language: Language }) {
  const w = words[language];
  const rows = Object.entries(summary.by) as [keyof typeof w.layers, { unwanted: number; wanted: number }][];
  if (rows.length === 0) return null;
  return (
    <div class="scroll">
      <table>
        <thead>
          <tr>
            {w.layerColumns.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([layer, { unwanted, wanted }]) => (
            <tr key={layer}>
              <th scope="row">{w.layers[layer]}</th>
              <td>{unwanted}</td>
              <td class={wanted > 0 ? 'bad' : ''}>{wanted > 0 ? `✗ ${wanted}` : '0'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Roc({ curve, area, at, language }: { curve: ReturnType<typeof roc>; area: number; at: number; language: Language }) {
  const w = words[language];
  const x = (share: number): number => 40 + share * 250;
  const y = (share: number): number => 220 - share * 200;
  const now = curve.reduce((best, point) => (Math.abs(point.threshold - at) < Math.abs(best.threshold - at) ? point : best));
  const percent = (share: number): string => `${Math.round(share * 100)} %`;
  return (
    <figure style="margin: 1rem 0">
      <svg class="curves" viewBox="0 0 310 260" role="img" aria-label={w.rocLabel(percent(now.caught), percent(now.wronged), area.toFixed(2))}>
        <path d={`M${x(0)} ${y(0)} H${x(1)} M${x(0)} ${y(0)} V${y(1)}`} stroke="var(--mute)" fill="none" />
        <path d={`M${x(0)} ${y(0)} L${x(1)} ${y(1)}`} stroke="var(--line)" fill="none" stroke-dasharray="4 4" />
        <polyline class="curve-0" fill="none" points={curve.map((point) => `${x(point.wronged)},${y(point.caught)}`).join(' ')} />
        <circle cx={x(now.wronged)} cy={y(now.caught)} r="5" fill="var(--red)" />
        <text x="165" y="250" text-anchor="middle" font-size="13" fill="var(--mute)">
          {w.axes[0]}
        </text>
        <text x="14" y="120" text-anchor="middle" font-size="13" fill="var(--mute)" transform="rotate(-90 14 120)">
          {w.axes[1]}
        </text>
      </svg>
      <figcaption class="aside">{w.rocCaption(percent(now.caught), percent(now.wronged), area.toFixed(2))}</figcaption>
    </figure>
  );
}

function ByKind({ summary, language }: { summary: Summary; language: Language }) {
  const w = words[language];
  const ends = ['inbox', 'junk', 'refused', 'waiting'] as const;
  return (
    <div class="scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">{w.kindColumn}</th>
            {ends.map((end) => (
              <th key={end} scope="col">
                {w.ends[end]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {profiles.map(({ kind }) => (
            <tr key={kind}>
              <th scope="row">{w.kindNames[kind as Kind]}</th>
              {ends.map((end) => (
                <td key={end}>{summary.fates.filter((f) => f.message.kind === kind && f.end === end).length}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
