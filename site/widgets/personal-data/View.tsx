import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Language } from '../../../lab-runner/contract/text.ts';
import { readAddress, writeAddress } from '../address.ts';
import { type Finding, find, kinds, measure, minimise, minimised } from './model.ts';
import { samples } from './samples.ts';
import { explained, short, words } from './words.ts';
import '../shared/numbers.css';
import './personal-data.css';

interface Props {
  language: Language;
}
const most = 20_000;

/** Finds personal data by its form, says what a mail server may have it for, and shows the text told with less. */
export default function PersonalData({ language }: Props) {
  const w = words[language];
  const [text, setText] = useState(samples[0]?.text ?? '');
  const [key, setKey] = useState('harbour-lamp-27');
  useEffect(() => {
    const given = samples.find((sample) => sample.id === readAddress('sample'));
    if (given) setText(given.text);
  }, []);
  const change = (next: string) => {
    setText(next);
    const sample = samples.find((one) => one.text === next);
    writeAddress({ sample: sample && sample !== samples[0] ? sample.id : null });
  };

  const tooLong = text.length > most;
  const found = tooLong ? [] : find(text);
  const sample = samples.find((one) => one.text === text);
  const result = sample && measure(text, sample.truth, found);
  const seen = kinds.filter((kind) => found.some((finding) => finding.kind === kind));
  return (
    <div class="figures pd">
      <label>
        {w.input}
        <textarea rows={8} spellcheck={false} value={text} onInput={(event) => change(event.currentTarget.value)} />
      </label>
      <p class="pd-row">
        {w.samples}{' '}
        {samples.map((one) => (
          <button key={one.id} type="button" aria-pressed={one === sample} onClick={() => change(one.text)}>
            {one.label[language]}
          </button>
        ))}
      </p>
      <p class="aside">{w.stays}</p>
      <p>
        <label>
          {w.key}{' '}
          <input
            type="text"
            autocomplete="off"
            spellcheck={false}
            value={key}
            aria-invalid={key === ''}
            onInput={(event) => setKey(event.currentTarget.value)}
          />
        </label>
      </p>
      <div role="status">
        {key === '' && <p class="bad">{w.noKey}</p>}
        {tooLong && <p class="bad">{w.tooLong(text.length, most)}</p>}
        {text.trim() === '' && <p>{w.empty}</p>}
        {text.trim() !== '' && !tooLong && found.length === 0 && <p>{w.nothing}</p>}
        {found.length > 0 && <p>{w.count(found.length, seen.length)}</p>}
        {result && (
          <p>
            {w.recall(result.found, result.of)}
            {result.missed.length > 0 && (
              <>
                {' '}
                {w.missed}{' '}
                {result.missed.map((value, i) => (
                  <span key={value}>
                    {i > 0 && ' · '}
                    <code>{value}</code>
                  </span>
                ))}
              </>
            )}
          </p>
        )}
      </div>
      {found.length > 0 && (
        <>
          <h3>{w.marked}</h3>
          <pre>{marked(text, found, language)}</pre>
          <ul class="pd-kinds">
            {seen.map((kind) => {
              const first = found.find((finding) => finding.kind === kind) as Finding;
              const about = explained[kind];
              return (
                <li key={kind}>
                  <p class="pd-kind">
                    {about.name[language]} × {found.filter((finding) => finding.kind === kind).length}
                  </p>
                  <p>
                    <span class="pd-head">{w.purpose}</span> {about.purpose[language]}
                  </p>
                  <p>
                    <span class="pd-head">{w.basis}</span> {about.basis[language]}
                  </p>
                  <p>
                    <span class="pd-head">{w.less}</span> {about.less[language]} <code>{key === '' ? '…' : minimised(first, key)}</code>
                  </p>
                </li>
              );
            })}
          </ul>
          {key !== '' && (
            <>
              <h3>{w.out}</h3>
              <pre>{minimise(text, found, key)}</pre>
            </>
          )}
        </>
      )}
      <p class="aside">{w.why}</p>
    </div>
  );
}

function marked(text: string, found: readonly Finding[], language: Language): (VNode | string)[] {
  const parts: (VNode | string)[] = [];
  let from = 0;
  for (const { start, end, kind, value } of found) {
    parts.push(
      text.slice(from, start),
      <mark key={start} title={explained[kind].name[language]}>
        {value}
        <sup>{short[kind][language]}</sup>
      </mark>,
    );
    from = end;
  }
  parts.push(text.slice(from));
  return parts;
}
