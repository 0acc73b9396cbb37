import { useState } from 'preact/hooks';
import type { Language } from '../../../lab-runner/contract/text.ts';
import { domainProblem } from '../shared/domain.ts';
import { useUrlState } from '../shared/useUrlState.ts';
import { pathOf } from './received.ts';
import { decodeWords, encodeWords } from './rfc2047.ts';
import { words } from './words.ts';
import './header-lab.css';

interface Props {
  language: Language;
  /** The header to begin with. */
  example: string;
}

/** A pasted book is not drawn word by word. */
const mostWords = 100;
const longest = 50_000;

/** The header-path analyser and the decoder of encoded words. */
export default function HeaderLab({ language, example }: Props) {
  const w = words[language];
  const [input, change] = useUrlState('header', { text: example, domain: 'haibo.example', value: '=?GB18030?B?yq7Su9TCt6LGsQ==?= 2026' });
  const [guess, setGuess] = useState<number | null>(null);
  const path = pathOf(input.text, input.domain);
  const believable = path.filter((hop) => hop.ours).length;
  const problem = domainProblem(input.domain);
  const { parts, text } = decodeWords(input.value.slice(0, longest));
  const encoded = encodeWords(text);
  const edit = (part: Partial<typeof input>): void => {
    setGuess(null);
    change(part);
  };
  return (
    <div class="hdr" id="widget-header">
      <fieldset>
        <legend>{w.path}</legend>
        <label for="hdr-text">{w.headers}</label>
        <textarea id="hdr-text" rows={9} spellcheck={false} value={input.text} onInput={(event) => edit({ text: event.currentTarget.value })} />
        <label for="hdr-domain">{w.domain}</label>
        <input
          id="hdr-domain"
          type="text"
          value={input.domain}
          aria-invalid={problem !== null}
          aria-describedby="hdr-problem"
          onInput={(event) => edit({ domain: event.currentTarget.value })}
        />
        <p class="problem" id="hdr-problem" role="alert">
          {problem?.[language] ?? (path.length === 0 ? w.noReceived : '')}
        </p>
        {path.length > 0 && !problem && (
          <>
            <p>
              <label for="hdr-guess">{w.guess}</label>{' '}
              <select
                id="hdr-guess"
                value={guess ?? ''}
                onChange={(event) => setGuess(event.currentTarget.value === '' ? null : Number(event.currentTarget.value))}
              >
                <option value="">{w.choose}</option>
                {Array.from({ length: path.length + 1 }, (_, n) => (
                  <option key={n} value={n}>
                    {w.lines(n)}
                  </option>
                ))}
              </select>
            </p>
            <p role="status" class={guess === null ? undefined : guess === believable ? 'met' : 'not'}>
              {guess === null ? '' : guess === believable ? `✓ ${w.right(believable)}` : `✗ ${w.wrong}`}
            </p>
            <ol class="hops">
              {path.map((hop, i) => (
                <li key={i} class={guess === null ? undefined : hop.ours ? 'ours' : 'claim'}>
                  <dl>
                    <dt>{w.columns[1]}</dt>
                    <dd>
                      <code>{hop.by ?? w.nothing}</code> {hop.with && `(${hop.with})`} {guess !== null && <b>{hop.ours ? `✓ ${w.ours}` : `? ${w.claim}`}</b>}
                    </dd>
                    <dt>{w.columns[2]}</dt>
                    <dd>
                      {hop.from ? (
                        <>
                          <code>{[hop.from.name ?? (hop.from.ip ? null : hop.from.said), hop.from.ip && `[${hop.from.ip}]`].filter(Boolean).join(' ')}</code>{' '}
                          {hop.from.said.toLowerCase() !== hop.from.name && hop.from.ip && w.said(hop.from.said)}
                        </>
                      ) : (
                        w.nothing
                      )}
                    </dd>
                    <dt>{w.columns[3]}</dt>
                    <dd>
                      {hop.at === null ? w.nothing : new Date(hop.at * 1000).toISOString().slice(0, 19).replace('T', ' ')}
                      {hop.delay !== null && ` · ${w.columns[4]}: ${w.span(hop.delay)}`}
                    </dd>
                  </dl>
                  {guess !== null && (
                    <ul>
                      {hop.findings.map((finding) => (
                        <li key={finding}>{w.findings[finding]}</li>
                      ))}
                    </ul>
                  )}
                </li>
              ))}
            </ol>
          </>
        )}
      </fieldset>
      <fieldset>
        <legend>{w.codec}</legend>
        <label for="hdr-value">{w.input}</label>
        <input id="hdr-value" type="text" spellcheck={false} value={input.value} onInput={(event) => change({ value: event.currentTarget.value })} />
        <div role="status">
          <dl>
            <dt>{w.decoded}</dt>
            <dd>
              <strong>{text}</strong> <small>{w.bytes(new TextEncoder().encode(text).length, [...text].length)}</small>
            </dd>
            {parts
              .filter((part) => part.charset !== null || part.problems.length > 0)
              .slice(0, mostWords)
              .map((part, i) => (
                <>
                  <dt key={`t${i}`}>{w.word}</dt>
                  <dd key={`d${i}`}>
                    <code>{part.raw}</code> {part.charset && `${part.charset}, ${part.encoding} → “${part.text}”`}
                    {part.problems.map((name) => (
                      <span key={name} class="not">
                        ✗ {w.problems[name]}
                      </span>
                    ))}
                  </dd>
                </>
              ))}
            <dt>{w.encoded}</dt>
            <dd>
              {encoded.map((word) => (
                <code key={word} class="line">
                  {word}
                </code>
              ))}
            </dd>
          </dl>
        </div>
      </fieldset>
    </div>
  );
}
