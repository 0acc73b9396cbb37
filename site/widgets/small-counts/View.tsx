import { useEffect, useState } from 'preact/hooks';
import type { Language } from '../../../lab-runner/contract/text.ts';
import { readAddress, writeAddress } from '../address.ts';
import { figure } from '../shared/numbers.ts';
import { useNumbers } from '../shared/useNumbers.tsx';
import { type Counts, deviation, leaks, mean, meanInterval, readAnswers, shareInterval, shown, size, unansweredBounds } from './model.ts';
import { fields, initialAnswers, words } from './words.ts';
import './small-counts.css';

interface Props {
  language: Language;
}

/** A survey grows answer by answer: what is shown, what a watcher learns from it, and what the numbers say. */
export default function SmallCounts({ language }: Props) {
  const w = words[language];
  const numbers = useNumbers(fields, language);
  const [typed, setTyped] = useState(initialAnswers);
  const [look, setLook] = useState<number | null>(null);
  useEffect(() => {
    const given = readAddress('ratings');
    if (given !== null) setTyped(given.slice(0, 600));
    const at = readAddress('look');
    if (at !== null && /^\d{1,3}$/.test(at)) setLook(Number(at));
  }, []);
  const change = (text: string) => {
    setTyped(text);
    writeAddress({ ratings: text === initialAnswers ? null : (readAnswers(text)?.join('') ?? null) });
  };
  const answers = readAnswers(typed);
  const { values } = numbers;
  const policy = values ? { k: values.k, step: values.step } : null;
  const at = answers ? Math.min(look ?? answers.length, answers.length) : 0;
  const now = answers && policy ? shown(answers.slice(0, at), policy) : null;
  const learnt = answers && policy ? leaks(answers, policy) : [];

  return (
    <div class="figures sc">
      <label>
        {w.answers}
        <textarea
          rows={2}
          value={typed}
          spellcheck={false}
          inputMode="numeric"
          aria-invalid={answers === null}
          onInput={(event) => change(event.currentTarget.value)}
        />
      </label>
      {answers === null && <p class="number-problem">{w.problem(typed)}</p>}
      <p class="sc-add">
        {w.add}{' '}
        {[1, 2, 3, 4, 5].map((rating) => (
          <button key={rating} type="button" disabled={(answers?.length ?? 0) >= 200} onClick={() => change(`${typed.trim()} ${rating}`.trim())}>
            {rating}
          </button>
        ))}
        <button type="button" disabled={!answers || answers.length < 2} onClick={() => change((answers ?? []).slice(0, -1).join(' '))}>
          {w.clear}
        </button>
      </p>
      {numbers.inputs}
      {answers && policy && values ? (
        <>
          <label class="sc-look">
            {w.look(at, answers.length)}
            <input
              type="range"
              min={1}
              max={answers.length}
              value={at}
              onInput={(event) => {
                setLook(Number(event.currentTarget.value));
                writeAddress({ look: event.currentTarget.value });
              }}
            />
          </label>
          <div role="status">
            {now === null ? <p class="sc-hidden">{w.hidden(policy.k)}</p> : <p>{w.shown(size(now), at)}</p>}
            {now && <Bars counts={now} language={language} />}
          </div>
          <h4>{w.leaks}</h4>
          {learnt.length === 0 ? (
            <p class="good">{w.none}</p>
          ) : (
            <ul class="bad">
              {learnt.map((leak) => (
                <li key={`${leak.kind}-${leak.answer}-${leak.rating}`}>✗ {w.kinds[leak.kind](leak)}</li>
              ))}
            </ul>
          )}
          <h4>{w.numbers}</h4>
          {now ? <Numbers counts={now} readers={values.readers} language={language} /> : <p class="aside">{w.nothing}</p>}
        </>
      ) : (
        <p role="status">{w.broken}</p>
      )}
    </div>
  );
}

function Bars({ counts, language }: { counts: Counts; language: Language }) {
  const w = words[language];
  const most = Math.max(...counts);
  return (
    <table class="sc-bars">
      <thead>
        <tr>
          <th scope="col">{w.rating}</th>
          <th scope="col">{w.count}</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {counts.map((count, i) => (
          <tr key={i}>
            <th scope="row">{i + 1}</th>
            <td>{count}</td>
            <td>
              <span style={{ width: `${(100 * count) / most}%` }} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Numbers({ counts, readers, language }: { counts: Counts; readers: number; language: Language }) {
  const w = words[language];
  const n = (value: number) => value.toFixed(2);
  const per = (value: number) => `${Math.round(value * 100)} %`;
  const all = size(counts);
  const happy = counts[3] + counts[4];
  const [low, high] = meanInterval(counts);
  const [least, most] = shareInterval(happy, all);
  const [worst, best] = unansweredBounds(counts, readers);
  return (
    <>
      <dl>
        <div>
          <dt>{w.mean}</dt>
          <dd>
            {n(mean(counts))} <small>{all > 1 && deviation(counts) > 0 ? `${w.interval}: ${n(low)} ${w.to} ${n(high)}` : w.noInterval}</small>
          </dd>
        </div>
        <div>
          <dt>{w.satisfied}</dt>
          <dd>
            {per(happy / all)}{' '}
            <small>
              {w.wilson}: {per(least)} {w.to} {per(most)}
            </small>
          </dd>
        </div>
        <div>
          <dt>{w.silent}</dt>
          <dd>
            {all > readers ? (
              '—'
            ) : (
              <>
                {n(worst)} {w.to} {n(best)}
              </>
            )}
          </dd>
        </div>
      </dl>
      <p class={all > readers ? 'bad' : 'aside'}>{all > readers ? w.tooMany : w.responded(all, readers, figure((100 * all) / readers, language))}</p>
    </>
  );
}
