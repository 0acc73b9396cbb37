import { useEffect, useState } from 'preact/hooks';
import type { Language } from '../../../lab-runner/contract/text.ts';
import { readAddress, writeAddress } from '../address.ts';
import { window as arrivalWindow, defaults, type Problem, problems, readTime, type Schedule, type Settings, schedule, showTime } from './model.ts';
import { Timeline } from './Timeline.tsx';
import { words } from './words.ts';
import './queue-clock.css';

interface Props {
  language: Language;
}
/** What is typed, by the name in main.cf; `accepts` empty means never. */
interface Fields {
  run: string;
  min: string;
  max: string;
  life: string;
  bounce: string;
  warn: string;
  accepts: string;
  takes: string;
  scan: string;
}
const start: Fields = { run: '300s', min: '300s', max: '4000s', life: '5d', bounce: '5d', warn: '0h', accepts: '26h', takes: '30s', scan: '300s' };
const names: Record<keyof Fields, { name: string; unit: 's' | 'h' | 'd' }> = {
  run: { name: 'queue_run_delay', unit: 's' },
  min: { name: 'minimal_backoff_time', unit: 's' },
  max: { name: 'maximal_backoff_time', unit: 's' },
  life: { name: 'maximal_queue_lifetime', unit: 'd' },
  bounce: { name: 'bounce_queue_lifetime', unit: 'd' },
  warn: { name: 'delay_warning_time', unit: 'h' },
  accepts: { name: '', unit: 's' },
  takes: { name: '', unit: 's' },
  scan: { name: '', unit: 's' },
};
const keys = Object.keys(start) as (keyof Fields)[];

export default function QueueClock({ language }: Props) {
  const w = words[language];
  const [fields, setFields] = useState<Fields>(start);
  const [bounce, setBounce] = useState(false);

  useEffect(() => {
    const given = Object.fromEntries(keys.flatMap((key) => (readAddress(key) === null ? [] : [[key, readAddress(key) as string]])));
    setFields({ ...start, ...given });
    setBounce(readAddress('sender') === 'null');
  }, []);
  const change = (key: keyof Fields, value: string) => {
    setFields({ ...fields, [key]: value });
    writeAddress({ [key]: value === start[key] ? null : value });
  };

  const times = Object.fromEntries(keys.map((key) => [key, readTime(fields[key], names[key].unit)])) as Record<keyof Fields, number | null>;
  const bad = keys.filter((key) => times[key] === null && !(key === 'accepts' && fields.accepts.trim() === ''));
  const value = (key: keyof Fields, otherwise: number) => times[key] ?? otherwise;
  const settings: Settings = {
    queueRunDelay: value('run', defaults.queueRunDelay),
    minimalBackoff: value('min', defaults.minimalBackoff),
    maximalBackoff: value('max', defaults.maximalBackoff),
    lifetime: bounce ? value('bounce', defaults.lifetime) : value('life', defaults.lifetime),
    delayWarning: bounce ? 0 : value('warn', 0),
  };
  const found = problems(settings);
  const impossible = bad.length > 0 || found.includes('run-zero') || found.includes('too-many');
  const circumstances = { firstScan: Math.min(value('scan', 300), settings.queueRunDelay), acceptsAt: times.accepts, tryTakes: value('takes', 0) };
  const result: Schedule | null = impossible ? null : schedule(settings, circumstances);
  const range = result && times.accepts !== null && result.end.result === 'delivered' ? arrivalWindow(settings, times.accepts, circumstances.tryTakes) : null;

  const field = (key: keyof Fields) => (
    <label key={key} class={bad.includes(key) ? 'qc-bad' : undefined}>
      {names[key].name ? <code>{names[key].name}</code> : w.circumstances[key as 'accepts' | 'takes' | 'scan']}
      <input
        type="text"
        inputMode="text"
        autocomplete="off"
        size={7}
        value={fields[key]}
        aria-invalid={bad.includes(key)}
        onInput={(event) => change(key, event.currentTarget.value)}
      />
    </label>
  );
  return (
    <div class="qc">
      <fieldset>
        <legend>{w.settings}</legend>
        {(['run', 'min', 'max', 'life', 'bounce', 'warn'] as const).map(field)}
      </fieldset>
      <fieldset>
        <legend>{w.message}</legend>
        {(['accepts', 'takes', 'scan'] as const).map(field)}
        <label class="qc-check">
          <input
            type="checkbox"
            checked={bounce}
            onChange={(event) => {
              setBounce(event.currentTarget.checked);
              writeAddress({ sender: event.currentTarget.checked ? 'null' : null });
            }}
          />{' '}
          {w.isBounce}
        </label>
      </fieldset>
      <button
        type="button"
        onClick={() => {
          setFields(start);
          setBounce(false);
          writeAddress({ ...Object.fromEntries(keys.map((key) => [key, null])), sender: null });
        }}
      >
        {w.reset}
      </button>
      <div role="status">
        {bad.map((key) => (
          <p key={key} class="qc-problem">
            {w.badTime(names[key].name || w.circumstances[key as 'accepts' | 'takes' | 'scan'], fields[key])}
          </p>
        ))}
        {bad.length === 0 &&
          found.map((problem: Problem) => (
            <p key={problem} class="qc-problem">
              {w.problems[problem]}
            </p>
          ))}
        {result && (
          <p class={`qc-end ${result.end.result === 'delivered' ? 'met' : 'not'}`}>
            {result.end.result === 'delivered'
              ? w.delivered(showTime(result.end.at), result.tries.length)
              : bounce
                ? w.dropped(showTime(result.end.at), result.tries.length)
                : w.returned(showTime(result.end.at), result.tries.length)}
          </p>
        )}
        {result && (
          <p class="qc-more">
            {range && w.range(showTime(range.best), showTime(range.worst))} {result.warnedAt !== null && w.warned(showTime(result.warnedAt))}
          </p>
        )}
      </div>
      {result && <Timeline result={result} acceptsAt={times.accepts} language={language} />}
      {result && <Tries result={result} language={language} />}
    </div>
  );
}

function Tries({ result, language }: { result: Schedule; language: Language }) {
  const w = words[language];
  const shown = result.tries.length > 14 ? [...result.tries.slice(0, 9), null, ...result.tries.slice(-3)] : result.tries;
  return (
    <div class="qc-table">
      <table aria-label={w.table}>
        <thead>
          <tr>
            <th scope="col">{w.columns[0]}</th>
            <th scope="col">{w.columns[1]}</th>
            <th scope="col">{w.columns[2]}</th>
            <th scope="col">{w.columns[3]}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((one) => {
            if (one === null)
              return (
                <tr key="cut">
                  <td colSpan={4}>{w.cut(result.tries.length - 12)}</td>
                </tr>
              );
            const n = result.tries.indexOf(one);
            const before = result.tries[n - 1];
            return (
              <tr key={one.at}>
                <td>{n + 1}</td>
                <td>{showTime(one.at)}</td>
                <td>{before ? showTime(one.at - before.at) : '–'}</td>
                <td>{w.results[one.result]}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
