import { useEffect, useState } from 'preact/hooks';
import type { Language } from '../../../lab-runner/contract/text.ts';
import { readAddress, writeAddress } from '../address.ts';
import { parseZone } from '../shared/zone.ts';
import { examples } from './examples.ts';
import { type Verdict, verifyMessage } from './model.ts';
import { words } from './words.ts';
import '../shared/fields.css';

interface Props {
  language: Language;
}
const signs = { pass: 'good', permfail: 'bad', tempfail: 'open' } as const;
const [first] = examples;
/** So that white space can be seen: it is what canonical forms are about. */
const visible = (octets: string): string => octets.replace(/\t/g, '→').replace(/ /g, '·').replace(/\r\n/g, '⏎\n');

/** Verifies a pasted message in the browser, without `crypto.subtle`: it must work on plain HTTP in a classroom. */
export default function DkimVerifier({ language }: Props) {
  const w = words[language];
  const [message, setMessage] = useState(first?.message ?? '');
  const [records, setRecords] = useState(first?.zone ?? '');
  // On the server there is no reader's clock: the first drawing takes the time of the examples.
  const [at, setAt] = useState('2026-11-25T04:00:00Z');
  const now = Date.parse(at.trim()) / 1000;
  useEffect(() => {
    setAt(new Date().toISOString().replace(/\.\d+Z$/, 'Z'));
    const given = examples.find((one) => one.id === readAddress('dkim'));
    if (given) choose(given.id);
  }, []);
  const choose = (id: string): void => {
    const example = examples.find((one) => one.id === id);
    if (!example) return;
    setMessage(example.message);
    setRecords(example.zone);
    writeAddress({ dkim: id === first?.id ? null : id });
  };
  const { zone, problems } = parseZone(records);
  const { verdicts, message: parsed, fromCount } = verifyMessage(message, zone, now);
  return (
    <div id="widget-dkim" style="scroll-margin-top: 6rem">
      <p class="presets">
        {w.examples}
        {examples.map((one) => (
          <button key={one.id} type="button" aria-pressed={one.message === message && one.zone === records} onClick={() => choose(one.id)}>
            {one.label[language]}
          </button>
        ))}
      </p>
      <label class="field-wide">
        {w.message}
        <textarea rows={12} value={message} spellcheck={false} onInput={(event) => setMessage(event.currentTarget.value)} />
      </label>
      <label class="field-wide">
        {w.zone}
        <textarea rows={4} value={records} spellcheck={false} onInput={(event) => setRecords(event.currentTarget.value)} />
      </label>
      <label class="field-wide" style="max-width: 20rem">
        {w.at}
        <input
          type="text"
          value={at}
          spellcheck={false}
          autocomplete="off"
          aria-invalid={Number.isNaN(now)}
          onInput={(event) => setAt(event.currentTarget.value)}
        />
        {Number.isNaN(now) && <span class="complaint">{w.badAt(at)}</span>}
      </label>
      {problems.map((problem) => (
        <p key={problem.line} class="complaint" role="alert">
          {problem.text[language]}
        </p>
      ))}
      <div role="status">
        {message.trim() === '' ? (
          <p>{w.empty}</p>
        ) : (
          <>
            {parsed.odd.length > 0 && <p class="complaint">{w.odd(parsed.odd)}</p>}
            {fromCount !== 1 && <p class="complaint">{w.from(fromCount)}</p>}
            {verdicts.length === 0 && <p>{w.none}</p>}
          </>
        )}
        {verdicts.map((verdict, i) => (
          <One key={i} verdict={verdict} language={language} />
        ))}
      </div>
    </div>
  );
}

/** A long text that scrolls in itself, and can be scrolled by keyboard. */
function Octets({ text }: { text: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable
    <pre class="octets" tabIndex={0}>
      {text}
    </pre>
  );
}

function One({ verdict, language }: { verdict: Verdict; language: Language }) {
  const w = words[language];
  return (
    <div class={`outcome ${signs[verdict.outcome]}`}>
      <p>
        <strong class="word">{w.outcome[verdict.outcome]}</strong> — <code>{w.by(verdict.domain, verdict.selector, verdict.algorithm)}</code>
        {verdict.forms && <code> c={`${verdict.forms.header}/${verdict.forms.body}`}</code>}
      </p>
      <p>{w.reason(verdict.reason)}</p>
      {verdict.warnings.length > 0 && (
        <ul>
          {verdict.warnings.map((warning, i) => (
            <li key={i}>⚠ {w.warning(warning)}</li>
          ))}
        </ul>
      )}
      {verdict.bodyHash && (
        <p class="trace" style="padding-inline-start: 0">
          {w.claimed} <code>{verdict.bodyHash.claimed}</code>
          <br />
          {w.computed} <code>{verdict.bodyHash.computed}</code> {verdict.bodyHash.claimed === verdict.bodyHash.computed ? '✓' : '✗'}
        </p>
      )}
      {verdict.hashedHeader !== null && (
        <details>
          <summary>{w.header}</summary>
          <Octets text={visible(verdict.hashedHeader)} />
        </details>
      )}
      {verdict.hashedBody !== null && (
        <details>
          <summary>{w.body}</summary>
          <Octets text={verdict.hashedBody === '' ? w.bodyEmpty : visible(verdict.hashedBody)} />
        </details>
      )}
    </div>
  );
}
