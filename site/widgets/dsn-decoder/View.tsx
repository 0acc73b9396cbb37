import { useEffect, useState } from 'preact/hooks';
import type { Language } from '../../../lab-runner/contract/text.ts';
import { readAddress, writeAddress } from '../address.ts';
import { read, suspects } from './model.ts';
import { families, owners } from './problems.ts';
import { examples, words } from './words.ts';
import './dsn-decoder.css';

interface Props {
  language: Language;
  /** Where the labs are, by language: `/labs/` or `/zh-cn/labs/`; and which exist. */
  labs: { base: string; known: string[] };
}
/** Long texts do not go into the address. */
const longest = 300;

export default function DsnDecoder({ language, labs }: Props) {
  const w = words[language];
  const [text, setText] = useState<string>(w.placeholder);

  useEffect(() => {
    const given = readAddress('code');
    if (given !== null) setText(given);
  }, []);
  const change = (next: string) => {
    setText(next);
    writeAddress({ code: next.length <= longest ? next : null });
  };

  const reading = read(text);
  const ranked = suspects(text).slice(0, 3);
  const silent = reading.codes.length === 0 && ranked.length === 0;
  return (
    <div class="dd">
      <label>
        {w.input}
        <textarea rows={4} value={text} spellcheck={false} onInput={(event) => change(event.currentTarget.value)} />
      </label>
      <p class="dd-examples">
        {w.examples}{' '}
        {examples.map((one) => (
          <button key={one.id} type="button" onClick={() => change(one.text)}>
            {one.label}
          </button>
        ))}
      </p>
      <div role="status">
        {text.trim() === '' ? <p class="dd-hint">{w.empty}</p> : silent && reading.complaints.length === 0 && <p class="dd-hint">{w.none}</p>}
        {reading.complaints.map((complaint) => (
          <p key={complaint.code + complaint.kind} class="dd-complaint">
            {w.complaint(complaint)}
          </p>
        ))}
        {reading.codes.length > 0 && (
          <section aria-label={w.codes}>
            <p class="dd-title">{w.codes}</p>
            {reading.codes.map((code) => {
              const [a, b, c] = code.code.split('.');
              return (
                <dl key={code.code} class={`dd-code class-${a}`}>
                  <dt>{a}</dt>
                  <dd>{code.class[language]}</dd>
                  <dt>{b}</dt>
                  <dd>{code.subject ? `${w.subject}${language === 'en' ? ' ' : ''}${code.subject[language]}` : w.unknownSubject}</dd>
                  <dt>{c}</dt>
                  <dd>{code.detail ? <span lang="en">{code.detail}</span> : w.unregistered}</dd>
                </dl>
              );
            })}
          </section>
        )}
      </div>
      {ranked.length > 0 && (
        <section aria-label={w.suspects}>
          <p class="dd-title">{w.suspects}</p>
          <ol class="dd-suspects">
            {ranked.map(({ problem, because }) => (
              <li key={problem.id}>
                <p class="dd-name">
                  {problem.name[language]} <small>{families[problem.family][language]}</small>
                </p>
                <p>{problem.cause[language]}</p>
                <p class="dd-hint">
                  {w.because}{' '}
                  {because.map((word) => (
                    <code key={word}>{word}</code>
                  ))}
                </p>
                <p>
                  {w.owner} <strong>{owners[problem.owner][language]}</strong>
                </p>
                <pre>{problem.commands.join('\n')}</pre>
                {problem.lab && (
                  <p>
                    {w.lab}{' '}
                    {labs.known.includes(problem.lab) ? (
                      <a class="plain" href={`${labs.base}${problem.lab}/`}>
                        {problem.lab}
                      </a>
                    ) : (
                      <code>{problem.lab}</code>
                    )}
                  </p>
                )}
              </li>
            ))}
          </ol>
        </section>
      )}
    </div>
  );
}
